//! What is wrong with a YAML text, in Korean.

use super::{DEEPEST, LONGEST, MOST_OPEN, SEVERAL_DOCUMENTS, TEXT_AFTER_VALUE, YamlFault};

pub(super) fn message(fault: &YamlFault) -> String {
    match fault {
        YamlFault::TooLong { size } => format!("파일이 {size}바이트로, {LONGEST}바이트보다 큽니다"),
        YamlFault::TooDeep => format!("괄호가 {DEEPEST}단계보다 깊게 중첩되었습니다"),
        YamlFault::TooManyOpen => format!("열린 괄호가 {MOST_OPEN}개보다 많습니다"),
        YamlFault::Reader(reason) => match structure(reason) {
            Some(text) => text,
            None => format!("YAML 문법 오류: {}", syntax(reason)),
        },
    }
}

/// The YAML reader's words in Korean; those that are rare stay as they are.
fn syntax(reason: &str) -> &str {
    match reason {
        "did not find expected ',' or '}'" => "`{`를 닫는 `}`나 `,`가 없습니다",
        "did not find expected ',' or ']'" => "`[`를 닫는 `]`나 `,`가 없습니다",
        "mapping values are not allowed in this context" => {
            "여기에는 `키: 값`을 쓸 수 없습니다. 들여쓰기를 확인하거나, `:`이 든 값은 따옴표로 묶으세요"
        }
        "did not find expected key" => "키가 있어야 할 곳입니다. 들여쓰기와 따옴표를 확인하세요",
        "could not find expected ':'" => "키 뒤에 `:`이 없습니다",
        "did not find expected '-' indicator" => {
            "목록의 항목은 `-`로 시작해야 합니다. 들여쓰기를 확인하세요"
        }
        "block sequence entries are not allowed in this context" => {
            "여기에는 `-`로 시작하는 목록을 쓸 수 없습니다. 키 아래의 줄에 쓰세요"
        }
        "found character that cannot start any token" => {
            "값을 시작할 수 없는 문자입니다. 탭은 들여쓰기에 쓸 수 없고, `@`나 `` ` ``로 시작하는 값은 따옴표로 \
             묶어야 합니다"
        }
        "found a tab character that violates indentation"
        | "found a tab character where an indentation space is expected" => {
            "탭은 들여쓰기에 쓸 수 없습니다. 공백을 쓰세요"
        }
        "found unexpected end of stream" => "파일이 끝날 때까지 따옴표가 닫히지 않았습니다",
        "found unknown escape character" => {
            "큰따옴표 안에서 쓸 수 없는 이스케이프입니다. 작은따옴표로 묶거나 `\\\\`로 쓰세요"
        }
        "did not find expected alphabetic or numeric character" => {
            "`*`나 `&` 뒤에 이름이 없습니다. 글롭은 따옴표로 묶으세요"
        }
        "did not find expected node content" => "값이 있어야 할 곳입니다",
        "did not find expected comment or line break" => "값 뒤에 다른 문자가 있습니다",
        SEVERAL_DOCUMENTS => "문서가 두 개 이상입니다. `---` 뒤를 지우세요",
        TEXT_AFTER_VALUE | "did not find expected <document start>" => {
            "값 뒤에 다른 내용이 있습니다. `키: 값`의 `:`이 빠지지 않았는지 확인하세요"
        }
        "control characters are not allowed" => "제어 문자는 쓸 수 없습니다",
        "did not find expected hexadecimal number"
        | "found invalid Unicode character escape code" => "잘못된 이스케이프입니다",
        "found unexpected document indicator" => "따옴표가 닫히기 전에 `---`나 `...`이 있습니다",
        "found unexpected ':'" => "여기에는 `:`을 쓸 수 없습니다. `:`이 든 값은 따옴표로 묶으세요",
        "mapping keys are not allowed in this context" => {
            "여기에는 `?`로 시작하는 키를 쓸 수 없습니다. 따옴표로 묶으세요"
        }
        "found an indentation indicator equal to 0" => {
            "`|`나 `>` 뒤의 들여쓰기 칸 수는 1 이상이어야 합니다"
        }
        "found undefined tag handle"
        | "did not find expected tag URI"
        | "did not find URI escaped octet"
        | "did not find the expected '>'"
        | "did not find expected '!'"
        | "did not find expected whitespace or line break" => {
            "YAML 태그는 쓸 수 없습니다. `!`로 시작하는 값은 따옴표로 묶으세요"
        }
        "found incompatible YAML document" => "지원하지 않는 YAML 버전입니다",
        "found unknown directive name"
        | "could not find expected directive name"
        | "found unexpected non-alphabetical character"
        | "did not find expected version number"
        | "did not find expected digit or '.' character" => {
            "`%`로 시작하는 지시자가 잘못되었습니다. `%`로 시작하는 값은 따옴표로 묶으세요"
        }
        "unknown anchor" => "없는 앵커입니다. `*`로 시작하는 글롭은 따옴표로 묶으세요",
        "recursion limit exceeded" => "너무 깊이 중첩되어 있습니다",
        "repetition limit exceeded" => "앵커가 너무 많이 반복됩니다",
        other => other,
    }
}

