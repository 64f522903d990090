//! The command line: arguments in, an exit status out.

mod arguments;
mod cases;
mod check;
mod cite;
mod diff;
mod explain;
mod failure;
mod files;
mod fmt;
mod format;
mod generate;
mod init;
mod lint;
#[cfg(feature = "lsp")]
mod lsp;
mod messages;
mod new_pack;
mod output;
mod pack_dir;
mod palette;
mod project;
mod prose;
mod rules;
mod test;
mod text_file;
mod unread;
mod walk;
#[cfg(feature = "watch")]
mod watch;

use std::mem::ManuallyDrop;
use std::process::ExitCode;

use crate::failure::Failure;
use crate::format::Renderer;
use arguments::{Arguments, Command};
#[cfg(feature = "lsp")]
pub use lsp::serve as language_server;
use project::Projects;
use smartro_lint::Language;
use smartro_lint::report::visible_lines;
pub use test::RuleCases;

/// Nothing at or above `--fail-on`.
const CLEAN: u8 = 0;
/// Something at or above `--fail-on`.
const FOUND: u8 = 1;
/// The program could not do its work.
const FAILED: u8 = 2;

/// Runs the program.
pub fn run() -> ExitCode {
    #[cfg(target_os = "wasi")]
    enter_directory();
    generate::complete();
    messages::set_language(arguments::requested_language());
    let arguments = match Arguments::of_process() {
        Ok(arguments) => arguments,
        Err(error) => return refused(&error),
    };
    let global = &arguments.lint.global;
    let style = output::Style::new(global.color);
    let done = match &arguments.command {
        None => lint(&arguments, &style),
        Some(Command::Init) => init::init(),
        Some(Command::Check { directory }) => check::check(directory, &style),
        Some(Command::Fmt { paths, check }) => fmt::fmt(paths, *check, &style),
        Some(Command::Test { directory, accept }) => test::test(directory, *accept),
        Some(Command::NewPack { directory, uses }) => new_pack::new_pack(directory, uses),
        Some(Command::Rules(arguments)) => rules::rules(arguments, global.lang, &style),
        Some(Command::Explain(arguments)) => explain::explain(arguments, global.lang, &style),
        #[cfg(feature = "lsp")]
        Some(Command::Lsp { .. }) => lsp::stdio(&arguments.lint),
        Some(Command::Completions { shell }) => generate::completions(*shell),
        Some(Command::Man { name }) => generate::man(name.as_deref()),
        Some(Command::Cite { what, rules }) => cite::cite(what, rules.as_deref()),
    };
    let status = match done {
        Ok(true) => CLEAN,
        Ok(false) => FOUND,
        Err(failure) => {
            style.report(&failure);
            FAILED
        }
    };
    ExitCode::from(status)
}

/// Goes to the working directory, which WASI does not have: the host sets `PWD`.
#[cfg(target_os = "wasi")]
fn enter_directory() {
    if let Some(directory) = std::env::var_os("PWD") {
        // Relative paths start from the root then, and what is not there is reported.
        let _ = std::env::set_current_dir(directory);
    }
}

/// What an argument is refused with, or what was asked for, such as the help.
fn refused(error: &clap::Error) -> ExitCode {
    let korean = match messages::language() {
        Language::Korean => arguments::in_korean(error),
        Language::English => None,
    };
    let plain = error.to_string();
    match korean {
        Some(text) => output::eprint(&visible_lines(text)),
        None if visible_lines(plain.clone()) == plain => {
            // If even this fails, there is nowhere to report it.
            let _ = error.print();
        }
        None => output::eprint(&visible_lines(plain)),
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(FAILED))
}

fn lint(arguments: &Arguments, style: &output::Style) -> Result<bool, Failure> {
    #[cfg(feature = "watch")]
    if arguments.lint.watch {
        return watch::watch(&arguments.lint, style);
    }
    // The process ends here: giving back what a pack takes, piece by piece, would be a sixth of
    // the instructions that one small file takes.
    let mut projects = ManuallyDrop::new(Projects::new(&arguments.lint));
    lint::lint(&arguments.lint, style, &mut projects)
}

/// The table of the pack in a directory, in English, for this project's own tests.
///
/// # Errors
///
/// A pack that does not load.
pub fn rules_table(directory: &std::path::Path) -> Result<String, String> {
    let linter = pack_dir::linter(Some(directory));
    linter
        .map(|linter| rules::markdown(&linter, Language::English, |_| true))
        .map_err(|_| "the pack does not load".to_owned())
}

/// Runs the cases of the pack in a directory, for this project's own tests.
///
/// # Errors
///
/// A pack that does not load, as it would be shown.
pub fn run_cases(directory: &std::path::Path) -> Result<Vec<RuleCases>, String> {
    test::run_cases(directory).map_err(|failure| match failure {
        Failure::Message(text) => text,
        Failure::AlreadyReported | Failure::Several(_) => String::new(),
        Failure::Report(report) => Renderer::plain().render(report.as_ref(), Language::English),
    })
}
