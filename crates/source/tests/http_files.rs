//! Files of HTTP clients.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests, outside of test functions"
)]

mod support;

use smartro_lint_source::{Options, is_source, lower};
use support::{calls, lowered};

/// Operation, path parameters and body of each request of a file.
fn requests(text: &str) -> Vec<String> {
    let requests = lowered("api.http", text).requests;
    let texts = requests.iter().map(|request| {
        let world = &request.worlds[0];
        let path: Vec<&str> = world.path.iter().map(|one| one.value.text.as_str()).collect();
        format!("{} {} {}", request.operation, path.join(" "), world.body.text)
    });
    texts.collect()
}

#[test]
fn a_key_in_a_variable_may_be_any() {
    for (body, expected) in [
        (r#"{"{{key}}": 1, "a": 2}"#, r#"{"a": 2, ...}"#),
        (r#"{"a": 2, "{{key}}": {"b": 1}}"#, r#"{"a": 2, ...}"#),
        (r#"{"{{key}}": 1}"#, "{...}"),
    ] {
        let text = format!("POST https://api.portone.io/billing-keys\n\n{body}\n");
        assert_eq!(requests(&text), [format!("issueBillingKey  {expected}")], "{body}");
    }
}

#[test]
fn a_byte_order_mark_is_in_front_of_the_first_request_alone() {
    let cancel = "POST https://api.portone.io/payments/{{id}}/cancel\n\n{\"reason\": \"a\"}\n";
    for before in ["", "@id = b\n"] {
        let text = format!("{before}{cancel}");
        assert_eq!(requests(&format!("\u{feff}{text}")), requests(&text), "{before}");
        assert_eq!(requests(&text).len(), 1, "{before}");
    }
}

#[test]
fn a_body_in_one_variable_is_not_known() {
    for body in ["{{body}}", "{{ body }}", "< ./body.json"] {
        let text = format!(
            "POST https://api.portone.io/billing-keys\nContent-Type: application/json\n\n{body}\n"
        );
        assert_eq!(requests(&text), ["issueBillingKey  ?any"], "{body}");
    }
}

#[test]
fn requests_of_the_api_are_found() {
    let text = r#"
@host = https://api.portone.io
@id = order-1
# @prompt secret

### cancel
# @name cancel
POST {{host}}/payments/{{id}}/cancel HTTP/1.1
Content-Type: application/json
Authorization: PortOne {{secret}}

{
  "reason": "품절 {{why}}", "amount": {{amount}}, "items": [1, "a", {{x}}],
  "{{key}}": 1, "requester": null
}

> {% client.test("ok") %}

### pay
< {%
  request.variables.set("a", "b")
%}
POST https://api.portone.io
    /payments/{{$guid}}/billing-key
Content-Type: application/json

{ "orderName": "a\"b" }
###
GET https://api.portone.io/payments/1

###
POST https://example.com/payments/1/cancel

{ "no": json }
### a file
POST https://api.portone.io/billing-keys

< ./body.json
### nothing
POST https://api.portone.io/payments/a/cancel
### the shop's own
POST {{base}}/payments/a/cancel

{}
### another host with the API's header
post {{base}}/payments/a/cancel
Authorization: PortOne x

{}
### and in capitals
POST {{base}}/payments/a/cancel
Authorization: PortOne x

{}
"#;
    assert_eq!(
        requests(text),
        [
            r#"cancelPayment "order-1" {"reason": ?("품절 " *), "amount": ?any?, "items": [1, "a", ?any?], "requester": null, ...}"#,
            r#"payWithBillingKey ?(*[0-9a-f]{8} "-" *[0-9a-f]{4} "-4" *[0-9a-f]{3} "-" *[89ab]{1} *[0-9a-f]{3} "-" *[0-9a-f]{12}) {"orderName": "a\"b"}"#,
            "issueBillingKey  ?any",
            r#"cancelPayment "a" {}"#,
            r#"cancelPayment "a" {}"#,
        ]
    );
    assert!(is_source("api.http") && is_source("a/B.REST") && !is_source("http"));
}

#[test]
fn a_body_that_is_no_json_is_an_error_at_its_place() {
    for (body, at) in [
        ("{ \"a\": }", "}"),
        ("{ \"a\" 1 }", "1"),
        ("{ a: 1 }", "a"),
        ("{ \"a\": 1 } x", "x"),
        ("{ \"a", "\""),
    ] {
        let text = format!("POST https://api.portone.io/payments/p/cancel\n\n{body}\n");
        let error = lower("a.http", &text, &calls(), &Options::default()).errors.remove(0);
        assert!(text[error.span.start..].starts_with(at), "{body}: {error:?}");
    }
    let deep = "[".repeat(100_000);
    let text = format!("POST https://api.portone.io/payments/p/cancel\n\n{deep}\n");
    assert!(lower("a.http", &text, &calls(), &Options::default()).errors.len() == 1);
}

#[test]
fn channels_are_named_by_their_placeholders_and_comments_suppress() {
    let text = "# smartro-lint-disable some-rule -- a test\nPOST https://api.portone.io/payments/p/billing-key\n\n{ \"channelKey\": \"{{smartroChannel}}\" }";
    let found = lowered("a.http", text);
    let channel = found.requests[0].worlds[0].channel.clone().unwrap();
    assert_eq!((channel.text, channel.names), (None, vec!["smartroChannel".to_owned()]));
    // A value is no key, whatever it says.
    let text = text.replace("\"channelKey\":", "\"note\": \"channelKey\", \"other\":");
    assert_eq!(lowered("a.http", &text).requests[0].worlds[0].channel, None);
    assert_eq!(found.suppressions.len(), 1);
}

/// What is between angles is not known.
fn outside_angles(text: &str) -> Option<Vec<std::ops::Range<usize>>> {
    let (start, end) = (text.find('<')?, text.find('>')?);
    Some(vec![0..start, end + 1..text.len()])
}

#[test]
fn placeholders_of_others_than_the_client_are_unknown() {
    let options = Options { known_parts: outside_angles, ..Options::default() };
    let text = r#"
POST https://<host>/payments/pay_<payment-id>/instant
Authorization: PortOne <secret>

{
  "orderName": "{{count}} of <name>", "currency": "<currency>", "<key>": 1,
  "amount": { "total": <amount>, "taxFree": 0 }, "list": [<a>, 1]
}
"#;
    let found = lower("api.http", text, &calls(), &options);
    assert_eq!(found.errors, []);
    let world = &found.requests[0].worlds[0];
    assert_eq!(world.path[0].value.text, "?(\"pay_\" *)");
    assert_eq!(
        world.body.text,
        "{\"orderName\": ?(* \" of \" *), \"currency\": ?string, \"amount\": {\"total\": ?any?, \"taxFree\": 0}, \"list\": [?any?, 1], ...}"
    );
    let map = world.body.map.iter().filter(|it| it.literal.is_some());
    let literals: Vec<&str> = map.map(|it| &text[it.source.start..it.source.end]).collect();
    assert_eq!(literals, ["0", "1"]);
}
