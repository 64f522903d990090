//! Fixes of the lowered text as plain edits of the file.

use smartro_lint::report::Edit;
use smartro_lint_source::{Quote, Span};

use super::lowered::{Lowered, Original};
use super::removal;

/// The edits in the file; `None`: one of them is no plain edit of what is written there.
pub(super) fn edits(
    lowered: &Lowered<'_>,
    edits: &[Edit],
    original: &Original<'_>,
) -> Option<Vec<Edit>> {
    let mut plain = Vec::with_capacity(edits.len());
    for edit in edits {
        if edit.text.is_empty() {
            let removed = removal::spans(lowered, edit, original.text)?.into_iter();
            plain.extend(removed.map(|span| at(span, String::new())));
        } else {
            plain.push(self::edit(lowered, edit, original)?);
        }
    }
    plain.sort_by_key(|edit| edit.start);
    let overlap = |pair: &[Edit]| matches!(pair, [one, next] if next.start < one.end);
    (!plain.windows(2).any(overlap)).then_some(plain)
}

fn at(span: Span, text: String) -> Edit {
    Edit { start: span.start as u64, end: span.end as u64, text }
}

fn edit(lowered: &Lowered<'_>, edit: &Edit, original: &Original<'_>) -> Option<Edit> {
    let mapped = lowered.mapped(edit.start, edit.end)?;
    let mapping = mapped.mapping;
    let is_key =
        mapping.literal.is_none() && mapped.lowered.get(mapping.lowered.end..)?.starts_with(':');
    if mapped.span != mapping.lowered {
        return None;
    }
    if is_key {
        let Span { start, end } = mapping.source;
        let (written, rest) = (original.text.get(start..end)?, original.text.get(end..)?);
        return Some(at(mapping.source, renamed(&edit.text, written, rest)?));
    }
    let literal = mapping.literal.as_ref().filter(|literal| literal.place.file.is_none())?;
    Some(at(literal.place.span, value(&edit.text, literal.quote)))
}

/// A key with another name; `rest` is what follows it. A shorthand keeps the name of its value.
fn renamed(json: &str, written: &str, rest: &str) -> Option<String> {
    let name = key(json, written)?;
    let is_quoted = |quote: char| {
        let inside = written.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        inside.is_some_and(|inside| !inside.contains(quote))
    };
    if is_quoted('\'') || is_quoted('"') {
        return Some(name);
    }
    let is_name = written.chars().all(|one| one.is_alphanumeric() || matches!(one, '_' | '$'));
    match rest.trim_start().chars().next().filter(|_| is_name)? {
        ':' => Some(name),
        ',' | '}' => Some(format!("{name}: {written}")),
        // A method, a computed key, a field that is assigned.
        _ => None,
    }
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
