//! Korean.

use crate::project::globs::GlobFault;
use crate::project::kind::{ExpectedValue, MistakeKind, ValueType};
use crate::severities::SeverityError;
use smartro_lint_rules::language::{Language, quoted, shown};
use smartro_lint_rules::suggest::{appended, question};

pub(super) fn message(kind: &MistakeKind) -> String {
    match kind {
        MistakeKind::Yaml(fault) => fault.message(Language::Korean),
        MistakeKind::UnknownKey { key, .. } => format!("`{}`: 없는 키입니다", shown(key)),
        MistakeKind::UnknownValue { value, of, .. } => {
            format!("{}`{}` 값은 쓸 수 없습니다", of_key(of.as_deref()), shown(value))
        }
        MistakeKind::MissingKey { key } => format!("`{key}` 키가 없습니다"),
        MistakeKind::WrongType { of, expected: ExpectedValue::OneOf(_), found } => {
            let value = match found {
                ValueType::String(value) | ValueType::Number(value) | ValueType::Other(value) => {
                    format!("`{value}` 값은")
                }
                ValueType::Nothing => "빈 값은".to_owned(),
                ValueType::List => "목록은".to_owned(),
                ValueType::Mapping => "매핑은".to_owned(),
            };
            format!("{}{value} 쓸 수 없습니다", of_key(of.as_deref()))
        }
        MistakeKind::WrongType { of, expected: ExpectedValue::Described(expected), found } => {
            format!(
                "{}타입이 다릅니다. 필요한 타입: {}, 실제 타입: {}",
                of_key(of.as_deref()),
                wanted(expected),
                kind_of(found)
            )
        }
        MistakeKind::KeyType => "키는 문자열이어야 합니다. 따옴표로 묶으세요".to_owned(),
        MistakeKind::Tag => "YAML 태그는 쓸 수 없습니다".to_owned(),
        MistakeKind::NoDirectory { name } => format!("`{name}` 디렉터리가 없습니다"),
        MistakeKind::Severity(SeverityError::InvalidJson) => {
            "`invalid-json`은 항상 오류입니다. JSON이 아닌 파일은 아무것도 검사할 수 없습니다"
                .to_owned()
        }
        MistakeKind::Suppression(SeverityError::InvalidJson) => {
            "`invalid-json`은 예외로 둘 수 없습니다".to_owned()
        }
        MistakeKind::Severity(SeverityError::Unknown { rule, .. })
        | MistakeKind::Suppression(SeverityError::Unknown { rule, .. }) => {
            format!("`{}`: 없는 규칙입니다", shown(rule))
        }
        MistakeKind::Context(error) => error.message(Language::Korean),
        MistakeKind::UnknownOperation { name, .. } => format!("`{name}`: 없는 작업입니다"),
        MistakeKind::UnknownPack { name, .. } => format!("`{name}`: 없는 규칙 팩입니다"),
        MistakeKind::DefaultPack { name, .. } => {
            format!("`{name}`: 불러오지 않은 규칙 팩은 `default`로 쓸 수 없습니다")
        }
        MistakeKind::PackAndPacks => "`pack`과 `packs`를 함께 쓸 수 없습니다".to_owned(),
        MistakeKind::NoSettings => "이 항목에는 설정이 없습니다".to_owned(),
        MistakeKind::PackName { name, found } => {
            format!("`{name}`의 디렉터리에 있는 규칙 팩의 이름은 `{found}`입니다")
        }
        MistakeKind::Glob { glob, fault: GlobFault::Empty } if glob.is_empty() => {
            "글롭이 비어 있습니다. 모든 파일은 `**`로 쓰세요".to_owned()
        }
        MistakeKind::Glob { glob, fault: GlobFault::Empty } => {
            format!("`{glob}`에 해당하는 파일이 없습니다. 모든 파일은 `**`로 쓰세요")
        }
        MistakeKind::Glob { glob, fault: GlobFault::Outside } => {
            format!("`{glob}`: 이 파일의 디렉터리 밖을 가리켜 해당하는 파일이 있을 수 없습니다")
        }
        MistakeKind::Glob { glob, fault } => {
            format!("`{glob}`: 올바른 글롭이 아닙니다. {}", of_glob(*fault))
        }
        MistakeKind::NotADate { text } => {
            format!("`{}`: 올바른 날짜가 아닙니다. `2026-12-31`처럼 쓰세요", shown(text))
        }
        MistakeKind::NotAPointer { text, near } => {
            format!("`{text}`: JSON Pointer가 아닙니다{}", appended(Language::Korean, Some(near)))
        }
        MistakeKind::Empty { key } => format!("`{key}` 값이 비어 있습니다"),
        MistakeKind::Other(reason) => format!("읽을 수 없는 값입니다: {reason}"),
    }
}

