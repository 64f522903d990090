//! Numbers that are worked out of others, and times that are counted from others.

use std::cell::Cell;

use super::kind::ErrorKind;
use super::mistake::{Help, Incomplete, Type, Unit};
use super::operands::{Granularity, Typed, join};
use super::scope::{Bound, Scope};
use crate::moment::{Instant, ParsedTime};
use crate::program::{
    Collection, Computed, Distinct, FieldRef, Moment, Predicate, Quantity, Sum, Text, TextFormat,
    Value, context_of, context_of_sum,
};
use crate::source::Span;
use crate::syntax::ast::{self, Operand, Over};

/// How long a day is, in seconds.
const DAY: i64 = 24 * 3600;

fn number(computed: Computed, unit: Unit) -> Typed {
    Typed::Number(Sum([Quantity::Computed(Box::new(computed))].into()), unit)
}

/// What a sum of constants alone is.
fn constant(sum: &Sum) -> Option<i64> {
    sum.0.iter().try_fold(0_i64, |sum, term| match term {
        Quantity::Constant(value) => sum.checked_add(*value),
        _ => None,
    })
}

/// Two sums, of which neither has a term that is taken away: it is on the other side.
pub(super) fn balanced(left: &Sum, right: &Sum) -> (Sum, Sum) {
    let taken = |quantity: &Quantity| match quantity {
        Quantity::Computed(computed) => match &**computed {
            Computed::Negated(inner) => Some(inner.clone()),
            _ => None,
        },
        _ => None,
    };
    let side = |own: &Sum, other: &Sum| {
        let kept = own.0.iter().filter(|quantity| taken(quantity).is_none()).cloned();
        let mut terms: Vec<Quantity> = kept.chain(other.0.iter().filter_map(taken)).collect();
        if terms.is_empty() {
            terms.push(Quantity::Constant(0));
        }
        Sum(terms.into())
    };
    (side(left, right), side(right, left))
}

impl<'a> Scope<'a> {
    /// A term that is taken away.
    pub(super) fn negated(&self, term: &Operand, span: Span) -> Typed {
        match self.numeric(term) {
            Typed::Number(Sum(terms), unit) => {
                let negated = terms.into_iter().map(|term| match term {
                    Quantity::Constant(value) => Quantity::Constant(value.saturating_neg()),
                    term => Quantity::Computed(Box::new(Computed::Negated(term))),
                });
                Typed::Number(Sum(negated.collect()), unit)
            }
            Typed::Duration(seconds) => Typed::Duration(seconds.saturating_neg()),
            other => self.mismatch(Type::Number(Unit::Any), &other, span),
        }
    }

    pub(super) fn product(&self, terms: &[Operand], span: Span) -> Typed {
        let mut sums = Vec::new();
        let mut unit = Unit::Any;
        for term in terms {
            match self.numeric(term) {
                Typed::Number(sum, other) => {
                    let Some(joined) = join(unit, other) else {
                        let (left, right) = (unit, other);
                        self.error(ErrorKind::UnitMismatch { left, right }, span, None);
                        return Typed::Broken;
                    };
                    unit = joined;
                    sums.push(sum);
                }
                other => return self.mismatch(Type::Number(Unit::Any), &other, term.span()),
            }
        }
        match sums.iter().try_fold(1_i64, |product, sum| product.checked_mul(constant(sum)?)) {
            Some(product) => Typed::Number(Sum([Quantity::Constant(product)].into()), unit),
            None => number(Computed::Product(sums.into()), unit),
        }
    }

    /// `now + 90 days`; `None`: it begins with no point in time.
    pub(super) fn later(&self, terms: &[Operand]) -> Option<Typed> {
        let (first, rest) = terms.split_first()?;
        let may_be_time = matches!(first, Operand::Path(_) | Operand::Call { .. });
        let has_duration = rest.iter().any(|term| match term {
            Operand::Negated(term, _) => matches!(**term, Operand::Duration(..)),
            term => matches!(term, Operand::Duration(..)),
        });
        if !may_be_time || !has_duration {
            return None;
        }
        let (mut moment, granularity) = match self.operand(first) {
            Typed::Moment(moment, granularity) => (moment, granularity),
            other => return Some(self.mismatch(Type::Instant, &other, first.span())),
        };
        for term in rest {
            match self.operand(term) {
                Typed::Duration(seconds)
                    if granularity == Granularity::Instant
                        || granularity == Granularity::Date && seconds % DAY == 0 =>
                {
                    moment = Moment::Later(Box::new(moment), seconds);
                }
                Typed::Duration(_) => {
                    let kind = ErrorKind::Incomplete(Incomplete::Granularity);
                    self.error(kind, term.span(), None);
                    return Some(Typed::Broken);
                }
                other => return Some(self.mismatch(Type::Duration, &other, term.span())),
            }
        }
        Some(Typed::Moment(moment, granularity))
    }

