//! Secrets in every spelling and place are in no output; what identifies a person is only where
//! it is asked for; nothing of a request, or of a name, acts on a terminal.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

#[path = "../../../tests/support/mod.rs"]
mod support;

use std::path::Path;
use std::process::Command;

use smartro_lint::report::RequestSource;
use smartro_lint::{Linter, Origin, Request};
use support::Random;

const ROUNDS: u64 = if cfg!(debug_assertions) { 3_000 } else { 20_000 };

fn luhn(mut digits: Vec<u32>) -> String {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit * 2) {
            (0, doubled) if doubled > 9 => doubled - 9,
            (0, doubled) => doubled,
            _ => *digit,
        })
        .sum();
    digits.push((10 - sum % 10) % 10);
    digits.iter().map(u32::to_string).collect()
}

/// A card's, a person's, a business's or an account's digits.
fn number(random: &mut Random) -> String {
    match random.below(5) {
        0 | 1 => {
            let length = *random.pick(&[14, 15, 18]);
            let mut digits: Vec<u32> =
                random.digits(length).bytes().map(|digit| u32::from(digit - b'0')).collect();
            digits[0] = *random.pick(&[3, 4, 5, 6, 9]);
            luhn(digits)
        }
        2 => {
            let (year, month, day) = (random.digits(2), 1 + random.below(12), 1 + random.below(28));
            format!("{year}{month:02}{day:02}{}{}", 1 + random.below(8), random.digits(6))
        }
        3 => random.digits(10),
        _ => random.digits(12),
    }
}

/// A number in one of its spellings.
fn spelt(random: &mut Random, number: &str) -> String {
    let groups = |size: usize, between: &str| {
        let digits: Vec<char> = number.chars().collect();
        let groups: Vec<String> = digits.chunks(size).map(|group| group.iter().collect()).collect();
        groups.join(between)
    };
    let script = |zero: u32| {
        number.chars().map(move |digit| char::from_u32(zero + digit.to_digit(10).unwrap()).unwrap())
    };
    match random.below(12) {
        0 => groups(4, "-"),
        1 => groups(4, " "),
        2 => groups(4, "."),
        3 => groups(6, "-"),
        4 => groups(4, "\u{200B}"),
        5 => groups(4, " - "),
        6 => groups(4, "_"),
        7 => script(0xFF10).collect(),
        8 => script(0x0660).collect(),
        9 => groups(1, " "),
        10 => groups(4, "/"),
        _ => number.to_owned(),
    }
}

/// Whether all digits of a number stand in a text, one after the other, whatever is between
/// them that is no letter.
fn shows(text: &str, number: &str) -> bool {
    let mut digits = String::new();
    for character in text.chars() {
        let digit = match character {
            '０'..='９' => Some(u32::from(character) - 0xFF10),
            '\u{660}'..='\u{669}' => Some(u32::from(character) - 0x660),
            other => other.to_digit(10),
        };
        match digit {
            Some(digit) => digits.push_str(&digit.to_string()),
            None if character.is_alphabetic() || character == '*' => digits.push('x'),
            None => {}
        }
    }
    digits.contains(number)
}

