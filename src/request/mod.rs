//! Request bytes to slots with spans, in one pass.

mod address;
mod close;
mod context;
mod context_error;
mod destination;
mod detect;
mod envelope;
mod error;
mod found;
mod grammar;
mod hole;
mod hole_slots;
mod lexer;
mod lowered;
mod number;
mod object;
mod outline;
mod partial;
mod parts;
mod placeholder;
mod pointer;
mod reader;
mod recorded;
mod redacted;
mod repeated;
mod scratch;
mod skip;
mod skip_unvalidated;
mod slots;
mod template;
mod text;
mod union;
mod unread_keys;
mod validate;
mod value;

pub use context::Context;
pub(crate) use context::ContextValue;
pub use context_error::{ContextError, ContextType};
pub(crate) use error::Stopped;
pub use error::{Expected, JsonError, JsonFault};

pub(crate) use found::{About, By, Found, Instead, Shape, sort};
pub(crate) use number::{Decimal, plain_integer, sign_of_sum};
pub(crate) use outline::WrapperKey;
pub(crate) use placeholder::is_unknown;
pub(crate) use recorded::{inner_values, members, recorded};
pub use redacted::redacted_as_unknown;
pub(crate) use slots::{Element, ROOT, Slot, Slots, ValueKind};
pub(crate) use text::Characters;

pub(crate) use envelope::{ReadOutcome, RequestReader, Unknown, open};
pub(crate) use hole::{Hole, HoleKind, Part};
pub(crate) use lexer::Lexer;
pub(crate) use lowered::Lowered;
pub(crate) use partial::{Partial, Range};
pub(crate) use pointer::write_pointer;
pub(crate) use scratch::Scratch;
pub(crate) use text::{start_of, unquoted, utf8, write_step};
pub(crate) use union::is_number;
pub(crate) use value::write_value;

/// Limits on untrusted input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The longest request, in bytes; none has 4 GiB or more, whatever the limit.
    pub bytes: usize,
    /// How deep objects and arrays may be nested, in levels.
    pub depth: usize,
    /// How many findings of the shapes, and how many of the rules, a request may have; more are
    /// not reported, and the report is marked as truncated.
    pub findings: usize,
    /// How much of a value a message shows, in characters.
    pub quoted: usize,
}

impl Default for Limits {
    /// 64 MiB, 127 levels (as deep as `serde_json` reads), 1,000 findings, 60 characters.
    fn default() -> Self {
        Self { bytes: 64 << 20, depth: 127, findings: 1000, quoted: 60 }
    }
}
