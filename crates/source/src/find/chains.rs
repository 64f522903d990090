//! Requests that are made by several calls: `superagent.post(url).set(…).send(body)`, or of an
//! `XMLHttpRequest` in statements of their own.

use oxc_ast::{
    AstKind,
    ast::{CallExpression, Expression},
};
use oxc_semantic::NodeId;
use oxc_span::GetSpan;

use super::headers::{authorization, of_headers, written};
use super::http::{self, Sent};
use super::text_of;
use crate::{
    eval::{Evaluator, Scope},
    text::Text,
    unit::Unit,
    value::{Origin, Value, ValueKind},
};

/// The name of the call that gives the body, of most.
pub(super) const LAST: &str = "send";

/// What makes requests by several calls.
#[derive(Debug, PartialEq)]
struct Builder {
    /// The modules that it is the export of, or the global name.
    modules: &'static [&'static str],
    global: &'static [&'static str],
    /// Calls by their names, and what each argument is; `()` is a call of what begins the row.
    calls: &'static [(&'static str, &'static [Part])],
    /// What the arguments of `post(…)`, `put(…)` and the like are; none, if there is no such call.
    verb: &'static [Part],
    /// The call that sends; `None`: it is the one that names the method.
    last: Option<&'static str>,
    /// The calls are statements of their own, on one name.
    is_apart: bool,
}

/// What an argument is.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Method,
    /// The URL, or what follows the part of it that was given before.
    Url,
    /// What becomes JSON, or JSON.
    Body,
    /// JSON; anything else is not sent as JSON.
    BodyText,
    /// The name of a header, which its value follows, or an object of headers.
    Header,
    /// The value of the `Authorization` header.
    Authorization,
    /// An object that may have headers.
    Configuration,
    /// What is sent is no JSON, or is not known.
    Form,
}

const BUILDERS: [Builder; 3] = [
    Builder {
        modules: &["superagent"],
        global: &["superagent"],
        calls: &[
            ("()", &[Part::Method, Part::Url]),
            ("set", &[Part::Header]),
            ("send", &[Part::Body]),
            ("type", &[Part::Form]),
            ("field", &[Part::Form]),
        ],
        verb: &[Part::Url, Part::Body],
        last: Some(LAST),
        is_apart: false,
    },
    Builder {
        modules: &["wretch"],
        global: &["wretch"],
        calls: &[
            ("()", &[Part::Url, Part::Configuration]),
            ("url", &[Part::Url]),
            ("auth", &[Part::Authorization]),
            ("headers", &[Part::Header]),
            ("json", &[Part::Body]),
            ("body", &[Part::BodyText]),
            ("formData", &[Part::Form]),
            ("formUrl", &[Part::Form]),
        ],
        verb: &[Part::Body, Part::Url],
        last: None,
        is_apart: false,
    },
    Builder {
        modules: &[],
        global: &["XMLHttpRequest", "()"],
        calls: &[
            ("open", &[Part::Method, Part::Url]),
            ("setRequestHeader", &[Part::Header]),
            ("send", &[Part::BodyText]),
        ],
        verb: &[],
        last: Some(LAST),
        is_apart: true,
    },
];

/// The most calls of a row.
const MOST_STEPS: usize = 64;

/// A call among others, and its name.
type Step<'a> = (&'a str, &'a CallExpression<'a>);

/// The calls that make a request, in their order.
#[derive(Debug)]
pub(super) struct Chain<'a> {
    builder: &'static Builder,
    steps: Vec<Step<'a>>,
}

/// Whether a module is one whose requests are made by several calls.
pub(super) fn is_library(module: &str) -> bool {
    BUILDERS.iter().any(|builder| builder.modules.contains(&module))
}

/// Whether a call without arguments may send what calls before it gave: `….json(body).post()`.
pub(super) fn may_be_in_row(call: &CallExpression<'_>) -> bool {
    step(call).is_some_and(|(name, object)| {
        http::method(name).is_some()
            && matches!(object.get_inner_expression(), Expression::CallExpression(_))
    })
}

/// The calls of which one is the one that sends.
pub(super) fn chain<'a>(
    evaluator: &Evaluator<'_, 'a>,
    call: &'a CallExpression<'a>,
    scope: &Scope<'a>,
) -> Option<Chain<'a>> {
    let (last, _) = step(call)?;
    let may_send = BUILDERS.iter().any(|builder| builder.is_sent_by(last));
    if !may_send || last == LAST && is_continued(call, scope) {
        return None;
    }
    let (steps, builder) = row(evaluator, call, scope)?;
    if !builder.is_sent_by(last) {
        return None;
    }
    let steps = if builder.is_apart { apart(call, &scope.unit)? } else { steps };
    Some(Chain { builder, steps })
}

/// A call of a method, and the method's name.
fn step<'a>(call: &'a CallExpression<'a>) -> Option<(&'a str, &'a Expression<'a>)> {
    match call.callee.get_inner_expression() {
        Expression::StaticMemberExpression(member) => {
            Some((member.property.name.as_str(), &member.object))
        }
        _ => None,
    }
}

/// The calls in a row of which one is the last, and what the row begins with. A name in between
/// stands for the calls that its value is made by.
fn row<'a>(
    evaluator: &Evaluator<'_, 'a>,
    last: &'a CallExpression<'a>,
    scope: &Scope<'a>,
) -> Option<(Vec<Step<'a>>, &'static Builder)> {
    let (mut steps, mut at) = (Vec::new(), last);
    let builder = loop {
        let (name, object) = step(at).unwrap_or(("()", &at.callee));
        steps.push((name, at));
        if let Some(builder) = begun(evaluator, object, scope) {
            break builder;
        }
        match written(object, scope) {
            Expression::CallExpression(before) if steps.len() < MOST_STEPS => at = before,
            _ => return None,
        }
    };
    steps.reverse();
    Some((steps, builder))
}

