//! What is JSON and what is not, after the classes of JSON test suites: texts that every reader
//! takes, texts that none does, and texts where readers differ, with what this one does.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

#[path = "../../fuzz/targets.rs"]
mod targets;
mod texts;

use std::sync::LazyLock;

use smartro_lint::{Linter, Request};
use texts::{DECIDED, REFUSED, TAKEN};

static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::smartro().unwrap());

/// Whether a text is taken for JSON, and if not, at which byte it shows that it is none.
fn refused_at(text: &[u8]) -> Option<u64> {
    let report = LINTER.lint(&Request::json(text).operation("cancelPayment"));
    let finding = report.diagnostics.iter().find(|finding| finding.rule == "invalid-json")?;
    let span = finding.span.unwrap();
    assert!(span.end <= text.len() as u64, "{span:?} in {} bytes", text.len());
    Some(span.start)
}

#[test]
fn texts_that_are_json_are_taken() {
    for text in TAKEN {
        assert_eq!(refused_at(text), None, "{}", String::from_utf8_lossy(text));
        targets::json(text);
        // And in a place where values are looked into, skipped, and looked at twice.
        let text = std::str::from_utf8(text).unwrap();
        for around in [
            format!(r#"{{"reason": {text}}}"#),
            format!(r#"{{"z": {text}}}"#),
            format!(r#"{{"refundAccount": {{"bank": {text}, "z": [{text}]}}}}"#),
            format!(r#"{{"request": {{"z": {text}}}, "operation": "cancelPayment"}}"#),
        ] {
            assert_eq!(refused_at(around.as_bytes()), None, "{around}");
            targets::json(around.as_bytes());
        }
    }
}

#[test]
fn texts_that_are_none_are_refused() {
    for text in REFUSED {
        assert!(refused_at(text).is_some(), "{}", String::from_utf8_lossy(text));
        targets::json(text);
        for around in [
            &b"{\"reason\": "[..],
            b"{\"z\": ",
            b"{\"operation\": \"cancelPayment\", \"request\": ",
        ] {
            let whole = [around, text, b"}"].concat();
            // What is a pair of values alone may be a value and a member.
            assert_eq!(
                refused_at(&whole).is_some(),
                serde_json::from_slice::<serde_json::Value>(&whole).is_err(),
                "{}",
                String::from_utf8_lossy(&whole)
            );
        }
    }
}

#[test]
fn where_readers_differ_it_is_decided() {
    for (text, taken, why) in DECIDED {
        assert_eq!(refused_at(text).is_none(), *taken, "{why}: {}", String::from_utf8_lossy(text));
        targets::json(text);
    }
}

#[test]
fn depth_is_read_as_far_as_serde_json_reads() {
    for depth in [1, 2, 50, 126, 127, 128, 129, 500, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
            let middle = if open == "[" { "" } else { "1" };
            let text = format!("{}{middle}{}", open.repeat(depth), close.repeat(depth));
            targets::json(text.as_bytes());
            let levels = depth * open.matches(['[', '{']).count();
            assert_eq!(refused_at(text.as_bytes()).is_none(), levels <= 127, "{levels}");
            assert!(refused_at(open.repeat(depth).as_bytes()).is_some());
        }
    }
}

/// A request with something of everything.
const SAMPLE: &str = "{\"operation\": \"cancelPayment\", \"request\": {\"reason\": \"변심 \\uD83C\\uDF4E🍎é\", \
    \"amount\": -12.5e+3, \"refundAccount\": {\"bank\": \"KOOKMIN\", \"number\": \"1\\n2\"}, \"z\": [true, false, null, {}], \
    \"0123456789abcdefghij\": \"0123456789abcdefghij\"}, \"context\": {\"channel\": \"live\", \"contracts\": [\"escrow\"]}}";

#[test]
fn what_breaks_off_is_refused_where_it_ends() {
    assert_eq!(refused_at(SAMPLE.as_bytes()), None);
    for end in 0..SAMPLE.len() {
        let cut = &SAMPLE.as_bytes()[..end];
        let at = refused_at(cut).expect(SAMPLE);
        assert!(at <= end as u64);
        targets::json(cut);
        targets::lint(cut);
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_at_every_place() {
    let broken: [&[u8]; 9] = [
        b"\x80",
        b"\xff",
        b"\xc3",
        b"\xea\xb0",
        b"\xf0\x9f\x8d",
        b"\xed\xa0\x80",
        b"\xc0\x80",
        b"\xf5\x80\x80\x80",
        b"\xe0\x80\x80",
    ];
    for place in 0..=SAMPLE.len() {
        for bytes in broken {
            let text = [&SAMPLE.as_bytes()[..place], bytes, &SAMPLE.as_bytes()[place..]].concat();
            let valid_up_to = match std::str::from_utf8(&text) {
                Err(error) => error.valid_up_to() as u64,
                // A first byte that was put before a later one can be a character.
                Ok(_) => continue,
            };
            assert_eq!(refused_at(&text), Some(valid_up_to), "at {place}");
        }
    }
}

#[test]
fn any_byte_at_any_place_is_read_as_others_read_it() {
    for place in 0..SAMPLE.len() {
        for byte in [
            0, b'"', b'\\', b'{', b'}', b'[', b']', b',', b':', b' ', b'\n', b'0', b'-', b'u',
            b'e', 0x1F, 0x7F, 0x80,
        ] {
            let mut text = SAMPLE.as_bytes().to_vec();
            text[place] = byte;
            let ours = refused_at(&text).is_some();
            let theirs = serde_json::from_slice::<serde_json::Value>(&text).is_err();
            assert_eq!(ours, theirs, "{byte:#x} at {place}");
        }
    }
}
