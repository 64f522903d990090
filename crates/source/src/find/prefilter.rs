//! Which texts are worth reading.

use memchr::memmem::Finder;

use crate::calls::{Calls, RestCall, SdkCall, ServerCall};

/// Whether a text may hold a call at all: its names or hosts occur in it, or it imports a file that is
/// named after an SDK, which may call it.
pub(crate) struct Prefilter<'c> {
    names: Vec<Finder<'c>>,
    /// How the specifiers of such files end: `from "@/lib/portone"`.
    specifiers: Vec<Finder<'c>>,
}

impl<'c> Prefilter<'c> {
    pub(crate) fn new(calls: &'c Calls) -> Self {
        let sdk = calls.sdk.iter().map(|call| call.parts().1);
        let server = calls.server.iter().map(ServerCall::method);
        let hosts = calls.hosts.iter().map(String::as_str);
        // Where the host is in another file, a part of the path is in this one.
        let paths = calls.rest.iter().map(RestCall::head);
        // The names of components are too common.
        let modules = calls.components.iter().map(|call| call.module.as_str());
        let names = sdk.chain(server).chain(hosts).chain(paths).chain(modules);
        let objects = calls.sdk.iter().map(|call| call.parts().0);
        let specifiers = objects.chain(calls.sdk.iter().filter_map(SdkCall::scope));
        Self { names: finders(names), specifiers: finders(specifiers) }
    }

    pub(crate) fn matches(&self, text: &str) -> bool {
        let text = text.as_bytes();
        let ends = |finder: &Finder<'_>| {
            let mut found = finder.find_iter(text).map(|at| at + finder.needle().len());
            found.any(|end| matches!(text.get(end), Some(b'"' | b'\'')))
        };
        self.names.iter().any(|name| name.find(text).is_some()) || self.specifiers.iter().any(ends)
    }
}

/// What looks for texts; what holds a longer one holds the shorter one.
fn finders<'c>(texts: impl Iterator<Item = &'c str>) -> Vec<Finder<'c>> {
    let mut texts: Vec<&str> = texts.collect();
    texts.sort_by_key(|text| text.len());
    let mut kept: Vec<&str> = Vec::new();
    for text in texts {
        if text.len() > 1 && !kept.iter().any(|shorter| text.contains(shorter)) {
            kept.push(text);
        }
    }
    kept.into_iter().map(Finder::new).collect()
}
