//! Declarations other than rules.

use super::ast::{
    Addition, Amend, AmendKind, AmendedShape, Amendment, Calls, Context, Define, Detect,
    Enumeration, Extension, Field, FieldType, Item, Operation, Path, Record, Set, Shape, Silence,
    TextFormat,
};
use super::expressions::{expression, options, path};
use super::rules::rule;
use super::tree::{Node, Rule};
use super::uses::{drop, use_};
use crate::source::Span;

pub(super) fn item(node: &Node<'_>) -> Option<Item> {
    Some(match node.rule() {
        Rule::enumeration => Item::Enumeration(enumeration(node)?),
        Rule::extension => Item::Extension(extension(node)?),
        Rule::shape => Item::Shape(shape(node)?),
        Rule::operation => Item::Operation(operation(node)?),
        Rule::host => Item::Host(Calls { doc: node.doc(), names: node.names(Rule::string) }),
        Rule::authorization => {
            Item::Authorization(Calls { doc: node.doc(), names: node.names(Rule::string) })
        }
        Rule::context => Item::Context(context(node)?),
        Rule::set => Item::Set(set(node)?),
        Rule::define => Item::Define(define(node)?),
        Rule::amendment => Item::Amendment(amendment(node)?),
        Rule::silence => Item::Silence(silence(node)?),
        Rule::use_ => Item::Use(use_(node)?),
        Rule::drop => Item::Drop(drop(node)),
        Rule::rule => Item::Rule(rule(node)?),
        _ => return None,
    })
}

fn enumeration(node: &Node<'_>) -> Option<Enumeration> {
    Some(Enumeration {
        doc: node.doc(),
        name: node.child(Rule::name)?.name(),
        prefix: node.child(Rule::string).map(|prefix| prefix.name()),
        members: node.names(Rule::member),
        span: node.span(),
    })
}

fn extension(node: &Node<'_>) -> Option<Extension> {
    let list = node.child(Rule::more).unwrap_or_else(|| node.clone());
    Some(Extension {
        doc: node.doc(),
        name: node.child(Rule::name)?.name(),
        members: list.names(Rule::member),
        span: node.span(),
    })
}

fn set(node: &Node<'_>) -> Option<Set> {
    let mut names = node.names(Rule::name).into_iter();
    Some(Set {
        doc: node.doc(),
        name: names.next()?,
        enumeration: names.next(),
        members: options(&node.child(Rule::options)?)?,
        span: node.span(),
    })
}

fn define(node: &Node<'_>) -> Option<Define> {
    let parameters = node.child(Rule::parameters);
    Some(Define {
        doc: node.doc(),
        name: node.child(Rule::name)?.name(),
        parameters: parameters.map(|list| list.names(Rule::name)).unwrap_or_default(),
        condition: expression(&node.child(Rule::expression)?)?,
        span: node.span(),
    })
}

fn shape(node: &Node<'_>) -> Option<Shape> {
    Some(Shape {
        doc: node.doc(),
        name: node.child(Rule::name)?.name(),
        record: record(&node.child(Rule::record)?)?,
        span: node.span(),
    })
}

fn record(node: &Node<'_>) -> Option<Record> {
    Some(Record {
        exactly_one: node.has(Rule::exactly_one),
        fields: node.all(Rule::field).map(|node| field(&node)).collect::<Option<_>>()?,
        additions: node.all(Rule::addition).map(|node| addition(&node)).collect::<Option<_>>()?,
        span: node.span(),
    })
}

fn field(node: &Node<'_>) -> Option<Field> {
    Some(Field {
        doc: node.doc(),
        name: node.child(Rule::field_name)?.name(),
        optional: node.has(Rule::optional),
        sensitive: node.has(Rule::sensitive),
        field_type: field_type(&node.child(Rule::field_type)?)?,
        span: node.span(),
    })
}

fn addition(node: &Node<'_>) -> Option<Addition> {
    let choice = node.child(Rule::choice)?;
    Some(Addition {
        doc: node.doc(),
        path: path(&node.child(Rule::path)?),
        several: choice.has(Rule::k_any),
        members: choice.names(Rule::member),
        span: node.span(),
    })
}

fn field_type(node: &Node<'_>) -> Option<FieldType> {
    let types = node.all(Rule::one_type).map(|node| Some((one_type(&node)?, node.span())));
    let mut types: Vec<(FieldType, Span)> = types.collect::<Option<_>>()?;
    match types.as_slice() {
        [_] => types.pop().map(|(only, _)| only),
        _ => Some(FieldType::Union(types)),
    }
}

