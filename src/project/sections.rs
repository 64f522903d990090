//! The sections of a project file, one for each key at its left edge: if one of them is no YAML
//! the others are still read.

use std::ops::Range;

use smartro_lint_rules::source::Span;
use smartro_lint_rules::yaml::{self, Value, YamlError};

/// Reads a text, section by section if it is not YAML: the text with blanks for the sections that
/// cannot be read, what the others say, and what is wrong with those that cannot.
pub(super) fn without_broken_sections(text: &str) -> (String, Value, Vec<YamlError>) {
    let whole = match yaml::read(text) {
        Ok(value) => return (text.to_owned(), value, Vec::new()),
        Err(error) => error,
    };
    let nothing = |error| (String::new(), Value::Null, vec![error]);
    if whole.fault.is_too_much() {
        return nothing(whole);
    }
    let sections = sections(text);
    if sections.len() > MOST_SECTIONS {
        return nothing(whole);
    }
    let (mut errors, mut good) = (Vec::new(), Vec::new());
    for section in sections {
        if let Err(error) = yaml::read::<Value>(&only(text, std::slice::from_ref(&section))) {
            errors.push(YamlError { span: visible(text, &section, error.span), ..error });
            continue;
        }
        good.push(section.clone());
        // A section that is YAML by itself repeats the key of one before it.
        if let Err(error) = yaml::read::<Value>(&only(text, &good)) {
            let line = text.get(section.clone()).and_then(|section| section.lines().next());
            let span = Span::new(section.start, section.start + line.unwrap_or("").len());
            errors.push(YamlError { span, ..error });
            good.pop();
        }
    }
    let rest = only(text, &good);
    match yaml::read(&rest) {
        Ok(value) if !errors.is_empty() => (rest, value, errors),
        _ => nothing(whole),
    }
}

/// A text with more sections is not taken apart.
const MOST_SECTIONS: usize = 64;

/// The sections of a text: each starts at a line that starts with neither a blank, a comment nor
/// an item of a list.
fn sections(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_inside = line.starts_with([' ', '\t', '#', '-', ']', '}', '\r', '\n']);
        if !is_inside && at > 0 {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Where an error of a section is shown: what is not closed at its end, at its last line.
fn visible(text: &str, section: &Range<usize>, span: Span) -> Span {
    let written = text.get(section.clone()).unwrap_or("").trim_end();
    let end = section.start + written.len();
    if (span.start as usize) < end && !span.is_empty() {
        return span;
    }
    let line = written.lines().next_back().unwrap_or("");
    Span::new(end - line.trim_start().len(), end)
}

/// A text with blanks for all but some ranges of it: places stay what they are.
fn only(text: &str, kept: &[Range<usize>]) -> String {
    let mut left = String::with_capacity(text.len());
    let blanks = |range: Range<usize>, left: &mut String| {
        let bytes = text.get(range).unwrap_or("").bytes();
        left.extend(bytes.map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
    };
    let mut at = 0;
    for range in kept {
        blanks(at..range.start, &mut left);
        left.push_str(text.get(range.clone()).unwrap_or(""));
        at = range.end;
    }
    blanks(at..text.len(), &mut left);
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_that_is_no_yaml_hides_no_other() {
        let text = "language: ko\nexclude: [a\nseverity:\n  a: off\n\tb: off\noperation: x\n";
        let (rest, value, errors) = without_broken_sections(text);
        assert_eq!(rest.len(), text.len());
        assert_eq!(value.get("operation").and_then(Value::as_str), Some("x"));
        assert!(value.get("exclude").is_none());
        let places: Vec<&str> = errors.iter().map(|error| error.span.of(text)).collect();
        assert_eq!(places, ["exclude: [a", "\tb: off"]);
    }

    #[test]
    fn a_repeated_key_is_where_it_is_repeated() {
        let text = "language: ko\nexclude: [a]\nlanguage: en\n";
        let (_, value, errors) = without_broken_sections(text);
        assert_eq!(value.get("language").and_then(Value::as_str), Some("ko"));
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].span.of(text), "language: en");
    }
}
