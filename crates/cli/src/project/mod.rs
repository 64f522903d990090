//! Project files of a run: which file applies to which linted file.
//!
//! Every linted file has the settings of the nearest `smartro-lint.yaml` above it; options of the
//! command line take precedence. What a project file says is read by the library.

mod baseline;
mod find;
mod notice;
mod settings;

pub(super) use find::Projects;
pub(super) use settings::{ProjectPack, Settings};
pub(super) use smartro_lint::project::FILE_NAME as PROJECT_FILE;
