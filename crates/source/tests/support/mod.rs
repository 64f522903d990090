//! The calls that the tests look for, and a reader of the notation.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests, of which each test uses a part"
)]

pub mod notation;

use std::collections::HashMap;

use smartro_lint_source::{
    Calls, ComponentCall, FileReader, Lowered, Options, RestCall, SdkCall, ServerCall, lower,
};

/// The files that there are, by their names.
pub struct Files<T>(pub HashMap<&'static str, T>);

impl<T: AsRef<str>> FileReader for Files<T> {
    fn read(&self, name: &str) -> Option<String> {
        self.0.get(name).map(|text| text.as_ref().to_owned())
    }
}

pub fn calls() -> Calls {
    let sdk = |operation: &str| SdkCall {
        operation: operation.into(),
        name: format!("PortOne.{operation}"),
        module: "@portone/browser-sdk".into(),
    };
    let component = |name: &str, operation: &str| ComponentCall {
        operation: operation.into(),
        name: name.into(),
        attribute: "request".into(),
        sets: vec!["redirectUrl".into()],
        module: "@portone/react-native-sdk".into(),
    };
    let server = |operation: &str, name: &str, path: &[&str]| ServerCall {
        operation: operation.into(),
        name: name.into(),
        module: "@portone/server-sdk".into(),
        path_parameters: path.iter().map(|name| (*name).into()).collect(),
    };
    let rest = |operation: &str, path: &str| RestCall {
        operation: operation.into(),
        method: "POST".into(),
        path: path.into(),
    };
    Calls {
        sdk: vec![sdk("requestPayment"), sdk("requestIssueBillingKey")],
        components: vec![
            component("Payment", "requestPayment"),
            component("IssueBillingKey", "requestIssueBillingKey"),
        ],
        server: vec![
            server("payInstantly", "PortOneClient().payment.payInstantly", &["paymentId"]),
            server("payInstantly", "PaymentClient().payInstantly", &["paymentId"]),
            server(
                "payWithBillingKey",
                "PortOneClient().payment.payWithBillingKey",
                &["paymentId"],
            ),
            server("cancelPayment", "PortOneClient().payment.cancelPayment", &["paymentId"]),
            server("issueBillingKey", "PortOneClient().payment.billingKey.issueBillingKey", &[]),
        ],
        rest: vec![
            rest("payInstantly", "/payments/{paymentId}/instant"),
            rest("payWithBillingKey", "/payments/{paymentId}/billing-key"),
            rest("issueBillingKey", "/billing-keys"),
            rest("cancelPayment", "/payments/{paymentId}/cancel"),
        ],
        hosts: vec!["api.portone.io".into()],
        authorization: Some("PortOne".into()),
        channel_fields: vec!["channelKey".into()],
    }
}

pub fn lowered(name: &str, code: &str) -> Lowered {
    let lowered = lower(name, code, &calls(), &Options::default());
    assert_eq!(lowered.errors, [], "{code}");
    lowered
}

/// The bodies of the only call of a program, one for each world.
pub fn bodies(name: &str, code: &str) -> Vec<String> {
    let lowered = lowered(name, code);
    assert_eq!(lowered.requests.len(), 1, "calls of {code}");
    lowered.requests[0].worlds.iter().map(|world| world.body.text.clone()).collect()
}

/// The body of the only call of a program, in its only world.
pub fn body(code: &str) -> String {
    let bodies = bodies("page.tsx", code);
    assert_eq!(bodies.len(), 1, "worlds of {code}: {bodies:#?}");
    bodies.into_iter().next().unwrap()
}

/// Texts of the path parameters and bodies of a program's calls.
pub fn sent(name: &str, code: &str) -> Vec<String> {
    let requests = lowered(name, code).requests;
    let worlds = requests.iter().filter_map(|request| Some((request, request.worlds.first()?)));
    let texts = worlds.map(|(request, world)| {
        let path: Vec<&str> = world.path.iter().map(|one| one.value.text.as_str()).collect();
        format!("{} {} {}", request.operation, path.join(" "), world.body.text)
    });
    texts.collect()
}
