//! Values of requests: what is known of them, and what is not.

mod support;

use support::{bodies, body};

#[test]
fn values_are_resolved() {
    for (code, expected) in [
        (
            "PortOne.requestPayment({ a: 'x', b: 1_000, c: true, d: null, e: [1, 'y'], f: undefined })",
            r#"{"a": "x", "b": 1000, "c": true, "d": null, "e": [1, "y"]}"#,
        ),
        (
            "PortOne.requestPayment({ a: x, b: Number(x), c: `${x}`, d: !x, e: x > 1, f: Math.floor(x), g: String(x) })",
            r#"{"a": ?any?, "b": ?number, "c": ?string, "d": ?boolean, "e": ?boolean, "f": ?integer, "g": ?string}"#,
        ),
        (
            "PortOne.requestPayment({ id: `payment-${crypto.randomUUID()}` })",
            r#"{"id": ?("payment-" *[0-9a-f]{8} "-" *[0-9a-f]{4} "-4" *[0-9a-f]{3} "-" *[89ab]{1} *[0-9a-f]{3} "-" *[0-9a-f]{12})}"#,
        ),
        (
            "import { v4 as uuidv4 } from 'uuid'; PortOne.requestPayment({ id: uuidv4().replaceAll('-', '') })",
            r#"{"id": ?(*[0-9a-f]{12} "4" *[0-9a-f]{3} *[89ab]{1} *[0-9a-f]{15})}"#,
        ),
        (
            "import { v4 as uuidv4 } from 'uuid'; PortOne.requestPayment({ id: uuidv4().replace(/-/g, '').slice(0, 10) })",
            r#"{"id": ?(*[0-9a-f]{10})}"#,
        ),
        // What is not there equals nothing that is.
        (
            "const o = { n: null }; PortOne.requestPayment({ a: o.kind === 'x' ? 1 : 2, b: o.n == 0 ? 1 : 2, c: o.kind != `${x}` ? 1 : 2, d: (o.kind === x ? 1 : 2) > 0 })",
            r#"{"a": 2, "b": 2, "c": 1, "d": true}"#,
        ),
        ("PortOne.requestPayment({ id: 'p' + Date.now() })", r#"{"id": ?("p" *[0-9]{13})}"#),
        (
            "PortOne.requestPayment({ id: `p${new Date().getTime()}` })",
            r#"{"id": ?("p" *[0-9]{13})}"#,
        ),
        (
            "import { nanoid } from 'nanoid'; PortOne.requestPayment({ id: nanoid(), short: nanoid(10) })",
            r#"{"id": ?(*[\-0-9A-Z_a-z]{21}), "short": ?(*[\-0-9A-Z_a-z]{10})}"#,
        ),
        (
            "PortOne.requestPayment({ id: Math.random().toString(36).slice(2, 11) })",
            r#"{"id": ?(*[0-9a-z]{0,9})}"#,
        ),
        (
            "PortOne.requestPayment({ at: new Date().toISOString() })",
            r#"{"at": ?(*[0-9]{4} "-" *[0-9]{2} "-" *[0-9]{2} "T" *[0-9]{2} ":" *[0-9]{2} ":" *[0-9]{2} "." *[0-9]{3} "Z")}"#,
        ),
        (
            "PortOne.requestPayment({ at: new Date().toISOString().slice(0, 10).replace(/-/g, '') })",
            r#"{"at": ?(*[0-9]{8})}"#,
        ),
        (
            "const a = 'x', o = { b: 1 }; PortOne.requestPayment({ a, ...o })",
            r#"{"a": "x", "b": 1}"#,
        ),
        ("const id = () => `p-${1 + 1}`; PortOne.requestPayment({ id: id() })", r#"{"id": "p-2"}"#),
        (
            "function id(prefix, n = 7) { const s = prefix + n; return s } PortOne.requestPayment({ id: id('a') })",
            r#"{"id": "a7"}"#,
        ),
        (
            "import * as PortOne from '@portone/browser-sdk/v2'; PortOne.requestPayment({ m: PortOne.PaymentPayMethod.CARD, c: PortOne.Entity.Currency.KRW })",
            r#"{"m": "CARD", "c": "KRW"}"#,
        ),
        (
            "import { PaymentPayMethod as M } from '@portone/browser-sdk/v2'; PortOne.requestPayment({ m: M.EASY_PAY })",
            r#"{"m": "EASY_PAY"}"#,
        ),
        ("enum E { A = 'x' } PortOne.requestPayment({ m: E.A })", r#"{"m": "x"}"#),
        (
            "const C = { a: 'x' } as const; PortOne.requestPayment({ m: C.a, n: C['a'] } satisfies X)",
            r#"{"m": "x", "n": "x"}"#,
        ),
        (
            "export const C = { a: 'x' } as const; PortOne.requestPayment({ m: C.a })",
            r#"{"m": "x"}"#,
        ),
        (
            "const r: any = { a: 1 }; r.b = 'y'; r.c = { d: 1 }; r.c.d = 2; PortOne.requestPayment(r)",
            r#"{"a": 1, "b": "y", "c": {"d": 2}}"#,
        ),
        // The SDK takes the value, JSON a string of it.
        ("PortOne.requestPayment({ at: new Date() })", r#"{"at": ?any}"#),
        (
            "fetch('https://api.portone.io/payments/a/cancel', { method: 'POST', body: JSON.stringify({ at: new Date(), f: () => 1 }) })",
            r#"{"at": ?string}"#,
        ),
        (
            "fetch('https://api.portone.io/payments/a/cancel', { method: 'POST', body: JSON.stringify({ a: { toJSON: () => 1 } }) })",
            r#"{"a": ?any?}"#,
        ),
        ("PortOne.requestPayment({ ...opts, a: 1 })", r#"{"a": 1, ...}"#),
        ("PortOne.requestPayment(opts)", "?any"),
        (
            "PortOne.requestPayment({ a: ['x', y].join('-'), b: 'a,b'.split(',')[1], c: 'ab'.padStart(4, '0'), d: ' x '.trim() })",
            r#"{"a": ?("x-" *), "b": "b", "c": "00ab", "d": "x"}"#,
        ),
        (
            "PortOne.requestPayment({ a: [1, 2].map((n) => ({ n })) })",
            r#"{"a": [{"n": 1}, {"n": 2}]}"#,
        ),
        (
            "PortOne.requestPayment({ a: x ?? 'y', b: x || undefined, c: null ?? 'z' })",
            r#"{"a": ?any, "b": ?any?, "c": "z"}"#,
        ),
        ("PortOne.requestPayment({ a: JSON.stringify({ x }) })", r#"{"a": ?string}"#),
        (
            "import { useMemo } from 'react'; const id = useMemo(() => 'x', []); PortOne.requestPayment({ id })",
            r#"{"id": "x"}"#,
        ),
        (
            "import { useState } from 'react'; const [id] = useState(() => 'x'); PortOne.requestPayment({ id })",
            r#"{"id": "x"}"#,
        ),
        (
            "const make = async () => 'x'; async function go() { const id = await make(); PortOne.requestPayment({ id }) }",
            r#"{"id": "x"}"#,
        ),
        (
            "const pay = (m) => PortOne.requestPayment({ m }); const x = <a onClick={() => pay('CARD')} />;",
            r#"{"m": "CARD"}"#,
        ),
    ] {
        assert_eq!(body(code), expected, "{code}");
    }
}

#[test]
fn what_follows_a_million_bytes_is_unknown() {
    let mut code = format!("const a0 = '{}';\n", "x".repeat(512));
    for place in 0..4 {
        code += &format!("const a{} = a{place} + a{place};\n", place + 1);
    }
    code += &format!("const many = [{}];\n", "a4, ".repeat(80));
    code += "PortOne.requestPayment({ a: many, b: ['y'], c: [...many, 'x'], d: 1 })";
    let shown = body(&code).replace(&"x".repeat(512 << 4), "…");
    let (first, rest) = shown.split_once("], ").unwrap();
    assert_eq!(first.matches('…').count(), 80);
    let (start, end) = rest.split_once(", ?any?").unwrap();
    assert_eq!(start.matches('…').count(), 48, "{start}");
    assert!(start.starts_with(r#""b": ["y"], "c": ["…", "…""#), "{start}");
    assert!(end.ends_with(r#"?any?], "d": ?any?}"#), "{end}");
}

#[test]
fn members_of_enumerations_of_the_sdk_are_their_names() {
    for code in [
        "import * as PortOne from '@portone/browser-sdk/v2'; PortOne.requestPayment({ currency: PortOne.Entity.Currency.KRW })",
        "import PortOne, { Currency } from '@portone/browser-sdk/v2'; PortOne.requestPayment({ currency: Currency.KRW })",
        "import PortOne from '@portone/browser-sdk/v2'; import { Currency } from '@portone/browser-sdk/dist/v2/entity'; PortOne.requestPayment({ currency: Currency.KRW })",
    ] {
        assert_eq!(body(code), "{\"currency\": \"KRW\"}", "{code}");
    }
    assert_eq!(
        body(
            "import { Currency } from './currency'; PortOne.requestPayment({ currency: Currency.KRW })"
        ),
        "{\"currency\": ?any?}"
    );
}

/// A condition and its opposite are decided together.
#[test]
fn opposite_conditions_are_one() {
    for (one, other) in [("k === 'a'", "k !== 'a'"), ("k", "!k"), ("!(k === 'a')", "k === 'a'")] {
        let code = format!(
            "const k = f(); PortOne.requestPayment({{ x: {one} ? 1 : 2, y: {other} ? 3 : 4 }})"
        );
        let mut worlds = bodies("page.ts", &code);
        worlds.sort();
        assert_eq!(worlds, [r#"{"x": 1, "y": 4}"#, r#"{"x": 2, "y": 3}"#], "{one} {other}");
    }
}

/// Of a value that is one of several objects, each field is known as far as it is in all of them.
#[test]
fn fields_of_objects_that_are_not_told_apart_are_known() {
    let many = "const many = [a?1:2, b?1:2, c?1:2, d?1:2, e?1:2];";
    for (code, expected) in [
        (
            "const r = { reason: 'x' }; if (partial) { r.amount = 1; r.bank = 'b'; }",
            r#"{"reason": "x", "amount": ?integer??, "bank": ?string??}"#,
        ),
        (
            "const r = { reason: 'x', of: { id: 'i', old: 1 } }; if (f()) { r.of.id = 'j'; delete r.of.old; }",
            r#"{"reason": "x", "of": {"id": ?(*[ij]{1}), "old": ?integer??}}"#,
        ),
        (
            "const r = partial ? { reason: 'x', amount: 1 } : { reason: 'x', amount: n };",
            r#"{"reason": "x", "amount": ?any?}"#,
        ),
        (
            "const r = partial ? { reason: 'x', ...rest } : { amount: 1 };",
            r#"{"reason": ?any??, "amount": ?any??, ...}"#,
        ),
        ("const r = { reason: 'x' }; if (partial) { send(r); }", r#"{"reason": ?any??, ...}"#),
    ] {
        let code = format!("{many} {code} PortOne.requestPayment({{ many, r }})");
        let bodies = bodies("page.ts", &code);
        let known = |body: &String| body.ends_with(&format!("\"r\": {expected}}}"));
        assert!(bodies.iter().all(known), "{code}: {bodies:#?}");
    }
}
