//! The limits of a request: each holds, and reports which it is and the figure.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use miette::SourceCode;
use serde_json::{Value, json};
use smartro_lint::pack::Pack;
use smartro_lint::report::RequestSource;
use smartro_lint::{Language, Limits, Linter, Origin, Report, Request};

/// What a service may give a thread; unoptimised code takes several times as much.
const STACK: usize = if cfg!(debug_assertions) { 512 << 10 } else { 128 << 10 };

fn on_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().expect("it ends")
}

fn linter(limits: Limits) -> Linter {
    Linter::smartro().unwrap().language(Language::English).limits(limits)
}

/// The only finding: its message and its help.
fn reported(report: &Report) -> (String, String) {
    let [finding] = report.diagnostics.as_slice() else { panic!("{:?}", report.diagnostics) };
    (finding.message.clone(), finding.help.clone().unwrap_or_default())
}

#[test]
fn of_a_text_that_is_too_long_the_beginning_is_quoted() {
    let text = " ".repeat(1 << 20);
    let has = |bytes: usize, at: usize| {
        let linter = linter(Limits { bytes, ..Limits::default() });
        let source = RequestSource::new(&linter, "a.json", text.as_bytes(), Origin::default());
        source.read_span(&(at, 1).into(), 0, 0).is_ok()
    };
    assert!(has(text.len(), 0) && has(text.len(), 10_000));
    assert!(has(text.len() - 1, 0) && !has(text.len() - 1, 10_000));
    assert!(has(10, 0) && !has(10, 10_000));
}

#[test]
fn a_long_text_is_refused_with_both_figures() {
    let linter = linter(Limits { bytes: 20, ..Limits::default() });
    let reported_of =
        |request: Request<'_>| reported(&linter.lint(&request.operation("cancelPayment")));
    let expected = |size: usize| {
        let help = format!(
            "it has {size} bytes or more; raise the limit (`--max-size`) if it is meant to be this long"
        );
        ("the text is longer than 20 bytes".to_owned(), help)
    };
    let text = r#"{"reason": "012345"}"#;
    assert_eq!(text.len(), 20);
    assert!(linter.lint(&Request::json(text).operation("cancelPayment")).diagnostics.is_empty());
    assert_eq!(reported_of(Request::json(&format!("{text} "))), expected(21));
    // As compact JSON.
    let value = json!({ "reason": "0123456" });
    assert!(linter.lint(&Request::value(&value).operation("cancelPayment")).diagnostics.is_empty());
    let value = json!({ "reason": "x".repeat(1000) });
    assert_eq!(reported_of(Request::value(&value)), expected(1013));
    let korean = linter.language(Language::Korean);
    let (message, help) = reported(&korean.lint(&Request::value(&value)));
    assert_eq!(message, "입력이 20바이트 제한을 넘습니다");
    assert!(help.contains("1013바이트"), "{help}");
}

