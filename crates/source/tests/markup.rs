//! Calls in the markup of components and documents.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

mod support;

use support::lowered;

/// The bodies of a file's calls, and what is written of each.
fn calls<'c>(name: &str, code: &'c str) -> Vec<(String, &'c str)> {
    let found = lowered(name, code).requests;
    let calls = found.iter().map(|request| {
        let text = code.get(request.call.start..request.call.end).unwrap();
        (request.worlds[0].body.text.clone(), text)
    });
    calls.collect()
}

const CALL: &str = "PortOne.requestPayment({ paymentId: 'a-b', memo: x })";
const BODY: &str = "{\"paymentId\": \"a-b\", \"memo\": ?any?}";
const IMPORT: &str = "import * as PortOne from '@portone/browser-sdk/v2';";

#[test]
fn handlers_of_components_are_read() {
    let setup = format!("<script setup>\n{IMPORT}\n</script>");
    let script = format!("<script>\n{IMPORT}\n</script>");
    for (name, code) in [
        ("a.vue", format!("<template><b @click=\"{CALL}\"/></template>\n{setup}")),
        (
            "a.vue",
            format!(
                "{setup}<template><b v-on:click.prevent='() => {0}'/></template>",
                CALL.replace('\'', "\"")
            ),
        ),
        (
            "a.vue",
            format!("{setup}<template><b\n:on-pay=\"async () => {{ await {CALL} }}\"/></template>"),
        ),
        ("a.vue", format!("{setup}<template><b @click=\"function () {{ {CALL} }}\"/></template>")),
        ("a.vue", format!("<template><b @click=\"{CALL}\"/></template>{script}")),
        ("a.vue", format!("<template><b @click=\"{CALL}\"/></template>")),
        ("a.vue", format!("<template><b onclick=\"{CALL}\"/></template>{setup}")),
        ("a.svelte", format!("{script}<b on:click={{() => {CALL}}}>")),
        (
            "a.svelte",
            format!("{script}{{#if a}}<b\nonclick={{async () => {{ await {CALL} }}}}>{{/if}}"),
        ),
        ("a.svelte", format!("{script}<b on:click=\"{{() => {CALL}}}\">")),
        ("a.svelte", format!("<b on:click={{() => {CALL}}}>")),
        ("a.svelte", format!("{script}<B pay={{() => {CALL}}}/>")),
        ("a.svelte", format!("<b onclick=\"{CALL}\">")),
        ("a.astro", format!("---\n{IMPORT}\n---\n<B client:load onClick={{() => {CALL}}} />")),
        (
            "a.astro",
            format!(
                "---\n{IMPORT}\n---\n<ul>{{xs.map((x) => <li onclick={{() => {CALL}}}>{{x}}</li>)}}</ul>"
            ),
        ),
        ("a.astro", format!("<b onclick=\"{CALL}\">")),
    ] {
        for code in [code.clone(), format!("<!-- 가 -->{code}"), code.replace('\n', "\r\n")] {
            if name == "a.astro" && code.starts_with("<!--") {
                continue;
            }
            let found = calls(name, &code);
            let expected = CALL
                .replace('\'', if found.iter().any(|it| it.1.contains('"')) { "\"" } else { "'" });
            assert_eq!(found, [(BODY.to_owned(), expected.as_str())], "{name} {code}");
        }
    }
}

#[test]
fn handlers_of_documents_are_read() {
    for (name, code) in [
        ("a.html", format!("<b onclick=\"{CALL}\">")),
        ("a.html", format!("<b title='a > b' ONCLICK = \"{CALL}; return false\">")),
        ("a.html", format!("<div x-data=\"{{}}\"><b @click=\"{CALL}\">")),
        (
            "a.ejs",
            format!(
                "<b <% if (a > b) {{ %>class=\"c\"<% }} %> onclick=\"{}\">",
                CALL.replace('x', "'<%= f(\"y\") %>'")
            ),
        ),
        ("a.jsp", format!("<b class=\"${{c > d}}\" onclick=\"{CALL}\">")),
        (
            "a.blade.php",
            format!(
                "<b @if($a > $b) hidden @endif onclick=\"{}\">",
                CALL.replace('x', "'{{ $order[\"x\"] }}'")
            ),
        ),
    ] {
        let found = calls(name, &code);
        assert_eq!(found.len(), 1, "{name} {code}");
        assert!(found[0].0.starts_with("{\"paymentId\": \"a-b\", \"memo\": ?"), "{found:?}");
        assert!(found[0].1.starts_with("PortOne.requestPayment({ paymentId: 'a-b'"), "{found:?}");
    }
}

