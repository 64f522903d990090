//! Which repairs are offered: those after which nothing is found that was not found before, each
//! by itself and all of them together.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::edits::{Chosen, apply, chosen, first};
use super::{Edit, Finding, Fix, OwnedFinding};
use crate::input::{Request, RequestInput};
use crate::request::{By, Found, Limits};
use crate::session::Session;
use crate::verdict::Verdict;
use smartro_lint_rules::sort::{sort, sort_by_number};

/// How many bytes are linted again to try the repairs of one request; those that are left untried
/// are not offered.
const TRIED: usize = 8 << 20;

/// The repairs that are offered for each of a verdict's findings: of those that it proposes, the
/// ones after which nothing new is found.
pub(super) fn offered(verdict: &Verdict<'_>, findings: &[Finding<'_>]) -> Vec<Vec<Fix>> {
    let mut fixes: Vec<Vec<Fix>> = findings.iter().map(Finding::proposed_fixes).collect();
    if fixes.iter().all(Vec::is_empty) {
        return fixes;
    }
    if verdict.lowered().is_encoded() {
        return vec![Vec::new(); findings.len()];
    }
    let Some(mut trial) = Trial::new(verdict) else {
        return vec![Vec::new(); findings.len()];
    };
    for (finding, fixes) in findings.iter().zip(&mut fixes) {
        let key = key(verdict, finding.record());
        fixes.retain(|fix| trial.removes(key, fix));
    }
    for suggested in [false, true] {
        trial.reconcile(&mut fixes, suggested);
    }
    fixes
}

impl Finding<'_> {
    /// All of it as owned data, with labels and fixes.
    #[must_use]
    pub fn into_owned(self) -> OwnedFinding {
        let verdict = self.writer.verdict;
        let all = || offered(verdict, &verdict.findings().collect::<Vec<_>>());
        let fixes = verdict.offered(all).get(self.index).cloned().unwrap_or_default();
        self.with_fixes(fixes)
    }
}

/// Lints a request again as repairs would leave it.
struct Trial<'v> {
    session: Session,
    request: &'v Request<'v>,
    text: &'v [u8],
    before: Findings,
    /// How many bytes may still be linted.
    left: usize,
    /// The edits that bring up nothing, of one repair or of several.
    allowed: Vec<Vec<Edit>>,
}

/// What was found, as a sorted list of rules and places.
struct Findings(Vec<u64>);

impl<'v> Trial<'v> {
    fn new(verdict: &Verdict<'v>) -> Option<Self> {
        let request = verdict.request();
        let RequestInput::Text(text) = request.input else { return None };
        let mut ruleset = verdict.ruleset().clone();
        let mut before = Findings::of(verdict);
        if verdict.is_truncated() {
            // What is beyond the limit is not new.
            let findings = ruleset.limits.findings.saturating_mul(4);
            ruleset.limits = Limits { findings, ..ruleset.limits };
            let mut session = Session::new(ruleset.clone());
            before = Findings::of(&session.lint(request));
        }
        let (session, allowed) = (Session::new(ruleset), Vec::new());
        Some(Self { session, request, text, before, left: TRIED, allowed })
    }

    /// Whether a repair removes a finding with this key, and brings up no other one.
    fn removes(&mut self, key: u64, fix: &Fix) -> bool {
        let mut edits = fix.edits.clone();
        sort_by_number(&mut edits, |edit| edit.start);
        let before = self.before.count(key);
        let removes = self.after(&edits).is_some_and(|after| after.count(key) < before);
        if removes {
            self.allowed.push(edits);
        }
        removes
    }

    /// What is found after edits; `None`, where that is news, or too much to find out.
    fn after(&mut self, edits: &[Edit]) -> Option<Findings> {
        self.left = self.left.checked_sub(self.text.len())?;
        let Request { origin, context, operation, holes, .. } = *self.request;
        let text = apply(self.text, origin.offset, edits)?;
        let parameters = self.request.parameters.clone();
        let request = Request { context, operation, parameters, holes, ..Request::json(&text) };
        let verdict = self.session.lint(&request);
        let after = Findings::of(&verdict);
        after.are_among(&self.before).then_some(after)
    }

    /// Withdraws the repairs that bring up something together with those before them.
    fn reconcile(&mut self, fixes: &mut [Vec<Fix>], suggested: bool) {
        let edits = chosen(fixes.iter().map(Vec::as_slice), suggested);
        if edits.is_empty() || self.allowed.contains(&edits) {
            return;
        }
        if self.after(&edits).is_some() {
            self.allowed.push(edits);
            return;
        }
        let mut withdrawn = Vec::new();
        let mut made = Chosen::default();
        for safe in [true, false] {
            for (place, fixes) in fixes.iter().enumerate() {
                let Some(fix) = first(fixes, suggested).filter(|fix| fix.safe == safe) else {
                    continue;
                };
                let mut tried = made.clone();
                if !tried.add(fix) {
                    continue;
                }
                if self.after(&tried.edits()).is_some() {
                    made = tried;
                } else {
                    withdrawn.push(place);
                }
            }
        }
        for place in withdrawn {
            if let Some(fixes) = fixes.get_mut(place) {
                fixes.clear();
            }
        }
    }
}

impl Findings {
    fn of(verdict: &Verdict<'_>) -> Self {
        let mut keys: Vec<u64> = verdict.found().iter().map(|found| key(verdict, found)).collect();
        sort(&mut keys, &u64::cmp);
        Self(keys)
    }

    fn count(&self, key: u64) -> usize {
        self.0.partition_point(|other| *other <= key) - self.0.partition_point(|other| *other < key)
    }

    fn are_among(&self, others: &Self) -> bool {
        self.0.iter().all(|key| self.count(*key) <= others.count(*key))
    }
}

/// A finding's rule and place; which element of an array it is about does not count, for a
/// repair may take away those before it.
fn key(verdict: &Verdict<'_>, found: &Found) -> u64 {
    let rule_of = |check: u16| {
        let check = verdict.operation().and_then(|it| it.checks.get(usize::from(check)));
        check.map_or(u16::MAX, |check| check.rule)
    };
    let key = |kind: u8, rule: u16, place: u32| {
        u64::from(kind) << 48 | u64::from(rule) << 32 | u64::from(place)
    };
    match found.by {
        By::Check { check, node, .. } => key(0, rule_of(check), u32::from(node.0)),
        By::Unfinished { check } => key(1, rule_of(check), 0),
        By::Unread(rule) => key(2, rule as u16, 0),
        By::Shape(shape) => {
            let mut hasher = DefaultHasher::new();
            for step in verdict.pointer(shape.pointer).split('/') {
                let is_index = !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
                if is_index { "*" } else { step }.hash(&mut hasher);
            }
            key(3, shape.rule as u16, hasher.finish() as u32)
        }
    }
}
