//! The command in an environment of its own.

use std::process::Command;

/// What the command reads of the environment.
const VARIABLES: [&str; 14] = [
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLORTERM",
    "COLUMNS",
    "FORCE_COLOR",
    "FORCE_HYPERLINK",
    "IGNORE_IS_TERMINAL",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "NO_COLOR",
    "NO_GRAPHICS",
    "SMARTRO_LINT_LANG",
    "TERM",
];

#[allow(dead_code, reason = "not every test that has this module needs it")]
/// Where the repository is, and with it the samples and the packs.
pub(crate) const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

pub(crate) fn smartro_lint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
    for name in VARIABLES {
        command.env_remove(name);
    }
    // Tests of the Korean messages ask for them.
    command.env("LANG", "en_US.UTF-8");
    command
}
