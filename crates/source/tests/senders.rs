//! Calls of functions of other files that send what they are given.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests"
)]

mod support;

use smartro_lint_source::{FileReader, LoweredRequest, Options, lower};
use support::Files;

/// The requests of `page.tsx`, whose other file is `lib/pay.ts`.
fn requests(page: &'static str, other: &'static str) -> Vec<LoweredRequest> {
    let files = Files([("page.tsx", page), ("lib/pay.ts", other)].into());
    let options = Options { reader: Some(&files), ..Options::default() };
    let found = lower("page.tsx", page, &support::calls(), &options);
    assert_eq!(found.errors, [], "{page}");
    found.requests
}

/// What each of its calls sends, in its only world.
fn bodies(page: &'static str, other: &'static str) -> Vec<String> {
    let only = |request: &LoweredRequest| {
        assert_eq!(request.worlds.len(), 1, "{page}");
        request.worlds[0].body.text.clone()
    };
    requests(page, other).iter().map(only).collect()
}

const PAY: &str = "import PortOne from '@portone/browser-sdk/v2';
export async function requestPay(paymentId, amount = 100) {
  await PortOne.requestPayment({ paymentId, totalAmount: amount, currency: 'KRW' });
}";

#[test]
fn a_call_of_a_function_of_another_file_sends_its_arguments() {
    let page = "import { requestPay as requestPayment } from './lib/pay'; requestPayment(`a_${Date.now()}`); requestPayment('b', 5)";
    let found = requests(page, PAY);
    let shown: Vec<_> = found
        .iter()
        .map(|found| (&page[found.call.start..found.call.end], &found.worlds[0]))
        .collect();
    assert_eq!(shown[0].0, "requestPayment(`a_${Date.now()}`)");
    let first = &shown[0].1;
    assert_eq!(
        first.body.text,
        r#"{"paymentId": ?("a_" *[0-9]{13}), "totalAmount": 100, "currency": "KRW"}"#
    );
    // What the function sends whatever it is given is kept beside it.
    let sender = first.sender.as_deref().unwrap();
    assert_eq!(
        sender.world.body.text,
        r#"{"paymentId": ?any?, "totalAmount": ?any?, "currency": "KRW"}"#
    );
    assert_eq!(sender.callee.file.as_deref(), Some("lib/pay.ts"));
    let callee = sender.callee.span;
    assert_eq!(&PAY[callee.start..callee.end], "PortOne.requestPayment");
    assert_eq!(shown[1].1.body.text, r#"{"paymentId": "b", "totalAmount": 5, "currency": "KRW"}"#);
    // An argument is shown where it is given, a value of the other file at the call.
    let places: Vec<&str> =
        first.body.map.iter().map(|one| &page[one.source.start..one.source.end]).collect();
    assert_eq!(places[2], "`a_${Date.now()}`");
    assert_eq!(*places.last().unwrap(), shown[0].0);
}

#[test]
fn functions_are_followed_through_hooks_objects_and_parameters_that_are_taken_apart() {
    let hook = "import { useCallback } from 'react';
export const usePay = () => {
  const requestPayment = useCallback(async ({ id, customer }) => {
    const response = await PortOne.requestPayment({ paymentId: id, customer });
    if (response.code) throw new Error(response.code);
  }, []);
  return { requestPayment };
};
export const payments = { pay: (order) => PortOne.requestPayment({ ...order, currency: 'KRW' }) };";
    let cases = [
        (
            "import { usePay } from './lib/pay'; function P() { const { requestPayment } = usePay(); const go = async () => { await requestPayment({ id: 'a', customer: { fullName: 'b' } }) } }",
            r#"{"paymentId": "a", "customer": {"fullName": "b"}}"#,
        ),
        (
            "import { payments } from './lib/pay'; payments.pay({ paymentId: 'requestPayment' })",
            r#"{"paymentId": "requestPayment", "currency": "KRW"}"#,
        ),
    ];
    for (page, expected) in cases {
        assert_eq!(bodies(page, hook), [expected], "{page}");
    }
}

#[test]
fn a_function_may_call_another_one_that_sends() {
    let files = Files(
        [
            ("lib/pay.ts", PAY),
            (
                "hooks/usePay.ts",
                "import { requestPay } from '../lib/pay';
export const usePay = () => ({ requestPayment: async (order) => { await requestPay(order.id, order.amount) } });",
            ),
            (
                "page.tsx",
                "import { usePay } from './hooks/usePay'; const { requestPayment } = usePay(); requestPayment({ id: 'a', amount: 0 })",
            ),
        ]
        .into(),
    );
    let options = Options { reader: Some(&files), ..Options::default() };
    let bodies = |name: &str| {
        let found = lower(name, &files.read(name).unwrap(), &support::calls(), &options);
        let bodies = found.requests.iter().map(|found| found.worlds[0].body.text.clone());
        bodies.collect::<Vec<_>>()
    };
    let sent = r#"{"paymentId": "a", "totalAmount": 0, "currency": "KRW"}"#;
    assert_eq!(bodies("page.tsx"), [sent]);
    // What the one in between is given, it does not know either.
    assert!(bodies("hooks/usePay.ts").is_empty());
    assert_eq!(bodies("lib/pay.ts").len(), 1);
}

#[test]
fn a_function_may_call_another_one_of_its_file() {
    let of_file = "const send = async (order) => PortOne.requestPayment(order);
export async function requestPay(id) { await ready(); return send({ paymentId: id, currency: 'KRW' }) }";
    let of_class = "class Payments {
  async send(order) { return PortOne.requestPayment(order) }
  async pay(id) { return this.send({ paymentId: id, currency: 'KRW' }) }
}
export const payments = new Payments();
export default Payments;";
    let page = "import { requestPay } from './lib/pay'; requestPay('requestPayment')";
    let sent = r#"{"paymentId": "requestPayment", "currency": "KRW"}"#;
    assert_eq!(bodies(page, of_file), [sent]);
    for page in [
        "import { payments } from './lib/pay'; payments.pay('requestPayment')",
        "import Payments from './lib/pay'; new Payments().pay('requestPayment')",
        "import Payments from './lib/pay'; const payments = new Payments(); async function f() { await payments.pay('requestPayment') }",
    ] {
        assert_eq!(bodies(page, of_class), [sent], "{page}");
    }
}

