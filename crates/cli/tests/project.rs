//! Project files, suppressions and baselines, as somebody at a terminal meets them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, outside of test functions"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A directory of files, and the command run in it.
struct Place(TempDir);

const NOW: &str = "now=2026-11-23T12:00:00+09:00";

const CASH: &str = r#"{"operation": "requestPayment", "request": {
  "storeId": "s", "channelKey": "c", "paymentId": "a1", "orderName": "o", "totalAmount": 1000,
  "currency": "KRW", "payMethod": "TRANSFER", "isEscrow": true,
  "customer": {"phoneNumber": "010-1234-5678", "fullName": "n", "email": "a@b.kr"},
  "transfer": {"cashReceiptType": "CORPORATE", "customerIdentifier": "1234567890"}}}"#;

const CANCEL: &str = r#"{"operation": "cancelPayment", "request": {"memo": 1}}"#;

impl Place {
    fn new(files: &[(&str, &str)]) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            place.write(name, text);
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn project(&self, text: &str) {
        self.write("smartro-lint.yaml", text);
    }

    fn run_in(&self, folder: &str, arguments: &[&str], input: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
        command.current_dir(self.path(folder)).args(arguments);
        for name in ["LC_ALL", "LANG", "SMARTRO_LINT_LANG", "NO_COLOR", "COLUMNS"] {
            command.env_remove(name);
        }
        // Tests of the Korean messages ask for them.
        command.env("LANG", "en_US.UTF-8");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes());
        child.wait_with_output().unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_in("", arguments, "")
    }

    /// What the command says on standard error, without the directory's own name.
    fn complaint(&self, arguments: &[&str]) -> String {
        self.plain(&self.run(arguments).stderr)
    }

    fn plain(&self, text: &[u8]) -> String {
        let folder = fs::canonicalize(self.0.path()).unwrap().display().to_string();
        String::from_utf8(text.to_vec()).unwrap().replace(&folder, "DIR")
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let arguments = [&["--format", "json", "--context", NOW], arguments].concat();
        let output = self.run(&arguments);
        let complaint = self.plain(&output.stderr);
        serde_json::from_slice(&output.stdout).map_err(|error| (error, complaint)).unwrap()
    }

    /// The rules that spoke, each as often as it did.
    fn rules(&self, arguments: &[&str]) -> Vec<String> {
        let json = self.json(arguments);
        let files = json["files"].as_array().unwrap().iter();
        let findings = files.flat_map(|file| file["diagnostics"].as_array().unwrap());
        findings.map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
    }

    fn status(&self, arguments: &[&str]) -> i32 {
        self.run(arguments).status.code().unwrap()
    }
}