fn one_type(node: &Node<'_>) -> Option<FieldType> {
    let inner = node.first()?;
    Some(match inner.rule() {
        Rule::list => FieldType::List(Box::new(field_type(&inner.child(Rule::field_type)?)?)),
        Rule::record => FieldType::Record(record(&inner)?),
        Rule::choice => FieldType::Choice {
            several: inner.has(Rule::k_any),
            members: inner.names(Rule::member),
            span: inner.span(),
        },
        Rule::text => {
            FieldType::Text(inner.all(Rule::form).filter_map(|node| form(&node)).collect())
        }
        _ => FieldType::Named(inner.name()),
    })
}

fn form(node: &Node<'_>) -> Option<TextFormat> {
    let inner = node.first()?;
    Some(match inner.rule() {
        Rule::string => TextFormat::Pattern(inner.name()),
        _ => TextFormat::DateTime,
    })
}

fn operation(node: &Node<'_>) -> Option<Operation> {
    let http = node
        .child(Rule::http)
        .and_then(|http| Some((http.child(Rule::name)?.name(), http.child(Rule::string)?.name())));
    let sdk = node.all(Rule::sdk).filter_map(|sdk| {
        let mut texts = sdk.all(Rule::string).map(|text| text.name());
        Some((texts.next()?, texts.next()?))
    });
    let mut bare = node.all(Rule::sdk).filter(|sdk| !sdk.has(Rule::string));
    let bodies = node.all(Rule::body).filter_map(|body| body.child(Rule::name));
    Some(Operation {
        doc: node.doc(),
        name: node.child(Rule::name)?.name(),
        http,
        sdk: sdk.collect(),
        bare_sdk: bare.next().map(|sdk| sdk.span()),
        bodies: bodies.map(|name| name.name()).collect(),
        detects: node.all(Rule::detect).map(|node| detect(&node)).collect(),
        repeated: node.repeated(Rule::http),
        span: node.span(),
    })
}

fn detect(node: &Node<'_>) -> Detect {
    let mut detect = Detect { with: Vec::new(), without: Vec::new(), span: node.span() };
    let mut after_without = false;
    for part in node.children() {
        match part.rule() {
            Rule::k_without => after_without = true,
            Rule::path if after_without => detect.without.push(path(&part)),
            Rule::path => detect.with.push(path(&part)),
            _ => {}
        }
    }
    detect
}

fn context(node: &Node<'_>) -> Option<Context> {
    let record = record(&node.child(Rule::record)?)?;
    Some(Context { doc: node.doc(), record, span: node.span() })
}

fn amendment(node: &Node<'_>) -> Option<Amendment> {
    Some(Amendment {
        doc: node.doc(),
        operations: node.listed_names(),
        amends: node.all(Rule::amend).map(|node| amend(&node)).collect(),
        shapes: node
            .all(Rule::amended_shape)
            .map(|node| amended_shape(&node))
            .collect::<Option<_>>()?,
        extensions: node
            .all(Rule::extension)
            .map(|node| extension(&node))
            .collect::<Option<_>>()?,
        detects: node.all(Rule::detect).map(|node| detect(&node)).collect(),
        span: node.span(),
    })
}

fn amended_shape(node: &Node<'_>) -> Option<AmendedShape> {
    Some(AmendedShape {
        doc: node.doc(),
        path: path(&node.child(Rule::path)?),
        is_new: node.has(Rule::optional),
        record: record(&node.child(Rule::record)?)?,
        span: node.span(),
    })
}

fn amend(node: &Node<'_>) -> Amend {
    let kind = if node.has(Rule::k_required) {
        AmendKind::Required
    } else if node.has(Rule::k_optional) {
        AmendKind::Optional
    } else if node.has(Rule::k_foreign) {
        AmendKind::Foreign
    } else {
        AmendKind::LiftExactlyOne
    };
    Amend { doc: node.doc(), kind, paths: paths(node), span: node.span() }
}

fn silence(node: &Node<'_>) -> Option<Silence> {
    Some(Silence {
        doc: node.doc(),
        rules: node.child(Rule::rule_names)?.names(Rule::rule_pattern),
        at: node.child(Rule::at).map(|at| paths(&at)).unwrap_or_default(),
        operations: node.listed_names(),
        condition: expression(&node.child(Rule::expression)?)?,
        span: node.span(),
    })
}

/// The paths among the children.
pub(super) fn paths(node: &Node<'_>) -> Vec<Path> {
    node.all(Rule::path).map(|node| path(&node)).collect()
}
