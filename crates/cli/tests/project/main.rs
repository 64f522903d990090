//! Project files, suppressions and baselines, as somebody at a terminal uses them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, outside of test functions"
)]

mod baselines;
mod channels;
mod init;
mod korean;
mod mistakes;
mod settings;
mod suppressions;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A directory of files, and the command run in it.
struct Place(TempDir);

const NOW: &str = "now=2026-11-23T12:00:00+09:00";

const CASH: &str = r#"{"operation": "requestPayment", "request": {
  "storeId": "s", "channelKey": "c", "paymentId": "a1", "orderName": "o", "totalAmount": 1000,
  "currency": "KRW", "payMethod": "TRANSFER", "isEscrow": true,
  "customer": {"phoneNumber": "010-1234-5678", "fullName": "n", "email": "a@b.kr"},
  "transfer": {"cashReceiptType": "CORPORATE", "customerIdentifier": "1234567890"}}}"#;

const CANCEL: &str = r#"{"operation": "cancelPayment", "request": {"memo": 1}}"#;

impl Place {
    fn new(files: &[(&str, &str)]) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            place.write(name, text);
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn project(&self, text: &str) {
        self.write("smartro-lint.yaml", text);
    }

    fn run_in(&self, folder: &str, arguments: &[&str], input: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
        command.current_dir(self.path(folder)).args(arguments);
        for name in ["LC_ALL", "LANG", "SMARTRO_LINT_LANG", "NO_COLOR", "COLUMNS"] {
            command.env_remove(name);
        }
        // Tests of the Korean messages ask for them.
        command.env("LANG", "en_US.UTF-8");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes());
        child.wait_with_output().unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_in("", arguments, "")
    }

    /// What the command prints on standard error, without the directory's own name.
    fn complaint(&self, arguments: &[&str]) -> String {
        self.plain(&self.run(arguments).stderr)
    }

    fn plain(&self, text: &[u8]) -> String {
        let folder = fs::canonicalize(self.0.path()).unwrap().display().to_string();
        String::from_utf8(text.to_vec()).unwrap().replace(&folder, "DIR")
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let arguments = [&["--format", "json", "--context", NOW], arguments].concat();
        let output = self.run(&arguments);
        let complaint = self.plain(&output.stderr);
        serde_json::from_slice(&output.stdout).map_err(|error| (error, complaint)).unwrap()
    }

    /// The rules of the findings, in order.
    fn rules(&self, arguments: &[&str]) -> Vec<String> {
        let json = self.json(arguments);
        let files = json["files"].as_array().unwrap().iter();
        let findings = files.flat_map(|file| file["diagnostics"].as_array().unwrap());
        findings.map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
    }

    fn status(&self, arguments: &[&str]) -> i32 {
        self.run(arguments).status.code().unwrap()
    }
}

fn requests(ids: &[&str]) -> String {
    let request = |id: &&str| {
        format!(r#"{{"url": "/payments/{id}/instant", "data": {{"orderName": 1, "extra": 2}}}}"#)
    };
    ids.iter().map(request).collect::<Vec<_>>().join("\n")
}
