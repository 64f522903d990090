//! The scripts of a file: the whole of it, or the script blocks of a document.
//!
//! A script is a text as long as the file, in which all that is not script is blanked, so that
//! offsets are the file's.

mod elsewhere;
mod handlers;
mod joined;
mod markup;
mod references;
mod templates;

use std::sync::Arc;

use memchr::memmem;

use crate::{
    lowered::Span,
    unit::{Names, Surroundings},
};

/// What of markup is worth a look.
#[derive(Clone, Copy)]
pub(crate) struct Worth<'w> {
    /// Whether a text names something of the calls.
    pub(crate) is_worth: &'w dyn Fn(&str) -> bool,
    /// The top-level names of a script, in the language of an extension, whose declarations do.
    pub(crate) names: &'w dyn Fn(&str, &str) -> Vec<String>,
}

/// A text to parse.
#[derive(Debug, Clone, Default)]
pub(crate) struct Script {
    pub(crate) text: String,
    /// The language, as the extension of its files.
    pub(crate) extension: String,
    pub(crate) surroundings: Surroundings,
    /// It is an attribute: one that is no JavaScript is none of the file's errors.
    pub(crate) is_attribute: bool,
    /// What it is if it cannot be this, with the control structures of its template.
    pub(crate) plain: Option<Box<Self>>,
    /// The same without what is written in markup, if there is any: that may be no JavaScript.
    pub(crate) without_handlers: Option<Box<Self>>,
    /// The blocks that it is made of.
    blocks: Vec<Span>,
}

impl Script {
    /// Its blocks as scripts of their own, as a browser runs those of a document of which one does not
    /// parse; none, if it is not made of several.
    pub(crate) fn apart(&self, document: &str) -> impl Iterator<Item = Self> {
        let is_apart = self.surroundings.is_script && self.blocks.len() > 1;
        self.blocks.iter().filter(move |_| is_apart).map(|block| {
            // What the others do to its names is not known.
            let around = [Span::new(0, block.start), Span::new(block.end, document.len())];
            self.block(*block, &blanked(document, &around, false).into())
        })
    }

    fn block(&self, block: Span, markup: &Arc<str>) -> Self {
        Self {
            text: blanked(&self.text, &[block], false),
            extension: self.extension.clone(),
            surroundings: Surroundings {
                markup: Some(Arc::clone(markup)),
                ..self.surroundings.within(block)
            },
            is_attribute: false,
            plain: self.plain.as_ref().map(|plain| Box::new(plain.block(block, markup))),
            without_handlers: None,
            blocks: Vec::new(),
        }
    }
}

/// How a document delimits scripts, and what else is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Host {
    /// All scripts of a component are one module, whose names its markup has.
    Vue,
    Svelte,
    /// What runs on the server has the names that the markup has, the scripts have their own.
    Astro,
    /// HTML and templates of it: classic scripts share their names, a module has its own.
    Document,
}

/// A script block: its content, and what its tag says.
struct Block {
    content: Span,
    attributes: Span,
}

/// The scripts of a file, by its name; `None` for a file that holds none. Attributes with scripts
/// are among them if they are worth a look.
pub(crate) fn scripts(name: &str, text: &str, worth: Worth<'_>) -> Option<Vec<Script>> {
    let lower = name.to_ascii_lowercase();
    let extension = lower.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension {
        "ts" | "mts" | "cts" | "tsx" => return Some(vec![whole(text, extension, false)]),
        "js" | "mjs" | "cjs" | "jsx" => {
            return Some(vec![whole(text, extension, extension == "js")]);
        }
        _ => {}
    }
    let host = host(extension)?;
    Some(of_document(text, (host, extension), worth))
}

/// Whether a file of this name is or holds scripts.
pub(crate) fn is_host(name: &str) -> bool {
    let nothing = Worth { is_worth: &|_| false, names: &|_, _| Vec::new() };
    scripts(name, "", nothing).is_some()
}

/// Whether the scripts of a file of this name are parts of a document.
pub(crate) fn is_document(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    host(lower.rsplit_once('.').map_or("", |(_, extension)| extension)).is_some()
}

/// What kind of document a file is, by its extension in small letters.
fn host(extension: &str) -> Option<Host> {
    match extension {
        "vue" => Some(Host::Vue),
        "svelte" => Some(Host::Svelte),
        "astro" => Some(Host::Astro),
        "html" | "htm" | "jsp" | "jspf" | "ejs" | "erb" | "php" | "phtml" | "twig" | "njk"
        | "jinja" | "jinja2" | "j2" | "hbs" | "handlebars" | "mustache" | "liquid" => {
            Some(Host::Document)
        }
        _ => None,
    }
}

