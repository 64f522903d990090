//! Large literals of constants alone, which are evaluated once, however often they are read.

use std::collections::{HashMap, HashSet};

use oxc_ast::{
    AstKind,
    ast::{
        Argument, ArrayExpression, Expression, ObjectExpression, ObjectPropertyKind, PropertyKind,
        TSEnumDeclaration, VariableDeclarator,
    },
};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::GetSpan;

use super::{
    DEEPEST, Evaluator, Scope,
    changes::{Frozen, frozen, leak, may_be_changed},
};
use crate::{
    unit::Unit,
    unit::flow::{Change, Effect, Step},
    value::{Callable, FunctionNode, Value, ValueKind},
};

/// From how many fields or elements on.
const LARGE: usize = 16;

/// How deep literals of constants may nest.
const DEEPEST_CONSTANT: u32 = 8;

/// What a literal is made of.
#[derive(Clone, Copy)]
pub(super) enum Literal<'a> {
    Object(&'a ObjectExpression<'a>),
    Array(&'a ArrayExpression<'a>),
    Enum(&'a TSEnumDeclaration<'a>),
}

impl<'a> Literal<'a> {
    fn is_large(self) -> bool {
        LARGE
            <= match self {
                Self::Object(object) => object.properties.len(),
                Self::Array(array) => array.elements.len(),
                Self::Enum(declared) => declared.body.members.len(),
            }
    }

    fn start(self) -> u32 {
        match self {
            Self::Object(object) => object.span.start,
            Self::Array(array) => array.span.start,
            Self::Enum(declared) => declared.span.start,
        }
    }

    /// Whether its value is the same wherever and whenever it is evaluated.
    fn is_constant(self, unit: &Unit<'a>) -> bool {
        match self {
            Self::Object(object) => is_constant_object(object, unit, DEEPEST_CONSTANT),
            Self::Array(array) => is_constant_array(array, unit, DEEPEST_CONSTANT),
            // Only members that are literals are evaluated.
            Self::Enum(_) => true,
        }
    }
}

impl<'a> Evaluator<'_, 'a> {
    /// The value of a literal, which `make` evaluates where it is not known yet.
    pub(super) fn literal(
        &self,
        literal: Literal<'a>,
        scope: &Scope<'a>,
        make: impl FnOnce() -> ValueKind<'a>,
    ) -> ValueKind<'a> {
        if !literal.is_large() {
            return make();
        }
        let key = (scope.id, literal.start());
        if let Some(known) = self.tables.borrow().get(&key) {
            return match known {
                Some(known) => known.clone(),
                None => make(),
            };
        }
        let is_whole = self.depth.get() + DEEPEST_CONSTANT < DEEPEST;
        let kind = make();
        if is_whole && !self.is_exhausted() {
            let known = literal.is_constant(&scope.unit).then(|| kind.clone());
            self.tables.borrow_mut().insert(key, known);
        }
        kind
    }

    /// The value of a variable that holds a large literal of constants, if nothing in the file
    /// changes it.
    pub(super) fn settled(
        &self,
        declarator: &'a VariableDeclarator<'a>,
        symbol: SymbolId,
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        let init = declarator.init.as_ref()?;
        let literal = literal_of(init)?;
        if !literal.is_large()
            || !declarator.id.is_binding_identifier()
            || scope.unit.is_mutated(symbol)
        {
            return None;
        }
        self.once(symbol, scope, || {
            if !literal.is_constant(&scope.unit) {
                return None;
            }
            scope.unit.block_of(declarator.node_id())?;
            let value = self.eval(init, scope);
            if !self.is_untouched(&value, symbol, scope) {
                return None;
            }
            Some(match frozen(Some(init)) {
                _ if !scope.unit.exported.contains(&symbol) || self.is_guessing() => value,
                Frozen::No => value.opened(),
                Frozen::Fields => leak(value, &[Step::Any]),
                Frozen::Deeply => value,
            })
        })
    }

    /// The value of an enumeration, if nothing in the file changes it.
    pub(super) fn settled_enumeration(
        &self,
        declared: &'a TSEnumDeclaration<'a>,
        symbol: SymbolId,
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        if !Literal::Enum(declared).is_large() {
            return None;
        }
        self.once(symbol, scope, || {
            let value = self.enumeration(declared, scope);
            self.is_untouched(&value, symbol, scope).then_some(value)
        })
    }

    fn once(
        &self,
        symbol: SymbolId,
        scope: &Scope<'a>,
        find: impl FnOnce() -> Option<Value<'a>>,
    ) -> Option<Value<'a>> {
        let key = (scope.id, symbol, self.is_guessing());
        if let Some(known) = self.settled.borrow().get(&key) {
            return known.clone();
        }
        let found = find();
        if !self.is_exhausted() {
            self.settled.borrow_mut().insert(key, found.clone());
        }
        found
    }

    /// Whether nothing that happens to what a name holds changes it.
    fn is_untouched(&self, value: &Value<'a>, symbol: SymbolId, scope: &Scope<'a>) -> bool {
        let effects = scope.unit.effects(symbol);
        let is_leak = |effect: &Effect<'a>| matches!(effect.change, Change::Leak);
        let fields: HashMap<&str, &Value<'a>> = match &value.kind {
            ValueKind::Object(object) => {
                object.fields.iter().map(|field| (&*field.name, &field.value)).collect()
            }
            _ => HashMap::new(),
        };
        // What others may do through an export is up to how it is frozen.
        let is_export = |effect: &Effect<'a>| {
            matches!(
                scope.unit.semantic.nodes().kind(effect.node),
                AstKind::ExportSpecifier(_) | AstKind::ExportDefaultDeclaration(_)
            ) && scope.unit.exported.contains(&symbol)
        };
        // An arrow function has no `this` through which it could change the object it is called of.
        let is_arrow = |effect: &Effect<'a>| {
            let nodes = scope.unit.semantic.nodes();
            let AstKind::CallExpression(call) = nodes.kind(effect.node) else { return false };
            let Expression::StaticMemberExpression(method) = &call.callee else { return false };
            method.object.span() == nodes.kind(effect.reference).span()
                && fields.get(method.property.name.as_str()).is_some_and(|field| {
                    matches!(
                        field.kind,
                        ValueKind::Function(Callable { node: FunctionNode::Arrow(_), .. })
                    )
                })
        };
        // Of an array it does not matter which element it is.
        let mut seen: HashSet<&[Step]> = HashSet::new();
        effects.writes.is_empty()
            && effects.others.iter().all(|group| {
                let Some(first) = group.first().filter(|first| is_leak(first)) else {
                    return false;
                };
                match (&value.kind, first.path.split_first()) {
                    (ValueKind::Object(_), Some((Step::Name(name), rest))) => {
                        fields.get(&**name).is_none_or(|field| is_kept(field, rest))
                    }
                    (_, Some((_, rest))) => !seen.insert(rest) || is_kept(value, &first.path),
                    (_, None) => {
                        self.spend(u32::try_from(group.len()).unwrap_or(u32::MAX));
                        is_kept(value, &[])
                            || group.iter().all(|effect| is_arrow(effect) || is_export(effect))
                    }
                }
            })
    }
}

