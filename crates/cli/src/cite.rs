//! Whether the cited sections of the rules' sources have changed.

use std::path::Path;

use super::{Failure, output, text_file};
use crate::messages::Message;
use smartro_lint::Linter;
use smartro_lint::report::{visible, visible_lines};
use smartro_lint_rules::pack::{Change, check_citations};

/// Lists the sections of every source that has any, each with the rules that rest on it.
pub(super) fn list(linter: &Linter) -> Result<bool, Failure> {
    let mut text = String::new();
    for (key, source) in &linter.manifest().sources {
        let rules = rules_on(linter, key, None);
        let Some(sections) = &source.sections else {
            text.push_str(&format!("{key}: {}\n    {}\n", visible(&source.title), listed(&rules)));
            continue;
        };
        text.push_str(&format!("{key}: {}\n", visible(&source.title)));
        for (slug, section) in sections {
            let rules = rules_on(linter, key, Some(slug));
            text.push_str(&format!(
                "  {slug}: {}\n    {}\n",
                visible(&section.heading),
                listed(&rules)
            ));
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
        text.push_str(&format!("{}\n", Message::CitationsUnchanged));
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
    let address = linter.manifest().sources.get(key).and_then(|source| source.url.as_deref());
    let message = match change {
        Change::Moved { url } => Message::PageMoved { key, from: address, to: &visible(url) },
        Change::OtherPage { heading } => Message::PageRenamed { key, heading, from: address },
        Change::Changed { slug, fingerprint } => Message::SectionChanged {
            slug,
            heading: heading(slug),
            rules: &rules(slug),
            fingerprint,
        },
        Change::Vanished { slug } => {
            Message::SectionGone { slug, heading: heading(slug), rules: &rules(slug) }
        }
        Change::New { inside, heading } => Message::SectionNew { heading, after: inside },
    };
    visible_lines(format!("{message}\n"))
}

fn rules_on<'l>(linter: &'l Linter, source: &str, section: Option<&str>) -> Vec<&'l str> {
    let rules = linter.rules().filter(|rule| {
        rule.sources.iter().any(|cited| cited.source == source && cited.slug == section)
    });
    rules.map(|rule| rule.rule).collect()
}

fn listed(rules: &[&str]) -> String {
    if rules.is_empty() { Message::NoRules.to_string() } else { rules.join(", ") }
}
