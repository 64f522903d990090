//! Calls by URL: clients of classes, functions that make URLs, hosts that are only likely.

mod support;

use support::lowered;

/// Texts of the path parameters and bodies of a program's calls.
fn sent(name: &str, code: &str) -> Vec<String> {
    let requests = lowered(name, code).requests;
    let worlds = requests.iter().filter_map(|request| Some((request, request.worlds.first()?)));
    let texts = worlds.map(|(request, world)| {
        let path: Vec<&str> = world.path.iter().map(|one| one.value.text.as_str()).collect();
        format!("{} {} {}", request.operation, path.join(" "), world.body.text)
    });
    texts.collect()
}

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

#[test]
fn headers_and_requests_are_objects_of_their_own() {
    let url = "`${API}/payments/a/cancel`";
    let rest = "method: 'POST', body: JSON.stringify({ reason: 'x' })";
    let key = "`PortOne ${s}`";
    for code in [
        format!("fetch({url}, {{ headers: new Headers({{ Authorization: {key} }}), {rest} }})"),
        format!("fetch({url}, {{ headers: new Headers([['authorization', {key}]]), {rest} }})"),
        format!("fetch({url}, {{ headers: [['authorization', {key}]], {rest} }})"),
        format!("const h = new Headers({{ a: 'b', Authorization: {key} }}); fetch({url}, {{ headers: h, {rest} }})"),
        format!("const h = new Headers(); h.set('Authorization', {key}); fetch({url}, {{ headers: h, {rest} }})"),
        format!("const headers = new Headers(); headers.append('authorization', {key}); fetch({url}, {{ headers, {rest} }})"),
        format!("const headers = new Headers(o); headers.set('authorization', {key}); const init = {{ headers, {rest} }}; fetch({url}, init)"),
        format!("const request = new Request({url}, {{ headers: {{ Authorization: {key} }}, {rest} }}); fetch(request)"),
        format!("const init = {{ headers: {{ Authorization: {key} }}, {rest} }}; const request = new Request({url}, init); await fetch(request)"),
        format!("const headers = new Headers(); headers.set('Authorization', {key}); fetch(new Request({url}, {{ headers, {rest} }}))"),
        "fetch(new Request('https://api.portone.io/payments/a/cancel'), { method: 'POST', body: JSON.stringify({ reason: 'x' }) })".to_owned(),
        "const r = new Request(new URL('/payments/a/cancel', 'https://api.portone.io'), { method: 'POST', body: JSON.stringify({ reason: 'x' }) }); fetch(r)".to_owned(),
    ] {
        assert_eq!(sent("a.ts", &code), ["cancelPayment \"a\" {\"reason\": \"x\"}"], "{code}");
    }
    for code in [
        format!(
            "fetch({url}, {{ headers: new Headers({{ Authorization: `Bearer ${{s}}` }}), {rest} }})"
        ),
        format!(
            "const h = new Headers(); h.set('X-Api', {key}); fetch({url}, {{ headers: h, {rest} }})"
        ),
        format!(
            "const h = new Headers(); const g = new Headers(); g.set('Authorization', {key}); fetch({url}, {{ headers: h, {rest} }})"
        ),
        format!(
            "class Headers {{}} fetch({url}, {{ headers: new Headers({{ Authorization: {key} }}), {rest} }})"
        ),
        format!(
            "import {{ Request }} from './mine'; fetch(new Request({url}, {{ headers: {{ Authorization: {key} }}, {rest} }}))"
        ),
    ] {
        assert_eq!(sent("a.ts", &code), [""; 0], "{code}");
    }
    // What is given beside a request goes before what it holds; a request that is changed is not known.
    let request = "new Request('https://api.portone.io/payments/a/cancel', { method: 'POST', body: JSON.stringify({ reason: 'x' }) })";
    let code = format!("fetch({request}, {{ body: JSON.stringify({{ reason: 'y' }}) }})");
    assert_eq!(sent("a.ts", &code), ["cancelPayment \"a\" {\"reason\": \"y\"}"]);
    let code = format!("fetch({request}, {{ method: 'GET' }})");
    assert_eq!(sent("a.ts", &code), [""; 0]);
}

