//! What is known of other files of the project.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests"
)]

mod support;

use smartro_lint_source::{FileReader, Options, lower};
use support::Files;

fn body(files: &[(&'static str, &'static str)], name: &str) -> String {
    let files = Files(files.iter().copied().collect());
    let options = Options { reader: Some(&files), ..Options::default() };
    let found = lower(name, &files.read(name).unwrap(), &support::calls(), &options);
    found.requests[0].worlds[0].body.text.clone()
}

#[test]
fn constants_and_functions_are_imported() {
    let page = "import { M } from './constants'; import { id as makeId } from '../lib/id'; import D from './constants'; PortOne.requestPayment({ m: M, id: makeId('a'), d: D })";
    let files = [
        ("src/page.tsx", page),
        ("src/constants.ts", "export const M = 'CARD'; export default 'd';"),
        (
            "lib/id.ts",
            "export function id(prefix: string) { return `${prefix}-${crypto.randomUUID().slice(0, 8)}` }",
        ),
    ];
    assert_eq!(
        body(&files, "src/page.tsx"),
        r#"{"m": "CARD", "id": ?("a-" *[0-9a-f]{8}), "d": "d"}"#
    );
}

/// Its keys and values are in no place of this file but the use.
#[test]
fn an_object_of_another_file_is_shown_where_it_is_used() {
    let page = "import { order, at } from './order'; PortOne.requestPayment({ order, at: at.c })";
    let order = "// a line\nexport const order = { currency: 'KRW' } as const;\nexport const at = { c: 'd' } as const;";
    let files = Files([("page.ts", page), ("order.ts", order)].into());
    let options = Options { reader: Some(&files), ..Options::default() };
    let found = lower("page.ts", page, &support::calls(), &options);
    let lowered = &found.requests[0].worlds[0].body;
    let shown: Vec<String> = lowered
        .map
        .iter()
        .map(|one| {
            let from = one.value_from.as_ref().map(|place| {
                let text = if place.file.is_some() { order } else { page };
                text[place.span.start..place.span.end].to_owned()
            });
            let (at, source) = (&lowered.text[one.lowered.start..one.lowered.end], one.source);
            format!("{at} {} {}", &page[source.start..source.end], from.unwrap_or_default())
        })
        .collect();
    let expected = [
        r#"{"order": {"currency": "KRW"}, "at": "d"} { order, at: at.c } "#,
        r#""order" order "#,
        r#"{"currency": "KRW"} order { currency: 'KRW' }"#,
        r#""currency" order "#,
        r#""KRW" order 'KRW'"#,
        r#""at" at "#,
        r#""d" at.c 'd'"#,
    ];
    assert_eq!(shown, expected);
}

/// What may be changed, or is one of several, keeps the file that it is in.
#[test]
fn an_unknown_value_of_another_file_is_shown_where_it_is_used() {
    let page =
        "import { order, make } from './order';\nPortOne.requestPayment({ order, made: make() })";
    let order = "// a long line, longer than the page is, so that no place in this file is one of the page\n\
        export const order = { currency: 'KRW', deep: { a: 1 } };\n\
        export const make = (c) => { const made = { b: 1, d: 2 }; if (f(c)) made.b = 2; return made }";
    let files = Files([("page.ts", page), ("order.ts", order)].into());
    let options = Options { reader: Some(&files), ..Options::default() };
    let found = lower("page.ts", page, &support::calls(), &options);
    for world in &found.requests[0].worlds {
        for one in &world.body.map {
            let lowered = &world.body.text[one.lowered.start..one.lowered.end];
            let shown = page.get(one.source.start..one.source.end);
            let uses = ["order", "made", "make()", "{ order, made: make() }"];
            assert!(shown.is_some_and(|shown| uses.contains(&shown)), "{lowered} {shown:?}");
        }
    }
}

