//! Values of fields and methods of classes, and of states and references of React.

mod support;

use support::bodies;

/// What the id of a program's call may be.
fn ids(code: &str) -> Vec<String> {
    bodies("page.tsx", &format!("import {{ useState, useRef }} from 'react'; {code}"))
}

#[test]
fn members_of_classes_are_known() {
    let go = "go() { PortOne.requestPayment({ paymentId: this.m }) }";
    for code in [
        format!("class A {{ private m = 'A'; {go} }}"),
        format!("export class A {{ private readonly m = 'A'; {go} }}"),
        format!("class A {{ readonly m = 'A'; {go} }} new A().go()"),
        "class A { #m = 'A'; go() { PortOne.requestPayment({ paymentId: this.#m }) } }".to_owned(),
        format!("class A {{ private m: string; constructor(x) {{ this.x = x; this.m = 'A' }} {go} }}"),
        "export class A { static readonly M = 'A'; go() { PortOne.requestPayment({ paymentId: A.M }) } }".to_owned(),
        "export class A { private id(x) { return x } go() { PortOne.requestPayment({ paymentId: this.id('A') }) } }".to_owned(),
        "export class A { private async id() { return 'A' } async go() { PortOne.requestPayment({ paymentId: await this.id() }) } }".to_owned(),
        "class A { #id() { return 'A' } go() { PortOne.requestPayment({ paymentId: this.#id() }) } }".to_owned(),
        "class A { private static id() { return 'A' } go() { PortOne.requestPayment({ paymentId: A.id() }) } }".to_owned(),
        "class A { private m = 'A'; constructor() { this.go = this.go.bind(this) } go() { PortOne.requestPayment({ paymentId: this.m }) } }".to_owned(),
    ] {
        assert_eq!(ids(&code), [r#"{"paymentId": "A"}"#], "{code}");
    }
}

#[test]
fn hooks_hold_what_is_given_to_them() {
    let pay = "const pay = () => PortOne.requestPayment({ paymentId: m });";
    assert_eq!(
        ids(&format!("function A() {{ const [m] = useState('A'); {pay} }}")),
        [r#"{"paymentId": "A"}"#]
    );
    assert_eq!(
        ids(&format!(
            "function A() {{ const [m, setM] = useState('A'); {pay} const b = <b onClick={{() => setM('B')}} onBlur={{pay}} /> }}"
        )),
        [r#"{"paymentId": "A"}"#, r#"{"paymentId": "B"}"#]
    );
    assert_eq!(
        ids(
            "function A() { const r = useRef('A'); PortOne.requestPayment({ paymentId: r.current }) }"
        ),
        [r#"{"paymentId": "A"}"#]
    );
}

/// Looking for a member takes no longer the more of them there are.
#[test]
fn many_members_of_one_class_are_known() {
    let many = |text: &dyn Fn(usize) -> String| -> String { (0..3000).map(text).collect() };
    let go = "go() {\n";
    let call = |at: usize| format!("PortOne.requestPayment({{ paymentId: this.m{at} }});\n");
    let calls = many(&call) + "} }\n";
    for code in [
        format!("class A {{\n{}{go}{}", many(&|at| format!("  private m{at} = 'A{at}';\n")), calls),
        format!(
            "class A {{\n{}constructor() {{\n{}}}\n{go}{}",
            many(&|at| format!("  private m{at}: string;\n")),
            many(&|at| format!("    this.m{at} = 'A{at}';\n")),
            calls
        ),
    ] {
        let found = support::lowered("page.ts", &code);
        let known = found.requests.iter().filter(|request| {
            request.worlds.iter().all(|world| world.body.text.starts_with("{\"paymentId\": \"A"))
        });
        assert_eq!((found.skipped, known.count()), (None, 3000), "{:.60}", code);
    }
}

/// Neither does looking for a field of a constant, or for a case of a known text.
#[test]
fn many_fields_of_one_constant_are_known() {
    let many = |text: &dyn Fn(usize) -> String| -> String { (0..3000).map(text).collect() };
    let calls = |id: &dyn Fn(usize) -> String| {
        many(&|at| format!("PortOne.requestPayment({{ paymentId: {} }});\n", id(at)))
    };
    let fields = many(&|at| format!("  m{at}: 'A{at}',\n"));
    let objects = many(&|at| format!("  m{at}: {{ id: 'A{at}', of: [1] }},\n"));
    let field = calls(&|at| format!("T.m{at}"));
    for code in [
        format!("const T = {{\n{fields}}};\n{field}"),
        format!("export const T = {{\n{fields}}} as const;\n{field}"),
        format!("const T = Object.freeze({{\n{fields}}});\n{field}"),
        format!("const T = {{\n{objects}}};\n{}", calls(&|at| format!("T['m{at}'].id"))),
        format!(
            "const T = {{\n{fields}f: (a) => a,\n}};\n{}",
            calls(&|at| format!("T.f(T.m{at})"))
        ),
        format!("const t = () => ({{\n{fields}}});\n{}", calls(&|at| format!("t().m{at}"))),
        format!("enum T {{\n{}}}\n{field}", many(&|at| format!("  m{at} = 'A{at}',\n"))),
        format!(
            "const T = [\n{}];\n{}",
            many(&|at| format!("  'A{at}',\n")),
            calls(&|at| format!("T[{at}]"))
        ),
        format!(
            "const T = [\n{}];\n{}",
            many(&|at| format!("  {{ id: 'A{at}' }},\n")),
            calls(&|at| format!("T[{at}].id"))
        ),
        format!(
            "function t(m) {{\nswitch (m) {{\n{}default: return '' }} }}\n{}",
            many(&|at| format!("  case 'm{at}': return 'A{at}';\n")),
            calls(&|at| format!("t('m{at}')"))
        ),
    ] {
        let found = support::lowered("page.ts", &code);
        let known = found.requests.iter().filter(|request| {
            request.worlds.iter().all(|world| world.body.text.starts_with("{\"paymentId\": \"A"))
        });
        assert_eq!((found.skipped, known.count()), (None, 3000), "{code:.60}");
    }
}
