//! Whether the cited sections of the rules' sources have changed.

mod write;

use std::path::Path;

use super::arguments::Cite;
use super::{files, output, pack_dir, text_file};
use crate::failure::Failure;
use crate::messages::Message;
use smartro_lint::Linter;
use smartro_lint::report::{visible, visible_lines};
use smartro_lint_rules::pack::{Change, check_citations, propose_sections};

/// Runs a subcommand of `cite` with the pack in a directory, or the built-in one.
pub(super) fn cite(what: &Cite, rules: Option<&Path>) -> Result<bool, Failure> {
    match what {
        Cite::List => list(&pack_dir::linter(rules)?),
        Cite::Check { guide, url, write } => {
            check(&pack_dir::linter(rules)?, guide, url.as_deref(), rules.filter(|_| *write))
        }
        Cite::New { page, url } => new(page, url.as_deref()),
    }
}

/// Lists the sections of every source that has any, each with the rules that rest on it.
fn list(linter: &Linter) -> Result<bool, Failure> {
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
/// none. With `written`, a pack's directory, its manifest gets the fingerprints.
fn check(
    linter: &Linter,
    page: &Path,
    url: Option<&str>,
    written: Option<&Path>,
) -> Result<bool, Failure> {
    let guide = text_file::read(page)?;
    let sources = linter.manifest().sources.iter();
    let mut text = String::new();
    let mut fingerprints = Vec::new();
    for (key, source) in sources.filter(|(_, source)| source.sections.is_some()) {
        for change in check_citations(source, &guide, url) {
            text.push_str(&describe(linter, key, &change));
            if let Change::Changed { slug, fingerprint }
            | Change::Unrecorded { slug, fingerprint } = change
            {
                fingerprints.push((key.as_str(), slug, fingerprint));
            }
        }
    }
    let has_sections = linter.manifest().sources.values().any(|source| source.sections.is_some());
    if !has_sections {
        let file = visible(&page.display().to_string());
        return Err(Failure::message(Message::NoSections(&file)));
    }
    let unchanged = text.is_empty();
    if unchanged {
        text.push_str(&format!("{}\n", Message::CitationsUnchanged));
    }
    output::print(&text).map_err(output::unwritable)?;
    if let Some(directory) = written {
        write_fingerprints(&directory.join("pack.yaml"), &fingerprints)?;
    }
    Ok(unchanged)
}

/// Writes fingerprints into a manifest, and says which could not be.
fn write_fingerprints(path: &Path, fingerprints: &[(&str, String, String)]) -> Result<(), Failure> {
    let mut manifest = text_file::read(path)?;
    let (mut written, mut left) = (0, Vec::new());
    for (source, slug, fingerprint) in fingerprints {
        match write::with_fingerprint(&manifest, source, slug, fingerprint) {
            Some(text) => (manifest, written) = (text, written + 1),
            None => left.push(format!("{source}: {slug}")),
        }
    }
    if written > 0 {
        files::replace(path, manifest.as_bytes(), None)?;
    }
    let name = visible(&path.display().to_string());
    let message = Message::FingerprintsWritten { name: &name, count: written };
    output::print(&format!("{message}\n")).map_err(output::unwritable)?;
    if left.is_empty() {
        return Ok(());
    }
    let sections = visible(&left.join(", "));
    Err(Failure::message(Message::FingerprintsNotWritten { sections: &sections }))
}

/// Proposes a source for a page: its headings as sections, to be pasted into `pack.yaml`.
fn new(page: &Path, url: Option<&str>) -> Result<bool, Failure> {
    let text = text_file::read(page)?;
    let sections = propose_sections(&text);
    if sections.is_empty() {
        let name = visible(&page.display().to_string());
        return Err(Failure::message(Message::NoHeadings { name: &name }));
    }
    let title = sections.values().next().map_or("", |section| &section.heading);
    let mut yaml = format!("sources:\n  guide:\n    title: {}\n", quoted(title));
    if let Some(url) = url {
        yaml.push_str(&format!("    url: {}\n", quoted(url)));
    }
    yaml.push_str(&format!("    heading: {}\n    sections:\n", quoted(title)));
    for (slug, section) in &sections {
        yaml.push_str(&format!(
            "      {}:\n        heading: {}\n",
            quoted(slug),
            quoted(&section.heading)
        ));
        let values = [("anchor", &section.anchor), ("fingerprint", &section.fingerprint)];
        for (key, value) in values {
            if let Some(value) = value {
                yaml.push_str(&format!("        {key}: {}\n", quoted(value)));
            }
        }
    }
    output::print(&visible_lines(yaml)).map_err(output::unwritable)?;
    Ok(true)
}

/// A string of YAML, which has JSON's.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
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
        Change::Unrecorded { slug, fingerprint } => Message::SectionUnrecorded {
            slug,
            heading: heading(slug),
            rules: &rules(slug),
            fingerprint,
        },
        Change::Vanished { slug } => {
            Message::SectionGone { slug, heading: heading(slug), rules: &rules(slug) }
        }
        Change::Renamed { slug, heading: now } => {
            Message::SectionRenamed { slug, heading: heading(slug), now, rules: &rules(slug) }
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
