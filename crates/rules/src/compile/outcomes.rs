//! What conditions can come out as: they are tried with every combination of the few values that make
//! a difference to them.

use std::cell::Cell;

use super::differences::{compares, difference, required};
use super::text_of::{characters, euckr_bytes, read};
use super::variables::{Value, Variable, Variables};
use crate::program::{
    Enumeration, FieldRef, Member, NodeId, Predicate, Presence, Quantity, Text, Tree,
};

/// How many combinations are tried of one condition.
const MAX_TRIES: usize = 4096;

/// How many are tried of all conditions of a pack.
pub(super) const ALL_TRIES: usize = 200_000;

/// What a condition can come out as, besides unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Outcomes {
    pub(super) can_be_true: bool,
    pub(super) can_be_false: bool,
}

/// The outcomes of several conditions together, in one operation.
pub(super) struct Trial<'p, 't> {
    conditions: Vec<&'p Predicate>,
    variables: Variables<'p, 't>,
    tree: &'t Tree,
}

impl<'p, 't> Trial<'p, 't> {
    pub(super) fn new(
        conditions: Vec<&'p Predicate>,
        tree: &'t Tree,
        keys: &'t dyn Fn(u8) -> Option<&'t Enumeration>,
    ) -> Self {
        Self { variables: Variables::of(&conditions, keys), conditions, tree }
    }

    /// What all of the conditions together can come out as; `left` is how many more combinations are
    /// tried in all.
    pub(super) fn outcomes(mut self, left: &Cell<usize>) -> Outcomes {
        let all = Outcomes { can_be_true: true, can_be_false: true };
        if self.variables.is_open {
            return all;
        }
        let ancestors = self.ancestors();
        self.variables.merge_members(&self.conditions);
        let mut found = Outcomes::default();
        let mut at = vec![0; self.variables.all.len()];
        for _ in 0..MAX_TRIES.min(left.get()) {
            left.set(left.get() - 1);
            let is_missing = |place: usize| *self.value(&at, place) == Value::None;
            if ancestors.iter().all(|(inner, outer)| is_missing(*inner) || !is_missing(*outer)) {
                match self.all(&at) {
                    Some(true) => found.can_be_true = true,
                    Some(false) => found.can_be_false = true,
                    None => {}
                }
            }
            if found == all || !self.advance(&mut at) {
                return found;
            }
        }
        all
    }

    /// The next combination; whether there is one.
    fn advance(&self, at: &mut [usize]) -> bool {
        for (place, (_, values)) in at.iter_mut().zip(&self.variables.all) {
            *place += 1;
            if *place < values.len() {
                return true;
            }
            *place = 0;
        }
        false
    }

