//! Documents with scripts, comments that suppress, and what a file may cost.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests"
)]

mod support;

use smartro_lint_source::{Covers, Options, Skipped, is_source, lower};
use support::{bodies, calls, lowered};

#[test]
fn scripts_of_documents_are_found_where_they_are() {
    let call = "PortOne.requestPayment({ payMethod: 'CARD' })";
    for (name, text) in [
        (
            "a.vue",
            format!(
                "<template>가</template>\n<script setup lang=\"ts\">\nconst x: string = '';\n{call}\n</script>\n<style></style>"
            ),
        ),
        ("a.svelte", format!("<script>\n$: y = 1;\n{call}\n</script>\n<p>{{y}}</p>")),
        ("a.astro", format!("---\nconst x: string = '';\n---\n<p>가</p><script>{call}</script>")),
        ("a.astro", format!("---\nimport X from './x.astro';\n{call}\n---\n<p>{{x}}</p>")),
        (
            "a.html",
            format!(
                "<!doctype html><!-- <script>{call}</script> --><script src='x.js'></script><SCRIPT type='text/javascript'>{call}</SCRIPT>"
            ),
        ),
        (
            "a.html",
            format!(
                "<script type=\"application/json\">{{}}</script><script type=module>import x from './x';{call}</script>"
            ),
        ),
        ("a.htm", format!("<script>function f() {{ return 1 }}</script><script>{call}")),
        ("a.jsp", format!("<%@ page %><script>var a = '${{x}}', b = <%= y %>; {call}</script>")),
        (
            "a.ejs",
            format!(
                "<% if (x) {{ %><p></p><% }} %><script>var a = <%- JSON.stringify(y) %>; {call}</script>"
            ),
        ),
        (
            "a.blade.php",
            format!(
                "@section('x')<script>var a = {{{{ $x }}}}, b = @json($y); {call}</script>@endsection"
            ),
        ),
        ("a.mjs", format!("\u{feff}{call}")),
        (
            "a.php",
            format!(
                "<?php\n$a = \"<script>alert(\\\"x\\\")</script>\"; include 'head.php' ?>\n<script>var a = \"<?= $x ?>\", b = <?php echo json_encode($y) ?>; {call}</script>\n<?php $b = '<script>(';"
            ),
        ),
        (
            "a.phtml",
            format!("<? include 'x' ?><script><? if ($x) {{ ?>f();<? }} ?>{call}</script>"),
        ),
        (
            "a.jspf",
            format!(
                "<% out.println(\"<script>alert(\\\"x\\\")</script>\"); %><script>{call}</script>"
            ),
        ),
        ("a.html.erb", format!("<script>var a = <%= raw x.to_json %>; {call}</script>")),
        (
            "a.html.twig",
            format!(
                "{{% block x %}}<script>var a = {{{{ x|raw }}}}; {call}</script>{{% endblock %}}"
            ),
        ),
        ("a.njk", format!("<script>{{% if x %}}f();{{% endif %}}{call}</script>")),
        ("a.jinja2", format!("<script>{{# note #}}{call}</script>")),
        ("a.hbs", format!("<script>var a = {{{{{{json x}}}}}}; {call}</script>")),
        (
            "a.mustache",
            format!("{{{{> head}}}}<script>{{{{#member}}}}f();{{{{/member}}}}{call}</script>"),
        ),
        ("a.liquid", format!("<script>var a = {{{{ x | json }}}}; {call}</script>")),
    ] {
        let found = lowered(name, &text).requests;
        assert_eq!(found.len(), 1, "{name}: {text}");
        let span = found[0].call;
        assert_eq!(&text[span.start..span.end], call, "{name}");
        assert_eq!(found[0].worlds[0].body.text, r#"{"payMethod": "CARD"}"#, "{name}: {text}");
    }
}

#[test]
fn what_a_server_fills_in_is_unknown() {
    for (name, text, expected) in [
        (
            "a.jsp",
            "<script>PortOne.requestPayment({ id: 'order-${order.id}', n: ${n}, m: '<%= m %>' })</script>",
            r#"{"id": ?("order-" *), "n": ?any?, "m": ?string}"#,
        ),
        (
            "a.html",
            "<script>PortOne.requestPayment({ id: 'order-{{ id }}', n: {{ n }}, t: /*[[${x}]]*/ 'a' })</script>",
            r#"{"id": ?("order-" *), "n": ?any?, "t": ?any?}"#,
        ),
        (
            "a.blade.php",
            "<script>PortOne.requestPayment({ id: \"{{ $id }}-x\", n: @json($n), b: `{!! $b !!}` })</script>",
            r#"{"id": ?(* "-x"), "n": ?any?, "b": ?string}"#,
        ),
        (
            "a.jsp",
            "<script>PortOne.requestPayment({ a: `order-${order.id}`, b: `<%= x %>-${m['}']}`, c: `a-\\${f({})}-z`, d: '\\${x}' })</script>",
            r#"{"a": ?("order-" *), "b": ?(* "-" *), "c": ?("a-" * "-z"), "d": ?(* "${x}")}"#,
        ),
        (
            "a.ejs",
            "<script>const id = 'x'; PortOne.requestPayment({ a: `order-<%= id %>-${id}`, b: `\\n<%= id %>` })</script>",
            r#"{"a": ?("order-" * "-x"), "b": ?string}"#,
        ),
        (
            "a.ejs",
            "<script>PortOne.requestPayment({ <% out.print(x); %> a: 1, <% if (y) { %> b: 2 })</script>",
            "?any?",
        ),
    ] {
        assert_eq!(bodies(name, text), [expected], "{text}");
    }
}

#[test]
fn other_files_are_no_source() {
    for name in ["package.json", "README.md", "a.css", "a.py", "a.cshtml", "vue", "a.ts.map"] {
        assert!(!is_source(name), "{name}");
    }
    assert!(
        is_source("A.TSX")
            && is_source("x/y.blade.php")
            && is_source("a.PHP")
            && is_source("a.d.ts")
    );
}

#[test]
fn comments_suppress() {
    let code = "// smartro-lint-disable-next-line rule-a, rule-b -- the gateway was asked\nf();\n/* smartro-lint-disable rule-c -- all of it */\n{/* smartro-lint-disable-next-line rule-d */}\n<!-- smartro-lint-disable-next-line rule-e --- why -->\n<p/>\n/**\n * smartro-lint-disable rule-f\n */ smartro-lint-disable rule-g\n// smartro-lint-disabled x\n";
    let found = lowered("a.tsx", code).suppressions;
    let seen: Vec<(Vec<&str>, Option<&str>, Option<&str>)> = found
        .iter()
        .map(|suppression| {
            let rules = suppression.rules.iter().map(|(name, span)| {
                assert_eq!(&code[span.start..span.end], name);
                name.as_str()
            });
            let line = match suppression.covers {
                Covers::File => None,
                Covers::Line(span) => Some(&code[span.start..span.end]),
            };
            (rules.collect(), suppression.reason.as_deref(), line)
        })
        .collect();
    assert_eq!(
        seen,
        [
            (vec!["rule-a", "rule-b"], Some("the gateway was asked"), Some("f();")),
            (vec!["rule-c"], Some("all of it"), None),
            (vec!["rule-d"], None, Some("<!-- smartro-lint-disable-next-line rule-e --- why -->")),
            (vec!["rule-e"], Some("why"), Some("<p/>")),
            (vec!["rule-f"], None, None),
        ]
    );
    let text = |at: usize| &code[found[at].span.start..found[at].span.end];
    assert_eq!(
        text(0),
        "// smartro-lint-disable-next-line rule-a, rule-b -- the gateway was asked"
    );
    assert_eq!(text(1), "/* smartro-lint-disable rule-c -- all of it */");
    assert_eq!(text(2), "{/* smartro-lint-disable-next-line rule-d */}");
    assert!(text(3).starts_with("<!--") && text(3).ends_with("-->"));
}

#[test]
fn where_a_comment_and_its_parts_end() {
    let seen = |code: &str| -> Vec<(Vec<String>, Option<String>)> {
        let found = lowered("a.tsx", code).suppressions;
        let rules = |one: &smartro_lint_source::Suppression| {
            let rules = one.rules.iter().map(|(name, span)| {
                assert_eq!(&code[span.start..span.end], name);
                name.clone()
            });
            rules.collect()
        };
        found.iter().map(|one| (rules(one), one.reason.clone())).collect()
    };
    // Unicode's blanks and commas are between names, and what has no text is no reason.
    for code in [
        "// smartro-lint-disable a\u{3000}b --",
        "# smartro-lint-disable a,b -- ",
        "\t# smartro-lint-disable a , b ---",
    ] {
        assert_eq!(seen(code), [(vec!["a".to_owned(), "b".to_owned()], None)], "{code}");
    }
    assert_eq!(seen("// smartro-lint-disable a--b"), [(vec!["a--b".to_owned()], None)]);
    for code in [
        "//\nsmartro-lint-disable a -- b",
        "f('x') # smartro-lint-disable a -- b",
        "color: #smartro-lint-disable a -- b",
    ] {
        assert_eq!(seen(code), [], "{code}");
    }
}

#[test]
fn a_file_that_does_not_parse_is_an_error_with_a_place() {
    let code = "const x = ;\nPortOne.requestPayment({})";
    let error = lower("a.ts", code, &calls(), &Options::default()).errors.remove(0);
    assert_eq!((error.message.as_str(), error.span.start), ("unexpected token", 10));
    let document = "<p>가나다</p><script>PortOne.requestPayment({ a: })</script>";
    let error = lower("a.html", document, &calls(), &Options::default()).errors.remove(0);
    assert_eq!(&document[error.span.start..error.span.end], "}");
    // What holds no call is not parsed at all.
    assert!(lowered("a.ts", "const x = ;").requests.is_empty());
}

#[test]
fn large_files_and_bundles_are_skipped() {
    let skipped = |name: &str, text: &str| lowered(name, text).skipped;
    let call = "PortOne.requestPayment({});";
    assert_eq!(
        skipped("a.ts", &format!("{call}{}", " \n".repeat(600_000))),
        Some(Skipped::TooLarge)
    );
    assert_eq!(
        skipped("a.js", &format!("{call}{}", "var a=1;".repeat(5000))),
        Some(Skipped::Minified)
    );
    assert_eq!(skipped("a.min.js", call), Some(Skipped::Minified));
    assert_eq!(skipped("a.js", call), None);
}

#[test]
fn deep_nesting_is_bounded() {
    for part in [
        ("(", "1", ")"),
        ("[", "1", "]"),
        ("{a:", "1", "}"),
        ("!", "1", ""),
        ("-", " 1", ""),
        ("a=>", "1", ""),
        ("a=", "1", ""),
        ("a?", "1", ":2"),
        ("a+", "1", ""),
        ("", "a", ".b"),
        ("", "a", "()"),
        ("", "a", "[0]"),
        ("new ", "a", ""),
        ("await ", "a", ""),
        ("typeof ", "a", ""),
        ("`${", "1", "}`"),
        ("<a>", "", "</a>"),
        ("a??", "1", ""),
        ("a,", "1", ""),
        ("a**", "1", ""),
        ("(a,", "1", ")"),
        ("function f(){", "", "}"),
        ("a||", "1", ""),
        ("", "a", "!"),
        ("", "a", " as b"),
        ("class{a=", "1", "}"),
        ("async()=>", "1", ""),
        ("yield ", "1", ""),
    ] {
        for count in [200, 3000, 30_000] {
            let (open, middle, close) = part;
            let code = format!(
                "x = {}{middle}{};\nPortOne.requestPayment({{ a: x, b: {}{middle}{} }});",
                open.repeat(count),
                close.repeat(count),
                open.repeat(count.min(100)),
                close.repeat(count.min(100))
            );
            // An error, skipped or lowered: but it ends.
            let _ = lower("a.tsx", &code, &calls(), &Options::default());
        }
    }
    for statements in ["if(a){}else ", "for(;;)", "a:", "while(1)", "if(1)", "do "] {
        for count in [200, 3000, 30_000] {
            let code = format!("{};\nPortOne.requestPayment({{}});", statements.repeat(count));
            let _ = lower("a.ts", &code, &calls(), &Options::default());
        }
    }
}

#[test]
fn the_work_for_a_file_is_bounded() {
    // Every function calls the one before ten times.
    let calls = |at: usize| vec![format!("f{at}(x)"); 10].join(" + ");
    let functions: String =
        (1..9).map(|at| format!("const f{at} = (x) => {};\n", calls(at - 1))).collect();
    let code = format!(
        "const f0 = (x) => x;\n{functions}PortOne.requestPayment({{ a: f8(y) }});\nPortOne.requestPayment({{ b: 1 }});"
    );
    let found = lowered("a.ts", &code);
    assert_eq!(found.skipped, Some(Skipped::TooMuchWork));
    assert_eq!(found.requests.len(), 1);
}

#[test]
fn a_file_of_many_calls_of_one_function_is_within_its_work() {
    let send = "{ method: 'POST', headers: { Authorization: `PortOne ${KEY}` }, body: JSON.stringify(body) }";
    let function =
        (0..1500).map(|at| format!("api('/payments/p{at}/cancel', {{ reason: 'r' }});\n"));
    let function: String = function.collect();
    let methods = (0..1500).map(|at| {
        format!("a{at}() {{ return this.post(`/payments/p{at}/cancel`, {{ reason: 'r' }}) }}\n")
    });
    let methods: String = methods.collect();
    for code in [
        format!(
            "const api = (path, body) => fetch(`https://api.portone.io${{path}}`, {send});\n{function}"
        ),
        format!(
            "class A {{ base = 'https://api.portone.io'; post(path, body) {{ return fetch(this.base + path, {send}) }}\n{methods} }}"
        ),
    ] {
        let found = lowered("a.js", &code);
        assert_eq!((found.skipped, found.requests.len()), (None, 1500));
    }
}

#[test]
fn values_do_not_grow_without_bounds() {
    let long = "x".repeat(200_000);
    let doubled = |first: &str, next: fn(usize) -> String| {
        let rest: String = (1..14).map(next).collect();
        format!("const v0 = {first};\n{rest}PortOne.requestPayment({{ a: v13 }});")
    };
    for code in [
        doubled(&format!("'{}'", &long[..400]), |at| {
            format!("const v{at} = v{0} + v{0} + v{0};\n", at - 1)
        }),
        doubled(&format!("[{}]", "1,".repeat(5000)), |at| {
            format!("const v{at} = [...v{0}, ...v{0}];\n", at - 1)
        }),
        doubled(&format!("'{}'", &long[..60_000]), |at| {
            format!("const v{at} = `${{v{0}}}${{v{0}}}`;\n", at - 1)
        }),
        format!(
            "const v = '{}';\nPortOne.requestPayment({{ a: v.replaceAll('x', v) }});",
            &long[..60_000]
        ),
        format!(
            "PortOne.requestPayment({{ {} }});",
            (0..4_000).map(|at| format!("f{at}: 1,\n")).collect::<String>()
        ),
        format!(
            "const o = {{}};\n{}PortOne.requestPayment(o);",
            (0..1000).map(|at| format!("o.f{at} = 1;\n")).collect::<String>()
        ),
        format!(
            "let m;\n{}",
            (0..500)
                .map(|at| format!("m = {at};\nPortOne.requestPayment({{ m }});\n"))
                .collect::<String>()
        ),
    ] {
        let _ = lower("a.ts", &code, &calls(), &Options::default());
    }
}

#[test]
fn scripts_in_attributes_are_read() {
    let page = "<script>function other() {}</script>\n<button onclick=\"PortOne.requestPayment({ paymentId: 'a-b' }); return false\">pay</button>\n\
                <a onclick='PortOne.requestPayment({ paymentId: \"c\" })' data-on=\"PortOne.requestPayment({})\">\n\
                <a onclick=\"PortOne.requestPayment({ paymentId: &quot;a&quot; })\"><a onclick=\"PortOne.requestPayment(\">";
    let found = lowered("page.html", page).requests;
    let bodies: Vec<&str> =
        found.iter().flat_map(|one| &one.worlds).map(|world| world.body.text.as_str()).collect();
    let id = |id: &str| format!("{{\"paymentId\": \"{id}\"}}");
    assert_eq!(bodies, [id("a-b"), id("c"), id("a")]);
    assert_eq!(&page[found[0].call.start..][..7], "PortOne");
}
