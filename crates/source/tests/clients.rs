//! Calls by URL: clients of classes, functions that make URLs, hosts that are only likely.

mod support;

use support::sent;

#[test]
fn a_host_that_is_only_likely_is_that_of_a_call() {
    let body = "{ method: 'POST', body: JSON.stringify({ reason: 'x' }) }";
    for code in [
        format!(
            "const API = process.env.API || 'https://api.portone.io'; fetch(`${{API}}/payments/a/cancel`, {body})"
        ),
        format!(
            "const API = process.env.API ?? 'https://api.portone.io'; fetch(API + '/payments/a/cancel', {body})"
        ),
        format!(
            "function go(api = 'https://api.portone.io') {{ fetch(`${{api}}/payments/a/cancel`, {body}) }}"
        ),
        format!(
            "class A {{ url = 'https://api.portone.io'; go() {{ fetch(`${{this.url}}/payments/a/cancel`, {body}) }} }}"
        ),
        format!(
            "class A {{ constructor() {{ this.url = 'https://api.portone.io' }} go() {{ fetch(`${{this.url}}/payments/a/cancel`, {body}) }} }}"
        ),
        format!(
            "class A {{ constructor(private url = 'https://api.portone.io') {{}} go() {{ fetch(`${{this.url}}/payments/a/cancel`, {body}) }} }}"
        ),
        format!(
            "class A {{ static URL = 'https://api.portone.io'; go() {{ fetch(`${{A.URL}}/payments/a/cancel`, {body}) }} }}"
        ),
    ] {
        assert_eq!(sent("a.ts", &code), ["cancelPayment \"a\" {\"reason\": \"x\"}"], "{code}");
    }
    for code in [
        format!(
            "const API = process.env.API || 'https://example.com'; fetch(`${{API}}/payments/a/cancel`, {body}) // api.portone.io"
        ),
        format!(
            "const API = process.env.API || 'https://api.portone.io/v1'; fetch(`${{API}}/payments/a/cancel`, {body})"
        ),
    ] {
        assert_eq!(sent("a.ts", &code), [""; 0], "{code}");
    }
    // What is only likely is not what is sent.
    let code = format!(
        "const ID = process.env.ID || 'a-b'; const API = process.env.API || 'https://api.portone.io'; fetch(`${{API}}/payments/${{ID}}/cancel`, {body})"
    );
    assert_eq!(sent("a.ts", &code), ["cancelPayment ?string {\"reason\": \"x\"}"]);
}

#[test]
fn clients_of_a_class_and_unknown_clients_are_found_by_their_urls() {
    let url = "'https://api.portone.io/payments/a/cancel'";
    let body = "{ reason: 'x' }";
    for code in [
        format!(
            "import axios from 'axios'; class A {{ constructor() {{ this.http = axios.create({{ baseURL: 'https://api.portone.io' }}) }} go() {{ return this.http.post('/payments/a/cancel', {body}) }} }}"
        ),
        format!(
            "import axios from 'axios'; class A {{ private readonly http = axios.create({{ baseURL: 'https://api.portone.io' }}); go() {{ return this.http.post('/payments/a/cancel', {body}) }} }}"
        ),
        format!(
            "import {{ HttpService }} from '@nestjs/axios'; class A {{ constructor(private readonly http: HttpService) {{}} go() {{ return firstValueFrom(this.http.post({url}, {body}, {{}})) }} }}"
        ),
        format!(
            "import {{ HttpService }} from '@nestjs/axios'; class A {{ constructor(private readonly http: HttpService) {{}} go() {{ return this.http.axiosRef.post({url}, {body}) }} }}"
        ),
        format!(
            "const fetch = (...args) => import('node-fetch').then(({{ default: fetch }}) => fetch(...args)); fetch({url}, {{ method: 'POST', body: JSON.stringify({body}) }})"
        ),
        format!(
            "async function fetchWithTimeout(url, options) {{ return await retry(() => fetch(url, options)) }} fetchWithTimeout({url}, {{ method: 'POST', body: JSON.stringify({body}) }})"
        ),
    ] {
        assert_eq!(sent("a.ts", &code), ["cancelPayment \"a\" {\"reason\": \"x\"}"], "{code}");
    }
    let code = format!("import {{ http }} from './http'; http.post({url}, {body})");
    assert_eq!(sent("a.ts", &code), ["cancelPayment \"a\" {\"reason\": \"x\"}"]);
    // A function of the file may add to what it is given.
    for own in [
        "const http = { post(url, body) { return send(url, { ...body, amount: 1 }) } }",
        "const http = { post: (url, body) => send(url, { ...body, amount: 1 }) }",
        "class Http { post(url, body) { return send(url, { ...body, amount: 1 }) } } const http = new Http()",
    ] {
        let code = format!("{own}; http.post({url}, {body})");
        assert_eq!(sent("a.ts", &code), ["cancelPayment \"a\" {\"reason\": \"x\", ...}"], "{own}");
    }
    for code in [
        format!("import {{ http }} from 'msw'; http.post({url}, {body})"),
        format!("server.use(rest.post({url}, () => {body}))"),
        format!(
            "expect(fetch).toHaveBeenCalledWith({url}, {{ method: 'POST', body: JSON.stringify({body}) }})"
        ),
        format!("http.post({url})"),
    ] {
        assert_eq!(sent("a.ts", &code), [""; 0], "{code}");
    }
}

