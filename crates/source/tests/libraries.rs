//! Calls of the libraries that send requests.

mod support;

use support::sent;

const URL: &str = "'https://api.portone.io/payments/a/cancel'";
const BODY: &str = "{ reason: 'x' }";
const SENT: [&str; 1] = ["cancelPayment \"a\" {\"reason\": \"x\"}"];
const UNKNOWN: [&str; 1] = ["cancelPayment \"a\" ?any?"];

fn code(code: &str) -> String {
    code.replace("URL", URL).replace("BODY", BODY)
}

#[test]
fn libraries_are_known_by_what_their_functions_take() {
    for call in [
        "import needle from 'needle'; needle.post(URL, BODY, { json: true }, done)",
        "const needle = require('needle'); needle('post', URL, BODY, { json: true })",
        "const needle = require('needle'); needle.request('post', URL, JSON.stringify(BODY), {}, done)",
        "UrlFetchApp.fetch(URL, { method: 'post', payload: JSON.stringify(BODY) })",
        "const options = { method: 'post', contentType: 'application/json', payload: JSON.stringify(BODY) }; UrlFetchApp.fetch(URL, options)",
        "import { request } from 'undici'; await request(URL, { method: 'POST', body: JSON.stringify(BODY) })",
        "import undici from 'undici'; await undici.request(URL, { method: 'POST', body: JSON.stringify(BODY) })",
        "import { Client } from 'undici'; const client = new Client('https://api.portone.io'); client.request({ path: '/payments/a/cancel', method: 'POST', body: JSON.stringify(BODY) })",
        "import { Pool } from 'undici'; new Pool('https://api.portone.io').request({ path: '/payments/a/cancel', method: 'POST', body: JSON.stringify(BODY) })",
        "import { HttpClient } from '@angular/common/http'; class A { constructor(private http: HttpClient) {} go() { this.http.request('POST', URL, { body: BODY }) } }",
        "import { HttpService } from '@nestjs/axios'; class A { @Inject() private readonly http: HttpService; go() { return this.http.axiosRef({ method: 'POST', url: URL, data: BODY }) } }",
        "export default { methods: { go() { return this.$axios.$post(URL, BODY) } } }",
        "import { ofetch } from 'ofetch'; await ofetch.raw(URL, { method: 'POST', body: BODY })",
        "import { CapacitorHttp } from '@capacitor/core'; CapacitorHttp.post({ url: URL, data: BODY })",
        "import phin from 'phin'; phin({ url: URL, method: 'POST', data: BODY })",
        "$.post(URL, JSON.stringify(BODY))",
        "$.post({ url: URL, data: JSON.stringify(BODY) })",
        "cy.request('POST', URL, BODY)",
    ] {
        assert_eq!(sent("a.ts", &code(call)), SENT, "{call}");
    }
    // A form is no JSON, and neither is what the library does not take.
    for call in [
        "import needle from 'needle'; needle.post(URL, BODY)",
        "import needle from 'needle'; needle.post(URL, BODY, options)",
        "UrlFetchApp.fetch(URL, { method: 'post', payload: BODY })",
        "$.post(URL, BODY, done)",
    ] {
        assert_eq!(sent("a.ts", &code(call)), UNKNOWN, "{call}");
    }
    for call in [
        "UrlFetchApp.fetch(URL)",
        "import { Client } from 'undici'; new Client('https://example.com').request({ path: '/payments/a/cancel', method: 'POST', body: '' }) // api.portone.io",
        "$('https://api.portone.io/payments/a/cancel', document)",
        "import { HttpClient } from '@angular/common/http'; class A { private http = inject(HttpClient); go() { this.http.request('GET', URL, { body: BODY }) } }",
    ] {
        assert_eq!(sent("a.ts", &code(call)), [""; 0], "{call}");
    }
}

#[test]
fn requests_that_several_calls_make_are_found() {
    for call in [
        "import wretch from 'wretch'; wretch(URL).post(BODY).json()",
        "import wretch from 'wretch'; wretch(URL).json(BODY).post().res()",
        "import wretch from 'wretch'; const api = wretch('https://api.portone.io').auth('PortOne x'); await api.url('/payments/a/cancel').post(BODY).json()",
        "import wretch from 'wretch'; const api = wretch('https://api.portone.io'); api.post(BODY, '/payments/a/cancel')",
        "import wretch from 'wretch'; wretch(API).headers({ Authorization: `PortOne ${key}` }).url('/payments/a/cancel').post(BODY)",
        "import superagent from 'superagent'; superagent('POST', URL).send(BODY)",
        "const agent = require('superagent').agent(); agent.post(URL).send(BODY)",
        "import superagent from 'superagent'; const post = superagent.post(URL); post.set({ Authorization: 'PortOne x' }).send(BODY)",
        "const request = new XMLHttpRequest(); request.open('POST', URL); request.onload = () => {}; request.send(JSON.stringify(BODY))",
        "function go() { const body = BODY; var request = new XMLHttpRequest(); request.open('post', URL, true); request.setRequestHeader('Content-Type', 'application/json'); request.send(JSON.stringify(body)) }",
        "const request = new XMLHttpRequest(); request.open('POST', `${API}/payments/a/cancel`); request.setRequestHeader('authorization', `PortOne ${key}`); request.send(JSON.stringify(BODY))",
    ] {
        assert_eq!(sent("a.ts", &code(call)), SENT, "{call}");
    }
    for call in [
        "import wretch from 'wretch'; wretch(URL).json(BODY).post(BODY)",
        "import wretch from 'wretch'; wretch(URL).formUrl(BODY).post()",
        "const request = new XMLHttpRequest(); request.open('POST', URL); request.send(new FormData(form))",
    ] {
        assert_eq!(sent("a.ts", &code(call)), UNKNOWN, "{call}");
    }
    for call in [
        "import wretch from 'wretch'; wretch(URL).get()",
        "import wretch from 'wretch'; wretch('https://example.com').url('/payments/a/cancel').post(BODY) // api.portone.io",
        // Which of the two it is, or who else opens it, is not known.
        "const request = new XMLHttpRequest(); if (x) request.open('POST', URL); else request.open('POST', '/other'); request.send(JSON.stringify(BODY))",
        "const request = new XMLHttpRequest(); request.open('POST', URL); prepare(request); request.send(JSON.stringify(BODY))",
        "const request = new Request(); request.open('POST', URL); request.send(JSON.stringify(BODY))",
        "class XMLHttpRequest {} const request = new XMLHttpRequest(); request.open('POST', URL); request.send(JSON.stringify(BODY))",
        "window.XMLHttpRequest = Fake; const request = new XMLHttpRequest(); request.open('POST', URL); request.send(JSON.stringify(BODY))",
    ] {
        assert_eq!(sent("a.ts", &code(call)), [""; 0], "{call}");
    }
}
