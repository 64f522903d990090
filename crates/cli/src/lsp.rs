//! The language server: what an editor shows of requests is what the command reports.

use std::path::Path;

use smartro_lint_lsp::{Client, Connection, Linted, ProtocolError, Requests, Settings};

use clap::Parser;

use crate::arguments::NAME;
use crate::arguments::{Arguments, LanguageArg, LintArguments};
use crate::failure::Failure;
use crate::lint::Editor;
use crate::messages;
use crate::project;
use smartro_lint::report::OwnedFinding;

/// Serves an editor on standard input and output; it hangs up without an error.
pub(super) fn stdio(arguments: &LintArguments) -> Result<bool, Failure> {
    let (connection, writer) = smartro_lint_lsp::stdio();
    let served = serve_with(arguments, &connection);
    // What is written still goes out, until the sender is gone.
    drop(connection);
    let written = writer.join();
    served.map_err(Failure::message)?;
    if let Ok(written) = written {
        written.map_err(Failure::message)?;
    }
    Ok(true)
}

/// Serves an editor on a connection, for this project's own tests.
///
/// # Errors
///
/// A client that does not follow the protocol.
pub fn serve(connection: &Connection) -> Result<(), String> {
    let arguments = Arguments::try_parse_from([NAME, "lsp"]).map_err(|error| error.to_string())?;
    serve_with(&arguments.lint, connection).map_err(|error| error.to_string())
}

fn serve_with(arguments: &LintArguments, connection: &Connection) -> Result<(), ProtocolError> {
    let client = Client::initialize(connection)?;
    let mut arguments = arguments.clone();
    arguments.editor_language = client.locale;
    if let Some(language) = client.language {
        arguments.global.lang = Some(LanguageArg::of(language));
    }
    messages::set_language(arguments.language(None));
    smartro_lint_lsp::serve(connection, client, &mut Files(Editor::new(&arguments)));
    Ok(())
}

/// Lints the files of an editor.
struct Files<'a>(Editor<'a>);

impl Requests for Files<'_> {
    fn reload(&mut self) {
        self.0.reload();
    }

    fn lint(&mut self, file: &Path, text: &str) -> Result<Option<Linted>, String> {
        let linted = self.0.lint(file, text).map_err(|failure| failure.summary())?;
        Ok(linted.map(|linted| {
            let reports = linted.reports.into_iter();
            let findings: Vec<OwnedFinding> =
                reports.flat_map(|report| report.diagnostics).collect();
            let settings = settings(&linted.settings);
            Linted { findings, is_source: linted.is_source, settings }
        }))
    }

    fn settings(&mut self, file: &Path) -> Result<Option<Settings>, String> {
        let found = self.0.settings(file).map_err(|failure| failure.summary())?;
        Ok(found.map(|found| settings(&found)))
    }
}

fn settings(settings: &project::Settings) -> Settings {
    Settings {
        linter: settings.project.linter.clone(),
        operation: settings.of(0).operation.clone(),
        project_file: settings.project.path(),
    }
}
