//! Files that are written: nothing is lost, and nothing is written by half.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, outside of test functions"
)]
#![cfg(unix)]

mod command;

use std::fs::{self, File, Permissions};
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use command::{CANCEL, RIGHT, WRONG, Workspace};
use serde_json::Value;

#[test]
fn hard_links_and_read_only_files_are_not_fixed() {
    let place = Workspace::new(&[("a.json", WRONG), ("b.json", WRONG), ("c.json", WRONG)]);
    fs::hard_link(place.path("a.json"), place.path("other")).unwrap();
    fs::set_permissions(place.path("b.json"), Permissions::from_mode(0o444)).unwrap();
    let stderr = place.refused(&["--fix", "--format", "json", "a.json", "b.json", "c.json"]);
    let expected = "error: cannot write `a.json`: it has 2 hard links, and replacing it \
                    would separate them\nerror: cannot write `b.json`: it is read-only\n";
    assert_eq!(stderr, expected);
    assert_eq!(["a.json", "b.json", "c.json"].map(|name| place.read(name)), [WRONG, WRONG, RIGHT]);
    assert_eq!(fs::metadata(place.path("a.json")).unwrap().nlink(), 2);
    assert_eq!(place.names(), ["a.json", "b.json", "c.json", "other"]);
    // Where nothing changes, nothing is written.
    fs::set_permissions(place.path("c.json"), Permissions::from_mode(0o444)).unwrap();
    assert_ne!(place.run(&["--fix", "c.json"]).status.code(), Some(2));
}

#[test]
fn what_cannot_be_fixed_is_linted_as_it_is() {
    let place = Workspace::new(&[("a.json", WRONG)]);
    let rules = |arguments: &[&str]| {
        let output = place.run(&[&["--format", "json"], arguments].concat());
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        report["files"][0]["diagnostics"].as_array().unwrap().len()
    };
    let all = rules(&["a.json"]);
    fs::set_permissions(place.path("a.json"), Permissions::from_mode(0o444)).unwrap();
    assert_eq!(rules(&["--fix", "a.json"]), all);
    fs::set_permissions(place.path("a.json"), Permissions::from_mode(0o644)).unwrap();
    assert_eq!(rules(&["--fix", "a.json"]), all - 1);
}

#[test]
fn reports_and_rule_files_are_not_written_over_what_is_protected() {
    let old = r#"{"version": 1, "files": [], "summary": {"requests": 0}}"#;
    let place = Workspace::new(&[("a.json", CANCEL), ("report.json", old), ("a.rules", "rule  r")]);
    fs::set_permissions(place.path("report.json"), Permissions::from_mode(0o444)).unwrap();
    let stderr = place.refused(&["--output", "json=report.json", "a.json"]);
    assert_eq!(stderr, "error: cannot write `report.json`: it is read-only\n");
    assert_eq!(place.read("report.json"), old);
    let rules = "/// D.\nrule r: error on cancelPayment {   require present reason }\n";
    fs::write(place.path("a.rules"), rules).unwrap();
    fs::hard_link(place.path("a.rules"), place.path("b.rules")).unwrap();
    let stderr = place.refused(&["fmt", "a.rules"]);
    assert!(stderr.contains("it has 2 hard links"), "{stderr}");
    assert_eq!(place.read("a.rules"), rules);
}

#[test]
fn a_fixed_file_keeps_its_mode_its_owner_and_its_attributes() {
    let place = Workspace::new(&[("a.json", WRONG)]);
    let path = place.path("a.json");
    fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
    // Not every file system has attributes, and not every user may give files away.
    let attribute = (c"user.note", b"kept");
    let has_attributes =
        rustix::fs::setxattr(&path, attribute.0, attribute.1, rustix::fs::XattrFlags::empty())
            .is_ok();
    let _ = std::os::unix::fs::chown(&path, Some(1234), Some(4321));
    let before = fs::metadata(&path).unwrap();
    place.run(&["--fix", "a.json"]);
    assert_eq!(place.read("a.json"), RIGHT);
    let after = fs::metadata(&path).unwrap();
    let of = |metadata: &fs::Metadata| (metadata.mode(), metadata.uid(), metadata.gid());
    assert_eq!(of(&before), of(&after));
    if has_attributes {
        let mut value = [0; 4];
        assert_eq!(rustix::fs::getxattr(&path, attribute.0, &mut value), Ok(4));
        assert_eq!(&value, attribute.1);
    }
}

