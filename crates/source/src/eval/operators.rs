//! Operators.

use oxc_ast::ast::{BinaryExpression, Expression, TemplateLiteral, UnaryExpression};
use oxc_syntax::operator::{BinaryOperator, UnaryOperator};

use super::{Evaluator, Scope, written};
use crate::{
    lowered::Quote,
    text::{Gap, Text},
    value::{Origin, Type, Value, ValueKind, parts_of},
};

impl<'a> Evaluator<'_, 'a> {
    pub(super) fn template(
        &self,
        template: &'a TemplateLiteral<'a>,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        let mut text = Text::default();
        let mut values = Vec::new();
        let mut expressions = template.expressions.iter();
        for quasi in &template.quasis {
            match quasi.value.cooked.filter(|_| !quasi.lone_surrogates) {
                Some(known) => match self.filled(quasi.span, known.as_str(), scope) {
                    Some(filled) => text.append(&filled),
                    None => text.push_known(known.as_str()),
                },
                None => text.push_gap(Gap::ANY),
            }
            if let Some(expression) = expressions.next() {
                let value = self.eval(expression, scope);
                text.append(&value.kind.to_text());
                values.push(value);
            }
        }
        if template.expressions.is_empty() && text.as_known().is_some() {
            return written(ValueKind::text(text), scope, template.span, Quote::Backtick);
        }
        let parts = parts_of(&text, values);
        Value { kind: ValueKind::text(text), origin: Origin { parts, ..Origin::default() } }
    }

    pub(super) fn binary(&self, binary: &'a BinaryExpression<'a>, scope: &Scope<'a>) -> Value<'a> {
        // A long concatenation is a deep tree to the left.
        let mut operands = vec![(&binary.right, binary.operator)];
        let mut first = &binary.left;
        while let Expression::BinaryExpression(inner) = first {
            operands.push((&inner.right, inner.operator));
            first = &inner.left;
        }
        let first = self.eval(first, scope);
        let mut kind = first.kind.clone();
        let mut values = vec![first];
        while let Some((operand, operator)) = operands.pop() {
            let right = self.eval(operand, scope);
            kind = combine(&kind, operator, &right.kind);
            values.push(right);
        }
        let parts = match &kind {
            ValueKind::Text(text) => parts_of(text, values),
            _ => None,
        };
        Value { kind, origin: Origin { parts, ..Origin::default() } }
    }

    pub(super) fn unary(&self, unary: &'a UnaryExpression<'a>, scope: &Scope<'a>) -> ValueKind<'a> {
        let kind = self.eval(&unary.argument, scope).kind;
        match (unary.operator, &kind) {
            (UnaryOperator::LogicalNot, kind) => match kind.truthiness() {
                Some(truthy) => ValueKind::Bool(!truthy),
                None => ValueKind::of(Type::Boolean),
            },
            (UnaryOperator::Void, _) => ValueKind::Undefined,
            (UnaryOperator::Typeof, _) => ValueKind::of(Type::String),
            (UnaryOperator::UnaryNegation, ValueKind::Number(number)) => ValueKind::Number(-number),
            (UnaryOperator::UnaryPlus, kind) => to_number(kind),
            (UnaryOperator::Delete, _) => ValueKind::of(Type::Boolean),
            // Of a BigInt they are a BigInt.
            _ => ValueKind::of(Type::Any),
        }
    }
}

/// As `Number(…)` gives it.
pub(super) fn to_number<'a>(kind: &ValueKind<'a>) -> ValueKind<'a> {
    match kind {
        ValueKind::Number(_) | ValueKind::Digits(_) | ValueKind::Random => kind.clone(),
        ValueKind::Date { recent: true } => ValueKind::Digits(13),
        ValueKind::Unknown { ty: Type::Integer, absent: false } => ValueKind::of(Type::Integer),
        ValueKind::Bool(value) => ValueKind::Number(f64::from(u8::from(*value))),
        ValueKind::Text(text) => match text.as_known().map(|known| known.trim().parse::<u64>()) {
            Some(Ok(number)) if number < 1 << 53 => ValueKind::Number(number as f64),
            _ => ValueKind::of(Type::Number),
        },
        _ => ValueKind::of(Type::Number),
    }
}

