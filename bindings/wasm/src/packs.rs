//! Packs of one's own, compiled at run time.

use std::collections::BTreeMap;

use serde_json::json;
use smartro_lint::Linter;
use smartro_lint::pack::Pack;
use smartro_lint_bindings::{language_of, pack::Mistake};
use wasm_bindgen::prelude::*;

use crate::Engine;

#[wasm_bindgen]
impl Engine {
    /// A pack of these files: a JSON object of their texts by their paths in the pack.
    ///
    /// # Errors
    ///
    /// A JSON object with the message and the mistakes of the pack.
    pub fn pack(name: &str, files: &str, language: &str) -> Result<Self, String> {
        let refused = |message: String| json!({ "message": message, "mistakes": [] }).to_string();
        let language = language_of(language).map_err(refused)?;
        let files: BTreeMap<String, String> =
            serde_json::from_str(files).map_err(|error| refused(error.to_string()))?;
        match Linter::new(Pack::new(name, files)) {
            Ok(linter) => Ok(Self::of(linter, language)),
            Err(error) => {
                let error = error.in_language(language);
                let mistakes: Vec<Mistake> = error.errors.iter().map(Mistake::from).collect();
                Err(json!({ "message": error.to_string(), "mistakes": mistakes }).to_string())
            }
        }
    }
}
