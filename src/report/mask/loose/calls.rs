//! Calls as the files of HTTP clients have them: addresses, headers, variables, without quotes.

use crate::report::mask::address::mark_address;
use crate::report::mask::hide::{Hide, raise};
use crate::report::mask::names::{Meaning, is_harmless_header, of_unknown};

/// So much of a line shows whether it begins a call, in characters.
const LONGEST: usize = 200;

/// Where in such a file the present line is.
#[derive(Debug, Default)]
pub(super) struct Calls {
    /// Whether headers come: up to an empty line.
    in_headers: bool,
}

impl Calls {
    /// Marks the query of an address, the values of headers, and of variables that are secret.
    pub(super) fn mark(&mut self, line: &[char], marks: &mut [Hide]) {
        let start = line.iter().take_while(|one| one.is_whitespace()).count();
        let text: String = line.get(start..).unwrap_or_default().iter().collect();
        let text = text.trim_end();
        let end = start + text.chars().count();
        if let Some(before) = before_address(text) {
            let from = start + before;
            self.in_headers = true;
            mark_address(
                line.get(from..end).unwrap_or_default(),
                marks.get_mut(from..end).unwrap_or_default(),
            );
        } else if text.is_empty() || text.starts_with("###") {
            self.in_headers = false;
        } else if let Some((before, hide)) = variable(text) {
            raise(marks, start + before..end, hide);
        } else if self.in_headers {
            raise(marks, start + before_value(text)..end, Hide::Secret);
        }
    }
}

/// Whether a text is a file of a HTTP client: before its first call are only comments and variables.
pub(super) fn are_calls(text: &[char]) -> bool {
    let lines = text.split(|one| *one == '\n');
    let mut lines = lines.map(|line| line.iter().take(LONGEST).collect::<String>());
    let is_before = |line: &String| {
        let line = line.trim();
        line.is_empty() || ["#", "//", "@"].iter().any(|start| line.starts_with(start))
    };
    lines.find(|line| !is_before(line)).is_some_and(|line| before_address(&line).is_some())
}

/// How many characters a method and the blanks after it have; `None`: this begins no call.
fn before_address(text: &str) -> Option<usize> {
    const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    let (method, rest) = text.split_once(' ')?;
    let address = rest.trim_start();
    let is_address = ["http://", "https://", "/", "{{"].iter().any(|it| address.starts_with(it));
    (METHODS.contains(&method) && is_address).then(|| text.len() - address.len())
}

/// `@token = value`: how many characters are before the value, and what is hidden of it.
fn variable(text: &str) -> Option<(usize, Hide)> {
    let (name, value) = text.strip_prefix('@')?.split_once('=')?;
    let hide = match of_unknown(name.trim()) {
        Meaning::Secret => Hide::Secret,
        Meaning::Personal => Hide::Personal,
        _ => return None,
    };
    Some((text.chars().count() - value.trim_start().chars().count(), hide))
}

/// How many characters of a header line are before its value: none of a query that goes on.
fn before_value(text: &str) -> usize {
    match text.split_once(':') {
        Some((name, _)) if is_harmless_header(name) => text.chars().count(),
        Some((name, value)) => {
            let blanks = value.chars().take_while(|one| one.is_whitespace()).count();
            name.chars().count() + 1 + blanks
        }
        None => 0,
    }
}
