//! Where lowered values come from, under which conditions, and which channel they name.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests"
)]

mod support;

use smartro_lint_source::{Mapping, Quote};
use support::{lowered, notation};

/// The mapping of the value whose lowered text this is.
fn mapping<'m>(world: &'m smartro_lint_source::World, text: &str) -> &'m Mapping {
    let found = world
        .body
        .map
        .iter()
        .find(|mapping| &world.body.text[mapping.lowered.start..mapping.lowered.end] == text);
    found.unwrap_or_else(|| panic!("{text} in {}", world.body.text))
}

#[test]
fn values_and_keys_are_mapped_to_the_file() {
    let code = "const M = 'CARD';\nPortOne.requestPayment({ payMethod: M, orderName: \"가\", totalAmount: 1_000 })";
    let found = lowered("a.ts", code);
    let world = &found.requests[0].worlds[0];
    let at = |span: smartro_lint_source::Span| &code[span.start..span.end];
    assert_eq!(at(found.requests[0].call), &code[18..]);
    let method = mapping(world, "\"CARD\"");
    assert_eq!(at(method.source), "M");
    assert_eq!(at(method.value_from.as_ref().unwrap().span), "'CARD'");
    let literal = method.literal.as_ref().unwrap();
    assert_eq!((at(literal.place.span), literal.quote), ("'CARD'", Quote::Single));
    let name = mapping(world, "\"가\"");
    assert_eq!((at(name.source), name.value_from.as_ref()), ("\"가\"", None));
    assert_eq!(name.literal.as_ref().unwrap().quote, Quote::Double);
    assert_eq!(at(mapping(world, "1000").source), "1_000");
    assert_eq!(at(mapping(world, "\"totalAmount\"").source), "totalAmount");
    assert_eq!(
        at(mapping(world, &world.body.text).source),
        "{ payMethod: M, orderName: \"가\", totalAmount: 1_000 }"
    );
}

#[test]
fn the_key_of_a_field_that_is_assigned_is_its_name() {
    let code = "const r: any = { a: 1 };\nr.payMethod = way; r['orderName'] = 'x'; r!.b!.c = 2; r.a = 3;\nPortOne.requestPayment(r)";
    let code = code.replace("{ a: 1 }", "{ a: 1, b: {} }");
    let found = lowered("a.ts", &code);
    let world = &found.requests[0].worlds[0];
    for (key, written) in [
        ("\"payMethod\"", "payMethod"),
        ("\"orderName\"", "'orderName'"),
        ("\"c\"", "c"),
        ("\"a\"", "a"),
    ] {
        let mapping = mapping(world, key);
        assert_eq!(&code[mapping.source.start..mapping.source.end], written, "{key}");
        assert_eq!(mapping.value_from, None);
    }
}

#[test]
fn only_literals_of_one_use_can_be_edited() {
    for (code, editable) in [
        ("const m = 'CARD'; PortOne.requestPayment({ payMethod: m })", true),
        ("PortOne.requestPayment({ payMethod: c ? 'CARD' : 'CARD' })", true),
        ("PortOne.requestPayment({ payMethod: `CARD` })", true),
        ("const m = 'CARD'; log(m); PortOne.requestPayment({ payMethod: m })", false),
        ("export const m = 'CARD'; PortOne.requestPayment({ payMethod: m })", false),
        ("const f = () => 'CARD'; PortOne.requestPayment({ payMethod: f() })", false),
        ("PortOne.requestPayment({ payMethod: 'CA' + 'RD' })", false),
        ("const f = (m) => PortOne.requestPayment({ payMethod: m }); f('CARD')", false),
    ] {
        let found = lowered("a.ts", code);
        assert_eq!(
            mapping(&found.requests[0].worlds[0], "\"CARD\"").literal.is_some(),
            editable,
            "{code}"
        );
    }
}

/// Texts of the worlds, and the sides of their conditions.
fn worlds(code: &str) -> Vec<(String, Vec<(String, bool)>)> {
    let found = lowered("a.tsx", code);
    let world = |world: &smartro_lint_source::World| {
        let condition = |condition: &smartro_lint_source::Condition| {
            (code[condition.place.span.start..condition.place.span.end].to_owned(), condition.holds)
        };
        (world.body.text.clone(), world.conditions.iter().map(condition).collect())
    };
    found.requests[0].worlds.iter().map(world).collect()
}

