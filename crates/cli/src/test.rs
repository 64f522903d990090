//! Runs a pack's cases: without Rust, and in `cargo test`.

use std::fs;
use std::path::{Path, PathBuf};

use super::cases::{self, Linted};
use super::{files, output, pack_dir, unread};
use crate::failure::Failure;
use crate::format::Renderer;
use crate::messages::{Message, system};
use smartro_lint::Language;
use smartro_lint::pack::{Case, Cases};
use smartro_lint::report::{OwnedFinding, visible, visible_lines};
use smartro_lint::{Linter, ShapeRule};
use smartro_lint_rules::suggest::suggest_spelling;

/// What snapshots call a request, in both languages.
const REQUEST: &str = "request";

/// What the cases of one rule came to.
pub struct RuleCases {
    /// The rule.
    pub rule: String,
    /// How many cases came out as they should.
    pub passed: usize,
    /// The cases that did not: `noisy: …`, `missed: …`.
    pub failures: Vec<String>,
    /// What the invalid cases print.
    pub snapshot: String,
}

/// Runs all cases of the pack in a directory, in the order of the rules.
pub(crate) fn run_cases(directory: &Path) -> Result<Vec<RuleCases>, Failure> {
    let pack = pack_dir::read_tested(directory)?;
    let (used, with_parameters) = (pack.used_rules(), pack.rules_with_parameters());
    let linter = pack_dir::compiled(pack)?;
    let folder = directory.join("cases");
    let mut all = Vec::new();
    let mut rules: Vec<&str> =
        linter.rules().filter(|rule| rule.pack != "engine").map(|rule| rule.rule).collect();
    for rule in &rules {
        let Some(cases) = pack_dir::cases(directory, rule, &used)? else {
            // A rule of a used pack is tested there.
            if used.iter().any(|used| used.name == *rule && used.pack.is_some()) {
                continue;
            }
            let path = pack_dir::case_file(directory, rule);
            let failures = vec![Message::CaseFileMissing { name: &path.display() }.to_string()];
            let (rule, snapshot) = ((*rule).to_owned(), String::new());
            all.push(RuleCases { rule, passed: 0, failures, snapshot });
            continue;
        };
        all.push(run_rule(&linter, rule, &cases));
    }
    for rule in with_parameters.iter().filter(|rule| !used.iter().any(|used| used.rule == **rule)) {
        let path = pack_dir::case_file(directory, rule);
        let failures = vec![Message::CasesWithout { name: &path.display() }.to_string()];
        all.push(RuleCases { rule: rule.clone(), passed: 0, failures, snapshot: String::new() });
        rules.push(rule);
    }
    for name in file_stems(&folder, "yaml")? {
        if !rules.contains(&name.as_str()) {
            let near = suggest_spelling(&name, rules.iter().copied());
            let failures = vec![Message::CasesOfNoRule { near }.to_string()];
            all.push(RuleCases { rule: name, passed: 0, failures, snapshot: String::new() });
        }
    }
    // Of those right in the folder, what is no rule's is reported above.
    for path in unread::unread(directory, None)?.iter().filter(|path| path.starts_with("cases")) {
        let rule = path.display().to_string();
        let failures = vec![Message::CasesNotRead.to_string()];
        all.push(RuleCases { rule, passed: 0, failures, snapshot: String::new() });
    }
    Ok(all)
}

/// Runs `smartro-lint test DIR`; whether all is well.
pub(super) fn test(directory: &Path, accept: bool) -> Result<bool, Failure> {
    let (mut passed, mut failed) = (0, 0);
    for rule in run_cases(directory)? {
        passed += rule.passed;
        for failure in &rule.failures {
            failed += 1;
            let line = format!("{}: {}\n", visible(&rule.rule), visible_lines(failure.clone()));
            output::print(&line).map_err(output::unwritable)?;
        }
        if rule.snapshot.is_empty() {
            continue;
        }
        match compare(directory, &rule, accept)? {
            Reported::Matches => passed += 1,
            Reported::Accepted => {
                passed += 1;
                let line = format!("{}: {}\n", rule.rule, Message::SnapshotAccepted);
                output::print(&line).map_err(output::unwritable)?;
            }
            Reported::New(path) => {
                failed += 1;
                let name = visible(&path.display().to_string());
                let line = format!("{}: {}\n", rule.rule, Message::SnapshotNew { name: &name });
                output::print(&line).map_err(output::unwritable)?;
            }
            Reported::Differs(path) => {
                failed += 1;
                let name = visible(&path.display().to_string());
                let line = format!("{}: {}\n", rule.rule, Message::SnapshotDiffers { name: &name });
                output::print(&line).map_err(output::unwritable)?;
            }
        }
    }
    let counts = Message::CasesRun { passed, failed };
    output::print(&format!("{counts}\n")).map_err(output::unwritable)?;
    Ok(failed == 0)
}

