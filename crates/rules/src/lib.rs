//! The language that rules are written in.
//!
//! In order: [`syntax`] reads its text, `compile` makes a [`program`] of it, and [`pack`]
//! brings a pack's files together. Without the feature `compiler` there is only what a compiled
//! pack is, and nothing that reads one. To lint requests, use the crate `smartro-lint`, which
//! has what is needed of this one; this crate's items may change with any version.

#[cfg(feature = "compiler")]
mod compile;
mod embedded;
pub mod encoding;
pub mod language;
mod logic;
pub mod moment;
pub mod pack;
pub mod particle;
pub mod program;
pub mod rule;
pub mod sort;
pub mod source;
pub mod suggest;
pub mod synonyms;
#[cfg(feature = "compiler")]
pub mod syntax;
#[cfg(feature = "yaml")]
pub mod yaml;
