//! A YAML value as serde reads it, with errors that say in which part of it they are.

use smartro_lint_rules::yaml::Step;
use std::fmt::{self, Display};

use serde::de::{
    self, DeserializeSeed, Deserializer, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use smartro_lint_rules::yaml::{self, Value};

use super::kind::{ExpectedValue, ValueType};

/// A part of a value that is wrong.
#[derive(Debug)]
pub(super) struct Wrong {
    /// The way to it, the last step first.
    pub(super) steps: Vec<Step>,
    pub(super) what: What,
}

/// What is wrong with a part.
#[derive(Debug)]
pub(super) enum What {
    /// It has a key that is none of these.
    UnknownKey { key: String, known: &'static [&'static str] },
    /// It is a string that is none of these.
    UnknownWord { word: String, known: &'static [&'static str] },
    /// It lacks a key.
    Missing { key: &'static str },
    /// It has another type.
    Type { expected: ExpectedValue, found: ValueType },
    /// It has a key that is no string.
    KeyType,
    /// It has a tag.
    Tag,
    /// Anything else, in serde's words.
    Other(String),
}

impl Wrong {
    fn new(what: What) -> Self {
        Self { steps: Vec::new(), what }
    }

    fn inside(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }
}

impl Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.what)
    }
}

impl std::error::Error for Wrong {}

impl de::Error for Wrong {
    fn custom<T: Display>(message: T) -> Self {
        Self::new(What::Other(message.to_string()))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Unit => ValueType::Nothing,
            Unexpected::Seq => ValueType::List,
            Unexpected::Map => ValueType::Mapping,
            Unexpected::Str(text) => ValueType::String(text.to_owned()),
            Unexpected::Unsigned(value) => ValueType::Number(value.to_string()),
            Unexpected::Signed(value) => ValueType::Number(value.to_string()),
            Unexpected::Float(value) => ValueType::Number(value.to_string()),
            Unexpected::Bool(value) => ValueType::Other(value.to_string()),
            other => ValueType::Other(other.to_string()),
        };
        Self::new(What::Type { expected: ExpectedValue::Described(expected.to_string()), found })
    }

    fn unknown_field(key: &str, known: &'static [&'static str]) -> Self {
        Self::new(What::UnknownKey { key: key.to_owned(), known })
    }

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Self {
        Self::new(What::UnknownWord { word: word.to_owned(), known })
    }

    fn missing_field(key: &'static str) -> Self {
        Self::new(What::Missing { key })
    }
}

/// Reads a value.
#[derive(Clone, Copy)]
pub(super) struct YamlReader<'v>(pub(super) &'v Value);

impl<'de> Deserializer<'de> for YamlReader<'de> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => visitor.visit_u64(number),
                (None, Some(number)) => visitor.visit_i64(number),
                (None, None) => visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN)),
            },
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Sequence(items) => visitor.visit_seq(Items { items, next: 0 }),
            Value::Mapping(mapping) => {
                visitor.visit_map(Entries { entries: mapping.iter(), value: None })
            }
            Value::Tagged(_) => Err(Wrong::new(What::Tag)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_some(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        match self.0 {
            // serde would take a list for the values of the keys.
            Value::Sequence(_) => Err(de::Error::invalid_type(Unexpected::Seq, &visitor)),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        match self.0 {
            Value::String(word) => visitor.visit_enum(word.as_str().into_deserializer()),
            // What is found is described as serde would.
            other => match YamlReader(other).deserialize_str(visitor) {
                Err(Wrong { what: What::Type { found, .. }, .. }) => {
                    Err(Wrong::new(What::Type { expected: ExpectedValue::OneOf(words), found }))
                }
                result => result,
            },
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

/// The items of a list; those that are nothing are not there.
struct Items<'v> {
    items: &'v [Value],
    next: usize,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Wrong> {
        while let Some(item) = self.items.get(self.next) {
            let index = self.next;
            self.next += 1;
            if !item.is_null() {
                let read = seed.deserialize(YamlReader(item));
                return read.map(Some).map_err(|wrong| wrong.inside(Step::Item(index)));
            }
        }
        Ok(None)
    }
}

/// The entries of a mapping; a key with nothing after it is not there.
struct Entries<'v> {
    entries: yaml::Entries<'v>,
    value: Option<(&'v str, &'v Value)>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Wrong> {
        for (key, value) in self.entries.by_ref() {
            if value.is_null() {
                continue;
            }
            let Some(key) = key.as_str() else {
                return Err(Wrong::new(What::KeyType));
            };
            self.value = Some((key, value));
            return seed.deserialize(de::value::BorrowedStrDeserializer::new(key)).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        let Some((key, value)) = self.value.take() else {
            return Err(de::Error::custom("a value without a key"));
        };
        seed.deserialize(YamlReader(value)).map_err(|wrong| wrong.inside(Step::Key(key.to_owned())))
    }
}
