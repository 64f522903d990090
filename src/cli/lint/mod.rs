//! Lints files: what they hold is read, split, linted, merged and written, in this order.
//!
//! ```text
//! input, lines ─► jobs ─► worker ─► merge ─► form
//!                    (threads)
//! ```

mod fix;
mod input;
mod jobs;
mod lines;
mod merge;
mod threads;
mod worker;

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::arguments::{Format, Lint};
use super::form::{Form, Json, Pretty, Silent};
use super::{Failure, output, pack_dir};
use crate::batch::Batch;
use crate::linter::Linter;
use crate::nearest::nearest;
use crate::request::{Context, ContextError};
use input::{Input, Part};
use jobs::{Job, Jobs};
use merge::Merge;
use worker::{Run, Worker};

/// Lints what the command line names; whether nothing came up that makes it fail.
pub(super) fn lint(arguments: &Lint, style: &output::Style) -> Result<bool, Failure> {
    let linter = pack_dir::linter(arguments.rules.as_deref())?.language(arguments.language());
    if let Some(name) = &arguments.operation {
        check_operation(&linter, name)?;
    }
    let batch = Batch::new();
    let run = Arc::new(Run {
        context: context(arguments, &linter)?,
        operation: arguments.operation.clone(),
        form: form(arguments, style, &linter),
        fingerprints: batch.fingerprints.clone(),
        linter,
    });
    let inputs = input::find(&arguments.paths)?;
    let mut merge = Merge::begin(&run, batch)?;
    if arguments.fix || arguments.diff {
        let mut worker = Worker::new(run);
        for input in inputs {
            let mended = mend(&mut worker, &input, arguments);
            merge.add(vec![mended.map(|part| worker.part(part))])?;
        }
    } else {
        lint_all(inputs, run, arguments.threads, &mut merge)?;
    }
    let (summary, all_read) = merge.end()?;
    if summary.truncated > 0 {
        output::complain(&format!(
            "warning: {} of the requests have more findings than are shown\n",
            summary.truncated
        ));
    }
    // What is not shown may be worse than what is.
    let clean = summary.truncated == 0 && summary.at_least(arguments.fail_on.severity()) == 0;
    if all_read { Ok(clean) } else { Err(Failure::Told) }
}

/// Lints inputs, on threads where there is enough to do.
fn lint_all(
    inputs: Vec<Input>,
    run: Arc<Run>,
    threads: Option<NonZeroUsize>,
    merge: &mut Merge,
) -> Result<(), Failure> {
    let mut jobs = Jobs::new(inputs, run.linter.limits.bytes);
    let mut worker = Worker::new(Arc::clone(&run));
    let Some(mut job) = jobs.next() else { return Ok(()) };
    // Starting threads takes longer than most runs; and the first lines of a stream do not
    // wait for others.
    if jobs.have_ended() || matches!(job, Job::Part(_)) {
        merge.add(worker.job(job))?;
        let Some(next) = jobs.next() else { return Ok(()) };
        job = next;
    }
    let jobs = std::iter::once(job).chain(jobs);
    let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    match threads.unwrap_or_else(cores).get() {
        1 => {
            for job in jobs {
                merge.add(worker.job(job))?;
            }
        }
        threads => {
            let worker = move || {
                let mut worker = Worker::new(Arc::clone(&run));
                move |job| worker.job(job)
            };
            let unstarted = |error| Failure::message(format!("cannot start threads: {error}"));
            for done in threads::in_order(jobs, threads, worker).map_err(unstarted)? {
                merge.add(done.map_err(|_| Failure::message("a thread came to nothing"))?)?;
            }
        }
    }
    Ok(())
}

/// Repairs a file, or shows how; what is to be linted then.
fn mend(worker: &mut Worker, input: &Input, arguments: &Lint) -> Result<Part, Failure> {
    let mut part = input.read(usize::MAX)?;
    let mended = fix::mend(worker, &part, arguments.suggested);
    if arguments.diff {
        let diff = fix::diff(worker.linter(), &part.name, &part.text, &mended);
        output::say(&diff).map_err(output::unwritable)?;
        return Ok(part);
    }
    match input {
        Input::Path(path) if mended != part.text => fix::replace(path, &mended)?,
        Input::Path(_) => {}
        Input::StandardInput => output::say_bytes(&mended).map_err(output::unwritable)?,
    }
    part.text = mended;
    Ok(part)
}

fn form(arguments: &Lint, style: &output::Style, linter: &Linter) -> Box<dyn Form> {
    let (linter, style) = (linter.clone(), style.clone());
    let takes_input = arguments.paths.iter().any(|path| path.as_os_str() == "-");
    if arguments.diff || (arguments.fix && takes_input) {
        // The changes, or the mended text, are what is asked for.
        return Box::new(Silent);
    }
    match arguments.format {
        Format::Json => Box::new(Json),
        Format::Pretty => Box::new(Pretty { linter, style, show_rule: arguments.show_rule }),
    }
}

fn check_operation(linter: &Linter, name: &str) -> Result<(), Failure> {
    if linter.operations().any(|known| known == name) {
        return Ok(());
    }
    let names: Vec<&str> = linter.operations().collect();
    let near = nearest(name, names.iter().copied());
    let near = near.map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
    let text = format!("unknown operation `{name}`{near} (one of {})", names.join(", "));
    Err(Failure::Message(text))
}

fn context(arguments: &Lint, linter: &Linter) -> Result<Context, Failure> {
    let mut context = linter.context();
    if !arguments.no_now
        && let Ok(since) = SystemTime::now().duration_since(UNIX_EPOCH)
    {
        let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
        context.set_now(crate::Instant::from_unix(seconds, since.subsec_nanos()));
    }
    let unfit = |error: ContextError| Failure::Message(format!("--context: {error}"));
    for given in &arguments.context {
        match given.split_once('=') {
            Some((key, value)) => context.set(key, value).map_err(unfit)?,
            None => {
                let text = std::fs::read_to_string(given).map_err(|error| {
                    Failure::Message(format!("--context: cannot read `{given}`: {error}"))
                })?;
                context.extend_from_json(&text).map_err(unfit)?;
            }
        }
    }
    Ok(context)
}
