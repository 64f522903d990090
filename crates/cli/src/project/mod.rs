//! Project files: how the requests below a directory are linted.
//!
//! ```text
//! find ─► read (value, place) ─► file ─► load ─► settings, one for each linted file
//! ```
//!
//! Every linted file has the settings of the nearest `smartro-lint.yaml` above it, and options of
//! the command line go first.

mod file;
mod find;
mod globs;
mod init;
mod load;
mod mistake;
mod notice;
mod place;
mod read;
#[cfg(test)]
mod schema;
mod settings;
mod texts;
mod value;

pub(super) use find::Projects;
pub(super) use globs::Globs;
pub(super) use init::init;
pub(super) use settings::Settings;
pub(super) use texts::PointerPattern;

/// What a project file is called.
pub(super) const PROJECT_FILE: &str = "smartro-lint.yaml";
