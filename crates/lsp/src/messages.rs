//! What the server itself writes, in each language.

use smartro_lint::Language;

/// Something that the server writes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Message<'m> {
    /// The title of the action that suppresses a rule on a line of source code.
    SuppressLine(&'m str),
    /// The title of the action that suppresses a rule for a value, in the project file.
    SuppressValue(&'m str),
    /// The title of the action that switches a rule off.
    SwitchOff(&'m str),
    /// The title of the action that makes all safe fixes.
    FixAll,
    /// The reason that a suppression starts with, for the user to replace.
    Reason,
    /// Headings of explanations.
    WhatItChecks,
    Why,
    WhatToDo,
    Sources,
    Operations,
    /// Whether a field must be there.
    Required,
    Optional,
    /// What a member is of.
    Member(&'m str),
    /// Names that a rule defines.
    Binding,
    /// Why something cannot be renamed.
    NotRenamed,
    NotAName,
    NameIsTaken,
}

impl Message<'_> {
    pub(crate) fn text(self, language: Language) -> String {
        let (korean, english) = self.both();
        match language {
            Language::Korean => korean,
            Language::English => english,
        }
    }

    fn both(self) -> (String, String) {
        let fixed = |korean: &str, english: &str| (korean.to_owned(), english.to_owned());
        match self {
            Self::SuppressLine(rule) => (
                format!("이 줄의 `{rule}` 문제를 예외로 두기(이유 필요)"),
                format!("Suppress `{rule}` for this line, with a reason"),
            ),
            Self::SuppressValue(rule) => (
                format!("이 값의 `{rule}` 문제를 예외로 두기(프로젝트 파일, 이유 필요)"),
                format!("Suppress `{rule}` for this value in the project file, with a reason"),
            ),
            Self::SwitchOff(rule) => (
                format!("프로젝트 파일에서 `{rule}` 끄기"),
                format!("Switch `{rule}` off in the project file"),
            ),
            Self::FixAll => fixed("안전한 수정 모두 적용", "Apply all safe fixes"),
            Self::Reason => fixed("예외로 두는 이유를 적으세요", "say why this is suppressed"),
            Self::WhatItChecks => fixed("확인하는 내용", "What it checks"),
            Self::Why => fixed("이유", "Why"),
            Self::WhatToDo => fixed("해결 방법", "What to do"),
            Self::Sources => fixed("근거", "Sources"),
            Self::Operations => fixed("작업", "Operations"),
            Self::Required => fixed("필수", "required"),
            Self::Optional => fixed("선택", "optional"),
            Self::Member(of) => (format!("`{of}`의 값"), format!("member of `{of}`")),
            Self::Binding => fixed("이 규칙이 정의한 이름", "a name that this rule defines"),
            Self::NotRenamed => fixed("이름을 바꿀 수 없습니다", "this cannot be renamed"),
            Self::NotAName => fixed(
                "이름에는 영문자, 숫자, `_`, `-`만 쓸 수 있습니다",
                "a name consists of ASCII letters, digits, `_` and `-`",
            ),
            Self::NameIsTaken => fixed("이미 있는 이름입니다", "this name is already in use"),
        }
    }
}
