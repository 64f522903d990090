//! Places in UTF-16 code units, as JavaScript and Java count them, beside those in bytes.

use std::collections::BinaryHeap;

use serde_json::{Map, Value, json};
use smartro_lint::{Region, Report};

/// Offsets of bytes in order, each with its offset in UTF-16 code units.
struct Units(Vec<(u64, u64)>);

impl Units {
    /// Reads the text once, whatever the number of offsets. A byte that is no text is one unit.
    fn new(text: &[u8], offsets: BinaryHeap<u64>) -> Self {
        // Of the standard library's sorts the one that takes the least code.
        let mut offsets = offsets.into_sorted_vec();
        offsets.dedup();
        let (mut at, mut units) = (0, 0);
        let pairs = offsets.into_iter().map(|offset| {
            let end = usize::try_from(offset).unwrap_or(usize::MAX).min(text.len());
            for chunk in text.get(at..end).unwrap_or_default().utf8_chunks() {
                units += chunk.valid().encode_utf16().count() as u64;
                units += u64::from(!chunk.invalid().is_empty());
            }
            at = at.max(end);
            (offset, units)
        });
        Self(pairs.collect())
    }

    fn of(&self, offset: u64) -> u64 {
        let place = self.0.binary_search_by_key(&offset, |(offset, _)| *offset);
        place.ok().and_then(|place| self.0.get(place)).map_or(0, |(_, units)| *units)
    }

    /// Adds them to a range of the document.
    fn add(
        &self,
        place: Option<&mut Value>,
        (start, end): (u64, u64),
        columns: Option<(u32, u32)>,
    ) {
        let Some(Value::Object(place)) = place else { return };
        let mut units = Map::new();
        units.insert("start".to_owned(), json!(self.of(start)));
        units.insert("end".to_owned(), json!(self.of(end)));
        if let Some((column, end_column)) = columns {
            units.insert("column".to_owned(), json!(column));
            units.insert("endColumn".to_owned(), json!(end_column));
        }
        place.insert("utf16".to_owned(), Value::Object(units));
    }

    fn add_region(&self, place: Option<&mut Value>, region: Option<Region>) {
        if let Some(region) = region {
            self.add(place, (region.start, region.end), Some(region.utf16));
        }
    }
}

/// A report as JSON, with `utf16` in every range and edit.
pub(crate) fn with_units(report: &Report, text: &[u8]) -> String {
    let mut document = serde_json::to_value(report).unwrap_or_default();
    add(&mut document, report, text);
    document.to_string()
}

fn add(document: &mut Value, report: &Report, text: &[u8]) {
    let units = Units::new(text, offsets(report));
    units.add_region(document.get_mut("call"), report.call);
    for (index, finding) in report.diagnostics.iter().enumerate() {
        let Some(shown) = document.pointer_mut(&format!("/diagnostics/{index}")) else { return };
        units.add_region(shown.get_mut("span"), finding.span);
        for (index, label) in finding.labels.iter().enumerate() {
            let place = shown.pointer_mut(&format!("/labels/{index}/span"));
            units.add_region(place, label.span);
        }
        for (index, fix) in finding.fixes.iter().filter(|fix| !fix.withheld).enumerate() {
            for (edit_index, edit) in fix.edits.iter().enumerate() {
                let place = shown.pointer_mut(&format!("/fixes/{index}/edits/{edit_index}"));
                units.add(place, (edit.start, edit.end), None);
            }
        }
    }
}

/// Every offset of a report, in no order.
fn offsets(report: &Report) -> BinaryHeap<u64> {
    let found = report.diagnostics.iter();
    let regions = found.clone().flat_map(|finding| {
        let labels = finding.labels.iter().filter_map(|label| label.span);
        finding.span.into_iter().chain(labels)
    });
    let regions = regions.chain(report.call).flat_map(|region| [region.start, region.end]);
    let edits = found.flat_map(|finding| &finding.fixes).flat_map(|fix| &fix.edits);
    regions.chain(edits.flat_map(|edit| [edit.start, edit.end])).collect()
}
