//! Numbers of cards and people that sentences say in Korean: `비번 앞두자리 73`,
//! `생년월일은 900101`, and when cards expire: `유효기간 12/29`.

use std::ops::Range;

use super::words::{Certainty, Words};
use crate::report::mask::folded::contains_any;
use crate::report::mask::korean::{is_word, without_particle};
use crate::report::mask::times::are_times;

/// What such numbers are called, at the start of a word or after other nouns.
const NUMBERS: &[&str] = &[
    "비밀번호",
    "비번",
    "암호",
    "카드번호",
    "계좌번호",
    "계좌",
    "주민번호",
    "주민등록번호",
    "주민",
    "생년월일",
    "생년",
    "생일",
    "cvc",
    "cvv",
    "pin번호",
    "여권번호",
    "면허번호",
    "등록번호",
    "사업자번호",
];

/// Those that a bank's or an issuer's name may follow.
const WITH_BANK: &[&str] = &["계좌번호", "계좌", "카드번호"];

/// What says which digits of a number are meant.
const PARTS: &[&str] = &["앞", "앞에", "뒤", "뒷", "두", "네", "끝", "숫자", "번호"];

/// What comes before the month and the year in which a card expires.
const EXPIRY: &[&str] = &["유효기간", "유효", "expiry", "exp", "thru"];

/// Where the digits are of the number that the word at a place announces.
pub(super) fn numbers_after(line: &Words<'_>, at: usize) -> Vec<Range<usize>> {
    let word = line.word(at);
    if EXPIRY.iter().any(|key| without_particle(word.trim_end_matches(':')).ends_with(key)) {
        let expires = line.secret(at + 1, Certainty::Whatever);
        return expires
            .filter(|it| is_month_and_year(line.text.get(it.clone())))
            .into_iter()
            .collect();
    }
    let is_said = |key: &&str| {
        let parts = word.split_once(*key);
        parts.is_some_and(|(before, rest)| {
            (before.is_empty() || is_word(before))
                && (without_particle(rest).is_empty() || is_part(rest))
        })
    };
    if !contains_any(&word, NUMBERS) || !NUMBERS.iter().any(is_said) {
        return Vec::new();
    }
    let mut next = at + 1;
    while is_part(&line.word(next)) {
        next += 1;
    }
    let stem = without_particle(&word);
    let has_bank = WITH_BANK.iter().any(|key| stem.ends_with(key)) && is_word(&line.word(next));
    next += usize::from(has_bank);
    digits(line, next, if has_bank { 5 } else { 2 })
}

/// Whether a word says which digits are meant, or how many: `앞2자리는`.
fn is_part(word: &str) -> bool {
    word.contains("자리") || PARTS.contains(&without_particle(word))
}

/// The words that are numbers, one after another, if they have so many digits.
fn digits(line: &Words<'_>, start: usize, least: usize) -> Vec<Range<usize>> {
    let is_number = |at: &usize| {
        let word = line.word(*at);
        word.starts_with(|one: char| one.is_numeric())
            && !line.is_counted(*at)
            && (least == 2 || !are_times(&word))
    };
    let words: Vec<_> = (start..).take_while(is_number).collect();
    let ranges: Vec<_> =
        words.into_iter().filter_map(|at| line.secret(at, Certainty::Whatever)).collect();
    let count = |range: &Range<usize>| {
        let word = line.text.get(range.clone()).unwrap_or_default();
        word.iter().filter(|one| one.is_numeric()).count()
    };
    if ranges.iter().map(count).sum::<usize>() < least { Vec::new() } else { ranges }
}

/// Whether a word is a month and a year, as cards have them: `12/29`, `1229`, `2029-12`.
fn is_month_and_year(word: Option<&[char]>) -> bool {
    let word = word.unwrap_or_default();
    let is_apart = |one: &char| matches!(one, '/' | '-' | '.');
    let parts: Vec<usize> = word.split(is_apart).map(<[char]>::len).collect();
    word.iter().all(|one| one.is_numeric() || is_apart(one))
        && matches!(*parts, [4] | [1 | 2, 2 | 4] | [4, 1 | 2])
}

#[cfg(test)]
mod tests {
    use super::super::sentences::mark_sentences;
    use crate::report::mask::notation::marks::hidden;

    #[test]
    fn numbers_in_korean_sentences_are_known() {
        for (text, secret) in [
            ("비번앞두자리 73, 비번 앞 두자리는 84", "7384"),
            ("비밀번호 앞 두 자리는 73입니다", "73"),
            ("카드비번 앞2자리 73", "73"),
            ("주민번호 앞자리 900101 뒷자리", "900101"),
            ("생년월일은 1990년 1월 2일", "199012"),
            ("계좌는 국민 110-23-4 이체", "110-23-4"),
            ("카드번호는 1234", "1234"),
            ("유효기간 12/29, 유효기간은 1229 exp 12.29 thru 2029-12", "12/29122912.292029-12"),
            ("cvc는 123 CVC번호 456", "123456"),
            ("생일 0101 exp: 12/29", "010112/29"),
        ] {
            assert_eq!(hidden(mark_sentences, text), secret, "{text}");
        }
    }

    #[test]
    fn counts_and_dates_of_other_things_are_shown() {
        for text in [
            "비밀번호 앞 2자리, 생년월일 6자리 또는 사업자번호 10자리",
            "비밀번호는 10 자리 이상, 카드번호 16자리",
            "계좌이체 10000원, 계좌 입금기한 2027-01-01, 계좌 개설 2024년",
            "유효기간 2027-01-01까지, 유효기간 30일, 유효기간은 3개월",
            "expiry date, exp 100, 주민세 2024년, 카드 결제 3000",
        ] {
            assert_eq!(hidden(mark_sentences, text), "", "{text}");
        }
    }
}
