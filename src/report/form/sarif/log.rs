//! The parts of a SARIF log that are written, by the standard's own names.
//!
//! The libraries for SARIF hold a log as a whole, and the one that is kept up compiles the
//! standard's schema for twenty seconds; these few types are held to the schema by a test.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::report::Region as Span;
use crate::rule::Severity;
use crate::source::Position;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule<'s> {
    pub(super) id: &'s str,
    pub(super) short_description: Text<'s>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) full_description: Option<Text<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) help: Option<Text<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) help_uri: Option<&'s str>,
    pub(super) default_configuration: Configuration,
    pub(super) properties: BTreeMap<&'s str, &'s str>,
}

#[derive(Serialize)]
pub(super) struct Configuration {
    pub(super) level: Level,
}

/// A text, and the same in Markdown.
#[derive(Serialize)]
pub(super) struct Text<'s> {
    pub(super) text: Cow<'s, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) markdown: Option<String>,
}

/// A finding.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Found<'s> {
    pub(super) rule_id: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rule_index: Option<usize>,
    pub(super) level: Level,
    pub(super) message: Message,
    pub(super) locations: [Location<'s>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) related_locations: Vec<Location<'s>>,
    pub(super) partial_fingerprints: BTreeMap<&'s str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) fixes: Vec<Repair<'s>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location<'s> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<usize>,
    pub(super) physical_location: Physical<'s>,
    pub(super) logical_locations: [Logical<'s>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Physical<'s> {
    pub(super) artifact_location: Artifact<'s>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) region: Option<Region>,
}

/// A file.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Artifact<'s> {
    pub(super) uri: &'s str,
}

/// A place in the request's structure: its JSON Pointer.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Logical<'s> {
    pub(super) fully_qualified_name: &'s str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    byte_offset: u64,
    byte_length: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Repair<'s> {
    pub(super) description: Message,
    pub(super) artifact_changes: [Change<'s>; 1],
    pub(super) properties: BTreeMap<&'s str, bool>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Change<'s> {
    pub(super) artifact_location: Artifact<'s>,
    pub(super) replacements: Vec<Replacement<'s>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Replacement<'s> {
    pub(super) deleted_region: Region,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) inserted_content: Option<Text<'s>>,
}

/// How the run went.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    pub(super) execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
pub(super) struct Notification {
    pub(super) level: Level,
    pub(super) message: Message,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    Error,
    Warning,
    Note,
}

/// A message with nothing left to fill in.
#[derive(Serialize)]
pub(super) struct Message {
    text: String,
}

impl<'s> Text<'s> {
    pub(super) fn plain(text: impl Into<Cow<'s, str>>) -> Self {
        Self { text: text.into(), markdown: None }
    }
}

impl Message {
    /// A text that means what it says: in a message braces hold places, and brackets before a
    /// parenthesis are a link.
    pub(super) fn new(text: &str) -> Self {
        let text = if text.contains("](") {
            text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
        } else {
            text.to_owned()
        };
        Self { text: text.replace('{', "{{").replace('}', "}}") }
    }
}

impl Region {
    pub(super) fn between(bytes: std::ops::Range<u64>, start: Position, end: Position) -> Self {
        Self {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
            byte_offset: bytes.start,
            byte_length: bytes.end - bytes.start,
        }
    }
}

impl From<Span> for Region {
    fn from(span: Span) -> Self {
        Self {
            start_line: span.line,
            start_column: span.column,
            end_line: span.end_line,
            end_column: span.end_column,
            byte_offset: span.start,
            byte_length: span.end - span.start,
        }
    }
}

impl From<Severity> for Level {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Advice => Self::Note,
        }
    }
}
