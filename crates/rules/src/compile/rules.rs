//! Rules to checks: one for each assertion, operation and branch.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::sync::Arc;

use super::MAX_CHECKS;
use super::clauses::{self, Earlier};
use super::fixes::{fix, fix_of};
use super::kind::ErrorKind;
use super::mistake::{Incomplete, Limit, Type};
use super::operands::Typed;
use super::possible::{Beside, Facts, Guards};
use super::scope::{Bound, Environment, Scope};
use super::shapes::InFile;
use super::uses::Instance;
use crate::program::{
    BatchCheck, Check, Collection, FieldRef, Loop, NodeId, Operation, Predicate, Text, Value,
};
use crate::rule::Severity;
use crate::source::Source;
use crate::syntax::ast::{self, BatchKind, Name, Statement};

/// What the rules have become so far, for one operation.
#[derive(Default)]
pub(super) struct Made {
    pub(super) checks: Vec<Check>,
    pub(super) batches: Vec<BatchCheck>,
    pub(super) iterated: RefCell<HashSet<NodeId>>,
}

/// One `on` clause of a rule, for one operation.
pub(super) struct Clause<'a> {
    pub(super) environment: &'a Environment<'a>,
    pub(super) file: &'a Arc<Source>,
    pub(super) rule: &'a ast::Rule,
    /// The rule as it applies.
    pub(super) instance: &'a Instance<'a>,
    pub(super) index: u16,
    pub(super) on: &'a ast::On,
    pub(super) operation: &'a Operation,
    /// The operation's name in the clause.
    pub(super) name: &'a Name,
    /// The conditions under which another rule's finding replaces this one's.
    pub(super) silences: &'a [InFile<'a, ast::Expression>],
    pub(super) used: &'a RefCell<HashSet<Box<str>>>,
    /// The clauses before this one.
    pub(super) earlier: &'a RefCell<Vec<Earlier>>,
    /// Whether the rule's conditions contradict each other.
    pub(super) guards: &'a Guards,
    /// How many branches may still be gone into.
    pub(super) visits: &'a Cell<usize>,
}

/// Where an assertion is: what applies around it.
#[derive(Clone, Default)]
pub(super) struct Around {
    pub(super) guards: Vec<Predicate>,
    pub(super) loops: Vec<(Collection, Vec<Predicate>)>,
    facts: Facts,
    /// What a copy of it, and of the names that are given, takes from the budget.
    weight: usize,
}

impl Around {
    pub(super) fn guard(&mut self, guard: Predicate) {
        match self.loops.last_mut() {
            None => self.guards.push(guard),
            Some((_, guards)) => guards.push(guard),
        }
    }

    /// Adds a guard; whether it can be true beside the others.
    fn add(&mut self, scope: &Scope<'_>, guard: Predicate) -> Beside {
        let beside = self.facts.add(scope, &guard);
        self.guard(guard);
        beside
    }

