//! What is recorded of a rule: what it is on, where it can be checked, what it must have.

use std::collections::HashSet;
use std::sync::Arc;

use super::error::{CompileError, ErrorKind, did_you_mean};
use super::mistake::{Help, Incomplete, Named};
use super::scope::World;
use super::{Citations, MAX_OPERATIONS, PackSource};
use crate::program::{Cite, Rule};
use crate::source::Source;
use crate::syntax::ast::{self, Name, Statement};

pub(super) fn unused_lets(
    world: &World<'_>,
    file: &Arc<Source>,
    rule: &ast::Rule,
    used: &HashSet<Box<str>>,
    is_in_message: &dyn Fn(&str, &str) -> bool,
) {
    let mut pending: Vec<&Statement> = rule.statements.iter().collect();
    pending.extend(rule.on.iter().flat_map(|on| &on.statements));
    while let Some(statement) = pending.pop() {
        match statement {
            Statement::Each(each) => pending.extend(&each.statements),
            Statement::Let(binding) => {
                let name = &binding.name;
                if !used.contains(&name.text) && !is_in_message(&rule.name.text, &name.text) {
                    let kind = ErrorKind::Unused { name: name.text.clone() };
                    world.report(CompileError::new(kind, file, name.span));
                }
            }
            _ => {}
        }
    }
}

/// What is recorded of a rule beside its checks.
pub(super) fn rule_metadata(
    input: &PackSource<'_>,
    world: &World<'_>,
    file: &Arc<Source>,
    rule: &ast::Rule,
) -> Rule {
    let mut cites = Vec::new();
    let of_rule = rule.statements.iter().map(|statement| (statement, &[][..]));
    let of_clauses = rule
        .on
        .iter()
        .flat_map(|on| on.statements.iter().map(|statement| (statement, on.operations.as_slice())));
    for (statement, operations) in of_rule.chain(of_clauses) {
        if let Statement::Cite(cite) = statement {
            cites.extend(resolve_cite(input.citations, world, file, (cite, operations)));
        }
    }
    let asserts = |statement: &Statement| {
        matches!(statement, Statement::Assert(_) | Statement::Each(_) | Statement::Batch(_))
    };
    let on = rule.on.iter().flat_map(|on| &on.statements);
    if !rule.statements.iter().chain(on).any(asserts) {
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
