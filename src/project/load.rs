//! From what a project file says to a project, every name known.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::channels::{Channel, Channels};
use super::file::{Files, GivenContext};
use super::globs::{Glob, Globs};
use super::kind::MistakeKind;
use super::read::Read;
use super::settings::Override;
use super::suppression::Suppression;
use super::texts::{PointerPattern, day};
use crate::linter::Linter;
use crate::request::{Context, ContextError};
use crate::severities::SeverityError;
use smartro_lint_rules::rule::Severity;
use smartro_lint_rules::yaml::{Part, Step};

/// A path that leads on.
fn inside(path: &[Step], step: Step) -> Vec<Step> {
    [path, &[step]].concat()
}

impl Read {
    /// Gives rules the severities that the file names: those of every pack that has the rule, or
    /// of the one that a qualified name is about.
    pub(super) fn severities(&mut self, linters: &mut [Linter]) {
        for (rule, given) in std::mem::take(&mut self.content.severity) {
            let (targets, error) = with_severity(linters, &rule, given.severity());
            if let Some(error) = error.filter(|_| targets.is_empty()) {
                let path = [Step::key("severity"), Step::key(&rule)];
                self.wrong(&path, Part::Key, MistakeKind::Severity(error));
            }
            for (index, linter) in targets {
                if let Some(place) = linters.get_mut(index) {
                    *place = linter;
                }
            }
        }
    }

    /// An operation's name, once it is known that a pack has one of that name.
    pub(super) fn operation(
        &mut self,
        linters: &[Linter],
        path: &[Step],
        name: Option<String>,
    ) -> Option<String> {
        let name = name?;
        if name.trim().is_empty() {
            let kind = MistakeKind::Empty { key: "operation".to_owned() };
            self.wrong(&inside(path, Step::key("operation")), Part::Value, kind);
            return None;
        }
        if linters.is_empty() {
            return None;
        }
        let mut known: Vec<String> = Vec::new();
        for operation in linters.iter().flat_map(Linter::operations) {
            if !known.iter().any(|known| known == operation) {
                known.push(operation.to_owned());
            }
        }
        if known.contains(&name) {
            return Some(name);
        }
        let kind = MistakeKind::UnknownOperation { name, known };
        self.wrong(&inside(path, Step::key("operation")), Part::Value, kind);
        None
    }

    /// The context that is given, as each pack has it: what only some packs know is left out of
    /// that of the others. `path` leads to it.
    pub(super) fn contexts(
        &mut self,
        linters: &[&Linter],
        path: &[Step],
        given: &GivenContext,
    ) -> Vec<Context> {
        let mut contexts: Vec<Context> = linters.iter().map(|linter| linter.context()).collect();
        for (name, value) in given {
            // One key after the other, so that each mistake is reported.
            let text = serde_json::json!({ name: value }).to_string();
            let extended = contexts.iter_mut().map(|context| context.extend_from_json(&text));
            let errors: Vec<ContextError> = extended.filter_map(Result::err).collect();
            if errors.len() < linters.len() {
                continue;
            }
            let is_value = |error: &ContextError| !matches!(error, ContextError::Key { .. });
            let place = errors.iter().position(is_value).unwrap_or(0);
            let Some(error) = errors.into_iter().nth(place) else { continue };
            let (wrong, part) = match &error {
                ContextError::Key { key, .. }
                | ContextError::Repeated { key }
                | ContextError::Dotted { key } => (key.as_str(), Part::Key),
                ContextError::Value { key, .. } => (key.as_str(), Part::Value),
                ContextError::Json(_) | ContextError::NotAnObject => (name.as_str(), Part::Value),
            };
            // What is wrong may be inside of this key, whose name may have dots itself.
            let inner = wrong.strip_prefix(name).unwrap_or_default().split('.').skip(1);
            let element = match &error {
                ContextError::Value { element, .. } => element.map(Step::Item),
                _ => None,
            };
            let steps = std::iter::once(name.as_str()).chain(inner).map(Step::key).chain(element);
            let path: Vec<Step> = path.iter().cloned().chain(steps).collect();
            self.wrong(&path, part, MistakeKind::Context(error));
        }
        contexts
    }

