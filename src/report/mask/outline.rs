//! What an object is, by its keys: a recording of calls, one call, or a body.

use super::broken::{follows, word};
use crate::request::{Characters, WrapperKey};

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
    /// Whether it has no end.
    is_cut: bool,
}

/// What an object is.
pub(super) enum ObjectKind {
    Recording,
    Envelope,
    Body,
}

impl Outline {
    /// Looks at the keys of the object that starts here, which may be broken JSON.
    pub(super) fn of(text: &str, at: usize, is_field: impl Fn(&str) -> bool) -> Self {
        let mut outline = Self::default();
        let (mut depth, mut at, mut is_first) = (0_usize, at, false);
        let mut key: Option<String> = None;
        while let Some(next) = text.get(at..).and_then(|rest| rest.chars().next()) {
            match next {
                '{' | '[' => {
                    if let Some(key) = key.take() {
                        outline.see(&key, Some(next), &is_field);
                    }
                    (depth, is_first) = (depth + 1, true);
                }
                '}' | ']' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return outline;
                    }
                }
                ',' => is_first = true,
                _ if next == ':' || next.is_whitespace() => {}
                _ => {
                    let word = word(text, at, depth == 1 && is_first);
                    let (inside, is_followed) = (
                        text.get(word.inside.clone()).unwrap_or(""),
                        follows(text, word.end, &[':']),
                    );
                    match key.take().filter(|_| !is_followed) {
                        _ if depth != 1 => {}
                        Some(key) => {
                            outline.see(&key, word.is_text(inside).then_some('"'), &is_field);
                        }
                        None if is_first || is_followed => {
                            key = Some(Characters::new(inside).take(40).collect());
                        }
                        None => {}
                    }
                    (at, is_first) = (word.end, false);
                    continue;
                }
            }
            at += next.len_utf8();
        }
        Self { is_cut: true, ..outline }
    }

    /// Takes note of a key, and of how its value begins, if that is a text or has brackets.
    fn see(&mut self, key: &str, first: Option<char>, is_field: &impl Fn(&str) -> bool) {
        let (is_text, is_object) = (first == Some('"'), first == Some('{'));
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
            || (self.path && (self.method || self.body || (self.is_cut && !self.field)))
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
