//! What a call calls, however it is written: `f(x)`, `f.call(this, x)`, `f.apply(this, [x])`,
//! `f.bind(this)(x)`, `Reflect.apply(f, this, [x])`, `(0, f)(x)`.

use oxc_ast::ast::{Argument, CallExpression, Expression};

use crate::eval::{Evaluator, Scope};
use crate::value::{Value, ValueKind};

/// A function that is called, and its first argument.
#[derive(Debug, Clone, Copy)]
pub(super) struct Invoked<'a> {
    pub(super) callee: &'a Expression<'a>,
    pub(super) first: First<'a>,
}

/// The first argument of a call.
#[derive(Debug, Clone, Copy)]
pub(super) enum First<'a> {
    /// There is none.
    None,
    Given(&'a Expression<'a>),
    /// It is not written here.
    Unknown,
}

impl<'a> First<'a> {
    fn of(arguments: &'a [Argument<'a>], at: usize) -> Self {
        if arguments.iter().take(at + 1).any(Argument::is_spread) {
            return Self::Unknown;
        }
        match arguments.get(at).and_then(Argument::as_expression) {
            Some(given) => Self::Given(given),
            None => Self::None,
        }
    }

    /// The first element of the list that holds the arguments.
    fn of_list(arguments: &'a [Argument<'a>], at: usize) -> Self {
        match Self::of(arguments, at) {
            Self::Given(list) => match list.get_inner_expression() {
                Expression::ArrayExpression(list) => match list.elements.first() {
                    None => Self::None,
                    Some(first) => first.as_expression().map_or(Self::Unknown, Self::Given),
                },
                _ => Self::Unknown,
            },
            other => other,
        }
    }

    pub(super) fn value(self, evaluator: &Evaluator<'_, 'a>, scope: &Scope<'a>) -> Value<'a> {
        match self {
            Self::None => ValueKind::Undefined.into(),
            Self::Given(given) => evaluator.eval(given, scope),
            Self::Unknown => Value::unknown(),
        }
    }
}

/// What a call calls.
pub(super) fn invoked<'a>(call: &'a CallExpression<'a>) -> Invoked<'a> {
    let arguments = call.arguments.as_slice();
    let first = First::of(arguments, 0);
    match call.callee.get_inner_expression() {
        Expression::StaticMemberExpression(method) => {
            let of = &method.object;
            let is_reflect = of.is_specific_id("Reflect");
            match (method.property.name.as_str(), first) {
                ("apply", First::Given(callee)) if is_reflect => {
                    Invoked { callee, first: First::of_list(arguments, 2) }
                }
                ("call", _) => Invoked { callee: of, first: First::of(arguments, 1) },
                ("apply", _) => Invoked { callee: of, first: First::of_list(arguments, 1) },
                _ => Invoked { callee: &call.callee, first },
            }
        }
        Expression::CallExpression(bind) => match bind.callee.get_inner_expression() {
            Expression::StaticMemberExpression(method) if method.property.name == "bind" => {
                let bound = First::of(&bind.arguments, 1);
                let first = if matches!(bound, First::None) { first } else { bound };
                Invoked { callee: &method.object, first }
            }
            _ => Invoked { callee: &call.callee, first },
        },
        Expression::SequenceExpression(sequence) => match sequence.expressions.last() {
            Some(callee) => Invoked { callee, first },
            None => Invoked { callee: &call.callee, first },
        },
        _ => Invoked { callee: &call.callee, first },
    }
}
