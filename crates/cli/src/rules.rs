//! The rules of a pack: for a person, as a table in Markdown, as JSON.

use super::arguments::{LanguageArg, ListFormat, RulesArguments};
use super::output::{self, Style};
use super::pack_dir;
use crate::failure::Failure;
use crate::messages::Message;
use smartro_lint::report::visible_lines;
use smartro_lint::{Citation, RuleInfo};
use smartro_lint::{Language, Linter, Severity};
use smartro_lint_rules::language::{is_like_rule, refused};
use smartro_lint_rules::suggest::suggest_spelling;

/// Lists the rules that are asked for.
pub(super) fn rules(
    arguments: &RulesArguments,
    language: Option<LanguageArg>,
    style: &Style,
) -> Result<bool, Failure> {
    let language = LanguageArg::language(language, None);
    let linter = pack_dir::linter(arguments.rules.as_deref())?.language(language);
    if let Some(name) = &arguments.operation {
        pack_dir::check_operation(std::slice::from_ref(&linter), name)?;
    }
    let mut listed = linter.rules().collect::<Vec<_>>();
    if let Some(text) = &arguments.text {
        let names: Vec<&str> = listed.iter().map(|info| info.rule).collect();
        if !names.iter().any(|name| name.contains(text.as_str())) {
            return Err(no_such_rule(text, &names));
        }
    }
    listed.retain(|info| is_listed(info, arguments));
    let text = match arguments.format {
        ListFormat::Text => list(&listed, &linter, style),
        ListFormat::Markdown => {
            let is_listed = |rule: &RuleInfo<'_>| listed.iter().any(|info| info.rule == rule.rule);
            visible_lines(markdown(&linter, language, is_listed))
        }
        ListFormat::Json => output::json(&listed),
    };
    output::print(&text).map_err(output::unwritable)?;
    Ok(true)
}

fn is_listed(info: &RuleInfo<'_>, arguments: &RulesArguments) -> bool {
    let RulesArguments { text, severity, operation, fixable, .. } = arguments;
    text.as_ref().is_none_or(|text| info.rule.contains(text.as_str()))
        && severity.is_none_or(|level| level.severity() == info.severity)
        && operation.as_ref().is_none_or(|name| info.operations.contains(&name.as_str()))
        && (!fixable || info.fix.is_some())
}

/// A name that no rule has.
pub(super) fn no_such_rule(name: &str, names: &[&str]) -> Failure {
    let alike: Vec<&str> = names.iter().copied().filter(|known| known.contains(name)).collect();
    Failure::message(match (alike.as_slice(), suggest_spelling(name, names.iter().copied())) {
        (&[near], _) => Message::NoRule { name, near: Some(near) },
        ([], near) => {
            let name = refused(name, near.is_some() || is_like_rule(name));
            Message::NoRule { name, near }
        }
        _ => Message::NoRuleButAlike { name },
    })
}

/// A few lines for each rule, and how many there are.
fn list(listed: &[RuleInfo<'_>], linter: &Linter, style: &Style) -> String {
    let mut text = String::new();
    let operations_of = |operations: &[&str]| match operations.len() {
        some if some < linter.operations().count().max(2) => operations.join(", "),
        _ => Message::AllOperations.to_string(),
    };
    for info in listed {
        let RuleInfo { rule, severity, summary, operations, fix, .. } = info;
        text.push_str(&style.strong(rule));
        text.push_str("  ");
        text.push_str(&style.severity(*severity));
        if fix.is_some() {
            text.push_str("  --fix");
        }
        text.push('\n');
        text.push_str(&style.wrapped(summary, "  "));
        text.push_str(&style.wrapped(&operations_of(operations), "  "));
        text.push('\n');
    }
    let count = |severity| listed.iter().filter(|info| info.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let advice = count(Severity::Advice);
    let counts = Message::Rules { rules: listed.len(), errors, warnings, advice };
    text + &format!("{counts}\n")
}

/// The table in a pack's README.
pub(super) fn markdown(
    linter: &Linter,
    language: Language,
    is_listed: impl Fn(&RuleInfo<'_>) -> bool,
) -> String {
    let manifest = linter.manifest();
    let heading = Message::RulesTable { pack: &manifest.name, version: &manifest.version };
    let mut text = format!("{}\n| --- | --- | --- | --- | --- |\n", heading.text(language));
    for rule in linter.rules().filter(|rule| rule.pack != "engine" && is_listed(rule)) {
        let operations: Vec<String> =
            rule.operations.iter().map(|name| format!("`{name}`")).collect();
        text.push_str(&format!(
            "| `{}` | {} | {} | {} | {} |\n",
            rule.rule,
            Message::Severity(rule.severity).text(language),
            operations.join(", "),
            sources(&rule).join(", "),
            // Comments of rules are English.
            match language {
                Language::English => rule.doc.lines().collect::<Vec<_>>().join(" "),
                Language::Korean => rule.summary,
            }
        ));
    }
    text.push_str(&format!("\n## {}\n\n", Message::Sources.text(language)));
    for (key, source) in &manifest.sources {
        match &source.url {
            Some(url) => text.push_str(&format!("- {key}: [{}]({url})\n", source.title)),
            None => text.push_str(&format!("- {key}: {}\n", source.title)),
        }
    }
    text
}

fn sources(rule: &RuleInfo<'_>) -> Vec<String> {
    let name = |cited: &Citation<'_>| match (cited.slug, cited.url) {
        (Some(slug), Some(url)) => format!("{} [{slug}]({url})", cited.source),
        (Some(slug), None) => format!("{} {slug}", cited.source),
        (None, _) => cited.source.to_owned(),
    };
    rule.sources.iter().map(name).collect()
}
