//! Whether a pack loads, and what it holds.

use std::path::{Path, PathBuf};

use super::output::{self, Style};
use super::{pack_dir, unread};
use crate::failure::Failure;
use crate::messages::{self, Message};
use smartro_lint::Severity;
use smartro_lint::report::visible;
use smartro_lint_rules::pack::Compiled;

/// Compiles the pack in a directory: shows every mistake, or what it holds; whether it loads.
pub(super) fn check(directory: &Path, style: &Style) -> Result<bool, Failure> {
    let pack = pack_dir::read_used(directory)?;
    let mut rules = pack.rules_with_parameters();
    let (text, loads) = match pack.compile() {
        Ok(mut compiled) => {
            rules.extend(compiled.program.rules.iter().map(|rule| rule.name.to_string()));
            let language = messages::language();
            let warnings = std::mem::take(&mut compiled.warnings).into_iter();
            let warnings =
                warnings.map(|it| style.out.render(&it.in_language(language), language) + "\n");
            let unread = not_read(directory, Some(&rules))?;
            (warnings.collect::<String>() + &unread + &holds(&compiled), true)
        }
        Err(error) => {
            let language = messages::language();
            let text = style.out.render(&error.in_language(language), language);
            let name = visible(&directory.display().to_string());
            let note = match pack_dir::has_manifest(directory) {
                true => String::new(),
                false => format!("{}\n", Message::NoManifest(&name)),
            };
            (note + &text + &not_read(directory, None)?, false)
        }
    };
    output::print(&text).map_err(output::unwritable)?;
    Ok(loads)
}

/// A warning of each file that nothing reads.
fn not_read(directory: &Path, rules: Option<&[String]>) -> Result<String, Failure> {
    let warning = |path: PathBuf| {
        let name = visible(&path.display().to_string());
        let message = match unread::is_rules(&path) {
            true => Message::RulesNotRead { name: &name },
            false => Message::YamlNotRead { name: &name },
        };
        format!("{}\n", Message::Warning(&message))
    };
    Ok(unread::unread(directory, rules)?.into_iter().map(warning).collect())
}

fn holds(Compiled { program, manifest, catalogs, .. }: &Compiled) -> String {
    let rules = &program.rules;
    let count = |severity| rules.iter().filter(|rule| rule.severity == severity).count();
    let operations: Vec<&str> =
        program.operations.iter().map(|operation| &*operation.name).collect();
    let keys: Vec<&str> = program.context_keys.iter().map(|key| &*key.name).collect();
    let languages: Vec<&str> = catalogs.0.iter().map(|catalog| catalog.language.tag()).collect();
    let sources: Vec<&str> = manifest.sources.keys().map(String::as_str).collect();
    let name = format!("{} {}", manifest.name, manifest.version);
    let message = Message::PackLoads {
        pack: &name.trim_end(),
        rules: rules.len(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        advice: count(Severity::Advice),
        operations: &listed(&operations),
        context: &listed(&keys),
        languages: &listed(&languages),
        sources: &listed(&sources),
    };
    format!("{message}\n")
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() { Message::None.to_string() } else { names.join(", ") }
}
