//! Packs of one's own, from nothing to tested rules.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod command;

use command::{Workspace, text};

fn made() -> Workspace {
    let place = Workspace::new(&[]);
    let output = place.run(&["new-pack", "my-pg"]);
    assert!(output.status.success(), "{output:?}");
    place
}

fn lines(place: &Workspace, arguments: &[&str]) -> (Option<i32>, String) {
    let output = place.run(&[&["--lang", "en"], arguments].concat());
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

#[test]
fn a_new_pack_loads_passes_and_is_formatted() {
    let place = made();
    assert_eq!(lines(&place, &["test", "my-pg"]), (Some(0), "3 passed, 0 failed\n".into()));
    assert_eq!(lines(&place, &["fmt", "--check", "my-pg"]).0, Some(0));
    let (status, text) = lines(&place, &["check", "my-pg"]);
    assert!(status == Some(0) && text.starts_with("my-pg 0.1.0 loads\nrules: 1 "), "{text}");
    let snapshot = place.read("my-pg/cases/snapshots/payment-id-length.snap");
    assert!(snapshot.starts_with("---\nsource: cases/payment-id-length.yaml\n"), "{snapshot}");
}

#[test]
fn a_new_pack_replaces_nothing() {
    let place = made();
    let (status, text) = lines(&place, &["new-pack", "my-pg"]);
    assert_eq!((status, &*text), (Some(2), "error: `my-pg` exists and is not empty\n"));
    for name in ["My PG", "1pg", "my_pg"] {
        let (status, text) = lines(&place, &["new-pack", name]);
        let message = format!("`{name}` cannot be a pack's name");
        assert!(status == Some(2) && text.contains(&message), "{text}");
    }
    assert_eq!(place.names(), ["my-pg"]);
}

#[test]
fn a_new_pack_of_shapes_that_are_not_there_says_so() {
    let place = Workspace::new(&[]);
    let (status, text) = lines(&place, &["new-pack", "my-pg", "--uses", "nothing"]);
    assert!(status == Some(2) && text.contains("there is no pack `nothing` to use"), "{text}");
}

#[test]
fn rule_files_that_other_packs_use_can_be_checked() {
    let place = made();
    let shape = "shape Order { id: string }\n";
    place.write("shared/a.rules", shape);
    let (status, text) = lines(&place, &["check", "shared"]);
    assert!(status == Some(0) && text.starts_with("shared loads\n"), "{text}");
    place.write("shared/b.rules", "shape Order { id: string }");
    let (status, text) = lines(&place, &["check", "shared"]);
    assert!(status == Some(1) && text.contains("b.rules"), "{text}");
}

#[test]
fn cases_say_what_differs_from_a_base() {
    let place = made();
    let cases = "\
base: payment
valid:
  - { name: as it is, operation: requestPayment }
  - { name: an optional field less, operation: requestPayment, patch: { customer: { fullName: null } } }
invalid:
  - name: in a run
    operation: requestPayment
    patches: [{ paymentId: a1B2c3D4e5a1B2c3D4e5a1B2c3D4e5a1B2c3D4e5X }, {}]
";
    place.write("my-pg/cases/payment-id-length.yaml", cases);
    let (_, text) = lines(&place, &["test", "my-pg", "--accept"]);
    assert!(text.ends_with("4 passed, 0 failed\n"), "{text}");
    let snapshot = place.read("my-pg/cases/snapshots/payment-id-length.snap");
    assert!(snapshot.contains("request #0\nerror[payment-id-length] /paymentId"), "{snapshot}");
}

#[test]
fn what_a_case_lacks_is_reported_at_its_name() {
    let place = made();
    for (case, message) in [
        ("{ name: one }", "the case `one` has no request"),
        ("{ name: one, request: '{}', base: payment }", "the case `one` has a request of its own"),
        ("{ name: one, request: '{}', patch: {} }", "the case `one` has a request of its own"),
        ("{ name: one, base: order }", "there is no base `order`"),
        ("{ name: one, base: ../pack }", "there is no base `../pack`"),
        ("{ name: one, base: payment, patch: {currency:USD} }", "`payment` has no `currency:USD`"),
        (
            "{ name: one, base: payment, patch: { customer: { email: null } } }",
            "the base `payment` has no `email` that could be removed",
        ),
    ] {
        let text = format!("valid: [{case}]\n");
        place.write("my-pg/cases/payment-id-length.yaml", &text);
        let (status, text) = lines(&place, &["test", "my-pg"]);
        assert!(status == Some(2) && text.contains(message), "{case}: {text}");
        assert!(text.contains("payment-id-length.yaml:1:"), "{text}");
    }
    let own = "base: payment\nvalid: [{ name: one, base: order }]\n";
    place.write("my-pg/cases/payment-id-length.yaml", own);
    let (_, text) = lines(&place, &["test", "my-pg"]);
    assert!(text.contains("there is no base `order`"), "a case's own base goes first: {text}");
}

#[test]
fn what_is_wrong_with_a_base_is_reported_in_its_file() {
    let place = made();
    for (base, case, message, at) in [
        (
            "[]",
            "{ name: one, base: list, patch: {} }",
            "the base `list` is not a JSON object",
            "1:1",
        ),
        ("{\n  \"글\": 1,\n}", "{ name: one, base: list }", "the base `list` is not JSON", "3:1"),
        (
            "{ 'a': 1 }",
            "{ name: one, base: list, patch: {} }",
            "the base `list` is not JSON",
            "1:3",
        ),
        ("{ \"a\": 1", "{ name: one, base: list }", "the base `list` is not JSON", "1:"),
        ("", "{ name: one, base: list }", "the base `list` is not JSON", "1:1"),
    ] {
        place.write("my-pg/bases/list.json", base);
        place.write("my-pg/cases/payment-id-length.yaml", &format!("valid: [{case}]\n"));
        let (status, text) = lines(&place, &["test", "my-pg"]);
        assert!(status == Some(2) && text.contains(message), "{base}: {text}");
        assert!(text.contains(&format!("list.json:{at}")), "{base}: {text}");
    }
}

#[test]
fn cases_of_a_rule_with_another_name_say_which_is_meant() {
    let place = made();
    let cases = place.read("my-pg/cases/payment-id-length.yaml");
    place.write("my-pg/cases/payment-id-lenght.yaml", &cases);
    let (status, text) = lines(&place, &["test", "my-pg"]);
    let meant =
        "payment-id-lenght: unknown: there is no such rule, did you mean `payment-id-length`?";
    assert!(status == Some(1) && text.contains(meant), "{text}");
}

#[test]
fn a_valid_case_with_a_shape_finding_is_noisy_unless_it_says_so() {
    let place = made();
    let cases = |allow: &str| {
        let case =
            format!("{{ name: extra, operation: requestPayment{allow}, patch: {{ memo: 1 }} }}");
        format!(
            "base: payment\nvalid:\n  - {case}\ninvalid:\n  - {{ name: long, operation: \
             requestPayment, patch: {{ paymentId: {} }} }}\n",
            "a".repeat(41)
        )
    };
    let path = place.path("my-pg/cases/payment-id-length.yaml");
    std::fs::write(&path, cases("")).unwrap();
    let (status, text) = lines(&place, &["test", "my-pg"]);
    assert!(status == Some(1), "{text}");
    assert!(text.contains("noisy: extra: also reported: unknown-field `/memo`; if"), "{text}");
    std::fs::write(&path, cases(", allow: [unknown-field]")).unwrap();
    let (_, text) = lines(&place, &["test", "my-pg"]);
    assert!(!text.contains("noisy"), "{text}");
}

#[test]
fn a_case_that_comes_out_otherwise_says_why() {
    let rule = "/// Doc.\nrule r: error on requestPayment {\n  \
                  forbid orderName is \"x\"\n  \
                  forbid orderName is \"y\" and context.channel is test\n}\n";
    let place = Workspace::new(&[
        ("one/a.rules", rule),
        ("one/pack.yaml", "name: one\nversion: 1.0.0\nuses: [portone]\n"),
    ]);
    let case = |name: &str| {
        format!(
            "[{{ name: one, operation: requestPayment, request: '{{ \"orderName\": \"{name}\" }}', \
             allow: [missing-field] }}]\n"
        )
    };
    for (cases, why) in [
        (format!("valid: {}", case("x")), "noisy: one: reported at `/orderName`\n"),
        (format!("valid: {}", case("y")), "noisy: one: undecided without channel\n"),
        (format!("invalid: {}", case("y")), "missed: one: undecided without channel\n"),
        (format!("invalid: {}", case("z")), "missed: one\n"),
    ] {
        place.write("one/cases/r.yaml", &cases);
        let (status, text) = lines(&place, &["test", "one"]);
        assert!(status == Some(1) && text.contains(why), "{cases}: {text}");
    }
}

#[test]
fn what_a_case_names_is_there() {
    let place = made();
    for (case, message) in [
        (
            "operation: requestPaymnt",
            "unusable: one: unknown operation `requestPaymnt`, did you mean `requestPayment`?",
        ),
        (
            "operation: requestPayment, allow: [unknwn-field]",
            "unusable: one: `allow` takes rules of the shapes, such as `unknown-field`, not `unknwn-field`",
        ),
        ("context: { chanel: test }", "unusable: one: unknown context key `chanel`"),
    ] {
        let cases = format!("base: payment\nvalid: [{{ name: one, {case} }}]\n");
        place.write("my-pg/cases/payment-id-length.yaml", &cases);
        let (status, text) = lines(&place, &["test", "my-pg"]);
        assert!(status == Some(1) && text.contains(message), "{case}: {text}");
    }
}

#[test]
fn the_first_run_says_that_there_is_no_snapshot_yet() {
    let place = made();
    let snapshot = place.path("my-pg/cases/snapshots/payment-id-length.snap");
    std::fs::remove_file(&snapshot).unwrap();
    let (status, text) = lines(&place, &["test", "my-pg"]);
    assert!(status == Some(1) && text.contains("new: there is no snapshot yet"), "{text}");
    std::fs::write(&snapshot, "---\n---\nanother\n").unwrap();
    let (status, text) = lines(&place, &["test", "my-pg"]);
    assert!(status == Some(1) && text.contains("differs from its snapshot"), "{text}");
    let pending = snapshot.with_extension("snap.new");
    assert!(pending.exists());
    lines(&place, &["test", "my-pg", "--accept"]);
    assert!(!pending.exists(), "what is accepted is pending no more");
}

/// A page in Markdown whose headings repeat.
const PAGE: &str = "\
# Guide

## Payments

### Notes
At most `40` characters.

<details>
<summary>Card payments</summary>
Only KRW.
</details>

## Billing keys
### Notes
Korean only.
";

#[test]
fn a_page_is_proposed_recorded_and_compared() {
    let place = made();
    std::fs::write(place.path("guide.mdx"), PAGE).unwrap();
    let (status, text) =
        lines(&place, &["cite", "new", "--url", "https://example.com", "guide.mdx"]);
    assert_eq!(status, Some(0), "{text}");
    for part in ["\"notes\":", "\"notes-1\":", "heading: \"Card payments\"", "url: \"https"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // Without the fingerprints, as somebody would write them by hand.
    let sections: String = text
        .lines()
        .filter(|line| !line.contains("fingerprint"))
        .map(|line| format!("{line}\n"))
        .collect();
    let manifest = format!("name: my-pg\nversion: 0.1.0\nuses: [portone]\n\n# kept\n{sections}");
    std::fs::write(place.path("my-pg/pack.yaml"), manifest).unwrap();
    let check = ["cite", "check", "--rules", "my-pg", "guide.mdx"];
    let (status, text) = lines(&place, &check);
    assert!(status == Some(1) && text.contains("new: notes-1: Notes\n"), "{text}");
    let (_, text) = lines(&place, &[&check[..], &["--write"]].concat());
    assert!(text.contains("fingerprints written to `my-pg/pack.yaml`: 6\n"), "{text}");
    assert!(place.read("my-pg/pack.yaml").contains("\n# kept\n"));
    assert_eq!(lines(&place, &check).0, Some(0));
    std::fs::write(place.path("guide.mdx"), PAGE.replace("Korean only", "Any language")).unwrap();
    let (status, text) = lines(&place, &check);
    assert!(status == Some(1) && text.starts_with("changed: notes-1: Notes\n"), "{text}");
    let (status, text) = lines(&place, &["cite", "check", "guide.mdx", "--write"]);
    assert!(status == Some(2) && text.contains("--rules"), "{text}");
}

#[test]
fn the_only_operation_of_a_pack_is_named() {
    let rules = "shape S { s?: string }\noperation one { http POST \"/one\" body S }\n\
                 /// Doc.\nrule plain: error on one { require s matches /[a-z]+/ }\n";
    let place =
        Workspace::new(&[("one/a.rules", rules), ("one/pack.yaml", "name: one\nversion: 1.0.0\n")]);
    let (_, text) = lines(&place, &["rules", "--rules", "one", "plain"]);
    assert!(text.contains("plain  error\n  Doc.\n  one\n"), "{text}");
}

#[test]
fn an_undecided_case_reports_nothing() {
    let rules = "context { channel?: one of { test live } }\n\
                 shape S { a?: string b?: string }\n\
                 operation one { http POST \"/one\" body S }\n\
                 /// Doc.\nrule r: error on one {\n  \
                   forbid present a\n  \
                   forbid present b and context.channel is test\n}\n";
    let cases = |undecided: &str| {
        format!(
            "valid: [{{ name: none, operation: one, request: '{{}}' }}]\n\
             invalid: [{{ name: a, operation: one, request: '{{ \"a\": \"x\" }}' }}]\n\
             undecided: [{{ name: is it, operation: one, request: '{undecided}' }}]\n"
        )
    };
    let place =
        Workspace::new(&[("one/a.rules", rules), ("one/pack.yaml", "name: one\nversion: 1.0.0\n")]);
    place.write("one/cases/r.yaml", &cases(r#"{"b": "x"}"#));
    lines(&place, &["test", "one", "--accept"]);
    assert_eq!(lines(&place, &["test", "one"]), (Some(0), "4 passed, 0 failed\n".into()));
    let valid = cases(r#"{"b": "x"}"#).replace("request: '{}'", r#"request: '{"b": "x"}'"#);
    place.write("one/cases/r.yaml", &valid);
    let (status, text) = lines(&place, &["test", "one"]);
    assert!(status == Some(1) && text.contains("none"), "a valid case is decided: {text}");
    for (request, why) in [(r#"{"a": "x", "b": "x"}"#, "reports"), ("{}", "nothing")] {
        place.write("one/cases/r.yaml", &cases(request));
        let (status, text) = lines(&place, &["test", "one"]);
        assert!(status == Some(1) && text.contains("is it"), "{why}: {text}");
    }
}

#[test]
fn a_base_is_a_name_and_no_path() {
    let place = made();
    place.write("my-pg/other.json", "{}");
    place.write("my-pg/bases/more/other.json", "{}");
    for name in ["../other", "./payment", "more/other", "../bases/payment"] {
        let cases = format!("valid: [{{ name: one, base: {name} }}]\n");
        place.write("my-pg/cases/payment-id-length.yaml", &cases);
        let (status, text) = lines(&place, &["test", "my-pg"]);
        let message = format!("there is no base `{name}`");
        assert!(status == Some(2) && text.contains(&message), "{text}");
    }
}

#[test]
fn fingerprints_that_cannot_be_written_are_named() {
    let place = made();
    let manifest = "name: my-pg\nversion: 0.1.0\nuses: [portone]\nsources:\n  guide:\n    \
                    title: Guide\n    sections:\n      payments:\n        heading: >-\n          \
                    Payments\n      notes: { heading: Notes }\n";
    place.write("my-pg/pack.yaml", manifest);
    place.write("guide.md", "# Guide\n\n## Payments\n\nA.\n\n## Notes\n\nB.\n");
    let (status, text) =
        lines(&place, &["cite", "check", "--rules", "my-pg", "guide.md", "--write"]);
    assert_eq!(status, Some(2), "{text}");
    assert!(text.contains("written to `my-pg/pack.yaml`: 1\n"), "{text}");
    assert!(text.contains("guide: payments") && !text.contains("guide: notes"), "{text}");
}

#[test]
fn a_pack_is_taken_from_beside_the_one_that_uses_it() {
    let shapes = "shape S { s?: string }\noperation one { http POST \"/one\" body S }\n";
    let rule = "/// Doc.\nrule plain: error on one { forbid present s }\n";
    let place = Workspace::new(&[
        ("base/a.rules", shapes),
        ("base/pack.yaml", "name: base\nversion: 1.0.0\n"),
        ("shop/a.rules", rule),
        ("shop/pack.yaml", "name: shop\nversion: 1.0.0\nuses: [base]\n"),
    ]);
    let (status, text) = lines(&place, &["check", "shop"]);
    assert!(status == Some(0) && text.starts_with("shop 1.0.0 loads\n"), "{text}");
    std::fs::remove_dir_all(place.path("base")).unwrap();
    let (status, text) = lines(&place, &["check", "shop"]);
    assert!(status == Some(1) && text.contains("there is no pack `base`"), "{text}");
}

#[test]
fn a_rule_has_valid_and_invalid_cases() {
    let place = made();
    let cases = place.read("my-pg/cases/payment-id-length.yaml");
    let (valid, invalid) = cases.split_once("invalid:").unwrap();
    for part in [valid.to_owned(), format!("{}invalid:{invalid}", base_of(valid))] {
        place.write("my-pg/cases/payment-id-length.yaml", &part);
        let (status, text) = lines(&place, &["test", "my-pg"]);
        assert!(status == Some(1) && text.contains("payment-id-length: "), "{text}");
        assert!(text.contains("1 failed"), "{text}");
    }
}

/// What a file of cases has before its valid ones.
fn base_of(cases: &str) -> &str {
    cases.split_once("valid:").unwrap().0
}

#[test]
fn a_new_pack_is_in_the_language_of_its_user() {
    for uses in [&[][..], &["--uses", "portone-checks"]] {
        let place = Workspace::new(&[]);
        let output = place.run(&[&["--lang", "ko", "new-pack", "my-pg"], uses].concat());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        for file in ["pack.yaml", "payment.rules", "cases/payment-id-length.yaml"] {
            let text = place.read(&format!("my-pg/{file}"));
            let english = [" the ", " of ", "exactly", "characters", "LANGUAGE.md"];
            assert!(!english.iter().any(|word| text.contains(word)), "{file}: {text}");
        }
    }
}

#[test]
fn a_pack_without_a_manifest_is_said_to_have_none() {
    let place = Workspace::new(&[]);
    place.run(&["new-pack", "my-pg"]);
    std::fs::remove_file(place.path("my-pg/pack.yaml")).unwrap();
    let shown = text(&place.run(&["--lang", "en", "check", "my-pg"]).stdout);
    assert!(shown.starts_with("note: `my-pg` has no `pack.yaml`, so it was read"), "{shown}");
    let shown = text(&place.run(&["--lang", "ko", "check", "my-pg"]).stdout);
    assert!(shown.starts_with("참고: `my-pg`에 `pack.yaml` 파일이 없어"), "{shown}");
    let shown = place.refused(&["--lang", "ko", "--rules", "my-pg/payment.rules", "x.json"]);
    assert!(shown.contains("규칙 팩의 디렉터리가 아니라 파일입니다"), "{shown}");
}

#[test]
fn a_pack_that_records_no_section_has_none_to_compare() {
    let place = Workspace::new(&[("page.txt", "# A page\n")]);
    place.run(&["new-pack", "my-pg"]);
    let check = |language| {
        place.refused(&["--lang", language, "cite", "check", "--rules", "my-pg", "page.txt"])
    };
    let expected = "no sections to compare: add those that `smartro-lint cite new page.txt`";
    assert!(check("en").contains(expected), "{}", check("en"));
    assert!(check("ko").contains("비교할 절이 없습니다"), "{}", check("ko"));
}

#[test]
fn a_mistake_has_the_code_of_its_file() {
    let place = Workspace::new(&[]);
    place.run(&["new-pack", "my-pg"]);
    let locale = place.read("my-pg/locales/ko.yaml");
    place.write("my-pg/locales/ko.yaml", &locale.replace("message:", "mesage:"));
    let shown = text(&place.run(&["--lang", "en", "check", "my-pg"]).stdout);
    assert!(shown.contains("catalog\n") && !shown.contains("manifest\n"), "{shown}");
}

#[test]
#[cfg(unix)]
fn errors_of_the_system_are_in_korean() {
    let place = Workspace::new(&[("ok.json", "{}")]);
    let shown = place.refused(&["--lang", "ko", "--output", "sarif=no/x.sarif", "ok.json"]);
    assert!(shown.contains("그런 파일이나 디렉터리가 없습니다"), "{shown}");
    assert!(!shown.contains("entity") && !shown.contains("os error"), "{shown}");
}

#[test]
fn files_that_nothing_reads_are_named() {
    let place = made();
    for (name, is_rules) in [
        ("sub/b.rules", true),
        ("locales/ja.yaml", false),
        ("messages/ko.yaml", false),
        ("mesages.yaml", false),
        ("pack.yml", false),
        ("cases/more/payment-id-length.yaml", false),
        ("cases/payment-id-length.yml", false),
        ("cases/no-such-rule.yaml", false),
    ] {
        place.write(&format!("my-pg/{name}"), "");
        let (status, text) = lines(&place, &["check", "my-pg"]);
        let kind = if is_rules { "rule files are" } else { "the YAML files of a pack are" };
        let start = format!("warning: `{name}` is not read: {kind}");
        assert!(status == Some(0) && text.starts_with(&start), "{name}: {text}");
        assert_eq!(text.matches("is not read").count(), 1, "{text}");
        let (status, text) = lines(&place, &["test", "my-pg"]);
        let is_case = name.starts_with("cases/");
        assert_eq!(status, Some(i32::from(is_case)), "{name}: {text}");
        assert_eq!(text.matches("unknown: ").count(), usize::from(is_case), "{name}: {text}");
        std::fs::remove_file(place.path(&format!("my-pg/{name}"))).unwrap();
    }
    // Packs of their own, hidden files, the project file and what is no part of a pack.
    for name in ["other/pack.yaml", "other/b.rules", ".ci/x.yaml", "smartro-lint.yaml", "a.json"] {
        place.write(&format!("my-pg/{name}"), "");
    }
    let (_, text) = lines(&place, &["check", "my-pg"]);
    assert!(text.starts_with("my-pg 0.1.0 loads\n"), "{text}");
    place.write("my-pg/sub/b.rules", "");
    place.write("my-pg/c.rules", "rule");
    let (status, text) = lines(&place, &["check", "my-pg"]);
    assert!(status == Some(1) && text.contains("`sub/b.rules` is not read"), "{text}");
}
