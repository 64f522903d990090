//! Catches what Smartro refuses, cuts off or changes in a PortOne V2 request, before it is
//! sent.
mod batch;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod compile;
mod evaluate;
mod linter;
mod moment;
mod nearest;
pub mod pack;
pub mod program;
pub mod report;
pub mod request;
mod rule;
mod session;
pub mod source;
pub mod syntax;

pub use batch::Batch;
pub use linter::{Language, Linter, Origin, Request};
pub use moment::Instant;
pub use report::{Finding, Report};
pub use request::{Context, Limits};
pub use rule::{Severity, ShapeRule};
pub use session::{Session, Verdict};
