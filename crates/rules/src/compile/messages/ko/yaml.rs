//! Korean, of what is wrong with YAML files.

use crate::yaml::YamlSlip;

/// What to do about a text that is no YAML, or has another structure.
pub(super) fn advice(slip: YamlSlip) -> &'static str {
    match slip {
        YamlSlip::Comma => "쉼표가 있는 값은 따옴표로 묶으세요",
        YamlSlip::Start => {
            "백틱 같은 기호로 시작하는 값은 따옴표로 묶고, 들여쓰기에는 공백을 쓰세요"
        }
        YamlSlip::Colon => "`: `가 있는 값은 따옴표로 묶고, 한 매핑의 키는 똑같이 들여 쓰세요",
        YamlSlip::NoColon => "키 뒤에는 `key: value`처럼 `:`과 공백을 쓰세요",
        YamlSlip::Brace => "중괄호로 시작하는 값은 따옴표로 묶거나 `|` 다음 줄에 쓰세요",
        YamlSlip::List => "목록은 `[A, B]`처럼 대괄호로 묶으세요",
    }
}
