//! What the command line can say.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::language::Language;
use crate::rule::Severity;

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
    /// List the rules, as a table in Markdown
    Rules {
        /// A rule pack on disk, instead of the built-in one
        #[arg(long, value_name = "DIR")]
        rules: Option<PathBuf>,
    },
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

/// What is linted, and how.
#[derive(Debug, Args)]
pub(crate) struct Lint {
    /// Files (JSON, `.jsonl`, `.ndjson`), directories of such files, or `-` for standard input
    #[arg(value_name = "FILES", required = true)]
    pub(crate) paths: Vec<PathBuf>,

    /// How findings are written
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    pub(crate) format: Format,

    /// What a bare body is a request of, such as `payInstantly`
    #[arg(long, value_name = "NAME")]
    pub(crate) operation: Option<String>,

    /// What is known beyond the requests: `key=value`, or a file with a JSON object
    #[arg(long, value_name = "KEY=VALUE|FILE")]
    pub(crate) context: Vec<String>,

    /// Do not take the system clock for the time of the call
    #[arg(long)]
    pub(crate) no_now: bool,

    /// A rule pack on disk, instead of the built-in one
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,

    /// The least severity that makes the exit status 1
    #[arg(long, value_enum, default_value_t = Level::Error, value_name = "SEVERITY")]
    pub(crate) fail_on: Level,

    /// Mend what can be mended without changing what a request means
    #[arg(long)]
    pub(crate) fix: bool,

    /// With `--fix` or `--diff`: make the suggested repairs too
    #[arg(long)]
    pub(crate) suggested: bool,

    /// Show what `--fix` would change, and change nothing
    #[arg(long, conflicts_with = "fix")]
    pub(crate) diff: bool,

    /// How many threads lint [default: one for each core]
    #[arg(long, short = 'j', value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,

    /// The language of messages [default: from LC_ALL or LANG, else ko]
    #[arg(long, value_enum, env = "SMARTRO_LINT_LANG", hide_env_values = true)]
    pub(crate) lang: Option<Tongue>,

    /// Show the text of the rule that made each finding
    #[arg(long)]
    pub(crate) show_rule: bool,

    /// When to use colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}

const EXAMPLES: &str = "\
Examples:
  smartro-lint order.json
  smartro-lint --operation payInstantly --context channel=test body.json
  smartro-lint --format json --fail-on warning requests/ > findings.json
  cat order.json | smartro-lint -

Exit status: 0 nothing at or above --fail-on, 1 something, 2 the program could not do its work";

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a person at a terminal
    Pretty,
    /// One JSON document
    Json,
}

/// A severity, as an option's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    Error,
    Warning,
    Advice,
}

/// A language, as an option's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tongue {
    /// 한국어
    Ko,
    /// English
    En,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// At a terminal, unless `NO_COLOR` is set
    Auto,
    Always,
    Never,
}

impl Level {
    pub(crate) fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Advice => Severity::Advice,
        }
    }
}

impl Lint {
    /// The language of messages: the option's, the environment's, else Korean.
    pub(crate) fn language(&self) -> Language {
        let from_environment = || {
            let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
            Language::from_tag(&set("LC_ALL").or_else(|| set("LANG"))?)
        };
        match self.lang {
            Some(Tongue::Ko) => Language::Korean,
            Some(Tongue::En) => Language::English,
            None => from_environment().unwrap_or_default(),
        }
    }
}
