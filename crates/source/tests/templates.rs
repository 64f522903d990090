//! Scripts of which a template decides what there is.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, outside of test functions"
)]

mod support;

use support::{lowered, notation};

/// The bodies of the only call of a script, one for each world.
fn bodies(name: &str, script: &str) -> Vec<String> {
    let code = format!("<script>\n{script}\n</script>");
    let lowered = lowered(name, &code);
    assert_eq!(lowered.requests.len(), 1, "calls of {code}");
    let worlds = lowered.requests[0].worlds.iter().map(|world| world.body.text.clone());
    worlds.inspect(|body| drop(notation::parse(body).unwrap())).collect()
}

/// A script in each of the languages: `IF`, `ELSE`, `END` are their tags.
fn in_all(script: &str) -> Vec<(&'static str, String)> {
    [
        ("a.html", "{% if x %}", "{% else %}", "{% endif %}"),
        ("a.html", "{%- if not (a and b) -%}", "{%- else -%}", "{%- endif -%}"),
        ("a.jsp", "<% if (x > 1) { %>", "<% } else { %>", "<% } %>"),
        ("a.ejs", "<% if(x){ %>", "<% }else{ %>", "<%}%>"),
        ("a.ejs", "<%_ if (x) { _%>", "<%_ } else { _%>", "<%_ } _%>"),
        (
            "a.jsp",
            "<c:choose><c:when test=\"${x > 1}\">",
            "</c:when><c:otherwise>",
            "</c:otherwise></c:choose>",
        ),
        ("a.blade.php", "\n@if ($x)\n", "\n@else\n", "\n@endif\n"),
        ("a.html", "{{#if x}}", "{{else}}", "{{/if}}"),
        ("a.html", "<?php if ($x): ?>", "<?php else: ?>", "<?php endif; ?>"),
    ]
    .into_iter()
    .map(|(name, open, other, end)| {
        (name, script.replace("IF", open).replace("ELSE", other).replace("END", end))
    })
    .collect()
}

#[test]
fn calls_beside_and_within_a_part_are_known() {
    for script in [
        "IF log('x'); END PortOne.requestPayment({ payMethod: 'CARD' })",
        "IF PortOne.requestPayment({ payMethod: 'CARD' }); ELSE log(); END",
        "function pay() { IF log('x'); END const method = 'CARD'; PortOne.requestPayment({ payMethod: method }) }",
        "function pay() { IF const method = 'CARD'; PortOne.requestPayment({ payMethod: method }); END }",
        "PortOne.requestPayment({ payMethod: 'CARD' }); IF log() ELSE log(1) END",
    ] {
        for (name, script) in in_all(script) {
            assert_eq!(bodies(name, &script), [r#"{"payMethod": "CARD"}"#], "{script}");
        }
    }
}

#[test]
fn what_a_part_assigns_is_an_alternative() {
    let two = [r#"{"payMethod": "CARD"}"#, r#"{"payMethod": "MOBILE"}"#];
    for script in [
        "function pay() { let m = 'MOBILE'; IF m = 'CARD'; END PortOne.requestPayment({ payMethod: m }) }",
        "function pay() { let m; IF m = 'CARD'; ELSE m = 'MOBILE'; END PortOne.requestPayment({ payMethod: m }) }",
        "PortOne.requestPayment({ payMethod: IF 'CARD' ELSE 'MOBILE' END })",
        "PortOne.requestPayment({ IF payMethod: 'CARD', ELSE payMethod: 'MOBILE' END })",
        "PortOne.requestPayment(IF { payMethod: 'CARD' } ELSE { payMethod: 'MOBILE' } END)",
    ] {
        for (name, script) in in_all(script) {
            let mut bodies = bodies(name, &script);
            bodies.sort();
            assert_eq!(bodies, two, "{script}");
        }
    }
}

#[test]
fn fields_of_a_part_may_not_be_there() {
    let some = [r#"{"a": 1, "b": 2, "c": 3}"#, r#"{"a": 1, "c": 3}"#];
    for script in [
        "PortOne.requestPayment({ a: 1, IF b: 2, END c: 3 })",
        "PortOne.requestPayment({ a: 1 IF , b: 2 END , c: 3 })",
    ] {
        for (name, script) in in_all(script) {
            assert_eq!(bodies(name, &script), some, "{script}");
        }
    }
    for (name, script) in
        in_all("PortOne.requestPayment({ a: 'x-IF1ELSE2END-y', b: `-IF 1 END-` })")
    {
        // A directive of Blade's is read where a line begins.
        if name == "a.blade.php" {
            continue;
        }
        assert_eq!(
            bodies(name, &script),
            [r#"{"a": ?("x-" * "-y"), "b": ?("-" * "-")}"#],
            "{script}"
        );
    }
}

#[test]
fn what_is_repeated_is_open() {
    for (name, open, end) in [
        ("a.html", "{% for x in xs %}", "{% endfor %}"),
        ("a.jsp", "<% for (Item x : xs) { %>", "<% } %>"),
        ("a.jsp", "<c:forEach items=\"${xs}\" var=\"x\">", "</c:forEach>"),
        ("a.ejs", "<% xs.forEach((x) => { %>", "<% }) %>"),
        ("a.html", "{{#each xs}}", "{{/each}}"),
        ("a.blade.php", "\n@foreach ($xs as $x)\n", "\n@endforeach\n"),
    ] {
        let script = format!("PortOne.requestPayment({{ a: [{open} {{ b: 1 }}, {end}], c: 2 }})");
        assert_eq!(bodies(name, &script), [r#"{"a": ?array, "c": 2}"#], "{script}");
        let script = format!(
            "function f() {{ const a = []; {open} a.push(1); {end} PortOne.requestPayment({{ a, c: 2 }}) }}"
        );
        assert_eq!(bodies(name, &script), [r#"{"a": ?array, "c": 2}"#], "{script}");
    }
}

#[test]
fn many_tags_take_no_time_each_for_all_others() {
    let call = "PortOne.requestPayment({ payMethod: 'CARD' })";
    for (name, tag, calls) in [
        ("a.php", "<?php echo 1 ?>\n", 1),
        ("a.php", "<?= 1 ?>\n", 1),
        ("a.html", "{#{#{#{#{#\n", 0),
    ] {
        let script = format!("{call}; {}", tag.repeat(900_000 / tag.len()));
        let found = lowered(name, &format!("<script>{script}</script>")).requests;
        assert_eq!(found.len(), calls, "{tag}");
    }
}
