//! Packs: the manifest, the rule files, the messages.

#[cfg(feature = "compiler")]
mod case_file;
mod cases;
mod catalog;
#[cfg(feature = "compiler")]
mod check_catalogs;
#[cfg(feature = "compiler")]
mod citations;
#[cfg(feature = "compiler")]
mod layers;
#[cfg(feature = "compiler")]
mod load;
mod manifest;
#[cfg(feature = "compiler")]
mod page_text;
#[cfg(feature = "compiler")]
mod placeholders;
#[cfg(feature = "compiler")]
mod read;
mod unique;
#[cfg(feature = "compiler")]
mod used;

#[cfg(feature = "compiler")]
pub use crate::embedded::built_in;
pub use cases::{Case, Cases};
pub use catalog::{Catalog, CatalogEntry, Catalogs, Explain, Message, Template, TemplatePart};
#[cfg(feature = "compiler")]
pub use citations::{Change, check as check_citations, propose as propose_sections};
#[cfg(feature = "compiler")]
pub use load::{Compiled, Pack, PackError, PackFile, PackMistake};
pub use manifest::{Manifest, Section, SourceOfRules};
#[cfg(feature = "compiler")]
pub use read::engine_catalog;
#[cfg(feature = "compiler")]
pub use used::UsedRule;