#[test]
fn re_exports_and_paths_are_followed() {
    let files = [
        (
            "/shop/app/page.tsx",
            "import { M } from '@/lib'; import { N } from '~config'; PortOne.requestPayment({ m: M, n: N })",
        ),
        (
            "/shop/tsconfig.json",
            "{ // paths\n \"compilerOptions\": { \"baseUrl\": \".\", \"paths\": { \"@/*\": [\"./src/*\"], \"~config\": [\"src/config.ts\"], }, }, }",
        ),
        ("/shop/src/lib/index.ts", "export * from './methods';"),
        ("/shop/src/lib/methods.ts", "export { card as M } from './card.js';"),
        ("/shop/src/lib/card.ts", "const card = 'CARD'; export { card };"),
        ("/shop/src/config.ts", "export const N = 1;"),
    ];
    assert_eq!(body(&files, "/shop/app/page.tsx"), r#"{"m": "CARD", "n": 1}"#);
}

#[test]
fn what_others_may_change_is_unknown() {
    let files = [
        (
            "a.ts",
            "import { r, m, C, F, g } from './b'; PortOne.requestPayment({ ...r, m, c: C.a, f: F.a, deep: C.d.e, g: g() })",
        ),
        (
            "b.ts",
            "export const r = { payMethod: 'CARD' }; export let m = 'CARD'; export const set = (v) => { m = v }; export const C = { a: 'x', d: { e: 'y' } } as const; export const F = Object.freeze({ a: 'z' }); let n = 'n'; export const g = () => n; export const h = (v) => { n = v };",
        ),
    ];
    assert_eq!(
        body(&files, "a.ts"),
        r#"{"payMethod": ?any??, "m": ?any?, "c": "x", "f": "z", "deep": "y", "g": ?any?, ...}"#
    );
}

#[test]
fn cycles_and_missing_files_are_unknown() {
    let files = [
        (
            "a.ts",
            "import { x } from './b'; import { y } from './none'; import z from './b'; export const w = 'w'; PortOne.requestPayment({ x, y, z })",
        ),
        ("b.ts", "export * from './c'; export { x } from './c';"),
        ("c.ts", "export * from './b'; export { x } from './b';"),
    ];
    assert_eq!(body(&files, "a.ts"), r#"{"x": ?any?, "y": ?any?, "z": ?any?}"#);
}

#[test]
fn a_client_and_an_instance_of_another_file_are_found() {
    let files = [
        (
            "route.ts",
            "import { portone } from './client'; portone.payment.cancelPayment({ paymentId: 'a', reason: 'x' })",
        ),
        (
            "client.ts",
            "import { PortOneClient } from '@portone/server-sdk'; export const portone = PortOneClient({ secret: process.env.S! });",
        ),
    ];
    assert_eq!(body(&files, "route.ts"), r#"{"reason": "x"}"#);
}

#[test]
fn places_name_the_other_file() {
    let files = Files(
        [
            ("a.ts", "import { M } from './b'; PortOne.requestPayment({ m: M })"),
            ("b.ts", "export const M = 'CARD';"),
        ]
        .into(),
    );
    let options = Options { reader: Some(&files), ..Options::default() };
    let found = lower("a.ts", &files.read("a.ts").unwrap(), &support::calls(), &options);
    let map = &found.requests[0].worlds[0].body.map;
    let place = map.iter().find_map(|mapping| mapping.value_from.clone()).unwrap();
    assert_eq!((place.file.as_deref(), place.span.start), (Some("b.ts"), 17));
    assert!(map.iter().all(|mapping| mapping.source.end <= files.read("a.ts").unwrap().len()));
}

#[test]
fn the_sdk_is_found_through_other_files() {
    let sdk = "@portone/browser-sdk/v2";
    for (page, other) in [
        (
            "import P from './p'; P.requestPayment({})",
            format!("import P from '{sdk}'; export default P;"),
        ),
        (
            "import P from './p'; P.requestPayment({})",
            format!("import * as P from '{sdk}'; export default P;"),
        ),
        (
            "import P from './p'; P.requestPayment({})",
            format!("export {{ default }} from '{sdk}';"),
        ),
        (
            "import { P } from './p'; P.requestPayment({})",
            format!("export {{ default as P }} from '{sdk}';"),
        ),
        ("import { P } from './p'; P.requestPayment({})", format!("export * as P from '{sdk}';")),
        (
            "import { requestPayment } from './p'; requestPayment({})",
            format!("export * from '{sdk}';"),
        ),
        ("import * as P from './p'; P.requestPayment({})", format!("export * from '{sdk}';")),
        (
            "import * as lib from './p'; lib.P.requestPayment({})",
            format!("import P from '{sdk}'; export {{ P }};"),
        ),
        (
            "import { lib } from './p'; lib.P.requestPayment({})",
            format!("import P from '{sdk}'; export const lib = {{ P }};"),
        ),
        ("const P = await import('./p'); P.requestPayment({})", format!("export * from '{sdk}';")),
        (
            "import('./p').then((P) => P.default.requestPayment({}))",
            format!("import P from '{sdk}'; export default P;"),
        ),
        (
            "import { load } from './p'; const P = await load(); P.requestPayment({})",
            format!(
                "export async function load() {{ const found = await import('{sdk}'); return found.default }}"
            ),
        ),
    ] {
        let files = [("page.ts", page), ("p.ts", other.leak())];
        assert_eq!(body(&files, "page.ts"), "{}", "{files:?}");
    }
}

#[test]
fn other_things_of_other_files_are_no_calls() {
    for (page, other) in [
        ("import P from './p'; P.requestPayment({})", "export default { requestPayment() {} };"),
        (
            "import * as P from './p'; P.requestPayment({})",
            "export const requestPayment = () => {};",
        ),
        ("import * as P from './p'; P.requestPayment({})", "export * from './other';"),
        ("import P from './p'; P.requestPayment({})", "export * from '@portone/browser-sdk/v2';"),
        ("import P from './none'; P.requestPayment({})", ""),
    ] {
        let files = Files([("page.ts", page), ("p.ts", other)].into());
        let options = Options { reader: Some(&files), ..Options::default() };
        let found = lower("page.ts", page, &support::calls(), &options);
        assert_eq!(found.requests.len(), 0, "{page} {other}");
    }
}

#[test]
fn all_that_a_file_exports_is_known_as_its_exports_are() {
    let files = [
        (
            "a.ts",
            "import * as C from './b'; const D = await import('./b'); PortOne.requestPayment({ m: C.M, n: D.M, r: C.r.payMethod, none: C.none, all: C, id: C.id('a') })",
        ),
        (
            "b.ts",
            "export const M = 'CARD'; export const r = { payMethod: 'CARD' }; export const id = (p: string) => `${p}-1`;",
        ),
    ];
    assert_eq!(
        body(&files, "a.ts"),
        r#"{"m": "CARD", "n": "CARD", "r": ?any?, "none": ?any?, "all": ?any?, "id": "a-1"}"#
    );
}

#[test]
fn hosts_of_other_files_are_found() {
    let body_of = "{ method: 'POST', body: JSON.stringify({ reason: 'x' }) }";
    for (page, other) in [
        ("import axios from 'axios'; import { BASE } from './p'; const api = axios.create({ baseURL: BASE }); api.post('/payments/a/cancel', { reason: 'x' })".to_owned(), "export const BASE = 'https://api.portone.io';"),
        ("import { api } from './p'; api.post('/payments/a/cancel', { reason: 'x' })".to_owned(), "import axios from 'axios'; export const api = axios.create({ baseURL: 'https://api.portone.io' });"),
        ("import api from './p'; api.post('/payments/a/cancel', { reason: 'x' })".to_owned(), "import axios from 'axios'; export default axios.create({ baseURL: 'https://api.portone.io' });"),
        ("import ky from 'ky'; import { BASE } from './p'; ky.create({ prefixUrl: BASE }).post('payments/a/cancel', { json: { reason: 'x' } })".to_owned(), "export const BASE = 'https://api.portone.io';"),
        ("import { api } from './p'; api.post('payments/a/cancel', { json: { reason: 'x' } })".to_owned(), "import got from 'got'; export const api = got.extend({ prefixUrl: 'https://api.portone.io' }).extend({ retry: 1 });"),
        (format!("import {{ config }} from './p'; fetch(`${{config.api.base}}/payments/a/cancel`, {body_of})"), "export const config = { api: { base: 'https://api.portone.io' } };"),
        ("import { api } from './p'; api.post('/payments/a/cancel', { reason: 'x' })".to_owned(), "export const api = { post: (path: string, body: unknown) => fetch(`https://api.portone.io${path}`, { method: 'POST', body: JSON.stringify(body) }) };"),
    ] {
        let files = [("page.ts", &*page.leak()), ("p.ts", other)];
        assert_eq!(body(&files, "page.ts"), r#"{"reason": "x"}"#, "{files:?}");
    }
}
