//! What the evaluator knows of a value.

mod frame;
mod object;
mod part;

use std::rc::Rc;

use oxc_ast::ast::{ArrowFunctionExpression, Function};
use oxc_semantic::NodeId;
use oxc_span::Span;

use crate::{
    lowered::Quote,
    text::{Class, Gap, Text},
    unit::UnitId,
};
pub(crate) use frame::Frame;
use object::is_inherited;
pub(crate) use object::{Field, Object, ObjectBuilder};
pub(crate) use part::{Part, parts_of};

/// The most fields of objects that are compared to find what is known of either of two.
const MOST_JOINED: u32 = 128;

/// The type of an unknown value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    Any,
    String,
    Number,
    Integer,
    Boolean,
    Object,
    Array,
}

impl Type {
    /// The type of what is of either.
    pub(crate) fn or(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Integer, Self::Number) | (Self::Number, Self::Integer) => Self::Number,
            _ => Self::Any,
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Value<'a> {
    pub(crate) kind: ValueKind<'a>,
    pub(crate) origin: Origin,
}

/// Where a value comes from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin {
    /// The expression that uses it, and its file.
    pub(crate) unit: UnitId,
    pub(crate) span: Span,
    /// The expression that made it, where that is another.
    pub(crate) from: Option<(UnitId, Span)>,
    /// The literal that can be edited, with the file it is in.
    pub(crate) literal: Option<(UnitId, Span, Quote)>,
    /// It was read from a name or a field: something else may hold the same object.
    pub(crate) shared: bool,
    /// The name that it was read from last.
    pub(crate) name: Option<Rc<Name>>,
    /// What it is put together of, where it is a path or a URL.
    pub(crate) parts: Option<Rc<Vec<Part>>>,
}

/// A name or field that a value was read from, and the one before it.
#[derive(Debug)]
pub(crate) struct Name {
    pub(crate) unit: UnitId,
    pub(crate) span: Span,
    pub(crate) before: Option<Rc<Self>>,
}

impl Origin {
    /// Says that the value was read from a name or a field.
    pub(crate) fn read_from(&mut self, unit: UnitId, span: Span) {
        self.shared = true;
        self.name = Some(Rc::new(Name { unit, span, before: self.name.take() }));
    }

    /// Nothing but the expression that uses the value.
    fn place(&self) -> Self {
        Self { unit: self.unit, span: self.span, ..Self::default() }
    }

    /// The places of the names that it went through, from the use on.
    pub(crate) fn names(&self) -> impl Iterator<Item = (UnitId, Span)> {
        let names = std::iter::successors(self.name.as_deref(), |name| name.before.as_deref());
        names.map(|name| (name.unit, name.span))
    }
}

#[derive(Debug, Clone)]
pub(crate) enum ValueKind<'a> {
    /// Nothing but a type; `absent` where it may be undefined or null.
    Unknown {
        ty: Type,
        absent: bool,
    },
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    /// A positive integer of this many decimal digits.
    Digits(u32),
    /// A number from 0 up to 1, as `Math.random` gives.
    Random,
    /// A `Date`, of which it is known whether its year has four digits.
    Date {
        recent: bool,
    },
    Text(Text),
    /// The text that `JSON.stringify` makes of a value.
    Json(Rc<Value<'a>>),
    Object(Rc<Object<'a>>),
    Array(Rc<Array<'a>>),
    Function(Callable<'a>),
    External(Rc<External<'a>>),
    /// All that a file of the project exports.
    Module(UnitId),
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Array<'a> {
    pub(crate) elements: Vec<Value<'a>>,
    pub(crate) open: bool,
}

/// A function of the source, with the parameters of the calls around it.
#[derive(Debug, Clone)]
pub(crate) struct Callable<'a> {
    pub(crate) unit: UnitId,
    pub(crate) node: FunctionNode<'a>,
    pub(crate) frame: Rc<Frame<'a>>,
}

/// What distinguishes functions: the file, the expression or declaration, and the call that made it.
pub(crate) type CallableId = (UnitId, NodeId, u64);

impl Callable<'_> {
    pub(crate) fn id(&self) -> CallableId {
        (self.unit, self.node.node_id(), self.frame.id)
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum FunctionNode<'a> {
    Arrow(&'a ArrowFunctionExpression<'a>),
    Function(&'a Function<'a>),
}

/// What is reached from a module's exports or from a global name: `()` is a call.
#[derive(Debug, Clone)]
pub(crate) struct External<'a> {
    /// The specifier; empty for globals.
    pub(crate) module: Rc<str>,
    pub(crate) path: Vec<Rc<str>>,
    /// The first argument of the last call, if that made a client: its configuration.
    pub(crate) argument: Option<Value<'a>>,
}

/// What an expression leads to, if it leads to a module.
pub(crate) type Reached<'a> = Option<Rc<External<'a>>>;

impl External<'_> {
    pub(crate) fn is(&self, module: &str, path: &[&str]) -> bool {
        &*self.module == module && self.path.iter().map(|part| &**part).eq(path.iter().copied())
    }
}

impl<'a> From<ValueKind<'a>> for Value<'a> {
    fn from(kind: ValueKind<'a>) -> Self {
        Self { kind, origin: Origin::default() }
    }
}

