//! The packs that are built in.

use super::catalog::{Catalog, Catalogs};
use crate::linter::Language;
use crate::source::Source;

macro_rules! files {
    ($folder:literal: $($path:literal)*) => {
        &[$(($path, include_str!(concat!("../../rules/", $folder, "/", $path)))),*]
    };
}

/// The shapes that every gateway of PortOne shares.
pub(super) const PORTONE: &[(&str, &str)] =
    files!("portone": "context.rules" "operations.rules" "rest.rules" "sdk.rules");

/// Smartro's rules, in the order of the guide.
pub(super) const SMARTRO: &[(&str, &str)] = files!("smartro":
    "pack.yaml"
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
    "locales/ko.yaml"
    "locales/en.yaml"
);

const ENGINE: &[(Language, &str)] = &[
    (Language::Korean, include_str!("../../rules/engine/ko.yaml")),
    (Language::English, include_str!("../../rules/engine/en.yaml")),
];

/// What the shape rules say, and the words that labels are made of.
pub(crate) fn engine_catalog() -> Catalogs {
    let read = |(language, text): &(Language, &str)| {
        Catalog::parse(*language, Source::new("rules/engine", *text)).ok()
    };
    Catalogs(ENGINE.iter().filter_map(read).collect())
}
