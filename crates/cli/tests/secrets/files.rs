//! The files and layouts that a request can come in.

use serde_json::{Value, json};

use crate::support::Random;

/// A file's extension and its text, which has a request somewhere.
pub(crate) fn file(random: &mut Random, text: &str) -> (&'static str, String) {
    let parsed: Option<Value> = serde_json::from_str(text).ok();
    let pretty = || parsed.as_ref().map_or(text.to_owned(), |it| format!("{it:#}"));
    let url = "https://api.portone.io/payments/p1/cancel";
    match random.below(15) {
        0 => ("json", pretty()),
        1 => ("json", pretty().replace('\n', "\r\n")),
        2 => ("json", format!("[{text},\n{{\"reason\":\"\"}}]")),
        3 => ("jsonl", format!("{}\n{{broken\n{{\"reason\":\"\"}}\n", text.replace('\n', " "))),
        4 => {
            let posted = json!({ "mimeType": "application/json", "text": text });
            let call = json!({ "method": "POST", "url": url, "postData": posted });
            ("har", json!({ "log": { "entries": [{ "request": call }] } }).to_string())
        }
        5 => ("json", json!({ "operation": "cancelPayment", "request": text }).to_string()),
        6 => ("json", json!({ "method": "post", "url": url, "body": text }).to_string()),
        7 => ("json", json!({ "method": "post", "url": url, "data": pretty() }).to_string()),
        8 => ("json", format!("{text} trailing")),
        9 => {
            let end = text.char_indices().rev().nth(random.below(3)).map_or(0, |(at, _)| at);
            ("json", text[..end].to_owned())
        }
        10 => ("ts", format!("{IMPORT}await PortOne.requestPayment({text});\n")),
        11 => {
            ("tsx", format!("{IMPORT}const request = {text};\nPortOne.requestPayment(request);\n"))
        }
        12 => (
            "ts",
            format!(
                "await fetch(\"{url}\", {{ method: \"POST\", body: JSON.stringify({text}) }});\n"
            ),
        ),
        _ => ("json", text.to_owned()),
    }
}

const IMPORT: &str = "import * as PortOne from \"@portone/browser-sdk/v2\";\n";
