//! A compiled pack, and how its user wants it applied.

use std::sync::Arc;

use crate::language::Language;
use crate::phrases::{Phrasebook, Phrases};
use crate::program::Program;
use crate::request::Limits;
use crate::severities::Severities;
use smartro_lint_rules::pack::{Catalog, Manifest};

/// What linters, sessions and verdicts share; cloning it is cheap.
#[derive(Clone)]
pub(crate) struct Ruleset {
    pub(crate) program: Arc<Program>,
    /// What findings are put into words with.
    phrasebook: Arc<Phrasebook>,
    pub(crate) manifest: Arc<Manifest>,
    pub(crate) language: Language,
    pub(crate) limits: Limits,
    pub(crate) severities: Severities,
}

impl Ruleset {
    pub(crate) fn new(program: Program, manifest: Manifest, phrasebook: Phrasebook) -> Self {
        Self {
            program: Arc::new(program),
            manifest: Arc::new(manifest),
            phrasebook: Arc::new(phrasebook),
            language: Language::default(),
            limits: Limits::default(),
            severities: Severities::default(),
        }
    }

    /// What findings are put into words with, in the language.
    pub(crate) fn phrases(&self) -> &Phrases {
        self.phrasebook.of(self.language, &self.program.rules)
    }

    /// The pack's messages in the language.
    pub(crate) fn catalog(&self) -> Option<&Catalog> {
        self.phrasebook.catalog(self.language, &self.program.rules)
    }
}
