//! Messages on standard input and output. A message that cannot be read is passed over: `lsp_server`'s own
//! reader ends the connection there, and clients send halves of surrogate pairs, which are no text in Rust.

use std::io::{self, BufRead, Read, Write};
use std::thread::{self, JoinHandle};

use lsp_server::{Connection, Message};

/// A connection to the client that has started this process, and the thread that writes to it: it ends once
/// the connection is dropped and all is written.
pub fn stdio() -> (Connection, JoinHandle<io::Result<()>>) {
    let (client, server) = Connection::memory();
    let Connection { sender, receiver } = client;
    thread::spawn(move || {
        let mut input = io::stdin().lock();
        while let Ok(Some(text)) = read(&mut input) {
            let Some(message) = message(&text) else { continue };
            let is_exit = matches!(&message, Message::Notification(it) if it.method == "exit");
            if sender.send(message).is_err() || is_exit {
                return;
            }
        }
    });
    let writer = thread::spawn(move || {
        let mut output = io::stdout().lock();
        receiver.into_iter().try_for_each(|message| message.write(&mut output))?;
        output.flush()
    });
    (server, writer)
}

/// The content of the next message; `None`: the client has hung up.
fn read(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<u64>().ok();
        }
    }
    let Some(length) = length else { return Ok(Some(String::new())) };
    let mut content = Vec::new();
    let read = input.take(length).read_to_end(&mut content)?;
    let is_whole = u64::try_from(read).is_ok_and(|read| read == length);
    Ok(is_whole.then(|| String::from_utf8_lossy(&content).into_owned()))
}

/// A message, if it is one. A document in which half of a surrogate pair is left is no text of Rust's: the
/// half is as long as what comes in its place, so that positions stay.
fn message(text: &str) -> Option<Message> {
    let read = serde_json::from_str(text);
    read.or_else(|_| serde_json::from_str(&without_halves(text))).ok()
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
        let text = concat!(
            "Content-Length: 2\r\n\r\n[]",
            "Content-Type: none\r\n\r\n",
            "content-length:34\r\n\r\n{\"method\":\"a\",\"params\":[\"\\ud83d\"]}",
            "Content-Length: 99999999999999\r\n\r\n{",
        );
        let mut input = text.as_bytes();
        let mut methods = Vec::new();
        while let Some(text) = read(&mut input).unwrap() {
            if let Some(Message::Notification(found)) = message(&text) {
                methods.push((found.method, found.params[0].as_str().unwrap().to_owned()));
            }
        }
        assert_eq!(methods, [("a".to_owned(), "\u{fffd}".to_owned())]);
    }
}
