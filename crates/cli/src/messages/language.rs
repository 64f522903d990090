//! The language of a run, which is known before its first message.

use std::sync::atomic::{AtomicBool, Ordering};

use smartro_lint::Language;

/// Whether the language of the run is English.
static IS_ENGLISH: AtomicBool = AtomicBool::new(false);

/// Sets the language of what the command writes from now on.
pub(crate) fn set_language(language: Language) {
    IS_ENGLISH.store(language == Language::English, Ordering::Relaxed);
}

/// The language of what the command writes.
pub(crate) fn language() -> Language {
    if IS_ENGLISH.load(Ordering::Relaxed) { Language::English } else { Language::Korean }
}
