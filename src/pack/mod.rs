//! Packs: the manifest, the rule files, the messages. The only place that names serde_yaml.

mod cases;
mod catalog;
mod citations;
mod embedded;
mod load;
mod manifest;

pub use cases::{Case, Cases};
pub use catalog::{Catalog, Catalogs, Entry, Explain, Template, TemplatePart, Words};
pub use citations::{Change, check as check_citations};
#[cfg(test)]
pub(crate) use embedded::engine_catalog;
pub use load::{Pack, PackError, PackMistake};
pub use manifest::{Manifest, Section, SourceOfRules};