    /// The guard that was added last.
    fn last(&self) -> Option<&Predicate> {
        self.loops.last().map_or(&self.guards, |(_, guards)| guards).last()
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

impl<'a> Clause<'a> {
    pub(super) fn compile(&self, made: &mut Made) {
        let mut scope = Scope {
            environment: self.environment,
            file: self.file,
            operation: &self.operation.name,
            tree: &self.operation.tree,
            names: Vec::new(),
            span: self.rule.name.span,
            loop_depth: 0,
            members: Cell::default(),
            used: self.used,
            iterated: &RefCell::new(HashSet::new()),
            within: Vec::new(),
        };
        scope.names = self.parameters(&scope);
        let mut around = Around::default();
        let budget = self.environment.budget.get();
        for binding in &self.on.bindings {
            bind(&mut scope, binding);
        }
        if let Some(when) = &self.on.when {
            self.guard(&mut scope, when, &mut around);
        }
        let mut own = around.guards.clone();
        for (file, silence) in self.silences {
            // A silence is about the operation's fields, not the rule's names.
            let condition = Scope {
                file,
                names: Vec::new(),
                members: Cell::default(),
                within: Vec::new(),
                ..scope
            }
            .condition(silence);
            around.guard(Predicate::IsNotTrue(Box::new(condition)));
        }
        around.weight = budget - self.environment.budget.get();
        // What applies to the clause and to the rule, wherever it is written.
        self.lets_and_guards(&mut scope, &self.rule.statements, &mut around);
        let shared = around.guards.len();
        self.lets_and_guards(&mut scope, &self.on.statements, &mut around);
        own.extend(around.guards.iter().skip(shared).cloned());
        let mut of_rule = around.clone();
        clauses::keep_apart(self, own, &mut of_rule.guards);
        self.assertions(&mut scope, &self.rule.statements, &of_rule, made);
        self.assertions(&mut scope, &self.on.statements, &around, made);
        made.iterated.borrow_mut().extend(scope.iterated.borrow().iter());
    }

    /// The rule's parameters, and what is given for them.
    fn parameters(&self, scope: &Scope<'a>) -> Vec<(Box<str>, Bound<'a>)> {
        let arguments = self.instance.given().map(|(file, arguments)| {
            let (members, within) = (Cell::default(), Vec::new());
            (Scope { file, names: Vec::new(), members, within, ..*scope }, arguments)
        });
        let bound = |(place, parameter): (usize, &Name)| {
            let given = arguments.as_ref();
            let given = given.and_then(|(scope, all)| Some((scope, all.get(place)?)));
            let bound = match given {
                Some((scope, ast::Argument::Operand(operand))) => scope.bound(operand),
                Some((_, ast::Argument::List(members, _))) => Bound::List(members),
                Some((_, ast::Argument::Pattern(pattern))) => Bound::Pattern(pattern),
                None => Bound::Broken,
            };
            (parameter.text.clone(), bound)
        };
        self.rule.parameters.iter().enumerate().map(bound).collect()
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
            if self.environment.has_enough() {
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
                    let fixes: Vec<&ast::Fix> = fixes.collect();
                    for (around, severity) in self.assumed(scope, assertion, around) {
                        let check = self.check(scope, (assertion, severity), around, &fixes);
                        self.check_assumption(scope, assertion, &check.assertion);
                        made.checks.push(check);
                    }
                    follows_assertion = true;
                }
                Statement::Fix(fix) if !follows_assertion => {
                    let kind = ErrorKind::Incomplete(Incomplete::FixWithoutAssertion);
                    scope.error(kind, fix.span, None);
                }
                Statement::Each(each) => {
                    self.each(scope, each, around, made);
                    follows_assertion = false;
                }
                Statement::If(condition) => {
                    self.if_(scope, condition, around, made);
                    follows_assertion = false;
                }
                Statement::Batch(batch) => self.batch(scope, batch, around, made),
                _ => {}
            }
        }
    }

    fn check(
        &self,
        scope: &mut Scope<'_>,
        (assertion, severity): (&ast::Assertion, Severity),
        mut around: Around,
        fixes: &[&ast::Fix],
    ) -> Check {
        let condition = scope.condition(&assertion.condition);
        let assertion_holds =
            if assertion.forbid { Predicate::Not(Box::new(condition)) } else { condition };
        let fails = around.facts.add(scope, &Predicate::Not(Box::new(assertion_holds.clone())));
        self.guards.note_assertion(assertion, fails);
        let guard = Predicate::All(std::mem::take(&mut around.guards).into());
        let fixes = fixes.iter().filter_map(|fix| self::fix(scope, fix, &assertion_holds));
        Check {
            rule: self.index,
            severity,
            variant: assertion.variant.as_ref().map(|name| name.text.clone()),
            guard,
            loops: around.loops(),
            at: assertion.at.iter().filter_map(|path| scope.place(path)).collect(),
            fixes: fixes.collect(),
            assertion: assertion_holds,
            bindings: self.bindings(scope),
        }
    }

