//! Objects that are reached in several ways.

mod support;

use support::bodies;

/// What the call of a program may send, without what is the same in all.
fn customers(code: &str) -> Vec<String> {
    let bodies = bodies("page.ts", code).into_iter();
    bodies.map(|body| body.replace(r#""m": 1, "#, "").replace(r#""m": 2, "#, "")).collect()
}

/// Reading an object in two branches changes nothing of it.
#[test]
fn what_two_branches_share_is_known() {
    let base = "const base = { of: { name: 'x' } };";
    let pay = "PortOne.requestPayment(f(k));";
    for code in [
        format!(
            "{base} function f(c) {{ return c ? {{ m: 1, ...base }} : {{ m: 2, ...base }} }} {pay}"
        ),
        format!("{base} const f = (c) => c ? {{ m: 1, ...base }} : {{ m: 2, ...base }}; {pay}"),
        format!(
            "{base} async function f(c) {{ if (c) return {{ m: 1, ...base }}; return {{ m: 2, ...base }} }} async function g() {{ PortOne.requestPayment(await f(k)) }}"
        ),
        format!(
            "function f(c) {{ const of = {{ name: 'x' }}; if (c) return {{ m: 1, of }}; return {{ m: 2, of }} }} {pay}"
        ),
        format!(
            "function f(c) {{ {base} switch (c) {{ case 1: return {{ m: 1, ...base }}; default: return {{ m: 2, ...base }} }} }} {pay}"
        ),
        format!(
            "export function f(c) {{ {base} if (c) {{ return {{ m: 1, ...base }} }} else {{ return {{ m: 2, ...base }} }} }} {pay}"
        ),
        format!(
            "export function f(c) {{ {base} return c ? {{ m: 1, ...base }} : {{ m: 2, ...base }} }} {pay}"
        ),
        format!(
            "{base} let r = {{ m: 1, ...base }}; if (c) r = {{ m: 2, ...base }}; PortOne.requestPayment(r);"
        ),
        format!(
            "{base} let r; if (c) {{ r = {{ m: 1, ...base }} }} else {{ r = {{ m: 2, ...base }} }} PortOne.requestPayment(r);"
        ),
        format!(
            "{base} const r = f(k); function f(c) {{ return c ? {{ m: 1, ...base }} : {{ m: 2, ...base }} }} PortOne.requestPayment(r);"
        ),
    ] {
        let known = r#"{"of": {"name": "x"}}"#;
        let sent =
            customers(&code).iter().map(|body| body.replace(r#", "m": 2"#, "")).collect::<Vec<_>>();
        assert!(sent.len() == 2 && sent.iter().all(|body| body == known), "{code}\n{sent:#?}");
    }
}

/// What one of the branches changes is not known where it may be seen.
#[test]
fn what_is_changed_where_it_is_shared_is_not_known() {
    for code in [
        // Another call of the function hands out the object.
        "const base = { of: { name: 'x' } }; function f(c) { return c ? { ...base } : { m: 2, ...base } } change(f(1)); PortOne.requestPayment(f(k));",
        "const base = { of: { name: 'x' } }; export function f(c) { return c ? { ...base } : { m: 2, ...base } } PortOne.requestPayment(f(k));",
        "const base = { of: { name: 'x' } }; function f() { return { ...base } } const s = f(); s.of.name = 'y'; PortOne.requestPayment(f());",
        "const base = { of: { name: 'x' } }; function f() { return base } f().of.name = 'y'; PortOne.requestPayment({ ...base });",
        "const base = { of: { name: 'x' } }; function f() { return base } f().of = { name: 'y' }; PortOne.requestPayment({ ...base });",
        "const base = { of: { name: 'x' } }; const f = () => base; change(f()); PortOne.requestPayment({ ...base });",
        "const base = { of: { name: 'x' } }; function* f() { yield 1; return base } for (const x of f()) {} change(f()); PortOne.requestPayment({ ...base });",
        "const base = { of: { name: 'x' } }; let r; r = { ...base }; r.of.name = 'y'; PortOne.requestPayment({ ...base });",
        "const base = { of: { name: 'x' } }; let r = base; r = r; r.of.name = 'y'; PortOne.requestPayment({ ...base });",
        "const base = { of: { name: 'x' } }; let r; change(r = base); PortOne.requestPayment({ ...base });",
        "const base = { of: { name: 'x' } }; let r; const f = () => r = base; change(f()); PortOne.requestPayment({ ...base });",
        "const base = { of: { name: 'x' } }; export let r; r = base; PortOne.requestPayment({ ...base });",
        "const base = { of: { name: 'x' } }; let r = {}; r = { in: r, of: base.of }; r = { in: r }; change(r.in.of); PortOne.requestPayment({ ...base });",
        // A `return` that throws goes on in the handler.
        "export function f() { const of = { name: 'x' }; try { return change(of) } catch { return { of } } } PortOne.requestPayment(f());",
        "export function f() { const of = { name: 'x' }; try { return { of } } finally { change(of) } } PortOne.requestPayment(f());",
        // Each time round it may be the other side.
        "export function f(c) { const of = { name: 'x' }; for (const x of c) { if (x) { change(of) } else { return { of } } } } PortOne.requestPayment(f(k));",
        "const of = { name: 'x' }; export function f(c) { if (c) return change(of); return { of } } PortOne.requestPayment(f(k));",
        "export function f(c) { const of = { name: 'x' }; const g = () => { if (c) return change(of); return of }; g(); return { of } } PortOne.requestPayment(f(k));",
    ] {
        let sent = bodies("page.ts", code);
        let known = |body: &String| body.contains(r#""name": "x""#);
        assert!(!sent.iter().any(known), "{code}\n{sent:#?}");
    }
}

/// What a pattern takes out of what a call gives is known where no other name can hold it.
#[test]
fn what_is_taken_out_of_what_a_call_gives_is_known() {
    let make = "async function make(tel) { const request = { paymentId: 'a' }; request.tel = tel; return { request, other: request, id: 'x', at: 1 } }";
    let sent = |code: &str| {
        let code = format!("{make} async function pay(tel) {{ {code} }}");
        bodies("page.ts", &code)
    };
    let known = [r#"{"paymentId": "a", "tel": ?any?}"#];
    for code in [
        "const { request, id } = await make(tel); PortOne.requestPayment(request)",
        "const { id, request: sent, at } = await make(tel); await PortOne.requestPayment(sent)",
    ] {
        assert_eq!(sent(code), known, "{code}");
    }
    for code in [
        "const { request, other } = await make(tel); other.paymentId = 'b'; PortOne.requestPayment(request)",
        "const { request, ...rest } = await make(tel); rest.other.paymentId = 'b'; PortOne.requestPayment(request)",
        "const made = await make(tel); const { request } = made; made.request.paymentId = 'b'; PortOne.requestPayment(request)",
        "const { request, id } = await make(tel); change(request); PortOne.requestPayment(request)",
        "const { request, id } = await make(tel); request.paymentId = f(); PortOne.requestPayment(request)",
    ] {
        assert!(!sent(code)[0].contains(r#""a""#), "{code}: {:?}", sent(code));
    }
}
