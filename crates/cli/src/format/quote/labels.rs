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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_covers_another() {
        let label = |text: &str, start, length, primary| {
            with(&LabeledSpan::new(None, start, 0), Some(text.to_owned()), length, primary)
        };
        let separated = |labels: Vec<LabeledSpan>| -> Vec<(String, usize, usize, bool)> {
            let labels = separate(labels).into_iter();
            let facts = |one: LabeledSpan| {
                (text(&one).unwrap_or_default(), one.offset(), one.len(), one.primary())
            };
            labels.map(facts).collect()
        };
        let own = |text: &str, start, length, primary| (text.to_owned(), start, length, primary);
        let one_place =
            vec![label("a", 0, 9, false), label("b", 0, 9, true), label("a", 0, 9, false)];
        assert_eq!(separated(one_place), [own("a\nb", 0, 9, true)]);
        let inside = vec![label("b", 4, 2, false), label("a", 0, 9, true)];
        assert_eq!(separated(inside), [own("a", 0, 4, true), own("b", 4, 2, false)]);
        let overlapping = vec![label("a", 0, 5, true), label("b", 4, 2, false)];
        assert_eq!(separated(overlapping), [own("a", 0, 4, true), own("b", 4, 2, false)]);
        let beside = vec![label("a", 0, 4, true), label("b", 4, 2, false)];
        assert_eq!(separated(beside), [own("a", 0, 4, true), own("b", 4, 2, false)]);
    }
}
