//! The requests in a text that is none itself.

use crate::input::Request;
use crate::linter::Linter;
use crate::request::{ReadOutcome, Unknown, inner_values};
use crate::session::Session;
use smartro_lint_rules::source::{Span, byte_order_mark};

/// How many objects deep requests are looked for.
const DEEPEST: usize = 3;

impl Linter {
    /// The requests in an object that is none itself, under whatever keys, as ranges of the text:
    /// `{"requests": [ … ]}`, `{"card": { … }, "transfer": { … }}`. Of a list with a request in it,
    /// every element is one. Nothing, where the text is a request, or there is none in it.
    #[must_use]
    pub fn requests_within(&self, text: &[u8]) -> Option<Vec<Span>> {
        let mut session = self.session();
        let outcome = session.lint(&Request::json(text)).outcome();
        if !matches!(outcome, ReadOutcome::Unknown { why: Unknown::Unrecognised, .. }) {
            return None;
        }
        let mark = byte_order_mark(text);
        let text = std::str::from_utf8(text).ok()?;
        let inside = text.get(mark..)?;
        let start = text.len() - inside.trim_start().len();
        let mut requests = Vec::new();
        find(&mut session, text, start, DEEPEST, &mut requests);
        (!requests.is_empty()).then_some(requests)
    }
}

/// Adds the requests in the object at an offset.
fn find(session: &mut Session, text: &str, at: usize, depth: usize, requests: &mut Vec<Span>) {
    for value in inner_values(text, at) {
        let start = value.start as usize;
        if is_request(session, text, value) {
            requests.push(value);
        } else if value.of(text).starts_with('[') {
            let elements = inner_values(text, start);
            if elements.iter().any(|element| is_request(session, text, *element)) {
                requests.extend(elements);
            }
        } else if depth > 1 {
            find(session, text, start, depth - 1, requests);
        }
    }
}

fn is_request(session: &mut Session, text: &str, value: Span) -> bool {
    let value = value.of(text);
    value.starts_with('{') && session.lint(&Request::json(value)).is_request()
}
