//! For a person at a terminal.

use super::{Entry, Form, Outcome, Renderer};
use smartro_lint::Language;
use smartro_lint::report::{FindingDiagnostic, RequestSource, Summary};

/// Findings with the lines that they are about.
pub(crate) struct Pretty {
    /// The language of what stands after the findings.
    pub(crate) language: Language,
    pub(crate) renderer: Renderer,
    /// Whether the text of the rule that made a finding is shown.
    pub(crate) show_rule: bool,
    /// Whether there is no line that sums up.
    pub(crate) quiet: bool,
}

impl Form for Pretty {
    fn entry(&self, entry: &Entry<'_>, out: &mut Vec<u8>) {
        let Entry { linter, file, text, is_code, origin, report, .. } = *entry;
        if report.diagnostics.is_empty() {
            return;
        }
        let source = match is_code {
            true => RequestSource::code(linter, file, text),
            false => RequestSource::new(linter, file, text, origin),
        };
        for diagnostic in FindingDiagnostic::merged(&report.diagnostics, &source, self.show_rule) {
            let text = self.renderer.finding(&diagnostic, linter.report_language());
            out.extend_from_slice(text.as_bytes());
            out.push(b'\n');
        }
    }

    fn end(&self, outcome: &Outcome, out: &mut Vec<u8>) {
        if let Some(rules) = &outcome.tally.rules {
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
            ..
        } = outcome.tally.summary;
        let mut line = match self.language {
            Language::Korean => {
                format!("요청 {requests}개: 오류 {errors}개, 경고 {warnings}개, 조언 {advice}개")
            }
            Language::English => format!(
                "requests: {requests}; errors: {errors}, warnings: {warnings}, advice: {advice}"
            ),
        };
        if suppressed > 0 {
            line.push_str(&match self.language {
                Language::Korean => format!(" (표시하지 않음 {suppressed}개)"),
                Language::English => format!("; suppressed: {suppressed}"),
            });
        }
        if ignored > 0 {
            line.push_str(&match self.language {
                Language::Korean => format!(", 검사하지 않는 API 호출 {ignored}개"),
                Language::English => format!("; calls of other APIs, not checked: {ignored}"),
            });
        }
        if skipped > 0 {
            line.push_str(&match self.language {
                Language::Korean => format!(", 요청이 없어 건너뛴 파일 {skipped}개"),
                Language::English => format!("; skipped files: {skipped}"),
            });
        }
        line.push('\n');
        if fixable + suggested > 0 {
            let all = fixable + suggested;
            line.push_str(&match self.language {
                Language::Korean => format!(
                    "자동으로 고칠 수 있는 것: `--fix` {fixable}개, `--fix --suggested` {all}개\n"
                ),
                Language::English => {
                    format!("fixable: `--fix` {fixable}, `--fix --suggested` {all}\n")
                }
            });
        }
        out.extend_from_slice(line.as_bytes());
    }
}
