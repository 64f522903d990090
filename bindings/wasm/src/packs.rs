//! Packs of one's own, compiled at run time.

use std::collections::BTreeMap;

use miette::Diagnostic;
use serde_json::{Value, json};
use smartro_lint::Linter;
use smartro_lint::pack::{Pack, PackMistake};
use wasm_bindgen::prelude::*;

use crate::{Engine, tagged};

#[wasm_bindgen]
impl Engine {
    /// A pack of these files: a JSON object of their texts by their paths in the pack.
    ///
    /// # Errors
    ///
    /// A JSON object with the message and the mistakes of the pack.
    pub fn pack(name: &str, files: &str, language: &str) -> Result<Self, String> {
        let refused = |message: String| json!({ "message": message, "mistakes": [] }).to_string();
        let language = tagged(language).map_err(refused)?;
        let files: BTreeMap<String, String> =
            serde_json::from_str(files).map_err(|error| refused(error.to_string()))?;
        match Linter::new(Pack::new(name, files)) {
            Ok(linter) => Ok(Self::of(linter, language)),
            Err(error) => {
                let error = error.in_language(language);
                let mistakes: Vec<Value> = error.errors.iter().map(mistake).collect();
                Err(json!({ "message": error.to_string(), "mistakes": mistakes }).to_string())
            }
        }
    }
}

/// A mistake with its place; lines and columns count from 1.
fn mistake(mistake: &PackMistake) -> Value {
    let label = mistake.labels().and_then(|mut labels| labels.next());
    let place = label.and_then(|label| {
        let read = mistake.source_code()?.read_span(label.inner(), 0, 0).ok()?;
        Some((read.name().map(str::to_owned), read.line() + 1, read.column() + 1))
    });
    let (file, line, column) = place.unwrap_or_default();
    let help = mistake.help().map(|help| help.to_string());
    let message = mistake.to_string();
    json!({ "message": message, "help": help, "file": file, "line": line, "column": column })
}
