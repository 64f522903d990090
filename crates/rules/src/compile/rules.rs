//! Rules to checks: one for each assertion, operation and branch.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::sync::Arc;

use super::MAX_CHECKS;
use super::error::ErrorKind;
use super::mistake::{Incomplete, Limit, Named, Type, Unit};
use super::operands::Typed;
use super::scope::{Bound, Scope, World};
use super::shapes::InFile;
use crate::program::{
    BatchCheck, Check, Collection, FieldRef, FieldType, Fix, FixKind, Loop, NodeId, Operation,
    Predicate, Symbol, Text, Value,
};
use crate::source::{Source, Span};
use crate::syntax::ast::{self, BatchKind, Replacement, Statement};

/// What the rules have become so far, for one operation.
#[derive(Default)]
pub(super) struct Made {
    pub(super) checks: Vec<Check>,
    pub(super) batches: Vec<BatchCheck>,
    pub(super) iterated: RefCell<HashSet<NodeId>>,
}

/// One `on` clause of a rule, for one operation.
pub(super) struct Clause<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) file: &'a Arc<Source>,
    pub(super) rule: &'a ast::Rule,
    pub(super) index: u16,
    pub(super) on: &'a ast::On,
    pub(super) operation: &'a Operation,
    /// The conditions under which another rule's finding replaces this one's.
    pub(super) silences: &'a [InFile<'a, ast::Expression>],
    pub(super) used: &'a RefCell<HashSet<Box<str>>>,
    /// How many branches may still be gone into.
    pub(super) visits: &'a Cell<usize>,
}

/// Where an assertion is: what applies around it.
#[derive(Clone, Default)]
struct Around {
    guards: Vec<Predicate>,
    loops: Vec<(Collection, Vec<Predicate>)>,
    /// What a copy of it, and of the names that are given, takes from the budget.
    weight: usize,
}

impl Around {
    fn guard(&mut self, guard: Predicate) {
        match self.loops.last_mut() {
            None => self.guards.push(guard),
            Some((_, guards)) => guards.push(guard),
        }
    }

    /// The loops, from the outside in.
    fn loops(self) -> Box<[Loop]> {
        let loops = self.loops.into_iter().map(|(collection, mut guards)| {
            let alone = if guards.len() > 1 { None } else { guards.pop() };
            let all = || {
                if guards.is_empty() {
                    Predicate::Constant(true)
                } else {
                    Predicate::All(guards.into())
                }
            };
            Loop { collection, guard: alone.unwrap_or_else(all) }
        });
        loops.collect()
    }
}

