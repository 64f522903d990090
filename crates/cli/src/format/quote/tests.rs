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
    let part = |label: &Range<usize>| text.get(label.clone()).unwrap();
    for width in [40, 60, 80, 133, 200] {
        for between in (1..120).step_by(3) {
            for length in [1, 9, 30, 90] {
                let first = character(20)..character(20) + 1;
                let second = character(20 + between)..character(20 + between + length);
                let marked = marked(&text, &[first.clone(), second.clone()], width);
                let [one, other] = marked.as_slice() else { panic!("{marked:?}") };
                assert_eq!(one, part(&first));
                // A label that is too wide is cut.
                let is_marked = !other.is_empty() && part(&second).starts_with(other);
                let is_whole = columns(part(&second)) * 2 >= width || other == part(&second);
                assert!(is_marked && is_whole, "{width}: {between}: {length}: {other}");
            }
        }
    }
}

#[test]
fn a_label_of_several_lines_is_marked_to_its_end() {
    let text = format!("{{\n  {}\n}}", line());
    let whole = 0..text.len();
    for width in [40, 80] {
        assert_eq!(marked(&text, std::slice::from_ref(&whole), width), [text.as_str()]);
    }
}
