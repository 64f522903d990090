//! Korean, of what has no effect.

use crate::compile::Useless;
use crate::particle::AND;
use crate::syntax::ast::AmendKind;

pub(super) fn message(what: &Useless) -> String {
    match what {
        Useless::Repeated { name } => format!("`{name}`: 같은 이름을 두 번 썼습니다"),
        Useless::Clause { operation } => format!(
            "`{operation}` 작업이 조건 없는 `on`과 다른 `on`에 모두 있어 같은 문제를 두 번 보고합니다"
        ),
        Useless::Guard => "다른 조건과 모순되어 아무것도 보고할 수 없습니다".to_owned(),
        Useless::Condition | Useless::Comparison { always: false } => {
            "결코 참이 될 수 없는 조건입니다".to_owned()
        }
        Useless::BareSdk => {
            "URL이나 함수 이름이 있는 작업에서 `sdk`만 쓰면 아무 효과가 없습니다".to_owned()
        }
        Useless::Always | Useless::Comparison { always: true } => {
            "결코 거짓이 될 수 없는 조건입니다".to_owned()
        }
        Useless::Literal { literal } => {
            format!("왼쪽의 값은 {} 같을 수 없습니다", AND.after(&format!("`{literal}`")))
        }
        Useless::InSet { member, set } => format!("`{member}`: `{set}`에 이미 들어 있습니다"),
        Useless::Pattern { every: true } => "모든 문자열과 일치하는 정규식입니다".to_owned(),
        Useless::Pattern { every: false } => {
            "일치하는 문자열이 있을 수 없는 정규식입니다".to_owned()
        }
        Useless::SilencedOperation { operation } => {
            format!(
                "이 `silence`가 숨기는 규칙 중에 `{operation}` 작업에서 문제를 찾는 것이 없습니다"
            )
        }
        Useless::SilencedRule { rule } => {
            format!("`{rule}` 규칙에는 이 `silence`로 숨길 문제가 없습니다")
        }
        Useless::SilencedField { field } => {
            format!("이 `silence`가 숨기는 규칙 중에 `{field}` 필드를 보고하는 것이 없습니다")
        }
        Useless::Extension { enumeration, operation } => {
            format!("`{operation}` 작업에 `{enumeration}` 타입의 필드가 없습니다")
        }
        Useless::OwnRule { rule } => {
            format!("`{rule}`: 이 규칙 팩의 규칙이므로 그대로 적용됩니다")
        }
        Useless::Dropped { rule } => format!("`{rule}`: 여기에는 이미 적용되지 않는 규칙입니다"),
        Useless::UsedOperation { rule, operation } => {
            format!("`{rule}` 규칙은 `{operation}` 작업에 적용되지 않습니다")
        }
        Useless::Declaration { keyword, name } => {
            format!("`{keyword} {name}`: 선언만 하고 쓰지 않았습니다")
        }
        Useless::SameType { one, other } => {
            format!("`{other}`의 값인지 `{one}`의 값인지 JSON에서 구별할 수 없습니다")
        }
        Useless::Severity { severity } => format!("심각도가 이미 `{severity}`입니다"),
        Useless::Variant { variant } => {
            format!("`{variant}` 메시지가 없습니다. 규칙 팩에 `locales`가 없습니다")
        }
        Useless::Part { keyword } => format!("`{keyword}`: 두 번 썼습니다"),
        Useless::Copy => "같은 내용을 두 번 썼습니다".to_owned(),
        Useless::Block => "이 블록에는 검사하는 것이 없습니다".to_owned(),
        Useless::Empty { keyword } => format!("`{keyword}`의 중괄호 안이 비어 있습니다"),
        Useless::Unchecked { operation } => {
            format!("`{operation}` 작업에서 이 규칙이 검사하는 것이 없습니다")
        }
        Useless::Assertion { forbid: false } => {
            "여기서는 항상 참인 조건이라 아무것도 보고할 수 없습니다".to_owned()
        }
        Useless::Assertion { forbid: true } => {
            "여기서는 결코 참이 될 수 없는 조건이라 아무것도 보고할 수 없습니다".to_owned()
        }
        Useless::Assumed { key } => format!(
            "`context.{key}` 값이 없으면 어차피 아무것도 보고하지 않으므로 가정할 것이 없습니다"
        ),
        Useless::Amended { field, kind } => match kind {
            AmendKind::Required => format!("`{field}`: 이미 필수인 필드입니다"),
            AmendKind::Optional => format!("`{field}`: 이미 선택인 필드입니다"),
            AmendKind::LiftExactlyOne => format!("`{field}`에 `exactly one`이 없습니다"),
            AmendKind::Foreign => format!("`{field}`: 이미 `foreign`인 필드입니다"),
        },
        Useless::Detect => "다른 `detect`가 이미 알아보는 요청입니다".to_owned(),
        Useless::SameUse { one, other } => {
            format!("`{one}`: 검사하는 내용이 `{other}` 규칙과 같습니다")
        }
    }
}

/// What to do about it.
pub(super) fn advice(what: &Useless) -> Option<&'static str> {
    Some(match what {
        Useless::Clause { .. } => "조건에 따라 달라지는 부분은 `if … { … }`로 쓰세요",
        Useless::OwnRule { .. } => {
            "`use`는 파라미터가 있는 규칙과 사용하는 팩의 규칙에, `drop`은 사용하는 팩의 규칙에 씁니다"
        }
        Useless::Declaration { .. } => "이 팩을 사용하는 다른 팩에 필요한 것이 아니라면 지우세요",
        Useless::SameType { .. } => {
            "문자열과 `enum` 중 하나, `integer`와 `number` 중 하나만 쓰세요"
        }
        Useless::Part { .. } | Useless::Copy | Useless::SameUse { .. } => "하나만 남기고 지우세요",
        Useless::BareSdk => "지우거나, `sdk \"…\" from \"…\"`처럼 함수의 이름을 쓰세요",
        Useless::Variant { .. } => {
            "메시지는 `locales/ko.yaml`과 `locales/en.yaml`에 있는 규칙의 `variants`에 쓰세요"
        }
        Useless::Block => "블록 안에 `require`나 `forbid`를 쓰거나 블록을 지우세요",
        Useless::Unchecked { .. } => "중괄호 안에 `require`나 `forbid`를 쓰거나 이 `on`을 지우세요",
        Useless::Empty { .. }
        | Useless::Amended { .. }
        | Useless::Severity { .. }
        | Useless::Detect => "지우세요. 지워도 달라지는 것이 없습니다",
        Useless::Assumed { .. } => "`assuming`을 지우거나, 같은 키에 관한 다른 조건을 지우세요",
        _ => return None,
    })
}
