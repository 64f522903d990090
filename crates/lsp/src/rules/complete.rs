//! Completion in rule files: by the tokens before a place, for what is being written cannot be
//! parsed yet.

use smartro_lint::Language;

use super::file::{File, declaration_around};
use super::functions::FUNCTIONS;
use super::grammar::words;
use super::index::{Definition, Index, ValueType};
use super::lexer::{self, Token, TokenKind, is_part};
use super::pack::Pack;
use crate::protocol::{
    CompletionItem, CompletionItemKind, Documentation, Range, completion, markdown,
};

/// The types that the language has itself.
const TYPES: [&str; 6] = ["string", "integer", "number", "boolean", "json", "object"];

const SEVERITIES: [&str; 3] = ["error", "warning", "advice"];

/// What can be written at an offset of a file.
pub(super) fn items(
    pack: &Pack,
    file: &File,
    offset: usize,
    language: Language,
) -> Vec<CompletionItem> {
    let text = file.text.as_str();
    let before = text.get(..offset).unwrap_or(text);
    let is_inside = |token: &Token| token.start < offset && offset <= token.end;
    let tokens = lexer::tokens(text);
    let is_text = tokens.iter().any(|token| {
        is_inside(token) && matches!(token.kind, TokenKind::Comment | TokenKind::Pattern)
    });
    if is_text {
        return Vec::new();
    }
    let typed = before.len() - before.trim_end_matches(is_part).len();
    let start = offset - typed;
    let after = text.get(offset..).unwrap_or_default();
    let end = offset + (after.len() - after.trim_start_matches(is_part).len());
    let index = pack.index();
    let (from, _) = declaration_around(text, start.saturating_sub(1));
    let tokens = tokens.into_iter().filter(|token| token.start >= from && token.end <= start);
    let tokens: Vec<&str> = tokens
        .filter(|token| token.kind != TokenKind::Comment)
        .map(|token| token.text(text))
        .collect();
    let mut offer = Offer {
        index: &index,
        range: file.text.range(start, end),
        language,
        items: Vec::new(),
        bodies: Vec::new(),
        names: Vec::new(),
    };
    let is_quoted = |token: &&Token| is_inside(token) && token.kind == TokenKind::String;
    let all = lexer::tokens(text);
    if let Some(string) = all.iter().find(is_quoted) {
        offer.range = file.text.range(string.start, string.end);
        offer.sections(pack, &tokens);
        return offer.items;
    }
    offer.complete(pack, &tokens);
    offer.items
}

struct Offer<'o, 'p> {
    index: &'o Index<'p>,
    range: Range,
    language: Language,
    items: Vec<CompletionItem>,
    /// What the bodies of the declaration's operations are.
    bodies: Vec<ValueType<'p>>,
    /// The names that the declaration has defined so far.
    names: Vec<(String, Vec<ValueType<'p>>)>,
}

impl<'p> Offer<'_, 'p> {
    fn push(&mut self, name: &str, kind: CompletionItemKind) -> &mut CompletionItem {
        let item = completion(name.to_owned(), kind, self.range, name.to_owned());
        self.items.push(item);
        let last = self.items.len() - 1;
        // It was pushed right now.
        #[allow(clippy::indexing_slicing, reason = "the list is not empty")]
        &mut self.items[last]
    }

