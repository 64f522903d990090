//! Texts of a project file that have a form.

use serde::Deserialize;
use time::Date;

use crate::messages::Message;
use smartro_lint_rules::moment::bare_date;

/// A day of the calendar.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Day {
    pub(super) date: Date,
    text: String,
}

/// JSON Pointers, `*` standing for any one step.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct PointerPattern(String);

/// Why something is as it is: not nothing.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Reason(String);

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let date = Some(&text).filter(|text| text.contains('-')).and_then(|text| {
            // `20261231` is a day for a gateway, and here a slip.
            bare_date(text.as_bytes())
        });
        match date {
            Some(date) => Ok(Self { date, text }),
            None => Err(Message::NotADate { text: &text }.to_string()),
        }
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<String> for PointerPattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.is_empty() || text.starts_with('/') {
            return Ok(Self(text));
        }
        let pointer = text.replace(['.', '['], "/").replace(']', "");
        let near = format!("/{}", pointer.trim_matches('/'));
        Err(Message::NotAPointer { text: &text, near: &near }.to_string())
    }
}

impl PointerPattern {
    pub(crate) fn matches(&self, pointer: &str) -> bool {
        let (mut wanted, mut steps) = (self.0.split('/'), pointer.split('/'));
        loop {
            match (wanted.next(), steps.next()) {
                (None, None) => return true,
                (Some(wanted), Some(step)) if wanted == step || wanted == "*" => {}
                _ => return false,
            }
        }
    }
}

impl TryFrom<String> for Reason {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.trim() {
            "" => Err(Message::EmptyReason.to_string()),
            _ => Ok(Self(text)),
        }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_one_step() {
        let matches = |pattern: &str, pointer: &str| {
            PointerPattern::try_from(pattern.to_owned()).unwrap().matches(pointer)
        };
        assert!(matches("", ""));
        assert!(matches("/a/*/c", "/a/0/c"));
        assert!(matches("/a~1b", "/a~1b"));
        for (pattern, pointer) in
            [("", "/a"), ("/a", ""), ("/*", "/a/b"), ("/a/*", "/a"), ("/a*", "/ab")]
        {
            assert!(!matches(pattern, pointer), "{pattern} {pointer}");
        }
    }

    #[test]
    fn days_are_of_the_calendar() {
        let day = |text: &str| Day::try_from(text.to_owned());
        assert_eq!(day("2028-02-29").unwrap().to_string(), "2028-02-29");
        for wrong in ["2026-02-29", "20261231", "31.12.2026", "2026-12-31T00:00:00+09:00", ""] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }
}
