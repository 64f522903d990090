//! What is known of other files of the project.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests"
)]

mod support;

use std::collections::HashMap;

use smartro_lint_source::{FileReader, Options, lower};

struct Files(HashMap<&'static str, &'static str>);

impl FileReader for Files {
    fn read(&self, name: &str) -> Option<String> {
        self.0.get(name).map(|text| (*text).to_owned())
    }
}

fn body(files: &[(&'static str, &'static str)], name: &str) -> String {
    let files = Files(files.iter().copied().collect());
    let options = Options { reader: Some(&files), ..Options::default() };
    let found = lower(name, &files.read(name).unwrap(), &support::calls(), &options).unwrap();
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
        r#"{"payMethod": ?any?, "m": ?any?, "c": "x", "f": "z", "deep": "y", "g": ?any?, ...}"#
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
    let found = lower("a.ts", &files.read("a.ts").unwrap(), &support::calls(), &options).unwrap();
    let map = &found.requests[0].worlds[0].body.map;
    let place = map.iter().find_map(|mapping| mapping.value_from.clone()).unwrap();
    assert_eq!((place.file.as_deref(), place.span.start), (Some("b.ts"), 17));
    assert!(map.iter().all(|mapping| mapping.source.end <= files.read("a.ts").unwrap().len()));
}
