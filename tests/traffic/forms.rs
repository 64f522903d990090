//! Addresses and bodies in the forms of clients and recorders.

use smartro_lint::{Ignored, Linter};

use super::{BODY, brief, cancel, lint, quoted, underlined};

#[test]
fn a_body_in_base64_is_decoded() {
    let body = "eyJyZWFzb24iOiAi67OA7IusIiwgImFtb3VudCI6ICIxMDAwIiwgImFtdSI6IDF9";
    let url = "https://api.portone.io/payments/a1/cancel";
    for body in [body, &body.replace("eyJ", "eyJ\\n")] {
        let text = format!(
            r#"{{"method": "POST", "url": "{url}", "postData": {{"encoding": "Base64", "text": "{body}"}}}}"#
        );
        let report = lint(&text);
        assert_eq!(brief(&report), ["type-mismatch /amount", "unknown-field /amu"]);
        // Underlined from the four digits that it begins in to those that it ends in.
        assert_eq!(underlined(&text, &report), ["ICIxMDAwIiwg", "IDF9"]);
        assert!(report.diagnostics.iter().all(|finding| finding.fixes.is_empty()));
    }
}

#[test]
fn a_body_with_placeholders_for_values_is_unknown() {
    let call = |body: &str| {
        let url = "https://api.portone.io/payments/a-1/instant";
        let body = format!(r#"{{"mode": "raw", "raw": {}}}"#, quoted(body));
        brief(&lint(&format!(r#"{{"method": "POST", "url": "{url}", "body": {body}}}"#)))
    };
    let id = "payment-id-charset /@path/paymentId";
    for body in [
        r#"{"amount": {{amount}}}"#,
        r#"{"amount": {"total": {{ total }}}, "orderName": "{{name}} 1"}"#,
        r#"{{body}}"#,
    ] {
        assert_eq!(call(body), [id], "{body}");
    }
    for body in [r#"{"amount": {{amount}"#, r#"{"amount": {{amount}}, "a" 1}"#, r#"{"a": {{}"#] {
        assert_eq!(call(body), ["invalid-json "], "{body}");
    }
    let text = r#"{"method": "POST", "url": "/payments/a1/cancel", "body": {"mimeType": "application/json", "text": "{\"reason\": 1}"}}"#;
    assert_eq!(brief(&lint(text)), ["type-mismatch /reason"]);
}

#[test]
fn a_host_may_be_in_a_list_of_headers() {
    let call = |headers: &str| {
        format!(r#"{{"method": "POST", {headers}, "path": "/payments/a1/cancel", "body": {BODY}}}"#)
    };
    for (list, key) in [
        (r#"[{"name": "Accept", "value": "a"}, {"name": "Host", "value": "HOST"}]"#, "headers"),
        (r#"[{"key": "HOST", "value": "HOST"}]"#, "header"),
        (r#"[["Accept", "a"], ["host", "HOST"]]"#, "headers"),
        (r#"["Accept", "a", "Host", "HOST"]"#, "rawHeaders"),
        (r#"[{"name": ":authority", "value": "HOST"}]"#, "headers"),
        (r#"{"HOST": "HOST"}"#, "headers"),
    ] {
        let of = |host: &str| {
            lint(&call(&format!(
                r#""{key}": {}"#,
                list.replace("\"HOST\"}", &format!("\"{host}\"}}"))
                    .replace("\"HOST\"]", &format!("\"{host}\"]"))
            )))
        };
        assert_eq!(brief(&of("api.portone.io")), ["type-mismatch /amount"], "{list}");
        assert_eq!(of("api.other.io").ignored, Some(Ignored::Other), "{list}");
    }
    for list in ["[]", "[1, null]", r#"[{"name": "Host"}]"#, r#"["Host"]"#, r#"[["Host"]]"#] {
        assert_eq!(
            brief(&lint(&call(&format!(r#""headers": {list}"#)))),
            ["type-mismatch /amount"]
        );
    }
    // Of two the last one counts.
    let text = call(r#""host": "api.other.io", "host": "api.portone.io""#);
    assert_eq!(brief(&lint(&text)), ["type-mismatch /amount"]);
}

#[test]
fn an_address_may_be_in_parts() {
    for (url, id) in [
        (r#"{"host": ["api", "portone", "io"], "path": ["payments", "a-1", "instant"]}"#, "a-1"),
        (
            r#"{"protocol": "https", "host": ["api.portone.io"], "port": "443", "path": ["", "payments", "a-1", "instant", ""]}"#,
            "a-1",
        ),
        (r#"{"host": "api.portone.io", "path": "/payments/a-1/instant"}"#, "a-1"),
        (r#"{"hostname": "api.portone.io", "pathname": "payments/a-1/instant"}"#, "a-1"),
        (
            r#"{"host": ["{{base}}"], "path": ["v2", "payments", "a\u002d1", "instant"]}"#,
            "a\\u002d1",
        ),
        (r#"{"path": ["payments", "a%2D1", "instant"]}"#, "a%2D1"),
    ] {
        let text = format!(r#"{{"method": "POST", "url": {url}, "data": {{}}}}"#);
        let report = lint(&text);
        assert_eq!(brief(&report)[0], "payment-id-charset /@path/paymentId", "{text}");
        assert_eq!(underlined(&text, &report)[0], id, "{text}");
        let call = report.call.unwrap();
        let at = |offset| usize::try_from(offset).unwrap();
        assert_eq!(&text[at(call.start)..at(call.end)], url);
        let foreign = text.replace("portone", "other").replace("{{base}}", "https://api.other.io");
        let is_ours = !url.contains("host");
        assert_eq!(lint(&foreign).ignored, (!is_ours).then_some(Ignored::Other), "{foreign}");
    }
    let text = r#"{"method": "POST", "host": "api.portone.io", "path": ["payments", "a1", "cancel"], "data": {"reason": 1}}"#;
    assert_eq!(brief(&lint(text)), ["type-mismatch /reason"]);
    // A path that is nearly one is underlined where it is.
    let text = r#"{"method": "POST", "url": {"host": ["api", "portone", "io"], "path": ["payments", "a1", "cancle"]}, "data": {}}"#;
    assert_eq!(underlined(text, &lint(text)), ["cancle"]);
}

#[test]
fn the_requests_of_a_collection_are_its_items() {
    let request = |path: &str| {
        format!(
            r#"{{"method": "POST", "header": [{{"key": "Authorization", "value": "PortOne x"}}], "url": {{"raw": "{{{{base}}}}{path}", "host": ["{{{{base}}}}"]}}, "body": {{"mode": "raw", "raw": {}}}}}"#,
            quoted(BODY)
        )
    };
    let (cancel, other) = (request("/payments/{{id}}/cancel"), request("/orders"));
    let items = format!(
        r#"[{{"name": "a", "request": {cancel}, "response": [{{"originalRequest": {other}}}]}}, {{"name": "folder", "item": [{{"request": {other}}}, {{"request": "https://a.io"}}, {{"item": [{{"request": {cancel}}}]}}]}}]"#
    );
    let linter = Linter::smartro().unwrap();
    for text in [
        format!(r#"{{"info": {{"name": "x"}}, "item": {items}}}"#),
        format!(r#"{{ "item": {items}, "info": {{}}}}"#),
        format!(r#"{{"collection": {{"info": {{"name": "x"}}, "item": {items}}}}}"#),
    ] {
        let calls = linter.recorded(text.as_bytes()).unwrap();
        let found: Vec<_> = calls.iter().map(|call| brief(&lint(call.of(&text)))).collect();
        assert_eq!(found, [&["type-mismatch /amount"][..], &[], &["type-mismatch /amount"]]);
    }
    for text in
        [r#"{"info": {}, "item": 7}"#, r#"{"item": []}"#, r#"{"info": {}}"#, r#"{"items": []}"#]
    {
        assert_eq!(linter.recorded(text.as_bytes()), None, "{text}");
    }
}

#[test]
fn an_address_may_be_an_object() {
    let url = r#"{"raw": "https://api.portone.io/payments/a1/cancel", "host": ["api"]}"#;
    let raw = quoted(BODY);
    for text in [
        format!(r#"{{"method": "POST", "url": {url}, "body": {BODY}}}"#),
        format!(r#"{{"method": "POST", "url": {url}, "body": {{"mode": "raw", "raw": {raw}}}}}"#),
        format!(
            r#"{{"name": "x", "request": {{"method": "POST", "header": [], "url": {url}, "body": {{"mode": "raw", "raw": {raw}}}}}}}"#
        ),
        format!(
            r#"{{"method": "POST", "uri": {{"href": "/payments/a1/cancel"}}, "json": {BODY}}}"#
        ),
        format!(
            r#"{{"method": "POST", "url": "/payments/a1/cancel", "postData": {{"text": {BODY}}}}}"#
        ),
    ] {
        assert_eq!(brief(&lint(&text)), ["type-mismatch /amount"], "{text}");
    }
    // Of one that cannot be read nothing is known.
    for url in ["null", "{}", "7", r#"["https://api.portone.io"]"#] {
        let text = format!(r#"{{"method": "POST", "url": {url}, "body": {BODY}}}"#);
        assert_eq!(lint(&text).ignored, Some(Ignored::Other), "{text}");
    }
}

#[test]
fn a_host_beside_a_path_says_whose_it_is() {
    let call = |host: &str| {
        format!(r#"{{"method": "POST", {host}, "path": "/payments/a1/cancel", "body": {BODY}}}"#)
    };
    for host in [
        "api.portone.io",
        "api.portone.io.",
        "api.portone.io:443",
        "https://api.portone.io",
        r"https:\/\/api.portone.io",
    ] {
        for text in [
            call(&format!(r#""host": "{host}""#)),
            call(&format!(r#""hostname": "{host}""#)),
            call(&format!(r#""headers": {{"a": 1, "Host": "{host}"}}"#)),
            call(&format!(r#"":authority": "{host}""#)),
            format!(r#"{{"request": {}}}"#, call(&format!(r#""host": "{host}""#))),
        ] {
            assert_eq!(brief(&lint(&text)), ["type-mismatch /amount"], "{text}");
            let foreign = text.replace("api.portone.io", "api.other.io");
            assert_eq!(lint(&foreign).ignored, Some(Ignored::Other), "{foreign}");
        }
    }
    assert_eq!(brief(&lint(&call(r#""headers": {"a": 1}"#))), ["type-mismatch /amount"]);
}

#[test]
fn a_method_that_is_not_known_may_be_any() {
    let call = |method: &str, body: &str| {
        format!(r#"{{"method": "{method}", "url": "/payments/a1/cancel", "data": {body}}}"#)
    };
    for method in ["${method}", "{{method}}", ":method", " post "] {
        assert_eq!(brief(&lint(&call(method, BODY))), ["type-mismatch /amount"], "{method}");
    }
    assert_eq!(lint(&call("GET", BODY)).ignored, Some(Ignored::SameApi));
}

#[test]
fn an_entry_without_a_method_and_a_body_is_no_call() {
    for url in ["https://api.portone.io/payments/a1", "/payments/a1/cancel"] {
        let text = format!(r#"{{"request": {{"url": "{url}"}}}}"#);
        assert_eq!(brief(&lint(&text)), ["unknown-operation "], "{text}");
    }
}

#[test]
fn a_character_of_a_path_is_underlined_where_it_is() {
    for (url, character) in [
        ("/payments/ab-1/billing-key", "-"),
        ("/payments/%61b-1/billing-key", "-"),
        ("/payments/ab%2D1/billing-key", "%2D"),
    ] {
        let text = format!(r#"{{"method": "POST", "url": "{url}", "data": {{"x": 1}}}}"#);
        let report = lint(&text);
        let finding = report.diagnostics.iter().find(|one| one.rule == "payment-id-charset");
        let span = finding.unwrap().labels[0].span.unwrap();
        let at = |offset| usize::try_from(offset).unwrap();
        assert_eq!(&text[at(span.start)..at(span.end)], character, "{url}");
    }
}

#[test]
fn a_path_of_another_length_is_no_slip() {
    for path in ["paymets/a1", "paymets/a1/cancel/x", "paymets", "paymets/a1/cancell"] {
        let text = cancel(&format!("https://api.portone.io/{path}"));
        assert_eq!(lint(&text).ignored, Some(Ignored::SameApi), "{path}");
    }
}

#[test]
fn a_slip_in_an_address_is_underlined_where_it_is() {
    for (url, part) in [
        ("https://api.portone.io/payment/a1/cancel", "payment"),
        (r"https:\/\/api.portone.io\/payment\/a1\/cancel", "payment"),
    ] {
        let text = format!(r#"{{"method": "POST", "url": "{url}", "data": {BODY}}}"#);
        let report = lint(&text);
        assert_eq!(brief(&report), ["unknown-operation "], "{text}");
        assert_eq!(underlined(&text, &report), [part]);
    }
}

#[test]
fn keys_may_be_in_another_case() {
    for [method, url, body, headers] in [
        ["Method", "URL", "Body", "Headers"],
        ["METHOD", "Url", "BODY", "HEADERS"],
        ["Method", "Uri", "RequestBody", "Headers"],
    ] {
        let secret = "sk_live_0a1b2c3d4e5f";
        let text = format!(
            r#"{{"{method}": "POST", "{url}": "https://api.portone.io/payments/a1/cancel", "{headers}": {{"Authorization": "{secret}"}}, "{body}": {BODY}}}"#
        );
        assert_eq!(brief(&lint(&text)), ["type-mismatch /amount"], "{text}");
        let linter = Linter::smartro().unwrap();
        assert!(linter.session().lint(&smartro_lint::Request::json(&text)).is_request(), "{text}");
        assert!(!linter.mask(&text).contains(secret), "{text}");
    }
    let envelope = format!(r#"{{"Operation": "cancelPayment", "Request": {BODY}}}"#);
    assert_eq!(brief(&lint(&envelope)), ["type-mismatch /amount"]);
}

#[test]
fn a_form_is_no_body_and_an_empty_text_is_none() {
    let call = |posted: &str| {
        let url = "https://api.portone.io/payments/a1/cancel";
        format!(r#"{{"method": "POST", "url": "{url}", "postData": {posted}}}"#)
    };
    let form = call(r#"{"params": [{"name": "reason", "value": "a"}]}"#);
    let report = lint(&form);
    assert_eq!(brief(&report), ["type-mismatch "]);
    assert_eq!(underlined(&form, &report), [r#"[{"name": "reason", "value": "a"}]"#]);
    assert!(report.diagnostics[0].help.as_ref().unwrap().contains("form"));
    for posted in [r#"{"text": ""}"#, r#"{"text": "", "params": []}"#, r#"{"params": []}"#, "{}"] {
        assert_eq!(brief(&lint(&call(posted))), ["missing-field /reason"], "{posted}");
    }
    let both = call(r#"{"params": [{"name": "a", "value": "b"}], "text": "{\"reason\": 1}"}"#);
    assert_eq!(brief(&lint(&both)), ["type-mismatch /reason"]);
}

#[test]
fn a_path_of_an_operation_takes_its_method_alone() {
    let call = |method: &str, path: &str| {
        format!(r#"{{"method": "{method}", "url": "https://api.portone.io{path}"}}"#)
    };
    for (method, path, meant) in [
        ("GET", "/payments/a1/cancel", "POST /payments/{paymentId}/cancel"),
        ("get", "/payments/a%2D1/billing-key/?a=b", "POST /payments/{paymentId}/billing-key"),
        ("PUT", "/payments/a1/instant", "POST /payments/{paymentId}/instant"),
        ("DELETE", "/payments/a1/schedule", "POST /payments/{paymentId}/schedule"),
    ] {
        let text = call(method, path);
        let report = lint(&text);
        assert_eq!(brief(&report), ["unknown-operation "], "{text}");
        assert_eq!(underlined(&text, &report), [format!("\"{method}\"")]);
        let finding = &report.diagnostics[0];
        assert!(finding.message.contains(&format!("`{method}`")), "{}", finding.message);
        assert!(finding.help.as_ref().unwrap().contains(meant), "{:?}", finding.help);
    }
    // These are calls of the API, or may be.
    for (method, path) in [
        ("GET", "/payments/a1"),
        ("GET", "/billing-keys"),
        ("DELETE", "/billing-keys/a1"),
        ("OPTIONS", "/payments/a1/cancel"),
        ("HEAD", "/payments/a1/cancel"),
        ("GET", "/payments/a1/cancellations"),
    ] {
        let report = lint(&call(method, path));
        assert_eq!(brief(&report), [""; 0], "{method} {path}");
        assert_eq!(report.ignored, Some(Ignored::SameApi), "{method} {path}");
    }
    let elsewhere = r#"{"method": "GET", "url": "/payments/a1/cancel", "data": {}}"#;
    assert_eq!(lint(elsewhere).ignored, Some(Ignored::SameApi));
}
