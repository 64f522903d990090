//! Whether the rules and their messages fit.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::catalog::{Catalog, CatalogEntry, Template, TemplatePart};
use super::layers::Layer;
use super::load::PackMistake;
use crate::compile::{CatalogFault, CompileError, ErrorKind, Help, Useless, did_you_mean};
use crate::language::Language;
use crate::source::Source;
use crate::syntax::ast;

/// Every rule has its messages in every language, and every message its rule.
pub(super) fn check_catalogs(layers: &[Layer], errors: &mut Vec<PackMistake>) {
    // The rules by what they are called; those of packs without messages need some elsewhere.
    let mut known: BTreeMap<&str, &ast::Rule> = BTreeMap::new();
    let mut without: Vec<(&Arc<Source>, &ast::Rule)> = Vec::new();
    for layer in layers {
        let mut rules: Vec<_> = layer.rules().collect();
        known.extend(rules.iter().map(|(_, rule)| (&*rule.name.text, *rule)));
        let uses = layer
            .uses()
            .filter_map(|(_, used)| Some((&*used.name().text, *known.get(&*used.rule.text)?)));
        let uses: Vec<_> = uses.collect();
        known.extend(uses);
        if layer.catalogs.0.is_empty() {
            check_without_catalogs(&rules, errors);
            without.append(&mut rules);
            continue;
        }
        if let [only] = layer.catalogs.0.as_slice() {
            let missing = match only.language {
                Language::Korean => Language::English,
                Language::English => Language::Korean,
            };
            errors.push(only.error_at("", None, CatalogFault::OtherLanguage { missing }).into());
        }
        rules.append(&mut without);
        for catalog in &layer.catalogs.0 {
            check(catalog, &rules, &known, errors);
        }
    }
}

fn check(
    catalog: &Catalog,
    rules: &[(&Arc<Source>, &ast::Rule)],
    known: &BTreeMap<&str, &ast::Rule>,
    errors: &mut Vec<PackMistake>,
) {
    for (source, rule) in rules {
        if !catalog.entries.contains_key(&*rule.name.text) {
            let (rule, span) = (rule.name.text.clone(), rule.name.span);
            let fault = CatalogFault::NoEntry { rule, file: catalog.source.name.as_str().into() };
            let kind = ErrorKind::Catalog(fault);
            errors.push(CompileError::new(kind, source, span).into());
        }
    }
    for (name, entry) in &catalog.entries {
        match known.get(name.as_str()) {
            Some(rule) => check_entry(catalog, name, rule, entry, errors),
            None => {
                let help = did_you_mean(name, known.keys().copied());
                let fault = CatalogFault::NoRule { name: name.as_str().into() };
                errors.push(catalog.error_at(name, None, fault).with_help(help).into());
            }
        }
    }
}

fn check_entry(
    catalog: &Catalog,
    called: &str,
    rule: &ast::Rule,
    entry: &CatalogEntry,
    errors: &mut Vec<PackMistake>,
) {
    let mut names = HashSet::from(["field", "value", "first", "character"]);
    let mut variants = HashSet::new();
    names.extend(rule.parameters.iter().map(|parameter| &*parameter.text));
    for on in &rule.on {
        names.extend(on.bindings.iter().map(|binding| &*binding.name.text));
    }
    rule.visit(&mut |statement| collect(statement, &mut names, &mut variants));
    let mut report = |word: Option<&str>, fault, help| {
        let error = catalog.error_at(called, word, fault);
        errors.push(error.with_help(help).into());
    };
    for template in entry.templates().filter(|it| it.has_particles()) {
        if catalog.language != Language::Korean {
            let with_particle = template.0.iter().find_map(|part| match part {
                TemplatePart::WithParticle { name, particle, .. } => {
                    Some(format!("{name}:{particle}"))
                }
                _ => None,
            });
            let name = with_particle.unwrap_or_default();
            let place = format!("{{{name}}}");
            report(Some(&place), CatalogFault::ParticleOfKorean { name: name.into() }, None);
        }
    }
    for name in entry.templates().flat_map(Template::names) {
        let pair = name.split_once(':').map(|(_, pair)| pair);
        if let Some(pair) = pair.filter(|pair| pair.contains(is_hangul)) {
            let (place, pair) = (format!("{{{name}}}"), pair.trim().into());
            report(Some(&place), CatalogFault::Particle { pair }, None);
            continue;
        }
        if !names.contains(name) {
            let (rule, place) = (called.into(), format!("{{{name}}}"));
            let help = match did_you_mean(name, names.iter().copied()) {
                Some(Help::DidYouMean(near)) => {
                    Some(Help::DidYouMean(format!("{{{near}}}").into()))
                }
                _ => Some(Help::Brace),
            };
            report(Some(&place), CatalogFault::NoBinding { rule, name: name.into() }, help);
        }
    }
    for variant in &variants {
        if !entry.variants.contains_key(*variant) {
            let (rule, variant) = (called.into(), (*variant).into());
            report(None, CatalogFault::NoVariant { rule, variant }, None);
        }
    }
    for variant in entry.variants.keys() {
        if !variants.contains(variant.as_str()) {
            let fault = CatalogFault::UnusedVariant {
                rule: called.into(),
                variant: variant.as_str().into(),
            };
            report(Some(variant), fault, None);
        }
    }
}

/// Whether a letter is a Korean syllable.
fn is_hangul(letter: char) -> bool {
    ('가'..='힣').contains(&letter)
}

/// The names that a statement defines, and the variant that it uses.
fn collect<'a>(
    statement: &'a ast::Statement,
    names: &mut HashSet<&'a str>,
    variants: &mut HashSet<&'a str>,
) {
    match statement {
        ast::Statement::Let(binding) => {
            names.insert(&binding.name.text);
        }
        ast::Statement::Each(each) => {
            names.insert(&each.variable.text);
        }
        ast::Statement::Assert(assertion) => {
            variants.extend(assertion.variant.iter().map(|variant| &*variant.text));
        }
        _ => {}
    }
}

/// In a pack without messages there is none to choose.
fn check_without_catalogs(rules: &[(&Arc<Source>, &ast::Rule)], errors: &mut Vec<PackMistake>) {
    for (source, rule) in rules {
        rule.visit(&mut |statement| {
            let ast::Statement::Assert(assertion) = statement else { return };
            if let Some(variant) = &assertion.variant {
                let kind = Useless::Variant { variant: variant.text.clone() };
                let kind = ErrorKind::Useless(kind);
                errors.push(CompileError::new(kind, source, variant.span).into());
            }
        });
    }
}
