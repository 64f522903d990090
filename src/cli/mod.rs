//! The command line: arguments in, an exit status out.

mod arguments;
mod input;
mod lint;
mod output;
mod pack_dir;

use std::process::ExitCode;

use clap::Parser;

use arguments::Arguments;

/// Nothing at or above `--fail-on`.
const CLEAN: u8 = 0;
/// Something at or above `--fail-on`.
const FOUND: u8 = 1;
/// The program could not do its work.
const FAILED: u8 = 2;

/// Why the program could not do its work.
pub(crate) enum Failure {
    /// A sentence says it.
    Message(String),
    /// A diagnostic says it.
    Report(miette::Report),
}

impl Failure {
    fn message(text: impl Into<String>) -> Self {
        Self::Message(text.into())
    }
}

/// Runs the program.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let style = output::Style::new(arguments.color);
    let status = match lint::lint(&arguments, &style) {
        Ok(true) => CLEAN,
        Ok(false) => FOUND,
        Err(Failure::Message(text)) => {
            output::complain(&format!("error: {text}\n"));
            FAILED
        }
        Err(Failure::Report(report)) => {
            output::complain(&style.render(report.as_ref()));
            FAILED
        }
    };
    ExitCode::from(status)
}