#[test]
fn a_request_is_lowered_once_for_each_combination() {
    let text = |text: &str, conditions: &[(&str, bool)]| {
        (
            text.to_owned(),
            conditions.iter().map(|(text, holds)| ((*text).to_owned(), *holds)).collect(),
        )
    };
    assert_eq!(
        worlds("PortOne.requestPayment({ a: c ? 1 : 2, ...(d && { b: 3 }) })"),
        [
            text(r#"{"a": 1, "b": 3}"#, &[("c", true), ("d", true)]),
            text(r#"{"a": 1}"#, &[("c", true), ("d", false)]),
            text(r#"{"a": 2, "b": 3}"#, &[("c", false), ("d", true)]),
            text(r#"{"a": 2}"#, &[("c", false), ("d", false)]),
        ]
    );
    // The same condition is decided the same way everywhere.
    let twice = "const c = x > 1; PortOne.requestPayment({ a: c ? 1 : 2, b: !c ? 3 : 4, ...(c && { d: 5 }) })";
    assert_eq!(
        worlds(twice),
        [
            text(r#"{"a": 1, "b": 4, "d": 5}"#, &[("c", true)]),
            text(r#"{"a": 2, "b": 3}"#, &[("c", false)])
        ]
    );
    let compared =
        "const m = x.m; PortOne.requestPayment({ a: m === 'A' ? 1 : 2, b: m !== 'A' ? 3 : 4 })";
    assert_eq!(worlds(compared).len(), 2);
    // What may have changed between is decided apart.
    assert_eq!(worlds("PortOne.requestPayment({ a: x.c ? 1 : 2, b: x.c ? 3 : 4 })").len(), 4);
    let assigned = "let m; if (c) m = 'A'; else { m = 'B' } PortOne.requestPayment({ m })";
    assert_eq!(
        worlds(assigned).iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(),
        [r#"{"m": "A"}"#, r#"{"m": "B"}"#]
    );
    let set = "const r = { a: 1 }; if (c) { r.b = 2 } PortOne.requestPayment(r)";
    assert_eq!(
        worlds(set).iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(),
        [r#"{"a": 1, "b": 2}"#, r#"{"a": 1}"#]
    );
    // A condition that is known is none.
    assert_eq!(worlds("PortOne.requestPayment({ a: 'x' ? 1 : 2 })"), [text(r#"{"a": 1}"#, &[])]);
}

#[test]
fn there_are_at_most_sixteen_worlds() {
    let fields: Vec<String> = (0..9).map(|at| format!("f{at}: c{at}() ? 'a' : 'b'")).collect();
    let found = worlds(&format!("PortOne.requestPayment({{ {} }})", fields.join(", ")));
    assert_eq!(found.len(), 16);
    assert!(found.iter().all(|(text, _)| text.contains(r#""f8": ?(*[ab]{1})"#)), "{found:?}");
    // A chain of many conditions has few combinations.
    let chain: String = (0..12).map(|at| format!("c{at}() ? 'm{at}' : ")).collect();
    assert_eq!(worlds(&format!("PortOne.requestPayment({{ m: {chain} 'z' }})")).len(), 13);
}

#[test]
fn the_channel_key_names_where_it_comes_from() {
    let channel = |code: &str| {
        let channel = lowered("a.ts", code).requests[0].worlds[0].channel.clone().unwrap();
        (channel.text, channel.env, channel.names)
    };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        channel("PortOne.requestPayment({ channelKey: 'channel-key-1' })"),
        (Some("channel-key-1".into()), None, vec![])
    );
    assert_eq!(
        channel("PortOne.requestPayment({ channelKey: process.env.NEXT_PUBLIC_KEY! })"),
        (None, Some("NEXT_PUBLIC_KEY".into()), vec![])
    );
    assert_eq!(
        channel("PortOne.requestPayment({ channelKey: import.meta.env.VITE_KEY ?? '' })").1,
        Some("VITE_KEY".into())
    );
    assert_eq!(
        channel(
            "const KEY = process.env['KEY_OF_CARD']; PortOne.requestPayment({ channelKey: KEY })"
        ),
        (None, Some("KEY_OF_CARD".into()), names(&["KEY"]))
    );
    assert_eq!(
        channel("const KEYS = { card: 'channel-key-2' }; PortOne.requestPayment({ channelKey: KEYS.card })").2,
        names(&["KEYS.card"])
    );
    assert_eq!(
        channel("function f(key) { PortOne.requestPayment({ channelKey: key }) }").2,
        names(&["key"])
    );
    assert_eq!(
        channel("function f(shop) { PortOne.requestPayment({ channelKey: shop!.keys?.card! }) }").2,
        names(&["shop.keys.card"])
    );
}

#[test]
fn a_channel_key_that_something_holds_names_where_it_comes_from() {
    for (code, expected) in [
        ("const key = computed(() => import.meta.env.VITE_KEY); pay(key.value)", "VITE_KEY"),
        ("const key = ref(import.meta.env.VITE_KEY); pay(key.value)", "VITE_KEY"),
        ("const keys = reactive({ card: process.env.KEY }); pay(keys.card)", "KEY"),
        ("const request = ref({ key: process.env.KEY }); pay(request.value.key)", "KEY"),
        ("const key = useMemo(() => process.env.KEY, []); pay(key)", "KEY"),
        ("const [key] = useState(process.env.KEY); pay(key)", "KEY"),
        ("const key = useState(process.env.KEY)[0]; pay(key)", "KEY"),
        ("const held = useRef(process.env.KEY); pay(held.current)", "KEY"),
        ("const key = this.config.get('KEY'); pay(key)", "KEY"),
        ("pay(this.config.getOrThrow<string>('portone.channelKey'))", "portone.channelKey"),
        ("pay(Deno.env.get(\"KEY\")!)", "KEY"),
    ] {
        let imports = "import { ref, reactive, computed } from 'vue'; import { useMemo, useState, useRef } from 'react'; ";
        let (before, key) = code.rsplit_once("pay(").unwrap();
        let key = key.strip_suffix(')').unwrap();
        let call = format!("{before} PortOne.requestPayment({{ channelKey: {key} }})");
        let found = lowered("a.ts", &format!("{imports}function f() {{ {call} }}"));
        let channel = found.requests[0].worlds[0].channel.clone().unwrap();
        assert_eq!(channel.env.as_deref(), Some(expected), "{call}");
    }
}

#[test]
fn lowered_texts_are_of_the_notation_and_maps_are_inside_the_file() {
    let programs: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("soundness.json")).unwrap();
    for program in programs {
        let code = program["code"].as_str().unwrap();
        let found = lowered(&format!("a.{}", program["ext"].as_str().unwrap()), code);
        for world in found.requests.iter().flat_map(|request| &request.worlds) {
            for text in
                std::iter::once(&world.body).chain(world.path.iter().map(|path| &path.value))
            {
                notation::parse(&text.text)
                    .unwrap_or_else(|error| panic!("{}: {error}", text.text));
                let mut last = 0;
                for mapping in &text.map {
                    assert!(text.text.get(mapping.lowered.start..mapping.lowered.end).is_some());
                    assert!(
                        code.get(mapping.source.start..mapping.source.end)
                            .is_some_and(|text| !text.is_empty()),
                        "{code}"
                    );
                    assert!(mapping.lowered.start >= last);
                    last = mapping.lowered.start;
                    for place in mapping
                        .value_from
                        .iter()
                        .chain(mapping.literal.iter().map(|literal| &literal.place))
                    {
                        assert!(
                            code.get(place.span.start..place.span.end)
                                .is_some_and(|text| !text.is_empty())
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_parameter_of_a_path_comes_from_its_part_of_the_url() {
    let fetched = |url: &str| {
        format!("fetch({url}, {{ method: 'POST', body: JSON.stringify({{ reason: 'a' }}) }})")
    };
    let base = "const id = `pay_${Date.now()}`;\n";
    let template = "`https://api.portone.io/payments/${id}/cancel?a=${id.length}`";
    let encoded = "`https://api.portone.io/payments/${encodeURIComponent(id)}/cancel`";
    for (code, source, from) in [
        (fetched(template), "id", Some("`pay_${Date.now()}`")),
        (fetched(encoded), "encodeURIComponent(id)", Some("`pay_${Date.now()}`")),
        (
            fetched("'https://api.portone.io/payments/' + id + '/cancel'"),
            "id",
            Some("`pay_${Date.now()}`"),
        ),
        (
            fetched("`https://api.portone.io/payments/pay_${Date.now()}/cancel`"),
            "`https://api.portone.io/payments/pay_${Date.now()}/cancel`",
            None,
        ),
        (format!("const url = {template};\n{}", fetched("url")), "id", Some("`pay_${Date.now()}`")),
        (
            format!(
                "const api = axios.create({{ baseURL: 'https://api.portone.io' }});\n{}",
                "api.post(`/payments/${id}/cancel`, { reason: 'a' })"
            ),
            "id",
            Some("`pay_${Date.now()}`"),
        ),
        (
            format!(
                "const B = 'https://api.portone.io';\n{}\n{}",
                "const send = (path) => fetch(B + path, { method: 'POST', body: '{}' });",
                "send(`/payments/${id}/cancel`)"
            ),
            "id",
            Some("`pay_${Date.now()}`"),
        ),
    ] {
        let code = format!("import axios from 'axios';\n{base}{code}");
        let found = lowered("a.ts", &code);
        let value = &found.requests[0].worlds[0].path[0].value;
        let at = |span: smartro_lint_source::Span| &code[span.start..span.end];
        assert_eq!(value.text, "?(\"pay_\" *[0-9]{13})", "{code}");
        let [mapping] = value.map.as_slice() else { panic!("{:?}", value.map) };
        let value_from = mapping.value_from.as_ref().map(|place| at(place.span));
        assert_eq!((at(mapping.source), value_from), (source, from), "{code}");
        assert_eq!(mapping.literal, None, "{code}");
    }
}
