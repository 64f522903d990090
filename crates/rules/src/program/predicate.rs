//! Conditions and operands, resolved: each name is a slot, a symbol or a bit.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{NodeId, Pattern, Symbol};
pub use crate::logic::{Order, Presence, Quantifier};

/// Refers to a field: a node, in the whole request or in a loop's element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FieldRef {
    /// The slot.
    pub node: NodeId,
    /// 0: the request; 1: the outermost loop's element; and so on.
    pub loop_depth: u8,
}

/// Something that is true, false or unknown.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Predicate {
    /// Known before any request is.
    Constant(bool),
    /// All of these.
    All(Box<[Predicate]>),
    /// One of these at least.
    Any(Box<[Predicate]>),
    /// The opposite.
    Not(Box<Predicate>),
    /// True where this is false or unknown.
    IsNotTrue(Box<Predicate>),
    /// Both or neither.
    Iff(Box<(Predicate, Predicate)>),
    /// What is asked of a field without comparing it.
    Presence(Presence, FieldRef),
    /// The field is this boolean.
    Boolean(FieldRef, bool),
    /// It is one of these members.
    Member(Member, Box<[Symbol]>),
    /// Two members are the same.
    SameMember(Member, Member),
    /// The context says what this key is.
    Known(u8),
    /// The context's list has this member: the bit of it.
    Contains(u8, u64),
    /// It is one of these texts.
    Literal(Text, Box<[Box<str>]>),
    /// Two texts are the same.
    SameText(Text, Text),
    /// Two numbers compare so.
    Quantity(Sum, Comparison, Sum),
    /// Two points in time, days or months compare so.
    Moment(Moment, Comparison, Moment),
    /// The whole text matches.
    Matches(Text, Arc<Pattern>),
    /// The text passes a test.
    Test(Test, Text),
    /// So many elements are so.
    Quantified(Box<Quantified>),
}

/// So many elements are so.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Quantified {
    /// How many.
    pub quantifier: Quantifier,
    /// Of what.
    pub collection: Collection,
    /// How many loops deep its element is.
    pub loop_depth: u8,
    /// What is asked of each.
    pub body: Predicate,
}

/// How two values that have an order compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    /// They are equal.
    Equal,
    /// Before, after, or so.
    Order(Order),
}

/// A member of an enumeration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Member {
    /// The field's.
    FieldRef(FieldRef),
    /// The context's.
    Context(u8),
}

/// A string.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Where it is.
    pub place: FieldRef,
    /// In lower case (ASCII).
    pub lower: bool,
    /// Without `-`.
    pub unhyphenated: bool,
    /// Only so many of its first characters.
    pub first: Option<u32>,
}

impl Text {
    /// The field's text as it is.
    #[must_use]
    pub fn new(place: FieldRef) -> Self {
        Self { place, lower: false, unhyphenated: false, first: None }
    }

    /// Whether it is the field's text as it is.
    #[must_use]
    #[inline]
    pub fn is_whole(&self) -> bool {
        !self.lower && !self.unhyphenated && self.first.is_none()
    }
}

/// Numbers added up.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sum(pub Box<[Quantity]>);

/// A number.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Quantity {
    /// This one.
    Constant(i64),
    /// The field's; where it is absent, this one, if any.
    FieldRef {
        /// Where it is.
        place: FieldRef,
        /// What counts where it is absent.
        default: Option<i64>,
        /// Whether a number with a fraction counts.
        fractions: bool,
    },
    /// The characters (code points) of a text.
    Characters(Text),
    /// The bytes of a text in UTF-8.
    Bytes(Text),
    /// The bytes of a text in EUC-KR; a character that it lacks counts two.
    EucKrBytes(Text),
    /// The elements of an array.
    Count(FieldRef),
}