/// How what is printed compares with the snapshot.
enum Reported {
    Matches,
    Accepted,
    /// There is no snapshot yet; where the output is.
    New(PathBuf),
    /// Where the output is.
    Differs(PathBuf),
}

fn compare(directory: &Path, rule: &RuleCases, accept: bool) -> Result<Reported, Failure> {
    let folder = directory.join("cases/snapshots");
    let path = folder.join(format!("{}.snap", rule.rule));
    let known = fs::read_to_string(&path).ok();
    // An insta snapshot: a header between two lines of dashes, and the text.
    let text = known.as_deref().and_then(|known| known.splitn(3, "---\n").nth(2));
    let text = text.unwrap_or_default();
    if text.trim_end() == rule.snapshot.trim_end() {
        return Ok(Reported::Matches);
    }
    let pending = path.with_extension("snap.new");
    let target = if accept { &path } else { &pending };
    let header = format!("---\nsource: cases/{}.yaml\nexpression: snapshot\n---\n", rule.rule);
    fs::create_dir_all(&folder).map_err(|error| files::unwritable(target, &error))?;
    let text = format!("{header}{}\n", rule.snapshot.trim_end());
    files::replace(target, text.as_bytes(), None)?;
    if accept {
        // Left over from a run before; that it is gone is all that matters.
        let _ = fs::remove_file(&pending);
        return Ok(Reported::Accepted);
    }
    Ok(if known.is_some() { Reported::Differs(pending) } else { Reported::New(pending) })
}

fn run_rule(linter: &Linter, rule: &str, cases: &Cases) -> RuleCases {
    let mut result = RuleCases {
        rule: rule.to_owned(),
        passed: 0,
        failures: Vec::new(),
        snapshot: String::new(),
    };
    if cases.valid.is_empty() || cases.invalid.is_empty() {
        result.failures.push(Message::CasesMissing.to_string());
    }
    let kinds = [
        (CaseKind::Valid, &cases.valid),
        (CaseKind::Invalid, &cases.invalid),
        (CaseKind::Undecided, &cases.undecided),
    ];
    for (kind, list) in kinds {
        for case in list {
            match cases::lint(linter, case, REQUEST) {
                Ok(reports) => result.add(linter, kind, case, &reports),
                Err(error) => {
                    let failure = Message::CaseUnusable { case: &case.name, why: &error };
                    result.failures.push(failure.to_string());
                }
            }
        }
    }
    result
}

/// What a case says of its rule.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CaseKind {
    /// It reports nothing.
    Valid,
    /// It reports a finding.
    Invalid,
    /// It needs a context that is not given.
    Undecided,
}

