//! How a linter is made, as JSON: what a call across languages can be given in one text.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use smartro_lint::Linter;

use crate::{Shared, language_of, pack, with_severity};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Settings {
    language: String,
    /// The directory of a pack; the built-in one if there is none.
    pack: Option<PathBuf>,
    severity: BTreeMap<String, String>,
    show_values: bool,
}

impl Default for Settings {
    fn default() -> Self {
        let language = "ko".to_owned();
        Self { language, pack: None, severity: BTreeMap::new(), show_values: false }
    }
}

impl Shared {
    /// The linter of settings: a JSON object with any of `language` (`ko` or `en`), `pack` (a
    /// directory), `severity` (an object of severities by rule) and `showValues`.
    ///
    /// # Errors
    ///
    /// The message: of settings that are none, of a directory that cannot be read, of a pack all
    /// its mistakes.
    pub fn from_settings(json: &str) -> Result<Self, String> {
        let settings: Settings = match json.trim_ascii() {
            "" => Settings::default(),
            json => serde_json::from_str(json).map_err(|error| format!("settings: {error}"))?,
        };
        let language = language_of(&settings.language)?;
        let linter = match settings.pack {
            None => Linter::smartro().map_err(|error| error.to_string())?,
            Some(directory) => {
                let unreadable = |error| format!("`{}`: {error}", directory.display());
                let pack = pack::read(&directory).map_err(unreadable)?;
                Linter::new(pack).map_err(|error| pack::message(&error.in_language(language)))?
            }
        };
        let linter = linter.language(language).show_values(settings.show_values);
        let severities = settings.severity.iter();
        let linter = severities.fold(Ok(linter), |linter: Result<_, String>, (rule, severity)| {
            with_severity(linter?, rule, severity)
        });
        Ok(Self::new(linter?))
    }
}