impl Clause<'_> {
    pub(super) fn compile(&self, made: &mut Made) {
        let mut scope = Scope {
            world: self.world,
            file: self.file,
            operation: &self.operation.name,
            tree: &self.operation.tree,
            names: Vec::new(),
            span: self.rule.name.span,
            loop_depth: 0,
            members: Cell::default(),
            used: self.used,
            iterated: &RefCell::new(HashSet::new()),
        };
        let mut around = Around::default();
        let budget = self.world.budget.get();
        for binding in &self.on.bindings {
            bind(&mut scope, binding);
        }
        if let Some(when) = &self.on.when {
            around.guard(scope.condition(when));
        }
        for (file, silence) in self.silences {
            // A silence is about the operation's fields, not the rule's names.
            let condition = Scope { file, names: Vec::new(), members: Cell::default(), ..scope }
                .condition(silence);
            around.guard(Predicate::IsNotTrue(Box::new(condition)));
        }
        around.weight = budget - self.world.budget.get();
        // What applies to the clause and to the rule, wherever it is written.
        for statements in [&self.rule.statements, &self.on.statements] {
            lets_and_guards(&mut scope, statements, &mut around);
        }
        for statements in [&self.rule.statements, &self.on.statements] {
            self.assertions(&mut scope, statements, &around, made);
        }
        made.iterated.borrow_mut().extend(scope.iterated.borrow().iter());
    }

    fn assertions(
        &self,
        scope: &mut Scope<'_>,
        statements: &[Statement],
        around: &Around,
        made: &mut Made,
    ) {
        let mut follows_assertion = false;
        for (place, statement) in statements.iter().enumerate() {
            if self.world.has_enough() {
                return;
            }
            match statement {
                Statement::Assert(_) if made.checks.len() >= MAX_CHECKS => {
                    let operation = self.operation.name.clone();
                    let limit = Limit::Checks { operation, most: MAX_CHECKS };
                    scope.error(ErrorKind::TooMuch(limit), self.rule.name.span, None);
                    return;
                }
                Statement::Assert(assertion) if scope.take(around.weight) => {
                    let fixes = statements.iter().skip(place + 1).map_while(fix_of).flatten();
                    made.checks.push(self.check(scope, assertion, around.clone(), fixes));
                    follows_assertion = true;
                }
                Statement::Fix(fix) if !follows_assertion => {
                    let kind = ErrorKind::Incomplete(Incomplete::FixBehindNothing);
                    scope.error(kind, fix.span, None);
                }
                Statement::Each(each) => {
                    self.each(scope, each, around, made);
                    follows_assertion = false;
                }
                Statement::Batch(batch) => self.batch(scope, batch, around, made),
                _ => {}
            }
        }
    }

    fn check<'f>(
        &self,
        scope: &mut Scope<'_>,
        assertion: &ast::Assertion,
        mut around: Around,
        fixes: impl Iterator<Item = &'f ast::Fix>,
    ) -> Check {
        let condition = scope.condition(&assertion.condition);
        let assertion_holds =
            if assertion.forbid { Predicate::Not(Box::new(condition)) } else { condition };
        let guard = Predicate::All(std::mem::take(&mut around.guards).into());
        Check {
            rule: self.index,
            severity: assertion.severity.unwrap_or(self.rule.severity),
            variant: assertion.variant.as_ref().map(|name| name.text.clone()),
            guard,
            loops: around.loops(),
            at: assertion.at.iter().filter_map(|path| scope.place(path)).collect(),
            fixes: fixes.filter_map(|fix| self.fix(scope, fix, &assertion_holds)).collect(),
            assertion: assertion_holds,
            bindings: bindings(scope),
        }
    }

    fn each(&self, scope: &mut Scope<'_>, each: &ast::Each, around: &Around, made: &mut Made) {
        let mut body = |scope: &mut Scope<'_>, place: FieldRef, mut around: Around| {
            let names = scope.names.len();
            scope.names.push((each.variable.text.clone(), Bound::FieldRef(place)));
            lets_and_guards(scope, &each.statements, &mut around);
            self.assertions(scope, &each.statements, &around, made);
            scope.names.truncate(names);
        };
        if let ast::Collection::Branches(_) | ast::Collection::Fields(..) = each.collection {
            for place in scope.branches(&each.collection) {
                if !scope.take(around.weight) {
                    return;
                }
                if self.visits.get() == 0 {
                    let kind = ErrorKind::TooMuch(Limit::Branches);
                    scope.error(kind, self.rule.name.span, None);
                    return;
                }
                self.visits.set(self.visits.get() - 1);
                // A guard inside the braces is the branch's own.
                body(scope, place, around.clone());
            }
            return;
        }
        let Some((collection, variable)) = scope.collection(&each.collection) else { return };
        let mut around = around.clone();
        around.loops.push((collection, Vec::new()));
        scope.loop_depth += 1;
        body(scope, variable, around);
        scope.loop_depth -= 1;
    }

    fn batch(&self, scope: &mut Scope<'_>, batch: &ast::Batch, around: &Around, made: &mut Made) {
        if !around.guards.is_empty() || !around.loops.is_empty() {
            scope.error(ErrorKind::Incomplete(Incomplete::BatchInside), batch.span, None);
        }
        let text = |operand: &ast::Operand| -> Option<Text> {
            match scope.operand(operand) {
                Typed::Text(text) => Some(text),
                other => {
                    scope.mismatch(Type::Text, &other, operand.span());
                    None
                }
            }
        };
        let (key, implied) = match &batch.kind {
            BatchKind::Unique(key) => (text(key), None),
            BatchKind::Implies(key, implied) => (text(key), Some(text(implied))),
        };
        let implied = match implied {
            Some(None) => return,
            Some(implied) => implied,
            None => None,
        };
        if let Some(key) = key {
            made.batches.push(BatchCheck {
                rule: self.index,
                key,
                implied,
                bindings: bindings(scope),
            });
        }
    }

    fn fix(&self, scope: &Scope<'_>, fix: &ast::Fix, assertion: &Predicate) -> Option<Fix> {
        // A check of each branch has its own copy.
        scope.take(1);
        let place = |path: &ast::Path| scope.place(path);
        let kind = match &fix.kind {
            ast::FixKind::Remove(paths) => {
                FixKind::Remove(paths.iter().filter_map(place).collect())
            }
            ast::FixKind::Rename(path, name) => FixKind::Rename(place(path)?, name.text.clone()),
            ast::FixKind::Insert(path, json) => {
                let at = place(path)?;
                fits(scope, at, json, fix.span);
                FixKind::Insert(at, json.clone())
            }
            ast::FixKind::Replace(path, Replacement::Json(json)) => {
                let at = place(path)?;
                fits(scope, at, json, fix.span);
                FixKind::Replace(at, json.clone())
            }
            ast::FixKind::Replace(path, replacement) => {
                let at = place(path)?;
                let Some(allowed) = allowed(assertion) else {
                    let kind = ErrorKind::Incomplete(Incomplete::FixWithoutMembers);
                    scope.error(kind, fix.span, None);
                    return None;
                };
                match replacement {
                    Replacement::Nearest => FixKind::Nearest(at, allowed),
                    _ => FixKind::Spelling(at, allowed),
                }
            }
        };
        Some(Fix { safe: fix.safe, kind })
    }
}

