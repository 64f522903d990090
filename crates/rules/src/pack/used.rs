//! What a pack has of those that it uses: rules, messages, sources.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::catalog::{Catalog, CatalogEntry, Catalogs};
use super::layers::Layer;
use super::manifest::Manifest;
use crate::language::Language;
use crate::program::Rule;
use crate::source::Source;
use crate::syntax::ast::{Argument, Item};

/// A rule that a pack has from another, or that it makes of one with parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedRule {
    /// What it is called.
    pub name: String,
    /// The rule.
    pub rule: String,
    /// The pack that the rule is written in; `None`: its own.
    pub pack: Option<String>,
    /// What is given for the parameters, as it is written between the brackets.
    pub arguments: String,
}

/// The rules of used packs, and of rules with parameters. The last layer is the pack itself.
pub(super) fn used_rules(layers: &[Layer]) -> Vec<UsedRule> {
    let mut used: BTreeMap<&str, UsedRule> = BTreeMap::new();
    let pack_of = |rule: &str| {
        let (_, others) = layers.split_last()?;
        let found =
            others.iter().find(|layer| layer.rules().any(|(_, one)| &*one.name.text == rule));
        Some(found?.manifest.as_ref()?.name.clone())
    };
    for (place, layer) in layers.iter().enumerate() {
        for (file, item) in layer.items() {
            let (name, rule, arguments) = match item {
                Item::Rule(rule) if rule.parameters.is_empty() && place + 1 < layers.len() => {
                    (&rule.name, &rule.name, String::new())
                }
                Item::Use(one) => (one.name(), &one.rule, written(&one.arguments, file)),
                _ => continue,
            };
            let (name, rule) = (&*name.text, rule.text.to_string());
            let pack = pack_of(&rule);
            used.insert(name, UsedRule { name: name.to_owned(), rule, pack, arguments });
        }
    }
    used.into_values().collect()
}

fn written(arguments: &[Argument], file: &Source) -> String {
    let texts = arguments.iter().map(|argument| argument.span().of(&file.text));
    texts.collect::<Vec<_>>().join(", ")
}

/// The messages of the rules: a pack's own, or those of the pack that it has the rule from, with
/// what is given for the rule's parameters.
pub(super) fn merged_catalogs(layers: &[Layer], rules: &[Rule]) -> Catalogs {
    let sets = layers.iter().flat_map(Layer::items).filter_map(|(file, item)| match item {
        Item::Set(set) => Some((&*set.name.text, set.shown(&file.text))),
        _ => None,
    });
    let sets = sets.collect();
    let merged = [Language::Korean, Language::English].into_iter().filter_map(|language| {
        let mut written: BTreeMap<&str, &Arc<CatalogEntry>> = BTreeMap::new();
        let mut last = None;
        for layer in layers {
            let Some(catalog) = layer.catalogs.0.iter().find(|one| one.language == language) else {
                continue;
            };
            written.extend(catalog.entries.iter().map(|(rule, entry)| (rule.as_str(), entry)));
            last = Some(catalog);
        }
        let mut entries: BTreeMap<&str, Arc<CatalogEntry>> =
            written.iter().map(|(rule, entry)| (*rule, Arc::clone(entry))).collect();
        for (file, used) in layers.iter().flat_map(Layer::uses) {
            let rule = &*used.rule.text;
            let entry = written.get(&*used.name().text).or_else(|| written.get(rule));
            let declared = layers.iter().flat_map(Layer::rules);
            let declared = declared.map(|(_, rule)| rule).find(|one| &*one.name.text == rule);
            let (Some(entry), Some(declared)) = (entry, declared) else { continue };
            let parameters = declared.parameters.iter().map(|name| &*name.text);
            let given = used.arguments.iter().map(|argument| argument.shown(&file.text, &sets));
            let given: Vec<(&str, String)> = parameters.zip(given).collect();
            let mut entry = CatalogEntry::clone(entry);
            entry.give(&given);
            entries.insert(&used.name().text, Arc::new(entry));
        }
        let named = rules.iter().filter_map(|rule| {
            let entry = entries.get(&*rule.name)?;
            Some((rule.name.to_string(), Arc::clone(entry)))
        });
        Some(Catalog { language, entries: named.collect(), source: Arc::clone(&last?.source) })
    });
    Catalogs(merged.collect())
}

/// Adds the sources of used packs that the rules cite.
pub(super) fn add_sources(manifest: &mut Manifest, layers: &[Layer], rules: &[Rule]) {
    for cite in rules.iter().flat_map(|rule| &rule.cites) {
        if manifest.sources.contains_key(&*cite.source) {
            continue;
        }
        let others = layers.iter().rev().filter_map(|layer| layer.manifest.as_ref());
        let source = others.filter_map(|other| other.sources.get(&*cite.source)).next();
        manifest.sources.extend(source.map(|source| (cite.source.to_string(), source.clone())));
    }
}
