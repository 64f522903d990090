//! A file of a pack: its text and, of a rule file, its declarations.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use smartro_lint::source::Source;
use smartro_lint_rules::pack::PackFile;
use smartro_lint_rules::syntax::ast;
use smartro_lint_rules::syntax::{SyntaxError, parse};

use super::grammar::words;
use super::lexer::{self, TokenKind};
use crate::text::Text;

/// How many declarations of a file may be broken, and the others still be read.
const MOST_BROKEN: usize = 8;

/// A file of a pack.
pub(super) struct File {
    pub(super) path: PathBuf,
    pub(super) text: Text,
    pub(super) source: Arc<Source>,
    /// Whether the client has it open: what is on disk does not matter then.
    pub(super) is_open: bool,
    /// Whether it is of another pack, which this one uses.
    pub(super) is_used: bool,
    parsed: OnceCell<Result<Arc<ast::File>, SyntaxError>>,
    recovered: OnceCell<ast::File>,
}

impl File {
    pub(super) fn new(path: &Path, text: Text) -> Self {
        let source = Source::new(path.display().to_string(), text.as_str().to_owned());
        let (parsed, recovered) = (OnceCell::new(), OnceCell::new());
        let path = path.to_owned();
        Self { path, text, source, is_open: false, is_used: false, parsed, recovered }
    }

    pub(super) fn is_rules(&self) -> bool {
        self.path.extension().is_some_and(|extension| extension == "rules")
    }

    /// Whether it may be a rule file though no manifest is beside it: other programs have files
    /// of this extension. It is empty, or begins with the beginning of a declaration.
    pub(super) fn is_like_rules(&self) -> bool {
        let text = self.text.as_str();
        let tokens = lexer::tokens(text);
        let mut tokens = tokens.iter().filter(|token| token.kind != TokenKind::Comment);
        let first = tokens.next().map_or("", |token| token.text(text));
        let is_last = tokens.next().is_none();
        let words = &words().declarations;
        words.contains(&first) || is_last && words.iter().any(|word| word.starts_with(first))
    }

    fn parsed(&self) -> &Result<Arc<ast::File>, SyntaxError> {
        self.parsed.get_or_init(|| parse(&self.source).map(Arc::new))
    }

    /// The file as the compiler takes it, parsed if it can be.
    pub(super) fn for_pack(&self) -> PackFile {
        let source = Arc::clone(&self.source);
        match self.is_rules().then(|| self.parsed()) {
            Some(Ok(tree)) => PackFile::parsed(source, Arc::clone(tree)),
            _ => source.into(),
        }
    }

    /// Where it does not follow the grammar.
    pub(super) fn error(&self) -> Option<&SyntaxError> {
        self.parsed().as_ref().err().filter(|_| self.is_rules())
    }

    /// Its declarations; of a file that does not follow the grammar, those that do.
    pub(super) fn tree(&self) -> &ast::File {
        match self.parsed() {
            Ok(file) => file,
            Err(error) => self.recovered.get_or_init(|| recovered(&self.source.text, error)),
        }
    }
}

/// The declarations of a text that can be read when those with errors are left out. All spans
/// stay: blanks come in their place.
fn recovered(text: &str, error: &SyntaxError) -> ast::File {
    let mut text = text.to_owned();
    let mut at = error.span.start as usize;
    for _ in 0..MOST_BROKEN {
        let Some(blanked) = without_declaration(&text, at) else { break };
        text = blanked;
        match parse(&Source::new("", text.clone())) {
            Ok(file) => return file,
            Err(error) => at = error.span.start as usize,
        }
    }
    ast::File { items: Vec::new(), comments: Vec::new() }
}

fn without_declaration(text: &str, at: usize) -> Option<String> {
    let (start, end) = declaration_around(text, at);
    let broken = text.get(start..end)?;
    if broken.trim().is_empty() {
        return None;
    }
    let blank = |byte: u8| if byte == b'\n' { '\n' } else { ' ' };
    let mut blanked = text.get(..start)?.to_owned();
    blanked.extend(broken.bytes().map(blank));
    blanked.push_str(text.get(end..)?);
    Some(blanked)
}

/// The range of the declaration at an offset: from one line that starts with a letter or `///` at
/// its first column to the next.
pub(super) fn declaration_around(text: &str, at: usize) -> (usize, usize) {
    let (mut start, mut line_start, mut is_doc) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        let documents = line.starts_with("///");
        let begins = line.starts_with(|first: char| first.is_ascii_alphabetic()) || documents;
        if begins && !is_doc {
            if line_start > at {
                return (start, line_start);
            }
            start = line_start;
        }
        is_doc = documents;
        line_start += line.len();
    }
    (start, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let file = File::new(Path::new("a.rules"), Text::new(text.to_owned()));
        let items = file.tree().items.iter().filter_map(|item| match item {
            ast::Item::Enumeration(one) => Some(one.name.text.to_string()),
            ast::Item::Rule(one) => Some(one.name.text.to_string()),
            _ => None,
        });
        items.collect()
    }

    #[test]
    fn broken_declarations_leave_the_others() {
        let text = "enum A { X }\n\n/// 한글\nrule b: error on x {\n  require\n}\n\nenum C { Y }\n";
        assert_eq!(names(text), ["A", "C"]);
        assert_eq!(
            names("enum A { X }\nrule b: error on x {\n  when a\n\nenum C { Y }"),
            ["A", "C"]
        );
        // `enum` is read as the operation here, so that what it declares goes too.
        assert_eq!(names("enum A { X }\nrule b: error on\nenum C { Y }"), ["A"]);
        assert_eq!(names("enum A { X }\nen"), ["A"]);
        assert_eq!(names("\""), [""; 0]);
    }
}
