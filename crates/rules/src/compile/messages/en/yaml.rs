//! English, of what is wrong with YAML files.

use crate::compile::{CaseFault, CatalogFault, ManifestFault};
use crate::language::shown;
use crate::yaml::YamlSlip;

/// What to do about a text that is no YAML, or has another structure.
pub(super) fn advice(slip: YamlSlip) -> &'static str {
    match slip {
        YamlSlip::Comma => "put a value with a comma in quotes",
        YamlSlip::Start => {
            "put a value that begins with a character such as a backtick in quotes, and indent lines with spaces"
        }
        YamlSlip::Colon => {
            "put a value with `: ` in quotes, and indent the keys of a mapping alike"
        }
        YamlSlip::NoColon => "a key has a `:` and a space after it: `key: value`",
        YamlSlip::Brace => "put a value that begins with a brace in quotes, or after a `|`",
        YamlSlip::List => "a list is in brackets: `[A, B]`",
    }
}

pub(super) fn catalog(fault: &CatalogFault) -> String {
    match fault {
        CatalogFault::OtherLanguage { missing } => {
            format!("there is no `locales/{}.yaml` beside this one", missing.tag())
        }
        CatalogFault::NoEntry { rule, files } => {
            format!("`{rule}` has no entry in `{}`", files.join("` and `"))
        }
        CatalogFault::NoRule { name } => format!("there is no rule `{name}`"),
        CatalogFault::NoBinding { rule, name } => format!("`{rule}` binds no `{{{name}}}`"),
        CatalogFault::NotEverywhere { rule, name } => {
            format!("some blocks of `{rule}` bind no `{{{name}}}`")
        }
        CatalogFault::EmptyMessage { rule } => format!("a message of `{rule}` is empty"),
        CatalogFault::Unclosed => "this `{` is never closed".to_owned(),
        CatalogFault::Particle { pair } => {
            format!("`{pair}` are not the two forms of a Korean particle")
        }
        CatalogFault::FixedParticle { name, written, .. } => {
            format!("the particle `{written}` after `{{{name}}}` fits some of its values only")
        }
        CatalogFault::DoubledBrace { name } => {
            format!("`{{{{{name}}}}}` is shown with its braces, not as the value")
        }
        CatalogFault::Backtick { rule } => {
            format!("a backtick in a message, help or label of `{rule}` has no other one")
        }
        CatalogFault::FullStop { rule } => {
            format!("a message, help or label of `{rule}` ends with a full stop")
        }
        CatalogFault::ParticleOfKorean { name } => {
            format!("`{{{name}}}` has a Korean particle, which English has no place for")
        }
        CatalogFault::NoVariant { rule, variant } => {
            format!("`{rule}` uses the variant `{variant}`, which it does not have")
        }
        CatalogFault::UnusedVariant { rule, variant } => {
            format!("`{rule}` never uses the variant `{variant}`")
        }
    }
}

pub(super) fn case(fault: &CaseFault) -> String {
    match fault {
        CaseFault::NoRequest { case } => format!("the case `{}` has no request", shown(case)),
        CaseFault::TwoRequests { case } => {
            format!("the case `{case}` has a request of its own and a base or a patch")
        }
        CaseFault::NoBase { name } => format!("there is no base `{}`", shown(name)),
        CaseFault::NothingToRemove { field, base } => {
            format!("the base `{base}` has no `{field}` that could be removed")
        }
        CaseFault::BaseNotJson { name } => format!("the base `{name}` is not JSON"),
        CaseFault::BaseNotObject { name } => {
            format!("the base `{name}` is not a JSON object and cannot be patched")
        }
    }
}

pub(super) fn manifest(fault: &ManifestFault) -> String {
    match fault {
        ManifestFault::Missing => "the pack has no `pack.yaml`".to_owned(),
        ManifestFault::Engine { needed } => format!("the pack needs version {needed} or newer"),
        ManifestFault::NoVersion { text } => format!("`{}` is not a version", shown(text)),
        ManifestFault::Name { name } => format!("`{}` cannot be the name of a pack", shown(name)),
        ManifestFault::NoPack { name } => format!("there is no pack `{}` to use", shown(name)),
        ManifestFault::UsesItself { name } => format!("the pack `{name}` uses itself"),
    }
}