#[test]
fn every_mistake_of_a_project_file_is_told_at_its_place() {
    let place = Place::new(&[("a.json", CANCEL)]);
    place.project(
        "\
# 결제 요청을 어떻게 검사하는지
langauge: en
fail-on: 3
severity:
  payment-id-lenght: off
  unknown-field: fatal
  missing-field: false
  invalid-json: off
operation: payInstant
context:
  chanel: live
  channel: prod
  mid: { currency: EUR }
exclude: [ /tmp/x ]
overrides:
  - files: [\"instant/[*.json\", ok.json]
  - file: x
  - files: ok.json
    operation: cancel
    context: { os: amiga }
suppress:
  - rule: escrow-no-cash-receipt
    reason: 옛 쇼핑몰
    expires: 2026-02-30
  - rule: escrow-no-cash-receipt
    pointer: card.number
    reason: x
  - rule: escrow-no-cash-recepit
    reason: x
  - rule: escrow-no-cash-receipt
  - rule: escrow-no-cash-receipt
    reason: ' '
  - rule: invalid-json
    reason: x
  - escrow-no-cash-receipt
rules: { unknown-field: off }
",
    );
    for language in ["ko", "en"] {
        let output = place.run(&["--lang", language, "a.json"]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        let name = format!("every_mistake_of_a_project_file-{language}");
        insta::assert_snapshot!(name, place.plain(&output.stderr));
    }
}

#[test]
fn no_mistake_hides_another_one_beside_it() {
    let place = Place::new(&[("a.json", CANCEL)]);
    place.project(
        "\
1: 2
exlude: [/tmp/y]
severity: { payment-id-lenght: fatal, unknwon-field: 3, 7: off }
overrides:
  - files: [/tmp/x, '']
    operation: cancel
    context: { os: amiga, chanel: live }
    excludes: x
suppress:
  - rule: escrow-no-cash-recepit
    expires: 2026-02-30
    pointer: a.b
    files: ../a.json
    reason: ''
    until: x
  - ruel: unknwon-field
    reason:
",
    );
    let complaint = place.complaint(&["a.json"]);
    let expected = [
        "a key must be a string",
        "unknown key `exlude`",
        "`/tmp/y` leads out",
        "unknown rule `payment-id-lenght`",
        "unknown value `fatal`",
        "unknown rule `unknwon-field`",
        "found\n  │ the number `3`",
        "a key must be a string",
        "`/tmp/x` leads out",
        "`` matches no files",
        "unknown operation `cancel`",
        "invalid value `amiga`",
        "unknown context key `chanel`",
        "unknown key `excludes`",
        "unknown rule `escrow-no-cash-recepit`",
        "`2026-02-30` is not a valid date",
        "`a.b` is not a JSON Pointer",
        "`../a.json` leads out",
        "the reason is empty",
        "unknown key `until`",
        "unknown key `ruel`",
        "unknown rule `unknwon-field`",
        "missing key `reason`",
    ];
    for text in expected {
        assert!(complaint.contains(text), "{text}\n{complaint}");
    }
    let heading = format!("has {} mistakes", expected.len());
    assert!(complaint.contains(&heading), "{complaint}");
}

#[test]
fn a_file_that_is_no_mapping_of_yaml() {
    let place = Place::new(&[("a.json", CANCEL)]);
    let mut told = String::new();
    for text in [
        "language: en\n  fail-on: error\n",
        "language: en\nlanguage: ko\n",
        "- en\n",
        "1: en\n",
        "language: !x en\n",
        "rules: nowhere\n",
    ] {
        place.project(text);
        told.push_str(&place.complaint(&["a.json"]));
        told.push_str("--------\n");
    }
    insta::assert_snapshot!(told);
    for nothing in ["", "# nothing yet\n", "severity:\nsuppress:\n  -\n"] {
        place.project(nothing);
        assert_eq!(place.status(&["a.json"]), 1, "{nothing}");
    }
}

#[test]
fn rules_are_set_and_switched_off() {
    let place = Place::new(&[("a.json", CANCEL)]);
    assert_eq!(place.rules(&["a.json"]), ["missing-field", "unknown-field"]);
    place.project("severity: { missing-field: off, unknown-field: error }");
    let json = place.json(&["a.json"]);
    assert_eq!(json["summary"]["errors"], 1);
    assert_eq!(json["files"][0]["diagnostics"][0]["rule"], "unknown-field");
    assert_eq!(place.rules(&["--no-config", "a.json"]).len(), 2);
}

#[test]
fn the_command_line_goes_first_then_overrides_then_the_file() {
    let bare = r#"{"reason": "변심"}"#;
    let place = Place::new(&[("a.json", bare), ("b/a.json", bare), ("b/c/a.json", bare)]);
    place.project(
        "\
language: en
operation: cancelPayment
context: { channel: live, contracts: [escrow], now: 2026-11-23T12:00:00+09:00 }
overrides:
  - files: b
    operation: payInstantly
    context: { channel: test }
  - files: [b/c/*.json]
    operation: issueBillingKey
",
    );
    let operations = |arguments: &[&str]| -> Vec<String> {
        let json = place.json(&[arguments, &["."]].concat());
        let files = json["files"].as_array().unwrap().iter();
        files.map(|file| file["operation"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(operations(&[]), ["cancelPayment", "payInstantly", "issueBillingKey"]);
    assert_eq!(operations(&["--operation", "cancelPayment"]), ["cancelPayment"; 3]);

    // `channel: test` makes `test-partial-cancel` speak, and its absence leaves it open.
    let partial = r#"{"reason": "변심", "amount": 10, "currentCancellableAmount": 100}"#;
    let place = Place::new(&[("a.json", partial), ("b.json", partial)]);
    place.project(
        "\
operation: cancelPayment
context: { channel: live }
overrides: [{ files: b.json, context: { channel: test } }]
",
    );
    assert_eq!(place.rules(&["a.json"]).len(), 0);
    assert_eq!(place.rules(&["b.json"]), ["test-partial-cancel"]);
    assert_eq!(place.rules(&["--context", "channel=live", "b.json"]).len(), 0);
}

#[test]
fn language_and_fail_on() {
    let warned = r#"{"operation": "cancelPayment", "request": {"reason": "a", "memo": 1}}"#;
    let place = Place::new(&[("a.json", warned)]);
    place.project("language: en\nfail-on: warning\n");
    let output = place.run(&["a.json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        place.plain(&output.stdout).ends_with("requests: 1; errors: 0, warnings: 1, advice: 0\n")
    );
    let output = place.run(&["--lang", "ko", "--fail-on", "error", "a.json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(place.plain(&output.stdout).starts_with("unknown-field\n"));
    assert!(place.plain(&output.stdout).contains("요청 1개"));
}

#[test]
fn the_nearest_file_counts_for_each_linted_file() {
    let place = Place::new(&[
        ("a/x.json", CANCEL),
        ("a/b/x.json", CANCEL),
        ("c/x.json", CANCEL),
        ("a/smartro-lint.yaml", "language: en\nseverity: { missing-field: off }\n"),
        (
            "a/b/smartro-lint.yaml",
            "language: ko\nseverity: { missing-field: advice, unknown-field: off }\n",
        ),
    ]);
    let found = |path: &str| place.rules(&[path]);
    assert_eq!(found("a/x.json"), ["unknown-field"]);
    assert_eq!(found("a/b/x.json"), ["missing-field"]);
    assert_eq!(found("c/x.json").len(), 2);
    assert_eq!(found("a/b/../x.json"), ["unknown-field"]);
    // All of them in one run: each fails or not as its own file says.
    assert_eq!(found(".").len(), 4);
    assert_eq!((place.status(&["a"]), place.status(&["."])), (0, 1));
    let json = place.json(&["a"]);
    let message = |file: usize| json["files"][file]["diagnostics"][0]["message"].to_string();
    assert!(message(0).contains("필요") || !message(0).is_ascii(), "{}", message(0));
    assert!(message(1).is_ascii(), "{}", message(1));
    // From below, and for standard input.
    let output = place.run_in("a", &["--format", "json", "-"], CANCEL);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["files"][0]["diagnostics"][0]["rule"], "unknown-field");
    let output = place.run_in("a/b", &["--format", "json", "../x.json"], "");
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["files"][0]["diagnostics"][0]["rule"], "unknown-field");
}

#[test]
fn a_project_file_can_be_named() {
    let place =
        Place::new(&[("a/x.json", CANCEL), ("other.yaml", "severity: { missing-field: off }")]);
    place.write("a/smartro-lint.yaml", "nonsense: 1");
    assert_eq!(place.status(&["a"]), 2);
    assert_eq!(place.rules(&["--config", "other.yaml", "a"]), ["unknown-field"]);
    assert_eq!(place.rules(&["--no-config", "a"]).len(), 2);
    assert!(
        place.complaint(&["--config", "nowhere.yaml", "a"]).contains("cannot read `nowhere.yaml`")
    );
}

#[test]
fn packs_of_two_projects_are_kept_apart() {
    let pack = |rule: &str| {
        format!(
            "/// Doc.\nrule {rule}: error {{\n  on cancelPayment with id = reason\n  require unique id across batch\n}}\n"
        )
    };
    let request = r#"{"operation": "cancelPayment", "request": {"reason": "a"}}"#;
    let manifest = "name: x\nversion: 1.0.0\nuses: [portone]\n";
    let place = Place::new(&[
        ("a/x.json", request),
        ("b/x.json", request),
        ("b/y.json", request),
        ("a/smartro-lint.yaml", "rules: ../packs/one\n"),
        ("b/smartro-lint.yaml", "rules: ../packs/two\n"),
        ("packs/one/pack.yaml", manifest),
        ("packs/one/a.rules", &pack("one")),
        ("packs/two/pack.yaml", manifest),
        ("packs/two/a.rules", &pack("two")),
    ]);
    assert_eq!(place.rules(&["a", "b"]), ["two"]);
    assert_eq!(place.rules(&["--rules", "packs/one", "a", "b"]), ["one", "one"]);
}

#[test]
fn excluded_files_are_not_linted() {
    let place = Place::new(&[("a.json", CANCEL), ("old/b.json", CANCEL), ("c/old.json", CANCEL)]);
    place.project("exclude: [old/, '**/old.json']\n");
    assert_eq!(place.json(&["."])["summary"]["requests"], 1);
    assert_eq!(
        place.complaint(&["old/b.json"]),
        "note: `old/b.json` is excluded by its project file\n\
         warning: nothing was linted: no requests in `old/b.json`\n"
    );
    assert_eq!(place.status(&["old/b.json"]), 0);
    assert_eq!(place.rules(&["--no-config", "old/b.json"]).len(), 2);
}

#[test]
fn suppressions_name_a_rule_files_and_a_pointer() {
    let place = Place::new(&[("old/a.json", &CASH.replace("a1", "a2")), ("b.json", CASH)]);
    let all = place.rules(&["b.json"]);
    assert_eq!(all, ["escrow-no-cash-receipt"]);
    let found = |suppression: &str| {
        place.project(&format!("suppress:\n  - {{ {suppression}, reason: 그래서 }}\n"));
        let json = place.json(&["."]);
        let count = |file: usize| json["files"][file]["diagnostics"].as_array().unwrap().len();
        (count(0), count(1), json["summary"]["suppressed"].as_u64())
    };
    assert_eq!(found("rule: escrow-no-cash-receipt"), (0, 0, Some(2)));
    assert_eq!(found("rule: escrow-no-cash-receipt, files: old"), (1, 0, Some(1)));
    assert_eq!(found("rule: escrow-no-cash-receipt, pointer: /transfer/*"), (0, 0, Some(2)));
    assert_eq!(found("rule: escrow-no-cash-receipt, pointer: /transfer"), (1, 1, None));
    assert_eq!(found("rule: escrow-no-direct-card"), (1, 1, None));
    // What was to be mended is meant to be.
    place.project("suppress: [{ rule: escrow-no-cash-receipt, reason: x }]");
    let output = place.run(&["--lang", "en", "--fix", "--suggested", "b.json"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(place.read("b.json"), CASH);
    assert_eq!(
        place.plain(&output.stdout),
        "requests: 1; errors: 0, warnings: 0, advice: 0; suppressed: 1\n"
    );
}

#[test]
fn suppressions_that_do_nothing_are_told() {
    let place = Place::new(&[("old/a.json", CASH), ("old/b.json", CASH)]);
    place.project(
        "\
language: en
suppress:
  - rule: escrow-no-cash-receipt
    files: old/a.json
    reason: the old shop
    expires: 2026-11-23
  - rule: escrow-no-cash-receipt
    files: old/b.json
    reason: the old shop
    expires: 2026-11-22
  - rule: payment-id-length
    files: old/*.json
    reason: never seen
  - rule: unknown-field   # 아무 데도 없음
    reason: never seen
",
    );
    let arguments = ["--context", NOW];
    let output = place.run(&[&arguments[..], &["."]].concat());
    assert_eq!(output.status.code(), Some(1), "an expired one holds nothing");
    insta::assert_snapshot!(place.plain(&output.stderr));
    // Where not all that they speak of is linted, nobody knows; and none is worth a failure.
    let told = |paths: &[&str]| {
        let complaint = place.complaint(&[&arguments[..], paths].concat());
        ["expired-", "unused-"].map(|code| complaint.matches(code).count())
    };
    assert_eq!(told(&["old/a.json"]), [1, 0]);
    assert_eq!(told(&["old"]), [1, 1]);
    assert_eq!(told(&["."]), [1, 2]);
    assert_eq!(place.status(&[&arguments[..], &["old/a.json"]].concat()), 0);
    let korean_midnight = ["--context", "now=2026-11-22T14:59:59Z", "old/b.json"];
    assert_eq!(place.status(&korean_midnight), 0);
}

fn requests(ids: &[&str]) -> String {
    let request = |id: &&str| {
        format!(r#"{{"url": "/payments/{id}/instant", "data": {{"orderName": 1, "extra": 2}}}}"#)
    };
    ids.iter().map(request).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_baseline_keeps_old_findings_quiet() {
    let place = Place::new(&[("a.json", CANCEL), ("b/c.jsonl", &requests(&["x", "y", "x"]))]);
    let all = place.rules(&["."]);
    assert!(all.contains(&"payment-id-reused".to_owned()));
    let write = ["--write-baseline", "--baseline", "base.json", "."];
    let output = place.run(&[&["--lang", "en"], &write[..]].concat());
    assert_eq!(output.status.code(), Some(0));
    let kept = all.len();
    assert_eq!(
        place.plain(&output.stderr),
        format!("note: the baseline `base.json` records {kept} findings\n")
    );
    assert_eq!(
        place.plain(&output.stdout),
        format!("requests: 4; errors: 0, warnings: 0, advice: 0; suppressed: {kept}\n")
    );
    insta::assert_snapshot!(place.read("base.json"));
    let written = place.read("base.json");
    let output = place.run(&["--baseline", "base.json", "."]);
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
    // However the JSON is laid out.
    let json: Value = serde_json::from_str(CANCEL).unwrap();
    place.write("a.json", &serde_json::to_string_pretty(&json).unwrap());
    assert!(place.rules(&["--baseline", "base.json", "."]).is_empty());
    place.run(&write);
    assert_eq!(place.read("base.json"), written);
    // A new finding is told, also one more of a kind that there was.
    place.write("a.json", &CANCEL.replace("\"memo\": 1", "\"memo\": 1, \"x\": 2"));
    assert_eq!(place.rules(&["--baseline", "base.json", "."]), ["unknown-field"]);
    assert_eq!(place.status(&["--baseline", "base.json", "--fail-on", "warning", "."]), 1);
    // What is gone is told, of files that are linted and of files that are gone.
    place.write("a.json", r#"{"operation": "cancelPayment", "request": {"reason": "a"}}"#);
    assert_eq!(
        place.complaint(&["--baseline", "base.json", "."]),
        "note: 2 findings of the baseline `base.json` no longer occur; `--write-baseline` removes \
         them\n"
    );
    assert_eq!(place.complaint(&["--baseline", "base.json", "b"]), "");
    fs::remove_file(place.path("a.json")).unwrap();
    assert!(place.complaint(&["--baseline", "base.json", "b"]).starts_with("note: 2 findings"));
}

#[test]
fn a_list_in_a_context_is_asked_for_where_a_word_stands() {
    let place = Place::new(&[("a.json", CANCEL)]);
    let said = |context: &str| {
        place.project(&format!("language: en\ncontext: {context}\n"));
        let words = place.complaint(&["a.json"]).replace('│', " ");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let list = "expected a list of `easy-pay`, `tax-free`,";
    assert!(
        said("{ contracts: easy-pay }")
            .contains(&format!("invalid value `easy-pay` for `contracts`: {list}"))
    );
    let told =
        said("{ contracts: [easypay], channel: live, now: 2026-11-23T12:00:00+09:00, mid: KRW }");
    assert!(told.contains(r#"invalid value `["easypay"]` for `contracts`"#), "{told}");
    // A long line is shown in part, and the list in it.
    assert!(told.contains("contracts: [easypay]") && !told.contains("Failed"), "{told}");
}

#[test]
fn a_text_in_utf16_is_told_to_be_so_wherever_it_is_read() {
    let place = Place::new(&[
        ("a.json", CANCEL),
        ("my-pg/pack.yaml", "name: my-pg\nversion: 0.1.0\nuses: [portone]\n"),
    ]);
    let marked = |text: &str| {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    let write = |name: &str, text: &str| fs::write(place.path(name), marked(text)).unwrap();
    write("lint.yaml", "language: en\n");
    write("base.json", "{\"version\": 1, \"findings\": []}");
    write("context.json", "{\"channel\": \"live\"}");
    write("my-pg/ids.rules", "/// A rule.");
    for (option, path, named) in [
        ("--config", "lint.yaml", "cannot read `lint.yaml`"),
        ("--baseline", "base.json", "cannot read the baseline `base.json`"),
        ("--context", "context.json", "--context: cannot read `context.json`"),
        ("--rules", "my-pg", "cannot read `my-pg/ids.rules`"),
    ] {
        let output = place.run_in("", &[option, path, "a.json"], "");
        let said = String::from_utf8(output.stderr).unwrap();
        let advice = "UTF-16 instead of UTF-8: `iconv -f UTF-16 -t UTF-8` converts it";
        assert_eq!(output.status.code(), Some(2), "{path}");
        assert_eq!(said, format!("error: {named}: {advice}\n"));
    }
}

#[test]
fn what_was_not_linted_stays_in_a_baseline() {
    let place = Place::new(&[("a.json", CANCEL), ("b/c.json", CANCEL)]);
    place.project("baseline: base.json\n");
    assert_eq!(place.status(&["."]), 2);
    assert_eq!(
        place.complaint(&["."]),
        "error: cannot read the baseline `base.json`: No such file or directory (os error 2); \
         `--write-baseline` creates it\n"
    );
    place.run(&["--write-baseline", "."]);
    let both = place.read("base.json");
    assert_eq!(both.matches("\"b/c.json\"").count(), 2);
    let output = place.run_in("b", &["--write-baseline", "c.json"], "");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(place.read("base.json"), both);
    place.write("b/c.json", r#"{"operation": "cancelPayment", "request": {"reason": "a"}}"#);
    place.run(&["--write-baseline", "b"]);
    assert_eq!(place.read("base.json").matches("\"a.json\"").count(), 2);
    assert_eq!(place.read("base.json").matches("\"b/c.json\"").count(), 0);
    place.write("base.json", "{");
    assert!(
        place.complaint(&["."]).starts_with("error: cannot read the baseline `base.json`: EOF")
    );
}

#[test]
fn a_baseline_needs_a_file_and_keeps_no_text_that_is_no_json() {
    let place = Place::new(&[("a.json", "{")]);
    assert_eq!(
        place.complaint(&["--write-baseline", "a.json"]),
        "error: `--write-baseline` needs a file: name it with `--baseline FILE`, or as \
         `baseline` in `smartro-lint.yaml`\n"
    );
    let arguments = ["--write-baseline", "--baseline", "base.json", "a.json"];
    assert_eq!(place.status(&arguments), 1);
    assert_eq!(place.read("base.json"), "{\n  \"version\": 1,\n  \"findings\": []\n}\n");
}

#[test]
fn threads_hold_back_the_same_findings() {
    let ids: Vec<String> = (0..4000).map(|index| format!("p{}", index % 3900)).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let place = Place::new(&[("a.jsonl", &requests(&ids))]);
    place.project(
        "\
suppress:
  - { rule: payment-id-reused, reason: a repeated log }
  - { rule: unknown-field, pointer: /extra, reason: ours }
",
    );
    let run = |threads: &str| {
        let output = place.run(&["--format", "json", "--context", NOW, threads, "a.jsonl"]);
        place.plain(&output.stdout)
    };
    let one = run("-j1");
    assert!(one == run("-j4"));
    let json: Value = serde_json::from_str(&one).unwrap();
    assert_eq!(json["summary"]["suppressed"], 4100);
    assert!(!one.contains("payment-id-reused"));
    let write = |threads: &str| {
        place.run(&["--write-baseline", "--baseline", "base.json", threads, "a.jsonl"]);
        place.read("base.json")
    };
    assert!(write("-j1") == write("-j4"));
    assert_eq!(place.json(&["--baseline", "base.json", "-j4", "a.jsonl"])["summary"]["errors"], 0);
}

#[test]
fn a_project_file_to_start_from() {
    let place = Place::new(&[("a.json", CANCEL)]);
    let output = place.run(&["init"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(place.status(&["a.json"]), 1);
    assert_eq!(
        place.complaint(&["init"]),
        "error: `smartro-lint.yaml` exists already and is left as it is\n"
    );
    // Every example in it is one that can be used.
    let template = place.read("smartro-lint.yaml");
    let lines = template.lines().map(|line| {
        let example = line.strip_prefix("# ").filter(|rest| {
            let key = rest.split(' ').next().unwrap_or("");
            rest.starts_with([' ', '-']) || (key.ends_with(':') && key != "yaml-language-server:")
        });
        example.unwrap_or(line).to_owned() + "\n"
    });
    let used: String = lines.collect();
    assert!(used.contains("\nlanguage: ko\n") && used.contains("\n    expires: "), "{used}");
    place.project(&used);
    place.write(".smartro-lint-baseline.json", r#"{"version": 1, "findings": []}"#);
    let output = place.run(&["--context", NOW, "a.json"]);
    assert_eq!(place.plain(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn names_of_the_template_and_the_readme_lead_to_the_schema() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let read = |name: &str| fs::read_to_string(root.join(name)).unwrap();
    let first = read("crates/cli/src/project/template.en.yaml").lines().next().unwrap().to_owned();
    let schema = first.strip_prefix("# yaml-language-server: $schema=").unwrap();
    assert!(["README.md", "README.ko.md"].iter().all(|page| read(page).contains(&first)));
    let place = Place::new(&[]);
    place.run(&["init"]);
    assert_eq!(place.read(schema), read("smartro-lint.schema.json"));
}
