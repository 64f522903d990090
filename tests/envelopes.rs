//! Which operation a text is a request of: envelopes, addresses, the fields of a bare body, and
//! the context beside them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "helpers of tests, outside of test functions"
)]

use smartro_lint::pack::Pack;
use smartro_lint::{Instant, Language, Linter, Report, Request, Severity};

fn smartro() -> Linter {
    Linter::smartro().unwrap().language(Language::English)
}

fn own(rules: &str) -> Linter {
    let files = [("pack.yaml", "name: x\nversion: 1.0.0\n"), ("a.rules", rules)];
    let linter = Linter::new(Pack::new("x", files)).unwrap_or_else(|error| panic!("{error:?}"));
    linter.language(Language::English)
}

/// `rule pointer`, in the order of the text.
fn brief(report: &Report) -> Vec<String> {
    let reported = report.diagnostics.iter();
    reported.map(|finding| format!("{} {}", finding.rule, finding.pointer)).collect()
}

/// What each finding underlines.
fn underlined<'t>(text: &'t str, report: &Report) -> Vec<&'t str> {
    let spans = report.diagnostics.iter().map(|finding| finding.span.unwrap());
    let at = |offset| usize::try_from(offset).unwrap();
    spans.map(|span| &text[at(span.start)..at(span.end)]).collect()
}

#[test]
fn a_call_without_a_body_lacks_what_the_body_would_have() {
    for text in [
        r#"{"url": "/payments/a1/cancel", "method": "POST"}"#,
        r#"{"operation": "cancelPayment"}"#,
        r#"{"operation": "cancelPayment", "pathParams": {"paymentId": "a1"}}"#,
    ] {
        let report = smartro().lint(&Request::json(text));
        assert_eq!(brief(&report), ["missing-field /reason"], "{text}");
        assert_eq!(underlined(text, &report), [text], "it is missing from all there is");
    }
}

const ADDRESSED: &str = r#"
shape S { s?: string }
operation one { http POST "/one/{id}/do" body S }
/// Doc.
rule plain: error on one { require @path.id matches /[a-z0-9]+/ }
"#;

