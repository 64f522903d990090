//! What is JSON and what is not, after the classes of JSON test suites: texts that every reader
//! takes, texts that none does, and texts where readers differ, with what this one does.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

#[path = "../fuzz/targets.rs"]
mod targets;

use std::sync::LazyLock;

use smartro_lint::{Linter, Request};

static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::smartro().unwrap());

/// Whether a text is taken for JSON, and if not, at which byte it shows that it is none.
fn refused_at(text: &[u8]) -> Option<u64> {
    let report = LINTER.lint(&Request::json(text).operation("cancelPayment"));
    let finding = report.diagnostics.iter().find(|finding| finding.rule == "invalid-json")?;
    let span = finding.span.unwrap();
    assert!(span.end <= text.len() as u64, "{span:?} in {} bytes", text.len());
    Some(span.start)
}

const TAKEN: &[&[u8]] = &[
    // Structures.
    b"{}",
    b"[]",
    b" {} ",
    b"\t[\r\n]\n",
    b"[[]]",
    b"[{}]",
    b"{\"a\":[]}",
    b"[[],[[]],{}]",
    b"[1,2,3]",
    b"{\"a\":1,\"b\":2}",
    b"{\"a\":1,\"a\":2}",
    b"{\"a\":{},\"a\":{}}",
    b"{\"\":0}",
    b"{\"a\":null}",
    b"[null,null]",
    b"[\"\",\"\"]",
    b"{ \"a\" : 1 , \"b\" : [ 2 , 3 ] }",
    b"[ ]",
    b"{ }",
    b"[1 ]",
    b"[ 1]",
    b"[null, 1, \"1\", {}]",
    b"{\"a\":\"a\\u0000\"}",
    b"{\"a\\u0000b\":1}",
    b"{\"min\":-1.0e+28,\"max\":1.0e+28}",
    // Values alone.
    b"0",
    b"-1",
    b"\"\"",
    b"\"a\"",
    b"null",
    b"true",
    b"false",
    b" true ",
    b"1\n",
    b"\t\"a\"\t",
    // Numbers.
    b"[0]",
    b"[-0]",
    b"[-0.0]",
    b"[1e0]",
    b"[1E5]",
    b"[1e+5]",
    b"[1e-5]",
    b"[1.5e10]",
    b"[0.1]",
    b"[0e1]",
    b"[0e+1]",
    b"[123456789012345678901234567890]",
    b"[-123456789012345678901234567890]",
    b"[0.000000000000000000000000000001]",
    b"[1.7976931348623157e308]",
    b"[4.9e-324]",
    b"[1e-999999]",
    b"[123.456789]",
    b"[20e1]",
    b"[1 , 2\t]",
    b"[9007199254740993]",
    // Strings.
    b"[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
    b"[\"\\u0041\\u00e9\\uac00\"]",
    b"[\"\\uD83C\\uDF4E\"]",
    b"[\"\\uD801\\udc37\"]",
    b"[\"\\udbff\\udfff\"]",
    b"[\"\\uFFFF\"]",
    b"[\"\\uFFFE\"]",
    b"[\"\\uFEFF\"]",
    b"[\"\\u2028\\u2029\"]",
    b"[\"\\u200B\"]",
    "[\"\u{2028}\u{2029}\"]".as_bytes(),
    "[\"가나다\"]".as_bytes(),
    "[\"🍎\"]".as_bytes(),
    "{\"키\":\"값\"}".as_bytes(),
    "[\"\u{7f}\u{80}\u{9f}\"]".as_bytes(),
    "[\"\u{feff}\"]".as_bytes(),
    "[\"\u{10ffff}\"]".as_bytes(),
    "[\"\u{fffe}\"]".as_bytes(),
    b"[\"/\"]",
    b"[\"//*\"]",
    b"[\"'\"]",
    b"[\" \"]",
    b"[\"\\u0012\"]",
    b"[\"\\\\u0000\"]",
    b"[\"\\\\\"]",
    b"[\"\\\"\"]",
    b"[\"a\x7fa\"]",
    b"[\"0123456789abcde\"]",
    b"[\"0123456789abcdef\"]",
    b"[\"0123456789abcdef\\n0\"]",
    b"[\"0123456789abcde\\\"\"]",
];

