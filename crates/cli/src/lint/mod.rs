//! Lints files: what they hold is read, split, linted, merged and written, in this order.
//!
//! ```text
//! find, input ─► jobs ─► worker ─► merge ─► worker ─► write
//! ```
//!
//! A worker lints what a job brings and writes the entries; the merge, which sees all requests
//! in order, finds those that break rules together with earlier ones; a worker rewrites the
//! entries of these. Where there is much to do, workers have threads of their own.

mod change;
mod channel;
mod earlier;
#[cfg(feature = "lsp")]
mod editor;
mod elements;
mod emitters;
mod empty;
mod find;
mod fix;
mod fixing;
mod foreign;
mod input;
mod jobs;
mod judged;
mod kind;
mod lines;
mod merge;
mod outputs;
mod part;
mod payments;
#[cfg_attr(not(feature = "terminal"), path = "no_progress.rs")]
mod progress;
mod results;
mod rounds;
mod run;
#[cfg(feature = "source")]
mod source;
mod text;
mod threads;
#[cfg(feature = "watch")]
mod watched;
mod worker;
mod write;

use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::arguments::LintArguments;
use super::output;
use super::project::{Projects, Settings};
use crate::failure::Failure;
use crate::format::{Counts, Outcome};
use crate::messages::{self, Message};
#[cfg(feature = "lsp")]
pub(super) use editor::Editor;
use fixing::Fixing;
use input::InputFile;
use jobs::{Job, Jobs};
use merge::Merge;
use payments::Payments;
use progress::Progress;
use results::Each;
use run::Run;
#[cfg(feature = "source")]
use smartro_lint::Linter;
use smartro_lint::batch::Fingerprints;
use smartro_lint::report::{Summary, visible};
use threads::{Steps, in_order};
#[cfg(feature = "watch")]
pub(super) use watched::{files, settings};
use worker::Worker;
use write::Writing;

/// Lints what the command line names; whether nothing came up that makes it fail.
pub(super) fn lint(
    arguments: &LintArguments,
    style: &output::Style,
    projects: &mut Projects<'_>,
) -> Result<bool, Failure> {
    outputs::check_format(arguments)?;
    let inputs = find::find(arguments, projects)?;
    let first = match inputs.first() {
        Some(input) => Arc::clone(&input.settings),
        None => projects.of_input()?,
    };
    outputs::check_replaced(arguments)?;
    let linter = &first.project.linter;
    let run = Arc::new(Run {
        limits: linter.request_limits(),
        emitters: emitters::emitters(arguments, style, linter.report_language(), &projects.packs()),
        statistics: arguments.statistics,
        fingerprints: (!arguments.no_batch).then(Fingerprints::default),
        verbose: arguments.verbose,
        #[cfg(feature = "source")]
        source: source::Ways {
            branches: arguments.branches,
            fail_on_invalid: arguments.fail_on_invalid,
        },
    });
    if arguments.verbose {
        output::eprint(&particulars(&first, arguments, inputs.len()));
    }
    let merge = Merge::new(run.fingerprints.clone().unwrap_or_default());
    let mut writing =
        Writing::begin(&run, &arguments.output, Progress::new(&inputs, arguments.quiet))?;
    if arguments.fix || arguments.diff {
        let worker = Worker::new(Arc::clone(&run));
        let mut fixing = Fixing {
            run,
            arguments,
            style,
            worker,
            merge,
            payments: Payments::default(),
            writing: &mut writing,
        };
        inputs.into_iter().try_for_each(|input| fixing.input(input))?;
    } else {
        lint_all(inputs, run, arguments.threads, merge, &mut writing)?;
    }
    let Outcome { counts: Counts { summary, rules, failing, .. }, unread, skipped } =
        writing.end()?;
    if let Some(rules) = rules.filter(|_| !emitters::counts_rules(arguments)) {
        output::eprint(&rules.table());
    }
    let Summary { requests, errors, warnings, advice, .. } = summary;
    let has_findings = errors + warnings + advice > 0;
    if has_findings && !arguments.quiet && !emitters::writes_report(arguments) {
        let left = Message::Summary { requests, errors, warnings, advice };
        output::eprint(&format!("{left}\n"));
    }
    if summary.truncated > 0 {
        let (requests, most) = (summary.truncated, arguments.max_findings);
        let warning = Message::Truncated { requests, most };
        output::eprint(&format!("{}\n", Message::Warning(&warning)));
    }
    // What is not shown may be worse than what is.
    let (all_shown, all_read) = (summary.truncated == 0, unread.is_empty());
    projects.end(all_read && all_shown, style)?;
    if summary.requests + summary.other_pack == 0 && all_read {
        empty::report(arguments, projects, &skipped, summary.ignored > 0)?;
    }
    if all_read {
        Ok(arguments.exit_zero || (all_shown && !failing))
    } else {
        Err(Failure::AlreadyReported)
    }
}

