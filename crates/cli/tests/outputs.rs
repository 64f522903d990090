//! `--output`: where reports are written to, and what they never replace.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]
#![cfg(unix)]

mod command;

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, symlink};
use std::process::{Command, Stdio};

use command::{CANCEL, Workspace};
use serde_json::Value;

fn is_report(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok_and(|report| report.get("version") == Some(&1.into()))
}

#[test]
fn what_a_descriptor_leads_to_is_written_to_and_not_replaced() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
    symlink("/dev/stderr", place.path("link")).unwrap();
    for (output, number) in [
        ("/dev/stdout", 1),
        ("/dev/stderr", 2),
        ("/dev/fd/1", 1),
        ("/proc/self/fd/2", 2),
        ("/dev/../dev/fd/2", 2),
        ("/proc/thread-self/fd/1", 1),
        ("link", 2),
    ] {
        let log = File::options().create(true).append(true).open(place.path("log")).unwrap();
        let before = fs::metadata(place.path("log")).unwrap().ino();
        (&log).write_all(b"before\n").unwrap();
        let output = format!("json={output}");
        let mut command =
            place.command(["--quiet", "--output", &output, "--format", "json", "a.json"]);
        match number {
            1 => command.stdout(log).stderr(Stdio::null()),
            _ => command.stderr(log).stdout(Stdio::null()),
        };
        assert_eq!(command.status().unwrap().code(), Some(0), "{output}");
        assert_eq!(fs::metadata(place.path("log")).unwrap().ino(), before, "{output}");
        let text = place.read("log");
        let reports = text.strip_prefix("before\n").unwrap();
        // Standard output has the findings anyway.
        let expected = if number == 1 { 2 } else { 1 };
        assert_eq!(reports.matches("\"version\": 1").count(), expected, "{output}: {text}");
        fs::remove_file(place.path("log")).unwrap();
    }
    assert!(fs::symlink_metadata(place.path("link")).unwrap().is_symlink());
    assert_eq!(place.names(), ["a.json", "link"]);
}

#[test]
fn other_descriptors_and_pipes_are_written_to() {
    let place = Workspace::new(&[("a.json", CANCEL), ("log", "before\n")]);
    let shell = |script: &str| {
        let mut command = Command::new("sh");
        command.current_dir(place.0.path()).env("LINT", env!("CARGO_BIN_EXE_smartro-lint"));
        assert!(command.args(["-c", script]).status().unwrap().success(), "{script}");
    };
    let inode = fs::metadata(place.path("log")).unwrap().ino();
    shell("\"$LINT\" --quiet --output json=/dev/fd/3 a.json 3>>log >/dev/null");
    let log = place.read("log");
    assert!(is_report(log.strip_prefix("before\n").unwrap()), "{log}");
    assert_eq!(fs::metadata(place.path("log")).unwrap().ino(), inode);
    shell(
        "mkfifo pipe; cat pipe > copy & \"$LINT\" --quiet --output json=pipe a.json >/dev/null; wait",
    );
    assert!(is_report(&place.read("copy")));
    shell("\"$LINT\" --quiet --output json=/dev/null a.json >/dev/null");
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
    assert_eq!(place.names(), ["a.json", "copy", "log", "pipe"]);
}

#[test]
fn a_link_to_what_is_not_there_yet_stays_a_link() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
    symlink("report.json", place.path("link")).unwrap();
    place.run(&["--output", "json=link", "a.json"]);
    assert!(fs::symlink_metadata(place.path("link")).unwrap().is_symlink());
    assert!(is_report(&place.read("report.json")));
}

