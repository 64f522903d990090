//! Calls by URL: `fetch`, axios, ky, got, `request`, `$.ajax`.

use oxc_ast::ast::{Argument, CallExpression};

use super::address::{addressed, is_absolute, joined, operation, without_host};
use super::headers::{self, authorization};
use super::node;
use super::request::Given;
use crate::{
    calls::Calls,
    eval::{Evaluator, Scope},
    find::{Request, text_of},
    text::{Piece, Text},
    value::{External, Object, Origin, Part, Value, ValueKind},
};

/// A function that sends a request.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    library: Library,
    /// The method, where the function's name says it.
    method: Option<&'static str>,
    /// The URL that others are relative to, and whether the headers name the API.
    base: Option<Text>,
    /// What the base probably is, where it is not known.
    likely_base: Option<Text>,
    is_authorized: Option<Text>,
    /// Its text is known, and may add to what it is given.
    is_own: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Library {
    /// `fetch(url, { method, body })`
    Fetch,
    /// `ofetch(url, { baseURL, method, body })`
    Ofetch,
    /// `axios.post(url, data, config)`, `axios(config)`
    Axios,
    /// `ky.post(url, { json })`, `got({ url, json })`
    Json,
    /// `request({ uri, method, json: true, body }, callback)`
    Request,
    /// `$.ajax({ url, type, data })`, `$.post(url, data)`
    Ajax,
    /// `https.request({ hostname, path, method })`
    Node,
    /// `needle.post(url, data, { json: true })`
    Needle,
    /// `UrlFetchApp.fetch(url, { method, payload })`
    AppsScript,
    /// `client.request({ path, method, body })`, of a client that is made with the host
    Dispatcher,
    /// `http.post(url, …)`, `http.request({ url, … })`, of which only the name is known
    Unknown,
}

/// What is sent, before it is known to whom.
pub(super) struct Sent<'a> {
    pub(super) method: String,
    pub(super) url: Text,
    /// Where the URL comes from, or the part of it that the call gives.
    pub(super) origin: Origin,
    pub(super) body: Value<'a>,
    pub(super) authorization: Option<Text>,
}

const METHODS: [(&str, &str); 5] =
    [("post", "POST"), ("put", "PUT"), ("patch", "PATCH"), ("delete", "DELETE"), ("get", "GET")];

/// The method that a function's name says.
pub(super) fn method(name: &str) -> Option<&'static str> {
    // `$post` of a plugin of axios
    let name = name.strip_prefix('$').unwrap_or(name);
    METHODS.iter().find(|(verb, _)| *verb == name).map(|(_, method)| *method)
}

/// A method by its own name, in capitals or small letters.
fn named_method(name: &str) -> Option<&'static str> {
    METHODS.iter().find(|(verb, _)| verb.eq_ignore_ascii_case(name)).map(|(_, method)| *method)
}

/// Whether a method's name may send a request of the API's.
pub(super) fn is_verb(name: &str, calls: &Calls) -> bool {
    let is_sent =
        |method: &str| calls.rest.iter().any(|rest| rest.method.eq_ignore_ascii_case(method));
    matches!(name, "request" | "ajax") || method(name).is_some_and(is_sent)
}

impl Client {
    pub(super) fn of(
        library: Library,
        method: Option<&'static str>,
        base: Option<Text>,
        is_authorized: Option<Text>,
    ) -> Self {
        Self { library, method, base, likely_base: None, is_authorized, is_own: false }
    }

    /// Whether what the whole file sets counts where a call gives no base.
    pub(super) fn has_defaults(&self) -> bool {
        self.library == Library::Axios
    }

    pub(super) fn with_base(self, base: impl FnOnce() -> Option<Text>) -> Self {
        Self { base: base().or(self.base), ..self }
    }

    /// `guess` is the client as it probably is.
    pub(super) fn with_likely_base(self, guess: impl FnOnce() -> Option<Self>) -> Self {
        let is_unknown =
            self.base.as_ref().is_some_and(|base| matches!(base.pieces(), [Piece::Gap(_), ..]));
        let likely_base = is_unknown.then(guess).flatten().and_then(|guess| guess.base);
        Self { likely_base, ..self }
    }

    /// The client with the base that it probably has.
    pub(super) fn likely(&self) -> Self {
        let base = self.likely_base.as_ref().or(self.base.as_ref()).cloned();
        Self { base, ..self.clone() }
    }

    /// Whether the body is written to what a call gives back.
    pub(super) fn is_node(&self) -> bool {
        self.library == Library::Node
    }
}

/// Whether a function's name says that it sends what it is given.
pub(super) fn sends(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("fetch") || name.contains("request")
}

