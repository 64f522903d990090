//! Statements of databases that name columns in one list and have their values in others,
//! `(id, password) VALUES (1, '…'), (2, '…')`, or name a table alone, `INTO users VALUES (1, '…')`.

use std::ops::Range;

use super::marks::{hidden_under, mark_value};
use super::value::{Extent, closing, elements, in_line, is_of_name, quoted};
use crate::report::mask::hide::Hide;

/// Tables of those who log in: what their columns have is not known without their names.
const ACCOUNTS: &[&str] =
    &["user", "member", "account", "admin", "login", "operator", "employee", "staff"];

/// Tables of other people.
const PEOPLE: &[&str] = &["customer", "buyer", "client", "person", "people"];

/// Marks the values of columns that are secret or personal.
pub(in crate::report::mask) fn mark_statements(text: &[char], marks: &mut [Hide]) {
    for (close, _) in text.iter().enumerate().filter(|(_, one)| **one == ')') {
        let Some(values) = Values::after(text, close + 1, true) else { continue };
        let columns = columns(text.get(..close).unwrap_or_default());
        for row in values.rows(text) {
            for (cell, hide) in row.into_iter().zip(&columns) {
                mark_value(text, cell, *hide, marks);
            }
        }
    }
    for into in (0..text.len()).filter(|at| begins_word(text, *at, "into")) {
        let Some((name, end)) = table(text, into) else { continue };
        let Some(values) = Values::after(text, end, false) else { continue };
        let hide = of_table(&name);
        // Numbers are ids.
        let texts = |cell: Range<usize>| quoted(text, cell.start).filter(|it| it.end <= cell.end);
        for inside in values.rows(text).into_iter().flatten().filter_map(texts) {
            mark_value(text, inside, hide, marks);
        }
    }
}

/// The name of the table after `INTO`, and where it ends.
fn table(text: &[char], into: usize) -> Option<(String, usize)> {
    /// A name is no longer, in characters.
    const LONGEST: usize = 200;
    let start = skip(text, into + "into".len(), char::is_whitespace)?;
    let is_inside = |one: &&char| is_of_name(**one) || "\"'`[]\\".contains(**one);
    let rest = text.get(start..)?.iter().take(LONGEST);
    let name: Vec<char> = rest.take_while(is_inside).copied().collect();
    let end = start + name.len();
    Some((name.into_iter().filter(|one| is_of_name(*one)).collect(), end))
}

/// What a table's name says of all texts in it.
fn of_table(name: &str) -> Hide {
    let name = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let last = name.rsplit(['_', '-']).next().unwrap_or_default();
    let one = last.strip_suffix('s').unwrap_or(last);
    match hidden_under(&name) {
        _ if ACCOUNTS.contains(&one) => Hide::Secret,
        Hide::Nothing if PEOPLE.contains(&one) => Hide::Personal,
        hide => hide,
    }
}

/// Where the values of a statement are.
enum Values {
    /// In lists, of which the first opens here.
    Lists(usize),
    /// Selected, from here on.
    Selected(usize),
}

impl Values {
    /// The values that follow columns, to which they may be assigned, or a table.
    fn after(text: &[char], from: usize, is_assigned: bool) -> Option<Self> {
        let start = skip(text, from, char::is_whitespace)?;
        let after = |word: &str| begins_word(text, start, word).then(|| start + word.len());
        if let Some(end) = after("select") {
            return Some(Self::Selected(end));
        }
        let assigned = (is_assigned && text.get(start) == Some(&'=')).then_some(start + 1);
        let end = after("values").or(assigned)?;
        let open = skip(text, end, char::is_whitespace)?;
        (text.get(open) == Some(&'(')).then_some(Self::Lists(open))
    }

    fn rows(self, text: &[char]) -> Vec<Vec<Range<usize>>> {
        let mut open = match self {
            Self::Lists(open) => open,
            Self::Selected(from) => return vec![selected(text, from)],
        };
        let mut rows = Vec::new();
        while let (cells, Some(end)) = elements(text, open) {
            rows.push(cells);
            let is_between = |one: char| one.is_whitespace() || one == ',';
            match skip(text, end + 1, is_between).filter(|at| text.get(*at) == Some(&'(')) {
                Some(next) => open = next,
                None => break,
            }
        }
        rows
    }
}

