//! The server as a process: what a client may write that is not quite the protocol.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// What the server answers to a text, after which the client hangs up; and its exit status.
fn answers_to(text: &str) -> (Vec<Value>, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
    command.arg("lsp").current_dir(std::env::temp_dir());
    let mut server = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = server.stdin.take().unwrap();
    input.write_all(text.as_bytes()).unwrap();
    drop(input);
    let mut output = String::new();
    server.stdout.take().unwrap().read_to_string(&mut output).unwrap();
    (messages(&output), server.wait().unwrap().code().unwrap())
}

/// The same for messages, each with its length.
fn answers(messages: &[&str]) -> (Vec<Value>, i32) {
    let framed = messages.iter().map(|text| framed(text));
    answers_to(&framed.collect::<String>())
}

fn framed(message: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{message}", message.len())
}

fn messages(mut output: &str) -> Vec<Value> {
    let mut messages = Vec::new();
    while let Some((header, rest)) = output.split_once("\r\n\r\n") {
        let length = header.strip_prefix("Content-Length: ").unwrap().parse().unwrap();
        messages.push(serde_json::from_str(&rest[..length]).unwrap());
        output = &rest[length..];
    }
    messages
}

/// The ids of answers, and the codes of those that are errors.
fn codes(messages: &[Value]) -> Vec<(&Value, Option<i64>)> {
    let answers = messages.iter().filter(|message| message.get("method").is_none());
    answers.map(|answer| (&answer["id"], answer["error"]["code"].as_i64())).collect()
}

const INITIALIZE: &str = r#"{"id":1,"method":"initialize","params":{"capabilities":{}}}"#;
const SHUTDOWN: &str = r#"{"id":"last","method":"shutdown"}"#;
const EXIT: &str = r#"{"method":"exit"}"#;

const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;
const NOT_INITIALIZED: i64 = -32002;

#[test]
fn half_of_an_emoji_ends_nothing() {
    let open = r#"{"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.json","languageId":"json","version":7,"text":"{\"operation\": \"cancelPayment\", \"request\": {\"reason\": \"\ud83d\", \"ammount\": 1}}"}}}"#;
    let hover = r#"{"id":2,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.json"},"position":{"line":0,"character":62}}}"#;
    let (output, status) = answers(&[INITIALIZE, open, hover, SHUTDOWN, EXIT]);
    assert!(output[1]["result"].to_string().contains("unknown-field"), "{output:?}");
    assert_eq!((codes(&output)[2], status), ((&json!("last"), None), 0));
}

#[test]
fn what_is_no_message_ends_nothing() {
    let (output, status) =
        answers(&[INITIALIZE, "[", "{}", r#"{"id":0,"result":null}"#, SHUTDOWN, EXIT]);
    assert_eq!(codes(&output), [(&json!(1), None), (&json!("last"), None)]);
    assert_eq!(status, 0);
}

#[test]
fn a_message_of_unknown_length_ends_nothing() {
    let unknown = r#"{"id":2,"method":"initialize"}"#;
    for header in ["Content-Type: none\r\n\r\n", "Content-Length: ten\r\n\r\n", "\r\n", ""] {
        let rest = [INITIALIZE, SHUTDOWN, EXIT].map(framed).concat();
        let (output, status) = answers_to(&format!("{header}{unknown}{rest}"));
        assert_eq!(codes(&output), [(&json!(1), None), (&json!("last"), None)], "{header}");
        assert_eq!(status, 0, "{header}");
    }
}

#[test]
fn ids_are_answered_as_they_are_written() {
    let ids = ["2147483648", "-9007199254740993", "1.5", "null", "\"1\"", "\"가\""];
    for id in ids {
        let [initialize, unknown, shutdown] = ["initialize", "a", "shutdown"].map(|method| {
            format!(r#"{{"id":{id},"method":"{method}","params":{{"capabilities":{{}}}}}}"#)
        });
        let exit = format!(r#"{{"id":{id},"method":"exit"}}"#);
        let (output, status) = answers(&[&initialize, &unknown, &shutdown, &exit]);
        let id: Value = serde_json::from_str(id).unwrap();
        assert_eq!(codes(&output), [(&id, None), (&id, Some(METHOD_NOT_FOUND)), (&id, None)]);
        assert_eq!(status, 0, "{id}");
    }
}

#[test]
fn a_client_is_initialized_once_and_first() {
    let response = r#"{"id":0,"result":null}"#;
    let (output, status) =
        answers(&[response, SHUTDOWN, INITIALIZE, INITIALIZE, SHUTDOWN, INITIALIZE, EXIT]);
    let (first, last) = (json!(1), json!("last"));
    let expected = [
        (&last, Some(NOT_INITIALIZED)),
        (&first, None),
        (&first, Some(INVALID_REQUEST)),
        (&last, None),
        (&first, Some(INVALID_REQUEST)),
    ];
    assert_eq!((codes(&output), status), (expected.to_vec(), 0));
}

#[test]
fn parameters_that_are_not_the_protocols_are_refused() {
    let hover = r#"{"id":2,"method":"textDocument/hover","params":{"position":1}}"#;
    let (output, _) = answers(&[INITIALIZE, hover]);
    assert_eq!(codes(&output)[1], (&json!(2), Some(INVALID_PARAMS)));
}

#[test]
fn a_client_that_leaves_without_a_shutdown_is_no_success() {
    for messages in [&[][..], &[EXIT], &[INITIALIZE], &[INITIALIZE, EXIT]] {
        let (output, status) = answers(messages);
        assert_eq!(
            (output.len(), status),
            (usize::from(messages.contains(&INITIALIZE)), 1),
            "{messages:?}"
        );
    }
}
