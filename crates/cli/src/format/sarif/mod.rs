//! SARIF 2.1.0, by the types of `serde-sarif`, written as it comes: one run, its rules first,
//! then a line for each finding.

mod result;
mod rules;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use serde_sarif::sarif::{
    Invocation, Message, Notification, PropertyBag, ResultLevel, Tool, ToolComponent,
};

use super::emitter::{Emitter, Outcome, ReportEntry};
use super::escaped::escape_invisible;
use result::LoggedRequest;
pub(crate) use rules::LoggedPack;
use rules::RuleIndices;
use smartro_lint::Language;
use smartro_lint::Severity;

/// A SARIF log.
pub(crate) struct Sarif {
    language: Language,
    tool: Tool,
    rules: RuleIndices,
}

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

impl Sarif {
    /// The log of what these packs find, in this language unless projects differ.
    pub(crate) fn new(language: Language, packs: Vec<LoggedPack<'_>>) -> Self {
        let manifests = packs.iter().map(|pack| pack.manifest);
        let versions = manifests.map(|pack| (pack.name.clone(), pack.version.clone().into()));
        let versions = BTreeMap::from([("packs".to_owned(), Value::Object(versions.collect()))]);
        let (rules, descriptors) = RuleIndices::of(packs);
        let driver = ToolComponent::builder()
            .name(crate::arguments::NAME)
            .semantic_version(env!("CARGO_PKG_VERSION"))
            .properties(PropertyBag::builder().additional_properties(versions).build())
            .rules(descriptors)
            .build();
        Self { language, tool: Tool::builder().driver(driver).build(), rules }
    }
}

impl Emitter for Sarif {
    fn begin(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\n  \"version\": \"2.1.0\",\n  \"$schema\": ");
        write(&SCHEMA, out);
        out.extend_from_slice(b",\n  \"runs\": [{\n    \"tool\": ");
        write(&self.tool, out);
        out.extend_from_slice(b",\n    \"language\": ");
        write(&self.language.tag(), out);
        out.extend_from_slice(b",\n    \"columnKind\": \"unicodeCodePoints\",\n    \"results\": [");
    }

    fn has_pack(&self) -> bool {
        true
    }

    fn separator(&self) -> &'static str {
        ","
    }

    fn entry(&self, entry: &ReportEntry<'_>, out: &mut Vec<u8>) {
        if entry.report.diagnostics.is_empty() {
            return;
        }
        let place = LoggedRequest::new(entry);
        for (index, finding) in entry.report.diagnostics.iter().enumerate() {
            out.extend_from_slice(if index == 0 { b"\n      " } else { b",\n      " });
            write(&place.result(finding, self.rules.place(finding)), out);
        }
    }

    fn end(&self, outcome: &Outcome, out: &mut Vec<u8>) {
        let unread = outcome.unread.iter().map(|reason| notification(Severity::Error, reason));
        let truncated = Some(outcome.counts.summary.truncated).filter(|count| *count > 0);
        let truncated = truncated.map(|count| {
            let text = format!("{count} of the requests have more findings than are shown");
            notification(Severity::Warning, &text)
        });
        let invocation = Invocation::builder()
            .execution_successful(outcome.unread.is_empty())
            .opt_tool_execution_notifications(any(unread.chain(truncated).collect()))
            .build();
        out.extend_from_slice(b"\n    ],\n    \"invocations\": [");
        write(&invocation, out);
        out.extend_from_slice(b"]\n  }]\n}\n");
    }
}

fn notification(severity: Severity, text: &str) -> Notification {
    Notification::builder().level(level(severity).to_string()).message(message(text)).build()
}

/// A text that means what it says: in a message braces hold places, and brackets before a
/// parenthesis are a link.
fn message(text: &str) -> Message {
    let text = if text.contains("](") {
        text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
    } else {
        text.to_owned()
    };
    Message::builder().text(text.replace('{', "{{").replace('}', "}}")).build()
}

fn level(severity: Severity) -> ResultLevel {
    match severity {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
        Severity::Advice => ResultLevel::Note,
    }
}

/// A list that is left out where it is empty.
fn any<T>(list: Vec<T>) -> Option<Vec<T>> {
    Some(list).filter(|list| !list.is_empty())
}

fn write(value: &impl Serialize, out: &mut Vec<u8>) {
    let start = out.len();
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(&mut *out, value);
    escape_invisible(out, start);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_mean_what_they_say() {
        let text_of = |text| message(text).text.unwrap();
        assert_eq!(text_of("`{0}` [a] \\"), "`{{0}}` [a] \\");
        assert_eq!(text_of("[a](1) \\ {b}"), r"\[a\](1) \\ {{b}}");
    }
}
