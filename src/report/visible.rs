//! Texts without characters that a terminal acts on or that are invisible.

use std::fmt::Write;

/// Control and format characters, those that change the direction of the text, and invisible ones.
#[must_use]
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{34F}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}' | '\u{890}' | '\u{891}' | '\u{8E2}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}' | '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// Writes a character, one that is not seen as `\u{…}`.
pub(super) fn push_character(out: &mut String, character: char) {
    if is_invisible(character) {
        // Writing to memory cannot fail.
        let _ = write!(out, "{}", character.escape_unicode());
    } else {
        out.push(character);
    }
}

/// A text such as a file's name, on one line: what is not seen is shown as `\u{…}`.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    text.chars().for_each(|character| push_character(&mut shown, character));
    shown
}

/// A text of several lines: what is not seen, but for tabs and the ends of lines, is shown as
/// `\u{…}`.
#[must_use]
pub fn visible_lines(text: String) -> String {
    let hides = |character: char| !matches!(character, '\n' | '\t') && is_invisible(character);
    if !text.contains(hides) {
        return text;
    }
    let mut shown = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\n' | '\t' => shown.push(character),
            '\r' if characters.peek() == Some(&'\n') => shown.push(character),
            other => push_character(&mut shown, other),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_carriage_returns_those_of_line_ends_stay() {
        assert_eq!(visible_lines("a\r\nb\rc\td\r".to_owned()), "a\r\nb\\u{d}c\td\\u{d}");
        assert_eq!(visible("a\r\nb"), "a\\u{d}\\u{a}b");
    }

    #[test]
    fn variation_selectors_are_shown() {
        assert_eq!(visible("k\u{fe0f}\u{fe00}\u{e0100}"), "k\\u{fe0f}\\u{fe00}\\u{e0100}");
    }
}
