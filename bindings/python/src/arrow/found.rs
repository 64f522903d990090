//! The columns of findings, as they are written.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::builder::{Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use pyo3::prelude::*;
use smartro_lint::{Finding, OwnedFinding, Severity};

use crate::LintError;

/// The most bytes of a column of strings, which Arrow counts in 32 bits.
const LONGEST: usize = i32::MAX as usize;

/// What a batch has of a finding.
pub(super) struct Row<'f> {
    pub(super) row: i64,
    pub(super) operation: Option<&'f str>,
    pub(super) rule: Cow<'f, str>,
    pub(super) severity: Severity,
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) pointer: String,
    /// The first byte, and the one after the last.
    pub(super) span: Option<(u64, u64)>,
}

impl<'f> Row<'f> {
    pub(super) fn new(finding: &Finding<'f>, row: i64, operation: Option<&'f str>) -> Self {
        Self {
            row,
            operation,
            rule: finding.rule().into(),
            severity: finding.severity(),
            message: finding.message(),
            help: finding.help(),
            pointer: finding.pointer().to_string(),
            span: finding.span().map(|span| (span.start, span.end)),
        }
    }

    pub(super) fn owned(finding: OwnedFinding, row: i64, operation: Option<&'f str>) -> Self {
        Self {
            row,
            operation,
            rule: finding.rule.into(),
            severity: finding.severity,
            message: finding.message,
            help: finding.help,
            pointer: finding.pointer,
            span: finding.span.map(|span| (span.start, span.end)),
        }
    }
}

/// The findings so far.
#[derive(Default)]
pub(super) struct Found {
    row: Int64Builder,
    operation: StringBuilder,
    rule: StringBuilder,
    severity: StringBuilder,
    message: StringBuilder,
    help: StringBuilder,
    pointer: StringBuilder,
    start: Int64Builder,
    end: Int64Builder,
    /// How many bytes of texts there are.
    written: usize,
}

impl Found {
    pub(super) fn add(&mut self, finding: Row<'_>) -> PyResult<()> {
        let help = finding.help.as_deref().unwrap_or_default();
        let operation = finding.operation.unwrap_or_default();
        let texts = [operation, &finding.rule, &finding.message, help, &finding.pointer];
        self.written += texts.map(str::len).iter().sum::<usize>();
        if self.written > LONGEST {
            let why = "the findings are longer than a batch can hold: give fewer rows at once";
            return Err(LintError::new_err(why));
        }
        self.row.append_value(finding.row);
        self.operation.append_option(finding.operation);
        self.rule.append_value(&finding.rule);
        self.severity.append_value(finding.severity.name());
        self.message.append_value(&finding.message);
        self.help.append_option(finding.help);
        self.pointer.append_value(&finding.pointer);
        let offset = |offset: u64| i64::try_from(offset).unwrap_or(i64::MAX);
        self.start.append_option(finding.span.map(|(start, _)| offset(start)));
        self.end.append_option(finding.span.map(|(_, end)| offset(end)));
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<RecordBatch, ArrowError> {
        let numbers = |name: &str, nullable| Field::new(name, DataType::Int64, nullable);
        let strings = |name: &str, nullable| Field::new(name, DataType::Utf8, nullable);
        let fields = vec![
            numbers("row", false),
            strings("operation", true),
            strings("rule", false),
            strings("severity", false),
            strings("message", false),
            strings("help", true),
            strings("pointer", false),
            numbers("start", true),
            numbers("end", true),
        ];
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.row.finish()),
            Arc::new(self.operation.finish()),
            Arc::new(self.rule.finish()),
            Arc::new(self.severity.finish()),
            Arc::new(self.message.finish()),
            Arc::new(self.help.finish()),
            Arc::new(self.pointer.finish()),
            Arc::new(self.start.finish()),
            Arc::new(self.end.finish()),
        ];
        RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
    }
}
