//! What a condition depends on, and the values of it that make a difference.

use super::differences::{difference, is_integer, range};
use super::text_of::read;
use crate::program::{
    Enumeration, FieldRef, Member, Moment, Predicate, Presence, Quantity, Symbol,
};

/// How many comparisons a condition may have, and on how much it may depend: none that is written by
/// hand has as many.
const MAX_LEAVES: usize = 128;
const MAX_VARIABLES: usize = 24;

/// Something that a condition depends on.
#[derive(PartialEq)]
pub(super) enum Variable<'p> {
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
pub(super) enum Value {
    /// Missing, not given or unknown.
    None,
    Boolean(bool),
    Member(Symbol),
    Text(Box<str>),
    /// Twice the number, so that one between two integers is one too.
    Number(i64),
    Other,
}

/// What conditions depend on.
pub(super) struct Variables<'p, 't> {
    /// Each, with the values of it that make a difference.
    pub(super) all: Vec<(Variable<'p>, Vec<Value>)>,
    /// The enumerations of the keys of the context.
    keys: &'t dyn Fn(u8) -> Option<&'t Enumeration>,
    /// Whether a part of a condition is not known, or it is too large.
    pub(super) is_open: bool,
    leaves: usize,
}

impl<'p, 't> Variables<'p, 't> {
    pub(super) fn of(
        conditions: &[&'p Predicate],
        keys: &'t dyn Fn(u8) -> Option<&'t Enumeration>,
    ) -> Self {
        let mut variables = Self { all: Vec::new(), keys, is_open: false, leaves: 0 };
        conditions.iter().for_each(|condition| variables.collect(condition));
        for (variable, values) in &mut variables.all {
            values.sort_by_key(|value| matches!(value, Value::None));
            if let Variable::Number(added, taken) = variable {
                within(values, range(added, taken));
            }
        }
        variables
    }

    fn collect(&mut self, condition: &'p Predicate) {
        self.leaves += 1;
        self.is_open |= self.leaves > MAX_LEAVES || self.all.len() > MAX_VARIABLES;
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
                condition.places(&mut |place| self.add_field(place, []));
                let points = points(than, added.iter().chain(&taken).all(|term| is_integer(term)));
                self.add(Variable::Number(added, taken), points);
            }
            Predicate::Moment(left, _, right) => {
                let ((left, later), (right, than)) = (left.base(), right.base());
                condition.places(&mut |place| self.add_field(place, []));
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
        if self.all.len() > MAX_VARIABLES {
            return;
        }
        let place = self.all.iter().position(|(known, _)| *known == variable);
        let place = place.unwrap_or_else(|| {
            self.all.push((variable, Vec::new()));
            self.all.len() - 1
        });
        let Some((_, known)) = self.all.get_mut(place) else { return };
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
    pub(super) fn merge_members(&mut self, conditions: &[&Predicate]) {
        let mut lists: Vec<&[Symbol]> = Vec::new();
        conditions.iter().for_each(|condition| listed(condition, &mut lists));
        for (_, values) in &mut self.all {
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

/// The numbers around a limit, doubled.
fn points(limit: i64, are_integers: bool) -> Vec<Value> {
    let (limit, step) = (limit.saturating_mul(2), if are_integers { 2 } else { 1 });
    let around = [limit.saturating_sub(step), limit, limit.saturating_add(step)];
    around.into_iter().map(Value::Number).chain([Value::None]).collect()
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
