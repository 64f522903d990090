//! What is recorded of a rule: what it is on, where it can be checked, what it must have.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::error::{CompileError, ErrorKind, did_you_mean};
use super::mistake::{Help, Incomplete, Named, Useless};
use super::scope::World;
use super::{Citations, MAX_OPERATIONS, PackSource};
use crate::program::{Cite, Rule};
use crate::source::Source;
use crate::syntax::ast::{self, Binding, Name, Statement};

pub(super) fn unused_lets(
    world: &World<'_>,
    file: &Arc<Source>,
    rule: &ast::Rule,
    used: &HashSet<Box<str>>,
    is_in_message: &dyn Fn(&str, &str) -> bool,
) {
    rule.visit(&mut |statement| {
        let Statement::Let(Binding { name, .. }) = statement else { return };
        if !used.contains(&name.text) && !is_in_message(&rule.name.text, &name.text) {
            let kind = ErrorKind::Unused { name: name.text.clone() };
            world.report(CompileError::new(kind, file, name.span));
        }
    });
}

/// What is recorded of a rule beside its checks.
pub(super) fn rule_metadata(
    input: &PackSource<'_>,
    world: &World<'_>,
    file: &Arc<Source>,
    rule: &ast::Rule,
) -> Rule {
    let mut cites = Vec::new();
    let (mut of_rule, mut asserts) = (HashMap::new(), false);
    let clauses = rule.on.iter().map(|on| (&on.statements, on.operations.as_slice()));
    for (statements, operations) in [(&rule.statements, &[][..])].into_iter().chain(clauses) {
        let mut seen = of_rule.clone();
        Statement::visit(statements, &mut |statement| {
            asserts |= matches!(statement, Statement::Assert(_) | Statement::Batch(_));
            let Statement::Cite(cite) = statement else { return };
            let section = cite.section.as_ref().map(|section| &*section.text);
            if let Some(first) = seen.insert((&*cite.source.text, section), cite.span) {
                let name = cite.section.as_ref().unwrap_or(&cite.source).text.clone();
                let kind = ErrorKind::Useless(Useless::Repeated { name });
                world.report(CompileError::new(kind, file, cite.span).first_in(file, first));
            }
            cites.extend(resolve_cite(input.citations, world, file, (cite, operations)));
        });
        if operations.is_empty() {
            of_rule = seen;
        }
    }
    if !asserts {
        let name = rule.name.text.clone();
        let kind = ErrorKind::Incomplete(Incomplete::NoAssertion { rule: name });
        world.report(CompileError::new(kind, file, rule.name.span));
    }
    let mut operations: Vec<Box<str>> = Vec::new();
    for name in rule.on.iter().flat_map(|on| &on.operations) {
        if operations.len() < MAX_OPERATIONS && !operations.contains(&name.text) {
            operations.push(name.text.clone());
        }
    }
    Rule {
        name: rule.name.text.clone(),
        severity: rule.severity,
        doc: rule.doc.clone().unwrap_or_else(|| rule.name.text.clone()),
        cites: cites.into(),
        operations: operations.into(),
        source: Arc::clone(file),
        span: rule.span,
    }
}

fn resolve_cite(
    citations: &Citations,
    world: &World<'_>,
    file: &Arc<Source>,
    (cite, operations): (&ast::Cite, &[Name]),
) -> Option<Cite> {
    let unknown = |what, name: &Name, help| {
        let kind = ErrorKind::Unknown { what, name: name.text.clone() };
        world.report(CompileError::new(kind, file, name.span).with_help(help));
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
                unknown(Named::Section, section, help);
            }
        },
        (Some(section), None) => unknown(Named::Section, section, None),
        (None, _) => {}
    }
    Some(Cite {
        source: cite.source.text.clone(),
        section: cite.section.as_ref().map(|section| section.text.clone()),
        url: url.map(Into::into),
        operations: operations.iter().map(|name| name.text.clone()).collect(),
    })
}
