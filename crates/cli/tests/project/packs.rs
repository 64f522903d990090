//! Several rule packs in a run: each request is linted with that of its channel.

use serde_json::Value;

use crate::Workspace;

/// Breaks a rule of each pack of the same name, and one that only `hanbit` has.
const ID: &str = "a1B2c3D4e5a1B2c3D4e5a1B2c3D4e5a1B2c3D4e5X";

const PROJECT: &str = "\
language: en
packs: { hanbit: packs/hanbit }
channels:
  key-h: { pack: hanbit }
  key-s: { pack: smartro, channel: test }
  HANBIT_KEY: { pack: hanbit }
  group-1: { packs: [smartro, hanbit] }
  key-x: { pack: elsewhere }
";

fn payment(channel: &str) -> String {
    let escrow = "\"isEscrow\": false, \"channelKey\"";
    let channel = format!("{escrow}: \"{channel}\"");
    crate::CASH
        .replace("\"isEscrow\": true,", "")
        .replace("\"channelKey\": \"c\"", &channel)
        .replace("\"a1\"", &format!("\"{ID}\""))
        .replace("1234567890", "1208147521")
        .replace('\n', " ")
}

fn place(files: &[(&str, &str)]) -> Workspace {
    let place = Workspace::new(files);
    for (name, text) in [
        ("pack.yaml", include_str!("hanbit/pack.yaml")),
        ("payment.rules", include_str!("hanbit/payment.rules")),
        ("locales/ko.yaml", include_str!("hanbit/locales/ko.yaml")),
        ("locales/en.yaml", include_str!("hanbit/locales/en.yaml")),
    ] {
        place.write(&format!("packs/hanbit/{name}"), text);
    }
    place.project(PROJECT);
    place
}

/// The packs of each request, and its findings of these.
fn found(json: &Value) -> Vec<(String, Vec<String>)> {
    let list = |values: &Value, key: &str| -> Vec<String> {
        let values = values.as_array().unwrap().iter();
        values.map(|one| one.get(key).unwrap_or(one).as_str().unwrap().to_owned()).collect()
    };
    let files = json["files"].as_array().unwrap().iter();
    files
        .map(|file| (list(&file["packs"], "").join(" "), list(&file["diagnostics"], "rule")))
        .collect()
}

fn expected(pack: &str, rules: &[&str]) -> (String, Vec<String>) {
    (pack.to_owned(), rules.iter().map(|rule| (*rule).to_owned()).collect())
}

#[test]
fn a_request_is_linted_with_the_pack_of_its_channel() {
    let files =
        ["h", "s", "other"].map(|key| (format!("{key}.json"), payment(&format!("key-{key}"))));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
    let place = place(&files);
    let json = place.json(&["--no-batch", "h.json", "s.json", "other.json"]);
    let of_smartro = expected("smartro", &["smartro/payment-id-length"]);
    let of_hanbit = expected("hanbit", &["no-escrow", "hanbit/payment-id-length"]);
    assert_eq!(found(&json), [of_hanbit, of_smartro.clone(), of_smartro]);
    assert_eq!(json["files"][0]["diagnostics"][1]["pack"], "hanbit");
    assert_eq!(json["summary"]["assumed"], 1);
    assert!(json["summary"].get("otherPack").is_none());
}

#[test]
fn the_default_pack_is_the_one_that_is_said_to_be() {
    let place = place(&[("a.json", &payment("key-other"))]);
    place.project(&PROJECT.replace("packs: {", "packs: { default: hanbit,"));
    let json = place.json(&["a.json"]);
    assert_eq!(found(&json), [expected("hanbit", &["no-escrow", "hanbit/payment-id-length"])]);
}

