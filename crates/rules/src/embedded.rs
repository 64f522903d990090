//! The packs that are built in.

#[cfg(feature = "compiler")]
use crate::language::Language;

/// The text of a file under `rules/`: see `build.rs`.
#[cfg(packaged)]
macro_rules! rules_file {
    ($($path:expr),*) => { include_str!(concat!("../rules/", $($path),*)) };
}

#[cfg(not(packaged))]
macro_rules! rules_file {
    ($($path:expr),*) => { include_str!(concat!("../../../rules/", $($path),*)) };
}

#[cfg(feature = "texts")]
macro_rules! files {
    ($folder:literal: $($path:literal)*) => {
        &[$(($path, rules_file!($folder, "/", $path))),*]
    };
}

/// Names that mean the same, each line those of one thing.
pub(crate) const SYNONYMS: &str = rules_file!("portone/synonyms.txt");

/// The messages of the shape rules, and the texts of labels.
#[cfg(feature = "compiler")]
pub(crate) const ENGINE: &[(Language, &str)] = &[
    (Language::Korean, rules_file!("engine/ko.yaml")),
    (Language::English, rules_file!("engine/en.yaml")),
];

/// The shapes that every gateway of PortOne shares.
#[cfg(feature = "texts")]
const PORTONE: &[(&str, &str)] =
    files!("portone": "context.rules" "operations.rules" "rest.rules" "sdk.rules");

/// The checks that the packs of several gateways share.
#[cfg(feature = "texts")]
const PORTONE_CHECKS: &[(&str, &str)] = files!("portone-checks":
    "pack.yaml" "locales/ko.yaml" "locales/en.yaml"
    "shapes.rules" "payment.rules" "customer.rules" "card.rules" "methods.rules"
);

/// The files of a pack that is built in, by their paths: one that others can use.
#[cfg(feature = "compiler")]
#[must_use]
pub fn built_in(name: &str) -> &'static [(&'static str, &'static str)] {
    match name {
        "portone" => PORTONE,
        "portone-checks" => PORTONE_CHECKS,
        _ => &[],
    }
}

/// The same as sources.
#[cfg(feature = "compiler")]
pub(crate) fn sources(name: &str) -> Vec<std::sync::Arc<crate::source::Source>> {
    let source = |(path, text): &(&str, &'static str)| {
        crate::source::Source::new(format!("rules/{name}/{path}"), *text)
    };
    built_in(name).iter().map(source).collect()
}

/// The manifest of Smartro's pack, and its messages.
#[cfg(feature = "compiler")]
pub(crate) const SMARTRO_YAML: &[(&str, &str)] =
    files!("smartro": "pack.yaml" "locales/ko.yaml" "locales/en.yaml");

/// Smartro's rules, in the order of the guide.
#[cfg(feature = "texts")]
pub(crate) const SMARTRO: &[(&str, &str)] = files!("smartro":
    "shapes.rules"
    "precedence.rules"
    "common.rules"
    "payment.rules"
    "contracts.rules"
    "card.rules"
    "easy-pay.rules"
    "virtual-account.rules"
    "mobile.rules"
    "billing-key.rules"
    "escrow.rules"
    "etc.rules"
    "test-channel.rules"
    "instant.rules"
    "issue-billing-key.rules"
    "billing-key-payment.rules"
    "schedule.rules"
    "cancel.rules"
);

/// The text of a rule file that is built in, by its name.
#[cfg(feature = "texts")]
fn text(name: &str) -> Option<&'static str> {
    let of = |folder: &str, files: &[(&str, &'static str)]| {
        let path = name.strip_prefix(folder)?.strip_prefix('/')?;
        files.iter().find(|(known, _)| *known == path).map(|(_, text)| *text)
    };
    of("rules/smartro", SMARTRO)
        .or_else(|| of("rules/portone-checks", PORTONE_CHECKS))
        .or_else(|| of("rules/portone", PORTONE))
}

/// Without them, every text is empty.
#[cfg(not(feature = "texts"))]
#[expect(clippy::unnecessary_wraps, reason = "as it is with the texts")]
fn text(_: &str) -> Option<&'static str> {
    Some("")
}

/// Sources by their names, for what is compiled before it is built in.
pub(crate) mod by_name {
    use std::sync::Arc;

    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::source::Source;

    pub(crate) fn serialize<S: Serializer>(
        source: &Arc<Source>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        source.name.serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Arc<Source>, D::Error> {
        let name = String::deserialize(deserializer)?;
        let unknown = || D::Error::custom("a rule is in no file that is built in");
        let text = super::text(&name).ok_or_else(unknown)?;
        Ok(Source::new(name, text))
    }
}