    /// Reports a field none of whose declared forms a function of times reads.
    pub(super) fn check_is_read(&self, function: &str, text: &Text, span: Span) {
        let reads: fn(ParsedTime) -> bool = match function {
            "date" | "years" => |time| matches!(time, ParsedTime::Day(_)),
            "instant" | "deadline" => |_| true,
            _ => return,
        };
        let formats = self.kind(text.place).formats().unwrap_or_default();
        let is_read = |format: &TextFormat| match format {
            TextFormat::DateTime => reads(ParsedTime::Instant(Instant::from_unix(0, 0))),
            TextFormat::Layout(layout) => {
                ParsedTime::parse(layout.example().as_bytes()).is_some_and(reads)
            }
        };
        if text.has_all() && !formats.is_empty() && !formats.iter().any(is_read) {
            let kind = Incomplete::Unreadable { function: function.into() };
            self.error(ErrorKind::Incomplete(kind), span, None);
        }
    }

    pub(super) fn years(&self, from: &Operand, to: &Operand) -> Typed {
        let day = |operand: &Operand| match self.as_text(self.operand(operand)) {
            Typed::Moment(moment, Granularity::Instant | Granularity::Date) => Some(moment),
            Typed::Text(text) => {
                self.check_is_read("years", &text, operand.span());
                Some(Moment::Date(text))
            }
            other => {
                self.mismatch(Type::Date, &other, operand.span());
                None
            }
        };
        match (day(from), day(to)) {
            (Some(from), Some(to)) => number(Computed::Years(from, to), Unit::Plain),
            _ => Typed::Broken,
        }
    }

    /// `sum(p in products: p.amount)`, `count(p in products where …)`.
    pub(super) fn over(&self, over: &Over) -> Typed {
        let Some((list, loop_depth, mut scope)) = self.element(&over.list, &over.variable) else {
            return Typed::Broken;
        };
        let guard = match &over.condition {
            Some(condition) => scope.condition(condition),
            None => Predicate::Constant(true),
        };
        let (value, unit) = match &over.value {
            None => (Sum(Box::default()), Unit::Elements),
            Some(value) => match scope.numeric(value) {
                Typed::Number(sum, unit) => (sum, unit),
                // In its own scope: an element's field may be meant.
                other => return scope.mismatch(Type::Number(Unit::Any), &other, value.span()),
            },
        };
        if !context_of(&guard).union(context_of_sum(&value)).is_empty() {
            self.error(ErrorKind::Incomplete(Incomplete::ContextInFold), over.span, None);
            return Typed::Broken;
        }
        number(Computed::Over { fold: over.fold, list, loop_depth, guard, value }, unit)
    }

    /// `unique p.id in products`
    pub(super) fn distinct(&self, distinct: &ast::Distinct) -> Option<Predicate> {
        let variable = distinct.value.segments.first()?;
        let is_taken = self.names.iter().any(|(name, _)| *name == variable.text)
            || self.tree.field(crate::program::NodeId::ROOT, &variable.text).is_some();
        if is_taken {
            let list = distinct.list.span.of(&self.file.text).into();
            let kind = ErrorKind::Incomplete(Incomplete::DistinctVariable { list });
            let list = distinct.list.segments.first().map(|list| &*list.text);
            let is_run = matches!(list, Some("batch" | "run"));
            self.error(kind, variable.span, is_run.then_some(Help::AcrossBatch));
            return None;
        }
        let (list, loop_depth, scope) = self.element(&distinct.list, variable)?;
        let path = Operand::Path(distinct.value.clone());
        let value = match scope.as_text(scope.operand(&path)) {
            Typed::Union(place) => Value::Text(Text::new(place)),
            Typed::Text(text) => Value::Text(text),
            Typed::Member(member, _) => Value::Text(Text::new(member.place()?)),
            Typed::Number(sum, _) => Value::Sum(sum),
            other => {
                scope.mismatch(Type::Text, &other, distinct.value.span);
                return None;
            }
        };
        Some(Predicate::Distinct(Box::new(Distinct { list, loop_depth, value })))
    }

    /// An array, and what its elements are called in.
    fn element(&self, list: &ast::Path, variable: &ast::Name) -> Option<(FieldRef, u8, Scope<'a>)> {
        self.check_new(variable);
        if !self.take(self.names.len()) {
            return None;
        }
        let elements = ast::Collection::Elements(list.clone());
        let (Collection::Elements(list), element) = self.collection(&elements)? else {
            return None;
        };
        let mut names = self.names.clone();
        names.push((variable.text.clone(), Bound::FieldRef(element)));
        let loop_depth = self.loop_depth + 1;
        let scope = Scope {
            names,
            loop_depth,
            members: Cell::new(self.members.get()),
            within: self.within.clone(),
            ..*self
        };
        Some((list, loop_depth, scope))
    }
}
