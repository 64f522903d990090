//! The texts in quotes of source code, which may be in any notation, and its comments.

use std::ops::Range;

use super::literal::{QUOTES, ends_comment, starts_comment};
use crate::report::mask::encoded::mark_decoded;
use crate::report::mask::hide::{Hide, raise};
use crate::report::mask::notation::mark_named;

/// What is no code in source code.
pub(super) enum Text {
    /// What is in quotes. Templates may have several lines.
    Quoted(Range<usize>),
    Comment(Range<usize>),
}

impl Text {
    pub(super) fn range(&self) -> Range<usize> {
        let (Self::Quoted(range) | Self::Comment(range)) = self;
        range.clone()
    }

    /// Marks the values of keys in its characters.
    pub(super) fn mark(&self, characters: &[char], marks: &mut [Hide]) {
        match self {
            Self::Quoted(_) => mark_template(characters, marks),
            Self::Comment(_) => mark_comment(characters, marks),
        }
    }
}

pub(super) fn texts(code: &[char]) -> Vec<Text> {
    let (mut texts, mut at) = (Vec::new(), 0);
    while let Some(rest) = code.get(at..).filter(|rest| !rest.is_empty()) {
        at += match (rest.first(), starts_comment(rest)) {
            (_, Some(is_block)) if at == 0 || code.get(at - 1) != Some(&':') => {
                let ends = |at: &usize| {
                    let rest = rest.get(*at..).unwrap_or_default();
                    if is_block { ends_comment(rest) } else { rest.first() == Some(&'\n') }
                };
                let length = (2..rest.len()).find(ends).unwrap_or(rest.len());
                texts.push(Text::Comment(at..at + length));
                length + 1
            }
            (Some(quote), _) if QUOTES.contains(quote) => {
                let length = length(rest, *quote);
                texts.push(Text::Quoted(at + 1..at + 1 + length));
                length + 2
            }
            _ => 1,
        };
    }
    texts
}

/// Whether two texts follow each other in a list, or as what a function is called with.
pub(super) fn are_listed(code: &[char], one: &Text, next: &Text) -> bool {
    let are_quoted = matches!((one, next), (Text::Quoted(_), Text::Quoted(_)));
    let between = code.get(one.range().end + 1..next.range().start - 1).unwrap_or_default();
    are_quoted && between.iter().all(|one| one.is_whitespace() || matches!(one, ',' | '['))
}

/// How long the text is that a quote begins.
pub(super) fn length(text: &[char], quote: char) -> usize {
    let mut is_escaped = false;
    let ends = |one: &char| {
        let ends = !is_escaped && (*one == quote || (*one == '\n' && quote != '`'));
        is_escaped = *one == '\\' && !is_escaped;
        ends
    };
    let inside = text.get(1..).unwrap_or_default();
    inside.iter().position(ends).unwrap_or(inside.len())
}

/// Marks the values of keys in a text, but for the code that is inserted.
fn mark_template(text: &[char], marks: &mut [Hide]) {
    let mut found = vec![Hide::Nothing; text.len()];
    mark_decoded(&with_line_breaks(text), &mut found, &mark_named);
    let mut depth = 0_usize;
    for (at, one) in text.iter().enumerate() {
        let inserts = *one == '{' && at.checked_sub(1).and_then(|at| text.get(at)) == Some(&'$');
        depth += usize::from(inserts || (depth > 0 && *one == '{'));
        let hide = found.get(at).copied().unwrap_or_default();
        if depth == 0 && !(*one == '$' && text.get(at + 1) == Some(&'{')) {
            raise(marks, at..at + 1, hide);
        }
        depth -= usize::from(depth > 0 && *one == '}');
    }
}

/// Marks the secrets in a comment: what seems personal there is a name of the code.
fn mark_comment(text: &[char], marks: &mut [Hide]) {
    let mut found = vec![Hide::Nothing; text.len()];
    mark_decoded(text, &mut found, &mark_named);
    for (mark, hide) in marks.iter_mut().zip(found) {
        if hide == Hide::Secret {
            *mark = hide;
        }
    }
}

/// A text with line breaks and tabs where their escapes are.
fn with_line_breaks(text: &[char]) -> Vec<char> {
    let mut text = text.to_vec();
    for at in 1..text.len() {
        let meant = match text.get(at - 1..=at) {
            Some(['\\', 'n']) => '\n',
            Some(['\\', 'r' | 't']) => ' ',
            _ => continue,
        };
        if let Some([before, one]) = text.get_mut(at - 1..=at) {
            (*before, *one) = (' ', meant);
        }
    }
    text
}
