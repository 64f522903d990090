//! Which rules are suppressed because another one reports.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use super::error::{CompileError, did_you_mean};
use super::kind::ErrorKind;
use super::mistake::{Incomplete, Limit, Named};
use super::scope::{Environment, Scope};
use super::shapes::InFile;
use super::useless::Useless;
use super::uses::Instance;
use super::{Declared, repeated, unknown_operation};
use crate::program::{FieldType, NodeId, Operation, Silence, Tree};
use crate::rule::ShapeRule;
use crate::source::Source;
use crate::syntax::ast::{self, Name};

/// How many names of rules and operations all silences may have: every rule looks through them.
const MAX_NAMES: usize = 2000;

/// Whether the silences are not too many.
pub(super) fn are_few(declared: &Declared<'_>, environment: &Environment<'_>) -> bool {
    let mut names = 0;
    for (file, silence) in &declared.silences {
        names += silence.rules.len() + silence.operations.len();
        if names > MAX_NAMES {
            let kind = ErrorKind::TooMuch(Limit::SilenceNames(MAX_NAMES));
            environment.report(CompileError::new(kind, file, silence.span));
            return false;
        }
    }
    true
}

/// The conditions under which a rule reports nothing on an operation.
pub(super) fn silences_of<'a>(
    declared: &Declared<'a>,
    rule: &Instance<'_>,
    operation: &str,
) -> Vec<InFile<'a, ast::Expression>> {
    // A rule over a run cannot be silenced, which is reported at the silence.
    if !can_report(rule, operation) {
        return Vec::new();
    }
    let matching = declared.silences.iter().filter(|(_, silence)| {
        silence.operations.iter().any(|name| &*name.text == operation)
            && silence.rules.iter().any(|pattern| names_rule(pattern, rule.name()))
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
pub(super) fn silences(
    declared: &Declared<'_>,
    environment: &Environment<'_>,
    operations: &mut [Operation],
) {
    for (file, silence) in &declared.silences {
        if environment.has_enough() {
            return;
        }
        named_once(environment, file, silence);
        let before = environment.errors.borrow().len();
        for pattern in &silence.rules {
            self::pattern(declared, environment, (file, silence), pattern);
        }
        let is_sound = environment.errors.borrow().len() == before;
        let (mut is_compiled, can_hold) = (false, Cell::new(false));
        for name in &silence.operations {
            let Some(at) = operations.iter().position(|operation| *operation.name == *name.text)
            else {
                if !declared.has_operation(&name.text) {
                    unknown_operation(environment, file, name, operations);
                }
                continue;
            };
            if let Some(operation) = operations.get_mut(at) {
                is_compiled = true;
                if is_sound && !suppresses(declared, silence, operation) {
                    let operation = name.text.clone();
                    let kind = ErrorKind::Useless(Useless::SilencedOperation { operation });
                    environment.report(CompileError::new(kind, file, name.span));
                }
                shape_silence(environment, (file, silence), operation, &can_hold);
            }
        }
        if is_compiled && !can_hold.get() {
            let kind = ErrorKind::Useless(Useless::Condition);
            environment.report(CompileError::new(kind, file, silence.condition.span()));
        }
    }
}

/// Reports names that a silence has twice.
fn named_once(environment: &Environment<'_>, file: &Arc<Source>, silence: &ast::Silence) {
    for names in [&silence.rules, &silence.operations] {
        repeated(file, names).into_iter().for_each(|error| environment.report(error));
    }
}

/// Checks a name of a rule, or the beginning of several.
fn pattern(
    declared: &Declared<'_>,
    environment: &Environment<'_>,
    (file, silence): InFile<'_, ast::Silence>,
    pattern: &Name,
) {
    let named = || declared.rules.iter().filter(|rule| names_rule(pattern, rule.name()));
    if named().next().is_some() && !silence.at.is_empty() {
        let kind = ErrorKind::Incomplete(Incomplete::SilenceAt);
        environment.report(CompileError::new(kind, file, pattern.span));
    }
    let mut of_shapes = ShapeRule::ALL.iter().filter(|rule| names_rule(pattern, rule.name()));
    if let Some(first) = of_shapes.next() {
        // Without a body, or an operation, no condition holds.
        let is_early =
            |rule: &ShapeRule| matches!(rule, ShapeRule::InvalidJson | ShapeRule::UnknownOperation);
        if is_early(first) && of_shapes.all(is_early) && named().next().is_none() {
            let kind = ErrorKind::Useless(Useless::SilencedRule { rule: pattern.text.clone() });
            environment.report(CompileError::new(kind, file, pattern.span));
        }
        return;
    }
    if named().next().is_none() {
        // A used pack's silence of a rule that is not used here, or is dropped.
        if declared.written.iter().any(|(_, rule)| names_rule(pattern, &rule.name.text)) {
            return;
        }
        let known = declared.rules.iter().map(Instance::name);
        let help = did_you_mean(&pattern.text, known.chain(ShapeRule::ALL.map(ShapeRule::name)));
        let kind = ErrorKind::Unknown { what: Named::Rule, name: pattern.text.clone() };
        environment.report(CompileError::new(kind, file, pattern.span).with_help(help));
    } else if silence.operations.iter().all(|name| declared.has_operation(&name.text))
        && !named().any(|rule| silence.operations.iter().any(|name| can_report(rule, &name.text)))
    {
        let kind = ErrorKind::Useless(Useless::SilencedRule { rule: pattern.text.clone() });
        environment.report(CompileError::new(kind, file, pattern.span));
    }
}

/// Whether a silence names a rule that reports something on an operation; fields are checked one by
/// one.
fn suppresses(declared: &Declared<'_>, silence: &ast::Silence, operation: &Operation) -> bool {
    silence.rules.iter().any(|pattern| {
        ShapeRule::ALL.into_iter().any(|rule| {
            names_rule(pattern, rule.name())
                && (!silence.at.is_empty() || can_report_in(rule, &operation.tree))
        }) || declared
            .rules
            .iter()
            .any(|rule| names_rule(pattern, rule.name()) && can_report(rule, &operation.name))
    })
}

/// Whether a rule reports something on an operation that is no matter of a whole run.
fn can_report(rule: &Instance<'_>, operation: &str) -> bool {
    let mut asserts = false;
    rule.rule.visit(&mut |statement| asserts |= matches!(statement, ast::Statement::Assert(_)));
    asserts && rule.operations().any(|name| &*name.text == operation)
}

/// Whether a rule of the shapes can report anything in a body.
fn can_report_in(rule: ShapeRule, tree: &Tree) -> bool {
    tree.nodes.iter().any(|node| match (rule, &node.kind) {
        (ShapeRule::MissingField, FieldType::Object(object)) => !object.required.is_empty(),
        (ShapeRule::ExactlyOneField, FieldType::Object(object)) => !object.exactly_one.is_empty(),
        (ShapeRule::MissingField | ShapeRule::ExactlyOneField, _) => false,
        (ShapeRule::UnknownValue, kind) => kind.enumeration().is_some(),
        _ => true,
    })
}

/// Whether a rule of the shapes can report a field.
fn can_report_at(rule: ShapeRule, tree: &Tree, node: NodeId) -> bool {
    let found = tree.node(node);
    match rule {
        ShapeRule::MissingField => tree.is_required(node),
        ShapeRule::UnknownValue => found.kind.enumeration().is_some(),
        ShapeRule::UnknownField => found.foreign,
        ShapeRule::ExactlyOneField => {
            matches!(&found.kind, FieldType::Object(object) if !object.exactly_one.is_empty())
        }
        _ => true,
    }
}

fn shape_silence(
    environment: &Environment<'_>,
    (file, silence): InFile<'_, ast::Silence>,
    operation: &mut Operation,
    holds: &Cell<bool>,
) {
    let (used, iterated) = (RefCell::default(), RefCell::default());
    let mut scope = Scope {
        environment,
        file,
        operation: &operation.name,
        tree: &operation.tree,
        names: Vec::new(),
        span: silence.span,
        loop_depth: 0,
        members: Cell::default(),
        used: &used,
        iterated: &iterated,
        within: Vec::new(),
    };
    let condition = scope.condition(&silence.condition);
    holds.set(holds.get() || environment.outcomes(vec![&condition], scope.tree).can_be_true);
    let named =
        |rule: &ShapeRule| silence.rules.iter().any(|pattern| names_rule(pattern, rule.name()));
    let rules: Box<[ShapeRule]> = ShapeRule::ALL.into_iter().filter(named).collect();
    let mut at: Vec<NodeId> = Vec::new();
    for path in &silence.at {
        let Some(place) = scope.place(path) else { continue };
        at.push(place.node);
        if !rules.is_empty()
            && !rules.iter().any(|rule| can_report_at(*rule, scope.tree, place.node))
        {
            let field = path.span.of(&file.text).into();
            scope.error(ErrorKind::Useless(Useless::SilencedField { field }), path.span, None);
        }
    }
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
