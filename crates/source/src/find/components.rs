//! Components of an SDK that take the request in an attribute: `<Payment request={…} />`.

use std::rc::Rc;

use oxc_ast::{
    AstKind,
    ast::{
        Argument, CallExpression, Expression, JSXAttributeItem, JSXAttributeValue, JSXElementName,
        JSXMemberExpression, JSXMemberExpressionObject, JSXOpeningElement,
    },
};
use oxc_semantic::NodeId;
use oxc_span::Span;

use super::{Found, Request, Sent, callee_name, doubles, present};
use crate::{
    calls::{ComponentCall, is_module},
    eval::{Evaluator, Scope},
    value::{Field, Object, Type, Value, ValueKind},
};

/// A use of a component, by the place of its kind among all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Component<'a> {
    at: usize,
    props: Props<'a>,
}

/// What a component is given.
#[derive(Debug, Clone, Copy)]
enum Props<'a> {
    Attributes(&'a JSXOpeningElement<'a>),
    /// `createElement(Payment, { request })`
    Object(&'a Expression<'a>),
}

/// The uses of components that are given a request, or may be.
pub(super) fn find<'a>(evaluator: &Evaluator<'_, 'a>, scope: &Scope<'a>) -> Vec<Found<'a>> {
    let components = &evaluator.project.calls.components;
    if components.is_empty() {
        return Vec::new();
    }
    let found = scope.unit.semantic.nodes().iter().filter_map(|node| {
        let (used, node, span) = match node.kind() {
            AstKind::JSXOpeningElement(element) => {
                let used = of_element(evaluator, element, scope)?;
                let name = &components.get(used.at)?.attribute;
                (used, attribute(element, name).unwrap_or(node.id()), element.span)
            }
            AstKind::CallExpression(call) => {
                (created(evaluator, call, scope)?, node.id(), call.span)
            }
            _ => return None,
        };
        Some((used.at, Found { span, node, sent: Sent::Component(used) }))
    });
    let found: Vec<_> = found.collect();
    if found.is_empty() {
        return Vec::new();
    }
    let is_real = |call: &ComponentCall| !doubles::is_module_replaced(&call.module, scope);
    let real: Vec<bool> = components.iter().map(is_real).collect();
    let found = found.into_iter().filter(|(at, _)| real.get(*at) == Some(&true));
    found.map(|(_, found)| found).collect()
}

/// The attribute of a name.
fn attribute(element: &JSXOpeningElement<'_>, name: &str) -> Option<NodeId> {
    element.attributes.iter().find_map(|item| match item {
        JSXAttributeItem::Attribute(attribute) if attribute.is_identifier(name) => {
            Some(attribute.node_id.get())
        }
        _ => None,
    })
}

fn of_element<'a>(
    evaluator: &Evaluator<'_, 'a>,
    element: &'a JSXOpeningElement<'a>,
    scope: &Scope<'a>,
) -> Option<Component<'a>> {
    let components = &evaluator.project.calls.components;
    let takes = |call: &ComponentCall| {
        element.attributes.iter().any(|item| match item {
            JSXAttributeItem::Attribute(attribute) => attribute.is_identifier(&call.attribute),
            JSXAttributeItem::SpreadAttribute(_) => tag_name(&element.name) == Some(&call.name),
        })
    };
    if !components.iter().any(takes) {
        return None;
    }
    let tag = match &element.name {
        JSXElementName::IdentifierReference(id) => evaluator.identifier(id, scope),
        JSXElementName::MemberExpression(member) => member_value(evaluator, member, scope)?,
        _ => return None,
    };
    let at = components.iter().position(|call| takes(call) && is_component(&tag, call))?;
    Some(Component { at, props: Props::Attributes(element) })
}

/// The last name of a tag.
fn tag_name<'e>(name: &'e JSXElementName<'_>) -> Option<&'e str> {
    match name {
        JSXElementName::IdentifierReference(id) => Some(&id.name),
        JSXElementName::MemberExpression(member) => Some(&member.property.name),
        _ => None,
    }
}

