//! Rule text as it is to be written.
//!
//! ```text
//! tokens ─► layout ─► page
//! ```
//!
//! The tokens are all of a text, comments among them; the layout defines where lines can
//! break, and the page where they do. Nothing but white space is chosen, and the commas that
//! the grammar leaves free: every other token comes out as it went in, in its order.

mod layout;
mod page;
mod tokens;

use std::sync::Arc;

use super::{FileLimits, SyntaxError, root};
use crate::source::Source;

/// Formats a rule file: two spaces to a level, up to 100 columns to a line, at most one
/// empty line between two things. What it means stays, and so do its comments.
///
/// Braces that were opened on a line of their own stay open; others stay on their line, where
/// it has room for them. The text's line breaks are those of its first line.
///
/// # Errors
///
/// As for [`parse`](super::parse).
pub fn format(source: &Arc<Source>) -> Result<String, SyntaxError> {
    let text = &*source.text;
    let (tree, tokens) = tokens::read(&root(source, FileLimits::default())?, text);
    let first_line = text.split_inclusive('\n').next().unwrap_or_default();
    let line_break = if first_line.ends_with("\r\n") { "\r\n" } else { "\n" };
    Ok(page::print(&layout::file(tree, tokens), line_break))
}