/// The fix that a statement behind an assertion is; `None`: where its fixes end.
fn fix_of(statement: &Statement) -> Option<Option<&ast::Fix>> {
    match statement {
        Statement::Assert(_) | Statement::Each(_) => None,
        Statement::Fix(fix) => Some(Some(fix)),
        _ => Some(None),
    }
}

/// Reports a value that a field cannot hold: the repair would be the next mistake.
fn fits(scope: &Scope<'_>, at: FieldRef, json: &str, span: Span) {
    let string = json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let found = match json.bytes().next() {
        Some(b'"') => Type::Text,
        Some(b'{') => Type::Object,
        Some(b't' | b'f') => Type::Boolean,
        _ => Type::Number(Unit::Any),
    };
    let expected = match scope.kind(at) {
        FieldType::Anything => return,
        FieldType::Member(id) => match string {
            // What is written with escapes is left to the request that it is written into.
            Some(name) if scope.is_member(*id, name) || name.contains('\\') => return,
            Some(name) => return scope.unknown_member(*id, name, span),
            None => Type::AnyMember,
        },
        FieldType::Text(_) | FieldType::Instant => Type::Text,
        FieldType::Object(_) | FieldType::AnyObject => Type::Object,
        FieldType::Boolean => Type::Boolean,
        FieldType::Integer | FieldType::Number => Type::Number(Unit::Any),
        FieldType::List(_) | FieldType::Members(_) => Type::Array,
    };
    if found != expected {
        scope.error(ErrorKind::Mismatch { expected, found }, span, None);
    }
}

/// The members that an assertion allows.
fn allowed(assertion: &Predicate) -> Option<Box<[Symbol]>> {
    match assertion {
        Predicate::Member(_, symbols) => Some(symbols.clone()),
        Predicate::All(parts) => parts.iter().find_map(allowed),
        _ => None,
    }
}

fn bind(scope: &mut Scope<'_>, binding: &ast::Binding) {
    // The names before it are looked through.
    if !scope.take(scope.names.len()) {
        return;
    }
    if scope.names.iter().any(|(name, _)| *name == binding.name.text) {
        let kind = ErrorKind::Duplicate { what: Named::Binding, name: binding.name.text.clone() };
        scope.error(kind, binding.name.span, None);
    }
    let value = scope.operand(&binding.value);
    let bound = match value {
        Typed::Broken => Bound::Broken,
        Typed::Word(_) => {
            scope.mismatch(Type::Value, &value, binding.value.span());
            Bound::Broken
        }
        value => value.place().map_or(Bound::Value(value), Bound::FieldRef),
    };
    scope.names.push((binding.name.text.clone(), bound));
}

fn lets_and_guards(scope: &mut Scope<'_>, statements: &[Statement], around: &mut Around) {
    let budget = scope.world.budget.get();
    for statement in statements {
        match statement {
            Statement::Let(binding) => bind(scope, binding),
            Statement::When(condition) => {
                let guard = scope.condition(condition);
                around.guard(guard);
            }
            Statement::Unless(condition) => {
                let guard = scope.condition(condition);
                around.guard(Predicate::IsNotTrue(Box::new(guard)));
            }
            _ => {}
        }
    }
    around.weight += budget - scope.world.budget.get();
}

/// What a message can name: the names that are given where the assertion is.
fn bindings(scope: &Scope<'_>) -> Box<[(Box<str>, Value)]> {
    let named = scope.names.iter().filter_map(|(name, bound)| {
        let value = match bound {
            Bound::FieldRef(place) => Value::FieldRef(*place),
            Bound::Value(value) => value.value()?,
            Bound::Broken => return None,
        };
        Some((name.clone(), value))
    });
    named.collect()
}
