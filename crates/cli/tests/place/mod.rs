//! A directory of a test's own.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "helpers of tests, not all of which every test needs"
)]

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::command;

/// A request with a finding that nothing fixes.
pub(crate) const CANCEL: &str =
    r#"{"operation": "cancelPayment", "request": {"reason": "a", "memo": 1}}"#;

/// A request with a safe fix, and what it is then.
pub(crate) const WRONG: &str =
    r#"{"operation": "requestPayment", "request": {"payMethod": "card"}}"#;
pub(crate) const RIGHT: &str =
    r#"{"operation": "requestPayment", "request": {"payMethod": "CARD"}}"#;

/// A directory, and the command run in it.
pub(crate) struct Place(pub(crate) TempDir);

impl Place {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            let path = place.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        place
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
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
        let mut command = command::smartro_lint();
        command.current_dir(self.0.path()).args(arguments).stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What is complained of; the run fails.
    pub(crate) fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    }
}