fn combine<'a>(
    left: &ValueKind<'a>,
    operator: BinaryOperator,
    right: &ValueKind<'a>,
) -> ValueKind<'a> {
    use BinaryOperator as Operator;
    match operator {
        Operator::Addition => add(left, right),
        Operator::StrictEquality | Operator::Equality => match same(left, right) {
            Some(same) => ValueKind::Bool(same),
            None => ValueKind::of(Type::Boolean),
        },
        Operator::StrictInequality | Operator::Inequality => match same(left, right) {
            Some(same) => ValueKind::Bool(!same),
            None => ValueKind::of(Type::Boolean),
        },
        Operator::LessThan
        | Operator::LessEqualThan
        | Operator::GreaterThan
        | Operator::GreaterEqualThan
        | Operator::In
        | Operator::Instanceof => match (operator, left, right) {
            (Operator::LessThan, ValueKind::Number(a), ValueKind::Number(b)) => {
                ValueKind::Bool(a < b)
            }
            (Operator::LessEqualThan, ValueKind::Number(a), ValueKind::Number(b)) => {
                ValueKind::Bool(a <= b)
            }
            (Operator::GreaterThan, ValueKind::Number(a), ValueKind::Number(b)) => {
                ValueKind::Bool(a > b)
            }
            (Operator::GreaterEqualThan, ValueKind::Number(a), ValueKind::Number(b)) => {
                ValueKind::Bool(a >= b)
            }
            _ => ValueKind::of(Type::Boolean),
        },
        _ => match (left, right) {
            (ValueKind::Number(a), ValueKind::Number(b)) => match arithmetic(*a, operator, *b) {
                Some(number) => ValueKind::Number(number),
                None => ValueKind::of(Type::Number),
            },
            (a, b) if is_number(a) || is_number(b) => {
                ValueKind::of(arithmetic_type(a, operator, b))
            }
            // It may be a BigInt, or no number, which JSON writes as null.
            _ => ValueKind::UNKNOWN,
        },
    }
}

fn arithmetic(a: f64, operator: BinaryOperator, b: f64) -> Option<f64> {
    Some(match operator {
        BinaryOperator::Subtraction => a - b,
        BinaryOperator::Multiplication => a * b,
        BinaryOperator::Division => a / b,
        BinaryOperator::Remainder => a % b,
        _ => return None,
    })
    .filter(|number| number.is_finite())
}

fn arithmetic_type(a: &ValueKind<'_>, operator: BinaryOperator, b: &ValueKind<'_>) -> Type {
    let integers = a.ty() == Type::Integer && b.ty() == Type::Integer;
    match operator {
        BinaryOperator::Subtraction | BinaryOperator::Multiplication if integers => Type::Integer,
        BinaryOperator::ShiftLeft
        | BinaryOperator::ShiftRight
        | BinaryOperator::ShiftRightZeroFill
        | BinaryOperator::BitwiseOR
        | BinaryOperator::BitwiseXOR
        | BinaryOperator::BitwiseAnd => Type::Integer,
        _ => Type::Number,
    }
}

fn is_number(kind: &ValueKind<'_>) -> bool {
    matches!(kind.ty(), Type::Number | Type::Integer) && kind.nullishness() == Some(false)
}

fn is_string(kind: &ValueKind<'_>) -> bool {
    matches!(
        kind,
        ValueKind::Text(_)
            | ValueKind::Json(_)
            | ValueKind::Unknown { ty: Type::String, absent: false }
    )
}

fn add<'a>(left: &ValueKind<'a>, right: &ValueKind<'a>) -> ValueKind<'a> {
    match (left, right) {
        (ValueKind::Number(a), ValueKind::Number(b)) if (a + b).is_finite() => {
            ValueKind::Number(a + b)
        }
        _ if is_number(left) && is_number(right) => {
            let integers = left.ty() == Type::Integer && right.ty() == Type::Integer;
            ValueKind::of(if integers { Type::Integer } else { Type::Number })
        }
        _ if is_string(left) || is_string(right) => {
            let mut text = left.to_text();
            text.append(&right.to_text());
            ValueKind::text(text)
        }
        // Of undefined it may be no number, which JSON writes as null.
        _ => ValueKind::UNKNOWN,
    }
}

/// Whether two values are certainly equal, or certainly not, strictly and loosely.
pub(super) fn same(left: &ValueKind<'_>, right: &ValueKind<'_>) -> Option<bool> {
    match (left, right) {
        (ValueKind::Number(a), ValueKind::Number(b)) => Some(a == b),
        (ValueKind::Bool(a), ValueKind::Bool(b)) => Some(a == b),
        (ValueKind::Undefined, ValueKind::Undefined) | (ValueKind::Null, ValueKind::Null) => {
            Some(true)
        }
        (ValueKind::Text(a), ValueKind::Text(b)) => Some(a.as_known()? == b.as_known()?),
        // What is there equals nothing that is not, not loosely either.
        _ => match (left.nullishness(), right.nullishness()) {
            (Some(true), Some(false)) | (Some(false), Some(true)) => Some(false),
            _ => None,
        },
    }
}
