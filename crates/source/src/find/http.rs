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
    unit::Unit,
    value::{External, Object, Origin, Value, ValueKind},
};

/// A function that sends a request.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    library: Library,
    /// The method, where the function's name says it.
    method: Option<&'static str>,
    /// The URL that others are relative to, and whether the headers name the API.
    base: Option<Text>,
    is_authorized: Option<Text>,
    /// Its text is known, and may add to what it is given.
    is_own: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Library {
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
    /// `$.ajax({ url, type, data })`
    Ajax,
    /// `https.request({ hostname, path, method })`
    Node,
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
    METHODS.iter().find(|(verb, _)| *verb == name).map(|(_, method)| *method)
}

/// Whether a method's name may send a request of the API's.
pub(super) fn is_verb(name: &str, calls: &Calls) -> bool {
    let is_sent =
        |method: &str| calls.rest.iter().any(|rest| rest.method.eq_ignore_ascii_case(method));
    matches!(name, "fetch" | "request" | "ajax")
        || METHODS.iter().any(|(verb, method)| *verb == name && is_sent(method))
}

impl Client {
    /// Whether what the whole file sets counts where a call gives no base.
    pub(super) fn has_defaults(&self) -> bool {
        self.library == Library::Axios
    }

    pub(super) fn with_base(self, base: impl FnOnce() -> Option<Text>) -> Self {
        Self { base: base().or(self.base), ..self }
    }

    /// Whether the body is written to what a call gives back.
    pub(super) fn is_node(&self) -> bool {
        self.library == Library::Node
    }
}

/// Whether a module is one that sends requests.
pub(super) fn is_library(module: &str) -> bool {
    const LIBRARIES: [&str; 19] = [
        "@angular/common/http",
        "@nestjs/axios",
        "axios",
        "cross-fetch",
        "got",
        "http",
        "https",
        "isomorphic-fetch",
        "jquery",
        "ky",
        "node-fetch",
        "node:http",
        "node:https",
        "ofetch",
        "request",
        "request-promise",
        "request-promise-native",
        "superagent",
        "undici",
    ];
    LIBRARIES.contains(&module)
}

/// The function of a library that sends requests, if it is one.
pub(super) fn client(external: &External<'_>, unit: &Unit<'_>) -> Option<Client> {
    let path: Vec<&str> = external.path.iter().map(|part| &**part).collect();
    let (library, rest): (Library, &[&str]) = match (&*external.module, path.as_slice()) {
        ("", ["fetch", rest @ ..]) => (Library::Fetch, rest),
        ("", ["$fetch", rest @ ..]) | ("ofetch", ["ofetch" | "$fetch", rest @ ..]) => {
            (Library::Ofetch, rest)
        }
        ("node-fetch" | "cross-fetch" | "isomorphic-fetch", ["default" | "fetch", rest @ ..]) => {
            (Library::Fetch, rest)
        }
        ("http" | "https" | "node:http" | "node:https", ["default", "request"] | ["request"]) => {
            (Library::Node, &[])
        }
        ("undici", ["fetch", rest @ ..]) => (Library::Fetch, rest),
        ("request" | "request-promise" | "request-promise-native", ["default", rest @ ..])
        | ("request" | "request-promise" | "request-promise-native", rest) => {
            (Library::Request, rest)
        }
        ("", ["$" | "jQuery", "ajax"]) | ("jquery", ["default", "ajax"] | ["ajax"]) => {
            (Library::Ajax, &[])
        }
        ("node-fetch", rest) => (Library::Fetch, rest),
        ("axios", ["AxiosInstance", "()", rest @ ..])
        | ("@nestjs/axios", ["HttpService", "()", "axiosRef", rest @ ..])
        | ("@nestjs/axios", ["HttpService", "()", rest @ ..])
        | ("@angular/common/http", ["HttpClient", "()", rest @ ..]) => (Library::Axios, rest),
        ("", ["axios", rest @ ..])
        | ("axios", ["default" | "axios", rest @ ..])
        | ("axios", rest) => (Library::Axios, rest),
        ("ky" | "got", ["default" | "ky" | "got", rest @ ..]) | ("ky" | "got", rest) => {
            (Library::Json, rest)
        }
        _ => return None,
    };
    if external.module.is_empty() && path.first().is_some_and(|name| unit.assigned.contains(*name))
    {
        return None;
    }
    let (mut made, mut rest) = (None, rest);
    while let ["create" | "extend", "()", after @ ..] = rest {
        (made, rest) = (external.argument.as_ref(), after);
    }
    let method = match rest {
        [] | ["request"] => None,
        [verb] => Some(method(verb)?),
        _ => return None,
    };
    let base = made.map(|config| {
        let names = ["baseURL", "prefixUrl", "prefix"];
        let field = names
            .iter()
            .map(|name| config.field(name))
            .find(|value| !matches!(value.kind, ValueKind::Undefined));
        field.map_or_else(Text::default, |value| text_of(&value))
    });
    let is_authorized = made.and_then(authorization);
    Some(Client { library, method, base, is_authorized, is_own: false })
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
        (None, Some(Argument::ObjectExpression(_))) if sends(name) => (Library::Fetch, None),
        _ => return None,
    };
    let is_own = library == Library::Unknown && is_own();
    Some(Client { library, method, base: None, is_authorized: None, is_own })
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
    let first = argument(0);
    if is_of_another(calls, client, &first) {
        return None;
    }
    // A whole configuration instead of a URL.
    let is_fetch = matches!(client.library, Library::Fetch | Library::Ofetch);
    let is_config = matches!(first.kind, ValueKind::Object(_)) && !is_fetch;
    let (url, data, config) = match (client.library, client.method) {
        (Library::Node, _) if matches!(first.kind, ValueKind::Object(_)) => {
            (ValueKind::text(node::url(&first)?).into(), None, first)
        }
        _ if is_config => (either(&first, "url", "uri"), None, first),
        (Library::Axios, Some("POST" | "PUT" | "PATCH")) => (first, Some(argument(1)), argument(2)),
        (Library::Unknown, Some("POST" | "PUT" | "PATCH")) => {
            let (second, third) = (argument(1), argument(2));
            let is_data = matches!(third.kind, ValueKind::Object(_));
            match is_data {
                true => (first, Some(second), third),
                false => (first, None, second),
            }
        }
        _ => (first, None, argument(1)),
    };
    if count == 0 {
        return None;
    }
    let method = match (client.method, either(&config, "method", "type").kind) {
        (Some(method), _) => method.to_owned(),
        (None, ValueKind::Text(method)) => method.as_known()?.to_ascii_uppercase(),
        (None, ValueKind::Undefined) => "GET".to_owned(),
        (None, _) => return None,
    };
    let body = match (client.library, data) {
        (_, Some(data)) => data,
        (Library::Fetch | Library::Ofetch, None) => config.field("body"),
        (Library::Request, None) => request_body(&config),
        // What is no text of JSON becomes a form.
        (Library::Ajax, None) => match config.field("data") {
            data if matches!(data.kind, ValueKind::Json(_)) => data,
            _ => Value::unknown(),
        },
        (Library::Axios, None) => config.field("data"),
        // It is written later.
        (Library::Node, None) => Value::unknown(),
        (Library::Json, None) => config.field("json"),
        (Library::Unknown, None) if is_config => either(&config, "data", "json"),
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
    // They are parts of the URL: to replace it by one of them is no fix.
    let origin = Origin { literal: None, ..sent.origin };
    let value = |text| Value { kind: ValueKind::text(text), origin: origin.clone() };
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
