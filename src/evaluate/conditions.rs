//! What conditions come to in one request.

use super::truth::Truth;
use super::{Bindings, Evaluation};
use crate::request::{ContextValue, ROOT, ValueKind};
use smartro_lint_rules::program::{
    Collection, ContextKeys, FieldRef, Member, NodeId, Predicate, Presence, Quantified, Quantifier,
    Symbol,
};

impl Evaluation<'_> {
    /// What a condition comes to.
    ///
    /// No more than a jump: each kind of condition has a function that needs no more of the
    /// stack than its own values.
    pub(crate) fn eval(&self, predicate: &Predicate, bindings: &Bindings) -> Truth {
        match predicate {
            Predicate::Constant(value) => Truth::from(Some(*value)),
            Predicate::All(parts) => self.all(parts, bindings),
            Predicate::Any(parts) => self.any(parts, bindings),
            Predicate::Not(inner) => self.not(inner, bindings),
            Predicate::IsNotTrue(inner) => self.is_not_true(inner, bindings),
            Predicate::Iff(sides) => self.iff(&sides.0, &sides.1, bindings),
            Predicate::Presence(presence, place) => self.presence(*presence, *place, bindings),
            Predicate::Boolean(place, expected) => self.boolean(*place, *expected, bindings),
            Predicate::Member(member, symbols) => self.is_member(*member, symbols, bindings),
            Predicate::SameMember(left, right) => self.same_member(*left, *right, bindings),
            Predicate::Known(key) => {
                Truth::from(Some(!matches!(self.context(*key), ContextValue::Unknown)))
            }
            Predicate::Contains(key, bit) => self.contains(*key, *bit),
            Predicate::Literal(text, literals) => self.literal(text, literals, bindings),
            Predicate::SameText(left, right) => self.same_text(left, right, bindings),
            Predicate::Quantity(left, comparison, right) => {
                self.quantity(left, *comparison, right, bindings)
            }
            Predicate::Moment(left, comparison, right) => {
                self.compare_moments(left, *comparison, right, bindings)
            }
            Predicate::Matches(text, pattern) => self.matches(text, pattern, bindings),
            Predicate::Test(test, text) => self.test(*test, text, bindings),
            Predicate::Distinct(distinct) => self.distinct(distinct, bindings),
            Predicate::Quantified(quantified) => self.quantified(quantified, bindings),
        }
    }

    fn all(&self, parts: &[Predicate], bindings: &Bindings) -> Truth {
        let mut verdict = Truth::TRUE;
        for part in parts {
            let part = self.eval(part, bindings);
            if part.is_false() {
                return part;
            }
            verdict = if verdict.is_true() { part } else { verdict.and(part) };
        }
        verdict
    }

    fn any(&self, parts: &[Predicate], bindings: &Bindings) -> Truth {
        let mut verdict = Truth::FALSE;
        for part in parts {
            let part = self.eval(part, bindings);
            if part.is_true() {
                return part;
            }
            verdict = if verdict.is_false() { part } else { verdict.or(part) };
        }
        verdict
    }

    fn not(&self, inner: &Predicate, bindings: &Bindings) -> Truth {
        self.eval(inner, bindings).not()
    }

    fn is_not_true(&self, inner: &Predicate, bindings: &Bindings) -> Truth {
        self.eval(inner, bindings).is_not_true()
    }

    fn iff(&self, left: &Predicate, right: &Predicate, bindings: &Bindings) -> Truth {
        self.eval(left, bindings).iff(self.eval(right, bindings))
    }

    fn boolean(&self, place: FieldRef, expected: bool, bindings: &Bindings) -> Truth {
        Truth::from(match self.slot(place, bindings).kind {
            ValueKind::True => Some(expected),
            ValueKind::False => Some(!expected),
            ValueKind::Hole => return self.boolean_of_hole(self.slot(place, bindings)),
            _ => None,
        })
    }

    fn contains(&self, key: u8, bit: u64) -> Truth {
        match self.context(key) {
            ContextValue::Members(members) => Truth::from(Some(members & bit != 0)),
            _ => Truth::undetermined(ContextKeys::one(key)),
        }
    }

    fn presence(&self, presence: Presence, place: FieldRef, bindings: &Bindings) -> Truth {
        let slot = self.slot(place, bindings);
        if slot.kind == ValueKind::Missing && !self.could_hold(place.node) {
            return Truth::UNKNOWN;
        }
        if slot.kind == ValueKind::Hole {
            return self.presence_of_hole(presence, place, bindings);
        }
        let present = slot.is_present();
        Truth::from(Some(match presence {
            Presence::Present => present,
            Presence::Missing => !present,
            Presence::Filled => {
                present && !(slot.kind == ValueKind::Text && slot.text_length() == 0)
            }
            Presence::Formatted => return self.formatted(place, bindings),
        }))
    }

    /// Whether what is not there is missing. A path parameter that the input does not carry is
    /// not: it is not known; and nothing is missing from a body that is no object.
    fn could_hold(&self, node: NodeId) -> bool {
        let parameter = self.operation.tree.path.is_some_and(|path| node > path);
        !parameter && self.slots.get(ROOT, NodeId::ROOT).kind == ValueKind::Object
    }

    /// The member that a field or the context holds; a text that is no member is one that
    /// differs from all of them.
    fn member(&self, member: Member, bindings: &Bindings) -> Result<Symbol, Truth> {
        match member {
            Member::FieldRef(place) => {
                let slot = self.slot(place, bindings);
                match slot.kind {
                    ValueKind::Text => Ok(slot.symbol),
                    ValueKind::Hole => Err(self.member_of_hole(place, None, bindings)),
                    _ => {
                        self.written_value(place, slot).map(|_| Symbol::NONE).ok_or(Truth::UNKNOWN)
                    }
                }
            }
            Member::Context(key) => match self.context(key) {
                ContextValue::Member(symbol) => Ok(*symbol),
                _ => Err(Truth::undetermined(ContextKeys::one(key))),
            },
        }
    }

    #[inline]
    fn is_member(&self, member: Member, symbols: &[Symbol], bindings: &Bindings) -> Truth {
        match self.member(member, bindings) {
            Ok(symbol) => Truth::from(Some(symbols.contains(&symbol))),
            Err(unknown) if unknown.needs().values => match member {
                Member::FieldRef(place) => self.member_of_hole(place, Some(symbols), bindings),
                Member::Context(_) => unknown,
            },
            Err(unknown) => unknown,
        }
    }

    fn same_member(&self, left: Member, right: Member, bindings: &Bindings) -> Truth {
        match (self.member(left, bindings), self.member(right, bindings)) {
            (Ok(left), Ok(right)) => Truth::from(Some(left == right && left != Symbol::NONE)),
            // A missing field is unknown whatever the context is.
            (Err(unknown), Ok(_)) | (Ok(_), Err(unknown)) => unknown,
            (Err(Truth::UNKNOWN), Err(_)) | (Err(_), Err(Truth::UNKNOWN)) => Truth::UNKNOWN,
            (Err(one), Err(other)) => one.either(other),
        }
    }

    fn quantified(&self, quantified: &Quantified, bindings: &Bindings) -> Truth {
        let Quantified { quantifier, collection, loop_depth, body } = quantified;
        let (Collection::Elements(place) | Collection::Members(place, _)) = collection;
        let expected = match collection {
            Collection::Elements(_) => ValueKind::List,
            Collection::Members(..) => ValueKind::Object,
        };
        let slot = self.slot(*place, bindings);
        if slot.kind != expected {
            return self.collection_of_hole(slot, expected).unwrap_or(Truth::UNKNOWN);
        }
        let mut any = Truth::FALSE;
        let mut all = Truth::TRUE;
        self.each(collection, bindings, &mut |element| {
            let mut inner = *bindings;
            if let Some(register) = inner.get_mut(usize::from(*loop_depth)) {
                *register = element;
            }
            let verdict = self.eval(body, &inner);
            if self.may_be_absent(element) {
                any = any.or(verdict.either(Truth::FALSE));
                all = all.and(verdict.either(Truth::TRUE));
            } else {
                any = any.or(verdict);
                all = all.and(verdict);
            }
        });
        if slot.open {
            let more = Truth::of_hole(true, true, true);
            (any, all) = (any.or(more), all.and(more));
        }
        match quantifier {
            Quantifier::Any => any,
            Quantifier::All => all,
            Quantifier::None => any.not(),
        }
    }
}
