//! The libraries that send requests, and what their functions take.

use super::http::{Client, Library, method};
use super::{chains, headers::authorization, text_of};
use crate::{
    text::Text,
    unit::Unit,
    value::{External, ValueKind},
};

/// Functions that send requests, and take the same arguments.
struct Functions {
    /// The modules that export them; an empty one for global names.
    modules: &'static [&'static str],
    /// What leads to them from a module's exports, or from the global names; `()` is a call. A method
    /// may follow: `post`, `request`.
    paths: &'static [&'static [&'static str]],
    library: Library,
}

const FUNCTIONS: [Functions; 17] = [
    Functions { modules: &[""], paths: &[&["fetch"], &["Bun", "fetch"]], library: Library::Fetch },
    Functions {
        modules: &[
            "@tauri-apps/plugin-http",
            "cross-fetch",
            "expo/fetch",
            "isomorphic-fetch",
            "node-fetch",
            "node-fetch-native",
        ],
        paths: &[&["default"], &["fetch"], &[]],
        library: Library::Fetch,
    },
    Functions {
        modules: &["undici"],
        paths: &[&["fetch"], &["default", "fetch"], &["request"], &["default", "request"]],
        library: Library::Fetch,
    },
    Functions {
        modules: &["undici"],
        paths: &[
            &["Client", "()"],
            &["Pool", "()"],
            &["default", "Client", "()"],
            &["default", "Pool", "()"],
        ],
        library: Library::Dispatcher,
    },
    Functions { modules: &[""], paths: &[&["$fetch"]], library: Library::Ofetch },
    Functions {
        modules: &["ofetch"],
        paths: &[&["ofetch", "raw"], &["$fetch", "raw"], &["ofetch"], &["$fetch"]],
        library: Library::Ofetch,
    },
    Functions { modules: &[""], paths: &[&["axios"]], library: Library::Axios },
    Functions {
        modules: &["axios", "redaxios"],
        paths: &[&["AxiosInstance", "()"], &["default"], &["axios"], &[]],
        library: Library::Axios,
    },
    Functions {
        modules: &["@nestjs/axios"],
        paths: &[&["HttpService", "()", "axiosRef"], &["HttpService", "()"]],
        library: Library::Axios,
    },
    Functions {
        modules: &["@angular/common/http"],
        paths: &[&["HttpClient", "()"]],
        library: Library::Axios,
    },
    Functions {
        modules: &["@capacitor/core"],
        paths: &[&["CapacitorHttp"]],
        library: Library::Axios,
    },
    Functions {
        modules: &["got", "ky", "ky-universal"],
        paths: &[&["default"], &["got"], &["ky"], &[]],
        library: Library::Json,
    },
    Functions {
        modules: &["http", "https", "node:http", "node:https"],
        paths: &[&["default", "request"], &["request"]],
        library: Library::Node,
    },
    Functions {
        modules: &["request", "request-promise", "request-promise-native"],
        paths: &[&["default"], &[]],
        library: Library::Request,
    },
    Functions { modules: &["phin"], paths: &[&["default"], &[]], library: Library::Axios },
    Functions { modules: &["needle"], paths: &[&["default"], &[]], library: Library::Needle },
    Functions { modules: &[""], paths: &[&["UrlFetchApp", "fetch"]], library: Library::AppsScript },
];

/// Those of jQuery, of which `$` alone is another function.
const JQUERY: [Functions; 2] = [
    Functions { modules: &[""], paths: &[&["$"], &["jQuery"]], library: Library::Ajax },
    Functions { modules: &["jquery"], paths: &[&["default"], &[]], library: Library::Ajax },
];

fn all() -> impl Iterator<Item = &'static Functions> {
    FUNCTIONS.iter().chain(&JQUERY)
}

/// Whether a module is one that sends requests.
pub(super) fn is_library(module: &str) -> bool {
    !module.is_empty()
        && (all().any(|functions| functions.modules.contains(&module))
            || chains::is_library(module))
}

/// Whether a library has a function of this name that sends requests.
pub(super) fn has_function(name: &str) -> bool {
    all().any(|functions| functions.paths.iter().any(|path| path.last() == Some(&name)))
}

/// The function of a library that sends requests, if it is one.
pub(super) fn client(external: &External<'_>, unit: &Unit<'_>) -> Option<Client> {
    let path: Vec<&str> = external.path.iter().map(|part| &**part).collect();
    let is_replaced = || path.first().is_some_and(|name| unit.assigned.contains(*name));
    if external.module.is_empty() && is_replaced() {
        return None;
    }
    all().filter(|functions| functions.modules.contains(&&*external.module)).find_map(|functions| {
        let rests = functions.paths.iter().filter_map(|start| path.strip_prefix(*start));
        rests.into_iter().find_map(|rest| functions.client(rest, external))
    })
}

impl Functions {
    /// The client that is meant by what follows the path of its function.
    fn client(&self, rest: &[&str], external: &External<'_>) -> Option<Client> {
        let (mut made, mut rest) = (None, rest);
        if self.library == Library::Dispatcher {
            made = external.argument.as_ref();
        }
        while let ["create" | "extend", "()", after @ ..] = rest {
            (made, rest) = (external.argument.as_ref(), after);
        }
        let method = match (self.library, rest) {
            (Library::Ajax, []) => return None,
            (Library::Ajax, ["ajax"]) | (_, [] | ["request"]) => None,
            (Library::Node | Library::Dispatcher | Library::AppsScript, _) => return None,
            (_, [verb]) => Some(method(verb)?),
            _ => return None,
        };
        let base = made.map(|config| match &config.kind {
            ValueKind::Text(base) => base.clone(),
            _ => {
                let mut fields =
                    ["baseURL", "prefixUrl", "prefix"].iter().map(|name| config.field(name));
                let field = fields.find(|value| !matches!(value.kind, ValueKind::Undefined));
                field.map_or_else(Text::default, |value| text_of(&value))
            }
        });
        let is_authorized = made.and_then(authorization);
        Some(Client::of(self.library, method, base, is_authorized))
    }
}
