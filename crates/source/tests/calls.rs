//! Which calls are found.

mod support;

use support::lowered;

/// Operations of the calls of a program.
fn operations(name: &str, code: &str) -> Vec<String> {
    lowered(name, code).requests.into_iter().map(|request| request.operation).collect()
}

#[test]
fn browser_sdk_is_found_however_it_is_imported() {
    for code in [
        "import * as PortOne from '@portone/browser-sdk/v2'; PortOne.requestPayment({})",
        "import PortOne from '@portone/browser-sdk/v2'; PortOne.requestPayment({})",
        "import P from '@portone/browser-sdk'; P.requestPayment({})",
        "import * as P from 'https://cdn.portone.io/v2/browser-sdk.esm.js'; PortOne.requestPayment({})",
        "import { requestPayment } from '@portone/browser-sdk/v2'; requestPayment({})",
        "import { requestPayment as pay } from '@portone/browser-sdk/v2'; await pay({})",
        "PortOne.requestPayment({})",
        "declare const PortOne: any; PortOne.requestPayment({})",
        "window.PortOne.requestPayment({})",
        "(window as any).PortOne?.requestPayment({})",
        "await window.PortOne!.requestPayment({})",
        "window['PortOne']['requestPayment']({})",
        "const { PortOne } = window as any; PortOne.requestPayment({})",
        "const { requestPayment: pay } = PortOne; pay({})",
        "const P = window.PortOne; P.requestPayment({})",
        "const P = typeof window === 'undefined' ? null : window.PortOne; P?.requestPayment({})",
        "const P = await import('@portone/browser-sdk/v2'); await P.requestPayment({})",
        "const P = (await import('@portone/browser-sdk/v2')).default; await P.requestPayment({})",
        "const { default: P } = await import('@portone/browser-sdk/v2'); P.requestPayment({})",
        "const { requestPayment } = await import('@portone/browser-sdk/v2'); requestPayment({})",
        "import('@portone/browser-sdk/v2').then((P) => P.requestPayment({}))",
        "import('@portone/browser-sdk/v2').then(({ requestPayment }) => requestPayment({}))",
        "const PortOne = require('@portone/browser-sdk/v2'); PortOne.requestPayment({})",
        "const P = require('@portone/browser-sdk/v2').default; P.requestPayment({})",
        "const PortOne = await loadPortOne(); PortOne.requestPayment({})",
        "const PortOne = await loadSdk(); PortOne.requestPayment({})",
        "import { load } from '@/lib/sdk'; const PortOne = await load(); PortOne.requestPayment({})",
        "import { state } from 'signals'; const loading = state.value; const { PortOne } = await loading; PortOne.requestPayment({})",
        "const load = async () => { const sdk = await import('@portone/browser-sdk/v2'); return sdk }; const P = await load(); P.requestPayment({})",
        "export const go = async () => { try { const r = await PortOne.requestPayment({}); } catch {} }",
        "class A { async go() { return PortOne.requestPayment({}) } }",
        "class A { sdk = window.PortOne; go() { return this.sdk.requestPayment({}) } }",
        "class A { constructor() { this.sdk = window.PortOne } go() { this.sdk.requestPayment({}) } }",
        "import P from 'https://esm.sh/@portone/browser-sdk/v2'; P.requestPayment({})",
        "var PortOne = (() => { return sdk })(); function go() { PortOne.requestPayment({}) }",
        "function f(PortOne) { PortOne.requestPayment({}) }",
        "export const f = (PortOne: any) => PortOne.requestPayment({})",
        "export const f = ({ PortOne, amount }) => PortOne.requestPayment({ totalAmount: amount })",
        "import type * as P from '@portone/browser-sdk/v2'; export const f = (sdk: typeof P) => sdk.requestPayment({})",
        "export const f = (sdk: typeof import('@portone/browser-sdk/v2')) => sdk.requestPayment({})",
        "import type { PortOne } from '@portone/browser-sdk/v2'; export const f = (sdk: PortOne) => sdk.requestPayment({})",
        "const ref = useRef<any>(null); const load = async () => { ref.current = await import('@portone/browser-sdk/v2') }; const pay = () => ref.current.requestPayment({})",
        "const [sdk, setSdk] = useState<any>(null); useEffect(() => { import('@portone/browser-sdk/v2').then((found) => setSdk(found)) }, []); const pay = () => sdk.requestPayment({})",
    ] {
        assert_eq!(operations("page.tsx", code), ["requestPayment"], "{code}");
    }
}

