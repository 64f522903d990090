//! A compiled pack, and how its user wants it applied.

use std::sync::{Arc, OnceLock};

use crate::messages::{MessageSet, Messages};
use crate::request::Limits;
use crate::severities::Severities;
use crate::vocabulary::Vocabulary;
use smartro_lint_rules::language::Language;
use smartro_lint_rules::pack::{Catalog, Manifest};
use smartro_lint_rules::program::Program;

/// What linters, sessions and verdicts share; cloning it is cheap.
#[derive(Clone)]
pub(crate) struct Ruleset {
    pub(crate) program: Arc<Program>,
    /// The messages of the pack and of the engine.
    messages: Arc<Messages>,
    pub(crate) manifest: Arc<Manifest>,
    pub(crate) language: Language,
    pub(crate) limits: Limits,
    pub(crate) severities: Severities,
    /// Whether values that identify a person are shown.
    pub(crate) shows_values: bool,
    vocabulary: Arc<OnceLock<Vocabulary>>,
}

impl Ruleset {
    pub(crate) fn new(program: Program, manifest: Manifest, messages: Messages) -> Self {
        Self {
            program: Arc::new(program),
            manifest: Arc::new(manifest),
            messages: Arc::new(messages),
            language: Language::default(),
            limits: Limits::default(),
            severities: Severities::default(),
            shows_values: false,
            vocabulary: Arc::default(),
        }
    }

    /// The messages in the language.
    pub(crate) fn messages(&self) -> &MessageSet {
        self.messages.of(self.language, &self.program.rules)
    }

    /// The pack's words, which masking shows.
    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary.get_or_init(|| Vocabulary::of(&self.program))
    }

    /// The pack's catalog in the language.
    pub(crate) fn catalog(&self) -> Option<&Catalog> {
        self.messages.catalog(self.language, &self.program.rules)
    }
}
