//! A body as JSON with holes where it has placeholders.

use super::{
    placeholders::{Variables, placeholder},
    whole,
};
use crate::{
    lowered::{Channel, Literal, LoweredText, Mapping, Quote, SourceError, SourcePlace, Span},
    text::write_json,
};

/// How deep a body may be.
const DEEPEST: u32 = 64;

/// Lowers the body that is in a part of a text.
///
/// # Errors
/// If it is no JSON: where.
pub(super) fn lower(
    text: &str,
    body: Span,
    variables: &Variables<'_>,
) -> Result<LoweredText, SourceError> {
    let written = text.get(body.start..body.end).unwrap_or_default();
    // Another file, a form, or a whole body in one variable.
    if !written.starts_with(['{', '[', '"']) || written.starts_with("{{") {
        return Ok(whole(body, "?any"));
    }
    let mut reader =
        BodyReader { text, at: body.start, end: body.end, variables, out: <_>::default() };
    reader.value(DEEPEST)?;
    reader.blanks();
    match reader.at < body.end {
        true => Err(reader.error()),
        false => Ok(reader.out),
    }
}

/// Where the channel key of a body comes from: its text, or the placeholder that it is.
pub(super) fn channel(body: &LoweredText, text: &str, fields: &[String]) -> Option<Channel> {
    let of = |mapping: &Mapping| text.get(mapping.source.start..mapping.source.end);
    let value = body.map.windows(2).find_map(|pair| match pair {
        [key, value] => {
            let name = of(key)?.strip_prefix('"')?.strip_suffix('"')?;
            let is_key = body.text.get(key.lowered.end..)?.starts_with(':');
            fields.iter().any(|field| is_key && field == name).then_some(value)
        }
        _ => None,
    })?;
    let written = of(value)?;
    let name = placeholder(written).map(|(_, name, _)| name.to_owned());
    let known = body.text.get(value.lowered.start..value.lowered.end)?;
    let text = known.strip_prefix('"').and_then(|known| known.strip_suffix('"'));
    let text = text.map(str::to_owned);
    Some(Channel { text, env: None, names: name.into_iter().collect() })
}

struct BodyReader<'r> {
    text: &'r str,
    at: usize,
    end: usize,
    variables: &'r Variables<'r>,
    out: LoweredText,
}