/// What a run uses that its arguments do not say.
fn particulars(settings: &Settings, arguments: &LintArguments, inputs: usize) -> String {
    let linter = &settings.project.linter;
    let manifest = linter.manifest();
    let rules = linter.rules().filter(|rule| rule.pack != "engine").count();
    let project = settings.project.name().map(visible);
    let message = Message::Particulars {
        project: project.as_deref(),
        pack: &format_args!("{} {}", manifest.name, manifest.version),
        rules,
        threads: threads(arguments.threads).get(),
        files: inputs,
    };
    format!("{message}\n")
}

/// How many threads may lint: one for each core or, given more, a few. WebAssembly has one.
fn threads(given: Option<NonZeroUsize>) -> NonZeroUsize {
    if cfg!(target_family = "wasm") {
        return NonZeroUsize::MIN;
    }
    let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    given.unwrap_or(cores).min(cores.saturating_mul(THREADS_PER_CORE))
}

/// More threads than this would only wait for each other.
const THREADS_PER_CORE: NonZeroUsize = NonZeroUsize::MIN.saturating_add(7);

/// The calls in the source code below the working directory.
#[cfg(feature = "source")]
pub(super) fn seen_calls(linter: &Linter) -> source::SeenCalls {
    source::SeenCalls::of(linter, &find::source_files())
}

/// Lints inputs, on threads where there is enough to do.
fn lint_all(
    inputs: Vec<InputFile>,
    run: Arc<Run>,
    threads: Option<NonZeroUsize>,
    mut merge: Merge,
    writing: &mut Writing,
) -> Result<(), Failure> {
    let mut jobs = Jobs::new(inputs, run.limits.bytes);
    let mut worker = Worker::new(Arc::clone(&run));
    let mut here = |job, merge: &mut Merge, writing: &mut Writing| {
        let linted = merge.compare(worker.job(job));
        writing.add(worker.settle(linted))
    };
    let Some(mut job) = jobs.next() else { return Ok(()) };
    // Starting threads takes longer than most runs; and the first lines of a stream do not
    // wait for others.
    if jobs.have_ended() || matches!(job, Job::Part(..)) {
        here(job, &mut merge, writing)?;
        let Some(next) = jobs.next() else { return Ok(()) };
        job = next;
    }
    let mut jobs = std::iter::once(job).chain(jobs);
    match self::threads(threads).get() {
        1 => jobs.try_for_each(|job| here(job, &mut merge, writing)),
        threads => {
            let workers = (0..threads).map(|_| Worker::new(Arc::clone(&run))).collect();
            let steps = Steps {
                work: |worker: &mut Worker, job| caught(|| worker.job(job)),
                settle: |worker, linted| caught(|| worker.settle(linted)),
            };
            let compare = |linted| merge.compare(linted);
            let ended = in_order(workers, jobs, &steps, compare, |settled| writing.add(settled));
            ended.map_err(|error| {
                Failure::message(Message::CannotStartThreads { why: &messages::cause(&error) })
            })?
        }
    }
}

/// What comes of a job, or that its thread panicked.
fn caught<T>(work: impl FnOnce() -> Each<T>) -> Each<T> {
    let lost = |_| vec![Err(Failure::message(Message::ThreadPanicked))];
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(lost)
}