#[test]
fn an_address_is_read_as_json_writes_it() {
    let linter = own(ADDRESSED);
    let lint = |url: &str| {
        let text = format!(r#"{{"url": "{url}", "data": {{}}}}"#);
        let report = linter.lint(&Request::json(&text));
        assert_eq!(report.operation.as_deref(), Some("one"), "{url}");
        underlined(&text, &report).join(", ")
    };
    assert_eq!(lint("/one/a1/do"), "");
    assert_eq!(lint("https://api.example.com/v1/one/a-1/do"), "a-1");
    // A slash at the end is no segment.
    assert_eq!(lint("/one/a1/do/"), "");
    assert_eq!(lint(r"\/one\/a-1\/do\/?x=1#y"), "a-1");
    // What is escaped is what it represents.
    assert_eq!(lint(r"/one/\u00611/d\u006f"), "");
    assert_eq!(lint(r"/one/\u00411/do"), r"\u00411");
}

#[test]
fn the_last_of_two_equal_keys_of_an_envelope_counts() {
    let linter = own(ADDRESSED);
    let lint = |one: &str, two: &str| {
        let text = format!(
            r#"{{"operation": "one", "pathParams": {{{one}}}, "pathParams": {{{two}}}, "request": {{}}}}"#
        );
        brief(&linter.lint(&Request::json(&text)))
    };
    let twice = "duplicate-key /@envelope/pathParams";
    assert_eq!(lint(r#""id": "a-1""#, ""), [twice]);
    assert_eq!(lint("", r#""id": "a-1""#), [twice, "plain /@path/id"]);
}

const NESTED: &str = r"
enum E { A B }
shape Inner { y?: string z?: string }
shape S { x?: Inner e?: E url?: string }
operation one { sdk body S detect x.y without x.z }
operation two { sdk body S detect x.z without x.y detect e }
context { c?: one of { p q } now?: instant many?: any of { s t } }
/// Doc.
rule r: error on one, two { require context.c is p at x }
silence unknown-value at e on one when present x
";

#[test]
fn a_bare_body_is_recognised_by_fields_in_its_objects() {
    let linter = own(NESTED);
    for (text, expected) in [
        (r#"{"x": {"y": ""}}"#, Some("one")),
        (r#"{"x": {"z": ""}}"#, Some("two")),
        (r#"{"x": {"a": {"z": 1}, "b": [1, "}"], "\u0079": "" }}"#, Some("one")),
        (r#"{"x": {"y": null, "z": ""}}"#, Some("two")),
        (r#"{"x": {"z": ""}, "x": {"y": ""}}"#, Some("one")),
        (r#"{"\u0065": "A"}"#, Some("two")),
        (r#"{"x": {"y": "", "z": ""}}"#, None),
        (r#"{"x": {}}"#, None),
        (r#"{"x": "y"}"#, None),
        (r#"{"y": ""}"#, None),
    ] {
        let report = linter.lint(&Request::json(text));
        assert_eq!(report.operation.as_deref(), expected, "{text}");
    }
    let why = |text: &str| linter.lint(&Request::json(text)).diagnostics[0].message.clone();
    let (none, both) = (why(r#"{"y": ""}"#), why(r#"{"e": "A", "x": {"y": ""}}"#));
    assert_eq!(none, "cannot tell which operation this request is for");
    assert_eq!(both, "this request could be for `one`, `two`");
}

#[test]
fn a_field_named_url_makes_no_envelope_of_a_body_that_has_it() {
    let text = r#"{"url": "/somewhere", "e": "C"}"#;
    let report = own(NESTED).lint(&Request::json(text).operation("one"));
    assert_eq!(report.operation.as_deref(), Some("one"));
    assert_eq!(brief(&report), ["unknown-value /e"]);
}

#[test]
fn fields_with_the_names_of_an_envelope_are_the_bodys() {
    let linter = own(
        "shape S { operation?: string id?: string pg?: string uri?: string path?: string n?: integer }\n\
         operation one { http POST \"/one\" body S }\n",
    );
    let report = |text: &str| linter.lint(&Request::json(text).operation("one"));
    for text in [
        r#"{"operation": "two", "n": "x"}"#,
        r#"{"x": 1, "operation": "two", "n": "x"}"#,
        r#"{"x": 1, "uri": "/two", "data": {}, "n": "x"}"#,
        r#"{"x": 1, "path": "/two", "method": "POST", "n": "x"}"#,
    ] {
        assert!(
            brief(&report(text)).contains(&"type-mismatch /n".to_owned()),
            "{text}: {:?}",
            brief(&report(text))
        );
    }
}

#[test]
fn an_address_without_a_method_and_a_body_is_a_field() {
    let linter = own(NESTED);
    for key in ["uri", "path"] {
        let text = format!(r#"{{"x": {{"y": ""}}, "{key}": "/one"}}"#);
        assert_eq!(brief(&linter.lint(&Request::json(&text))), [format!("unknown-field /{key}")]);
    }
}

#[test]
fn the_context_of_an_envelope_may_be_anywhere_in_it() {
    let linter = own(NESTED);
    let lint = |text: &str| {
        let report = linter.lint(&Request::json(text));
        (brief(&report), report.undecided.len())
    };
    let reported = vec!["r /x".to_owned()];
    for text in [
        r#"{"operation": "one", "context": {"c": "q"}, "request": {}}"#,
        r#"{"context": {"c": "q"}, "operation": "one", "request": {}}"#,
        r#"{"request": {}, "operation": "one", "context": {"c": "q"}}"#,
    ] {
        assert_eq!(lint(text), (reported.clone(), 0), "{text}");
        assert_eq!(lint(&text.replace('q', "p").replace("rep", "req")), (Vec::new(), 0), "{text}");
    }
    // Of two the last one counts, alone.
    for text in [
        r#"{"operation": "one", "context": {"c": "q"}, "request": {}, "context": {}}"#,
        r#"{"context": {"c": "q"}, "operation": "one", "request": {}, "context": {}}"#,
        r#"{"context": {"c": "q"}, "context": {}, "operation": "one", "request": {}}"#,
        r#"{"operation": "one", "context": {"c": "z"}, "context": {}, "request": {}}"#,
    ] {
        let twice = vec!["duplicate-key /@envelope/context".to_owned()];
        assert_eq!(lint(text), (twice, 1), "{text}");
    }
    // A bare body has none: this is an unknown field.
    let bare = r#"{"x": {"y": ""}, "context": {"c": "q"}}"#;
    assert_eq!(lint(bare), (vec!["unknown-field /context".to_owned()], 1));
}

#[test]
fn a_context_that_does_not_fit_leaves_open_what_it_would_decide() {
    let linter = own(NESTED);
    for (context, pointer) in [
        (r#""c": "z""#, "c"),
        (r#""now": "yesterday", "c": "p""#, "now"),
        (r#""many": ["u"], "c": "p""#, "many"),
    ] {
        let text = format!(
            r#"{{"operation": "one", "context": {{{context}}}, "request": {{"x": {{}}}}}}"#
        );
        let report = linter.lint(&Request::json(&text));
        // What suppresses findings on the fields of the body has no effect on the context.
        assert_eq!(brief(&report), [format!("unknown-value /@context/{pointer}")], "{context}");
        assert_eq!(report.undecided.len(), usize::from(pointer == "c"), "{context}");
    }
}

#[test]
fn a_context_is_given_by_words_or_by_json() {
    let linter = own(NESTED);
    let mut words = linter.context();
    words.set("c", "q").unwrap();
    words.set("many", "t, s, t").unwrap();
    assert_eq!(format!("{words:?}"), r#"{"c": "q", "many": ["s", "t"]}"#);
    words.set("many", ", s,,t ,").unwrap();
    assert_eq!(format!("{words:?}"), r#"{"c": "q", "many": ["s", "t"]}"#);
    let mut other = linter.context();
    other.set("c", "p").unwrap();
    let mut both = words.clone();
    both.extend(&other);
    assert_eq!(format!("{both:?}"), r#"{"c": "p", "many": ["s", "t"]}"#);
    words.set_now(Instant::parse("2026-11-23T12:00:00+09:00").unwrap());
    let mut json = linter.context();
    let given = r#"{"c": "q", "many": ["s", "t"], "now": "2026-11-23T12:00:00+09:00"}"#;
    json.extend_from_json(&format!("\u{feff}{given}")).unwrap();
    assert_eq!(format!("{words:?}"), format!("{json:?}"));
    assert_eq!(format!("{:?}", linter.context()), "{}");
    let body = Request::json("{}").operation("one");
    assert_eq!(brief(&linter.lint(&body.context(&words))), ["r /x"]);

    let mut context = linter.context();
    let mut refused = |json: &str| context.extend_from_json(json).unwrap_err().to_string();
    assert_eq!(refused(r#"{"c": "x"}"#), "invalid value `x` for `c`: expected `p`, `q`");
    assert_eq!(refused(r#"{"c": {"x": 1}}"#), "invalid value `…` for `c`: expected `p`, `q`");
    assert_eq!(
        refused(r#"{"many": ["s", "u"]}"#),
        "invalid value `u` for `many`: expected a list of `s`, `t`"
    );
    assert_eq!(
        refused(r#"{"now": "yesterday"}"#),
        "invalid value `yesterday` for `now`: expected an RFC 3339 time such as `2026-11-23T12:00:00+09:00`"
    );
    let long = format!(r#"{{"c": "{}"}}"#, "x".repeat(100));
    assert_eq!(refused(&long), "invalid value `…` for `c`: expected `p`, `q`");
    assert_eq!(refused(r#"{"mny": 1}"#), "unknown context key `mny`, did you mean `many`?");
    assert_eq!(refused(r#"{"c": "p", "c": "q"}"#), "the context gives `c` more than once");
}

#[test]
fn an_envelope_without_an_operation_is_recognised_by_its_body() {
    let text = r#"{"id": 7, "request": {"reason": "x", "amount": 1}, "context": {"channel": "test"}, "pathparams": {}}"#;
    let linter = Linter::smartro().unwrap();
    let report = linter.lint(&Request::json(text));
    assert_eq!(report.operation.as_deref(), Some("cancelPayment"));
    let found: Vec<String> =
        report.diagnostics.iter().map(|one| format!("{} {}", one.rule, one.pointer)).collect();
    assert_eq!(found, ["test-partial-cancel /amount", "unknown-field /@envelope/pathparams"]);
    let mut session = linter.session();
    assert_eq!(session.lint(&Request::json(text)).id(), Some("7"));
    // A body with such a key is a body.
    let report =
        linter.lint(&Request::json(r#"{"reason": "x", "request": {"payMethod": "CARD"}}"#));
    assert_eq!(report.operation.as_deref(), Some("cancelPayment"));
    for text in [
        r#"{"request": {"foo": 1}}"#,
        r#"{"request": {}}"#,
        r#"{"request": {"reason": "x", "payment": {}}}"#,
        r#"{"request": {"request": {"reason": "x"}}}"#,
    ] {
        let report = linter.lint(&Request::json(text));
        let rules: Vec<String> = report.diagnostics.into_iter().map(|one| one.rule).collect();
        assert_eq!(rules, ["unknown-operation"], "{text}");
    }
}

#[test]
fn fields_of_the_body_beside_an_envelope_are_said_to_be_that() {
    for (text, expected) in [
        (
            r#"{"operation": "cancelPayment", "reason": "a", "ammount": 1}"#,
            &["unknown-field /@envelope/reason"][..],
        ),
        (
            r#"{"operation": "payInstantly", "method": {}, "pathParams": {"paymentId": "a-1"}}"#,
            &["unknown-field /@envelope/method"],
        ),
        (
            r#"{"method": "post", "url": "/payments/a/cancel", "reason": "a"}"#,
            &["unknown-field /@envelope/reason"],
        ),
        (r#"{"operation": "cancelPayment", "reason": "a", "request": {"reason": "b"}}"#, &[]),
    ] {
        let report = smartro().lint(&Request::json(text));
        assert_eq!(brief(&report), expected, "{text}");
        assert!(report.diagnostics.iter().all(|finding| finding.severity == Severity::Error));
    }
}

/// In messages, backticks are around what people write: no notation of the rules, no phrase.
#[test]
fn the_parts_of_a_call_are_called_by_their_keys() {
    let with = |rest: &str| {
        format!(r#"{{"operation": "payInstantly", "request": {{"orderName": "a"}}, {rest}}}"#)
    };
    for (text, message) in [
        (r#""x""#.to_owned(), "the request body must be an object, not a string"),
        ("5".to_owned(), "the request body must be an object, not a number"),
        (with(r#""request": []"#), "the request body must be an object, not an array"),
        (with(r#""pathParams": 5"#), "`pathParams` takes an object, not a number"),
        (with(r#""context": 5"#), "`context` takes an object, not a number"),
        (with(r#""context": {"channel": 5}"#), "`context.channel` takes a string, not a number"),
        (
            with(r#""context": {"contracts": {}}"#),
            "`context.contracts` takes an array, not an object",
        ),
        (with(r#""context": {"channel": "tset"}"#), "invalid value `tset` for `context.channel`"),
        (with(r#""context": {"chanel": "test"}"#), "unknown field `chanel` in `context`"),
    ] {
        let report = smartro().lint(&Request::json(&text));
        let messages: Vec<&str> = report.diagnostics.iter().map(|one| &*one.message).collect();
        assert!(messages.contains(&message), "{text}: {messages:#?}");
    }
    let report = smartro().lint(&Request::json("[1, 2]"));
    let label = report.diagnostics[0].labels[0].span.unwrap();
    assert_eq!((label.start, label.end), (0, 1), "of a list the bracket is underlined");
    let text = with(r#""context": {"channel": "tset"}"#);
    let report = smartro().lint(&Request::json(&text));
    let finding = report.diagnostics.iter().find(|one| one.pointer == "/@context/channel").unwrap();
    let help = finding.help.as_deref().unwrap();
    assert!(help.starts_with("did you mean `test`? ") && help.contains("`live`"), "{help}");
}

#[test]
fn names_may_have_the_characters_of_pointers() {
    let linter = own("shape S { \"a/b\"?: integer \"c~d\"?: integer \"e~1f\"?: integer }\n\
         operation one { http POST \"/one\" body S }\n\
         /// Doc.\nrule slash: error on one { forbid present \"a/b\" }\n\
         /// Doc.\nrule tilde: error on one { forbid present \"c~d\" }\n\
         /// Doc.\nrule both: error on one { forbid present \"e~1f\" }\n");
    let text = r#"{"a/b": 1, "c~d": 1, "e~1f": 1, "g/~h": 1}"#;
    let report = linter.lint(&Request::json(text).operation("one"));
    assert_eq!(
        brief(&report),
        ["slash /a~1b", "tilde /c~0d", "both /e~01f", "unknown-field /g~1~0h"]
    );
    assert!(report.diagnostics[3].message.contains("`g/~h`"), "{:?}", report.diagnostics[3]);
    let linter = own(
        "shape O { \"a/b\"?: boolean \"c~d\"?: boolean }\nshape S { o?: O x?: integer }\n\
         operation one { http POST \"/one\" body S }\n\
         /// Doc.\nrule r: error on one { when o.\"a/b\" is true and o.\"c~d\" is true forbid present x }\n",
    );
    let report = linter
        .lint(&Request::json(r#"{"o": {"a/b": true, "c~d": true}, "x": 3}"#).operation("one"));
    let labels: Vec<&str> =
        report.diagnostics[0].labels.iter().map(|label| label.text.as_str()).collect();
    for name in ["`o.a/b`", "`o.c~d`"] {
        assert!(labels.iter().any(|text| text.contains(name)), "{labels:?}");
    }
    let linter = own("shape S { \"a/b\"?: boolean \"c~d\"?: integer }\n\
         operation one { http POST \"/one\" body S }\n");
    let report = linter.lint(&Request::json(r#"{"a/b": 1, "c~d": "x"}"#).operation("one"));
    assert_eq!(brief(&report), ["type-mismatch /a~1b", "type-mismatch /c~0d"]);
    for (finding, name) in report.diagnostics.iter().zip(["`a/b`", "`c~d`"]) {
        assert!(finding.message.contains(name), "{}", finding.message);
    }
}

#[test]
fn what_is_no_field_is_not_suggested() {
    let linter = own("shape S { name?: string }\noperation one { http POST \"/one\" body S }\n\
         amend one { foreign customerId }\n\
         /// Doc.\nrule r: error on one { forbid present customerId }\n");
    for key in ["customrId", "zzz"] {
        let text = format!(r#"{{"{key}": "x"}}"#);
        let report = linter.lint(&Request::json(&text).operation("one"));
        assert_eq!(brief(&report), [format!("unknown-field /{key}")]);
        let finding = &report.diagnostics[0];
        let help = finding.help.as_deref().unwrap_or_default();
        assert!(!help.contains("customerId") && finding.fixes.is_empty(), "{finding:?}");
    }
    let linter = own("shape S exactly one { phone?: string email?: string }\n\
         operation one { http POST \"/one\" body S }\namend one { foreign fax }\n\
         /// Doc.\nrule r: error on one { forbid present fax }\n");
    let report = linter.lint(&Request::json("{}").operation("one"));
    assert_eq!(brief(&report), ["exactly-one-field "]);
    let finding = &report.diagnostics[0];
    let shown = format!("{} {}", finding.message, finding.help.as_deref().unwrap_or_default());
    assert!(shown.contains("email") && !shown.contains("fax"), "{shown}");
}

#[test]
fn of_operations_those_that_a_body_may_be_are_named() {
    let linter = own("shape S { a?: string b?: string c?: string }\n\
         operation one { http POST \"/one\" body S detect a }\n\
         operation two { http POST \"/two\" body S detect b }\n\
         operation three { http POST \"/three\" body S detect c }\n");
    let report = linter.lint(&Request::json(r#"{"a": "x", "c": "x"}"#));
    let finding = &report.diagnostics[0];
    let shown = format!("{} {}", finding.message, finding.help.as_deref().unwrap_or_default());
    assert!(shown.contains("`one`") && shown.contains("`three`"), "{shown}");
    assert!(!shown.contains("`two`"), "{shown}");
    let report = linter.lint(&Request::json(r#"{"a": null, "c": "x", "d": "y"}"#));
    assert_eq!(brief(&report), ["unknown-field /d"], "`null` is no field");
}

#[test]
fn a_finding_about_the_context_says_what_to_write() {
    for language in [Language::Korean, Language::English] {
        let linter = Linter::smartro().unwrap().language(language);
        for context in [
            r#"{"now": "yesterday"}"#,
            r#"{"now": "2027-01-01"}"#,
            r#"{"now": 5}"#,
            r#"{"channel": "prod"}"#,
            r#"{"channel": 5}"#,
            r#"{"chanel": "test"}"#,
            r#"{"zzz": "test"}"#,
            r#"{"os": []}"#,
            r#"{"contracts": "escrow"}"#,
            r#"{"contracts": ["zzz"]}"#,
            r#"{"contracts": [5]}"#,
            r#"{"mid": "x"}"#,
            r#"{"mid": {"currency": "EUR", "productType": 5, "zzz": 1}}"#,
            "5",
            "[]",
        ] {
            let text = format!(
                r#"{{"operation": "cancelPayment", "pathParams": {{"paymentId": "p"}}, "request": {{"reason": "a"}}, "context": {context}}}"#
            );
            let report = linter.lint(&Request::json(&text));
            assert!(!report.diagnostics.is_empty(), "{context}");
            for finding in report.diagnostics {
                assert!(finding.help.is_some(), "{context}: {}", finding.message);
            }
        }
    }
}
