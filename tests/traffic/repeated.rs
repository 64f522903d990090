//! Keys of envelopes and calls that are there twice.

use smartro_lint::Ignored;

use super::{brief, lint};

#[test]
fn a_repeated_key_that_hides_a_request_is_reported() {
    for (text, key) in [
        (
            r#"{"method": "POST", "url": "/payments/a1/cancel", "url": "/x", "data": {"reason": 1}}"#,
            "url",
        ),
        (
            r#"{"method": "POST", "url": "/payments/a1/cancel", "method": "GET", "data": {"reason": 1}}"#,
            "method",
        ),
        (
            r#"{"method": "POST", "url": "/payments/a1/cancel", "url": "https://api.portone.io/x", "data": {}}"#,
            "url",
        ),
        (
            r#"{"method": "POST", "url": "https://api.portone.io/payments/a1/cancel", "url": "https://api.portone.io/payments/a1/cancle", "data": {}}"#,
            "url",
        ),
        (
            r#"{"operation": "cancelPayment", "request": {"reason": 1}, "operation": "cancel"}"#,
            "operation",
        ),
        (
            r#"{"operation": "cancel", "operation": "cancelPayment", "operation": "x", "request": {}}"#,
            "operation",
        ),
        (
            r#"{"method": "POST", "baseURL": "https://api.portone.io", "url": "/payments/a1/cancel", "baseURL": "https://a.io", "data": {}}"#,
            "baseURL",
        ),
        (r#"{"method": "POST", "url": "/payments/a1/cancel", "url": {}, "data": {}}"#, "url"),
        (r#"{"method": "POST", "uri": "/payments/a1/cancel", "uri": "/x", "data": {}}"#, "uri"),
        (
            r#"{"request": {"method": "POST", "url": "/payments/a1/cancel", "data": {}}, "request": {"method": "GET", "url": "/x"}}"#,
            "request",
        ),
        (
            r#"{"startedDateTime": "x", "request": {"method": "POST", "url": "/payments/a1/cancel", "url": "/x", "data": {}}}"#,
            "url",
        ),
    ] {
        let report = lint(text);
        assert_eq!(brief(&report), [format!("duplicate-key /@envelope/{key}")], "{text}");
        assert_eq!((report.operation.as_deref(), report.ignored), (Some("cancelPayment"), None));
    }
    let both = r#"{"url": "/payments/a1/cancel", "method": "POST", "url": "/x", "method": "GET", "data": {}}"#;
    assert_eq!(
        brief(&lint(both)),
        ["duplicate-key /@envelope/url", "duplicate-key /@envelope/method"]
    );
    // Somebody else's in every reading.
    for text in [
        r#"{"method": "POST", "url": "/y", "url": "/x", "data": {"reason": 1}}"#,
        r#"{"method": "GET", "method": "POST", "url": "/x", "data": {}}"#,
        r#"{"method": "POST", "url": "/x", "data": {}, "data": {}}"#,
    ] {
        assert_eq!(lint(text).ignored, Some(Ignored::Other), "{text}");
    }
    let text = r#"{"operation": "x", "operation": "y", "request": {}}"#;
    assert_eq!(brief(&lint(text)), ["unknown-operation "]);
    // However often it is repeated.
    let many =
        format!(r#"{{"method": "POST", {} "data": {{}}}}"#, r#""url": "/x", "#.repeat(10_000));
    assert_eq!(lint(&many).ignored, Some(Ignored::Other));
}

#[test]
fn a_wrapper_key_that_is_there_twice_is_reported_and_the_last_one_counts() {
    for (text, key) in [
        (
            r#"{"operation": "cancelPayment", "request": {"reason": 1}, "request": {"reason": ""}}"#,
            "request",
        ),
        (
            r#"{"operation": "payInstantly", "request": {"reason": ""}, "operation": "cancelPayment"}"#,
            "operation",
        ),
        (
            r#"{"operation": "cancelPayment", "context": {"channel": "x"}, "request": {"reason": ""}, "context": {}}"#,
            "context",
        ),
        (r#"{"url": "/x", "url": "/payments/a1/cancel", "data": {"reason": ""}}"#, "url"),
    ] {
        let report = lint(text);
        assert_eq!(brief(&report), [format!("duplicate-key /@envelope/{key}")], "{text}");
        let label = &report.diagnostics[0].labels[1];
        let first = text.find(&format!("\"{key}\"")).unwrap();
        assert_eq!(label.span.unwrap().start, u64::try_from(first).unwrap());
    }
}