#[test]
fn an_output_that_is_read_is_refused_before_anything_is_written() {
    let files =
        [("t.json", CANCEL), ("smartro-lint.yaml", "baseline: base.json\n"), ("c.json", "{}")];
    let place = Workspace::new(&files);
    fs::write(place.path("base.json"), "{\"version\": 1, \"findings\": []}").unwrap();
    symlink("t.json", place.path("link")).unwrap();
    for (output, name) in [
        ("t.json", "`t.json`"),
        ("./t.json", "`t.json`"),
        ("link", "`t.json`"),
        ("smartro-lint.yaml", "smartro-lint.yaml`"),
        ("base.json", "`base.json`"),
        ("c.json", "`c.json`"),
    ] {
        for more in [&["--fix"][..], &[]] {
            let output = format!("json={output}");
            let arguments = ["--context", "c.json", "--output", &output, "t.json"];
            let stderr = place.refused(&[more, &arguments].concat());
            assert!(stderr.starts_with("error: "), "{stderr}");
            let end = format!("{name} is read and written by the same run\n");
            assert!(stderr.ends_with(&end), "{output}: {stderr}");
        }
    }
    let twice = place.refused(&["--output", "json=new", "--output", "sarif=./new", "t.json"]);
    assert_eq!(twice, "error: --output: `./new` is written to twice\n");
    assert_eq!(place.read("t.json"), CANCEL);
    assert_eq!(place.names(), ["base.json", "c.json", "link", "smartro-lint.yaml", "t.json"]);
}

#[test]
fn redirected_input_and_output_are_known() {
    let place = Workspace::new(&[("t.jsonl", CANCEL)]);
    let open = || File::open(place.path("t.jsonl")).unwrap();
    let append = || File::options().append(true).open(place.path("t.jsonl")).unwrap();
    let stderr_of = |command: &mut Command| {
        let output = command.stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    let refused = stderr_of(place.command(["--output", "json=t.jsonl", "-"]).stdin(open()));
    assert_eq!(refused, "error: standard input is read and written by the same run\n");
    let mut command = place.command(["t.jsonl"]);
    let child = command.stdout(append()).stderr(Stdio::piped()).spawn().unwrap();
    let output = child.wait_with_output().unwrap();
    let refused = String::from_utf8(output.stderr).unwrap();
    assert_eq!(refused, "error: `t.jsonl` is read and written by the same run\n");
    assert_eq!(place.read("t.jsonl"), CANCEL);
}

#[test]
fn a_report_in_a_linted_directory_is_not_linted() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
    let arguments =
        ["--format", "json", "--output", "json=report.json", "--output", "jsonl=b.jsonl", "."];
    let first = place.run(&arguments).stdout;
    let requests = |report: &[u8]| {
        let report: Value = serde_json::from_slice(report).unwrap();
        report["summary"]["requests"].as_u64()
    };
    assert_eq!(requests(&first), Some(1));
    assert_eq!(requests(&place.run(&arguments).stdout), Some(1));
    // Standard output may be in it as well.
    let out = File::create(place.path("out.json")).unwrap();
    let arguments =
        ["--format", "json", "--output", "json=report.json", "--output", "jsonl=b.jsonl", "."];
    assert!(place.command(arguments).stdout(out).status().unwrap().success());
    assert_eq!(requests(place.read("out.json").as_bytes()), Some(1));
}

/// A baseline that no run is given.
const BASELINE: &str = r#"{"version": 1, "findings": []}"#;

