//! What the YAML reader says, in Korean.

/// The YAML reader's words in Korean; those that are rare stay as they are.
pub(super) fn korean(reason: &str) -> String {
    let korean = match reason {
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
        "unknown anchor" => "없는 앵커입니다. `*`로 시작하는 글롭은 따옴표로 묶으세요",
        "recursion limit exceeded" => "너무 깊이 중첩되어 있습니다",
        "repetition limit exceeded" => "앵커가 너무 많이 반복됩니다",
        _ => return other(reason),
    };
    korean.to_owned()
}

/// What holds a name or a number.
fn other(reason: &str) -> String {
    let key = |before: &str| {
        let name = reason.split_once(before)?.1.strip_prefix("\"")?.strip_suffix('"')?;
        Some(format!("`{name}` 키가 두 번 있습니다"))
    };
    let number = |before: &str, after: &str| {
        let number = reason.strip_prefix(before)?.split(' ').next()?;
        Some(format!("{number}{after}"))
    };
    key("duplicate entry with key ")
        .or_else(|| number("the file has ", "바이트로 너무 큽니다"))
        .or_else(|| number("brackets nest deeper than ", "단계를 넘는 괄호 중첩은 읽지 않습니다"))
        .or_else(|| number("more than ", "개를 넘는 괄호가 열려 있습니다"))
        .unwrap_or_else(|| reason.to_owned())
}
