//! Instances of clients, and headers and requests that are made before they are sent.

mod support;

use support::sent;

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
fn a_base_that_is_only_likely_is_that_of_an_instance() {
    let post = "post('payments/a/cancel', { reason: 'x' })";
    let json = "post('payments/a/cancel', { json: { reason: 'x' } })";
    let axios = "import axios from 'axios';";
    let calls = |base: &str| {
        [
            format!("{axios} const api = axios.create({{ baseURL: {base} }}); api.{post}"),
            format!(
                "{axios} const url = {base}; const api = axios.create({{ baseURL: url }}); api.{post}"
            ),
            format!(
                "{axios} class A {{ private readonly api = axios.create({{ baseURL: {base} }}); go() {{ return this.api.{post} }} }}"
            ),
            format!(
                "{axios} class A {{ constructor() {{ this.api = axios.create({{ baseURL: {base} }}) }} go() {{ return this.api.{post} }} }}"
            ),
            format!(
                "{axios} class A {{ api: AxiosInstance; constructor() {{ this.api = axios.create({{ baseURL: {base} }}) }} go() {{ return this.api.{post} }} }}"
            ),
            format!(
                "{axios} const api = axios.create({{ baseURL: {base} }}); const send = (path, body) => api.post(path, body); send('/payments/a/cancel', {{ reason: 'x' }})"
            ),
            format!("{axios} axios.defaults.baseURL = {base}; const go = () => axios.{post}"),
            format!(
                "import got from 'got'; const api = got.extend({{ prefixUrl: {base} }}); api.{json}"
            ),
            format!(
                "import ky from 'ky'; const api = ky.create({{ prefixUrl: {base} }}); api.{json}"
            ),
            format!(
                "const api = $fetch.create({{ baseURL: {base} }}); api('/payments/a/cancel', {{ method: 'POST', body: {{ reason: 'x' }} }})"
            ),
        ]
    };
    for base in [
        "process.env.API || 'https://api.portone.io'",
        "process.env.API ?? 'https://api.portone.io'",
        "import.meta.env.VITE_API || 'https://api.portone.io'",
    ] {
        for code in calls(base) {
            assert_eq!(sent("a.ts", &code), ["cancelPayment \"a\" {\"reason\": \"x\"}"], "{code}");
        }
    }
    for base in [
        "process.env.API || 'https://example.com'",
        "process.env.API ?? 'https://api.portone.io/v1'",
        "process.env.API",
    ] {
        for code in calls(base) {
            assert_eq!(sent("a.ts", &format!("{code} // api.portone.io")), [""; 0], "{code}");
        }
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
