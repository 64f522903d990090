//! SARIF 2.1.0, written as it comes: one run, its rules first, then a line for each finding.

mod log;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::{Entry, Form, Outcome, plain_name};
use crate::linter::Linter;
use crate::pack::Explain;
use crate::report::{Finding, Fix, Label};
use crate::rule_info::{self, Citation, RuleInfo};
use crate::source::Positions;
use log::{
    Artifact, Change, Configuration, Found, Invocation, Level, Location, Logical, Message,
    Notification, Physical, Region, Repair, Replacement, Rule, Text,
};

/// A SARIF log.
pub(crate) struct Sarif {
    linter: Linter,
    /// The places of rules among those of the log.
    places: HashMap<String, usize>,
}

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What a finding is known by from one run to the next.
const FINGERPRINT: &str = "smartroLint/v1";

/// What stands in a path as it is.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl Sarif {
    pub(crate) fn new(linter: &Linter) -> Self {
        let rules = rule_info::all(linter).into_iter().map(|info| info.rule.to_owned());
        let places = rules.enumerate().map(|(place, rule)| (rule, place)).collect();
        Self { linter: linter.clone(), places }
    }

    /// Writes what the program is, and its rules.
    fn tool(&self, out: &mut Vec<u8>) {
        let manifest = self.linter.manifest();
        out.extend_from_slice(b"{ \"driver\": {\n      \"name\": ");
        write(&env!("CARGO_PKG_NAME"), out);
        out.extend_from_slice(b",\n      \"semanticVersion\": ");
        write(&env!("CARGO_PKG_VERSION"), out);
        out.extend_from_slice(b",\n      \"properties\": ");
        let pack = [("pack", &*manifest.name), ("packVersion", &*manifest.version)];
        write(&BTreeMap::from(pack), out);
        out.extend_from_slice(b",\n      \"rules\": [");
        for (index, info) in rule_info::all(&self.linter).into_iter().enumerate() {
            out.extend_from_slice(if index == 0 { b"\n        " } else { b",\n        " });
            write(&rule(info), out);
        }
        out.extend_from_slice(b"\n      ]\n    } }");
    }
}

impl Form for Sarif {
    fn begin(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\n  \"version\": \"2.1.0\",\n  \"$schema\": ");
        write(&SCHEMA, out);
        out.extend_from_slice(b",\n  \"runs\": [{\n    \"tool\": ");
        self.tool(out);
        out.extend_from_slice(b",\n    \"language\": ");
        write(&self.linter.language.tag(), out);
        out.extend_from_slice(b",\n    \"columnKind\": \"unicodeCodePoints\",\n    \"results\": [");
    }

    fn separator(&self) -> &'static str {
        ","
    }

    fn entry(&self, entry: &Entry<'_>, out: &mut Vec<u8>) {
        if entry.report.diagnostics.is_empty() {
            return;
        }
        let uri = uri(entry.file);
        let place =
            Place { entry, file: Artifact { uri: &uri }, positions: Positions::new(entry.text) };
        for (index, finding) in entry.report.diagnostics.iter().enumerate() {
            out.extend_from_slice(if index == 0 { b"\n      " } else { b",\n      " });
            write(&place.found(finding, self.places.get(&finding.rule).copied()), out);
        }
    }

    fn end(&self, outcome: &Outcome, out: &mut Vec<u8>) {
        let notification = |level, text: &str| Notification { level, message: Message::new(text) };
        let unread = outcome.unread.iter().map(|reason| notification(Level::Error, reason));
        let truncated = Some(outcome.tally.summary.truncated).filter(|count| *count > 0);
        let truncated = truncated.map(|count| {
            let text = format!("{count} of the requests have more findings than are shown");
            notification(Level::Warning, &text)
        });
        let invocation = Invocation {
            execution_successful: outcome.unread.is_empty(),
            tool_execution_notifications: unread.chain(truncated).collect(),
        };
        out.extend_from_slice(b"\n    ],\n    \"invocations\": [");
        write(&invocation, out);
        out.extend_from_slice(b"]\n  }]\n}\n");
    }
}

/// A request, as a log names its places.
struct Place<'e> {
    entry: &'e Entry<'e>,
    file: Artifact<'e>,
    positions: Positions<'e>,
}

