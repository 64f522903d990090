//! What is written about the mistakes of packs: one file a language, all from data.

mod en;
mod ko;

use crate::compile::{ErrorKind, Help};
use crate::language::Language;
use crate::syntax::SyntaxErrorKind;

/// What is wrong.
pub(crate) fn message(language: Language, kind: &ErrorKind) -> String {
    match language {
        Language::Korean => ko::message(kind),
        Language::English => en::message(kind),
    }
}

/// What to do about every mistake of a kind.
pub(crate) fn advice(language: Language, kind: &ErrorKind) -> Option<String> {
    match language {
        Language::Korean => ko::advice(kind),
        Language::English => en::advice(kind),
    }
}

/// What to do about one mistake.
pub(crate) fn help(language: Language, help: &Help) -> String {
    match language {
        Language::Korean => ko::help(help),
        Language::English => en::help(help),
    }
}

/// Where a rule file does not follow the grammar.
pub(crate) fn syntax(language: Language, kind: &SyntaxErrorKind) -> String {
    match language {
        Language::Korean => ko::syntax(kind),
        Language::English => en::syntax(kind),
    }
}

/// What to do about a mistake of syntax.
pub(crate) fn syntax_advice(language: Language, kind: &SyntaxErrorKind) -> Option<String> {
    match language {
        Language::Korean => ko::syntax_advice(kind),
        Language::English => en::syntax_advice(kind),
    }
}

/// How many mistakes a pack has, and how many more that are not shown.
pub(crate) fn heading(language: Language, pack: &str, mistakes: usize, hidden: usize) -> String {
    match language {
        Language::Korean => ko::heading(pack, mistakes, hidden),
        Language::English => en::heading(pack, mistakes, hidden),
    }
}

/// The labels of places.
pub(crate) struct Labels {
    /// Of the mistake.
    pub(crate) here: &'static str,
    /// Of the first of several things with one name.
    pub(crate) first: &'static str,
}

/// The labels in a language.
pub(crate) fn labels(language: Language) -> Labels {
    match language {
        Language::Korean => ko::LABELS,
        Language::English => en::LABELS,
    }
}