/// A function of which only the name is known, if it is called as one that sends requests.
pub(super) fn unknown(
    name: &str,
    call: &CallExpression<'_>,
    external: Option<&External<'_>>,
    is_own: impl FnOnce() -> bool,
) -> Option<Client> {
    let is_other = external.is_some_and(|external| match &*external.module {
        // Another global under this name.
        "" => external.path.last().is_none_or(|last| **last != *name),
        // Libraries that answer requests in tests have functions of the same names.
        module => matches!(module, "msw" | "nock"),
    });
    if is_other {
        return None;
    }
    let (library, method) = match (method(name), call.arguments.get(1)) {
        (_, Some(Argument::ArrowFunctionExpression(_) | Argument::FunctionExpression(_))) => {
            return None;
        }
        (Some(method), Some(_)) => (Library::Unknown, Some(method)),
        (None, None) if name == "request" => (Library::Unknown, None),
        // `request("POST", url, body)`
        (None, Some(_)) if name == "request" && call.arguments.len() > 2 => {
            (Library::Unknown, None)
        }
        (None, Some(Argument::ObjectExpression(_))) if sends(name) => (Library::Fetch, None),
        _ => return None,
    };
    let is_own = library == Library::Unknown && is_own();
    Some(Client { is_own, ..Client::of(library, method, None, None) })
}

/// What a call of a client's sends.
pub(super) fn sent_by<'a>(
    evaluator: &Evaluator<'_, 'a>,
    client: &Client,
    call: &'a CallExpression<'a>,
    scope: &Scope<'a>,
) -> Option<Sent<'a>> {
    let given = Given::of(call, scope)?;
    let argument = |at: usize| given.value(at, evaluator, scope);
    let sent = sent(evaluator.project.calls, client, argument, given.len())?;
    let authorization =
        sent.authorization.or_else(|| headers::set_apart(evaluator, call, given, scope));
    Some(Sent { authorization, ..sent })
}

/// What a call sends; `None` if it is not known what its arguments are.
pub(super) fn sent<'a>(
    calls: &Calls,
    client: &Client,
    argument: impl Fn(usize) -> Value<'a>,
    count: usize,
) -> Option<Sent<'a>> {
    // `request("POST", url, …)`
    let named = match argument(0).kind {
        ValueKind::Text(text) if client.method.is_none() => text.as_known().and_then(named_method),
        _ => None,
    };
    let argument = |at: usize| argument(at + usize::from(named.is_some()));
    let first = argument(0);
    if count == 0 || is_of_another(calls, client, &first) {
        return None;
    }
    // A whole configuration instead of a URL.
    let takes_url = matches!(client.library, Library::Fetch | Library::Ofetch);
    let is_config = matches!(first.kind, ValueKind::Object(_)) && !takes_url;
    let known = named.or(client.method);
    let has_body = matches!(known, Some("POST" | "PUT" | "PATCH"));
    let (url, data, config) = match client.library {
        Library::Node if is_config => (ValueKind::text(node::url(&first)?).into(), None, first),
        Library::Dispatcher => (first.field("path"), None, first),
        _ if is_config => (either(&first, "url", "uri"), None, first),
        Library::Axios if has_body && named.is_none() => (first, Some(argument(1)), argument(2)),
        Library::Needle if has_body => (first, Some(argument(1)), argument(2)),
        Library::Ajax if has_body => (first, Some(argument(1)), Value::unknown()),
        Library::Unknown if has_body => {
            let (second, third) = (argument(1), argument(2));
            let is_data = matches!(third.kind, ValueKind::Object(_));
            match is_data {
                true => (first, Some(second), third),
                false => (first, None, second),
            }
        }
        _ => (first, None, argument(1)),
    };
    let method = match (known, either(&config, "method", "type").kind) {
        (Some(method), _) => method.to_owned(),
        (None, ValueKind::Text(method)) => method.as_known()?.to_ascii_uppercase(),
        (None, ValueKind::Undefined) => "GET".to_owned(),
        (None, _) => return None,
    };
    let body = match (client.library, data) {
        (Library::Needle, Some(data)) => match config.field("json").kind {
            ValueKind::Bool(true) => data,
            _ => json(data),
        },
        (Library::Needle, None) => Value::unknown(),
        // What is no text of JSON becomes a form.
        (Library::Ajax, data) => json(data.unwrap_or_else(|| config.field("data"))),
        (Library::AppsScript, _) => json(config.field("payload")),
        (Library::Dispatcher, _) => json(config.field("body")),
        (_, Some(data)) => data,
        (Library::Fetch | Library::Ofetch, None) => config.field("body"),
        (Library::Request, None) => request_body(&config),
        // Angular's has no other one that takes the method.
        (Library::Axios, None) if named.is_some() => config.field("body"),
        (Library::Axios, None) => config.field("data"),
        // It is written later.
        (Library::Node, None) => Value::unknown(),
        (Library::Json, None) => config.field("json"),
        (Library::Unknown, None) if is_config => match either(&config, "data", "json") {
            body if matches!(body.kind, ValueKind::Undefined) => json(config.field("body")),
            body => body,
        },
        (Library::Unknown, None) => body_or_options(&config)?,
    };
    let body = if client.is_own { opened(body) } else { body };
    let own_base = ["baseURL", "prefixUrl"].iter().map(|name| config.field(name)).find_map(
        |value| match value.kind {
            ValueKind::Text(text) => Some(text),
            _ => None,
        },
    );
    let origin = url.origin.clone();
    let url = match (own_base.as_ref().or(client.base.as_ref()), text_of(&url)) {
        (Some(base), url) if !is_absolute(&url) => joined(base, &url),
        (_, url) => url,
    };
    let authorization = authorization(&config).or_else(|| client.is_authorized.clone());
    Some(Sent { method, url, origin, body, authorization })
}

