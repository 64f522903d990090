//! Operands and their types.

use super::error::did_you_mean;
use super::kind::ErrorKind;
use super::mistake::{Help, Incomplete, Limit, Named, Type, Unit};
use super::scope::{Scope, Target};
use crate::language::quoted;
use crate::program::{
    Edge, EnumerationId, FieldRef, FieldType, Member, Moment, NodeId, Predicate, Quantity, Sum,
    Symbol, Test, Text, Value,
};
use crate::source::Span;
use crate::syntax::ast::{Name, Operand};

/// An operand, and what it is.
#[derive(Debug, Clone)]
pub(super) enum Typed {
    Text(Text),
    Number(Sum, Unit),
    Moment(Moment, Granularity),
    /// A number of seconds.
    Duration(i64),
    Member(Member, EnumerationId),
    Members(u8, EnumerationId),
    Boolean(FieldRef),
    /// A field that may be of several types.
    Union(FieldRef),
    /// An object, an array or anything: it can be there, and no more.
    Structure(FieldRef),
    /// A function that is true or false.
    Condition(Predicate),
    TextLiteral(Box<str>),
    BooleanLiteral,
    /// Perhaps a member.
    Word(Name),
    /// A mistake that is already reported.
    Broken,
}

/// How fine a point in time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Granularity {
    Instant,
    Date,
    Month,
}

impl Typed {
    pub(super) fn describe(&self, scope: &Scope<'_>) -> Type {
        let enumeration = |id: &EnumerationId| {
            let found = scope.environment.enumerations.get(usize::from(id.0));
            found.map_or_else(Box::default, |found| found.name.clone())
        };
        match self {
            Self::Text(_) | Self::TextLiteral(_) => Type::Text,
            Self::Number(_, unit) => Type::Number(*unit),
            Self::Moment(_, Granularity::Instant) => Type::Instant,
            Self::Moment(_, Granularity::Date) => Type::Date,
            Self::Moment(_, Granularity::Month) => Type::Month,
            Self::Member(_, id) => Type::Member(enumeration(id)),
            Self::Members(_, id) => Type::Members(enumeration(id)),
            Self::Boolean(_) | Self::BooleanLiteral => Type::Boolean,
            Self::Union(place) => scope.union_name(*place),
            Self::Structure(place) => match scope.kind(*place) {
                FieldType::List(_) => Type::Array,
                FieldType::Object(_) | FieldType::AnyObject => Type::Object,
                _ => Type::Anything,
            },
            Self::Duration(_) => Type::Duration,
            Self::Condition(_) => Type::Condition,
            Self::Word(name) => Type::Name(name.text.clone()),
            Self::Broken => Type::Broken,
        }
    }

    /// What a copy of it takes from the budget.
    pub(super) fn weight(&self) -> usize {
        match self {
            Self::Number(Sum(terms), _) => terms.len(),
            _ => 1,
        }
    }

    /// The field, if it is one without a function around it.
    pub(super) fn place(&self) -> Option<FieldRef> {
        match self {
            Self::Text(text) if *text == Text::new(text.place) => Some(text.place),
            Self::Number(Sum(terms), _) => match &**terms {
                [Quantity::FieldRef { place, default: None, .. }] => Some(*place),
                _ => None,
            },
            Self::Member(Member::FieldRef(place), _)
            | Self::Boolean(place)
            | Self::Union(place)
            | Self::Structure(place) => Some(*place),
            _ => None,
        }
    }

    /// Its value in a message.
    pub(super) fn value(&self) -> Option<Value> {
        Some(match self {
            Self::Text(text) => Value::Text(text.clone()),
            Self::Number(sum, _) => match self.place() {
                Some(place) => Value::FieldRef(place),
                None => Value::Sum(sum.clone()),
            },
            Self::Member(Member::Context(key), _) | Self::Members(key, _) => Value::Context(*key),
            Self::Moment(moment, _) => match moment.base().0 {
                Moment::Instant(text, _) | Moment::Date(text) => Value::Text(text.clone()),
                Moment::Now(key) | Moment::ThisMonth(key) => Value::Context(*key),
                Moment::CardMonth(..) | Moment::Later(..) => return None,
            },
            _ => Value::FieldRef(self.place()?),
        })
    }
}

