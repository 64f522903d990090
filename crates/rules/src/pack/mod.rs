//! Packs: the manifest, the rule files, the messages. The only place that names serde_yaml.
//!
//! The build script has this module too, and compiles the built-in pack with it.

mod cases;
mod catalog;
mod citations;
mod embedded;
mod load;
mod manifest;
pub mod yaml;

pub use cases::{Case, Cases};
pub use catalog::{Catalog, Catalogs, Entry, Explain, Template, TemplatePart, Words};
pub use citations::{Change, check as check_citations};
pub(crate) use embedded::by_name;
pub use embedded::engine_catalog;
pub use load::{Compiled, Pack, PackError, PackMistake};
pub use manifest::{Manifest, Section, SourceOfRules};
