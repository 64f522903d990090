//! Which calls are the API's.

mod address;
mod annotated;
mod chains;
mod clients;
mod components;
mod containers;
mod defaults;
mod doubles;
mod headers;
mod http;
mod instances;
mod invoked;
mod libraries;
mod named;
mod near;
mod node;
mod other;
mod prefilter;
mod request;
mod sender;
mod store;
mod typed;
mod types;
mod wrappers;

use std::rc::Rc;

use oxc_ast::{
    AstKind,
    ast::{Argument, CallExpression, Expression},
};
use oxc_semantic::NodeId;
use oxc_span::Span;

use crate::{
    calls::{Calls, RestCall, is_module},
    eval::{Evaluator, Scope},
    lowered::OtherCall,
    markup::first_name,
    text::Text,
    unit::UnitId,
    value::{Object, Type, Value, ValueKind},
};

pub(crate) use address::addressed;
use chains::Chain;
use components::Component;
pub(crate) use http::Client;
use invoked::{First, Invoked, invoked};
pub(crate) use near::other;
pub(crate) use prefilter::Prefilter;
use sender::Sender;
use wrappers::{Wrapper, Wrappers};

/// A call that was found.
pub(crate) struct Found<'a> {
    pub(crate) span: Span,
    /// The call, or the attribute that holds the request: what it is given, it does not change.
    pub(crate) node: NodeId,
    sent: Sent<'a>,
}

