//! Requests in all their forms: what is found, where, and what is not.
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "helpers of tests, outside of test functions"
)]

mod invalid;

use serde_json::json;

use smartro_lint::{Batch, Language, Linter, OwnedFinding, Report, Request, Severity};
use smartro_lint::{JsonError, JsonFault};

fn linter() -> Linter {
    Linter::smartro().unwrap()
}

fn lint(text: &str) -> Report {
    linter().lint(&Request::json(text))
}

/// `rule pointer`, in the order of the text.
fn brief(report: &Report) -> Vec<String> {
    report
        .diagnostics
        .iter()
        .map(|finding| format!("{} {}", finding.rule, finding.pointer))
        .collect()
}

fn underlined<'t>(text: &'t str, finding: &OwnedFinding) -> &'t str {
    let span = finding.span.unwrap();
    &text[usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap()]
}

const CANCEL: &str = r#"{"reason": "변심", "refundAccount": {"bank": "KOOKMIN", "number": "1", "holderName": "김"}}"#;

#[test]
fn an_operation_is_named_addressed_given_or_recognised() {
    let found = ["refund-holder-phone /refundAccount/holderPhoneNumber"];
    let account = &CANCEL[CANCEL.find(r#"{"bank""#).unwrap()..CANCEL.len() - 1];
    let named = format!(r#"{{"operation": "cancelPayment", "request": {CANCEL}}}"#);
    let late = format!(r#"{{"request": {CANCEL}, "\u006fperation": "cancelPayment"}}"#);
    let called = format!(
        r#"{{"url": "https:\/\/api.portone.io/payments/a1/cancel?x=1", "method": "post", "data": {CANCEL}}}"#
    );
    for text in [&named, &late, &called, &CANCEL.to_owned()] {
        let report = lint(text);
        assert_eq!(report.operation.as_deref(), Some("cancelPayment"), "{text}");
        assert_eq!(brief(&report), found, "{text}");
        assert_eq!(underlined(text, &report.diagnostics[0]), account, "{text}");
    }
    let given = linter().lint(&Request::json(CANCEL).operation("cancelPayment"));
    assert_eq!(brief(&given), found);
    let enveloped = linter().lint(&Request::json(&named).operation("payInstantly"));
    assert_eq!(enveloped.operation.as_deref(), Some("cancelPayment"), "an envelope goes first");
}

#[test]
fn an_operation_that_is_not_known_is_a_finding() {
    for text in [
        r#"{"operation": "requestIssueBillingKeyAndPay", "request": {}}"#,
        r#"{"operation": "loadPaymentUI", "request": {"uiType": "PAYPAL_SPB"}}"#,
        r#"{"operation": "requestIdentityVerification", "request": {}}"#,
        r#"{"url": "${URL}", "data": {}}"#,
        r#"{"payment": {}, "reason": ""}"#,
        r#"{"foo": 1}"#,
    ] {
        let report = lint(text);
        assert_eq!(brief(&report), ["unknown-operation "], "{text}");
        assert_eq!(report.operation, None);
    }
}

#[test]
fn path_parameters_are_checked_where_they_are_carried() {
    let body = r#"{"reason": "x"}"#;
    let url = |id: &str| {
        format!(r#"{{"url": "/payments/{id}/billing-key", "data": {{"payment": {body}}}}}"#)
    };
    let charset = |report: &Report| {
        report.diagnostics.iter().filter(|finding| finding.rule == "payment-id-charset").count()
    };
    assert_eq!(charset(&lint(&url("order1"))), 0);
    assert_eq!(charset(&lint(&url("order-1"))), 1);
    assert_eq!(charset(&lint(&url("${PAYMENT_ID}"))), 0, "a placeholder is no value");
    let named = r#"{"operation": "cancelPayment", "pathParams": {"paymentID": "x"}, "request": {"reason": ""}}"#;
    assert_eq!(brief(&lint(named)), ["unknown-field /@path/paymentID"]);
    let text = url("order-1");
    let report = lint(&text);
    let finding =
        report.diagnostics.iter().find(|finding| finding.rule == "payment-id-charset").unwrap();
    assert_eq!(
        (finding.pointer.as_str(), underlined(&text, finding)),
        ("/@path/paymentId", "order-1")
    );
}

#[test]
fn the_last_of_two_equal_keys_counts() {
    let text = r#"{"reason": 1, "reason": "b", "r\u0065ason": "c", "x": {"a": 1, "b": {}, "a": 2}, "amount": "1", "amount": 1}"#;
    let report = lint(text);
    assert_eq!(
        brief(&report),
        [
            "duplicate-key /reason",
            "unknown-field /x",
            "duplicate-key /x/a",
            "duplicate-key /amount"
        ]
    );
    assert_eq!(underlined(text, &report.diagnostics[0]), "\"c\"");
    let twice = r#"{"reason": "", "refundAccount": {"bank": "X", "bank": "Y"}, "refundAccount": {"bank": "Z", "bank": "KOOKMIN", "number": "", "holderName": "", "holderPhoneNumber": ""}}"#;
    assert_eq!(
        brief(&lint(twice)),
        ["duplicate-key /refundAccount", "duplicate-key /refundAccount/bank"]
    );
}

#[test]
fn findings_on_a_key_that_comes_twice_are_about_its_last_value() {
    let reported = |text: &str| {
        let report = linter().lint(&Request::json(text).operation("cancelPayment"));
        let findings = report.diagnostics.iter().zip(brief(&report));
        findings
            .map(|(finding, brief)| format!("{brief} {}", underlined(text, finding)))
            .collect::<Vec<_>>()
    };
    // What was found elsewhere before stays.
    let text = r#"{"amount": "a", "reason": 1, "reason": "b"}"#;
    assert_eq!(reported(text), [r#"type-mismatch /amount "a""#, r#"duplicate-key /reason "b""#]);
    let text = r#"{"reason": "", "x": 1, "x": 22, "y": 3}"#;
    assert_eq!(
        reported(text),
        ["duplicate-key /x 22", "unknown-field /x 22", "unknown-field /y 3"]
    );
    let report = linter().lint(&Request::json(text).operation("cancelPayment"));
    let first = u64::try_from(text.find("\"x\"").unwrap()).unwrap();
    let points_at_first = |finding: &OwnedFinding| {
        finding.labels.iter().any(|label| label.span.is_some_and(|span| span.start == first))
    };
    assert!(points_at_first(&report.diagnostics[0]), "{:?}", report.diagnostics[0]);
    // In values that no shape looks into, however deep.
    let text = r#"{"reason": "", "x": {"a": 1, "a": 22}, "y": [{"b~/c": {"d": 1, "d": 22}}]}"#;
    let found = reported(text);
    assert_eq!(
        found.iter().filter(|found| found.starts_with("duplicate")).collect::<Vec<_>>(),
        ["duplicate-key /x/a 22", "duplicate-key /y/0/b~0~1c/d 22"]
    );
    // Long keys that begin and end alike are different keys.
    let (one, other) = ("beginning-1-the-ending", "beginning-2-the-ending");
    let text =
        format!(r#"{{"reason": "", "{one}": 1, "{other}": 2, "x": {{"{one}": 1, "{other}": 2}}}}"#);
    assert!(
        reported(&text).iter().all(|found| found.starts_with("unknown-field")),
        "{:?}",
        reported(&text)
    );
}

#[test]
fn one_fact_is_one_finding() {
    let payment = |fields: &str| {
        let text = format!(
            r#"{{"operation": "requestPayment", "request": {{"storeId": "s", "paymentId": "p", "orderName": "n", "totalAmount": 1, "currency": "KRW", "channelKey": "c", "payMethod": "CARD", "customer": {{"phoneNumber": "1"}}, {fields}}}}}"#
        );
        brief(&lint(&text))
    };
    assert_eq!(
        payment(r#""locale": "ko_KR""#),
        ["unknown-value /locale"],
        "a warning hides no error"
    );
    assert_eq!(payment(r#""locale": "JA_JP""#), ["locale-supported /locale"]);
    let escrow = r#""isEscrow": true, "card": {"cardCompany": "BC_CARD"}"#;
    assert_eq!(
        payment(escrow),
        ["escrow-no-direct-card /card/cardCompany"],
        "and not the missing month"
    );
    let text = r#"{"operation": "payWithBillingKey", "request": {"payment": {}}}"#;
    assert_eq!(brief(&lint(text)), ["billing-key-payment-nested /payment"]);
}

#[test]
fn columns_count_characters() {
    let text = "{\"operation\": \"cancelPayment\",\n \"request\": {\"reason\": \"🍎 나이키\", \"amount\": \"x\"}}";
    let report = lint(text);
    let span = report.diagnostics[0].span.unwrap();
    assert_eq!(underlined(text, &report.diagnostics[0]), "\"x\"");
    assert_eq!((span.line, span.column, span.end_line, span.end_column), (2, 43, 2, 46));
}

#[test]
fn a_parsed_value_has_pointers_and_no_spans() {
    let value = json!({ "operation": "cancelPayment", "request": { "reason": 5 } });
    let report = linter().lint(&Request::value(&value));
    assert_eq!(brief(&report), ["type-mismatch /reason"]);
    assert_eq!(report.diagnostics[0].span, None);
}

#[test]
fn what_nobody_gave_is_undecided() {
    let text = r#"{"reason": "x", "amount": 1}"#;
    let linter = linter();
    let report = linter.lint(&Request::json(text));
    assert_eq!(brief(&report), [] as [&str; 0]);
    assert_eq!(report.undecided[0].rule, "test-partial-cancel");
    assert_eq!(report.undecided[0].needs, ["channel"]);
    let mut context = linter.context();
    context.set("channel", "test").unwrap();
    let report = linter.lint(&Request::json(text).context(&context));
    assert_eq!(brief(&report), ["test-partial-cancel /amount"]);
    assert_eq!(report.count(Severity::Advice), 1);
    assert!(report.undecided.is_empty());
    let own = r#"{"operation": "cancelPayment", "context": {"channel": "live"}, "request": {"reason": "x", "amount": 1}}"#;
    assert_eq!(brief(&linter.lint(&Request::json(own).context(&context))), [] as [&str; 0]);
    let wrong = r#"{"operation": "cancelPayment", "context": {"chanel": "live", "os": 1}, "request": {"reason": "x"}}"#;
    assert_eq!(
        brief(&linter.lint(&Request::json(wrong))),
        ["unknown-field /@context/chanel", "type-mismatch /@context/os"]
    );
    assert!(
        context.set("chanel", "test").unwrap_err().to_string().contains("did you mean `channel`?")
    );
    assert!(context.set("contracts", "escrow,foo").is_err());
}

#[test]
fn a_run_remembers() {
    let linter = linter();
    let mut session = linter.session();
    let mut batch = Batch::new();
    let text = |id: &str| format!(r#"{{"url": "/payments/{id}/instant", "data": {{}}}}"#);
    let mut add = |id: &str, index| {
        let text = text(id);
        let request = Request::json(&text);
        let verdict = session.lint(&request);
        batch.add(&verdict, "a.json", index)
    };
    assert!(add("one", 0).is_empty());
    assert!(add("two", 1).is_empty());
    let again = add("one", 2);
    assert_eq!(
        (again[0].rule.as_str(), again[0].pointer.as_str()),
        ("payment-id-reused", "/@path/paymentId")
    );
    assert!(again[0].message.contains("a.json #0"), "{}", again[0].message);
}

#[test]
fn sensitive_values_are_shown_nowhere() {
    let secret = "9876543210987654";
    let texts = [
        format!(
            r#"{{"method": {{"card": {{"credential": {{"number": "{secret}", "expiryYear": "{secret}"}}}}}}}}"#
        ),
        format!(
            r#"{{"method": {{"card": {{"credential": {{"n\u0075mber": {secret}, "nuber": "{secret}"}}}}}}}}"#
        ),
        format!(r#"{{"operation": "nothing", "customerIdentifier": "{secret}"}}"#),
        format!(r#"{{"refundAccount": {{"number": ["{secret}"]}}, "reason": "}}"#),
        format!(
            r#"{{"totalAmount": 1, "transfer": {{"customerIdentifier": "{secret}", "customerIdentifier": {{"a": "{secret}"}}}}}}"#
        ),
    ];
    let linter = linter();
    for text in texts {
        let report = linter.lint(&Request::json(&text));
        assert!(!report.diagnostics.is_empty());
        assert!(!serde_json::to_string(&report).unwrap().contains(secret), "{text}");
        assert!(!format!("{report:?}").contains(secret), "{text}");
        let source = smartro_lint::report::RequestSource::new(
            &linter,
            "x",
            text.as_bytes(),
            smartro_lint::Origin::default(),
        );
        for finding in report.diagnostics {
            let diagnostic = finding.diagnostic(&source, true);
            let mut shown = String::new();
            miette::NarratableReportHandler::new().render_report(&mut shown, &diagnostic).unwrap();
            assert!(!shown.contains(secret), "{shown}");
        }
        assert!(!format!("{:?}", Request::json(&text)).contains(secret));
    }
}

#[test]
fn rules_are_reported_past_the_limit_of_shape_findings() {
    let unknown: String = (0..1500).map(|index| format!("\"z{index}\": 1, ")).collect();
    let text =
        format!(r#"{{"operation": "requestPayment", "request": {{{unknown}"currency": "EUR"}}}}"#);
    let report = lint(&text);
    assert!(report.truncated);
    assert!(report.diagnostics.iter().any(|finding| finding.rule == "currency-supported"));
    assert!(report.diagnostics.len() < 1100);
}

#[test]
fn pointers_do_not_grow_with_unknown_keys() {
    let key = "k".repeat(50_000);
    let text =
        format!(r#"{{"reason": "", "{key}": [{}{{}}]}}"#, r#"{"a": 1, "a": 1},"#.repeat(2000));
    let report = linter().lint(&Request::json(&text).operation("cancelPayment"));
    assert!(report.diagnostics.iter().all(|finding| finding.pointer.len() < 1000));
}

#[test]
fn the_last_named_operation_is_the_one_that_the_body_is_read_as() {
    let text = r#"{"operation": "cancelPayment", "request": {"reason": ""}, "operation": "issueBillingKey"}"#;
    let report = lint(text);
    assert_eq!(report.operation.as_deref(), Some("issueBillingKey"));
    assert!(brief(&report).contains(&"missing-field /method".to_owned()));
    assert!(brief(&report).contains(&"unknown-field /reason".to_owned()));
    let given = r#"{"oper\u0061tion": "cancelPayment", "request": {"reason": ""}}"#;
    let report = linter().lint(&Request::json(given).operation("payInstantly"));
    assert_eq!((report.operation.as_deref(), report.diagnostics.len()), (Some("cancelPayment"), 0));
}

#[test]
fn what_a_terminal_would_act_on_is_not_quoted() {
    let linter = linter();
    let text = "{\"reason\": 1, \"a\": \"\u{202e}\u{9b}\"}";
    let source = smartro_lint::report::RequestSource::new(
        &linter,
        "a\u{1b}]0;b",
        text.as_bytes(),
        smartro_lint::Origin::default(),
    );
    let report = linter.lint(&Request::json(text).operation("cancelPayment"));
    for finding in report.diagnostics {
        let mut shown = String::new();
        let diagnostic = finding.diagnostic(&source, false);
        miette::NarratableReportHandler::new().render_report(&mut shown, &diagnostic).unwrap();
        assert!(!shown.contains(['\u{1b}', '\u{202e}', '\u{9b}']), "{shown:?}");
    }
}
