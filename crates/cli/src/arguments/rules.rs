//! The options of `rules` and `explain`.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum};
use clap_complete::engine::ArgValueCandidates;

use super::candidates;
use super::values::SeverityArg;

/// Which rules are listed.
#[derive(Debug, Args)]
#[command(after_help = RULES_EXAMPLES)]
pub(crate) struct RulesArguments {
    /// Only rules with this in their names
    #[arg(value_name = "TEXT")]
    pub(crate) text: Option<String>,

    /// Only rules of this severity
    #[arg(long, value_enum)]
    pub(crate) severity: Option<SeverityArg>,

    /// Only rules for this operation
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    #[arg(add = ArgValueCandidates::new(candidates::operations))]
    pub(crate) operation: Option<String>,

    /// Only rules whose findings `--fix` can fix
    #[arg(long)]
    pub(crate) fixable: bool,

    /// Output format
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,

    /// Directory of a rule pack to use instead of the built-in one
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
    /// Human-readable text
    Text,
    /// A Markdown table
    Markdown,
    /// A JSON array
    Json,
}

/// Which rule is explained.
#[derive(Debug, Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub(crate) struct ExplainArguments {
    /// Name of the rule
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    #[arg(add = ArgValueCandidates::new(candidates::rules))]
    pub(crate) rule: String,

    /// Show the source of the rule too
    #[arg(long)]
    pub(crate) show_rule: bool,

    /// Output format
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub(crate) format: ExplainFormat,

    /// Directory of a rule pack to use instead of the built-in one
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
    /// Human-readable text
    Text,
    /// One JSON document
    Json,
}
