//! Findings of the rules of the shapes.

mod retyped;
mod texts;

use std::sync::OnceLock;

use super::Label;
use super::messages::MessageKey;
use super::pointer::{CONTEXT, Pointer};
use super::show;
use super::target::{Target, begins_with};
use super::writer::{Writer, first_character, key_of};
use crate::evaluate::Evaluation;
use crate::request::{Characters, Found, Instead, ROOT, Shape, string_parts, unquoted};
use smartro_lint_rules::program::{
    Enumeration, EnumerationId, FieldType, Node, NodeId, Operation, Tree,
};
use smartro_lint_rules::rule::ShapeRule;
use smartro_lint_rules::source::Span;
use smartro_lint_rules::suggest::closest;

/// How many values a help text lists.
const LISTED: usize = 12;

/// How many where none is like the one that is there.
const LISTED_UNLIKE: usize = 25;

/// How many are named of more than that.
const NAMED: usize = 5;

/// A finding of a rule of the shapes, about a part of the request.
#[derive(Clone)]
pub(super) struct ShapeFinding<'v> {
    pub(super) writer: Writer<'v>,
    pub(super) operation: &'v Operation,
    pub(super) found: &'v Found,
    pub(super) shape: Shape,
    pointer: &'v str,
    /// How much of the pointer leads to a field that the shape declares, in bytes.
    declared: usize,
    pub(super) tree: &'v Tree,
    pub(super) node: &'v Node,
    pub(super) in_context: bool,
    member: OnceLock<Option<&'v str>>,
    closest: OnceLock<Vec<&'v str>>,
    target: OnceLock<Option<Target>>,
}

impl<'v> ShapeFinding<'v> {
    pub(super) fn new(
        writer: Writer<'v>,
        operation: &'v Operation,
        found: &'v Found,
        shape: Shape,
    ) -> Self {
        let pointer = writer.verdict.pointer(shape.pointer);
        let context = pointer.strip_prefix('/').and_then(|steps| steps.strip_prefix(CONTEXT));
        let in_context = context.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let (tree, shape) = match in_context {
            true => {
                let tree = &writer.program().context;
                (tree, Shape { node: node_in_context(tree, pointer), ..shape })
            }
            false => (&operation.tree, shape),
        };
        let node = tree.node(shape.node);
        let declared = declared(tree, shape.node, pointer);
        Self {
            writer,
            operation,
            found,
            shape,
            pointer,
            declared,
            tree,
            node,
            in_context,
            member: OnceLock::new(),
            closest: OnceLock::new(),
            target: OnceLock::new(),
        }
    }