#[test]
fn other_things_of_the_same_name_are_no_calls() {
    for code in [
        "const PortOne = { requestPayment(x) {} }; PortOne.requestPayment({})",
        "function f(PortOne) { PortOne.requestPayment({}) } f({ requestPayment() {} })",
        "function f(PortOne) { PortOne = fake; PortOne.requestPayment({}) }",
        "function f(sdk) { sdk.requestPayment({}) }",
        "import type { Sdk } from './fake'; function f(sdk: Sdk) { sdk.requestPayment({}) }",
        "const ref = useRef(null); ref.current = fake; ref.current.requestPayment({})",
        "const [sdk, setSdk] = useState(null); setSdk(fake); sdk.requestPayment({})",
        "import request from 'supertest'; request(app).post('/billing-keys').send({}) // api.portone.io",
        "superagent.post('https://example.com/billing-keys').send({}) // api.portone.io",
        "$.ajax({ url: '/billing-keys', type: 'POST', data: '{}' }) // api.portone.io",
        "class PortOne { static requestPayment() {} } PortOne.requestPayment({})",
        "import PortOne from './portone'; PortOne.requestPayment({})",
        "import { requestPayment } from './api'; requestPayment({})",
        "import PortOne from 'other'; PortOne.requestPayment({})",
        "api.requestPayment({})",
        "this.requestPayment({})",
        "requestPayment({})",
        "function requestPayment() {} requestPayment({})",
        "window.PortOne = { requestPayment() {} }; window.PortOne.requestPayment({})",
        "let P = window.PortOne; P = fake; P.requestPayment({})",
        "PortOne.requestPayment",
        "PortOne.requestPayment()",
        "'PortOne.requestPayment({})'",
        "// PortOne.requestPayment({})",
        "client.payment.payInstantly({})",
        "fetch('/payments/x/instant', { method: 'POST', body: '{}' }) // api.portone.io",
        "fetch('https://api.portone.io/payments/x/instant')",
        "fetch('https://api.portone.io/payments/x', { method: 'POST' })",
        "fetch('https://api.portone.io.evil.com/billing-keys', { method: 'POST' })",
        "fetch('https://example.com/payments/x/instant', { method: 'POST' }) // api.portone.io",
        "fetch(`${API}/payments/x/instant`, { method: 'POST' }) // api.portone.io",
        "const fetch = mock; fetch('https://api.portone.io/billing-keys', { method: 'POST' })",
        "axios.get('https://api.portone.io/billing-keys')",
    ] {
        assert_eq!(operations("page.tsx", code), [""; 0], "{code}");
    }
}

#[test]
fn what_the_source_itself_makes_under_the_sdks_name_is_not_the_sdk() {
    let class = "class Port { requestPayment(x) {} }";
    for code in [
        format!("{class} function makePort() {{ return new Port() }} const PortOne = makePort(); CALL"),
        format!("{class} const makePort = () => new Port(); const PortOne = makePort(); CALL"),
        format!("{class} const port = new Port(); const makePort = () => port; const PortOne = makePort(); CALL"),
        format!("{class} async function makePort() {{ return new Port() }} const PortOne = await makePort(); CALL"),
        format!("{class} function fakePortOne() {{ if (x) return null; return new Port() }} const PortOne = fakePortOne(); CALL"),
        format!("{class} const PortOne = new Port(); CALL"),
        "function makePort() { return { requestPayment(x) {} } } const PortOne = makePort(); CALL".to_owned(),
        "const PortOne = await fakePortOne(); function fakePortOne() { return { requestPayment: send } } CALL".to_owned(),
        "class Port extends Base {} function makePort() { return new Port() } const PortOne = makePort(); CALL".to_owned(),
        "function makePort() { const made = { requestPayment: send }; made.id = 1; return made } const PortOne = makePort(); CALL".to_owned(),
    ] {
        let code = code.replace("CALL", "PortOne.requestPayment({})");
        assert_eq!(operations("a.ts", &code), [""; 0], "{code}");
    }
    // What may lead to the SDK.
    for code in [
        "import { makePort } from './portone'; const PortOne = makePort(); CALL",
        "import { load } from './port'; function makePort() { return load() } const PortOne = makePort(); CALL",
        "function makePort() { return window.PortOne } const PortOne = makePort(); CALL",
        "let loaded = null; function set(x) { loaded = x } function makePort() { return loaded } const PortOne = makePort(); CALL",
        "function makePort(sdks) { return sdks.PortOne } const PortOne = makePort(all); CALL",
        "function loadPortOne() { return new Promise((resolve) => { script.onload = () => resolve(window.PortOne) }) } const PortOne = await loadPortOne(); CALL",
    ] {
        let code = code.replace("CALL", "PortOne.requestPayment({})");
        assert_eq!(operations("a.ts", &code), ["requestPayment"], "{code}");
    }
}

