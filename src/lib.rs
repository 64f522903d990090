//! Catches what Smartro refuses, cuts off or changes in a PortOne V2 request, before it is
//! sent.
//!
//! A [`Linter`] is a compiled pack of rules. It lints a [`Request`] and returns a [`Report`] of
//! findings as owned data ([`OwnedFinding`]): message, JSON pointer, byte range, labels and fixes.
//! [`OwnedFinding::diagnostic`] makes a miette diagnostic of one. A service that lints many requests
//! keeps a [`Session`] for each thread, which reuses its memory; its [`Verdict`] has each
//! [`Finding`] lazily, so that only what is asked for is written. What a request does not contain,
//! such as its channel, goes into a [`Context`]. Rules over a whole run are checked by a [`Batch`].
//!
//! ```
//! use smartro_lint::{Linter, Request, Severity};
//!
//! let linter = Linter::smartro()?;
//! let request = Request::json(r#"{"reason": "변심", "refundAccount": {"bank": "KOOKMIN"}}"#);
//! let report = linter.lint(&request.operation("cancelPayment"));
//! assert_eq!(report.count(Severity::Error), 2);
//! assert_eq!(report.diagnostics[0].pointer, "/refundAccount/number");
//! # Ok::<(), smartro_lint::BuiltInError>(())
//! ```
//!
//! The library reads no files, keeps no state between calls outside of sessions, and never panics:
//! text that is not JSON is a finding.

pub mod batch;
mod built_in;
mod calls;
mod catalogue;
mod deduplicate;
mod evaluate;
mod fields;
mod fix;
mod input;
mod likeness;
mod linter;
mod messages;
mod operation;
mod pool;
#[cfg(feature = "project")]
pub mod project;
pub mod report;
mod request;
mod ruleset;
mod session;
mod severities;
mod verdict;
mod vocabulary;

pub use smartro_lint_rules::source;

pub use batch::Batch;
pub use built_in::{BuiltInError, PACK_VERSION};
pub use calls::{Callable, Component, Function, HttpCall};
pub use catalogue::{Citation, ContextKey, ContextKind, Repair, RuleInfo, examples};
pub use fields::{Field, FieldKind};
pub use input::{Origin, Request};
pub use linter::Linter;
pub use operation::{Operation, OperationError, OperationName};
pub use pool::{Pool, Pooled};
pub use report::{
    Edit, Finding, Fix, Label, OwnedFinding, Region, Report, Undecided, apply, together,
};
pub use request::{
    Context, ContextError, ContextType, Expected, JsonError, JsonFault, Limits, known_parts,
    redacted_as_unknown,
};
pub use session::Session;
pub use severities::SeverityError;
pub use smartro_lint_rules::language::Language;
pub use smartro_lint_rules::moment::Instant;
pub use smartro_lint_rules::rule::{Severity, ShapeRule};
pub use verdict::{CHANNEL_FIELD, CHANNEL_GROUP_FIELD, Ignored, Verdict};

/// Packs of rules: manifests, documentation of rules, and packs of one's own.
pub mod pack {
    pub use smartro_lint_rules::pack::{Case, Cases, Explain, Manifest, Section, SourceOfRules};
    #[cfg(feature = "packs")]
    pub use smartro_lint_rules::pack::{Pack, PackError, PackMistake, UsedRule};
}

/// The README's example, tested with the others.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;

/// The same in Korean.
#[cfg(doctest)]
#[doc = include_str!("../README.ko.md")]
pub struct ReadmeInKorean;