impl<'e> Place<'e> {
    fn found(&self, finding: &'e Finding, rule_index: Option<usize>) -> Found<'e> {
        let help = finding.help.iter().map(|help| format!("\n{help}"));
        let message = finding.message.clone() + &help.collect::<String>();
        let Entry { index, .. } = self.entry;
        // Lines move when a file is formatted anew; the rest does not.
        let (rule, pointer, uri) = (&finding.rule, &finding.pointer, self.file.uri);
        let fingerprint = format!("{rule} {uri}#{index}{pointer}");
        let related = finding.labels.iter().enumerate();
        Found {
            rule_id: rule,
            rule_index,
            level: finding.severity.into(),
            message: Message::new(&message),
            locations: [self.location(pointer, finding.span.map(Region::from))],
            related_locations: related.map(|(id, label)| self.related(id, label)).collect(),
            partial_fingerprints: [(FINGERPRINT, fingerprint)].into(),
            fixes: finding.fixes.iter().map(|fix| self.repair(fix)).collect(),
        }
    }

    fn location(&self, pointer: &'e str, region: Option<Region>) -> Location<'e> {
        Location {
            id: None,
            physical_location: Physical { artifact_location: self.file, region },
            logical_locations: [Logical { fully_qualified_name: pointer }],
            message: None,
        }
    }

    fn related(&self, id: usize, label: &'e Label) -> Location<'e> {
        let message = Some(Message::new(&label.text));
        let location = self.location(&label.pointer, label.span.map(Region::from));
        Location { id: Some(id), message, ..location }
    }

    fn repair(&self, fix: &'e Fix) -> Repair<'e> {
        let replacements = fix.edits.iter().map(|edit| Replacement {
            deleted_region: self.region(edit.start..edit.end),
            inserted_content: Some(&edit.text)
                .filter(|text| !text.is_empty())
                .map(|text| Text::plain(text.as_str())),
        });
        let replacements = replacements.collect();
        Repair {
            description: Message::new(&fix.title),
            artifact_changes: [Change { artifact_location: self.file, replacements }],
            properties: BTreeMap::from([("safe", fix.safe)]),
        }
    }

    /// Bytes of the file, which lie in the request.
    fn region(&self, bytes: std::ops::Range<u64>) -> Region {
        let origin = self.entry.origin;
        let position = |offset: u64| {
            let offset = usize::try_from(offset - origin.offset).unwrap_or(usize::MAX);
            self.positions.at(offset).after(origin.position)
        };
        let (start, end) = (position(bytes.start), position(bytes.end));
        Region::between(bytes, start, end)
    }
}

fn rule(info: RuleInfo<'_>) -> Rule<'_> {
    let url = info.sources.iter().find_map(|source| source.url);
    Rule {
        id: info.rule,
        full_description: info.explain.map(|explain| Text::plain(explain.why.as_str())),
        help: info.explain.map(|explain| help(explain, &info.sources)),
        help_uri: url,
        default_configuration: Configuration { level: info.severity.into() },
        properties: BTreeMap::from([("pack", info.pack)]),
        short_description: Text::plain(info.summary),
    }
}

/// What, why, what to do, and where it is written.
fn help<'s>(explain: &Explain, sources: &[Citation<'_>]) -> Text<'s> {
    let named = |source: &Citation<'_>, with_url: fn(String, &str) -> String| {
        let section = source.section.iter().map(|section| format!(", {section}"));
        let name = source.title.to_owned() + &section.collect::<String>();
        source.url.map_or(name.clone(), |url| with_url(name, url))
    };
    let whole = |with_url: fn(String, &str) -> String| {
        let said = [&explain.what, &explain.why, &explain.action].into_iter().cloned();
        let sources = sources.iter().map(|source| named(source, with_url));
        said.chain(sources).collect::<Vec<_>>().join("\n\n")
    };
    Text {
        text: whole(|name, url| format!("{name}: {url}")).into(),
        markdown: Some(whole(|name, url| format!("[{name}]({url})"))),
    }
}

/// A file's name as a reference that is relative to where the program was started.
fn uri(file: &str) -> String {
    let name = if cfg!(windows) { file.replace('\\', "/") } else { file.to_owned() };
    let name = plain_name(&name);
    let encoded = utf8_percent_encode(name, PATH);
    match (Path::new(file).is_absolute(), name.starts_with('/')) {
        (false, _) => encoded.to_string(),
        (true, true) => format!("file://{encoded}"),
        (true, false) => format!("file:///{encoded}"),
    }
}

fn write(value: &impl Serialize, out: &mut Vec<u8>) {
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(out, value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_become_references() {
        assert_eq!(uri("./주문 1/a:b%.json"), "%EC%A3%BC%EB%AC%B8%201/a%3Ab%25.json");
        #[cfg(unix)]
        assert_eq!(uri("/a b"), "file:///a%20b");
    }

    #[test]
    fn messages_mean_what_they_say() {
        let said = |text| serde_json::to_value(Message::new(text)).unwrap()["text"].clone();
        assert_eq!(said("`{0}` [a] \\"), "`{{0}}` [a] \\");
        assert_eq!(said("[a](1) \\ {b}"), r"\[a\](1) \\ {{b}}");
    }
}
