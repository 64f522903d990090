//! Packs of one's own, from nothing to tested rules.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod command;

use command::{Workspace, text};

#[test]
fn a_new_pack_loads_passes_and_is_formatted() {
    let place = Workspace::with_pack();
    assert_eq!(place.lines(&["test", "my-pg"]), (Some(0), "3 passed, 0 failed\n".into()));
    assert_eq!(place.lines(&["fmt", "--check", "my-pg"]).0, Some(0));
    let (status, text) = place.lines(&["check", "my-pg"]);
    assert!(status == Some(0) && text.starts_with("my-pg 0.1.0 loads\nrules: 1 "), "{text}");
    let snapshot = place.read("my-pg/cases/snapshots/payment-id-length.snap");
    assert!(snapshot.starts_with("---\nsource: cases/payment-id-length.yaml\n"), "{snapshot}");
}

#[test]
fn a_new_pack_replaces_nothing() {
    let place = Workspace::with_pack();
    let (status, text) = place.lines(&["new-pack", "my-pg"]);
    assert_eq!((status, &*text), (Some(2), "error: `my-pg` exists and is not empty\n"));
    for name in ["My PG", "1pg", "my_pg"] {
        let (status, text) = place.lines(&["new-pack", name]);
        let message = format!("`{name}` cannot be a pack's name");
        assert!(status == Some(2) && text.contains(&message), "{text}");
    }
    assert_eq!(place.names(), ["my-pg"]);
}

#[test]
fn a_new_pack_of_shapes_that_are_not_there_says_so() {
    let place = Workspace::new(&[]);
    let (status, text) = place.lines(&["new-pack", "my-pg", "--uses", "nothing"]);
    assert!(status == Some(2) && text.contains("there is no pack `nothing` to use"), "{text}");
}

#[test]
fn rule_files_that_other_packs_use_can_be_checked() {
    let place = Workspace::with_pack();
    let shape = "shape Order { id: string }\n";
    place.write("shared/a.rules", shape);
    let (status, text) = place.lines(&["check", "shared"]);
    assert!(status == Some(0) && text.starts_with("shared loads\n"), "{text}");
    place.write("shared/b.rules", "shape Order { id: string }");
    let (status, text) = place.lines(&["check", "shared"]);
    assert!(status == Some(1) && text.contains("b.rules"), "{text}");
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
    let place = Workspace::with_pack();
    std::fs::write(place.path("guide.mdx"), PAGE).unwrap();
    let (status, text) = place.lines(&["cite", "new", "--url", "https://example.com", "guide.mdx"]);
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
    let (status, text) = place.lines(&check);
    assert!(status == Some(1) && text.contains("new: notes-1: Notes\n"), "{text}");
    let (_, text) = place.lines(&[&check[..], &["--write"]].concat());
    assert!(text.contains("fingerprints written to `my-pg/pack.yaml`: 6\n"), "{text}");
    assert!(place.read("my-pg/pack.yaml").contains("\n# kept\n"));
    assert_eq!(place.lines(&check).0, Some(0));
    std::fs::write(place.path("guide.mdx"), PAGE.replace("Korean only", "Any language")).unwrap();
    let (status, text) = place.lines(&check);
    assert!(status == Some(1) && text.starts_with("changed: notes-1: Notes\n"), "{text}");
    let (status, text) = place.lines(&["cite", "check", "guide.mdx", "--write"]);
    assert!(status == Some(2) && text.contains("--rules"), "{text}");
}

#[test]
fn the_only_operation_of_a_pack_is_named() {
    let rules = "shape S { s?: string }\noperation one { http POST \"/one\" body S }\n\
                 /// Doc.\nrule plain: error on one { require s matches /[a-z]+/ }\n";
    let place =
        Workspace::new(&[("one/a.rules", rules), ("one/pack.yaml", "name: one\nversion: 1.0.0\n")]);
    let (_, text) = place.lines(&["rules", "--rules", "one", "plain"]);
    assert!(text.contains("plain  error\n  Doc.\n  one\n"), "{text}");
}

#[test]
fn fingerprints_that_cannot_be_written_are_named() {
    let place = Workspace::with_pack();
    let manifest = "name: my-pg\nversion: 0.1.0\nuses: [portone]\nsources:\n  guide:\n    \
                    title: Guide\n    sections:\n      payments:\n        heading: >-\n          \
                    Payments\n      notes: { heading: Notes }\n";
    place.write("my-pg/pack.yaml", manifest);
    place.write("guide.md", "# Guide\n\n## Payments\n\nA.\n\n## Notes\n\nB.\n");
    let (status, text) = place.lines(&["cite", "check", "--rules", "my-pg", "guide.md", "--write"]);
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
    let (status, text) = place.lines(&["check", "shop"]);
    assert!(status == Some(0) && text.starts_with("shop 1.0.0 loads\n"), "{text}");
    std::fs::remove_dir_all(place.path("base")).unwrap();
    let (status, text) = place.lines(&["check", "shop"]);
    assert!(status == Some(1) && text.contains("there is no pack `base`"), "{text}");
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
    let place = Workspace::with_pack();
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
        let (status, text) = place.lines(&["check", "my-pg"]);
        let kind = if is_rules { "rule files are" } else { "the YAML files of a pack are" };
        let start = format!("warning: `{name}` is not read: {kind}");
        assert!(status == Some(0) && text.starts_with(&start), "{name}: {text}");
        assert_eq!(text.matches("is not read").count(), 1, "{text}");
        let (status, text) = place.lines(&["test", "my-pg"]);
        let is_case = name.starts_with("cases/");
        assert_eq!(status, Some(i32::from(is_case)), "{name}: {text}");
        assert_eq!(text.matches("unknown: ").count(), usize::from(is_case), "{name}: {text}");
        std::fs::remove_file(place.path(&format!("my-pg/{name}"))).unwrap();
    }
    // Packs of their own, hidden files, the project file and what is no part of a pack.
    for name in ["other/pack.yaml", "other/b.rules", ".ci/x.yaml", "smartro-lint.yaml", "a.json"] {
        place.write(&format!("my-pg/{name}"), "");
    }
    let (_, text) = place.lines(&["check", "my-pg"]);
    assert!(text.starts_with("my-pg 0.1.0 loads\n"), "{text}");
    place.write("my-pg/sub/b.rules", "");
    place.write("my-pg/c.rules", "rule");
    let (status, text) = place.lines(&["check", "my-pg"]);
    assert!(status == Some(1) && text.contains("`sub/b.rules` is not read"), "{text}");
}