const REFUSED: &[&[u8]] = &[
    // Nothing, or too little.
    b"",
    b" ",
    b"\n\n",
    b"[",
    b"{",
    b"[1",
    b"[1,",
    b"{\"a\"",
    b"{\"a\":",
    b"{\"a\":1",
    b"{\"a\":1,",
    b"[\"a",
    b"[\"a\\",
    b"[\"\\u00",
    b"\"",
    b"-",
    b"t",
    b"tru",
    b"nul",
    b"fals",
    b"[tru",
    b"[[",
    b"[{",
    b"{\"a\":{",
    b"[\"a\",",
    b"[\"\\\"",
    b"{\"",
    // Too much.
    b"{}{}",
    b"[] []",
    b"1 2",
    b"{}}",
    b"[]]",
    b"[1]x",
    b"{\"a\":1}#",
    b"{} // a",
    b"/**/{}",
    b"\"a\" \"b\"",
    b"null,",
    b"[],",
    // Commas and colons.
    b"[,]",
    b"[1,]",
    b"[,1]",
    b"[1,,2]",
    b"[1,,]",
    b"{,}",
    b"{\"a\":1,}",
    b"{,\"a\":1}",
    b"{\"a\":1,,\"b\":2}",
    b"[1 2]",
    b"{\"a\" 1}",
    b"{\"a\"::1}",
    b"{\"a\":}",
    b"{\"a\"}",
    b"{:1}",
    b"[1:2]",
    b"{\"a\",1}",
    b"[\"a\":1]",
    b"{\"a\":1 \"b\":2}",
    b"[1;2]",
    b"[1\n2]",
    // Brackets.
    b"[}",
    b"{]",
    b"[1}",
    b"{\"a\":1]",
    b"]",
    b"}",
    b"(1)",
    b"<a>",
    b"[1)",
    b"[[1]",
    b"{\"a\":[}",
    b"[{]}",
    // Keys.
    b"{a:1}",
    b"{'a':1}",
    b"{1:1}",
    b"{null:1}",
    b"{[]:1}",
    b"{\"a\":1,b:2}",
    b"{\"a\\\":1}",
    b"{\"a\x00\":1}",
    b"{true:1}",
    // Words.
    b"True",
    b"TRUE",
    b"None",
    b"NULL",
    b"nil",
    b"undefined",
    b"NaN",
    b"[Infinity]",
    b"[-Infinity]",
    b"[nan]",
    b"[truee]",
    b"[nulll]",
    b"[true false]",
    b"[a]",
    b"abc",
    b"[\xe2\x80\x9ca\xe2\x80\x9d]",
    b"['a']",
    b"[`a`]",
    b"@",
    b"*",
    // Numbers.
    b"[01]",
    b"[-01]",
    b"[00]",
    b"[1.]",
    b"[.1]",
    b"[-.1]",
    b"[+1]",
    b"[++1]",
    b"[--1]",
    b"[- 1]",
    b"[1e]",
    b"[1e+]",
    b"[1E-]",
    b"[1.e1]",
    b"[1ee2]",
    b"[1e1.5]",
    b"[0x1]",
    b"[0b1]",
    b"[0o1]",
    b"[1_000]",
    b"[1,000.]",
    b"[1.2.3]",
    b"[1a]",
    b"[-a]",
    b"[-]",
    b"[1 .5]",
    b"[1e 5]",
    b"[1f]",
    b"[1n]",
    b"[0.]",
    b"[2.e+3]",
    b"[\xef\xbc\x91]",
    b"[1+2]",
    b"[-1x]",
    b"[012]",
    b"[0e]",
    b"[0.3e]",
    b"-x",
    b"0x",
    b"[9.e+]",
    // Strings.
    b"[\"\n\"]",
    b"[\"\t\"]",
    b"[\"\r\"]",
    b"[\"\0\"]",
    b"[\"\x1f\"]",
    b"[\"\x01\"]",
    b"[\"\\x00\"]",
    b"[\"\\a\"]",
    b"[\"\\'\"]",
    b"[\"\\0\"]",
    b"[\"\\v\"]",
    b"[\"\\u\"]",
    b"[\"\\u1\"]",
    b"[\"\\u12\"]",
    b"[\"\\u123\"]",
    b"[\"\\u123g\"]",
    b"[\"\\U0041\"]",
    b"[\"\\u{41}\"]",
    b"[\"\\ u0041\"]",
    b"[\"\\u00 41\"]",
    b"[\"\\u+041\"]",
    b"[\"\\\xea\xb0\x80\"]",
    b"[\"a\"b]",
    b"[\"a\" \"b\"]",
    b"[\"0123456789abcdef\n\"]",
    b"[\"0123456789abcde\t\"]",
    // White space that JSON does not know.
    b"[\x0c]",
    b"\x0b[]",
    b"[\xc2\xa01]",
    b"\xe2\x80\xa8[]",
    b"[\xe3\x80\x801]",
    b"[\x00]",
    b"{}\x00",
    b"\x00",
    b"[]\x00[]",
    b"\x1a",
    // Encodings.
    b"\xef\xbb\xbf",
    b"{}\xef\xbb\xbf",
    b"\xff\xfe{\0}\0",
    b"\xfe\xff\0{\0}",
    b"\xff",
    b"{\0}\0",
    b"\0{\0}",
    b"[\"\xe9\"]",
    b"[\"\x80\"]",
    b"[\"\xc0\xaf\"]",
    b"[\"\xed\xa0\x80\"]",
    b"[\"\xf4\x90\x80\x80\"]",
    b"[\"\xf8\x88\x80\x80\x80\"]",
    b"[\"\xe0\x80\xaf\"]",
    b"[\"\xea\xb0\"]",
    b"[\"\xf0\x9f\x8d\"]",
    b"{\"\xb9\":0}",
    b"[\xe9]",
    b"[1\xe9]",
    b"{}\xe9",
    b"[\"\xfc\x83\xbf\xbf\xbf\xbf\"]",
    b"[\"\xed\xb0\x80\"]",
];