/// What sends a request.
enum Sent<'a> {
    Call(&'a CallExpression<'a>, Form<'a>),
    Component(Component<'a>),
}

/// How the request is handed over.
#[derive(Debug, Clone)]
enum Form<'a> {
    /// The first argument is the request.
    Sdk(usize, First<'a>),
    /// The first argument holds path parameters and body.
    Server(usize, First<'a>),
    /// By URL.
    Http(Client),
    /// By URL, where the last of several calls in a row gives the body.
    Chain(Rc<Chain<'a>>),
    /// A function of the source that makes a URL of its arguments.
    Wrapper(Rc<Wrapper<'a>>),
    /// A function of another file that sends what it is given.
    Sender(Rc<Sender<'a>>),
}

/// What a call sends.
pub(crate) struct Request<'c, 'a> {
    pub(crate) operation: &'c str,
    pub(crate) body: Value<'a>,
    pub(crate) path: Vec<(&'c str, Value<'a>)>,
    /// Whether the body becomes JSON before it leaves the program.
    pub(crate) is_json: bool,
}

/// Finds the calls of a file, and those that are nearly the API's.
pub(crate) fn find<'a>(
    evaluator: &Evaluator<'_, 'a>,
    scope: &Scope<'a>,
) -> (Vec<Found<'a>>, Vec<OtherCall>) {
    evaluator.worlds.begin_finding();
    let nodes = scope.unit.semantic.nodes();
    let calls = nodes.iter().filter_map(|node| match node.kind() {
        AstKind::CallExpression(call) => Some((node.id(), call)),
        _ => None,
    });
    let replaced = doubles::replaced(evaluator, scope);
    let mut found = components::find(evaluator, scope);
    let mut near = Vec::new();
    let mut others = Vec::new();
    for (node, call) in calls {
        let form =
            is_candidate(evaluator, call, scope).then(|| form(evaluator, call, scope, &replaced));
        match form.flatten() {
            Some(form) if form.is_sent(evaluator, call, scope) => {
                found.push(Found { span: call.span, node, sent: Sent::Call(call, form) });
            }
            form => {
                if let Some(Form::Http(client)) = form {
                    near.extend(near::near(evaluator, &client, call, scope));
                }
                others.push((node, call));
            }
        }
    }
    found.extend(sender::find(evaluator, scope, replaced, &mut others));
    // Who calls a function that makes a URL gives it a path.
    let mut paths = evaluator.project.calls.rest.iter().map(RestCall::head);
    if !paths
        .any(|path| memchr::memmem::find(scope.unit.text.as_bytes(), path.as_bytes()).is_some())
    {
        return (found, near);
    }
    let mut wrappers = Wrappers::default();
    for (node, call) in others {
        if let Some(wrapper) = wrappers.of(evaluator, call, scope, &found) {
            let sent = Sent::Call(call, Form::Wrapper(wrapper));
            found.push(Found { span: call.span, node, sent });
        }
    }
    (found, near)
}

/// Whether a call is worth a look, by the last name of what is called.
fn is_candidate<'a>(
    evaluator: &Evaluator<'_, 'a>,
    call: &'a CallExpression<'a>,
    scope: &Scope<'a>,
) -> bool {
    let calls = evaluator.project.calls;
    let Invoked { callee, first } = invoked(call);
    let is_bound = || first_name(callee).is_some_and(|id| scope.unit.is_bound_elsewhere(id));
    if matches!(first, First::None) && !chains::may_be_in_row(call) || is_bound() {
        return false;
    }
    let name = match callee_name(callee) {
        Some((name, true)) => name,
        // A name of its own may be of anything that was imported.
        Some((name, false)) => {
            let Expression::Identifier(id) = callee else { return false };
            let Some(symbol) = scope.unit.symbol(id) else { return true };
            let flags = scope.unit.semantic.scoping().symbol_flags(symbol);
            let is_own = flags.is_function() || flags.is_import() && !takes_request(call);
            return !is_own || http::sends(name);
        }
        None => return false,
    };
    calls.sdk.iter().any(|sdk| sdk.parts().1 == name)
        || calls.server.iter().any(|server| server.method() == name)
        || http::is_verb(name, calls)
        || libraries::has_function(name)
        || http::sends(name)
        || name == chains::LAST
}

/// Whether the first argument may be a request or a URL.
fn takes_request(call: &CallExpression<'_>) -> bool {
    !matches!(
        call.arguments.first(),
        Some(
            Argument::ArrowFunctionExpression(_)
                | Argument::FunctionExpression(_)
                | Argument::NumericLiteral(_)
                | Argument::BooleanLiteral(_)
                | Argument::NullLiteral(_)
                | Argument::ArrayExpression(_)
                | Argument::JSXElement(_)
                | Argument::JSXFragment(_)
        )
    )
}

/// The last name of a callee, and whether it is a field.
fn callee_name<'e>(callee: &'e Expression<'_>) -> Option<(&'e str, bool)> {
    match callee.get_inner_expression() {
        Expression::Identifier(id) => Some((id.name.as_str(), false)),
        Expression::StaticMemberExpression(member) => Some((member.property.name.as_str(), true)),
        Expression::ComputedMemberExpression(member) => match &member.expression {
            Expression::StringLiteral(name) => Some((name.value.as_str(), true)),
            _ => None,
        },
        _ => None,
    }
}

fn form<'a>(
    evaluator: &Evaluator<'_, 'a>,
    call: &'a CallExpression<'a>,
    scope: &Scope<'a>,
    replaced: &[usize],
) -> Option<Form<'a>> {
    let calls = evaluator.project.calls;
    if let Some(chain) = chains::chain(evaluator, call, scope) {
        return Some(Form::Chain(Rc::new(chain)));
    }
    let Invoked { callee, first } = invoked(call);
    let reached = || match evaluator.eval(callee, scope).kind {
        ValueKind::External(external) => Some(external),
        _ => None,
    };
    let mut external = reached();
    if external.as_ref().is_none_or(|external| !typed::is_root(calls, external)) {
        let likely = || evaluator.guess(reached).filter(|likely| !likely.module.is_empty());
        external = typed::callee(evaluator, callee, scope).or_else(likely).or(external);
    }
    let path: Vec<&str> =
        external.iter().flat_map(|found| &found.path).map(|part| &**part).collect();
    let module = external.as_ref().map_or("", |external| &*external.module);
    let sdk = calls.sdk.iter().enumerate().position(|(at, sdk)| {
        let (object, method) = sdk.parts();
        let is_other = || {
            first_name(callee).is_some_and(|id| annotated::is_other(evaluator, id, object, scope))
        };
        let is_export = match module {
            "" => path == [object, method] && !scope.unit.assigned.contains(object),
            module => is_module(module, &sdk.module) && is_export(&path, object, method),
        };
        let is_sdk =
            is_export || named::is_sdk(evaluator, (callee, first), (object, method), scope);
        is_sdk && !replaced.contains(&at) && !is_other()
    });
    let form = match sdk {
        Some(at) => Some(Form::Sdk(at, first)),
        None => server(calls, module, &path).map(|at| Form::Server(at, first)),
    };
    if let Some(form) = form {
        return (!matches!(first, First::None)).then_some(form);
    }
    if !std::ptr::eq(callee, &call.callee) {
        return None;
    }
    let known = external.as_deref().and_then(|to| clients::known(evaluator, call, to, scope));
    let client = match known {
        Some(client) => client,
        None => {
            let is_own = || is_own(evaluator, &call.callee, scope);
            http::unknown(callee_name(&call.callee)?.0, call, external.as_deref(), is_own)?
        }
    };
    Some(Form::Http(client))
}

/// Whether the source itself has the function that is called, or makes the object whose method it is.
fn is_own<'a>(
    evaluator: &Evaluator<'_, 'a>,
    callee: &'a Expression<'a>,
    scope: &Scope<'a>,
) -> bool {
    let is_made = || match callee.get_inner_expression() {
        Expression::StaticMemberExpression(member) => {
            other::is_other(evaluator, &member.object, scope, other::DEEPEST)
        }
        _ => false,
    };
    wrappers::function(evaluator, callee, scope).is_some() || is_made()
}

/// The method of a server SDK that a path from its exports leads to.
fn server(calls: &Calls, module: &str, path: &[&str]) -> Option<usize> {
    calls
        .server
        .iter()
        .position(|server| is_module(module, &server.module) && is_method(path, server))
}

/// Whether a path from a module's exports is the function of an SDK.
fn is_export(path: &[&str], object: &str, method: &str) -> bool {
    let Some((last, before)) = path.split_last() else { return false };
    *last == method
        && before.iter().all(|name| matches!(*name, "default" | "()") || *name == object)
        && before.len() <= 2
}