/// The values that are selected, without their other names: `'a' AS b, 'c'`.
fn selected(text: &[char], from: usize) -> Vec<Range<usize>> {
    /// So many are looked at.
    const MOST: usize = 60;
    /// They are no longer, in characters.
    const LONGEST: usize = 2_000;
    let text = text.get(..from + LONGEST).unwrap_or(text);
    let (mut cells, mut at) = (Vec::new(), from);
    while cells.len() < MOST {
        let Some(start) = skip(text, at, char::is_whitespace) else { break };
        let end = in_line(text, start, Extent::Word).end;
        at = end + closing(text.get(end..).unwrap_or_default());
        cells.push(start..at);
        let Some(next) = skip(text, at, char::is_whitespace) else { break };
        let comma = match begins_word(text, next, "as") {
            true => skip(text, in_line(text, next + 2, Extent::Word).end, char::is_whitespace),
            false => Some(next),
        };
        match comma.filter(|comma| text.get(*comma) == Some(&',')) {
            Some(comma) => at = comma + 1,
            None => break,
        }
    }
    cells
}

/// Whether a word begins here, in any case, and ends.
fn begins_word(text: &[char], at: usize, word: &str) -> bool {
    let is_of_word =
        |one: Option<&char>| one.is_some_and(|one| one.is_alphanumeric() || *one == '_');
    let here = text.get(at..).unwrap_or_default().iter().take(word.len());
    here.map(char::to_ascii_lowercase).eq(word.chars())
        && !is_of_word(text.get(at + word.len()))
        && !is_of_word(at.checked_sub(1).and_then(|before| text.get(before)))
}

/// What the names in the list that ends a text say.
fn columns(before: &[char]) -> Vec<Hide> {
    /// A list of names is no longer, in characters.
    const LONGEST: usize = 2_000;
    let list = before.iter().rev().take(LONGEST).take_while(|one| !matches!(one, '(' | ')'));
    let names = before.get(before.len() - list.count()..).unwrap_or_default();
    names.split(|one| *one == ',').map(of_column).collect()
}

/// Where what is between ends.
fn skip(text: &[char], from: usize, is_between: impl Fn(char) -> bool) -> Option<usize> {
    text.get(from..)?.iter().position(|one| !is_between(*one)).map(|at| from + at)
}

/// What a column's name says of its values: one word, in quotes or without.
fn of_column(name: &[char]) -> Hide {
    let is_around = |one: char| one.is_whitespace() || "\"'`[]\\".contains(one);
    let name: String = name.iter().collect();
    let name = name.trim_matches(is_around);
    if name.contains(char::is_whitespace) { Hide::Nothing } else { hidden_under(name) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::mask::notation::marks::hidden;

    #[test]
    fn values_are_those_of_their_columns() {
        for (text, secret) in [
            ("INSERT INTO u (id, password) VALUES ('a','bc'), ('d', 'ef');", "bcef"),
            ("insert into `u` (`pw`, [id], \"token\") values (MD5('a,b'), 1, 2)", "MD5(a,b)2"),
            ("UPDATE u SET (id, password) = (1, 'a') WHERE f(x) = (2, 3)", "a"),
            ("REPLACE INTO u(id,token)VALUES(1,'a'); f(5, 6)", "a"),
            (
                "INSERT INTO u (id, memo) VALUES ('a', 'b'); f(password) values x; (password) (a)",
                "",
            ),
            ("(id, password) VALUES (1", ""),
            ("INSERT INTO t (id, pw) SELECT 'a', 'b c' AS x, 'd' FROM t", "bc"),
            ("insert into t (pw, token)\nselect MD5('a'),\n 'b';", "MD5(a)b"),
            ("INSERT INTO users VALUES (1, 'a', 'b'), (2, 'c', NULL)", "abc"),
            (
                "insert into `shop`.`tbl_member` values ('a'); INSERT INTO credentials SELECT 'b', 1",
                "ab",
            ),
            ("INSERT INTO customers VALUES (1, 'a b')", "ab"),
            ("INSERT INTO api_tokens VALUES(\"a\")", "a"),
            (
                "INSERT INTO items VALUES ('a', 'b'); INTO orders SELECT 'c'; INTO users, VALUES ('d')",
                "",
            ),
            ("INSERT INTO items (id, memo) SELECT 'a', 'b'; pointinto users values ('c')", ""),
        ] {
            assert_eq!(hidden(mark_statements, text), secret, "{text}");
        }
    }
}
