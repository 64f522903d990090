//! What conditions come to in one request.

use super::truth::Truth;
use super::{Evaluation, Frames};
use crate::program::{
    Collection, ContextKeys, Member, NodeId, Place, Predicate, Presence, Quantified, Quantifier,
    Symbol,
};
use crate::request::{ContextValue, Held, WHOLE};

impl Evaluation<'_> {
    /// What a condition comes to.
    ///
    /// No more than a jump: each kind of condition has a function that needs no more of the
    /// stack than its own values.
    pub(crate) fn eval(&self, predicate: &Predicate, frames: &Frames) -> Truth {
        match predicate {
            Predicate::Constant(value) => Truth::from(Some(*value)),
            Predicate::All(parts) => self.all(parts, frames),
            Predicate::Any(parts) => self.any(parts, frames),
            Predicate::Not(inner) => self.not(inner, frames),
            Predicate::Untrue(inner) => self.untrue(inner, frames),
            Predicate::Iff(sides) => self.iff(&sides.0, &sides.1, frames),
            Predicate::Presence(presence, place) => self.presence(*presence, *place, frames),
            Predicate::Boolean(place, expected) => self.boolean(*place, *expected, frames),
            Predicate::Member(member, symbols) => self.is_member(*member, symbols, frames),
            Predicate::SameMember(left, right) => self.same_member(*left, *right, frames),
            Predicate::Contains(key, bit) => self.contains(*key, *bit),
            Predicate::Literal(text, literals) => self.literal(text, literals, frames),
            Predicate::SameText(left, right) => self.same_text(left, right, frames),
            Predicate::Quantity(left, comparison, right) => {
                self.quantity(left, *comparison, right, frames)
            }
            Predicate::Moment(left, comparison, right) => {
                self.compare_moments(left, *comparison, right, frames)
            }
            Predicate::Matches(text, pattern) => self.matches(text, pattern, frames),
            Predicate::Test(test, text) => self.test(*test, text, frames),
            Predicate::Quantified(quantified) => self.quantified(quantified, frames),
        }
    }

    #[inline(never)]
    fn all(&self, parts: &[Predicate], frames: &Frames) -> Truth {
        let mut verdict = Truth::TRUE;
        for part in parts {
            let part = self.eval(part, frames);
            if part.is_false() {
                return part;
            }
            verdict = if verdict.is_true() { part } else { verdict.and(part) };
        }
        verdict
    }

    #[inline(never)]
    fn any(&self, parts: &[Predicate], frames: &Frames) -> Truth {
        let mut verdict = Truth::FALSE;
        for part in parts {
            let part = self.eval(part, frames);
            if part.is_true() {
                return part;
            }
            verdict = if verdict.is_false() { part } else { verdict.or(part) };
        }
        verdict
    }

    #[inline(never)]
    fn not(&self, inner: &Predicate, frames: &Frames) -> Truth {
        self.eval(inner, frames).not()
    }

    #[inline(never)]
    fn untrue(&self, inner: &Predicate, frames: &Frames) -> Truth {
        self.eval(inner, frames).is_not_true()
    }

    #[inline(never)]
    fn iff(&self, left: &Predicate, right: &Predicate, frames: &Frames) -> Truth {
        self.eval(left, frames).iff(self.eval(right, frames))
    }

    fn boolean(&self, place: Place, expected: bool, frames: &Frames) -> Truth {
        Truth::from(match self.slot(place, frames).held {
            Held::True => Some(expected),
            Held::False => Some(!expected),
            Held::Hole => return self.boolean_of_hole(self.slot(place, frames)),
            _ => None,
        })
    }

    fn contains(&self, key: u8, bit: u64) -> Truth {
        match self.context(key) {
            ContextValue::Members(members) => Truth::from(Some(members & bit != 0)),
            _ => Truth::undetermined(ContextKeys::one(key)),
        }
    }

    fn presence(&self, presence: Presence, place: Place, frames: &Frames) -> Truth {
        let slot = self.slot(place, frames);
        if slot.held == Held::Missing && !self.could_hold(place.node) {
            return Truth::UNKNOWN;
        }
        if slot.held == Held::Hole {
            return self.presence_of_hole(presence, place, frames);
        }
        let present = slot.is_present();
        Truth::from(Some(match presence {
            Presence::Present => present,
            Presence::Missing => !present,
            Presence::Filled => {
                // An empty text is no more than its quotes.
                let quotes = if slot.bare { 0 } else { 2 };
                present && !(slot.held == Held::Text && slot.span.len() == quotes)
            }
            Presence::Formatted => return self.formatted(place, frames),
        }))
    }

    /// Whether what is not there is missing. A path parameter that the input does not carry is
    /// not: it is not known; and nothing is missing from a body that is no object.
    fn could_hold(&self, node: NodeId) -> bool {
        let parameter = self.operation.tree.path.is_some_and(|path| node > path);
        !parameter && self.slots.get(WHOLE, NodeId::ROOT).held == Held::Object
    }

    /// The member that a field or the context holds; a text that is no member is one that
    /// differs from all of them.
    fn member(&self, member: Member, frames: &Frames) -> Result<Symbol, Truth> {
        match member {
            Member::Place(place) => {
                let slot = self.slot(place, frames);
                match slot.held {
                    Held::Text => Ok(slot.symbol),
                    Held::Hole => Err(self.member_of_hole(place, None, frames)),
                    _ => Err(Truth::UNKNOWN),
                }
            }
            Member::Context(key) => match self.context(key) {
                ContextValue::Member(symbol) => Ok(*symbol),
                _ => Err(Truth::undetermined(ContextKeys::one(key))),
            },
        }
    }

    #[inline]
    fn is_member(&self, member: Member, symbols: &[Symbol], frames: &Frames) -> Truth {
        match self.member(member, frames) {
            Ok(symbol) => Truth::from(Some(symbols.contains(&symbol))),
            Err(unknown) if unknown.needs().values => match member {
                Member::Place(place) => self.member_of_hole(place, Some(symbols), frames),
                Member::Context(_) => unknown,
            },
            Err(unknown) => unknown,
        }
    }

    #[inline(never)]
    fn same_member(&self, left: Member, right: Member, frames: &Frames) -> Truth {
        match (self.member(left, frames), self.member(right, frames)) {
            (Ok(left), Ok(right)) => Truth::from(Some(left == right && left != Symbol::NONE)),
            // A missing field is unknown whatever the context says.
            (Err(unknown), Ok(_)) | (Ok(_), Err(unknown)) => unknown,
            (Err(Truth::UNKNOWN), Err(_)) | (Err(_), Err(Truth::UNKNOWN)) => Truth::UNKNOWN,
            (Err(one), Err(other)) => one.either(other),
        }
    }

    #[inline(never)]
    fn quantified(&self, quantified: &Quantified, frames: &Frames) -> Truth {
        let Quantified { quantifier, collection, depth, body } = quantified;
        let (Collection::Elements(place) | Collection::Members(place, _)) = collection;
        let expected = match collection {
            Collection::Elements(_) => Held::List,
            Collection::Members(..) => Held::Object,
        };
        let slot = self.slot(*place, frames);
        if slot.held != expected {
            return self.collection_of_hole(slot, expected).unwrap_or(Truth::UNKNOWN);
        }
        let mut any = Truth::FALSE;
        let mut all = Truth::TRUE;
        self.each(collection, frames, &mut |frame| {
            let mut inner = *frames;
            if let Some(register) = inner.get_mut(usize::from(*depth)) {
                *register = frame;
            }
            let verdict = self.eval(body, &inner);
            if self.may_be_absent(frame) {
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
