//! Whether other files take part in a document, whose scripts and markup may write its names.

use super::{Host, attribute};

/// What puts a part of another file into a document, or a document into another file.
const INCLUDES: [&str; 26] = [
    "<jsp:include",
    "<%@include",
    "<%@ include",
    "<c:import",
    "<tiles:",
    "<%- include",
    "<%-include",
    "@include",
    "@extends",
    "@component",
    "@yield",
    "@stack",
    "<x-",
    "th:replace",
    "th:insert",
    "th:include",
    "layout:decorate",
    "{% include",
    "{% extends",
    "{% embed",
    "{% block",
    "{% render",
    "{% section",
    "{{>",
    "<%= render",
    "<%= yield",
];

/// What does the same in PHP.
const PHP_INCLUDES: [&str; 5] = ["include", "require", "get_header", "get_footer", "->view("];

/// Whether scripts or markup of other files may write the names of a document's scripts.
pub(super) fn takes_part(document: &str, markup: &str, host: Host) -> bool {
    match host {
        Host::Document => {
            let is_own = |tag: &str| {
                ["src", "th:src"].iter().filter_map(|name| attribute(tag, name)).any(is_of_the_site)
            };
            let includes = |marks: &[&str]| marks.iter().any(|mark| document.contains(mark));
            includes(&INCLUDES)
                || (document.contains("<?") && includes(&PHP_INCLUDES))
                || tags(markup, "<script").any(is_own)
        }
        Host::Vue => {
            let mut lines = markup.lines().map(str::trim_start);
            let includes = lines.any(|it| it.starts_with("include ") || it.starts_with("extends "));
            tags(markup, "<template")
                .any(|tag| attribute(tag, "src").is_some() || (includes && is_pug(tag)))
        }
        Host::Svelte | Host::Astro => false,
    }
}

/// Whether a script is one of the site's own: libraries of other hosts know no names of its pages.
fn is_of_the_site(source: &str) -> bool {
    !["https://", "http://", "//"].iter().any(|scheme| source.starts_with(scheme))
}

fn is_pug(tag: &str) -> bool {
    attribute(tag, "lang").is_some_and(|language| matches!(language, "pug" | "jade"))
}

/// The tags of a name, without what closes them.
fn tags<'m>(markup: &'m str, name: &'static str) -> impl Iterator<Item = &'m str> {
    let starts = memchr::memchr_iter(b'<', markup.as_bytes());
    starts.filter_map(move |at| {
        let rest = markup.get(at..)?;
        let begins = rest.get(..name.len())?.eq_ignore_ascii_case(name);
        begins.then(|| rest.split('>').next()).flatten()
    })
}
