//! What the command line can say.

mod lint;
mod rules;
mod values;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub(crate) use lint::Lint;
pub(crate) use rules::{Explain, ExplainFormat, ListFormat, Rules};
pub(crate) use values::{Color, Format, Tongue};

/// 스마트로 결제 요청을 보내기 전에 검사합니다.
///
/// Lints PortOne V2 requests for what Smartro refuses, cuts off or changes.
#[derive(Debug, Parser)]
#[command(version, about, after_help = EXAMPLES, max_term_width = 100)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    #[command(flatten)]
    pub(crate) lint: Lint,
}

/// What else there is to do than to lint.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the test cases of a rule pack
    Test {
        /// The pack's directory
        directory: PathBuf,
        /// Take what the cases print now as the new snapshots
        #[arg(long)]
        accept: bool,
    },
    /// Explain a rule: what, why, what to do, a wrong request and a right one
    Explain(Explain),
    /// List the rules
    Rules(Rules),
    /// Look after the sections of the guide that the rules rest on
    Cite {
        #[command(subcommand)]
        what: Cite,
        /// A rule pack on disk, instead of the built-in one
        #[arg(long, value_name = "DIR", global = true)]
        rules: Option<PathBuf>,
    },
}

/// What there is to do about citations.
#[derive(Debug, Subcommand)]
pub(crate) enum Cite {
    /// Report sections that changed, vanished or are new, with the rules that rest on them
    Check {
        /// The guide's text
        guide: PathBuf,
    },
    /// Show every section and its rules
    List,
}

const EXAMPLES: &str = "\
Examples:
  smartro-lint order.json
  smartro-lint --operation payInstantly --context channel=test body.json
  smartro-lint --format json --fail-on warning requests/ > findings.json
  cat order.json | smartro-lint -

Exit status: 0 nothing at or above --fail-on, 1 something, 2 the program could not do its work";
