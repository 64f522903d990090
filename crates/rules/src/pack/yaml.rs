//! What YAML texts have in common: how much of one is read, and where it is wrong.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use indexmap::IndexMap;
use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::compile::{CompileError, ErrorKind};
use crate::source::{Source, Span};

/// The longest YAML text that is read, in bytes.
const LONGEST: usize = 1 << 20;

/// How deep brackets may nest on a line of YAML: its reader takes quadratic time over them.
const DEEPEST: usize = 64;

/// How many brackets may be open over all lines of YAML. Braces in texts count too, and need
/// not be closed.
const MOST_OPEN: usize = 1000;

/// Whether a text is one that the YAML reader can be given.
pub fn check(source: &Arc<Source>) -> Result<(), CompileError> {
    let fail = |text: &str, span| {
        Err(CompileError::new(ErrorKind::TooMuch(text.to_owned()), source, span))
    };
    if source.text.len() > LONGEST {
        let text = format!("the file has {} bytes, more than {LONGEST}", source.text.len());
        return fail(&text, Span::default());
    }
    let (mut on_line, mut open) = (0_usize, 0_usize);
    for (at, byte) in source.text.bytes().enumerate() {
        match byte {
            b'\n' => on_line = 0,
            b'[' | b'{' => (on_line, open) = (on_line + 1, open + 1),
            b']' | b'}' => (on_line, open) = (on_line.saturating_sub(1), open.saturating_sub(1)),
            _ => {}
        }
        let here = Span::new(at, at + 1);
        if on_line > DEEPEST {
            return fail(&format!("brackets nest deeper than {DEEPEST} levels"), here);
        }
        if open > MOST_OPEN {
            return fail(&format!("more than {MOST_OPEN} brackets are open"), here);
        }
    }
    Ok(())
}

/// Reads a map in which no key stands twice: of two the reader itself takes the last. What is
/// wrong is told at the second one, not at the map.
pub fn unique<'de, D, M, V>(deserializer: D) -> Result<M, D::Error>
where
    D: Deserializer<'de>,
    M: FromIterator<(String, V)>,
    V: Deserialize<'de>,
{
    struct Members<V>(PhantomData<V>);

    impl<'de, V: Deserialize<'de>> Visitor<'de> for Members<V> {
        type Value = IndexMap<String, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut members = IndexMap::new();
            while let Some(key) = map.next_key::<String>()? {
                if members.contains_key(&key) {
                    map.next_value_seed(Second)?;
                }
                members.insert(key, map.next_value()?);
            }
            Ok(members)
        }
    }

    let members = deserializer.deserialize_map(Members(PhantomData))?;
    Ok(members.into_iter().collect())
}

/// The entry of a key that stood before: an error, and where it is.
struct Second;

impl<'de> DeserializeSeed<'de> for Second {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Second {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an entry whose name was not given before")
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(A::Error::custom("this name was given before"))
    }
}

/// An error of the YAML reader, at the place that it gives.
pub fn error(source: &Arc<Source>, error: &serde_yaml::Error) -> CompileError {
    let at = offset(&source.text, error);
    let rest = source.text.get(at..).unwrap_or("");
    let length = rest.find('\n').unwrap_or(rest.len());
    let text = error.to_string();
    let reason = text.split(" at line ").next().unwrap_or_default().to_owned();
    CompileError::new(ErrorKind::Manifest(reason), source, Span::new(at, at + length))
}

/// The byte that an error is at; where it does not say, the first one.
pub fn offset(text: &str, error: &serde_yaml::Error) -> usize {
    let at = error.location().map_or(0, |location| location.index()).min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn errors_are_where_they_are_whatever_stands_before() {
        for before in ["", "\u{feff}", "# 설명 — ‘규칙’\n", "가: 나\r\n"] {
            let text = format!("{before}b: [x]\nc: 2\n");
            let found = serde_yaml::from_str::<BTreeMap<String, String>>(&text).unwrap_err();
            let source = Source::new("a.yaml", text.clone());
            assert_eq!(error(&source, &found).span.of(&text), "[x]", "{before:?}");
        }
    }
}
