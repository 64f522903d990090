//! Private keys, as files have them.

use super::marks::mark_value;
use crate::report::mask::hide::Hide;

/// Marks what is between the lines that begin and end a private key.
pub(in crate::report::mask) fn mark_keys(text: &[char], marks: &mut [Hide]) {
    const DASHES: [char; 5] = ['-'; 5];
    let mut starts = text.windows(DASHES.len()).enumerate().filter(|(_, part)| *part == DASHES);
    while let Some((open, _)) = starts.next() {
        let line = text.get(open + DASHES.len()..).unwrap_or_default();
        let Some(length) = line.windows(DASHES.len()).position(|part| part == DASHES) else {
            return;
        };
        let name: String = line.iter().take(length).collect();
        if !(name.starts_with("BEGIN") && name.ends_with("PRIVATE KEY")) {
            continue;
        }
        let start = open + DASHES.len() + length + DASHES.len();
        let inside = text.get(start..).unwrap_or_default();
        let end = inside.windows(DASHES.len()).position(|part| part == DASHES);
        let end = start + end.unwrap_or(inside.len());
        mark_value(text, start..end, Hide::Secret, marks);
        starts.by_ref().take_while(|(at, _)| *at < end).for_each(drop);
    }
}
