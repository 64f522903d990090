//! What the command line can say.

mod candidates;
mod global;
mod lint;
mod rules;
mod values;

use std::path::PathBuf;

use clap::builder::styling::{Ansi256Color, Color as Paint, Style, Styles};
use clap::{CommandFactory, Parser, Subcommand};

use crate::form::palette;
pub(crate) use lint::Lint;
pub(crate) use rules::{Explain, ExplainFormat, ListFormat, Rules};
use smartro_lint_rules::suggest::nearest;
pub(crate) use values::{Color, Format, Level, Output, Tongue};

/// The command's name.
pub(crate) const NAME: &str = "smartro-lint";

/// The command's version, and that of the pack that is built in.
fn version() -> String {
    format!("{} (smartro {})", env!("CARGO_PKG_VERSION"), smartro_lint::PACK_VERSION)
}

/// What is wrong with the arguments, and what is right, in colours that can be read anywhere.
const STYLES: Styles = Styles::styled()
    .error(colored(palette::RED).bold())
    .invalid(colored(palette::ORANGE))
    .valid(colored(palette::GREEN));

const fn colored(number: u8) -> Style {
    Style::new().fg_color(Some(Paint::Ansi256(Ansi256Color(number))))
}

/// 스마트로 결제 요청을 보내기 전에 검사합니다.
///
/// Lints PortOne V2 requests for what Smartro refuses, cuts off or changes.
#[derive(Debug, Parser)]
#[command(name = NAME, version = version(), about, after_help = EXAMPLES, max_term_width = 100, styles = STYLES)]
#[command(override_usage = USAGE, subcommand_negates_reqs = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    #[command(flatten)]
    pub(crate) lint: Lint,
}

/// What else there is to do than to lint.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write a commented project file here, to switch rules off and suppress findings in
    Init,
    /// Explain a rule: what, why, what to do, a wrong request and a right one
    Explain(Explain),
    /// List the rules
    Rules(Rules),
    /// Compile a rule pack: show its mistakes, or what it holds
    #[command(after_help = CHECK_EXAMPLES)]
    Check {
        /// The pack's directory
        #[arg(value_name = "DIR")]
        directory: PathBuf,
    },
    /// Format rule files
    #[command(after_help = FMT_EXAMPLES)]
    Fmt {
        /// Rule files, directories of rule files, or `-` for standard input
        #[arg(value_name = "FILES", required = true)]
        paths: Vec<PathBuf>,
        /// Change nothing; show what would change, and exit with 1 if anything would
        #[arg(long)]
        check: bool,
    },
    /// Run the test cases of a rule pack
    #[command(after_help = TEST_EXAMPLES)]
    Test {
        /// The pack's directory
        directory: PathBuf,
        /// Take what the cases print now as the new snapshots
        #[arg(long)]
        accept: bool,
    },
    /// Write a script that completes the command's words in a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the manual page, of the command or of one of these
    #[command(after_help = MAN_EXAMPLES)]
    Man {
        /// One of the commands
        name: Option<String>,
    },
    /// Look after the sections of the guide that the rules rest on
    #[command(after_help = CITE_EXAMPLES)]
    Cite {
        #[command(subcommand)]
        what: Cite,
        /// A rule pack on disk, instead of the built-in one
        #[arg(long, value_name = "DIR", global = true)]
        rules: Option<PathBuf>,
    },
}

impl Command {
    /// The name of the command that a word probably means.
    pub(crate) fn near(word: &str) -> Option<String> {
        let command = Arguments::command();
        let names = command.get_subcommands().map(clap::Command::get_name);
        nearest(word, names).map(str::to_owned)
    }
}

/// What there is to do about citations.
#[derive(Debug, Subcommand)]
pub(crate) enum Cite {
    /// Report a page that moved, and sections that changed, vanished or are new, with their rules
    Check {
        /// The guide's text
        guide: PathBuf,
        /// The address that the text was saved from, after all redirects
        #[arg(long)]
        url: Option<String>,
    },
    /// Show every section and its rules
    List,
}

const USAGE: &str = "\
smartro-lint [OPTIONS] <FILES>...
       smartro-lint [OPTIONS] <COMMAND>";

const CITE_EXAMPLES: &str = "\
Examples:
  smartro-lint cite list
  smartro-lint cite check --rules rules/smartro guide.txt
  smartro-lint cite check --url https://developers.portone.io/… guide.txt";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  smartro-lint completions bash > ~/.local/share/bash-completion/completions/smartro-lint
  smartro-lint completions zsh > ~/.zfunc/_smartro-lint
  smartro-lint completions fish > ~/.config/fish/completions/smartro-lint.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  smartro-lint man > ~/.local/share/man/man1/smartro-lint.1
  smartro-lint man explain | man -l -";

const CHECK_EXAMPLES: &str = "\
Examples:
  smartro-lint check my-pg

Exit status:
  0  the pack loads
  1  it has mistakes
  2  it could not be read";

const FMT_EXAMPLES: &str = "\
Examples:
  smartro-lint fmt my-pg
  smartro-lint fmt --check rules/
  smartro-lint fmt - < cards.rules";

const TEST_EXAMPLES: &str = "\
Examples:
  smartro-lint test my-pg
  smartro-lint test my-pg --accept";

const EXAMPLES: &str = "\
Examples:
  smartro-lint order.json
  smartro-lint --operation payInstantly --context channel=test body.json
  smartro-lint --format json --fail-on warning requests/ > findings.json
  cat order.json | smartro-lint -
  smartro-lint explain payment-id-length
  smartro-lint --baseline known.json --write-baseline requests/
  smartro-lint init

Project file:
  `smartro-lint.yaml`, beside the requests or above them, gives rules another severity or
  switches them off, suppresses findings with a reason, names a baseline, and says what is
  known beyond the requests. `smartro-lint init` writes one with every key.

Exit status:
  0  nothing at or above `--fail-on`
  1  something
  2  the program could not do its work";
