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
pub use load::{Pack, PackError, PackMistake};
pub use manifest::{Manifest, Section, SourceOfRules};
