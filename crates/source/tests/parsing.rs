//! What browsers, Node and bundlers read is read.

mod support;

use smartro_lint_source::{Options, lower};
use support::calls;

/// The payment ids that are seen, and the errors.
fn seen(name: &str, code: &str) -> (Vec<String>, usize) {
    let found = lower(name, code, &calls(), &Options::default());
    let worlds = found.requests.iter().flat_map(|request| &request.worlds);
    (worlds.map(|world| world.body.text.clone()).collect(), found.errors.len())
}

#[test]
fn scripts_are_read_as_the_tools_read_them() {
    let call = "PortOne.requestPayment({ paymentId: 'a-b' })";
    for (name, before, after) in [
        ("a.js", "for await (const x of xs) ", ""),
        ("a.js", "const r = await ", ""),
        ("a.js", "import x from 'y'; const r = await ", ""),
        ("a.ts", "for await (const x of xs as any) ", ""),
        ("a.cjs", "if (!x) return;\nmodule.exports = ", ""),
        ("a.mts", "await using y = g();\n", ""),
        ("a.js", "\u{feff}#!/usr/bin/env node\n", ""),
        ("a.mjs", "#!/usr/bin/env node\n", ""),
        ("a.js", "// @flow\nimport type { X } from './x';\nconst f = (x: ?X): number => ", ""),
        ("a.js", "const f = (x: any) => ", " as any"),
        ("a.js", "const f = async (x: any) => { for await (const y of x) ", " }"),
        ("a.js", "@observer class A { @action pay() { ", " } }"),
        ("a.js", "const P = () => <p onClick={() => ", "}/>"),
        ("a.js", "import x from './y.json' with { type: 'json' };\n", ""),
        ("a.js", "<!-- hidden\n", "\n--> shown"),
        ("a.js", "var yield = 1, let = 2, static = 010;\n", ""),
        ("a.html", "<script type=module>for await (const x of xs) ", "</script>"),
        ("a.html", "<script type=\"module\">const r = await ", "</script>"),
        ("a.html", "<script><!--\n", "\n//--></script>"),
        ("a.svelte", "<script>for await (const x of xs) ", "</script>"),
        (
            "a.vue",
            "<script setup lang=ts generic=\"T\">const f = <T,>(x: T) => x;\nawait ",
            "</script>",
        ),
        ("a.vue", "<script setup>for await (const x of xs) ", "</script>"),
    ] {
        let code = format!("{before}{call}{after}");
        assert_eq!(seen(name, &code), (vec!["{\"paymentId\": \"a-b\"}".to_owned()], 0), "{code}");
    }
}

#[test]
fn a_script_that_does_not_parse_leaves_the_others() {
    let call = |id: &str| format!("PortOne.requestPayment({{ paymentId: '{id}' }})");
    let body = |id: &str| format!("{{\"paymentId\": \"{id}\"}}");
    let page = |first: &str, second: &str| {
        format!("<script>{first}</script>\n<p>\n<script>{second}</script>")
    };
    let broken = format!("no script (; {}", call("x"));
    assert_eq!(seen("a.html", &page(&broken, &call("a"))), (vec![body("a")], 1));
    assert_eq!(seen("a.html", &page(&call("a"), &broken)), (vec![body("a")], 1));
    assert_eq!(seen("a.html", &page("no script (", &call("a"))), (vec![body("a")], 0));
    assert_eq!(seen("a.html", &page(&broken, &broken)), (vec![], 2));
    // A component is one module.
    assert_eq!(seen("a.vue", &page(&broken, &call("a"))), (vec![], 1));
    // What another script assigns is not known, whether or not it parses.
    let name = "var id = 'a'; PortOne.requestPayment({ paymentId: id })";
    let unknown = vec!["{\"paymentId\": ?any?}".to_owned()];
    assert_eq!(seen("a.html", &page("id = 'b'; no script (", name)), (unknown, 0));
}

#[test]
fn what_a_server_fills_in_is_not_known() {
    for (value, expected) in [
        ("/*[[${order.id}]]*/ 'a-b'", "?any?"),
        ("'a-' + /*[[${order.id}]]*/ 'b'", "?(\"a-\" *)"),
        ("/*[[${order.id}]]*/ ['a', f('b')].join('')", "?any?"),
        ("/*[(${order.id})]*/ 'a-b'", "?any?"),
        ("[[${order.id}]]", "?any?"),
        ("/* no template */ 'a-b'", "\"a-b\""),
    ] {
        let code = format!(
            "<script th:inline=\"javascript\">PortOne.requestPayment({{ paymentId: {value} }});</script>"
        );
        assert_eq!(
            seen("a.html", &code),
            (vec![format!("{{\"paymentId\": {expected}}}")], 0),
            "{value}"
        );
    }
    let code = "<script>PortOne.requestPayment({ /*[# th:if=\"${a}\"]*/ paymentId: 'a-b' /*[/]*/ });</script>";
    let either = ["{\"paymentId\": \"a-b\"}", "{}"].map(str::to_owned);
    assert_eq!(seen("a.html", code), (either.to_vec(), 0));
}

#[test]
fn packages_are_known_by_the_names_of_other_tools() {
    for module in ["npm:@portone/browser-sdk@0.1/v2", "https://esm.sh/@portone/browser-sdk/v2"] {
        let code = format!("import * as P from '{module}'; P.requestPayment({{ paymentId: 'a' }})");
        assert_eq!(seen("a.ts", &code).0.len(), 1, "{module}");
    }
}