impl RuleCases {
    /// Compares what a case came to with what it says.
    fn add(&mut self, linter: &Linter, kind: CaseKind, case: &Case, reports: &Linted<'_>) {
        let of = |rule: &str| rule == self.rule;
        let findings = || reports.iter().flat_map(|(_, report)| &report.diagnostics);
        let undecided = reports.iter().flat_map(|(_, report)| &report.undecided);
        let fired = findings().find(|finding| of(&finding.rule));
        let undecided = undecided.into_iter().find(|undecided| of(&undecided.rule));
        let unexpected: Vec<&OwnedFinding> = findings()
            .filter(|one| {
                kind == CaseKind::Valid && !of(&one.rule) && is_unexpected(case, &one.rule)
            })
            .collect();
        let mut shapes: Vec<&str> = unexpected.iter().map(|finding| &*finding.rule).collect();
        shapes.sort_unstable();
        shapes.dedup();
        let as_it_says = match kind {
            CaseKind::Valid => fired.is_none() && undecided.is_none(),
            CaseKind::Invalid => fired.is_some(),
            CaseKind::Undecided => fired.is_none() && undecided.is_some(),
        };
        if !as_it_says {
            let case = case.name.as_str();
            let needs = undecided
                .map(|undecided| [&*undecided.needs, &*undecided.unknown].concat().join(", "));
            let (needs, pointer) = (&*needs.unwrap_or_default(), fired.map(|one| &*one.pointer));
            let failure = match kind {
                CaseKind::Valid => Message::CaseNoisy { case, pointer, needs },
                CaseKind::Invalid => Message::CaseMissed { case, needs },
                CaseKind::Undecided => Message::CaseNotUndecided { case },
            };
            self.failures.push(failure.to_string());
        } else if shapes.is_empty() {
            self.passed += 1;
        } else {
            let found = unexpected.iter().map(|one| format!("{} `{}`", one.rule, one.pointer));
            let found: Vec<String> = found.collect();
            let (found, rules) = (&*found.join(", "), &*shapes.join(", "));
            let noisy = Message::CaseNoisyShape { case: &case.name, found, rules };
            self.failures.push(noisy.to_string());
        }
        if kind == CaseKind::Invalid {
            snapshot(linter, &self.rule, case, reports, &mut self.snapshot);
        }
    }
}

/// Whether a rule is one of the shapes' that a valid case does not say it breaks.
fn is_unexpected(case: &Case, rule: &str) -> bool {
    ShapeRule::ALL.iter().any(|shape| shape.name() == rule)
        && !case.allow.iter().any(|allowed| allowed == rule)
}

/// What a case prints: every finding in short; for a rule's first case also the rule's own
/// findings as a terminal shows them, in both languages.
fn snapshot(linter: &Linter, rule: &str, case: &Case, reports: &Linted<'_>, out: &mut String) {
    let first = out.is_empty();
    out.push_str(&format!("# {}\n", case.name));
    for (index, (_, report)) in reports.iter().enumerate() {
        if reports.len() > 1 {
            out.push_str(&format!("request #{index}\n"));
        }
        for finding in &report.diagnostics {
            brief(finding, out);
        }
        for undecided in &report.undecided {
            out.push_str(&format!(
                "undecided[{}] {}\n",
                undecided.rule,
                undecided.needs.join(", ")
            ));
        }
    }
    if first {
        let renderer = Renderer::plain();
        for language in [Language::Korean, Language::English] {
            let linter = linter.clone().language(language);
            let linted = cases::lint(&linter, case, REQUEST).unwrap_or_default();
            out.push_str(&cases::show(&linter, &renderer, (rule, REQUEST), linted));
        }
    }
    out.push('\n');
}

fn brief(finding: &OwnedFinding, out: &mut String) {
    let place = finding
        .span
        .map(|span| format!("{}:{}-{}:{}", span.line, span.column, span.end_line, span.end_column));
    out.push_str(&format!(
        "{}[{}] {} {}\n  {}\n",
        finding.severity.name(),
        finding.rule,
        finding.pointer,
        place.unwrap_or_default(),
        finding.message
    ));
    if let Some(help) = &finding.help {
        out.push_str(&format!("  help: {help}\n"));
    }
    for fix in &finding.fixes {
        let kind = if fix.safe { "safe" } else { "suggested" };
        out.push_str(&format!("  fix ({kind}): {}\n", fix.title));
    }
}

/// The names of a folder's files with this extension, in order.
fn file_stems(folder: &Path, extension: &str) -> Result<Vec<String>, Failure> {
    let unreadable = |why: std::io::Error| {
        Failure::message(Message::CannotRead { name: &folder.display(), why: &system(&why) })
    };
    let mut stems = Vec::new();
    if !folder.is_dir() {
        return Ok(stems);
    }
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|found| found == extension) {
            stems.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        }
    }
    stems.sort();
    Ok(stems)
}