/// Requests with `@` where the secret stands, as a string's inside.
const PLACES: &[&str] = &[
    r#"{"storeId":"s","memo":"@"}"#,
    r#"{"storeId":"s","card_number":"@","payMethod":"CARD"}"#,
    r#"{"payMethod":"CARD","extra":{"deep":[{"x":"@"}]}}"#,
    r#"{"payMethod":"@"}"#,
    r#"{"payMethod":"CARD","customer":"@"}"#,
    r#"{"payMethod":"CARD","customer":{"residentRegistrationNumber":"@"}}"#,
    r#"{"payMethod":"CARD","card":"@"}"#,
    r#"{"payMethod":"CARD","card":{"cardCompany":"@"}}"#,
    r#"{"payMethod":"CARD","bypass":{"smartro_v2":{"CardNo":"@"}}}"#,
    r#"{"payMethod":"CARD","bypass":{"kcp_v2":{"x":"@"}}}"#,
    r#"{"payMethod":"TRANSFER","transfer":{"cashReceiptType":"@","customerIdentifier":"PERSONAL"}}"#,
    r#"{"payMethod":"TRANSFER","transfer":{"cashReceiptType":"PERSONAL","customerIdentifier":"@"}}"#,
    r#"{"payMethod":"CARD","@":1}"#,
    r#"{"payMethod":"CARD","totalAmount":"@"}"#,
    r#"{"payMethod":"CARD","isEscrow":"@"}"#,
    r#"{"payMethod":"CARD","customData":{"no":"@"}}"#,
    r#"{"payMethod":"CARD","products":["@"]}"#,
    r#"{"method":{"card":{"cardNumber":"@","credential":{"number":"1"}}},"amount":{"total":1}}"#,
    r#"{"method":{"card":{"credential":{"nubmer":"@"}}},"channelKey":"k"}"#,
    r#"{"reason":"a","refundAccount":{"bank":"@","number":"@","holderName":"a"}}"#,
    r#"{"operation":"payInstantly","request":{"cashReceipt":{"type":"@"}},"id":"@"}"#,
    r#"{"operation":"@","request":{}}"#,
    r#"{"operation":"cancelPayment","pathParams":{"paymentId":"a","x":"@"},"request":{"reason":"a"}}"#,
    r#"{"operation":"cancelPayment","context":{"channel":"@"},"request":{"reason":"a"}}"#,
    r#"{"method":"post","url":"https://a.kr/payments/a/cancel?n=@","headers":{"X":"@"},"data":{"x":1}}"#,
    r#"{"method":"post","url":"https://a.kr/payments/a/cancel","cookies":["@"],"data":{"x":"@"}}"#,
    r#"{"method":"post","url":"https://a.kr/nothing","data":{"reason":"a","memo":"@"}}"#,
    r#"{"method":"post","url":"https://a.kr/payments/a/cancel","data":"{\"memo\":\"@\"}"}"#,
    r#"{"log":{"entries":[{"request":{"method":"POST","url":"https://a/x","headers":[{"name":"a","value":"@"}],"postData":{"text":"{\"memo\":\"@\"}"}}}]}}"#,
    r#"{"headers":{"x":"@"},"requset":{"memo":"@"}}"#,
    r#"["@"]"#,
    r#""@""#,
    r#"{"payMethod":"CARD","memo":"@"#,
    r#"{payMethod:'CARD', memo: '@'}"#,
    r#"{"payMethod":"CARD" "memo":"@"}"#,
    "number=@&x=1",
    "@",
];

fn escaped(random: &mut Random, text: &str) -> String {
    text.chars()
        .map(|one| match u16::try_from(u32::from(one)) {
            Ok(unit) if random.in_hundred(30) => format!("\\u{unit:04x}"),
            _ => one.to_string(),
        })
        .collect()
}

/// All that the library shows of a text.
fn library(linter: &Linter, text: &str) -> String {
    let report = linter.lint(&Request::json(text));
    let mut shown = linter.mask(text);
    shown += &serde_json::to_string(&report).unwrap();
    let source = RequestSource::new(linter, "a.json", text.as_bytes(), Origin::default());
    for finding in report.diagnostics {
        shown += &finding.message;
        let diagnostic = finding.diagnostic(&source, false);
        let _ = miette::NarratableReportHandler::new().render_report(&mut shown, &diagnostic);
    }
    shown
}

#[test]
fn the_test_would_notice() {
    assert!(shows("a 41-11 x", "4111"));
    assert!(shows("４１ 1\u{661}", "4111"));
    assert!(!shows("41*1", "411"));
}

#[test]
fn no_number_is_shown_in_any_spelling_or_place() {
    let linter = Linter::smartro().unwrap().show_values(true);
    for seed in 0..ROUNDS {
        let mut random = Random::new(seed);
        let number = number(&mut random);
        let mut secret = spelt(&mut random, &number);
        let place = *random.pick(PLACES);
        // In text that is no JSON an escape is letters.
        if random.in_hundred(20)
            && serde_json::from_str::<serde_json::Value>(place).is_ok()
            && !place.contains('\\')
        {
            secret = escaped(&mut random, &secret);
        }
        let text = place.replace('@', &secret);
        let shown = library(&linter, &text);
        assert!(!shows(&shown, &number), "{number} of {text}\n{shown}");
    }
}

