//! Requests that break off, or lack a character, show no more than whole ones, and no less than they need to.
#![allow(clippy::unwrap_used, clippy::string_slice, reason = "helpers of tests")]

use smartro_lint::Linter;

/// Secrets in place of `@`: what is outside of a body, and what the fields of one hold.
const SECRET: &[&str] = &[
    r#"{"method":"post","url":"https://a.kr/payments/p/cancel?x=@","data":{"reason":1}}"#,
    r#"{"path":"/payments/p/cancel#x=@","method":"post","body":{"reason":1}}"#,
    r#"{"method":"post","url":"https://a.kr/p","headers":{"x-shop":"@","a":"@"},"data":{"reason":1}}"#,
    r#"{"method":"post","headers":[["x","@"],{"name":"y","value":"@"}],"url":"https://a.kr/p"}"#,
    r#"{"operation":"cancelPayment","x":{"y":["@",{"z":"@"}]},"request":{"reason":1}}"#,
    r#"{"operation":"cancelPayment","request":{"reason":1},"비고":"@"}"#,
    r#"{"operation":"cancelPayment","request":"{\"headers\":{\"x\":\"@\"},\"token\":\"@\"}"}"#,
    r#"{"operation":"cancelPayment","request":{"refundAccount":{"bank":"A","number":"@"}}}"#,
    r#"{"payMethod":"CARD","customer":{"fullName":"@","address":{"addressLine1":"@"}}}"#,
    r#"{"payMethod":"CARD","extra":[{"name":"password","value":"@"},["token","@"]]}"#,
    r#"{"log":{"entries":[{"request":{"method":"GET","headers":[]},"response":{"x":"@"}}]}}"#,
];

/// What has no secret.
const PLAIN: &[&str] = &[
    r#"{"operation":"cancelPayment","pathParams":{"paymentId":"p-1"},"request":{"reason":"a b","amount":1000}}"#,
    r#"{"method":"post","url":"https://api.portone.io/payments/p1/cancel","data":{"reason":"a"}}"#,
    r#"{"log":{"entries":[{"request":{"method":"POST","url":"https://a.kr/p","postData":{"text":"{\"reason\":\"a\"}"}}}]}}"#,
];

/// A text in one line, and in several.
fn layouts(text: &str) -> [String; 2] {
    [text.to_owned(), text.replace(",\"", ",\n \"").replace("{\"", "{\n  \"").replace('}', "\n}")]
}

/// A text cut off at every place from one on.
fn cut(text: &str, from: usize) -> impl Iterator<Item = &str> {
    (from..=text.len()).filter_map(|end| text.get(..end))
}

#[test]
fn what_is_cut_off_anywhere_hides_what_the_whole_hides() {
    let linter = Linter::smartro().unwrap();
    for secret in ["ЖЯ뷁 ΩΨ=Ξ", r"\u0416Я\ubdc1 Ω\u03a8"] {
        for text in SECRET.iter().flat_map(|text| layouts(text)) {
            let secret =
                if text.contains("\\\"") { secret.replace('\\', r"\\") } else { secret.into() };
            let text = text.replace('@', &secret);
            for text in cut(&text, 1) {
                let shown = linter.mask(text);
                assert!(!shown.contains(|one| "ЖЯ뷁ΩΨΞ".contains(one)), "{text}\n{shown}");
                assert!(secret.starts_with('Ж') || !shown.contains("041"), "{text}\n{shown}");
            }
        }
    }
}

#[test]
fn what_lacks_a_quote_a_colon_or_a_comma_hides_it_too() {
    let linter = Linter::smartro().unwrap();
    let mut faults = Vec::new();
    // A backslash without its quote is another escape.
    let texts = SECRET.iter().filter(|text| !text.contains('\\'));
    for text in texts.flat_map(|text| layouts(text)) {
        let text = text.replace('@', "ЖЯ뷁 ΩΨ=Ξ");
        for (at, one) in text.char_indices().filter(|(_, one)| "\",:".contains(*one)) {
            let broken = format!("{}{}", &text[..at], &text[at + one.len_utf8()..]);
            let shown = linter.mask(&broken);
            if shown.contains(|one| "ЖЯ뷁ΩΨΞ".contains(one)) {
                faults.push(format!("{broken}\n{shown}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}\n{}", faults.len(), faults.join("\n\n"));
}

#[test]
fn what_has_no_secret_is_shown_wherever_it_is_cut_off() {
    let linter = Linter::smartro().unwrap();
    for text in PLAIN.iter().flat_map(|text| layouts(text)) {
        for text in cut(&text, 1) {
            assert_eq!(linter.mask(text), text);
        }
    }
}

#[test]
fn what_is_nested_deeper_than_any_request_is_hidden() {
    let linter = Linter::smartro().unwrap();
    for bracket in ["[", "{\"a\":", "[{\"a\": [", "{a: ["] {
        let shown = linter.mask(&(bracket.repeat(5_000) + "ordinary"));
        assert!(shown.starts_with(&bracket.repeat(100)), "{bracket}");
        assert!(shown.ends_with(&"*".repeat(3_000)), "{bracket}");
    }
}
