//! English.

use crate::project::globs::GlobFault;
use crate::project::kind::{ExpectedValue, MistakeKind, ValueType};
use crate::severities::SeverityError;
use smartro_lint_rules::language::{Language, quoted, shown};
use smartro_lint_rules::suggest::{appended, question};

pub(super) fn message(kind: &MistakeKind) -> String {
    match kind {
        MistakeKind::Yaml(fault) => format!("not valid YAML: {fault}"),
        MistakeKind::UnknownKey { key, .. } => format!("unknown key `{}`", shown(key)),
        MistakeKind::UnknownValue { value, of, .. } => {
            format!("invalid value `{}`{}", shown(value), of_key(of.as_deref()))
        }
        MistakeKind::MissingKey { key } => format!("missing key `{key}`"),
        MistakeKind::WrongType { of, expected, found } => {
            format!(
                "expected {}{}, found {}",
                wanted(expected),
                of_key(of.as_deref()),
                kind_of(found)
            )
        }
        MistakeKind::KeyType => "a key must be a string: put it in quotes".to_owned(),
        MistakeKind::Tag => "tags are not supported".to_owned(),
        MistakeKind::NoDirectory { name } => format!("no directory `{name}`"),
        MistakeKind::Severity(SeverityError::InvalidJson) => {
            "`invalid-json` is always an error: what is not JSON cannot be checked".to_owned()
        }
        MistakeKind::Suppression(SeverityError::InvalidJson) => {
            "`invalid-json` cannot be suppressed".to_owned()
        }
        MistakeKind::Severity(SeverityError::Unknown { rule, .. })
        | MistakeKind::Suppression(SeverityError::Unknown { rule, .. }) => {
            format!("unknown rule `{}`", shown(rule))
        }
        MistakeKind::Context(error) => error.to_string(),
        MistakeKind::UnknownOperation { name, .. } => format!("unknown operation `{name}`"),
        MistakeKind::UnknownPack { name, .. } => format!("unknown rule pack `{name}`"),
        MistakeKind::DefaultPack { name, .. } => {
            format!("the default pack `{name}` is not loaded")
        }
        MistakeKind::PackAndPacks => "`pack` and `packs` cannot be used together".to_owned(),
        MistakeKind::NoSettings => "this override sets nothing".to_owned(),
        MistakeKind::PackName { name, found } => {
            format!("the rule pack in the directory of `{name}` is called `{found}`")
        }
        MistakeKind::Glob { glob, fault: GlobFault::Empty } if glob.is_empty() => {
            "an empty glob matches no files; `**` matches all of them".to_owned()
        }
        MistakeKind::Glob { glob, fault: GlobFault::Empty } => {
            format!("`{glob}` matches no files; `**` matches all of them")
        }
        MistakeKind::Glob { glob, fault: GlobFault::Outside } => {
            format!("`{glob}` leads out of the directory of this file, so it never matches")
        }
        MistakeKind::Glob { glob, fault } => {
            format!("`{glob}` is not a valid glob: {}", of_glob(*fault))
        }
        MistakeKind::NotADate { text } => {
            format!("`{}` is not a valid date, such as `2026-12-31`", shown(text))
        }
        MistakeKind::NotAPointer { text, near } => {
            format!("`{text}` is not a JSON Pointer{}", appended(Language::English, Some(near)))
        }
        MistakeKind::Empty { key } => format!("`{key}` is empty"),
        MistakeKind::Other(reason) => reason.clone(),
    }
}

pub(super) fn help(kind: &MistakeKind) -> Option<String> {
    if let Some((near, known)) = kind.names() {
        return Some(match near {
            Some(near) => did_you_mean(near),
            None => format!("it is one of {}", quoted(known)),
        });
    }
    let help = match kind {
        MistakeKind::MissingKey { key } | MistakeKind::Empty { key } if key == "reason" => {
            "say why this finding is suppressed"
        }
        MistakeKind::MissingKey { key } if key == "files" => {
            "name the files that it is for: `files: instant/*.json`"
        }
        MistakeKind::WrongType { of: Some(key), found: ValueType::String(text), .. }
            if key == "exclude" || key == "redacted" =>
        {
            return Some(format!("write a list: `{key}: [\"{text}\"]`"));
        }
        MistakeKind::DefaultPack { loaded, .. } => {
            return Some(format!(
                "add it to `packs` with its directory, or name a loaded one: {}",
                quoted(loaded)
            ));
        }
        MistakeKind::PackAndPacks => "keep `pack` for one rule pack, `packs` for several",
        MistakeKind::NoSettings => "add `operation` or `context`, or remove it",
        MistakeKind::WrongType { of: Some(key), found: ValueType::Mapping, .. }
            if key == "rules" =>
        {
            "`rules` is the directory of a rule pack; severities of rules belong under `severity`"
        }
        MistakeKind::WrongType { expected: ExpectedValue::OneOf(words), found, .. }
            if words.contains(&"off") && *found == ValueType::Other("false".to_owned()) =>
        {
            return Some(did_you_mean("off"));
        }
        MistakeKind::NoDirectory { .. } => {
            "it is the directory of a rule pack, relative to this file"
        }
        MistakeKind::Severity(SeverityError::Unknown { near, .. })
        | MistakeKind::Suppression(SeverityError::Unknown { near, .. }) => match near {
            Some(near) => return Some(did_you_mean(near)),
            None => "`smartro-lint rules` lists the rules",
        },
        MistakeKind::Suppression(SeverityError::InvalidJson) => {
            "leave out files that hold no requests with `exclude`"
        }
        MistakeKind::UnknownPack { near, .. } => return Some(did_you_mean(near)),
        _ => return None,
    };
    Some(help.to_owned())
}

fn did_you_mean(near: &str) -> String {
    question(Language::English, near)
}

fn of_key(name: Option<&str>) -> String {
    name.map(|name| format!(" for `{name}`")).unwrap_or_default()
}

/// What a key takes, which serde names as Rust does.
fn wanted(expected: &ExpectedValue) -> String {
    match expected {
        ExpectedValue::OneOf(words) => match words.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} or `{last}`", quoted(rest)),
            _ => quoted(*words),
        },
        ExpectedValue::Described(description) => match description.as_str() {
            "a sequence" => "a list".to_owned(),
            "a map" => "a mapping".to_owned(),
            other => other.to_owned(),
        },
    }
}

fn kind_of(found: &ValueType) -> String {
    match found {
        ValueType::Nothing => "nothing".to_owned(),
        ValueType::List => "a list".to_owned(),
        ValueType::Mapping => "a mapping".to_owned(),
        ValueType::String(text) => format!("the string `{text}`"),
        ValueType::Number(number) => format!("the number `{number}`"),
        ValueType::Other(other) => format!("`{other}`"),
    }
}

fn of_glob(fault: GlobFault) -> &'static str {
    match fault {
        GlobFault::Empty => "it is empty",
        GlobFault::Outside => "it leads out of the directory",
        GlobFault::UnclosedClass => "`[` is not closed by `]`",
        GlobFault::InvalidRange => "a range in `[…]` runs backwards",
        GlobFault::UnclosedAlternatives => "`{` is not closed by `}`",
        GlobFault::UnopenedAlternatives => "`}` has no `{` before it",
        GlobFault::DanglingEscape => "nothing follows the `\\` at its end",
    }
}
