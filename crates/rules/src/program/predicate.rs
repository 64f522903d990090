//! Conditions and operands, resolved: each name is a slot, a symbol or a bit.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{NodeId, Pattern, Symbol};
pub use crate::logic::{Fold, Order, Presence, Quantifier};

/// Refers to a field: a node, in the whole request or in a loop's element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FieldRef {
    /// The slot.
    pub node: NodeId,
    /// 0: the request; 1: the outermost loop's element; and so on.
    pub loop_depth: u8,
}

/// Something that is true, false or unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// A number of elements for which the condition holds.
    Quantified(Box<Quantified>),
    /// No two elements have the same value.
    Distinct(Box<Distinct>),
}

/// How many elements the condition holds for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// No two elements of an array have the same value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distinct {
    /// The array.
    pub list: FieldRef,
    /// How many loops deep its element is.
    pub loop_depth: u8,
    /// What is compared.
    pub value: Value,
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
    /// Only its first characters, this many.
    pub first: Option<u32>,
    /// Only its longest prefix of at most this many bytes in EUC-KR.
    pub euckr_first: Option<u32>,
}

impl Text {
    /// The field's text as it is.
    #[must_use]
    pub fn new(place: FieldRef) -> Self {
        Self { place, lower: false, unhyphenated: false, first: None, euckr_first: None }
    }

    /// Whether it is the field's text as it is.
    #[must_use]
    #[inline]
    pub fn is_whole(&self) -> bool {
        !self.lower && self.has_all()
    }

    /// Whether no character is left out.
    #[must_use]
    #[inline]
    pub fn has_all(&self) -> bool {
        !self.unhyphenated && self.first.is_none() && self.euckr_first.is_none()
    }
}

/// Numbers added up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum(pub Box<[Quantity]>);

/// A number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// What has to be worked out.
    Computed(Box<Computed>),
}

/// A number that is worked out of others: exact, and unknown where it takes more than 64 bits or
/// one of them has a fraction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Computed {
    /// The number with the other sign.
    Negated(Quantity),
    /// Numbers multiplied.
    Product(Box<[Sum]>),
    /// Something of the elements of an array.
    Over {
        /// What.
        fold: Fold,
        /// The array.
        list: FieldRef,
        /// How many loops deep its element is.
        loop_depth: u8,
        /// Which of the elements count.
        guard: Predicate,
        /// What is added or compared of each.
        value: Sum,
    },
    /// The full years from one day to another.
    Years(Moment, Moment),
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
    /// This many seconds after another one; before it, if negative.
    Later(Box<Moment>, i64),
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Collection {
    /// The elements of an array.
    Elements(FieldRef),
    /// The members of an object that are not `null`, but for these fields.
    Members(FieldRef, Box<[NodeId]>),
}

/// What a message can name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Calls for every field that it is made of.
    pub fn places(&self, visit: &mut dyn FnMut(FieldRef)) {
        self.0.iter().for_each(|quantity| quantity.places(visit));
    }
}

impl Quantity {
    /// Calls for every field that it is made of.
    pub fn places(&self, visit: &mut dyn FnMut(FieldRef)) {
        match self {
            Self::Constant(_) => {}
            Self::FieldRef { place, .. } | Self::Count(place) => visit(*place),
            Self::Characters(text) | Self::Bytes(text) | Self::EucKrBytes(text) => {
                visit(text.place);
            }
            Self::Computed(computed) => computed.places(visit),
        }
    }
}

impl Computed {
    fn places(&self, visit: &mut dyn FnMut(FieldRef)) {
        match self {
            Self::Negated(quantity) => quantity.places(visit),
            Self::Product(sums) => sums.iter().for_each(|sum| sum.places(visit)),
            Self::Over { list, .. } => visit(*list),
            Self::Years(from, to) => {
                from.places(visit);
                to.places(visit);
            }
        }
    }
}

impl Moment {
    /// What it is counted from, and how many seconds later it is.
    #[must_use]
    pub fn base(&self) -> (&Self, i64) {
        let (mut at, mut seconds) = (self, 0_i64);
        while let Self::Later(before, more) = at {
            seconds = seconds.saturating_add(*more);
            at = before;
        }
        (at, seconds)
    }

    /// Calls for every field that it is read from.
    pub fn places(&self, visit: &mut dyn FnMut(FieldRef)) {
        match self.base().0 {
            Self::Now(_) | Self::ThisMonth(_) | Self::Later(..) => {}
            Self::Instant(text, _) | Self::Date(text) => visit(text.place),
            Self::CardMonth(year, month) => {
                visit(year.place);
                visit(month.place);
            }
        }
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
            Self::Quantity(left, _, right) => {
                left.places(visit);
                right.places(visit);
            }
            Self::Moment(left, _, right) => {
                left.places(visit);
                right.places(visit);
            }
            Self::Quantified(quantified) => visit(quantified.collection.place()),
            Self::Distinct(distinct) => visit(distinct.list),
        }
    }
}