    pub(super) fn evaluation(&self) -> Evaluation<'v> {
        self.writer.verdict.evaluation(self.operation)
    }

    pub(super) fn pointer(&self) -> Pointer<'v> {
        Pointer::written(self.pointer, self.declared)
    }

    /// The value as it is written in the text.
    pub(super) fn written(&self) -> &'v str {
        self.found.span.of(self.evaluation().text)
    }

    pub(super) fn write_last_step(&self, out: &mut String) {
        match self.declared == self.pointer.len() {
            true => out.push_str(&self.node.name),
            false => show::push_step(out, self.pointer.rsplit('/').next().unwrap_or_default()),
        }
    }

    fn write_field(&self, out: &mut String) {
        self.pointer().write_field(&self.operation.name, out);
    }

    /// What the value is.
    fn found_type(&self) -> MessageKey {
        type_of(self.written()).unwrap_or(match self.node.kind {
            _ if self.node.kind.fractions() == Some(false) => MessageKey::Fraction,
            _ => MessageKey::Number,
        })
    }

    /// Whether the value is not known, and of this type.
    fn is_unknown_of(&self, found: MessageKey) -> bool {
        self.written().starts_with('?') && self.found_type() == found
    }

    /// What it should be.
    fn write_expected(&self, out: &mut String) {
        for (index, kind) in self.node.kind.types().iter().enumerate() {
            if index > 0 {
                self.writer.write_text(MessageKey::Or, out);
            }
            self.writer.write_text(Self::expected_type(kind), out);
        }
    }

    fn expected_type(kind: &FieldType) -> MessageKey {
        match kind {
            FieldType::Text(_) | FieldType::Member(_) | FieldType::Instant => MessageKey::String,
            FieldType::Integer => MessageKey::Integer,
            FieldType::Number => MessageKey::Number,
            FieldType::Boolean => MessageKey::Boolean,
            FieldType::List(_) | FieldType::Members(_) => MessageKey::Array,
            FieldType::Object(_)
            | FieldType::AnyObject
            | FieldType::Anything
            | FieldType::Union(_) => MessageKey::Object,
        }
    }

    /// Writes the value of a name in a message or a label.
    fn write_value(&self, name: &str, out: &mut String) {
        match name {
            "field" => self.write_field(out),
            "key" => self.write_last_step(out),
            "value" => match self.shape.instead {
                Some(Instead::Counts(key) | Instead::Meant(key) | Instead::Within(key)) => {
                    out.push_str(key.name());
                }
                Some(Instead::Beside) | None => self.write_text(out),
            },
            "expected" => self.write_expected(out),
            "found" => self.writer.write_text(self.found_type(), out),
            "owner" => self.write_owner(out),
            "from" if self.shape.instead == Some(Instead::Beside) => self.write_flat(true, out),
            "from" => out.push_str(&self.misplaced_from()),
            "names" if self.shape.instead == Some(Instead::Beside) => self.write_flat(false, out),
            "names" if self.is_listed() => show::push_names(out, self.candidates()),
            "names" if self.closest().is_empty() => {
                show::push_names(out, self.candidates().take(NAMED));
            }
            "names" => show::push_names(out, self.closest().iter().copied()),
            "total" => show::push_number(out, self.candidates().count()),
            "count" => show::push_number(out, self.given()),
            _ => {}
        }
    }

    fn write_text(&self, out: &mut String) {
        if self.node.sensitive {
            return out.push_str(show::MASK);
        }
        let field = (self.tree, self.shape.node);
        match self.written() {
            text if text.starts_with('"') => {
                show::push_string(out, &self.writer, field, unquoted(text).unwrap_or_default());
            }
            text if text.starts_with('?') => {
                let parts = string_parts(text).unwrap_or_default();
                show::push_parts(out, &self.writer, field, &parts);
            }
            text if text.starts_with('[') => out.push_str("[…]"),
            _ => out.push_str("{…}"),
        }
    }

    /// Writes the object that a key is in; of the body, the operation.
    fn write_owner(&self, out: &mut String) {
        let mut owner = String::new();
        if let Some((parent, _)) = self.pointer.rsplit_once('/') {
            let declared = self.declared.min(parent.len());
            Pointer::written(parent, declared).write_dotted(&mut owner);
        }
        if owner.is_empty() {
            owner.push_str(&self.operation.name);
        }
        self.writer.messages().write(MessageKey::ObjectOf, out, &mut |_, out| out.push_str(&owner));
    }

    fn enumeration(&self, id: EnumerationId) -> Option<&'v Enumeration> {
        self.writer.program().enumerations.get(usize::from(id.0))
    }

    /// The names that could be there: an enumeration's members, or an object's fields.
    fn candidates(&self) -> impl Iterator<Item = &'v str> + Clone + use<'v> {
        let tree = self.tree;
        let (members, object) = match (self.shape.rule, &self.node.kind) {
            (ShapeRule::TypeMismatch, FieldType::Object(_)) => (None, Some(self.shape.node)),
            (ShapeRule::UnknownValue | ShapeRule::TypeMismatch, FieldType::Members(id)) => {
                (self.enumeration(*id), None)
            }
            (ShapeRule::UnknownValue | ShapeRule::TypeMismatch, kind) => {
                (kind.enumeration().and_then(|id| self.enumeration(id)), None)
            }
            (ShapeRule::UnknownField, _) if self.node.foreign => (None, Some(self.node.parent)),
            (ShapeRule::UnknownField | ShapeRule::ExactlyOneField, _) => {
                (None, Some(self.shape.node))
            }
            _ => (None, None),
        };
        let fields = match object.map(|object| &tree.node(object).kind) {
            Some(FieldType::Object(object)) => Some(object.fields()),
            _ => None,
        };
        let own = fields.into_iter().flatten().map(|field| tree.node(field));
        let own = own.filter(|field| !field.foreign);
        let members = members.into_iter().flat_map(|members| members.table.texts());
        members.chain(own.map(|field| &*field.name))
    }

    /// A list of two hundred countries does not help, and one of two dozen only where no value is
    /// like the one that is there.
    fn is_listed(&self) -> bool {
        let most = if self.near_member().is_some() { LISTED } else { LISTED_UNLIKE };
        self.candidates().nth(most).is_none()
    }

    /// Those that are most like the value.
    fn closest(&self) -> &[&'v str] {
        self.closest.get_or_init(|| {
            let value: String = match self.node.sensitive {
                true => String::new(),
                false => Characters::new(unquoted(self.written()).unwrap_or_default())
                    .take(100)
                    .collect(),
            };
            closest(&value, self.candidates(), NAMED)
        })
    }

    fn is_time(&self) -> bool {
        matches!(self.node.kind, FieldType::Instant)
    }

    /// The member that was probably meant by a value that is none.
    pub(super) fn near_member(&self) -> Option<&'v str> {
        *self.member.get_or_init(|| {
            let is_shown = self.shape.rule == ShapeRule::UnknownValue && !self.node.sensitive;
            is_shown.then(|| {
                self.writer.near(
                    &self.node.kind,
                    unquoted(self.written()).unwrap_or_default(),
                    self.candidates(),
                )
            })?
        })
    }

    /// The field that was probably meant by a key that its object does not have.
    pub(super) fn target(&self) -> Option<Target> {
        *self.target.get_or_init(|| {
            let is_field = self.shape.rule == ShapeRule::UnknownField;
            (is_field && self.shape.instead.is_none()).then(|| self.find_target())?
        })
    }

    /// What was probably meant, as it is named in a message.
    pub(super) fn near(&self) -> Option<String> {
        if let Some(instead) = self.shape.instead {
            return match instead {
                Instead::Meant(key) => Some(key.name().to_owned()),
                Instead::Counts(_) | Instead::Within(_) | Instead::Beside => None,
            };
        }
        if self.shape.rule == ShapeRule::TypeMismatch {
            // What is left out whole is no help.
            let shown = self.retyped().map(|retyped| retyped.shown);
            return shown.filter(|shown| shown != retyped::KEPT);
        }
        let field = || Some(self.target_name(self.target()?));
        self.near_member().map(str::to_owned).or_else(field)
    }

    /// How many of an object's fields are given.
    fn given(&self) -> usize {
        let FieldType::Object(object) = &self.node.kind else { return 0 };
        let slots = self.evaluation().slots;
        let present = |field: &NodeId| slots.get(ROOT, *field).is_present();
        object.fields().filter(present).count()
    }

    fn label(&self, span: Span, key: MessageKey, primary: bool) -> Label {
        let text = self.writer.text_with(key, &mut |name, out| self.write_value(name, out));
        self.writer.label(self.pointer().into(), span, text, primary)
    }

    fn key(&self) -> Span {
        if self.shape.detail.is_empty() { self.short_span() } else { self.shape.detail }
    }

    /// The value, or of an object or array its key or its first character.
    fn short_span(&self) -> Span {
        let span = self.found.span;
        if !self.written().starts_with(['{', '[']) {
            return span;
        }
        let slot = self.evaluation().slots.get(ROOT, self.shape.node);
        let is_own = slot.span == span && !self.in_context;
        let key = if is_own { key_of(self.evaluation().text, slot) } else { None };
        key.unwrap_or(first_character(span))
    }
}

