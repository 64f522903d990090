//! Where a finding is, in steps from the body inwards.

use std::borrow::Cow;
use std::fmt::{self, Write};

use super::show;
use super::writer::{inside, key_of};
use crate::evaluate::{Evaluation, Frames};
use crate::program::{NodeId, Place, Tree};
use crate::request::{Characters, Frame, Slots, WHOLE, write_step};

/// A JSON Pointer (RFC 6901) to a value of a request, as [`Finding::pointer`] has it: shown by
/// `Display`, a `String` by `to_string` or `into`, and nothing is allocated before.
///
/// [`Finding::pointer`]: super::Finding::pointer
#[derive(Clone, Copy)]
pub struct Pointer<'v>(To<'v>);

#[derive(Clone, Copy)]
enum To<'v> {
    /// Where this says, which is a pointer already.
    Written(&'v str),
    /// A node, in a frame.
    Node { tree: &'v Tree, slots: &'v Slots, text: &'v str, frame: u32, node: NodeId },
}

impl<'v> Pointer<'v> {
    /// The body as a whole.
    pub(super) const BODY: Self = Self(To::Written(""));

    pub(super) fn written(pointer: &'v str) -> Self {
        Self(To::Written(pointer))
    }

    /// To a place of a request.
    pub(super) fn new(evaluation: &Evaluation<'v>, place: Place, frames: &Frames) -> Self {
        let Evaluation { operation, slots, text, .. } = *evaluation;
        let (tree, frame, node) = (&operation.tree, evaluation.frame(place, frames), place.node);
        match tree.way(node) {
            (NodeId::ROOT, pointer) if frame == WHOLE => Self::written(pointer),
            _ => Self(To::Node { tree, slots, text, frame, node }),
        }
    }

    /// Writes it as people do: `products[0].name`.
    pub(super) fn write_dotted(&self, out: &mut String) {
        match self.0 {
            To::Written(pointer) => push_dotted(out, pointer),
            To::Node { .. } => push_dotted(out, &String::from(*self)),
        }
    }

    fn write(&self, out: &mut impl Write) -> fmt::Result {
        let (tree, slots, text, frame, node) = match self.0 {
            To::Written(pointer) => return write_shown(out, pointer),
            To::Node { tree, slots, text, frame, node } => (tree, slots, text, frame, node),
        };
        write_node(out, (tree, slots), node, frame)?;
        // The innermost member around it, which its key tells from the others.
        let mut members = around(slots, frame).filter(|(_, frame)| frame.member);
        match members.find_map(|(frame, member)| key_of(text, slots.get(frame, member.node))) {
            Some(key) => {
                let mut step = String::new();
                write_step(&mut step, Characters::new(inside(key.of(text))))?;
                write_shown(out, &step)
            }
            None => Ok(()),
        }
    }
}

/// Writes the pointer to a node of a tree, in a frame.
fn write_node(
    out: &mut impl Write,
    (tree, slots): (&Tree, &Slots),
    node: NodeId,
    frame: u32,
) -> fmt::Result {
    let (element, pointer) = tree.way(node);
    if element != NodeId::ROOT {
        // The innermost element around it; a member's frame has no index.
        let innermost = around(slots, frame).find(|(_, frame)| !frame.member);
        let (index, outer) = innermost.map_or((0, WHOLE), |(_, frame)| (frame.index, frame.parent));
        // As deep as shapes stand in each other, which the compiler limits.
        write_node(out, (tree, slots), tree.node(element).parent, outer)?;
        write!(out, "/{index}")?;
    }
    out.write_str(pointer)
}

/// Writes a pointer; of keys that no shape declares, what may be shown.
fn write_shown(out: &mut impl Write, pointer: &str) -> fmt::Result {
    pointer.split('/').skip(1).try_for_each(|step| match show::key(step) {
        Cow::Borrowed(step) => write!(out, "/{step}"),
        Cow::Owned(shown) => write_step(out, shown.chars()),
    })
}

/// A frame and those around it, but for the request's own.
fn around(slots: &Slots, frame: u32) -> impl Iterator<Item = (u32, &Frame)> {
    let get = |frame: u32| Some((frame, slots.frame(frame).filter(|_| frame != WHOLE)?));
    std::iter::successors(get(frame), move |(_, frame)| get(frame.parent))
}

/// Adds a pointer as people write it.
fn push_dotted(out: &mut String, pointer: &str) {
    let start = out.len();
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
        show::push_step(out, step);
    }
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