impl Scope<'_> {
    pub(super) fn operand(&self, operand: &Operand) -> Typed {
        if !self.take(1) {
            return Typed::Broken;
        }
        match operand {
            Operand::Text(name) => Typed::TextLiteral(name.text.clone()),
            Operand::Boolean(..) => Typed::BooleanLiteral,
            Operand::Integer(value, _) => {
                Typed::Number(Sum([Quantity::Constant(*value)].into()), Unit::Any)
            }
            Operand::Path(path) => match self.target(path) {
                Target::FieldRef(place) => self.field(place),
                Target::Context(key) => self.context_value(key),
                Target::Value(value) => value,
                Target::Word(word) => Typed::Word(word),
                Target::Broken => Typed::Broken,
            },
            Operand::Defaulted(path, default, span) => {
                let Some(place) = self.place(path) else { return Typed::Broken };
                let Some(fractions) = self.kind(place).fractions() else {
                    return self.mismatch(Type::Number(Unit::Any), &self.field(place), *span);
                };
                let quantity = Quantity::FieldRef { place, default: Some(*default), fractions };
                Typed::Number(Sum([quantity].into()), Unit::Plain)
            }
            Operand::Sum(terms, span) => self.sum(terms, *span),
            Operand::Duration(seconds, _) => Typed::Duration(*seconds),
            Operand::Negated(term, span) => self.negated(term, *span),
            Operand::Product(terms, span) => self.product(terms, *span),
            Operand::Over(over) => self.over(over),
            Operand::Call { function, arguments, span } => self.call(function, arguments, *span),
        }
    }

    pub(super) fn field(&self, place: FieldRef) -> Typed {
        match self.kind(place) {
            FieldType::Text(_) => Typed::Text(Text::new(place)),
            FieldType::Member(id) => Typed::Member(Member::FieldRef(place), *id),
            FieldType::Boolean => Typed::Boolean(place),
            kind @ (FieldType::Integer | FieldType::Number) => {
                let fractions = matches!(kind, FieldType::Number);
                let quantity = Quantity::FieldRef { place, default: None, fractions };
                Typed::Number(Sum([quantity].into()), Unit::Plain)
            }
            FieldType::Union(_) => Typed::Union(place),
            _ => Typed::Structure(place),
        }
    }

    fn context_value(&self, key: u8) -> Typed {
        let environment = self.environment;
        let node = environment.context_keys.get(usize::from(key)).map(|key| key.node);
        match node.map(|node| &environment.context.node(node).kind) {
            Some(FieldType::Instant) => Typed::Moment(Moment::Now(key), Granularity::Instant),
            Some(FieldType::Member(id)) => Typed::Member(Member::Context(key), *id),
            Some(FieldType::Members(id)) => Typed::Members(key, *id),
            _ => Typed::Broken,
        }
    }

    pub(super) fn mismatch(&self, expected: Type, found: &Typed, span: Span) -> Typed {
        let is_time = matches!((&expected, found), (Type::Number(_), Typed::Moment(..)));
        self.mismatch_with(expected, found, span, is_time.then_some(Help::Duration))
    }

    /// The same, with what to do about it.
    pub(super) fn mismatch_with(
        &self,
        expected: Type,
        found: &Typed,
        span: Span,
        help: Option<Help>,
    ) -> Typed {
        match found {
            Typed::Broken => {}
            Typed::Word(word) => {
                self.unknown_field(crate::program::NodeId::ROOT, self.operation, word)
            }
            found => {
                let kind = ErrorKind::Mismatch { expected, found: found.describe(self) };
                self.error(kind, span, help);
            }
        }
        Typed::Broken
    }

    fn sum(&self, terms: &[Operand], span: Span) -> Typed {
        let mut quantities = Vec::new();
        let mut unit = Unit::Any;
        if let Some(moment) = self.later(terms) {
            return moment;
        }
        for term in terms {
            match self.numeric(term) {
                Typed::Number(Sum(more), other) => {
                    match join(unit, other) {
                        Some(joined) => unit = joined,
                        None => {
                            let (left, right) = (unit, other);
                            self.error(ErrorKind::UnitMismatch { left, right }, span, None);
                            return Typed::Broken;
                        }
                    }
                    quantities.extend(more);
                }
                other @ (Typed::Text(_) | Typed::TextLiteral(_)) => {
                    let expected = Type::Number(Unit::Any);
                    return self.mismatch_with(expected, &other, term.span(), Some(Help::Addition));
                }
                other => return self.mismatch(Type::Number(Unit::Any), &other, term.span()),
            }
        }
        Typed::Number(Sum(quantities.into()), unit)
    }

    fn call(&self, function: &Name, arguments: &[Operand], span: Span) -> Typed {
        let arity = |expected: usize| {
            let kind = ErrorKind::Arity {
                function: function.text.clone(),
                expected,
                found: arguments.len(),
            };
            self.error(kind, span, None);
            Typed::Broken
        };
        match (&*function.text, arguments) {
            ("first" | "euckr_first", [text, count]) => self.first(function, text, count),
            ("years", [from, to]) => self.years(from, to),
            ("card_month", [year, month]) => match (self.text(year), self.text(month)) {
                (Some(year), Some(month)) => {
                    Typed::Moment(Moment::CardMonth(year, month), Granularity::Month)
                }
                _ => Typed::Broken,
            },
            ("first" | "euckr_first" | "years" | "card_month", _) => arity(2),
            ("count", [list]) => self.count(list),
            ("month", [instant]) => match self.operand(instant) {
                Typed::Moment(Moment::Now(key), _) => {
                    Typed::Moment(Moment::ThisMonth(key), Granularity::Month)
                }
                other => self.mismatch(Type::Now, &other, instant.span()),
            },
            (name, [operand]) => match of_text(name) {
                Some(make) => self.text(operand).map_or(Typed::Broken, |text| {
                    self.check_is_read(name, &text, operand.span());
                    make(text)
                }),
                None => self.unknown_function(function),
            },
            (name, _) if of_text(name).is_some() || matches!(name, "count" | "month") => arity(1),
            _ => self.unknown_function(function),
        }
    }

    fn unknown_function(&self, function: &Name) -> Typed {
        if let Some(found) = self.environment.definitions.kind(&function.text) {
            let kind = ErrorKind::Mismatch { expected: Type::Value, found };
            self.error(kind, function.span, None);
            return Typed::Broken;
        }
        if matches!(
            &*function.text,
            "present" | "missing" | "filled" | "formatted" | "known" | "unique"
        ) {
            let kind = ErrorKind::Unknown { what: Named::Function, name: function.text.clone() };
            self.error(kind, function.span, Some(Help::FieldAfter(function.text.clone())));
            return Typed::Broken;
        }
        if matches!(&*function.text, "sum" | "min" | "max") {
            let kind = ErrorKind::Incomplete(Incomplete::Fold { function: function.text.clone() });
            self.error(kind, function.span, None);
            return Typed::Broken;
        }
        let name = &*function.text;
        let is_value = name == "now"
            || self.names.iter().any(|(known, _)| **known == *name)
            || self.tree.field(NodeId::ROOT, name).is_some();
        let written = match name {
            "matches" | "contains" | "in" | "is" => Some(Help::Between(name.into())),
            _ => is_value.then(|| Help::NoParentheses(name.into())),
        };
        if written.is_some() {
            let kind = ErrorKind::Unknown { what: Named::Function, name: name.into() };
            self.error(kind, function.span, written);
            return Typed::Broken;
        }
        let names = functions().chain(self.environment.definitions.conditions());
        let meant = || of_other_languages(&function.text).map(|name| Help::DidYouMean(name.into()));
        let help = did_you_mean(&function.text, names).or_else(meant);
        let help = help.or_else(|| Some(Help::Functions(quoted(functions()).into())));
        let kind = ErrorKind::Unknown { what: Named::Function, name: function.text.clone() };
        self.error(kind, function.span, help);
        Typed::Broken
    }

    pub(super) fn text(&self, operand: &Operand) -> Option<Text> {
        match self.as_text(self.operand(operand)) {
            Typed::Text(text) => Some(text),
            Typed::TextLiteral(_) => {
                let (expected, found) = (Type::Field, Type::QuotedText);
                self.error(ErrorKind::Mismatch { expected, found }, operand.span(), None);
                None
            }
            other => {
                self.mismatch(Type::Text, &other, operand.span());
                None
            }
        }
    }

    fn first(&self, function: &Name, text: &Operand, count: &Operand) -> Typed {
        let Some(text) = self.text(text) else { return Typed::Broken };
        let found = self.operand(count);
        let Typed::Number(Sum(terms), _) = &found else {
            return self.mismatch(Type::Length, &found, count.span());
        };
        match &**terms {
            [Quantity::Constant(first @ 0..)] => match u32::try_from(*first) {
                Ok(first) if &*function.text == "first" => {
                    Typed::Text(Text { first: Some(first), ..text })
                }
                Ok(first) => Typed::Text(Text { euckr_first: Some(first), ..text }),
                Err(_) => {
                    let kind = ErrorKind::TooMuch(Limit::Characters(u32::MAX));
                    self.error(kind, count.span(), None);
                    Typed::Broken
                }
            },
            _ => self.mismatch(Type::Length, &found, count.span()),
        }
    }

    fn count(&self, list: &Operand) -> Typed {
        match self.operand(list) {
            Typed::Structure(place) if matches!(self.kind(place), FieldType::List(_)) => {
                self.iterated.borrow_mut().insert(place.node);
                Typed::Number(Sum([Quantity::Count(place)].into()), Unit::Elements)
            }
            other => self.mismatch(Type::Array, &other, list.span()),
        }
    }

    /// Whether a request may have this in place of a member.
    pub(super) fn is_member(&self, id: EnumerationId, text: &str) -> bool {
        let enumeration = self.environment.enumerations.get(usize::from(id.0));
        enumeration.is_some_and(|enumeration| enumeration.find(text.as_bytes()).is_some())
    }

    /// The symbol of a word that an enumeration has.
    pub(super) fn member(&self, id: EnumerationId, word: &str) -> Option<Symbol> {
        let enumeration = self.environment.enumerations.get(usize::from(id.0))?;
        enumeration.table.find(word.as_bytes())
    }
}

