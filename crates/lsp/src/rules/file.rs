//! A file of a pack: its text and, of a rule file, its declarations.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use smartro_lint::source::Source;
use smartro_lint_rules::pack::PackFile;
use smartro_lint_rules::syntax::ast;
use smartro_lint_rules::syntax::{SyntaxError, parse, parse_part};

use super::grammar::words;
use super::lexer::{self, TokenKind};
use crate::text::Text;

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

    /// The file as the compiler takes it, parsed.
    pub(super) fn for_pack(&self) -> PackFile {
        let source = Arc::clone(&self.source);
        match self.is_rules() {
            true => PackFile::parsed(source, self.parsed().clone()),
            false => source.into(),
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
            Err(_) => self.recovered.get_or_init(|| recovered(&self.source)),
        }
    }
}

/// The declarations of a file that follow the grammar, each read alone.
fn recovered(source: &Arc<Source>) -> ast::File {
    let mut file = ast::File { items: Vec::new(), comments: Vec::new() };
    let mut start = 0;
    for end in beginnings(&source.text).into_iter().chain([source.text.len()]) {
        if let Some(part) = parse_part(source, start..end) {
            file.items.extend(part.items);
            file.comments.extend(part.comments);
        }
        start = end;
    }
    file
}

/// Where declarations begin: at a word or a `///` in the first column. Between brackets the word has to be
/// one that declarations begin with: a bracket may be open because it is not written yet.
fn beginnings(text: &str) -> Vec<usize> {
    let (mut beginnings, mut depth, mut documentation) = (Vec::new(), 0usize, None);
    for token in lexer::tokens(text) {
        let written = token.text(text);
        let is_first =
            text.get(..token.start).is_some_and(|text| text.is_empty() || text.ends_with('\n'));
        match written {
            "{" | "[" | "(" => depth += 1,
            "}" | "]" | ")" => depth = depth.saturating_sub(1),
            _ if written.starts_with("///") && is_first => {
                documentation = documentation.or(Some(token.start));
                continue;
            }
            _ if token.kind == TokenKind::Comment => continue,
            _ if token.kind == TokenKind::Word
                && is_first
                && (depth == 0 || words().declarations.contains(&written)) =>
            {
                beginnings.push(documentation.unwrap_or(token.start));
                depth = 0;
            }
            _ => {}
        }
        documentation = None;
    }
    beginnings.extend(documentation);
    beginnings
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
        assert_eq!(names("enum A { X }\nrule b: error on\nenum C { Y }"), ["A", "C"]);
        assert_eq!(names("enum A { X }\nen"), ["A"]);
        assert_eq!(names("\""), [""; 0]);
        let broken = "rule b: error on x {\n  require\n}\n".repeat(20);
        assert_eq!(names(&format!("enum A {{ X }}\n{broken}/// c\nenum C {{ Y }}\n")), ["A", "C"]);
    }

    #[test]
    fn of_broken_files_the_layout_does_not_matter() {
        let text =
            "# a\nenum A {\nX\n# b\nY\n}\n/// 나\n/// 다\nenum C {\nX }\n} rul\nenum D { Z }";
        assert_eq!(names(text), ["A", "D"]);
        let text = text.replace("\n} rul", "\nrul");
        assert_eq!(names(&text), ["A", "C", "D"]);
    }

    #[test]
    fn of_broken_files_everything_is_where_it_is_written() {
        let start = "\u{feff}# 가\nenum A { X }\n# 나\n\n";
        let end = "\n/// 다\n# 라\nenum D { Y }\n\n/// 마";
        let broken = "/// 바\nenum ) C\n";
        let of = |text: String| File::new(Path::new("a.rules"), Text::new(text));
        let broken = (of(format!("{start}{broken}{end}")), broken.len());
        let whole =
            of(format!("{start}{}{}", " ".repeat(broken.1), end.trim_end_matches("/// 마")));
        assert!(broken.0.error().is_some() && whole.error().is_none());
        assert_eq!(broken.0.tree(), whole.tree());
    }
}
