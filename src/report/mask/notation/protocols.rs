//! Secrets in what is sent to a server: Redis' protocol, and what follows `AUTH LOGIN`.

use std::ops::Range;

use super::commands::secrets;
use super::marks::{is_quote, mark_value};
use crate::report::mask::hide::Hide;

/// Marks the secrets that clients send.
pub(in crate::report::mask) fn mark_protocols(text: &[char], marks: &mut [Hide]) {
    for (at, one) in text.iter().enumerate() {
        let rest = text.get(at..).unwrap_or_default();
        let found = match one {
            '*' => redis_secrets(text, at),
            'A' if rest.starts_with(&['A', 'U', 'T', 'H']) => answers(text, at),
            _ => continue,
        };
        for secret in found {
            mark_value(text, secret, Hide::Secret, marks);
        }
    }
}

/// The secrets of a command in Redis' protocol: `*2`, `$4`, `AUTH`, `$6`, `…`, each in a line.
fn redis_secrets(text: &[char], start: usize) -> Vec<Range<usize>> {
    /// A command has no more words.
    const MOST: usize = 40;
    /// So many digits count them, and the blanks after these.
    const LONGEST: usize = 8;
    let count = Line::of(text.get(..start + LONGEST).unwrap_or(text), start);
    if count.next == count.range.end {
        return Vec::new();
    }
    let mut at = Line::of(text, start).next;
    let mut words = Vec::new();
    while words.len() < MOST {
        let length = Line::of(text, at);
        let is_length = matches!(text.get(length.range.clone()), Some(['$', digits @ ..])
            if !digits.is_empty() && digits.iter().all(char::is_ascii_digit));
        if !is_length {
            break;
        }
        let word = Line::of(text, length.next);
        words.push(word.range);
        at = word.next;
    }
    let Some((command, words)) = words.split_first() else { return Vec::new() };
    let command = text.get(command.clone()).unwrap_or_default();
    let command: Vec<char> = command.iter().map(char::to_ascii_uppercase).collect();
    secrets(text, (&command, &|| true), &|| words.to_vec())
}

/// The lines after one that begins to log in: the name and the password, in Base64, between what
/// the server says.
fn answers(text: &[char], start: usize) -> Vec<Range<usize>> {
    /// So many lines may follow.
    const MOST: usize = 8;
    const BEGINNINGS: &[&str] =
        &["AUTH LOGIN", "AUTH PLAIN", "AUTH CRAM-MD5", "AUTHENTICATE LOGIN", "AUTHENTICATE PLAIN"];
    let rest = text.get(start..).unwrap_or_default();
    let begins =
        |beginning: &&&str| beginning.chars().eq(rest.iter().take(beginning.len()).copied());
    if !BEGINNINGS.iter().any(|beginning| begins(&beginning)) {
        return Vec::new();
    }
    let first = Line::of(text, start);
    let command: String = text.get(first.range).unwrap_or_default().iter().collect();
    if !BEGINNINGS.contains(&&*command) {
        return Vec::new();
    }
    let (mut answers, mut at) = (Vec::new(), first.next);
    for _ in 0..MOST {
        let line = Line::of(text, at);
        at = line.next;
        let words = text.get(line.range.clone()).unwrap_or_default();
        let is_blank = |one: &char| one.is_whitespace();
        // The speaker may be named before the answer: `C: …`.
        let before = words.iter().rposition(is_blank).map_or(0, |blank| blank + 1);
        let is_server =
            words.split(is_blank).any(|word| matches!(word, ['3', '3', '4'] | ['+', ..]));
        match words.get(before..) {
            _ if is_server => {}
            Some(word) if is_base64(word) => {
                answers.push(line.range.start + before..line.range.end)
            }
            _ => break,
        }
    }
    answers
}

