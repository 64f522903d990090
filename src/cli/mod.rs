//! The command line: arguments in, an exit status out.

mod arguments;
mod input;
mod lint;
mod output;
mod pack_dir;
mod test;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
pub use test::RuleCases;

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
    let style = output::Style::new(arguments.lint.color);
    let done = match &arguments.command {
        None => lint::lint(&arguments.lint, &style),
        Some(Command::Test { directory, accept }) => test::test(directory, *accept),
    };
    let status = match done {
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

/// Runs the cases of the pack in a directory, for this project's own tests.
///
/// # Errors
///
/// A pack that does not load, as it would be shown.
pub fn run_cases(directory: &std::path::Path) -> Result<Vec<RuleCases>, String> {
    test::run_cases(directory).map_err(|failure| match failure {
        Failure::Message(text) => text,
        Failure::Report(report) => output::Style::plain().render(report.as_ref()),
    })
}
