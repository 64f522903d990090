//! Where a place in a JSON text is, however much of the text is written yet.

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct JsonPlace {
    /// The keys from the top to the object or array that it is in; steps into arrays are left
    /// out.
    pub(crate) path: Vec<String>,
    /// What can be written there.
    pub(crate) slot: Slot,
    /// The bytes of the string or word that is there already.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The keys of each object on the way, the top one first, and where strings are their values,
    /// these.
    pub(crate) objects: Vec<Vec<(String, Option<String>)>>,
}

/// What can be written at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    /// A key; whether a colon follows.
    Key { has_colon: bool },
    /// The value of the last key of the path, or an element of its array.
    Value,
}

/// An object or an array, as far as it was read.
#[derive(Default)]
struct Container {
    is_object: bool,
    parent: Option<usize>,
    /// Its own key in the object that it is in.
    key: Option<String>,
    members: Vec<(String, Option<String>)>,
    state: State,
}

/// What comes next in an object; an array has values alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Key,
    Colon,
    Value,
    Comma,
}

/// A string or a word.
struct Token {
    start: usize,
    end: usize,
    is_string: bool,
}

/// What can be written at an offset of a text; `None`: nothing, such as after a value.
pub(crate) fn place(text: &str, offset: usize) -> Option<JsonPlace> {
    let mut reader = JsonReader {
        text,
        offset,
        containers: Vec::new(),
        current: None,
        found: None,
        is_nothing: false,
    };
    reader.read();
    reader.place()
}

struct JsonReader<'t> {
    text: &'t str,
    offset: usize,
    containers: Vec<Container>,
    current: Option<usize>,
    /// The container around the offset, what can be written there, and the token that is there.
    found: Option<(usize, Slot, usize, usize)>,
    is_nothing: bool,
}

