//! Messages about project files, in each language.

mod en;
mod ko;

use super::kind::MistakeKind;
use crate::report::mask_message;
use smartro_lint_rules::language::Language;

/// What is wrong.
pub(super) fn message(language: Language, kind: &MistakeKind) -> String {
    let without = kind.without_refused();
    let kind = without.as_ref().unwrap_or(kind);
    mask_message(&match language {
        Language::Korean => ko::message(kind),
        Language::English => en::message(kind),
    })
}

/// What to do about it.
pub(super) fn help(language: Language, kind: &MistakeKind) -> Option<String> {
    let without = kind.without_refused();
    let kind = without.as_ref().unwrap_or(kind);
    match language {
        Language::Korean => ko::help(kind),
        Language::English => en::help(kind),
    }
}

/// How many mistakes a file has.
pub(super) fn heading(language: Language, file: &str, mistakes: usize) -> String {
    match language {
        Language::Korean => {
            format!("프로젝트 파일 `{file}`에 잘못된 곳이 {mistakes}군데 있습니다")
        }
        Language::English => {
            let noun = if mistakes == 1 { "mistake" } else { "mistakes" };
            format!("the project file `{file}` has {mistakes} {noun}")
        }
    }
}
