//! The language server: what an editor shows of requests is what the command reports.

use std::path::Path;

use smartro_lint_lsp::{Client, Connection, Linted, Requests, Settings};

use clap::Parser;

use crate::arguments::NAME;
use crate::arguments::{Arguments, LanguageArg, LintArguments};
use crate::failure::Failure;
use crate::lint::Editor;
use crate::messages;
use crate::project;
use smartro_lint::report::OwnedFinding;

/// Serves an editor on standard input and output; whether it has shut the server down before it exits.
pub(super) fn stdio(arguments: &LintArguments) -> Result<bool, Failure> {
    let (connection, writer) = smartro_lint_lsp::stdio();
    let is_shut_down = serve_with(arguments, &connection);
    // What is written still goes out, until the sender is gone.
    drop(connection);
    if let Ok(written) = writer.join() {
        written.map_err(Failure::message)?;
    }
    Ok(is_shut_down)
}

/// Serves an editor on a connection, for this project's own tests; whether it has shut the server down.
pub fn serve(connection: &Connection) -> bool {
    let arguments = Arguments::try_parse_from([NAME, "lsp"]);
    arguments.is_ok_and(|arguments| serve_with(&arguments.lint, connection))
}

fn serve_with(arguments: &LintArguments, connection: &Connection) -> bool {
    let Some(client) = Client::initialize(connection) else { return false };
    let mut arguments = arguments.clone();
    arguments.editor_language = client.locale;
    if let Some(language) = client.language {
        arguments.global.lang = Some(LanguageArg::of(language));
    }
    messages::set_language(arguments.language(None));
    smartro_lint_lsp::serve(connection, client, &mut Files(Editor::new(&arguments)))
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
