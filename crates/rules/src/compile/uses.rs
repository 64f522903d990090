//! The rules that apply: a pack's own, those of the packs that it uses, and those that are made of
//! rules with parameters.

use std::collections::HashMap;
use std::sync::Arc;

use super::error::{CompileError, did_you_mean};
use super::kind::ErrorKind;
use super::mistake::{Help, Incomplete, Named, Type};
use super::scope::MOST_ERRORS;
use super::shapes::InFile;
use super::useless::Useless;
use super::{Layer, repeated};
use crate::embedded::built_in;
use crate::rule::Severity;
use crate::source::{Source, Span};
use crate::syntax::ast::{self, Argument, Item, Name, Operand};

/// A rule that applies.
#[derive(Clone, Copy)]
pub(super) struct Instance<'a> {
    /// Where the rule is written.
    pub(super) file: &'a Arc<Source>,
    /// The rule.
    pub(super) rule: &'a ast::Rule,
    /// What uses it.
    pub(super) used: Option<InFile<'a, ast::Use>>,
}

impl<'a> Instance<'a> {
    /// A rule as it is written.
    pub(super) fn written((file, rule): InFile<'a, ast::Rule>) -> Self {
        Self { file, rule, used: None }
    }

    /// What it is called here.
    pub(super) fn name(&self) -> &'a str {
        self.used.map_or(&self.rule.name, |(_, used)| used.name()).text.as_ref()
    }

    pub(super) fn severity(&self) -> Severity {
        let own = self.used.and_then(|(_, used)| used.severity);
        own.map_or(self.rule.severity, |(severity, _)| severity)
    }

    pub(super) fn doc(&self) -> Option<&'a str> {
        let own = self.used.and_then(|(_, used)| used.doc.as_deref());
        own.or(self.rule.doc.as_deref())
    }

    /// Whether it is on an operation that its rule is on.
    pub(super) fn is_on(&self, operation: &str) -> bool {
        let limits = self.used.map(|(_, used)| used.operations.as_slice()).unwrap_or_default();
        limits.is_empty() || limits.iter().any(|name| &*name.text == operation)
    }

    /// The names of its operations, as often as its clauses have them.
    pub(super) fn operations(&self) -> impl Iterator<Item = &'a Name> {
        let all = self.rule.on.iter().flat_map(|on| &on.operations);
        all.filter(|name| self.is_on(&name.text))
    }

    /// What is given for the parameters, and in which file.
    pub(super) fn given(&self) -> Option<(&'a Arc<Source>, &'a [Argument])> {
        self.used.map(|(file, used)| (file, used.arguments.as_slice()))
    }

    /// Mistakes in a rule that is right by itself are its use's: of an argument, or of the whole.
    pub(super) fn relocate(&self, errors: &mut [CompileError]) {
        let Some((file, used)) = self.used else { return };
        for error in errors.iter_mut().filter(|error| Arc::ptr_eq(&error.file, self.file)) {
            if Arc::ptr_eq(file, self.file) && within(used.span, error.span) {
                continue;
            }
            let place = self.parameter_in(error.span.of(&self.file.text));
            let argument = place.and_then(|place| used.arguments.get(place));
            let span = argument.map_or(used.rule.span, Argument::span);
            let kind = error.kind.clone();
            let in_rule = Help::InRule(self.file.name.as_str().into());
            let help = error.help.take().or(Some(in_rule));
            *error = CompileError::new(kind, file, span).with_help(help);
        }
    }

    /// A field that some of the rule's operations have, and others do not, needs a name in each.
    pub(super) fn explain_fields(&self, errors: &mut [CompileError]) {
        let operations = self.operations().count();
        let spans: Vec<Span> = errors
            .iter()
            .filter(|error| matches!(error.kind, ErrorKind::UnknownField { .. }))
            .map(|error| error.span)
            .collect();
        for error in errors.iter_mut().filter(|error| error.help.is_none()) {
            let lacking = spans.iter().filter(|span| **span == error.span).count();
            if lacking > 0 && lacking < operations {
                error.help = Some(Help::PerOperation);
            }
        }
    }

    /// The first parameter that a part of the rule names, if there is one.
    fn parameter_in(&self, text: &str) -> Option<usize> {
        let is_part = |one: char| one.is_ascii_alphanumeric() || matches!(one, '_' | '-');
        let mut words = text.split(|one: char| !is_part(one));
        words.find_map(|word| {
            self.rule.parameters.iter().position(|parameter| &*parameter.text == word)
        })
    }
}

