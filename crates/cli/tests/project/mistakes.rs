//! Mistakes of project files, each at its place.

use std::fs;

use crate::{CANCEL, Workspace};

#[test]
fn every_mistake_is_reported_at_its_place() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
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
fn a_key_that_begins_as_another_is_a_mistake_that_names_it() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
    place.project("lang: en\nseverities: { unknown-field: off }\n");
    let output = place.run(&["--lang", "en", "a.json"]);
    let shown = place.plain(&output.stderr);
    assert!(shown.contains("did you mean `language`?"), "{shown}");
    assert!(shown.contains("did you mean `severity`?"), "{shown}");
}

#[test]
fn no_mistake_hides_another_one_beside_it() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
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
    let stderr = place.stderr_of(&["a.json"]);
    let expected = [
        "a key must be a string",
        "unknown key `exlude`",
        "`/tmp/y` leads out",
        "unknown rule `payment-id-lenght`",
        "invalid value `fatal`",
        "unknown rule `unknwon-field`",
        "found\n  │ the number `3`",
        "a key must be a string",
        "`/tmp/x` leads out",
        "an empty glob matches no files",
        "unknown operation `cancel`",
        "invalid value `amiga`",
        "unknown context key `chanel`",
        "unknown key `excludes`",
        "unknown rule `escrow-no-cash-recepit`",
        "`2026-02-30` is not a valid date",
        "`a.b` is not a JSON Pointer",
        "`../a.json` leads out",
        "`reason` is empty",
        "unknown key `until`",
        "unknown key `ruel`",
        "unknown rule `unknwon-field`",
        "missing key `reason`",
    ];
    for text in expected {
        assert!(stderr.contains(text), "{text}\n{stderr}");
    }
    let heading = format!("has {} mistakes", expected.len());
    assert!(stderr.contains(&heading), "{stderr}");
}

#[test]
fn a_file_that_is_no_mapping_of_yaml() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
    let mut message = String::new();
    for text in [
        "language: en\n  fail-on: error\n",
        "language: en\nlanguage: ko\n",
        "- en\n",
        "1: en\n",
        "language: !x en\n",
        "rules: nowhere\n",
    ] {
        place.project(text);
        message.push_str(&place.stderr_of(&["a.json"]));
        message.push_str("--------\n");
    }
    insta::assert_snapshot!(message);
    for nothing in ["", "# nothing yet\n", "severity:\nsuppress:\n  -\n"] {
        place.project(nothing);
        assert_eq!(place.status(&["a.json"]), 1, "{nothing}");
    }
}

#[test]
fn a_list_in_a_context_is_expected_where_a_word_is() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
    let printed = |context: &str| {
        place.project(&format!("language: en\ncontext: {context}\n"));
        let words = place.stderr_of(&["a.json"]).replace('│', " ");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let list = "expected a list of `easy-pay`, `tax-free`,";
    assert!(
        printed("{ contracts: easy-pay }")
            .contains(&format!("invalid value `easy-pay` for `contracts`: {list}"))
    );
    let message = printed(
        "{ contracts: [easypay], channel: live, now: 2026-11-23T12:00:00+09:00, mid: KRW }",
    );
    assert!(
        message.contains("invalid value `easypay` for `contracts`, did you mean `easy-pay`?"),
        "{message}"
    );
    // A long line is shown in part, and the list in it.
    assert!(message.contains("contracts: [easypay]") && !message.contains("Failed"), "{message}");
}