#[test]
fn lines_arrays_and_traffic_are_linted_with_their_packs() {
    let (first, second) = (payment("key-h"), payment("key-s"));
    let call = r#"{"method": "POST", "url": "https://api.portone.io/payments/a1/cancel", "pg": "hanbit", "body": {"reason": "long enough"}}"#;
    let har = r#"{"log": {"entries": [{"request": {"method": "POST", "url": "https://api.portone.io/payments/a1/instant", "postData": {"text": "{\"channelKey\": \"key-h\", \"orderName\": 1}"}}}]}}"#;
    let place = place(&[
        ("a.jsonl", &format!("{first}\n{second}\n{call}\n")),
        ("b.json", &format!("[{first}, {second}]")),
        ("c.har", har),
    ]);
    let packs = |file: &str| {
        let json = place.json(&[file]);
        found(&json).into_iter().map(|(pack, _)| pack).collect::<Vec<_>>()
    };
    assert_eq!(packs("a.jsonl"), ["hanbit", "smartro", "hanbit"]);
    assert_eq!(packs("b.json"), ["hanbit", "smartro"]);
    assert_eq!(packs("c.har"), ["hanbit"]);
}

#[test]
fn an_envelope_says_whose_it_is() {
    let pg = |name: &str| payment("key-s").replacen('{', &format!("{{\"pg\": \"{name}\", "), 1);
    let place = place(&[("a.json", &pg("Hanbit")), ("b.json", &pg("elsewhere"))]);
    let json = place.json(&["a.json", "b.json"]);
    assert_eq!(found(&json), [expected("hanbit", &["no-escrow", "hanbit/payment-id-length"])]);
    assert_eq!(json["summary"]["otherPack"], 1);
}