#[test]
fn numbers_that_are_json_numbers_are_hidden_too() {
    let linter = Linter::smartro().unwrap();
    for place in PLACES.iter().filter(|place| place.contains(":\"@\"")) {
        let text = place.replace(":\"@\"", ":4111111111111111").replace('@', "x");
        assert!(!shows(&library(&linter, &text), "4111111111111111"), "{text}");
    }
}

/// Texts, and how they are shown: to everybody, and to who asks for values.
const SHOWN: &[(&str, &str, &str)] = &[
    (r#"{"paymentId":"20231123123456789012","orderName":"책 1권","totalAmount":150000}"#, "", ""),
    (r#"{"paymentId":"4111111111111111","payMethod":"CARD","currency":"krw"}"#, "", ""),
    (
        r#"{"customer":{"fullName":"홍길동","email":"me@a.kr","phoneNumber":"010-1234-5678","customerId":"u1"}}"#,
        r#"{"customer":{"fullName":"＊＊＊","email":"**@*.**","phoneNumber":"***-****-****","customerId":"u1"}}"#,
        "",
    ),
    (
        r#"{"customer":{"customerId":"me@a.kr"},"orderName":"문의 010-1234-5678"}"#,
        r#"{"customer":{"customerId":"**@*.**"},"orderName":"문의 ***-****-****"}"#,
        "",
    ),
    (
        r#"{"method":"post","url":"https://u:p@a.kr/payments/o1/cancel?k=v","headers":{"Authorization":"PortOne sk"},"data":{"reason":"변심"}}"#,
        r#"{"method":"post","url":"https://***@a.kr/payments/o1/cancel?***","headers":{"*************":"**********"},"data":{"reason":"변심"}}"#,
        r#"{"method":"post","url":"https://***@a.kr/payments/o1/cancel?***","headers":{"*************":"**********"},"data":{"reason":"변심"}}"#,
    ),
    (
        r#"{"payMethod":"CARD","memo":"현관 앞","flag":true,"cancelAmount":5000,"method2":"EASY_PAY"}"#,
        "",
        "",
    ),
    (
        r#"{"method":{"card":{"birth":"900101","credential":{"number":"4111"}}}}"#,
        r#"{"method":{"card":{"birth":"******","credential":{"number":"****"}}}}"#,
        r#"{"method":{"card":{"birth":"******","credential":{"number":"****"}}}}"#,
    ),
    (
        r#"{"operation":"x","request":"{\"refundAccount\":{\"number\":\"가1\",\"holderName\":\"김\"},\"reason\":\"a\"}"}"#,
        r#"{"operation":"x","request":"{\"refundAccount\":{\"number\":\"＊*\",\"holderName\":\"＊\"},\"reason\":\"a\"}"}"#,
        r#"{"operation":"x","request":"{\"refundAccount\":{\"number\":\"＊*\",\"holderName\":\"김\"},\"reason\":\"a\"}"}"#,
    ),
    (
        "{paymentId: 'a', password: 'p@ss w', totalAmount: 01000, x: \"김\"}",
        "{paymentId: 'a', password: '**** *', totalAmount: 01000, x: \"김\"}",
        "{paymentId: 'a', password: '**** *', totalAmount: 01000, x: \"김\"}",
    ),
    (
        r#"{"payMethod":"CARD","storeId":"s","number":"ab"#,
        r#"{"payMethod":"CARD","storeId":"s","number":"**"#,
        r#"{"payMethod":"CARD","storeId":"s","number":"**"#,
    ),
    (r#"{"memo":"channel-key-live-123","foo":1,"at":"2027-01-01"}"#, "", ""),
    (r#"{"at":"2027-01-01T00:00:00.000+09:00","from":"2027-01-01 ~ 2027-02-01"}"#, "", ""),
    (r#"{"x":[1000,2000,3000],"options":["500","1500"],"unitPrice":1500000000}"#, "", ""),
    (
        r#"{"paymentId":"a","totalAmount":9223372036854775800,"amount":{"total":6011000990139424000}}"#,
        "",
        "",
    ),
    (
        r#"{"x":[4111,1111,1111,1111],"y":["4111","1111","1111","1111"],"payMethod":[900101,1234567]}"#,
        r#"{"x":[****,****,****,****],"y":["****","****","****","****"],"payMethod":[******,*******]}"#,
        r#"{"x":[****,****,****,****],"y":["****","****","****","****"],"payMethod":[******,*******]}"#,
    ),
    (
        r#"{"totalAmount":4111111111111111,"orderName":"110-123-456789 2027-0101-0001 20270101-123456"}"#,
        r#"{"totalAmount":****************,"orderName":"***-***-****** 2027-0101-0001 20270101-123456"}"#,
        r#"{"totalAmount":****************,"orderName":"***-***-****** 2027-0101-0001 20270101-123456"}"#,
    ),
    (
        "{\"reason\":\"a\u{9b}[31m\u{202e}\"}",
        r#"{"reason":"a\u{9b}[31m\u{202e}"}"#,
        r#"{"reason":"a\u{9b}[31m\u{202e}"}"#,
    ),
];

/// Source code stays readable but for what is secret, or identifies a person.
const CODE: &[(&str, &str, &str)] = &[
    (
        "const response = await PortOne.requestPayment({ channelKey: \"channel-key-live-123\",\n  paymentId: `payment-${crypto.randomUUID()}`, totalAmount: 1000, foo: 1,\n  customer: { customerId: PREFIX + \"customer-id-0001\", phoneNumber: user.phone, fullName: \"홍길동\" },\n  currency: \"CURRENCY_KRW\", pgProvider: \"channel-key-1\" });",
        "const response = await PortOne.requestPayment({ channelKey: \"channel-key-live-123\",\n  paymentId: `payment-${crypto.randomUUID()}`, totalAmount: 1000, foo: 1,\n  customer: { customerId: PREFIX + \"customer-id-0001\", phoneNumber: user.phone, fullName: \"＊＊＊\" },\n  currency: \"CURRENCY_KRW\", pgProvider: \"channel-key-1\" });",
        "",
    ),
    (
        "const client = PortOneClient({ secret: process.env.API_SECRET ?? \"Abc1\" });\nconst text = \"4111-1111-1111-1111\"; // 010-1234-5678, a@b.kr\nlogin({ cardNumber: form.cardNumber, birth: '900101' });",
        "const client = PortOneClient({ secret: process.env.API_SECRET ?? \"****\" });\nconst text = \"****-****-****-****\"; // ***-****-****, *@*.**\nlogin({ cardNumber: form.cardNumber, birth: '******' });",
        "const client = PortOneClient({ secret: process.env.API_SECRET ?? \"****\" });\nconst text = \"****-****-****-****\"; // 010-1234-5678, a@b.kr\nlogin({ cardNumber: form.cardNumber, birth: '******' });",
    ),
    (
        "const paymentId = '20231123123'; const account = bank; const x = \"110 123 456789\"; // 110-123-456789\nconst at = '2027-01-01 00:00:00', limit = 1000000000, n = [1000, 2000];\nf('1101234567', { storeId: '1101234567' });",
        "const paymentId = '20231123123'; const account = bank; const x = \"*** *** ******\"; // ***-***-******\nconst at = '2027-01-01 00:00:00', limit = 1000000000, n = [1000, 2000];\nf('**********', { storeId: '1101234567' });",
        "const paymentId = '20231123123'; const account = bank; const x = \"*** *** ******\"; // ***-***-******\nconst at = '2027-01-01 00:00:00', limit = 1000000000, n = [1000, 2000];\nf('**********', { storeId: '1101234567' });",
    ),
    (
        "fetch(`https://api.portone.io/payments/${id}/cancel`, {\n  headers: { Authorization: `PortOne ${SECRET}` },\n  body: JSON.stringify({ amount: 1000, reason: \"a\" }) });",
        "",
        "",
    ),
];

#[test]
fn what_is_ordinary_stays_readable() {
    let linter = Linter::smartro().unwrap();
    let shows_values = linter.clone().show_values(true);
    for (text, masked, asked) in SHOWN {
        let or_same = |shown: &'static str| if shown.is_empty() { *text } else { shown };
        assert_eq!(linter.mask(text), or_same(masked));
        assert_eq!(shows_values.mask(text), or_same(asked));
    }
    for (text, masked, asked) in CODE {
        let or_same = |shown: &'static str| if shown.is_empty() { *text } else { shown };
        assert_eq!(linter.mask_code(text), or_same(masked));
        assert_eq!(shows_values.mask_code(text), or_same(asked));
    }
}

#[test]
fn values_that_identify_a_person_are_in_no_message() {
    let linter = Linter::smartro().unwrap();
    for text in [
        r#"{"payMethod":"CARD","customer":{"customerId":"hong@example.com","fullName":"홍길동"}}"#,
        r#"{"billingKeyMethod":"CARD","customer":{"customerId":"hong@example.com"}}"#,
        r#"{"payMethod":"CARD","customer":{"name":"홍길동","email":"hong@example"}}"#,
        r#"{"payMethod":"홍길동 hong@example.com"}"#,
        r#"{"payMethod":"CARD","hong@example.com":1,"buyer":"홍길동"}"#,
    ] {
        let shown = library(&linter, text);
        assert!(!shown.contains("hong"), "{shown}");
        assert!(!shown.contains("홍길동") || text.contains("payMethod\":\"홍"), "{shown}");
    }
}

/// A value that goes to another object stands in an edit's text.
#[test]
fn a_fix_that_has_a_masked_value_is_made_and_is_in_no_report() {
    let text = r#"{"operation":"cancelPayment","pathParams":{"paymentId":"p"},"request":{"reason":"a","holderName":"김철수","refundAccount":{"bank":"KOOKMIN","number":"123"}}}"#;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.json");
    std::fs::write(&file, text).unwrap();
    for format in ["json", "jsonl", "sarif"] {
        let shown = run(folder.path(), &["--format", format, "a.json"]);
        assert!(!shown.contains("김철수"), "{format}: {shown}");
        let shown = run(folder.path(), &["--format", format, "--show-values", "a.json"]);
        assert!(shown.contains("holderName\\\": \\\"김철수"), "{format}: {shown}");
    }
    let report = Linter::smartro().unwrap().lint(&Request::json(text));
    assert!(!format!("{report:?}").contains("김철수"), "{report:?}");
    assert!(report.edits(true).iter().any(|edit| edit.text.contains("김철수")));
    run(folder.path(), &["--fix", "--suggested", "a.json"]);
    let fixed = std::fs::read_to_string(&file).unwrap();
    assert!(fixed.contains(r#""refundAccount":{"holderName": "김철수","#), "{fixed}");
}

const HOSTILE: &[char] = &[
    '\u{1b}',
    '\u{7}',
    '\u{7f}',
    '\u{85}',
    '\u{9b}',
    '\u{ad}',
    '\u{61c}',
    '\u{200b}',
    '\u{200f}',
    '\u{2028}',
    '\u{202e}',
    '\u{2060}',
    '\u{2066}',
    '\u{2069}',
    '\u{feff}',
    '\u{e0041}',
    '\u{3164}',
];

fn run(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
    command.current_dir(folder).args(["--no-now", "--no-config"]).args(arguments);
    let output = command.output().unwrap();
    assert!(matches!(output.status.code(), Some(0..=2)), "{:?}", output.status);
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

const FORMATS: &[&str] = &["pretty", "compact", "json", "jsonl", "sarif", "github", "junit"];

#[cfg(unix)]
#[test]
fn nothing_acts_on_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let all: String = HOSTILE.iter().collect();
    let name = format!("a{all}\n::error::b.json");
    let escaped: String = HOSTILE
        .iter()
        .map(|one| format!("\\u{:04x}", u32::from(*one)))
        .filter(|escape| escape.len() == 6)
        .collect();
    let raw: String = HOSTILE.iter().filter(|one| **one >= ' ').collect();
    let text = format!(
        r#"{{"paymentId":"{escaped}","payMethod":"{raw}","{raw}x":"{raw}","customer":{{"customerId":"{raw}"}},
        "custmer":{{}},"operation{raw}":1}}"#
    );
    std::fs::write(folder.path().join(&name), &text).unwrap();
    std::fs::write(folder.path().join("b.json"), format!("{{\"a\": {all}")).unwrap();
    std::fs::write(
        folder.path().join("c.json"),
        format!(r#"{{"operation":"{raw}","request":{{}}}}"#),
    )
    .unwrap();
    let unsafe_in = |shown: &str| shown.chars().find(|one| HOSTILE.contains(one) || *one == '\r');
    for format in FORMATS {
        for color in ["never", "always"] {
            let shown =
                run(folder.path(), &["--format", format, "--color", color, "--verbose", "."]);
            let shown = if color == "always" && *format == "pretty" {
                regex_lite::Regex::new("\u{1b}\\[[0-9;]*m")
                    .unwrap()
                    .replace_all(&shown, "")
                    .into_owned()
            } else {
                shown
            };
            assert_eq!(unsafe_in(&shown), None, "{format}: {shown}");
            assert!(!shown.lines().any(|line| line.starts_with("::error::b")), "{format}: {shown}");
        }
    }
    for arguments in [
        vec!["--diff", "--suggested", "--color", "never", "."],
        vec!["--color", "never", &*format!("{all}\nmissing.json")],
        vec!["--color", "never", &*format!("--{}", raw)],
        vec!["--color", "never", "--format", &*format!("x{raw}\n::error::b")],
        vec!["--color", "never", &*format!("--format=x{raw}\n::error::b")],
        vec!["explain", &*format!("x{raw}\n::error::b")],
        vec![&*format!("x{raw}\n::error::b")],
        vec!["--color", "never", "--operation", &*raw, "c.json"],
        vec!["--color", "never", "--rules", &*raw, "c.json"],
        vec!["--color", "never", "--context", &*format!("{raw}=1"), "c.json"],
        vec!["--color", "never", "--context", &*raw, "c.json"],
        vec!["--color", "never", "--baseline", &*raw, "c.json"],
        vec!["explain", &*raw],
        vec!["fmt", &*raw],
        vec!["test", &*raw],
        vec!["check", &*raw],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
        let output = command.current_dir(folder.path()).args(&arguments).output().unwrap();
        let shown = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert_eq!(unsafe_in(&shown), None, "{arguments:?}: {shown}");
        assert!(
            !shown.lines().any(|line| line.starts_with("::error::b")),
            "{arguments:?}: {shown}"
        );
    }
}

#[test]
fn a_diff_of_lines_hides_what_each_line_hides() {
    let folder = tempfile::tempdir().unwrap();
    let line = r#"{"operation":"requestPayment","request":{"payMethod":"transfer","customer":{"fullName":"홍길동"},"transfer":{"customerIdentifier":"비밀A"}},"headers":{"Authorization":"PortOne abcdef"}}"#;
    std::fs::write(folder.path().join("a.jsonl"), format!("{line}\n{{broken\n{line}\n")).unwrap();
    let shown = run(folder.path(), &["--diff", "--suggested", "--color", "never", "a.jsonl"]);
    assert!(shown.contains("\"payMethod\":\"TRANSFER\""), "{shown}");
    for secret in ["홍길동", "비밀A", "abcdef", "PortOne"] {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
    let shown = run(
        folder.path(),
        &["--diff", "--suggested", "--show-values", "--color", "never", "a.jsonl"],
    );
    assert!(
        shown.contains("홍길동") && !shown.contains("비밀A") && !shown.contains("abcdef"),
        "{shown}"
    );
}

#[test]
fn underlines_fit_what_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let text = "{\"operation\":\"cancelPayment\",\"request\":{\"reason\":\"가\u{1b}\",\"refundAccount\":{\"bank\":\"KOOKMIN\",\"number\":\"가나é1\",\"holderName\":\"홍길동\",\"x\":1}}}";
    std::fs::write(folder.path().join("a.json"), text.replace('\u{1b}', "\u{202e}")).unwrap();
    let shown = run(folder.path(), &["--lang", "en", "--color", "never", "a.json"]);
    let lines: Vec<&str> = shown.lines().collect();
    let quoted =
        lines.iter().position(|line| line.contains("│") && line.contains("\"x\":*")).unwrap();
    let before: String = lines[quoted].split("\"x\"").next().unwrap().to_owned();
    let marker = lines[quoted + 1];
    let columns = |text: &str| {
        text.chars()
            .map(|one| {
                if one >= '\u{1100}'
                    && !"│·".contains(one)
                    && !('\u{2000}'..'\u{2E80}').contains(&one)
                {
                    2
                } else {
                    1
                }
            })
            .sum::<usize>()
    };
    let at = marker.chars().position(|one| one == '─' || one == '┬').unwrap();
    assert_eq!(at, columns(&before), "{shown}");
}
