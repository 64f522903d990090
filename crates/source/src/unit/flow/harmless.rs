//! What changes nothing of what it is given.

use oxc_ast::{
    AstKind,
    ast::{Argument, CallExpression, Expression},
};
use oxc_semantic::NodeId;
use oxc_span::{GetSpan, Span};

use super::super::Unit;

/// Functions of the language and of browsers that change no argument, keep no reference to it, and
/// run nothing that other scripts have.
const FUNCTIONS: [&str; 11] = [
    "Boolean",
    "Number",
    "String",
    "alert",
    "encodeURIComponent",
    "fetch",
    "isNaN",
    "parseFloat",
    "parseInt",
    "require",
    "structuredClone",
];

/// Objects of which the same is true of all methods, when they get no functions.
const OBJECTS: [&str; 12] = [
    "Array", "Boolean", "Date", "Intl", "JSON", "Math", "Number", "Object", "String", "Symbol",
    "console", "crypto",
];

/// Classes of the language.
const CLASSES: [&str; 9] =
    ["Array", "Date", "Error", "Function", "Map", "Object", "Promise", "RegExp", "Set"];

impl<'a> Unit<'a> {
    /// Calls became known that change nothing of what they are given: what was learnt before took them
    /// for calls of anything.
    pub(crate) fn know_harmless(&self, calls: impl Iterator<Item = NodeId>) {
        self.effects.borrow_mut().clear();
        self.others.set(None);
        self.harmless.borrow_mut().extend(calls);
    }

    /// Whether a call changes nothing of an argument, and keeps no reference to it.
    pub(super) fn is_harmless_call(&self, call: NodeId, argument: NodeId) -> bool {
        let AstKind::CallExpression(expression) = self.semantic.nodes().kind(call) else {
            return false;
        };
        let known = match &expression.callee {
            Expression::Identifier(id) if self.is_own_of_the_language(&expression.callee) => {
                FUNCTIONS.contains(&id.name.as_str()) && !matches!(&*id.name, "fetch" | "require")
            }
            Expression::StaticMemberExpression(member)
                if self.is_own_of_the_language(&member.object) =>
            {
                let Expression::Identifier(object) = &member.object else { return false };
                match (object.name.as_str(), member.property.name.as_str()) {
                    ("console", _) | ("Object", "keys") | ("Array", "isArray") => true,
                    ("JSON", "stringify") => !self.is_replaced(expression),
                    _ => false,
                }
            }
            _ => false,
        };
        // What a hook depends on is compared, not kept.
        known || self.is_dependency(expression, argument)
    }

    /// Whether a name is one that the language or the browser has, as far as the file knows.
    fn is_own_of_the_language(&self, name: &Expression<'a>) -> bool {
        matches!(name, Expression::Identifier(id)
            if self.is_global(id) && !self.is_tampered(&id.name))
    }

    /// Whether a class is one of the language: it asks nothing of what may be its instance.
    pub(super) fn is_class_of_the_language(&self, class: &Expression<'a>) -> bool {
        self.is_own_of_the_language(class) && CLASSES.iter().any(|name| class.is_specific_id(name))
    }

    /// Whether `JSON.stringify` gets a function, which sees what becomes text.
    fn is_replaced(&self, stringify: &CallExpression<'a>) -> bool {
        match stringify.arguments.get(1) {
            None | Some(Argument::NullLiteral(_) | Argument::ArrayExpression(_)) => false,
            Some(Argument::Identifier(id)) => !(id.name == "undefined" && self.is_global(id)),
            Some(_) => true,
        }
    }

    /// `Object.freeze(object)`: the same object.
    pub(super) fn is_same_object(&self, call: &CallExpression<'a>) -> bool {
        matches!(&call.callee, Expression::StaticMemberExpression(member)
            if member.object.is_specific_id("Object") && member.property.name == "freeze")
    }

    /// Whether an array is what a hook depends on.
    pub(crate) fn is_dependency_list(&self, array: NodeId) -> bool {
        match self.semantic.nodes().parent_kind(array) {
            AstKind::CallExpression(call) => self.is_dependency(call, array),
            _ => false,
        }
    }

    fn is_dependency(&self, call: &CallExpression<'a>, argument: NodeId) -> bool {
        let name = match &call.callee {
            Expression::Identifier(id) => id.name.as_str(),
            Expression::StaticMemberExpression(member) => member.property.name.as_str(),
            _ => return false,
        };
        let second = call.arguments.get(1).map(GetSpan::span);
        matches!(name, "useEffect" | "useMemo" | "useCallback" | "useLayoutEffect")
            && second == Some(self.semantic.nodes().kind(argument).span())
    }

    /// Whether something of another script may run before a node at the top of the file: something of
    /// it is named before the node, or in a function, which may be called before it.
    pub(crate) fn may_run_others(&self, before: NodeId) -> bool {
        let find = || {
            let nodes = self.semantic.nodes().iter();
            let others = nodes.filter(|node| self.is_of_others(node.id(), node.kind()));
            let starts = others.map(|node| match self.function_of(node.id()) {
                NodeId::ROOT => node.kind().span().start,
                _ => 0,
            });
            starts.min()
        };
        let first = self.others.get().unwrap_or_else(find);
        self.others.set(Some(first));
        first.is_some_and(|first| first < self.semantic.nodes().kind(before).span().start)
    }

    fn is_of_others(&self, node: NodeId, kind: AstKind<'a>) -> bool {
        match kind {
            AstKind::IdentifierReference(name) if self.is_global(name) => {
                !self.is_known_to_run_nothing(&name.name)
                    && !self.is_called_harmlessly(node)
                    && !self.is_condition(name.span)
            }
            AstKind::ThisExpression(_) => {
                let field = self.semantic.nodes().parent_id(node);
                self.is_global_this(node) && !self.is_assigned(field)
            }
            _ => false,
        }
    }

    /// Whether a name is what a server decides, before the script runs.
    fn is_condition(&self, name: Span) -> bool {
        let conditions = self.surroundings.conditions.iter();
        conditions.into_iter().any(|it| it.start == name.start as usize)
    }

    /// Whether a field is assigned: `this.name = …`.
    fn is_assigned(&self, field: NodeId) -> bool {
        let nodes = self.semantic.nodes();
        matches!(nodes.parent_kind(field), AstKind::AssignmentExpression(assign)
            if assign.left.span() == nodes.kind(field).span())
    }

    /// Whether a global name is one of the language or the browser, of which nothing runs what other
    /// scripts have.
    fn is_known_to_run_nothing(&self, name: &str) -> bool {
        let is_constant = matches!(name, "undefined" | "NaN" | "Infinity");
        let known = FUNCTIONS.iter().chain(&OBJECTS).chain(&CLASSES).any(|known| *known == name);
        is_constant || known && !self.is_tampered(name)
    }

    /// Whether a name is of the function of a call that changes nothing: `PortOne.requestPayment(…)`.
    fn is_called_harmlessly(&self, name: NodeId) -> bool {
        let nodes = self.semantic.nodes();
        let call = nodes
            .ancestor_ids(name)
            .find(|node| !matches!(nodes.kind(*node), AstKind::StaticMemberExpression(_)));
        call.is_some_and(|call| {
            self.harmless.borrow().contains(&call)
                && matches!(nodes.kind(call), AstKind::CallExpression(call)
                    if call.callee.span().contains_inclusive(nodes.kind(name).span()))
        })
    }
}
