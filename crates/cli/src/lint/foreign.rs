//! Files that are no JSON by their names: source code of other languages, documents, other formats.

use std::path::Path;

use smartro_lint::JsonFault;

/// Languages whose source code no requests are read from, by the extensions of its files.
const LANGUAGES: [(&str, &[&str]); 21] = [
    ("C", &["c", "h"]),
    ("C#", &["cs"]),
    ("C++", &["cc", "cpp", "cxx", "hpp"]),
    ("CSS", &["css", "less", "sass", "scss"]),
    ("Dart", &["dart"]),
    ("Elixir", &["ex", "exs"]),
    ("Go", &["go"]),
    ("GraphQL", &["gql", "graphql"]),
    ("Groovy", &["gradle", "groovy"]),
    ("Java", &["java"]),
    ("Kotlin", &["kt", "kts"]),
    ("Lua", &["lua"]),
    ("PHP", &["php"]),
    ("Perl", &["pl", "pm"]),
    ("PowerShell", &["ps1"]),
    ("Python", &["py"]),
    ("Ruby", &["rb"]),
    ("Rust", &["rs"]),
    ("SQL", &["sql"]),
    ("Scala", &["scala"]),
    ("Swift", &["swift"]),
];

/// Other languages and formats, by the extensions of their files.
const FORMATS: [(&str, &[&str]); 12] = [
    ("AsciiDoc", &["adoc", "asciidoc"]),
    ("CSV", &["csv"]),
    ("INI", &["cfg", "ini"]),
    ("Java properties", &["properties"]),
    ("Markdown", &["markdown", "md", "mdx"]),
    ("TOML", &["toml"]),
    ("TSV", &["tsv"]),
    ("Terraform", &["tf", "tfvars"]),
    ("XML", &["xml"]),
    ("YAML", &["yaml", "yml"]),
    ("dotenv", &["env"]),
    ("reStructuredText", &["rst"]),
];

/// Scripts of shells, which are called by what they are.
const SHELLS: [&str; 5] = ["bash", "fish", "ksh", "sh", "zsh"];

/// What is wrong with a text that is not JSON, where the name of its file says what it is.
pub(super) fn fault(path: &Path) -> Option<JsonFault> {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let called = |table: &[(&'static str, &[&str])]| {
        let found = table.iter().find(|(_, extensions)| extensions.contains(&&*extension));
        found.map(|(name, _)| *name)
    };
    if name == ".env" || name.starts_with(".env.") {
        return Some(JsonFault::OtherFormat { format: "dotenv" });
    }
    if SHELLS.contains(&&*extension) {
        return Some(JsonFault::SourceCode { language: "shell" });
    }
    if extension == "log" {
        return Some(JsonFault::Log);
    }
    let language = called(&LANGUAGES).map(|language| JsonFault::SourceCode { language });
    language.or_else(|| called(&FORMATS).map(|format| JsonFault::OtherFormat { format }))
}

/// Whether a text is a command as people copy it, whatever its file is called.
pub(super) fn is_command(text: &[u8]) -> bool {
    let text = text.trim_ascii_start();
    text.strip_prefix(b"$ ").unwrap_or(text).starts_with(b"curl ")
}
