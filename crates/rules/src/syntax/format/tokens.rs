//! The tokens of a text, each with the comments around it.

use std::borrow::Cow;

use crate::syntax::tree::{Node, Rule};

/// A token.
#[derive(Debug, Default)]
pub(super) struct Token<'t> {
    pub(super) text: Cow<'t, str>,
    /// The comments on lines of their own before it.
    pub(super) before: Vec<Comment<'t>>,
    /// The comment that ends its line.
    pub(super) after: Option<&'t str>,
    /// Whether an empty line is right before it.
    pub(super) blank: bool,
    /// Whether its line ends with it.
    pub(super) ends_line: bool,
}

/// A comment on a line of its own.
#[derive(Debug)]
pub(super) struct Comment<'t> {
    pub(super) text: &'t str,
    /// Whether an empty line is right before it.
    pub(super) blank: bool,
}

/// A production and what it is made of, symbols such as brackets included.
#[derive(Debug)]
pub(super) enum Piece {
    /// A token, by its number.
    Token(Rule, usize),
    Production(Rule, Vec<Piece>),
}

impl Piece {
    /// The production that made it; for a symbol, the one that it is in.
    pub(super) fn rule(&self) -> Rule {
        match self {
            Self::Token(production, _) | Self::Production(production, _) => *production,
        }
    }
}

/// The tree of a text, and its tokens. The commas that may be left out are.
pub(super) fn read<'t>(root: &Node<'t>, text: &'t str) -> (Piece, Vec<Token<'t>>) {
    let mut reader = TokenReader { text, ..TokenReader::default() };
    let tree = reader.production(root);
    (tree, reader.tokens)
}

#[derive(Default)]
struct TokenReader<'t> {
    text: &'t str,
    tokens: Vec<Token<'t>>,
    /// The comments that the next token comes after.
    comments: Vec<Comment<'t>>,
    /// Where the last token ended, and where what came last did.
    token_end: usize,
    end: usize,
}

impl<'t> TokenReader<'t> {
    fn production(&mut self, node: &Node<'t>) -> Piece {
        let production = node.rule();
        if is_token(production) {
            return self.token(production, node.text(), node.start());
        }
        let children: Vec<Node<'t>> = node.all_children().collect();
        let (mut pieces, mut end) = (Vec::new(), node.start());
        for (place, child) in children.iter().enumerate() {
            let rest = children.get(place..).unwrap_or_default();
            self.symbols(production, end..child.start(), rest, &mut pieces);
            if child.rule() == Rule::COMMENT {
                self.comment(child.text().trim_end(), child.start());
            } else {
                pieces.push(self.production(child));
            }
            end = child.start() + child.text().len();
        }
        self.symbols(production, end..node.start() + node.text().len(), &[], &mut pieces);
        Piece::Production(production, pieces)
    }

    /// The symbols before the rest of the children: each is one character.
    fn symbols(
        &mut self,
        production: Rule,
        range: std::ops::Range<usize>,
        rest: &[Node<'t>],
        pieces: &mut Vec<Piece>,
    ) {
        let between = self.text.get(range.clone()).unwrap_or_default();
        for (at, symbol) in between.match_indices(|c: char| !c.is_whitespace() && c != '\u{feff}') {
            let next = || rest.iter().find(|child| child.rule() != Rule::COMMENT);
            let is_free = match production {
                _ if symbol != "," => false,
                Rule::enumeration | Rule::choice | Rule::more => true,
                // After `string` a quoted name would be a form.
                Rule::record => next().is_none_or(|next| !next.text().starts_with('"')),
                Rule::options | Rule::branches | Rule::parameters | Rule::given => next().is_none(),
                _ => false,
            };
            if is_free {
                self.end = range.start + at + symbol.len();
            } else {
                pieces.push(self.token(production, symbol, range.start + at));
            }
        }
    }

    fn token(&mut self, production: Rule, text: &'t str, start: usize) -> Piece {
        let blank = self.has_blank_line(start);
        if let Some(before) = self.tokens.last_mut().filter(|_| self.comments.is_empty()) {
            before.ends_line = has_line_break(self.text, self.end, start);
        }
        let mut token = Token {
            text: if production == Rule::doc { documentation(text) } else { text.into() },
            before: std::mem::take(&mut self.comments),
            blank,
            ..Token::default()
        };
        // A comma is before the comment that ends the line.
        if text == "," && token.before.is_empty() {
            token.after = self.tokens.last_mut().and_then(|before| before.after.take());
        }
        self.tokens.push(token);
        self.end = start + text.len();
        self.token_end = self.end;
        Piece::Token(production, self.tokens.len() - 1)
    }

    fn comment(&mut self, text: &'t str, start: usize) {
        let blank = self.has_blank_line(start);
        let is_alone = has_line_break(self.text, self.token_end, start);
        match self.tokens.last_mut().filter(|_| !is_alone) {
            // After a comma that took the comment of the token before it, there may be two.
            Some(token) if token.after.is_none() => token.after = Some(text),
            _ => self.comments.push(Comment { text, blank }),
        }
        self.end = start + text.len();
    }

    fn has_blank_line(&self, start: usize) -> bool {
        let between = self.text.get(self.end..start).unwrap_or_default();
        between.matches('\n').count() > 1
    }
}

fn has_line_break(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to).is_some_and(|between| between.contains('\n'))
}

/// A `///` line, with a space after the slashes.
fn documentation(line: &str) -> Cow<'_, str> {
    let line = line.trim_end();
    let comment = line.trim_start_matches('/');
    if comment.is_empty() || comment.starts_with(char::is_whitespace) {
        return line.into();
    }
    let slashes = line.strip_suffix(comment).unwrap_or_default();
    format!("{slashes} {comment}").into()
}

/// Whether a production's text is one token, whatever it is made of.
fn is_token(production: Rule) -> bool {
    matches!(
        production,
        Rule::path
            | Rule::name
            | Rule::string
            | Rule::pattern
            | Rule::member
            | Rule::integer
            | Rule::rule_pattern
            | Rule::order
            | Rule::optional
            | Rule::plus_equals
            | Rule::minus
            | Rule::fold
            | Rule::time_unit
            | Rule::doc
            | Rule::EOI
    ) || format!("{production:?}").starts_with("k_")
}