/// How much of a pointer leads to a node, which is in no array, in bytes.
fn declared(tree: &Tree, node: NodeId, pointer: &str) -> usize {
    let (element, to_node) = tree.location(node);
    let rest = pointer.strip_prefix(to_node).filter(|_| element == NodeId::ROOT);
    match rest {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => to_node.len(),
        _ => 0,
    }
}

/// Where a pointer leads in the context's tree, as far as its steps are fields.
fn node_in_context(tree: &Tree, pointer: &str) -> NodeId {
    let mut node = NodeId::ROOT;
    for step in pointer.split('/').skip(2) {
        let inner = match tree.node(node).kind {
            FieldType::List(element) => Some(element),
            _ => tree.field(node, step),
        };
        let Some(inner) = inner else { break };
        node = inner;
    }
    node
}

/// What a value is by its first character, or one that is not known by that of its type; nothing for a
/// number.
pub(super) fn type_of(value: &str) -> Option<MessageKey> {
    let first = match value.strip_prefix('?') {
        Some(hole) => begins_with(hole)?,
        None => value.bytes().next()?,
    };
    Some(match first {
        b'"' => MessageKey::String,
        b'{' => MessageKey::Object,
        b'[' => MessageKey::Array,
        b't' | b'f' => MessageKey::Boolean,
        b'n' => MessageKey::Null,
        _ => return None,
    })
}
