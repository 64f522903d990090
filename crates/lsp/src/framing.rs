//! Where messages begin and end in what the client writes: each has a header that says how long it is.

use std::io::{self, BufRead, Read};

/// How much of a header's line is kept, of its end: what a client has written without a header comes
/// before the next one, on the same line.
const LONGEST_LINE: usize = 1 << 10;

/// The content of the next message, nothing of one that does not say how long it is; `None`: the client has
/// hung up.
pub(crate) fn read(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut length = None;
    loop {
        let line = end_of_line(input)?;
        if line.is_empty() {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        if line.trim().is_empty() {
            break;
        }
        length = content_length(&line).or(length);
    }
    let Some(length) = length else { return Ok(Some(String::new())) };
    let mut content = Vec::new();
    let read = input.take(length).read_to_end(&mut content)?;
    let is_whole = u64::try_from(read).is_ok_and(|read| read == length);
    Ok(is_whole.then(|| String::from_utf8_lossy(&content).into_owned()))
}

/// The end of the next line; nothing at the end of the input.
fn end_of_line(input: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    loop {
        let read = input.by_ref().take(LONGEST_LINE as u64).read_until(b'\n', &mut line)?;
        if read == 0 || line.ends_with(b"\n") {
            return Ok(line);
        }
        line.drain(..line.len().saturating_sub(LONGEST_LINE));
    }
}

/// The length that a line says, if it ends so: a message without a length may be before it.
fn content_length(line: &str) -> Option<u64> {
    let (before, value) = line.rsplit_once(':')?;
    let name = before.trim_end();
    let start = name.len().checked_sub("content-length".len())?;
    let is_length = name.get(start..)?.eq_ignore_ascii_case("content-length");
    is_length.then(|| value.trim().parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(mut input: &[u8]) -> Vec<String> {
        let mut contents = Vec::new();
        while let Some(content) = read(&mut input).unwrap() {
            contents.push(content);
        }
        contents.retain(|content| !content.is_empty());
        contents
    }

    #[test]
    fn a_message_is_as_long_as_its_header_says() {
        let text = concat!(
            "Content-Length: 2\r\n\r\n[]",
            "Content-Type: none\r\ncontent-length :4\r\nX: 1\r\n\r\n{\n\r\n",
            "Content-Length: 99999999999999\r\n\r\n{",
        );
        assert_eq!(contents(text.as_bytes()), ["[]", "{\n\r\n"]);
    }

    #[test]
    fn messages_of_unknown_length_do_not_take_others_with_them() {
        let long = "가 : ".repeat(LONGEST_LINE);
        for lost in [
            "Content-Type: none\r\n\r\n{\"id\": 1}",
            "Content-Length: two\r\n\r\n{\"a\": \"Content-Length: 5\"}",
            "Content-Length: -1\r\n\r\n{\n\n\"Content-Length: 5\"\n\n}",
            "\r\n\r\n{}\r\n",
            &format!("Content-Length: \r\n\r\n{long}"),
            &long,
        ] {
            let text = format!("{lost}Content-Length: 2\r\n\r\n[]Content-Length: 2\r\n\r\n{{}}");
            assert_eq!(contents(text.as_bytes()), ["[]", "{}"], "{lost}");
        }
        let text = "Content-Length: 1\r\n\r\n[]Content-Length: 2\r\n\r\n{}";
        assert_eq!(contents(text.as_bytes()), ["[", "{}"]);
    }

    #[test]
    fn of_a_long_line_little_is_kept() {
        let long = "a".repeat(LONGEST_LINE * 100);
        let mut input = long.as_bytes();
        assert!(end_of_line(&mut input).unwrap().capacity() <= LONGEST_LINE * 4);
        assert!(input.is_empty());
    }
}
