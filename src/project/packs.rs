//! The rule packs of a project: which there are, and the names of rules that several have.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::kind::MistakeKind;
use super::read::Read;
use crate::linter::Linter;
use crate::report::{OwnedFinding, Report};
use smartro_lint_rules::suggest::suggest_spelling;
use smartro_lint_rules::yaml::{Part, Step};

/// The key of `packs` that names the pack of requests whose channel is not known.
const DEFAULT: &str = "default";

/// The pack that findings are of, as reports call it.
#[derive(Debug, Clone, Default)]
pub(super) struct PackName {
    /// Its name.
    pub(super) own: Arc<str>,
    /// Whether the project has other packs.
    pub(super) is_one_of_several: bool,
    /// The names of rules that another pack has too.
    shared: Arc<BTreeSet<String>>,
}

impl PackName {
    /// The names of packs, each as its linter has it.
    pub(super) fn of(linters: &[Linter]) -> Vec<Self> {
        let (mut seen, mut shared) = (BTreeSet::new(), BTreeSet::new());
        for rule in linters.iter().flat_map(Linter::rules).filter(|rule| rule.pack != "engine") {
            if !seen.insert(rule.rule) {
                shared.insert(rule.rule.to_owned());
            }
        }
        let (is_one_of_several, shared) = (linters.len() > 1, Arc::new(shared));
        let name = |linter: &Linter| Self {
            own: linter.manifest().name.as_str().into(),
            is_one_of_several,
            shared: Arc::clone(&shared),
        };
        linters.iter().map(name).collect()
    }

    /// Says in a report which pack it is of, and qualifies the names of its rules.
    pub(super) fn attribute(&self, report: &mut Report) {
        if !self.is_one_of_several {
            return;
        }
        report.packs = vec![self.own.to_string()];
        self.qualify(&mut report.diagnostics);
        for undecided in &mut report.undecided {
            undecided.rule = self.qualified(&undecided.rule);
        }
    }

    /// Qualifies the names of rules that another pack has too.
    pub(super) fn qualify(&self, findings: &mut [OwnedFinding]) {
        for finding in findings.iter_mut().filter(|finding| finding.pack != "engine") {
            finding.rule = self.qualified(&finding.rule);
        }
    }

    /// What reports call a rule of the pack.
    pub(super) fn qualified(&self, rule: &str) -> String {
        match self.shared.contains(rule) {
            true => format!("{}/{rule}", self.own),
            false => rule.to_owned(),
        }
    }

    /// Whether a name is that of a finding's rule: a qualified name is that of one pack's rule.
    pub(super) fn is_rule(&self, name: &str, finding: &OwnedFinding) -> bool {
        match name.split_once('/') {
            Some((pack, name)) => *pack == *self.own && name == unqualified(&finding.rule),
            None => name == unqualified(&finding.rule),
        }
    }
}

fn is_misspelt_default(name: &str) -> bool {
    name != DEFAULT && suggest_spelling(name, [DEFAULT]).is_some()
}

/// The name of a rule in its pack.
pub(super) fn unqualified(rule: &str) -> &str {
    rule.rsplit_once('/').map_or(rule, |(_, name)| name)
}

impl Read {
    /// The name of the default pack; else that of the first.
    pub(super) fn default_pack(&mut self, linters: &[Linter]) -> String {
        let own = linters.first().map_or("", |linter| linter.manifest().name.as_str());
        match self.content.packs.get(DEFAULT).cloned() {
            Some(name) => {
                let path = [Step::key("packs"), Step::key(DEFAULT)];
                let name = self.pack(linters, &path, name);
                let loaded = linters.iter().map(|linter| linter.manifest().name.clone());
                let loaded: Vec<String> = loaded.collect();
                // Who reads a file need not load the packs that it lists; and only the channels of
                // one gateway may be linted.
                let is_meant =
                    self.content.packs.contains_key(&name) || self.has_channel_of(&loaded);
                if !loaded.contains(&name) && !is_meant {
                    let kind = MistakeKind::DefaultPack { name: name.clone(), loaded };
                    self.wrong(&path, Part::Value, kind);
                }
                name
            }
            None => own.to_owned(),
        }
    }

    /// Whether a channel has one of these packs.
    fn has_channel_of(&self, packs: &[String]) -> bool {
        let given = self.content.channels.values();
        let given = given.flat_map(|channel| ["pack", "packs"].map(|key| channel.0.get(key)));
        let is_one = |pack: &serde_json::Value| {
            pack.as_str().is_some_and(|pack| packs.iter().any(|known| known == pack))
        };
        given.flatten().any(|given| match given {
            serde_json::Value::Array(given) => given.iter().any(is_one),
            one => is_one(one),
        })
    }

    /// The names of packs that are listed with their directories.
    pub(super) fn listed_packs(&self) -> impl Iterator<Item = (&str, &str)> {
        let packs = self.content.packs.iter();
        let packs = packs.filter(|(name, _)| *name != DEFAULT && !is_misspelt_default(name));
        packs.map(|(name, directory)| (name.as_str(), directory.as_str()))
    }

    /// Reports listed packs that cannot be what the file says.
    pub(super) fn check_packs(&mut self, listed: &[(String, Linter)]) {
        let names: Vec<String> = self.content.packs.keys().cloned().collect();
        for name in names {
            let path = [Step::key("packs"), Step::key(&name)];
            let found = listed.iter().find(|(known, _)| *known == name);
            let found = found.map(|(_, linter)| linter.manifest().name.clone());
            if is_misspelt_default(&name) {
                let (key, known) = (name, vec![DEFAULT.to_owned()]);
                self.wrong(&path, Part::Key, MistakeKind::UnknownKey { key, known });
            } else if let Some(found) = found.filter(|found| *found != name) {
                self.wrong(&path, Part::Key, MistakeKind::PackName { name, found });
            }
        }
    }

    /// The name of a pack. If it is that of one of these packs but for a typo, or empty, that is
    /// reported, and that pack is meant.
    pub(super) fn pack(&mut self, linters: &[Linter], path: &[Step], name: String) -> String {
        let Some(first) = linters.first() else { return name };
        let known = || linters.iter().map(|linter| linter.manifest().name.as_str());
        if name.is_empty() {
            self.wrong(path, Part::Value, MistakeKind::Empty { key: "pack".to_owned() });
            return first.manifest().name.clone();
        }
        let may_be_missing = self.is_partial && self.content.packs.contains_key(&name);
        if known().any(|known| known == name) || may_be_missing {
            return name;
        }
        let other = known().filter(|known| !name.contains(known) && !known.contains(&name));
        let Some(near) = suggest_spelling(&name, other.collect::<Vec<_>>()) else { return name };
        let near = near.to_owned();
        self.wrong(path, Part::Value, MistakeKind::UnknownPack { name, near: near.clone() });
        near
    }
}
