//! Where a finding is, in steps from the body inwards.

use std::borrow::Cow;
use std::fmt::{self, Write};

use super::show;
use super::writer::key_of;
use crate::evaluate::{Bindings, Evaluation};
use crate::request::{Characters, Element, ROOT, Slots, unquoted, write_pointer, write_step};
use smartro_lint_rules::program::{FieldRef, NodeId, Tree};

/// The first step of pointers into the context that a request gives.
pub(super) const CONTEXT: &str = "@context";

/// A JSON Pointer (RFC 6901) to a value of a request, as [`OwnedFinding::pointer`] has it: shown by
/// `Display`, a `String` by `to_string` or `into`, and nothing is allocated before.
///
/// [`OwnedFinding::pointer`]: super::OwnedFinding::pointer
#[derive(Clone, Copy)]
pub struct Pointer<'v>(To<'v>);

#[derive(Clone, Copy)]
enum To<'v> {
    /// This string, which is a pointer already: first to a field that the shape declares, whose
    /// names may be shown, and then on from there.
    Written(&'v str, &'v str),
    /// A node, in an element.
    Node { tree: &'v Tree, slots: &'v Slots, text: &'v str, element: u32, node: NodeId },
}

impl<'v> Pointer<'v> {
    /// The body as a whole.
    pub(super) const BODY: Self = Self(To::Written("", ""));

    /// This one; its first bytes, this many, lead to a field that the shape declares.
    pub(super) fn written(pointer: &'v str, declared: usize) -> Self {
        let (declared, rest) = pointer.split_at_checked(declared).unwrap_or(("", pointer));
        Self(To::Written(declared, rest))
    }

    /// To a node of a tree, or in an element of an array from there.
    pub(super) fn to(tree: &'v Tree, node: NodeId) -> Self {
        Self(To::Written(tree.location(node).1, ""))
    }

    /// To a place of a request.
    pub(super) fn new(evaluation: &Evaluation<'v>, place: FieldRef, bindings: &Bindings) -> Self {
        let Evaluation { operation, slots, text, .. } = *evaluation;
        let (tree, element, node) =
            (&operation.tree, evaluation.element(place, bindings), place.node);
        match tree.location(node) {
            (NodeId::ROOT, pointer) if element == ROOT => Self(To::Written(pointer, "")),
            _ => Self(To::Node { tree, slots, text, element, node }),
        }
    }

    /// Writes it as people do: `products[0].name`.
    pub(super) fn write_dotted(&self, out: &mut String) {
        match self.0 {
            To::Written(declared, rest) => {
                let start = out.len();
                push_dotted(out, start, declared, push_declared);
                if !rest.is_empty() {
                    push_dotted(out, start, rest, show::push_step);
                }
            }
            To::Node { .. } => {
                let start = out.len();
                push_dotted(out, start, &String::from(*self), show::push_step);
            }
        }
    }

    /// Writes what messages call the value: of the body as a whole, its operation's name.
    pub(super) fn write_field(&self, operation: &str, out: &mut String) {
        let start = out.len();
        self.write_dotted(out);
        if out.len() == start {
            let is_path = matches!(self.0, To::Written("/@path", "") | To::Written("", "/@path"));
            out.push_str(if is_path { "pathParams" } else { operation });
        }
    }

    fn write(&self, out: &mut impl Write) -> fmt::Result {
        let (tree, slots, text, element, node) = match self.0 {
            To::Written(declared, rest) => {
                out.write_str(declared)?;
                return write_shown(out, rest);
            }
            To::Node { tree, slots, text, element, node } => (tree, slots, text, element, node),
        };
        // A member has no index.
        let arrays = around(slots, element).filter(|(_, element)| !element.member);
        write_pointer(out, tree, node, &mut arrays.map(|(_, element)| element.index))?;
        // The innermost member around it, which its key identifies.
        let mut members = around(slots, element).filter(|(_, element)| element.member);
        match members.find_map(|(element, member)| key_of(text, slots.get(element, member.node))) {
            Some(key) => {
                let mut step = String::new();
                write_step(&mut step, Characters::new(unquoted(key.of(text)).unwrap_or_default()))?;
                write_shown(out, &step)
            }
            None => Ok(()),
        }
    }
}

/// Writes a pointer; of keys that no shape declares, what may be shown.
fn write_shown(out: &mut impl Write, pointer: &str) -> fmt::Result {
    if pointer.is_empty() {
        return Ok(());
    }
    pointer.split('/').skip(1).try_for_each(|step| match show::key(step) {
        Cow::Borrowed(step) => out.write_char('/').and_then(|()| out.write_str(step)),
        Cow::Owned(shown) => write_step(out, shown.chars()),
    })
}

/// An element and those around it, but for the request's own.
fn around(slots: &Slots, element: u32) -> impl Iterator<Item = (u32, &Element)> {
    let get = |element: u32| Some((element, slots.element(element).filter(|_| element != ROOT)?));
    std::iter::successors(get(element), move |(_, element)| get(element.parent))
}

/// Adds a pointer as people write it, to what starts there.
fn push_dotted(
    out: &mut String,
    start: usize,
    pointer: &str,
    push_step: impl Fn(&mut String, &str),
) {
    for step in pointer.split('/').skip(1).filter(|step| *step != "@path") {
        if !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit()) {
            out.push('[');
            out.push_str(step);
            out.push(']');
            continue;
        }
        if out.len() > start {
            out.push('.');
        }
        // The context of an envelope has its key there.
        push_step(out, if step == CONTEXT { "context" } else { step });
    }
}

/// Adds the name of a field that the shape declares.
fn push_declared(out: &mut String, step: &str) {
    if step.contains('~') { show::push_step(out, step) } else { out.push_str(step) }
}

impl fmt::Display for Pointer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

impl fmt::Debug for Pointer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

impl From<Pointer<'_>> for String {
    fn from(pointer: Pointer<'_>) -> Self {
        // As long as most are.
        let mut text = String::with_capacity(32);
        // Writing to memory cannot fail.
        let _ = pointer.write(&mut text);
        text
    }
}
