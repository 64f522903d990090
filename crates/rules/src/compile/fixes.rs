//! Repairs, and whether what they write fits.

use serde_json::Value;

use super::kind::ErrorKind;
use super::mistake::{Incomplete, Type, Unit};
use super::scope::Scope;
use super::useless::Useless;
use crate::program::{FieldRef, FieldType, Fix, FixKind, Predicate, Symbol};
use crate::source::Span;
use crate::syntax::ast::{self, Name, Replacement, Statement};

/// The repair that a fix is, for the assertion before it.
pub(super) fn fix(scope: &Scope<'_>, fix: &ast::Fix, assertion: &Predicate) -> Option<Fix> {
    // A check of each branch has its own copy.
    scope.take(1);
    let place = |path: &ast::Path| scope.place(path);
    let kind = match &fix.kind {
        ast::FixKind::Remove(paths) => FixKind::Remove(paths.iter().filter_map(place).collect()),
        ast::FixKind::Rename(path, name) => {
            let at = place(path)?;
            let parent = scope.tree.node(at.node).parent;
            let is_closed = matches!(scope.kind(FieldRef { node: parent, ..at }), FieldType::Object(object) if !object.open);
            if is_closed && scope.tree.field(parent, &name.text).is_none() {
                let owner = match &*scope.tree.node(parent).name {
                    "" => scope.operation,
                    owner => owner,
                };
                scope.unknown_field(parent, owner, name);
                return None;
            }
            if scope.tree.node(at.node).name == name.text {
                let kind = ErrorKind::Useless(Useless::Repeated { name: name.text.clone() });
                scope.error(kind, name.span, None);
            }
            FixKind::Rename(at, name.text.clone())
        }
        ast::FixKind::Insert(path, json) => {
            let at = place(path)?;
            fits(scope, at, json, fix.span);
            FixKind::Insert(at, json.clone())
        }
        ast::FixKind::Replace(path, Replacement::Json(json)) => {
            let at = place(path)?;
            fits(scope, at, json, fix.span);
            FixKind::Replace(at, json.clone())
        }
        ast::FixKind::Replace(path, replacement) => {
            let at = place(path)?;
            let Some(allowed) = allowed(assertion) else {
                let kind = ErrorKind::Incomplete(Incomplete::FixWithoutMembers);
                scope.error(kind, fix.span, None);
                return None;
            };
            match replacement {
                Replacement::Nearest => FixKind::Nearest(at, allowed),
                _ => FixKind::Spelling(at, allowed),
            }
        }
    };
    Some(Fix { safe: fix.safe, kind })
}

/// The fix that a statement after an assertion is; `None`: where its fixes end.
pub(super) fn fix_of(statement: &Statement) -> Option<Option<&ast::Fix>> {
    match statement {
        Statement::Assert(_) | Statement::Each(_) | Statement::If(_) => None,
        Statement::Fix(fix) => Some(Some(fix)),
        _ => Some(None),
    }
}

/// Reports a value that a field cannot hold: the repair would be the next mistake.
fn fits(scope: &Scope<'_>, at: FieldRef, json: &str, span: Span) {
    match serde_json::from_str(json) {
        Ok(value) => value_fits(scope, at, &value, span),
        Err(_) => {
            let (expected, found) = (Type::Value, Type::Name(json.into()));
            scope.error(ErrorKind::Mismatch { expected, found }, span, None);
        }
    }
}

fn value_fits(scope: &Scope<'_>, at: FieldRef, value: &Value, span: Span) {
    let string = value.as_str();
    let found = match value {
        Value::String(_) => Type::Text,
        Value::Object(_) => Type::Object,
        Value::Bool(_) => Type::Boolean,
        _ => Type::Number(Unit::Any),
    };
    let expected = match scope.kind(at) {
        FieldType::Anything => return,
        FieldType::Member(id) => match string {
            Some(name) if scope.is_member(*id, name) => return,
            Some(name) => return scope.unknown_member(*id, name, span),
            None => Type::AnyMember,
        },
        FieldType::Union(types) => {
            let is_one = |one: &FieldType| match one {
                FieldType::Member(id) => string.is_some_and(|name| scope.is_member(*id, name)),
                FieldType::Text(_) => found == Type::Text,
                FieldType::Boolean => found == Type::Boolean,
                _ => found == Type::Number(Unit::Any),
            };
            if types.iter().any(is_one) {
                return;
            }
            scope.union_name(at)
        }
        FieldType::Text(_) | FieldType::Instant => Type::Text,
        FieldType::Object(_) | FieldType::AnyObject => Type::Object,
        FieldType::Boolean => Type::Boolean,
        FieldType::Integer | FieldType::Number => Type::Number(Unit::Any),
        FieldType::List(_) | FieldType::Members(_) => Type::Array,
    };
    if found != expected {
        return scope.error(ErrorKind::Mismatch { expected, found }, span, None);
    }
    let FieldType::Object(object) = scope.kind(at) else { return };
    for (key, value) in value.as_object().into_iter().flatten() {
        match scope.tree.field(at.node, key) {
            Some(node) => value_fits(scope, FieldRef { node, ..at }, value, span),
            None if object.open => {}
            None => {
                let name = Name { text: key.as_str().into(), span };
                scope.unknown_field(at.node, &scope.tree.node(at.node).name, &name);
            }
        }
    }
}

/// The members that an assertion allows.
fn allowed(assertion: &Predicate) -> Option<Box<[Symbol]>> {
    match assertion {
        Predicate::Member(_, symbols) => Some(symbols.clone()),
        Predicate::All(parts) => parts.iter().find_map(allowed),
        _ => None,
    }
}
