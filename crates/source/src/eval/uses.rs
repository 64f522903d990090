//! Where a file names members of objects.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use oxc_ast::{AstKind, ast::Expression};
use oxc_semantic::{NodeId, Semantic};

/// Where members are named, in the whole file.
#[derive(Debug, Default)]
pub(crate) struct MemberUses {
    /// `object.name` and `object.#name`, by the name.
    pub(crate) by_name: HashMap<Rc<str>, Vec<NodeId>>,
    /// The names of `object["name"]`.
    pub(crate) quoted: HashSet<Rc<str>>,
    /// Something else gets a `this`, and may write its fields by any name.
    pub(crate) is_handed_on: bool,
}

impl MemberUses {
    pub(crate) fn of(semantic: &Semantic<'_>) -> Self {
        let mut uses = Self::default();
        let mut named = |name: &str, node| {
            uses.by_name.entry(name.into()).or_default().push(node);
        };
        for node in semantic.nodes().iter() {
            match node.kind() {
                AstKind::StaticMemberExpression(found) => named(&found.property.name, node.id()),
                AstKind::PrivateFieldExpression(found) => named(&found.field.name, node.id()),
                AstKind::ComputedMemberExpression(found) => {
                    if let Expression::StringLiteral(name) = &found.expression {
                        uses.quoted.insert(name.value.as_str().into());
                    }
                }
                AstKind::ThisExpression(_) => {
                    uses.is_handed_on |= is_handed_on(node.id(), semantic);
                }
                _ => {}
            }
        }
        uses
    }
}

/// Whether something else gets a `this`.
fn is_handed_on(this: NodeId, semantic: &Semantic<'_>) -> bool {
    match semantic.nodes().parent_kind(this) {
        AstKind::StaticMemberExpression(_) | AstKind::PrivateFieldExpression(_) => false,
        // `this.go.bind(this)`
        AstKind::CallExpression(call) => !matches!(
            &call.callee,
            Expression::StaticMemberExpression(callee) if callee.property.name == "bind"
        ),
        _ => true,
    }
}
