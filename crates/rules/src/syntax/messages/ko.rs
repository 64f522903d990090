//! Korean, of rule files that cannot be read.

use crate::language::Language;
use crate::suggest::question;
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
        SyntaxErrorKind::Expected { slip: Some(slip), .. } => self::slip(slip),
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

fn slip(slip: &Slip) -> String {
    let text = match slip {
        Slip::Keyword(keyword) => return question(Language::Korean, keyword),
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
        Slip::AtMost => "`<=`로 쓰세요",
        Slip::Comma => {
            "문 사이에는 쉼표를 쓰지 않습니다. 조건은 `and`로 잇고, 필드가 여럿이면 `all of a, b`로 쓰세요"
        }
        Slip::Pattern => "정규식은 `/[0-9]+/`처럼 빗금 사이에 쓰세요",
        Slip::IsIn => "`is` 없이 `in [A, B]`나 `not in [A, B]`로 쓰세요",
        Slip::InArray => {
            "배열에서 찾으려면 `any item in items: item is …`, 컨텍스트에서는 `context.contracts contains …`로 쓰세요"
        }
        Slip::IsOrder => "`is` 없이 `<`, `<=`, `>`, `>=`만 쓰세요",
        Slip::Chain => "비교 두 개는 `amount > 0 and amount < 5`처럼 `and`로 이으세요",
        Slip::Order => "숫자는 `<`, `<=`, `>`, `>=`로 비교합니다",
        Slip::Unit => "숫자는 `chars(id) <= 40`처럼 단위 없이 쓰세요",
        Slip::TimeUnit => "기간의 단위는 `days`, `hours`, `minutes`입니다",
        Slip::Presence => "`present id`, `missing id`, `formatted due`처럼 필드 앞에 쓰세요",
        Slip::Quantifier => {
            "`any item in items: item.price > 0`처럼 쓰세요. `all`과 `none`도 있습니다"
        }
        Slip::Counted => "`count(item in items where item.price > 0)`처럼 쓰세요",
        Slip::Unique => "`unique item.id in items`나 `unique id across batch`처럼 쓰세요",
        Slip::Each => "`for item in items { … }`처럼 쓰세요",
        Slip::Block => {
            "`when`과 `unless`는 둘러싼 블록 전체에 적용됩니다. 일부에만 적용하려면 `if … { … }`를 쓰세요"
        }
        Slip::Braces => "문은 `if … { require … }`처럼 중괄호 안에 쓰세요",
        Slip::Else => "`else`는 `if`의 `}` 다음에 쓰세요",
        Slip::Message => {
            "메시지는 `locales/ko.yaml`과 `locales/en.yaml`에 쓰고, 규칙의 다른 메시지는 `say 이름`으로 고릅니다"
        }
        Slip::Method => "함수는 값 앞에 쓰고 값은 `chars(id)`처럼 괄호로 묶으세요",
        Slip::Operations => "작업은 `on requestPayment, payInstantly`처럼 쉼표로 나열하세요",
        Slip::Argument => "이름이나 값만 순서대로 쓰세요",
        Slip::Cite => "`cite guide \"절\"`처럼 쓰세요",
        Slip::Batch => "`unique … across batch`는 `require` 뒤에만, 다른 조건 없이 쓰세요",
        Slip::AfterBatch => {
            "`across batch` 뒤에는 아무것도 쓰지 않습니다. 다른 조건이나 심각도는 따로 규칙을 만드세요"
        }
        Slip::Given => "규칙에 주는 값은 `use payment-id-length(6, 64)`처럼 괄호 안에 쓰세요",
        Slip::Between(word) => {
            return format!("`{word}` 함수는 없습니다. 필드, `{word}`, 비교할 것의 순서로 쓰세요");
        }
        Slip::Is => "필드는 `escrow is true`처럼 `is` 앞에 쓰세요",
        Slip::NoFunction => "컨텍스트 키는 괄호 없이 쓰세요",
        Slip::Brackets => "목록은 `[A, B]`처럼 대괄호로 묶으세요",
        Slip::Members => "멤버는 `+= A, B`나 `+= { A B }`처럼 단어로 쓰세요",
        Slip::Definition => "`set banks = [A, B]`나 `define long = chars(id) > 40`처럼 쓰세요",
        Slip::OneOf => {
            "여러 필드 중 하나 이상은 `any of a, b`, 둘 중 하나만은 `present a iff missing b`로 쓰세요"
        }
        Slip::Fix => {
            "`fix remove note`, `fix rename note to memo`, `fix replace currency with \"KRW\"`, `fix insert note = \"a\"`처럼 쓰세요"
        }
        Slip::RuleLine => "`rule payment-id: error on requestPayment { … }`처럼 쓰세요",
        Slip::UseLine => {
            "`use payment-id-length(6, 64) as id-length: warning on payInstantly cite guide \"ids\"`처럼 쓰세요"
        }
        Slip::Amend => {
            "`required note`, `optional note`, `shape extra { code?: string }`처럼 쓰세요"
        }
        Slip::SilenceLine => {
            "`silence payment-id-* on requestPayment when missing orderName`처럼 쓰세요"
        }
        Slip::Implies => "조건에 따라 달라지는 것은 `if escrow { require present note }`로 쓰세요",
        Slip::QuotedName => "이름은 따옴표 없이 쓰세요",
        Slip::Dollar => "필드는 `id`처럼 이름만 쓰세요",
        Slip::PathDots => "경로는 `card.company`처럼 점으로 잇습니다",
        Slip::PatternAlone => "정규식은 `id matches /a|b/`처럼 `matches` 뒤에 쓰세요",
        Slip::Range => "범위는 `amount >= 1 and amount <= 10`처럼 두 번 비교하세요",
        Slip::Let => "`let length = chars(id)`처럼 쓰세요",
        Slip::Rename => "필드의 이름은 제자리에서 바뀝니다. 새 이름은 한 단어로 쓰세요",
    };
    text.to_owned()
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
