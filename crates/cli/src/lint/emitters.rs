//! What writes the formats that the command line asks for.

use crate::arguments::{Format, LintArguments};
use crate::format::{
    Compact, Emitter, GitHub, JUnit, Json, JsonLines, LoggedPack, Pretty, Renderer, Sarif, Silent,
};
use crate::output::Style;
use crate::project::ProjectPack;
use smartro_lint::Language;

/// What writes standard output, and then every file.
pub(super) fn emitters(
    arguments: &LintArguments,
    style: &Style,
    language: Language,
    packs: &[&ProjectPack],
) -> Vec<Box<dyn Emitter>> {
    let emitter = |format, renderer| emitter(format, renderer, arguments, language, packs);
    let first: Box<dyn Emitter> = if writes_report(arguments) {
        emitter(arguments.format, style.out.clone())
    } else {
        Box::new(Silent)
    };
    let others = arguments.output.iter().map(|output| emitter(output.format, Renderer::plain()));
    std::iter::once(first).chain(others).collect()
}

/// Whether standard output is for findings, and not for changes or a fixed text.
pub(super) fn writes_report(arguments: &LintArguments) -> bool {
    let takes_input = arguments.paths.iter().any(|path| path.as_os_str() == "-");
    !(arguments.diff || (arguments.fix && takes_input))
}

/// Whether standard output has a place for the counts of rules.
pub(super) fn counts_rules(arguments: &LintArguments) -> bool {
    let has_place = [Format::Pretty, Format::Json, Format::Jsonl].contains(&arguments.format);
    has_place && writes_report(arguments)
}

fn emitter(
    format: Format,
    renderer: Renderer,
    arguments: &LintArguments,
    language: Language,
    packs: &[&ProjectPack],
) -> Box<dyn Emitter> {
    match format {
        Format::Pretty => {
            let LintArguments { show_rule, quiet, .. } = *arguments;
            Box::new(Pretty { language, renderer, show_rule, quiet })
        }
        Format::Compact => Box::new(Compact),
        Format::Json => Box::new(Json),
        Format::Jsonl => Box::new(JsonLines { all: arguments.all }),
        Format::Sarif => {
            let packs = packs.iter().map(|pack| LoggedPack {
                manifest: pack.linter.manifest(),
                rules: pack.rules().collect(),
            });
            Box::new(Sarif::new(language, packs.collect()))
        }
        Format::Github => Box::new(GitHub),
        Format::Junit => Box::new(JUnit),
    }
}
