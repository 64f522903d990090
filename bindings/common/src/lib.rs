//! What the bindings of several languages share: a linter for many threads, its settings as JSON,
//! and reports as JSON.

#[cfg(feature = "packs")]
pub mod pack;
#[cfg(feature = "packs")]
mod settings;
mod shared;
mod units;

pub use shared::{Options, Shared, Verdict};

use smartro_lint::{Language, Linter, Report, Severity};

/// The language of a tag.
///
/// # Errors
///
/// The message, where there is no such language.
pub fn language_of(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| format!("unknown language `{tag}`"))
}

/// The linter with a rule's severity: `error`, `warning`, `advice` or `off`.
///
/// # Errors
///
/// The message, where there is no such rule or severity.
pub fn with_severity(linter: Linter, rule: &str, severity: &str) -> Result<Linter, String> {
    let severity = match severity {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        "advice" => Some(Severity::Advice),
        "off" => None,
        other => return Err(format!("unknown severity `{other}`")),
    };
    linter.severity(rule, severity).map_err(|error| error.to_string())
}

/// A report as JSON, with places in UTF-16 code units besides where `utf16` says so. The report of a
/// value, whose text was written for the linter alone, has no places in it.
#[must_use]
pub fn written(mut report: Report, request: &[u8], is_value: bool, utf16: bool) -> String {
    if is_value {
        without_places(&mut report);
    }
    let has_places = !is_value && (!report.diagnostics.is_empty() || report.call.is_some());
    match utf16 && has_places {
        true => units::with_units(&report, request),
        false => serde_json::to_string(&report).unwrap_or_default(),
    }
}

/// Makes a report what the library makes of a request that is given parsed.
pub fn without_places(report: &mut Report) {
    report.call = None;
    for finding in &mut report.diagnostics {
        (finding.span, finding.anchor) = (None, None);
        finding.fixes.clear();
        for label in &mut finding.labels {
            label.span = None;
        }
    }
}
