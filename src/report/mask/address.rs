//! Addresses of calls.

use super::Hide;
use super::values::{Caution, mark};

/// Marks what an address has beside its path: the name and password before the host, and all
/// that follows a `?` or a `#`.
pub(super) fn mark_address(characters: &[char], marks: &mut [Hide]) {
    mark(characters, Caution::IDENTIFIER, marks);
    // A placeholder's own signs are part of the path.
    let mut open = 0_usize;
    let end = characters.iter().position(|one| {
        match one {
            '{' => open += 1,
            '}' => open = open.saturating_sub(1),
            _ => {}
        }
        open == 0 && matches!(one, '?' | '#')
    });
    if let Some(end) = end {
        marks.iter_mut().skip(end + 1).for_each(|mark| *mark = Hide::Secret);
    }
    let start =
        characters.windows(3).position(|three| *three == [':', '/', '/']).map_or(0, |at| at + 3);
    let host = characters.get(start..end.unwrap_or(characters.len())).unwrap_or_default();
    let host = host.split(|one| *one == '/').next().unwrap_or_default();
    if let Some(at) = host.iter().rposition(|one| *one == '@') {
        let length = host.len();
        let host = marks.get_mut(start..start + length).unwrap_or_default();
        for (place, mark) in host.iter_mut().enumerate() {
            *mark = if place < at { Hide::Secret } else { Hide::Nothing };
        }
    }
}
