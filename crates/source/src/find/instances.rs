//! Methods of objects that are made of classes of the source: `new Payments().pay(…)`, and `payments.pay(…)`
//! where another file has `export const payments = new Payments()`.

use oxc_ast::{
    AstKind,
    ast::{Class, ClassElement, Expression},
};
use oxc_semantic::SymbolId;

use crate::{
    eval::{Evaluator, Scope},
    value::{Callable, Frame, FunctionNode},
};

/// How far a name is followed to what is made.
const DEEPEST: u32 = 4;

/// The method that is called, as its class writes it.
pub(super) fn method<'a>(
    evaluator: &Evaluator<'_, 'a>,
    callee: &'a Expression<'a>,
    scope: &Scope<'a>,
) -> Option<Callable<'a>> {
    let Expression::StaticMemberExpression(member) = callee.get_inner_expression() else {
        return None;
    };
    let (class, scope) = class_of(evaluator, &member.object, scope, DEEPEST)?;
    match evaluator.elements(class, &scope).of(&member.property.name, false)? {
        ClassElement::MethodDefinition(method) => Some(Callable {
            unit: scope.id,
            node: FunctionNode::Function(&method.value),
            frame: Frame::root(),
        }),
        _ => None,
    }
}

/// The class that an object is made of, with its file.
fn class_of<'a>(
    evaluator: &Evaluator<'_, 'a>,
    object: &'a Expression<'a>,
    scope: &Scope<'a>,
    depth: u32,
) -> Option<(&'a Class<'a>, Scope<'a>)> {
    let depth = depth.checked_sub(1)?;
    match object.get_inner_expression() {
        Expression::NewExpression(new) => {
            let (symbol, scope) = declared(evaluator, &new.callee, scope)?;
            let unit = scope.unit.clone();
            let declaration = unit.semantic.scoping().symbol_declaration(symbol);
            match unit.semantic.nodes().kind(declaration) {
                AstKind::Class(class) => Some((class, scope)),
                _ => None,
            }
        }
        name @ Expression::Identifier(_) => {
            let (symbol, scope) = declared(evaluator, name, scope)?;
            let unit = scope.unit.clone();
            let declaration = unit.semantic.scoping().symbol_declaration(symbol);
            match unit.semantic.nodes().kind(declaration) {
                AstKind::VariableDeclarator(declarator)
                    if declarator.id.is_binding_identifier() && !unit.is_mutated(symbol) =>
                {
                    class_of(evaluator, declarator.init.as_ref()?, &scope, depth)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// Where a name is declared, in this file or in another.
fn declared<'a>(
    evaluator: &Evaluator<'_, 'a>,
    name: &'a Expression<'a>,
    scope: &Scope<'a>,
) -> Option<(SymbolId, Scope<'a>)> {
    let Expression::Identifier(id) = name.get_inner_expression() else { return None };
    let (scope, symbol) = evaluator.origin_of(scope.unit.symbol(id)?, scope)?;
    Some((symbol, scope))
}
