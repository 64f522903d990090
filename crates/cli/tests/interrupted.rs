//! Full disks and runs that are ended: a file is the old one or the new one, as a whole.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]
#![cfg(unix)]

mod command;

use std::fs;
use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};

use command::{CANCEL, RIGHT, WRONG, Workspace};

/// Runs the command where no file may become longer than so many bytes.
fn limited(place: &Workspace, bytes: usize, arguments: &[&str]) -> Option<i32> {
    let mut command = Command::new("sh");
    // A block has 512 bytes.
    let script = format!("ulimit -f {}; exec \"$LINT\" \"$@\"", bytes / 512);
    command.current_dir(place.path("")).env("LINT", env!("CARGO_BIN_EXE_smartro-lint"));
    command.env("LC_ALL", "en_US.UTF-8");
    let command = command.args(["-c", &script, "sh"]).args(arguments).stdin(Stdio::null());
    command.output().unwrap().status.code()
}

/// The files of a directory that are written beside their places.
fn left_over(place: &Workspace, folder: &str) -> Vec<String> {
    let names = fs::read_dir(place.path(folder)).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with(".smartro-lint-") || name.ends_with(".tmp")).collect()
}

/// What a file is, `None` where there is none; it is nothing else than one of these.
fn is_one_of(place: &Workspace, name: &str, texts: &[Option<&str>]) -> bool {
    let text = fs::read_to_string(place.path(name)).ok();
    texts.contains(&text.as_deref())
}

#[test]
fn on_a_full_disk_a_file_stays_as_it_is() {
    let lines = |line: &str| format!("{line}\n").repeat(150);
    let (before, after) = (lines(WRONG), lines(RIGHT));
    let rules =
        "/// D.\nrule my-id: error on requestPayment {   require paymentId matches /[a-z]+/ }\n";
    let pack = "name: my-pg\nversion: 0.1.0\nuses: [portone]\n";
    let case = |id: &str| {
        format!(
            "  - name: {id}\n    operation: requestPayment\n    request: '{{\"paymentId\": \"{id}\"}}'\n"
        )
    };
    let cases = format!("valid:\n{}invalid:\n{}", case("a"), case("1"));
    let files = [
        ("a.jsonl", &*before),
        ("report.json", ""),
        ("pack/pack.yaml", pack),
        ("pack/ids.rules", rules),
        ("pack/cases/my-id.yaml", &cases),
    ];
    let runs: [(&[&str], &str); 6] = [
        (&["--fix", "--quiet", "a.jsonl"], "a.jsonl"),
        (&["--output", "json=report.json", "a.jsonl"], "report.json"),
        (&["--baseline", "base.json", "--write-baseline", "a.jsonl"], "base.json"),
        (&["init"], "smartro-lint.yaml"),
        (&["fmt", "pack"], "pack/ids.rules"),
        (&["test", "--accept", "pack"], "pack/cases/snapshots/my-id.snap"),
    ];
    for (arguments, name) in runs {
        let expected = Workspace::new(&files);
        let old = fs::read_to_string(expected.path(name)).ok();
        let status = expected.run(arguments).status.code();
        assert_ne!(status, Some(2), "{arguments:?}");
        let new = expected.read(name);
        assert!(old.as_ref() != Some(&new) && !new.is_empty(), "{arguments:?}");
        for bytes in [0, new.len() / 2, new.len() - 1, new.len() + (64 << 10)] {
            let place = Workspace::new(&files);
            let limited = limited(&place, bytes, arguments);
            let fits = bytes > new.len();
            assert_eq!(limited, if fits { status } else { Some(2) }, "{arguments:?} {bytes}");
            let expected = if fits { Some(&*new) } else { old.as_deref() };
            assert!(is_one_of(&place, name, &[expected]), "{arguments:?} {bytes}");
            for folder in ["", "pack"] {
                assert_eq!(left_over(&place, folder), [""; 0], "{arguments:?} {bytes}");
            }
        }
    }
    assert_ne!(before, after);
}

