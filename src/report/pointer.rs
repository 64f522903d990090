//! Where a finding is, in steps from the body inwards.

use std::fmt::{self, Write};

use super::show;
use super::writer::{inside, key_of};
use crate::evaluate::{Evaluation, Frames};
use crate::program::{Kind, Node, NodeId, Place, Tree};
use crate::request::{Characters, Slots, WHOLE, write_field, write_step};

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

/// A step of a pointer.
enum Step<'v> {
    /// To this field.
    Field(&'v Node),
    /// To this element.
    Element(u32),
    /// To the member whose key this is in JSON, without the quotes.
    Key(&'v str),
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
        let (frame, node) = (evaluation.frame(place, frames), place.node);
        Self(To::Node { tree: &operation.tree, slots, text, frame, node })
    }

    /// Writes it as people do: `products[0].name`.
    pub(super) fn write_dotted(&self, out: &mut String) {
        let start = out.len();
        match self.0 {
            To::Written(pointer) => {
                pointer.split('/').skip(1).for_each(|step| push_dotted(out, start, step));
            }
            To::Node { .. } => self.steps(&mut |step| match step {
                Step::Field(field) if field.is_step => push_dotted(out, start, &field.name),
                step => {
                    let mut written = String::new();
                    // Writing to memory cannot fail.
                    let _ = step.write(&mut written);
                    push_dotted(out, start, written.strip_prefix('/').unwrap_or(""));
                }
            }),
        }
    }

    fn write(&self, out: &mut impl Write) -> fmt::Result {
        match self.0 {
            To::Written(pointer) => out.write_str(pointer),
            To::Node { .. } => {
                let mut result = Ok(());
                self.steps(&mut |step| {
                    if result.is_ok() {
                        result = step.write(out);
                    }
                });
                result
            }
        }
    }

    /// The steps to a node; none for what is written already.
    fn steps(&self, each: &mut impl FnMut(Step<'v>)) {
        let To::Node { tree, slots, text, frame, node } = self.0 else { return };
        let mut key = None;
        let mut at = frame;
        // The innermost member around it, which its key tells from the others.
        while let Some(facts) = slots.frame(at).filter(|_| at != WHOLE && key.is_none()) {
            key = facts.member.then(|| key_of(text, slots.get(at, facts.node))).flatten();
            at = facts.parent;
        }
        steps_to((tree, slots), node, frame, each);
        if let Some(key) = key {
            each(Step::Key(inside(key.of(text))));
        }
    }
}

/// The steps to a node of a tree, in a frame.
fn steps_to<'v>(
    (tree, slots): (&'v Tree, &Slots),
    node: NodeId,
    mut frame: u32,
    each: &mut impl FnMut(Step<'v>),
) {
    if node == NodeId::ROOT {
        return;
    }
    let at = tree.node(node);
    let is_element = matches!(tree.node(at.parent).kind, Kind::List(_));
    let mut index = 0;
    if is_element {
        // The innermost element around it; a member's frame has no index.
        while let Some(facts) = slots.frame(frame).filter(|_| frame != WHOLE) {
            frame = facts.parent;
            if !facts.member {
                index = facts.index;
                break;
            }
        }
    }
    // As deep as shapes stand in each other, which the compiler limits.
    steps_to((tree, slots), at.parent, frame, each);
    each(if is_element { Step::Element(index) } else { Step::Field(at) });
}

impl Step<'_> {
    fn write(&self, out: &mut impl Write) -> fmt::Result {
        match self {
            Step::Element(index) => write!(out, "/{index}"),
            Step::Field(field) => write_field(out, field),
            Step::Key(key) => write_step(out, Characters::new(key)),
        }
    }
}

/// Adds a pointer's step to what was written since `start`, as people write it.
fn push_dotted(out: &mut String, start: usize, step: &str) {
    if step == "@path" {
        return;
    }
    if !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit()) {
        out.push('[');
        out.push_str(step);
        out.push(']');
        return;
    }
    if out.len() > start {
        out.push('.');
    }
    show::push_step(out, step);
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
