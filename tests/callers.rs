//! What callers give beside a text, and what they have of findings.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests"
)]

use serde::Serialize;
use serde_json::json;
use smartro_lint::{
    Batch, JsonError, JsonFault, Language, Limits, Linter, OwnedFinding, Report, Request,
};

fn linter() -> Linter {
    Linter::smartro().unwrap().language(Language::English)
}

const PAYMENT: &str = r#"{"channelKey": "k", "orderName": "x", "amount": {"total": -1}}"#;

fn at<'r>(report: &'r Report, pointer: &str) -> Vec<&'r OwnedFinding> {
    report.diagnostics.iter().filter(|finding| finding.pointer == pointer).collect()
}

#[test]
fn parameters_of_the_path_are_read_as_those_of_an_envelope() {
    let linter = linter();
    // A value that a caller gives is what is sent, and no placeholder.
    let request = Request::json(PAYMENT).operation("payInstantly").path("paymentId", "${ID}");
    let report = linter.lint(&request);
    assert!(report.diagnostics.iter().any(|finding| finding.rule == "payment-id-charset"));
    for id in ["order1", "주문 1", "a\"b\\", "", &"x".repeat(41)] {
        let request = Request::json(PAYMENT).operation("payInstantly").path("paymentId", id);
        let report = linter.lint(&request);
        let enveloped = json!({
            "operation": "payInstantly",
            "request": serde_json::from_str::<serde_json::Value>(PAYMENT).unwrap(),
            "pathParams": { "paymentId": id },
        });
        let other = linter.lint(&Request::value(&enveloped));
        let reported = |report: &Report| {
            let reported = |finding: &OwnedFinding| {
                (finding.rule.clone(), finding.pointer.clone(), finding.message.clone())
            };
            let mut reported: Vec<_> = report.diagnostics.iter().map(reported).collect();
            reported.sort();
            reported
        };
        assert_eq!(reported(&report), reported(&other), "{id}");
        for finding in &report.diagnostics {
            let is_path = finding.pointer.starts_with("/@path");
            assert_eq!(finding.span.is_none(), is_path, "{finding:?}");
            assert!(finding.span.is_none_or(|span| span.end <= PAYMENT.len() as u64));
            let edits = finding.fixes.iter().flat_map(|fix| &fix.edits);
            assert!(edits.into_iter().all(|edit| edit.end <= PAYMENT.len() as u64));
        }
    }
    let long = "x".repeat(41);
    let request = Request::json(PAYMENT).operation("payInstantly").path("paymentId", &long);
    assert_eq!(at(&linter.lint(&request), "/@path/paymentId").len(), 1);
}

#[test]
fn an_envelopes_own_parameters_go_first() {
    let linter = linter();
    let long = "x".repeat(41);
    let own = json!({
        "operation": "payInstantly",
        "request": serde_json::from_str::<serde_json::Value>(PAYMENT).unwrap(),
        "pathParams": { "paymentId": "order1" },
    });
    let url = json!({ "url": "/payments/order1/instant", "data": {} });
    for envelope in [own, url] {
        let report = linter.lint(&Request::value(&envelope).path("paymentId", &long));
        assert_eq!(at(&report, "/@path/paymentId"), [] as [&OwnedFinding; 0]);
    }
}

#[test]
fn what_follows_a_body_is_never_read_as_parameters() {
    let linter = linter();
    for broken in ["", "{", r#"{"a": "#, "{}{", r#"{} {"paymentId": "x"}"#] {
        let given = Request::json(broken).operation("payInstantly");
        let (with, without) = (given.clone().path("paymentId", "x"), given);
        assert_eq!(linter.lint(&with), linter.lint(&without), "{broken}");
        assert_eq!(linter.lint(&with).diagnostics[0].rule, "invalid-json", "{broken}");
    }
    let request = Request::json(b"{\"a\": \"\xFF\"}").operation("payInstantly");
    assert_eq!(linter.lint(&request.path("paymentId", "x")).diagnostics[0].rule, "invalid-json");
}

#[test]
fn an_operation_is_looked_up_once() {
    let linter = linter();
    let found = linter.operation("cancelPayment").unwrap();
    assert_eq!(found.name(), "cancelPayment");
    let text = r#"{"reason": ""}"#;
    let by_name = linter.lint(&Request::json(text).operation("cancelPayment"));
    assert_eq!(linter.lint(&Request::json(text).operation(&found)), by_name);
    // One of another linter is known by its name.
    let other = self::linter().operation("cancelPayment").unwrap();
    assert_eq!(linter.lint(&Request::json(text).operation(&other)), by_name);
    let error = linter.operation("cancelPayments").unwrap_err();
    assert_eq!(
        (error.name.as_str(), error.near.as_deref()),
        ("cancelPayments", Some("cancelPayment"))
    );
    assert_eq!(linter.operation("zzz").unwrap_err().to_string(), "unknown operation `zzz`");
}

