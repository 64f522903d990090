//! Functions of other files that send what they are given: `pay({ paymentId })`, where another file
//! has `const pay = (order) => PortOne.requestPayment({ ...order, currency: "KRW" })`.
//!
//! Of a function of the same file the call in it is enough: what is not known there depends on who
//! calls it, which a file that exports it cannot know.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use oxc_ast::{
    AstKind,
    ast::{Argument, CallExpression, Expression},
};
use oxc_semantic::NodeId;
use oxc_span::{GetSpan, Span};

use super::{
    Form, Found, Prefilter, Request, Sent,
    doubles::{is_module_replaced, is_test},
    form, instances, is_candidate, request_of, typed,
};
use crate::{
    calls::Calls,
    eval::{Evaluator, Scope},
    unit::UnitId,
    value::{Callable, CallableId, ValueKind},
};

/// The most calls of the API in a function's body that are looked at.
const MOST_CALLS: usize = 4;

/// The most functions, one of which calls the next, of which the last calls the API.
const MOST_FUNCTIONS: u32 = 3;

/// The file that is lowered.
const MAIN: UnitId = 0;

/// How far a name is followed to an import: `const { pay } = usePayment()`.
const DEEPEST: u32 = 4;

/// A call of the API in a function of another file.
#[derive(Debug)]
pub(super) struct Sender<'a> {
    callable: Callable<'a>,
    call: &'a CallExpression<'a>,
    node: NodeId,
    form: Form<'a>,
}

/// Takes the calls of such functions out of the calls of a file. A file in which they are not found for
/// lack of work is none that is too complex.
pub(super) fn find<'a>(
    evaluator: &Evaluator<'_, 'a>,
    scope: &Scope<'a>,
    replaced: Vec<usize>,
    calls: &mut Vec<(NodeId, &'a CallExpression<'a>)>,
) -> Vec<Found<'a>> {
    let mut senders = Senders::new(evaluator.project.calls, scope, replaced);
    let mut found = Vec::new();
    evaluator.apart(|| {
        calls.retain(|(node, call)| {
            let sender = senders.of(evaluator, call, scope);
            let sent = sender.map(|sender| Sent::Call(call, Form::Sender(sender)));
            let is_other = sent.is_none();
            found.extend(sent.map(|sent| Found { span: call.span, node: *node, sent }));
            is_other
        });
    });
    found
}

/// The functions that were looked at, and the modules.
struct Senders<'c, 'a> {
    prefilter: Prefilter<'c>,
    /// The calls of the SDK that the file puts something else in the place of.
    replaced: Vec<usize>,
    /// Whether the file is a test: what it gives functions is sent nowhere.
    is_test: bool,
    /// By the functions that the calls are in, and through how many more they are looked for.
    known: HashMap<(CallableId, u32), Vec<Rc<Sender<'a>>>>,
    /// Whether the file that a specifier in another one names may have a call.
    modules: RefCell<HashMap<(UnitId, &'a str), bool>>,
}

impl<'c, 'a> Senders<'c, 'a> {
    fn new(calls: &'c Calls, scope: &Scope<'a>, replaced: Vec<usize>) -> Self {
        Self {
            prefilter: Prefilter::new(calls),
            replaced,
            is_test: is_test(scope),
            known: HashMap::new(),
            modules: RefCell::default(),
        }
    }

    /// The call of the API that a call of a function makes.
    fn of(
        &mut self,
        evaluator: &Evaluator<'_, 'a>,
        call: &'a CallExpression<'a>,
        scope: &Scope<'a>,
    ) -> Option<Rc<Sender<'a>>> {
        if self.is_test { None } else { self.within(evaluator, call, scope, MOST_FUNCTIONS) }
    }

