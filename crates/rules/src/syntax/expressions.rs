//! Conditions, operands and paths.

use super::ast::{
    Comparison, Distinct, Expression, Fold, Name, Operand, Order, Over, Path, Presence, Quantified,
    Quantifier, Relation,
};
use super::declarations::paths;
use super::rules::collection;
use super::tree::{Node, Rule};

pub(super) fn expression(node: &Node<'_>) -> Option<Expression> {
    let mut sides = node.all(Rule::disjunction);
    let left = disjunction(&sides.next()?)?;
    Some(match sides.next() {
        Some(right) => Expression::Iff(Box::new(left), Box::new(disjunction(&right)?)),
        None => left,
    })
}

fn disjunction(node: &Node<'_>) -> Option<Expression> {
    let parts = node.all(Rule::conjunction).map(|node| conjunction(&node));
    joined(parts.collect::<Option<_>>()?, Expression::Or)
}

fn conjunction(node: &Node<'_>) -> Option<Expression> {
    let parts = node.all(Rule::negation).map(|node| negation(&node));
    joined(parts.collect::<Option<_>>()?, Expression::And)
}

fn joined(
    mut parts: Vec<Expression>,
    join: impl FnOnce(Vec<Expression>) -> Expression,
) -> Option<Expression> {
    if parts.len() > 1 { Some(join(parts)) } else { parts.pop() }
}

fn negation(node: &Node<'_>) -> Option<Expression> {
    let negations = node.all(Rule::k_not).count();
    let inner = atom(&node.first()?)?;
    // Two negations are none, so that a long row of them is no deep tree.
    Some(if negations % 2 == 1 { Expression::Not(Box::new(inner)) } else { inner })
}

fn atom(node: &Node<'_>) -> Option<Expression> {
    Some(match node.rule() {
        Rule::group => expression(&node.child(Rule::expression)?)?,
        Rule::listed => {
            let quantifier = quantifier(&node.child(Rule::quantifier)?)?;
            Expression::Listed(quantifier, paths(node), node.span())
        }
        Rule::quantified => Expression::Quantified(Box::new(Quantified {
            quantifier: quantifier(&node.child(Rule::quantifier)?)?,
            variable: node.child(Rule::name)?.name(),
            collection: collection(&node.child(Rule::collection)?)?,
            body: negation(&node.child(Rule::plain)?)?,
            span: node.span(),
        })),
        Rule::presence if node.has(Rule::k_known) => {
            Expression::Known(path(&node.child(Rule::path)?), node.span())
        }
        Rule::presence => {
            Expression::Presence(presence(node), path(&node.child(Rule::path)?), node.span())
        }
        Rule::distinct => Expression::Distinct(Box::new(distinct(node)?)),
        _ => Expression::Comparison(Box::new(comparison(node)?)),
    })
}

fn quantifier(node: &Node<'_>) -> Option<Quantifier> {
    Some(match node.text().trim() {
        "any" => Quantifier::Any,
        "all" => Quantifier::All,
        "none" => Quantifier::None,
        _ => return None,
    })
}

fn presence(node: &Node<'_>) -> Presence {
    if node.has(Rule::k_present) {
        Presence::Present
    } else if node.has(Rule::k_missing) {
        Presence::Missing
    } else if node.has(Rule::k_filled) {
        Presence::Filled
    } else {
        Presence::Formatted
    }
}

fn comparison(node: &Node<'_>) -> Option<Comparison> {
    let mut parts = node.parts();
    let left = operand(&parts.next()?)?;
    let relation = match parts.next() {
        Some(part) => Some(relation(&part)?),
        None => None,
    };
    Some(Comparison { left, relation, span: node.span() })
}

fn relation(node: &Node<'_>) -> Option<Relation> {
    let negated = node.has(Rule::k_not);
    let right = || node.child(Rule::operand).and_then(|node| operand(&node));
    Some(match node.rule() {
        Rule::is => Relation::Is { negated, right: right()? },
        Rule::within => match (node.child(Rule::options), node.child(Rule::name)) {
            (Some(list), _) => Relation::In { negated, set: options(&list)?, named: false },
            (None, name) => {
                let set = vec![Operand::Path(word(name?.name()))];
                Relation::In { negated, set, named: true }
            }
        },
        Rule::matches => match node.child(Rule::pattern) {
            Some(pattern) => Relation::Matches { negated, pattern: pattern.name(), named: false },
            None => {
                let pattern = node.child(Rule::name)?.name();
                Relation::Matches { negated, pattern, named: true }
            }
        },
        Rule::contains => Relation::Contains { negated, right: right()? },
        _ => Relation::Order { order: order(&node.child(Rule::order)?)?, right: right()? },
    })
}

