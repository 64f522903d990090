//! Objects and arrays as they are written.

use std::rc::Rc;

use oxc_ast::ast::{
    ArrayExpression, ArrayExpressionElement, Expression, ObjectExpression, ObjectPropertyKind,
    PropertyKey, PropertyKind,
};
use oxc_span::GetSpan;
use oxc_syntax::operator::LogicalOperator;

use super::{Evaluator, IS_REFERENCE, Scope, changes::may_change_its_object};
use crate::value::{Array, Field, Object, ObjectBuilder, Type, Value, ValueKind, number_text};

/// The most elements of an array that spreads make.
const MOST_ELEMENTS: usize = 1000;

impl<'a> Evaluator<'_, 'a> {
    pub(super) fn object(
        &self,
        literal: &'a ObjectExpression<'a>,
        scope: &Scope<'a>,
    ) -> ValueKind<'a> {
        let mut object = ObjectBuilder::new(literal.properties.len());
        // A function with a `this` may change the object whenever it is called.
        let mut is_active = scope.unit.is_tampered("Object");
        // What is written to a field, also to one that is inherited, may be anything else when it is
        // read.
        let mut has_accessors = false;
        for property in &literal.properties {
            let property = match property {
                ObjectPropertyKind::SpreadProperty(spread) => {
                    // Names are looked up one after the other.
                    self.spend(object.len() / 16);
                    object.change(|object| self.spread(object, &spread.argument, scope));
                    continue;
                }
                ObjectPropertyKind::ObjectProperty(property) => property,
            };
            has_accessors |= property.kind != PropertyKind::Init;
            is_active |=
                property.method || matches!(property.value, Expression::FunctionExpression(_));
            let name = if property.computed {
                self.key(&property.key, scope)
            } else {
                property.key.static_name().map(Into::into)
            };
            let Some(name) = name else {
                object.change(Object::overwrite_unknown);
                continue;
            };
            if &*name == "__proto__" {
                has_accessors = true;
                continue;
            }
            let value = self.eval(&property.value, scope);
            is_active |= may_change_its_object(&name, &value);
            object.set(Field::new(name, property.key.span(), value));
        }
        if has_accessors {
            return ValueKind::of(Type::Object);
        }
        let value: Value<'a> = ValueKind::Object(Rc::new(object.done())).into();
        if is_active { value.opened().kind } else { value.kind }
    }

    fn key(&self, key: &'a PropertyKey<'a>, scope: &Scope<'a>) -> Option<Rc<str>> {
        match self.eval(key.as_expression()?, scope).kind {
            ValueKind::Text(text) => text.as_known().map(Into::into),
            ValueKind::Number(number) => number_text(number).map(Into::into),
            _ => None,
        }
    }

    /// Copies the fields of a value into an object; of nothing there are none.
    pub(super) fn spread(
        &self,
        object: &mut Object<'a>,
        argument: &'a Expression<'a>,
        scope: &Scope<'a>,
    ) {
        // `...(condition && { … })`: what is falsy has no fields.
        if let Expression::LogicalExpression(logical) = argument.get_inner_expression()
            && logical.operator == LogicalOperator::And
        {
            match self.decide(&logical.left, scope) {
                Some(true) => self.spread(object, &logical.right, scope),
                Some(false) => {}
                None => {
                    let mut other = Object::default();
                    self.spread(&mut other, &logical.right, scope);
                    object.may_spread(other);
                }
            }
            return;
        }
        let value = self.eval(argument, scope);
        self.spread_value(object, &value);
    }

    /// `{ ...before, ...after }`
    pub(crate) fn spread_over(&self, before: Option<&Value<'a>>, after: &Value<'a>) -> Value<'a> {
        let mut object = Object::default();
        if let Some(before) = before {
            self.spread_value(&mut object, before);
        }
        self.spread_value(&mut object, after);
        Value { kind: ValueKind::Object(Rc::new(object)), origin: after.origin.clone() }
    }

    pub(super) fn spread_value(&self, object: &mut Object<'a>, value: &Value<'a>) {
        self.spend(value.size());
        match &value.kind {
            ValueKind::Object(other) if other.get(IS_REFERENCE).is_some() => {
                object.overwrite_unknown();
            }
            ValueKind::Object(other) if value.origin.shared => {
                let mut copy = Object::clone(other);
                copy.fields.iter_mut().for_each(|field| field.value.origin.shared = true);
                object.spread(&copy);
            }
            ValueKind::Object(other) => object.spread(other),
            ValueKind::Undefined
            | ValueKind::Null
            | ValueKind::Bool(_)
            | ValueKind::Number(_)
            | ValueKind::Digits(_)
            | ValueKind::Random => {}
            ValueKind::Unknown { ty: Type::Number | Type::Integer | Type::Boolean, .. } => {}
            ValueKind::Text(text) if text.as_known() == Some("") => {}
            _ => object.overwrite_unknown(),
        }
    }

    pub(super) fn array(
        &self,
        literal: &'a ArrayExpression<'a>,
        scope: &Scope<'a>,
    ) -> ValueKind<'a> {
        let mut array = Array::default();
        for element in &literal.elements {
            let value = match element {
                ArrayExpressionElement::Elision(_) => ValueKind::Undefined.into(),
                ArrayExpressionElement::SpreadElement(spread) => {
                    match self.eval(&spread.argument, scope).kind {
                        ValueKind::Array(other)
                            if !other.open
                                && other.elements.len() + array.elements.len() <= MOST_ELEMENTS =>
                        {
                            array.elements.extend(other.elements.iter().cloned());
                            continue;
                        }
                        // What comes after it is no longer at a known place.
                        _ if array.elements.is_empty() => return ValueKind::of(Type::Array),
                        _ => {
                            array.open = true;
                            break;
                        }
                    }
                }
                element => match element.as_expression() {
                    Some(expression) => self.eval(expression, scope),
                    None => Value::unknown(),
                },
            };
            array.elements.push(value);
        }
        ValueKind::Array(Rc::new(array))
    }
}
