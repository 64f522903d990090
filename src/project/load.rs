//! From what a project file says to a project, every name known.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::channels::{Channel, Channels};
use super::file::GivenContext;
use super::globs::{Glob, Globs};
use super::mistake::MistakeKind;
use super::place::Part;
use super::read::Read;
use super::settings::Override;
use super::suppression::Suppression;
use super::texts::{PointerPattern, day};
use super::value::Step;
use crate::linter::Linter;
use crate::request::{Context, ContextError};
use crate::severities::SeverityError;
use crate::suggest::suggest_spelling;

/// A key, as a step to its value.
pub(super) fn key(key: &str) -> Step {
    Step::Key(key.to_owned())
}

/// A path that leads on.
fn inside(path: &[Step], step: Step) -> Vec<Step> {
    [path, &[step]].concat()
}

impl Read {
    /// Gives rules the severities that the file names.
    pub(super) fn severities(&mut self, mut linter: Linter) -> Linter {
        for (rule, given) in std::mem::take(&mut self.content.severity) {
            match linter.clone().severity(&rule, given.severity()) {
                Ok(set) => linter = set,
                Err(error) => {
                    let path = [key("severity"), key(&rule)];
                    self.wrong(&path, Part::Key, MistakeKind::Severity(error));
                }
            }
        }
        linter
    }

    /// An operation's name, once it is known that there is one of that name.
    pub(super) fn operation(
        &mut self,
        linter: Option<&Linter>,
        path: &[Step],
        name: Option<String>,
    ) -> Option<String> {
        let (linter, name) = (linter?, name?);
        if linter.operations().any(|known| known == name) {
            return Some(name);
        }
        let known = linter.operations().map(str::to_owned).collect();
        let kind = MistakeKind::UnknownOperation { name, known };
        self.wrong(&inside(path, key("operation")), Part::Value, kind);
        None
    }

    /// The context that is given; `path` leads to it.
    pub(super) fn context(
        &mut self,
        linter: Option<&Linter>,
        path: &[Step],
        given: &GivenContext,
    ) -> Option<Context> {
        let mut context = linter?.context();
        for (name, value) in given {
            // One key after the other, so that each mistake is reported.
            let text = serde_json::json!({ name: value }).to_string();
            let Err(error) = context.extend_from_json(&text) else { continue };
            let (name, part) = match &error {
                ContextError::Key { key, .. } | ContextError::Repeated { key } => {
                    (key.as_str(), Part::Key)
                }
                ContextError::Value { key, .. } => (key.as_str(), Part::Value),
                ContextError::Json(_) => (name.as_str(), Part::Value),
            };
            let path: Vec<Step> = path.iter().cloned().chain(name.split('.').map(key)).collect();
            self.wrong(&path, part, MistakeKind::Context(error));
        }
        Some(context)
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

    pub(super) fn overrides(&mut self, linter: Option<&Linter>) -> Vec<Override> {
        let given = std::mem::take(&mut self.content.overrides);
        let indices = self.indices("overrides");
        let mut overrides = Vec::with_capacity(given.len());
        for (index, one) in indices.into_iter().zip(given) {
            let path = [key("overrides"), Step::Item(index)];
            let files = self.globs(&inside(&path, key("files")), &one.files.0);
            let context = self.context(linter, &inside(&path, key("context")), &one.context);
            let operation = self.operation(linter, &path, one.operation);
            overrides.extend(context.map(|context| Override { files, operation, context }));
        }
        overrides
    }

    pub(super) fn suppressions(&mut self, linter: Option<&Linter>) -> Vec<Arc<Suppression>> {
        let given = std::mem::take(&mut self.content.suppress);
        let indices = self.indices("suppress");
        let mut suppressions = Vec::with_capacity(given.len());
        for (index, one) in indices.into_iter().zip(given) {
            let path = [key("suppress"), Step::Item(index)];
            let at = |name: &str| inside(&path, key(name));
            if let Some(error) = linter.and_then(|linter| not_suppressible(linter, &one.rule)) {
                self.wrong(&at("rule"), Part::Value, MistakeKind::Suppression(error));
            }
            let files = one.files.map(|files| self.globs(&at("files"), &files.0));
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

    /// The channels, and the pack that lints requests of others.
    pub(super) fn channels(&mut self, linter: Option<&Linter>) -> Channels {
        let given = std::mem::take(&mut self.content.channels);
        let default = self.content.packs.default.take();
        let default = default.map(|name| self.pack(linter, &[key("packs"), key("default")], name));
        let is_given = !given.is_empty() || default.is_some();
        let own = linter.map(|linter| linter.manifest().name.clone()).unwrap_or_default();
        let mut channels = Channels { own, is_given, default, ..Channels::default() };
        for (name, mut channel) in given {
            let path = [key("channels"), key(&name)];
            let pack = match channel.0.remove("pack") {
                None => None,
                Some(serde_json::Value::String(pack)) => {
                    Some(self.pack(linter, &inside(&path, key("pack")), pack))
                }
                Some(other) => {
                    let kind = MistakeKind::not_a_string("pack", &other);
                    self.wrong(&inside(&path, key("pack")), Part::Value, kind);
                    None
                }
            };
            // What another pack's context has is not known here.
            let named = pack.as_ref().or(channels.default.as_ref());
            let is_other =
                linter.zip(named).is_some_and(|(linter, pack)| linter.manifest().name != *pack);
            let context = match is_other {
                true => None,
                false => self.context(linter, &path, &channel.0),
            };
            channels.by_name.insert(name, Channel { pack, context });
        }
        channels
    }

    /// The name of a pack. If it is that of the linter's pack but for a slip, or empty, that is
    /// reported, and the linter's pack is meant.
    fn pack(&mut self, linter: Option<&Linter>, path: &[Step], name: String) -> String {
        let Some(linter) = linter else { return name };
        let known = linter.manifest().name.as_str();
        let is_variant = name.contains(known) || known.contains(&name);
        let kind = if name.is_empty() {
            MistakeKind::Empty { key: "pack".to_owned() }
        } else if !is_variant && suggest_spelling(&name, [known]).is_some() {
            MistakeKind::UnknownPack { name, near: known.to_owned() }
        } else {
            return name;
        };
        self.wrong(path, Part::Value, kind);
        known.to_owned()
    }

    /// The texts that a log has in place of values.
    pub(super) fn redacted(&mut self) -> Vec<String> {
        let given = std::mem::take(&mut self.content.redacted);
        for (index, _) in given.iter().enumerate().filter(|(_, text)| text.trim().is_empty()) {
            let kind = MistakeKind::Empty { key: "redacted".to_owned() };
            self.wrong(&[key("redacted"), Step::Item(index)], Part::Value, kind);
        }
        given
    }
}

/// Why a rule's findings cannot be suppressed.
fn not_suppressible(linter: &Linter, rule: &str) -> Option<SeverityError> {
    linter.clone().severity(rule, None).err()
}
