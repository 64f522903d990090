//! Files that are written: nothing is lost, and nothing is written by half.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, outside of test functions"
)]
#![cfg(unix)]

mod command;

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A request with a safe fix, and what it is then.
const WRONG: &str = r#"{"operation": "requestPayment", "request": {"payMethod": "card"}}"#;
const RIGHT: &str = r#"{"operation": "requestPayment", "request": {"payMethod": "CARD"}}"#;

const CANCEL: &str = r#"{"operation": "cancelPayment", "request": {"reason": "a", "memo": 1}}"#;

/// A directory, and the command run in it.
struct Place(TempDir);

impl Place {
    fn new(files: &[(&str, &str)]) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            fs::write(place.path(name), text).unwrap();
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let names = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> =
            names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn command<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Command {
        let mut command = command::smartro_lint();
        command.current_dir(self.0.path()).args(arguments).stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What is complained of; the run fails.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    }
}

fn is_report(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok_and(|report| report["version"] == 1)
}

#[test]
fn what_a_descriptor_leads_to_is_written_to_and_not_replaced() {
    let place = Place::new(&[("a.json", CANCEL)]);
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
    let place = Place::new(&[("a.json", CANCEL), ("log", "before\n")]);
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
    let place = Place::new(&[("a.json", CANCEL)]);
    symlink("report.json", place.path("link")).unwrap();
    place.run(&["--output", "json=link", "a.json"]);
    assert!(fs::symlink_metadata(place.path("link")).unwrap().is_symlink());
    assert!(is_report(&place.read("report.json")));
}

#[test]
fn hard_links_and_read_only_files_are_not_fixed() {
    let place = Place::new(&[("a.json", WRONG), ("b.json", WRONG), ("c.json", WRONG)]);
    fs::hard_link(place.path("a.json"), place.path("other")).unwrap();
    fs::set_permissions(place.path("b.json"), Permissions::from_mode(0o444)).unwrap();
    let complaint = place.refused(&["--fix", "--format", "json", "a.json", "b.json", "c.json"]);
    let expected = "error: cannot write `a.json`: it has 2 hard links, and replacing it \
                    would separate them\nerror: cannot write `b.json`: it is read-only\n";
    assert_eq!(complaint, expected);
    assert_eq!(["a.json", "b.json", "c.json"].map(|name| place.read(name)), [WRONG, WRONG, RIGHT]);
    assert_eq!(fs::metadata(place.path("a.json")).unwrap().nlink(), 2);
    assert_eq!(place.names(), ["a.json", "b.json", "c.json", "other"]);
    // Where nothing changes, nothing is written.
    fs::set_permissions(place.path("c.json"), Permissions::from_mode(0o444)).unwrap();
    assert_ne!(place.run(&["--fix", "c.json"]).status.code(), Some(2));
}

#[test]
fn what_cannot_be_fixed_is_linted_as_it_is() {
    let place = Place::new(&[("a.json", WRONG)]);
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
    let place = Place::new(&[("a.json", CANCEL), ("report.json", "old"), ("a.rules", "rule  r")]);
    fs::set_permissions(place.path("report.json"), Permissions::from_mode(0o444)).unwrap();
    let complaint = place.refused(&["--output", "json=report.json", "a.json"]);
    assert_eq!(complaint, "error: cannot write `report.json`: it is read-only\n");
    assert_eq!(place.read("report.json"), "old");
    let rules = "/// D.\nrule r: error on cancelPayment {   require present reason }\n";
    fs::write(place.path("a.rules"), rules).unwrap();
    fs::hard_link(place.path("a.rules"), place.path("b.rules")).unwrap();
    let complaint = place.refused(&["fmt", "a.rules"]);
    assert!(complaint.contains("it has 2 hard links"), "{complaint}");
    assert_eq!(place.read("a.rules"), rules);
}

#[test]
fn a_fixed_file_keeps_its_mode_its_owner_and_its_attributes() {
    let place = Place::new(&[("a.json", WRONG)]);
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
    let place = Place::new(&[]);
    let made = Command::new("mkfifo").arg(place.path("pipe.json")).status().unwrap();
    assert!(made.success());
    let complaint = place.refused(&["--fix", "pipe.json"]);
    assert_eq!(complaint, "error: cannot write `pipe.json`: it is not a regular file\n");
    let complaint = place.refused(&["fmt", "pipe.json"]);
    assert_eq!(complaint, "error: cannot write `pipe.json`: it is not a regular file\n");
    for input in ["/dev/stdin", "/dev/null", "/dev/fd/0"] {
        let complaint = place.refused(&["--fix", input]);
        assert!(complaint.ends_with("it is not a regular file\n"), "{complaint}");
    }
}

#[test]
fn an_output_that_is_read_is_refused_before_anything_is_written() {
    let files =
        [("t.json", CANCEL), ("smartro-lint.yaml", "baseline: base.json\n"), ("c.json", "{}")];
    let place = Place::new(&files);
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
            let complaint = place.refused(&[more, &arguments].concat());
            assert!(complaint.starts_with("error: "), "{complaint}");
            let end = format!("{name} is read and written by the same run\n");
            assert!(complaint.ends_with(&end), "{output}: {complaint}");
        }
    }
    let twice = place.refused(&["--output", "json=new", "--output", "sarif=./new", "t.json"]);
    assert_eq!(twice, "error: --output: `./new` is written to twice\n");
    assert_eq!(place.read("t.json"), CANCEL);
    assert_eq!(place.names(), ["base.json", "c.json", "link", "smartro-lint.yaml", "t.json"]);
}

#[test]
fn redirected_input_and_output_are_known() {
    let place = Place::new(&[("t.jsonl", CANCEL)]);
    let open = || File::open(place.path("t.jsonl")).unwrap();
    let append = || File::options().append(true).open(place.path("t.jsonl")).unwrap();
    let complaint = |command: &mut Command| {
        let output = command.stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    let refused = complaint(place.command(["--output", "json=t.jsonl", "-"]).stdin(open()));
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
    let place = Place::new(&[("a.json", CANCEL)]);
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

#[test]
fn two_runs_that_write_a_baseline_lose_nothing() {
    let count = 8;
    let place = Place::new(&[]);
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
fn init_leaves_nothing_behind_where_it_fails() {
    let place = Place::new(&[]);
    // The schema cannot be written, as on a full disk.
    fs::create_dir(place.path(".smartro-lint.schema.json")).unwrap();
    let complaint = place.refused(&["init"]);
    assert!(
        complaint.starts_with("error: cannot write `.smartro-lint.schema.json`"),
        "{complaint}"
    );
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
    let place = Place::new(&[("a.jsonl", &lines(WRONG))]);
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
    let place = Place::new(&[("a.jsonl", &text)]);
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
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(complaint, "error: cannot write `a.jsonl`: it changed since it was read\n");
    assert_eq!(output.status.code(), Some(2));
    assert!(place.read("a.jsonl") == text + CANCEL);
    assert_eq!(place.names(), ["a.jsonl"]);
}

#[test]
fn a_large_file_takes_no_more_memory_than_a_long_request() {
    let place = Place::new(&[]);
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
    let place = Place::new(&[("a.json", CANCEL)]);
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
    let place = Place::new(&[("a.jsonl", &before)]);
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
