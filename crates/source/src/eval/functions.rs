//! Calls of functions that are written in the source.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    rc::Rc,
};

use oxc_ast::ast::{
    Argument, ArrowFunctionBody, CallExpression, Expression, FormalParameters, Statement,
};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::{GetSpan, Span};

use super::{Evaluator, Scope};
use crate::{
    unit::{Frame, UnitId},
    value::{Array, Callable, FunctionNode, Kind, Value},
};

/// How many calls are followed inside one another.
const DEEPEST_CALL: usize = 8;

/// How a list of statements ends.
enum Outcome<'a> {
    Returned(Value<'a>),
    /// The statements after it run.
    Completed,
    /// It throws.
    Never,
    Unknown,
}

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

    fn node_id(self) -> NodeId {
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
            && !matches!(call.callee, Expression::StaticMemberExpression(_))
            && let Kind::Function(callable) = self.eval(&call.callee, scope).kind
        {
            let arguments = self.arguments(&call.arguments, scope);
            return self.invoke(&callable, arguments, call.span, scope, true);
        }
        self.eval(argument, scope)
    }

    /// The values of arguments; `None` if their number is not known.
    pub(super) fn arguments(
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
            return Value::unknown();
        }
        let mut hasher = DefaultHasher::new();
        (scope.id, scope.frame.id, call.start, call.end).hash(&mut hasher);
        let frame = Frame {
            id: hasher.finish() | 1,
            parameters: HashMap::new(),
            parent: Some(Rc::clone(&callable.frame)),
        };
        let unit = self.project.unit(callable.unit);
        let inner = Scope { id: callable.unit, unit, frame: Rc::new(frame), consumer: None };
        let inner = self.with_parameters(inner, node.parameters(), &arguments);
        self.calling.borrow_mut().push(key);
        let value = self.body(node, &inner);
        self.calling.borrow_mut().pop();
        let mut value = value;
        // The function's other calls give the same literal.
        value.origin.literal = None;
        value
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
            Outcome::Completed => Kind::Undefined.into(),
            Outcome::Never | Outcome::Unknown => Value::unknown(),
        }
    }

    fn run(
        &self,
        statements: &'a [Statement<'a>],
        function: NodeId,
        scope: &Scope<'a>,
    ) -> Outcome<'a> {
        for statement in statements {
            let outcome = match statement {
                Statement::ReturnStatement(returned) => {
                    Outcome::Returned(match &returned.argument {
                        Some(argument) => self.eval(argument, scope),
                        None => Kind::Undefined.into(),
                    })
                }
                Statement::ThrowStatement(_) => Outcome::Never,
                Statement::BlockStatement(block) => self.run(&block.body, function, scope),
                Statement::IfStatement(branch)
                    if scope.unit.returns_within(branch.span, function) =>
                {
                    match self.decide(&branch.test, scope) {
                        Some(true) => {
                            self.run(std::slice::from_ref(&branch.consequent), function, scope)
                        }
                        Some(false) => match &branch.alternate {
                            Some(alternate) => {
                                self.run(std::slice::from_ref(alternate), function, scope)
                            }
                            None => Outcome::Completed,
                        },
                        None => Outcome::Unknown,
                    }
                }
                // That a function may throw does not matter to what it returns.
                other if scope.unit.returns_within(other.span(), function) => Outcome::Unknown,
                Statement::BreakStatement(_) | Statement::ContinueStatement(_) => Outcome::Unknown,
                _ => Outcome::Completed,
            };
            if !matches!(outcome, Outcome::Completed) {
                return outcome;
            }
        }
        Outcome::Completed
    }

    /// Binds the names of parameters to the values of arguments.
    pub(super) fn with_parameters(
        &self,
        scope: Scope<'a>,
        parameters: &'a FormalParameters<'a>,
        arguments: &[Value<'a>],
    ) -> Scope<'a> {
        let mut bound: HashMap<(UnitId, SymbolId), Value<'a>> = HashMap::new();
        for (at, parameter) in parameters.items.iter().enumerate() {
            let argument = arguments.get(at).cloned().unwrap_or_else(|| Kind::Undefined.into());
            let current = self.framed(&scope, &bound);
            let value = match &parameter.initializer {
                Some(default) => self.or_default(argument, default, &current),
                None => argument,
            };
            for symbol in parameter.pattern.get_symbol_ids() {
                let part = self.bind(&parameter.pattern, value.clone(), symbol, &current);
                let mut part = part.unwrap_or_else(Value::unknown);
                part.origin.literal = None;
                bound.insert((scope.id, symbol), part);
            }
        }
        if let Some(rest) = &parameters.rest {
            let elements = arguments.iter().skip(parameters.items.len()).cloned().collect();
            let value: Value<'a> = Kind::Array(Rc::new(Array { elements, open: false })).into();
            for symbol in rest.rest.argument.get_symbol_ids() {
                let part = self.bind(&rest.rest.argument, value.clone(), symbol, &scope);
                bound.insert((scope.id, symbol), part.unwrap_or_else(Value::unknown));
            }
        }
        self.framed(&scope, &bound)
    }

    fn framed(
        &self,
        scope: &Scope<'a>,
        bound: &HashMap<(UnitId, SymbolId), Value<'a>>,
    ) -> Scope<'a> {
        let frame = Frame {
            id: scope.frame.id,
            parameters: bound.clone(),
            parent: scope.frame.parent.clone(),
        };
        scope.with_frame(Rc::new(frame))
    }
}
