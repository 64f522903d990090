//! Korean, of rule files that cannot be read.

use crate::syntax::{Slip, SyntaxErrorKind, Token, closing};

pub(super) fn message(kind: &SyntaxErrorKind) -> String {
    match kind {
        SyntaxErrorKind::Expected { expected, .. } if expected.is_empty() => {
            "여기에 쓸 수 없습니다".to_owned()
        }
        SyntaxErrorKind::Expected { expected, .. } => {
            let words: Vec<String> = expected.iter().map(token).collect();
            format!("문법 오류입니다. 여기에 쓸 수 있는 것: {}", words.join(", "))
        }
        SyntaxErrorKind::Unclosed { opening: '"' } => "따옴표가 닫히지 않았습니다".to_owned(),
        SyntaxErrorKind::Unclosed { opening } => {
            let closing = closing(*opening);
            format!("`{opening}`를 닫는 `{closing}`가 없습니다")
        }
        SyntaxErrorKind::Unopened { closing } => format!("`{closing}`에 짝이 되는 괄호가 없습니다"),
        SyntaxErrorKind::Unpaired { opening, closing } => {
            format!("`{opening}`를 `{closing}`로 닫았습니다")
        }
        SyntaxErrorKind::TooDeep { limit } => {
            format!("괄호가 {limit}단계보다 깊게 중첩되었습니다")
        }
        SyntaxErrorKind::NoStack => "스택이 부족하여 파일을 읽을 수 없습니다".to_owned(),
        SyntaxErrorKind::TooLong { size, limit } => {
            format!("파일이 {size}바이트로, {limit}바이트보다 큽니다")
        }
    }
}

pub(super) fn advice(kind: &SyntaxErrorKind) -> Option<String> {
    Some(match kind {
        SyntaxErrorKind::Expected { slip: Some(slip), .. } => self::slip(*slip).to_owned(),
        SyntaxErrorKind::Unclosed { opening: '"' | '/' } => "같은 줄에서 닫으세요".to_owned(),
        SyntaxErrorKind::Unclosed { opening } => {
            let closing = closing(*opening);
            format!("짝이 되는 `{closing}`를 추가하세요")
        }
        SyntaxErrorKind::Unopened { .. } => "지우거나, 앞에 여는 괄호를 추가하세요".to_owned(),
        SyntaxErrorKind::Unpaired { opening, .. } => {
            let closing = closing(*opening);
            format!("`{closing}`로 닫으세요")
        }
        SyntaxErrorKind::NoStack => "스택이 1MiB인 스레드에서 읽으세요".to_owned(),
        _ => return None,
    })
}

fn slip(slip: Slip) -> &'static str {
    match slip {
        Slip::Equal => "값은 `currency is KRW`처럼 `is`로 비교합니다",
        Slip::NotEqual => "`is not`으로 쓰세요",
        Slip::AtLeast => "`>=`로 쓰세요",
        Slip::And => "`and`로 쓰세요",
        Slip::Or => "`or`로 쓰세요",
        Slip::Not => "`not`으로 쓰세요",
        Slip::SingleQuote => "문자열은 큰따옴표로 묶으세요",
        Slip::Semicolon => "문이나 필드 사이에는 아무것도 쓰지 않습니다",
        Slip::Division => "나눗셈은 없습니다. 비교하는 쪽에 곱하세요",
        Slip::Index => "배열의 요소는 `for item in items { … }`로 하나씩 검사합니다",
        Slip::Fraction => "규칙에는 소수를 쓸 수 없습니다",
        Slip::Commas => "숫자는 `1000`처럼 쉼표 없이 쓰세요",
        Slip::Comment => "주석은 `#`으로 시작합니다",
        Slip::Matches => "`matches /…/`로 쓰세요",
        Slip::List => "여러 값은 `currency in [KRW, USD]`처럼 `in` 뒤에 쓰세요",
        Slip::Flags => "정규식에는 플래그가 없습니다. 소문자로 바꾸는 함수는 `lower(…)`입니다",
        Slip::NotAscii => "이름에는 ASCII 글자와 숫자, `_`, `-`만 쓸 수 있습니다",
        Slip::Clause => "`with`와 `when`은 중괄호 안에 `on …`으로 쓰세요",
    }
}

fn token(token: &Token) -> String {
    let words = match token {
        Token::Keyword(word) => return format!("`{word}`"),
        Token::Name => "이름",
        Token::Field => "필드",
        Token::Text => "따옴표로 묶은 문자열",
        Token::Pattern => "`/정규식/`",
        Token::Number => "숫자",
        Token::Type => "타입",
        Token::Value => "값",
        Token::Comparison => "`is` 같은 비교",
        Token::Statement => "`require` 같은 문",
        Token::Condition => "조건",
        Token::List => "목록",
        Token::Order => "비교 연산자",
        Token::Severity => "`error`, `warning`, `advice`",
        Token::Declaration => "`rule`이나 `shape` 같은 선언",
        Token::Change => "`required`, `optional`, `foreign`, `lift`",
    };
    words.to_owned()
}
