//! A shop with channels at three gateways, as its repository has them: `shop` with the packs of
//! `packs/tosspayments` and `packs/inicis` beside the built-in one.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::command::{self, smartro_lint};

const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");

/// What is found in files of the shop.
fn lint(arguments: &[&str]) -> Value {
    let mut command = smartro_lint();
    command.current_dir(Path::new(TESTS).join("project/shop")).args(["--format", "json"]);
    command::json(&command.args(arguments).output().unwrap())
}

/// The packs of each request, and the rules that it breaks: `file#index packs: rules`.
fn found(json: &Value) -> Vec<String> {
    let words = |list: &Value, key: &str| -> String {
        let words = list.as_array().unwrap().iter();
        let words = words.map(|one| one.get(key).unwrap_or(one).as_str().unwrap());
        words.collect::<Vec<_>>().join(" ")
    };
    let requests = json["files"].as_array().unwrap().iter();
    let requests = requests.map(|request| {
        format!(
            "{}#{} {}: {}",
            request["file"].as_str().unwrap(),
            request["index"],
            words(&request["packs"], ""),
            words(&request["diagnostics"], "rule")
        )
    });
    requests.collect()
}

#[test]
fn each_request_of_a_shop_is_judged_by_the_pack_of_its_gateway() {
    let json = lint(&["--no-batch", "."]);
    insta::assert_snapshot!(found(&json).join("\n"));
    // Every finding is of a pack of its request.
    for request in json["files"].as_array().unwrap() {
        for finding in request["diagnostics"].as_array().unwrap() {
            let packs = request["packs"].as_array().unwrap();
            let pack = &finding["pack"];
            assert!(packs.contains(pack) || pack == "engine", "{finding}");
        }
    }
    assert_eq!(json["summary"]["assumed"], 1);
    assert_eq!(json["summary"]["suppressed"], 1);
}

#[test]
fn a_request_of_an_http_file_takes_the_pack_of_an_earlier_one_of_its_payment() {
    let place = tempfile::tempdir().unwrap();
    let file = |name: &str, ids: [&str; 2]| {
        let call = |path: &str, body: &str| {
            format!(
                "POST https://api.portone.io/payments/{path}\nContent-Type: application/json\n\n{body}\n"
            )
        };
        let pay = call(&format!("{}/instant", ids[0]), r#"{ "channelKey": "channel-key-toss" }"#);
        let cancel = call(&format!("{}/cancel", ids[1]), r#"{ "reason": "a" }"#);
        let path = place.path().join(name);
        std::fs::write(&path, format!("{pay}\n###\n{cancel}")).unwrap();
        path.display().to_string()
    };
    for (ids, pack) in [
        (["order1", "order1"], "tosspayments"),
        (["order1", "order2"], "smartro"),
        (["{{id}}", "{{id}}"], "smartro"),
        (["order-{{id}}", "order-{{id}}"], "smartro"),
    ] {
        let json = lint(&["--config", "smartro-lint.yaml", &file("a.http", ids)]);
        let packs: Vec<&Value> =
            json["files"].as_array().unwrap().iter().map(|request| &request["packs"][0]).collect();
        assert_eq!(packs, ["tosspayments", pack], "{ids:?}");
    }
}

#[test]
fn rules_over_a_run_compare_the_requests_of_each_pack_of_a_group() {
    let files = ["group.json", "inicis.json", "smartro.json", "toss.json"]
        .map(|name| format!("requests/{name}"));
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let reused = |files: &[&str]| {
        let json = lint(files);
        let requests = json["files"].as_array().unwrap().iter();
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for request in requests {
            for finding in request["diagnostics"].as_array().unwrap() {
                if finding["rule"].as_str().unwrap().ends_with("payment-id-reused") {
                    let file = request["file"].as_str().unwrap().to_owned();
                    let message = finding["message"].as_str().unwrap();
                    let pack = finding["pack"].as_str().unwrap();
                    let said = if message.starts_with(&format!("{pack}: ")) { "says " } else { "" };
                    all.entry(file).or_default().push(format!("{said}{pack}"));
                }
            }
        }
        all.into_iter()
            .map(|(file, packs)| format!("{file}: {}", packs.join(", ")))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        reused(&files),
        [
            "requests/inicis.json: inicis",
            "requests/smartro.json: smartro",
            "requests/toss.json: tosspayments"
        ]
    );
    let last: Vec<&str> = files.iter().rev().copied().collect();
    assert_eq!(
        reused(&last),
        ["requests/group.json: says smartro, says tosspayments, says inicis"]
    );
}

#[test]
fn severities_suppressions_and_baselines_of_a_shop_name_the_pack() {
    let place = tempfile::tempdir().unwrap();
    let known = place.path().join("known.json").display().to_string();
    let severity = |json: &Value, rule: &str| {
        let all = json["files"].as_array().unwrap().iter();
        let all = all.flat_map(|request| request["diagnostics"].as_array().unwrap());
        let found: Vec<&Value> = all.filter(|one| one["rule"] == rule).collect();
        found.iter().map(|one| one["severity"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let json = lint(&["--no-batch", "requests/shop.har"]);
    assert_eq!(severity(&json, "inicis/currency-supported"), ["warning"]);
    assert_eq!(severity(&json, "tosspayments/currency-supported"), ["error"]);
    let json = lint(&["--no-batch", "requests/old.json", "requests/group.json"]);
    assert_eq!(severity(&json, "tosspayments/payment-id-charset"), ["error"]);
    assert_eq!(json["summary"]["suppressed"], 1);
    let written = ["--no-batch", "--write-baseline", "--baseline", &known, "requests/inicis.json"];
    let mut command = smartro_lint();
    let output = command.current_dir(Path::new(TESTS).join("project/shop")).args(written).output();
    assert_eq!(output.unwrap().status.code(), Some(0));
    let text = std::fs::read_to_string(&known).unwrap();
    assert!(text.contains("\"inicis/payment-id-length\""), "{text}");
    let json = lint(&["--no-batch", "--baseline", &known, "requests/inicis.json"]);
    assert_eq!(found(&json), ["requests/inicis.json#0 inicis: "]);
}
