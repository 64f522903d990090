//! Do the brackets pair, are the strings closed, and do brackets nest no deeper than the parser
//! may descend?
//!
//! Asked before the parser runs: it recurses for each bracket, and at the end of the file
//! it could only report that something is missing, not which bracket was never closed.

use super::SyntaxErrorKind;
use crate::source::Span;

pub(super) fn check(text: &str, limit: usize) -> Result<(), (SyntaxErrorKind, Span)> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '#' => skip_line(&mut characters),
            '/' if text.get(at..).is_some_and(|rest| rest.starts_with("///")) => {
                skip_line(&mut characters);
            }
            '"' | '/' if character == '"' || may_be_pattern(text.get(..at).unwrap_or("")) => {
                let is_closed = skip_quoted(&mut characters, character);
                if !is_closed {
                    let kind = SyntaxErrorKind::Unclosed { opening: character };
                    return Err((kind, Span::new(at, at + 1)));
                }
            }
            '{' | '[' | '(' => {
                open.push((character, at));
                if open.len() > limit {
                    return Err((SyntaxErrorKind::TooDeep { limit }, Span::new(at, at + 1)));
                }
            }
            '}' | ']' | ')' => match open.pop() {
                Some((opening, _)) if pairs(opening, character) => {}
                Some((opening, start)) => {
                    let kind = SyntaxErrorKind::Unpaired { opening, closing: character };
                    return Err((kind, Span::new(start, start + 1)));
                }
                None => {
                    let kind = SyntaxErrorKind::Unopened { closing: character };
                    return Err((kind, Span::new(at, at + 1)));
                }
            },
            _ => {}
        }
    }
    match open.pop() {
        Some((opening, at)) => Err((SyntaxErrorKind::Unclosed { opening }, Span::new(at, at + 1))),
        None => Ok(()),
    }
}

/// Whether a slash after this begins a regular expression.
fn may_be_pattern(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with("matches") || before.ends_with(['(', ','])
}

fn pairs(opening: char, closing: char) -> bool {
    matches!((opening, closing), ('{', '}') | ('[', ']') | ('(', ')'))
}

type Characters<'t> = std::iter::Peekable<std::str::CharIndices<'t>>;

fn skip_line(characters: &mut Characters<'_>) {
    while characters.next_if(|(_, character)| *character != '\n').is_some() {}
}

/// Skips to the closing quote or slash, or to the end of the line; whether it is closed.
fn skip_quoted(characters: &mut Characters<'_>, quote: char) -> bool {
    while let Some((_, character)) = characters.next_if(|(_, character)| *character != '\n') {
        if character == '\\' {
            characters.next_if(|(_, escaped)| *escaped != '\n');
        } else if character == quote {
            return true;
        }
    }
    false
}
