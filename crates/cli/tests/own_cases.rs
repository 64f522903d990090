//! Cases of packs of one's own: bases, snapshots, and what is wrong with a case.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod command;

use command::Workspace;

#[test]
fn cases_say_what_differs_from_a_base() {
    let place = Workspace::with_pack();
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
    let (_, text) = place.lines(&["test", "my-pg", "--accept"]);
    assert!(text.ends_with("4 passed, 0 failed\n"), "{text}");
    let snapshot = place.read("my-pg/cases/snapshots/payment-id-length.snap");
    assert!(snapshot.contains("request #0\nerror[payment-id-length] /paymentId"), "{snapshot}");
}

#[test]
fn what_a_case_lacks_is_reported_at_its_name() {
    let place = Workspace::with_pack();
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
        let (status, text) = place.lines(&["test", "my-pg"]);
        assert!(status == Some(2) && text.contains(message), "{case}: {text}");
        assert!(text.contains("payment-id-length.yaml:1:"), "{text}");
    }
    let own = "base: payment\nvalid: [{ name: one, base: order }]\n";
    place.write("my-pg/cases/payment-id-length.yaml", own);
    let (_, text) = place.lines(&["test", "my-pg"]);
    assert!(text.contains("there is no base `order`"), "a case's own base goes first: {text}");
}

#[test]
fn what_is_wrong_with_a_base_is_reported_in_its_file() {
    let place = Workspace::with_pack();
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
        let (status, text) = place.lines(&["test", "my-pg"]);
        assert!(status == Some(2) && text.contains(message), "{base}: {text}");
        assert!(text.contains(&format!("list.json:{at}")), "{base}: {text}");
    }
}

#[test]
fn cases_of_a_rule_with_another_name_say_which_is_meant() {
    let place = Workspace::with_pack();
    let cases = place.read("my-pg/cases/payment-id-length.yaml");
    place.write("my-pg/cases/payment-id-lenght.yaml", &cases);
    let (status, text) = place.lines(&["test", "my-pg"]);
    let meant =
        "payment-id-lenght: unknown: there is no such rule, did you mean `payment-id-length`?";
    assert!(status == Some(1) && text.contains(meant), "{text}");
}

#[test]
fn a_valid_case_with_a_shape_finding_is_noisy_unless_it_says_so() {
    let place = Workspace::with_pack();
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
    let (status, text) = place.lines(&["test", "my-pg"]);
    assert!(status == Some(1), "{text}");
    assert!(text.contains("noisy: extra: also reported: unknown-field `/memo`; if"), "{text}");
    std::fs::write(&path, cases(", allow: [unknown-field]")).unwrap();
    let (_, text) = place.lines(&["test", "my-pg"]);
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
        let (status, text) = place.lines(&["test", "one"]);
        assert!(status == Some(1) && text.contains(why), "{cases}: {text}");
    }
}

#[test]
fn what_a_case_names_is_there() {
    let place = Workspace::with_pack();
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
        let (status, text) = place.lines(&["test", "my-pg"]);
        assert!(status == Some(1) && text.contains(message), "{case}: {text}");
    }
}

#[test]
fn the_first_run_says_that_there_is_no_snapshot_yet() {
    let place = Workspace::with_pack();
    let snapshot = place.path("my-pg/cases/snapshots/payment-id-length.snap");
    std::fs::remove_file(&snapshot).unwrap();
    let (status, text) = place.lines(&["test", "my-pg"]);
    assert!(status == Some(1) && text.contains("new: there is no snapshot yet"), "{text}");
    std::fs::write(&snapshot, "---\n---\nanother\n").unwrap();
    let (status, text) = place.lines(&["test", "my-pg"]);
    assert!(status == Some(1) && text.contains("differs from its snapshot"), "{text}");
    let pending = snapshot.with_extension("snap.new");
    assert!(pending.exists());
    place.lines(&["test", "my-pg", "--accept"]);
    assert!(!pending.exists(), "what is accepted is pending no more");
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
    place.lines(&["test", "one", "--accept"]);
    assert_eq!(place.lines(&["test", "one"]), (Some(0), "4 passed, 0 failed\n".into()));
    let valid = cases(r#"{"b": "x"}"#).replace("request: '{}'", r#"request: '{"b": "x"}'"#);
    place.write("one/cases/r.yaml", &valid);
    let (status, text) = place.lines(&["test", "one"]);
    assert!(status == Some(1) && text.contains("none"), "a valid case is decided: {text}");
    for (request, why) in [(r#"{"a": "x", "b": "x"}"#, "reports"), ("{}", "nothing")] {
        place.write("one/cases/r.yaml", &cases(request));
        let (status, text) = place.lines(&["test", "one"]);
        assert!(status == Some(1) && text.contains("is it"), "{why}: {text}");
    }
}

#[test]
fn a_base_is_a_name_and_no_path() {
    let place = Workspace::with_pack();
    place.write("my-pg/other.json", "{}");
    place.write("my-pg/bases/more/other.json", "{}");
    for name in ["../other", "./payment", "more/other", "../bases/payment"] {
        let cases = format!("valid: [{{ name: one, base: {name} }}]\n");
        place.write("my-pg/cases/payment-id-length.yaml", &cases);
        let (status, text) = place.lines(&["test", "my-pg"]);
        let message = format!("there is no base `{name}`");
        assert!(status == Some(2) && text.contains(&message), "{text}");
    }
}

#[test]
fn a_rule_has_valid_and_invalid_cases() {
    let place = Workspace::with_pack();
    let cases = place.read("my-pg/cases/payment-id-length.yaml");
    let (valid, invalid) = cases.split_once("invalid:").unwrap();
    for part in [valid.to_owned(), format!("{}invalid:{invalid}", base_of(valid))] {
        place.write("my-pg/cases/payment-id-length.yaml", &part);
        let (status, text) = place.lines(&["test", "my-pg"]);
        assert!(status == Some(1) && text.contains("payment-id-length: "), "{text}");
        assert!(text.contains("1 failed"), "{text}");
    }
}

/// What a file of cases has before its valid ones.
fn base_of(cases: &str) -> &str {
    cases.split_once("valid:").unwrap().0
}