/// The value of `<PortOne.Payment />`'s name.
fn member_value<'a>(
    evaluator: &Evaluator<'_, 'a>,
    member: &'a JSXMemberExpression<'a>,
    scope: &Scope<'a>,
) -> Option<Value<'a>> {
    // Longer names are of no module.
    let JSXMemberExpressionObject::IdentifierReference(object) = &member.object else {
        return None;
    };
    Some(evaluator.read_field(&evaluator.identifier(object, scope), &member.property.name))
}

/// `createElement(Payment, { request: … })`
fn created<'a>(
    evaluator: &Evaluator<'_, 'a>,
    call: &'a CallExpression<'a>,
    scope: &Scope<'a>,
) -> Option<Component<'a>> {
    if callee_name(&call.callee)?.0 != "createElement" {
        return None;
    }
    let [tag, props, ..] = call.arguments.as_slice() else { return None };
    let tag = tag.as_expression().filter(|tag| callee_name(tag).is_some())?;
    let tag = evaluator.eval(tag, scope);
    let props = Argument::as_expression(props)?;
    let mut components = evaluator.project.calls.components.iter();
    let at = components.position(|call| is_component(&tag, call))?;
    Some(Component { at, props: Props::Object(props) })
}

fn is_component(tag: &Value<'_>, call: &ComponentCall) -> bool {
    let ValueKind::External(external) = &tag.kind else { return false };
    let path: Vec<&str> = external.path.iter().map(|part| &**part).collect();
    let is_export = matches!(path.as_slice(), [name] | ["default", name] if *name == call.name);
    is_export && is_module(&external.module, &call.module)
}

impl<'a> Component<'a> {
    pub(super) fn request<'c>(
        self,
        evaluator: &Evaluator<'c, 'a>,
        scope: &Scope<'a>,
    ) -> Option<Request<'c, 'a>> {
        let call = evaluator.project.calls.components.get(self.at)?;
        let request = match self.props {
            Props::Attributes(element) => given(evaluator, element, &call.attribute, scope),
            Props::Object(props) => evaluator.eval(props, scope).field(&call.attribute),
        };
        let mut body = present(request);
        if let ValueKind::Object(object) = &body.kind {
            let mut object = Object::clone(object);
            for name in &call.sets {
                let value = ValueKind::of(Type::String).into();
                object.set(Field::new(name.as_str(), Span::default(), value));
            }
            body.kind = ValueKind::Object(Rc::new(object));
        }
        // It becomes JSON in the page that the component shows.
        Some(Request { operation: &call.operation, body, path: Vec::new(), is_json: true })
    }
}

/// What the attributes of an element give one of this name: the last one that has it counts.
fn given<'a>(
    evaluator: &Evaluator<'_, 'a>,
    element: &'a JSXOpeningElement<'a>,
    name: &str,
    scope: &Scope<'a>,
) -> Value<'a> {
    let mut value: Value<'a> = ValueKind::Undefined.into();
    for item in &element.attributes {
        match item {
            JSXAttributeItem::Attribute(attribute) if attribute.is_identifier(name) => {
                value = match &attribute.value {
                    Some(JSXAttributeValue::ExpressionContainer(container)) => {
                        let expression = container.expression.as_expression();
                        expression.map_or_else(Value::unknown, |it| evaluator.eval(it, scope))
                    }
                    _ => Value::unknown(),
                };
            }
            JSXAttributeItem::Attribute(_) => {}
            JSXAttributeItem::SpreadAttribute(spread) => {
                let spread = evaluator.eval(&spread.argument, scope);
                value = match &spread.kind {
                    ValueKind::Object(object) if !object.open => match object.get(name) {
                        Some(field) if !field.may_lack => field.value.clone(),
                        Some(_) => Value::unknown(),
                        None => value,
                    },
                    _ => Value::unknown(),
                };
            }
        }
    }
    value
}
