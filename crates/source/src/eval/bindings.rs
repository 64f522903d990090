//! The values of names.

use std::rc::Rc;

use oxc_ast::{
    AstKind,
    ast::{
        BindingPattern, BindingProperty, Expression, IdentifierReference, TSEnumDeclaration,
        TSEnumMemberName, VariableDeclarator,
    },
};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::GetSpan;

use super::{Evaluator, Scope, external, react::is_state, tables::Literal};
use crate::value::{Callable, Field, Frame, FunctionNode, ObjectBuilder, Value, ValueKind};

/// The most names of a pattern that are looked at together.
const MOST_NAMES: usize = 8;

impl<'a> Evaluator<'_, 'a> {
    /// The value of a name where it is read.
    pub(crate) fn identifier(
        &self,
        id: &'a IdentifierReference<'a>,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        let mut value = match scope.unit.symbol(id) {
            _ if scope.unit.is_bound_elsewhere(id) => Value::unknown(),
            Some(_) if scope.unit.is_dynamic => Value::unknown(),
            Some(symbol) => scope.unit.read_in_markup(id, self.symbol(symbol, id.node_id(), scope)),
            None => match id.name.as_str() {
                "undefined" => ValueKind::Undefined.into(),
                "arguments" | "NaN" | "Infinity" => Value::unknown(),
                name => external("", [name]).into(),
            },
        };
        value.origin.read_from(scope.id, id.span);
        value
    }

    /// The value of a declared name where it is read.
    pub(crate) fn symbol(&self, symbol: SymbolId, read: NodeId, scope: &Scope<'a>) -> Value<'a> {
        let unit = &scope.unit;
        let scoping = unit.semantic.scoping();
        if let Some(value) = scope.frame.get(scope.id, symbol) {
            let fixed = !unit.is_mutated(symbol)
                && !unit.uses_arguments
                // `function f(a) { var a = … }`
                && scoping.symbol_redeclarations(symbol).is_empty();
            let value = if fixed { value.clone() } else { Value::unknown() };
            let is_whole = matches!(
                unit.semantic.nodes().kind(scoping.symbol_declaration(symbol)),
                AstKind::FormalParameter(parameter) if self.has_no_alias(parameter, symbol, scope)
            );
            let value = self.changed(value, symbol, read, scope);
            return if is_whole { value } else { value.opened() };
        }
        let flags = scoping.symbol_flags(symbol);
        let declaration = scoping.symbol_declaration(symbol);
        let kind = unit.semantic.nodes().kind(declaration);
        if flags.is_ambient() || unit.is_declared(declaration) {
            return external("", [scoping.symbol_name(symbol)]).into();
        }
        if !scoping.symbol_redeclarations(symbol).is_empty() || self.is_shared(symbol, read, scope)
        {
            return Value::unknown();
        }
        match kind {
            AstKind::VariableDeclarator(declarator) => {
                self.variable(declarator, symbol, read, scope)
            }
            AstKind::Function(function) if !unit.is_mutated(symbol) => {
                ValueKind::Function(Callable {
                    unit: scope.id,
                    node: FunctionNode::Function(function),
                    frame: Rc::clone(&scope.frame),
                })
                .into()
            }
            AstKind::ImportSpecifier(specifier) => {
                self.imported(declaration, Some(specifier.imported.name().as_str()), scope)
            }
            AstKind::ImportDefaultSpecifier(_) => {
                self.imported(declaration, Some("default"), scope)
            }
            AstKind::ImportNamespaceSpecifier(_) => self.imported(declaration, None, scope),
            AstKind::TSEnumDeclaration(declared) if !unit.is_mutated(symbol) => {
                self.settled_enumeration(declared, symbol, scope).unwrap_or_else(|| {
                    let value = self.enumeration(declared, scope);
                    self.changed(value, symbol, read, scope)
                })
            }
            AstKind::FormalParameter(_) => self.parameter(symbol, declaration, read, scope),
            _ => Value::unknown(),
        }
    }

    /// Whether something outside the file's code may write a top-level name.
    fn is_shared(&self, symbol: SymbolId, read: NodeId, scope: &Scope<'a>) -> bool {
        let unit = &scope.unit;
        let scoping = unit.semantic.scoping();
        if scoping.symbol_scope_id(symbol) != scoping.root_scope_id() {
            return false;
        }
        let name = scoping.symbol_name(symbol);
        let flags = scoping.symbol_flags(symbol);
        if flags.is_const_variable() || flags.is_import() {
            return false;
        }
        if !flags.is_function() && unit.is_in_markup(name) {
            return true;
        }
        if !unit.surroundings.is_script {
            return false;
        }
        if unit.is_tampered_own(name) {
            return true;
        }
        // In a document its markup was looked at, and its other scripts, where they are in it. Those of
        // other files run before the script, after it, and where it calls what is not its own.
        !flags.is_function()
            && (unit.surroundings.markup.is_none() || unit.surroundings.is_shared)
            && (unit.function_of(read) != NodeId::ROOT || unit.may_run_others(read))
    }

    fn variable(
        &self,
        declarator: &'a VariableDeclarator<'a>,
        symbol: SymbolId,
        read: NodeId,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        let unit = &scope.unit;
        let nodes = unit.semantic.nodes();
        let declaration = declarator.node_id();
        let holder = nodes.parent_id(nodes.parent_id(declaration));
        let is_loop = matches!(
            nodes.kind(holder),
            AstKind::ForInStatement(_) | AstKind::ForOfStatement(_) | AstKind::ForStatement(_)
        );
        // A name that other files see can be read by them, and written only here; a component's
        // exported `let` is a property that others set.
        let is_property = unit.surroundings.markup.is_some()
            && unit.exported.contains(&symbol)
            && !declarator.kind(unit).is_const();
        if is_loop || is_property {
            return Value::unknown();
        }
        let hoisted = declarator.kind(unit).is_var();
        // Another name of the pattern may hold the same object; markup may change what it names.
        let is_top = unit.semantic.scoping().symbol_scope_id(symbol)
            == unit.semantic.scoping().root_scope_id();
        let is_named = is_top && unit.is_in_markup(unit.semantic.scoping().symbol_name(symbol));
        if !hoisted
            && !is_named
            && let Some(value) = self.settled(declarator, symbol, scope)
        {
            return single_use(value, symbol, scope);
        }
        let function = unit.function_of(declaration);
        // What is declared at the top is evaluated once, whatever calls are being evaluated.
        let around = match function == NodeId::ROOT {
            true => scope.with_frame(Frame::root()),
            false => scope.clone(),
        };
        let initial = match &declarator.init {
            Some(init) => self.once_initial(symbol, &around, || {
                self.initial(declarator, init, (symbol, read), &around)
            }),
            None if matches!(declarator.id, BindingPattern::BindingIdentifier(_)) => {
                ValueKind::Undefined.into()
            }
            None => Value::unknown(),
        };
        if hoisted {
            let end = declarator.span.end;
            let certain =
                unit.is_unconditional(declaration, read) && unit.runs_after(read, end, function, 6);
            if !certain {
                return Value::unknown();
            }
        }
        let mut value = self.assigned(initial, declarator, symbol, read, scope);
        let is_alone = || {
            declarator.id.is_binding_identifier()
                || is_state(declarator)
                || self.is_only_holder(declarator, symbol, &around)
        };
        if value.kind.has_parts() && (is_named || !is_alone()) {
            value = value.opened();
        }
        single_use(value, symbol, scope)
    }

    /// Whether a pattern takes a value out of what a call gives, and no other name of the pattern can
    /// hold an object: then nothing else in the file names the value.
    fn is_only_holder(
        &self,
        declarator: &'a VariableDeclarator<'a>,
        symbol: SymbolId,
        scope: &Scope<'a>,
    ) -> bool {
        let Some(init) = &declarator.init else { return false };
        let given = match init.get_inner_expression() {
            Expression::AwaitExpression(awaited) => awaited.argument.get_inner_expression(),
            init => init,
        };
        let names = declarator.id.get_symbol_ids();
        if !matches!(given, Expression::CallExpression(_)) || names.len() > MOST_NAMES {
            return false;
        }
        let whole = self.eval(init, scope);
        names.into_iter().filter(|other| *other != symbol).all(|other| {
            let value = self.bind(&declarator.id, whole.clone(), other, scope);
            value.is_some_and(|value| value.kind.is_primitive())
        })
    }

    /// What a declarator's initialiser gives one of its names.
    fn initial(
        &self,
        declarator: &'a VariableDeclarator<'a>,
        init: &'a Expression<'a>,
        (symbol, read): (SymbolId, NodeId),
        scope: &Scope<'a>,
    ) -> Value<'a> {
        if let Some(value) = self.hook(&declarator.id, init, (symbol, read), scope) {
            return value;
        }
        let value = self.eval(init, scope);
        self.bind(&declarator.id, value, symbol, scope).unwrap_or_else(Value::unknown)
    }

    /// What a name of a pattern gets of a value.
    pub(super) fn bind(
        &self,
        pattern: &'a BindingPattern<'a>,
        value: Value<'a>,
        symbol: SymbolId,
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        match pattern {
            BindingPattern::BindingIdentifier(id) => {
                (id.symbol_id.get() == Some(symbol)).then_some(value)
            }
            BindingPattern::AssignmentPattern(assign) => {
                let inner = if names(&assign.left, symbol) {
                    self.or_default(value, &assign.right, scope)
                } else {
                    value
                };
                self.bind(&assign.left, inner, symbol, scope)
            }
            BindingPattern::ObjectPattern(object) => {
                // What is in a field is in the object as well.
                for property in &object.properties {
                    if !names(&property.value, symbol) {
                        continue;
                    }
                    let part = self.part_of(&value, property);
                    return self.bind(&property.value, part, symbol, scope);
                }
                None
            }
            BindingPattern::ArrayPattern(array) => {
                for (at, element) in array.elements.iter().enumerate() {
                    let Some(element) = element.as_ref().filter(|element| names(element, symbol))
                    else {
                        continue;
                    };
                    return self.bind(element, element_of(&value, at), symbol, scope);
                }
                None
            }
        }
    }

    /// What a property of a pattern gets of a value.
    pub(super) fn part_of(&self, value: &Value<'a>, property: &BindingProperty<'a>) -> Value<'a> {
        match property.key.static_name() {
            Some(name) if !property.computed => self.read_field(value, &name),
            _ => Value::unknown(),
        }
    }

    /// A value, or the default that is taken for undefined.
    pub(super) fn or_default(
        &self,
        value: Value<'a>,
        default: &'a Expression<'a>,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        match &value.kind {
            ValueKind::Undefined => self.eval(default, scope),
            ValueKind::Unknown { absent: true, .. } | ValueKind::External(_)
                if self.is_guessing() =>
            {
                self.eval(default, scope)
            }
            ValueKind::Unknown { absent: true, .. } | ValueKind::External(_) => {
                let default = self.worlds.undecided(|| self.eval(default, scope));
                // Null stays null.
                value.join(default)
            }
            _ => value,
        }
    }

    pub(super) fn enumeration(
        &self,
        declared: &'a TSEnumDeclaration<'a>,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        let make = || self.members_of(declared, scope);
        self.literal(Literal::Enum(declared), scope, make).into()
    }

    fn members_of(&self, declared: &'a TSEnumDeclaration<'a>, scope: &Scope<'a>) -> ValueKind<'a> {
        let mut object = ObjectBuilder::new(declared.body.members.len());
        for member in &declared.body.members {
            let name = match &member.id {
                TSEnumMemberName::Identifier(id) => id.name.as_str(),
                TSEnumMemberName::String(name) | TSEnumMemberName::ComputedString(name) => {
                    name.value.as_str()
                }
                TSEnumMemberName::ComputedTemplateString(_) => {
                    object.open();
                    continue;
                }
            };
            let value = match &member.initializer {
                Some(initializer @ Expression::StringLiteral(_)) => self.eval(initializer, scope),
                _ => {
                    // Members that are numbers are names of their names as well.
                    object.open();
                    ValueKind::of(crate::value::Type::Any).into()
                }
            };
            object.set(Field::new(name, member.id.span(), value));
        }
        ValueKind::Object(Rc::new(object.done()))
    }
}