#[test]
fn a_shop_with_three_gateways_has_each_request_judged_by_its_own() {
    let har = |channel: &str| {
        let body = format!(r#"{{\"channelKey\": \"{channel}\", \"orderName\": 1}}"#);
        format!(
            r#"{{"request": {{"method": "POST", "url": "https://api.portone.io/payments/a1/instant", "postData": {{"text": "{body}"}}}}}}"#
        )
    };
    let call = |key: &str| {
        format!(
            "PortOne.requestPayment({{ storeId: 's', channelKey: process.env.{key}, paymentId: '{ID}', \
             orderName: 'o', totalAmount: 1, currency: 'KRW', payMethod: 'CARD', \
             customer: {{ phoneNumber: '1' }}, isEscrow: false }});\n"
        )
    };
    let channels = ["key-n", "key-h", "key-s"];
    let lines = channels.map(payment).join("\n");
    let traffic = format!(r#"{{"log": {{"entries": [{}]}}}}"#, channels.map(har).join(", "));
    let page = format!(
        "import * as PortOne from '@portone/browser-sdk/v2';\n{}{}",
        call("NARA_KEY"),
        call("HANBIT_KEY")
    );
    let place = place(&[("a.jsonl", &lines), ("b.har", &traffic), ("c.ts", &page)]);
    for (name, text) in [
        ("pack.yaml", include_str!("hanbit/pack.yaml").replace("hanbit", "nara")),
        ("payment.rules", "/// At most 3.\nrule nara-id: error on requestPayment {\n  require chars(paymentId) <= 3\n}\n".to_owned()),
    ] {
        place.write(&format!("packs/nara/{name}"), &text);
    }
    let project = PROJECT.replace("hanbit: packs/hanbit", "hanbit: packs/hanbit, nara: packs/nara");
    place.project(&format!("{project}  key-n: {{ pack: nara }}\n  NARA_KEY: {{ pack: nara }}\n"));
    let json = place.json(&["--no-batch", "a.jsonl", "b.har", "c.ts"]);
    let packs: Vec<String> = found(&json).into_iter().map(|(pack, _)| pack).collect();
    assert_eq!(packs.join(" "), "nara hanbit smartro nara hanbit smartro nara hanbit");
    // No pack's rule is reported of another's request.
    for (pack, rules) in found(&json) {
        let is_own = |rule: &String| match pack.as_str() {
            "nara" => !rule.contains("payment-id-length") && rule != "no-escrow",
            _ => rule != "nara-id" && (pack == "hanbit" || rule != "no-escrow"),
        };
        assert!(rules.iter().all(is_own), "{pack}: {rules:?}");
    }
    let of_nara = found(&json).into_iter().filter(|(_, rules)| rules.contains(&"nara-id".into()));
    assert_eq!(of_nara.count(), 2);
}

#[test]
fn a_request_without_a_channel_is_judged_by_the_pack_of_its_payment() {
    let paid = |id: &str, channel: &str| {
        format!(
            r#"{{"operation": "requestPayment", "request": {{"paymentId": "{id}", "channelKey": "{channel}"}}}}"#
        )
    };
    let call = |id: &str, what: &str, body: &str| {
        format!(
            r#"{{"method": "POST", "url": "https://api.portone.io/payments/{id}/{what}", "body": {body}}}"#
        )
    };
    let cancel = |id: &str| call(id, "cancel", r#"{"reason": "long enough"}"#);
    let by_key = |id: &str| call(id, "billing-key", r#"{"billingKey": "k", "orderName": 1}"#);
    let lines = [
        cancel("h1"), // Nothing is known of it yet.
        paid("h1", "key-h"),
        cancel("h1"),
        paid("s1", "key-s"),
        cancel("s1"),
        paid("x1", "key-x"),
        cancel("x1"),
        cancel("n1"),
        paid("u1", "key-other"),
        cancel("u1"),
        by_key("b1"),
        by_key("b1"),
    ];
    let place = place(&[("a.jsonl", &lines.join("\n")), ("b.json", &cancel("h1"))]);
    let of = |json: &Value, rule: &str| {
        let files = json["files"].as_array().unwrap().iter();
        let has = |one: &&Value| {
            one["diagnostics"].as_array().unwrap().iter().any(|found| found["rule"] == rule)
        };
        let name = |one: &Value| {
            let file = one["file"].as_str().unwrap().trim_start_matches("./").to_owned();
            (file, one["index"].as_u64().unwrap())
        };
        files.filter(has).map(name).collect::<Vec<_>>()
    };
    let json = place.json(&["a.jsonl", "b.json"]);
    assert_eq!(of(&json, "reason-length"), [("a.jsonl".into(), 2), ("b.json".into(), 0)]);
    assert_eq!(of(&json, "payment-id-reused"), [("a.jsonl".into(), 11)]);
    assert_eq!(json["summary"]["otherPack"], 2);
    assert_eq!(json["summary"]["requests"], 11);
    for arguments in [["--threads", "1"], ["--threads", "4"]] {
        let [first, second] = arguments;
        assert_eq!(place.json(&[first, second, "a.jsonl", "b.json"]), json);
    }
    let alone = place.json(&["--no-batch", "b.json"]);
    assert_eq!(of(&alone, "reason-length"), []);
}

#[test]
fn a_gateway_that_no_pack_is_of_is_named() {
    let pg = |name: &str| payment("key-s").replacen('{', &format!("{{\"pg\": \"{name}\", "), 1);
    let lines = [pg("hanbti"), pg("nobody"), pg("hanbti"), pg("elsewhere")].join("\n");
    let place = place(&[("a.jsonl", &lines)]);
    let shown = place.plain(&place.run(&["a.jsonl"]).stdout);
    for part in ["`pg` `hanbti`, did you mean `hanbit`?", "`pg` `nobody`", "not checked: 4"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(!shown.contains("elsewhere"), "{shown}");
    assert_eq!(shown.matches("hanbti").count(), 1);
}

#[test]
fn source_code_is_linted_with_the_pack_of_its_channel() {
    let call = |key: &str| {
        format!(
            "PortOne.requestPayment({{ storeId: 's', channelKey: process.env.{key}, paymentId: '{ID}', \
             orderName: 'o', totalAmount: 1, currency: 'KRW', payMethod: 'CARD', \
             customer: {{ phoneNumber: '1' }}, isEscrow: false }});\n"
        )
    };
    let text = format!(
        "import * as PortOne from '@portone/browser-sdk/v2';\n{}{}// smartro-lint-disable-next-line \
         hanbit/payment-id-length, no-escrow -- a test\n{}",
        call("HANBIT_KEY"),
        call("OTHER_KEY"),
        call("HANBIT_KEY")
    );
    let place = place(&[("page.ts", &text)]);
    let json = place.json(&["page.ts"]);
    assert_eq!(
        found(&json),
        [
            expected("hanbit", &["hanbit/payment-id-length", "no-escrow"]),
            expected("smartro", &["smartro/payment-id-length"]),
            expected("hanbit", &[]),
        ]
    );
}

#[test]
fn of_a_channel_group_every_gateway_says_what_it_refuses() {
    let group = payment("key")
        .replace("channelKey\": \"key", "channelGroupId\": \"group-1")
        .replace("\"orderName\": \"o\",", "");
    let place = place(&[("a.json", &group)]);
    let json = place.json(&["a.json"]);
    assert_eq!(
        found(&json),
        [expected(
            "smartro hanbit",
            &[
                "missing-field",
                "no-escrow",
                "smartro/payment-id-length",
                "hanbit/payment-id-length"
            ]
        )]
    );
    let messages: Vec<&str> = json["files"][0]["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["message"].as_str().unwrap().split(": ").next().unwrap())
        .collect();
    assert_eq!(messages, ["`orderName` is missing", "hanbit", "smartro", "hanbit"]);
}

#[test]
fn severities_suppressions_and_baselines_name_the_pack() {
    let place = place(&[("h.json", &payment("key-h")), ("s.json", &payment("key-s"))]);
    let rules = |more: &str| {
        place.project(&format!("{PROJECT}{more}"));
        let json = place.json(&["h.json", "s.json"]);
        found(&json).into_iter().map(|(_, rules)| rules.join(" ")).collect::<Vec<_>>()
    };
    let both = "no-escrow hanbit/payment-id-length";
    assert_eq!(rules(""), [both, "smartro/payment-id-length"]);
    assert_eq!(
        rules("severity: { hanbit/payment-id-length: off }"),
        ["no-escrow", "smartro/payment-id-length"]
    );
    assert_eq!(rules("severity: { payment-id-length: off, no-escrow: off }"), ["", ""]);
    assert_eq!(
        rules("suppress: [{ rule: smartro/payment-id-length, reason: a test }]"),
        [both, ""]
    );
    assert_eq!(rules("suppress: [{ rule: payment-id-length, reason: a test }]"), ["no-escrow", ""]);
    place.project(PROJECT);
    let written =
        ["--write-baseline", "--baseline", "known.json", "--context", crate::NOW, "h.json"];
    place.run(&written);
    let known = place.read("known.json");
    assert!(known.contains("\"hanbit/payment-id-length\""), "{known}");
    let known = [
        "--baseline",
        "known.json",
        "--context",
        crate::NOW,
        "h.json",
        "s.json",
        "--format",
        "compact",
    ];
    let left = place.plain(&place.run(&known).stdout);
    assert_eq!(left.matches("payment-id-length").count(), 1, "{left}");
}

#[test]
fn every_format_says_which_pack_a_finding_is_of() {
    let place = place(&[("h.json", &payment("key-h"))]);
    for format in ["pretty", "compact", "json", "jsonl", "sarif", "github", "junit"] {
        let output = place.run(&["--format", format, "--no-now", "h.json"]);
        let text = place.plain(&output.stdout);
        assert!(text.contains("hanbit/payment-id-length"), "{format}: {text}");
        let of_pack = match format {
            "json" | "jsonl" | "sarif" => text.contains("\"pack\""),
            _ => text.contains("hanbit/no-escrow"),
        };
        assert!(of_pack, "{format}: {text}");
    }
}

#[test]
fn a_fix_is_made_by_the_pack_of_the_channel() {
    let (of_hanbit, of_smartro) = (payment("key-h"), payment("key-s"));
    let place = place(&[("h.json", &of_hanbit), ("s.json", &of_smartro)]);
    place.run(&["--fix", "--suggested", "--no-now", "h.json", "s.json"]);
    assert_eq!(place.read("h.json"), of_hanbit.replace("\"isEscrow\": false, ", ""));
    assert_eq!(place.read("s.json"), of_smartro);
}

#[test]
fn a_fix_is_made_by_the_pack_of_the_payment() {
    let paid = |rest: &str| {
        format!(r#"{{"operation": "requestPayment", "request": {{"paymentId": "h1", {rest}}}}}"#)
    };
    let (unnamed, named) = (paid(r#""isEscrow": false"#), paid(r#""channelKey": "key-h""#));
    // Nothing is known of the first one yet.
    let lines = [&*unnamed, &*named, &*unnamed].join("\n");
    let place = place(&[("a.jsonl", &lines), ("b.json", &unnamed)]);
    place.run(&["--fix", "--suggested", "--no-now", "a.jsonl", "b.json"]);
    let fixed = place.read("a.jsonl");
    let has_escrow: Vec<bool> = fixed.lines().map(|line| line.contains("isEscrow")).collect();
    assert_eq!(has_escrow, [true, false, false], "{fixed}");
    assert!(!place.read("b.json").contains("isEscrow"), "{}", place.read("b.json"));
}

#[test]
fn an_id_that_is_used_twice_is_one_of_its_pack() {
    let twice = format!("{}\n{}\n{}\n", payment("key-s"), payment("key-h"), payment("key-s"));
    let place = place(&[("a.jsonl", &twice)]);
    let json = place.json(&["a.jsonl"]);
    let has = |index: usize| {
        json["files"][index]["diagnostics"].to_string().contains("payment-id-reused")
    };
    assert_eq!([0, 1, 2].map(has), [false, false, true]);
}

#[test]
fn what_no_pack_has_is_a_mistake() {
    let place = place(&[("a.json", &payment("key-h"))]);
    place.project(
        "\
language: en
packs: { hanbit: packs/hanbit, nothing: packs/nothing }
",
    );
    let stderr = place.stderr_of(&["a.json"]);
    assert!(stderr.contains("no directory `packs/nothing`"), "{stderr}");
    place.project(
        "\
language: en
packs: { hanbti: packs/hanbit, defualt: packs/hanbit, default: hanbit }
severity: { hanbit/no-escro: off, nopack/no-escrow: off, no-escrow: warning }
suppress: [{ rule: smartro/no-escrow, reason: a test }]
context: { chanel: test }
channels:
  a: { pack: hanbti }
  b: { packs: [smartro, 3], os: beos }
",
    );
    let stderr = place.stderr_of(&["a.json"]).replace("\n  │ ", " ");
    for expected in [
        "the rule pack in the directory of `hanbti` is called `hanbit`",
        "unknown rule `hanbit/no-escro`",
        "unknown rule `nopack/no-escrow`",
        "unknown rule `smartro/no-escrow`",
        "unknown context key `chanel`",
        "unknown rule pack `hanbti`",
        "expected a string for `pack`, found the number `3`",
        "invalid value `beos` for `os`",
    ] {
        assert!(stderr.contains(expected), "{expected}\n{stderr}");
    }
}

#[test]
fn in_sarif_a_result_leads_to_the_rule_of_its_pack() {
    let place = place(&[("h.json", &payment("key-h")), ("s.json", &payment("key-s"))]);
    let sarif = place.run(&["--format", "sarif", "--no-batch", "--no-now", "h.json", "s.json"]);
    let sarif: Value = serde_json::from_slice(&sarif.stdout).unwrap();
    let run = &sarif["runs"][0];
    let results = run["results"].as_array().unwrap();
    for result in results {
        let place = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][place]["id"], result["ruleId"]);
    }
    assert_eq!(results.len(), 3);
}
