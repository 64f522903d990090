//! A finding as a result of a SARIF log.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_sarif::sarif::{
    ArtifactChange, ArtifactContent, ArtifactLocation, Fix, Location, LogicalLocation,
    PhysicalLocation, PropertyBag, Region, Replacement, Result,
};

use super::parts::{any, level, message};
use crate::format::emitter::ReportEntry;
use crate::format::one_line::plain_name;
use smartro_lint::report::{self, Edit, Label, OwnedFinding};
use smartro_lint::source::{Position, Positions};

/// What a finding is known by from one run to the next.
const FINGERPRINT: &str = "smartroLint/v1";

/// What is not escaped in a path.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A request, as a log names its places.
pub(super) struct LoggedRequest<'e> {
    entry: &'e ReportEntry<'e>,
    uri: String,
    positions: Positions<'e>,
}

impl<'e> LoggedRequest<'e> {
    pub(super) fn new(entry: &'e ReportEntry<'e>) -> Self {
        let positions = Positions::new(entry.text.bytes());
        Self { entry, uri: uri(entry.file), positions }
    }

    /// A finding in the request, and the place of its rule among those of the log.
    pub(super) fn result(&self, finding: &OwnedFinding, rule: Option<i64>) -> Result {
        let OwnedFinding { pointer, span, labels, fixes, .. } = finding;
        let fixes = fixes.iter().filter(|fix| !fix.withheld);
        let help = finding.help.iter().map(|help| format!("\n{help}"));
        let text = finding.message.clone() + &help.collect::<String>();
        // Lines move when a file is reformatted; the rest does not.
        let index = self.entry.index;
        let fingerprint = format!("{} {}#{index}{pointer}", finding.rule, self.uri);
        let related = (0..).zip(labels).map(|(id, label)| self.related(id, label));
        Result::builder()
            .rule_id(&finding.rule)
            .opt_rule_index(rule)
            .level(level(finding.severity))
            .message(message(&text))
            .locations([self.location(self.file(), pointer, span.as_ref())])
            .opt_related_locations(any(related.collect()))
            .partial_fingerprints([(FINGERPRINT.to_owned(), fingerprint)])
            .opt_fixes(any(fixes.map(|fix| self.fix(fix)).collect()))
            .build()
    }

    fn location(
        &self,
        file: ArtifactLocation,
        pointer: &str,
        span: Option<&report::Region>,
    ) -> Location {
        let place = PhysicalLocation::builder()
            .artifact_location(file)
            .opt_region(span.map(|span| {
                let start = (span.line, span.column);
                region(span.start..span.end, start, (span.end_line, span.end_column))
            }))
            .build();
        let pointer = LogicalLocation::builder().fully_qualified_name(pointer).build();
        Location::builder().physical_location(place).logical_locations([pointer]).build()
    }

    fn related(&self, id: i64, label: &Label) -> Location {
        let file = match &label.file {
            Some(file) => ArtifactLocation::builder().uri(uri(file)).build(),
            None => self.file(),
        };
        let location = self.location(file, &label.pointer, label.span.as_ref());
        Location { id: Some(id), message: Some(message(&label.text)), ..location }
    }

    fn fix(&self, fix: &report::Fix) -> Fix {
        let replacements: Vec<Replacement> =
            fix.edits.iter().map(|edit| self.replacement(edit)).collect();
        let change = ArtifactChange::builder()
            .artifact_location(self.file())
            .replacements(replacements)
            .build();
        let properties = BTreeMap::from([("safe".to_owned(), fix.safe.into())]);
        Fix::builder()
            .description(message(&fix.title))
            .artifact_changes([change])
            .properties(PropertyBag::builder().additional_properties(properties).build())
            .build()
    }

    fn replacement(&self, edit: &Edit) -> Replacement {
        let Edit { start, end, text } = edit;
        let inserted = ArtifactContent::builder().text(text).build();
        let (from, to) = (self.position(*start), self.position(*end));
        Replacement::builder()
            .deleted_region(region(*start..*end, (from.line, from.column), (to.line, to.column)))
            .opt_inserted_content(Some(inserted).filter(|_| !text.is_empty()))
            .build()
    }

    /// The position of a byte of the file that is in the request.
    fn position(&self, offset: u64) -> Position {
        let origin = self.entry.text.origin;
        let offset = usize::try_from(offset - origin.offset).unwrap_or(usize::MAX);
        self.positions.at(offset).after(origin.position)
    }

    fn file(&self) -> ArtifactLocation {
        ArtifactLocation::builder().uri(&self.uri).build()
    }
}

/// Bytes, and the lines and columns that they start and end at.
fn region(bytes: Range<u64>, start: (u32, u32), end: (u32, u32)) -> Region {
    Region::builder()
        .start_line(start.0)
        .start_column(start.1)
        .end_line(end.0)
        .end_column(end.1)
        .opt_byte_offset(i64::try_from(bytes.start).ok())
        .opt_byte_length(i64::try_from(bytes.end - bytes.start).ok())
        .build()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_become_references() {
        assert_eq!(uri("./주문 1/a:b%.json"), "%EC%A3%BC%EB%AC%B8%201/a%3Ab%25.json");
        #[cfg(unix)]
        assert_eq!(uri("/a b"), "file:///a%20b");
    }
}