    fn all<'n>(&mut self, names: impl IntoIterator<Item = &'n str>, kind: CompletionItemKind) {
        let mut names: Vec<&str> = names.into_iter().collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            self.push(name, kind);
        }
    }

    /// By the tokens of the declaration before the place.
    fn complete(&mut self, pack: &Pack, tokens: &[&str]) {
        let index = self.index;
        self.read(tokens);
        let depth = depth(tokens);
        let last = tokens.last().copied().unwrap_or_default();
        let first = tokens.first().copied().unwrap_or_default();
        if last == "." {
            let values = self.values(&path_before(tokens));
            return self.fields(&values);
        }
        if last == "@" {
            self.push("path", CompletionItemKind::KEYWORD);
            return;
        }
        match (last, depth) {
            (_, 0) if is_complete(tokens) || self.range.start.character == 0 => {
                self.all(words().declarations.iter().copied(), CompletionItemKind::KEYWORD);
            }
            (":", 0) if matches!(first, "rule" | "use") => {
                self.all(SEVERITIES, CompletionItemKind::ENUM_MEMBER)
            }
            ("as", _) => self.all(SEVERITIES, CompletionItemKind::ENUM_MEMBER),
            ("on" | "amend", _) => self.operations(),
            (",", _) if list_word(tokens).is_some_and(|word| word == "on" || word == "amend") => {
                self.operations();
            }
            ("body", _) => self.all(index.shapes.keys().copied(), CompletionItemKind::STRUCT),
            ("cite", _) => {
                let sources = pack.manifest().map(|manifest| manifest.sources).unwrap_or_default();
                self.all(sources.keys().map(String::as_str), CompletionItemKind::MODULE);
            }
            ("silence" | "use" | "drop", _) => {
                self.all(index.rules.keys().copied(), CompletionItemKind::CLASS)
            }
            (",", 0) if matches!(first, "silence" | "drop") => {
                self.all(index.rules.keys().copied(), CompletionItemKind::CLASS);
            }
            ("fix" | "safe", _) => {
                self.all(
                    ["safe", "remove", "rename", "replace", "insert"],
                    CompletionItemKind::KEYWORD,
                );
            }
            (":", 0) if first == "set" => {
                self.all(index.enumerations.keys().copied(), CompletionItemKind::ENUM);
            }
            (_, 1..) if first == "set" => {
                let members = match tokens {
                    ["set", _, ":", enumeration, ..] => index.members_of(enumeration),
                    _ => Vec::new(),
                };
                let members = members.iter().map(|(_, member)| &*member.text);
                self.all(members, CompletionItemKind::ENUM_MEMBER);
            }
            ("enum", _) => self.all(index.enumerations.keys().copied(), CompletionItemKind::ENUM),
            (":" | "[" | "|" | "sensitive", 1..) if matches!(first, "shape" | "context") => {
                self.types()
            }
            _ if matches!(first, "shape" | "enum" | "context" | "operation") => {
                self.all(words().keywords.iter().copied(), CompletionItemKind::KEYWORD);
            }
            _ => self.condition(tokens, last),
        }
    }

    fn operations(&mut self) {
        self.all(self.index.operations.keys().copied(), CompletionItemKind::METHOD);
    }

    fn types(&mut self) {
        let index = self.index;
        self.all(TYPES, CompletionItemKind::KEYWORD);
        self.all(["one of", "any of", "sensitive"], CompletionItemKind::KEYWORD);
        self.all(index.shapes.keys().copied(), CompletionItemKind::STRUCT);
        self.all(index.enumerations.keys().copied(), CompletionItemKind::ENUM);
    }

    /// In a rule or a silence: members after a comparison, and what conditions are made of.
    fn condition(&mut self, tokens: &[&str], last: &str) {
        if let Some(path) = compared(tokens) {
            let values = self.values(&path);
            let members = values.iter().flat_map(|value| self.index.members(*value));
            let members: Vec<&str> = members.map(|(_, member)| &*member.text).collect();
            if !members.is_empty() {
                self.all(members, CompletionItemKind::ENUM_MEMBER);
                if matches!(last, "in" | "[" | ",") {
                    self.sets();
                }
                return;
            }
        }
        let kind = CompletionItemKind::KEYWORD;
        if last == "in" {
            self.sets();
        }
        let is_definition = tokens.first() == Some(&"define");
        let is_statement =
            matches!(last, "{" | "}") || self.bodies.is_empty() || starts_statement(tokens);
        if is_statement && !is_definition {
            self.all(words().statements.iter().copied().chain(["on"]), kind);
        }
        let is_inner = |word: &&str| !words().declarations.contains(word);
        self.all(words().keywords.iter().copied().filter(is_inner), kind);
        let names: Vec<String> = self.names.iter().map(|(name, _)| name.clone()).collect();
        self.all(names.iter().map(String::as_str), CompletionItemKind::VARIABLE);
        self.all(["context", "now"], CompletionItemKind::VARIABLE);
        let definitions = self.index.definitions.iter();
        let conditions = definitions.filter(|(_, (_, it))| matches!(it, Definition::Condition(_)));
        let conditions: Vec<&str> = conditions.map(|(name, _)| *name).collect();
        self.all(conditions, CompletionItemKind::FUNCTION);
        let bodies = self.bodies.clone();
        self.fields(&bodies);
        for function in FUNCTIONS {
            let description = function.description(self.language).to_owned();
            let item = self.push(function.name, CompletionItemKind::FUNCTION);
            item.detail = Some(function.call.to_owned());
            item.documentation = Some(Documentation::MarkupContent(markdown(description)));
        }
    }

    fn sets(&mut self) {
        let definitions = self.index.definitions.iter();
        let sets = definitions.filter(|(_, (_, it))| matches!(it, Definition::Set(_)));
        let sets: Vec<&str> = sets.map(|(name, _)| *name).collect();
        self.all(sets, CompletionItemKind::CONSTANT);
    }

    fn fields(&mut self, values: &[ValueType<'p>]) {
        let mut known: Vec<&str> = Vec::new();
        for (file, field) in values.iter().flat_map(|value| self.index.fields(*value)) {
            if known.contains(&&*field.name.text) {
                continue;
            }
            known.push(&field.name.text);
            let text = self.index.files.get(file).map_or("", |file| file.text.as_str());
            let detail = field.span.of(text).lines().last().unwrap_or_default().trim().to_owned();
            let name = field.name.span.of(text);
            let item = self.push(name, CompletionItemKind::FIELD);
            item.detail = Some(detail);
            let doc = field.doc.as_deref().map(|doc| markdown(doc.to_owned()));
            item.documentation = doc.map(Documentation::MarkupContent);
        }
    }

    /// The sections of the source that is cited.
    fn sections(&mut self, pack: &Pack, tokens: &[&str]) {
        let [.., "cite", source] = tokens else { return };
        let manifest = pack.manifest();
        let source = manifest.as_ref().and_then(|manifest| manifest.sources.get(*source));
        let Some(sections) = source.and_then(|source| source.sections.as_ref()) else { return };
        for (slug, section) in sections {
            let new = format!("\"{slug}\"");
            let item = completion(slug.clone(), CompletionItemKind::VALUE, self.range, new);
            self.items.push(CompletionItem { detail: Some(section.heading.clone()), ..item });
        }
    }

    /// The operations and the names that the tokens of a declaration give.
    fn read(&mut self, tokens: &[&str]) {
        for (at, word) in tokens.iter().enumerate() {
            let rest = tokens.get(at + 1..).unwrap_or_default();
            match (*word, rest) {
                ("on" | "amend", _) => {
                    let names = listed(rest);
                    self.bodies.extend(self.index.bodies(&names));
                }
                ("define", _) if at == 0 => self.bodies = self.index.any_body(),
                ("operation", [name, ..]) => self.bodies.extend(self.index.bodies(&[name])),
                ("let" | "with" | ",", [name, "=", path @ ..]) => {
                    let values = self.values(&path_after(path));
                    self.names.push(((*name).to_owned(), values));
                }
                ("for" | "any" | "all" | "none", [name, "in", path @ ..]) => {
                    let values = match path {
                        ["[", inner @ ..] => self.values(&path_after(inner)),
                        path => Index::elements(&self.values(&path_after(path))),
                    };
                    self.names.push(((*name).to_owned(), values));
                }
                _ => {}
            }
        }
    }

    /// What a path may be.
    fn values(&self, path: &[&str]) -> Vec<ValueType<'p>> {
        let Some((first, rest)) = path.split_first() else { return Vec::new() };
        if let Some((_, values)) = self.names.iter().rev().find(|(name, _)| name == first) {
            return self.index.below(values, rest);
        }
        match *first {
            "context" => self.index.below(&self.index.context(), rest),
            _ => self.index.below(&self.bodies, path),
        }
    }
}

