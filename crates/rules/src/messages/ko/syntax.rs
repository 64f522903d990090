//! Korean, of rule files that cannot be read.

use crate::syntax::{SyntaxErrorKind, Token, closing};

pub(in crate::messages) fn syntax(kind: &SyntaxErrorKind) -> String {
    match kind {
        SyntaxErrorKind::Expected { expected } if expected.is_empty() => {
            "여기에 쓸 수 없습니다".to_owned()
        }
        SyntaxErrorKind::Expected { expected } => {
            let words: Vec<String> = expected.iter().map(token).collect();
            format!("문법 오류입니다. 여기에 쓸 수 있는 것: {}", words.join(", "))
        }
        SyntaxErrorKind::Unclosed { opening: '"' } => "따옴표가 닫히지 않았습니다".to_owned(),
        SyntaxErrorKind::Unclosed { opening } => {
            format!("`{opening}`를 닫는 `{}`가 없습니다", closing(*opening))
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

pub(in crate::messages) fn syntax_advice(kind: &SyntaxErrorKind) -> Option<String> {
    Some(match kind {
        SyntaxErrorKind::Unclosed { opening: '"' } => "같은 줄에서 따옴표를 닫으세요".to_owned(),
        SyntaxErrorKind::Unclosed { opening } => {
            format!("짝이 되는 `{}`를 추가하세요", closing(*opening))
        }
        SyntaxErrorKind::Unopened { .. } => "지우거나, 앞에 여는 괄호를 추가하세요".to_owned(),
        SyntaxErrorKind::Unpaired { opening, .. } => {
            format!("`{}`로 닫으세요", closing(*opening))
        }
        SyntaxErrorKind::NoStack => "스택이 1MiB인 스레드에서 읽으세요".to_owned(),
        _ => return None,
    })
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
        Token::Condition => "조건",
        Token::List => "목록",
        Token::Order => "비교 연산자",
        Token::Severity => "`error`, `warning`, `advice`",
        Token::Declaration => "`rule`이나 `shape` 같은 선언",
        Token::Change => "`required`, `optional`, `foreign`, `lift`",
    };
    words.to_owned()
}
