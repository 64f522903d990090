//! What a rule's messages can name, wherever an assertion of it is.

use std::collections::{BTreeMap, HashMap};

use super::catalog::{CatalogEntry, Template};
use crate::syntax::ast::{self, Expression, Operand, Relation, Statement};

/// Whether the assertions that use a message have a name that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Found {
    /// One of them has it.
    pub(super) somewhere: bool,
    /// One of them lacks it.
    pub(super) missing: bool,
}

/// The names that the messages of a rule have places for.
pub(super) fn placeholders<'a>(
    rule: &'a ast::Rule,
    entry: &'a CatalogEntry,
) -> BTreeMap<&'a str, Found> {
    let all = entry.templates().flat_map(Template::names);
    let mut walk = Walk {
        entry,
        names: HashMap::new(),
        found: all.map(|name| (name, Found::default())).collect(),
    };
    walk.bind(["field", "value"]);
    walk.bind(rule.parameters.iter().map(|name| &*name.text));
    walk.bind(lets(&rule.statements));
    for on in &rule.on {
        let bindings = || on.bindings.iter().map(|binding| &*binding.name.text);
        walk.bind(bindings());
        walk.block(&on.statements);
        walk.unbind(bindings());
    }
    // The statements of the rule have what every clause has.
    let in_all = |name: &&str| {
        let has = |on: &ast::On| on.bindings.iter().any(|binding| *binding.name.text == **name);
        rule.on.iter().all(has)
    };
    let first = rule.on.first().map(|on| on.bindings.as_slice()).unwrap_or_default();
    walk.bind(first.iter().map(|binding| &*binding.name.text).filter(in_all));
    walk.block(&rule.statements);
    walk.found
}

/// The names that messages can have places for, in one block or another.
pub(super) fn known(rule: &ast::Rule) -> Vec<&str> {
    let mut names = vec!["field", "value", "first", "character"];
    names.extend(rule.parameters.iter().map(|name| &*name.text));
    names.extend(rule.on.iter().flat_map(|on| &on.bindings).map(|binding| &*binding.name.text));
    rule.visit(&mut |statement| match statement {
        Statement::Let(binding) => names.push(&binding.name.text),
        Statement::Each(each) => names.push(&each.variable.text),
        _ => {}
    });
    names
}

/// Whether a name in a rule's messages stands for the members of a set, and for nothing of the rule.
pub(super) fn is_set(rule: &ast::Rule, name: &str, sets: impl Fn(&str) -> bool) -> bool {
    sets(name) && !known(rule).contains(&name)
}

struct Walk<'a> {
    entry: &'a CatalogEntry,
    /// What is named at the present place, and how often.
    names: HashMap<&'a str, usize>,
    found: BTreeMap<&'a str, Found>,
}

impl<'a> Walk<'a> {
    fn bind(&mut self, names: impl IntoIterator<Item = &'a str>) {
        for name in names {
            *self.names.entry(name).or_default() += 1;
        }
    }

    fn unbind(&mut self, names: impl IntoIterator<Item = &'a str>) {
        for name in names {
            if let Some(count) = self.names.get_mut(name) {
                *count -= 1;
            }
        }
    }

    fn block(&mut self, statements: &'a [Statement]) {
        self.bind(lets(statements));
        for statement in statements {
            match statement {
                Statement::Assert(assertion) => {
                    let character = may_match(&assertion.condition).then_some("character");
                    let variant = assertion.variant.as_ref().map(|variant| &*variant.text);
                    self.assertion(variant, character);
                }
                Statement::Batch(_) => self.assertion(None, Some("first")),
                Statement::Each(each) => {
                    self.bind([&*each.variable.text]);
                    self.block(&each.statements);
                    self.unbind([&*each.variable.text]);
                }
                Statement::If(block) => {
                    let blocks = block.branches.iter().map(|(_, block)| block);
                    for block in blocks.chain([&block.otherwise]) {
                        self.block(block);
                    }
                }
                _ => {}
            }
        }
        self.unbind(lets(statements));
    }

    fn assertion(&mut self, variant: Option<&str>, own: Option<&'a str>) {
        let (message, help) = self.entry.message_and_help(variant);
        let templates = [Some(message), help, self.entry.label.as_ref()].into_iter().flatten();
        for name in templates.flat_map(Template::names) {
            let has = own == Some(name) || self.names.get(name).is_some_and(|count| *count > 0);
            let found = self.found.entry(name).or_default();
            found.somewhere |= has;
            found.missing |= !has;
        }
    }
}

/// The names that a block gives.
fn lets(statements: &[Statement]) -> impl Iterator<Item = &str> {
    statements.iter().filter_map(|statement| match statement {
        Statement::Let(binding) => Some(&*binding.name.text),
        _ => None,
    })
}

/// Whether a condition has a `matches`, perhaps in a `define`.
fn may_match(condition: &Expression) -> bool {
    let mut may_match = false;
    condition.visit(&mut |condition| {
        let Expression::Comparison(comparison) = condition else { return };
        may_match |= match comparison.relation {
            None => matches!(comparison.left, Operand::Path(_) | Operand::Call { .. }),
            Some(Relation::Matches { .. }) => true,
            Some(_) => false,
        };
    });
    may_match
}
