//! What shells and `man` are told of the command, made from what `--help` is made from.

use clap::CommandFactory;
use clap_complete::env::Shells;
use clap_complete::{CompleteEnv, Shell};
use clap_mangen::Man;

use super::arguments::Arguments;
use super::{Failure, output};
use crate::nearest::nearest;

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
        .ok_or_else(|| Failure::message(format!("nothing completes words in {shell}")))?;
    let name = env!("CARGO_PKG_NAME");
    let mut script = Vec::new();
    shell.write_registration(ASKING, name, name, name, &mut script).map_err(output::unwritable)?;
    output::say_bytes(&script).map_err(output::unwritable)?;
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
    let mut page = Vec::new();
    Man::new(command).render(&mut page).map_err(output::unwritable)?;
    output::say_bytes(&page).map_err(output::unwritable)?;
    Ok(true)
}

fn no_such_command(command: &clap::Command, name: &str) -> Failure {
    let names = command.get_subcommands().map(clap::Command::get_name);
    let near = nearest(name, names).map(|near| format!(", did you mean `{near}`?"));
    Failure::Message(format!("there is no command `{name}`{}", near.unwrap_or_default()))
}
