//! What is wrong with arguments, in Korean: the parser's own texts are English.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use smartro_lint::Language;
use smartro_lint_rules::suggest::appended;

use crate::messages::Message;

/// The text of an error with the usage below it; `None`: there is none for an error of its kind, or
/// it is no mistake, such as the help.
pub(crate) fn in_korean(error: &clap::Error) -> Option<String> {
    let mut text = format!("{}\n", Message::Error(&sentence(error)?));
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        // The lines stay below each other: the Korean word is a column wider.
        let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage).replace("\n ", "\n  ");
        text.push_str(&format!("\n사용법: {usage}\n"));
    }
    text.push_str("\n자세한 사용법: `--help`\n");
    Some(text)
}

fn sentence(error: &clap::Error) -> Option<String> {
    let names = |kind| names(error, kind);
    let (argument, value) = (names(ContextKind::InvalidArg), names(ContextKind::InvalidValue));
    let (name, value) = (argument.first().copied(), value.first().copied().unwrap_or_default());
    let near = |kind| appended(Language::Korean, names(kind).first().copied());
    Some(match error.kind() {
        ErrorKind::InvalidValue => {
            let what = match value {
                "" => format!("`{}` 옵션에 값이 없습니다", name?),
                _ => format!("`{}` 옵션에 `{value}` 값은 쓸 수 없습니다", name?),
            };
            listed(what + &near(ContextKind::SuggestedValue), "값", &names(ContextKind::ValidValue))
        }
        ErrorKind::ValueValidation => {
            let why = error.source().map(ToString::to_string);
            // The parser's own reasons are English.
            let is_korean = |why: &String| why.contains(|one| ('가'..='힣').contains(&one));
            let why = why.filter(is_korean).map_or_else(String::new, |why| format!(": {why}"));
            format!("`{}` 옵션에 `{value}` 값은 쓸 수 없습니다{why}", name?)
        }
        ErrorKind::UnknownArgument if name?.starts_with('-') => {
            format!("`{}`: 없는 옵션입니다{}", name?, near(ContextKind::SuggestedArg))
        }
        ErrorKind::UnknownArgument => format!("`{}`: 더 쓸 수 없는 인자입니다", name?),
        ErrorKind::InvalidSubcommand => {
            let command = names(ContextKind::InvalidSubcommand);
            let near = near(ContextKind::SuggestedSubcommand);
            format!("`{}`: 없는 명령입니다{near}", command.first()?)
        }
        ErrorKind::MissingSubcommand => {
            listed("명령이 없습니다".to_owned(), "명령", &names(ContextKind::ValidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => {
            format!("꼭 필요한 인자가 없습니다: {}", quoted(&argument))
        }
        ErrorKind::ArgumentConflict => {
            let (name, prior) = (name?, names(ContextKind::PriorArg));
            match prior.contains(&name) {
                true => format!("`{name}` 옵션은 한 번만 쓸 수 있습니다"),
                false => format!("`{name}` 옵션은 다음과 함께 쓸 수 없습니다: {}", quoted(&prior)),
            }
        }
        ErrorKind::TooManyValues => {
            format!("`{}` 옵션에는 값을 쓰지 않습니다: `{value}`", name?)
        }
        _ => return None,
    })
}

/// The texts that an error has of a kind.
fn names(error: &clap::Error, kind: ContextKind) -> Vec<&str> {
    match error.get(kind) {
        Some(ContextValue::String(name)) => vec![name],
        Some(ContextValue::Strings(names)) => names.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

/// A sentence, and what can be written instead, which is called `what`.
fn listed(sentence: String, what: &str, known: &[&str]) -> String {
    let end = if sentence.ends_with('?') { "" } else { "." };
    match known {
        [] => sentence,
        _ => format!("{sentence}{end} 사용할 수 있는 {what}: {}", quoted(known)),
    }
}

fn quoted(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