#[test]
fn what_cannot_be_written_to_standard_output_is_an_error() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
    for arguments in [&["a.json"][..], &["--diff", "a.json"], &["--format", "json", "a.json"]] {
        // Where there is no such device, there is nothing to see.
        let Ok(full) = fs::File::options().write(true).open("/dev/full") else { return };
        let status = place.command(arguments).stdout(full).stderr(Stdio::null()).status();
        let expected = if arguments.contains(&"--diff") { 0 } else { 2 };
        assert_eq!(status.unwrap().code(), Some(expected), "{arguments:?}");
    }
    let arguments = ["--quiet", "--output", "json=/dev/full", "a.json"];
    assert!(place.refused(&arguments).contains("/dev/full"));
}

#[test]
fn a_run_that_is_ended_leaves_the_old_file_or_the_new_one() {
    let lines = |line: &str| format!("{line}\n").repeat(3000);
    let (before, after) = (lines(WRONG), lines(RIGHT));
    let place = Workspace::new(&[]);
    let arguments = ["--fix", "--format", "json", "--output", "jsonl=report.jsonl", "a.jsonl"];
    for round in 0..12_u64 {
        fs::write(place.path("a.jsonl"), &before).unwrap();
        let _ = fs::remove_file(place.path("report.jsonl"));
        let mut command = place.command(arguments);
        if round % 4 == 1 {
            // As shells start a job in the background.
            let program = command.get_program().to_owned();
            command = Command::new("sh");
            let script = r#"trap '' INT; exec "$0" "$@""#;
            command.args(["-c", script]).arg(program).args(arguments).current_dir(place.path(""));
        }
        let mut child = command.stdout(Stdio::piped()).stdin(Stdio::null()).spawn().unwrap();
        // As far as it has come when so much of its findings is read.
        let out = child.stdout.take().unwrap();
        std::io::copy(&mut out.take(round * 300_000), &mut std::io::sink()).unwrap();
        let is_killed = round % 2 == 0;
        let signal = if is_killed { "-KILL" } else { "-TERM" };
        let ended = Command::new("kill").args([signal, &child.id().to_string()]).status();
        assert!(ended.is_ok());
        child.wait().unwrap();
        assert!(is_one_of(&place, "a.jsonl", &[Some(&before), Some(&after)]), "{round}");
        let report = fs::read_to_string(place.path("report.jsonl")).ok();
        let is_whole = |report: String| report.lines().last().unwrap().contains("summary");
        assert!(report.is_none_or(is_whole), "{round}");
        let left = left_over(&place, "");
        assert!(is_killed || left.is_empty(), "{round}: {left:?}");
        for name in left {
            fs::remove_file(place.path(&name)).unwrap();
        }
    }
}

/// Starts a run that has written some of its findings, and waits until the rest is read.
fn running(place: &Workspace, script: &str) -> (std::process::Child, std::process::ChildStdout) {
    let arguments = ["--fix", "--format", "json", "--output", "jsonl=report.jsonl", "a.jsonl"];
    fs::write(place.path("a.jsonl"), format!("{WRONG}\n").repeat(3000)).unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_smartro-lint")]).args(arguments);
    command.current_dir(place.path("")).stdout(Stdio::piped()).stdin(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0; 1000]).unwrap();
    (child, out)
}

#[test]
fn a_signal_ends_a_run_as_it_would_end_any_program() {
    let place = Workspace::new(&[]);
    let kill = |signal: i32, child: &std::process::Child| {
        let arguments = [format!("-{signal}"), child.id().to_string()];
        assert!(Command::new("kill").args(arguments).status().unwrap().success());
    };
    for signal in [1, 2, 15].into_iter().filter(|signal| !command::is_ignored(*signal)) {
        let (mut child, _out) = running(&place, r#"exec "$0" "$@""#);
        kill(signal, &child);
        assert_eq!(child.wait().unwrap().signal(), Some(signal));
        assert_eq!(left_over(&place, ""), [""; 0], "{signal}");
        assert!(!place.path("report.jsonl").exists());
    }
    // What is ignored stays so, and the others end it.
    for (ignored, signal) in [("HUP", 1), ("INT", 2)] {
        let script = format!(r#"trap '' {ignored}; exec "$0" "$@""#);
        let (mut child, _out) = running(&place, &script);
        kill(signal, &child);
        assert_eq!(child.try_wait().unwrap(), None);
        let other = if signal == 2 && !command::is_ignored(1) { 1 } else { 15 };
        kill(other, &child);
        assert_eq!(child.wait().unwrap().signal(), Some(other));
        assert_eq!(left_over(&place, ""), [""; 0]);
    }
}
