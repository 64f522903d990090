//! Lints files.

use std::time::{SystemTime, UNIX_EPOCH};

use super::arguments::{Format, Lint};
use super::input::{self, File};
use super::{Failure, output, pack_dir};
use crate::batch::Batch;
use crate::linter::{Linter, Origin, Request};
use crate::nearest::nearest;
use crate::pack::Pack;
use crate::report::{FileReport, Report, RequestSource, RunReport, Summary};
use crate::request::{Context, ContextError, Piece};
use crate::session::Session;
use crate::source::Positions;

/// Lints what the command line names; whether nothing came up that makes it fail.
pub(super) fn lint(arguments: &Lint, style: &output::Style) -> Result<bool, Failure> {
    let linter = linter(arguments)?;
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
    for input in input::find(&arguments.paths)? {
        run.file(&input.read()?)?;
    }
    run.finish()
}

fn linter(arguments: &Lint) -> Result<Linter, Failure> {
    let pack = match &arguments.rules {
        Some(directory) => pack_dir::read(directory)?,
        None => Pack::smartro(),
    };
    let linter = Linter::new(pack).map_err(|error| Failure::Report(error.into()))?;
    Ok(linter.language(arguments.language()))
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

impl Run<'_> {
    fn file(&mut self, file: &File) -> Result<(), Failure> {
        let mut positions = Positions::new(&file.text);
        let limits = self.linter.limits;
        for piece in file.pieces.of(self.linter.program(), &file.text, limits) {
            let text = file.text.get(piece.span.range()).unwrap_or_default();
            let start = piece.span.start;
            let position = positions.at(start as usize);
            let origin = Origin { offset: u64::from(start), position };
            let mut request = Request::json(text).context(self.context).origin(origin);
            if let Some(operation) = &self.arguments.operation {
                request = request.operation(operation);
            }
            let verdict = self.session.lint(&request);
            let mut report = verdict.report();
            report.extend(self.batch.add(&verdict, &file.name, piece.index));
            self.summary.add(&report);
            self.show(file, piece, (text, origin), report)?;
        }
        Ok(())
    }

    fn show(
        &mut self,
        file: &File,
        piece: Piece,
        (text, origin): (&[u8], Origin),
        report: Report,
    ) -> Result<(), Failure> {
        match self.arguments.format {
            Format::Json => {
                let file = file.name.clone();
                self.files.push(FileReport { file, index: piece.index, report });
            }
            Format::Pretty if !report.diagnostics.is_empty() => {
                let source = RequestSource::new(self.linter, file.name.clone(), text, origin);
                for finding in report.diagnostics {
                    let diagnostic = finding.diagnostic(&source, self.arguments.show_rule);
                    self.say(&format!("{}\n", self.style.render(&diagnostic)))?;
                }
            }
            Format::Pretty => {}
        }
        Ok(())
    }

    fn say(&self, text: &str) -> Result<(), Failure> {
        output::say(text).map_err(output::unwritable)
    }

    fn finish(self) -> Result<bool, Failure> {
        let summary = self.summary;
        match self.arguments.format {
            Format::Json => {
                let mut run = RunReport::new(Vec::new());
                run.files = self.files;
                run.summary = summary;
                let text = serde_json::to_string_pretty(&run)
                    .map_err(|error| Failure::Message(error.to_string()))?;
                output::say(&format!(
                    "{text}
"
                ))
                .map_err(output::unwritable)?;
            }
            Format::Pretty => {
                let Summary { requests, errors, warnings, advice } = summary;
                let line = match self.arguments.language() {
                    crate::Language::Korean => format!(
                        "요청 {requests}개: 오류 {errors}개, 경고 {warnings}개, 조언 {advice}개\n"
                    ),
                    crate::Language::English => format!(
                        "requests: {requests}; errors: {errors}, warnings: {warnings}, advice: {advice}\n"
                    ),
                };
                self.say(&line)?;
            }
        }
        Ok(summary.at_least(self.arguments.fail_on.severity()) == 0)
    }
}