/// Arrays in each other, as text and as a value.
fn nested(depth: usize) -> (String, Value) {
    let text = format!(r#"{{"reason": "", "x": {}{}}}"#, "[".repeat(depth), "]".repeat(depth));
    let array = (1..depth).fold(json!([]), |inside, _| Value::Array(vec![inside]));
    // Not by `json!`, which descends into what it is given.
    let mut object = serde_json::Map::new();
    object.insert("reason".to_owned(), json!(""));
    object.insert("x".to_owned(), array);
    (text, Value::Object(object))
}

#[test]
fn a_deep_text_is_refused_with_the_limit() {
    for depth in [1, 5, 127, 1000] {
        let linter = linter(Limits { depth, ..Limits::default() });
        for (levels, is_deep) in [(depth - 1, false), (depth, true)] {
            if levels == 0 {
                continue;
            }
            let (text, value) = nested(levels);
            for request in [Request::json(&text), Request::value(&value)] {
                let (message, _) = reported(&linter.lint(&request.operation("cancelPayment")));
                let too_deep = format!("objects and arrays nest deeper than {depth} levels");
                let expected =
                    if is_deep { &too_deep } else { "unknown field `x` in `cancelPayment`" };
                assert_eq!(message, expected);
            }
        }
    }
}

#[test]
fn depth_is_what_is_open_at_once() {
    let shapes = "
shape Item { name?: string tags?: [string] extra?: json }
shape Order { items?: [Item] }
operation order { sdk body Order }
";
    let files = [("pack.yaml", "name: x\nversion: 1.0.0\n"), ("a.rules", shapes)];
    let linter = Linter::new(Pack::new("x", files)).unwrap();
    // Each closed before the next one: objects and arrays that the shapes know, and others.
    let item = json!({ "name": "a", "tags": [], "extra": { "a": [1], "b": {}, "c": [] } });
    let items = Value::Array(vec![item; 1000]);
    let value = json!({ "items": items });
    let text = value.to_string();
    for request in [Request::json(&text), Request::value(&value)] {
        let report = linter.lint(&request.operation("order"));
        assert_eq!(report.diagnostics, [], "{}", report.diagnostics.len());
    }
    let unknown = format!(r#"{{"x": {}}}"#, text);
    let report = linter.lint(&Request::json(&unknown).operation("order"));
    assert_eq!(report.diagnostics.first().unwrap().rule, "unknown-field");
}

#[test]
fn no_depth_fills_the_stack() {
    // A value of this depth cannot even be dropped on a small stack: it is somebody else's.
    let (_, deep) = nested(3000);
    on_small_stack(move || {
        let unlimited = Limits { depth: usize::MAX, ..Limits::default() };
        let strict = linter(Limits::default());
        let brave = linter(unlimited);
        let opened = ["[", r#"{"a": "#, r#"{"request": {"card": "#, r#"[{"a": ["#];
        for opening in opened {
            for before in ["", r#"{"operation": "requestPayment", "request": "#, r#"{"context": "#]
            {
                let text = format!("{before}{}", opening.repeat(20_000));
                for linter in [&strict, &brave] {
                    let report = linter.lint(&Request::json(&text));
                    assert_eq!(report.diagnostics.first().unwrap().rule, "invalid-json");
                    let report = linter.lint(&Request::json(&text).operation("requestPayment"));
                    assert_eq!(report.diagnostics.first().unwrap().rule, "invalid-json");
                }
            }
        }
        let (text, _) = nested(2);
        let closed = text.replace("[[]]", &format!("{}{}", "[".repeat(20_000), "]".repeat(20_000)));
        let report = brave.lint(&Request::json(&closed).operation("cancelPayment"));
        assert_eq!(report.diagnostics.first().unwrap().rule, "unknown-field");
        let report = strict.lint(&Request::value(&deep).operation("cancelPayment"));
        assert_eq!(report.diagnostics.first().unwrap().rule, "invalid-json");
        std::mem::forget(deep);
    });
}

#[test]
fn findings_end_at_the_limit_and_the_report_is_marked() {
    let unknown: String = (0..50).map(|index| format!("\"z{index}\": 1, ")).collect();
    let text = format!("{{{unknown}\"currency\": \"EUR\", \"totalAmount\": 0}}");
    let found = |findings: usize| {
        let linter = linter(Limits { findings, ..Limits::default() });
        linter.lint(&Request::json(&text).operation("requestPayment"))
    };
    let all = found(usize::MAX);
    assert!(!all.truncated);
    assert!(all.diagnostics.len() > 50);
    assert_eq!(found(1_000_000), all);
    let few = found(10);
    assert!(few.truncated);
    assert!(few.diagnostics.len() <= 20);
    assert!(few.diagnostics.iter().any(|finding| finding.rule == "amount-positive"));
    let none = found(0);
    assert_eq!((none.diagnostics.len(), none.truncated), (0, true));
}

#[test]
fn a_quoted_value_ends_at_the_limit() {
    let text = format!(r#"{{"operation": "{}"}}"#, "가".repeat(10_000));
    let quoted = |quoted: usize| {
        reported(&linter(Limits { quoted, ..Limits::default() }).lint(&Request::json(&text))).0
    };
    assert_eq!(quoted(3), "this rule pack has no operation `가가가…`");
    assert_eq!(quoted(0), "this rule pack has no operation `…`");
    assert!(quoted(60).contains(&format!("`{}…`", "가".repeat(60))));
    assert!(quoted(usize::MAX).len() > 30_000);
}

#[test]
fn no_report_grows_with_a_value() {
    // Whatever is wrong with it, and wherever it is.
    let long = "9".repeat(1 << 16);
    let linter = linter(Limits::default());
    for operation in linter.operations().collect::<Vec<_>>() {
        for text in [
            format!(
                r#"{{"{long}": 1, "{long}": 2, "paymentId": "{long}", "totalAmount": {long}}}"#
            ),
            format!(r#"{{"currency": "{long}", "payMethod": {long}, "customer": "{long}"}}"#),
            format!(r#"{{"operation": "{long}"}}"#),
            format!(r#"{{"url": "/payments/{long}/cancel", "data": {{"{long}": {{}}}}}}"#),
            format!("{long} {long}"),
            format!(
                r#"{{"context": {{"now": "{long}", "{long}": 1}}, "operation": "{operation}"}}"#
            ),
        ] {
            for request in [Request::json(&text), Request::json(&text).operation(operation)] {
                let report = serde_json::to_string(&linter.lint(&request)).unwrap();
                assert!(report.len() < 30_000, "{} bytes", report.len());
            }
        }
    }
}
