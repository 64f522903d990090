//! Requests as HTTP clients write them and as recorders keep them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests, outside of test functions"
)]

mod forms;
mod repeated;

use smartro_lint::report::RunReport;
use smartro_lint::{Batch, Ignored, Language, Linter, Report, Request, Severity};

const BODY: &str = r#"{"reason": "변심", "amount": "1000"}"#;

fn lint(text: &str) -> Report {
    let linter = Linter::smartro().unwrap().language(Language::English);
    linter.lint(&Request::json(text))
}

/// `rule pointer`, in the order of the text.
fn brief(report: &Report) -> Vec<String> {
    let found = report.diagnostics.iter();
    found.map(|finding| format!("{} {}", finding.rule, finding.pointer)).collect()
}

/// What each finding underlines.
fn underlined<'t>(text: &'t str, report: &Report) -> Vec<&'t str> {
    let spans = report.diagnostics.iter().map(|finding| finding.span.unwrap());
    let at = |offset| usize::try_from(offset).unwrap();
    spans.map(|span| &text[at(span.start)..at(span.end)]).collect()
}

/// A text as a JSON string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn cancel(url: &str) -> String {
    format!(r#"{{"method": "POST", "url": {}, "data": {{"reason": "변심"}}}}"#, quoted(url))
}