    /// The fields that are in others: these are there where they are.
    fn ancestors(&self) -> Vec<(usize, usize)> {
        let field = |(at, (variable, _)): (usize, &(Variable<'p>, Vec<Value>))| match variable {
            Variable::Field(place) => Some((at, *place)),
            _ => None,
        };
        let fields: Vec<_> = self.variables.all.iter().enumerate().filter_map(field).collect();
        let mut found = Vec::new();
        for (inner, place) in &fields {
            for above in above(self.tree, *place) {
                found.extend(
                    fields
                        .iter()
                        .filter(|(_, one)| *one == above)
                        .map(|(outer, _)| (*inner, *outer)),
                );
            }
        }
        found
    }

    fn value(&self, at: &[usize], place: usize) -> &Value {
        let chosen = at.get(place).copied().unwrap_or_default();
        let values = self.variables.all.get(place).map(|(_, values)| values.as_slice());
        values.and_then(|values| values.get(chosen)).unwrap_or(&Value::None)
    }

    fn of(&self, at: &[usize], variable: &Variable<'_>) -> &Value {
        let place = self.variables.all.iter().position(|(known, _)| known == variable);
        place.map_or(&Value::None, |place| self.value(at, place))
    }

    fn field(&self, at: &[usize], place: FieldRef) -> Option<&Value> {
        Some(self.of(at, &Variable::Field(place))).filter(|value| **value != Value::None)
    }

    fn all(&self, at: &[usize]) -> Option<bool> {
        all(self.conditions.iter().map(|condition| self.eval(condition, at)))
    }

    fn eval(&self, condition: &Predicate, at: &[usize]) -> Option<bool> {
        match condition {
            Predicate::Constant(value) => Some(*value),
            Predicate::All(parts) => all(parts.iter().map(|part| self.eval(part, at))),
            Predicate::Any(parts) => {
                all(parts.iter().map(|part| self.eval(part, at).map(|one| !one))).map(|one| !one)
            }
            Predicate::Not(inner) => self.eval(inner, at).map(|one| !one),
            Predicate::IsNotTrue(inner) => Some(self.eval(inner, at) != Some(true)),
            Predicate::Iff(sides) => Some(self.eval(&sides.0, at)? == self.eval(&sides.1, at)?),
            Predicate::Presence(Presence::Present, place) => Some(self.field(at, *place).is_some()),
            Predicate::Presence(Presence::Missing, place) => Some(self.field(at, *place).is_none()),
            Predicate::Presence(Presence::Filled, place) => {
                Some(self.field(at, *place).is_some_and(|value| *value != Value::Text("".into())))
            }
            Predicate::Boolean(place, wanted) => match self.field(at, *place)? {
                Value::Boolean(value) => Some(value == wanted),
                _ => None,
            },
            Predicate::Member(member, symbols) => match self.member(at, *member)? {
                Value::Member(symbol) => Some(symbols.contains(symbol)),
                _ => Some(false),
            },
            Predicate::Known(key) => Some(*self.of(at, &Variable::Key(*key)) != Value::None),
            Predicate::Contains(key, bit) => {
                self.member(at, Member::Context(*key))?;
                Some(*self.of(at, &Variable::Listed(*key, *bit)) == Value::Boolean(true))
            }
            Predicate::Literal(text, literals) => match self.field(at, text.place)? {
                Value::Text(raw) => Some(literals.contains(&read(text, raw).into())),
                _ if *text == Text::new(text.place) => Some(false),
                _ => self.leaf(condition, at),
            },
            Predicate::Matches(text, pattern) => match self.field(at, text.place)? {
                Value::Text(raw) => Some(pattern.matches(read(text, raw).bytes())),
                _ => self.leaf(condition, at),
            },
            Predicate::Quantity(left, comparison, right) => {
                let (added, taken, than) = difference(left, right);
                let number = self.number(at, added, taken)?;
                Some(compares(number, *comparison, than.saturating_mul(2)))
            }
            Predicate::Moment(left, comparison, right) => {
                let ((left, later), (right, than)) = (left.base(), right.base());
                let mut is_there = true;
                condition.places(&mut |place| is_there &= self.field(at, place).is_some());
                let than = than.saturating_sub(later).saturating_mul(2);
                match self.of(at, &Variable::Time(left, right)) {
                    Value::Number(number) if is_there => Some(compares(*number, *comparison, than)),
                    _ => None,
                }
            }
            leaf => {
                let mut is_there = true;
                leaf.places(&mut |place| is_there &= self.field(at, place).is_some());
                self.leaf(leaf, at).filter(|_| is_there)
            }
        }
    }

    fn leaf(&self, leaf: &Predicate, at: &[usize]) -> Option<bool> {
        match self.of(at, &Variable::Leaf(leaf)) {
            Value::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    fn member(&self, at: &[usize], member: Member) -> Option<&Value> {
        match member {
            Member::FieldRef(place) => self.field(at, place),
            Member::Context(key) => {
                Some(self.of(at, &Variable::Key(key))).filter(|value| **value != Value::None)
            }
        }
    }

    /// Twice what a number, less another one, is.
    fn number(&self, at: &[usize], added: Vec<&Quantity>, taken: Vec<&Quantity>) -> Option<i64> {
        let known = |terms: &[&Quantity]| {
            let terms = terms.iter().map(|term| self.known(at, term));
            terms.sum::<Option<i64>>()
        };
        let all = added.iter().chain(&taken);
        if all.flat_map(|term| required(term)).any(|place| self.field(at, place).is_none()) {
            return None;
        }
        if let (Some(more), Some(less)) = (known(&added), known(&taken)) {
            return Some(more.saturating_sub(less).saturating_mul(2));
        }
        match self.of(at, &Variable::Number(added, taken)) {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// What a quantity is, where that is known.
    fn known(&self, at: &[usize], quantity: &Quantity) -> Option<i64> {
        let text = |text: &Text| match self.field(at, text.place)? {
            Value::Text(raw) => Some(read(text, raw)),
            _ => None,
        };
        match quantity {
            Quantity::Constant(value) => Some(*value),
            Quantity::FieldRef { place, default: Some(default), .. } => {
                self.field(at, *place).is_none().then_some(*default)
            }
            Quantity::Characters(of) => text(of).map(|text| characters(&text)),
            Quantity::Bytes(of) => i64::try_from(text(of)?.len()).ok(),
            Quantity::EucKrBytes(of) => text(of).map(|text| euckr_bytes(&text)),
            _ => None,
        }
    }
}

/// The fields that a field is in.
pub(super) fn above(tree: &Tree, place: FieldRef) -> Vec<FieldRef> {
    let mut found = Vec::new();
    let mut node = place.node;
    while node != NodeId::ROOT {
        node = tree.node(node).parent;
        found.push(FieldRef { node, ..place });
    }
    found
}

fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut outcome = Some(true);
    for part in parts {
        match part {
            Some(true) => {}
            Some(false) => return Some(false),
            None => outcome = None,
        }
    }
    outcome
}
