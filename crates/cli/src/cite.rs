//! Whether the rules' sources still say what the rules were written from.

use std::path::Path;

use super::{Failure, output, text_file};
use smartro_lint::Linter;
use smartro_lint_rules::pack::{Change, check_citations};

/// Lists the sections of every source that has any, each with the rules that rest on it.
pub(super) fn list(linter: &Linter) -> Result<bool, Failure> {
    let mut text = String::new();
    for (key, source) in &linter.manifest().sources {
        let rules = rules_on(linter, key, None);
        let Some(sections) = &source.sections else {
            text.push_str(&format!("{key}: {}\n    {}\n", source.title, listed(&rules)));
            continue;
        };
        text.push_str(&format!("{key}: {}\n", source.title));
        for (slug, section) in sections {
            let rules = rules_on(linter, key, Some(slug));
            text.push_str(&format!("  {slug}: {}\n    {}\n", section.heading, listed(&rules)));
        }
    }
    output::print(&text).map_err(output::unwritable)?;
    Ok(true)
}

/// Reports a page that moved and the sections that are not what they were; whether there are
/// none.
pub(super) fn check(linter: &Linter, path: &Path, url: Option<&str>) -> Result<bool, Failure> {
    let guide = text_file::read(path)?;
    let sources = linter.manifest().sources.iter();
    let mut text = String::new();
    for (key, source) in sources.filter(|(_, source)| source.sections.is_some()) {
        for change in check_citations(source, &guide, url) {
            text.push_str(&describe(linter, key, &change));
        }
    }
    let unchanged = text.is_empty();
    if unchanged {
        text.push_str("every section is as it was when the rules were written\n");
    }
    output::print(&text).map_err(output::unwritable)?;
    Ok(unchanged)
}

fn describe(linter: &Linter, key: &str, change: &Change) -> String {
    let sections = linter.manifest().sources.get(key).and_then(|source| source.sections.as_ref());
    let heading = |slug: &str| {
        sections.and_then(|sections| sections.get(slug)).map_or("", |section| &section.heading)
    };
    let rules = |slug: &str| listed(&rules_on(linter, key, Some(slug)));
    let address = || {
        let source = linter.manifest().sources.get(key);
        source.and_then(|source| source.url.as_deref()).unwrap_or("no address")
    };
    match change {
        Change::Moved { url } => format!("moved: {key}: {}\n    now: {url}\n", address()),
        Change::OtherPage { heading } => {
            format!("moved or renamed: {key}: {heading}\n    no such heading; was: {}\n", address())
        }
        Change::Changed { slug, fingerprint } => format!(
            "changed: {slug}: {}\n    {}\n    now: fingerprint: \"{fingerprint}\"\n",
            heading(slug),
            rules(slug)
        ),
        Change::Vanished { slug } => {
            format!("vanished: {slug}: {}\n    {}\n", heading(slug), rules(slug))
        }
        Change::New { inside, heading } => format!("new: {heading}\n    after {inside}\n"),
    }
}

fn rules_on<'l>(linter: &'l Linter, source: &str, section: Option<&str>) -> Vec<&'l str> {
    let rules = linter.rules().filter(|rule| {
        rule.sources.iter().any(|cited| cited.source == source && cited.slug == section)
    });
    rules.map(|rule| rule.rule).collect()
}

fn listed(rules: &[&str]) -> String {
    if rules.is_empty() { "no rule".to_owned() } else { rules.join(", ") }
}
