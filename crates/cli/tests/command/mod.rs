//! The command in an environment of its own, and directories that it runs in.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "helpers of tests, not all of which every test needs"
)]

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// What the command reads of the environment.
const VARIABLES: [&str; 14] = [
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLORTERM",
    "COLUMNS",
    "FORCE_COLOR",
    "FORCE_HYPERLINK",
    "IGNORE_IS_TERMINAL",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "NO_COLOR",
    "NO_GRAPHICS",
    "SMARTRO_LINT_LANG",
    "TERM",
];

/// Where the repository is, and with it the samples and the packs.
pub(crate) const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// A time that all rules about times know.
pub(crate) const NOW: &str = "now=2026-11-23T12:00:00+09:00";

/// A request with a finding that nothing fixes.
pub(crate) const CANCEL: &str =
    r#"{"operation": "cancelPayment", "request": {"reason": "a", "memo": 1}}"#;

/// A request with a safe fix, and what it is then.
pub(crate) const WRONG: &str =
    r#"{"operation": "requestPayment", "request": {"payMethod": "card"}}"#;
pub(crate) const RIGHT: &str =
    r#"{"operation": "requestPayment", "request": {"payMethod": "CARD"}}"#;

pub(crate) fn smartro_lint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
    for name in VARIABLES {
        command.env_remove(name);
    }
    // Tests of the Korean messages ask for them.
    command.env("LANG", "en_US.UTF-8");
    command
}

/// Runs a command on this input.
pub(crate) fn output_of(command: &mut Command, input: &[u8]) -> Output {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // What is found may fill the pipe before all is read; and a command that does not read
        // what it is given may be gone already.
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().unwrap()
    })
}

/// Runs the command where the repository is.
pub(crate) fn run(arguments: &[&str], input: &[u8]) -> Output {
    output_of(smartro_lint().current_dir(ROOT).args(arguments), input)
}

/// What a command that succeeds prints.
pub(crate) fn stdout_of(arguments: &[&str]) -> String {
    let output = run(arguments, b"");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    text(&output.stdout)
}

/// The error of a command that cannot do its work.
pub(crate) fn stderr_of(arguments: &[&str]) -> String {
    let output = run(arguments, b"");
    assert_eq!((output.status.code(), &*output.stdout), (Some(2), &b""[..]), "{arguments:?}");
    text(&output.stderr)
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The document on standard output.
pub(crate) fn json(output: &Output) -> Value {
    let stderr = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).map_err(|error| (error, stderr)).unwrap()
}

/// Writes a file, and the directories that it is in.
pub(crate) fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A directory, and the command run in it.
pub(crate) struct Workspace(pub(crate) TempDir);

impl Workspace {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            place.write(name, text);
        }
        place
    }

    /// One with a new pack, `my-pg`.
    pub(crate) fn with_pack() -> Self {
        let place = Self::new(&[]);
        let output = place.run(&["new-pack", "my-pg"]);
        assert!(output.status.success(), "{output:?}");
        place
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        write(self.0.path(), name, text);
    }

    /// Writes the project file.
    pub(crate) fn project(&self, text: &str) {
        self.write("smartro-lint.yaml", text);
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn names(&self) -> Vec<String> {
        let names = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> =
            names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub(crate) fn command<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
    ) -> Command {
        let mut command = smartro_lint();
        command.current_dir(self.0.path()).args(arguments).stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The status and all that the command says in English.
    pub(crate) fn lines(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = self.run(&[&["--lang", "en"], arguments].concat());
        (output.status.code(), text(&output.stdout) + &text(&output.stderr))
    }

    /// The error of a run that fails.
    pub(crate) fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        text(&output.stderr)
    }

    /// What the command prints on standard error, without the directory's own name.
    pub(crate) fn stderr_of(&self, arguments: &[&str]) -> String {
        self.plain(&self.run(arguments).stderr)
    }

    /// A text without the directory's own name.
    pub(crate) fn plain(&self, bytes: &[u8]) -> String {
        let folder = fs::canonicalize(self.0.path()).unwrap().display().to_string();
        text(bytes).replace(&folder, "DIR")
    }
}

/// Whether a signal is ignored here, and so in every program that is started: whoever runs the
/// tests with `nohup`, or in the background of a script, has it so.
pub(crate) fn is_ignored(signal: i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.map_or(0, |mask| u64::from_str_radix(mask.trim(), 16).unwrap());
    mask & (1 << (signal - 1)) != 0
}
