//! Addresses of calls.

use super::hide::Hide;
use super::values::{Caution, mark};

/// Marks what an address has beside its path: the name and password before the host, and all
/// that follows a `?` or a `#`.
pub(super) fn mark_address(characters: &[char], marks: &mut [Hide]) {
    mark(characters, Caution::IDENTIFIER, marks);
    // A placeholder's own characters are part of the path.
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
    let scheme = characters.windows(3).position(|three| *three == [':', '/', '/']);
    mark_user(characters, scheme.map_or(0, |at| at + 3), marks);
}

/// Marks what an address that a request has must not show: in what follows its path, values under
/// sensitive and personal names and numbers of cards and people.
pub(super) fn mark_link(characters: &[char], marks: &mut [Hide]) {
    let is_end = |one: &char| matches!(one, '?' | '#' | ';');
    // `app:…` has no path.
    let scheme = characters.iter().position(|one| *one == ':');
    let end = match scheme.and_then(|at| characters.get(at..at + 2)) {
        Some([_, after]) if *after != '/' => 0,
        _ => characters.iter().position(is_end).unwrap_or(characters.len()),
    };
    let (path, query) = characters.split_at(end);
    let (path_marks, query_marks) = marks.split_at_mut(end.min(marks.len()));
    mark(path, Caution::IDENTIFIER, path_marks);
    mark(query, Caution::QUERY, query_marks);
}

/// Marks the names and passwords that are before the hosts of addresses.
pub(super) fn mark_users(characters: &[char], marks: &mut [Hide]) {
    let starts = characters.windows(3).enumerate();
    for (at, _) in starts.filter(|(_, three)| *three == [':', '/', '/']) {
        mark_user(characters, at + 3, marks);
    }
}

/// Marks the name and password before the host that begins at an offset.
fn mark_user(characters: &[char], start: usize, marks: &mut [Hide]) {
    let is_end = |one: &char| one.is_whitespace() || "/?#\"'`<>".contains(*one);
    let rest = characters.get(start..).unwrap_or_default();
    let length = rest.iter().position(is_end).unwrap_or(rest.len());
    let host = rest.get(..length).unwrap_or_default();
    let Some(end) = host.iter().rposition(|one| *one == '@') else { return };
    let marks = marks.get_mut(start..start + length).unwrap_or_default();
    for (place, mark) in marks.iter_mut().enumerate() {
        *mark = if place < end { Hide::Secret } else { Hide::Nothing };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_an_id_in_a_path_alone() {
        for (link, is_shown) in [
            ("https://a.kr/4111111111111111", true),
            ("/orders/4111111111111111", true),
            ("app://4111111111111111", true),
            ("app:4111111111111111", false),
            ("https://a.kr/?a=4111111111111111", false),
            ("https://a.kr/p;a=4111111111111111", false),
            ("/orders#4111111111111111", false),
        ] {
            let link: Vec<char> = link.chars().collect();
            let mut marks = vec![Hide::Nothing; link.len()];
            mark_link(&link, &mut marks);
            assert_eq!(marks.iter().all(|mark| *mark == Hide::Nothing), is_shown, "{link:?}");
        }
    }

    #[test]
    fn of_an_address_the_host_and_the_path_are_shown() {
        for (address, shown) in [
            ("https://a.io/p/1?x=1#y", "https://a.io/p/1?*****"),
            ("https://a.io/p#y", "https://a.io/p#*"),
            ("https://a.io/p/${o?.id}/c?x=1", "https://a.io/p/${o?.id}/c?***"),
            ("https://a.io/p/${a ? \"{\" : {}}#y", "https://a.io/p/${a ? \"{\" : {}}#y"),
            ("https://me:pw@a.io/p", "https://*****@a.io/p"),
            ("me:pw@a.io/p", "*****@a.io/p"),
        ] {
            let characters: Vec<char> = address.chars().collect();
            let mut marks = vec![Hide::Nothing; characters.len()];
            mark_address(&characters, &mut marks);
            let hidden = characters.iter().zip(marks);
            let hidden: String =
                hidden.map(|(one, mark)| if mark == Hide::Nothing { *one } else { '*' }).collect();
            assert_eq!(hidden, shown);
        }
    }
}