/// What is certainly a text of JSON; anything else is not sent as JSON.
fn json(body: Value<'_>) -> Value<'_> {
    if matches!(body.kind, ValueKind::Json(_)) { body } else { Value::unknown() }
}

/// A field, which may have another name.
fn either<'a>(config: &Value<'a>, name: &str, other: &str) -> Value<'a> {
    match config.field(name) {
        field if matches!(field.kind, ValueKind::Undefined) => config.field(other),
        field => field,
    }
}

/// The body of the configuration of `request`: what `json` is, or `body` where that is made JSON.
fn request_body<'a>(config: &Value<'a>) -> Value<'a> {
    let (json, body) = (config.field("json"), config.field("body"));
    match (&json.kind, &body.kind) {
        (ValueKind::Object(_), ValueKind::Undefined) => json,
        (ValueKind::Bool(true), ValueKind::Object(_)) | (_, ValueKind::Json(_)) => body,
        _ => Value::unknown(),
    }
}

/// Whether a URL is certainly none of the API's, whatever else is given.
fn is_of_another(calls: &Calls, client: &Client, url: &Value<'_>) -> bool {
    let ValueKind::Text(url) = &url.kind else { return false };
    let Some(Piece::Known(known)) = url.pieces().first() else { return false };
    match known.split_once("://") {
        // `https://${HOST}/…`
        Some((_, "")) => false,
        Some((_, rest)) => !calls.hosts.iter().any(|host| rest.starts_with(host.as_str())),
        None => client.library == Library::Fetch && client.base.is_none(),
    }
}

/// The body among the arguments of a function that is not known: the second argument, or a field of
/// it.
fn body_or_options<'a>(second: &Value<'a>) -> Option<Value<'a>> {
    match &second.kind {
        ValueKind::Function(_) | ValueKind::Undefined => None,
        ValueKind::Json(_) => Some(second.clone()),
        ValueKind::Object(object) => {
            let options = ["json", "body", "data", "headers", "params", "searchParams", "form"];
            if options.iter().any(|name| object.get(name).is_some()) {
                return Some(request_body(second));
            }
            Some(second.clone())
        }
        _ => Some(Value::unknown()),
    }
}

/// A body to which more fields may be added.
fn opened(body: Value<'_>) -> Value<'_> {
    match &body.kind {
        ValueKind::Object(object) => {
            let object = Object { fields: object.fields.clone(), open: true };
            Value { kind: ValueKind::Object(object.into()), origin: body.origin.clone() }
        }
        ValueKind::Json(_) => Value::unknown(),
        _ => body,
    }
}

/// Where a parameter of a path comes from: the part of the URL that it is, or all of it.
fn origin_in(url: &Origin, parameter: &Text) -> Origin {
    let is_it = |part: &&Part| !parameter.is_unknown() && part.text.percent_decoded() == *parameter;
    let part = url.parts.as_deref().and_then(|parts| parts.iter().rev().find(is_it));
    // To replace the URL by it is no fix, nor is what is percent-encoded a literal of it.
    Origin { literal: None, ..part.map_or(url, |part| &part.origin).clone() }
}

/// The operation that is called, with its path parameters; `guess` is what is probably sent, where
/// the host is not known.
pub(super) fn matched<'c, 'a>(
    calls: &'c Calls,
    sent: Sent<'a>,
    guess: impl FnOnce() -> Option<Sent<'a>>,
) -> Option<Request<'c, 'a>> {
    let (rest, parameters) = addressed(calls, &sent.method, &sent.url, sent.authorization.as_ref())
        .or_else(|| {
            let path = without_host(&sent.url)?;
            let guess = guess()?;
            addressed(calls, &guess.method, &guess.url, guess.authorization.as_ref())?;
            operation(calls, &sent.method, &path)
        })?;
    let value =
        |text| Value { origin: origin_in(&sent.origin, &text), kind: ValueKind::text(text) };
    let path = parameters.into_iter().map(|(name, text)| (name, value(text))).collect();
    let body = match sent.body.kind {
        ValueKind::Json(inner) => Value::clone(&inner),
        // What is sent as it is, is JSON already: nothing is known of it.
        ValueKind::Text(_) => {
            Value { kind: ValueKind::of(crate::value::Type::Any), origin: sent.body.origin }
        }
        ValueKind::Undefined => ValueKind::Object(std::rc::Rc::default()).into(),
        _ => sent.body,
    };
    Some(Request { operation: &rest.operation, body, path, is_json: true })
}