/// What a row of calls is of that begins with an expression.
fn begun<'a>(
    evaluator: &Evaluator<'_, 'a>,
    root: &'a Expression<'a>,
    scope: &Scope<'a>,
) -> Option<&'static Builder> {
    let ValueKind::External(root) = evaluator.eval(root, scope).kind else { return None };
    BUILDERS.iter().find(|builder| {
        let is_exported = builder.modules.iter().any(|module| {
            root.is(module, &[]) || root.is(module, &["default"]) || root.is(module, &[module])
        });
        let is_replaced = || builder.global.iter().any(|it| scope.unit.assigned.contains(*it));
        is_exported || root.is("", builder.global) && !is_replaced()
    })
}

/// Whether a later call of the row gives a body as well.
fn is_continued<'a>(call: &'a CallExpression<'a>, scope: &Scope<'a>) -> bool {
    let nodes = scope.unit.semantic.nodes();
    for kind in nodes.ancestor_kinds(call.node_id()) {
        match kind {
            AstKind::StaticMemberExpression(member) if member.property.name == LAST => return true,
            AstKind::StaticMemberExpression(_) | AstKind::CallExpression(_) => {}
            _ => return false,
        }
    }
    false
}

/// All calls of methods on the name that one is called on, if nothing else gets what the name holds
/// and only one of them opens it; of those that send only this one.
fn apart<'a>(call: &'a CallExpression<'a>, unit: &Unit<'a>) -> Option<Vec<Step<'a>>> {
    let (_, object) = step(call)?;
    let Expression::Identifier(id) = object.get_inner_expression() else { return None };
    let nodes = unit.semantic.nodes();
    let method = |name: NodeId| {
        let member = nodes.parent_id(name);
        let AstKind::StaticMemberExpression(found) = nodes.kind(member) else { return None };
        match nodes.parent_kind(member) {
            AstKind::CallExpression(call) if call.callee.span() == found.span => {
                Some(Some((found.property.name.as_str(), call)))
            }
            _ => Some(None),
        }
    };
    let references = unit.semantic.symbol_references(unit.symbol(id)?);
    let calls = references.map(|reference| method(reference.node_id()));
    let mut steps: Vec<Step<'a>> =
        calls.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
    steps.retain(|(name, other)| *name != LAST || other.span == call.span);
    steps.sort_by_key(|(_, call)| call.span.start);
    (steps.iter().filter(|(name, _)| *name == "open").count() == 1).then_some(steps)
}

impl Builder {
    fn is_sent_by(&self, name: &str) -> bool {
        self.last.map_or_else(|| http::method(name).is_some(), |last| last == name)
    }

    /// What the arguments of a call are, and the method that its name says.
    fn parts(&self, name: &str) -> (&'static [Part], Option<&'static str>) {
        let method = http::method(name).filter(|_| !self.verb.is_empty());
        let parts = self.calls.iter().find(|(call, _)| *call == name);
        match (parts, method) {
            (Some((_, parts)), _) => (*parts, None),
            (None, Some(method)) => (self.verb, Some(method)),
            (None, None) => (&[], None),
        }
    }
}

impl<'a> Chain<'a> {
    pub(super) fn sent(
        &self,
        evaluator: &Evaluator<'_, 'a>,
        scope: &Scope<'a>,
    ) -> Option<Sent<'a>> {
        let mut request = Made::default();
        for (name, call) in &self.steps {
            let (parts, method) = self.builder.parts(name);
            request.method = method.map(str::to_owned).or(request.method);
            for (at, part) in parts.iter().enumerate() {
                let argument =
                    |at: usize| {
                        let argument = call.arguments.get(at)?;
                        Some(argument.as_expression().map_or_else(Value::unknown, |argument| {
                            evaluator.eval(argument, scope)
                        }))
                    };
                if let Some(value) = argument(at) {
                    request.take(*part, value, || argument(at + 1));
                }
            }
        }
        Some(Sent {
            method: request.method?,
            url: request.url,
            origin: request.origin,
            body: request.body.unwrap_or_else(|| ValueKind::Undefined.into()),
            authorization: request.authorization,
        })
    }
}

/// What is known of a request so far.
#[derive(Default)]
struct Made<'a> {
    method: Option<String>,
    url: Text,
    origin: Origin,
    body: Option<Value<'a>>,
    authorization: Option<Text>,
}

impl<'a> Made<'a> {
    fn take(&mut self, part: Part, value: Value<'a>, next: impl FnOnce() -> Option<Value<'a>>) {
        match part {
            Part::Method => {
                self.method = match value.kind {
                    ValueKind::Text(text) => text.as_known().map(str::to_ascii_uppercase),
                    _ => None,
                };
            }
            Part::Url => {
                self.url.append(&text_of(&value));
                self.origin = value.origin;
            }
            Part::Body | Part::BodyText => {
                let is_json = part == Part::Body || matches!(value.kind, ValueKind::Json(_));
                // Bodies of several calls are merged.
                let is_known = is_json && self.body.is_none();
                self.body = Some(if is_known { value } else { Value::unknown() });
            }
            Part::Form => self.body = Some(Value::unknown()),
            Part::Authorization => self.authorization = Some(text_of(&value)),
            Part::Configuration => self.authorization = authorization(&value),
            Part::Header => match &value.kind {
                ValueKind::Text(name)
                    if name
                        .as_known()
                        .is_some_and(|it| it.eq_ignore_ascii_case("authorization")) =>
                {
                    self.authorization = next().map(|value| text_of(&value));
                }
                ValueKind::Object(_) => {
                    self.authorization = of_headers(&value).or(self.authorization.take());
                }
                _ => {}
            },
        }
    }
}
