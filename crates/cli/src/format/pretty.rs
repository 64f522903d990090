//! For a person at a terminal.

use std::collections::BTreeSet;

use super::emitter::{Emitter, Outcome, ReportEntry};
use super::renderer::Renderer;
use crate::messages::Message;
use smartro_lint::Language;
use smartro_lint::report::{FindingDiagnostic, Summary, visible};

/// Findings with the lines that they are about.
pub(crate) struct Pretty {
    /// The language of the summary.
    pub(crate) language: Language,
    pub(crate) renderer: Renderer,
    /// Whether the text of the rule that made a finding is shown.
    pub(crate) show_rule: bool,
    /// Whether there is no summary.
    pub(crate) quiet: bool,
}

impl Emitter for Pretty {
    fn counts_fixes(&self) -> bool {
        !self.quiet
    }

    fn entry(&self, entry: &ReportEntry<'_>, out: &mut Vec<u8>) {
        let ReportEntry { linter, file, text, report, .. } = *entry;
        if report.diagnostics.is_empty() {
            return;
        }
        let source = text.source(linter, file);
        let merged = FindingDiagnostic::merged(&report.diagnostics, source, self.show_rule);
        for mut diagnostic in merged {
            let others: BTreeSet<String> = diagnostic.other_files().map(str::to_owned).collect();
            for file in others {
                if let Some(source) = text.imported(linter, &file) {
                    diagnostic.show_other(&file, &source);
                }
            }
            let shown = self.renderer.finding(&diagnostic, linter.report_language());
            out.extend_from_slice(shown.as_bytes());
            out.push(b'\n');
        }
    }

    fn end(&self, outcome: &Outcome, out: &mut Vec<u8>) {
        if let Some(rules) = &outcome.counts.rules {
            let table = rules.table();
            out.extend_from_slice(table.as_bytes());
            out.extend_from_slice(if table.is_empty() { b"" } else { b"\n" });
        }
        if self.quiet {
            return;
        }
        let Summary {
            requests,
            errors,
            warnings,
            advice,
            fixable,
            suggested,
            suppressed,
            skipped,
            ignored,
            other_pack,
            assumed,
            ..
        } = outcome.counts.summary;
        let summary = Message::Summary { requests, errors, warnings, advice };
        let mut line = summary.text(self.language);
        if suppressed > 0 {
            line += &Message::Suppressed(suppressed).text(self.language);
        }
        if ignored > 0 {
            line += &Message::IgnoredCalls { count: ignored }.text(self.language);
        }
        if other_pack > 0 {
            line += &Message::OtherPack(other_pack).text(self.language);
        }
        for (name, near) in &outcome.counts.unknown_pgs {
            let (name, near) = (&visible(name), near.as_deref());
            line += &Message::UnknownPg { name, near }.text(self.language);
        }
        if assumed > 0 {
            line += &Message::AssumedChannel { count: assumed }.text(self.language);
        }
        if skipped > 0 {
            line += &Message::SkippedFiles(skipped).text(self.language);
        }
        line.push('\n');
        if fixable + suggested > 0 {
            let fixable = Message::Fixable { safe: fixable, all: fixable + suggested };
            line += &fixable.text(self.language);
            line.push('\n');
        }
        out.extend_from_slice(line.as_bytes());
    }
}
