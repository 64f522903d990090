//! Messages as text, in the language of the run or another one.

use std::fmt::{self, Display};

use super::{Message, en, ko, language};
use smartro_lint::Language;

impl Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(language(), f)
    }
}

impl Message<'_> {
    /// Its text in a language that need not be that of the run: a project may have its own.
    pub(crate) fn text(self, language: Language) -> String {
        struct In<'m>(Message<'m>, Language);
        impl Display for In<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.write(self.1, f)
            }
        }
        In(self, language).to_string()
    }

    pub(super) fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match language {
            Language::Korean => ko::write(self, f),
            Language::English => en::write(self, f),
        }
    }
}
