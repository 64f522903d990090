//! The `smartro-lint` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    smartro_lint_cli::run()
}
