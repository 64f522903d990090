//! Which rule pack lints the requests of a channel.

use crate::{NOW, Workspace};

/// A payment that breaks a rule, on a channel.
fn payment(channel: &str) -> String {
    crate::CASH.replace("\"channelKey\": \"c\"", &format!("\"channelKey\": \"{channel}\""))
}

const PAGE: &str = "\
import * as PortOne from '@portone/browser-sdk/v2';
const CHANNEL_KEY = process.env.NEXT_PUBLIC_SMARTRO_CHANNEL_KEY;
PortOne.requestPayment({ storeId: 's', channelKey: CHANNEL_KEY, paymentId: 'a-b' });
PortOne.requestPayment({ storeId: 's', channelKey: process.env.TOSS_KEY, paymentId: 'a-b' });
";

#[test]
fn requests_of_another_pack_are_counted_and_not_linted() {
    let place = Workspace::new(&[("a.json", &payment("key-1")), ("b.json", &payment("key-2"))]);
    assert_eq!(place.json(&["."])["files"].as_array().unwrap().len(), 2);
    place.project("channels: { key-2: { pack: tosspayments } }\n");
    let json = place.json(&["."]);
    assert_eq!(json["files"].as_array().unwrap().len(), 1);
    assert_eq!(json["summary"]["otherPack"], 1);
    assert_eq!(json["summary"]["assumed"], 1);
    assert_eq!(json["summary"]["requests"], 1);
    // Nothing of it is fixed, and it is not the same as nothing to lint.
    let fixed = place.run(&["--fix", "--suggested", "b.json"]);
    assert_eq!(place.read("b.json"), payment("key-2"));
    assert_eq!((fixed.status.code(), place.plain(&fixed.stderr)), (Some(0), String::new()));
    assert_eq!(
        place.plain(&fixed.stdout),
        "requests: 0; errors: 0, warnings: 0, advice: 0; requests of channels of other rule packs, \
         not checked: 1\n"
    );
}

#[test]
fn what_has_no_channel_is_nobodys_by_its_channel() {
    let cancel = r#"{"operation": "cancelPayment", "request": {"reason": 1}}"#;
    let place = Workspace::new(&[("cancel.json", cancel), ("note.json", r#"{"note": 1}"#)]);
    place.project("channels: { key-2: { pack: tosspayments } }\n");
    let summary = &place.json(&["cancel.json"])["summary"];
    assert_eq!(summary["requests"], 1);
    assert!(summary.get("assumed").is_none(), "{summary}");
    // What is no request is reported, whatever pack the others are of.
    place.project("channels: { key-2: { pack: smartro } }\npacks: { default: tosspayments }\n");
    let json = place.json(&["note.json"]);
    assert_eq!(json["files"][0]["diagnostics"][0]["rule"], "unknown-operation", "{json}");
    assert!(json["summary"].get("otherPack").is_none(), "{json}");
    assert_eq!(place.json(&["cancel.json"])["summary"]["otherPack"], 1);
}

#[test]
fn the_default_pack_lints_what_no_channel_says() {
    let place = Workspace::new(&[("a.json", &payment("key-1")), ("b.json", &payment("key-2"))]);
    place.project("channels: { key-2: { pack: smartro } }\npacks: { default: tosspayments }\n");
    let json = place.json(&["."]);
    assert_eq!(json["files"][0]["file"], "./b.json");
    assert_eq!(json["summary"]["otherPack"], 1);
    assert!(json["summary"].get("assumed").is_none());
}

#[test]
fn a_channel_has_a_context() {
    let on = |channel: &str| {
        format!(
            r#"{{"operation": "requestIssueBillingKey", "request": {{"channelKey": "{channel}"}}}}"#
        )
    };
    let place = Workspace::new(&[("a.json", &on("key-1")), ("b.json", &on("key-2"))]);
    place.project(
        "channels: { key-1: { channel: live }, key-2: { pack: smartro, contracts: [escrow] } }\n",
    );
    let needs = |file: &str| {
        let json = place.json(&[file]);
        json["files"][0]["undecided"].to_string()
    };
    assert!(!needs("a.json").contains("\"channel\""), "{}", needs("a.json"));
    assert!(!needs("b.json").contains("\"contracts\""), "{}", needs("b.json"));
}

#[test]
fn the_context_of_an_envelope_goes_before_that_of_its_channel() {
    let text = r#"{"operation": "requestPayment", "request": {"channelKey": "key-1", "easyPay": {"easyPayProvider": "KAKAOPAY"}}}"#;
    let live = text.replace("\"request\"", "\"context\": {\"channel\": \"live\"}, \"request\"");
    let place = Workspace::new(&[("test.json", text), ("live.json", &live)]);
    place.project("channels: { key-1: { channel: test } }\n");
    let found = |file: &str| place.json(&[file])["files"][0]["diagnostics"].to_string();
    assert!(found("test.json").contains("test-kakaopay-no-auto-cancel"), "{}", found("test.json"));
    assert!(!found("live.json").contains("test-kakaopay-no-auto-cancel"), "{}", found("live.json"));
}

#[test]
fn source_code_names_channels_by_what_holds_their_keys() {
    let place = Workspace::new(&[("page.ts", PAGE)]);
    let errors = |text: &str| {
        place.project(text);
        let json = place.json(&["page.ts"]);
        let count = |key: &str| json["summary"][key].as_u64().unwrap_or(0);
        (count("requests"), count("otherPack"), count("assumed"))
    };
    assert_eq!(errors(""), (2, 0, 2));
    assert_eq!(errors("channels: { CHANNEL_KEY: { channel: test } }"), (2, 0, 1));
    assert_eq!(errors("channels: { TOSS_KEY: { pack: tosspayments } }"), (1, 1, 1));
    assert_eq!(
        errors(
            "channels: { NEXT_PUBLIC_SMARTRO_CHANNEL_KEY: { pack: smartro }, process.env.TOSS_KEY: { \
             pack: tosspayments } }"
        ),
        (1, 1, 0)
    );
    let output = place.run(&["--no-config", "--context", NOW, "page.ts"]);
    assert!(
        place.plain(&output.stdout).contains("; unknown channel, checked with the default pack: 2")
    );
}

#[test]
fn mistakes_in_channels_are_reported_at_their_places() {
    let place = Workspace::new(&[("a.json", &payment("key-1"))]);
    place.project(
        "\
language: en
channels:
  a: { pack: smarto, contracts: [escrw] }
  b: { pack: 3 }
  c: { pack: smartro, chanel: test }
  d: smartro
  e: { pack: tosspayments, mode: live }
packs: { defualt: smartro }
",
    );
    let stderr = place.stderr_of(&["a.json"]).replace("\n  │ ", " ");
    for expected in [
        "unknown rule pack `smarto`",
        "did you mean `smartro`?",
        "invalid value `escrw` for `contracts`",
        "expected a string for `pack`, found the number `3`",
        "unknown context key `chanel`, did you mean `channel`?",
        "expected a mapping for `d`, found the string `smartro`",
        "unknown key `defualt`",
        "has 6 mistakes",
    ] {
        assert!(stderr.contains(expected), "{expected}\n{stderr}");
    }
}
