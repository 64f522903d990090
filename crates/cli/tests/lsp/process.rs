//! The server as a process: what a client may write that is not quite the protocol.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

/// What the server answers to messages, after which the client exits; and whether it ends without an error.
fn answers(messages: &[&str]) -> (String, bool) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
    command.arg("lsp").current_dir(std::env::temp_dir());
    let mut server = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = server.stdin.take().unwrap();
    for message in messages {
        write!(input, "Content-Length: {}\r\n\r\n{message}", message.len()).unwrap();
    }
    drop(input);
    let mut output = String::new();
    server.stdout.take().unwrap().read_to_string(&mut output).unwrap();
    (output, server.wait().unwrap().success())
}

const INITIALIZE: &str = r#"{"id":1,"method":"initialize","params":{"capabilities":{}}}"#;
const SHUTDOWN: &str = r#"{"id":"last","method":"shutdown"}"#;
const EXIT: &str = r#"{"method":"exit"}"#;

#[test]
fn half_of_an_emoji_ends_nothing() {
    let open = r#"{"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.json","languageId":"json","version":7,"text":"{\"operation\": \"cancelPayment\", \"request\": {\"reason\": \"\ud83d\", \"ammount\": 1}}"}}}"#;
    let hover = r#"{"id":2,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.json"},"position":{"line":0,"character":62}}}"#;
    let (output, ends_well) = answers(&[INITIALIZE, open, hover, SHUTDOWN, EXIT]);
    assert!(output.contains("unknown-field"), "{output}");
    assert!(output.contains(r#""id":"last""#) && ends_well, "{output}");
}

#[test]
fn what_is_no_message_ends_nothing() {
    let (output, ends_well) =
        answers(&[INITIALIZE, "[", "{}", r#"{"id":1.5,"method":"a"}"#, SHUTDOWN, EXIT]);
    assert!(output.contains(r#""id":"last""#) && ends_well, "{output}");
}

#[test]
fn a_client_may_leave_before_it_is_initialized() {
    let (output, ends_well) = answers(&[INITIALIZE, SHUTDOWN, EXIT]);
    assert!(output.contains(r#""id":"last""#) && ends_well, "{output}");
}
