//! What shells and `man` are told of the command, made from what `--help` is made from.

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use super::arguments::Arguments;
use super::{Failure, output};
use crate::nearest::nearest;

/// Writes the script that completes the command's words.
pub(super) fn completions(shell: Shell) -> Result<bool, Failure> {
    let mut command = Arguments::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
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
