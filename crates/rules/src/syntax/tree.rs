//! pest's pairs, without the keywords' noise.

use pest::iterators::Pair;

use super::ast::{Doc, Name};
use crate::source::Span;

/// The parser that `grammar/rules.pest` describes.
#[derive(pest_derive::Parser)]
#[cfg_attr(packaged, grammar = "grammar/rules.pest")]
#[cfg_attr(not(packaged), grammar = "../../grammar/rules.pest")]
pub(super) struct Grammar;

/// One production's match.
#[derive(Clone)]
pub(super) struct Node<'i> {
    pair: Pair<'i, Rule>,
    /// Where what was parsed begins in its file.
    base: usize,
}

impl<'i> Node<'i> {
    pub(super) fn new(pair: Pair<'i, Rule>, base: usize) -> Self {
        Self { pair, base }
    }

    pub(super) fn rule(&self) -> Rule {
        self.pair.as_rule()
    }

    /// Without the white space that a last repetition has run over.
    pub(super) fn span(&self) -> Span {
        let span = self.pair.as_span();
        let start = self.base + span.start();
        Span::new(start, start + span.as_str().trim_end().len())
    }

    pub(super) fn text(&self) -> &'i str {
        self.pair.as_str()
    }

    /// The offset of its first byte.
    pub(super) fn start(&self) -> usize {
        self.base + self.pair.as_span().start()
    }

    /// What it is made of, comments too.
    pub(super) fn all_children(&self) -> impl Iterator<Item = Self> + use<'i> {
        let base = self.base;
        self.pair.clone().into_inner().map(move |pair| Self { pair, base })
    }

    /// What it is made of, but for comments.
    pub(super) fn children(&self) -> impl Iterator<Item = Self> + use<'i> {
        self.all_children().filter(|node| node.rule() != Rule::COMMENT)
    }

    /// The children that are no keyword of the production itself and no documentation.
    pub(super) fn parts(&self) -> impl Iterator<Item = Self> + use<'i> {
        self.children().filter(|node| !node.is_keyword() && node.rule() != Rule::doc)
    }

    /// The only part, or the first.
    pub(super) fn first(&self) -> Option<Self> {
        self.parts().next()
    }

    /// The first child that a production of this name made.
    pub(super) fn child(&self, production: Rule) -> Option<Self> {
        self.children().find(|node| node.rule() == production)
    }

    /// All children that productions of this name made.
    pub(super) fn all(&self, production: Rule) -> impl Iterator<Item = Self> + use<'i> {
        self.children().filter(move |node| node.rule() == production)
    }

    /// The words that productions of this name begin with, from the second one on.
    pub(super) fn repeated(&self, production: Rule) -> Vec<Name> {
        let keywords = self.all(production).skip(1).filter_map(|node| node.all_children().next());
        keywords.map(|keyword| keyword.plain_name()).collect()
    }

    pub(super) fn has(&self, production: Rule) -> bool {
        self.child(production).is_some()
    }

    pub(super) fn comments(&self) -> Vec<Span> {
        let all = self.pair.clone().into_inner().flatten().map(|pair| Self::new(pair, self.base));
        all.filter(|node| node.rule() == Rule::COMMENT).map(|node| node.span()).collect()
    }

    /// The `///` lines, without the slashes and one space.
    pub(super) fn doc(&self) -> Doc {
        let lines: Vec<&str> =
            self.all(Rule::doc).map(|line| line.text().trim_start_matches('/').trim()).collect();
        (!lines.is_empty()).then(|| lines.join("\n").into())
    }

    /// The word, or the text between the quotes or slashes.
    pub(super) fn name(&self) -> Name {
        let text = match self.rule() {
            Rule::string => self.child(Rule::string_text).map(|inner| unescape(inner.text())),
            Rule::pattern => {
                self.child(Rule::pattern_text).map(|inner| inner.text().replace("\\/", "/"))
            }
            Rule::field_name | Rule::segment => {
                return self.first().map_or_else(|| self.plain_name(), |inner| inner.name());
            }
            _ => None,
        };
        text.map_or_else(|| self.plain_name(), |text| Name { text: text.into(), span: self.span() })
    }

    fn plain_name(&self) -> Name {
        Name { text: self.text().trim_end().into(), span: self.span() }
    }

    /// The names among the children.
    pub(super) fn names(&self, production: Rule) -> Vec<Name> {
        self.all(production).map(|node| node.name()).collect()
    }

    /// The names in a `names` production among the children.
    pub(super) fn listed_names(&self) -> Vec<Name> {
        self.child(Rule::names).map(|names| names.names(Rule::name)).unwrap_or_default()
    }

    fn is_keyword(&self) -> bool {
        // Every keyword's production is called `k_…`; only literals are asked for by name.
        let literal = matches!(
            self.rule(),
            Rule::k_true | Rule::k_false | Rule::k_nearest | Rule::k_spelling | Rule::k_date_time
        );
        !literal && format!("{:?}", self.rule()).starts_with("k_")
    }
}

/// `\"` is a quote, `\\` a backslash, `\n` a line break; any other pair represents its second half.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n') => plain.push('\n'),
                Some(other) => plain.push(other),
                None => {}
            },
            other => plain.push(other),
        }
    }
    plain
}
