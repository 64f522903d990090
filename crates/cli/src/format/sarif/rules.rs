//! The rules of a run, as a SARIF log describes them.

use std::collections::{BTreeMap, HashMap};

use serde_sarif::sarif::{
    MultiformatMessageString, PropertyBag, ReportingConfiguration, ReportingDescriptor,
};

use super::parts::level;
use smartro_lint::pack::{Explain, Manifest};
use smartro_lint::report::OwnedFinding;
use smartro_lint::{Citation, RuleInfo};

/// A pack of a run.
pub(crate) struct LoggedPack<'p> {
    pub(crate) manifest: &'p Manifest,
    /// Its rules, each with the name that reports call it by.
    pub(crate) rules: Vec<(RuleInfo<'p>, String)>,
}

/// The places of rules among those of a log, by pack and name.
#[derive(Default)]
pub(super) struct RuleIndices(HashMap<String, HashMap<String, i64>>);

impl RuleIndices {
    /// The rules of some packs, each once.
    pub(super) fn of(packs: Vec<LoggedPack<'_>>) -> (Self, Vec<ReportingDescriptor>) {
        let (mut rules, mut descriptors) = (Self::default(), Vec::new());
        for (info, id) in packs.into_iter().flat_map(|pack| pack.rules) {
            let of_pack = rules.0.entry(info.pack.to_owned()).or_default();
            of_pack.entry(id).or_insert_with_key(|id| {
                let place = i64::try_from(descriptors.len()).unwrap_or(i64::MAX);
                descriptors.push(descriptor(&info, id));
                place
            });
        }
        (rules, descriptors)
    }

    /// The place of a finding's rule.
    pub(super) fn place(&self, finding: &OwnedFinding) -> Option<i64> {
        self.0.get(&finding.pack)?.get(&finding.rule).copied()
    }
}

fn descriptor(info: &RuleInfo<'_>, id: &str) -> ReportingDescriptor {
    let url = info.sources.iter().find_map(|source| source.url);
    let pack = BTreeMap::from([("pack".to_owned(), info.pack.into())]);
    let configuration =
        ReportingConfiguration::builder().level(level(info.severity).to_string()).build();
    ReportingDescriptor::builder()
        .id(id)
        .short_description(text(&info.summary))
        .opt_full_description(info.explain.map(|explain| text(&explain.why)))
        .opt_help(info.explain.map(|explain| help(explain, &info.sources)))
        .opt_help_uri(url.map(str::to_owned))
        .default_configuration(configuration)
        .properties(PropertyBag::builder().additional_properties(pack).build())
        .build()
}

fn text(text: &str) -> MultiformatMessageString {
    MultiformatMessageString::builder().text(text).build()
}

/// What, why, what to do, and where it is written.
fn help(explain: &Explain, sources: &[Citation<'_>]) -> MultiformatMessageString {
    let named = |source: &Citation<'_>, with_url: fn(String, &str) -> String| {
        let section = source.section.iter().map(|section| format!(", {section}"));
        let name = source.title.to_owned() + &section.collect::<String>();
        source.url.map_or(name.clone(), |url| with_url(name, url))
    };
    let whole = |with_url: fn(String, &str) -> String| {
        let parts = [&explain.what, &explain.why, &explain.action].into_iter().cloned();
        let sources = sources.iter().map(|source| named(source, with_url));
        parts.chain(sources).collect::<Vec<_>>().join("\n\n")
    };
    MultiformatMessageString::builder()
        .text(whole(|name, url| format!("{name}: {url}")))
        .markdown(whole(|name, url| format!("[{name}]({url})")))
        .build()
}
