//! Applies fixes to requests.

use std::ops::Range;

#[cfg(feature = "source")]
use super::part::Requests;
use super::part::{Fixed, Part};
use super::payments::Payments;
use super::rounds::rounds;
use super::worker::Worker;
use crate::project::Settings;

/// Makes every fix that can be made in the requests of a part.
pub(super) fn fix(
    (worker, payments): (&mut Worker, &mut Payments),
    part: &Part,
    (settings, limit): (&Settings, usize),
    suggested: bool,
) -> Fixed {
    #[cfg(feature = "source")]
    if part.requests == Requests::Source {
        let text = worker.source_fixed(part, settings, suggested);
        let after = 0..text.as_ref().map_or(part.text.len(), Vec::len);
        return Fixed { text, requests: vec![(0..part.text.len(), after)] };
    }
    let mut chosen = worker.chosen(part, settings).into_iter().peekable();
    let places = if chosen.peek().is_some() { part.places(limit) } else { Vec::new() };
    let requests: Vec<(Range<usize>, Option<Vec<u8>>)> = places
        .into_iter()
        .map(|place| {
            let is_chosen = chosen.next_if(|chosen| chosen.index == place.index).is_some();
            let text = Some(part.text(place)).filter(|_| is_chosen && place.is_readable());
            let fixed = text.and_then(|text| {
                let packs = worker.packs_of_run(text, payments, settings);
                request_fixed(worker, text, (place.index, &packs), settings, suggested)
            });
            (place.range(), fixed)
        })
        .collect();
    if requests.iter().all(|(_, fixed)| fixed.is_none()) {
        let unchanged = requests.into_iter().map(|(range, _)| (range.clone(), range));
        return Fixed { text: None, requests: unchanged.collect() };
    }
    let (mut text, mut kept) = (Vec::with_capacity(part.text.len()), 0);
    let mut place = |(before, fixed): (Range<usize>, Option<Vec<u8>>)| {
        text.extend_from_slice(part.text.get(kept..before.start).unwrap_or_default());
        let (start, same) = (text.len(), part.text.get(before.clone()));
        text.extend_from_slice(fixed.as_deref().or(same).unwrap_or_default());
        kept = before.end;
        (before, start..text.len())
    };
    let requests = requests.into_iter().map(&mut place).collect();
    text.extend_from_slice(part.text.get(kept..).unwrap_or_default());
    Fixed { text: Some(text), requests }
}

/// A request's text with fixes; `None`: none can be made.
fn request_fixed(
    worker: &mut Worker,
    text: &[u8],
    (index, packs): (usize, &[usize]),
    settings: &Settings,
    suggested: bool,
) -> Option<Vec<u8>> {
    let mut findings = |text: &[u8]| worker.findings(text, (index, packs), settings);
    let before = findings(text);
    let after = rounds((text, 0), &before, suggested, findings)?;
    Some(after.text).filter(|fixed| fixed != text)
}
