//! Messages as JSON. `lsp_server` knows ids of 32 bits and strings, clients have others: within the server
//! the id of a client's request is a string, the JSON of what the client wrote.

use std::io::{self, Write};

use lsp_server::{Message, Notification, Request, RequestId, Response, ResponseError};
use serde::Serialize;
use serde_json::{Map, Value};

/// A request or a notification, if a text is one: nothing that the server asks has an answer that matters.
/// A document in which half of a surrogate pair is left is no text of Rust's: the half is as long as what
/// comes in its place, so that positions stay.
pub(crate) fn read(text: &str) -> Option<Message> {
    let read = serde_json::from_str(text);
    let read = read.or_else(|_| serde_json::from_str(&without_halves(text)));
    let mut message: Map<String, Value> = read.ok()?;
    let Some(Value::String(method)) = message.remove("method") else { return None };
    let params = message.remove("params").unwrap_or_default();
    let id = message.remove("id").filter(|_| !is_notification(&method));
    Some(match id {
        Some(id) => Message::Request(Request { id: id.to_string().into(), method, params }),
        None => Message::Notification(Notification { method, params }),
    })
}

/// Whether a method is never answered, even if a client gives it an id, such as `null`.
fn is_notification(method: &str) -> bool {
    matches!(method, "exit" | "initialized") || method.contains("/did")
}

/// An answer as it is written.
#[derive(Serialize)]
struct Answer<'a> {
    jsonrpc: &'static str,
    id: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a ResponseError>,
}

/// Writes a message; an answer has the id that the client wrote.
pub(crate) fn write(message: &Message, output: &mut impl Write) -> io::Result<()> {
    let Message::Response(Response { id, response_result }) = message else {
        return message.write(output);
    };
    let (result, error) = (response_result.as_ref().ok(), response_result.as_ref().err());
    let answer = Answer { jsonrpc: "2.0", id: of_client(id), result, error };
    let text = serde_json::to_string(&answer)?;
    write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    output.flush()
}

/// The id of a request as the client wrote it.
fn of_client(id: &RequestId) -> Value {
    let json = serde_json::to_value(id).unwrap_or_default();
    json.as_str().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

/// JSON with `\ufffd` in place of every escape of half a surrogate pair.
fn without_halves(json: &str) -> String {
    let mut whole = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        whole.push_str(before);
        let (kept, length) = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => (escape.get(..12), 12),
            (Some(0xD800..=0xDFFF), _) => (Some("\\ufffd"), 6),
            // A backslash and what it escapes.
            _ => {
                let length = 1 + escape.chars().nth(1).map_or(0, char::len_utf8);
                (escape.get(..length), length)
            }
        };
        whole.push_str(kept.unwrap_or_default());
        rest = escape.get(length..).unwrap_or_default();
    }
    whole + rest
}

/// The UTF-16 code unit that a `\u` escape is.
fn unit(escape: &str) -> Option<u16> {
    u16::from_str_radix(escape.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_surrogate_pairs_are_replaced() {
        for (json, whole) in [
            (r#""가 \ud83c\udf4e""#, r#""가 \ud83c\udf4e""#),
            (r#""\ud83c""#, r#""\ufffd""#),
            (r#""\udf4e\ud83c\ud83c\udf4e🍎""#, r#""\ufffd\ufffd\ud83c\udf4e🍎""#),
            (r#""\\ud83c \"\\\ud83c""#, r#""\\ud83c \"\\\ufffd""#),
            (r"\", r"\"),
            (r"\가\u12", r"\가\u12"),
        ] {
            assert_eq!(without_halves(json), whole, "{json}");
        }
    }

    #[test]
    fn what_is_no_message_is_passed_over() {
        for text in ["", "[]", "{", "{}", r#"{"method":1}"#, r#"{"id":0,"result":null}"#] {
            assert!(read(text).is_none(), "{text}");
        }
        let Some(Message::Notification(found)) = read(r#"{"method":"a","params":["\ud83d"]}"#)
        else {
            panic!("a notification")
        };
        assert_eq!((&*found.method, found.params[0].as_str()), ("a", Some("\u{fffd}")));
    }

    #[test]
    fn answers_have_the_ids_that_clients_write() {
        let ids = [
            "1",
            "\"1\"",
            "\"가\\n\"",
            "-0.5",
            "2147483648",
            "18446744073709551615",
            "null",
            "[1]",
        ];
        for id in ids {
            let text = format!(r#"{{"id":{id},"method":"shutdown"}}"#);
            let Some(Message::Request(request)) = read(&text) else { panic!("{text}") };
            let mut output = Vec::new();
            let answer = Response::new_ok(request.id, Value::Null);
            write(&Message::Response(answer), &mut output).unwrap();
            let content = format!(r#"{{"jsonrpc":"2.0","id":{id},"result":null}}"#);
            let length = content.len();
            let written = format!("Content-Length: {length}\r\n\r\n{content}");
            assert_eq!(String::from_utf8(output).unwrap(), written);
        }
    }

    #[test]
    fn notifications_stay_what_they_are_with_an_id() {
        for method in ["exit", "initialized", "textDocument/didOpen"] {
            let text = format!(r#"{{"id":null,"method":"{method}"}}"#);
            assert!(matches!(read(&text), Some(Message::Notification(_))), "{method}");
        }
    }
}