#[test]
fn a_method_of_any_object_sends_what_its_header_says_is_the_apis() {
    let header = "{ headers: { Authorization: `PortOne ${this.config.get('S')}` } }";
    let headers = "headers: { authorization: `PortOne ${s}` }";
    let url = "`${this.config.get('API')}/payments/a/cancel`";
    let body = "{ reason: 'x' }";
    for call in [
        format!("this.http.post({url}, {body}, {header})"),
        format!("this.httpService.axiosRef.post({url}, {body}, {header})"),
        format!("firstValueFrom(this.http.post<Cancelled>({url}, {body}, {header}))"),
        format!("const sent = {body}; const config = {header}; api.post({url}, sent, config)"),
        format!("api.post('/payments/a/cancel', {body}, {header})"),
        format!("api.post(`https://${{HOST}}/payments/a/cancel`, {body}, {header})"),
        format!("this.client.post({url}, {{ json: {body}, {headers} }})"),
        format!("this.client.post({url}, {{ body: JSON.stringify({body}), {headers} }})"),
        format!("this.http.request({{ method: 'POST', url: {url}, data: {body}, {headers} }})"),
        format!(
            "const config = {{ method: 'post', url: {url}, data: {body}, {headers} }}; this.http.axiosRef.request(config)"
        ),
        format!("fetchJson({url}, {{ method: 'POST', body: JSON.stringify({body}), {headers} }})"),
    ] {
        let code = format!("class A {{ go() {{ {call} }} }}");
        assert_eq!(sent("a.ts", &code), ["cancelPayment \"a\" {\"reason\": \"x\"}"], "{code}");
    }
    for call in [
        format!("this.http.post({url}, {body})"),
        format!("this.http.post({url}, {body}, {})", header.replace("PortOne", "Bearer")),
        format!("this.http.get({url}, {header})"),
        format!("this.http.post(`${{API}}/payments/a/refund`, {body}, {header})"),
        format!("this.http.post('https://example.com/payments/a/cancel', {body}, {header})"),
        format!("this.http.request({{ method: 'POST', url: {url}, data: {body} }})"),
        "this.http.request({ reason: 'x' })".to_owned(),
    ] {
        let code = format!("class A {{ go() {{ {call} }} }}");
        assert_eq!(sent("a.ts", &code), [""; 0], "{code}");
    }
}

#[test]
fn calls_of_a_function_that_makes_the_url_are_found_where_it_is_called() {
    let function = "async function portone(path, body) { const res = await fetch(`https://api.portone.io${path}`, { method: 'POST', headers: {}, body: JSON.stringify(body) }); return res.json() }";
    let code = format!(
        "{function} portone(`/payments/${{id}}/cancel`, {{ reason: 'x' }}); portone('/billing-keys', {{ method: {{}} }}); portone('/other', {{}}); portone()"
    );
    assert_eq!(
        sent("a.ts", &code),
        ["cancelPayment ?string {\"reason\": \"x\"}", "issueBillingKey  {\"method\": {}}"]
    );
    let class = "class Api { async send({ method, url, data }) { return axios.request({ baseURL: 'https://api.portone.io', method, url, data }) } cancel(id, data) { return this.send({ method: 'POST', url: `/payments/${id}/cancel`, data }) } get(id) { return this.send({ method: 'GET', url: `/payments/${id}` }) } }";
    assert_eq!(
        sent("a.ts", &format!("import axios from 'axios'; {class}")),
        ["cancelPayment ?string ?any?"]
    );
}