    /// The same, through so many functions. Where the function makes one of several calls, and which
    /// one depends on what is not known, there is none.
    fn within(
        &mut self,
        evaluator: &Evaluator<'_, 'a>,
        call: &'a CallExpression<'a>,
        scope: &Scope<'a>,
        functions: u32,
    ) -> Option<Rc<Sender<'a>>> {
        let functions = functions.checked_sub(1)?;
        let is_elsewhere = scope.id != MAIN && is_of_file(&call.callee, scope)
            || self.is_imported(evaluator, &call.callee, scope, DEEPEST);
        if call.arguments.is_empty() || !is_elsewhere {
            return None;
        }
        let callable =
            function(evaluator, &call.callee, scope).filter(|found| found.unit != MAIN)?;
        let senders = self.in_body(evaluator, &callable, functions);
        let mut made = senders.into_iter().filter(|sender| {
            evaluator.worlds.undecided(|| sender.request(evaluator, call, scope)).is_some()
        });
        made.next().filter(|_| made.next().is_none())
    }

    /// The calls of the API in a function's body.
    fn in_body(
        &mut self,
        evaluator: &Evaluator<'_, 'a>,
        callable: &Callable<'a>,
        functions: u32,
    ) -> Vec<Rc<Sender<'a>>> {
        let key = (callable.id(), functions);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let scope = evaluator.scope_of(callable);
        let nodes = scope.unit.semantic.nodes();
        evaluator.spend(u32::try_from(nodes.len() / 64).unwrap_or(u32::MAX));
        let mut senders = Vec::new();
        for node in nodes.iter() {
            let AstKind::CallExpression(call) = node.kind() else { continue };
            let is_own = scope.unit.function_of(node.id()) == callable.node.node_id();
            if !is_own {
                continue;
            }
            if senders.len() > MOST_CALLS {
                senders.clear();
                break;
            }
            let form = self
                .form(evaluator, call, &scope)
                .or_else(|| Some(Form::Sender(self.within(evaluator, call, &scope, functions)?)));
            let callable = callable.clone();
            let sender = |form| Rc::new(Sender { callable, call, node: node.id(), form });
            senders.extend(form.map(sender));
        }
        if !senders.is_empty() {
            // Calls of the API change nothing of what they are given.
            let harmless = senders.iter().filter(|sender| !matches!(sender.form, Form::Sender(_)));
            scope.unit.know_harmless(harmless.map(|sender| sender.node));
            evaluator.forget();
        }
        self.known.insert(key, senders.clone());
        senders
    }

    /// How a function's own call of the API hands over the request.
    fn form(
        &self,
        evaluator: &Evaluator<'_, 'a>,
        call: &'a CallExpression<'a>,
        scope: &Scope<'a>,
    ) -> Option<Form<'a>> {
        let form = is_candidate(evaluator, call, scope)
            .then(|| form(evaluator, call, scope, &self.replaced))?;
        form.filter(|form| form.is_sent(evaluator, call, scope))
    }

    /// Whether what is called comes from a module that may have a call.
    fn is_imported(
        &self,
        evaluator: &Evaluator<'_, 'a>,
        callee: &'a Expression<'a>,
        scope: &Scope<'a>,
        depth: u32,
    ) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let of = |inner: &'a Expression<'a>| self.is_imported(evaluator, inner, scope, depth);
        match callee.get_inner_expression() {
            Expression::StaticMemberExpression(member) => of(&member.object),
            Expression::CallExpression(call) => of(&call.callee),
            Expression::NewExpression(new) => of(&new.callee),
            Expression::AwaitExpression(awaited) => of(&awaited.argument),
            Expression::Identifier(id) => {
                let Some(symbol) = scope.unit.symbol(id) else { return false };
                let declaration = scope.unit.semantic.scoping().symbol_declaration(symbol);
                let nodes = scope.unit.semantic.nodes();
                match (nodes.kind(declaration), nodes.parent_kind(declaration)) {
                    (AstKind::VariableDeclarator(declarator), _) => {
                        declarator.init.as_ref().is_some_and(of)
                    }
                    (_, AstKind::ImportDeclaration(import)) => {
                        self.may_have_call(evaluator, import.source.value.as_str(), scope)
                    }
                    _ => false,
                }
            }
            _ => false,
        }
    }

    fn may_have_call(
        &self,
        evaluator: &Evaluator<'_, 'a>,
        specifier: &'a str,
        scope: &Scope<'a>,
    ) -> bool {
        *self.modules.borrow_mut().entry((scope.id, specifier)).or_insert_with(|| {
            let text = evaluator.project.text(&scope.unit.name, specifier);
            text.is_some_and(|text| self.prefilter.matches(&text))
                && !is_module_replaced(specifier, scope)
        })
    }
}