/// Whether a word is a text in Base64, and none of a language.
fn is_base64(word: &[char]) -> bool {
    let is_digit = |one: &char| one.is_ascii_alphanumeric() || matches!(one, '+' | '/' | '=');
    let cases = [char::is_ascii_lowercase, char::is_ascii_uppercase];
    let is_mixed = cases.iter().all(|case| word.iter().any(case));
    word.len().is_multiple_of(4) && word.iter().all(is_digit) && is_mixed
}

/// A line, whose end may be written as an escape.
struct Line {
    range: Range<usize>,
    /// Where the next one begins.
    next: usize,
}

impl Line {
    fn of(text: &[char], start: usize) -> Self {
        /// Lines of such protocols are no longer, in characters.
        const LONGEST: usize = 1_000;
        let rest = text.get(start..).unwrap_or_default();
        let end_at = |at: usize| line_end(rest.get(at..).unwrap_or_default());
        let most = rest.len().min(LONGEST);
        let length = (0..most)
            .find(|at| end_at(*at) > 0 || rest.get(*at).is_some_and(|one| is_quote(*one)))
            .unwrap_or(most);
        let line = rest.get(..length).unwrap_or_default();
        let blanks = line.iter().rev().take_while(|one| **one == ' ').count();
        let end = start + length;
        Self { range: start..end - blanks, next: end + end_at(length) }
    }
}

/// How many characters end a line at the start of a text: `\r\n`, as it is or as escapes.
fn line_end(text: &[char]) -> usize {
    /// Escapes of escapes have no more backslashes.
    const MOST: usize = 8;
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let slashes = rest.iter().take(MOST).take_while(|one| **one == '\\').count();
        at += match rest.get(slashes) {
            Some('\r' | '\n') if slashes == 0 => 1,
            Some('r' | 'n') if slashes > 0 => slashes + 1,
            _ => return at,
        };
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::mask::notation::marks::hidden;

    #[test]
    fn a_line_ends_with_few_backslashes() {
        let length = |slashes: usize| {
            let end: Vec<char> = ("\\".repeat(slashes) + "n").chars().collect();
            line_end(&end)
        };
        assert_eq!([0, 1, 2, 8, 9, 5_000].map(length), [0, 2, 3, 9, 0, 0]);
    }

    #[test]
    fn what_clients_send_is_known() {
        for (text, secret) in [
            ("*2\r\n$4\r\nAUTH\r\n$2\r\nab\r\n*1\r\n$4\r\nPING\r\n", "ab"),
            (r"b'*3\r\n$4\r\nauth\r\n$1\r\nu\r\n$2\r\ncd\r\n'", "cd"),
            (
                r"*4\\r\\n$6\\r\\nCONFIG\\r\\n$3\\r\\nSET\\r\\n$11\\r\\nrequirepass\\r\\n$2\\r\\nef\\r\\n",
                "ef",
            ),
            ("*2   \n$4   \nAUTH   \n$2   \nab   \n", "ab"),
            ("AUTH LOGIN\r\ndXNlcg==\r\nczNjcmV0\r\nQUIT", "dXNlcg==czNjcmV0"),
            (
                "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: dXNlcg==\nS: 334 UGFzc3dvcmQ6\nC: czNjcmV0\nMAIL",
                "dXNlcg==czNjcmV0",
            ),
            ("a1 AUTHENTICATE PLAIN\\n+\\nAHUAczNj", "AHUAczNj"),
        ] {
            assert_eq!(hidden(mark_protocols, text), secret, "{text}");
        }
    }

    #[test]
    fn other_lines_are_shown() {
        for text in [
            "*2\r\n$3\r\nGET\r\n$4\r\nAUTH\r\n* item\n*2\n$4\nAUTH",
            "AUTH LOGIN\nfailed\nczNjcmV0\nAUTH LOGIN page\nczNjcmV0\nAUTH required\nczNjcmV0",
        ] {
            assert_eq!(hidden(mark_protocols, text), "", "{text}");
        }
    }
}
