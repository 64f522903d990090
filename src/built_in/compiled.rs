//! Reads what the build script wrote, in postcard's format: <https://postcard.jamesmunns.com>.
//!
//! The build's own bytes cannot fail to be read, so the error is a type without values: what each
//! type that is read would do about errors is left out by the compiler, which is most of the code.

use std::fmt;

use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};

/// What these bytes hold; `None`: they break off, or are of something else.
pub(super) fn read<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Option<T> {
    let mut compiled = Compiled { rest: bytes, breaks_off: false };
    let Ok(value) = T::deserialize(&mut compiled);
    (compiled.rest.is_empty() && !compiled.breaks_off).then_some(value)
}

struct Compiled<'de> {
    rest: &'de [u8],
    /// Whether more was asked for than there is.
    breaks_off: bool,
}

impl<'de> Compiled<'de> {
    fn bytes(&mut self, count: usize) -> &'de [u8] {
        let (taken, rest) = self.rest.split_at_checked(count).unwrap_or_else(|| {
            self.breaks_off = true;
            Default::default()
        });
        self.rest = rest;
        taken
    }

    fn byte(&mut self) -> u8 {
        self.bytes(1).first().copied().unwrap_or_default()
    }

    /// Seven bits in each byte, the lowest first; the eighth says that more follow.
    fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    fn count(&mut self) -> usize {
        self.number() as usize
    }

    fn text(&mut self) -> &'de str {
        let length = self.count();
        str::from_utf8(self.bytes(length)).unwrap_or_default()
    }
}

impl<'de> Deserializer<'de> for &mut Compiled<'de> {
    type Error = Impossible;

    /// Nothing that is built in has values of another type.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Impossible> {
        std::process::abort()
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Impossible> {
        visitor.visit_bool(self.byte() != 0)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Impossible> {
        visitor.visit_u8(self.byte())
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Impossible> {
        visitor.visit_u16(self.number() as u16)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Impossible> {
        visitor.visit_u32(self.number() as u32)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Impossible> {
        visitor.visit_u64(self.number())
    }

    /// The sign is the lowest bit.
    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Impossible> {
        let number = self.number();
        visitor.visit_i64((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Impossible> {
        visitor.visit_borrowed_str(self.text())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Impossible> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Impossible> {
        match self.byte() {
            0 => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Impossible> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Impossible> {
        let left = self.count();
        visitor.visit_seq(Elements { of: self, left })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Impossible> {
        let left = self.count();
        visitor.visit_map(Elements { of: self, left })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Impossible> {
        visitor.visit_seq(Fields(self))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Impossible> {
        visitor.visit_seq(Fields(self))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Impossible> {
        visitor.visit_seq(Fields(self))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Impossible> {
        visitor.visit_enum(self)
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i128 u128 f32 f64 char bytes byte_buf unit unit_struct identifier ignored_any
    }
}

impl<'de> EnumAccess<'de> for &mut Compiled<'de> {
    type Error = Impossible;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Self), Impossible> {
        let variant = seed.deserialize((self.number() as u32).into_deserializer())?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for &mut Compiled<'de> {
    type Error = Impossible;

    fn unit_variant(self) -> Result<(), Impossible> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<T::Value, Impossible> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Impossible> {
        visitor.visit_seq(Fields(self))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Impossible> {
        visitor.visit_seq(Fields(self))
    }
}

/// The fields of a type, which asks for as many as it has.
struct Fields<'c, 'de>(&'c mut Compiled<'de>);

impl<'de> SeqAccess<'de> for Fields<'_, 'de> {
    type Error = Impossible;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Impossible> {
        seed.deserialize(&mut *self.0).map(Some)
    }
}

/// The elements of a list, or the entries of a map.
struct Elements<'c, 'de> {
    of: &'c mut Compiled<'de>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Impossible;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Impossible> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        seed.deserialize(&mut *self.of).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl<'de> MapAccess<'de> for Elements<'_, 'de> {
    type Error = Impossible;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Impossible> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, Impossible> {
        seed.deserialize(&mut *self.of)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

/// The error that there is none of. What makes one ends the program instead: the bytes were then not
/// written by the build of this library.
#[derive(Debug)]
enum Impossible {}

impl Error for Impossible {
    fn custom<T: fmt::Display>(_: T) -> Self {
        std::process::abort()
    }

    // As serde has them, these make texts first.
    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        std::process::abort()
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        std::process::abort()
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        std::process::abort()
    }
}

impl std::error::Error for Impossible {}

impl fmt::Display for Impossible {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Values = (u16, i64, Option<bool>, Box<[Box<str>]>);

    #[test]
    fn values_are_read() {
        let read = read::<Values>(&[0xac, 2, 3, 1, 1, 2, 1, b'a', 2, b'b', b'c']);
        assert_eq!(read, Some((300, -2, Some(true), ["a".into(), "bc".into()].into())));
    }

    #[test]
    fn what_breaks_off_or_goes_on_is_not_read() {
        let bytes = [1, 3, 0, 1, 3, b'a', b'b', b'c'];
        assert!(read::<Values>(&bytes).is_some());
        for end in 0..bytes.len() {
            assert_eq!(read::<Values>(&bytes[..end]), None, "{end}");
        }
        assert_eq!(read::<Values>(&[&bytes[..], &[0]].concat()), None);
    }
}