/// The unit of two numbers together; `None` where they do not go together.
pub(super) fn join(left: Unit, right: Unit) -> Option<Unit> {
    match (left, right) {
        (Unit::Any, unit) | (unit, Unit::Any) => Some(unit),
        (left, right) => (left == right).then_some(left),
    }
}

/// The names of all functions.
pub(super) fn functions<'a>() -> impl Iterator<Item = &'a str> {
    let others =
        ["first", "euckr_first", "years", "card_month", "count", "month", "sum", "min", "max"];
    others.into_iter().chain(OF_TEXT.iter().map(|(name, _)| *name))
}

/// What a function makes of a text.
type OfText = fn(Text) -> Typed;

fn of_text(name: &str) -> Option<OfText> {
    OF_TEXT.iter().find(|(known, _)| *known == name).map(|(_, make)| *make)
}

fn number(quantity: Quantity, unit: Unit) -> Typed {
    Typed::Number(Sum([quantity].into()), unit)
}

fn test(test: Test, text: Text) -> Typed {
    Typed::Condition(Predicate::Test(test, text))
}

const OF_TEXT: &[(&str, OfText)] = &[
    ("chars", |text| number(Quantity::Characters(text), Unit::Characters)),
    ("bytes", |text| number(Quantity::Bytes(text), Unit::Bytes)),
    ("euckr_bytes", |text| number(Quantity::EucKrBytes(text), Unit::EucKrBytes)),
    ("lower", |text| Typed::Text(Text { lower: true, ..text })),
    ("unhyphenated", |text| Typed::Text(Text { unhyphenated: true, ..text })),
    ("instant", |text| Typed::Moment(Moment::Instant(text, Edge::Start), Granularity::Instant)),
    ("deadline", |text| Typed::Moment(Moment::Instant(text, Edge::End), Granularity::Instant)),
    ("date", |text| Typed::Moment(Moment::Date(text), Granularity::Date)),
    ("luhn", |text| test(Test::Luhn, text)),
    ("business_number", |text| test(Test::BusinessNumber, text)),
    ("resident_number", |text| test(Test::ResidentNumber, text)),
    ("mobile_number", |text| test(Test::MobileNumber, text)),
    ("birth_date", |text| test(Test::BirthDate, text)),
];

/// The function that does what one of other languages does.
fn of_other_languages(name: &str) -> Option<&'static str> {
    Some(match &*name.to_ascii_lowercase() {
        "length" | "len" | "strlen" | "char_length" | "characters" => "chars",
        "size" => "count",
        "utf8_bytes" | "byte_length" | "octets" => "bytes",
        "tolowercase" | "lowercase" | "tolower" | "downcase" => "lower",
        "substring" | "substr" | "left" | "slice" | "prefix" => "first",
        "date_time" | "datetime" | "timestamp" | "time" => "instant",
        "add" | "total" => "sum",
        "age" => "years",
        "upper" | "uppercase" | "toupper" | "touppercase" => "lower",
        _ => return None,
    })
}
