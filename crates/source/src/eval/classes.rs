//! Fields and methods of classes, as `this.name` and `Class.name` read them.
//!
//! What others can set is unknown: only what is private, or read-only where no other class can
//! declare it again, has the value that the class gives it.

use oxc_ast::{
    AstKind,
    ast::{
        Class, ClassElement, Expression, MethodDefinition, MethodDefinitionKind,
        PropertyDefinition, PropertyKey, Statement, TSAccessibility,
    },
};
use oxc_semantic::NodeId;
use oxc_span::{GetSpan, Span};

use super::{Evaluator, Scope};
use crate::{
    flow::Change,
    unit::{Frame, Unit},
    value::{Callable, FunctionNode, Kind, Value},
};

/// A class, as what reads a member of it sees it.
struct Member<'a, 'n> {
    class: &'a Class<'a>,
    name: &'n str,
    is_static: bool,
    /// All fields have their first values when it is read.
    is_made: bool,
}

/// How a field is written, beside by its initialiser.
enum Written<'a> {
    Never,
    /// Once, by the constructor, before anything else can read it.
    Made(&'a Expression<'a>),
    Somewhere,
}

impl<'a> Evaluator<'_, 'a> {
    /// The value of a field of an object, if that is `this` or a class of the file.
    pub(super) fn class_member(
        &self,
        object: &'a Expression<'a>,
        name: &str,
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        let unit = &scope.unit;
        let member = match object.get_inner_expression() {
            Expression::ThisExpression(this) => around(this.node_id(), name, unit)?,
            Expression::Identifier(id) => {
                let symbol = unit.symbol(id)?;
                let scoping = unit.semantic.scoping();
                let AstKind::Class(class) =
                    unit.semantic.nodes().kind(scoping.symbol_declaration(symbol))
                else {
                    return None;
                };
                if scoping.symbol_is_mutated(symbol) || unit.is_dynamic {
                    return None;
                }
                Member { class, name, is_static: true, is_made: true }
            }
            _ => return None,
        };
        // What the names of a class mean does not depend on the call that is being evaluated.
        let scope = Scope { frame: Frame::root(), consumer: None, ..scope.clone() };
        Some(match self.is_guessing() {
            true => self.likely(&member, &scope),
            false => self.certain(&member, &scope),
        })
    }

    fn certain(&self, member: &Member<'a, '_>, scope: &Scope<'a>) -> Value<'a> {
        let elements = member.class.body.body.iter();
        let value = elements.rev().find_map(|element| match element {
            ClassElement::MethodDefinition(method)
                if member.is_of(&method.key, method.r#static) =>
            {
                Some(self.method_of(member, method, scope))
            }
            ClassElement::PropertyDefinition(field) if member.is_of(&field.key, field.r#static) => {
                Some(self.field_of(member, field, scope))
            }
            _ => None,
        });
        let value = value.flatten().unwrap_or_else(Value::unknown);
        match &value.kind {
            // It may be changed through any reference to it.
            Kind::Object(_) | Kind::Array(_) | Kind::Date { .. } => value.opened(),
            _ => value,
        }
    }

    fn method_of(
        &self,
        member: &Member<'a, '_>,
        method: &'a MethodDefinition<'a>,
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        let is_sealed = is_private(&method.key, method.accessibility) || member.is_closed(scope);
        let is_plain = method.kind == MethodDefinitionKind::Method && method.decorators.is_empty();
        if !is_sealed || !is_plain || !matches!(self.written(member, scope), Written::Never) {
            return None;
        }
        let node = FunctionNode::Function(&method.value);
        Some(Kind::Function(Callable { unit: scope.id, node, frame: Frame::root() }).into())
    }

    fn field_of(
        &self,
        member: &Member<'a, '_>,
        field: &'a PropertyDefinition<'a>,
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        let is_sealed = is_private(&field.key, field.accessibility)
            || (field.readonly && (field.r#static || member.is_closed(scope)));
        // What a class extends may call methods before there are fields.
        if !is_sealed || !field.decorators.is_empty() || field.declare || !member.is_made(scope) {
            return None;
        }
        match (self.written(member, scope), &field.value) {
            (Written::Never, Some(value)) => Some(self.eval(value, scope)),
            (Written::Made(value), None) if member.is_made => Some(self.eval(value, scope)),
            _ => None,
        }
    }

    /// How a field is written anywhere in the file.
    fn written(&self, member: &Member<'a, '_>, scope: &Scope<'a>) -> Written<'a> {
        let unit = &scope.unit;
        let nodes = unit.semantic.nodes();
        self.spend(u32::try_from(nodes.len() / 64).unwrap_or(u32::MAX));
        let mut written = Written::Never;
        for node in nodes.iter() {
            match node.kind() {
                AstKind::StaticMemberExpression(found) if found.property.name == member.name => {}
                AstKind::PrivateFieldExpression(found) if found.field.name == member.name => {}
                AstKind::ComputedMemberExpression(found) if matches!(&found.expression, Expression::StringLiteral(name) if name.value == member.name) =>
                {
                    return Written::Somewhere;
                }
                AstKind::ThisExpression(_) if hands_on(node.id(), unit) => {
                    return Written::Somewhere;
                }
                _ => continue,
            }
            if unit.is_written(node.id()) {
                match (made(member, node.id(), unit), &written) {
                    (Some(value), Written::Never) => written = Written::Made(value),
                    _ => return Written::Somewhere,
                }
            }
        }
        written
    }

    /// What a field probably is: what the class gives it anywhere.
    fn likely(&self, member: &Member<'a, '_>, scope: &Scope<'a>) -> Value<'a> {
        let elements = &member.class.body.body;
        let initial = elements.iter().find_map(|element| match element {
            ClassElement::PropertyDefinition(field) if member.is_of(&field.key, field.r#static) => {
                field.value.as_ref()
            }
            _ => None,
        });
        let assigned = || {
            let nodes = scope.unit.semantic.nodes();
            nodes.iter().find_map(|node| made(member, node.id(), &scope.unit))
        };
        let given = || {
            let constructor = elements.iter().find_map(constructor)?;
            let mut parameters = constructor.value.params.items.iter();
            let parameter = parameters.find(|item| {
                item.has_modifier()
                    && item.pattern.get_identifier_name().is_some_and(|name| name == member.name)
            });
            parameter?.initializer.as_deref()
        };
        let value = initial.or_else(assigned).or_else(given);
        value.map_or_else(Value::unknown, |value| self.eval(value, scope))
    }
}

impl<'a> Member<'a, '_> {
    fn is_of(&self, key: &PropertyKey<'_>, is_static: bool) -> bool {
        let is_named = match key {
            PropertyKey::PrivateIdentifier(key) => key.name == self.name,
            key => key.is_specific_static_name(self.name),
        };
        is_named && is_static == self.is_static
    }

    /// Whether no other class can declare its members again.
    fn is_closed(&self, scope: &Scope<'a>) -> bool {
        let unit = &scope.unit;
        let Some(symbol) = self.class.id.as_ref().and_then(|id| id.symbol_id.get()) else {
            return false;
        };
        let nodes = unit.semantic.nodes();
        let mut references = unit.semantic.symbol_references(symbol);
        let is_extended = references.any(|reference| {
            // Only what is made of it, or read from it, is known not to extend it.
            !matches!(
                nodes.parent_kind(reference.node_id()),
                AstKind::NewExpression(_)
                    | AstKind::StaticMemberExpression(_)
                    | AstKind::TSTypeReference(_)
            )
        });
        let is_exported = unit.exported.contains(&symbol)
            || matches!(
                nodes.parent_kind(self.class.node_id()),
                AstKind::ExportDefaultDeclaration(_) | AstKind::ExportDeclaration(_)
            );
        !is_extended && !is_exported && !unit.surroundings.is_script
    }

    /// Whether nothing reads fields before they have their first values.
    fn is_made(&self, scope: &Scope<'a>) -> bool {
        let calls = |element: &ClassElement<'a>| match element {
            ClassElement::PropertyDefinition(field) if field.r#static == self.is_static => {
                field.value.as_ref().is_some_and(|value| {
                    !matches!(
                        value,
                        Expression::ArrowFunctionExpression(_) | Expression::FunctionExpression(_)
                    ) && mentions_this(value.span(), &scope.unit)
                })
            }
            _ => false,
        };
        (self.is_static || self.class.heritage.is_none()) && !self.class.body.body.iter().any(calls)
    }
}

/// The class whose member a `this` reads.
fn around<'a, 'n>(this: NodeId, name: &'n str, unit: &Unit<'a>) -> Option<Member<'a, 'n>> {
    let nodes = unit.semantic.nodes();
    let (mut is_static, mut is_made) = (None, true);
    let mut at = this;
    loop {
        let parent = nodes.parent_id(at);
        match nodes.kind(parent) {
            AstKind::Function(_) => {
                let AstKind::MethodDefinition(method) = nodes.parent_kind(parent) else {
                    return None;
                };
                is_static = Some(method.r#static);
                is_made = method.kind != MethodDefinitionKind::Constructor;
            }
            AstKind::PropertyDefinition(field) if is_static.is_none() => {
                (is_static, is_made) = (Some(field.r#static), false);
            }
            AstKind::Class(class) => {
                return Some(Member { class, name, is_static: is_static?, is_made });
            }
            AstKind::StaticBlock(_) | AstKind::Program(_) => return None,
            _ => {}
        }
        at = parent;
    }
}

fn is_private(key: &PropertyKey<'_>, accessibility: Option<TSAccessibility>) -> bool {
    matches!(key, PropertyKey::PrivateIdentifier(_))
        || accessibility == Some(TSAccessibility::Private)
}

fn constructor<'a>(element: &'a ClassElement<'a>) -> Option<&'a MethodDefinition<'a>> {
    match element {
        ClassElement::MethodDefinition(method) if method.kind.is_constructor() => Some(method),
        _ => None,
    }
}

/// What the constructor assigns to a field by this node, as a statement that only such ones precede.
fn made<'a>(member: &Member<'a, '_>, field: NodeId, unit: &Unit<'a>) -> Option<&'a Expression<'a>> {
    let target = unit.semantic.nodes().kind(field).span();
    let constructor = member.class.body.body.iter().find_map(constructor)?;
    if member.is_static
        || target.start < constructor.span.start
        || target.end > constructor.span.end
    {
        return None;
    }
    for statement in &constructor.value.body.as_ref()?.statements {
        let assign = match statement {
            Statement::ExpressionStatement(statement) => match &statement.expression {
                Expression::AssignmentExpression(assign) if assign.operator.is_assign() => {
                    Some(assign)
                }
                _ => None,
            },
            _ => None,
        };
        match assign {
            Some(assign) if assign.left.span() == target => return Some(&assign.right),
            Some(assign) if !mentions_this(assign.right.span(), unit) => {}
            _ if mentions_this(statement.span(), unit) => return None,
            _ => {}
        }
    }
    None
}

/// Whether the text of something names `this` or what it extends.
fn mentions_this(span: Span, unit: &Unit<'_>) -> bool {
    let text = unit.text.get(span.start as usize..span.end as usize);
    text.is_none_or(|text| text.contains("this") || text.contains("super"))
}

/// Whether something else gets a `this`, and may write its fields by any name.
fn hands_on(this: NodeId, unit: &Unit<'_>) -> bool {
    let nodes = unit.semantic.nodes();
    let parent = nodes.parent_id(this);
    match nodes.kind(parent) {
        AstKind::StaticMemberExpression(_) | AstKind::PrivateFieldExpression(_) => false,
        // `this.go.bind(this)`
        AstKind::CallExpression(call) => !matches!(
            &call.callee,
            Expression::StaticMemberExpression(callee) if callee.property.name == "bind"
        ),
        _ => true,
    }
}

impl Unit<'_> {
    /// Whether a field is assigned at a node.
    fn is_written(&self, field: NodeId) -> bool {
        self.flows_of(field)
            .iter()
            .any(|effect| effect.path.is_empty() && matches!(effect.change, Change::Write(_)))
    }
}
