//! A string, with its place where the reader has one.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};

/// A text, borrowed unless it has escapes.
pub struct Text<'a> {
    text: Cow<'a, str>,
    /// Its first and its last byte, quotes and all.
    pub span: Option<(usize, usize)>,
}

impl std::ops::Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

/// What flexon takes a type by that asks for its span; other readers read what is in it.
const SPAN: &str = "$flexon::Span";

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(SPAN, Spanned)
    }
}

#[derive(Deserialize)]
struct Borrowed<'a>(#[serde(borrow)] Cow<'a, str>);

struct Spanned;

impl<'de> Visitor<'de> for Spanned {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a string")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Text<'de>, D::Error> {
        let Borrowed(text) = Borrowed::deserialize(inner)?;
        Ok(Text { text, span: None })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Text<'de>, A::Error> {
        let (start, text, end) =
            (parts.next_element()?, parts.next_element()?, parts.next_element()?);
        let (Some(start), Some(Borrowed(text)), Some(end)) = (start, text, end) else {
            return Err(A::Error::custom("a span without its text"));
        };
        Ok(Text { text, span: Some((start, end)) })
    }
}
