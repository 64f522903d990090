//! The rules with their documentation, in the linter's language.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::built_in;
use crate::linter::Linter;
use smartro_lint_rules::language::Language;
use smartro_lint_rules::pack::{Cases, CatalogEntry, Explain};
use smartro_lint_rules::program::{Cite, EnumerationId, FieldType, Rule};
use smartro_lint_rules::rule::{Severity, ShapeRule};

/// A rule of the pack, or one that follows from the shapes.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleInfo<'l> {
    /// Its stable name.
    pub rule: &'l str,
    /// The pack that it belongs to; `engine` for the rules of the shapes.
    pub pack: &'l str,
    /// Its severity, where an assertion has no other.
    pub severity: Severity,
    /// What it checks, in a line.
    pub summary: String,
    /// The comment that the rule has in its file, in English; empty for the rules of the shapes.
    #[serde(skip)]
    pub doc: &'l str,
    /// The rule as it is in its file; of one that is used under another name, the text of the used rule.
    /// `None`: it is one of the shapes, or the library is built without the texts.
    #[serde(skip)]
    pub text: Option<&'l str>,
    /// The operations that it is about.
    pub operations: Vec<&'l str>,
    /// The context keys that it looks at.
    pub needs: Vec<&'l str>,
    /// Which of its findings can be repaired.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Repair>,
    /// The message of its findings, with `{…}` for what the request decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The help of its findings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// What, why, and what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explain: Option<&'l Explain>,
    /// Where it can be checked.
    pub sources: Vec<Citation<'l>>,
}

/// Something beyond a request that rules look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContextKey<'l> {
    /// Its name, with a dot for each step: `mid.currency`.
    pub name: &'l str,
    /// What it takes.
    pub kind: ContextKind<'l>,
}

/// What a key of the context takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContextKind<'l> {
    /// One of these.
    One(Vec<&'l str>),
    /// Any of these.
    Many(Vec<&'l str>),
    /// A time, as RFC 3339 has it.
    Instant,
}

/// What `--fix` does about a rule's findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Repair {
    /// It repairs some or all of them with `--suggested`.
    Suggested,
    /// It repairs some or all of them.
    Safe,
}

/// Where a rule can be checked.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Citation<'l> {
    /// The source's key in the manifest.
    pub source: &'l str,
    /// What the source is called.
    pub title: &'l str,
    /// The section's key in the manifest.
    #[serde(skip)]
    pub slug: Option<&'l str>,
    /// The section's heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<&'l str>,
    /// An address to read it at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'l str>,
}

impl Linter {
    /// All rules that a finding can come from: the pack's in the order of its files, then those
    /// of the shapes.
    ///
    /// ```
    /// use smartro_lint::Linter;
    ///
    /// let linter = Linter::smartro()?;
    /// let rule = linter.rules().find(|info| info.rule == "missing-field").ok_or("no such rule")?;
    /// assert_eq!((rule.pack, rule.severity.name()), ("engine", "error"));
    /// assert!(rule.explain.is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn rules(&self) -> impl Iterator<Item = RuleInfo<'_>> {
        let own = self.program().rules.iter().enumerate();
        let own = own.map(|(index, rule)| RuleInfo::of_pack(self, index, rule));
        own.chain(ShapeRule::ALL.map(|rule| RuleInfo::of_shapes(self, rule)))
    }

    /// What a [`Context`](crate::Context) of the pack can know.
    pub fn context_keys(&self) -> impl Iterator<Item = ContextKey<'_>> {
        let program = self.program();
        let words = |id: EnumerationId| {
            let known = program.enumerations.get(usize::from(id.0));
            known.map(|known| known.table.texts().collect()).unwrap_or_default()
        };
        program.context_keys.iter().map(move |key| {
            let kind = match program.context.node(key.node).kind {
                FieldType::Member(id) => ContextKind::One(words(id)),
                FieldType::Members(id) => ContextKind::Many(words(id)),
                _ => ContextKind::Instant,
            };
            ContextKey { name: &key.name, kind }
        })
    }
}

/// The cases that explain the rules that are built in, by the rules' names.
#[must_use]
pub fn examples() -> BTreeMap<String, Cases> {
    built_in::examples()
}

impl<'l> RuleInfo<'l> {
    fn of_pack(linter: &'l Linter, index: usize, rule: &'l Rule) -> Self {
        let program = linter.program();
        let entry = linter.catalog().and_then(|catalog| catalog.entries.get(&*rule.name));
        let needs = program.context_of(index);
        let keys = program.context_keys.iter().enumerate().filter(|(key, _)| needs.contains(*key));
        let entry = entry.map(|entry| &**entry);
        let doc = rule.doc.lines().collect::<Vec<_>>().join(" ");
        Self {
            rule: &rule.name,
            pack: &program.pack,
            severity: rule.severity,
            // The comment is English, as the rules are.
            summary: match entry.and_then(|entry| entry.explain.as_ref()) {
                Some(explain) if linter.report_language() != Language::English => {
                    explain.what.clone()
                }
                _ => doc,
            },
            doc: &rule.doc,
            text: Some(rule.span.of(&rule.source.text)).filter(|text| !text.is_empty()),
            operations: rule.operations.iter().map(|name| &**name).collect(),
            needs: keys.map(|(_, key)| &*key.name).collect(),
            fix: repair(linter, index),
            message: entry.map(message),
            help: entry.and_then(help),
            explain: entry.and_then(|entry| entry.explain.as_ref()),
            sources: rule.cites.iter().filter_map(|cite| Citation::of(linter, cite)).collect(),
        }
    }

    fn of_shapes(linter: &'l Linter, rule: ShapeRule) -> Self {
        let entry = linter.shape_entry(rule);
        let explain = entry.and_then(|entry| entry.explain.as_ref());
        Self {
            rule: rule.name(),
            pack: "engine",
            severity: rule.severity(),
            summary: explain.map(|explain| explain.what.clone()).unwrap_or_default(),
            doc: "",
            text: None,
            operations: linter.operations().collect(),
            needs: Vec::new(),
            fix: match rule {
                ShapeRule::UnknownValue => Some(Repair::Safe),
                ShapeRule::UnknownField | ShapeRule::TypeMismatch => Some(Repair::Suggested),
                _ => None,
            },
            message: entry.map(message),
            help: entry.and_then(help),
            explain,
            sources: Vec::new(),
        }
    }
}

fn message(entry: &CatalogEntry) -> String {
    entry.message.clone().into()
}

fn help(entry: &CatalogEntry) -> Option<String> {
    entry.help.clone().map(String::from)
}

/// What can be done about a rule's findings at best.
fn repair(linter: &Linter, rule: usize) -> Option<Repair> {
    let checks = linter.program().operations.iter().flat_map(|operation| &operation.checks);
    let fixes = checks.filter(|check| usize::from(check.rule) == rule).flat_map(|one| &one.fixes);
    fixes.map(|fix| if fix.safe { Repair::Safe } else { Repair::Suggested }).max()
}

impl<'l> Citation<'l> {
    fn of(linter: &'l Linter, cite: &'l Cite) -> Option<Self> {
        let source = linter.manifest().sources.get(&*cite.source)?;
        let section = cite.section.as_deref().and_then(|slug| source.sections.as_ref()?.get(slug));
        Some(Self {
            source: &cite.source,
            title: &source.title,
            slug: cite.section.as_deref(),
            section: section.map(|section| section.heading.as_str()),
            url: cite.url.as_deref(),
        })
    }
}