    /// One of several blocks: the conditions of those before it are not true.
    fn if_(&self, scope: &mut Scope<'_>, block: &ast::If, around: &Around, made: &mut Made) {
        let mut around = around.clone();
        let branches = block.branches.iter().map(|(when, block)| (Some(when), block));
        for (when, block) in branches.chain([(None, &block.otherwise)]) {
            if !scope.take(around.weight) {
                return;
            }
            let mut inner = around.clone();
            if let Some(when) = when {
                let budget = self.environment.budget.get();
                self.guard(scope, when, &mut inner);
                let weight = budget - self.environment.budget.get();
                inner.weight += weight;
                if let Some(condition) = inner.last().cloned() {
                    around.add(scope, Predicate::IsNotTrue(Box::new(condition)));
                    around.weight += weight;
                }
            }
            let names = scope.names.len();
            self.lets_and_guards(scope, block, &mut inner);
            self.assertions(scope, block, &inner, made);
            scope.names.truncate(names);
        }
    }

    /// Adds a condition that has to be true, and notes whether it can be.
    fn guard(&self, scope: &mut Scope<'_>, condition: &ast::Expression, around: &mut Around) {
        let guard = scope.condition(condition);
        let beside = around.add(scope, guard);
        self.guards.note(condition, beside, true);
    }

    fn lets_and_guards(
        &self,
        scope: &mut Scope<'_>,
        statements: &[Statement],
        around: &mut Around,
    ) {
        let budget = scope.environment.budget.get();
        for statement in statements {
            match statement {
                Statement::Let(binding) => bind(scope, binding),
                Statement::When(condition) => self.guard(scope, condition, around),
                Statement::Unless(condition) => {
                    let guard = scope.condition(condition);
                    let beside = around.add(scope, Predicate::IsNotTrue(Box::new(guard)));
                    self.guards.note(condition, beside, false);
                }
                _ => {}
            }
        }
        around.weight += budget - scope.environment.budget.get();
    }

    fn each(&self, scope: &mut Scope<'_>, each: &ast::Each, around: &Around, made: &mut Made) {
        scope.check_new(&each.variable);
        let mut body = |scope: &mut Scope<'_>, place: FieldRef, mut around: Around| {
            let names = scope.names.len();
            scope.names.push((each.variable.text.clone(), Bound::FieldRef(place)));
            self.lets_and_guards(scope, &each.statements, &mut around);
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
                    let found = other.describe(scope);
                    if found == Type::Array {
                        let kind = ErrorKind::Mismatch { expected: Type::Text, found };
                        scope.error(kind, operand.span(), Some(super::mistake::Help::Elements));
                        return None;
                    }
                    let is_literal = found == Type::Text;
                    let expected = if is_literal { Type::Field } else { Type::Text };
                    scope.mismatch(expected, &other, operand.span());
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
                bindings: self.bindings(scope),
            });
        }
    }

    /// What a message can name: the names that are given where the assertion is. What is given for
    /// parameters is in the messages already.
    fn bindings(&self, scope: &Scope<'_>) -> Box<[(Box<str>, Value)]> {
        let named = scope.names.iter().skip(self.rule.parameters.len());
        let named = named.filter_map(|(name, bound)| {
            let value = match bound {
                Bound::FieldRef(place) => Value::FieldRef(*place),
                Bound::Value(value) => value.value()?,
                Bound::List(_) | Bound::Pattern(_) | Bound::Broken => return None,
            };
            Some((name.clone(), value))
        });
        named.collect()
    }
}

fn bind(scope: &mut Scope<'_>, binding: &ast::Binding) {
    // The names before it are looked through.
    if !scope.take(scope.names.len()) {
        return;
    }
    scope.check_new(&binding.name);
    let bound = match scope.bound(&binding.value) {
        Bound::Value(word @ Typed::Word(_)) => {
            scope.mismatch(Type::Value, &word, binding.value.span());
            Bound::Broken
        }
        bound => bound,
    };
    scope.names.push((binding.name.text.clone(), bound));
}
