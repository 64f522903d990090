//! Catches what Smartro refuses, cuts off or changes in a PortOne V2 request, before it is
//! sent.
//!
//! A [`Linter`] is a compiled pack of rules. It lints a [`Request`] and gives a [`Report`] of
//! [`Finding`]s: data with the bytes, the pointer, the message and the repairs, and by
//! [`Finding::diagnostic`] what miette shows. A service that lints many requests keeps a
//! [`Session`] for each thread: it uses its memory again, and text is made only of what is
//! asked for, of each [`Violation`] as much as is wanted. What a request alone cannot tell
//! goes into a [`Context`]; what holds over a whole run is a [`Batch`]'s to tell.
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
//! It reads no file, keeps no state between calls but what a session holds, and never panics:
//! a text that is no JSON is a finding like others.
//!

pub mod batch;
mod built_in;
mod calls;
mod catalogue;
mod deduplicate;
mod evaluate;
mod input;
mod likeness;
mod linter;
mod operation;
mod phrases;
mod pool;
pub mod report;
mod request;
mod ruleset;
mod session;
mod severities;
mod verdict;

pub use smartro_lint_rules::source;
use smartro_lint_rules::{encoding, language, moment, program, rule, suggest};

pub use batch::Batch;
pub use built_in::{BuiltInError, PACK_VERSION};
pub use calls::{Callable, Function, HttpCall};
pub use catalogue::{Citation, ContextKey, ContextKind, Repair, RuleInfo, examples};
pub use input::{Origin, Request};
pub use language::Language;
pub use linter::Linter;
pub use moment::Instant;
pub use operation::{Operation, OperationError, OperationName};
pub use pool::{Pool, Pooled};
pub use report::{
    Edit, Finding, Fix, Label, Region, Report, Undecided, Violation, apply, together,
};
pub use request::{Context, ContextError, Expected, JsonError, JsonFault, Limits};
pub use rule::{Severity, ShapeRule};
pub use session::Session;
pub use severities::SeverityError;
pub use verdict::{Ignored, Verdict};

/// Packs of rules: what they say of themselves and their rules, and those of one's own.
pub mod pack {
    pub use smartro_lint_rules::pack::{Case, Cases, Explain, Manifest, Section, SourceOfRules};
    #[cfg(feature = "packs")]
    pub use smartro_lint_rules::pack::{Pack, PackError, PackMistake};
}

/// The README's example, tested with the others.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;

/// The same in Korean.
#[cfg(doctest)]
#[doc = include_str!("../README.ko.md")]
pub struct ReadmeInKorean;
