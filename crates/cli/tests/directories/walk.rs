//! What a directory is walked through: links, what cannot be read, and nothing at all.

use crate::command::{run, text, write};
use crate::{GOOD, brief, lint};

#[test]
fn a_run_without_requests_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::create_dir(folder.join("none")).unwrap();
    write(folder, "some/package.json", "{}");
    write(folder, "blank.jsonl", "\n");
    write(folder, "a.json", GOOD);
    for path in ["none", "some", "blank.jsonl"] {
        let output = lint(folder, &[path]);
        assert_eq!(output.status.code(), Some(0), "{path}");
        let printed = text(&output.stderr);
        assert!(
            printed.starts_with("warning: nothing was linted") && printed.contains(path),
            "{printed}"
        );
        assert_eq!(printed.contains("some/package.json"), path == "some", "{printed}");
        let strict = lint(folder, &["--fail-on-empty", "--exit-zero", path]);
        assert_eq!(strict.status.code(), Some(2), "{path}");
        assert!(text(&strict.stderr).starts_with("error: nothing was linted"));
    }
    let output = lint(folder, &["--fail-on-empty", "."]);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    for (count, more) in [(5, None), (6, Some("1 more")), (7, Some("2 more"))] {
        write(folder, &format!("many/{count}.json"), "{}");
        (0..count).for_each(|number| write(folder, &format!("many/{number}.json"), "{}"));
        std::fs::remove_file(folder.join(format!("many/{count}.json"))).unwrap();
        let printed = text(&lint(folder, &["many"]).stderr);
        assert_eq!(printed.matches("`many/").count(), 5, "{printed}");
        assert_eq!(printed.contains(" more"), more.is_some(), "{printed}");
        assert!(printed.contains(more.unwrap_or("")), "{printed}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_once() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let outside = folder.path().join("outside");
    let folder = folder.path().join("shop");
    write(&folder, "b/b.json", GOOD);
    write(&outside, "deep/c.json", GOOD);
    write(&outside, "d.json", GOOD);
    // Beside its target, twice to one file, to nothing, to a file that is no request.
    symlink(folder.join("b/b.json"), folder.join("a.json")).unwrap();
    symlink("../outside/d.json", folder.join("d1.json")).unwrap();
    symlink("../outside/d.json", folder.join("d2.json")).unwrap();
    symlink("nowhere.json", folder.join("e.json")).unwrap();
    // A cycle, a way up, a directory by two names, and one of its parts.
    symlink(".", folder.join("b/loop")).unwrap();
    symlink("/", folder.join("b/root")).unwrap();
    symlink("../outside", folder.join("x1")).unwrap();
    symlink("../outside", folder.join("x2")).unwrap();
    symlink("../../outside/deep", folder.join("b/deep")).unwrap();
    symlink("loop", outside.join("loop")).unwrap();
    let found = brief(&lint(&folder, &["--format", "json", "."]));
    assert_eq!(found, ["./b/b.json 0 -", "./b/deep/c.json 0 -", "./d1.json 0 -"]);
    // And what is named more than once.
    let found = brief(&lint(
        &folder,
        &["--format", "json", "b", "b/b.json", ".", "d2.json", "../shop/a.json"],
    ));
    assert_eq!(found, ["b/b.json 0 -", "b/deep/c.json 0 -", "./d1.json 0 -"]);
}

#[test]
#[cfg(not(feature = "source"))]
fn source_code_is_called_so() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (name, language) in [
        ("a.ts", "TypeScript"),
        ("b.tsx", "TypeScript"),
        ("c.js", "JavaScript"),
        ("d.MJS", "JavaScript"),
    ] {
        write(folder, name, "import * as PortOne from \"@portone/browser-sdk/v2\";\n");
        for (lang, advice) in [("ko", "JSON.stringify"), ("en", "JSON.stringify")] {
            let output = lint(folder, &["--format", "json", "--lang", lang, name]);
            assert_eq!(output.status.code(), Some(1));
            let finding = &json(&output)["files"][0]["diagnostics"][0];
            assert_eq!(finding["rule"], "invalid-json");
            assert!(finding["message"].as_str().unwrap().contains(language), "{finding}");
            assert!(finding["help"].as_str().unwrap().contains(advice), "{finding}");
        }
        write(folder, name, GOOD);
        assert_eq!(lint(folder, &[name]).status.code(), Some(0), "JSON is JSON");
    }
}

#[cfg(unix)]
#[test]
fn a_directory_that_cannot_be_read_does_not_keep_the_others() {
    use std::fs::{Permissions, read_dir, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let wrong = r#"{"operation": "cancelPayment", "request": {}}"#;
    for name in ["a/x.json", "b/x.json", "c/x.json"] {
        write(folder.path(), name, wrong);
    }
    let closed = folder.path().join("b");
    set_permissions(&closed, Permissions::from_mode(0o000)).unwrap();
    // Who may read everything cannot be kept from it.
    let expected = if read_dir(&closed).is_ok() { (3, 1, false) } else { (2, 2, true) };
    let output = run(&["--format", "compact", folder.path().to_str().unwrap()], b"");
    let stderr = text(&output.stderr).contains(&format!("cannot read `{}`", closed.display()));
    let found = (text(&output.stdout).lines().count(), output.status.code().unwrap(), stderr);
    assert_eq!(found, expected);
    set_permissions(&closed, Permissions::from_mode(0o700)).unwrap();
}