    /// Globs; `path` leads to the list of them, or to the only one.
    pub(super) fn globs(&mut self, path: &[Step], given: &[String]) -> Globs {
        let mut globs = Vec::with_capacity(given.len());
        for (index, glob) in given.iter().enumerate() {
            match Glob::new(glob) {
                Ok(glob) => globs.push(glob),
                Err(fault) => {
                    let is_list = self.is_list(path);
                    let path =
                        if is_list { inside(path, Step::Item(index)) } else { path.to_vec() };
                    let glob = glob.clone();
                    self.wrong(&path, Part::Value, MistakeKind::Glob { glob, fault });
                }
            }
        }
        Globs::new(globs)
    }

    /// The globs of `files`; `path` leads to what has them.
    fn files(&mut self, path: &[Step], given: &Files) -> Globs {
        let path = inside(path, Step::key("files"));
        if given.0.is_empty() {
            self.wrong(&path, Part::Value, MistakeKind::Empty { key: "files".to_owned() });
        }
        self.globs(&path, &given.0)
    }

    /// The overrides, as each pack has them.
    pub(super) fn overrides(&mut self, linters: &[Linter]) -> Vec<Vec<Override>> {
        let given = std::mem::take(&mut self.content.overrides);
        let indices = self.indices("overrides");
        let mut overrides = vec![Vec::with_capacity(given.len()); linters.len()];
        for (index, one) in indices.into_iter().zip(given) {
            let path = [Step::key("overrides"), Step::Item(index)];
            let files = self.files(&path, &one.files);
            if !self.has_key(&path, "operation") && !self.has_key(&path, "context") {
                self.wrong(&path, Part::Value, MistakeKind::NoSettings);
            }
            let all: Vec<&Linter> = linters.iter().collect();
            let contexts = self.contexts(&all, &inside(&path, Step::key("context")), &one.context);
            let operation = self.operation(linters, &path, one.operation);
            for ((overrides, linter), context) in overrides.iter_mut().zip(linters).zip(contexts) {
                let operation = of_pack(linter, operation.as_ref());
                overrides.push(Override { files: files.clone(), operation, context });
            }
        }
        overrides
    }

    pub(super) fn suppressions(&mut self, linters: &[Linter]) -> Vec<Arc<Suppression>> {
        let given = std::mem::take(&mut self.content.suppress);
        let indices = self.indices("suppress");
        let mut suppressions = Vec::with_capacity(given.len());
        for (index, one) in indices.into_iter().zip(given) {
            let path = [Step::key("suppress"), Step::Item(index)];
            let at = |name: &str| inside(&path, Step::key(name));
            let (known, error) = with_severity(linters, &one.rule, None);
            if let Some(error) = error.filter(|_| known.is_empty()) {
                self.wrong(&at("rule"), Part::Value, MistakeKind::Suppression(error));
            }
            let files = one.files.map(|files| self.files(&path, &files));
            let pointer = one.pointer.and_then(|text| match PointerPattern::new(&text) {
                Ok(pointer) => Some(pointer),
                Err(near) => {
                    let kind = MistakeKind::NotAPointer { text, near };
                    self.wrong(&at("pointer"), Part::Value, kind);
                    None
                }
            });
            if one.reason.trim().is_empty() {
                let kind = MistakeKind::Empty { key: "reason".to_owned() };
                self.wrong(&at("reason"), Part::Value, kind);
            }
            let last_day = one.expires.and_then(|text| {
                let day = day(&text);
                if day.is_none() {
                    self.wrong(&at("expires"), Part::Value, MistakeKind::NotADate { text });
                }
                day
            });
            suppressions.push(Arc::new(Suppression {
                index,
                rule: one.rule,
                files,
                pointer,
                reason: one.reason.trim().to_owned(),
                last_day,
                is_expired: AtomicBool::new(false),
                is_used: AtomicBool::new(false),
            }));
        }
        suppressions
    }

