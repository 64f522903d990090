//! The words of the language, as its grammar has them.

use std::sync::OnceLock;

use smartro_lint_rules::syntax::GRAMMAR;

/// What a word is for.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// All keywords.
    pub(super) keywords: Vec<&'static str>,
    /// Those that declarations begin with.
    pub(super) declarations: Vec<&'static str>,
    /// Those that statements begin with.
    pub(super) statements: Vec<&'static str>,
}

/// The words of the language.
pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let keywords = GRAMMAR.lines().filter(|line| line.starts_with("k_"));
        let keywords: Vec<&str> = keywords.filter_map(|line| line.split('"').nth(1)).collect();
        Words { keywords, declarations: first_words("item"), statements: first_words("statement") }
    })
}

impl Words {
    pub(super) fn is_keyword(&self, word: &str) -> bool {
        self.keywords.contains(&word)
    }
}

/// The keywords that a production can begin with.
fn first_words(production: &str) -> Vec<&'static str> {
    let (mut words, mut known) = (Vec::new(), Vec::new());
    collect(production, &mut words, &mut known);
    words.sort_unstable();
    words.dedup();
    words
}

fn collect(production: &str, words: &mut Vec<&'static str>, known: &mut Vec<String>) {
    if known.iter().any(|name| name == production) {
        return;
    }
    known.push(production.to_owned());
    let Some(body) = body(production) else { return };
    if production.starts_with("k_") {
        words.extend(body.split('"').nth(1));
        return;
    }
    collect_body(body, words, known);
}

/// The keywords that a part of a production can begin with.
fn collect_body(body: &'static str, words: &mut Vec<&'static str>, known: &mut Vec<String>) {
    for branch in split(body, '|') {
        for part in split(branch, '~') {
            let name = part.trim_end_matches(['*', '?', '+']);
            if name.starts_with(['"', '!']) {
                break;
            }
            match name.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
                Some(inner) => collect_body(inner, words, known),
                None => collect(name, words, known),
            }
            // What can be left out is followed by what can be first as well.
            if name.len() == part.len() {
                break;
            }
        }
    }
}

/// The parts of a production between separators that are in no brackets.
fn split(body: &'static str, separator: char) -> Vec<&'static str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0u32);
    for (at, character) in body.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            character if character == separator && depth == 0 => {
                parts.push(body.get(start..at).unwrap_or_default().trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(body.get(start..).unwrap_or_default().trim());
    parts
}

/// What a production is made of, on one line or on several.
fn body(production: &str) -> Option<&'static str> {
    let definition = format!("\n{production} = ");
    let at = GRAMMAR.find(&definition)? + definition.len();
    let rest = GRAMMAR.get(at..)?.trim_start_matches(['_', '@', '$']).strip_prefix('{')?;
    match rest.lines().next()?.strip_suffix('}') {
        Some(line) => rest.get(..line.len()),
        None => rest.get(..rest.find("\n}")?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_grammar() {
        let words = words();
        for word in ["rule", "shape", "enum", "silence", "amend", "context"] {
            assert!(words.declarations.contains(&word), "{:?}", words.declarations);
        }
        for word in ["require", "forbid", "when", "unless", "let", "cite", "fix", "for"] {
            assert!(words.statements.contains(&word), "{:?}", words.statements);
        }
        assert!(!words.declarations.contains(&"require"));
        assert!(!words.statements.contains(&"rename"), "{:?}", words.statements);
        assert!(words.is_keyword("across"));
    }
}