#[test]
fn what_is_no_handler_is_not_read() {
    let setup = format!("<script setup>\n{IMPORT}\n</script>");
    for (name, code) in [
        ("a.html", format!("<!-- <b onclick=\"{CALL}\"> -->")),
        ("a.html", format!("<pre> onclick=\"{CALL}\"</pre>")),
        ("a.html", format!("<b data-x=' onclick=\"{}\"'>", CALL.replace('\'', ""))),
        ("a.html", format!("<style> <b onclick=\"{CALL}\"> </style>")),
        ("a.html", format!("<b @click=\"{CALL}\">")),
        (
            "a.vue",
            format!("<template><b title=\"{CALL}\"/> {{{{ \"<b @click='\" }}}}</template>{setup}"),
        ),
        ("a.vue", format!("<template lang=\"pug\">\nb(@click=\"{CALL}\")\n</template>{setup}")),
        ("a.vue", format!("<docs><b @click=\"{CALL}\"/></docs>{setup}")),
        ("a.svelte", format!("<!-- <b on:click={{() => {CALL}}}> -->")),
        ("a.astro", format!("---\n---\n<p>{{\"<b onclick={{{CALL}}}>\"}}")),
    ] {
        assert_eq!(calls(name, &code), [], "{name} {code}");
    }
}

#[test]
fn references_to_characters_in_attributes_are_read() {
    let setup = format!("<script setup>\n{IMPORT}\n</script>");
    for (value, expected) in [
        ("&quot;a-b&quot;", "\"a-b\""),
        ("&#39;a-b&#39;", "\"a-b\""),
        ("&#x22;a-b&#34;", "\"a-b\""),
        ("&apos;a-b'", "\"a-b\""),
        ("'a&amp;b&lt;c'", "\"a&b<c\""),
        ("'a&quot;b'", "\"a\\\"b\""),
        ("&quot;a'b&quot;", "\"a'b\""),
        ("'a\\&#39;b'", "\"a'b\""),
        ("'a&#92;'b'", "\"a'b\""),
        ("'a&nbsp;b'", "\"a\u{a0}b\""),
        ("`a&quot;${'&lt;'}&gt;`", "\"a\\\"<>\""),
        ("true &amp;&amp; 'a'", "\"a\""),
        ("false || (() =&gt; &quot;a&quot;)()", "\"a\""),
        ("a &lt;= b ? 'c' : 'c'", "\"c\""),
    ] {
        let call = format!("PortOne.requestPayment({{ paymentId: {value} }})");
        for (name, code) in [
            ("a.html", format!("<b onclick=\"{call}\">")),
            ("a.vue", format!("{setup}<template><b @click=\"{call}\"/></template>")),
            ("a.vue", format!("{setup}<template><b @click=\"{call} &amp;&amp; x\"/></template>")),
        ] {
            let body = format!("{{\"paymentId\": {expected}}}");
            assert_eq!(calls(name, &code), [(body, call.as_str())], "{name} {code}");
        }
    }
    let code = "<b onclick=\"PortOne.requestPayment({ paymentId: &quot;a-b&quot; })\">";
    let map = &lowered("a.html", code).requests[0].worlds[0].body.map;
    let value = map.last().unwrap();
    assert_eq!(code.get(value.source.start..value.source.end), Some("&quot;a-b&quot;"));
    assert_eq!(value.literal, None, "what is put into an attribute needs references as well");
}

#[test]
fn references_to_characters_that_are_not_known_are_left_alone() {
    for value in
        ["p&#97;y", "'a&copy;b'", "'a&ltb'", "/&quot;/.source", "'&#0;'", "'&#10;'", "a //&quot;"]
    {
        let code = format!("<b onclick=\"PortOne.requestPayment({{ paymentId: {value} }})\">");
        assert_eq!(calls("a.html", &code), [], "{code}");
    }
}

#[test]
fn a_name_that_markup_binds_is_not_the_scripts() {
    let own = "const id = 'a-b';";
    let call = "PortOne.requestPayment({ paymentId: id })";
    let vue = |before: &str, setup: &str| {
        format!("<script setup>{IMPORT} {own}</script><template>{before}<b @click=\"{call}\"/></template>").replace("<script setup>", setup)
    };
    let svelte = |before: &str| {
        format!("<script>{IMPORT} {own}</script>{before}<b on:click={{() => {call}}}/>")
    };
    for (name, code, expected) in [
        ("a.vue", vue("", "<script setup>"), "\"a-b\""),
        ("a.vue", vue("<i v-for=\"(id, at) in ids\">", "<script setup>"), "?any?"),
        ("a.vue", vue("<B v-slot=\"{ id }\">", "<script setup>"), "?any?"),
        ("a.vue", vue("<B #default=\"{ id }\">", "<script setup>"), "?any?"),
        ("a.vue", vue("", "<script>"), "?any?"),
        (
            "a.vue",
            vue("", "<script setup>")
                .replace("'a-b'", "ref('a-b')")
                .replace("import", "import { ref } from 'vue'; import"),
            "?any?",
        ),
        ("a.svelte", svelte(""), "\"a-b\""),
        (
            "a.svelte",
            svelte("")
                .replace("const", "let")
                .replace("</script>", "function f() { id = y }</script>"),
            "?any?",
        ),
        ("a.svelte", svelte("{#each ids as id}"), "?any?"),
        ("a.svelte", svelte("{#each orders as { id }, at (at)}"), "?any?"),
        ("a.svelte", svelte("{#await x then id}"), "?any?"),
        ("a.svelte", svelte("{#await x}{:then id}"), "?any?"),
        ("a.svelte", svelte("{#snippet row(id)}"), "?any?"),
        ("a.svelte", svelte("{@const id = x}"), "?any?"),
        ("a.svelte", svelte("<B let:id>"), "?any?"),
        ("a.svelte", svelte("<B let:x={id}>"), "?any?"),
        ("a.svelte", svelte("").replace("() =>", "(id) =>"), "?any?"),
        (
            "a.astro",
            format!("---\n{IMPORT}\n{own}\n---\n{{ids.map((id) => <b x={{() => {call}}}/>)}}"),
            "?any?",
        ),
        (
            "a.astro",
            format!("---\n{IMPORT}\n{own}\n---\n{{ids.map((x) => <b x={{() => {call}}}/>)}}"),
            "\"a-b\"",
        ),
    ] {
        let found = calls(name, &code);
        assert_eq!(found, [(format!("{{\"paymentId\": {expected}}}"), call)], "{name} {code}");
    }
}