fn within(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The rules that apply, in the order of the files.
pub(super) fn instances<'a>(
    layers: &[Layer<'a>],
    written: &[InFile<'a, ast::Rule>],
    errors: &mut Vec<CompileError>,
) -> Vec<Instance<'a>> {
    let written = written.iter().map(|rule| (&*rule.1.name.text, *rule)).collect();
    let mut uses = Uses { written, applying: Vec::new(), errors };
    for layer in layers {
        uses.layer(layer.files);
    }
    uses.applying
}

type Files<'a> = &'a [(Arc<Source>, Arc<ast::File>)];

/// A rule, what is given for its parameters, and the operations that it is limited to.
type Used<'a> = (&'a str, Vec<String>, Vec<&'a str>);

struct Uses<'a, 'e> {
    /// All rules, with parameters and without.
    written: HashMap<&'a str, InFile<'a, ast::Rule>>,
    applying: Vec<Instance<'a>>,
    errors: &'e mut Vec<CompileError>,
}

impl<'a> Uses<'a, '_> {
    fn layer(&mut self, files: Files<'a>) {
        let in_file = |(file, ast): &'a (Arc<Source>, Arc<ast::File>)| {
            ast.items.iter().map(move |item| (file, item))
        };
        let items = || files.iter().flat_map(in_file);
        let mut names: HashMap<&str, InFile<'a, Name>> = HashMap::new();
        let mut same = HashMap::new();
        for (file, item) in items() {
            let Item::Use(used) = item else { continue };
            match names.insert(&used.name().text, (file, used.name())) {
                Some(first) => self.twice(file, used.name(), first),
                None => self.same(&mut same, (file, used)),
            }
        }
        for (file, item) in items() {
            let Item::Drop(dropped) = item else { continue };
            repeated(file, &dropped.rules).into_iter().for_each(|error| self.report(error));
            for name in &dropped.rules {
                self.drop(file, name, names.get(&*name.text).copied(), files);
            }
        }
        // What is used here under its own name does not apply as its pack has it.
        self.applying.retain(|one| !names.contains_key(one.name()));
        for (file, item) in items() {
            match item {
                Item::Rule(rule) if rule.parameters.is_empty() => {
                    // A second one of its name is a mistake already.
                    let first = self.written.get(&*rule.name.text);
                    let is_first = first.is_some_and(|(_, first)| std::ptr::eq(*first, rule));
                    self.applying.extend(is_first.then(|| Instance::written((file, rule))));
                }
                Item::Use(used) => {
                    let instance = self.instance((file, used), files);
                    self.applying.extend(instance);
                }
                _ => {}
            }
        }
    }

    fn report(&mut self, error: CompileError) {
        if self.errors.len() < MOST_ERRORS {
            self.errors.push(error);
        }
    }

    fn find(&mut self, file: &Arc<Source>, name: &Name) -> Option<InFile<'a, ast::Rule>> {
        let found = self.written.get(&*name.text).copied();
        if found.is_none() && self.errors.len() < MOST_ERRORS {
            let help = did_you_mean(&name.text, self.written.keys().copied())
                .or_else(|| is_of_checks(&name.text).then_some(Help::Uses("portone-checks")));
            let kind = ErrorKind::Unknown { what: Named::Rule, name: name.text.clone() };
            self.report(CompileError::new(kind, file, name.span).with_help(help));
        }
        found
    }

    fn twice(&mut self, file: &Arc<Source>, name: &Name, (first_file, first): InFile<'_, Name>) {
        let kind = ErrorKind::Duplicate { what: Named::Rule, name: name.text.clone() };
        self.report(CompileError::new(kind, file, name.span).first_in(first_file, first.span));
    }

    /// Reports a use of a rule with the arguments that another one gives, on the same operations.
    fn same(
        &mut self,
        seen: &mut HashMap<Used<'a>, InFile<'a, Name>>,
        (file, used): InFile<'a, ast::Use>,
    ) {
        let written = used.arguments.iter().map(|argument| argument.span().of(&file.text));
        let arguments = written.map(str::to_owned).collect();
        let operations = used.operations.iter().map(|name| &*name.text).collect();
        let first = seen.insert((&used.rule.text, arguments, operations), (file, used.name()));
        if let Some((first_file, first)) = first {
            let (one, other) = (used.name().text.clone(), first.text.clone());
            let kind = ErrorKind::Useless(Useless::SameUse { one, other });
            let error = CompileError::new(kind, file, used.name().span);
            self.report(error.first_in(first_file, first.span));
        }
    }

    fn useless(&mut self, file: &Arc<Source>, name: &Name, what: Useless) {
        self.report(CompileError::new(ErrorKind::Useless(what), file, name.span));
    }

    fn drop(
        &mut self,
        file: &Arc<Source>,
        name: &Name,
        used: Option<InFile<'_, Name>>,
        own: Files<'_>,
    ) {
        if let Some((first_file, first)) = used {
            let kind = ErrorKind::Useless(Useless::Repeated { name: name.text.clone() });
            let error = CompileError::new(kind, file, name.span);
            return self.report(error.first_in(first_file, first.span));
        }
        if let Some(place) = self.applying.iter().position(|one| *one.name() == *name.text) {
            self.applying.remove(place);
            return;
        }
        let Some((rule_file, _)) = self.find(file, name) else { return };
        let rule = name.text.clone();
        let what = if is_in(own, rule_file) {
            Useless::OwnRule { rule }
        } else {
            Useless::Dropped { rule }
        };
        self.useless(file, name, what);
    }

    /// The rule that a `use` makes.
    fn instance(&mut self, used: InFile<'a, ast::Use>, own: Files<'_>) -> Option<Instance<'a>> {
        let (file, one) = used;
        let (rule_file, rule) = self.find(file, &one.rule)?;
        if rule.parameters.is_empty() && is_in(own, rule_file) {
            let what = Useless::OwnRule { rule: rule.name.text.clone() };
            self.useless(file, &one.rule, what);
            return None;
        }
        if let Some(renamed) = one.renamed.as_ref().filter(|name| is_severity(&name.text)) {
            let severity = renamed.text.clone();
            let kind = ErrorKind::Incomplete(Incomplete::SeverityAsName { severity });
            self.report(CompileError::new(kind, file, renamed.span));
            return None;
        }
        if let Some(renamed) = &one.renamed
            && let Some((first_file, first)) = self.written.get(&*renamed.text).copied()
        {
            self.twice(file, renamed, (first_file, &first.name));
            return None;
        }
        let (expected, found) = (rule.parameters.len(), one.arguments.len());
        if expected != found {
            let function = rule.name.text.clone();
            let kind = ErrorKind::Arity { function, expected, found };
            self.report(CompileError::new(kind, file, one.rule.span));
            return None;
        }
        if !self.has_literals(file, one) {
            return None;
        }
        repeated(file, &one.operations).into_iter().for_each(|error| self.report(error));
        let cited = one.cites.iter().flat_map(|cited| &cited.operations);
        for name in one.operations.iter().chain(cited) {
            if !rule.on.iter().flat_map(|on| &on.operations).any(|on| on.text == name.text) {
                let (rule, operation) = (rule.name.text.clone(), name.text.clone());
                self.useless(file, name, Useless::UsedOperation { rule, operation });
            }
        }
        Some(Instance { file: rule_file, rule, used: Some(used) })
    }

    /// A list has members, strings and numbers alone, as a `set` does.
    fn has_literals(&mut self, file: &Arc<Source>, used: &ast::Use) -> bool {
        let before = self.errors.len();
        let lists = used.arguments.iter().filter_map(|argument| match argument {
            Argument::List(members, _) => Some(members),
            _ => None,
        });
        for member in lists.flatten() {
            let is_literal = match member {
                Operand::Path(path) => path.segments.len() == 1 && !path.at_sign,
                Operand::Text(_) | Operand::Integer(..) => true,
                _ => false,
            };
            if !is_literal {
                let found = Type::Name(member.span().of(&file.text).into());
                let kind = ErrorKind::Mismatch { expected: Type::Literal, found };
                self.report(CompileError::new(kind, file, member.span()));
            }
        }
        self.errors.len() == before
    }
}

fn is_severity(word: &str) -> bool {
    matches!(word, "error" | "warning" | "advice")
}

fn is_in(files: Files<'_>, file: &Arc<Source>) -> bool {
    files.iter().any(|(one, _)| Arc::ptr_eq(one, file))
}

/// Whether the pack of shared checks, which is built in, has a rule of this name.
fn is_of_checks(name: &str) -> bool {
    let start = format!("rule {name}");
    let declares =
        |line: &str| line.strip_prefix(&*start).is_some_and(|rest| rest.starts_with(['(', ':']));
    built_in("portone-checks").iter().any(|(_, text)| text.lines().any(declares))
}