fn of_document(text: &str, (host, extension): (Host, &str), worth: Worth<'_>) -> Vec<Script> {
    let (mut blocks, is_written) = blocks(text, host);
    let frontmatter = frontmatter(text).filter(|_| host == Host::Astro);
    // The front matter runs on the server, apart from the scripts.
    blocks.retain(|block| frontmatter.is_none_or(|front| block.content.start > front.end));
    let mut surroundings = surroundings(text, host, &blocks);
    surroundings.is_shared |= is_written;
    let templates = (host == Host::Document).then_some(matches!(extension, "jsp" | "jspf"));
    let lang = |block: &Block| attribute(attributes(text, block), "lang");
    let (apart, together): (Vec<_>, Vec<_>) = blocks.into_iter().partition(|block| {
        host == Host::Document && attribute(attributes(text, block), "type") == Some("module")
            || host == Host::Astro
    });
    let (language, spans): (_, Vec<Span>) = match host {
        Host::Astro => ("ts", frontmatter.into_iter().collect()),
        _ => (
            together.iter().find_map(lang).unwrap_or("js"),
            together.iter().map(|block| block.content).collect(),
        ),
    };
    let script = make(text, &spans, language, &surroundings, templates);
    let handlers = joined::handlers(&script, (host, extension), worth);
    let decoded = references::in_document(text, handlers.spans());
    let text = decoded.as_deref().unwrap_or(text);
    let mut scripts = Vec::new();
    for block in apart {
        let surroundings = Surroundings { is_script: false, ..surroundings.clone() };
        let language = lang(&block).unwrap_or(if host == Host::Astro { "ts" } else { "js" });
        scripts.push(make(text, &[block.content], language, &surroundings, templates));
    }
    if !spans.is_empty() || !handlers.inside.is_empty() {
        scripts.push(joined::with_handlers(script, text, &handlers));
    }
    for span in handlers.alone {
        // Attributes are scripts of the document, whatever made it.
        let surroundings = Surroundings { is_script: true, ..surroundings.clone() };
        let script = make(text, &[span], "js", &surroundings, templates);
        scripts.push(Script { is_attribute: true, ..script });
    }
    scripts
}

/// What the scripts of a document have in common.
fn surroundings(text: &str, host: Host, blocks: &[Block]) -> Surroundings {
    let markup = blanked(text, &inverted(blocks, text.len()), false);
    let is_setup =
        |block: &Block| attributes(text, block).split_whitespace().any(|it| it == "setup");
    let names = match host {
        Host::Vue if blocks.iter().any(is_setup) => Names::Setup,
        Host::Vue => Names::Object,
        _ => Names::Same,
    };
    Surroundings {
        is_script: host == Host::Document,
        is_shared: elsewhere::takes_part(text, &markup, host),
        markup: Some(markup.into()),
        names,
        ..Surroundings::default()
    }
}

fn whole(text: &str, extension: &str, is_script: bool) -> Script {
    // A byte order mark is no part of the program, and as long as three blanks; what names the
    // interpreter is nothing else than a comment.
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => match rest.strip_prefix("#!") {
            Some(rest) => format!("   //{rest}"),
            None => format!("   {rest}"),
        },
        None => text.to_owned(),
    };
    Script {
        text,
        extension: extension.to_owned(),
        surroundings: Surroundings { is_script, ..Surroundings::default() },
        is_attribute: false,
        plain: None,
        without_handlers: None,
        blocks: Vec::new(),
    }
}

/// `templates` says whether a server fills the script in, and whether it is JSP.
fn make(
    text: &str,
    spans: &[Span],
    language: &str,
    surroundings: &Surroundings,
    templates: Option<bool>,
) -> Script {
    let script = blanked(text, spans, true);
    let replaced = match templates {
        Some(is_jsp) => templates::replace(script, is_jsp),
        None => templates::Replaced { text: script, ..templates::Replaced::default() },
    };
    let extension = match language {
        "ts" | "typescript" => "ts",
        "tsx" => "tsx",
        _ => "jsx",
    };
    let plain = Script {
        text: replaced.text,
        extension: extension.to_owned(),
        surroundings: Surroundings {
            filled: replaced.filled.into(),
            is_generated: replaced.is_generated,
            ..surroundings.clone()
        },
        is_attribute: false,
        plain: None,
        without_handlers: None,
        blocks: spans.to_vec(),
    };
    let Some(structured) = replaced.structured else { return plain };
    let surroundings = Surroundings {
        filled: structured.filled.into(),
        conditions: structured.conditions.into(),
        branches: structured.branches.into(),
        ..surroundings.clone()
    };
    let texts = [structured.hoisted, Some(structured.text)].into_iter().flatten();
    texts.fold(plain, |plain, text| Script {
        text,
        surroundings: surroundings.clone(),
        extension: plain.extension.clone(),
        blocks: plain.blocks.clone(),
        plain: Some(Box::new(plain)),
        ..Script::default()
    })
}

