//! What is written about the mistakes of packs: one file a language, all from data.

mod en;
mod ko;

use super::{ErrorKind, Help};
use crate::language::Language;

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

/// How many mistakes a pack has, and how many more that are not shown.
pub(crate) fn heading(language: Language, pack: &str, mistakes: usize, hidden: usize) -> String {
    match language {
        Language::Korean => ko::heading(pack, mistakes, hidden),
        Language::English => en::heading(pack, mistakes, hidden),
    }
}
