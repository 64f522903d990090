//! Calls of functions that are written in the source.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    rc::Rc,
};

use oxc_ast::ast::{Argument, ArrowFunctionBody, CallExpression, Expression, FormalParameters};
use oxc_semantic::NodeId;
use oxc_span::Span;

use super::{Evaluator, Scope, statements::Outcome};
use crate::value::{Callable, Frame, FunctionNode, Value, ValueKind};

/// How many calls are followed inside one another.
const DEEPEST_CALL: usize = 8;

impl<'a> FunctionNode<'a> {
    pub(crate) fn parameters(self) -> &'a FormalParameters<'a> {
        match self {
            Self::Arrow(arrow) => &arrow.params,
            Self::Function(function) => &function.params,
        }
    }

    pub(crate) fn span(self) -> Span {
        match self {
            Self::Arrow(arrow) => arrow.span,
            Self::Function(function) => function.span,
        }
    }

    pub(crate) fn node_id(self) -> NodeId {
        match self {
            Self::Arrow(arrow) => arrow.node_id(),
            Self::Function(function) => function.node_id(),
        }
    }

    fn is_async(self) -> bool {
        match self {
            Self::Arrow(arrow) => arrow.r#async,
            Self::Function(function) => function.r#async,
        }
    }

    fn is_generator(self) -> bool {
        matches!(self, Self::Function(function) if function.generator)
    }
}

impl<'a> Evaluator<'_, 'a> {
    /// What `await` gives.
    pub(super) fn awaited(&self, argument: &'a Expression<'a>, scope: &Scope<'a>) -> Value<'a> {
        if let Expression::CallExpression(call) = argument.get_inner_expression()
            && !matches!(&call.callee, Expression::StaticMemberExpression(member)
                if !matches!(member.object, Expression::ThisExpression(_)))
            && let ValueKind::Function(callable) = self.eval(&call.callee, scope).kind
        {
            let arguments = self.arguments(&call.arguments, scope);
            return self.invoke(&callable, arguments, call.span, scope, true);
        }
        self.eval(argument, scope)
    }

    /// The values of arguments; `None` if their number is not known.
    pub(crate) fn arguments(
        &self,
        arguments: &'a [Argument<'a>],
        scope: &Scope<'a>,
    ) -> Option<Vec<Value<'a>>> {
        arguments.iter().map(|argument| Some(self.eval(argument.as_expression()?, scope))).collect()
    }

    pub(super) fn inline(
        &self,
        callable: &Callable<'a>,
        call: &'a CallExpression<'a>,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        let arguments = self.arguments(&call.arguments, scope);
        self.invoke(callable, arguments, call.span, scope, false)
    }

    /// What a function returns for arguments.
    pub(super) fn invoke(
        &self,
        callable: &Callable<'a>,
        arguments: Option<Vec<Value<'a>>>,
        call: Span,
        scope: &Scope<'a>,
        is_awaited: bool,
    ) -> Value<'a> {
        let node = callable.node;
        let key = (callable.unit, node.span().start);
        let Some(arguments) = arguments else { return Value::unknown() };
        if node.is_generator()
            || (node.is_async() && !is_awaited)
            || self.calling.borrow().contains(&key)
            || self.calling.borrow().len() >= DEEPEST_CALL
        {
            self.depends();
            return Value::unknown();
        }
        let inner = self.bound(callable, &arguments, call, scope);
        self.calling.borrow_mut().push(key);
        let value = self.body(node, &inner);
        self.calling.borrow_mut().pop();
        let mut value = value;
        // The function's other calls give the same literal.
        value.origin.literal = None;
        value
    }

    /// The scope of a function's body in one call of it.
    pub(crate) fn bound(
        &self,
        callable: &Callable<'a>,
        arguments: &[Value<'a>],
        call: Span,
        scope: &Scope<'a>,
    ) -> Scope<'a> {
        let mut hasher = DefaultHasher::new();
        (scope.id, scope.frame.id, call.start, call.end).hash(&mut hasher);
        let frame = Frame {
            id: hasher.finish() | 1,
            parameters: HashMap::new(),
            parent: Some(Rc::clone(&callable.frame)),
        };
        let inner = Scope { frame: Rc::new(frame), ..self.scope_of(callable) };
        self.with_parameters(inner, callable.node.parameters(), arguments)
    }

    /// The scope around a function.
    pub(crate) fn scope_of(&self, callable: &Callable<'a>) -> Scope<'a> {
        let unit = self.project.unit(callable.unit);
        Scope { id: callable.unit, unit, frame: Rc::clone(&callable.frame), consumer: None }
    }

    fn body(&self, node: FunctionNode<'a>, scope: &Scope<'a>) -> Value<'a> {
        let statements = match node {
            FunctionNode::Arrow(arrow) => match &arrow.body {
                ArrowFunctionBody::FunctionBody(body) => &body.statements,
                body => match body.as_expression() {
                    Some(expression) => return self.eval(expression, scope),
                    None => return Value::unknown(),
                },
            },
            FunctionNode::Function(function) => match &function.body {
                Some(body) => &body.statements,
                None => return Value::unknown(),
            },
        };
        match self.run(statements, node.node_id(), scope) {
            Outcome::Returned(value) => value,
            Outcome::Either(value) => value.join(ValueKind::Undefined.into()),
            Outcome::Completed => ValueKind::Undefined.into(),
            _ => Value::unknown(),
        }
    }
}
