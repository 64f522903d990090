//! What is recorded of a rule: what it is on, where it can be checked, what it must have.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::error::{CompileError, did_you_mean};
use super::kind::ErrorKind;
use super::mistake::{Help, Incomplete, Named};
use super::scope::Environment;
use super::useless::Useless;
use super::uses::Instance;
use super::{Citations, Layer, MAX_OPERATIONS, PackSource};
use crate::program::{Cite, Rule};
use crate::source::{Source, Span};
use crate::syntax::ast::{self, Binding, Expression, Name, Statement};

/// Reports the names of a rule that it does not use, parameters too.
pub(super) fn unused_names(
    environment: &Environment<'_>,
    file: &Arc<Source>,
    rule: &ast::Rule,
    used: &HashSet<Box<str>>,
    is_in_message: &dyn Fn(&str, &str) -> bool,
) {
    let check = |name: &Name| {
        if !used.contains(&name.text) && !is_in_message(&rule.name.text, &name.text) {
            let kind = ErrorKind::Unused { name: name.text.clone() };
            environment.report(CompileError::new(kind, file, name.span));
        }
    };
    rule.parameters.iter().for_each(check);
    rule.visit(&mut |statement| {
        match statement {
            Statement::Let(Binding { name, .. }) => check(name),
            Statement::Each(each) => check(&each.variable),
            _ => {}
        }
        for condition in statement.conditions() {
            condition.visit(&mut |condition| {
                if let Expression::Quantified(quantified) = condition {
                    check(&quantified.variable);
                }
            });
        }
    });
}

/// What is recorded of a rule beside its checks.
pub(super) fn rule_metadata(
    input: &PackSource<'_>,
    environment: &Environment<'_>,
    instance: &Instance<'_>,
) -> Rule {
    let (file, rule) = (instance.file, instance.rule);
    let mut cites = Cites { environment, all: Vec::new() };
    let of_file = |file: &Arc<Source>| {
        let is_of = |layer: &&Layer<'_>| layer.files.iter().any(|(one, _)| Arc::ptr_eq(one, file));
        input.layers.iter().find(is_of).map(|layer| &layer.citations)
    };
    match instance.used {
        // What is cited where it is used replaces what the rule cites.
        Some((used_file, used)) if !used.cites.is_empty() => {
            let mut seen = HashMap::new();
            for cited in &used.cites {
                let cite = (&cited.cite, cited.operations.as_slice());
                cites.add(of_file(used_file), used_file, cite, &mut seen);
            }
        }
        _ => {
            let mut of_rule = HashMap::new();
            let clauses = rule.on.iter().map(|on| (&on.statements, on.operations.as_slice()));
            for (statements, operations) in [(&rule.statements, &[][..])].into_iter().chain(clauses)
            {
                let mut seen = of_rule.clone();
                Statement::visit(statements, &mut |statement| {
                    let Statement::Cite(cite) = statement else { return };
                    cites.add(of_file(file), file, (cite, operations), &mut seen);
                });
                if operations.is_empty() {
                    of_rule = seen;
                }
            }
        }
    }
    let mut asserts = false;
    rule.visit(&mut |statement| {
        // A fix that follows no assertion is a mistake by itself.
        asserts |=
            matches!(statement, Statement::Assert(_) | Statement::Batch(_) | Statement::Fix(_));
    });
    if !asserts {
        let name = rule.name.text.clone();
        let kind = ErrorKind::Incomplete(Incomplete::NoAssertion { rule: name });
        environment.report(CompileError::new(kind, file, rule.name.span));
    }
    let mut operations: Vec<Box<str>> = Vec::new();
    for name in instance.operations() {
        if operations.len() < MAX_OPERATIONS && !operations.contains(&name.text) {
            operations.push(name.text.clone());
        }
    }
    Rule {
        name: instance.name().into(),
        severity: instance.severity(),
        doc: instance.doc().unwrap_or_else(|| instance.name()).into(),
        cites: cites.all.into(),
        operations: operations.into(),
        source: Arc::clone(file),
        span: rule.span,
    }
}

/// What is cited already, and where.
type Seen<'a> = HashMap<(&'a str, Option<&'a str>), Span>;

/// The sources of a rule.
struct Cites<'w, 'a> {
    environment: &'w Environment<'a>,
    all: Vec<Cite>,
}

impl Cites<'_, '_> {
    fn add<'c>(
        &mut self,
        citations: Option<&Citations>,
        file: &Arc<Source>,
        (cite, operations): (&'c ast::Cite, &[Name]),
        seen: &mut Seen<'c>,
    ) {
        let section = cite.section.as_ref().map(|section| &*section.text);
        if let Some(first) = seen.insert((&*cite.source.text, section), cite.span) {
            let name = cite.section.as_ref().unwrap_or(&cite.source).text.clone();
            let kind = ErrorKind::Useless(Useless::Repeated { name });
            self.environment.report(CompileError::new(kind, file, cite.span).first_in(file, first));
        }
        if let Some(citations) = citations {
            self.all.extend(resolve_cite(citations, self.environment, file, (cite, operations)));
        }
    }
}

fn resolve_cite(
    citations: &Citations,
    environment: &Environment<'_>,
    file: &Arc<Source>,
    (cite, operations): (&ast::Cite, &[Name]),
) -> Option<Cite> {
    let unknown = |what, name: &Name, help| {
        let kind = ErrorKind::Unknown { what, name: name.text.clone() };
        environment.report(CompileError::new(kind, file, name.span).with_help(help));
    };
    let Some(source) = citations.sources.get(&*cite.source.text) else {
        let known = citations.sources.keys().map(String::as_str);
        let near = did_you_mean(&cite.source.text, known);
        unknown(Named::Source, &cite.source, near.or(Some(Help::Sources)));
        return None;
    };
    let mut url = source.url.clone();
    match (&cite.section, &source.sections) {
        (Some(section), Some(sections)) => match sections.get(&*section.text) {
            Some(address) => url = address.clone().or(url),
            None => {
                let help = did_you_mean(&section.text, sections.keys().map(String::as_str));
                unknown(Named::Section, section, help.or(Some(Help::Sources)));
            }
        },
        (Some(section), None) => unknown(Named::Section, section, Some(Help::Sources)),
        (None, _) => {}
    }
    Some(Cite {
        source: cite.source.text.clone(),
        section: cite.section.as_ref().map(|section| section.text.clone()),
        url: url.map(Into::into),
        operations: operations.iter().map(|name| name.text.clone()).collect(),
    })
}
