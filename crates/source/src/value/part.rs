//! What texts are put together of.

use std::rc::Rc;

use super::{Origin, Value};
use crate::text::{Piece, Text};

/// How many parts of a text are kept.
const MOST: usize = 16;

/// The longest part that is kept, in characters: parameters of paths are shorter.
const LONGEST: u32 = 256;

/// A value that a template or an addition put into a text.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) text: Text,
    pub(crate) origin: Origin,
}

/// The values that a path or a URL is put together of, each after its own; `None` for other texts, of
/// which nobody asks for a part.
pub(crate) fn parts_of(whole: &Text, values: Vec<Value<'_>>) -> Option<Rc<Vec<Part>>> {
    let has_slash = |piece: &Piece| matches!(piece, Piece::Known(known) if known.contains('/'));
    if !whole.pieces().iter().any(has_slash) {
        return None;
    }
    let mut parts = Vec::new();
    for value in values {
        let own = value.origin.parts.iter().flat_map(|own| own.iter());
        parts.extend(own.cloned());
        let text = value.kind.to_text();
        // What is known of it is no longer.
        if text.length().0 <= LONGEST {
            parts.push(Part { text, origin: value.origin });
        }
    }
    (parts.len() <= MOST).then(|| Rc::new(parts))
}
