//! Requests out of source code: each call is lowered to JSON with holes, which is linted, and
//! what is found leads back to the file.

mod calls;
mod channels;
mod edits;
mod hyphens;
mod lowered;
mod removal;
mod suppressions;
mod worlds;

use std::collections::HashSet;

use smartro_lint::report::{Label, OwnedFinding, Region, Report};
use smartro_lint::source::Positions;
use smartro_lint::{Language, Request, Severity};
use smartro_lint_source::{
    Calls, FileReader, Options, OtherCall, Skipped, SourceError, Span, World, lower,
};

pub(super) use calls::calls;
pub(crate) use channels::SeenCalls;
use lowered::{Lowered, Original};
use suppressions::suppress;

use super::channel::{self, Channel, Packs, Payment};
use super::judged::{Sessions, together};
use super::payments::Payments;
use crate::messages::{Message, SkipReason};
use crate::project::Settings;
use smartro_lint::Context;
use smartro_lint::project::ChannelSettings;

/// The largest file that is linted or imported, in bytes.
const MAX_BYTES: usize = 1 << 20;

/// What is found in worlds of a call.
type InWorlds<'w> = Vec<(&'w World, Report)>;

/// The result of linting a file of source code.
#[derive(Default)]
pub(super) struct FromSource {
    /// One for each call that is linted, in the order of the file.
    pub(super) reports: Vec<Report>,
    /// Whose requests the calls send.
    pub(super) channels: Vec<Channel>,
    /// How many findings comments suppress.
    pub(super) suppressed: usize,
    /// Why the file, or the rest of it, is not linted.
    pub(super) skipped: Option<SkipReason>,
}

/// How source code is linted, beside its project's settings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ways {
    /// Whether what only some of a call's conditions bring up is a finding.
    pub(super) branches: bool,
    /// Whether a file that does not parse is an error.
    pub(super) fail_on_invalid: bool,
}

/// Reads what a file imports.
struct Disk {
    /// The largest file that is read, in bytes.
    limit: u64,
}

impl FileReader for Disk {
    fn read(&self, name: &str) -> Option<String> {
        self.has(name).then(|| std::fs::read_to_string(name).ok())?
    }

    fn has(&self, name: &str) -> bool {
        let found = std::fs::metadata(name).ok().filter(std::fs::Metadata::is_file);
        found.is_some_and(|found| found.len() <= self.limit)
    }
}

/// Lints the calls of a file.
pub(super) fn lint(
    sessions: &mut Sessions,
    (name, text): (&str, &[u8]),
    calls: &Calls,
    settings: &Settings,
    ways: Ways,
) -> FromSource {
    let mut found = lint_once(sessions, (name, text), calls, settings, ways);
    if hyphens::are_in(&found.reports) {
        hyphens::keep_helpful(&mut found.reports, text, |changed| {
            lint_once(sessions, (name, changed), calls, settings, ways).reports
        });
    }
    found
}