impl BodyReader<'_> {
    fn value(&mut self, depth: u32) -> Result<(), SourceError> {
        self.blanks();
        let depth = depth.checked_sub(1).ok_or_else(|| self.error())?;
        let (start, lowered, place) = (self.at, self.out.text.len(), self.out.map.len());
        let blank = Span::new(0, 0);
        let mapping = Mapping { lowered: blank, source: blank, value_from: None, literal: None };
        self.out.map.push(mapping);
        let quote = match (self.other_placeholder(), self.rest().as_bytes()) {
            (Some(length), _) => {
                self.at += length;
                self.out.text.push_str("?any?");
                None
            }
            (_, [b'{', b'{', ..]) => self.scalar()?,
            (_, [b'{', ..]) => self.members(depth)?,
            (_, [b'[', ..]) => self.elements(depth)?,
            (_, [b'"', ..]) => self.string()?,
            _ => self.scalar()?,
        };
        let source = Span::new(start, self.at);
        if let Some(mapping) = self.out.map.get_mut(place) {
            mapping.lowered = Span::new(lowered, self.out.text.len());
            mapping.source = source;
            mapping.literal = quote
                .map(|quote| Literal { place: SourcePlace { file: None, span: source }, quote });
        }
        Ok(())
    }

    fn members(&mut self, depth: u32) -> Result<Option<Quote>, SourceError> {
        self.at += 1;
        self.out.text.push('{');
        let mut is_open = false;
        // Of what is read, and of what is written.
        let (mut is_first, mut is_empty) = (true, true);
        self.blanks();
        while !self.take("}") {
            if !is_first {
                self.expect(",")?;
                self.blanks();
            }
            is_first = false;
            let before = (self.out.text.len(), self.out.map.len());
            if !is_empty {
                self.out.text.push_str(", ");
            }
            let (start, lowered) = (self.at, self.out.text.len());
            if !self.rest().starts_with('"') {
                return Err(self.error());
            }
            let is_known = self.string()?.is_some();
            let lowered = Span::new(lowered, self.out.text.len());
            let source = Span::new(start, self.at);
            self.out.map.push(Mapping { lowered, source, value_from: None, literal: None });
            self.blanks();
            self.expect(":")?;
            self.out.text.push_str(": ");
            self.value(depth)?;
            if is_known {
                is_empty = false;
            } else {
                // Any field may be there under a name that is not known.
                self.out.text.truncate(before.0);
                self.out.map.truncate(before.1);
                is_open = true;
            }
            self.blanks();
        }
        if is_open {
            self.out.text.push_str(if is_empty { "..." } else { ", ..." });
        }
        self.out.text.push('}');
        Ok(None)
    }

    fn elements(&mut self, depth: u32) -> Result<Option<Quote>, SourceError> {
        self.at += 1;
        self.out.text.push('[');
        let mut is_first = true;
        self.blanks();
        while !self.take("]") {
            if !is_first {
                self.expect(",")?;
                self.out.text.push_str(", ");
            }
            is_first = false;
            self.value(depth)?;
            self.blanks();
        }
        self.out.text.push(']');
        Ok(None)
    }

    /// A string; how it is quoted, if all of it is known.
    fn string(&mut self) -> Result<Option<Quote>, SourceError> {
        let mut escaped = false;
        let inside = self.rest().get(1..).unwrap_or_default();
        let length = inside.find(|letter: char| {
            let ends = letter == '"' && !escaped;
            escaped = letter == '\\' && !escaped;
            ends || letter == '\n'
        });
        let length = length.filter(|length| inside.as_bytes().get(*length) == Some(&b'"'));
        let written = length.and_then(|length| self.rest().get(..length + 2));
        let parsed = written.and_then(unescaped).ok_or_else(|| self.error())?;
        self.at += written.map_or(0, str::len);
        let filled = self.variables.filled(&parsed);
        if placeholder(&parsed).is_none() && filled.as_known().is_some() {
            write_json(&parsed, &mut self.out.text);
            return Ok(Some(Quote::Double));
        }
        filled.write(&mut self.out.text);
        Ok(None)
    }

    /// The length of a placeholder that is next and none of the client's: `${amount}`.
    fn other_placeholder(&self) -> Option<usize> {
        let rest = self.rest();
        let may_begin = match rest.strip_prefix('{') {
            // The client's own, an object that is empty, or one with members.
            Some(inside) => !inside.trim_start().starts_with(['{', '}', '"']),
            None => rest.starts_with(['$', '#', '<', '\\', '%', ':']),
        };
        may_begin.then(|| self.variables.leading(rest)).flatten()
    }

    /// A number, a word, or a placeholder.
    fn scalar(&mut self) -> Result<Option<Quote>, SourceError> {
        let rest = self.rest();
        let mut length = 0;
        while let Some(letter) = rest.get(length..).and_then(|rest| rest.chars().next()) {
            let after = rest.get(length..).unwrap_or_default();
            if after.starts_with("{{") {
                length += after.find("}}").map_or(after.len(), |end| end + 2);
            } else if letter.is_whitespace() || matches!(letter, ',' | '}' | ']' | ':') {
                break;
            } else {
                length += letter.len_utf8();
            }
        }
        let written = rest.get(..length).unwrap_or_default();
        let is_known = is_scalar(written);
        if !is_known && placeholder(written).is_none() {
            return Err(self.error());
        }
        let filled = self.variables.filled(written);
        match filled.as_known().filter(|known| is_known || is_scalar(known)) {
            Some(known) => self.out.text.push_str(known),
            None => self.out.text.push_str("?any?"),
        }
        self.at += length;
        Ok(is_known.then_some(Quote::Bare))
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn take(&mut self, mark: &str) -> bool {
        let is_next = self.rest().starts_with(mark);
        self.at += if is_next { mark.len() } else { 0 };
        is_next
    }

    fn expect(&mut self, mark: &str) -> Result<(), SourceError> {
        match self.take(mark) {
            true => Ok(()),
            false => Err(self.error()),
        }
    }

    fn error(&self) -> SourceError {
        let end = self.rest().chars().next().map_or(self.at, |letter| self.at + letter.len_utf8());
        SourceError { message: "this is no JSON".to_owned(), span: Span::new(self.at, end) }
    }
}

fn unescaped(written: &str) -> Option<String> {
    serde_json::from_str(written).ok()
}

fn is_scalar(written: &str) -> bool {
    let is_number = |written: &str| serde_json::from_str::<serde_json::Number>(written).is_ok();
    matches!(written, "true" | "false" | "null") || is_number(written)
}
