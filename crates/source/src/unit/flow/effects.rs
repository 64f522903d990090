//! What references to a name do to the object that it holds, and what is assigned to the name itself.

use std::{collections::HashMap, rc::Rc};

use oxc_ast::{AstKind, ast::Expression};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::{GetSpan, Span};
use oxc_syntax::operator::AssignmentOperator;

use super::super::Unit;
use super::{Change, Effect, FOLLOWED, Step, assigned_name};

/// How many steps the effects on one name may take; what is not followed may be changed.
const MOST_STEPS: u32 = 50_000;

/// Everything that may happen to an object that is bound to a name.
#[derive(Debug, Default)]
pub(crate) struct Effects<'a> {
    /// Fields that are assigned known expressions, or deleted, in the order of the source: here it matters which
    /// is the last one.
    pub(crate) writes: Vec<Effect<'a>>,
    /// All else, in the order of the source; those that do the same are together.
    pub(crate) others: Vec<Vec<Effect<'a>>>,
}

impl<'a> Effects<'a> {
    fn new(mut effects: Vec<Effect<'a>>, unit: &Unit<'a>) -> Self {
        effects.sort_by_key(|effect| unit.semantic.nodes().kind(effect.node).span().start);
        let mut sorted = Self::default();
        let mut groups: HashMap<(Vec<Step>, bool), usize> = HashMap::new();
        for effect in effects {
            let is_write = match effect.change {
                Change::Write(Some(_)) | Change::Delete if !effect.path.contains(&Step::Any) => {
                    sorted.writes.push(effect);
                    continue;
                }
                Change::Write(_) | Change::Delete => true,
                Change::Leak => false,
            };
            let others = &mut sorted.others;
            let group = groups.entry((effect.path.clone(), is_write)).or_insert_with(|| {
                others.push(Vec::new());
                others.len() - 1
            });
            others.get_mut(*group).into_iter().for_each(|group| group.push(effect.clone()));
        }
        sorted
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.writes.is_empty() && self.others.is_empty()
    }
}

/// A place where a name is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Assignment<'a> {
    pub(crate) span: Span,
    /// The assignment.
    pub(crate) node: NodeId,
    /// What is assigned, if that is all that happens.
    pub(crate) right: Option<&'a Expression<'a>>,
}

impl<'a> Unit<'a> {
    /// Everything that may happen to an object bound to a name.
    pub(crate) fn effects(&self, symbol: SymbolId) -> Rc<Effects<'a>> {
        if let Some(known) = self.effects.borrow().get(&symbol) {
            return Rc::clone(known);
        }
        self.steps.set(MOST_STEPS);
        let effects = Rc::new(Effects::new(self.binding_effects(symbol, FOLLOWED), self));
        self.effects.borrow_mut().insert(symbol, Rc::clone(&effects));
        effects
    }

    /// What happens to the value of an expression.
    pub(crate) fn flows_of(&self, node: NodeId) -> Vec<Effect<'a>> {
        self.steps.set(MOST_STEPS);
        self.flows(node, FOLLOWED)
    }

    /// Where a name is written, in the order of the source; `None` if it is in another function than
    /// `function`, which may run at any time.
    pub(crate) fn assignments(
        &self,
        symbol: SymbolId,
        function: NodeId,
    ) -> Option<Rc<[Assignment<'a>]>> {
        if let Some(known) = self.assignments.borrow().get(&symbol) {
            return known.clone();
        }
        let nodes = self.semantic.nodes();
        let writes = self.semantic.symbol_references(symbol).filter(|found| found.is_write());
        let assignments = writes.map(|reference| {
            let node = nodes.parent_id(reference.node_id());
            let right = match nodes.kind(node) {
                AstKind::AssignmentExpression(assign)
                    if assign.operator == AssignmentOperator::Assign
                        && assigned_name(&assign.left) =>
                {
                    Some(&assign.right)
                }
                _ => None,
            };
            let is_local = self.function_of(node) == function;
            is_local.then(|| Assignment { span: nodes.kind(node).span(), node, right })
        });
        let sorted = assignments.collect::<Option<Vec<_>>>().map(|mut all| {
            all.sort_by_key(|one| one.span.start);
            Rc::from(all)
        });
        self.assignments.borrow_mut().insert(symbol, sorted.clone());
        sorted
    }
}
