//! Rules and their statements.

use super::ast::{
    Assertion, Batch, BatchKind, Binding, Cite, Collection, Each, Fix, FixKind, If, On,
    Replacement, Statement,
};
use super::declarations::paths;
use super::expressions::{expression, operand, path};
use super::tree::{Node, Rule};
use super::{ast, ast::Name};
use crate::rule::Severity;
use crate::source::Span;

pub(super) fn rule(node: &Node<'_>) -> Option<ast::Rule> {
    let operations = node.listed_names();
    let mut on: Vec<On> = Vec::new();
    if !operations.is_empty() {
        let span = node.child(Rule::names)?.span();
        let (bindings, statements) = (Vec::new(), Vec::new());
        on.push(On { operations, bindings, when: None, statements, span });
    }
    for clause in node.all(Rule::on) {
        on.push(self::on(&clause)?);
    }
    Some(ast::Rule {
        doc: node.doc(),
        name: node.child(Rule::name)?.name(),
        parameters: match node.child(Rule::parameters) {
            Some(parameters) => parameters.names(Rule::name),
            None => Vec::new(),
        },
        severity: severity(&node.child(Rule::severity)?)?,
        on,
        statements: statements(node)?,
        span: node.span(),
    })
}

fn on(node: &Node<'_>) -> Option<On> {
    let when = node.child(Rule::when).and_then(|when| when.child(Rule::expression));
    Some(On {
        operations: node.listed_names(),
        bindings: node.all(Rule::binding).map(|node| binding(&node)).collect::<Option<_>>()?,
        when: match when {
            Some(condition) => Some(expression(&condition)?),
            None => None,
        },
        statements: match node.child(Rule::block) {
            Some(block) => statements(&block)?,
            None => Vec::new(),
        },
        span: node.span(),
    })
}

fn severity(node: &Node<'_>) -> Option<Severity> {
    Some(match node.text() {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        "advice" => Severity::Advice,
        _ => return None,
    })
}

/// The severity in a production, and where it is.
pub(super) fn severity_at(node: &Node<'_>) -> Option<(Severity, Span)> {
    let node = node.child(Rule::severity)?;
    Some((severity(&node)?, node.span()))
}

fn binding(node: &Node<'_>) -> Option<Binding> {
    let value = operand(&node.child(Rule::operand)?)?;
    Some(Binding { name: node.child(Rule::name)?.name(), value })
}

fn statements(node: &Node<'_>) -> Option<Vec<Statement>> {
    let statements = node.parts().filter(|part| is_statement(part.rule()));
    statements.map(|part| statement(&part)).collect()
}

fn is_statement(production: Rule) -> bool {
    matches!(
        production,
        Rule::cite
            | Rule::let_
            | Rule::when
            | Rule::unless
            | Rule::require
            | Rule::forbid
            | Rule::if_
            | Rule::each
            | Rule::batch
            | Rule::fix
    )
}

fn statement(node: &Node<'_>) -> Option<Statement> {
    Some(match node.rule() {
        Rule::cite => Statement::Cite(cite(node)?),
        Rule::let_ => Statement::Let(binding(&node.child(Rule::binding)?)?),
        Rule::when => Statement::When(expression(&node.child(Rule::expression)?)?),
        Rule::unless => Statement::Unless(expression(&node.child(Rule::expression)?)?),
        Rule::require | Rule::forbid => Statement::Assert(assertion(node)?),
        Rule::if_ => Statement::If(if_(node)?),
        Rule::each => Statement::Each(each(node)?),
        Rule::batch => Statement::Batch(batch(node)?),
        _ => Statement::Fix(fix(node)?),
    })
}

pub(super) fn cite(node: &Node<'_>) -> Option<Cite> {
    Some(Cite {
        source: node.child(Rule::name)?.name(),
        section: node.child(Rule::string).map(|section| section.name()),
        span: node.span(),
    })
}

