//! Parts of a log that are in its results and its rules.

use serde_sarif::sarif::{Message, ResultLevel};
use smartro_lint::Severity;

/// A text that means what it says: in a message braces hold places, and brackets before a
/// parenthesis are a link.
pub(super) fn message(text: &str) -> Message {
    let text = if text.contains("](") {
        text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
    } else {
        text.to_owned()
    };
    Message::builder().text(text.replace('{', "{{").replace('}', "}}")).build()
}

pub(super) fn level(severity: Severity) -> ResultLevel {
    match severity {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
        Severity::Advice => ResultLevel::Note,
    }
}

/// A list that is left out where it is empty.
pub(super) fn any<T>(list: Vec<T>) -> Option<Vec<T>> {
    Some(list).filter(|list| !list.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_mean_what_they_say() {
        let text_of = |text| message(text).text.unwrap();
        assert_eq!(text_of("`{0}` [a] \\"), "`{{0}}` [a] \\");
        assert_eq!(text_of("[a](1) \\ {b}"), r"\[a\](1) \\ {{b}}");
    }
}
