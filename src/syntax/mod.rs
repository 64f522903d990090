//! Rule text to a tree with spans. The only place that names pest.

pub mod ast;
mod balance;
mod declarations;
mod error;
mod expressions;
mod format;
mod rules;
mod tree;

use std::sync::Arc;

use pest::Parser as _;

pub use error::{SyntaxError, SyntaxErrorKind};
pub use format::format;

use crate::source::{Source, Span};
use tree::{Grammar, Node, Rule};

/// How deep brackets may nest in a rule file.
///
/// The parser descends once for each, and the stack is not ours to fill.
pub const MAX_NESTING: usize = 48;

/// How large a rule file may be, in bytes.
pub const MAX_FILE_BYTES: usize = 4 * 1024 * 1024;

/// Reads one rule file.
///
/// # Errors
///
/// The first place where the text is not what the grammar says; brackets that do not pair
/// or nest deeper than [`MAX_NESTING`]; a text longer than [`MAX_FILE_BYTES`].
pub fn parse(source: &Arc<Source>) -> Result<ast::File, SyntaxError> {
    // The grammar and this module are one thing: what one admits the other reads.
    file(&root(source)?).ok_or_else(|| unreadable(source))
}

fn unreadable(source: &Arc<Source>) -> SyntaxError {
    let kind = SyntaxErrorKind::Expected { expected: Vec::new() };
    SyntaxError::new(kind, Arc::clone(source), Span::default())
}

/// The root of the tree that the grammar makes of a file.
fn root(source: &Arc<Source>) -> Result<Node<'_>, SyntaxError> {
    let text = &*source.text;
    let fail = |kind, span| SyntaxError::new(kind, Arc::clone(source), span);
    if text.len() > MAX_FILE_BYTES {
        return Err(fail(SyntaxErrorKind::TooLong, Span::default()));
    }
    balance::check(text).map_err(|(kind, span)| fail(kind, span))?;
    let mut pairs = Grammar::parse(Rule::file, text).map_err(|error| {
        let (kind, span) = error::expected(&error, text);
        fail(kind, span)
    })?;
    pairs.next().map(Node::new).ok_or_else(|| unreadable(source))
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
