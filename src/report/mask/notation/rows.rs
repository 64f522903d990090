//! Values in rows: tables below a line of names, and lines of `.pgpass`.

use super::marks::{is_quote, mark_value};
use crate::report::mask::hide::Hide;
use crate::report::mask::table::hidden_rows;

/// Marks the cells of a table that are secret or personal, and passwords of `.pgpass`.
pub(in crate::report::mask) fn mark_rows(text: &[char], marks: &mut [Hide]) {
    mark_passwords(text, marks);
    if !text.contains(&'\n') {
        return;
    }
    let whole: String = text.iter().collect();
    let starts: Vec<usize> = whole.char_indices().map(|(start, _)| start).collect();
    let place = |byte: usize| starts.partition_point(|start| *start < byte);
    for (range, hide) in hidden_rows(&whole) {
        mark_value(text, place(range.start)..place(range.end), hide, marks);
    }
}

fn mark_passwords(text: &[char], marks: &mut [Hide]) {
    let mut start = 0;
    for word in text.split(|one| one.is_whitespace() || is_quote(*one)) {
        if let Some(at) = password(word) {
            mark_value(text, start + at..start + word.len(), Hide::Secret, marks);
        }
        start += word.len() + 1;
    }
}

/// Where the password is in `host:5432:database:user:password`.
fn password(word: &[char]) -> Option<usize> {
    let is_colon = |at: &usize| {
        word.get(*at) == Some(&':') && at.checked_sub(1).and_then(|at| word.get(at)) != Some(&'\\')
    };
    let colons: Vec<usize> = (0..word.len()).filter(is_colon).take(5).collect();
    let [host, port, database, user] = *colons.as_slice() else { return None };
    let number = word.get(host + 1..port)?;
    let is_port =
        *number == ['*'] || (number.len() >= 4 && number.iter().all(char::is_ascii_digit));
    (is_port && host > 0 && database > port + 1 && user > database + 1).then_some(user + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::mask::notation::marks::hidden;

    #[test]
    fn rows_have_what_their_places_say() {
        for (text, secret) in [
            ("a.kr:5432:db:me:ab\n*:*:*:me:c\\:d \"h:65432:d:u:e\"", "abc:de"),
            ("h:54:d:u:a h:5432:d:u h:5432:d:u:a:b :5432:d:u:a h:5432::u:a h:5432:d::a", ""),
            ("name|password\nkim|a b\n이|cd", "kimab이cd"),
            ("| id | token |\n| --- | --- |\n| 1 | ab |", "---ab"),
            ("id\tpw\n1\ta\n", "a"),
            ("Hello, your card\nis here, a", ""),
            ("id,password\nis here", ""),
            ("here:\nid,pin\n1,ab\nthat, was, it", "ab"),
            ("password,token\n", ""),
        ] {
            assert_eq!(hidden(mark_rows, text), secret, "{text}");
        }
    }
}
