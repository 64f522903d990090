//! The tokens of a rule file, however much of it is written yet: for colours, and for what can be
//! written next. What they mean is the parser's.

/// A token, and the bytes that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// `# …`, `/// …`
    Comment,
    String,
    /// `/…/`, after `matches` or as an argument.
    Pattern,
    Number,
    /// A keyword or a name.
    Word,
    /// A bracket, a comma, an operator: one character.
    Symbol,
}

impl Token {
    pub(super) fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let (mut tokens, mut at): (Vec<Token>, usize) = (Vec::new(), 0);
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let may_be_pattern = || {
            let before = tokens.last().map(|last| last.text(text));
            matches!(before, Some("matches" | "(" | ","))
        };
        let (kind, length) = match first {
            first if first.is_whitespace() || first == '\u{feff}' => {
                at += first.len_utf8();
                continue;
            }
            '#' => (TokenKind::Comment, line(rest)),
            '/' if rest.starts_with("///") => (TokenKind::Comment, line(rest)),
            '"' => (TokenKind::String, quoted(rest, '"')),
            '/' if may_be_pattern() => (TokenKind::Pattern, quoted(rest, '/')),
            first if is_part(first) || first == '-' => {
                let length = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
                let length = if first == '-' { length.max(1) } else { length };
                let digits = rest.get(..length).unwrap_or_default().trim_start_matches('-');
                let is_number =
                    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
                (if is_number { TokenKind::Number } else { TokenKind::Word }, length)
            }
            first => (TokenKind::Symbol, first.len_utf8()),
        };
        tokens.push(Token { kind, start: at, end: at + length });
        at += length;
    }
    tokens
}

/// Whether a character can be in a name.
pub(super) fn is_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-')
}

fn line(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}

/// How long a string or a pattern is; one that is not closed ends with its line.
fn quoted(rest: &str, quote: char) -> usize {
    let mut characters = rest.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' if characters.next().is_none_or(|(_, next)| next == '\n') => return at + 1,
            '\n' => return at,
            character if character == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_a_rule() {
        let text = "rule a-b: error { # 가\n require x.y matches /a\\/b/ and n <= -3 }\n/// \"";
        let found: Vec<&str> = tokens(text).iter().map(|token| token.text(text)).collect();
        assert_eq!(
            found,
            [
                "rule", "a-b", ":", "error", "{", "# 가", "require", "x", ".", "y", "matches",
                "/a\\/b/", "and", "n", "<", "=", "-3", "}", "/// \""
            ]
        );
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            let covered = tokens(text.get(..end).unwrap()).iter().all(|token| token.end <= end);
            assert!(covered);
        }
    }
}