/// What an element of a pattern gets of a value.
pub(super) fn element_of<'a>(value: &Value<'a>, at: usize) -> Value<'a> {
    match &value.kind {
        ValueKind::Array(_) | ValueKind::External(_) => value.field(&at.to_string()),
        _ => Value::unknown(),
    }
}

/// A literal that is edited through a name is edited for all its uses.
fn single_use<'a>(mut value: Value<'a>, symbol: SymbolId, scope: &Scope<'a>) -> Value<'a> {
    let uses = scope.unit.semantic.scoping().get_resolved_reference_ids(symbol).len();
    if uses != 1 || scope.unit.exported.contains(&symbol) {
        value.origin.literal = None;
    }
    value
}

/// Whether a pattern binds a name.
pub(super) fn names(pattern: &BindingPattern<'_>, symbol: SymbolId) -> bool {
    match pattern {
        BindingPattern::BindingIdentifier(id) => id.symbol_id.get() == Some(symbol),
        pattern => pattern.get_symbol_ids().contains(&symbol),
    }
}

trait DeclaratorKind<'a> {
    fn kind(&self, unit: &crate::unit::Unit<'a>) -> oxc_ast::ast::VariableDeclarationKind;
}

impl<'a> DeclaratorKind<'a> for VariableDeclarator<'a> {
    fn kind(&self, unit: &crate::unit::Unit<'a>) -> oxc_ast::ast::VariableDeclarationKind {
        match unit.semantic.nodes().parent_kind(self.node_id()) {
            AstKind::VariableDeclaration(declaration) => declaration.kind,
            _ => oxc_ast::ast::VariableDeclarationKind::Var,
        }
    }
}
