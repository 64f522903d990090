//! Project files, suppressions and baselines, as somebody at a terminal uses them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, outside of test functions"
)]

mod baselines;
mod channels;
#[path = "../command/mod.rs"]
mod command;
mod empty;
mod init;
mod korean;
mod mistakes;
mod packs;
mod settings;
mod shop;
mod suppressions;

use std::process::Output;

use command::{NOW, Workspace, output_of, smartro_lint};
use serde_json::Value;

const CASH: &str = r#"{"operation": "requestPayment", "request": {
  "storeId": "s", "channelKey": "c", "paymentId": "a1", "orderName": "o", "totalAmount": 1000,
  "currency": "KRW", "payMethod": "TRANSFER", "isEscrow": true,
  "customer": {"phoneNumber": "010-1234-5678", "fullName": "n", "email": "a@b.kr"},
  "transfer": {"cashReceiptType": "CORPORATE", "customerIdentifier": "1234567890"}}}"#;

const CANCEL: &str = r#"{"operation": "cancelPayment", "request": {"memo": 1}}"#;

impl Workspace {
    fn run_in(&self, folder: &str, arguments: &[&str], input: &str) -> Output {
        let mut command = smartro_lint();
        output_of(command.current_dir(self.path(folder)).args(arguments), input.as_bytes())
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let arguments = [&["--format", "json", "--context", NOW], arguments].concat();
        command::json(&self.run(&arguments))
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
        format!(
            r#"{{"url": "https://api.portone.io/payments/{id}/instant", "data": {{"orderName": 1, "extra": 2}}}}"#
        )
    };
    ids.iter().map(request).collect::<Vec<_>>().join("\n")
}