/// The words of the reader and of serde about what is YAML and has another structure: the path
/// to the value and what is wrong with it.
fn structure(reason: &str) -> Option<String> {
    let (path, what) = match reason.split_once(": ") {
        Some((path, what)) if !path.contains([' ', '`']) => (format!("`{path}`: "), what),
        _ => (String::new(), reason),
    };
    let text = if let Some(key) = what.strip_prefix("missing field ") {
        format!("{key} 키가 없습니다")
    } else if let Some(rest) = what.strip_prefix("unknown field ") {
        let (key, known) = rest.split_once(", expected ")?;
        let known = known.strip_prefix("one of ").unwrap_or(known).replace(" or ", ", ");
        format!("{key}: 없는 키입니다. 사용할 수 있는 키: {known}")
    } else if let Some(rest) = what.strip_prefix("invalid type: ") {
        let (found, expected) = rest.split_once(", expected ")?;
        let (expected, found) = (kind(expected), kind(found));
        format!("타입이 다릅니다. 필요한 타입: {expected}, 실제 타입: {found}")
    } else if let Some(key) = what.strip_prefix("duplicate field ") {
        format!("{key} 키가 두 번 있습니다")
    } else if let Some(key) = what.strip_prefix("duplicate entry with key ") {
        format!("`{}` 키가 두 번 있습니다", key.trim_matches('"'))
    } else if what == "this name was given before" {
        "같은 키가 두 번 있습니다".to_owned()
    } else {
        return None;
    };
    Some(format!("{path}{text}"))
}

/// The type of a value, which serde names as Rust does.
fn kind(description: &str) -> String {
    let (kind, value) = match description.split_once(' ') {
        Some((kind @ ("string" | "integer" | "boolean"), value)) => (kind, value),
        Some(("floating", value)) => ("floating", value.trim_start_matches("point ")),
        _ => (description, ""),
    };
    let korean = match kind {
        "a string" | "string" => "문자열",
        "integer" | "floating" => "숫자",
        "a boolean" | "boolean" => "불리언",
        "a sequence" | "sequence" => "목록",
        "unit value" => "없음",
        kind if kind == "a map" || kind == "map" || kind.starts_with("struct ") => "매핑",
        other => other,
    };
    match value {
        "" => korean.to_owned(),
        value => format!("{korean} `{}`", value.trim_matches(['"', '`'])),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Value, read};
    use super::*;

    #[test]
    fn mistakes_of_yaml_are_reported_in_korean() {
        for (text, is) in [
            ("a: 1\n---\nb: 2\n", "문서가 두 개 이상입니다. `---` 뒤를 지우세요"),
            (
                "\"fail-on\" error\n",
                "값 뒤에 다른 내용이 있습니다. `키: 값`의 `:`이 빠지지 않았는지 확인하세요",
            ),
            ("a: \u{1}\n", "제어 문자는 쓸 수 없습니다"),
            (r#"a: "\xZZ""#, "잘못된 이스케이프입니다"),
            (r#"a: "\uD800""#, "잘못된 이스케이프입니다"),
        ] {
            let error = read::<Value>(text).unwrap_err();
            assert_eq!(message(&error.fault), format!("YAML 문법 오류: {is}"));
        }
        for text in [
            "{a: 1}\nb: 2",
            "%a: b",
            "%YAML 2.0\n---\na: 1",
            "%YAML x\n---\n",
            "a: !foo!bar b",
            "a: !<b",
            "a: !%zz b",
            "a: \"b\n---\nc\"",
            "a: [b: c: d]",
            "a: ? b",
            "a: |0\n b",
            "a: @b",
            "a: `b`",
            "\ta: b",
            "a: *b",
            "a: *",
            "a: &",
            "a: {b",
            "a: [b",
            "a: 'b",
            "a: b: c",
            "- a\nb",
            "a:\n - b\n c",
            "a: %",
            r#"a: "\q""#,
            "a: 'b' c",
            "a: b\n  c: d",
            "a\nb: c",
            "!a",
            "a: !",
            "a: [,]",
            "a: {,}",
            "? a\n: - b\n c",
        ] {
            let Err(error) = read::<Value>(text) else { continue };
            let message = message(&error.fault);
            let is_english =
                |word: &str| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
            assert!(!message.split([' ', ',']).any(is_english), "{text}: {message}");
        }
    }
}