    /// The channels as each pack has them, and the pack that lints requests of others.
    pub(super) fn channels(&mut self, linters: &[Linter], default: &str) -> Vec<Channels> {
        let given = std::mem::take(&mut self.content.channels);
        let is_given = !given.is_empty() || !self.content.packs.is_empty();
        let of = |linter: &Linter| {
            let own = linter.manifest().name.clone();
            Channels { own, is_given, default: default.to_owned(), ..Channels::default() }
        };
        let mut all: Vec<Channels> = linters.iter().map(of).collect();
        for (name, mut channel) in given {
            let path = [Step::key("channels"), Step::key(&name)];
            let packs = self.packs_of(linters, &path, &mut channel.0);
            let is_own = |pack: &String| match packs.is_empty() {
                true => pack == default,
                false => packs.contains(pack),
            };
            // What the context of a pack has that is not loaded is not known.
            let own = linters.iter().filter(|linter| is_own(&linter.manifest().name));
            let own: Vec<&Linter> = own.collect();
            let mut contexts = self.contexts(&own, &path, &channel.0).into_iter();
            for channels in &mut all {
                let context = if is_own(&channels.own) { contexts.next() } else { None };
                let packs = packs.clone();
                channels.by_name.insert(name.clone(), Channel { packs, context });
            }
        }
        all
    }

    /// The packs that a channel or a channel group names; `path` leads to it.
    fn packs_of(
        &mut self,
        linters: &[Linter],
        path: &[Step],
        given: &mut GivenContext,
    ) -> Vec<String> {
        let mut packs = Vec::new();
        let one = given.remove("pack").map(|pack| (inside(path, Step::key("pack")), pack));
        let list = given.remove("packs").map(|packs| (inside(path, Step::key("packs")), packs));
        if let Some((path, _)) = list.as_ref().filter(|_| one.is_some()) {
            self.wrong(path, Part::Key, MistakeKind::PackAndPacks);
        }
        if let Some((path, serde_json::Value::Array(packs))) = &list
            && packs.is_empty()
        {
            self.wrong(path, Part::Value, MistakeKind::Empty { key: "packs".to_owned() });
        }
        let list = list.into_iter().flat_map(|(path, packs)| match packs {
            serde_json::Value::Array(packs) => {
                let items = packs.into_iter().enumerate();
                items.map(|(index, pack)| (inside(&path, Step::Item(index)), pack)).collect()
            }
            other => vec![(path, other)],
        });
        for (path, pack) in one.into_iter().chain(list) {
            match pack {
                serde_json::Value::String(pack) => packs.push(self.pack(linters, &path, pack)),
                other => {
                    let kind = MistakeKind::not_a_string("pack", &other);
                    self.wrong(&path, Part::Value, kind);
                }
            }
        }
        packs
    }

    /// The texts that a log has in place of values.
    pub(super) fn redacted(&mut self) -> Vec<String> {
        let given = std::mem::take(&mut self.content.redacted);
        for (index, _) in given.iter().enumerate().filter(|(_, text)| text.trim().is_empty()) {
            let kind = MistakeKind::Empty { key: "redacted".to_owned() };
            self.wrong(&[Step::key("redacted"), Step::Item(index)], Part::Value, kind);
        }
        given
    }
}

/// An operation, if a pack has it.
pub(super) fn of_pack(linter: &Linter, operation: Option<&String>) -> Option<String> {
    operation.filter(|name| linter.operations().any(|known| known == **name)).cloned()
}

/// The linters that have a rule, by their places, with this severity of it; and why another
/// has not. A qualified name is that of one pack's rule.
fn with_severity(
    linters: &[Linter],
    rule: &str,
    severity: Option<Severity>,
) -> (Vec<(usize, Linter)>, Option<SeverityError>) {
    let (mut found, mut why): (Vec<(usize, Linter)>, Option<SeverityError>) = (Vec::new(), None);
    for (index, linter) in linters.iter().enumerate() {
        let own = rule.split_once('/').filter(|(pack, _)| *pack == linter.manifest().name);
        match linter.clone().severity(own.map_or(rule, |(_, name)| name), severity) {
            Ok(linter) => found.push((index, linter)),
            Err(error) => {
                let has_name = |error: &SeverityError| {
                    !matches!(error, SeverityError::Unknown { near: None, .. })
                };
                if !why.as_ref().is_some_and(has_name) {
                    why = Some(error.named(rule, own.map(|(pack, _)| pack)));
                }
            }
        }
    }
    (found, why)
}
