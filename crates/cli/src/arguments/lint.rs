//! What is linted, and how.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use clap_complete::engine::ArgValueCandidates;

use super::candidates;
use super::global::GlobalArguments;
use super::values::{Format, LanguageArg, Output, SeverityArg, whole_number};
use smartro_lint::Language;
use smartro_lint::Limits;

/// What is linted, and how.
#[derive(Debug, Clone, Args)]
pub(crate) struct LintArguments {
    /// Files (source code, JSON, JSON Lines, HAR), directories of such files, or `-` for standard input
    #[arg(value_name = "FILES", required = true)]
    pub(crate) paths: Vec<PathBuf>,

    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    pub(crate) format: Format,

    /// Also write findings to a file, such as `sarif=out.sarif`; may be repeated
    #[arg(long, value_name = "FORMAT=FILE", add = ArgValueCandidates::new(candidates::outputs))]
    pub(crate) output: Vec<Output>,

    /// Write a line for every request, even without findings, with `--format jsonl`
    #[arg(long)]
    pub(crate) all: bool,

    /// Turn off the rules that compare requests with one another
    #[arg(long)]
    pub(crate) no_batch: bool,

    /// Count findings by rule
    #[arg(long)]
    pub(crate) statistics: bool,

    /// Operation of bare bodies, such as `payInstantly`
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    #[arg(add = ArgValueCandidates::new(candidates::operations))]
    pub(crate) operation: Option<String>,

    /// Context of the requests: `key=value`, or a JSON file
    #[arg(long, value_name = "KEY=VALUE|FILE", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) context: Vec<String>,

    /// Text that a log has in place of values, such as `[REDACTED]`: a value with it is unknown; may
    /// be repeated
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) redacted: Vec<String>,

    /// Name of standard input; `.jsonl` means one request per line
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<PathBuf>,

    /// Do not use the system clock as the time of the call
    #[arg(long)]
    pub(crate) no_now: bool,

    /// Directory of a rule pack to use instead of the built-in one
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,

    /// Minimum severity that fails the run [default: error]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<SeverityArg>,

    /// Exit with 0 whatever is found; still with 2 where the work could not be done
    #[arg(long)]
    pub(crate) exit_zero: bool,

    /// Exit with 2 if there is no request to lint
    #[arg(long)]
    pub(crate) fail_on_empty: bool,

    /// Also report what only some branches of source code send
    #[cfg(feature = "source")]
    #[arg(long)]
    pub(crate) branches: bool,

    /// Report source code that does not parse as an error, not a warning
    #[cfg(feature = "source")]
    #[arg(long)]
    pub(crate) fail_on_invalid: bool,

    /// Project file [default: the nearest `smartro-lint.yaml` above each file]
    #[arg(long, value_name = "FILE", help_heading = "Project")]
    pub(crate) config: Option<PathBuf>,

    /// Ignore project files
    #[arg(long, conflicts_with = "config", help_heading = "Project")]
    pub(crate) no_config: bool,

    /// Hide findings recorded in this baseline
    #[arg(long, value_name = "FILE", help_heading = "Project")]
    pub(crate) baseline: Option<PathBuf>,

    /// Record current findings; later runs report only new ones
    #[arg(long, conflicts_with_all = ["fix", "diff"], help_heading = "Project")]
    pub(crate) write_baseline: bool,

    /// Apply safe fixes
    #[arg(long)]
    pub(crate) fix: bool,

    /// Apply suggested fixes too, with `--fix` or `--diff`
    #[arg(long)]
    pub(crate) suggested: bool,

    /// Show what `--fix` would change, without changing files
    #[arg(long)]
    pub(crate) diff: bool,

    /// Number of threads, at most eight per core [default: one per core]
    #[arg(long, short = 'j', value_name = "N", value_parser = whole_number::<NonZeroUsize, 1, { usize::MAX }>)]
    pub(crate) threads: Option<NonZeroUsize>,

    /// Maximum size of a request, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = whole_number::<u16, 1, 4095>)]
    pub(crate) max_size: u16,

    /// Maximum findings per request, of the shapes and of the rules each
    #[arg(long, value_name = "N", default_value_t = Limits::default().findings, value_parser = whole_number::<usize, 0, { usize::MAX }>)]
    pub(crate) max_findings: usize,

    /// Show the source of the rule below each finding
    #[arg(long)]
    pub(crate) show_rule: bool,

    /// Lint again whenever a file changes
    #[cfg(feature = "watch")]
    #[arg(long, conflicts_with_all = ["fix", "diff", "output", "write_baseline"])]
    pub(crate) watch: bool,

    /// Show names, e-mail addresses, phone numbers and other values that identify a person; cards,
    /// accounts, passwords and tokens stay masked
    #[arg(long)]
    pub(crate) show_values: bool,

    /// Print findings only, without a summary
    #[arg(long, short)]
    pub(crate) quiet: bool,

    /// Print the pack, language and threads used, and skipped files
    #[arg(long, short, conflicts_with = "quiet")]
    pub(crate) verbose: bool,

    #[command(flatten)]
    pub(crate) global: GlobalArguments,

    /// The language of an editor, in place of the environment's.
    #[arg(skip)]
    pub(crate) editor_language: Option<Language>,
}

impl LintArguments {
    /// Limits on untrusted input.
    pub(crate) fn limits(&self) -> Limits {
        let bytes = usize::from(self.max_size) << 20;
        Limits { bytes, findings: self.max_findings, ..Limits::default() }
    }

    /// The language of messages: the option's, the project file's, the environment's, else
    /// Korean.
    pub(crate) fn language(&self, project: Option<Language>) -> Language {
        LanguageArg::language(self.global.lang, project.or(self.editor_language))
    }
}