#[test]
fn what_a_function_that_sends_takes_out_of_an_object_is_known() {
    let send =
        "await fetch(`https://api.portone.io${path}`, { method, body: JSON.stringify(body) })";
    let given = "{ method: 'POST', path: '/payments/a/cancel', body: { reason: 'x' } }";
    for code in [
        format!("async function request({{ method, path, body }}) {{ {send} }} request({given})"),
        format!(
            "const request = async ({{ method = 'GET', path, body }}) => {{ {send} }}; request({given})"
        ),
        format!(
            "async function request(path, {{ method = 'GET', body }} = {{}}) {{ {send} }} request('/payments/a/cancel', {{ method: 'POST', body: {{ reason: 'x' }} }})"
        ),
        format!(
            "class A {{ async request({{ method, path, body }}: any) {{ {send} }} go() {{ return this.request({given}) }} }}"
        ),
    ] {
        assert_eq!(sent("a.ts", &code), ["cancelPayment \"a\" {\"reason\": \"x\"}"], "{code}");
    }
    // Another name may be the same object.
    for (pattern, change) in [
        ("{ method, path, body, extra }", "extra.amount = 1;"),
        ("{ method, path, body, ...rest }", "rest.again.amount = 1;"),
        ("{ method, path, body }", "body.amount = next();"),
    ] {
        let code = format!(
            "async function request({pattern}) {{ {change} {send} }} const body = {{ reason: 'x' }}; request({{ method: 'POST', path: '/payments/a/cancel', body, extra: body, again: body }})"
        );
        let found = sent("a.ts", &code);
        assert!(
            found.iter().all(|sent| sent != "cancelPayment \"a\" {\"reason\": \"x\"}"),
            "{code}\n{found:?}"
        );
    }
}

#[test]
fn a_client_that_is_made_once_is_known() {
    let sdk = "const { PortOneClient } = require('@portone/server-sdk');";
    let call = "payment.cancelPayment({ paymentId: 'a', reason: 'x' })";
    for code in [
        format!(
            "{sdk} let client = null; function get() {{ if (!client) {{ client = PortOneClient({{ secret }}) }} return client }} get().{call}"
        ),
        format!(
            "{sdk} let client; const get = () => (client ??= PortOneClient({{ secret }})); async function f() {{ const c = get(); await c.{call} }}"
        ),
        format!(
            "{sdk} class A {{ constructor() {{ this.client = PortOneClient({{ secret }}) }} go() {{ return this.client.{call} }} }}"
        ),
        format!(
            "{sdk} class A {{ #client = PortOneClient({{ secret }}); go() {{ return this.#client.{call} }} }}"
        ),
        format!(
            "{sdk} class A {{ get() {{ return PortOneClient({{ secret }}) }} go() {{ return this.get().{call} }} }}"
        ),
    ] {
        assert_eq!(sent("a.js", &code), ["cancelPayment \"a\" {\"reason\": \"x\"}"], "{code}");
    }
}

#[test]
fn other_libraries_that_send_requests_are_known() {
    let url = "'https://api.portone.io/payments/a/cancel'";
    let sent_body = "cancelPayment \"a\" {\"reason\": \"x\"}";
    for code in [
        format!("const request = require('request'); request({{ url: {url}, method: 'POST', json: {{ reason: 'x' }} }}, done)"),
        format!("const request = require('request'); request.post({{ uri: {url}, json: true, body: {{ reason: 'x' }} }}, done)"),
        format!("import rp from 'request-promise'; rp({{ uri: {url}, method: 'POST', body: JSON.stringify({{ reason: 'x' }}) }})"),
        format!("const superagent = require('superagent'); superagent.post({url}).set('Authorization', 'PortOne x').send({{ reason: 'x' }}).then(done)"),
        "import request from 'superagent'; await request.post(`${API}/payments/a/cancel`).set('authorization', `PortOne ${key}`).send({ reason: 'x' })".to_owned(),
        format!("$.ajax({{ url: {url}, type: 'POST', data: JSON.stringify({{ reason: 'x' }}) }})"),
        format!("jQuery.ajax({url}, {{ method: 'POST', data: JSON.stringify({{ reason: 'x' }}) }})"),
        "import { ofetch } from 'ofetch'; await ofetch('/payments/a/cancel', { baseURL: 'https://api.portone.io', method: 'POST', body: { reason: 'x' } })".to_owned(),
        "const api = $fetch.create({ baseURL: 'https://api.portone.io' }); await api('/payments/a/cancel', { method: 'POST', body: { reason: 'x' } })".to_owned(),
        format!("fetch(new Request({url}, {{ method: 'POST', body: JSON.stringify({{ reason: 'x' }}) }}))"),
    ] {
        assert_eq!(sent("a.ts", &code), [sent_body], "{code}");
    }
    // A form is no JSON, and what several calls give is merged.
    for code in [
        format!("$.ajax({{ url: {url}, type: 'POST', data: {{ reason: 'x' }} }})"),
        format!("superagent.post({url}).send({{ reason: 'x' }}).send({{ amount: 1 }})"),
        format!("superagent.post({url}).type('form').send({{ reason: 'x' }})"),
        format!(
            "const request = require('request'); request.post({{ url: {url}, form: {{ reason: 'x' }} }})"
        ),
    ] {
        assert_eq!(sent("a.ts", &code), ["cancelPayment \"a\" ?any?"], "{code}");
    }
}

