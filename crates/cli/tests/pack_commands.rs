//! `check`, `fmt`, `cite` and mistakes of packs: what who writes a pack sees.
#![allow(clippy::indexing_slicing, reason = "helpers of tests, outside of test functions")]

mod command;

use command::{Workspace, run, stderr_of, stdout_of, text};

#[test]
fn a_pack_is_checked() {
    insta::assert_snapshot!("check", stdout_of(&["check", "rules/smartro"]));
    stderr_of(&["check", "nowhere"]);
    let place = Workspace::new(&[
        ("pack.yaml", "name: my-pg\nversion: 0.1.0\nuses: [portone]\n"),
        ("a.rules", "rule a: error on requestPaymen { forbid present paymentId }\n"),
        ("b.rules", "/// B.\nrule b: error on requestPayment { forbid present paymntId }\n"),
    ]);
    let output = place.run(&["check", "."]);
    assert_eq!((output.status.code(), &*output.stderr), (Some(1), &b""[..]));
    let shown = text(&output.stdout);
    assert!(shown.contains("requestPaymen") && shown.contains("paymntId"), "{shown}");
}

#[test]
fn what_a_pack_never_uses_is_a_warning() {
    let rule = "/// A.\nrule a: error on cancelPayment { require present reason }\n";
    let place = Workspace::new(&[
        ("pack.yaml", "name: my-pg\nversion: 0.1.0\nuses: [portone]\n"),
        ("a.rules", &format!("set banks = [\"a\"]\ndefine none-left = amount is 0\n{rule}")),
    ]);
    let output = place.run(&["check", "."]);
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
    let shown = text(&output.stdout);
    assert!(shown.contains("`set banks` is never used"), "{shown}");
    assert!(shown.contains("`define none-left` is never used"), "{shown}");
    assert!(shown.contains("my-pg 0.1.0 loads"), "{shown}");
    place.write("a.rules", &format!("define none-left = amont is 0\n{rule}"));
    let output = place.run(&["check", "."]);
    assert_eq!(output.status.code(), Some(1));
    let shown = text(&output.stdout);
    assert!(shown.contains("amont") && !shown.contains("never used"), "{shown}");
}

#[test]
fn packs_with_a_mistake_are_shown_with_it() {
    let place = Workspace::new(&[("pack.yaml", "name: x\nversion: 1.0.0\nuses: [portone]\n")]);
    let directory = place.path("").display().to_string();
    let refused = |field: &str| {
        let rule =
            format!("rule r: error on cancelPayment {{\n  require present {field} # 이유\n}}");
        place.write("a.rules", &format!("/// 설명\n{rule}"));
        let output = run(&["--rules", directory.trim_end_matches('/'), "-"], b"{}");
        assert_eq!(output.status.code(), Some(2));
        text(&output.stderr)
    };
    refused("가나다");
    let shown = refused("reson").replace(directory.trim_end_matches('/'), "DIR");
    insta::assert_snapshot!("pack-mistake", shown);
}

#[test]
fn rule_files_are_formatted_in_place() {
    let (wild, tidy) = ("enum A{B} # c\r\n", "enum A { B } # c\r\n");
    let place = Workspace::new(&[("a.rules", wild)]);
    let stdout_of = |arguments: &[&str]| text(&place.run(arguments).stdout);
    let output = place.run(&["fmt", "--check", "."]);
    assert_eq!(output.status.code(), Some(1));
    let diff = text(&output.stdout);
    assert!(diff.contains("\n-enum A{B} # c") && diff.contains("\n+enum A { B } # c"), "{diff}");
    assert_eq!(place.read("a.rules"), wild);
    assert_eq!(stdout_of(&["fmt", "."]), "formatted ./a.rules\n");
    assert_eq!(place.read("a.rules"), tidy);
    assert_eq!(stdout_of(&["fmt", "--check", "."]) + &stdout_of(&["fmt", "a.rules"]), "");
    let names: Vec<String> = (0..20).map(|number| format!("more/{number:02}.rules")).collect();
    names.iter().rev().for_each(|name| place.write(name, wild));
    let formatted: String = names.iter().map(|name| format!("formatted {name}\n")).collect();
    assert_eq!(stdout_of(&["fmt", "more"]), formatted, "in the order of their names");
    place.write("b.rules", "enum {");
    place.write("a.rules", wild);
    place.refused(&["fmt", "b.rules", "a.rules"]);
    assert_eq!(place.read("a.rules"), tidy, "a broken file does not keep the others");
    stderr_of(&["fmt"]);
    stderr_of(&["fmt", "nowhere.rules"]);
}

#[test]
fn a_changed_sentence_names_its_rules() {
    let rules =
        "/// Doc.\nrule r: error on cancelPayment { cite guide \"one\" require present reason }";
    let guide = "Title\n\nFirst.\n\nOther\n\nSecond.\n";
    let place = Workspace::new(&[("pack/a.rules", rules), ("guide.txt", guide)]);
    let manifest = |one: &str, two: &str| {
        format!(
            "name: x\nversion: 1.0.0\nuses: [portone]\nsources:\n  guide:\n    title: Guide\n    sections:\n      one: {{ heading: Title, fingerprint: \"{one}\" }}\n      two: {{ heading: Other, fingerprint: \"{two}\" }}\n"
        )
    };
    let check = || {
        let output = place.run(&["cite", "check", "guide.txt", "--rules", "pack"]);
        (output.status.code(), text(&output.stdout))
    };
    place.write("pack/pack.yaml", &manifest("", ""));
    let (_, message) = check();
    let prints: Vec<&str> = message.split('"').skip(1).step_by(2).collect();
    place.write("pack/pack.yaml", &manifest(prints[0], prints[1]));
    assert_eq!(check().0, Some(0));
    place.write("guide.txt", &guide.replace("First.", "First!"));
    let (code, message) = check();
    assert_eq!(code, Some(1));
    assert!(message.starts_with("changed: one: Title\n    r\n"), "{message}");
    assert!(!message.contains("Other"), "{message}");
}
