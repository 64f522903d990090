//! A project file to start from.

use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::PROJECT_FILE;
use crate::files::{AtomicFile, unwritable};
use crate::messages::Message;
use crate::{Failure, messages, output};
use smartro_lint::Language;

/// What is written, in a language: every key, with what it is for.
pub(super) fn template(language: Language) -> &'static str {
    match language {
        Language::Korean => include_str!("template.ko.yaml"),
        Language::English => include_str!("template.en.yaml"),
    }
}

/// By which editors complete it. As it is hidden, nobody takes it for a request.
const SCHEMA: (&str, &str) =
    (".smartro-lint.schema.json", include_str!("../../../../smartro-lint.schema.json"));

/// Writes a project file and its schema into the working directory, where there is none.
pub(crate) fn init() -> Result<bool, Failure> {
    let (schema, schema_text) = SCHEMA;
    let [project, schema_path] = [PROJECT_FILE, schema].map(Path::new);
    let file = write(AtomicFile::new(project), template(messages::language()))
        .map_err(|error| unwritten(&error))?;
    // Both are on the disk before one of them is in its place.
    let written = write(AtomicFile::open(schema_path), schema_text).and_then(AtomicFile::persist);
    written.map_err(|error| unwritable(schema_path, &error))?;
    file.persist().map_err(|error| unwritten(&error))?;
    let message = Message::ProjectWritten { file: PROJECT_FILE, schema };
    output::print(&format!("{message}\n")).map_err(output::unwritable)?;
    Ok(true)
}

fn write(file: io::Result<AtomicFile>, text: &str) -> io::Result<AtomicFile> {
    let mut file = file?;
    file.write_all(text.as_bytes())?;
    file.sync()?;
    Ok(file)
}

/// Why there is no new project file.
fn unwritten(error: &io::Error) -> Failure {
    match error.kind() {
        ErrorKind::AlreadyExists => Failure::message(Message::ProjectExists { file: PROJECT_FILE }),
        _ => unwritable(Path::new(PROJECT_FILE), error),
    }
}
