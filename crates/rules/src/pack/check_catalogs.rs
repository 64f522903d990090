//! Whether the rules and their messages fit.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::catalog::{Catalog, CatalogEntry, Template, TemplatePart};
use super::layers::{Layer, sets};
use super::load::PackMistake;
use super::placeholders::{is_set, known, placeholders};
use crate::compile::{
    CatalogFault, CompileError, ErrorKind, Help, MisnamedEntry, Useless, did_you_mean,
};
use crate::language::Language;
use crate::source::Source;
use crate::suggest::suggest_spelling;
use crate::syntax::ast;

/// Every rule has its messages in every language, and every message its rule.
pub(super) fn check_catalogs(
    layers: &[Layer],
    errors: &mut Vec<PackMistake>,
    warnings: &mut Vec<PackMistake>,
) {
    let own = layers.last().into_iter().flat_map(|layer| &layer.catalogs.0);
    own.for_each(|catalog| check_style(catalog, warnings));
    // The rules by what they are called; those of packs without messages need some elsewhere.
    let mut known: BTreeMap<&str, &ast::Rule> = BTreeMap::new();
    let mut without: Vec<(&Arc<Source>, &ast::Rule)> = Vec::new();
    let sets: BTreeSet<&str> = sets(layers).map(|(_, set)| &*set.name.text).collect();
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
        let renamed = without_entries(&layer.catalogs.0, &rules, &known, errors);
        for catalog in &layer.catalogs.0 {
            check(catalog, &known, &sets, &renamed, errors);
        }
    }
    let own = layers.last().into_iter().flat_map(|layer| &layer.catalogs.0);
    own.for_each(|catalog| check_braces(catalog, &known, warnings));
}

/// Reports rules that have no messages in one of the languages, or in both, and returns the entries
/// that are probably meant for one of them: its name, or the entry's, is another now.
fn without_entries<'c>(
    catalogs: &'c [Catalog],
    rules: &[(&Arc<Source>, &ast::Rule)],
    known: &BTreeMap<&str, &ast::Rule>,
    errors: &mut Vec<PackMistake>,
) -> HashSet<&'c str> {
    let lacks = |catalog: &Catalog, rule: &str| !catalog.entries.contains_key(rule);
    let entries = catalogs.iter().flat_map(|catalog| catalog.entries.keys().map(String::as_str));
    let of_no_rule: BTreeSet<&str> = entries.filter(|name| !known.contains_key(name)).collect();
    let without = rules.iter().map(|(_, rule)| &*rule.name.text);
    let without = without.filter(|rule| catalogs.iter().any(|catalog| lacks(catalog, rule)));
    let is_only = without.take(2).count() == 1 && of_no_rule.len() == 1;
    let mut renamed = HashSet::new();
    for (source, rule) in rules {
        let lacking = catalogs.iter().filter(|it| !it.entries.contains_key(&*rule.name.text));
        let files: Vec<Box<str>> = lacking.map(|it| it.source.name.as_str().into()).collect();
        if !files.is_empty() {
            let (rule, span) = (rule.name.text.clone(), rule.name.span);
            let left = || of_no_rule.iter().copied().filter(|entry| !renamed.contains(entry));
            let entry = left().find(|_| is_only).or_else(|| suggest_spelling(&rule, left()));
            renamed.extend(entry);
            let help = entry.map(|entry| {
                Help::Entry(Box::new(MisnamedEntry { entry: entry.into(), rule: rule.clone() }))
            });
            let kind = ErrorKind::Catalog(CatalogFault::NoEntry { rule, files });
            errors.push(CompileError::new(kind, source, span).with_help(help).into());
        }
    }
    renamed
}

/// The names of values between braces that are written twice, and so are text.
fn check_braces(
    catalog: &Catalog,
    rules: &BTreeMap<&str, &ast::Rule>,
    warnings: &mut Vec<PackMistake>,
) {
    for (name, entry) in &catalog.entries {
        let Some(rule) = rules.get(name.as_str()) else { continue };
        let values = known(rule);
        let doubled = entry.templates().flat_map(Template::doubled_braces);
        for value in doubled.filter(|value| values.contains(value)) {
            let fault = CatalogFault::DoubledBrace { name: value.into() };
            let place = format!("{{{{{value}}}}}");
            warnings.push(catalog.error_at(name, Some(&place), fault).into());
        }
    }
}