#[test]
fn the_base_that_a_file_sets_for_axios_is_that_of_its_calls() {
    let call = "go() { return X.post('/payments/a/cancel', { reason: 'x' }) }";
    let expected = ["cancelPayment \"a\" {\"reason\": \"x\"}"];
    let set = "X.defaults.baseURL = 'https://api.portone.io';";
    for (import, name) in [
        ("import axios from 'axios';", "axios"),
        ("const axios = require('axios');", "axios"),
        ("import axios from 'axios'; const api = axios.create({ timeout: 1 });", "api"),
    ] {
        let code = format!("{import} {set} const o = {{ {call} }}").replace('X', name);
        assert_eq!(sent("a.ts", &code), expected, "{code}");
    }
    for code in [
        // Another host, or perhaps one.
        "import axios from 'axios'; axios.defaults.baseURL = 'https://example.com'; // api.portone.io",
        "import axios from 'axios'; if (x) axios.defaults.baseURL = 'https://api.portone.io';",
        "import axios from 'axios'; axios.defaults.baseURL = 'https://api.portone.io'; function f() { axios.defaults.baseURL = 'https://example.com' }",
        "import axios from 'axios'; axios.defaults.baseURL = 'https://api.portone.io'; change(axios.defaults);",
        "import axios from 'axios'; const other = axios.create(); other.defaults.baseURL = 'https://api.portone.io';",
    ] {
        let code = format!("{code}\n const o = {{ {} }}", call.replace('X', "axios"));
        assert_eq!(sent("a.ts", &code), [""; 0], "{code}");
    }
}

#[test]
fn a_request_of_node_is_known_with_what_is_written_to_it() {
    let options = "{ hostname: 'api.portone.io', path: '/payments/a/cancel', method: 'POST' }";
    for import in [
        "import https from 'node:https';",
        "import * as https from 'https';",
        "const https = require('https');",
    ] {
        for end in [
            "req.write(JSON.stringify({ reason: 'x' })); req.end();",
            "req.on('error', fail); req.end(JSON.stringify({ reason: 'x' }));",
        ] {
            let code = format!(
                "{import} function go() {{ const req = https.request({options}, (res) => {{}}); {end} }}"
            );
            assert_eq!(sent("a.ts", &code), ["cancelPayment \"a\" {\"reason\": \"x\"}"], "{code}");
        }
    }
    let import = "import { request } from 'node:https';";
    for (made, end) in [
        ("const req = request", "if (x) { req.write(JSON.stringify({ reason: 'x' })) } req.end();"),
        ("const req = request", "req.write(JSON.stringify({ reason: 'x' })); req.end('y');"),
        ("const req = request", "send(req);"),
        ("send(request", "0);"),
    ] {
        let close = if made.starts_with("send") { "" } else { ";" };
        let options = options.replace("'api.portone.io'", "\"api.portone.io\"");
        let code = format!("{import} function go() {{ {made}({options}){close} {end} }}")
            .replace(") 0)", "))");
        assert_eq!(sent("a.ts", &code), ["cancelPayment \"a\" ?any?"], "{code}");
    }
    let code = format!("{import} request({})", options.replace("api.portone.io", "example.com"));
    assert_eq!(sent("a.ts", &format!("{code} // api.portone.io")), [""; 0]);
}

/// Functions that are made by several calls of another one have what each call gave.
#[test]
fn functions_made_by_several_calls_are_told_apart() {
    let code = "const client = (base) => ({ post: (path, body) => fetch(base + path, { method: 'POST', body: JSON.stringify(body) }) });
const other = client('https://api.example.com'), portone = client('https://api.portone.io');
other.post('/payments/a/cancel', { reason: 'x' }); portone.post('/payments/b/cancel', { reason: 'y' })";
    assert_eq!(sent("a.ts", code), ["cancelPayment \"b\" {\"reason\": \"y\"}"]);
}
