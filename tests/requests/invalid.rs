//! Text that is not JSON, or not an object.

use super::*;

#[test]
fn a_text_in_utf16_is_reported_as_such() {
    let linter = linter().language(Language::English);
    let text = format!("\u{FEFF}{CANCEL}");
    let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    for text in [little(&text), big(&text), little(CANCEL), big(CANCEL), little("{}"), big("{}")] {
        let report = linter.lint(&Request::json(&text));
        assert_eq!(brief(&report), ["invalid-json "]);
        let finding = &report.diagnostics[0];
        assert_eq!(finding.message, "the text is UTF-16, not UTF-8");
        assert!(finding.help.as_ref().unwrap().contains("iconv -f UTF-16 -t UTF-8"));
    }
    let other = linter.lint(&Request::json(b"{\"reason\": \"\xBA\xAF\xBD\xC9\"}"));
    assert_eq!(other.diagnostics[0].message, "the text is not UTF-8");
}

#[test]
fn texts_that_are_no_json() {
    for (text, at) in [
        ("", 0),
        ("{", 1),
        (r#"{"a": 1,}"#, 8),
        (r#"{"a" 1}"#, 5),
        (r#"{"reason": "a}"#, 11),
        ("{\"reason\": \"\t\"}", 12),
        (r#"{"reason": "\x"}"#, 12),
        (r#"{"reason": "\ud800"}"#, 12),
        (r#"{"reason": 01}"#, 11),
        (r#"{"reason": ""} x"#, 15),
        (" \u{feff}{}", 1),
        ("\u{feff}{", 4),
        ("{\"가\": }", 8),
    ] {
        let report = lint(text);
        assert_eq!(brief(&report), ["invalid-json "], "{text}");
        assert_eq!(report.diagnostics[0].span.unwrap().start, at, "{text}");
    }
    let report = linter().lint(&Request::json(b"{\"a\": \"\xff\"}"));
    assert_eq!(report.diagnostics[0].span.unwrap().start, 7);
    let deep = |levels: usize| {
        format!("{{\"reason\": \"\", \"x\": {}{}}}", "[".repeat(levels), "]".repeat(levels))
    };
    assert_eq!(brief(&lint(&deep(126))), ["unknown-field /x"]);
    assert_eq!(brief(&lint(&deep(127))), ["invalid-json "]);
    assert_eq!(brief(&lint(&"[".repeat(1_000_000))), ["invalid-json "]);
}

#[test]
fn a_byte_order_mark_is_skipped_and_counted_in_offsets_alone() {
    let text = r#"{"reason": 1}"#;
    let marked = format!("\u{feff}{text}");
    for given in [false, true] {
        let lint = |text: &str| {
            let request = Request::json(text);
            linter().lint(&if given { request.operation("cancelPayment") } else { request })
        };
        let (plain, marked) =
            (lint(text).diagnostics.remove(0), lint(&marked).diagnostics.remove(0));
        let (plain, marked) = (plain.span.unwrap(), marked.span.unwrap());
        assert_eq!((marked.start, marked.end), (plain.start + 3, plain.end + 3));
        assert_eq!((marked.line, marked.column), (plain.line, plain.column));
    }
}

#[test]
fn a_text_without_anything_in_it_is_called_empty() {
    let linter = linter().language(Language::English);
    for text in ["", " ", "\r\n\t\n", "\u{feff}", "\u{feff} \n"] {
        let report = linter.lint(&Request::json(text));
        assert_eq!(brief(&report), ["invalid-json "], "{text:?}");
        assert_eq!(report.diagnostics[0].message, "the file is empty", "{text:?}");
    }
    // A value that is missing in the middle is another matter.
    assert_ne!(lint(r#"{"a": "#).diagnostics[0].message, lint("").diagnostics[0].message);
}

#[test]
fn a_body_that_is_no_object_has_one_finding() {
    for value in ["1", "-0.5", "\"card\"", "true", "null", "[]", "[{\"reason\": \"a\"}]"] {
        for text in [
            value.to_owned(),
            format!(r#"{{"operation": "requestPayment", "request": {value}}}"#),
            format!(r#"{{"request": {value}, "operation": "requestPayment"}}"#),
        ] {
            let found = lint(&text);
            assert_eq!(brief(&found), ["type-mismatch "], "{text}");
            assert!(found.undecided.is_empty(), "{text}");
            let finding = &found.diagnostics[0];
            assert_eq!(underlined(&text, finding), value, "{text}");
            assert!(finding.message.contains("객체"), "{}", finding.message);
        }
        for operation in ["requestPayment", "cancelPayment"] {
            let report = linter().lint(&Request::json(value).operation(operation));
            assert_eq!(brief(&report), ["type-mismatch "], "{value}");
        }
    }
    let off = linter().severity("type-mismatch", None).unwrap();
    assert_eq!(brief(&off.lint(&Request::json("[]"))), [""; 0]);
}

#[test]
fn a_request_that_is_known_to_be_broken_has_that_finding() {
    let error = JsonError { fault: JsonFault::TrailingComma, at: 1 };
    let report = linter().lint(&Request::broken("[]", error).operation("cancelPayment"));
    assert_eq!(brief(&report), ["invalid-json "]);
    assert_eq!(report.diagnostics[0].span.map(|span| (span.start, span.end)), Some((1, 2)));
}

#[test]
fn the_first_fault_is_reported_whatever_the_operation_turns_out_to_be() {
    for (text, fault) in [
        // Recognised, not recognised, named too late, addressed.
        (r#"{"reason": "a", "x": [tru]}"#, "tru"),
        (r#"{"x": {"y": [01]}, "z": 1}"#, "01"),
        (r#"{"x": [nul], "operation": "cancelPayment", "request": {"reason": "a"}}"#, "nul"),
        (r#"{"headers": {"a": -}, "url": "/payments/a/cancel", "data": {}}"#, "-}"),
        // A bracket that is closed by the wrong one, and a fault after it.
        (r#"{"x": [1}, "y" 2}"#, "}, "),
        (r#"{"x": ["a\u12"], "y" 2}"#, "\\u12"),
    ] {
        let report = lint(text);
        assert_eq!(brief(&report), ["invalid-json "], "{text}");
        let start = usize::try_from(report.diagnostics[0].span.unwrap().start).unwrap();
        assert_eq!(start, text.find(fault).unwrap(), "{text}");
    }
}

#[test]
fn a_fault_is_named() {
    for (text, fault) in [
        (r#"{"a": 1,}"#, "there is a comma before the end of an object or an array"),
        (r#"{"a": [1,]}"#, "there is a comma before the end of an object or an array"),
        (r#"{"a": {1: 2}}"#, "this is not JSON: a key in double quotes is expected here"),
        (r#"{"a": [1 2]}"#, "this is not JSON: a comma or `]` is expected here"),
        (r#"{"a": {"b": 1 "c": 2}}"#, "this is not JSON: a comma or `}` is expected here"),
        (r#"{"a": 1.5x}"#, "JSON does not write numbers like this"),
        (r#"{"a": 1e5.0}"#, "JSON does not write numbers like this"),
    ] {
        let linter = linter().language(smartro_lint::Language::English);
        for request in [Request::json(text), Request::json(text).operation("cancelPayment")] {
            let report = linter.lint(&request);
            assert_eq!(report.diagnostics[0].message, fault, "{text}");
        }
    }
}