/// How sentences end, and what follows the values in them.
fn check_style(catalog: &Catalog, warnings: &mut Vec<PackMistake>) {
    for (name, entry) in &catalog.entries {
        if let Some(rest) = entry.templates().find_map(Template::unpaired_backtick) {
            let fault = CatalogFault::Backtick { rule: name.as_str().into() };
            warnings.push(catalog.error_at(name, Some(&rest), fault).into());
        }
        if let Some(template) = entry.templates().find(|template| template.ends_with_stop()) {
            let text = String::from(template.clone());
            let last = text.trim_end().rsplit(char::is_whitespace).next();
            let fault = CatalogFault::FullStop { rule: name.as_str().into() };
            warnings.push(catalog.error_at(name, last, fault).into());
        }
        if catalog.language != Language::Korean {
            continue;
        }
        for (place, marks, written, particle) in
            entry.templates().flat_map(Template::fixed_particles)
        {
            let words = format!("{{{place}}}{marks}{written}");
            let (place, written) = (place.into(), written.into());
            let pair = particle.to_string().into();
            let fault = CatalogFault::FixedParticle { name: place, written, pair };
            warnings.push(catalog.error_at(name, Some(&words), fault).into());
        }
    }
}

fn check(
    catalog: &Catalog,
    known: &BTreeMap<&str, &ast::Rule>,
    sets: &BTreeSet<&str>,
    renamed: &HashSet<&str>,
    errors: &mut Vec<PackMistake>,
) {
    for (name, entry) in &catalog.entries {
        match known.get(name.as_str()) {
            Some(rule) => check_entry(catalog, name, (rule, sets), entry, errors),
            None if renamed.contains(name.as_str()) => {}
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
    (rule, sets): (&ast::Rule, &BTreeSet<&str>),
    entry: &CatalogEntry,
    errors: &mut Vec<PackMistake>,
) {
    let mut variants = HashSet::new();
    rule.visit(&mut |statement| {
        if let ast::Statement::Assert(assertion) = statement {
            variants.extend(assertion.variant.iter().map(|variant| &*variant.text));
        }
    });
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
    if entry.messages().any(Template::is_empty) {
        report(None, CatalogFault::EmptyMessage { rule: called.into() }, None);
    }
    if let Some(text) = entry.templates().find_map(Template::unclosed) {
        report(Some(text), CatalogFault::Unclosed, Some(Help::Brace));
    }
    let mut places = placeholders(rule, entry);
    places.retain(|name, _| !is_set(rule, name, |set| sets.contains(set)));
    for (name, found) in places {
        let place = format!("{{{name}}}");
        let pair = name.split_once(':').map(|(_, pair)| pair);
        if let Some(pair) = pair.filter(|pair| pair.contains(is_hangul)) {
            report(Some(&place), CatalogFault::Particle { pair: pair.trim().into() }, None);
        } else if found.missing && found.somewhere {
            let (rule, name) = (called.into(), name.into());
            report(Some(&place), CatalogFault::NotEverywhere { rule, name }, None);
        } else if found.missing || !known(rule).contains(&name) {
            let names = known(rule).into_iter().chain(sets.iter().copied());
            let near = did_you_mean(name, names.filter(|known| *known != name));
            let help = match near {
                Some(Help::DidYouMean(near)) => {
                    Some(Help::DidYouMean(format!("{{{near}}}").into()))
                }
                _ if known(rule).contains(&name) => Some(Help::PlaceOf(name.into())),
                _ => Some(Help::Brace),
            };
            let (rule, name) = (called.into(), name.into());
            report(Some(&place), CatalogFault::NoBinding { rule, name }, help);
        }
    }
    let missing: BTreeSet<&str> =
        variants.iter().copied().filter(|variant| !entry.variants.contains_key(*variant)).collect();
    let unused: Vec<&str> = entry.variants.keys().map(String::as_str).collect();
    let unused = unused.into_iter().filter(|variant| !variants.contains(variant));
    let mut meant: HashSet<&str> = HashSet::new();
    for variant in unused {
        let left = || missing.iter().copied().filter(|other| !meant.contains(other));
        let near = suggest_spelling(variant, left());
        meant.extend(near);
        let help = near.map(|near| Help::DidYouMean(near.into()));
        let fault = CatalogFault::UnusedVariant { rule: called.into(), variant: variant.into() };
        report(Some(variant), fault, help);
    }
    for variant in missing.into_iter().filter(|variant| !meant.contains(variant)) {
        let (rule, variant) = (called.into(), variant.into());
        report(None, CatalogFault::NoVariant { rule, variant }, None);
    }
}

/// Whether a letter is a Korean syllable.
fn is_hangul(letter: char) -> bool {
    ('가'..='힣').contains(&letter)
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
