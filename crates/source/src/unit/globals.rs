//! What a file does to global names.

use std::rc::Rc;

use oxc_ast::{
    AstKind,
    ast::{Argument, CallExpression, Expression, FunctionType, IdentifierReference},
};
use oxc_semantic::NodeId;
use oxc_span::GetSpan;

use super::Unit;
use super::flow::Step;

/// Global names that are written, and whether it is the name itself that is assigned.
type Tampered = Vec<(Rc<str>, bool)>;

/// Any of the names that the file itself has at its top.
pub(super) const ANY_OWN: &str = "*own";

impl<'a> Unit<'a> {
    /// The global names that are written through a reference to one, or handed to someone who may
    /// change them; `*` for all.
    pub(super) fn tampers(&self, global: &str, node: NodeId) -> Tampered {
        let nodes = self.semantic.nodes();
        let is_whole = is_global_object(global) || global == "this";
        let mut names: Vec<Rc<str>> = vec![global.into()];
        let mut at = node;
        let is_assigned = loop {
            let parent = nodes.parent_id(at);
            let child = nodes.kind(at).span();
            match nodes.kind(parent) {
                AstKind::StaticMemberExpression(member) if member.object.span() == child => {
                    names.push(member.property.name.as_str().into());
                }
                AstKind::ComputedMemberExpression(member) if member.object.span() == child => {
                    names.push(match &member.expression {
                        Expression::StringLiteral(name) => name.value.as_str().into(),
                        _ => "*".into(),
                    });
                }
                AstKind::TSAsExpression(_)
                | AstKind::TSNonNullExpression(_)
                | AstKind::TSTypeAssertion(_)
                | AstKind::TSSatisfiesExpression(_)
                | AstKind::ChainExpression(_) => {}
                AstKind::AssignmentExpression(assign) if assign.left.span() == child => {
                    break names.len() == 1 + usize::from(is_whole);
                }
                AstKind::UpdateExpression(_)
                | AstKind::AssignmentTargetWithDefault(_)
                | AstKind::ArrayAssignmentTarget(_)
                | AstKind::AssignmentTargetPropertyIdentifier(_)
                | AstKind::AssignmentTargetPropertyProperty(_) => break true,
                AstKind::UnaryExpression(unary) if unary.operator.is_delete() => break true,
                // A builtin that is handed on; of a global object only by name.
                AstKind::CallExpression(call) if call.callee.span() != child => {
                    match (names.len(), is_whole) {
                        (1, true) => names.push("*".into()),
                        (1, false) | (2, true) => {}
                        _ if names.last().is_some_and(|name| &**name == "prototype") => {}
                        _ => return Vec::new(),
                    }
                    break false;
                }
                // `const w = window; w.name = …`
                AstKind::VariableDeclarator(_) if is_whole && names.len() == 1 => {
                    return self.written_later(at).collect();
                }
                // `const D = Date; D.now = …`
                AstKind::VariableDeclarator(_) if self.written_later(at).next().is_some() => {
                    break false;
                }
                _ => return Vec::new(),
            }
            at = parent;
        };
        let skip = usize::from(is_whole && names.len() > 1);
        names.into_iter().nth(skip).map(|name| (name, is_assigned)).into_iter().collect()
    }

    /// The fields that are written through a name that holds the value of an expression.
    fn written_later(&self, node: NodeId) -> impl Iterator<Item = (Rc<str>, bool)> {
        let effects = self.flows_of(node).into_iter();
        let writes = effects.filter(|effect| effect.change.is_write());
        writes.map(|write| match write.path.first() {
            Some(Step::Name(name)) => (Rc::clone(name), write.path.len() == 1),
            _ => ("*".into(), false),
        })
    }

    pub(crate) fn is_tampered(&self, global: &str) -> bool {
        self.tampered.contains(global) || self.tampered.contains("*")
    }

    /// Whether a name that the file has at its top may be written as a field of the global object.
    pub(crate) fn is_tampered_own(&self, name: &str) -> bool {
        self.is_tampered(name) || self.tampered.contains(ANY_OWN)
    }

    /// Whether a `this` of a script may be the global object: at its top, or in a function that may be
    /// called without one.
    pub(super) fn is_global_this(&self, this: NodeId) -> bool {
        let nodes = self.semantic.nodes();
        let mut function = self.function_of(this);
        while matches!(nodes.kind(function), AstKind::ArrowFunctionExpression(_)) {
            function = self.function_of(function);
        }
        match nodes.kind(function) {
            // The `this` of an attribute is its element, and it has no names of its own.
            AstKind::Program(_) => {
                let scoping = self.semantic.scoping();
                !scoping.get_bindings(scoping.root_scope_id()).is_empty()
            }
            AstKind::Function(found) => {
                let is_handed_on = matches!(nodes.parent_kind(this), AstKind::CallExpression(_));
                let is_method = match nodes.parent_kind(function) {
                    AstKind::MethodDefinition(_) => true,
                    AstKind::ObjectProperty(property) => property.value.span() == found.span,
                    _ => false,
                };
                found.r#type != FunctionType::TSDeclareFunction && !is_method && !is_handed_on
            }
            _ => false,
        }
    }

    /// Whether a text is run as code that sees the global names: `new Function("…")`,
    /// `setTimeout("…")`, `window.eval`.
    pub(super) fn runs_text(&self, reference: &IdentifierReference<'a>, node: NodeId) -> bool {
        let nodes = self.semantic.nodes();
        let (mut name, mut at) = (reference.name.as_str(), node);
        if is_global_object(name)
            && let AstKind::StaticMemberExpression(member) = nodes.parent_kind(node)
        {
            (name, at) = (&member.property.name, nodes.parent_id(node));
        }
        let called = || match nodes.parent_kind(at) {
            AstKind::CallExpression(call) if call.callee.span() == nodes.kind(at).span() => {
                Some(call)
            }
            _ => None,
        };
        match name {
            "eval" => true,
            "Function" => {
                called().is_some() || matches!(nodes.parent_kind(at), AstKind::NewExpression(_))
            }
            "setTimeout" | "setInterval" => called().is_some_and(is_given_text),
            _ => false,
        }
    }
}

/// Whether the first argument of a call is visibly a text.
fn is_given_text(call: &CallExpression<'_>) -> bool {
    matches!(
        call.arguments.first(),
        Some(
            Argument::StringLiteral(_)
                | Argument::TemplateLiteral(_)
                | Argument::BinaryExpression(_)
        )
    )
}

/// Names of the global object.
pub(crate) fn is_global_object(name: &str) -> bool {
    matches!(name, "window" | "globalThis" | "self" | "top" | "parent" | "global" | "frames")
}