/// How many brackets are open.
fn depth(tokens: &[&str]) -> usize {
    tokens.iter().fold(0usize, |depth, token| match *token {
        "{" | "[" | "(" => depth + 1,
        "}" | "]" | ")" => depth.saturating_sub(1),
        _ => depth,
    })
}

/// Whether a declaration is over, or has not begun.
fn is_complete(tokens: &[&str]) -> bool {
    let last = tokens.last().copied().unwrap_or("}");
    let is_plain = matches!(tokens.first(), Some(&("host" | "authorization")));
    last == "}" || (is_plain && last.ends_with('"'))
}

/// The words that a list begins with, separated by commas.
fn listed<'t>(tokens: &[&'t str]) -> Vec<&'t str> {
    let mut names = Vec::new();
    let mut tokens = tokens.iter();
    while let Some(name) = tokens.next() {
        names.push(*name);
        if tokens.next() != Some(&",") {
            break;
        }
    }
    names
}

/// The word before a list of names that ends with a comma.
fn list_word<'t>(tokens: &[&'t str]) -> Option<&'t str> {
    let mut rest = tokens;
    while let [before @ .., _, ","] = rest {
        rest = before;
    }
    rest.last().copied()
}

/// The path that tokens begin with.
fn path_after<'t>(tokens: &[&'t str]) -> Vec<&'t str> {
    let mut path = Vec::new();
    let mut tokens = tokens.iter();
    while let Some(name) = tokens.next() {
        path.push(*name);
        if tokens.next() != Some(&".") {
            break;
        }
    }
    path
}