#[test]
fn a_body_may_be_under_any_key_that_clients_use() {
    for key in ["body", "data", "json", "payload", "requestBody"] {
        for address in ["url", "uri", "path"] {
            for body in [BODY.to_owned(), quoted(BODY)] {
                let text = format!(
                    r#"{{"method": "post", "{address}": "/payments/a1/cancel", "{key}": {body}}}"#
                );
                let report = lint(&text);
                assert_eq!(brief(&report), ["type-mismatch /amount"], "{text}");
                let written = if body == BODY { r#""1000""# } else { r#"\"1000\""# };
                assert_eq!(underlined(&text, &report), [written], "{text}");
            }
        }
    }
    let text = format!(
        r#"{{"method": "POST", "url": "https://api.portone.io/payments/a1/cancel", "postData": {{"mimeType": "application/json", "text": {}}}}}"#,
        quoted(BODY)
    );
    assert_eq!(underlined(&text, &lint(&text)), [r#"\"1000\""#]);
}

#[test]
fn findings_in_a_string_are_where_it_is_written() {
    let body = r#"{"re\u0061son": "\"변심\"", "amuont": 1}"#;
    let text = format!("{{\n\"operation\": \"cancelPayment\",\n\"request\": {}}}", quoted(body));
    let report = lint(&text);
    assert_eq!(brief(&report), ["unknown-field /amuont"]);
    assert_eq!(underlined(&text, &report), ["1"]);
    let finding = &report.diagnostics[0];
    let label = finding.labels[0].span.unwrap();
    let at = |offset: u64| usize::try_from(offset).unwrap();
    assert_eq!(&text[at(label.start)..at(label.end)], r#"\"amuont\""#);
    assert_eq!(label.line, 3);
    // A repair is written as the string needs it.
    let edit = &finding.fixes[0].edits[0];
    let fixed = format!("{}{}{}", &text[..at(edit.start)], edit.text, &text[at(edit.end)..]);
    assert_eq!(brief(&lint(&fixed)), [] as [&str; 0], "{fixed}");
    // What is no JSON in it is underlined there, too.
    let broken =
        format!(r#"{{"operation": "cancelPayment", "request": {}}}"#, quoted(r#"{"a" 1}"#));
    let report = lint(&broken);
    assert_eq!(
        (brief(&report), underlined(&broken, &report)),
        (vec!["invalid-json ".into()], vec!["1"])
    );
    let open = format!(r#"{{"operation": "cancelPayment", "request": {}}}"#, quoted("{"));
    let span = lint(&open).diagnostics[0].span.unwrap();
    assert_eq!(at(span.start), open.len() - 2);
    let string = r#"{"operation": "cancelPayment", "request": "변심"}"#;
    assert_eq!(brief(&lint(string)), ["type-mismatch "]);
}

#[test]
fn a_path_is_percent_decoded_for_the_rules() {
    for (id, found) in [
        ("%61bc", None),
        ("order1", None),
        ("order%2D1", Some("order%2D1")),
        ("%7Bid%7D", Some("%7Bid%7D")),
        ("%5Cd", Some("%5Cd")),
        ("a%", Some("a%")),
        ("${id}", None),
        ("${order?.id}", None),
        ("${a ? `/${b}` : '#'}", None),
        (":paymentId", None),
        ("{{paymentId}}", None),
        ("<payment-id>", None),
        ("", Some("")),
    ] {
        let text = cancel(&format!("https://api.portone.io/payments/{id}/cancel"));
        let report = lint(&text.replace("cancel\"", "instant\""));
        let charset = report.diagnostics.iter().find(|one| one.rule == "payment-id-charset");
        assert_eq!(report.operation.as_deref(), Some("payInstantly"), "{id}");
        assert_eq!(charset.is_some(), found.is_some(), "{id}");
    }
    let text = cancel("/p%61yments/a1/%63ancel/?x=/y#/z");
    assert_eq!(lint(&text).operation.as_deref(), Some("cancelPayment"));
}

#[test]
fn a_decoded_path_is_measured_and_compared_decoded() {
    let instant = |id: &str| format!(r#"{{"url": "/payments/{id}/instant", "json": {{}}}}"#);
    let long = |text: &str| {
        let report = lint(text);
        let found = report.diagnostics.iter().find(|one| one.rule == "payment-id-length");
        found.map(|one| one.message.clone())
    };
    // Five syllables are five characters.
    assert_eq!(long(&instant(&"%ED%95%9C".repeat(5))), None);
    assert!(long(&instant(&"%ED%95%9C".repeat(41))).is_some());
    let text = instant("%ED%95%9C%EA%B8%80");
    let report = lint(&text);
    assert_eq!(brief(&report)[0], "payment-id-charset /@path/paymentId");
    assert_eq!(underlined(&text, &report)[0], "%ED%95%9C%EA%B8%80");
    let linter = Linter::smartro().unwrap();
    let mut session = linter.session();
    let mut batch = Batch::new();
    let mut reused = |id: &str, index| {
        let text = instant(id);
        let request = Request::json(&text);
        let verdict = session.lint(&request);
        batch.add(&verdict, "a.json", index).len()
    };
    assert_eq!([reused("order1", 0), reused("order%31", 1), reused("order2", 2)], [0, 1, 0]);
    // Identifiers are compared to their ends, however long they are.
    let long = |last: &str| "a".repeat(200) + last;
    assert_eq!([reused(&long("1"), 3), reused(&long("2"), 4), reused(&long("1"), 5)], [0, 0, 1]);
}

#[test]
fn an_address_is_found_however_it_is_written() {
    for url in [
        "https://api.portone.io/payments/a1/cancel",
        "HTTPS://user:x@API.PORTONE.IO:443/payments/a1/cancel",
        "//api.portone.io/payments/a1/cancel",
        "api.portone.io/payments/a1/cancel",
        "/payments/a1/cancel",
        "payments/a1/cancel",
        "https://api.portone.io//payments/a1//cancel//",
        "//payments/a1/cancel",
        "${API}/payments/a1/cancel",
        "${a ? 'x/y' : '#'}/payments/a1/cancel",
        "{{host}}/v2/payments/a1/cancel",
        "https://{{host}}:8080/payments/a1/cancel?x=1",
        "https://…/payments/a1/cancel",
        "  /payments/a1/cancel ",
    ] {
        let report = lint(&cancel(url));
        assert_eq!(report.operation.as_deref(), Some("cancelPayment"), "{url}");
        assert_eq!(brief(&report), [] as [&str; 0], "{url}");
    }
    let base = cancel("/payments/a1/cancel")
        .replace("{\"method", "{\"baseURL\": \"https://api.toss.im/v1\", \"method");
    assert_eq!(lint(&base).ignored, Some(Ignored::Other), "{base}");
}

#[test]
fn a_call_that_no_operation_knows_is_no_mistake() {
    let call = |method: &str, url: &str| {
        format!(r#"{{"method": "{method}", "url": "{url}", "body": {{}}}}"#)
    };
    for text in [
        call("GET", "https://api.portone.io/payments/a1"),
        call("get", "/payments/a1"),
        call("POST", "https://api.portone.io/identity-verifications/a/send"),
        call("POST", "${API}/payments/a1/refund"),
        call("GET", "/billing-keys"),
    ] {
        let report = lint(&text);
        assert_eq!(
            (brief(&report), report.ignored),
            (Vec::new(), Some(Ignored::SameApi)),
            "{text}"
        );
    }
    for url in [
        "https://api.tosspayments.com/v1/payments/a1/cancel",
        "https://api.portone.io.example.com/payments/a1/cancel",
        "/api/orders",
        "/api/payments/a1/cancel",
        "https://example.com",
    ] {
        let report = lint(&call("POST", url));
        assert_eq!((brief(&report), report.ignored), (Vec::new(), Some(Ignored::Other)), "{url}");
    }
    let broken = r#"{"method": "GET", "url": "/payments/a1", "body": {"a" 1}}"#;
    assert_eq!(brief(&lint(broken)), ["invalid-json "]);
    let reports = [call("GET", "/payments/a1"), call("GET", "/x")].map(|text| lint(&text));
    let files = reports.map(|report| smartro_lint::report::FileReport {
        file: "a".into(),
        index: 0,
        report,
    });
    let summary = RunReport::new(files.into()).summary;
    assert_eq!((summary.requests, summary.ignored), (0, 1));
}

#[test]
fn which_of_two_bodies_counts_is_reported() {
    let text = r#"{"method": "post", "url": "/payments/a1/cancel", "body": {"x": 1}, "data": {"reason": ""}}"#;
    let report = lint(text);
    assert_eq!(brief(&report), ["unknown-field /@envelope/body"]);
    assert_eq!(report.diagnostics[0].message, "`body` is not read: `data` is the body");
    // `json: true` is an option of the client.
    let text =
        r#"{"method": "post", "uri": "/payments/a1/cancel", "json": true, "body": {"reason": ""}}"#;
    assert_eq!(brief(&lint(text)), [] as [&str; 0]);
    let text = r#"{"method": "post", "uri": "/payments/a1/cancel", "json": true}"#;
    assert_eq!(brief(&lint(text)), ["missing-field /reason"]);
}

#[test]
fn a_key_that_is_not_read_is_named() {
    let meant = |text: &str, key: &str, name: &str| {
        let report = lint(text);
        assert_eq!(brief(&report), [format!("unknown-field /@envelope/{key}")], "{text}");
        let finding = &report.diagnostics[0];
        assert_eq!(finding.help.as_deref(), Some(&*format!("did you mean `{name}`?")), "{text}");
        finding.severity.name()
    };
    let words = ["requset", "payload", "data", "body", "req", "args", "input", "요청"];
    for key in words {
        let text = format!(r#"{{"operation": "cancelPayment", "{key}": {BODY}}}"#);
        assert_eq!(meant(&text, key, "request"), "error");
    }
    for (key, name) in [
        ("contex", "context"),
        ("pathparams", "pathParams"),
        ("path_params", "pathParams"),
        ("path-parameters", "pathParams"),
        ("params", "pathParams"),
    ] {
        let text = format!(
            r#"{{"operation": "cancelPayment", "{key}": {{"x": 1}}, "request": {{"reason": ""}}}}"#
        );
        assert_eq!(meant(&text, key, name), "warning");
    }
    let text = r#"{"method": "post", "url": "/payments/a1/cancel", "dta": {"reason": 1}}"#;
    assert_eq!(meant(text, "dta", "data"), "error");
    for key in
        ["postdata", "form", "reqBody", "rawBody", "content", "boddy", "request_body", "post-data"]
    {
        let text =
            format!(r#"{{"method": "post", "url": "/payments/a1/cancel", "{key}": {BODY}}}"#);
        assert_eq!(meant(&text, key, "data"), "error");
    }
    // What belongs to a call, and notes of all kinds, are no mistakes.
    for text in [
        r#"{"id": 7, "name": "x", "operation": "cancelPayment", "note": {}, "tags": [], "request": {"reason": ""}}"#,
        r#"{"startedDateTime": "x", "method": "post", "url": "/payments/a1/cancel", "headers": {"a": 1}, "date": "x", "timeout": 3, "data": {"reason": ""}, "response": {"status": 200}}"#,
    ] {
        assert_eq!(brief(&lint(text)), [] as [&str; 0], "{text}");
    }
    for text in [
        r#"{"operaton": "cancelPayment", "request": {"reason": ""}}"#,
        r#"{"method": "post", "urll": "/payments/a1/cancel", "data": {"reason": ""}}"#,
    ] {
        let report = lint(text);
        assert_eq!(brief(&report), ["unknown-operation "], "{text}");
        assert!(
            report.diagnostics[0].help.as_ref().unwrap().starts_with("did you mean"),
            "{report:?}"
        );
    }
}

#[test]
fn placeholders_are_no_path_parameters_anywhere() {
    for id in ["${id}", ":paymentId", "<id>", "[id]", "%s", "$id", "order{n}", r"\\(order.id)"] {
        let text = format!(
            r#"{{"operation": "payInstantly", "pathParams": {{"paymentId": "{id}"}}, "request": {{}}}}"#
        );
        assert!(brief(&lint(&text)).iter().all(|one| !one.contains("@path")), "{id}");
    }
    let text =
        r#"{"operation": "payInstantly", "pathParams": {"paymentId": "a-1"}, "request": {}}"#;
    assert!(brief(&lint(text)).iter().any(|one| one.contains("@path")));
    // A URL that leaves it open, and the parameter beside it.
    let text = r#"{"url": "/payments/{paymentId}/instant", "pathParams": {"paymentId": "a-1"}, "data": {}}"#;
    assert!(brief(&lint(text)).iter().any(|one| one.contains("@path")));
}

#[test]
fn recorded_traffic_is_its_requests() {
    let entry = |method: &str, url: &str, body: &str| {
        format!(
            r#"{{"startedDateTime": "x", "request": {{"method": "{method}", "url": "{url}", "headers": [], "postData": {{"text": {}}}}}, "response": {{"status": 200, "content": {{"text": "{{"}}}}}}"#,
            quoted(body)
        )
    };
    let text = format!(
        "\n{{\"log\": {{\"version\": \"1.2\", \"entries\": [{}, {}, {}]}}}}",
        entry("GET", "https://example.com/", ""),
        entry("POST", "https://api.portone.io/payments/a1/cancel", BODY),
        entry("GET", "https://api.portone.io/payments/a1", ""),
    );
    let calls = Linter::smartro().unwrap().recorded(text.as_bytes()).unwrap();
    let found: Vec<_> = calls
        .iter()
        .map(|call| {
            let report = lint(call.of(&text));
            (report.ignored, brief(&report))
        })
        .collect();
    assert_eq!(
        found,
        [
            (Some(Ignored::Other), vec![]),
            (None, vec!["type-mismatch /amount".to_owned()]),
            (Some(Ignored::SameApi), vec![]),
        ]
    );
    let call = lint(calls[1].of(&text)).call.unwrap();
    assert_eq!(call.end - call.start, 43);
    // An entry by itself, as a log has them a line.
    let one = entry("POST", "https://api.portone.io/payments/a1/cancel", BODY);
    assert_eq!(underlined(&one, &lint(&one)), [r#"\"1000\""#]);
}

#[test]
fn the_id_of_an_envelope_is_known() {
    let linter = Linter::smartro().unwrap();
    let mut session = linter.session();
    for (text, id) in [
        (
            r#"{"id": "a\"1", "operation": "cancelPayment", "request": {"reason": ""}}"#,
            Some(r#""a\"1""#),
        ),
        (r#"{"method": "GET", "url": "/payments/a", "id": 7}"#, Some("7")),
        (r#"{"id": 7, "reason": ""}"#, None),
        (r#"{"reason": ""}"#, None),
    ] {
        let request = Request::json(text);
        assert_eq!(session.lint(&request).id(), id, "{text}");
    }
}

#[test]
fn a_path_that_is_nearly_an_operation_s_is_a_warning() {
    let call = |method: &str, url: &str| {
        let (method, url) = (quoted(method), quoted(url));
        format!(r#"{{"method": {method}, "url": {url}, "data": {{"reason": "변심"}}}}"#)
    };
    for (path, part, meant) in [
        ("/payments/a1/schedules", "schedules", "POST /payments/{paymentId}/schedule"),
        ("/payments/a1/Cancel?x=1", "Cancel", "POST /payments/{paymentId}/cancel"),
        ("/payment/a1/cancel", "payment", "POST /payments/{paymentId}/cancel"),
        ("/billing-key", "billing-key", "POST /billing-keys"),
        ("/v2/payments/a1/cancel", "v2", "POST /payments/{paymentId}/cancel"),
        ("/V1/billing-keys", "V1", "POST /billing-keys"),
    ] {
        let text = call("post", &format!("https://api.portone.io{path}"));
        let report = lint(&text);
        assert_eq!(brief(&report), ["unknown-operation "], "{text}");
        assert_eq!(report.diagnostics[0].severity, Severity::Warning);
        assert_eq!(underlined(&text, &report), [part]);
        assert!(report.diagnostics[0].message.contains(&format!("`{part}`")), "{report:?}");
        assert!(report.diagnostics[0].help.as_ref().unwrap().contains(meant), "{report:?}");
    }
    // Escapes in JSON, and a base.
    let text = r#"{"method": "POST", "url": "https:\/\/api.portone.io\/billing-key", "data": {}}"#;
    assert_eq!(brief(&lint(text)), ["unknown-operation "]);
    let text = r#"{"method": "POST", "baseURL": "https://api.portone.io", "url": "/billing-key"}"#;
    assert_eq!(brief(&lint(text)), ["unknown-operation "]);
    for (method, url) in [
        // What PortOne has beside what the pack knows.
        ("GET", "https://api.portone.io/payments/a1/schedules"),
        ("POST", "https://api.portone.io/payments/a1/pre-register"),
        ("GET", "https://api.portone.io/v2/billing-keys"),
        ("POST", "https://api.portone.io/v2/signin/api-key"),
        ("POST", "https://api.portone.io/vx/billing-keys"),
        ("POST", "https://api.portone.io/payments/a1/cash-receipt/cancel"),
        ("POST", "https://api.portone.io/payments/a1/resend-webhook"),
        ("POST", "https://api.portone.io/payments/a1/escrow/logistics"),
        ("POST", "https://api.portone.io/payments/a1/virtual-account/close"),
        ("POST", "https://api.portone.io/identity-verifications/a1/confirm"),
        ("POST", "https://api.portone.io/login/api-secret"),
        ("DELETE", "https://api.portone.io/payment-schedules"),
        // Two slips, another length, another host.
        ("POST", "https://api.portone.io/payment/a1/schedules"),
        ("POST", "https://api.portone.io/v2/payments/a1/schedules"),
        ("POST", "https://shop.example/payments/a1/schedules"),
        ("POST", "/payments/a1/schedules"),
    ] {
        assert_eq!(brief(&lint(&call(method, url))), [""; 0], "{method} {url}");
    }
}

#[test]
fn a_body_in_another_encoding_is_unknown() {
    let call = |data: &str| {
        let url = "https://api.portone.io/payments/a-1/instant";
        brief(&lint(&format!(r#"{{"method": "POST", "url": "{url}", "postData": {data}}}"#)))
    };
    let encoded = "H4sIAAAAAAAA=";
    let unknown = ["payment-id-charset /@path/paymentId"];
    assert_eq!(call(&format!(r#"{{"encoding": "base64", "text": "{encoded}"}}"#)), unknown);
    assert_eq!(call(&format!(r#"{{"text": "{encoded}", "encoding": "base64"}}"#)), unknown);
    let read = ["payment-id-charset /@path/paymentId", "type-mismatch "];
    assert_eq!(call(&format!(r#"{{"text": "{encoded}"}}"#)), read);
    assert_eq!(call(&format!(r#"{{"encoding": "UTF-8", "text": "{encoded}"}}"#)), read);
}
