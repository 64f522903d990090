//! A project file to start from.

use std::io::{self, ErrorKind, Write};
use std::path::Path;

use crate::failure::Failure;
use crate::files::{AtomicFile, unwritable};
use crate::messages::Message;
#[cfg(feature = "source")]
use crate::pack_dir;
use crate::project::PROJECT_FILE;
use crate::{messages, output};
use smartro_lint::Language;
#[cfg(feature = "source")]
use smartro_lint::report::visible;

/// What is written, in a language: every key, with what it is for.
fn template(language: Language) -> &'static str {
    match language {
        Language::Korean => include_str!("init/template.ko.yaml"),
        Language::English => include_str!("init/template.en.yaml"),
    }
}

/// By which editors complete it. It is hidden, so it is not taken for a request.
const SCHEMA: (&str, &str) =
    (".smartro-lint.schema.json", include_str!("../../../smartro-lint.schema.json"));

/// Writes a project file and its schema into the working directory, where there is none.
pub(crate) fn init() -> Result<bool, Failure> {
    let (schema, schema_text) = SCHEMA;
    let [project, schema_path] = [PROJECT_FILE, schema].map(Path::new);
    let file = AtomicFile::new(project).map_err(|error| unwritten(&error))?;
    let (text, calls) = text(messages::language())?;
    let file = write(Ok(file), &text).map_err(|error| unwritten(&error))?;
    // Both are on the disk before one of them is in its place.
    let written = write(AtomicFile::open(schema_path), schema_text).and_then(AtomicFile::persist);
    written.map_err(|error| unwritable(schema_path, &error))?;
    file.persist().map_err(|error| unwritten(&error))?;
    let message = Message::ProjectWritten { file: PROJECT_FILE, schema };
    let calls =
        if calls > 0 { format!("{}\n", Message::CallsSeen { calls }) } else { String::new() };
    output::print(&format!("{message}\n{calls}")).map_err(output::unwritable)?;
    Ok(true)
}

/// The text of a project file, with the channels that source code below the working directory
/// names, and how many calls there are.
#[cfg(feature = "source")]
fn text(language: Language) -> Result<(String, usize), Failure> {
    let seen = crate::lint::seen_calls(&pack_dir::linter(None)?);
    let template = template(language);
    let Some((before, rest)) = template.split_once(CHANNELS).filter(|_| !seen.channels.is_empty())
    else {
        return Ok((template.to_owned(), 0));
    };
    // The examples end at the empty line.
    let after = rest.find("\n\n").and_then(|end| rest.get(end..)).unwrap_or("");
    let mut text = format!("{before}{CHANNELS}");
    for (name, places) in &seen.channels {
        let places = places.iter().take(MOST_PLACES);
        let places: Vec<String> = places.map(|(file, line)| format!("{file}:{line}")).collect();
        let (name, places) = (yaml_key(name), visible(&places.join(", ")));
        text.push_str(&format!("\n#   {name}: {{ pack: smartro, channel: test }}  # {places}"));
    }
    text.push_str(after);
    Ok((text, seen.calls))
}

#[cfg(not(feature = "source"))]
fn text(language: Language) -> Result<(String, usize), Failure> {
    Ok((template(language).to_owned(), 0))
}

/// Where the template has the channels.
#[cfg(feature = "source")]
const CHANNELS: &str = "# channels:";

/// How many places of a channel are listed.
#[cfg(feature = "source")]
const MOST_PLACES: usize = 3;

/// A key of YAML, in quotes if it needs them.
#[cfg(feature = "source")]
fn yaml_key(name: &str) -> String {
    let is_plain = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, '_' | '-' | '.'));
    // What JSON escapes, YAML reads.
    if is_plain { name.to_owned() } else { visible(&serde_json::Value::from(name).to_string()) }
}

fn write(file: io::Result<AtomicFile>, text: &str) -> io::Result<AtomicFile> {
    let mut file = file?;
    file.write_all(text.as_bytes())?;
    file.sync()?;
    Ok(file)
}

/// Why there is no new project file.
fn unwritten(error: &io::Error) -> Failure {
    match error.kind() {
        ErrorKind::AlreadyExists => Failure::message(Message::ProjectExists { file: PROJECT_FILE }),
        _ => unwritable(Path::new(PROJECT_FILE), error),
    }
}
