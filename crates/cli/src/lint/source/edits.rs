//! Fixes of the lowered text as plain edits of the file.

use smartro_lint::report::Edit;
use smartro_lint_source::{Quote, Span};

use super::lowered::{Lowered, Original};

/// The edits in the file; `None`: one of them is no plain edit of what is written there.
pub(super) fn edits(
    lowered: &Lowered<'_>,
    edits: &[Edit],
    original: &Original<'_>,
) -> Option<Vec<Edit>> {
    let mut plain: Vec<Edit> =
        edits.iter().map(|edit| self::edit(lowered, edit, original)).collect::<Option<_>>()?;
    plain.sort_by_key(|edit| edit.start);
    Some(plain)
}

fn edit(lowered: &Lowered<'_>, edit: &Edit, original: &Original<'_>) -> Option<Edit> {
    let at = |span: Span, text: String| {
        Some(Edit { start: span.start as u64, end: span.end as u64, text })
    };
    if edit.text.is_empty() {
        let span = member(lowered, edit, original)?;
        return at(span, String::new());
    }
    let mapped = lowered.mapped(edit.start, edit.end)?;
    let mapping = mapped.mapping;
    let is_key =
        mapping.literal.is_none() && mapped.lowered.get(mapping.lowered.end..)?.starts_with(':');
    if mapped.span != mapping.lowered {
        return None;
    }
    if is_key {
        return at(
            mapping.source,
            key(&edit.text, original.text.get(mapping.source.start..mapping.source.end)?)?,
        );
    }
    let literal = mapping.literal.as_ref().filter(|literal| literal.place.file.is_none())?;
    at(literal.place.span, value(&edit.text, literal.quote))
}

/// A key as the file writes keys.
fn key(json: &str, written: &str) -> Option<String> {
    let name: String = serde_json::from_str(json).ok()?;
    let is_name = name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !name.starts_with(|letter: char| letter.is_ascii_digit());
    Some(match written.chars().next()? {
        '\'' => single(&name),
        '"' => json.to_owned(),
        _ if is_name => name,
        _ => json.to_owned(),
    })
}

/// A value as the file quotes it.
fn value(json: &str, quote: Quote) -> String {
    match (serde_json::from_str::<String>(json), quote) {
        (Ok(text), Quote::Single) => single(&text),
        (Ok(text), Quote::Backtick) => {
            let escaped = text.replace('\\', "\\\\").replace('`', "\\`").replace("${", "\\${");
            format!("`{escaped}`")
        }
        _ => json.to_owned(),
    }
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n"))
}

/// A member that is removed, with the comma after it or, of the last one, the one before it.
fn member(lowered: &Lowered<'_>, edit: &Edit, original: &Original<'_>) -> Option<Span> {
    let removed =
        lowered.text.get(usize::try_from(edit.start).ok()?..usize::try_from(edit.end).ok()?)?;
    let kept = |letter: char| letter.is_whitespace() || letter == ',';
    let before = removed.len() - removed.trim_start_matches(kept).len();
    let after = removed.len() - removed.trim_end_matches(kept).len();
    let (start, end) = (edit.start + before as u64, edit.end - after as u64);
    let key = lowered.mapped(start, start + 1)?.mapping;
    let value = lowered.mapped(end - 1, end)?.mapping;
    let (first, last) = (key.source, value.source);
    let between = original.text.get(first.end..last.start)?;
    // A shorthand is one name, and a computed key is more than a name.
    if between.trim() != ":" {
        return None;
    }
    let rest = original.text.get(last.end..)?;
    let rest_start = rest.len() - rest.trim_start().len();
    if rest.trim_start().starts_with(',') {
        let next = rest.get(rest_start + 1..)?;
        // The line break or the blanks before the next member go as well.
        let blanks = next.len() - next.trim_start_matches([' ', '\t', '\n', '\r']).len();
        return Some(Span::new(first.start, last.end + rest_start + 1 + blanks));
    }
    let head = original.text.get(..first.start)?;
    let trimmed = head.trim_end();
    let start = if trimmed.ends_with(',') { trimmed.len() - 1 } else { first.start };
    Some(Span::new(start, last.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_as_what_is_meant() {
        for (quote, written) in [
            (Quote::Double, r#""a'`${b}\\\"""#),
            (Quote::Single, r#"'a\'`${b}\\"'"#),
            (Quote::Backtick, r#"`a'\`\${b}\\"`"#),
        ] {
            assert_eq!(value(r#""a'`${b}\\\"""#, quote), written);
        }
        assert_eq!(value("5", Quote::Single), "5");
        for (name, before, written) in [
            ("isEscrow", "isEscrw", "isEscrow"),
            ("a-b", "ab", "\"a-b\""),
            ("2nd", "nd", "\"2nd\""),
            ("isEscrow", "'isEscrw'", "'isEscrow'"),
            ("isEscrow", "\"isEscrw\"", "\"isEscrow\""),
        ] {
            assert_eq!(key(&format!("\"{name}\""), before).as_deref(), Some(written));
        }
    }
}