fn is_method(path: &[&str], server: &crate::calls::ServerCall) -> bool {
    let path = match path {
        ["default", rest @ ..] => rest,
        whole => whole,
    };
    server.path().eq(path.iter().copied())
}

impl<'a> Form<'a> {
    /// Whether the call is one of the API's: of functions by URL, that is seen by the URL.
    fn is_sent(
        &self,
        evaluator: &Evaluator<'_, 'a>,
        call: &'a CallExpression<'a>,
        scope: &Scope<'a>,
    ) -> bool {
        matches!(self, Self::Sdk(..) | Self::Server(..))
            || evaluator.worlds.undecided(|| request_of(evaluator, self, call, scope)).is_some()
    }
}

impl<'a> Found<'a> {
    /// What the call sends, under the conditions decided so far.
    pub(crate) fn request<'c>(
        &self,
        evaluator: &Evaluator<'c, 'a>,
        scope: &Scope<'a>,
    ) -> Option<Request<'c, 'a>> {
        match &self.sent {
            Sent::Call(call, form) => request_of(evaluator, form, call, scope),
            Sent::Component(component) => component.request(evaluator, scope),
        }
    }

    /// Where the call is of a function of another file that sends a request: what the function calls,
    /// and what that sends whatever the function is given.
    pub(crate) fn of_function<'c>(
        &self,
        evaluator: &Evaluator<'c, 'a>,
    ) -> Option<((UnitId, Span), Request<'c, 'a>)> {
        match &self.sent {
            Sent::Call(_, Form::Sender(sender)) => Some((sender.place(), sender.own(evaluator)?)),
            _ => None,
        }
    }

    /// Whether the call changes nothing of what it is given.
    pub(crate) fn is_harmless(&self) -> bool {
        !matches!(self.sent, Sent::Call(_, Form::Sender(_)))
    }

    /// Whether the arguments are read before anything else runs.
    pub(crate) fn is_immediate(&self, scope: &Scope<'a>) -> bool {
        if !self.is_harmless() {
            return false;
        }
        let nodes = scope.unit.semantic.nodes();
        let mut at = self.node;
        let awaited = loop {
            at = nodes.parent_id(at);
            match nodes.kind(at) {
                AstKind::AwaitExpression(_) => break true,
                AstKind::ChainExpression(_)
                | AstKind::TSNonNullExpression(_)
                | AstKind::TSAsExpression(_) => {}
                _ => break false,
            }
        };
        awaited || matches!(self.sent, Sent::Call(_, Form::Server(..)))
    }
}

fn request_of<'c, 'a>(
    evaluator: &Evaluator<'c, 'a>,
    form: &Form<'a>,
    call: &'a CallExpression<'a>,
    scope: &Scope<'a>,
) -> Option<Request<'c, 'a>> {
    let calls = evaluator.project.calls;
    match form {
        Form::Sdk(at, first) => {
            let operation = &calls.sdk.get(*at)?.operation;
            Some(Request {
                operation,
                body: present(first.value(evaluator, scope)),
                path: Vec::new(),
                is_json: false,
            })
        }
        Form::Server(at, first) => {
            let server = calls.server.get(*at)?;
            let argument = present(first.value(evaluator, scope));
            let path = server
                .path_parameters
                .iter()
                .map(|name| (name.as_str(), argument.field(name)))
                .collect();
            let body = match &argument.kind {
                ValueKind::Object(object) => {
                    let mut object = Object::clone(object);
                    object.fields.retain(|field| {
                        !server.path_parameters.iter().any(|name| **name == *field.name)
                    });
                    Value {
                        kind: ValueKind::Object(object.into()),
                        origin: argument.origin.clone(),
                    }
                }
                _ => argument.clone(),
            };
            Some(Request { operation: &server.operation, body, path, is_json: true })
        }
        Form::Http(client) => {
            let sent = |client: &Client| {
                let mut sent = http::sent_by(evaluator, client, call, scope)?;
                if client.is_node() {
                    let written = node::written(evaluator, call, scope);
                    sent.body = written.unwrap_or_else(Value::unknown);
                }
                Some(sent)
            };
            http::matched(calls, sent(client)?, || evaluator.guess(|| sent(&client.likely())))
        }
        Form::Chain(chain) => {
            let sent = || chain.sent(evaluator, scope);
            http::matched(calls, sent()?, || evaluator.guess(sent))
        }
        Form::Wrapper(wrapper) => wrapper.request(evaluator, call, scope),
        Form::Sender(sender) => sender.request(evaluator, call, scope),
    }
}

/// A request that is not there at all is not sent.
fn present(value: Value<'_>) -> Value<'_> {
    match value.kind {
        ValueKind::Unknown { ty, .. } => Value { kind: ValueKind::of(ty), origin: value.origin },
        ValueKind::External(_) => Value { kind: ValueKind::of(Type::Any), origin: value.origin },
        _ => value,
    }
}

/// An unknown text, for a value that is no string.
pub(crate) fn text_of(value: &Value<'_>) -> Text {
    match &value.kind {
        ValueKind::External(_) | ValueKind::Unknown { .. } => Text::unknown(),
        kind => kind.to_text(),
    }
}
