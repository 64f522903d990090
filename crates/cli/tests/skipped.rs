//! Files that are not linted: the reason is reported, of a file that was named without being asked.
#![cfg(feature = "source")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod command;

use command::{Workspace, text};

const CALL: &str = "import * as P from \"@portone/browser-sdk/v2\";\nP.requestPayment({});\n";

#[test]
fn a_named_file_that_is_skipped_is_warned_of_with_its_reason() {
    let filler = "const x = 1;\n".repeat(90_000);
    let nested = format!("{CALL}{}{};\n", "[".repeat(300), "]".repeat(300));
    let flat = format!("{CALL}{}", "if(a)b=-c;\n".repeat(80_000));
    let minified = format!("{CALL}{}", "const x = 1;".repeat(2_000));
    for (name, source, english, korean) in [
        ("big.ts", &*format!("{CALL}{filler}"), "larger than 1 MiB", "1MiB를 넘는 파일입니다"),
        ("late.ts", &*format!("{filler}{CALL}"), "larger than 1 MiB", "1MiB를 넘는 파일입니다"),
        ("a.min.js", CALL, "minified", "경량화된(minified) 코드입니다"),
        ("min.js", &*minified, "minified", "경량화된(minified) 코드입니다"),
        ("deep.ts", &*nested, "nested too deeply", "괄호나 연산자가 너무 깊게 중첩되어 있습니다"),
        (
            "flat.ts",
            &*flat,
            "too many brackets, operators and keywords, which may nest too deeply",
            "괄호·연산자·예약어가 너무 많아 중첩이 지나치게 깊을 수 있습니다",
        ),
    ] {
        let place = Workspace::new(&[(name, source)]);
        for (language, reason, word) in [("en", english, "warning"), ("ko", korean, "경고")] {
            let output = place.run(&["--lang", language, name]);
            let skipped = if language == "en" { "skipped" } else { "건너뜀" };
            let shown = text(&output.stderr);
            assert!(shown.contains(&format!("{word}: {skipped}: {name}: {reason}\n")), "{shown}");
            assert!(!shown.contains("no request"), "{shown}");
            let shown = text(&output.stdout);
            assert!(
                shown.contains(
                    ["skipped files: 1", "건너뛴 파일 1개"][usize::from(language == "ko")]
                )
            );
        }
        let output = place.run(&["--lang", "en", "."]);
        assert!(!text(&output.stderr).contains("skipped: ./"), "nobody named {name}");
        let output = place.run(&["--lang", "en", "-v", "."]);
        assert!(text(&output.stderr).contains(&format!(": {english}\n")), "{name}");
        let output = place.run(&["--lang", "en", "--max-size", "1", name]);
        assert!(text(&output.stderr).contains(&format!("warning: skipped: {name}: {english}\n")));
    }
}

#[test]
fn files_without_a_request_are_skipped_for_that() {
    let place = Workspace::new(&[("package.json", "{\"name\": \"shop\"}")]);
    let shown = text(&place.run(&["--lang", "en", "-v", "."]).stderr);
    assert!(shown.contains("skipped: ./package.json: no request\n"), "{shown}");
}

#[test]
fn paths_are_listed_where_no_request_was_found_and_nowhere_else() {
    let place = Workspace::new(&[
        ("none.json", "{\"name\": \"shop\"}"),
        ("call.json", "{\"method\": \"GET\", \"url\": \"https://api.portone.io/payments/1\"}"),
        ("left-out.json", "{}"),
        ("a.min.js", CALL),
    ]);
    place.project("exclude: [left-out.json]\n");
    for (path, shown) in [
        ("call.json", "warning: nothing was linted\n"),
        ("left-out.json", "warning: nothing was linted\n"),
        ("a.min.js", "warning: nothing was linted; skipped: `a.min.js`\n"),
        (".", "warning: nothing was linted: no requests in `.`; skipped: `./none.json`\n"),
    ] {
        if path == "." {
            std::fs::remove_file(place.path("a.min.js")).unwrap();
            std::fs::remove_file(place.path("call.json")).unwrap();
        }
        let all = text(&place.run(&["--lang", "en", path]).stderr);
        assert!(all.ends_with(shown), "{path}: {all}");
    }
}
