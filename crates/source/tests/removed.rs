//! Fields that may not be there any more when the request is sent.

mod support;

use support::{bodies, body};

const CALL: &str = "PortOne.requestPayment(r);";

#[test]
fn what_is_deleted_is_not_there() {
    for (code, expected) in [
        ("const r = { a: 1, foo: 1 }; delete r.foo;", r#"{"a": 1}"#),
        ("const r = { a: 1, foo: 1 }; delete r['foo'];", r#"{"a": 1}"#),
        (
            "const r = { a: 1, of: { foo: 1, b: 2 } }; delete r.of.foo;",
            r#"{"a": 1, "of": {"b": 2}}"#,
        ),
        ("const base = { a: 1, foo: 1 }; const r = { ...base }; delete r.foo;", r#"{"a": 1}"#),
        ("const r = { a: 1, foo: 1 }; delete r.foo; r.foo = 2;", r#"{"a": 1, "foo": 2}"#),
        ("const r = { a: 1 }; delete r.foo;", r#"{"a": 1}"#),
        ("const r = { a: 1, foo: 1 }; r.foo = undefined;", r#"{"a": 1}"#),
    ] {
        assert_eq!(body(&format!("{code} {CALL}")), expected, "{code}");
    }
    let code = format!("const r = {{ a: 1, foo: 1 }}; if (c) delete r.foo; {CALL}");
    assert_eq!(bodies("page.ts", &code), [r#"{"a": 1}"#, r#"{"a": 1, "foo": 1}"#]);
}

/// Where it is not known whether a field was deleted, neither is whether there is such a key.
#[test]
fn a_key_that_something_may_delete_may_not_be_there() {
    for (code, expected) in [
        ("const r = { foo: 1 }; Reflect.deleteProperty(r, 'foo');", r#"{"foo": ?any??, ...}"#),
        ("const r = { foo: 1 }; strip(r);", r#"{"foo": ?any??, ...}"#),
        ("const r = { foo: 1 }; Object.assign(r, { foo: undefined });", r#"{"foo": ?any??, ...}"#),
        ("const r = { foo: 1 }; const s = r; delete s.foo;", r#"{"foo": ?any??}"#),
        ("const r = { foo: 1 }; for (const x of y) delete r.foo;", r#"{"foo": ?any??}"#),
        ("const r = { foo: 1 }; function f() { delete r.foo } f();", r#"{"foo": ?any??}"#),
        ("const r = { of: { foo: 1 } }; strip(r.of);", r#"{"of": {"foo": ?any??, ...}}"#),
        (
            "const b = { foo: 1 }; function clean(o) { delete o.foo; return o } const r = clean({ ...b });",
            r#"{"foo": ?any??}"#,
        ),
        // What is written last is there.
        ("const b = { foo: 1 }; strip(b); const r = { foo: 2, ...b };", r#"{"foo": ?any?, ...}"#),
        ("const b = { foo: 1 }; strip(b); const r = { ...b, foo: 2 };", r#"{"foo": 2, ...}"#),
        ("const r = { foo: x }; read(r.foo);", r#"{"foo": ?any?}"#),
        // Those of the rest of a pattern, and of what copies fields, are not known.
        ("const { foo, ...r } = { foo: 1 };", "?any"),
    ] {
        assert_eq!(body(&format!("{code} {CALL}")), expected, "{code}");
    }
}
