//! Texts of a project file that have a form.

use time::Date;

use smartro_lint_rules::moment::bare_date;

/// JSON Pointers, with `*` for any one step.
#[derive(Debug, Clone)]
pub(super) struct PointerPattern(String);

/// A day of the calendar.
pub(super) fn day(text: &str) -> Option<Date> {
    // `20261231` is a date for a gateway, and a mistake here.
    Some(text).filter(|text| text.contains('-')).and_then(|text| bare_date(text.as_bytes()))
}

impl PointerPattern {
    /// A pattern; if the text is none, the one that was probably meant.
    pub(super) fn new(text: &str) -> Result<Self, String> {
        if text.is_empty() || text.starts_with('/') {
            return Ok(Self(text.to_owned()));
        }
        let pointer = text.replace(['.', '['], "/").replace(']', "");
        Err(format!("/{}", pointer.trim_matches('/')))
    }

    pub(super) fn matches(&self, pointer: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_one_step() {
        let matches =
            |pattern: &str, pointer: &str| PointerPattern::new(pattern).unwrap().matches(pointer);
        assert!(matches("", ""));
        assert!(matches("/a/*/c", "/a/0/c"));
        assert!(matches("/a~1b", "/a~1b"));
        for (pattern, pointer) in
            [("", "/a"), ("/a", ""), ("/*", "/a/b"), ("/a/*", "/a"), ("/a*", "/ab")]
        {
            assert!(!matches(pattern, pointer), "{pattern} {pointer}");
        }
        assert_eq!(PointerPattern::new("products[0].name").unwrap_err(), "/products/0/name");
    }

    #[test]
    fn days_are_of_the_calendar() {
        assert_eq!(day("2028-02-29").unwrap().to_string(), "2028-02-29");
        for wrong in ["2026-02-29", "20261231", "31.12.2026", "2026-12-31T00:00:00+09:00", ""] {
            assert!(day(wrong).is_none(), "{wrong}");
        }
    }
}
