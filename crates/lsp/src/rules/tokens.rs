//! Colours: tokens, and what names mean.

use std::collections::HashMap;

use super::file::File;
use super::grammar::words;
use super::index::{Index, Symbol};
use super::lexer::{self, Token, TokenKind};
use super::walk::occurrences;
use crate::protocol::{SemanticToken, SemanticTokenType};
use crate::text::Text;

/// The kinds of tokens, by their numbers.
pub(crate) fn token_types() -> Vec<SemanticTokenType> {
    vec![
        SemanticTokenType::KEYWORD,
        SemanticTokenType::COMMENT,
        SemanticTokenType::STRING,
        SemanticTokenType::NUMBER,
        SemanticTokenType::REGEXP,
        SemanticTokenType::STRUCT,
        SemanticTokenType::ENUM,
        SemanticTokenType::ENUM_MEMBER,
        SemanticTokenType::FUNCTION,
        SemanticTokenType::CLASS,
        SemanticTokenType::PROPERTY,
        SemanticTokenType::VARIABLE,
        SemanticTokenType::METHOD,
        SemanticTokenType::NAMESPACE,
    ]
}

fn number(token_type: &SemanticTokenType) -> u32 {
    let known = token_types().iter().position(|known| known == token_type);
    known.and_then(|place| u32::try_from(place).ok()).unwrap_or(0)
}

/// The tokens of a file that have a colour.
pub(super) fn tokens(index: &Index<'_>, file: &File) -> Vec<SemanticToken> {
    let number_of_file = index.files.iter().position(|known| known.path == file.path);
    let names: HashMap<usize, Symbol<'_>> = occurrences(index)
        .into_iter()
        .filter(|one| Some(one.place.file) == number_of_file)
        .map(|one| (one.place.span.start as usize, one.symbol))
        .collect();
    let text = file.text.as_str();
    let tokens = lexer::tokens(text);
    let mut encoder = Encoder { text: &file.text, line: 0, character: 0, tokens: Vec::new() };
    for (place, token) in tokens.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| tokens.get(before));
        let is_in_path = before.is_some_and(|before| matches!(before.text(text), "." | "@"));
        let token_type = match token.kind {
            TokenKind::Comment => Some(SemanticTokenType::COMMENT),
            TokenKind::Number => Some(SemanticTokenType::NUMBER),
            TokenKind::Pattern => Some(SemanticTokenType::REGEXP),
            TokenKind::Symbol => None,
            TokenKind::String | TokenKind::Word => match names.get(&token.start) {
                Some(symbol) => Some(of_symbol(symbol)),
                None if token.kind == TokenKind::String => Some(SemanticTokenType::STRING),
                None if !is_in_path && words().is_keyword(token.text(text)) => {
                    Some(SemanticTokenType::KEYWORD)
                }
                None => None,
            },
        };
        if let Some(token_type) = token_type {
            encoder.push(token, number(&token_type));
        }
    }
    encoder.tokens
}

fn of_symbol(symbol: &Symbol<'_>) -> SemanticTokenType {
    match symbol {
        Symbol::Shape(_) => SemanticTokenType::STRUCT,
        Symbol::Enumeration(_) => SemanticTokenType::ENUM,
        Symbol::Member(_) => SemanticTokenType::ENUM_MEMBER,
        Symbol::Operation(_) => SemanticTokenType::METHOD,
        Symbol::Function(_) => SemanticTokenType::FUNCTION,
        Symbol::Rule(_) => SemanticTokenType::CLASS,
        Symbol::Field(_) => SemanticTokenType::PROPERTY,
        Symbol::Binding(_) | Symbol::Definition(_) => SemanticTokenType::VARIABLE,
        Symbol::Source(_) => SemanticTokenType::NAMESPACE,
    }
}

/// Writes each token by its distance from the one before.
struct Encoder<'t> {
    text: &'t Text,
    line: u32,
    character: u32,
    tokens: Vec<SemanticToken>,
}

impl Encoder<'_> {
    fn push(&mut self, token: &Token, token_type: u32) {
        let range = self.text.range(token.start, token.end);
        let (line, character) = (range.start.line, range.start.character);
        // No token has a line break in it, but for a comment's `\r`.
        let is_one_line = range.end.line == line;
        let length = if is_one_line { range.end.character - character } else { 1 };
        let delta_line = line - self.line;
        let delta_start = if delta_line == 0 { character - self.character } else { character };
        (self.line, self.character) = (line, character);
        self.tokens.push(SemanticToken {
            delta_line,
            delta_start,
            length,
            token_type,
            token_modifiers_bitset: 0,
        });
    }
}
