//! What conditions can come out as: they are tried with every combination of the few values that make
//! a difference to them.

use std::cell::Cell;

use super::text_of::{characters, euckr_bytes, read};
use crate::program::{
    Comparison, Computed, Enumeration, FieldRef, Fold, Member, Moment, NodeId, Order, Predicate,
    Presence, Quantity, Sum, Symbol, Text, Tree,
};

/// How many combinations are tried of one condition.
const MAX_TRIES: usize = 4096;

/// How many comparisons a condition may have, and on how much it may depend: none that is written by
/// hand has as many.
const MAX_LEAVES: usize = 128;
const MAX_VARIABLES: usize = 24;

/// How many are tried of all conditions of a pack.
pub(super) const ALL_TRIES: usize = 200_000;

/// What a condition can come out as, besides unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Outcomes {
    pub(super) can_be_true: bool,
    pub(super) can_be_false: bool,
}

/// Something that a condition depends on.
#[derive(PartialEq)]
enum Variable<'p> {
    Field(FieldRef),
    /// A key of the context.
    Key(u8),
    /// Whether a list of the context has a member: its bit.
    Listed(u8, u64),
    /// A number, less another one.
    Number(Vec<&'p Quantity>, Vec<&'p Quantity>),
    /// A point in time, less another one.
    Time(&'p Moment, &'p Moment),
    /// A condition of its own.
    Leaf(&'p Predicate),
}

/// What a variable can be.
#[derive(Debug, Clone, PartialEq)]
enum Value {
    /// Missing, not given or unknown.
    None,
    Boolean(bool),
    Member(Symbol),
    Text(Box<str>),
    /// Twice the number, so that one between two integers is one too.
    Number(i64),
    Other,
}

/// The outcomes of several conditions together, in one operation.
pub(super) struct Trial<'p, 't> {
    conditions: Vec<&'p Predicate>,
    variables: Vec<(Variable<'p>, Vec<Value>)>,
    tree: &'t Tree,
    /// The enumerations of the keys of the context.
    keys: &'t dyn Fn(u8) -> Option<&'t Enumeration>,
    /// Whether a part of a condition is not known, or it is too large.
    is_open: bool,
    leaves: usize,
}

impl<'p, 't> Trial<'p, 't> {
    pub(super) fn new(
        conditions: Vec<&'p Predicate>,
        tree: &'t Tree,
        keys: &'t dyn Fn(u8) -> Option<&'t Enumeration>,
    ) -> Self {
        let variables = Vec::new();
        let mut trial = Self { conditions, variables, tree, keys, is_open: false, leaves: 0 };
        for condition in trial.conditions.clone() {
            trial.collect(condition);
        }
        for (variable, values) in &mut trial.variables {
            values.sort_by_key(|value| matches!(value, Value::None));
            if let Variable::Number(added, taken) = variable {
                within(values, range(added, taken));
            }
        }
        trial
    }