/// The text with all but some parts blanked; line breaks stay. Scripts end where their block does.
fn blanked(text: &str, kept: &[Span], ends: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for span in kept {
        blank(text.get(at..span.start).unwrap_or_default(), &mut out);
        out.push_str(text.get(span.start..span.end).unwrap_or_default());
        at = span.end;
        if ends && at < text.len() {
            out.push(';');
            at += 1;
        }
    }
    blank(text.get(at..).unwrap_or_default(), &mut out);
    out
}

fn blank(text: &str, out: &mut String) {
    out.extend(text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
}

/// What is outside the blocks.
fn inverted(blocks: &[Block], length: usize) -> Vec<Span> {
    let mut at = 0;
    let mut spans = Vec::new();
    for block in blocks {
        spans.push(Span::new(at, block.content.start));
        at = block.content.end;
    }
    spans.push(Span::new(at, length));
    spans
}

/// The `---` block at the head of an Astro file.
fn frontmatter(text: &str) -> Option<Span> {
    let start = text.len() - text.trim_start().len();
    let rest = text.get(start..)?.strip_prefix("---")?;
    let start = start + 3;
    let end = start + rest.find("\n---")?;
    Some(Span::new(start, end))
}

/// The script blocks of a document, and whether code of a server writes others: those of other
/// languages and empty ones are none.
fn blocks(text: &str, host: Host) -> (Vec<Block>, bool) {
    let bytes = text.as_bytes();
    let mut blocks = Vec::new();
    let (mut unclosed, mut is_written) = (Vec::new(), false);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        let start = at + found;
        let rest = bytes.get(start..).unwrap_or_default();
        at = start + 1;
        if rest.starts_with(b"<!--") {
            at = memmem::find(rest, b"-->").map_or(bytes.len(), |end| start + end + 3);
            continue;
        }
        if host == Host::Document
            && let Some(length) = templates::server_code(text, start, &mut unclosed)
        {
            let code = rest.get(..length).unwrap_or_default();
            is_written |= memmem::find(code, b"<script").is_some();
            at = start + length;
            continue;
        }
        if !starts_with_tag(rest, b"<script") {
            continue;
        }
        let Some(close) = tag_end(rest) else { break };
        let attributes = Span::new(start + 7, start + close);
        let content_start = start + close + 1;
        let end = script_end(bytes, content_start);
        at = end;
        let tag = text.get(attributes.start..attributes.end).unwrap_or_default();
        let is_script = match attribute(tag, "type") {
            None => true,
            Some(kind) => {
                kind.is_empty()
                    || kind == "module"
                    || kind.ends_with("javascript")
                    || kind == "text/babel"
            }
        };
        if is_script && content_start < end && !tag.trim_end().ends_with('/') {
            blocks.push(Block { content: Span::new(content_start, end), attributes });
        }
    }
    (blocks, is_written)
}

/// The attributes of a block's tag.
fn attributes<'t>(text: &'t str, block: &Block) -> &'t str {
    text.get(block.attributes.start..block.attributes.end).unwrap_or_default()
}

fn starts_with_tag(bytes: &[u8], tag: &[u8]) -> bool {
    let name = bytes.get(..tag.len()).is_some_and(|name| name.eq_ignore_ascii_case(tag));
    name && bytes
        .get(tag.len())
        .is_some_and(|next| next.is_ascii_whitespace() || matches!(next, b'>' | b'/'))
}

/// Where a tag's `>` is, past quoted attributes.
fn tag_end(bytes: &[u8]) -> Option<usize> {
    let mut quote = None;
    bytes.iter().position(|byte| match (quote, byte) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            quote = Some(*byte);
            false
        }
        (Some(open), byte) => {
            if open == *byte {
                quote = None;
            }
            false
        }
        _ => false,
    })
}

fn script_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(found) = memmem::find(bytes.get(at..).unwrap_or_default(), b"</") {
        at += found;
        let name = bytes.get(at + 2..at + 8).unwrap_or_default();
        if name.eq_ignore_ascii_case(b"script") {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

/// The value of an attribute.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    for (at, _) in tag.match_indices(name) {
        let before = tag.get(..at).and_then(|before| before.chars().next_back());
        let rest = tag.get(at + name.len()..)?.trim_start();
        if before.is_none_or(char::is_whitespace)
            && let Some(value) = rest.strip_prefix('=')
        {
            let value = value.trim_start();
            let quote = value.chars().next().filter(|char| matches!(char, '"' | '\''));
            return match quote {
                Some(quote) => value.get(1..).and_then(|value| value.split(quote).next()),
                None => value.split([' ', '\t', '\n', '>']).next(),
            };
        }
    }
    None
}