fn lint_once(
    sessions: &mut Sessions,
    (name, text): (&str, &[u8]),
    calls: &Calls,
    settings: &Settings,
    ways: Ways,
) -> FromSource {
    let language = settings.project.linter.report_language();
    let Ok(text) = std::str::from_utf8(text) else {
        return FromSource { skipped: Some(SkipReason::NotUtf8), ..FromSource::default() };
    };
    let reader = Disk { limit: MAX_BYTES as u64 };
    let options = Options {
        reader: Some(&reader),
        max_bytes: MAX_BYTES,
        known_parts: smartro_lint::known_parts,
        ..Options::default()
    };
    let positions = Positions::new(text.as_bytes());
    let file = lower(name, text, calls, &options);
    let is_document = smartro_lint_source::is_document(name);
    let original = Original { text, positions: &positions, language, files: &reader, is_document };
    let mut reports: Vec<Report> = Vec::with_capacity(file.requests.len());
    let mut channels = Vec::with_capacity(file.requests.len());
    let mut suppressed = 0;
    // Calls in source code have no order.
    let is_in_order = smartro_lint_source::is_http_file(name) && settings.of(0).has_channels();
    let mut payments = Payments::default();
    for request in &file.requests {
        // What holds in each world holds for the call; worlds of other packs are other calls.
        let mut found: Vec<(Vec<usize>, InWorlds<'_>)> = Vec::new();
        let mut whose: Option<Channel> = None;
        for world in &request.worlds {
            let mut channel = channel(world, settings);
            let lowered = Lowered::new(&request.operation, world);
            let known = is_in_order
                .then(|| payment(sessions, settings, (world, &lowered), &channel))
                .flatten()
                .and_then(|one| payments.packs(settings.project.number, one));
            if known.as_ref().is_some_and(Vec::is_empty) {
                channel.packs = Packs::Other;
            }
            let packs = known.unwrap_or_else(|| channel.packs.clone().places());
            if whose.as_ref().is_none_or(|known| channel.goes_before(known)) {
                whose = Some(channel);
            }
            if packs.is_empty() {
                continue;
            }
            let (mut report, hidden) = in_world(sessions, settings, (world, &lowered), &packs);
            suppressed += hidden;
            if let Some(sender) = &world.sender {
                let lowered = Lowered::new(&request.operation, &sender.world);
                // What the function sends for every caller is found where it is.
                let (own, _) = in_world(sessions, settings, (world, &lowered), &packs);
                leave_out(&mut report, &own);
            }
            let report = lowered.report(report, request.call, &original);
            match found.iter_mut().find(|(known, _)| *known == packs) {
                Some((_, worlds)) => worlds.push((world, report)),
                None => found.push((packs, vec![(world, report)])),
            }
        }
        channels.extend(whose);
        let of_packs = found.into_iter();
        let mut merged =
            of_packs.map(|(_, worlds)| worlds::merge(worlds, &original, ways.branches));
        let Some(mut report) = merged.next() else { continue };
        for other in merged {
            report.extend(other.diagnostics);
            report.packs.extend(other.packs);
            report.undecided.extend(other.undecided);
        }
        let call = Some(region(&positions, request.call));
        reports.push(Report { call, ..report });
    }
    for other in &file.others {
        let (report, hidden) = misspelt(sessions, settings, other, &positions);
        suppressed += hidden;
        reports.extend(report);
    }
    let invalid = file.errors.iter();
    reports.extend(invalid.map(|why| invalid_report(why, &positions, language, ways)));
    // What is only counted leaves the places of the others as they are.
    reports.sort_by_key(|report| (report.ignored.is_some(), report.call.map(|call| call.start)));
    report_once(&mut reports);
    let linters = settings.project.packs.iter().map(|pack| &pack.linter);
    suppressed += suppress(&mut reports, &file.suppressions, &original, linters);
    FromSource { reports, channels, suppressed, skipped: file.skipped.map(skip_reason) }
}

/// Leaves a finding about what several calls share, such as a field of a common object, to the first.
fn report_once(reports: &mut [Report]) {
    let mut seen = HashSet::new();
    for report in reports {
        report.diagnostics.retain(|finding| {
            let span = finding.span.map(|span| (span.start, span.end));
            let (rule, message) = (finding.rule.clone(), finding.message.clone());
            let key = (rule, finding.pack.clone(), finding.severity, message, span);
            span.is_none() || seen.insert(key)
        });
    }
}

/// Why a file is skipped that is larger than is read.
pub(super) fn too_large() -> SkipReason {
    SkipReason::TooLarge { limit: MAX_BYTES >> 20 }
}

fn skip_reason(skipped: Skipped) -> SkipReason {
    match skipped {
        Skipped::TooLarge => too_large(),
        Skipped::Minified => SkipReason::Minified,
        Skipped::TooDeep => SkipReason::TooDeep,
        Skipped::MayBeTooDeep => SkipReason::MayBeTooDeep,
        Skipped::TooMuchWork => SkipReason::TooMuchWork,
        Skipped::NoMemory => SkipReason::NoMemory,
    }
}

/// What packs find in a call's request in one of its worlds, and how much is suppressed.
fn in_world(
    sessions: &mut Sessions,
    settings: &Settings,
    (world, lowered): (&World, &Lowered<'_>),
    packs: &[usize],
) -> (Report, usize) {
    let (mut reports, mut suppressed) = (Vec::with_capacity(packs.len()), 0);
    let request = Request::json(&lowered.text).with_holes();
    for &pack in packs {
        let given = request.clone().context(context(world, settings, pack));
        let mut report = sessions.of(settings, pack).lint(&given).report();
        settings.of(pack).attribute(&mut report);
        suppressed += settings.of(pack).suppress(&mut report.diagnostics);
        reports.push(report);
    }
    (together(reports), suppressed)
}

/// Leaves out of a report what another one has.
fn leave_out(report: &mut Report, other: &Report) {
    let key = |one: &OwnedFinding| (one.rule.clone(), one.pack.clone(), one.pointer.clone());
    let other: HashSet<_> = other.diagnostics.iter().map(key).collect();
    report.diagnostics.retain(|finding| !other.contains(&key(finding)));
}

/// What is found in a call at a path that is nearly an operation's, if anything is, and how much is
/// suppressed.
fn misspelt(
    sessions: &mut Sessions,
    settings: &Settings,
    other: &OtherCall,
    positions: &Positions<'_>,
) -> (Option<Report>, usize) {
    let call = serde_json::json!({ "method": other.method, "url": other.url }).to_string();
    let given = Request::json(&call).context(&settings.of(0).context);
    let mut report = sessions.of(settings, 0).lint(&given).report();
    settings.of(0).attribute(&mut report);
    let suppressed = settings.of(0).suppress(&mut report.diagnostics);
    let segment = Some(region(positions, other.segment));
    for finding in &mut report.diagnostics {
        (finding.span, finding.anchor) = (segment, segment);
        finding.labels.iter_mut().for_each(|label| label.span = segment);
    }
    report.call = Some(region(positions, other.call));
    let is_counted = !report.diagnostics.is_empty() || report.ignored.is_some();
    (is_counted.then_some(report), suppressed)
}

/// Whose request a call sends.
fn channel(world: &World, settings: &Settings) -> Channel {
    match names(world) {
        None => Channel::OWN,
        Some(names) => channel::named(settings, names),
    }
}

/// The payment of a request, if its id is written in full.
fn payment(
    sessions: &mut Sessions,
    settings: &Settings,
    (world, lowered): (&World, &Lowered<'_>),
    channel: &Channel,
) -> Option<Payment> {
    let request = Request::json(&lowered.text).with_holes();
    let id = sessions.of(settings, 0).lint(&request).payment_id()?;
    channel::payment_of(id, world.channel.is_some(), channel)
}

/// What is known of a call's request, as a pack has it.
fn context<'s>(world: &World, settings: &'s Settings, pack: usize) -> &'s Context {
    let settings = settings.of(pack);
    match names(world).map(|names| settings.channel(names)) {
        Some(ChannelSettings::Known(context)) => context,
        _ => &settings.context,
    }
}

/// What the code calls the channel of a call.
fn names(world: &World) -> Option<impl Iterator<Item = &str>> {
    let channel = world.channel.as_ref()?;
    Some(channel.text.iter().chain(&channel.env).chain(&channel.names).map(String::as_str))
}

/// A script that does not parse has one finding.
fn invalid_report(
    why: &SourceError,
    positions: &Positions<'_>,
    language: Language,
    ways: Ways,
) -> Report {
    let severity = if ways.fail_on_invalid { Severity::Error } else { Severity::Warning };
    let (span, why) = (region(positions, why.span), &why.message);
    let message = Message::InvalidSource(why);
    let finding = finding(("invalid-source", severity), message, span, language);
    let help = Some(Message::InvalidSourceHelp(why).text(language));
    Report { diagnostics: vec![OwnedFinding { help, ..finding }], ..Report::default() }
}

/// A finding about a place in a file.
fn finding(
    (rule, severity): (&str, Severity),
    message: Message<'_>,
    span: Region,
    language: Language,
) -> OwnedFinding {
    let here = Label {
        pointer: String::new(),
        span: Some(span),
        text: language.here().to_owned(),
        primary: true,
        file: None,
    };
    OwnedFinding {
        rule: rule.to_owned(),
        pack: "engine".to_owned(),
        severity,
        message: message.text(language),
        help: None,
        url: None,
        pointer: String::new(),
        span: Some(span),
        anchor: Some(span),
        labels: vec![here],
        fixes: Vec::new(),
    }
}

/// A range of a file's text.
fn region(positions: &Positions<'_>, span: Span) -> Region {
    let (first, last) = (positions.at(span.start), positions.at(span.end));
    Region {
        start: span.start as u64,
        end: span.end as u64,
        line: first.line,
        column: first.column,
        end_line: last.line,
        end_column: last.column,
        utf16: (first.utf16, last.utf16),
    }
}

/// What is found in a file, but for what is suppressed.
pub(super) fn findings(
    sessions: &mut Sessions,
    file: (&str, &[u8]),
    calls: &Calls,
    settings: &Settings,
    ways: Ways,
) -> Vec<OwnedFinding> {
    let reports = lint(sessions, file, calls, settings, ways).reports;
    let findings = reports.into_iter().enumerate().flat_map(|(index, report)| {
        let mut findings = report.diagnostics;
        settings.suppress(0, index, &mut findings);
        findings
    });
    findings.collect()
}