/// What is in a list in brackets.
pub(super) fn options(node: &Node<'_>) -> Option<Vec<Operand>> {
    node.all(Rule::operand).map(|node| operand(&node)).collect()
}

/// A path of one name.
fn word(name: Name) -> Path {
    let span = name.span;
    Path { at_sign: false, segments: vec![name], span }
}

fn order(node: &Node<'_>) -> Option<Order> {
    Some(match node.text() {
        "<" => Order::Less,
        "<=" => Order::AtMost,
        ">" => Order::More,
        ">=" => Order::AtLeast,
        _ => return None,
    })
}

pub(super) fn operand(node: &Node<'_>) -> Option<Operand> {
    let (mut terms, mut minus) = (Vec::new(), None);
    for part in node.parts() {
        if part.rule() == Rule::minus {
            minus = Some(part.span());
            continue;
        }
        let value = product(&part)?;
        terms.push(match minus.take() {
            Some(start) => Operand::Negated(Box::new(value), start.to(part.span())),
            None => value,
        });
    }
    if terms.len() > 1 { Some(Operand::Sum(terms, node.span())) } else { terms.pop() }
}

fn product(node: &Node<'_>) -> Option<Operand> {
    let mut terms: Vec<Operand> = node.parts().map(|node| term(&node)).collect::<Option<_>>()?;
    if terms.len() > 1 { Some(Operand::Product(terms, node.span())) } else { terms.pop() }
}

fn duration(node: &Node<'_>) -> Option<Operand> {
    let seconds = match node.child(Rule::time_unit)?.text().trim_end_matches('s') {
        "day" => 24 * 3600,
        "hour" => 3600,
        _ => 60,
    };
    let count = integer(&node.child(Rule::integer)?)?;
    Some(Operand::Duration(count.saturating_mul(seconds), node.span()))
}

fn over(node: &Node<'_>) -> Option<Operand> {
    let fold = match node.child(Rule::fold).map(|fold| fold.text()) {
        Some("sum") => Fold::Sum,
        Some("min") => Fold::Least,
        Some(_) => Fold::Most,
        None => Fold::Count,
    };
    Some(Operand::Over(Box::new(Over {
        fold,
        variable: node.child(Rule::name)?.name(),
        list: path(&node.child(Rule::path)?),
        condition: match node.child(Rule::expression) {
            Some(condition) => Some(expression(&condition)?),
            None => None,
        },
        value: match node.child(Rule::operand) {
            Some(value) => Some(operand(&value)?),
            None => None,
        },
        span: node.span(),
    })))
}

fn distinct(node: &Node<'_>) -> Option<Distinct> {
    let mut paths = node.all(Rule::path).map(|node| path(&node));
    Some(Distinct { value: paths.next()?, list: paths.next()?, span: node.span() })
}

fn term(node: &Node<'_>) -> Option<Operand> {
    Some(match node.rule() {
        Rule::string => Operand::Text(node.name()),
        Rule::integer => Operand::Integer(integer(node)?, node.span()),
        Rule::k_true => Operand::Boolean(true, node.span()),
        Rule::k_false => Operand::Boolean(false, node.span()),
        Rule::duration => duration(node)?,
        Rule::over | Rule::counted => over(node)?,
        Rule::call => Operand::Call {
            function: node.child(Rule::name)?.name(),
            arguments: node.all(Rule::operand).map(|node| operand(&node)).collect::<Option<_>>()?,
            span: node.span(),
        },
        Rule::defaulted => {
            let default = integer(&node.child(Rule::integer)?)?;
            Operand::Defaulted(path(&node.child(Rule::path)?), default, node.span())
        }
        _ => Operand::Path(path(node)),
    })
}

/// A number past 64 bits is the largest there is: no length or amount gets there.
fn integer(node: &Node<'_>) -> Option<i64> {
    let text = node.text();
    text.parse().ok().or(Some(if text.starts_with('-') { i64::MIN } else { i64::MAX }))
}

pub(super) fn path(node: &Node<'_>) -> Path {
    Path {
        at_sign: node.has(Rule::at_sign),
        segments: node.names(Rule::segment),
        span: node.span(),
    }
}
