//! The context: one object of all its blocks, whose keys have a bit each.

use std::collections::HashMap;
use std::sync::Arc;

use super::draft::{Draft, DraftKind};
use super::error::{CompileError, did_you_mean};
use super::kind::ErrorKind;
use super::mistake::{Incomplete, Limit, Named, Type};
use super::shapes::{InFile, MAX_NODES, Shapes};
use crate::program::{
    ContextKey, Enumeration, EnumerationId, FieldType, MAX_CONTEXT_KEYS, NodeId, Tree,
};
use crate::source::{Source, Span};
use crate::syntax::ast::{self, Addition, FieldType as Declared, Name, Record};

/// The shape of the context and its keys. `None`: it is too large, which is reported.
pub(super) fn context(
    shapes: &mut Shapes<'_>,
    blocks: &[InFile<'_, ast::Context>],
) -> Option<(Tree, Vec<ContextKey>)> {
    let too_large = || ErrorKind::TooMuch(Limit::Context);
    let mut all: Vec<Draft> = Vec::new();
    let mut seen: HashMap<&str, InFile<'_, Name>> = HashMap::new();
    let mut keys = 0;
    for (file, block) in blocks {
        for field in &block.record.fields {
            if let Some((first_file, first)) = seen.get(&*field.name.text) {
                let name = field.name.text.clone();
                let kind = ErrorKind::Duplicate { what: Named::ContextKey, name };
                let error = CompileError::new(kind, file, field.name.span);
                shapes.errors.push(error.first_in(first_file, first.span));
            } else {
                seen.insert(&field.name.text, (file, &field.name));
            }
        }
        shapes.budget = MAX_NODES;
        let mut fields = Vec::new();
        shapes.in_context = true;
        shapes.fields(file, &block.record, &mut Vec::new(), &mut fields);
        shapes.in_context = false;
        if shapes.budget == 0 {
            shapes.errors.push(CompileError::new(too_large(), file, block.span));
        }
        for draft in &fields {
            key(shapes, file, (&block.record, block.span), draft, &mut keys);
        }
        all.extend(fields);
    }
    for (file, block) in blocks {
        for addition in &block.record.additions {
            add(shapes, file, addition, &mut all);
        }
    }
    let kind = DraftKind::Object { exactly_one: false, fields: all, open: false };
    let draft = Draft { name: "".into(), kind, required: false, sensitive: false, foreign: false };
    let Some(tree) = draft.number(Vec::new()) else {
        if let Some((file, block)) = blocks.last() {
            shapes.errors.push(CompileError::new(too_large(), file, block.span));
        }
        return None;
    };
    let ids = (0..).map(NodeId).zip(&tree.nodes);
    let leaves = ids.filter(|(_, node)| !matches!(node.kind, FieldType::Object(_)));
    let key = |(node, _)| ContextKey { name: tree.path_to(node).join(".").into(), node };
    let keys = leaves.map(key).collect();
    Some((tree, keys))
}

/// Checks a key, or the keys of a group; `keys` counts them.
fn key(
    shapes: &mut Shapes<'_>,
    file: &Arc<Source>,
    (record, around): (&Record, Span),
    draft: &Draft,
    keys: &mut usize,
) {
    let field = record.fields.iter().find(|field| field.name.text == draft.name);
    let span = field.map_or(around, |field| field.name.span);
    let fault = match &draft.kind {
        DraftKind::Object { fields, .. } => {
            let nameless = Record { fields: Vec::new(), ..record.clone() };
            let inner = match field.map(|field| &field.field_type) {
                Some(Declared::Record(inner)) => inner,
                _ => &nameless,
            };
            for field in fields {
                key(shapes, file, (inner, span), field, keys);
            }
            return;
        }
        DraftKind::Leaf(FieldType::Members(id)) if is_long(shapes, *id) => {
            Some(ErrorKind::TooMuch(Limit::ContextMembers(Enumeration::MAX_CHOICES)))
        }
        DraftKind::Leaf(FieldType::Instant | FieldType::Member(_) | FieldType::Members(_)) => None,
        _ => Some(ErrorKind::Incomplete(Incomplete::ContextKey)),
    };
    *keys += 1;
    let too_many = *keys == MAX_CONTEXT_KEYS + 1;
    let limit = || ErrorKind::TooMuch(Limit::ContextKeys(MAX_CONTEXT_KEYS));
    if let Some(kind) = fault.or_else(|| too_many.then(limit)) {
        shapes.errors.push(CompileError::new(kind, file, span));
    }
}

fn is_long(shapes: &Shapes<'_>, id: EnumerationId) -> bool {
    let enumeration = shapes.enumerations.get(usize::from(id.0));
    enumeration.is_some_and(|found| found.members().len() > Enumeration::MAX_CHOICES)
}

/// Adds members to a key that another block declares.
fn add(shapes: &mut Shapes<'_>, file: &Arc<Source>, addition: &Addition, all: &mut [Draft]) {
    let segments = addition.path.segments.as_slice();
    let Some((id, several)) = find(all, segments) else {
        let name = segments.iter().map(|name| &*name.text).collect::<Vec<_>>().join(".");
        if let Some(found) = other(all, segments) {
            let expected = if addition.several { Type::AnyOf } else { Type::OneOf };
            let kind = ErrorKind::Mismatch { expected, found };
            shapes.errors.push(CompileError::new(kind, file, addition.path.span));
            return;
        }
        let help = did_you_mean(&name, all.iter().map(|draft| &*draft.name));
        let kind = ErrorKind::Unknown { what: Named::ContextKey, name: name.into() };
        let error = CompileError::new(kind, file, addition.path.span);
        shapes.errors.push(error.with_help(help));
        return;
    };
    if several != addition.several {
        let kind_of = |several| if several { Type::AnyOf } else { Type::OneOf };
        let (expected, found) = (kind_of(several), kind_of(addition.several));
        let kind = ErrorKind::Mismatch { expected, found };
        shapes.errors.push(CompileError::new(kind, file, addition.span));
        return;
    }
    let Some(enumeration) = shapes.extended(file, *id, &addition.members) else { return };
    let Some(extended) = shapes.add(enumeration) else { return };
    *id = extended;
    if several && is_long(shapes, extended) {
        let kind = ErrorKind::TooMuch(Limit::ContextMembers(Enumeration::MAX_CHOICES));
        shapes.errors.push(CompileError::new(kind, file, addition.span));
    }
}

/// What a key is that is no enumeration.
fn other(fields: &[Draft], segments: &[Name]) -> Option<Type> {
    let (first, rest) = segments.split_first()?;
    let field = fields.iter().find(|field| field.name == first.text)?;
    match &field.kind {
        DraftKind::Object { .. } if rest.is_empty() => Some(Type::ObjectWithFields),
        DraftKind::Object { fields, .. } => other(fields, rest),
        DraftKind::Leaf(FieldType::Instant) if rest.is_empty() => Some(Type::Instant),
        _ => None,
    }
}

/// The enumeration of a key, and whether the key has several members.
fn find<'d>(fields: &'d mut [Draft], segments: &[Name]) -> Option<(&'d mut EnumerationId, bool)> {
    let (first, rest) = segments.split_first()?;
    let field = fields.iter_mut().find(|field| field.name == first.text)?;
    match &mut field.kind {
        DraftKind::Object { fields, .. } => find(fields, rest),
        DraftKind::Leaf(FieldType::Member(id)) if rest.is_empty() => Some((id, false)),
        DraftKind::Leaf(FieldType::Members(id)) if rest.is_empty() => Some((id, true)),
        _ => None,
    }
}
