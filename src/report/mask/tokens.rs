//! E-mail addresses, and the keys of interfaces.

use super::hide::{Hide, raise};
use super::values::{Caution, mark_letters};

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

/// Marks keys of interfaces: by how they begin, by the word before them, by how they look.
pub(super) fn mark_tokens(characters: &[char], caution: Caution, marks: &mut [Hide]) {
    const SCHEMES: &[&str] = &["bearer", "basic", "portone", "token"];
    let ends_word = |one: &char| {
        matches!(one, '"' | '\'' | '\\' | '`' | ',' | ';' | '&' | '=' | ':' | '?')
            || matches!(one, '(' | ')' | '{' | '}' | '[' | ']' | '<' | '>')
            || one.is_whitespace()
    };
    let mut previous = String::new();
    let mut at = 0;
    while let Some(rest) = characters.get(at..).filter(|rest| !rest.is_empty()) {
        let length = rest.iter().position(ends_word).unwrap_or(rest.len());
        if length > 0 {
            let word: String = rest.iter().take(length.min(400)).collect();
            let follows_scheme = SCHEMES.contains(&&*previous.to_lowercase())
                && length >= 8
                && (caution.named || word.contains(|one: char| one.is_ascii_digit()));
            if follows_scheme || (caution.words && is_random(&word)) || is_token(&word) {
                raise(marks, at..at + length, Hide::Secret);
            }
            previous = word;
        }
        at += length;
        if !matches!(characters.get(at), Some(one) if one.is_whitespace()) {
            previous.clear();
        }
        at += 1;
    }
}

/// How keys of interfaces begin, in whatever case.
const MARKED: &[&str] = &[
    "sk_",
    "pk_",
    "rk_",
    "whsec_",
    "ghp_",
    "gho_",
    "ghs_",
    "github_pat_",
    "glpat-",
    "xoxb-",
    "xoxp-",
    "xapp-",
    "aizasy",
    "shpat_",
];

/// Whether a word begins or is made as keys of interfaces are.
pub(super) fn is_token(word: &str) -> bool {
    if word.len() < 12 {
        return false;
    }
    let begins_with =
        |start: &&str| word.get(..start.len()).is_some_and(|word| word.eq_ignore_ascii_case(start));
    let has = |part: &&str| {
        let part = part.as_bytes();
        word.as_bytes().windows(part.len()).any(|at| at.eq_ignore_ascii_case(part))
    };
    MARKED.iter().any(begins_with)
        || (word.contains('_') && ["_live_", "_test_", "secret_"].iter().any(has))
        || is_of_aws(word)
        || (word.starts_with("eyJ") && word.contains('.'))
}

/// Whether a word is the id of a key of AWS.
fn is_of_aws(word: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    word.len() >= 16
        && ["AKIA", "ASIA"].iter().any(|start| word.starts_with(start))
        && word.bytes().all(is_part)
}

/// Letters and digits in a long word that has none of a name's separators.
pub(super) fn is_random(word: &str) -> bool {
    word.split(['-', '_', '.', '/']).any(|part| {
        let letters = part.chars().any(char::is_alphabetic);
        let digits = part.chars().filter(char::is_ascii_digit).count();
        part.chars().count() >= 20 && letters && digits >= 2
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_known_by_their_form_and_length() {
        for word in
            ["sk_live_abcd", "a_test_bcdefg", "AKIAIOSFODNN7ABC", "eyJabcdefg.h", "AIzaSyabcdef"]
        {
            assert!(is_token(word), "{word}");
        }
        for word in
            ["sk_live_abc", "AKIAIOSFODNN7AB", "AKIAiosfodnn7abc", "eyJabcdefghi", "task_abcdefg"]
        {
            assert!(!is_token(word), "{word}");
        }
        assert!(is_random("abcdefghijklmnopqr12") && is_random("x-abcdefghijklmnopqr12"));
        assert!(!is_random("abcdefghijklmnopq12") && !is_random("abcdefghijklmnopqrs1"));
        assert!(!is_random("12345678901234567890"));
    }
}
