//! What calls there are to find: data, given by the caller.

/// The calls of one API. The names, modules, paths and hosts are its own; nothing of them is known
/// to this crate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calls {
    /// Functions of a browser SDK, which take the request as it is.
    pub sdk: Vec<SdkCall>,
    /// Components of an SDK, which take the request in an attribute.
    pub components: Vec<ComponentCall>,
    /// Methods of a server SDK, which take the path parameters among the fields of the body.
    pub server: Vec<ServerCall>,
    /// Operations that are called by URL.
    pub rest: Vec<RestCall>,
    /// Hosts of the REST API, as `api.portone.io`.
    pub hosts: Vec<String>,
    /// The scheme of the `Authorization` header, as `PortOne`: a call whose host is unknown and that
    /// sends it is one of this API.
    pub authorization: Option<String>,
    /// Dotted names of the fields of a request that hold a channel key, as `channelKey`.
    pub channel_fields: Vec<String>,
}

/// A function of an SDK whose first argument is the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SdkCall {
    /// The operation's name.
    pub operation: String,
    /// The object and its function, as `PortOne.requestPayment`.
    pub name: String,
    /// The module that exports them, as `@portone/browser-sdk`; its subpaths and a URL that begins
    /// like it count as well. Members of enumerations that it exports are strings of their names.
    pub module: String,
}

/// A component of an SDK that takes the request in an attribute: `<Payment request={…} />`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentCall {
    /// The operation's name.
    pub operation: String,
    /// The name that the module exports it under, as `Payment`.
    pub name: String,
    /// The attribute, as `request`.
    pub attribute: String,
    /// Fields of the request that the component itself sets.
    pub sets: Vec<String>,
    /// The module, as `@portone/react-native-sdk`.
    pub module: String,
}

/// A method of a client whose first argument holds the path parameters and the fields of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerCall {
    /// The operation's name.
    pub operation: String,
    /// From the module's export to the method, as `PortOneClient().payment.payInstantly`.
    pub name: String,
    /// The module, as `@portone/server-sdk`.
    pub module: String,
    /// The fields of the argument that are path parameters and no fields of the body.
    pub path_parameters: Vec<String>,
}

/// An operation called by method and URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestCall {
    /// The operation's name.
    pub operation: String,
    /// `POST`, `PUT`, …
    pub method: String,
    /// As `/payments/{paymentId}/instant`.
    pub path: String,
}

impl Calls {
    /// Whether a specifier names the module of an SDK.
    pub(crate) fn is_sdk(&self, specifier: &str) -> bool {
        let modules = self.sdk.iter().map(|call| &call.module);
        let modules = modules.chain(self.server.iter().map(|call| &call.module));
        let mut modules = modules.chain(self.components.iter().map(|call| &call.module));
        modules.any(|module| is_module(specifier, module))
    }
}

impl SdkCall {
    /// The object's name and the function's.
    pub(crate) fn parts(&self) -> (&str, &str) {
        self.name.rsplit_once('.').unwrap_or(("", &self.name))
    }

    /// The scope of the module's package: `portone`.
    pub(crate) fn scope(&self) -> Option<&str> {
        self.module.strip_prefix('@')?.split('/').next()
    }
}

impl RestCall {
    /// The path up to its first parameter, without the slash before it.
    pub(crate) fn head(&self) -> &str {
        self.path.trim_start_matches('/').split('{').next().unwrap_or_default()
    }
}

impl ServerCall {
    /// As the evaluator names what is reached from a module: `PortOneClient`, `()`, `payment`, ….
    pub(crate) fn path(&self) -> impl Iterator<Item = &str> {
        self.name
            .split('.')
            .flat_map(|part| match part.strip_suffix("()") {
                Some(function) => [Some(function), Some("()")],
                None => [Some(part), None],
            })
            .flatten()
    }

    pub(crate) fn method(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or_default()
    }
}

/// Whether a specifier names the module, a path below it, or a URL that begins like it.
pub(crate) fn is_module(specifier: &str, module: &str) -> bool {
    let is_end = |rest: &str| rest.is_empty() || rest.starts_with(['/', '.', '@']);
    // `npm:@portone/server-sdk@1`, as Deno names packages
    let specifier = specifier.strip_prefix("npm:").unwrap_or(specifier);
    let name = match specifier.split_once("://") {
        // `https://esm.sh/@portone/browser-sdk/v2`
        Some((_, path)) if !module.contains("://") => {
            path.split_once(module).filter(|(before, _)| before.ends_with('/'))
        }
        _ => specifier.strip_prefix(module).map(|rest| ("", rest)),
    };
    name.is_some_and(|(_, rest)| is_end(rest))
}
