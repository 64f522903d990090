//! Code in markup: `onclick="…"`, `@click="…"`, `on:click={…}`.

use super::{
    Host,
    markup::{Braces, Part, parts},
    references,
};
use crate::lowered::Span;

/// The longest attribute that is looked at, in bytes.
const LONGEST: usize = 1 << 16;

/// The most attributes of a document.
const MOST: usize = 16;

/// Code in markup that is worth a look.
#[derive(Debug, Default)]
pub(super) struct Handlers {
    /// Scripts of their own, as those of `onclick="…"` are.
    pub(super) alone: Vec<Span>,
    /// What is evaluated with the names of the component's script.
    pub(super) inside: Vec<Handler>,
    /// Text with all names that the markup itself binds, such as those of `v-for`.
    pub(super) bound: String,
}

impl Handlers {
    /// All of the code.
    pub(super) fn spans(&self) -> impl Iterator<Item = Span> {
        self.alone.iter().copied().chain(self.inside.iter().map(|handler| handler.span))
    }
}

/// Code that becomes a part of a component's script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Handler {
    pub(super) span: Span,
    /// What is put before and after it, over the markup around.
    pub(super) around: (&'static str, &'static str),
}

impl Handler {
    /// Statements, which run some time.
    pub(super) fn statements(span: Span) -> Self {
        Self { span, around: STATEMENTS }
    }
}

/// A function that does what the code says, some time.
const STATEMENTS: (&str, &str) = (";()=>{", "};");
/// A function that evaluates the code, some time.
const LATER: (&str, &str) = (";()=>(", ");");
/// The code is evaluated where it is.
const THERE: (&str, &str) = (";(", ")");

/// The code in a document's markup that is worth a look.
///
/// An attribute of which the references to characters (`&quot;`) cannot be read is left out: its text
/// is not what runs.
pub(super) fn handlers(markup: &str, host: Host, is_worth: &dyn Fn(&str) -> bool) -> Handlers {
    let mut found = Handlers::default();
    if !is_worth(markup) {
        return found;
    }
    let get = |span: Span| markup.get(span.start..span.end).unwrap_or_default();
    let is_whole = |value: Span| {
        let content = get(value);
        content.len() <= LONGEST && is_worth(content)
    };
    let (within, braces) = match host {
        Host::Document => (Some(Span::new(0, markup.len())), Braces::None),
        Host::Vue => (template(markup), Braces::Double),
        Host::Svelte => (Some(Span::new(0, markup.len())), Braces::Single),
        Host::Astro => {
            let start = super::frontmatter(markup).map_or(0, |span| span.end + "\n---".len());
            (Some(Span::new(start, markup.len())), Braces::Single)
        }
    };
    let uses_alpine = matches!(host, Host::Document) && markup.contains("x-data");
    for part in within.into_iter().flat_map(|within| parts(markup, within, braces)) {
        match part {
            Part::Quoted { name, value } => {
                let (name, content) = (get(name), get(value));
                if host == Host::Vue {
                    bind_in_vue(name, content, &mut found.bound);
                }
                let is_readable =
                    || !references::has_any(content) || references::decoded(content).is_some();
                if !is_whole(value) || !is_readable() {
                    continue;
                }
                let is_event = is_event(name)
                    || uses_alpine && (name.starts_with('@') || name.starts_with("x-on:"));
                if is_event {
                    found.alone.push(value);
                } else if host == Host::Vue && is_directive(name) {
                    let is_function = ["function", "async function"]
                        .iter()
                        .any(|start| content.trim_start().starts_with(start));
                    let around = if is_function { LATER } else { STATEMENTS };
                    found.inside.push(Handler { span: value, around });
                }
            }
            Part::Braced { name, value } => {
                if get(name).starts_with("let:") {
                    found.bound.push_str(get(value));
                    found.bound.push(' ');
                }
                if is_whole(value) {
                    let around = if host == Host::Astro { THERE } else { LATER };
                    found.inside.push(Handler { span: value, around });
                }
            }
            Part::Expression(span) if host == Host::Astro => {
                if is_whole(span) {
                    found.inside.push(Handler { span, around: THERE });
                }
            }
            Part::Expression(span) => bind_in_svelte(get(span), &mut found.bound),
        }
    }
    if host == Host::Svelte {
        for (at, _) in markup.match_indices("let:") {
            let name = markup.get(at + 4..).unwrap_or_default();
            found.bound.extend(name.split([' ', '\n', '\t', '>', '=', '/']).next());
            found.bound.push(' ');
        }
    }
    found.alone.truncate(MOST);
    found.inside.truncate(MOST);
    found
}

/// Whether an attribute is `onclick` or another one whose value is a script.
fn is_event(name: &str) -> bool {
    let event = name.get(..2).filter(|on| on.eq_ignore_ascii_case("on")).and(name.get(2..));
    event.is_some_and(|event| {
        !event.is_empty() && event.bytes().all(|letter| letter.is_ascii_alphabetic())
    })
}

/// Whether the value of an attribute is code of Vue's.
fn is_directive(name: &str) -> bool {
    name.starts_with([':', '@']) || name.starts_with("v-")
}

/// The template of a Vue component, unless it is written in another language than HTML.
fn template(markup: &str) -> Option<Span> {
    let start = markup.find("<template")?;
    let tag = markup.get(start..)?.split('>').next()?;
    let is_html = super::attribute(tag, "lang").is_none_or(|language| language == "html");
    let end = markup.rfind("</template")?;
    (is_html && start < end).then(|| Span::new(start, end))
}

/// Notes the names that an attribute of Vue's binds: of `v-for`, `v-slot`, `#name`.
fn bind_in_vue(name: &str, value: &str, bound: &mut String) {
    let is_slot = ["v-slot", "#", "slot-scope", "scope"].iter().any(|slot| name.starts_with(slot));
    if name == "v-for" || is_slot {
        let list = if is_slot { None } else { value.find(" in ").or_else(|| value.find(" of ")) };
        bound.push_str(value.get(..list.unwrap_or(value.len())).unwrap_or_default());
        bound.push(' ');
    }
}

/// Notes the names that a block of Svelte's binds: `{#each list as name}`, `{:then name}`.
fn bind_in_svelte(tag: &str, bound: &mut String) {
    let names = match tag.trim_start() {
        tag if tag.starts_with("#each") => tag.rfind(" as ").and_then(|at| tag.get(at..)),
        tag if ["#await", "#snippet", ":then", ":catch", "@const", "@let"]
            .iter()
            .any(|start| tag.starts_with(start)) =>
        {
            Some(tag)
        }
        _ => None,
    };
    bound.extend(names);
    bound.push(' ');
}
