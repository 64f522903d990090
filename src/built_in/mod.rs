//! The Smartro pack as the build script compiled it: nothing of it is parsed when a program
//! starts, and what a run does not ask for is not even read.

mod compiled;

use thiserror::Error;

use self::compiled::read;

use crate::messages::Messages;
use crate::ruleset::Ruleset;
use smartro_lint_rules::language::Language;
use smartro_lint_rules::pack::Catalog;

/// Why there is no linter: what was built in is not what this version reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the built-in pack cannot be read")]
pub struct BuiltInError;

/// The version of the pack that is built in.
pub const PACK_VERSION: &str = env!("SMARTRO_PACK_VERSION");

macro_rules! compiled {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $name))
    };
}

/// The pack that is built in; `None`: what is built in cannot be read.
pub(crate) fn ruleset() -> Option<Ruleset> {
    let program = read(compiled!("program"))?;
    let manifest = read(compiled!("manifest"))?;
    Some(Ruleset::new(program, manifest, Messages::reading(catalogs)))
}

/// The engine's catalog and the pack's.
fn catalogs(language: Language) -> [Option<Catalog>; 2] {
    match language {
        Language::Korean => [read(compiled!("engine-ko")), read(compiled!("smartro-ko"))],
        Language::English => [read(compiled!("engine-en")), read(compiled!("smartro-en"))],
    }
}

/// The cases of each rule that `explain` shows, by the rules' names.
pub(crate) fn examples() -> std::collections::BTreeMap<String, smartro_lint_rules::pack::Cases> {
    serde_json::from_slice(compiled!("examples")).unwrap_or_default()
}

#[cfg(all(test, feature = "packs"))]
mod tests {
    use super::*;
    use smartro_lint_rules::pack::{Compiled, Pack, engine_catalog};

    #[test]
    fn what_is_built_in_is_what_the_files_say() {
        let Compiled { program, manifest, catalogs: words, .. } =
            Pack::smartro().compile().unwrap();
        let built_in = ruleset().unwrap();
        assert_eq!(format!("{program:?}"), format!("{:?}", built_in.program));
        assert_eq!(format!("{manifest:?}"), format!("{:?}", built_in.manifest));
        for language in [Language::Korean, Language::English] {
            let [engine, pack] = catalogs(language);
            let entries = |catalog: &Catalog| format!("{:?}", catalog.entries);
            assert_eq!(entries(&engine.unwrap()), entries(engine_catalog().of(language).unwrap()));
            assert_eq!(entries(&pack.unwrap()), entries(words.of(language).unwrap()));
        }
    }
}