#[test]
fn what_nobody_takes_for_a_report_is_not_replaced() {
    let files = [
        ("in/t.json", CANCEL),
        ("in/a/lines.jsonl", CANCEL),
        ("in/broken.json", r#"{"paymentId": "a", "orderName": "#),
        ("in/page.tsx", "export const a = 1;\n"),
        ("in/page.vue", "<script></script>"),
        ("in/smartro-lint.yaml", "exclude: [left-out.json]\n"),
        ("in/left-out.json", CANCEL),
        ("in/old.json", BASELINE),
        ("pack/pack.yaml", "name: my-pg\nversion: 0.1.0\nuses: [portone]\n"),
        ("pack/ids.rules", "/// D.\nrule r: error on cancelPayment { require present reason }\n"),
        ("pack/cases/r.yaml", "valid: []\n"),
        ("elsewhere/t.json", CANCEL),
        ("in/package.json", r#"{"name": "shop"}"#),
        ("data.json", r#"{"version": 1, "files": {}}"#),
        ("log.jsonl", r#"{"file": "a.json", "size": 1}"#),
        ("noext", r#"{"reason": "a"}"#),
        ("main.kt", "fun main() {}"),
        (".env", "PORTONE_API_SECRET=a"),
    ];
    let place = Workspace::new(&files);
    symlink("in/t.json", place.path("link.json")).unwrap();
    symlink("in/a/lines.jsonl", place.path("link.xml")).unwrap();
    fs::hard_link(place.path("in/t.json"), place.path("hard.json")).unwrap();
    let others = ["in/a/../t.json", "./in/t.json", "link.json", "link.xml", "hard.json"];
    for name in files.iter().map(|(name, _)| *name).chain(others) {
        let formats = ["json", "jsonl", "pretty", "compact", "github", "junit", "sarif"];
        for (more, format) in [&["--fix"][..], &["--operation", "cancelPayment"], &[]]
            .into_iter()
            .chain([&[][..]; 4])
            .zip(formats)
        {
            let output = format!("{format}={name}");
            let arguments = ["--rules", "pack", "--output", &output, "in"];
            let stderr = place.refused(&[more, &arguments].concat());
            let is_read = name.ends_with("smartro-lint.yaml");
            let why = if is_read { "is read and written" } else { "not a report" };
            assert!(stderr.contains(why) && stderr.contains(name), "{name}: {stderr}");
        }
    }
    for (name, text) in files {
        assert_eq!(place.read(name), text, "{name}");
    }
    let korean = place.refused(&["--lang", "ko", "--output", "json=in/t.json", "in"]);
    assert!(korean.contains("이전 보고서가 아니므로 덮어쓰지 않습니다"), "{korean}");
}

#[test]
fn an_old_report_is_replaced_whatever_it_reports() {
    let request = r#"{"operation": "requestPayment", "request": {"paymentId": "a-b", "x": 1}}"#;
    for (format, name) in [
        ("json", "report.json"),
        ("jsonl", "report.jsonl"),
        ("jsonl", "report.ndjson"),
        ("sarif", "report.json"),
        ("junit", "report.xml"),
        ("pretty", "report.txt"),
        ("compact", "report.txt"),
        ("github", "report"),
    ] {
        for more in [&["--all"][..], &["--operation", "requestPayment"]] {
            let place = Workspace::new(&[("a.json", request), (name, "")]);
            let output = format!("{format}={name}");
            let arguments = [more, &["--format", "json", "--output", &output, "."]].concat();
            let first = place.run(&arguments);
            let report = place.read(name);
            assert_eq!(first.status.code(), Some(1), "{format}");
            assert!(!report.is_empty());
            let again = place.run(&arguments);
            assert_eq!(again.status.code(), Some(1), "{format} {again:?}");
            assert!(again.stdout == first.stdout, "{format}");
            assert_eq!(place.read(name), report);
        }
    }
}

#[test]
fn what_somebody_wrote_after_a_report_is_not_lost() {
    let request = r#"{"operation": "requestPayment", "request": {"paymentId": "a-b", "x": 1}}"#;
    for format in ["json", "jsonl", "sarif", "junit", "pretty", "compact", "github"] {
        let place = Workspace::new(&[("a.json", request)]);
        let output = format!("{format}=report");
        let arguments = ["--output", &output, "a.json"];
        place.run(&arguments);
        let report = place.read("report");
        place.write("report", &format!("{report}my notes: fix this by Friday\n"));
        let stderr = place.refused(&arguments);
        assert!(stderr.contains("not a report"), "{format}: {stderr}");
        assert!(place.read("report").ends_with("Friday\n"), "{format}");
        place.write("report", &report);
        assert_eq!(place.run(&arguments).status.code(), Some(1), "{format}");
    }
}

#[test]
fn a_format_that_standard_output_does_not_have_is_refused() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
    for arguments in [
        &["--fix", "--format", "json", "-"][..],
        &["--fix", "--suggested", "--format", "json", "-"],
        &["--diff", "--format", "json", "a.json"],
    ] {
        let stderr = place.refused(arguments);
        assert!(stderr.contains("`--output json=FILE`"), "{stderr}");
        let korean = place.refused(&[&["--lang", "ko"], arguments].concat());
        assert!(
            korean.contains("표준 출력") && korean.contains("`--output json=FILE`"),
            "{korean}"
        );
    }
    place.run(&["--fix", "--format", "json", "a.json"]);
    let arguments = ["--diff", "--output", "json=report.json", "a.json"];
    assert_eq!(place.run(&arguments).status.code(), Some(0));
    assert!(is_report(&place.read("report.json")));
}