/// A point in time, a day or a month. Only like is compared with like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Moment {
    /// The time of the call.
    Now(u8),
    /// The month of the call, Korean time.
    ThisMonth(u8),
    /// The value of a string; a bare date is one end of its day.
    Instant(Text, Edge),
    /// The day of a string that has no time.
    Date(Text),
    /// The month of a card's YY and MM.
    CardMonth(Text, Text),
}

/// An end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edge {
    /// Its first moment.
    Start,
    /// The moment after it.
    End,
}

/// What a text can be tested for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    /// Digits whose last one checks the others (ISO/IEC 7812).
    Luhn,
    /// A Korean business registration number: ten digits, the last one right.
    BusinessNumber,
    /// A Korean resident number: thirteen digits that begin with a birth date.
    ResidentNumber,
    /// A Korean mobile number.
    MobileNumber,
    /// Six digits that are a date (yyMMdd).
    BirthDate,
}

/// What a loop or a quantifier goes through.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Collection {
    /// The elements of an array.
    Elements(FieldRef),
    /// The members of an object that are not `null`, but for these fields.
    Members(FieldRef, Box<[NodeId]>),
}

/// What a message can name.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Value {
    /// A field, whatever it holds.
    FieldRef(FieldRef),
    /// A text.
    Text(Text),
    /// A number.
    Sum(Sum),
    /// A context key.
    Context(u8),
}

impl Member {
    /// The field, if it is one.
    #[must_use]
    pub fn place(self) -> Option<FieldRef> {
        match self {
            Self::FieldRef(place) => Some(place),
            Self::Context(_) => None,
        }
    }
}

impl Sum {
    /// The fields that it is made of.
    pub fn places(&self) -> impl Iterator<Item = FieldRef> {
        self.0.iter().filter_map(|quantity| match quantity {
            Quantity::Constant(_) => None,
            Quantity::FieldRef { place, .. } | Quantity::Count(place) => Some(*place),
            Quantity::Characters(text) | Quantity::Bytes(text) | Quantity::EucKrBytes(text) => {
                Some(text.place)
            }
        })
    }
}

impl Moment {
    /// The fields that it is read from.
    pub fn places(&self) -> impl Iterator<Item = FieldRef> {
        let places = match self {
            Self::Now(_) | Self::ThisMonth(_) => [None, None],
            Self::Instant(text, _) | Self::Date(text) => [Some(text.place), None],
            Self::CardMonth(year, month) => [Some(year.place), Some(month.place)],
        };
        places.into_iter().flatten()
    }
}

impl Collection {
    /// The array or object that is gone through.
    #[must_use]
    pub fn place(&self) -> FieldRef {
        let (Self::Elements(place) | Self::Members(place, _)) = self;
        *place
    }
}

impl Predicate {
    /// Calls for every field that it looks at, outside the elements that it goes through.
    pub fn places(&self, visit: &mut dyn FnMut(FieldRef)) {
        match self {
            Self::Constant(_) | Self::Known(_) | Self::Contains(..) => {}
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.places(visit));
            }
            Self::Not(inner) | Self::IsNotTrue(inner) => inner.places(visit),
            Self::Iff(sides) => {
                sides.0.places(visit);
                sides.1.places(visit);
            }
            Self::Presence(_, place) | Self::Boolean(place, _) => visit(*place),
            Self::Member(member, _) => member.place().into_iter().for_each(visit),
            Self::SameMember(left, right) => {
                [left, right].into_iter().filter_map(|member| member.place()).for_each(visit);
            }
            Self::Literal(text, _) | Self::Matches(text, _) | Self::Test(_, text) => {
                visit(text.place);
            }
            Self::SameText(left, right) => {
                visit(left.place);
                visit(right.place);
            }
            Self::Quantity(left, _, right) => left.places().chain(right.places()).for_each(visit),
            Self::Moment(left, _, right) => left.places().chain(right.places()).for_each(visit),
            Self::Quantified(quantified) => visit(quantified.collection.place()),
        }
    }
}