#[test]
fn server_sdk_is_found() {
    let sdk = "@portone/server-sdk";
    for code in [
        format!(
            "import {{ PortOneClient }} from '{sdk}'; const c = PortOneClient({{ secret }}); c.payment.payInstantly({{ paymentId: 'a-b', orderName: 'x' }})"
        ),
        format!(
            "import {{ PortOneClient as C }} from '{sdk}'; await C({{ secret }}).payment.payInstantly({{ paymentId: 'a-b', orderName: 'x' }})"
        ),
        format!(
            "import * as P from '{sdk}'; const {{ payment }} = P.PortOneClient({{ secret }}); payment.payInstantly({{ paymentId: 'a-b', orderName: 'x' }})"
        ),
        format!(
            "import {{ PaymentClient }} from '{sdk}'; PaymentClient({{ secret }}).payInstantly({{ paymentId: 'a-b', orderName: 'x' }})"
        ),
        format!(
            "const {{ PortOneClient }} = require('{sdk}'); const c = new PortOneClient({{ secret }}); c.payment.payInstantly({{ paymentId: 'a-b', orderName: 'x' }})"
        ),
        format!(
            "import {{ PaymentClient }} from '{sdk}/payment'; const {{ payInstantly: pay }} = PaymentClient({{ secret }}); pay({{ paymentId: 'a-b', orderName: 'x' }})"
        ),
    ] {
        let found = lowered("route.ts", &code).requests;
        assert_eq!(found.len(), 1, "{code}");
        assert_eq!(found[0].operation, "payInstantly");
        let world = &found[0].worlds[0];
        assert_eq!(world.body.text, r#"{"orderName": "x"}"#, "{code}");
        assert_eq!(world.path[0].name, "paymentId");
        assert_eq!(world.path[0].value.text, r#""a-b""#);
    }
}

#[test]
fn clients_are_known_by_their_types() {
    let sdk = "@portone/server-sdk";
    let call = "payment.cancelPayment({ paymentId: 'a', reason: 'x' })";
    for code in [
        format!(
            "import {{ PortOneClient }} from '{sdk}'; class S {{ constructor(private readonly client: PortOneClient) {{}} go() {{ this.client.{call} }} }}"
        ),
        format!(
            "import {{ PortOneClient }} from '{sdk}'; class S {{ private client = PortOneClient({{ secret }}); go() {{ return this.client.{call} }} }}"
        ),
        format!(
            "import type {{ PortOneClient as C }} from '{sdk}'; class S {{ client: C; go = () => this.client.{call} }}"
        ),
        format!(
            "import {{ PortOneClient, type PortOneClient as C }} from '{sdk}'; let c: C | null = null; function get(): C {{ if (!c) c = PortOneClient({{ secret }}); return c }} get().{call}"
        ),
        format!(
            "import * as P from '{sdk}'; function get(): P.PortOneClient {{ return cached }} const c = get(); c.{call}"
        ),
        format!("import * as P from '{sdk}'; const go = (c: P.PortOneClient) => c.{call}"),
        format!(
            "import * as P from '{sdk}'; const c = new P.PortOneClient({{ secret }}); c.{call}"
        ),
    ] {
        assert_eq!(operations("a.ts", &code), ["cancelPayment"], "{code}");
    }
    for code in [
        format!(
            "import {{ PortOneClient }} from './client'; const go = (c: PortOneClient) => c.{call}"
        ),
        format!("import {{ PortOneError }} from '{sdk}'; const go = (c: PortOneError) => c.{call}"),
        format!(
            "import {{ PortOneClient }} from '{sdk}'; const go = (c: Mock<PortOneClient>) => c.{call}"
        ),
        format!("class S {{ client = fake; go() {{ this.client.{call} }} }}"),
    ] {
        assert_eq!(operations("a.ts", &code), [""; 0], "{code}");
    }
}

#[test]
fn calls_by_url_are_found() {
    let options = "method: 'POST', headers: { Authorization: `PortOne ${secret}` }";
    for code in [
        "fetch(`https://api.portone.io/payments/${encodeURIComponent(`p-${n}`)}/instant`, { method: 'POST', body: JSON.stringify({ orderName: 'x' }) })".to_owned(),
        "const id = `p-${n}`; fetch('https://api.portone.io/payments/' + id + '/instant?x=1', { method: 'post', body: JSON.stringify({ orderName: 'x' }) })".to_owned(),
        "fetch(new URL(`/payments/p-${n}/instant`, 'https://api.portone.io'), { method: 'POST', body: JSON.stringify({ orderName: 'x' }) })".to_owned(),
        "window.fetch(`https://api.portone.io/payments/p-${n}/instant`, { method: 'POST', body: JSON.stringify({ orderName: 'x' }) })".to_owned(),
        format!("fetch(`${{BASE}}/payments/p-${{n}}/instant`, {{ {options}, body: JSON.stringify({{ orderName: 'x' }}) }})"),
        "import axios from 'axios'; axios.post(`https://api.portone.io/payments/p-${n}/instant`, { orderName: 'x' })".to_owned(),
        "import axios from 'axios'; axios({ method: 'post', url: `https://api.portone.io/payments/p-${n}/instant`, data: { orderName: 'x' } })".to_owned(),
        "import axios from 'axios'; axios.request({ method: 'POST', url: `https://api.portone.io/payments/p-${n}/instant`, data: JSON.stringify({ orderName: 'x' }) })".to_owned(),
        "const axios = require('axios'); const api = axios.create({ baseURL: 'https://api.portone.io/' }); api.post(`/payments/p-${n}/instant`, { orderName: 'x' })".to_owned(),
        "import axios from 'axios'; const api = axios.create({ baseURL: process.env.API, headers: { Authorization: `PortOne ${s}` } }); api.post(`payments/p-${n}/instant`, { orderName: 'x' })".to_owned(),
        "import ky from 'ky'; ky.post(`https://api.portone.io/payments/p-${n}/instant`, { json: { orderName: 'x' } })".to_owned(),
        "import ky from 'ky'; const api = ky.create({ prefixUrl: 'https://api.portone.io' }); api.post(`payments/p-${n}/instant`, { json: { orderName: 'x' } })".to_owned(),
        "import got from 'got'; got(`https://api.portone.io/payments/p-${n}/instant`, { method: 'POST', json: { orderName: 'x' } })".to_owned(),
        "import got from 'got'; got({ method: 'POST', url: `https://api.portone.io/payments/p-${n}/instant`, json: { orderName: 'x' } })".to_owned(),
        "import axios from 'axios'; const HOST = 'https://api.portone.io'; const send = (path, data) => axios.post(`${HOST}${path}`, data); send(`/payments/p-${n}/instant`, { orderName: 'x' })".to_owned(),
    ] {
        let found = lowered("route.ts", &code).requests;
        assert_eq!(found.len(), 1, "{code}");
        assert_eq!(found[0].operation, "payInstantly");
        let world = &found[0].worlds[0];
        assert_eq!(world.body.text, r#"{"orderName": "x"}"#, "{code}");
        assert!(world.path[0].value.text.starts_with(r#"?("p-" *"#) || world.path[0].value.text.starts_with("?("), "{code} {}", world.path[0].value.text);
    }
}

#[test]
fn path_parameters_are_what_the_server_reads() {
    for (segment, expected) in [
        ("가나", "\"가나\""),
        ("%EA%B0%80-1", "\"가-1\""),
        ("${encodeURIComponent(`a/${x}`)}", "?(\"a/\" *)"),
        ("${encodeURIComponent(crypto.randomUUID().slice(0, 8))}", "?(*[0-9a-f]{8})"),
        ("${x}", "?string"),
    ] {
        let code = format!(
            "fetch(`https://api.portone.io/payments/{segment}/instant`, {{ method: 'POST' }})"
        );
        let found = lowered("a.ts", &code).requests;
        assert_eq!(found[0].worlds[0].path[0].value.text, expected, "{code}");
    }
}

#[test]
fn calls_of_another_api_are_found_by_data_alone() {
    use smartro_lint_source::{Calls, Options, RestCall, SdkCall, lower};
    let calls = Calls {
        sdk: vec![SdkCall {
            operation: "charge".into(),
            name: "Till.charge".into(),
            module: "till-js".into(),
        }],
        rest: vec![RestCall {
            operation: "charge".into(),
            method: "PUT".into(),
            path: "/v1/charges/{id}".into(),
        }],
        hosts: vec!["till.example".into()],
        ..Calls::default()
    };
    let code = "import T from 'till-js'; T.charge({ a: 1 }); fetch('https://till.example/v1/charges/7', { method: 'PUT', body: JSON.stringify({ b: 2 }) })";
    let found = lower("a.ts", code, &calls, &Options::default()).requests;
    let texts: Vec<_> = found.iter().map(|request| request.worlds[0].body.text.as_str()).collect();
    assert_eq!(texts, [r#"{"a": 1}"#, r#"{"b": 2}"#]);
}

#[test]
fn a_name_taken_from_what_was_loaded_is_the_sdk() {
    let code = "const { PortOne } = await sdkV2; return PortOne.requestPayment(config)";
    assert_eq!(operations("a.ts", &format!("async function f() {{ {code} }}")), ["requestPayment"]);
}

/// Operations, and the URLs of the API that are none of an operation's.
fn fetched(url: &str, header: &str) -> (Vec<String>, Vec<String>) {
    let found = lowered(
        "page.ts",
        &format!(
            "fetch(`{url}`, {{ method: 'POST', headers: {{ Authorization: `{header}` }}, body: '{{}}' }})"
        ),
    );
    let others = found.others.into_iter().map(|other| other.url).collect();
    (found.requests.into_iter().map(|request| request.operation).collect(), others)
}

#[test]
fn a_url_is_the_apis_by_its_host_or_its_header() {
    let cancel = (vec!["cancelPayment".to_owned()], Vec::new());
    let none = (Vec::new(), Vec::new());
    for (url, header, expected) in [
        ("https://api.portone.io/payments/a/cancel#top", "x", &cancel),
        ("https://api.portone.io/payments/a/cancel?a=/b#/c", "x", &cancel),
        ("${base}/payments/a/cancel", "PortOne ${key}", &cancel),
        ("${base}/payments/a/cancel", "PortOneKey ${key}", &none),
        ("${base}/payments/a/cancel", "Bearer ${key}", &none),
        ("https://api.portone.io.example.com/payments/a/cancel", "PortOne ${key}", &none),
        ("https://api.portone.iox/payments/a/cancel", "PortOne ${key}", &none),
        // They may be an operation's.
        ("https://api.portone.io${path}", "x", &none),
        ("https://api.portone.io/${path}", "x", &none),
        ("https://api.portone.io/payments/${rest}", "x", &none),
        ("https://api.portone.io/payments/${id}/${what}?a=${b}", "x", &none),
        ("https://api.portone.io/${what}/${id}/cancel", "x", &none),
        ("https://api.portone.io/bill${rest}", "x", &none),
    ] {
        assert_eq!(fetched(url, header), *expected, "{url} {header}");
    }
    for path in [
        "payment/a/cancel",
        "/payments/a/cancel",
        "payments/a/",
        "login/api-secret",
        "billing-keys/${…}/pay",
        "payments/${…}/pay?a=/cancel",
        "${…}/pay",
        "login/${…}",
    ] {
        let url = format!("https://api.portone.io/{path}");
        assert_eq!(fetched(&url.replace('…', "id"), "x"), (Vec::new(), vec![url]));
    }
}
