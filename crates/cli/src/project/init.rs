//! A project file to start from.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};

use super::PROJECT_FILE;
use crate::{Failure, output};

/// What is written: every key, with what it is for.
pub(super) const TEMPLATE: &str = include_str!("template.yaml");

/// By which editors complete it. As it is hidden, nobody takes it for a request.
const SCHEMA: (&str, &str) =
    (".smartro-lint.schema.json", include_str!("../../../../smartro-lint.schema.json"));

/// Writes a project file and its schema into the working directory, where there is none.
pub(crate) fn init() -> Result<bool, Failure> {
    let mut file = match File::create_new(PROJECT_FILE) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(Failure::message(format!(
                "there is a `{PROJECT_FILE}` already; it stays as it is"
            )));
        }
        Err(error) => {
            return Err(Failure::message(format!("cannot write `{PROJECT_FILE}`: {error}")));
        }
    };
    let (schema, schema_text) = SCHEMA;
    file.write_all(TEMPLATE.as_bytes())
        .map_err(|error| Failure::message(format!("cannot write `{PROJECT_FILE}`: {error}")))?;
    fs::write(schema, schema_text)
        .map_err(|error| Failure::message(format!("cannot write `{schema}`: {error}")))?;
    let text = format!(
        "wrote `{PROJECT_FILE}`, and `{schema}` for editors that complete it\n\
         take out the `#` before what you need: files below this directory are linted so\n"
    );
    output::say(&text).map_err(output::unwritable)?;
    Ok(true)
}
