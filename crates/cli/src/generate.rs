//! Shell completions and manual pages, made from what `--help` is made from.

use clap::CommandFactory;
use clap_complete::env::Shells;
use clap_complete::{CompleteEnv, Shell};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::arguments::Arguments;
use super::arguments::NAME;
use super::output;
use crate::failure::Failure;
use crate::messages::Message;
use smartro_lint_rules::language::refused;
use smartro_lint_rules::suggest::suggest_spelling;

/// What a shell sets when it asks how a command line goes on: its own name.
const ASKING: &str = "SMARTRO_LINT_COMPLETE";

/// Answers a shell that asks how a command line goes on, and ends the program.
pub(super) fn complete() {
    CompleteEnv::with_factory(Arguments::command).var(ASKING).complete();
}

/// Writes the script by which a shell asks.
pub(super) fn completions(shell: Shell) -> Result<bool, Failure> {
    let shells = Shells::builtins();
    let shell = shells
        .completer(&shell.to_string())
        .ok_or_else(|| Failure::message(Message::NoCompletions { shell: &shell }))?;
    let mut script = Vec::new();
    shell.write_registration(ASKING, NAME, NAME, NAME, &mut script).map_err(output::unwritable)?;
    output::print_bytes(&script).map_err(output::unwritable)?;
    Ok(true)
}

/// Writes the manual page of the command, or of one of its subcommands.
pub(super) fn man(name: Option<&str>) -> Result<bool, Failure> {
    let mut command = Arguments::command();
    // What a page calls a subcommand: `smartro-lint-explain`.
    command.build();
    if let Some(name) = name {
        let known = command.get_subcommands().find(|known| known.get_name() == name).cloned();
        command = known.ok_or_else(|| no_such_command(&command, name))?;
    }
    let page = page(command).map_err(output::unwritable)?;
    output::print_bytes(&page).map_err(output::unwritable)?;
    Ok(true)
}

/// The manual page of a command, with the sections that clap_mangen gives it but for one.
fn page(command: clap::Command) -> std::io::Result<Vec<u8>> {
    let more = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let (has_subcommands, has_version) =
        (command.has_subcommands(), command.get_version().is_some());
    let man = Man::new(command);
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if has_subcommands {
        man.render_subcommands_section(&mut page)?;
    }
    sections(&more).to_writer(&mut page)?;
    if has_version {
        man.render_version_section(&mut page)?;
    }
    Ok(page)
}

/// What comes after the options, each part in a section of its own and line by line: in
/// clap_mangen's one section commands would be filled and hyphenated as prose is.
fn sections(text: &str) -> Roff {
    let mut roff = Roff::new();
    for part in text.split("\n\n") {
        let mut lines = part.lines();
        let Some(heading) = lines.next() else { continue };
        roff.control("SH", [&*heading.trim_end_matches(':').to_uppercase()]).control("nf", []);
        for line in lines {
            roff.text([roman(line.trim())]);
        }
        roff.control("fi", []);
    }
    roff
}

fn no_such_command(command: &clap::Command, name: &str) -> Failure {
    let names = command.get_subcommands().map(clap::Command::get_name);
    let near = suggest_spelling(name, names);
    Failure::message(Message::NoCommand { name: refused(name, near.is_some()), near })
}