#[test]
fn a_pipe_is_not_fixed_and_nobody_waits_for_it() {
    let place = Workspace::new(&[]);
    let made = Command::new("mkfifo").arg(place.path("pipe.json")).status().unwrap();
    assert!(made.success());
    let stderr = place.refused(&["--fix", "pipe.json"]);
    assert_eq!(stderr, "error: cannot write `pipe.json`: it is not a regular file\n");
    let stderr = place.refused(&["fmt", "pipe.json"]);
    assert_eq!(stderr, "error: cannot write `pipe.json`: it is not a regular file\n");
    for input in ["/dev/stdin", "/dev/null", "/dev/fd/0"] {
        let stderr = place.refused(&["--fix", input]);
        assert!(stderr.ends_with("it is not a regular file\n"), "{stderr}");
    }
}

#[test]
fn two_runs_that_write_a_baseline_lose_nothing() {
    let count = 8;
    let place = Workspace::new(&[]);
    for round in 0..3 {
        let _ = fs::remove_file(place.path("base.json"));
        let children: Vec<_> = (0..count)
            .map(|number| {
                let name = format!("{number}.json");
                fs::write(place.path(&name), CANCEL).unwrap();
                let arguments = ["--baseline", "base.json", "--write-baseline", &name];
                let mut command = place.command(arguments);
                command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
            })
            .collect();
        for mut child in children {
            assert_eq!(child.wait().unwrap().code(), Some(0));
        }
        let baseline: Value = serde_json::from_str(&place.read("base.json")).unwrap();
        assert_eq!(baseline["findings"].as_array().unwrap().len(), count, "{round}: {baseline}");
    }
}

#[test]
fn init_leaves_no_file_where_it_fails() {
    let place = Workspace::new(&[]);
    // The schema cannot be written, as on a full disk.
    fs::create_dir(place.path(".smartro-lint.schema.json")).unwrap();
    let stderr = place.refused(&["init"]);
    assert!(stderr.starts_with("error: cannot write `.smartro-lint.schema.json`"), "{stderr}");
    assert_eq!(place.names(), [".smartro-lint.schema.json"]);
    fs::remove_dir(place.path(".smartro-lint.schema.json")).unwrap();
    assert!(place.run(&["init"]).status.success());
    assert_eq!(place.names(), [".smartro-lint.schema.json", "smartro-lint.yaml"]);
    let mode = |name: &Path| fs::metadata(name).unwrap().mode() & 0o777;
    fs::write(place.path("plain"), "").unwrap();
    assert_eq!(mode(&place.path("smartro-lint.yaml")), mode(&place.path("plain")));
}

#[test]
fn fixes_of_lines_keep_every_other_byte() {
    let long = format!("{{{}", "x".repeat(2 << 20));
    let lines = |request: &str| {
        let same = format!("{CANCEL}\r\n").repeat(4000);
        format!("\n{same}{request}\n{long}\n \t\n{{\n{same}{request}\n{long}\n{request}")
    };
    let place = Workspace::new(&[("a.jsonl", &lines(WRONG))]);
    let arguments = ["--max-size", "1", "--format", "json", "a.jsonl"];
    let found = |output: Output| {
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        report["files"].clone()
    };
    let piped = |arguments: &[&str], text: &str| {
        let mut command = place.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        std::thread::scope(|scope| {
            scope.spawn(move || stdin.write_all(text.as_bytes()));
            child.wait_with_output().unwrap()
        })
    };
    let stdout = piped(&["--fix", "--max-size", "1", "-"], &lines(WRONG)).stdout;
    assert!(String::from_utf8(stdout).unwrap() == lines(RIGHT));
    let long = "1".repeat(2 << 20);
    let array = |request: &str| format!("[{request}, {long}, {request} ,\n{long}{request}] {long}");
    let stdout = piped(&["--fix", "--max-size", "1", "-"], &array(WRONG)).stdout;
    let fixed = format!("[{RIGHT}, {long}, {RIGHT} ,\n{long}{WRONG}] {long}");
    assert!(String::from_utf8(stdout).unwrap() == fixed, "what is too long is not fixed");
    let fixed = place.run(&[&["--fix"], &arguments[..]].concat());
    assert!(place.read("a.jsonl") == lines(RIGHT));
    // The findings are those of the file as it is now.
    assert!(found(fixed) == found(place.run(&arguments)));
}

#[test]
fn a_file_that_changes_while_it_is_read_is_not_written() {
    let text = format!("{WRONG}\n").repeat(6000);
    let place = Workspace::new(&[("a.jsonl", &text)]);
    let mut command = place.command(["--fix", "--format", "json", "a.jsonl"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // It has begun, and cannot end before its findings are read.
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 1]).unwrap();
    let mut file = File::options().append(true).open(place.path("a.jsonl")).unwrap();
    file.write_all(CANCEL.as_bytes()).unwrap();
    std::io::copy(&mut stdout, &mut std::io::sink()).unwrap();
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(stderr, "error: cannot write `a.jsonl`: it changed since it was read\n");
    assert_eq!(output.status.code(), Some(2));
    assert!(place.read("a.jsonl") == text + CANCEL);
    assert_eq!(place.names(), ["a.jsonl"]);
}

