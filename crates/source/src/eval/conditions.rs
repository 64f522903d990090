//! Conditions, and what they choose between.

use std::hash::{DefaultHasher, Hash, Hasher};

use oxc_ast::ast::{ConditionalExpression, Expression, LogicalExpression};
use oxc_semantic::SymbolId;
use oxc_span::GetSpan;
use oxc_syntax::operator::{BinaryOperator, LogicalOperator, UnaryOperator};

use super::{Evaluator, Scope};
use crate::{
    text::Text,
    value::{Type, Value, ValueKind},
    worlds::ConditionId,
};

impl<'a> Evaluator<'_, 'a> {
    /// Whether a condition holds; `None` if both sides count.
    pub(super) fn decide(&self, test: &'a Expression<'a>, scope: &Scope<'a>) -> Option<bool> {
        if let Some(known) = self.eval(test, scope).kind.truthiness() {
            return Some(known);
        }
        let (key, negated) = self.condition(test, scope);
        let taken = self.worlds.choose(key, 2, (scope.id, test.span()))?;
        Some((taken == 0) != negated)
    }

    pub(super) fn conditional(
        &self,
        conditional: &'a ConditionalExpression<'a>,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        if self.is_guessing() {
            let value = self.eval(&conditional.consequent, scope);
            return match value.kind {
                ValueKind::Unknown { .. } => self.eval(&conditional.alternate, scope),
                _ => value,
            };
        }
        match self.decide(&conditional.test, scope) {
            Some(true) => self.eval(&conditional.consequent, scope),
            Some(false) => self.eval(&conditional.alternate, scope),
            None => {
                let consequent = self.eval(&conditional.consequent, scope);
                self.spend(consequent.size());
                consequent.join(self.eval(&conditional.alternate, scope))
            }
        }
    }

    pub(super) fn logical(
        &self,
        logical: &'a LogicalExpression<'a>,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        let left = self.eval(&logical.left, scope);
        let known = match logical.operator {
            LogicalOperator::And => left.kind.truthiness(),
            LogicalOperator::Or => left.kind.truthiness().map(|truthy| !truthy),
            LogicalOperator::Coalesce => left.kind.nullishness(),
        };
        match known {
            Some(true) => return self.eval(&logical.right, scope),
            Some(false) => return left,
            None => {}
        }
        // Which side it is does not matter where the left one may be anything, or any text.
        let is_any = matches!(
            left.kind,
            ValueKind::Unknown { ty: Type::Any, .. }
                | ValueKind::Unknown { ty: Type::String, absent: true }
                | ValueKind::External(_)
        );
        if is_any && logical.operator != LogicalOperator::And {
            if self.is_guessing() {
                return self.eval(&logical.right, scope);
            }
            let right = self.worlds.undecided(|| self.eval(&logical.right, scope));
            let absent = right.kind.nullishness() != Some(false);
            let ty = left.kind.ty().or(right.kind.ty());
            return Value { kind: ValueKind::Unknown { ty, absent }, origin: left.origin };
        }
        let place = (scope.id, logical.left.span());
        let (mut key, negated) = self.condition(&logical.left, scope);
        if logical.operator == LogicalOperator::Coalesce {
            key.0 ^= 0x9e37_79b9_7f4a_7c15;
        }
        let Some(taken) = self.worlds.choose(key, 2, place) else {
            self.spend(left.size());
            return self.eval(&logical.right, scope).join(left);
        };
        let holds = (taken == 0) != (negated && logical.operator != LogicalOperator::Coalesce);
        match (logical.operator, holds) {
            (LogicalOperator::And, true)
            | (LogicalOperator::Or | LogicalOperator::Coalesce, false) => {
                self.eval(&logical.right, scope)
            }
            (LogicalOperator::And, false) => falsy(left),
            (LogicalOperator::Or | LogicalOperator::Coalesce, true) => present(left),
        }
    }

    /// What distinguishes a condition from others, and whether it is the negation of what has this key.
    ///
    /// Two conditions are the same where they have the same text and nothing that it names can have
    /// changed between them; else each is its own.
    fn condition(&self, test: &'a Expression<'a>, scope: &Scope<'a>) -> (ConditionId, bool) {
        let mut negated = false;
        let mut inner = test;
        while let Expression::UnaryExpression(unary) = inner
            && unary.operator == UnaryOperator::LogicalNot
        {
            negated = !negated;
            inner = &unary.argument;
        }
        let mut hasher = DefaultHasher::new();
        scope.id.hash(&mut hasher);
        let flipped = match inner {
            Expression::BinaryExpression(binary) => {
                matches!(
                    binary.operator,
                    BinaryOperator::StrictInequality | BinaryOperator::Inequality
                )
            }
            _ => false,
        };
        if self.hash_stable(inner, scope, &mut hasher) {
            (ConditionId(hasher.finish()), negated != flipped)
        } else {
            let mut hasher = DefaultHasher::new();
            (scope.id, scope.frame.id, inner.span().start, inner.span().end).hash(&mut hasher);
            (ConditionId(hasher.finish()), negated)
        }
    }

    /// Hashes an expression that has one value while its names are in scope; false for any other.
    fn hash_stable(
        &self,
        expression: &'a Expression<'a>,
        scope: &Scope<'a>,
        hasher: &mut DefaultHasher,
    ) -> bool {
        match expression {
            Expression::Identifier(id) => match scope.unit.symbol(id) {
                Some(symbol) if self.is_fixed(symbol, scope) => {
                    let frame = if scope.frame.get(scope.id, symbol).is_some() {
                        scope.frame.id
                    } else {
                        0
                    };
                    // Names of a function that is being evaluated are of that call of it.
                    let frame = if scope.frame.id == 0 { frame } else { scope.frame.id };
                    (b'n', format!("{symbol:?}"), frame).hash(hasher);
                    true
                }
                _ => false,
            },
            Expression::StringLiteral(literal) => {
                (b's', literal.value.as_str()).hash(hasher);
                true
            }
            Expression::NumericLiteral(literal) => {
                (b'f', literal.value.to_bits()).hash(hasher);
                true
            }
            Expression::BooleanLiteral(literal) => {
                (b'b', literal.value).hash(hasher);
                true
            }
            Expression::NullLiteral(_) => {
                b'0'.hash(hasher);
                true
            }
            Expression::BinaryExpression(binary) => {
                // A pair of objects is compared by identity; `==` may call what changes between.
                let operator = match binary.operator {
                    BinaryOperator::StrictEquality | BinaryOperator::StrictInequality => b'=',
                    _ => return false,
                };
                operator.hash(hasher);
                self.hash_stable(&binary.left, scope, hasher)
                    && self.hash_stable(&binary.right, scope, hasher)
            }
            _ => false,
        }
    }

    /// Whether a name has one value from its declaration on, in one run of its function.
    fn is_fixed(&self, symbol: SymbolId, scope: &Scope<'a>) -> bool {
        let scoping = scope.unit.semantic.scoping();
        let flags = scoping.symbol_flags(symbol);
        !scope.unit.is_dynamic
            && !scope.unit.uses_arguments
            && scoping.symbol_redeclarations(symbol).is_empty()
            && !scope.unit.is_mutated(symbol)
            && flags.is_const_variable()
    }
}

/// A value of which it is known that it is falsy.
fn falsy(value: Value<'_>) -> Value<'_> {
    let kind = match value.kind {
        ValueKind::Text(_) => ValueKind::text(Text::default()),
        ValueKind::Unknown { ty: Type::String, absent: false } => ValueKind::text(Text::default()),
        ValueKind::Unknown { ty: Type::Boolean, absent: false } => ValueKind::Bool(false),
        _ => ValueKind::UNKNOWN,
    };
    Value { kind, origin: value.origin }
}

/// A value of which it is known that it is neither undefined nor null.
fn present(value: Value<'_>) -> Value<'_> {
    let kind = match value.kind {
        ValueKind::Unknown { ty, .. } => ValueKind::of(ty),
        kind => kind,
    };
    Value { kind, origin: value.origin }
}