#[test]
fn what_serde_writes_is_linted_like_a_value() {
    #[derive(Serialize)]
    struct Cancel {
        reason: &'static str,
        amount: i64,
    }
    struct Broken;
    impl Serialize for Broken {
        fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("no"))
        }
    }
    let linter = linter();
    let typed = Cancel { reason: "", amount: -1 };
    let value = json!({ "reason": "", "amount": -1 });
    let given = Request::serialize(&typed).operation("cancelPayment");
    let report = linter.lint(&given);
    assert_eq!(report, linter.lint(&Request::value(&value).operation("cancelPayment")));
    assert!(!report.diagnostics.is_empty());
    assert!(report.diagnostics.iter().all(|finding| finding.span.is_none()));
    for broken in [Request::serialize(&Broken), Request::serialize(&[Some(&Broken)])] {
        let report = linter.lint(&broken.operation("cancelPayment"));
        assert_eq!(report.diagnostics[0].rule, "invalid-json");
    }
}

#[test]
fn places_are_in_bytes_characters_and_utf16() {
    let text = "{\"reason\": \"변심\", \"🍎\": 1, \"amount\": -1, \"refundAccount\": {}}";
    let request = Request::json(text).operation("cancelPayment");
    let linter = linter();
    let report = linter.lint(&request);
    let amount = at(&report, "/amount")[0].span.unwrap();
    let start = text.find("-1").unwrap();
    assert_eq!((amount.start, amount.end), (start as u64, start as u64 + 2));
    let characters = text[..start].chars().count() as u32 + 1;
    let units = text[..start].encode_utf16().count() as u32 + 1;
    assert_eq!((amount.column, amount.end_column), (characters, characters + 2));
    assert_eq!(amount.utf16, (units, units + 2));
    assert_ne!(characters, units);
    let mut session = linter.session();
    let verdict = session.lint(&request);
    for (lazy, finding) in verdict.findings().zip(&report.diagnostics) {
        let span = finding.span.unwrap();
        let (start, end) = (lazy.position().unwrap(), lazy.end().unwrap());
        assert_eq!((start.utf16, end.utf16), span.utf16);
        assert_eq!((start.column, end.column), (span.column, span.end_column));
        assert_eq!(lazy.anchor(), finding.anchor);
    }
}

#[test]
fn anchors_are_short() {
    let text =
        "{\n  \"refundAccount\": {\n    \"bank\": \"KOOKMIN\"\n  },\n  \"reason\": \"변심\"\n}";
    let report = linter().lint(&Request::json(text).operation("cancelPayment"));
    let anchored = |finding: &OwnedFinding| {
        let anchor = finding.anchor.unwrap();
        &text[anchor.start as usize..anchor.end as usize]
    };
    let missing = at(&report, "/refundAccount/number");
    assert_eq!(anchored(missing[0]), "\"refundAccount\"");
    let empty = "  {}";
    let report = linter().lint(&Request::json(empty).operation("cancelPayment"));
    let anchor = at(&report, "/reason")[0].anchor.unwrap();
    assert_eq!((anchor.start, anchor.end), (2, 3));
    for finding in &report.diagnostics {
        assert!(finding.anchor.is_some());
    }
}

#[test]
fn the_catalogue_has_every_rule() {
    for language in [Language::Korean, Language::English] {
        let linter = linter().language(language);
        for rule in linter.rules() {
            let explain = rule.explain.unwrap();
            assert!(!explain.what.is_empty() && !rule.summary.is_empty(), "{}", rule.rule);
            assert!(rule.pack == "engine" || !rule.sources.is_empty(), "{}", rule.rule);
            // The text of a rule that is used under another name has its own one.
            assert!(
                rule.pack == "engine" || rule.text.unwrap().contains("\nrule "),
                "{}",
                rule.rule
            );
        }
    }
}

#[test]
fn nothing_of_a_request_is_left_for_the_next() {
    const CALL: &str = r#"{"id": 7, "method": "post", "data": {"reason": "변심"},
        "url": "https://api.portone.io/payments/order1/cancel"}"#;
    let linter = linter();
    let error = JsonError { fault: JsonFault::Empty, at: 0 };
    for request in [
        Request::json("{}").operation("cancelPaymnt"),
        Request::json("{").operation("cancelPayment"),
        Request::json("{}"),
        Request::broken("{}", error),
    ] {
        let mut session = linter.session();
        let call = Request::json(CALL);
        assert!(session.lint(&call).report().call.is_some());
        assert_eq!(session.lint(&request).report(), linter.lint(&request));
        session.lint(&call);
        assert_eq!(session.lint(&request).id(), None);
    }
}

#[test]
fn values_are_quoted_up_to_the_limit() {
    let linter = linter().limits(Limits { quoted: 3, ..Limits::default() });
    for (value, quoted) in [("ABC", "`ABC`"), ("ABCD", "`ABC…`"), ("가나다라", "`가나다…`")]
    {
        let text = format!(r#"{{"payMethod": "{value}"}}"#);
        let report = linter.lint(&Request::json(&text).operation("requestPayment"));
        let message = &at(&report, "/payMethod")[0].message;
        assert!(message.contains(quoted), "{message}");
    }
}

#[test]
fn an_earlier_request_is_named_without_control_characters() {
    let linter = linter();
    let (mut batch, mut session) = (Batch::new(), linter.session());
    let request = Request::json(PAYMENT).operation("payInstantly").path("paymentId", "order1");
    assert!(batch.add(&session.lint(&request), "a\u{1b}.jsonl", 0).is_empty());
    let found = batch.add(&session.lint(&request), "b.jsonl", 0);
    assert!(found[0].message.contains(r"a\u{1b}.jsonl #0"), "{}", found[0].message);
}