#[test]
fn instances_have_headers_and_bases() {
    let key = "`PortOne ${s}`";
    let axios = |made: &str, set: &str| {
        format!(
            "import axios from 'axios'; const api = axios.create({made}); {set} api.post('/payments/a/cancel', {{ reason: 'x' }})"
        )
    };
    let json = |library: &str, made: &str| {
        format!(
            "import {library} from '{library}'; const api = {made}; api.post('payments/a/cancel', {{ json: {{ reason: 'x' }} }})"
        )
    };
    for code in [
        axios(&format!("{{ baseURL: API, headers: {{ Authorization: {key} }} }}"), ""),
        axios(
            &format!("{{ baseURL: API, headers: {{ common: {{ Authorization: {key} }} }} }}"),
            "",
        ),
        axios(&format!("{{ baseURL: API, headers: {{ post: {{ authorization: {key} }} }} }}"), ""),
        axios(
            "{ baseURL: API }",
            &format!("api.defaults.headers.common['Authorization'] = {key};"),
        ),
        axios("{ baseURL: API }", &format!("api.defaults.headers.common.Authorization = {key};")),
        axios("{ baseURL: API }", &format!("api.defaults.headers.post['authorization'] = {key};")),
        axios("{ baseURL: API }", &format!("api.defaults.headers['Authorization'] = {key};")),
        axios(
            "",
            &format!(
                "api.defaults.baseURL = API; api.defaults.headers.common['Authorization'] = {key};"
            ),
        ),
        format!(
            "import axios from 'axios'; axios.defaults.headers.common['Authorization'] = {key}; axios.post(`${{API}}/payments/a/cancel`, {{ reason: 'x' }})"
        ),
        json("got", "got.extend({ prefixUrl: 'https://api.portone.io' })"),
        json(
            "got",
            &format!("got.extend({{ prefixUrl: API, headers: {{ authorization: {key} }} }})"),
        ),
        json(
            "got",
            &format!(
                "got.extend({{ prefixUrl: API }}).extend({{ headers: {{ authorization: {key} }} }})"
            ),
        ),
        json(
            "got",
            &format!(
                "got.extend({{ headers: {{ authorization: {key} }} }}).extend({{ prefixUrl: API }})"
            ),
        ),
        json("ky", "ky.create({ prefixUrl: 'https://api.portone.io' })"),
        json("ky", "ky.create({ timeout: 1 }).extend({ prefixUrl: 'https://api.portone.io' })"),
        json("ky", "ky.create({ prefixUrl: 'https://api.portone.io' }).extend({ timeout: 1 })"),
        json(
            "ky",
            &format!(
                "ky.create({{ prefixUrl: API, headers: new Headers({{ Authorization: {key} }}) }})"
            ),
        ),
        json("ky", "ky.create({ prefix: 'https://api.portone.io' })"),
    ] {
        assert_eq!(sent("a.ts", &code), ["cancelPayment \"a\" {\"reason\": \"x\"}"], "{code}");
    }
    for code in [
        axios("{ baseURL: API }", ""),
        axios(
            "{ baseURL: API }",
            &format!("other.defaults.headers.common['Authorization'] = {key};"),
        ),
        axios("{ baseURL: API }", "api.defaults.headers.common['Authorization'] = `Bearer ${s}`;"),
        axios(
            "{ baseURL: 'https://example.com' }",
            &format!("api.defaults.headers.common['Authorization'] = {key};"),
        ),
        axios(&format!("{{ baseURL: API, headers: {{ get: {{ Authorization: {key} }} }} }}"), ""),
        json(
            "got",
            "got.extend({ prefixUrl: 'https://api.portone.io' }).extend({ prefixUrl: 'https://example.com' })",
        ),
    ] {
        assert_eq!(sent("a.ts", &code), [""; 0], "{code}");
    }
}

#[test]
fn instances_in_fields_have_headers() {
    let set = "http.defaults.headers.common.Authorization = `PortOne ${s}`;";
    let class = |members: &str| {
        format!(
            "import axios from 'axios'; {members} pay() {{ return this.http.post('/payments/a/cancel', {{ reason: 'x' }}) }} }}"
        )
    };
    let field = "http = axios.create({ baseURL: API });";
    for code in [
        class(&format!("class A {{ {field} constructor() {{ this.{set} }}")),
        class(&format!(
            "class A {{ constructor() {{ this.http = axios.create({{ baseURL: API }}); this.{set} }}"
        )),
        class(&format!("class A {{ {field} constructor() {{ const f = () => {{ this.{set} }} }}")),
        class(&format!("class A {{ #{field} login() {{ this.#{set} }}"))
            .replace("return this.http", "return this.#http"),
    ] {
        assert_eq!(sent("a.mjs", &code), ["cancelPayment \"a\" {\"reason\": \"x\"}"], "{code}");
    }
    let made = "class B { http = axios.create({ baseURL: API });";
    for code in [
        class(&format!("{made} constructor() {{ this.{set} }} }} class A {{ {field}")),
        class(&format!(
            "class A {{ {field} constructor() {{ other(function () {{ this.{set} }}) }}"
        )),
        class(&format!("class A {{ {field} constructor() {{ this.other.{set} }}")),
        class(&format!(
            "class A {{ {field} constructor() {{ this.{} }}",
            set.replace("http", "api")
        )),
    ] {
        assert_eq!(sent("a.mjs", &code), [""; 0], "{code}");
    }
}