#[test]
fn an_object_of_the_sdks_name_that_markup_has_need_not_be_it() {
    for (name, code) in [
        (
            "a.vue",
            format!(
                "<script>export default {{ data: () => ({{ PortOne: fake }}) }}</script><template><b @click=\"{CALL}\"/></template>"
            ),
        ),
        (
            "a.vue",
            format!(
                "<script setup>defineProps(['PortOne'])</script><template><b @click=\"{CALL}\"/></template>"
            ),
        ),
        (
            "a.vue",
            format!(
                "<script setup>{IMPORT}</script><template><i v-for=\"PortOne in all\"><b @click=\"{CALL}\"/></i></template>"
            ),
        ),
        (
            "a.vue",
            format!(
                "<script>const PortOne = fake();</script><template><b @click=\"{CALL}\"/></template>"
            ),
        ),
        (
            "a.svelte",
            format!(
                "<script>{IMPORT}</script>{{#each all as PortOne}}<b on:click={{() => {CALL}}}/>{{/each}}"
            ),
        ),
    ] {
        assert_eq!(calls(name, &code), [], "{name} {code}");
    }
}

#[test]
fn markup_that_is_no_javascript_leaves_the_script() {
    let code = format!(
        "<script setup>{IMPORT} {CALL}</script><template><b @click=\"{CALL} (\"/></template>"
    );
    assert_eq!(calls("a.vue", &code), [(BODY.to_owned(), CALL)]);
}

#[test]
fn names_that_other_files_may_write_are_unknown() {
    let (own, call) =
        ("let id = 'a-b';", "function pay() { PortOne.requestPayment({ paymentId: id }) }");
    let script = format!("<script>{own} {call}</script>");
    let setup = format!("<script setup>{IMPORT} {own} {call}</script>");
    let template = "<template><b @click=\"pay\"/></template>";
    for (name, code) in [
        ("a.html", format!("<script src=\"/shop.js\"></script>{script}")),
        ("a.html", format!("{script}<SCRIPT type=module src=shop.js></SCRIPT>")),
        ("a.html", format!("<script th:src=\"@{{/shop.js}}\"></script>{script}")),
        ("a.html", format!("<p th:replace=\"~{{a :: b}}\"></p>{script}")),
        ("a.jsp", format!("<%@ include file=\"head.jsp\" %>{script}")),
        ("a.ejs", format!("<%- include('head') %>{script}")),
        ("a.blade.php", format!("@extends('layout')\n{script}")),
        ("a.vue", format!("<template src=\"./a.html\"></template>{setup}")),
        ("a.vue", format!("<template lang=\"pug\">\ninclude ./b.pug\n</template>{setup}")),
    ] {
        assert_eq!(calls(name, &code)[0].0, "{\"paymentId\": ?any?}", "{name} {code}");
    }
    for (name, code) in [
        (
            "a.html",
            format!("<script src=\"https://cdn.portone.io/v2/browser-sdk.js\"></script>{script}"),
        ),
        ("a.html", format!("<script src=\"/shop.js\"></script>{}", script.replace("let", "const"))),
        (
            "a.html",
            format!("<script src=\"/shop.js\"></script><script type=module>{own} {call}</script>"),
        ),
        (
            "a.html",
            format!(
                "<script src=\"/shop.js\"></script><script>{own} {}</script>",
                call.get(17..call.len() - 2).unwrap()
            ),
        ),
        ("a.vue", format!("{template}{setup}")),
        ("a.vue", format!("<template lang=\"pug\">\nb(@click=\"pay\")\n</template>{setup}")),
    ] {
        assert_eq!(calls(name, &code)[0].0, "{\"paymentId\": \"a-b\"}", "{name} {code}");
    }
}
