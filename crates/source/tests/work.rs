//! Files in which one thing is there thousands of times are within their work.

mod support;

use smartro_lint_source::Skipped;
use support::lowered;

/// As many lines as a generated file has.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|at| line(at) + "\n").collect()
}

const CALL: &str = "PortOne.requestPayment({ paymentId: id });";

#[test]
fn a_variable_is_assigned_thousands_of_times() {
    let last = "{\"paymentId\": \"a-2999\"}";
    for (code, expected) in [
        (format!("let id = 'a';\n{}{CALL}", lines(3000, |at| format!("id = 'a-{at}';"))), last),
        (
            format!(
                "let id = 'a';\n{}{CALL}",
                lines(3000, |at| format!("id = 'a-{at}'; log(id);"))
            ),
            last,
        ),
        (
            format!("let id = 'a';\n{}{CALL}", lines(3000, |at| format!("if (x) id = 'a-{at}';"))),
            "{\"paymentId\": ?any?}",
        ),
        (
            format!("let id = 'a';\n{}{CALL}", lines(3000, |at| format!("id = id + '{at}';"))),
            "{\"paymentId\": ?string}",
        ),
        (format!("let id = 'a';\nid += 'b';\nid = 'c-d';\n{CALL}"), "{\"paymentId\": \"c-d\"}"),
    ] {
        let found = lowered("a.mjs", &format!("function pay() {{\n{code}\n}}"));
        assert_eq!(found.skipped, None, "{code:.100}");
        let world = &found.requests[0].worlds[0];
        let is_text =
            expected.contains("?string") && world.body.text.starts_with("{\"paymentId\": ?(");
        assert!(is_text || world.body.text == expected, "{code:.60} {}", world.body.text);
    }
}

/// Each `else` is a level of the tree, which is climbed for each assignment.
#[test]
fn a_variable_is_assigned_in_a_chain_of_else_ifs() {
    let chain = lines(10_000, |_| "if (x) { id = 'b' } else".to_owned());
    let found = lowered(
        "a.mjs",
        &format!("function pay(x) {{\nlet id = 'a';\n{chain}\nid = 'c';\n{CALL}\n}}"),
    );
    assert_eq!(found.requests[0].worlds[0].body.text, "{\"paymentId\": ?any?}");
}

#[test]
fn only_so_many_calls_of_a_file_are_looked_at() {
    let found = lowered("a.mjs", &lines(4001, |_| "PortOne.requestPayment({});".to_owned()));
    assert_eq!((found.skipped, found.requests.len()), (Some(Skipped::TooMuchWork), 4000));
    let block = |_| "<script>PortOne.requestPayment({});</script>".to_owned();
    let found = lowered("a.html", &lines(4001, block));
    assert_eq!((found.skipped, found.requests.len()), (Some(Skipped::TooMuchWork), 4000));
}

#[test]
fn each_of_thousands_of_calls_is_found() {
    let fields = |value: fn(usize) -> String| {
        (0..60).map(|at| format!("k{at}: {}", value(at))).collect::<Vec<_>>().join(",\n")
    };
    let text = fields(|at| format!("'v{at}'"));
    let unknown = fields(|at| format!("x{at}"));
    for (before, line) in [
        ("const o = { id: 'a-b' };".to_owned(), "PortOne.requestPayment({ paymentId: o.id });"),
        (format!("const o = {{ {text} }};"), "PortOne.requestPayment({ paymentId: o.k1 });"),
        (format!("const o = {{ {text} }};"), "PortOne.requestPayment({ ...o, paymentId: o.k1 });"),
        (
            format!("const o = {{ {unknown} }};"),
            "PortOne.requestPayment({ ...o, paymentId: 'a' });",
        ),
        (format!("const o = {{ {unknown} }};"), "send(o); PortOne.requestPayment({ ...o });"),
        ("let id = 'a';".to_owned(), "id = 'b'; PortOne.requestPayment({ paymentId: id });"),
        ("const o = {};".to_owned(), "o.id = 'b'; PortOne.requestPayment({ paymentId: o.id });"),
        (
            "const headers = { Authorization: `PortOne ${s}` };".to_owned(),
            "await fetch(`https://api.portone.io/payments/${x}/cancel`, { method: 'POST', headers, body: JSON.stringify({ reason: 'r' }) });",
        ),
    ] {
        let code = format!(
            "export async function pay(x) {{\n{before}\n{}}}",
            lines(1000, |_| line.to_owned())
        );
        let found = lowered("a.mjs", &code);
        assert_eq!((found.skipped, found.requests.len()), (None, 1000), "{before}\n{line}");
        let code = format!(
            "{before}\nexport async function pay(x) {{\n{}}}",
            lines(1000, |_| line.to_owned())
        );
        let found = lowered("a.mjs", &code);
        assert_eq!((found.skipped, found.requests.len()), (None, 1000), "{before}\n{line}");
    }
}

#[test]
fn one_table_is_read_thousands_of_times() {
    for use_of in ["use(T.a);", "use(T.a, T);", "use({ ...T });", "T.b = 1;", "x = T;"] {
        let reads = lines(15_000, |_| use_of.to_owned());
        let code = format!(
            "const T = {{ a: 'x-1', b: 'y' }};\nexport function f() {{\n{reads}PortOne.requestPayment({{ paymentId: T.a }});\n}}"
        );
        let found = lowered("a.mjs", &code);
        assert_eq!((found.skipped, found.requests.len()), (None, 1), "{use_of}");
    }
}

#[test]
fn names_that_lead_to_one_another_many_times_end() {
    for part in ["y: v,", "...v,", "[z]: v || v,"] {
        let names = lines(10, |at| {
            let part = part.replace('v', &format!("a{at}"));
            format!("const a{} = {{ {} }};", at + 1, vec![part; 40].join("\n"))
        });
        let code = format!("const a0 = {{ p: 'x' }};\n{names}PortOne.requestPayment({{ ...a0 }});");
        assert_eq!(lowered("a.mjs", &code).requests.len(), 1);
    }
}

#[test]
fn a_function_that_takes_thousands_of_names_out_of_an_object_ends() {
    let call = |count: usize, given: &str| {
        let names = lines(count, |at| format!("a{at},"));
        let fields = lines(count, |at| format!("f{at}: a{at},"));
        let arguments = lines(count, |at| format!("a{at}: {given},"));
        format!(
            "function pay({{ {names} paymentId }}) {{ PortOne.requestPayment({{ {fields} paymentId }}) }}\npay({{ {arguments} paymentId: 'a-1' }});"
        )
    };
    let found = lowered("a.mjs", &call(100, "1"));
    assert_eq!(found.skipped, None);
    assert!(found.requests[0].worlds[0].body.text.ends_with("\"paymentId\": \"a-1\"}"));
    for given in ["1", "{}", "() => 1"] {
        assert_eq!(lowered("a.mjs", &call(4000, given)).skipped, Some(Skipped::TooMuchWork));
    }
}

#[test]
fn thousands_of_conditions_add_a_field_each() {
    let fields = lines(2000, |at| format!("...(c{at} && {{ f{at}: 1 }}),"));
    let found = lowered("a.mjs", &format!("PortOne.requestPayment({{ {fields} }});"));
    assert_eq!(found.requests.len(), 1);
    let sources = lines(4000, |at| format!("c{at} && {{ f{at}: 1 }},"));
    let assigned = format!("PortOne.requestPayment(Object.assign({{}}, {sources}));");
    assert_eq!(lowered("a.mjs", &assigned).skipped, Some(Skipped::TooMuchWork));
}
