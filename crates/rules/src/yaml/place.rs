//! Where a part of a YAML text is.
//!
//! The YAML reader gives places of errors alone. So the text is read once more, up to the part that
//! is looked for, and there the reading fails: the place of this failure is the part's.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::read_with;
use crate::source::Span;

/// A step from a value into a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Of a mapping, to the value of this key.
    Key(String),
    /// Of a list, to the element of this number, counted from 0.
    Item(usize),
}

impl Step {
    /// To the value of a key.
    #[must_use]
    pub fn key(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

/// Which part a way leads to: a value, or the key before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The key.
    Key,
    /// The value.
    Value,
}

/// Where the part is that a path leads to, in bytes; of what is not there, the part around it. Of a
/// text over several lines it is the first one.
#[must_use]
pub fn place(text: &str, mut way: &[Step], mut part: Part) -> Span {
    loop {
        let seek = Seek { way, part };
        if let Err(error) = read_with(text, seek)
            && error.fault.to_string().contains(HERE)
        {
            let start = error.span.start as usize;
            return Span::new(start, start + length(text.get(start..).unwrap_or(""), part));
        }
        let Some((_, around)) = way.split_last() else { return Span::default() };
        (way, part) = (around, Part::Value);
    }
}

/// What the reading fails with where it has arrived.
const HERE: &str = "smartro-lint arrived here";

/// How long the key or the scalar is that a text starts with; of anything else, its first line.
fn length(text: &str, part: Part) -> usize {
    let line = text.lines().next().unwrap_or("");
    let quoted = |quote: char| {
        let rest = line.strip_prefix(quote)?;
        let mut escaped = false;
        let end = rest.char_indices().find(|(_, character)| {
            let ends = *character == quote && !escaped;
            escaped = *character == '\\' && !escaped && quote == '"';
            ends
        });
        end.map(|(at, _)| at + 2)
    };
    if let Some(length) = quoted('"').or_else(|| quoted('\'')) {
        return length;
    }
    if let Some(length) = flow(line).filter(|_| part == Part::Value) {
        return length;
    }
    let end = |ends: &[&str]| ends.iter().filter_map(|end| line.find(end)).min();
    let key = end(&[":", "]", "}"]);
    let is_mapping = key.is_some_and(|at| {
        line.get(at..).unwrap_or("").starts_with(':') && end(&[", "]).is_none_or(|comma| at < comma)
    });
    let end = match part {
        Part::Key => key,
        Part::Value if is_mapping || line.starts_with(['[', '{']) => end(&[" #"]),
        Part::Value => end(&[" #", ", ", "]", "}"]),
    };
    line.get(..end.unwrap_or(line.len())).unwrap_or(line).trim_end().len()
}

/// How long the list or mapping in brackets is that a line starts with, if it ends there too.
fn flow(line: &str) -> Option<usize> {
    if !line.starts_with(['[', '{']) {
        return None;
    }
    let (mut depth, mut open, mut escaped) = (0, None, false);
    for (at, character) in line.char_indices() {
        match (open, character) {
            (Some(_), _) if escaped => escaped = false,
            (Some('"'), '\\') => escaped = true,
            (Some(quote), _) if quote == character => open = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => open = Some(character),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') if depth == 1 => return Some(at + 1),
            (None, ']' | '}') => depth -= 1,
            (None, _) => {}
        }
    }
    None
}

#[derive(Clone, Copy)]
struct Seek<'w> {
    way: &'w [Step],
    part: Part,
}

impl<'de> DeserializeSeed<'de> for Seek<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seek<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A scalar is not what is looked for, or it is: `HERE` distinguishes the two.
        f.write_str(if self.way.is_empty() { HERE } else { "more" })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((Step::Key(wanted), rest)) = self.way.split_first() else {
            return if self.way.is_empty() { Err(Error::custom(HERE)) } else { Ok(()) };
        };
        let stops = rest.is_empty() && self.part == Part::Key;
        while let Some(found) = map.next_key_seed(KeySeed { wanted, stops })? {
            if found {
                return map.next_value_seed(Seek { way: rest, ..self });
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Some((Step::Item(wanted), rest)) = self.way.split_first() else {
            return if self.way.is_empty() { Err(Error::custom(HERE)) } else { Ok(()) };
        };
        for _ in 0..*wanted {
            list.next_element::<IgnoredAny>()?;
        }
        list.next_element_seed(Seek { way: rest, ..self })?;
        Ok(())
    }
}

/// A key: whether it is the one that is looked for.
struct KeySeed<'w> {
    wanted: &'w str,
    /// Whether the way ends here.
    stops: bool,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<bool, E> {
        let found = key == self.wanted;
        if found && self.stops { Err(Error::custom(HERE)) } else { Ok(found) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
# 설명
language: ko  # 한국어
severity:
  unknown-field: 'off'
  \"a\": [1, {b: \"c \\\" d\"}]
context: { channel: prod, os: linux }
suppress:
  - rule: r  # why
    reason: 그래서
  -
    rule: s
";

    fn found(way: &[Step], part: Part) -> &'static str {
        place(TEXT, way, part).of(TEXT)
    }

    #[test]
    fn parts_are_found_by_their_way() {
        let key = |key: &str| Step::Key(key.to_owned());
        let item = Step::Item;
        assert_eq!(found(&[key("language")], Part::Key), "language");
        assert_eq!(found(&[key("language")], Part::Value), "ko");
        assert_eq!(found(&[key("severity"), key("unknown-field")], Part::Key), "unknown-field");
        assert_eq!(found(&[key("severity"), key("unknown-field")], Part::Value), "'off'");
        assert_eq!(found(&[key("severity"), key("a")], Part::Key), "\"a\"");
        assert_eq!(found(&[key("context"), key("channel")], Part::Value), "prod");
        let way = [key("severity"), key("a"), item(1), key("b")];
        assert_eq!(found(&way, Part::Value), "\"c \\\" d\"");
        assert_eq!(found(&way[..3], Part::Value), "{b: \"c \\\" d\"}");
        assert_eq!(found(&way[..2], Part::Value), "[1, {b: \"c \\\" d\"}]");
        assert_eq!(found(&[key("context")], Part::Value), "{ channel: prod, os: linux }");
        assert_eq!(found(&[key("suppress"), item(0), key("reason")], Part::Value), "그래서");
        assert_eq!(found(&[key("suppress"), item(1), key("rule")], Part::Value), "s");
    }

    #[test]
    fn of_what_is_not_there_the_place_around_it_is_found() {
        let way = |last: &str| ["suppress".into(), 1.into(), last.into()];
        assert_eq!(found(&way("files"), Part::Key), "rule: s");
        assert_eq!(found(&["severity".into(), "x".into()], Part::Value), "unknown-field: 'off'");
        assert_eq!(found(&["suppress".into(), 7.into()], Part::Value), "- rule: r");
        assert_eq!(place("", &["a".into()], Part::Key), Span::default());
    }

    impl From<&str> for Step {
        fn from(key: &str) -> Self {
            Self::Key(key.to_owned())
        }
    }

    impl From<usize> for Step {
        fn from(index: usize) -> Self {
            Self::Item(index)
        }
    }
}
