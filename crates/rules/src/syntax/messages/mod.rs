//! What is written about rule files that do not follow the grammar: one file a language.

mod en;
mod ko;

use super::SyntaxErrorKind;
use crate::language::Language;

/// What is wrong.
pub(super) fn message(language: Language, kind: &SyntaxErrorKind) -> String {
    match language {
        Language::Korean => ko::message(kind),
        Language::English => en::message(kind),
    }
}

/// What to do about it.
pub(super) fn advice(language: Language, kind: &SyntaxErrorKind) -> Option<String> {
    match language {
        Language::Korean => ko::advice(kind),
        Language::English => en::advice(kind),
    }
}
