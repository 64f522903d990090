//! Statements of databases that name columns in one list and have their values in others:
//! `(id, password) VALUES (1, '…'), (2, '…')`.

use super::value::elements;
use super::{hidden_under, mark_value};
use crate::report::mask::Hide;

/// Marks the values of columns that are secret or personal.
pub(in crate::report::mask) fn mark_statements(text: &[char], marks: &mut [Hide]) {
    for (close, _) in text.iter().enumerate().filter(|(_, one)| **one == ')') {
        let Some(mut open) = after_columns(text, close + 1) else { continue };
        let columns = columns(text.get(..close).unwrap_or_default());
        while let (cells, Some(end)) = elements(text, open) {
            for (cell, hide) in cells.into_iter().zip(&columns) {
                mark_value(text, cell, *hide, marks);
            }
            let is_between = |one: char| one.is_whitespace() || one == ',';
            match skip(text, end + 1, is_between).filter(|at| text.get(*at) == Some(&'(')) {
                Some(next) => open = next,
                None => break,
            }
        }
    }
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

/// Where the list of values opens that follows one of columns.
fn after_columns(text: &[char], from: usize) -> Option<usize> {
    const VALUES: &str = "values";
    let start = skip(text, from, char::is_whitespace)?;
    let word = text.get(start..).unwrap_or_default().iter().take(VALUES.len());
    let after = match text.get(start)? {
        '=' => start + 1,
        _ if word.map(char::to_ascii_lowercase).eq(VALUES.chars()) => start + VALUES.len(),
        _ => return None,
    };
    skip(text, after, char::is_whitespace).filter(|at| text.get(*at) == Some(&'('))
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
    use crate::report::mask::notation::hidden;

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
        ] {
            assert_eq!(hidden(mark_statements, text), secret, "{text}");
        }
    }
}
