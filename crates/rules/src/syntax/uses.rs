//! The rules that a pack uses or drops.

use super::ast::{Argument, Cited, Drop, Use};
use super::expressions::{operand, options};
use super::rules::{cite, severity_at};
use super::tree::{Node, Rule};

pub(super) fn use_(node: &Node<'_>) -> Option<Use> {
    let mut names = node.names(Rule::name).into_iter();
    let arguments = node
        .child(Rule::given)
        .map(|given| given.parts().map(|node| argument(&node)).collect::<Option<Vec<Argument>>>());
    Some(Use {
        doc: node.doc(),
        rule: names.next()?,
        arguments: match arguments {
            Some(arguments) => arguments?,
            None => Vec::new(),
        },
        renamed: names.next(),
        severity: severity_at(node),
        operations: node.listed_names(),
        cites: node.all(Rule::cited).map(|node| cited(&node)).collect::<Option<_>>()?,
        span: node.span(),
    })
}

fn argument(node: &Node<'_>) -> Option<Argument> {
    Some(match node.rule() {
        Rule::options => Argument::List(options(node)?, node.span()),
        Rule::pattern => Argument::Pattern(node.name()),
        _ => Argument::Operand(operand(node)?),
    })
}

fn cited(node: &Node<'_>) -> Option<Cited> {
    Some(Cited { cite: cite(&node.child(Rule::cite)?)?, operations: node.listed_names() })
}

pub(super) fn drop(node: &Node<'_>) -> Drop {
    Drop { doc: node.doc(), rules: node.listed_names(), span: node.span() }
}
