//! What is linted, and how.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, value_parser};
use clap_complete::engine::ArgValueCandidates;

use super::candidates;
use super::global::Global;
use super::values::{Format, Level, Output, Tongue};
use smartro_lint::Language;
use smartro_lint::Limits;

/// What is linted, and how.
#[derive(Debug, Clone, Args)]
pub(crate) struct Lint {
    /// Files (source code, JSON, JSON Lines, HAR), directories of such files, or `-` for standard input
    #[arg(value_name = "FILES", required = true)]
    pub(crate) paths: Vec<PathBuf>,

    /// How findings are written
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    pub(crate) format: Format,

    /// Write findings to a file as well, such as `sarif=out.sarif`; for several files, say it again
    #[arg(long, value_name = "FORMAT=FILE", add = ArgValueCandidates::new(candidates::outputs))]
    pub(crate) output: Vec<Output>,

    /// With `--format jsonl`: a line for every request, also where nothing was found
    #[arg(long)]
    pub(crate) all: bool,

    /// Do not compare requests with one another: the rules over a run are off
    #[arg(long)]
    pub(crate) no_batch: bool,

    /// Count the findings of each rule
    #[arg(long)]
    pub(crate) statistics: bool,

    /// What a bare body is a request of, such as `payInstantly`
    #[arg(long, value_name = "NAME", add = ArgValueCandidates::new(candidates::operations))]
    pub(crate) operation: Option<String>,

    /// What is known beyond the requests: `key=value`, or a file with a JSON object
    #[arg(long, value_name = "KEY=VALUE|FILE")]
    pub(crate) context: Vec<String>,

    /// What standard input is called; `.jsonl` says that each line is a request
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<PathBuf>,

    /// Do not take the system clock for the time of the call
    #[arg(long)]
    pub(crate) no_now: bool,

    /// A rule pack on disk, instead of the built-in one
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,

    /// The least severity that makes the exit status 1 [default: error]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<Level>,

    /// Exit with 0 whatever is found; still with 2 where the work could not be done
    #[arg(long)]
    pub(crate) exit_zero: bool,

    /// Exit with 2 if there is no request to lint
    #[arg(long)]
    pub(crate) fail_on_empty: bool,

    /// Report also what only some branches of the source code send
    #[cfg(feature = "source")]
    #[arg(long)]
    pub(crate) branches: bool,

    /// Report source code that does not parse as an error instead of a warning
    #[cfg(feature = "source")]
    #[arg(long)]
    pub(crate) fail_on_invalid: bool,

    /// A project file [default: the nearest `smartro-lint.yaml` above each file]
    #[arg(long, value_name = "FILE", help_heading = "Project")]
    pub(crate) config: Option<PathBuf>,

    /// Look for no project file
    #[arg(long, conflicts_with = "config", help_heading = "Project")]
    pub(crate) no_config: bool,

    /// Do not tell the findings that this file keeps
    #[arg(long, value_name = "FILE", help_heading = "Project")]
    pub(crate) baseline: Option<PathBuf>,

    /// Keep the findings there are in the baseline, and tell those alone that come later
    #[arg(long, conflicts_with_all = ["fix", "diff"], help_heading = "Project")]
    pub(crate) write_baseline: bool,

    /// Mend what can be mended without changing what a request means
    #[arg(long)]
    pub(crate) fix: bool,

    /// With `--fix` or `--diff`: make the suggested repairs too
    #[arg(long)]
    pub(crate) suggested: bool,

    /// Show what `--fix` would change, and change nothing
    #[arg(long, conflicts_with = "fix")]
    pub(crate) diff: bool,

    /// How many threads lint, at most eight for each core [default: one for each core]
    #[arg(long, short = 'j', value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,

    /// The longest request, or array of requests, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = value_parser!(u16).range(1..4096))]
    pub(crate) max_size: u16,

    /// How many findings of the shapes, and how many of the rules, are shown of a request
    #[arg(long, value_name = "N", default_value_t = Limits::default().findings)]
    pub(crate) max_findings: usize,

    /// Show the text of the rule that made each finding
    #[arg(long)]
    pub(crate) show_rule: bool,

    /// Lint again what changes, until the command is stopped
    #[arg(long, conflicts_with_all = ["fix", "diff", "output", "write_baseline"])]
    pub(crate) watch: bool,

    /// Show names, e-mail addresses, phone numbers and other values that identify a person, which
    /// are masked otherwise; cards, accounts, passwords and tokens never are shown
    #[arg(long)]
    pub(crate) show_values: bool,

    /// Print findings alone: no summary
    #[arg(long, short)]
    pub(crate) quiet: bool,

    /// Tell which pack, language and threads are used, and what is read
    #[arg(long, short, conflicts_with = "quiet")]
    pub(crate) verbose: bool,

    #[command(flatten)]
    pub(crate) global: Global,
}

impl Lint {
    /// How much of a stranger's text is read.
    pub(crate) fn limits(&self) -> Limits {
        let bytes = usize::from(self.max_size) << 20;
        Limits { bytes, findings: self.max_findings, ..Limits::default() }
    }

    /// The language of messages: the option's, the project file's, the environment's, else
    /// Korean.
    pub(crate) fn language(&self, project: Option<Tongue>) -> Language {
        Tongue::language(self.global.lang.or(project))
    }
}
