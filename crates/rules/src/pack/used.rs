//! What a pack has of those that it uses: rules, messages, sources.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::catalog::{Catalog, CatalogEntry, Catalogs};
use super::layers::{Layer, sets};
use super::manifest::Manifest;
use super::placeholders::is_set;
use crate::language::Language;
use crate::program::Rule;
use crate::source::Source;
use crate::syntax::ast::{self, Argument, Item};

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
    let sets = sets(layers).map(|(file, set)| (&*set.name.text, set.shown(&file.text)));
    let sets: HashMap<&str, String> = sets.collect();
    let declared: HashMap<&str, &ast::Rule> =
        layers.iter().flat_map(Layer::rules).map(|(_, rule)| (&*rule.name.text, rule)).collect();
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
        let mut entries: BTreeMap<&str, Arc<CatalogEntry>> = BTreeMap::new();
        for (name, entry) in &written {
            let rule = declared.get(name);
            let given = rule.map_or_else(Vec::new, |rule| of_sets(entry, rule, &sets));
            entries.insert(name, with(entry, &given));
        }
        for (file, used) in layers.iter().flat_map(Layer::uses) {
            let rule = &*used.rule.text;
            let entry = written.get(&*used.name().text).or_else(|| written.get(rule));
            let (Some(entry), Some(declared)) = (entry, declared.get(rule)) else { continue };
            let parameters = declared.parameters.iter().map(|name| &*name.text);
            let given = used.arguments.iter().map(|argument| argument.shown(&file.text, &sets));
            let mut given: Vec<(&str, String)> = parameters.zip(given).collect();
            given.extend(of_sets(entry, declared, &sets));
            entries.insert(&used.name().text, with(entry, &given));
        }
        let named = rules.iter().filter_map(|rule| {
            let entry = entries.get(&*rule.name)?;
            Some((rule.name.to_string(), Arc::clone(entry)))
        });
        Some(Catalog { language, entries: named.collect(), source: Arc::clone(&last?.source) })
    });
    Catalogs(merged.collect())
}

/// The sets that an entry's texts name, with their members.
fn of_sets<'a>(
    entry: &CatalogEntry,
    rule: &ast::Rule,
    sets: &HashMap<&'a str, String>,
) -> Vec<(&'a str, String)> {
    let is_named = |set: &str| entry.names(set) && is_set(rule, set, |set| sets.contains_key(set));
    let named = sets.iter().filter(|(set, _)| is_named(set));
    named.map(|(set, members)| (*set, members.clone())).collect()
}

/// An entry with values for names in its texts.
fn with(entry: &Arc<CatalogEntry>, given: &[(&str, String)]) -> Arc<CatalogEntry> {
    if given.is_empty() {
        return Arc::clone(entry);
    }
    let mut entry = CatalogEntry::clone(entry);
    entry.give(given);
    Arc::new(entry)
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