fn assertion(node: &Node<'_>) -> Option<Assertion> {
    Some(Assertion {
        forbid: node.rule() == Rule::forbid,
        condition: expression(&node.child(Rule::expression)?)?,
        assuming: match node.child(Rule::assuming) {
            Some(assuming) => Some(expression(&assuming.child(Rule::expression)?)?),
            None => None,
        },
        at: node.child(Rule::at).map(|at| paths(&at)).unwrap_or_default(),
        severity: node.child(Rule::as_).and_then(|as_| severity_at(&as_)),
        variant: node
            .child(Rule::say)
            .and_then(|say| say.child(Rule::name))
            .map(|name| name.name()),
        repeated: [Rule::assuming, Rule::at, Rule::as_, Rule::say]
            .into_iter()
            .flat_map(|end| node.repeated(end))
            .collect(),
        span: node.span(),
    })
}

fn if_(node: &Node<'_>) -> Option<If> {
    let conditions = node.all(Rule::expression).map(|node| expression(&node));
    let conditions: Vec<_> = conditions.collect::<Option<_>>()?;
    let blocks = node.all(Rule::block).map(|block| statements(&block));
    let mut blocks: Vec<_> = blocks.collect::<Option<_>>()?;
    let otherwise_span = node.all(Rule::block).nth(conditions.len()).map(|block| block.span());
    let otherwise = blocks.split_off(conditions.len().min(blocks.len()));
    Some(If {
        branches: conditions.into_iter().zip(blocks).collect(),
        otherwise: otherwise.into_iter().next().unwrap_or_default(),
        otherwise_span,
        span: node.span(),
    })
}

fn each(node: &Node<'_>) -> Option<Each> {
    Some(Each {
        variable: node.child(Rule::name)?.name(),
        collection: collection(&node.child(Rule::collection)?)?,
        statements: statements(&node.child(Rule::block)?)?,
        span: node.span(),
    })
}

pub(super) fn collection(node: &Node<'_>) -> Option<Collection> {
    let inner = node.first()?;
    let except = |node: &Node<'_>| -> Vec<Name> {
        node.child(Rule::except).map(|except| except.names(Rule::field_name)).unwrap_or_default()
    };
    Some(match inner.rule() {
        Rule::branches => Collection::Branches(paths(&inner)),
        Rule::keys => Collection::Keys(path(&inner.child(Rule::path)?), except(&inner)),
        Rule::fields => Collection::Fields(path(&inner.child(Rule::path)?), except(&inner)),
        _ => Collection::Elements(path(&inner)),
    })
}

fn batch(node: &Node<'_>) -> Option<Batch> {
    let inner = node.first()?;
    let operands: Vec<_> =
        inner.all(Rule::operand).map(|node| operand(&node)).collect::<Option<_>>()?;
    let mut operands = operands.into_iter();
    let first = operands.next()?;
    let kind = match operands.next() {
        Some(second) => BatchKind::Implies(first, second),
        None => BatchKind::Unique(first),
    };
    Some(Batch { kind, span: node.span() })
}

fn fix(node: &Node<'_>) -> Option<Fix> {
    let inner = node.first()?;
    let target = || inner.child(Rule::path).map(|target| path(&target));
    let kind = match inner.rule() {
        Rule::remove => FixKind::Remove(paths(&inner)),
        Rule::rename => FixKind::Rename(target()?, inner.child(Rule::field_name)?.name()),
        Rule::insert => FixKind::Insert(target()?, json(&inner.child(Rule::json)?)?.into()),
        _ => FixKind::Replace(target()?, replacement(&inner.child(Rule::replacement)?)?),
    };
    Some(Fix { safe: node.has(Rule::k_safe), kind, span: node.span() })
}

fn replacement(node: &Node<'_>) -> Option<Replacement> {
    let inner = node.first()?;
    Some(match inner.rule() {
        Rule::k_nearest => Replacement::Nearest,
        Rule::k_spelling => Replacement::Spelling,
        _ => Replacement::Json(json(&inner)?.into()),
    })
}

/// A JSON value in one line, whatever line breaks and comments are in it.
fn json(node: &Node<'_>) -> Option<String> {
    let inner = node.first()?;
    if inner.rule() != Rule::json_object {
        return Some(inner.text().to_owned());
    }
    let members = inner.all(Rule::json_member).map(|member| {
        let name = member.child(Rule::string)?;
        Some(format!("{}: {}", name.text(), json(&member.child(Rule::json)?)?))
    });
    let members = members.collect::<Option<Vec<String>>>()?.join(", ");
    Some(if members.is_empty() { "{}".to_owned() } else { format!("{{ {members} }}") })
}
