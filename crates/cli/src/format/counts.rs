//! How much a run found.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use serde::Serialize;

use smartro_lint::Severity;
use smartro_lint::report::{OwnedFinding, Report, Summary};

/// How many names that no pack has are shown: a log may have any number.
const MOST_NAMES: usize = 5;

/// How much was found: in all and, where that was asked for, of each rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Counts {
    #[serde(flatten)]
    pub(crate) summary: Summary,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rules: Option<RuleCounts>,
    /// What envelopes have for `pg` that is the name of no pack, a few of many, each with the pack
    /// that was probably meant.
    #[serde(skip)]
    pub(crate) unknown_pgs: BTreeMap<String, Option<String>>,
    /// Whether something is as severe as it may not be.
    #[serde(skip)]
    pub(crate) failing: bool,
}

/// How many findings fewer there are in a request after `--fix`, and after `--fix --suggested`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Fixable {
    pub(crate) safe: usize,
    pub(crate) all: usize,
}

/// How many findings each rule made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RuleCounts(BTreeMap<String, BTreeMap<Severity, usize>>);

/// How many findings of one severity a rule made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct RuleCount<'r> {
    pub(crate) rule: &'r str,
    pub(crate) severity: Severity,
    pub(crate) count: usize,
}

impl Counts {
    /// Nothing yet; whether each rule is counted.
    pub(crate) fn new(rules: bool) -> Self {
        Self { rules: rules.then(RuleCounts::default), ..Self::default() }
    }

    /// Counts one more request, but for what is fixable.
    pub(crate) fn add(&mut self, report: &Report) {
        self.summary.add_report(report);
        self.add_rules(&report.diagnostics);
    }

    /// Counts findings of a request that is counted already.
    pub(crate) fn add_findings(&mut self, findings: &[OwnedFinding]) {
        self.summary.add_findings(findings);
        self.add_rules(findings);
    }

    /// Counts what fixes resolve of a request.
    pub(crate) fn add_fixable(&mut self, fixable: Fixable) {
        self.summary.fixable += fixable.safe;
        self.summary.suggested += fixable.all.saturating_sub(fixable.safe);
    }

    /// Notes the name of no pack, and the pack that was probably meant.
    pub(crate) fn add_unknown_pg(&mut self, name: &str, near: Option<&str>) {
        if self.unknown_pgs.len() < MOST_NAMES && !self.unknown_pgs.contains_key(name) {
            self.unknown_pgs.insert(name.to_owned(), near.map(str::to_owned));
        }
    }

    /// Says whether findings that are counted are as severe as they may not be.
    pub(crate) fn judge(&mut self, findings: &[OwnedFinding], fail_on: Severity) {
        self.failing |= findings.iter().any(|finding| finding.severity >= fail_on);
    }

    fn add_rules(&mut self, findings: &[OwnedFinding]) {
        if let Some(rules) = &mut self.rules {
            findings.iter().for_each(|finding| rules.add(&finding.rule, finding.severity, 1));
        }
    }
}

impl AddAssign<&Self> for Counts {
    fn add_assign(&mut self, other: &Self) {
        self.summary += other.summary;
        self.failing |= other.failing;
        for (name, near) in &other.unknown_pgs {
            self.add_unknown_pg(name, near.as_deref());
        }
        if let (Some(rules), Some(others)) = (&mut self.rules, &other.rules) {
            others.counts().for_each(|one| rules.add(one.rule, one.severity, one.count));
        }
    }
}

impl RuleCounts {
    fn add(&mut self, rule: &str, severity: Severity, count: usize) {
        if !self.0.contains_key(rule) {
            self.0.insert(rule.to_owned(), BTreeMap::new());
        }
        if let Some(counts) = self.0.get_mut(rule) {
            *counts.entry(severity).or_default() += count;
        }
    }

    fn counts(&self) -> impl Iterator<Item = RuleCount<'_>> {
        self.0.iter().flat_map(|(rule, counts)| {
            counts.iter().map(move |(&severity, &count)| RuleCount { rule, severity, count })
        })
    }

    /// The counts, the greatest first; of equal ones by the rule's name.
    pub(crate) fn sorted(&self) -> Vec<RuleCount<'_>> {
        let mut counts: Vec<_> = self.counts().collect();
        counts.sort_by_key(|one| std::cmp::Reverse(one.count));
        counts
    }

    /// A line for each rule: count, severity and name, aligned.
    pub(crate) fn table(&self) -> String {
        let counts = self.sorted();
        let digits = counts.first().map_or(0, |first| first.count.to_string().len());
        let line = |one: &RuleCount<'_>| {
            format!("{:>digits$}  {:<7}  {}\n", one.count, one.severity.name(), one.rule)
        };
        counts.iter().map(line).collect()
    }
}

impl Serialize for RuleCounts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.sorted())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_counted_over_parts() {
        let mut whole = Counts::new(true);
        for (rule, severity, count) in
            [("b", Severity::Error, 9), ("a", Severity::Advice, 2), ("c", Severity::Warning, 2)]
        {
            let mut part = Counts::new(true);
            part.rules.as_mut().unwrap().add(rule, severity, count);
            whole += &part;
            whole += &part;
        }
        let rules = whole.rules.as_ref().unwrap();
        assert_eq!(rules.table(), "18  error    b\n 4  advice   a\n 4  warning  c\n");
        let json = serde_json::to_value(&whole).unwrap();
        assert_eq!(
            json["rules"][0],
            serde_json::json!({ "rule": "b", "severity": "error", "count": 18 })
        );
        assert!(serde_json::to_value(Counts::new(false)).unwrap().get("rules").is_none());
    }
}
