//! What conditions come to in one request.

use super::truth::Verdict;
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
    pub(crate) fn eval(&self, predicate: &Predicate, frames: &Frames) -> Verdict {
        match predicate {
            Predicate::Constant(value) => Verdict::from(Some(*value)),
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
    fn all(&self, parts: &[Predicate], frames: &Frames) -> Verdict {
        let mut verdict = Verdict::TRUE;
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
    fn any(&self, parts: &[Predicate], frames: &Frames) -> Verdict {
        let mut verdict = Verdict::FALSE;
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
    fn not(&self, inner: &Predicate, frames: &Frames) -> Verdict {
        self.eval(inner, frames).not()
    }

    #[inline(never)]
    fn untrue(&self, inner: &Predicate, frames: &Frames) -> Verdict {
        self.eval(inner, frames).untrue()
    }

    #[inline(never)]
    fn iff(&self, left: &Predicate, right: &Predicate, frames: &Frames) -> Verdict {
        self.eval(left, frames).iff(self.eval(right, frames))
    }

    fn boolean(&self, place: Place, expected: bool, frames: &Frames) -> Verdict {
        Verdict::from(match self.slot(place, frames).held {
            Held::True => Some(expected),
            Held::False => Some(!expected),
            _ => None,
        })
    }

    fn contains(&self, key: u8, bit: u64) -> Verdict {
        match self.context(key) {
            ContextValue::Members(members) => Verdict::from(Some(members & bit != 0)),
            _ => Verdict::open(ContextKeys::one(key)),
        }
    }

    fn presence(&self, presence: Presence, place: Place, frames: &Frames) -> Verdict {
        let slot = self.slot(place, frames);
        if slot.held == Held::Missing && !self.could_hold(place.node) {
            return Verdict::UNKNOWN;
        }
        let present = slot.is_present();
        Verdict::from(Some(match presence {
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
    fn member(&self, member: Member, frames: &Frames) -> Result<Symbol, Verdict> {
        match member {
            Member::Place(place) => {
                let slot = self.slot(place, frames);
                if slot.held == Held::Text { Ok(slot.symbol) } else { Err(Verdict::UNKNOWN) }
            }
            Member::Context(key) => match self.context(key) {
                ContextValue::Member(symbol) => Ok(*symbol),
                _ => Err(Verdict::open(ContextKeys::one(key))),
            },
        }
    }

    #[inline]
    fn is_member(&self, member: Member, symbols: &[Symbol], frames: &Frames) -> Verdict {
        match self.member(member, frames) {
            Ok(symbol) => Verdict::from(Some(symbols.contains(&symbol))),
            Err(unknown) => unknown,
        }
    }

    #[inline(never)]
    fn same_member(&self, left: Member, right: Member, frames: &Frames) -> Verdict {
        match (self.member(left, frames), self.member(right, frames)) {
            (Ok(left), Ok(right)) => Verdict::from(Some(left == right && left != Symbol::NONE)),
            // A missing field is unknown whatever the context says.
            (Err(unknown), Ok(_)) | (Ok(_), Err(unknown)) => unknown,
            (Err(Verdict::UNKNOWN), Err(_)) | (Err(_), Err(Verdict::UNKNOWN)) => Verdict::UNKNOWN,
            (Err(one), Err(other)) => Verdict::open(one.needs().and(other.needs())),
        }
    }

    #[inline(never)]
    fn quantified(&self, quantified: &Quantified, frames: &Frames) -> Verdict {
        let Quantified { quantifier, collection, depth, body } = quantified;
        let (Collection::Elements(place) | Collection::Members(place, _)) = collection;
        let expected = match collection {
            Collection::Elements(_) => Held::List,
            Collection::Members(..) => Held::Object,
        };
        if self.slot(*place, frames).held != expected {
            return Verdict::UNKNOWN;
        }
        let mut any = Verdict::FALSE;
        let mut all = Verdict::TRUE;
        self.each(collection, frames, &mut |frame| {
            let mut inner = *frames;
            if let Some(register) = inner.get_mut(usize::from(*depth)) {
                *register = frame;
            }
            let verdict = self.eval(body, &inner);
            any = any.or(verdict);
            all = all.and(verdict);
        });
        match quantifier {
            Quantifier::Any => any,
            Quantifier::All => all,
            Quantifier::None => any.not(),
        }
    }
}
