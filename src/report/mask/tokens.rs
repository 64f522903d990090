//! E-mail addresses, and the keys of interfaces.

use super::Hide;
use super::names::{Meaning, of_unknown};
use super::values::{Caution, mark_letters, raise};

fn is_mail_character(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '.' | '_' | '%' | '+' | '-')
}

/// Marks the letters of e-mail addresses.
pub(super) fn mark_mail(characters: &[char], marks: &mut [Hide]) {
    for (at, character) in characters.iter().enumerate() {
        if !matches!(character, '@' | '＠') {
            continue;
        }
        let fits = |one: &&char| is_mail_character(**one);
        let (before, after) = characters.split_at(at);
        let start = at - before.iter().rev().take_while(fits).count();
        let end = at + 1 + after.iter().skip(1).take_while(fits).count();
        // `package@1.2` is a version.
        let host = characters.get(at + 1..end).unwrap_or_default();
        let host = host.rsplit(|one| *one == '.').find(|label| !label.is_empty());
        let is_host = host.is_some_and(|label| label.iter().any(|one| one.is_alphabetic()));
        if start < at && is_host {
            let inside = characters.get(start..end).unwrap_or_default();
            mark_letters(inside, Hide::Personal, marks.get_mut(start..end).unwrap_or_default());
        }
    }
}

/// Marks keys of interfaces and what identifies a person: by how they begin, by the word before
/// them, by how they look.
pub(super) fn mark_tokens(characters: &[char], caution: Caution, marks: &mut [Hide]) {
    const SCHEMES: &[&str] = &["bearer", "basic", "portone", "token"];
    let ends_word = |one: &char| {
        matches!(one, '"' | '\'' | '\\' | '`' | ',' | ';' | '&' | '=' | ':' | '?')
            || matches!(one, '(' | ')' | '{' | '}' | '[' | ']' | '<' | '>')
            || one.is_whitespace()
    };
    // The word before, with a character that makes it a name.
    let mut previous = String::new();
    // The name of the element that is open: attributes follow it.
    let mut element = None;
    // Whether the line is a header of cookies.
    let mut in_cookies = false;
    let mut at = 0;
    while let Some(rest) = characters.get(at..).filter(|rest| !rest.is_empty()) {
        let length = rest.iter().position(ends_word).unwrap_or(rest.len());
        if length > 0 {
            let word: String = rest.iter().take(length.min(400)).collect();
            let name = name_of(&previous).filter(|_| caution.named);
            let meaning = name.map_or(Meaning::Plain, of_unknown);
            in_cookies |= name.is_some_and(|name| name.to_lowercase().ends_with("cookie"));
            let named = meaning == Meaning::Secret
                || in_cookies
                || name.is_some_and(|name| matches!(name, "-u" | "--user"))
                || (SCHEMES.contains(&&*previous.to_lowercase())
                    && length >= 8
                    && (caution.named || word.contains(|one: char| one.is_ascii_digit())));
            let is_secret = (named && (caution.named || caution.words))
                || (caution.words && is_random(&word))
                || is_token(&word);
            if is_secret {
                raise(marks, at..at + length, Hide::Secret);
            } else if meaning == Meaning::Personal {
                let word = rest.get(..length).unwrap_or_default();
                mark_letters(word, Hide::Personal, marks.get_mut(at..).unwrap_or_default());
            }
            if at.checked_sub(1).and_then(|before| characters.get(before)) == Some(&'<') {
                element = Some(word.clone());
            }
            // `Authorization: Bearer …` goes on, and so do `Cookie: a=…` and `-u name:…`.
            let is_named = matches!(rest.get(length), Some('=' | ':'));
            let goes_on = named && (SCHEMES.contains(&&*word.to_lowercase()) || is_named);
            previous = match previous.ends_with('[') {
                _ if goes_on => previous,
                true => previous + &word,
                false => word,
            };
        }
        at += length;
        let next = characters.get(at + 1);
        match characters.get(at) {
            Some('>') if element.is_some() => {
                previous = element.take().unwrap_or_default();
                previous.push('>');
            }
            Some(one @ ('=' | ':' | '>')) if !previous.is_empty() => previous.push(*one),
            // `account[number]=`, in forms.
            Some('[') if length > 0 => previous.push('['),
            Some(']') if matches!(next, Some('=' | '[')) => {}
            Some('\n' | '\r') => in_cookies = false,
            Some(',' | ';' | '&' | '(' | ')' | '?' | '{' | '}' | '[' | ']') => previous.clear(),
            _ => {}
        }
        at += 1;
    }
}

/// The name that a word is of what follows it: `name=`, `name:`, `<name>`, `--name `.
fn name_of(word: &str) -> Option<&str> {
    let is_option = word.starts_with('-') && word.contains(char::is_alphabetic);
    word.strip_suffix(['=', ':', '>']).or(is_option.then_some(word))
}

/// Whether a word begins or is made as keys of interfaces are.
pub(super) fn is_token(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let marked = ["sk_", "pk_", "rk_", "whsec_", "ghp_", "xoxb-", "akia"];
    let long = word.len() >= 12;
    long && (marked.iter().any(|start| lower.starts_with(start))
        || ["_live_", "_test_", "secret_"].iter().any(|part| lower.contains(part))
        || (word.starts_with("eyJ") && word.contains('.')))
}

/// Letters and digits in a long word that has none of a name's separators.
fn is_random(word: &str) -> bool {
    word.split(['-', '_', '.', '/']).any(|part| {
        let letters = part.chars().any(char::is_alphabetic);
        let digits = part.chars().filter(char::is_ascii_digit).count();
        part.chars().count() >= 20 && letters && digits >= 2
    })
}