impl<'a> ValueKind<'a> {
    /// Nothing is known, not even whether it is there.
    pub(crate) const UNKNOWN: Self = Self::Unknown { ty: Type::Any, absent: true };

    pub(crate) fn of(ty: Type) -> Self {
        Self::Unknown { ty, absent: false }
    }

    pub(crate) fn text(text: Text) -> Self {
        Self::Text(text)
    }

    /// Whether it is certainly truthy or falsy.
    pub(crate) fn truthiness(&self) -> Option<bool> {
        match self {
            Self::Undefined | Self::Null => Some(false),
            Self::Bool(value) => Some(*value),
            Self::Number(number) => Some(*number != 0.0 && !number.is_nan()),
            Self::Text(text) if text.as_known() == Some("") => Some(false),
            Self::Text(text) if text.is_never_empty() => Some(true),
            Self::Digits(_)
            | Self::Date { .. }
            | Self::Object(_)
            | Self::Array(_)
            | Self::Function(_)
            | Self::Module(_) => Some(true),
            Self::Unknown { ty: Type::Object | Type::Array, absent: false } => Some(true),
            _ => None,
        }
    }

    /// Whether it is certainly undefined or null, or certainly neither.
    pub(crate) fn nullishness(&self) -> Option<bool> {
        match self {
            Self::Undefined | Self::Null => Some(true),
            Self::Unknown { absent: true, .. } | Self::External(_) | Self::Json(_) => None,
            _ => Some(false),
        }
    }

    /// Whether it is an object that something else may change, and of which something is known.
    pub(crate) fn has_parts(&self) -> bool {
        matches!(self, Self::Object(_) | Self::Array(_) | Self::Date { .. })
    }

    /// Whether it holds no reference through which something else could be changed.
    pub(crate) fn is_primitive(&self) -> bool {
        matches!(
            self,
            Self::Undefined
                | Self::Null
                | Self::Bool(_)
                | Self::Number(_)
                | Self::Digits(_)
                | Self::Random
                | Self::Text(_)
                | Self::Json(_)
                | Self::Unknown {
                    ty: Type::String | Type::Number | Type::Integer | Type::Boolean,
                    ..
                }
        )
    }

    pub(crate) fn ty(&self) -> Type {
        match self {
            Self::Unknown { ty, .. } => *ty,
            Self::Bool(_) => Type::Boolean,
            Self::Number(number) if number.fract() == 0.0 => Type::Integer,
            Self::Digits(_) => Type::Integer,
            Self::Number(_) | Self::Random => Type::Number,
            Self::Text(_) => Type::String,
            Self::Object(_) => Type::Object,
            Self::Array(_) => Type::Array,
            _ => Type::Any,
        }
    }

    /// The string that a template makes of it, where it is no object.
    pub(crate) fn to_text(&self) -> Text {
        match self {
            Self::Text(text) => text.clone(),
            Self::Undefined => Text::known("undefined"),
            Self::Null => Text::known("null"),
            Self::Bool(value) => Text::known(value.to_string()),
            Self::Number(number) => number_text(*number).map_or_else(Text::unknown, Text::known),
            Self::Digits(count) => Text::gap(Gap::exactly(Class::digits(), *count)),
            Self::Random => Text::gap(Gap { class: Class::of("0123456789.e-"), min: 1, max: None }),
            _ => Text::unknown(),
        }
    }
}

/// A number as JavaScript writes it, where that needs no exponent.
pub(crate) fn number_text(number: f64) -> Option<String> {
    let size = number.abs();
    let plain = number == 0.0 || (1e-6..1e21).contains(&size);
    // Minus zero is written `0`.
    plain.then(|| if number == 0.0 { "0".to_owned() } else { number.to_string() })
}

impl<'a> Value<'a> {
    pub(crate) fn unknown() -> Self {
        ValueKind::UNKNOWN.into()
    }

