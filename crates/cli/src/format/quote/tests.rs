//! Labels at their places in what is quoted.

use miette::{LabeledSpan, NamedSource, miette};

use super::*;

/// A line of one request: narrow and wide characters.
fn line() -> String {
    (0..40).map(|index| format!("\"key{index}\":\"값-{index}\",")).collect()
}

/// What is marked of a line with these labels, and what is read for each.
fn marked(text: &str, labels: &[Range<usize>], width: usize) -> Vec<String> {
    let spans: Vec<LabeledSpan> = labels
        .iter()
        .map(|label| LabeledSpan::at(label.clone(), format!("label {}", label.start)))
        .collect();
    let report = miette!(labels = spans, "a finding")
        .with_source_code(NamedSource::new("a.json", text.to_owned()));
    let room = Room { width, ellipsis: "…" };
    let quote = Quote::of(report.as_ref(), None, room).unwrap();
    assert_eq!(quote.marks.len(), labels.len());
    let read = |mark: &Mark| {
        let span = mark.label.inner();
        quote.read_span(span, 1, 1).unwrap();
        let contents = quote.read_span(span, 0, 0).unwrap();
        str::from_utf8(contents.data()).unwrap().to_owned()
    };
    quote.marks.iter().map(read).collect()
}

#[test]
fn every_label_is_marked_in_the_part_that_is_quoted_for_it() {
    let text = line();
    let character = |at: usize| text.char_indices().nth(at).unwrap().0;
    for width in [40, 60, 80, 133, 200] {
        for between in (1..120).step_by(3) {
            for length in [1, 9, 30, 90] {
                let first = character(20)..character(20) + 1;
                let second = character(20 + between)..character(20 + between + length);
                let parts = marked(&text, &[first.clone(), second.clone()], width);
                let [one, other] = parts.as_slice() else { panic!("{parts:?}") };
                assert_eq!(*one, text[first]);
                // A label that is too wide is cut.
                let is_marked = !other.is_empty() && text[second.clone()].starts_with(other);
                let fits = columns(&text[second.clone()]) * 2 < width;
                assert!(is_marked, "{width}: {between}: {length}: {other}");
                assert!(!fits || *other == text[second], "{width}: {between}: {length}: {other}");
            }
        }
    }
}

#[test]
fn a_label_of_several_lines_is_marked_to_its_end() {
    let text = format!("{{\n  {}\n}}\n", line());
    for width in [40, 80] {
        assert_eq!(marked(&text, &[0..text.len() - 1], width), [&text[..text.len() - 1]]);
    }
}
