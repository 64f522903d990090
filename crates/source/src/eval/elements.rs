//! The elements of a class, by their names.

use std::{collections::HashMap, rc::Rc};

use oxc_ast::ast::{Class, ClassElement, Expression, MethodDefinition, PropertyKey};
use oxc_span::GetSpan;

use super::classes::mentions_this;
use crate::unit::Unit;

#[derive(Debug)]
pub(crate) struct Elements<'a> {
    /// Methods and fields, by name and whether they are static; of several the last one.
    named: HashMap<(Rc<str>, bool), &'a ClassElement<'a>>,
    /// Whether the first value of a field is made of others: those of objects, and static ones.
    is_early: [bool; 2],
}

impl<'a> Elements<'a> {
    pub(super) fn new(class: &'a Class<'a>, unit: &Unit<'a>) -> Self {
        let mut elements = Self { named: HashMap::new(), is_early: [false, false] };
        for element in &class.body.body {
            let (key, is_static) = match element {
                ClassElement::MethodDefinition(method) => (&method.key, method.r#static),
                ClassElement::PropertyDefinition(field) => {
                    if field.value.as_ref().is_some_and(|value| reads_this(value, unit))
                        && let Some(early) = elements.is_early.get_mut(usize::from(field.r#static))
                    {
                        *early = true;
                    }
                    (&field.key, field.r#static)
                }
                _ => continue,
            };
            let name = match key {
                PropertyKey::PrivateIdentifier(key) => Some(key.name.as_str().into()),
                key => key.static_name().map(Into::into),
            };
            elements.named.extend(name.map(|name| ((name, is_static), element)));
        }
        elements
    }

    pub(crate) fn of(&self, name: &str, is_static: bool) -> Option<&'a ClassElement<'a>> {
        self.named.get(&(name.into(), is_static)).copied()
    }

    pub(super) fn constructor(&self) -> Option<&'a MethodDefinition<'a>> {
        match self.of("constructor", false)? {
            ClassElement::MethodDefinition(method) if method.kind.is_constructor() => Some(method),
            _ => None,
        }
    }

    pub(super) fn is_early(&self, is_static: bool) -> bool {
        self.is_early.get(usize::from(is_static)).copied().unwrap_or(true)
    }
}

/// Whether a first value is made of other fields, or may be.
fn reads_this(value: &Expression<'_>, unit: &Unit<'_>) -> bool {
    let is_function =
        matches!(value, Expression::ArrowFunctionExpression(_) | Expression::FunctionExpression(_));
    !is_function && mentions_this(value.span(), unit)
}