#[test]
fn a_text_in_utf16_is_reported_wherever_it_is_read() {
    let place = Workspace::new(&[
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
        let printed = String::from_utf8(output.stderr).unwrap();
        let advice = "UTF-16 instead of UTF-8: `iconv -f UTF-16 -t UTF-8` converts it";
        assert_eq!(output.status.code(), Some(2), "{path}");
        let hint = "; write `key=value`, or name a JSON file";
        let hint = if option == "--context" { hint } else { "" };
        assert_eq!(printed, format!("error: {named}: {advice}{hint}\n"));
    }
}

#[test]
fn what_is_wrong_in_a_context_is_shown_at_its_key() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
    for (context, column, message) in [
        ("{channel: live, mid.currency: EUR}", 26, "`mid.currency` is a nested key"),
        (
            "{channel: live, mid.currncy: KRW}",
            26,
            "unknown context key `mid.currncy`, did you mean",
        ),
        ("{channel: live, mid: {currency: EUR}}", 42, "invalid value `EUR` for `mid.currency`"),
        (
            "{channel: live, mid: {currncy: KRW}}",
            32,
            "unknown context key `mid.currncy`, did you mean",
        ),
        ("{channel: live, zzz: 1}", 26, "unknown context key `zzz` (one of `now`, `channel`, "),
    ] {
        place.project(&format!("language: en\ncontext: {context}\n"));
        let stderr = place.stderr_of(&["a.json"]);
        assert!(stderr.contains(message), "{stderr}");
        assert!(stderr.contains(&format!("[smartro-lint.yaml:2:{column}]")), "{stderr}");
    }
    place.write("context.json", r#"{"mid.currency": "KRW"}"#);
    place.project("language: en\n");
    let stderr = place.stderr_of(&["--context", "context.json", "a.json"]);
    assert!(stderr.contains(r#"write `"mid": {"currency": …}`"#), "{stderr}");
}

/// The mistakes of a project file, on one line.
fn mistakes(place: &Workspace, language: &str, text: &str) -> String {
    place.project(text);
    let output = place.run(&["--lang", language, "a.json"]);
    assert_eq!(output.status.code(), Some(2), "{text}");
    let words = place.plain(&output.stderr).replace('│', " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn settings_that_do_nothing_are_mistakes() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
    for (text, english, korean) in [
        (
            "packs: { default: tossy }\n",
            ["the default pack `tossy` is not loaded", "or name a loaded one: `smartro`"],
            ["`tossy`: 불러오지 않은 규칙 팩은 `default`로", "불러온 규칙 팩(`smartro`)을 쓰세요"],
        ),
        (
            "channels: { C: { packs: [] } }\n",
            ["`packs` is empty", ""],
            ["`packs` 값이 비어 있습니다", ""],
        ),
        (
            "channels: { D: { pack: smartro, packs: [smartro] } }\n",
            ["`pack` and `packs` cannot be used together", "keep `pack` for one rule pack"],
            ["`pack`과 `packs`를 함께 쓸 수 없습니다", "여러 개면 `packs`만 남기세요"],
        ),
        (
            "overrides:\n  - files: a.json\n",
            ["this override sets nothing", "add `operation` or `context`"],
            ["이 항목에는 설정이 없습니다", "`operation`이나 `context`를 쓰거나"],
        ),
        (
            "overrides:\n  - { files: [], operation: cancelPayment }\n",
            ["`files` is empty", ""],
            ["`files` 값이 비어 있습니다", ""],
        ),
        (
            "suppress:\n  - { rule: missing-field, files: [], reason: x }\n",
            ["`files` is empty", ""],
            ["`files` 값이 비어 있습니다", ""],
        ),
        (
            "overrides:\n  - operation: cancelPayment\n",
            ["missing key `files`", "`files: instant/*.json`"],
            ["`files` 키가 없습니다", "`files: instant/*.json`처럼 쓰세요"],
        ),
        (
            "exclude: '*.json'\n",
            ["expected a list", "write a list: `exclude: [\"*.json\"]`"],
            [
                "`exclude`: 타입이 다릅니다. 필요한 타입: 목록",
                "`exclude: [\"*.json\"]`처럼 목록으로",
            ],
        ),
    ] {
        for (language, expected) in [("en", english), ("ko", korean)] {
            let shown = mistakes(&place, language, text);
            assert!(expected.iter().all(|part| shown.contains(part)), "{text}{shown}");
        }
    }
}

#[test]
fn a_channel_of_the_default_pack_needs_no_settings() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
    place.project("channels: { B: {} }\npacks: { default: smartro }\n");
    assert_eq!(place.status(&["a.json"]), 1);
}

#[test]
fn empty_values_are_named_by_their_keys() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
    for key in ["operation", "baseline", "rules"] {
        for value in ["''", "' '"] {
            let shown = mistakes(&place, "ko", &format!("{key}: {value}\n"));
            assert!(shown.contains(&format!("`{key}` 값이 비어 있습니다")), "{shown}");
            assert!(!shown.contains("``"), "{shown}");
        }
    }
    let shown = mistakes(&place, "ko", "exclude: ['']\n");
    assert!(shown.contains("글롭이 비어 있습니다. 모든 파일은 `**`로 쓰세요"), "{shown}");
}

#[test]
fn text_after_the_value_is_no_second_document() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
    let text = "\"fail-on\" error\n";
    let shown = mistakes(&place, "en", text);
    assert!(shown.contains("is the `:` of a `key: value` missing?"), "{shown}");
    let shown = mistakes(&place, "ko", text);
    assert!(shown.contains("`키: 값`의 `:`이 빠지지 않았는지 확인하세요"), "{shown}");
    let shown = mistakes(&place, "en", "language: en\n---\nlanguage: ko\n");
    assert!(shown.contains("more than one document"), "{shown}");
}

#[test]
fn a_value_of_the_context_is_named_with_the_one_that_was_meant() {
    let place = Workspace::new(&[("a.json", CANCEL), ("c.json", "{\n  \"channel\": live }")]);
    let shown = mistakes(&place, "ko", "context: { contracts: [card-point, escro] }\n");
    assert!(
        shown.contains("`contracts`: `escro` 값은 쓸 수 없습니다. 혹시 `escrow` 아닌가요?"),
        "{shown}"
    );
    assert!(shown.contains("[smartro-lint.yaml:1:36]"), "{shown}");
    let shown = mistakes(&place, "ko", "context: { contracts: escrow }\n");
    assert!(
        shown.contains("`contracts`: 목록이어야 합니다. 넣을 수 있는 값: `easy-pay`"),
        "{shown}"
    );
    let shown = mistakes(&place, "ko", "context: { now: yesterday }\n");
    assert!(shown.contains("`now`: RFC 3339 시각이 아닙니다(`yesterday`)"), "{shown}");
    place.project("");
    for (text, korean, english) in [
        (
            "{\n  \"channel\": live }",
            "JSON이 아닙니다(2행 14열)",
            "is not JSON, at line 2, column 14",
        ),
        (
            "[1]",
            "컨텍스트가 JSON 객체가 아닙니다. `{\"channel\": \"test\"}`처럼",
            "not a JSON object",
        ),
        ("{\"\": 1}", "컨텍스트 키가 비어 있습니다", "a context key is empty"),
    ] {
        place.write("c.json", text);
        for (language, expected) in [("ko", korean), ("en", english)] {
            let shown = place.refused(&["--lang", language, "--context", "c.json", "a.json"]);
            assert!(shown.contains("`c.json`") && shown.contains(expected), "{shown}");
        }
    }
    let shown = place.refused(&["--lang", "ko", "--context", "contracts=escro,x", "a.json"]);
    assert!(shown.contains("`escro` 값은 쓸 수 없습니다. 혹시 `escrow` 아닌가요?"), "{shown}");
}

#[test]
fn a_pack_that_is_missing_hides_no_other_mistake() {
    let place = Workspace::new(&[("a.json", "{}")]);
    let settings = "\
severity: { payment-id-lenght: off, own-rule: off }
suppress: [{ rule: order-name-lenght, reason: a test }]
context: { chanel: test, own-key: 1 }
operation: requestPaymnt
channels: { a: { pack: hanbit, os: beos }, b: { pack: smartro, os: beos } }
";
    for packs in ["packs: { hanbit: packs/hanbit }\n", "rules: packs/hanbit\n"] {
        let shown = mistakes(&place, "en", &format!("{packs}{settings}"));
        for expected in [
            "no directory `packs/hanbit`",
            "unknown rule `payment-id-lenght`",
            "unknown rule `order-name-lenght`",
            "unknown context key `chanel`",
            "`requestPaymnt`",
            "invalid value `beos` for `os`",
        ] {
            assert_eq!(shown.matches(expected).count(), 1, "{expected}\n{shown}");
        }
        // These may be of the pack that is missing.
        assert!(!shown.contains("rule `own-rule`") && !shown.contains("key `own-key`"), "{shown}");
    }
}
