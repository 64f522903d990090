//! A script together with the code in the markup around it, which has its names.

use super::{
    Host, Script, Worth,
    handlers::{self, Handler, Handlers},
    templates,
};
use crate::{
    lowered::Span,
    unit::{Surroundings, has_word},
};

/// What elements, forms and documents have: in an attribute these names are theirs, not the script's.
const OF_ELEMENTS: [&str; 34] = [
    "after",
    "animate",
    "append",
    "before",
    "blur",
    "clear",
    "click",
    "close",
    "closest",
    "contains",
    "edit",
    "evaluate",
    "focus",
    "form",
    "load",
    "matches",
    "name",
    "normalize",
    "open",
    "pause",
    "play",
    "prepend",
    "remove",
    "replace",
    "replaceWith",
    "reset",
    "select",
    "show",
    "start",
    "stop",
    "submit",
    "value",
    "write",
    "writeln",
];

/// The code in the markup around a script that is worth a look: it names something of the calls, or
/// calls what the script declares with something of them.
pub(super) fn handlers(
    script: &Script,
    (host, extension): (Host, &str),
    worth: Worth<'_>,
) -> Handlers {
    let mut names = (worth.names)(&script.text, &script.extension);
    names.retain(|name| host != Host::Document || !OF_ELEMENTS.contains(&name.as_str()));
    let calls = |code: &str| names.iter().any(|name| calls(code, name));
    let is_worth = |code: &str| (worth.is_worth)(code) || calls(code);
    let markup = script.surroundings.markup.as_deref().unwrap_or("");
    if host != Host::Document {
        return handlers::handlers(markup, host, &is_worth);
    }
    if !is_worth(markup) {
        return Handlers::default();
    }
    // What a server fills in may hold quotes and angles of its own.
    let replaced = templates::replace(markup.to_owned(), extension == "jsp");
    let (filled, spans) = (replaced.text, replaced.filled);
    let mut found = handlers::handlers(&filled, host, &is_worth);
    let get = |span: Span| filled.get(span.start..span.end).unwrap_or_default();
    let (inside, alone): (Vec<_>, Vec<_>) = found.alone.into_iter().partition(|code| {
        let is_filled = spans.iter().any(|it| it.start < code.end && code.start < it.end);
        // `this` is the element.
        calls(get(*code)) && !is_filled && !has_word(get(*code), "this")
    });
    for code in &inside {
        // All other names may be the element's.
        let words = get(*code).split(|char: char| !is_of_name(char));
        for word in words.filter(|word| !names.iter().any(|name| name == word)) {
            found.bound.push_str(word);
            found.bound.push(' ');
        }
    }
    found.inside = inside.into_iter().map(Handler::statements).collect();
    Handlers { alone, ..found }
}

/// Whether code calls a name with something, or something of it.
fn calls(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code.get(..at).and_then(|before| before.chars().next_back());
        let after = code.get(at + name.len()..).unwrap_or_default().trim_start();
        let is_called = match after.strip_prefix('(') {
            Some(arguments) => !arguments.trim_start().starts_with(')'),
            None => after.starts_with('.'),
        };
        is_called && before.is_none_or(|before| !is_of_name(before) && before != '.')
    })
}

fn is_of_name(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '_' | '$')
}

/// A script with the code of the markup around it; `document` is what both are parts of.
pub(super) fn with_handlers(script: Script, document: &str, handlers: &Handlers) -> Script {
    if handlers.inside.is_empty() {
        return script;
    }
    let plain = script.plain.clone().map(|it| Box::new(with_handlers(*it, document, handlers)));
    let mut text = script.text.clone();
    let mut inside = Vec::new();
    for handler in &handlers.inside {
        let (before, after) = handler.around;
        let start = handler.span.start.saturating_sub(before.len());
        let end = handler.span.end;
        let is_blank =
            |part: &str| part.bytes().all(|byte| byte.is_ascii_whitespace() || byte == b';');
        let room = text
            .get(start..handler.span.start)
            .is_some_and(|room| room.len() == before.len() && is_blank(room));
        let code = document.get(handler.span.start..end);
        if let Some(code) = code.filter(|_| room)
            && text.get(end..end + after.len()).is_some_and(is_blank)
        {
            text.replace_range(handler.span.start..end, code);
            text.replace_range(start..handler.span.start, before);
            text.replace_range(end..end + after.len(), after);
            inside.push(handler.span);
        }
    }
    let surroundings = Surroundings {
        handlers: inside.into(),
        bound: handlers.bound.as_str().into(),
        ..script.surroundings.clone()
    };
    let extension = match script.extension.as_str() {
        // Elements in what Astro evaluates.
        "ts" if text.contains("/>") || text.contains("</") => "tsx",
        written => written,
    };
    Script {
        text,
        extension: extension.to_owned(),
        surroundings,
        blocks: script.blocks.clone(),
        plain,
        without_handlers: Some(Box::new(script)),
        is_attribute: false,
    }
}
