//! What functions of the language do.

use smartro_lint::Language;

/// A function: how it is called, and what its value is, in Korean and in English.
pub(super) struct Function {
    pub(super) name: &'static str,
    pub(super) call: &'static str,
    korean: &'static str,
    english: &'static str,
}

impl Function {
    /// The function of a name.
    pub(super) fn find(name: &str) -> Option<&'static Self> {
        FUNCTIONS.iter().find(|function| function.name == name)
    }

    pub(super) fn description(&self, language: Language) -> &'static str {
        match language {
            Language::Korean => self.korean,
            Language::English => self.english,
        }
    }
}

macro_rules! functions {
    ($($name:literal $call:literal $korean:literal $english:literal)*) => {
        &[$(Function { name: $name, call: $call, korean: $korean, english: $english }),*]
    };
}

/// The functions, as docs/LANGUAGE.md describes them.
pub(super) const FUNCTIONS: &[Function] = functions!(
    "chars" "chars(s)" "유니코드 문자 수" "the number of Unicode code points"
    "bytes" "bytes(s)" "UTF-8 바이트 수" "the number of bytes in UTF-8"
    "euckr_bytes" "euckr_bytes(s)" "EUC-KR 바이트 수. ASCII가 아닌 문자는 2바이트"
        "the number of bytes in EUC-KR, two for each character that is not ASCII"
    "count" "count(array)" "배열의 요소 수" "the number of elements"
    "lower" "lower(s)" "ASCII 소문자로 바꾼 문자열" "the string in ASCII lower case"
    "unhyphenated" "unhyphenated(s)" "`-`를 뺀 문자열" "the string without `-`"
    "first" "first(s, n)" "앞의 n개 문자" "the string's first n characters"
    "instant" "instant(s)" "시각. 날짜만 있으면 그날 0시" "a time; a bare date starts at its midnight"
    "deadline" "deadline(s)" "시각. 날짜만 있으면 다음 날 0시"
        "a time; a bare date ends at the midnight after it"
    "date" "date(s)" "날짜(`YYYYMMDD`, `YYYY-MM-DD`)" "the day of a bare date (`YYYYMMDD`, `YYYY-MM-DD`)"
    "card_month" "card_month(yy, mm)" "두 자리 문자열 두 개가 나타내는 달"
        "a month, from two strings of two digits"
    "month" "month(now)" "`now`의 달" "the month of `now`"
    "luhn" "luhn(s)" "마지막 숫자가 검증 숫자인 숫자열인지"
        "whether these are digits of which the last one checks the others"
    "business_number" "business_number(s)" "검증 숫자가 맞는 10자리 사업자등록번호인지"
        "whether these are ten digits with a valid check digit"
    "resident_number" "resident_number(s)" "생년월일로 시작하는 13자리 숫자인지. 하이픈은 무시"
        "whether these are thirteen digits that start with a date of birth; hyphens are skipped"
    "mobile_number" "mobile_number(s)" "한국 휴대전화 번호인지. 하이픈은 무시"
        "whether it is a Korean mobile number; hyphens are skipped"
    "birth_date" "birth_date(s)" "yyMMdd 형식의 날짜인지" "whether these are six digits that are a date, yyMMdd"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_those_of_the_reference() {
        let page = include_str!("../../../../docs/LANGUAGE.md");
        for function in FUNCTIONS {
            assert!(page.contains(&format!("{}(", function.name)), "{}", function.name);
            assert!(function.call.starts_with(function.name));
        }
    }
}
