//! Stacks that deep nesting fits on.

use std::io;
#[cfg(not(target_family = "wasm"))]
use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
};

use crate::lowered::SourceError;
#[cfg(not(target_family = "wasm"))]
use crate::lowered::Span;

/// The stack that files are parsed on. Only what is used of it is taken from memory.
#[cfg(not(target_family = "wasm"))]
const STACK: usize = 256 << 20;

#[cfg(not(target_family = "wasm"))]
thread_local! {
    /// Whether this thread has such a stack.
    static HAS_ROOM: Cell<bool> = const { Cell::new(false) };
}

/// Does some work on a thread with the stack that [`lower`](crate::lower) needs, which otherwise
/// starts a thread for each script: for callers that lower many files.
///
/// # Errors
/// If the thread cannot be started.
#[cfg(not(target_family = "wasm"))]
pub fn with_room<T: Send>(work: impl FnOnce() -> T + Send) -> io::Result<T> {
    if HAS_ROOM.get() {
        return Ok(work());
    }
    std::thread::scope(|threads| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let thread = thread.spawn_scoped(threads, || {
            HAS_ROOM.set(true);
            work()
        })?;
        Ok(thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

/// Runs the parser where deep nesting has room, and where a defect of it is an error of the file.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn guarded(
    work: impl FnOnce() -> Result<(), SourceError> + Send,
) -> Result<(), SourceError> {
    let failed = |message: &str| SourceError { message: message.to_owned(), span: Span::new(0, 0) };
    let done = with_room(|| catch_unwind(AssertUnwindSafe(work)));
    let done = done.map_err(|_| failed("there is no memory to parse it"))?;
    done.unwrap_or_else(|_| Err(failed("the parser failed")))
}

/// Does some work. WebAssembly has no threads: its stack is as large as the host makes it.
///
/// # Errors
/// None.
#[cfg(target_family = "wasm")]
pub fn with_room<T>(work: impl FnOnce() -> T) -> io::Result<T> {
    Ok(work())
}

/// Runs the parser.
#[cfg(target_family = "wasm")]
pub(crate) fn guarded(work: impl FnOnce() -> Result<(), SourceError>) -> Result<(), SourceError> {
    work()
}
