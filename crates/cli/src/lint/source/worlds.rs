//! What is found in every world of a call is a finding; what is found in some is undecided.

use std::collections::BTreeMap;

use crate::messages::Message;
use smartro_lint::report::{Label, OwnedFinding, Report, Undecided};
use smartro_lint_source::{Condition, World};

use super::lowered::Original;

/// One report of a call; with `branches`, what is found in some worlds is a finding that names
/// the conditions.
pub(super) fn merge(
    worlds: Vec<(&World, Report)>,
    original: &Original<'_>,
    branches: bool,
) -> Report {
    let all: Vec<&World> = worlds.iter().map(|(world, _)| *world).collect();
    let mut merged = Report::default();
    let mut found: BTreeMap<(String, String), Vec<(&World, OwnedFinding)>> = BTreeMap::new();
    let mut undecided: BTreeMap<String, Undecided> = BTreeMap::new();
    for (world, report) in worlds {
        merged.operation = report.operation;
        merged.truncated |= report.truncated;
        merged.packs = report.packs;
        for finding in report.diagnostics {
            let key = (finding.rule.clone(), finding.pointer.clone());
            found.entry(key).or_default().push((world, finding));
        }
        for one in report.undecided {
            add(&mut undecided, one);
        }
    }
    for ((rule, pointer), mut findings) in found {
        let is_certain = findings.len() >= all.len();
        if !is_certain && !branches {
            add(&mut undecided, Undecided { rule, needs: Vec::new(), unknown: vec![pointer] });
            continue;
        }
        let has_it =
            |world: &&&World| findings.iter().any(|(other, _)| std::ptr::eq(**world, *other));
        let without: Vec<&World> = all.iter().filter(|world| !has_it(world)).copied().collect();
        let (world, mut finding) = findings.swap_remove(0);
        if !is_certain {
            let decisive = decisive(world, &without);
            finding.labels.extend(conditions(&decisive, &finding, original));
        }
        merged.diagnostics.push(finding);
    }
    merged.diagnostics.sort_by_key(|finding| finding.span.map(|span| (span.start, span.end)));
    merged.undecided = undecided.into_values().collect();
    merged
}

fn add(undecided: &mut BTreeMap<String, Undecided>, one: Undecided) {
    match undecided.get_mut(&one.rule) {
        None => {
            undecided.insert(one.rule.clone(), one);
        }
        Some(known) => {
            for (known, more) in [(&mut known.needs, one.needs), (&mut known.unknown, one.unknown)]
            {
                for name in more {
                    if !known.contains(&name) {
                        known.push(name);
                    }
                }
            }
        }
    }
}

/// Those of a world's conditions that tell it from the worlds without a finding.
fn decisive<'w>(world: &'w World, without: &[&World]) -> Vec<&'w Condition> {
    let others =
        || without.iter().flat_map(|other| std::iter::once(&other.conditions).chain(&other.others));
    let tells = |decisive: &[&Condition], other: &[Condition]| {
        decisive.iter().any(|one| other.iter().any(|other| one.contradicts(other)))
    };
    let mut decisive: Vec<&Condition> = world.conditions.iter().collect();
    for condition in &world.conditions {
        let less: Vec<_> = decisive.iter().filter(|one| one.id != condition.id).copied().collect();
        if others().all(|other| tells(&less, other) || !tells(&decisive, other)) {
            decisive = less;
        }
    }
    decisive
}

/// A label at each condition: how it is decided.
fn conditions(
    decisive: &[&Condition],
    finding: &OwnedFinding,
    original: &Original<'_>,
) -> Vec<Label> {
    let labels = decisive.iter().filter_map(|condition| {
        let text = Message::Condition { holds: condition.holds }.text(original.language);
        original.label(&finding.pointer, &condition.place, &text)
    });
    labels.collect()
}
