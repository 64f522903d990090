//! Korean, of what is wrong with YAML files.

use crate::compile::{CaseFault, CatalogFault, ManifestFault};
use crate::language::shown;
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

pub(super) fn catalog(fault: &CatalogFault) -> String {
    match fault {
        CatalogFault::OtherLanguage { missing } => {
            format!("`locales/{}.yaml` 파일도 있어야 합니다", missing.tag())
        }
        CatalogFault::NoEntry { rule, files } => {
            format!("`{}` 파일에 `{rule}` 규칙의 메시지가 없습니다", files.join("`, `"))
        }
        CatalogFault::NoRule { name } => format!("`{name}`: 없는 규칙입니다"),
        CatalogFault::NoBinding { rule, name } => {
            format!("`{rule}` 규칙에 `{{{name}}}` 자리에 넣을 값이 없습니다")
        }
        CatalogFault::NotEverywhere { rule, name } => {
            format!("`{rule}` 규칙의 일부 블록에는 `{{{name}}}` 자리에 넣을 값이 없습니다")
        }
        CatalogFault::EmptyMessage { rule } => format!("`{rule}` 규칙의 메시지가 비어 있습니다"),
        CatalogFault::Unclosed => "`{`를 닫는 `}`가 없습니다".to_owned(),
        CatalogFault::Particle { pair } => format!("`{pair}`: 조사의 짝이 아닙니다"),
        CatalogFault::FixedParticle { name, written, .. } => {
            format!("`{{{name}}}` 자리에 오는 값에 따라 조사 `{written}`의 형태가 달라져야 합니다")
        }
        CatalogFault::DoubledBrace { name } => {
            format!("`{{{{{name}}}}}`: 값 대신 중괄호가 그대로 보입니다")
        }
        CatalogFault::Backtick { rule } => {
            format!("`{rule}`: 메시지, 도움말, 라벨에 짝이 없는 백틱이 있습니다")
        }
        CatalogFault::FullStop { rule } => {
            format!("`{rule}` 규칙의 메시지나 도움말, 레이블이 마침표로 끝납니다")
        }
        CatalogFault::ParticleOfKorean { name } => {
            format!("`{{{name}}}`: 영어 메시지에는 한국어 조사를 쓸 수 없습니다")
        }
        CatalogFault::NoVariant { rule, variant } => {
            format!("`{rule}` 규칙이 쓰는 `{variant}` 메시지가 `variants`에 없습니다")
        }
        CatalogFault::UnusedVariant { rule, variant } => {
            format!("`{rule}` 규칙에서 `{variant}` 메시지를 쓰지 않습니다")
        }
    }
}

pub(super) fn case(fault: &CaseFault) -> String {
    match fault {
        CaseFault::NoRequest { case } => format!("`{}` 케이스에 요청이 없습니다", shown(case)),
        CaseFault::TwoRequests { case } => {
            format!("`{case}` 케이스에 요청이 있어서 `base`나 `patch`를 함께 쓸 수 없습니다")
        }
        CaseFault::NoBase { name } => format!("`{}`: 없는 기본 요청입니다", shown(name)),
        CaseFault::NothingToRemove { field, base } => {
            format!("기본 요청 `{base}`에 지울 `{field}` 필드가 없습니다")
        }
        CaseFault::BaseNotJson { name } => {
            format!("기본 요청 `{name}`의 내용이 JSON이 아닙니다")
        }
        CaseFault::BaseNotObject { name } => {
            format!("기본 요청 `{name}`의 내용이 JSON 객체가 아니어서 `patch`를 적용할 수 없습니다")
        }
    }
}

pub(super) fn manifest(fault: &ManifestFault) -> String {
    match fault {
        ManifestFault::Missing => "규칙 팩에 `pack.yaml` 파일이 없습니다".to_owned(),
        ManifestFault::Engine { needed } => {
            format!("smartro-lint {needed} 이상이 필요한 규칙 팩입니다")
        }
        ManifestFault::NoVersion { text } => format!("`{}`: 버전이 아닙니다", shown(text)),
        ManifestFault::Name { name } => {
            format!("`{}`: 규칙 팩의 이름으로 쓸 수 없습니다", shown(name))
        }
        ManifestFault::NoPack { name } => format!("`{}`: 없는 규칙 팩입니다", shown(name)),
        ManifestFault::UsesItself { name } => {
            format!("`{name}`: 자기 자신을 사용하는 규칙 팩입니다")
        }
    }
}
