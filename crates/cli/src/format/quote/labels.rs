//! Labels that do not cover one another, for a frame has one line to underline in.

use miette::LabeledSpan;

/// The labels in the order of the text. Of those that start at one place their texts are one
/// below the other; of one that another starts in what is before that is underlined.
pub(super) fn separate(mut labels: Vec<LabeledSpan>) -> Vec<LabeledSpan> {
    labels.sort_by_key(|label| (label.offset(), label.len()));
    let mut separate: Vec<LabeledSpan> = Vec::with_capacity(labels.len());
    for label in labels {
        match separate.last_mut() {
            Some(last) if last.offset() == label.offset() => *last = joined(last, &label),
            last => {
                if let Some(last) = last
                    && last.offset() + last.len() > label.offset()
                {
                    *last = with(last, text(last), label.offset() - last.offset(), last.primary());
                }
                separate.push(label);
            }
        }
    }
    separate
}

fn joined(first: &LabeledSpan, second: &LabeledSpan) -> LabeledSpan {
    let mut texts: Vec<&str> = first.label().map(|text| text.lines().collect()).unwrap_or_default();
    for line in second.label().into_iter().flat_map(str::lines) {
        if !texts.contains(&line) {
            texts.push(line);
        }
    }
    let text = (!texts.is_empty()).then(|| texts.join("\n"));
    with(first, text, first.len(), first.primary() || second.primary())
}

fn text(label: &LabeledSpan) -> Option<String> {
    label.label().map(str::to_owned)
}

fn with(label: &LabeledSpan, text: Option<String>, len: usize, primary: bool) -> LabeledSpan {
    let span = (label.offset(), len);
    match primary {
        true => LabeledSpan::new_primary_with_span(text, span),
        false => LabeledSpan::new_with_span(text, span),
    }
}