#[test]
fn a_large_file_takes_no_more_memory_than_a_long_request() {
    let place = Workspace::new(&[]);
    for (name, length) in [("a.json", 1 << 30), ("a.jsonl", 400 << 20)] {
        File::create(place.path(name)).unwrap().set_len(length).unwrap();
        for option in ["--fix", "--diff"] {
            let mut command = Command::new("sh");
            let script = format!("ulimit -v 300000; exec \"$LINT\" {option} --max-size 1 {name}");
            command.current_dir(place.0.path()).env("LINT", env!("CARGO_BIN_EXE_smartro-lint"));
            let output = command.args(["-c", &script]).output().unwrap();
            assert_eq!(output.status.code(), Some(1), "{option} {name}: {output:?}");
        }
        assert_eq!(fs::metadata(place.path(name)).unwrap().len(), length);
    }
}

#[test]
fn more_threads_than_help_are_not_started() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
    let threads = |arguments: &[&str]| {
        let stderr = place.run(&[&["--verbose", "a.json"], arguments].concat()).stderr;
        let stderr = String::from_utf8(stderr).unwrap();
        let line = stderr.lines().find_map(|line| line.strip_prefix("threads: ")).unwrap();
        line.parse::<usize>().unwrap()
    };
    assert_eq!((threads(&["-j1"]), threads(&["-j2"])), (1, 2));
    assert_eq!(threads(&["-j10000"]), 8 * threads(&[]));
}

#[test]
fn changes_of_lines_are_those_that_patch_makes() {
    let lines = |changed: &str| {
        (0..5000)
            .map(|line| format!("{}\n", if line % 7 == 3 { changed } else { CANCEL }))
            .collect()
    };
    let (before, after): (String, String) = (lines(WRONG), lines(RIGHT));
    let place = Workspace::new(&[("a.jsonl", &before)]);
    let diff = place.run(&["--diff", "a.jsonl"]);
    assert!(place.read("a.jsonl") == before);
    fs::write(place.path("diff"), &diff.stdout).unwrap();
    let mut patch = Command::new("patch");
    // Where there is no `patch`, the lines are counted.
    match patch.current_dir(place.0.path()).args(["-s", "a.jsonl", "diff"]).status() {
        Ok(status) => {
            assert!(status.success());
            assert!(place.read("a.jsonl") == after);
        }
        Err(_) => {
            let diff = String::from_utf8(diff.stdout).unwrap();
            let of = |line: String| diff.lines().filter(|one| **one == line).count();
            assert_eq!((of(format!("-{WRONG}")), of(format!("+{RIGHT}"))), (714, 714));
        }
    }
}

#[test]
fn repairs_keep_the_rest_byte_for_byte() {
    let place = Workspace::new(&[]);
    let before = "{\"operation\": \"requestPayment\", \"request\":\r\n  {\"payMethod\" : \"card\",\t\"card\": {\"useCardPoint\": true}, \"locale\":\"ko_kr\"}}";
    let fixed = |options: &[&str]| {
        place.write("a.json", before);
        place.run(&[options, &["a.json"]].concat());
        place.read("a.json")
    };
    assert_eq!(fixed(&["--diff"]), before);
    let safe = before
        .replace("\"card\",", "\"CARD\",")
        .replace("\t\"card\": {\"useCardPoint\": true},", "")
        .replace("ko_kr", "KO_KR");
    assert_eq!(fixed(&["--fix"]), safe);
}

#[test]
fn a_repair_that_another_one_is_in_the_way_of_is_made_too() {
    let plans = r#""freeInstallmentPlans": [], "monthOption": {"availableMonthList": [2, 3]}"#;
    let card = format!(r#"{{"useCardPoint": true, "installment": {{{plans}}}}}"#);
    let request = format!(r#"{{"payMethod": "card", "card": {card}}}"#);
    let place = Workspace::new(&[("a.json", &request)]);
    place.run(&["--fix", "a.json"]);
    let fixed = place.read("a.json");
    assert!(fixed.starts_with(r#"{"payMethod": "CARD""#), "{fixed}");
    for gone in ["useCardPoint", "freeInstallmentPlans", "availableMonthList"] {
        assert!(!fixed.contains(gone), "{fixed}");
    }
}
