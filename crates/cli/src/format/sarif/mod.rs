//! SARIF 2.1.0, by the types of `serde-sarif`, written as it comes: one run, its rules first,
//! then a line for each finding.

mod parts;
mod result;
mod rules;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use serde_sarif::sarif::{Invocation, Notification, PropertyBag, Tool, ToolComponent};

use super::emitter::{Emitter, Outcome, ReportEntry};
use super::escaped::escape_invisible;
use parts::{any, level, message};
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

fn write(value: &impl Serialize, out: &mut Vec<u8>) {
    let start = out.len();
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(&mut *out, value);
    escape_invisible(out, start);
}
