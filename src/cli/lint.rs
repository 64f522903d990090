//! Lints files.

use std::time::{SystemTime, UNIX_EPOCH};

use super::arguments::{Format, Lint};
use super::input::{self, File, Input};
use super::{Failure, fix, output, pack_dir};
use crate::batch::Batch;
use crate::linter::{Language, Linter, Origin, Request};
use crate::nearest::nearest;
use crate::report::{FileReport, Report, RequestSource, RunReport, Summary};
use crate::request::{Context, ContextError, Piece};
use crate::session::Session;
use crate::source::Positions;

/// Lints what the command line names; whether nothing came up that makes it fail.
pub(super) fn lint(arguments: &Lint, style: &output::Style) -> Result<bool, Failure> {
    let linter = pack_dir::linter(arguments.rules.as_deref())?.language(arguments.language());
    if let Some(name) = &arguments.operation {
        check_operation(&linter, name)?;
    }
    let context = context(arguments, &linter)?;
    let mut run = Run {
        arguments,
        style,
        session: linter.session(),
        linter: &linter,
        context: &context,
        batch: Batch::new(),
        summary: Summary::default(),
        files: Vec::new(),
    };
    let mut unreadable = false;
    for input in input::find(&arguments.paths)? {
        match run.file(&input) {
            // The other files go on.
            Err(Failure::Message(text)) => {
                output::complain(&format!("error: {text}\n"));
                unreadable = true;
            }
            done => done?,
        }
    }
    let clean = run.finish()?;
    if unreadable { Err(Failure::Told) } else { Ok(clean) }
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

/// A run over files.
struct Run<'r> {
    arguments: &'r Lint,
    style: &'r output::Style,
    linter: &'r Linter,
    session: Session,
    context: &'r Context,
    batch: Batch,
    summary: Summary,
    files: Vec<FileReport>,
}

/// A request of a file, and what was found in it.
struct Linted {
    piece: Piece,
    origin: Origin,
    report: Report,
}

impl Run<'_> {
    fn file(&mut self, input: &Input) -> Result<(), Failure> {
        let mut file = input.read()?;
        if self.arguments.fix || self.arguments.diff {
            let mended = self.mend(&file);
            if self.arguments.diff {
                self.say(&fix::diff(self.linter, &file.name, &file.text, &mended))?;
            } else {
                match input {
                    Input::Path(path) if mended != file.text => fix::replace(path, &mended)?,
                    Input::Path(_) => {}
                    Input::StandardInput => {
                        output::say_bytes(&mended).map_err(output::unwritable)?;
                    }
                }
                file.text = mended;
            }
        }
        let mut batch = std::mem::take(&mut self.batch);
        let linted = self.lint(&file, Some(&mut batch));
        self.batch = batch;
        for one in linted {
            self.summary.add(&one.report);
            if !(self.arguments.fix && matches!(input, Input::StandardInput)) {
                self.show(&file, one)?;
            }
        }
        Ok(())
    }

    /// Lints the requests of a file.
    fn lint(&mut self, file: &File, mut batch: Option<&mut Batch>) -> Vec<Linted> {
        let positions = Positions::new(&file.text);
        let mut linted = Vec::new();
        for piece in file.pieces.of(self.linter.program(), &file.text, self.linter.limits) {
            let text = file.text.get(piece.span.range()).unwrap_or_default();
            let position = positions.at(piece.span.start as usize);
            let origin = Origin { offset: u64::from(piece.span.start), position };
            let mut request = Request::json(text).context(self.context).origin(origin);
            if let Some(operation) = &self.arguments.operation {
                request = request.operation(operation);
            }
            let verdict = self.session.lint(&request);
            let mut report = verdict.report();
            if let Some(batch) = &mut batch {
                report.extend(batch.add(&verdict, &file.name, piece.index));
            }
            linted.push(Linted { piece, origin, report });
        }
        linted
    }

    /// The file's text with every repair made that can be.
    fn mend(&mut self, file: &File) -> Vec<u8> {
        let File { name, text, pieces } = file;
        let mut mended = File { name: name.clone(), text: text.clone(), pieces: *pieces };
        for _ in 0..fix::ROUNDS {
            let linted = self.lint(&mended, None);
            let reports: Vec<Report> = linted.into_iter().map(|one| one.report).collect();
            let edits = fix::edits(&reports, self.arguments.suggested);
            if edits.is_empty() {
                break;
            }
            let Some(text) = fix::apply(&mended.text, &edits) else { break };
            mended.text = text;
        }
        mended.text
    }

    fn show(&mut self, file: &File, linted: Linted) -> Result<(), Failure> {
        let Linted { piece, origin, report } = linted;
        match self.arguments.format {
            Format::Json => {
                let file = file.name.clone();
                self.files.push(FileReport { file, index: piece.index, report });
            }
            Format::Pretty if self.arguments.diff || report.diagnostics.is_empty() => {}
            Format::Pretty => {
                let text = file.text.get(piece.span.range()).unwrap_or_default();
                let source = RequestSource::new(self.linter, file.name.clone(), text, origin);
                for finding in report.diagnostics {
                    let diagnostic = finding.diagnostic(&source, self.arguments.show_rule);
                    self.say(&format!("{}\n", self.style.render(&diagnostic)))?;
                }
            }
        }
        Ok(())
    }

    fn say(&self, text: &str) -> Result<(), Failure> {
        output::say(text).map_err(output::unwritable)
    }

    /// Writes what is written at the end; whether nothing came up that makes the run fail.
    fn finish(self) -> Result<bool, Failure> {
        let Summary { requests, errors, warnings, advice, truncated } = self.summary;
        let line = match (self.arguments.format, self.arguments.language()) {
            (Format::Json, _) => {
                let run = RunReport { version: 1, files: self.files, summary: self.summary };
                serde_json::to_string_pretty(&run)
                    .map_err(|error| Failure::message(error.to_string()))?
            }
            (Format::Pretty, Language::Korean) => {
                format!("요청 {requests}개: 오류 {errors}개, 경고 {warnings}개, 조언 {advice}개")
            }
            (Format::Pretty, Language::English) => format!(
                "requests: {requests}; errors: {errors}, warnings: {warnings}, advice: {advice}"
            ),
        };
        let mended_only =
            self.arguments.fix && self.arguments.paths.iter().any(|path| path.as_os_str() == "-");
        if !self.arguments.diff && !mended_only {
            output::say(&format!("{line}\n")).map_err(output::unwritable)?;
        }
        if truncated > 0 {
            output::complain(&format!(
                "warning: {truncated} of the requests have more findings than are shown\n"
            ));
        }
        // What is not shown may be worse than what is.
        Ok(truncated == 0 && self.summary.at_least(self.arguments.fail_on.severity()) == 0)
    }
}
