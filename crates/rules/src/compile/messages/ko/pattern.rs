//! Korean, of regular expressions that cannot be used.

use crate::compile::PatternError;

pub(super) fn pattern(error: &PatternError) -> String {
    match error {
        PatternError::Syntax(reason) => {
            format!("정규식 문법이 잘못되었습니다: {}", syntax(reason))
        }
        PatternError::Class(class) => {
            format!("`\\{class}`: ASCII 밖의 글자나 숫자도 뜻하므로 정규식에 쓸 수 없습니다")
        }
        PatternError::Flag(flag) => {
            format!("`(?{flag}`: 정규식을 읽는 방식을 바꾸므로 쓸 수 없습니다")
        }
        PatternError::TooLarge => "정규식이 너무 큽니다".to_owned(),
    }
}

/// What the library says, in Korean; what is rare stays as it is.
fn syntax(reason: &str) -> &str {
    // The limit is named at the end.
    if reason.starts_with("exceed the maximum number of nested") {
        return "괄호가 너무 깊게 중첩되었습니다";
    }
    match reason {
        "unclosed group" => "`(`를 닫는 `)`가 없습니다",
        "unopened group" => "`)`를 여는 `(`가 없습니다",
        "unclosed character class" => "`[`를 닫는 `]`가 없습니다",
        "invalid character class range, the start must be <= the end" => {
            "`[…]` 안의 범위가 거꾸로입니다"
        }
        "invalid range boundary, must be a literal" => {
            "`[…]` 안의 범위는 `A-Z`처럼 두 문자 사이여야 합니다"
        }
        "invalid escape sequence found in character class" => {
            "`[…]` 안에서 쓸 수 없는 이스케이프입니다"
        }
        "unrecognized escape sequence" => "쓸 수 없는 이스케이프입니다",
        "incomplete escape sequence, reached end of pattern prematurely" => {
            "`\\` 뒤에 문자가 없습니다"
        }
        "hexadecimal literal empty"
        | "invalid hexadecimal digit"
        | "hexadecimal literal is not a Unicode scalar value" => {
            "문자 코드는 `\\u{AC00}`처럼 16진수로 쓰세요"
        }
        "repetition operator missing expression" => {
            "`*`, `+`, `?`, `{…}` 앞에 반복할 것이 없습니다"
        }
        "unclosed counted repetition" => "`{`를 닫는 `}`가 없습니다",
        "invalid repetition count range, the start must be <= the end" => {
            "반복 횟수의 범위가 거꾸로입니다"
        }
        "decimal literal empty"
        | "decimal literal invalid"
        | "repetition quantifier expects a valid decimal" => {
            "반복 횟수는 `{2}`나 `{2,5}`처럼 숫자로 쓰세요"
        }
        "expected flag but got end of regex" => "`(?` 뒤에 `:`이 없습니다",
        "backreferences are not supported" => "역참조(`\\1`)는 쓸 수 없습니다",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::Pattern;

    #[test]
    fn mistakes_in_patterns_are_reported_in_korean() {
        let deep = "(".repeat(60) + "a" + &")".repeat(60);
        for text in [
            "(a",
            "a)",
            "a(?",
            "[a",
            "[b-a]",
            "[a-\\n]]+(",
            r"\q",
            r"[\q]",
            r"\",
            r"\xZZ",
            r"\x",
            r"\u{D800}",
            r"\u{}",
            "*a",
            "+",
            "a{",
            "a{2",
            "a{2,1}",
            "a{}",
            "a{x}",
            "a{99999999999}",
            r"(a)\1",
            &deep,
        ] {
            let error = Pattern::new(text).unwrap_err();
            let message = pattern(&error);
            let is_english =
                |word: &str| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
            assert!(!message.split([' ', ',']).any(is_english), "{text}: {message}");
        }
    }
}
