//! Which rules are suppressed because another one reports.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use super::error::{CompileError, ErrorKind, did_you_mean};
use super::mistake::{Incomplete, Limit, Named};
use super::scope::{Scope, World};
use super::shapes::InFile;
use super::{Declared, unknown_operation};
use crate::program::{NodeId, Operation, Silence};
use crate::rule::ShapeRule;
use crate::source::Source;
use crate::syntax::ast::{self, Name};

/// How many names of rules and operations all silences may have: every rule looks through them.
const MAX_NAMES: usize = 2000;

/// Whether the silences are not too many.
pub(super) fn are_few(declared: &Declared<'_>, world: &World<'_>) -> bool {
    let mut names = 0;
    for (file, silence) in &declared.silences {
        names += silence.rules.len() + silence.operations.len();
        if names > MAX_NAMES {
            let kind = ErrorKind::TooMuch(Limit::SilenceNames(MAX_NAMES));
            world.report(CompileError::new(kind, file, silence.span));
            return false;
        }
    }
    true
}

/// The conditions under which a rule reports nothing on an operation.
pub(super) fn silences_of<'a>(
    declared: &Declared<'a>,
    rule: &str,
    operation: &str,
) -> Vec<InFile<'a, ast::Expression>> {
    let matching = declared.silences.iter().filter(|(_, silence)| {
        silence.operations.iter().any(|name| &*name.text == operation)
            && silence.rules.iter().any(|pattern| names_rule(pattern, rule))
    });
    matching.map(|(file, silence)| (*file, &silence.condition)).collect()
}

fn names_rule(pattern: &Name, rule: &str) -> bool {
    match pattern.text.strip_suffix('*') {
        Some(start) => rule.starts_with(start),
        None => &*pattern.text == rule,
    }
}

/// Silences of shape rules; those of the pack's own rules are in their guards already.
pub(super) fn silences(declared: &Declared<'_>, world: &World<'_>, operations: &mut [Operation]) {
    for (file, silence) in &declared.silences {
        if world.has_enough() {
            return;
        }
        for pattern in &silence.rules {
            let own = declared.rules.iter().any(|(_, rule)| names_rule(pattern, &rule.name.text));
            if own && !silence.at.is_empty() {
                let kind = ErrorKind::Incomplete(Incomplete::SilenceAt);
                world.report(CompileError::new(kind, file, pattern.span));
            }
            let shape = ShapeRule::ALL.iter().any(|rule| names_rule(pattern, rule.name()));
            if !own && !shape {
                let known = declared.rules.iter().map(|(_, rule)| &*rule.name.text);
                let help =
                    did_you_mean(&pattern.text, known.chain(ShapeRule::ALL.map(ShapeRule::name)));
                let kind = ErrorKind::Unknown { what: Named::Rule, name: pattern.text.clone() };
                world.report(CompileError::new(kind, file, pattern.span).with_help(help));
            }
        }
        for name in &silence.operations {
            let Some(at) = operations.iter().position(|operation| *operation.name == *name.text)
            else {
                if !declared.has_operation(&name.text) {
                    unknown_operation(world, file, name, operations);
                }
                continue;
            };
            if let Some(operation) = operations.get_mut(at) {
                shape_silence(world, file, silence, operation);
            }
        }
    }
}

fn shape_silence(
    world: &World<'_>,
    file: &Arc<Source>,
    silence: &ast::Silence,
    operation: &mut Operation,
) {
    let (used, iterated) = (RefCell::default(), RefCell::default());
    let mut scope = Scope {
        world,
        file,
        operation: &operation.name,
        tree: &operation.tree,
        names: Vec::new(),
        span: silence.span,
        loop_depth: 0,
        members: Cell::default(),
        used: &used,
        iterated: &iterated,
    };
    let condition = scope.condition(&silence.condition);
    let at: Vec<NodeId> =
        silence.at.iter().filter_map(|path| scope.place(path)).map(|place| place.node).collect();
    let named =
        |rule: &ShapeRule| silence.rules.iter().any(|pattern| names_rule(pattern, rule.name()));
    let rules: Box<[ShapeRule]> = ShapeRule::ALL.into_iter().filter(named).collect();
    for node in iterated.into_inner() {
        if let Some(node) = operation.tree.nodes.get_mut(node.index()) {
            node.iterated = true;
        }
    }
    if !rules.is_empty() {
        let mut silences = std::mem::take(&mut operation.silences).into_vec();
        silences.push(Silence { rules, at: at.into(), condition });
        operation.silences = silences.into();
    }
}
