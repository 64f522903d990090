//! What an object is, by its keys: a recording of calls, one call, or a body.

use crate::request::{Characters, Lexer, WrapperKey};

/// What the keys of an object tell of what it is.
#[derive(Default)]
pub(super) struct Outline {
    operation: bool,
    url: bool,
    path: bool,
    method: bool,
    body: bool,
    field: bool,
    log: bool,
    request: bool,
    recorded: bool,
}

/// What an object is.
pub(super) enum ObjectKind {
    Recording,
    Envelope,
    Body,
}

impl Outline {
    /// Looks at the keys of the object that starts here, as far as it is JSON.
    pub(super) fn of(text: &str, at: usize, is_field: impl Fn(&str) -> bool) -> Self {
        let mut outline = Self::default();
        let mut lexer = Lexer::new(text, at);
        let mut depth = 0_usize;
        let mut key: Option<String> = None;
        loop {
            lexer.skip_space();
            match lexer.peek() {
                None => return outline,
                Some(open @ (b'{' | b'[')) => {
                    if let Some(key) = key.take().filter(|_| depth == 1) {
                        outline.see(&key, open, &is_field);
                    }
                    depth += 1;
                    lexer.advance();
                }
                Some(b'}' | b']') => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return outline;
                    }
                    lexer.advance();
                }
                Some(b'"') => {
                    let Ok(token) = lexer.string() else { return outline };
                    if depth != 1 {
                        continue;
                    }
                    if let Some(key) = key.take() {
                        outline.see(&key, b'"', &is_field);
                    } else if lexer.take(b':') {
                        let inside = text.get(token.inside()).unwrap_or("");
                        key = Some(Characters::new(inside).take(40).collect());
                    }
                }
                Some(other) => {
                    if let Some(key) = key.take().filter(|_| depth == 1) {
                        outline.see(&key, other, &is_field);
                    }
                    lexer.advance();
                }
            }
        }
    }

    /// Takes note of a key, and of the first byte of its value.
    fn see(&mut self, key: &str, first: u8, is_field: &impl Fn(&str) -> bool) {
        let (is_text, is_object) = (first == b'"', first == b'{');
        match WrapperKey::of(key.as_bytes()).map_or(key, |known| known.name()) {
            "operation" => self.operation |= is_text,
            "url" => self.url |= is_text,
            "uri" | "path" => self.path |= is_text,
            "method" if is_text => self.method = true,
            "log" => self.log |= is_object,
            "response" | "startedDateTime" => self.recorded = true,
            "request" => (self.body, self.request) = (true, self.request || is_object),
            "data" | "body" | "json" | "payload" | "requestBody" | "postData" => self.body = true,
            other => self.field |= is_field(other),
        }
    }

    /// What an object with these keys is.
    pub(super) fn kind(&self) -> ObjectKind {
        if (self.log && !self.field) || (self.request && self.recorded) {
            ObjectKind::Recording
        } else if self.operation
            || self.url
            || (self.path && (self.method || self.body))
            || ((self.body || self.method) && !self.field)
        {
            ObjectKind::Envelope
        } else {
            ObjectKind::Body
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_tell_what_an_object_is() {
        for (text, kind) in [
            (r#"{"log": {}}"#, "recording"),
            (r#"{"log": {}, "payMethod": 1}"#, "body"),
            (r#"{"request": {}, "startedDateTime": 1}"#, "recording"),
            (r#"{"request": {}, "response": 1}"#, "recording"),
            (r#"{"request": "", "response": 1}"#, "envelope"),
            (r#"{"operation": "a"}"#, "envelope"),
            (r#"{"operation": 1}"#, "body"),
            (r#"{"url": "a", "payMethod": 1}"#, "envelope"),
            (r#"{"path": "a"}"#, "body"),
            (r#"{"path": "a", "method": "a"}"#, "envelope"),
            (r#"{"uri": "a", "data": 1}"#, "envelope"),
            (r#"{"data": 1}"#, "envelope"),
            (r#"{"data": 1, "payMethod": 1}"#, "body"),
            (r#"{"method": {"card": 1}}"#, "body"),
            (r#"{"x": {"operation": "a"}}"#, "body"),
        ] {
            let found = match Outline::of(text, 0, |key| key == "payMethod").kind() {
                ObjectKind::Recording => "recording",
                ObjectKind::Envelope => "envelope",
                ObjectKind::Body => "body",
            };
            assert_eq!(found, kind, "{text}");
        }
    }
}
