//! Which rules are told of, and how.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use clap_complete::engine::ArgValueCandidates;

use super::candidates;
use super::values::Level;

/// Which rules are listed.
#[derive(Debug, Args)]
#[command(after_help = RULES_EXAMPLES)]
pub(crate) struct Rules {
    /// Only those with this in their names
    #[arg(value_name = "TEXT")]
    pub(crate) text: Option<String>,

    /// Only those of this severity
    #[arg(long, value_enum)]
    pub(crate) severity: Option<Level>,

    /// Only those that speak of this operation
    #[arg(long, value_name = "NAME", add = ArgValueCandidates::new(candidates::operations))]
    pub(crate) operation: Option<String>,

    /// Only those whose findings `--fix` can repair
    #[arg(long)]
    pub(crate) fixable: bool,

    /// How they are listed
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,

    /// A rule pack on disk, instead of the built-in one
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
}

const RULES_EXAMPLES: &str = "\
Examples:
  smartro-lint rules
  smartro-lint rules escrow
  smartro-lint rules --operation cancelPayment --severity error
  smartro-lint rules --format json | jq -r '.[].rule'";

/// How rules are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For a person
    Text,
    /// The table that stands beside a pack's rules
    Markdown,
    /// A JSON array with all that is known of each
    Json,
}

/// Which rule is explained.
#[derive(Debug, Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub(crate) struct Explain {
    /// The rule's name, as a finding shows it
    #[arg(add = ArgValueCandidates::new(candidates::rules))]
    pub(crate) rule: String,

    /// Show the text of the rule too
    #[arg(long)]
    pub(crate) show_rule: bool,

    /// How it is explained
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub(crate) format: ExplainFormat,

    /// A rule pack on disk, instead of the built-in one
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  smartro-lint explain payment-id-length
  smartro-lint explain --lang en --show-rule escrow-no-direct-card";

/// How a rule is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// For a person
    Text,
    /// One JSON document
    Json,
}