    /// What all of the conditions together can come out as; `left` is how many more combinations are
    /// tried in all.
    pub(super) fn outcomes(mut self, left: &Cell<usize>) -> Outcomes {
        let all = Outcomes { can_be_true: true, can_be_false: true };
        if self.is_open {
            return all;
        }
        let ancestors = self.ancestors();
        self.merge_members();
        let mut found = Outcomes::default();
        let mut at = vec![0; self.variables.len()];
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
        for (place, (_, values)) in at.iter_mut().zip(&self.variables) {
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
        let fields: Vec<_> = self.variables.iter().enumerate().filter_map(field).collect();
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
        let values = self.variables.get(place).map(|(_, values)| values.as_slice());
        values.and_then(|values| values.get(chosen)).unwrap_or(&Value::None)
    }

    fn of(&self, at: &[usize], variable: &Variable<'_>) -> &Value {
        let place = self.variables.iter().position(|(known, _)| known == variable);
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
                let given = [left, right].into_iter().flat_map(Moment::places);
                let is_there =
                    given.map(|place| self.field(at, place)).all(|value| value.is_some());
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

/// What conditions depend on.
impl<'p> Trial<'p, '_> {
    fn collect(&mut self, condition: &'p Predicate) {
        self.leaves += 1;
        self.is_open |= self.leaves > MAX_LEAVES || self.variables.len() > MAX_VARIABLES;
        if self.is_open {
            return;
        }
        match condition {
            Predicate::Constant(_) => self.is_open = true,
            // All of a list are mistakes, or it is not given.
            Predicate::Any(parts) if parts.is_empty() => self.is_open = true,
            Predicate::Member(_, symbols) if symbols.is_empty() => self.is_open = true,
            Predicate::Literal(_, literals) if literals.is_empty() => self.is_open = true,
            Predicate::All(parts) | Predicate::Any(parts) => {
                parts.iter().for_each(|part| self.collect(part));
            }
            Predicate::Not(inner) | Predicate::IsNotTrue(inner) => self.collect(inner),
            Predicate::Iff(sides) => {
                self.collect(&sides.0);
                self.collect(&sides.1);
            }
            Predicate::Presence(presence, place) => {
                let value = (*presence == Presence::Filled).then(|| Value::Text("".into()));
                self.add_field(*place, value);
                if *presence == Presence::Formatted {
                    self.add_leaf(condition);
                }
            }
            Predicate::Boolean(place, _) => {
                self.add_field(*place, [true, false].map(Value::Boolean));
            }
            Predicate::Member(Member::FieldRef(place), symbols) => {
                self.add_field(*place, symbols.iter().map(|symbol| Value::Member(*symbol)));
            }
            Predicate::Member(Member::Context(key), symbols) => {
                self.add_key(*key, symbols.iter().map(|symbol| Value::Member(*symbol)));
            }
            Predicate::Known(key) => self.add_key(*key, []),
            Predicate::Contains(key, bit) => {
                self.add_key(*key, []);
                self.add(Variable::Listed(*key, *bit), [true, false].map(Value::Boolean));
            }
            Predicate::Literal(text, literals) => {
                let possible = literals.iter().filter(|literal| read(text, literal) == ***literal);
                self.add_field(text.place, possible.map(|literal| Value::Text(literal.clone())));
                if literals.iter().any(|literal| read(text, literal) == **literal) {
                    self.add_leaf(condition);
                }
            }
            Predicate::Quantity(left, _, right) => {
                let (added, taken, than) = difference(left, right);
                for place in left.places().chain(right.places()) {
                    self.add_field(place, []);
                }
                let points = points(than, added.iter().chain(&taken).all(|term| is_integer(term)));
                self.add(Variable::Number(added, taken), points);
            }
            Predicate::Moment(left, _, right) => {
                let ((left, later), (right, than)) = (left.base(), right.base());
                for place in left.places().chain(right.places()) {
                    self.add_field(place, []);
                }
                let values = match left == right {
                    true => vec![Value::Number(0), Value::None],
                    false => points(than.saturating_sub(later), false),
                };
                self.add(Variable::Time(left, right), values);
            }
            leaf => {
                leaf.places(&mut |place| self.add_field(place, []));
                self.add_leaf(leaf);
            }
        }
    }

    fn add(&mut self, variable: Variable<'p>, values: impl IntoIterator<Item = Value>) {
        if self.variables.len() > MAX_VARIABLES {
            return;
        }
        let place = self.variables.iter().position(|(known, _)| *known == variable);
        let place = place.unwrap_or_else(|| {
            self.variables.push((variable, Vec::new()));
            self.variables.len() - 1
        });
        let Some((_, known)) = self.variables.get_mut(place) else { return };
        for value in values {
            if !known.contains(&value) {
                known.push(value);
            }
        }
    }

    fn add_field(&mut self, place: FieldRef, values: impl IntoIterator<Item = Value>) {
        let values = values.into_iter().chain([Value::Other, Value::None]);
        self.add(Variable::Field(place), values);
    }

    fn add_leaf(&mut self, leaf: &'p Predicate) {
        let values = [Value::Boolean(true), Value::Boolean(false), Value::None];
        self.add(Variable::Leaf(leaf), values);
    }

    /// A key has one of its members, where it is given.
    fn add_key(&mut self, key: u8, values: impl IntoIterator<Item = Value>) {
        let enumeration = (self.keys)(key);
        let members = enumeration.into_iter().flat_map(Enumeration::members).map(Value::Member);
        let other = enumeration.is_none().then_some(Value::Other);
        let values = values.into_iter().chain(members).chain(other).chain([Value::None]);
        self.add(Variable::Key(key), values);
    }

    /// Of members that are in the same lists, one is enough.
    fn merge_members(&mut self) {
        let mut lists: Vec<&[Symbol]> = Vec::new();
        self.conditions.iter().for_each(|condition| listed(condition, &mut lists));
        for (_, values) in &mut self.variables {
            let mut seen: Vec<Vec<bool>> = Vec::new();
            values.retain(|value| {
                let Value::Member(symbol) = value else { return true };
                let within = lists.iter().map(|list| list.contains(symbol)).collect();
                let is_new = !seen.contains(&within);
                seen.push(within);
                is_new
            });
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

fn listed<'p>(condition: &'p Predicate, lists: &mut Vec<&'p [Symbol]>) {
    match condition {
        Predicate::All(parts) | Predicate::Any(parts) => {
            parts.iter().for_each(|part| listed(part, lists));
        }
        Predicate::Not(inner) | Predicate::IsNotTrue(inner) => listed(inner, lists),
        Predicate::Iff(sides) => {
            listed(&sides.0, lists);
            listed(&sides.1, lists);
        }
        Predicate::Member(_, symbols) => lists.push(symbols),
        _ => {}
    }
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

/// Two sums without what both have: what is left of each, and what the first less the second is
/// compared with.
fn difference<'p>(left: &'p Sum, right: &'p Sum) -> (Vec<&'p Quantity>, Vec<&'p Quantity>, i64) {
    let split = |sum: &'p Sum| {
        let constant = |quantity: &Quantity| match quantity {
            Quantity::Constant(value) => *value,
            _ => 0,
        };
        let constant = sum.0.iter().map(constant).fold(0, i64::saturating_add);
        let terms = sum.0.iter().filter(|term| !matches!(term, Quantity::Constant(_)));
        (terms.collect::<Vec<_>>(), constant)
    };
    let ((mut added, more), (mut taken, than)) = (split(left), split(right));
    added.retain(|term| {
        let same = taken.iter().position(|other| other == term);
        same.map(|same| taken.remove(same)).is_none()
    });
    (added, taken, than.saturating_sub(more))
}

/// The numbers around a limit, doubled.
fn points(limit: i64, are_integers: bool) -> Vec<Value> {
    let (limit, step) = (limit.saturating_mul(2), if are_integers { 2 } else { 1 });
    let around = [limit.saturating_sub(step), limit, limit.saturating_add(step)];
    around.into_iter().map(Value::Number).chain([Value::None]).collect()
}

fn compares(left: i64, comparison: Comparison, right: i64) -> bool {
    match comparison {
        Comparison::Equal => left == right,
        Comparison::Order(Order::Less) => left < right,
        Comparison::Order(Order::AtMost) => left <= right,
        Comparison::Order(Order::More) => left > right,
        Comparison::Order(Order::AtLeast) => left >= right,
    }
}

fn is_integer(quantity: &Quantity) -> bool {
    match quantity {
        Quantity::FieldRef { fractions, .. } => !fractions,
        Quantity::Computed(computed) => {
            is_count(quantity) || matches!(**computed, Computed::Years(..))
        }
        _ => true,
    }
}

/// Whether a quantity is how many there are of something.
fn is_count(quantity: &Quantity) -> bool {
    match quantity {
        Quantity::Characters(_)
        | Quantity::Bytes(_)
        | Quantity::EucKrBytes(_)
        | Quantity::Count(_) => true,
        Quantity::Computed(computed) => {
            matches!(**computed, Computed::Over { fold: Fold::Count, .. })
        }
        Quantity::Constant(_) | Quantity::FieldRef { .. } => false,
    }
}

/// The smallest and the largest that a difference can be.
fn range(added: &[&Quantity], taken: &[&Quantity]) -> (Option<i64>, Option<i64>) {
    let least = |terms: &[&Quantity]| terms.iter().all(|term| is_count(term)).then_some(0);
    let most = |terms: &[&Quantity]| match terms {
        [] => Some(0),
        [Quantity::Characters(text)] => text.first.map(i64::from),
        [Quantity::EucKrBytes(text)] => text.euckr_first.map(i64::from),
        _ => None,
    };
    let less = |more: Option<i64>, less: Option<i64>| Some(more?.saturating_sub(less?));
    (less(least(added), most(taken)), less(most(added), least(taken)))
}

/// Leaves those of the numbers that are in a range, and adds its ends.
fn within(values: &mut Vec<Value>, (least, most): (Option<i64>, Option<i64>)) {
    let doubled = |end: Option<i64>| end.map(|end| end.saturating_mul(2));
    let (least, most) = (doubled(least), doubled(most));
    let fits = |number: i64| {
        least.is_none_or(|least| least <= number) && most.is_none_or(|most| number <= most)
    };
    values.retain(|value| !matches!(value, Value::Number(number) if !fits(*number)));
    for end in [least, most].into_iter().flatten().map(Value::Number) {
        if !values.contains(&end) {
            values.push(end);
        }
    }
}

/// The fields without which a quantity is unknown.
fn required(quantity: &Quantity) -> Vec<FieldRef> {
    match quantity {
        Quantity::FieldRef { default: Some(_), .. } | Quantity::Computed(_) => Vec::new(),
        other => Sum([other.clone()].into()).places().collect(),
    }
}