/// Functions that are made by several calls of another one send what each call gave.
#[test]
fn functions_made_by_several_calls_are_told_apart() {
    let other = "export const shop = (storeId) => ({ requestPayment: (paymentId) => PortOne.requestPayment({ storeId, paymentId }) });";
    let page = "import { shop } from './lib/pay'; const a = shop('one'), b = shop('two'); a.requestPayment('x'); b.requestPayment('y')";
    assert_eq!(
        bodies(page, other),
        [r#"{"storeId": "one", "paymentId": "x"}"#, r#"{"storeId": "two", "paymentId": "y"}"#]
    );
}

/// A file that only names the other one has none of the names of the calls.
#[test]
fn a_file_that_is_named_after_the_sdk_is_enough() {
    let page = "import { buy } from './lib/portone'; buy('a')";
    let other = "export const buy = (paymentId) => PortOne.requestPayment({ paymentId })";
    let files = Files([("page.tsx", page), ("lib/portone.ts", other)].into());
    let options = Options { reader: Some(&files), ..Options::default() };
    let found = lower("page.tsx", page, &support::calls(), &options);
    assert_eq!(found.requests[0].worlds[0].body.text, r#"{"paymentId": "a"}"#);
}

#[test]
fn the_way_through_the_function_that_the_arguments_take_counts() {
    let other = "export async function requestPay(order) {
  if (order.method === 'none') return;
  if (order.method === 'easy') {
    return PortOne.requestPayment({ payMethod: 'EASY_PAY', paymentId: order.id });
  }
  switch (order.method) {
    case 'phone':
      await PortOne.requestPayment({ payMethod: 'MOBILE', paymentId: order.id });
      break;
    case 'card':
      await PortOne.requestPayment({ payMethod: 'CARD', paymentId: order.id });
  }
}";
    let page = "import { requestPay } from './lib/pay'; // requestPayment
requestPay({ method: 'none', id: 'a' });
requestPay({ method: 'easy', id: 'b' });
requestPay({ method: 'phone', id: 'c' });
requestPay({ method: 'card', id: 'd' });
requestPay({ method: other, id: 'e' });
requestPay({ id: 'f' });";
    let expected = [
        r#"{"payMethod": "EASY_PAY", "paymentId": "b"}"#,
        r#"{"payMethod": "MOBILE", "paymentId": "c"}"#,
        r#"{"payMethod": "CARD", "paymentId": "d"}"#,
    ];
    assert_eq!(bodies(page, other), expected);
    let other = "export const requestPay = (id, method) => {
  if (method === 'easy') return PortOne.requestPayment({ payMethod: 'EASY_PAY', paymentId: id });
  return PortOne.requestPayment({ payMethod: 'CARD', paymentId: id });
};";
    let page = "import { requestPay } from './lib/pay'; requestPay('requestPayment')";
    assert_eq!(bodies(page, other), [r#"{"payMethod": "CARD", "paymentId": "requestPayment"}"#]);
}

/// What the function changes before it sends, or another one may, is not claimed.
#[test]
fn what_the_function_changes_is_unknown() {
    let cases = [
        (
            "export function requestPay(order) { order.paymentId = clean(order.paymentId); PortOne.requestPayment(order) }",
            "requestPay({ paymentId: 'a_b' })",
        ),
        (
            "export function requestPay(order) { check(order); PortOne.requestPayment({ paymentId: order.paymentId }) }",
            "requestPay({ paymentId: 'a_b' })",
        ),
        (
            "export function requestPay(paymentId) { paymentId = clean(paymentId); PortOne.requestPayment({ paymentId }) }",
            "requestPay('a_b')",
        ),
        (
            "export function requestPay(paymentId) { PortOne.requestPayment({ paymentId: clean(paymentId) }) }",
            "requestPay('a_b')",
        ),
        (
            "export async function requestPay(order) { await ready(); PortOne.requestPayment({ paymentId: order.paymentId }) }",
            "const order = { paymentId: 'a_b' }; requestPay(order); order.paymentId = 'ab'",
        ),
        (
            "export async function requestPay(paymentId) { PortOne.requestPayment({ paymentId }) }",
            "requestPay(...list)",
        ),
        (
            "export let requestPay = (paymentId) => PortOne.requestPayment({ paymentId }); requestPay = other",
            "requestPay('a_b')",
        ),
        (
            "export function requestPay(paymentId) { return [paymentId].map((one) => PortOne.requestPayment({ paymentId: one })) }",
            "requestPay('a_b')",
        ),
    ];
    for (other, call) in cases {
        let page = format!("import {{ requestPay }} from './lib/pay'; /* requestPayment */ {call}");
        let page: &'static str = page.leak();
        let found = requests(page, other);
        let claims = found.iter().any(|found| found.worlds[0].body.text.contains("a_b"));
        assert!(!claims, "{other} {call}: {found:?}");
    }
}

/// Of what nothing more is known than in the function itself, there is no request; nor of functions
/// that are mocked or that have nothing to do with the API.
#[test]
fn calls_that_tell_no_more_are_left_out() {
    let cases = [
        ("import { requestPay } from './lib/pay'; requestPay(paymentId, amount)", PAY),
        ("import { requestPay } from './lib/pay'; requestPay()", PAY),
        ("import { requestPay } from './lib/pay'; jest.mock('./lib/pay'); requestPay('a')", PAY),
        ("import { requestPay } from './lib/pay'; it('pays', () => { requestPay('a') })", PAY),
        (
            "import { requestPay } from './lib/pay'; requestPay('a')",
            "export const requestPay = (id) => PortOne.requestIdentity({ id }); // requestPayment",
        ),
        (
            "import { requestPay } from './lib/pay'; requestPay('a')",
            "export const requestPay = (id) => [() => PortOne.requestPayment({ paymentId: id })]",
        ),
    ];
    for (page, other) in cases {
        let page: &'static str = format!("/* requestPayment */ {page}").leak();
        assert_eq!(requests(page, other), [], "{page}");
    }
}
