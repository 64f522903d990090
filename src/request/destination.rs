//! Where a call goes: its address, in one piece or in parts, and the host that is apart from it.

use super::address::Address;
use super::envelope::RequestReader;
use super::lexer::{Lexer, StringToken};
use super::outline::{Member, Outline, string_at, unescaped};
use super::text::Characters;
use super::wrapper_key::WrapperKey;
use smartro_lint_rules::source::Span;

impl RequestReader<'_> {
    /// A key's address: a string, or of an object its `raw` (as Postman writes it), its `href` (as
    /// URLs of JavaScript have it), or its host and its path.
    pub(super) fn address(
        &mut self,
        text: &str,
        outline: &Outline,
        key: WrapperKey,
    ) -> Option<Address> {
        if let Some(address) = outline.string(key, text) {
            return Some(self.whole(text, address));
        }
        let written = outline.part(key)?.value;
        let start = written.start as usize;
        let (host, path) = match text.as_bytes().get(start)? {
            b'{' => {
                let mut of = |names: [&str; 2]| {
                    names.into_iter().find_map(|name| self.value_of(text, start, name))
                };
                if let Some(whole) = of(["raw", "href"]).and_then(|at| string_at(text, at)) {
                    return Some(self.whole(text, whole));
                }
                (of(["host", "hostname"]), of(["path", "pathname"])?)
            }
            b'[' if key == WrapperKey::Path => (None, start),
            _ => return None,
        };
        let host = host.map_or_else(Vec::new, |at| self.strings(text, at));
        let path = self.strings(text, path);
        let pieces =
            (0..).zip(host).map(|(place, piece)| (if place > 0 { "." } else { "" }, piece));
        let pieces = pieces.chain(path.into_iter().map(|piece| ("/", piece)));
        let characters = self.scratch.lowered.join(text, pieces);
        Some(Address { written, characters })
    }

    fn whole(&mut self, text: &str, address: StringToken) -> Address {
        let characters = match address.escaped {
            true => self.scratch.lowered.unescape(text, address),
            false => inside(address),
        };
        Address { written: address.span, characters }
    }

    /// What says whose the path of a call is: its base URL, or a host.
    pub(super) fn base(&mut self, text: &str, outline: &Outline) -> Option<Span> {
        let base = outline.string(WrapperKey::BaseUrl, text).or_else(|| self.host(text));
        Some(self.whole(text, base?).characters)
    }

    /// The host that a call has beside its path, or among its headers.
    fn host(&mut self, text: &str) -> Option<StringToken> {
        // Of two the last one counts.
        let own = |name: &str| {
            let mut members = self.scratch.members.iter().rev();
            members.find(|member| member.known.is_none() && unescaped(text, member.key) == name)
        };
        let start = |member: &Member| member.value.start as usize;
        let host = ["host", "hostname", ":authority", "Host"].into_iter().find_map(own).map(start);
        let headers =
            ["headers", "header", "rawHeaders", "Headers"].into_iter().find_map(own).map(start);
        if let Some(host) = host {
            return string_at(text, host);
        }
        let headers = headers?;
        if text.as_bytes().get(headers) == Some(&b'[') {
            return self.listed_host(text, headers);
        }
        let names = ["host", "Host", "HOST", ":authority"];
        let host = names.into_iter().find_map(|name| self.value_of(text, headers, name));
        string_at(text, host?)
    }

    /// The host among headers that are a list: of objects with a name and a value, of pairs, or of
    /// names and values by turns.
    fn listed_host(&mut self, text: &str, headers: usize) -> Option<StringToken> {
        let is_host = |token: StringToken| {
            let mut names = ["host", ":authority"].into_iter();
            names.any(|name| unescaped(text, token).eq_ignore_ascii_case(name))
        };
        let mut was_host = false;
        let mut at = self.next_element(text, headers, true);
        while let Some(start) = at {
            let name = match text.as_bytes().get(start)? {
                b'"' if was_host => return string_at(text, start),
                b'{' => ["name", "key"].into_iter().find_map(|key| self.value_of(text, start, key)),
                b'[' => self.next_element(text, start, true),
                _ => Some(start),
            };
            was_host = name.and_then(|name| string_at(text, name)).is_some_and(is_host);
            let value = match text.as_bytes().get(start)? {
                b'{' if was_host => Some(self.value_of(text, start, "value")),
                b'[' if was_host => Some(self.next_element(text, name?, false)),
                _ => None,
            };
            if let Some(value) = value {
                return string_at(text, value?);
            }
            at = self.next_element(text, start, false);
        }
        None
    }

    /// The strings of a list, or a string by itself.
    fn strings(&mut self, text: &str, start: usize) -> Vec<StringToken> {
        let mut strings: Vec<StringToken> = string_at(text, start).into_iter().collect();
        if text.as_bytes().get(start) != Some(&b'[') {
            return strings;
        }
        let mut at = self.next_element(text, start, true);
        while let Some(start) = at {
            strings.extend(string_at(text, start));
            at = self.next_element(text, start, false);
        }
        strings
    }

    /// Where the first element of the array at an offset starts, or the one after the element there.
    fn next_element(&mut self, text: &str, at: usize, first: bool) -> Option<usize> {
        let mut lexer = Lexer::new(text, at);
        if first {
            if !lexer.take(b'[') || lexer.take(b']') {
                return None;
            }
        } else {
            lexer.seek(self.end_of(text, at)?);
            if !lexer.take(b',') {
                return None;
            }
        }
        lexer.skip_space();
        Some(lexer.at())
    }

    /// Where the value of an object's key starts; nothing, where the text is no JSON.
    pub(super) fn value_of(&mut self, text: &str, at: usize, name: &str) -> Option<usize> {
        let mut lexer = Lexer::new(text, at);
        if !lexer.take(b'{') || lexer.take(b'}') {
            return None;
        }
        loop {
            let (key, value) = super::outline::member(&mut lexer).ok()?;
            if is(text, key, name) {
                return Some(value);
            }
            lexer.seek(self.end_of(text, value)?);
            if !lexer.take(b',') {
                return None;
            }
        }
    }

    /// Where the value at an offset ends; nothing, where it is no JSON.
    fn end_of(&mut self, text: &str, at: usize) -> Option<usize> {
        let skips = !self.scratch.holes;
        let end = skips.then(|| super::skip_unvalidated::skip_unvalidated(text, at)).flatten();
        end.or_else(|| self.validate(text, at, 1).ok())
    }
}

fn inside(token: StringToken) -> Span {
    Span::new(token.inside().start, token.inside().end)
}

/// Whether a key is this.
#[inline]
pub(super) fn is(text: &str, key: StringToken, name: &str) -> bool {
    if key.escaped {
        return Characters::new(super::outline::inside(text, key)).eq(name.chars());
    }
    key.inside().len() == name.len() && text.as_bytes().get(key.inside()) == Some(name.as_bytes())
}