pub(super) fn help(kind: &MistakeKind) -> Option<String> {
    if let Some((near, known)) = kind.names() {
        return Some(match near {
            Some(near) => did_you_mean(near),
            None => format!("사용할 수 있는 {}: {}", named(kind), quoted(known)),
        });
    }
    let help = match kind {
        MistakeKind::MissingKey { key } | MistakeKind::Empty { key } if key == "reason" => {
            "이 문제를 예외로 두는 이유를 쓰세요"
        }
        MistakeKind::MissingKey { key } if key == "files" => {
            "설정을 적용할 파일을 `files: instant/*.json`처럼 쓰세요"
        }
        MistakeKind::WrongType { of: Some(key), found: ValueType::String(text), .. }
            if key == "exclude" || key == "redacted" =>
        {
            return Some(format!("`{key}: [\"{text}\"]`처럼 목록으로 쓰세요"));
        }
        MistakeKind::DefaultPack { loaded, .. } => {
            return Some(format!(
                "`packs`에 이름과 디렉터리를 추가하거나, 불러온 규칙 팩({})을 쓰세요",
                quoted(loaded)
            ));
        }
        MistakeKind::PackAndPacks => "규칙 팩이 하나면 `pack`만, 여러 개면 `packs`만 남기세요",
        MistakeKind::NoSettings => "`operation`이나 `context`를 쓰거나, 항목을 지우세요",
        MistakeKind::WrongType { of: Some(key), found: ValueType::Mapping, .. }
            if key == "rules" =>
        {
            "`rules`에는 규칙 팩의 디렉터리를 씁니다. 규칙의 심각도는 `severity` 아래에 쓰세요"
        }
        MistakeKind::WrongType { expected: ExpectedValue::OneOf(words), found, .. }
            if words.contains(&"off") && *found == ValueType::Other("false".to_owned()) =>
        {
            return Some(did_you_mean("off"));
        }
        MistakeKind::WrongType { expected: ExpectedValue::OneOf(words), .. } => {
            return Some(format!("사용할 수 있는 값: {}", quoted(*words)));
        }
        MistakeKind::NoDirectory { .. } => "이 파일을 기준으로 규칙 팩의 디렉터리를 쓰세요",
        MistakeKind::Severity(SeverityError::Unknown { near, .. })
        | MistakeKind::Suppression(SeverityError::Unknown { near, .. }) => match near {
            Some(near) => return Some(did_you_mean(near)),
            None => "규칙 목록: `smartro-lint rules`",
        },
        MistakeKind::Suppression(SeverityError::InvalidJson) => {
            "요청이 아닌 파일은 `exclude`로 제외하세요"
        }
        MistakeKind::UnknownPack { near, .. } => return Some(did_you_mean(near)),
        _ => return None,
    };
    Some(help.to_owned())
}

/// What the names are that a mistake could have had.
fn named(kind: &MistakeKind) -> &'static str {
    match kind {
        MistakeKind::UnknownKey { .. } => "키",
        MistakeKind::UnknownOperation { .. } => "작업",
        _ => "값",
    }
}

fn did_you_mean(near: &str) -> String {
    question(Language::Korean, near)
}

fn of_key(name: Option<&str>) -> String {
    name.map(|name| format!("`{name}`: ")).unwrap_or_default()
}

/// What a key takes, which serde names in English.
fn wanted(description: &str) -> String {
    let korean = match description {
        "a string" => "문자열",
        "a sequence" => "목록",
        "a map" => "매핑",
        "a boolean" => "불리언",
        "a mapping, such as `language: en`" => "`language: en` 같은 매핑",
        "a mapping, such as `default: smartro`" => "`default: smartro` 같은 매핑",
        "a mapping with `files`, and `operation` or `context`" => {
            "`files`와, `operation`이나 `context`가 있는 매핑"
        }
        "a mapping with `rule` and `reason`" => "`rule`과 `reason`이 있는 매핑",
        "a glob or a list of globs" => "글롭 하나나 글롭의 목록",
        other => other,
    };
    korean.to_owned()
}

fn kind_of(found: &ValueType) -> String {
    match found {
        ValueType::Nothing => "없음".to_owned(),
        ValueType::List => "목록".to_owned(),
        ValueType::Mapping => "매핑".to_owned(),
        ValueType::String(text) => format!("문자열 `{text}`"),
        ValueType::Number(number) => format!("숫자 `{number}`"),
        ValueType::Other(other) => format!("`{other}`"),
    }
}

fn of_glob(fault: GlobFault) -> &'static str {
    match fault {
        GlobFault::Empty => "비어 있습니다",
        GlobFault::Outside => "디렉터리 밖을 가리킵니다",
        GlobFault::UnclosedClass => "`[`를 닫는 `]`가 없습니다",
        GlobFault::InvalidRange => "`[…]` 안의 범위가 거꾸로입니다",
        GlobFault::UnclosedAlternatives => "`{`를 닫는 `}`가 없습니다",
        GlobFault::UnopenedAlternatives => "`}`를 여는 `{`가 없습니다",
        GlobFault::DanglingEscape => "`\\`로 끝납니다",
    }
}
