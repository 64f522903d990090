//! Numbers that are worked out of others: exact, or unknown.

use super::truth::Truth;
use super::{Bindings, Evaluation};
use crate::request::ValueKind;
use smartro_lint_rules::program::{
    Computed, ContextKeys, Distinct, Fold, Predicate, Quantity, Sum, Value,
};
use smartro_lint_rules::sort::sort;

impl Evaluation<'_> {
    /// `None`: something in it is not known, has a fraction, or is too large.
    pub(super) fn computed(&self, computed: &Computed, bindings: &Bindings) -> Option<i64> {
        match computed {
            Computed::Negated(quantity) => self.small(quantity, bindings)?.checked_neg(),
            Computed::Product(sums) => {
                let factors = sums.iter().map(|sum| self.total(sum, bindings));
                factors.reduce(|left, right| left?.checked_mul(right?)).flatten()
            }
            Computed::Over { .. } => self.over(computed, bindings),
            Computed::Years(from, to) => self.years(from, to, bindings),
        }
    }

    fn total(&self, sum: &Sum, bindings: &Bindings) -> Option<i64> {
        let mut terms = sum.0.iter().map(|term| self.small(term, bindings));
        terms.try_fold(0_i64, |total, term| total.checked_add(term?))
    }

    fn over(&self, computed: &Computed, bindings: &Bindings) -> Option<i64> {
        let Computed::Over { fold, list, loop_depth, guard, value } = computed else { return None };
        let slot = self.slot(*list, bindings);
        if slot.kind != ValueKind::List || slot.open {
            return None;
        }
        let element = self.element(*list, bindings);
        let mut result = match fold {
            Fold::Sum | Fold::Count => Some(0),
            Fold::Least | Fold::Most => None,
        };
        for element in self.slots.elements(element, list.node) {
            if !self.steps.is_none_or(super::steps::Steps::element) {
                return None;
            }
            let mut inner = *bindings;
            *inner.get_mut(usize::from(*loop_depth))? = element;
            let counts = match guard {
                Predicate::Constant(counts) => Truth::from(Some(*counts)),
                guard => self.eval(guard, &inner),
            };
            if counts.is_false() {
                continue;
            }
            if !counts.is_true() {
                return None;
            }
            let value = match fold {
                Fold::Count => 1,
                _ => self.total(value, &inner)?,
            };
            result = Some(match (fold, result) {
                (Fold::Least, Some(least)) => value.min(least),
                (Fold::Most, Some(most)) => value.max(most),
                (_, Some(sum)) => sum.checked_add(value)?,
                (_, None) => value,
            });
        }
        result
    }

    /// The context keys that are not given and would decide numbers of years.
    pub(super) fn open_years(&self, sum: &Sum, bindings: &Bindings) -> ContextKeys {
        let keys = sum.0.iter().map(|quantity| self.open_years_of(quantity, bindings));
        keys.fold(ContextKeys::default(), ContextKeys::union)
    }

    fn open_years_of(&self, quantity: &Quantity, bindings: &Bindings) -> ContextKeys {
        let Quantity::Computed(computed) = quantity else { return ContextKeys::default() };
        match &**computed {
            Computed::Years(from, to) => self.open_between(from, to, bindings),
            Computed::Product(sums) => {
                let keys = sums.iter().map(|sum| self.open_years(sum, bindings));
                keys.fold(ContextKeys::default(), ContextKeys::union)
            }
            Computed::Negated(inner) => self.open_years_of(inner, bindings),
            Computed::Over { .. } => ContextKeys::default(),
        }
    }

    /// Whether no two elements have the same value.
    pub(super) fn distinct(&self, distinct: &Distinct, bindings: &Bindings) -> Truth {
        let Distinct { list, loop_depth, value } = distinct;
        let slot = self.slot(*list, bindings);
        if slot.kind != ValueKind::List {
            return self.collection_of_hole(slot, ValueKind::List).unwrap_or(Truth::UNKNOWN);
        }
        let (mut keys, mut all_known) = (Vec::new(), true);
        for element in self.slots.elements(self.element(*list, bindings), list.node) {
            if !self.steps.is_none_or(super::steps::Steps::element) {
                return Truth::UNKNOWN;
            }
            let mut inner = *bindings;
            if let Some(register) = inner.get_mut(usize::from(*loop_depth)) {
                *register = element;
            }
            let key = match value {
                Value::Text(text) => {
                    self.text_view(text, &inner).map(|view| view.characters().collect::<String>())
                }
                Value::Sum(sum) => self.total(sum, &inner).map(|number| number.to_string()),
                Value::FieldRef(_) | Value::Context(_) => None,
            };
            all_known &= key.is_some();
            keys.extend(key);
        }
        sort(&mut keys, &String::cmp);
        if keys.windows(2).any(|pair| matches!(pair, [one, other] if one == other)) {
            Truth::FALSE
        } else if all_known && !slot.open {
            Truth::TRUE
        } else if self.slots.is_partial() {
            Truth::of_hole(true, true, true)
        } else {
            Truth::UNKNOWN
        }
    }
}
