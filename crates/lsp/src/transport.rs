//! Messages on standard input and output. A message that cannot be read is passed over: `lsp_server`'s own
//! reader ends the connection there, and clients send halves of surrogate pairs, which are no text in Rust.

use std::io::{self, Write};
use std::thread::{self, JoinHandle};

use lsp_server::{Connection, Message};

use crate::{framing, jsonrpc};

/// A connection to the client that has started this process, and the thread that writes to it: it ends once
/// the connection is dropped and all is written.
pub fn stdio() -> (Connection, JoinHandle<io::Result<()>>) {
    let (client, server) = Connection::memory();
    let Connection { sender, receiver } = client;
    thread::spawn(move || {
        let mut input = io::stdin().lock();
        while let Ok(Some(text)) = framing::read(&mut input) {
            let Some(message) = jsonrpc::read(&text) else { continue };
            let is_exit = matches!(&message, Message::Notification(it) if it.method == "exit");
            if sender.send(message).is_err() || is_exit {
                return;
            }
        }
    });
    let writer = thread::spawn(move || {
        let mut output = io::stdout().lock();
        receiver.into_iter().try_for_each(|message| jsonrpc::write(&message, &mut output))?;
        output.flush()
    });
    (server, writer)
}