/// Whether a value stays as it is where what is at a path may be changed.
fn is_kept(value: &Value<'_>, path: &[Step]) -> bool {
    let Some((first, rest)) = path.split_first() else { return !may_be_changed(value) };
    match &value.kind {
        ValueKind::Object(object) => object.fields.iter().all(|field| {
            let is_meant = *first == Step::Any || *first == Step::Name(field.name.clone());
            !is_meant || is_kept(&field.value, rest)
        }),
        ValueKind::Array(array) => array.elements.iter().all(|element| is_kept(element, rest)),
        _ => true,
    }
}

/// The literal that an initialiser is, frozen or not.
fn literal_of<'a>(init: &'a Expression<'a>) -> Option<Literal<'a>> {
    match init.get_inner_expression() {
        Expression::ObjectExpression(object) => Some(Literal::Object(object)),
        Expression::ArrayExpression(array) => Some(Literal::Array(array)),
        Expression::CallExpression(call) if matches!(frozen(Some(init)), Frozen::Fields) => {
            match call.arguments.as_slice() {
                [Argument::ObjectExpression(object)] => Some(Literal::Object(object)),
                [Argument::ArrayExpression(array)] => Some(Literal::Array(array)),
                _ => None,
            }
        }
        _ => None,
    }
}

fn is_constant<'a>(expression: &Expression<'a>, unit: &Unit<'a>, depth: u32) -> bool {
    match expression.get_inner_expression() {
        Expression::StringLiteral(_)
        | Expression::NumericLiteral(_)
        | Expression::BooleanLiteral(_)
        | Expression::NullLiteral(_) => true,
        Expression::TemplateLiteral(template) => template.expressions.is_empty(),
        Expression::UnaryExpression(unary) => {
            matches!(unary.argument, Expression::NumericLiteral(_))
        }
        // One in no other function reads no parameters but its own.
        Expression::ArrowFunctionExpression(arrow) => {
            let parent = unit.semantic.nodes().parent_id(arrow.node_id());
            unit.function_of(parent) == NodeId::ROOT
        }
        Expression::ObjectExpression(object) => {
            depth.checked_sub(1).is_some_and(|depth| is_constant_object(object, unit, depth))
        }
        Expression::ArrayExpression(array) => {
            depth.checked_sub(1).is_some_and(|depth| is_constant_array(array, unit, depth))
        }
        _ => false,
    }
}

fn is_constant_object<'a>(object: &ObjectExpression<'a>, unit: &Unit<'a>, depth: u32) -> bool {
    object.properties.iter().all(|property| match property {
        ObjectPropertyKind::ObjectProperty(property) => {
            property.kind == PropertyKind::Init
                && !property.computed
                && is_constant(&property.value, unit, depth)
        }
        ObjectPropertyKind::SpreadProperty(_) => false,
    })
}

fn is_constant_array<'a>(array: &ArrayExpression<'a>, unit: &Unit<'a>, depth: u32) -> bool {
    let mut elements = array.elements.iter().map(|element| element.as_expression());
    elements.all(|element| element.is_some_and(|element| is_constant(element, unit, depth)))
}