impl JsonReader<'_> {
    fn read(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            if self.found.is_none() && at >= self.offset {
                self.meet(self.offset, self.offset);
            }
            match byte {
                b'{' | b'[' => self.open(byte == b'{'),
                b'}' | b']' => self.close(),
                b':' => self.expect(State::Value),
                b',' => self.expect(State::Key),
                b'"' => {
                    let token = self.string(at);
                    at = token.end;
                    self.token(&token);
                    continue;
                }
                byte if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | 0x80..) => {
                    let rest = bytes.get(at..).unwrap_or_default();
                    let is_end = |byte: &u8| {
                        byte.is_ascii_whitespace()
                            || matches!(byte, b',' | b':' | b'"')
                            || b"{}[]".contains(byte)
                    };
                    let length = rest.iter().position(is_end).unwrap_or(rest.len());
                    let token = Token { start: at, end: at + length, is_string: false };
                    at = token.end;
                    self.token(&token);
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        if self.found.is_none() {
            self.meet(self.offset, self.offset);
        }
    }

    /// The string that starts at a quote; it ends with its line.
    fn string(&self, start: usize) -> Token {
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                b'"' => return Token { start, end: at + 1, is_string: true },
                b'\n' | b'\r' => break,
                _ => {}
            }
            at += 1;
        }
        Token { start, end: at.min(bytes.len()), is_string: true }
    }

    fn token(&mut self, token: &Token) {
        let touches = token.start < self.offset && self.offset <= token.end;
        let is_closed = token.is_string
            && self.offset == token.end
            && token.end - token.start > 1
            && self.text.get(..token.end).is_some_and(|text| text.ends_with('"'));
        if touches && !is_closed && self.found.is_none() {
            self.meet(token.start, token.end);
        }
        let text = self.text.get(token.start..token.end).unwrap_or_default();
        let text = text.trim_matches('"').to_owned();
        let Some(container) = self.current() else { return };
        match container.state {
            State::Value if container.is_object => {
                if let Some((_, value)) = container.members.last_mut() {
                    *value = token.is_string.then_some(text);
                }
                container.state = State::Comma;
            }
            _ if container.is_object => {
                container.members.push((text, None));
                container.state = State::Colon;
            }
            _ => container.state = State::Comma,
        }
    }

    fn current(&mut self) -> Option<&mut Container> {
        self.containers.get_mut(self.current?)
    }

    /// Notes the container and what can be written, where the offset is.
    fn meet(&mut self, start: usize, end: usize) {
        let Some(at) = self.current else {
            self.found = Some((usize::MAX, Slot::Value, start, end));
            return;
        };
        let Some(container) = self.containers.get(at) else { return };
        // After a value without a comma, a string is a key all the same.
        let is_token = start < end;
        let slot = match container.state {
            State::Value => Slot::Value,
            State::Key if !container.is_object => Slot::Value,
            State::Key => self.key(end),
            State::Comma if is_token && container.is_object => self.key(end),
            State::Colon | State::Comma => return self.nothing(),
        };
        self.found = Some((at, slot, start, end));
    }

    fn key(&self, end: usize) -> Slot {
        let rest = self.text.get(end..).unwrap_or_default().trim_start();
        Slot::Key { has_colon: rest.starts_with(':') }
    }

    /// Nothing can be written at the offset.
    fn nothing(&mut self) {
        self.is_nothing = true;
        self.found = Some((usize::MAX, Slot::Value, self.offset, self.offset));
    }

    fn open(&mut self, is_object: bool) {
        let parent = self.current;
        let key = self.current().and_then(|container| {
            let last = container.members.last().map(|(name, _)| name.clone());
            let is_value = container.is_object && container.state == State::Value;
            container.state = State::Comma;
            last.filter(|_| is_value)
        });
        self.current = Some(self.containers.len());
        self.containers.push(Container { is_object, parent, key, ..Container::default() });
    }

    fn close(&mut self) {
        let parent = self.current().and_then(|container| container.parent);
        self.current = parent;
    }

    fn expect(&mut self, state: State) {
        if let Some(container) = self.current() {
            container.state = state;
        }
    }

    fn place(self) -> Option<JsonPlace> {
        let (at, slot, start, end) = self.found.filter(|_| !self.is_nothing)?;
        let mut path = Vec::new();
        let mut objects = Vec::new();
        let mut next = self.containers.get(at);
        if let (Some(container), Slot::Value) = (next, slot)
            && container.is_object
        {
            path.push(self.value_key(container, start)?);
        }
        while let Some(container) = next {
            path.extend(container.key.clone());
            if container.is_object {
                objects.push(container.members.clone());
            }
            next = container.parent.and_then(|parent| self.containers.get(parent));
        }
        path.reverse();
        objects.reverse();
        Some(JsonPlace { path, slot, start, end, objects })
    }

    /// The key whose value is at an offset: the last one before it.
    fn value_key(&self, container: &Container, start: usize) -> Option<String> {
        let before = self.text.get(..start)?.trim_end().strip_suffix(':')?.trim_end();
        let key = match before.strip_suffix('"') {
            Some(before) => before.rsplit('"').next()?,
            None => before.rsplit(|c: char| c.is_whitespace() || "{,".contains(c)).next()?,
        };
        container.members.iter().any(|(name, _)| name == key).then(|| key.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The place of the bar in a text.
    fn at(text: &str) -> Option<(String, Slot, String)> {
        let offset = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let place = place(&text, offset)?;
        Some((place.path.join("."), place.slot, text.get(place.start..place.end)?.to_owned()))
    }

    #[test]
    fn keys_and_values_of_unfinished_texts() {
        let key = |has_colon| Slot::Key { has_colon };
        for (text, path, slot, token) in [
            ("{|", "", key(false), ""),
            ("{ | }", "", key(false), ""),
            ("{\"a|", "", key(false), "\"a"),
            ("{\"가\": 1, \"na|\": 2}", "", key(true), "\"na\""),
            ("{\"a\": {\"b\": [{\"c\": 1, |", "a.b", key(false), ""),
            ("{\"a\": |", "a", Slot::Value, ""),
            ("{\"a\": \"X|\", \"b\": 1}", "a", Slot::Value, "\"X\""),
            ("{\"a\": [\"X\", |]}", "a", Slot::Value, ""),
            ("{\"a\": tr|\n}", "a", Slot::Value, "tr"),
            ("[{\"a\": {\"b\": 1}, |}]", "", key(false), ""),
            ("{\"a\": \"unfinished\n \"b|\": 1}", "", key(true), "\"b\""),
            ("{\"a\": 1\n \"b|", "", key(false), "\"b"),
        ] {
            assert_eq!(at(text), Some((path.to_owned(), slot, token.to_owned())), "{text}");
        }
        for text in ["{\"a\" |", "{\"a\": 1 |}", "{\"a\": {} |", "[1 |"] {
            assert_eq!(at(text), None, "{text}");
        }
    }

    #[test]
    fn objects_on_the_way_are_known_beyond_the_place() {
        let text = r#"{"operation": "cancelPayment", "request": {"reason": "a", }, "context": {}}"#;
        let place = place(text, text.find(", }").unwrap() + 2).unwrap();
        assert_eq!(place.path, ["request"]);
        let names = |at: usize| -> Vec<&str> {
            place.objects[at].iter().map(|(name, _)| name.as_str()).collect()
        };
        assert_eq!(names(0), ["operation", "request", "context"]);
        assert_eq!(place.objects[0][0].1.as_deref(), Some("cancelPayment"));
        assert_eq!(names(1), ["reason"]);
    }

    #[test]
    fn any_prefix_has_a_place_or_none() {
        let text = "[{\"가🍎\": {\"b\\\"\": [1, true, \"x\"]}, 'c': }";
        for (end, _) in text.char_indices() {
            for (offset, _) in text.char_indices() {
                let _ = place(text.get(..end).unwrap(), offset);
            }
        }
    }
}
