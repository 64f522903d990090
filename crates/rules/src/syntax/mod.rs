//! Rule text to a tree with spans. The only place that names pest.

pub mod ast;
mod balance;
mod declarations;
mod error;
mod expected;
mod expressions;
mod format;
mod messages;
mod mistake;
mod rules;
mod slip;
mod tree;
mod uses;

use std::ops::Range;
use std::sync::Arc;

use pest::Parser as _;

pub use error::SyntaxError;
pub use format::format;
pub(crate) use mistake::closing;
pub use mistake::{SyntaxErrorKind, Token};
pub use slip::Slip;

use crate::source::{Source, Span};
use expected::offset;
use tree::{Grammar, Node, Rule};

/// The grammar, for editors that colour and complete the language's words.
pub const GRAMMAR: &str = include_str!("../../grammar/rules.pest");

/// How deep brackets may nest in a rule file, whatever the limits are.
///
/// The parser descends once for each, and the stack is not ours to fill.
pub const MAX_NESTING: usize = 48;

/// How much stack is needed to read and to compile what nests as deep as it may, in bytes; unoptimised
/// code takes several times as much.
const STACK: usize = if cfg!(debug_assertions) { 896 << 10 } else { 192 << 10 };

/// How much of a rule file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileLimits {
    /// The longest file, in bytes.
    pub bytes: usize,
    /// How deep brackets may nest, in levels: at most [`MAX_NESTING`].
    pub nesting: usize,
}

impl Default for FileLimits {
    /// 4 MiB, [`MAX_NESTING`] levels.
    fn default() -> Self {
        Self { bytes: 4 << 20, nesting: MAX_NESTING }
    }
}

/// Reads one rule file, within the limits that hold unless others are given.
///
/// # Errors
///
/// The first place where the text does not follow the grammar; brackets that do not pair
/// or nest too deep; a text that is too long.
pub fn parse(source: &Arc<Source>) -> Result<ast::File, SyntaxError> {
    parse_within(source, FileLimits::default())
}

/// Reads one rule file.
///
/// # Errors
///
/// As [`parse`] has them.
pub(crate) fn parse_within(
    source: &Arc<Source>,
    limits: FileLimits,
) -> Result<ast::File, SyntaxError> {
    // The grammar and this module are one thing: what one admits the other reads.
    file(&root(source, limits)?).ok_or_else(|| unreadable(source))
}

/// Reads a part of a rule file, of whole declarations: the spans are those of the file. `None`: the part does
/// not follow the grammar.
#[must_use]
pub fn parse_part(source: &Arc<Source>, part: Range<usize>) -> Option<ast::File> {
    let text = source.text.get(part.clone())?;
    check(text, FileLimits::default()).ok()?;
    let root = Grammar::parse(Rule::file, text).ok()?.next()?;
    file(&Node::new(root, part.start))
}

fn unreadable(source: &Arc<Source>) -> SyntaxError {
    let kind = SyntaxErrorKind::Expected { expected: Vec::new(), slip: None };
    SyntaxError::new(kind, Arc::clone(source), Span::default())
}

/// The root of the tree that the grammar makes of a file.
fn root(source: &Arc<Source>, limits: FileLimits) -> Result<Node<'_>, SyntaxError> {
    let text = &*source.text;
    let fail = |kind, span| SyntaxError::new(kind, Arc::clone(source), span);
    check(text, limits).map_err(|(kind, span)| fail(kind, span))?;
    let mut pairs = Grammar::parse(Rule::file, text).map_err(|error| {
        let expected = expected_at(text, offset(&error));
        expected.map_or_else(|| unreadable(source), |(kind, span)| fail(kind, span))
    })?;
    pairs.next().map(|root| Node::new(root, 0)).ok_or_else(|| unreadable(source))
}

/// Whether a text can be given to the parser.
fn check(text: &str, limits: FileLimits) -> Result<(), (SyntaxErrorKind, Span)> {
    if text.len() > limits.bytes {
        let kind = SyntaxErrorKind::TooLong { size: text.len(), limit: limits.bytes };
        return Err((kind, Span::default()));
    }
    balance::check(text, limits.nesting.min(MAX_NESTING))?;
    if pest_stack_guard::remaining_stack().is_some_and(|left| left < STACK) {
        return Err((SyntaxErrorKind::NoStack, Span::default()));
    }
    Ok(())
}

/// What was expected where a text does not follow the grammar. Of a long one the declarations around
/// the place are read again, not all that is before them.
fn expected_at(text: &str, at: usize) -> Option<(SyntaxErrorKind, Span)> {
    expected_from(text, declaration_before(text, at), at).or_else(|| expected_from(text, 0, at))
}

/// The same by the text from an offset on, where that does not follow the grammar at the same place.
fn expected_from(text: &str, start: usize, at: usize) -> Option<(SyntaxErrorKind, Span)> {
    let rest = text.get(start..)?;
    let error = in_detail(rest).filter(|error| start + offset(error) == at)?;
    let (kind, span) = expected::expected(&error, rest);
    Some((kind, Span::new(start + span.start as usize, start + span.end as usize)))
}

/// Where the declaration before the one at an offset starts: what may follow it is expected too.
fn declaration_before(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or(text);
    let lines = before.rmatch_indices('\n').map(|(end, _)| end + 1);
    let begins = |start: &usize| text.as_bytes().get(*start).is_some_and(u8::is_ascii_alphabetic);
    lines.filter(begins).nth(1).unwrap_or(0)
}

/// Where a text does not follow the grammar, with the symbols that are expected there: to note these
/// takes time, and is switched on for the whole process.
fn in_detail(text: &str) -> Option<pest::error::Error<Rule>> {
    pest::set_error_detail(true);
    let error = Grammar::parse(Rule::file, text).err();
    pest::set_error_detail(false);
    error
}

fn file(root: &Node<'_>) -> Option<ast::File> {
    let comments = root.comments();
    let items = root
        .children()
        .filter(|node| node.rule() != Rule::EOI)
        .map(|node| declarations::item(&node))
        .collect::<Option<_>>()?;
    Some(ast::File { items, comments })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_expected_is_the_same_without_what_is_before() {
        let files = crate::pack::built_in("portone-checks");
        let (_, text) = files.iter().find(|(path, _)| *path == "payment.rules").unwrap();
        let (_, rest) = text.rsplit_once("\n///").unwrap();
        let (mut compared, mut nearer) = (0, 0);
        for (end, _) in text.char_indices().step_by(101) {
            for typed in ["", "x", "}", " = ", "rul x"] {
                let broken = format!("{}{typed}\n{rest}", text.get(..end).unwrap());
                let Err(error) = Grammar::parse(Rule::file, &broken) else { continue };
                let at = offset(&error);
                let whole = expected_from(&broken, 0, at);
                assert_eq!(expected_at(&broken, at), whole, "{broken}");
                compared += 1;
                let start = declaration_before(&broken, at);
                nearer += usize::from(start > 0 && expected_from(&broken, start, at) == whole);
            }
        }
        assert!(compared > 200 && nearer * 4 > compared * 3, "{nearer} of {compared}");
    }
}
