//! The JSON Schema of what a run's document holds, for the types of other languages: it is in
//! the repository, and generated from the types here. Its version is the document's.

use std::path::Path;

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::RunReport;

/// How bad a finding is.
#[derive(schemars::JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[allow(dead_code, reason = "it describes a type of another crate in the schema")]
pub(super) enum Severity {
    /// It works, but is worth knowing.
    Advice,
    /// Something is ignored, or means something else than it seems to.
    Warning,
    /// The call is refused, cannot proceed, or stores something else than was sent.
    Error,
}

fn schema() -> Value {
    let settings = SchemaSettings::draft07().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<RunReport>();
    let mut schema = serde_json::to_value(schema).unwrap();
    let version = schema.pointer_mut("/properties/version").unwrap();
    version["const"] = json!(RunReport::VERSION);
    schema
}

/// Compares a schema with its file in the repository; `UPDATE_SCHEMA=1 cargo test schema` writes
/// the file.
pub(crate) fn assert_is_written(file: &str, schema: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = serde_json::to_string_pretty(schema).unwrap() + "\n";
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "{file} is out of date: UPDATE_SCHEMA=1 cargo test schema");
}

#[test]
fn the_schema_is_that_of_the_types() {
    assert_is_written("smartro-lint.report.schema.json", &schema());
}
