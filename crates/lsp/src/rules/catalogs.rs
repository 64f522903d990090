//! The entries of message catalogs, by the names of their rules.

use smartro_lint::source::Span;

/// The name of a rule at the beginning of its entry.
pub(super) struct CatalogEntry<'t> {
    pub(super) rule: &'t str,
    pub(super) span: Span,
}

/// The entries of a catalog: the keys at the beginnings of lines.
pub(super) fn entries(text: &str) -> Vec<CatalogEntry<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (quote, rest) = match line.strip_prefix(['"', '\'']) {
            Some(rest) => (1, rest),
            None => (0, line),
        };
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (rule, after) = rest.split_at_checked(length).unwrap_or_default();
        if !rule.is_empty() && after.trim_start_matches(['"', '\'']).starts_with(':') {
            let from = start + quote;
            found.push(CatalogEntry { rule, span: Span::new(from, from + length) });
        }
        start += line.len();
    }
    found
}

/// The entry whose lines an offset is in.
pub(super) fn around(text: &str, offset: usize) -> Option<CatalogEntry<'_>> {
    entries(text).into_iter().take_while(|entry| entry.span.start as usize <= offset).last()
}
