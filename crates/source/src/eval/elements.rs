//! The elements of a class, by their names.

use std::{cell::OnceCell, collections::HashMap, rc::Rc};

use oxc_ast::ast::{
    AssignmentTarget, Class, ClassElement, Expression, MethodDefinition, PropertyKey, Statement,
};
use oxc_span::{GetSpan, Span};

use crate::unit::Unit;

#[derive(Debug)]
pub(crate) struct Elements<'a> {
    /// Methods and fields, by name and whether they are static; of several the last one.
    named: HashMap<(Rc<str>, bool), &'a ClassElement<'a>>,
    /// What the constructor assigns to fields, by their names, in statements that only such ones
    /// precede; and the places of the fields there.
    made: HashMap<Rc<str>, (Span, &'a Expression<'a>)>,
    /// Whether no other class can declare its members again, once that was asked.
    is_closed: OnceCell<bool>,
    /// Whether the first value of a field is made of others: those of objects, and static ones.
    is_early: [bool; 2],
}

impl<'a> Elements<'a> {
    pub(super) fn new(class: &'a Class<'a>, unit: &Unit<'a>) -> Self {
        let mut elements = Self {
            named: HashMap::new(),
            made: HashMap::new(),
            is_closed: OnceCell::new(),
            is_early: [false, false],
        };
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
        elements.look_at_constructor(unit);
        elements
    }

    fn look_at_constructor(&mut self, unit: &Unit<'a>) {
        let Some(constructor) = self.constructor() else { return };
        for statement in constructor.value.body.iter().flat_map(|body| &body.statements) {
            let assign = match statement {
                Statement::ExpressionStatement(statement) => match &statement.expression {
                    Expression::AssignmentExpression(assign) if assign.operator.is_assign() => {
                        Some(assign)
                    }
                    _ => None,
                },
                _ => None,
            };
            let field = assign.and_then(|assign| Some((assign, field_of_this(&assign.left)?)));
            match (assign, field) {
                (_, Some((assign, name))) => {
                    let made = (assign.left.span(), &assign.right);
                    self.made.entry(name.into()).or_insert(made);
                    if mentions_this(assign.right.span(), unit) {
                        return;
                    }
                }
                (Some(assign), None) if !mentions_this(assign.right.span(), unit) => {}
                _ if mentions_this(statement.span(), unit) => return,
                _ => {}
            }
        }
    }

    /// What the constructor assigns to a field, and the place of the field there.
    pub(super) fn made(&self, name: &str) -> Option<(Span, &'a Expression<'a>)> {
        self.made.get(name).copied()
    }

    /// Whether no other class can declare its members again, which `look` finds out.
    pub(super) fn is_closed(&self, look: impl FnOnce() -> bool) -> bool {
        *self.is_closed.get_or_init(look)
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

/// The field of `this` that an assignment is to.
fn field_of_this<'t>(target: &'t AssignmentTarget<'_>) -> Option<&'t str> {
    let (object, name) = match target {
        AssignmentTarget::StaticMemberExpression(field) => {
            (&field.object, field.property.name.as_str())
        }
        AssignmentTarget::PrivateFieldExpression(field) => {
            (&field.object, field.field.name.as_str())
        }
        _ => return None,
    };
    matches!(object, Expression::ThisExpression(_)).then_some(name)
}

/// Whether a first value is made of other fields, or may be.
fn reads_this(value: &Expression<'_>, unit: &Unit<'_>) -> bool {
    let is_function =
        matches!(value, Expression::ArrowFunctionExpression(_) | Expression::FunctionExpression(_));
    !is_function && mentions_this(value.span(), unit)
}

/// Whether the text of something names `this` or what it extends.
fn mentions_this(span: Span, unit: &Unit<'_>) -> bool {
    let text = unit.text.get(span.start as usize..span.end as usize);
    text.is_none_or(|text| text.contains("this") || text.contains("super"))
}
