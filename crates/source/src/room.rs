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

/// The stack that files are parsed on whose trees are not deep, in bytes.
#[cfg(not(target_family = "wasm"))]
const STACK: usize = 32 << 20;

/// The largest stack, in bytes. Only what is used of it is taken from memory.
#[cfg(not(target_family = "wasm"))]
const LARGEST: usize = 1 << 30;

/// What parsing, and going over a tree, takes of the stack for each of its levels, in bytes: at most
/// 2 KiB, without optimisation, of lists in types.
#[cfg(not(target_family = "wasm"))]
const LEVEL: usize = 4 << 10;

/// What evaluating takes beside that, in bytes.
#[cfg(not(target_family = "wasm"))]
const BASE: usize = 8 << 20;

/// How often a script is read again because what it imports wants a larger stack.
#[cfg(not(target_family = "wasm"))]
const MOST_RUNS: usize = 3;

#[cfg(not(target_family = "wasm"))]
thread_local! {
    /// How much of a stack this thread has for it, in bytes.
    static ROOM: Cell<usize> = const { Cell::new(0) };
    /// How much it takes to read what was not read, in bytes.
    static WANTED: Cell<usize> = const { Cell::new(0) };
}

/// Does some work on a thread with a stack on which [`lower`](crate::lower) parses most files, which
/// otherwise starts a thread for each script: for callers that lower many files. A file of which the
/// nesting may need more starts a thread all the same.
///
/// # Errors
/// If the thread cannot be started.
#[cfg(not(target_family = "wasm"))]
pub fn with_room<T: Send>(work: impl FnOnce() -> T + Send) -> io::Result<T> {
    with_stack(STACK, work)
}

#[cfg(not(target_family = "wasm"))]
fn with_stack<T: Send>(stack: usize, work: impl FnOnce() -> T + Send) -> io::Result<T> {
    if ROOM.get() >= stack {
        return Ok(work());
    }
    std::thread::scope(|threads| {
        let thread = std::thread::Builder::new().stack_size(stack);
        let thread = thread.spawn_scoped(threads, || {
            ROOM.set(stack);
            work()
        })?;
        Ok(thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

/// The stack for nesting of so many levels, in bytes.
#[cfg(not(target_family = "wasm"))]
fn stack_for(levels: usize) -> usize {
    STACK.max(BASE + levels * LEVEL)
}

/// Whether a stack can be large enough for nesting of so many levels.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn is_possible(levels: usize) -> bool {
    stack_for(levels) <= LARGEST
}

/// Whether this thread has room for nesting of so many levels; if not, it is noted that the work wants
/// it.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn has_room(levels: usize) -> bool {
    let stack = stack_for(levels);
    let is_enough = ROOM.get() >= stack;
    if !is_enough && stack <= LARGEST {
        WANTED.set(WANTED.get().max(stack));
    }
    is_enough
}

/// Runs the parser where nesting of so many levels has room, and where a defect of it is an error of
/// the file; again, if what is imported wants more. `None` if there is no memory for a stack.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn guarded<T: Send>(
    levels: usize,
    mut work: impl FnMut() -> Result<T, SourceError> + Send,
) -> Option<Result<T, SourceError>> {
    let failed = || SourceError { message: "the parser failed".to_owned(), span: Span::new(0, 0) };
    let mut stack = stack_for(levels);
    let mut done = None;
    for _ in 0..MOST_RUNS {
        let run = with_stack(stack, || {
            WANTED.set(0);
            (catch_unwind(AssertUnwindSafe(&mut work)), WANTED.get())
        });
        // What is imported is not needed.
        let Ok((result, wanted)) = run else { break };
        done = Some(result.unwrap_or_else(|_| Err(failed())));
        if wanted <= stack {
            break;
        }
        stack = wanted;
    }
    done
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
pub(crate) fn guarded<T>(
    _levels: usize,
    mut work: impl FnMut() -> Result<T, SourceError>,
) -> Option<Result<T, SourceError>> {
    Some(work())
}

#[cfg(target_family = "wasm")]
pub(crate) fn is_possible(_levels: usize) -> bool {
    true
}

#[cfg(target_family = "wasm")]
pub(crate) fn has_room(_levels: usize) -> bool {
    true
}