/// The path that tokens end with; its last dot may be written already.
fn path_before<'t>(tokens: &[&'t str]) -> Vec<&'t str> {
    let mut path = Vec::new();
    let mut rest = tokens.strip_suffix(&["."]).unwrap_or(tokens);
    while let Some((name, before)) = rest.split_last() {
        path.push(*name);
        match before.split_last() {
            Some((&".", before)) => rest = before,
            _ => break,
        }
    }
    path.reverse();
    path
}

/// The path that something is compared with at the end of the tokens.
fn compared<'t>(tokens: &[&'t str]) -> Option<Vec<&'t str>> {
    let left = match tokens {
        [left @ .., "is", "not"] | [left @ .., "is"] => left,
        [left @ .., "not", "contains"] | [left @ .., "contains"] => left,
        [left @ .., "not", "in"] | [left @ .., "in"] => left,
        _ => {
            let open = tokens.iter().rposition(|token| *token == "[")?;
            let inner = tokens.get(open + 1..)?;
            let is_list = inner
                .iter()
                .all(|token| *token == "," || token.chars().all(is_part) || token.starts_with('"'));
            match tokens.get(..open)? {
                [left @ .., "not", "in"] | [left @ .., "in"] if is_list => left,
                _ => return None,
            }
        }
    };
    Some(path_before(left))
}

/// Whether a statement may begin after these tokens: what is before is a whole condition, or a
/// block that is open.
fn starts_statement(tokens: &[&str]) -> bool {
    let operators = ["and", "or", "not", "iff", "is", "in", "+", "<", ">", "=", ",", "(", "[", "."];
    tokens
        .last()
        .is_some_and(|last| !operators.contains(last) && !words().statements.contains(last))
}