    /// What is known if it is either of the two.
    pub(crate) fn join(self, other: Self) -> Self {
        self.join_within(other, &mut { MOST_JOINED })
    }

    /// `most` fields of objects are compared, and counted down.
    fn join_within(self, other: Self, most: &mut u32) -> Self {
        let kind = match (&self.kind, &other.kind) {
            (ValueKind::Text(a), ValueKind::Text(b)) if a == b => self.kind.clone(),
            (ValueKind::Text(a), ValueKind::Text(b)) => ValueKind::text(a.either(b)),
            (ValueKind::Number(a), ValueKind::Number(b)) if a == b => self.kind.clone(),
            (ValueKind::Bool(a), ValueKind::Bool(b)) if a == b => self.kind.clone(),
            (ValueKind::Object(a), ValueKind::Object(b)) => match Object::join(a, b, most) {
                Some(joined) => ValueKind::Object(joined),
                None => ValueKind::of(Type::Object),
            },
            // What may not be there cannot be called either.
            (ValueKind::External(_), ValueKind::Undefined | ValueKind::Null) => self.kind.clone(),
            (ValueKind::Undefined | ValueKind::Null, ValueKind::External(_)) => other.kind.clone(),
            (ValueKind::Undefined, ValueKind::Undefined) | (ValueKind::Null, ValueKind::Null) => {
                self.kind.clone()
            }
            (a, b) => {
                let absent = a.nullishness() != Some(false) || b.nullishness() != Some(false);
                ValueKind::Unknown { ty: a.ty().or(b.ty()), absent }
            }
        };
        let shared = self.origin.shared || other.origin.shared;
        Self { kind, origin: Origin { shared, ..self.origin.place() } }
    }

    /// The same, or undefined.
    pub(crate) fn or_absent(self) -> Self {
        let kind = match self.kind {
            kind @ (ValueKind::Undefined | ValueKind::Null) => kind,
            kind => ValueKind::Unknown { ty: kind.ty(), absent: true },
        };
        Self { kind, origin: self.origin }
    }

    /// An object or array that something else may have changed: which it is stays known.
    pub(crate) fn opened(self) -> Self {
        let kind = match self.kind {
            ValueKind::Object(object) => {
                let fields = object.fields.iter().cloned().map(|field| Field {
                    value: field.value.forgotten(),
                    may_lack: true,
                    ..field
                });
                ValueKind::Object(Rc::new(Object { fields: fields.collect(), open: true }))
            }
            ValueKind::Array(_) => ValueKind::of(Type::Array),
            ValueKind::Date { .. } => ValueKind::Date { recent: false },
            kind => kind,
        };
        Self { kind, origin: self.origin }
    }

    /// Nothing is known of it but where it is.
    pub(crate) fn forgotten(self) -> Self {
        Self { kind: ValueKind::UNKNOWN, origin: self.origin.place() }
    }

    /// How many fields or elements it has.
    pub(crate) fn size(&self) -> u32 {
        let size = match &self.kind {
            ValueKind::Object(object) => object.fields.len(),
            ValueKind::Array(array) => array.elements.len(),
            _ => 0,
        };
        u32::try_from(size).unwrap_or(u32::MAX)
    }

    /// A field, as reading it gives it.
    pub(crate) fn field(&self, name: &str) -> Self {
        match &self.kind {
            ValueKind::Object(object) => match object.get(name) {
                Some(field) => field.value.clone(),
                None if object.open || is_inherited(name) => Self::unknown(),
                None => ValueKind::Undefined.into(),
            },
            ValueKind::Array(array) => match (name.parse::<usize>(), array.open) {
                (Ok(at), open) => match array.elements.get(at) {
                    Some(element) => element.clone(),
                    None if open => Self::unknown(),
                    None => ValueKind::Undefined.into(),
                },
                (Err(_), false) if name == "length" => {
                    ValueKind::Number(array.elements.len() as f64).into()
                }
                (Err(_), true) if name == "length" => ValueKind::of(Type::Integer).into(),
                _ => Self::unknown(),
            },
            ValueKind::Text(text) if name == "length" => match text.exact_units() {
                Some(count) => ValueKind::Number(f64::from(count)).into(),
                None => ValueKind::of(Type::Integer).into(),
            },
            ValueKind::External(external) => {
                let mut path = external.path.clone();
                path.push(name.into());
                let argument = external.argument.clone();
                ValueKind::External(Rc::new(External {
                    module: external.module.clone(),
                    path,
                    argument,
                }))
                .into()
            }
            _ => Self::unknown(),
        }
    }
}