/// Readers differ over these; some refuse what stands here as taken, and the other way round.
const DECIDED: &[(&[u8], bool, &str)] = &[
    (b"[1e400]", true, "numbers of any size are read, none is rounded"),
    (b"[-1e9999]", true, "numbers of any size are read, none is rounded"),
    (b"[123123e100000]", true, "numbers of any size are read, none is rounded"),
    (
        b"[0.4e00669999999999999999999999999999999999999999999999999969999999006]",
        true,
        "so are exponents",
    ),
    (b"[\"\\uD800\"]", false, "half a character cannot be said in UTF-8"),
    (b"[\"\\uDC00\"]", false, "half a character cannot be said in UTF-8"),
    (b"[\"\\uD800\\uD800\"]", false, "two first halves are no character"),
    (b"[\"\\uDF4E\\uD83C\"]", false, "halves in the wrong order are no character"),
    (b"[\"\\uD83Cx\"]", false, "half a character cannot be said in UTF-8"),
    (b"[\"\\uD83C\\n\"]", false, "half a character cannot be said in UTF-8"),
    (b"[\"\\uD83C\\u0041\"]", false, "half a character cannot be said in UTF-8"),
    (b"{\"\\uD800\":1}", false, "nor in a key"),
    (b"\xef\xbb\xbf{}", true, "a byte order mark before a text is skipped"),
    (b" \xef\xbb\xbf{}", false, "anywhere else it is no white space of JSON"),
    (b"{\"a\":1,\"a\":1}", true, "the last of equal keys counts, and a finding says so"),
];

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