/// Whether what is called is a function or a method that the file itself has.
fn is_of_file<'a>(callee: &'a Expression<'a>, scope: &Scope<'a>) -> bool {
    let is_function = |value: &Expression<'_>| {
        matches!(value, Expression::ArrowFunctionExpression(_) | Expression::FunctionExpression(_))
    };
    match callee.get_inner_expression() {
        Expression::PrivateFieldExpression(_) => true,
        Expression::StaticMemberExpression(member) => {
            matches!(member.object.get_inner_expression(), Expression::ThisExpression(_))
        }
        Expression::Identifier(id) => {
            let Some(symbol) = scope.unit.symbol(id) else { return false };
            let declaration = scope.unit.semantic.scoping().symbol_declaration(symbol);
            match scope.unit.semantic.nodes().kind(declaration) {
                AstKind::Function(_) => true,
                AstKind::VariableDeclarator(declarator) => match &declarator.init {
                    // `useCallback((order) => …)`
                    Some(Expression::CallExpression(call)) => {
                        let first = call.arguments.first().and_then(Argument::as_expression);
                        first.is_some_and(is_function)
                    }
                    init => init.as_ref().is_some_and(is_function),
                },
                _ => false,
            }
        }
        _ => false,
    }
}

/// The function that is called. A method of an object that another file exports probably is the one
/// that is written there.
fn function<'a>(
    evaluator: &Evaluator<'_, 'a>,
    callee: &'a Expression<'a>,
    scope: &Scope<'a>,
) -> Option<Callable<'a>> {
    let own = || match evaluator.eval(callee, scope).kind {
        ValueKind::Function(callable) => Some(callable),
        _ => None,
    };
    let is_method = matches!(callee.get_inner_expression(), Expression::StaticMemberExpression(_));
    let of_class = || {
        let of_this = typed::method(evaluator, callee, scope);
        of_this.or_else(|| instances::method(evaluator, callee, scope))
    };
    own().or_else(of_class).or_else(|| evaluator.guess(own).filter(|_| is_method))
}

impl<'a> Sender<'a> {
    /// What a call of the function sends; `None` if it certainly returns before or goes another way.
    pub(super) fn request<'c>(
        &self,
        evaluator: &Evaluator<'c, 'a>,
        call: &'a CallExpression<'a>,
        scope: &Scope<'a>,
    ) -> Option<Request<'c, 'a>> {
        let arguments = evaluator.arguments(&call.arguments, scope)?;
        let bound = evaluator.bound(&self.callable, &arguments, call.span, scope);
        let is_reached = evaluator.worlds.undecided(|| evaluator.may_reach(self.node, &bound));
        is_reached.then(|| request_of(evaluator, &self.form, self.call, &bound))?
    }

    /// What the function sends whatever it is given.
    pub(super) fn own<'c>(&self, evaluator: &Evaluator<'c, 'a>) -> Option<Request<'c, 'a>> {
        let scope = evaluator.scope_of(&self.callable);
        evaluator.worlds.undecided(|| request_of(evaluator, &self.form, self.call, &scope))
    }

    /// What the function calls, without arguments.
    pub(super) fn place(&self) -> (UnitId, Span) {
        (self.callable.unit, self.call.callee.span())
    }
}
