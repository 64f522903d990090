//! What is wrong with the YAML files of a pack.

use crate::language::Language;

/// Where a catalog and the rules do not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CatalogFault {
    /// There are messages in one language alone.
    OtherLanguage {
        /// The language without messages.
        missing: Language,
    },
    /// A rule without messages.
    NoEntry {
        /// The rule.
        rule: Box<str>,
        /// The files of the catalogs.
        files: Vec<Box<str>>,
    },
    /// Messages of a rule that is not there.
    NoRule {
        /// The rule.
        name: Box<str>,
    },
    /// A message with a place for a value that the rule does not name.
    NoBinding {
        /// The rule.
        rule: Box<str>,
        /// The place.
        name: Box<str>,
    },
    /// A message with a place for a value that only some of the rule's assertions have.
    NotEverywhere {
        /// The rule.
        rule: Box<str>,
        /// The place.
        name: Box<str>,
    },
    /// A message with a brace that nothing closes.
    Unclosed,
    /// A message without text.
    EmptyMessage {
        /// The rule.
        rule: Box<str>,
    },
    /// Two Korean particles that are not the forms of one.
    Particle {
        /// What follows the colon.
        pair: Box<str>,
    },
    /// One form of a Korean particle, after a value that may need the other.
    FixedParticle {
        /// The place of the value.
        name: Box<str>,
        /// The particle as it is written.
        written: Box<str>,
        /// Its two forms.
        pair: Box<str>,
    },
    /// The name of a value between braces that are written twice.
    DoubledBrace {
        /// The name.
        name: Box<str>,
    },
    /// A message, a help or a label with an odd number of backticks.
    Backtick {
        /// The rule.
        rule: Box<str>,
    },
    /// A message, a help or a label that ends with a full stop.
    FullStop {
        /// The rule.
        rule: Box<str>,
    },
    /// A Korean particle in another language's message.
    ParticleOfKorean {
        /// The place.
        name: Box<str>,
    },
    /// A rule uses a variant that its messages do not have.
    NoVariant {
        /// The rule.
        rule: Box<str>,
        /// The variant.
        variant: Box<str>,
    },
    /// A variant that the rule does not use.
    UnusedVariant {
        /// The rule.
        rule: Box<str>,
        /// The variant.
        variant: Box<str>,
    },
}

/// What is wrong with a test case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseFault {
    /// It has neither a request nor a base.
    NoRequest {
        /// The case's name.
        case: Box<str>,
    },
    /// It has a request, and a base or a patch.
    TwoRequests {
        /// The case's name.
        case: Box<str>,
    },
    /// There is no base of this name.
    NoBase {
        /// The base's name.
        name: Box<str>,
    },
    /// A patch removes a field that the base does not have.
    NothingToRemove {
        /// The field.
        field: Box<str>,
        /// The base's name.
        base: Box<str>,
    },
    /// A base that is no JSON.
    BaseNotJson {
        /// The base's name.
        name: Box<str>,
    },
    /// A base that is patched is no JSON object.
    BaseNotObject {
        /// The base's name.
        name: Box<str>,
    },
}

/// What is wrong with a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManifestFault {
    /// There is none.
    Missing,
    /// The pack is for a later version of this program.
    Engine {
        /// The oldest version that can read it.
        needed: Box<str>,
    },
    /// A text that is no version.
    NoVersion {
        /// The text.
        text: Box<str>,
    },
    /// A name that a pack cannot have.
    Name {
        /// The name.
        name: Box<str>,
    },
    /// A pack to use that is not there.
    NoPack {
        /// Its name.
        name: Box<str>,
    },
    /// A pack that uses itself, directly or through others.
    UsesItself {
        /// Its name.
        name: Box<str>,
    },
}
