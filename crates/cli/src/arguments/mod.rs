//! The command line: options, subcommands and their values.

mod candidates;
mod global;
mod help;
mod help_texts;
mod lint;
mod refused;
mod rules;
mod values;

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::builder::styling::{Ansi256Color, Color as Paint, Style, Styles};
use clap::{CommandFactory, Parser, Subcommand};

use crate::palette;
pub(crate) use lint::LintArguments;
pub(crate) use refused::in_korean;
pub(crate) use rules::{ExplainArguments, ExplainFormat, ListFormat, RulesArguments};
use smartro_lint_rules::suggest::suggest_spelling;
pub(crate) use values::{Color, Format, LanguageArg, Output, requested_language};

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
/// Lints PortOne V2 requests for what Smartro rejects, truncates or changes.
#[derive(Debug, Parser)]
#[command(name = NAME, version = version(), about, after_help = EXAMPLES, max_term_width = 100, styles = STYLES)]
#[command(override_usage = USAGE, subcommand_negates_reqs = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    #[command(flatten)]
    pub(crate) lint: LintArguments,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Create a commented `smartro-lint.yaml`
    Init,
    /// Explain a rule, with a wrong and a right request
    Explain(ExplainArguments),
    /// List the rules
    Rules(RulesArguments),
    /// Check a rule pack: show its errors, or what it contains
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
        /// Show what would change instead, and exit with 1 if anything would
        #[arg(long)]
        check: bool,
    },
    /// Run the test cases of a rule pack
    #[command(after_help = TEST_EXAMPLES)]
    Test {
        /// The pack's directory
        directory: PathBuf,
        /// Accept the current output as the new snapshots
        #[arg(long)]
        accept: bool,
    },
    /// Create a rule pack with one rule, its messages and its cases
    #[command(after_help = NEW_PACK_EXAMPLES)]
    NewPack {
        /// The directory to create; its name is the pack's
        #[arg(value_name = "DIR")]
        directory: PathBuf,
        /// The pack whose shapes and operations it uses: `portone-checks` has checks to share, too
        #[arg(long, value_name = "PACK", default_value = "portone")]
        #[arg(value_parser = NonEmptyStringValueParser::new())]
        uses: String,
    },
    /// Run the language server on standard input and output, for editors
    #[cfg(feature = "lsp")]
    Lsp {
        /// What editors add that can also use sockets or pipes
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// Generate a completion script for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Generate the manual page of the command or of a subcommand
    #[command(after_help = MAN_EXAMPLES)]
    Man {
        /// A subcommand
        #[arg(value_parser = NonEmptyStringValueParser::new())]
        name: Option<String>,
    },
    /// Check whether the cited guide sections have changed
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
    /// The subcommand that a word was probably meant to be.
    pub(crate) fn near(word: &str) -> Option<String> {
        let command = Arguments::command();
        let names = command.get_subcommands().map(clap::Command::get_name);
        suggest_spelling(word, names).map(str::to_owned)
    }
}

/// The subcommands of `cite`.
#[derive(Debug, Subcommand)]
pub(crate) enum Cite {
    /// Report moved pages and changed, removed or new sections, with their rules
    Check {
        /// The guide's text: plain, Markdown or MDX
        guide: PathBuf,
        /// The URL that the text was saved from, after redirects
        #[arg(long)]
        url: Option<String>,
        /// Write the new fingerprints into the `pack.yaml` of `--rules`, once the rules are checked
        #[arg(long, requires = "rules")]
        write: bool,
    },
    /// Propose the sections of a page, to be pasted into a pack's `pack.yaml`
    New {
        /// The page's text: plain, Markdown or MDX
        page: PathBuf,
        /// The URL that the text was saved from
        #[arg(long)]
        url: Option<String>,
    },
    /// List the sections and their rules
    List,
}

const USAGE: &str = "\
smartro-lint [OPTIONS] <FILES>...
       smartro-lint [OPTIONS] <COMMAND>";

const CITE_EXAMPLES: &str = "\
Examples:
  smartro-lint cite list
  smartro-lint cite check --rules rules/smartro guide.txt
  smartro-lint cite check --rules my-pg --write guide.md
  smartro-lint cite new --url https://docs.example.com/guide guide.mdx
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

const NEW_PACK_EXAMPLES: &str = "\
Examples:
  smartro-lint new-pack my-pg
  smartro-lint new-pack packs/my-pg --uses portone-checks";

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
  `smartro-lint.yaml`, beside the requests or above them, sets severities, turns rules off,
  suppresses findings with a reason, names a baseline, and gives the context of requests.
  `smartro-lint init` creates one with every key.

Exit status:
  0  no findings at or above `--fail-on`
  1  findings at or above `--fail-on`
  2  an error: unreadable files, invalid arguments, a pack that does not load";
