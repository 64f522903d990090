//! English.

use std::fmt::{Formatter, Result};

use super::{Message, SkipReason};
use smartro_lint::Language;
use smartro_lint_rules::suggest::appended;

pub(super) fn write(message: &Message<'_>, f: &mut Formatter<'_>) -> Result {
    match *message {
        Message::Error(text) => write!(f, "error: {text}"),
        Message::Warning(text) => write!(f, "warning: {text}"),
        Message::Note(text) => write!(f, "note: {text}"),

        Message::CannotRead { name, why } => write!(f, "cannot read `{name}`: {why}"),
        Message::CannotReadNearCommand { name, why, command } => {
            write!(f, "cannot read `{name}`: {why}, did you mean the command `{command}`?")
        }
        Message::CannotReadInput { why } => write!(f, "cannot read standard input: {why}"),
        Message::CannotReadEntry(why) => write!(f, "cannot read {why}"),
        Message::CannotWrite { name, why } => write!(f, "cannot write `{name}`: {why}"),
        Message::CannotWriteOutput(why) => write!(f, "cannot write to standard output: {why}"),
        Message::NotUtf8 { at } => write!(f, "not UTF-8: invalid byte at offset {at}"),
        Message::Utf16 => {
            write!(f, "UTF-16 instead of UTF-8: `iconv -f UTF-16 -t UTF-8` converts it")
        }
        Message::HardLinks { count } => {
            write!(f, "it has {count} hard links, and replacing it would separate them")
        }
        Message::OwnerLost { why } => write!(f, "its owner cannot be kept: {why}"),
        Message::AttributeLost { name, why } => {
            write!(f, "its attribute `{name}` cannot be kept: {why}")
        }
        Message::ChangedMeanwhile => write!(f, "it changed since it was read"),
        Message::ReadOnly => write!(f, "it is read-only"),
        Message::NotRegular => write!(f, "it is not a regular file"),

        Message::OutputSyntax => write!(f, "write it as FORMAT=FILE, such as `sarif=out.sarif`"),
        Message::WholeNumber(least, usize::MAX) => {
            write!(f, "write a whole number, {least} or more")
        }
        Message::WholeNumber(least, most) => {
            write!(f, "write a whole number from {least} to {most}")
        }
        Message::UnknownFormat { name, near, known } => {
            let near = appended(Language::English, near);
            write!(f, "unknown format `{name}`{near} (one of {known})")
        }
        Message::WrittenTwice { name } => write!(f, "--output: `{name}` is written to twice"),
        Message::ReadAndWritten { name } => {
            write!(f, "{name} is read and written by the same run")
        }
        Message::FileTooLong { limit } => write!(f, "the file is longer than {limit} MiB"),
        Message::FormatUnused { name } => write!(
            f,
            "--format: standard output has the fixed text or the changes; use `--output {name}=FILE` for findings"
        ),
        Message::NotReplaced { name } => write!(
            f,
            "--output: `{name}` is not replaced, as it is not a report in this format; name another file"
        ),
        Message::StandardInput => write!(f, "standard input"),
        Message::BaselineUnnamed => write!(
            f,
            "`--write-baseline` needs a file: name it with `--baseline FILE`, or as `baseline` in \
             `smartro-lint.yaml`"
        ),
        Message::UnknownOperation { name, near, known } => {
            write!(
                f,
                "unknown operation `{name}`{} (one of {known})",
                appended(Language::English, near)
            )
        }
        Message::ContextFile { name, why } => write!(
            f,
            "--context: cannot read `{name}`: {why}; write `key=value`, or name a JSON file"
        ),
        Message::ContextOption { why } => write!(f, "--context: {why}"),
        Message::NotJson { name, line, column } => {
            write!(f, "`{name}` is not JSON, at line {line}, column {column}")
        }
        Message::NoCommand { name, near } => {
            write!(f, "unknown command `{name}`{}", appended(Language::English, near))
        }
        Message::NoCompletions { shell } => write!(f, "no completions for {shell}"),
        Message::NoRule { name, near: None } => {
            write!(f, "unknown rule `{name}`; `smartro-lint rules` lists the rules")
        }
        Message::NoRule { name, near } => {
            write!(f, "unknown rule `{name}`{}", appended(Language::English, near))
        }
        Message::NoRuleButAlike { name } => write!(
            f,
            "unknown rule `{name}`; `smartro-lint rules {name}` lists those with it in their names"
        ),

        Message::CannotStartThreads { why } => write!(f, "cannot start threads: {why}"),
        Message::ThreadPanicked => write!(f, "a worker thread panicked; its findings are lost"),
        Message::InputNotWatched => write!(f, "standard input cannot be watched"),
        Message::TooManyWatched => write!(f, "the system watches no more files"),
        Message::CannotWatch { why } => write!(f, "cannot watch: {why}"),
        Message::WatcherStopped => write!(f, "the file watcher stopped unexpectedly"),
        Message::NothingLinted { paths, skipped } => {
            write!(f, "nothing was linted")?;
            listed(f, ": no requests in ", paths)?;
            listed(f, "; skipped: ", skipped)
        }
        Message::AndMore { names, more } => write!(f, "{names} and {more} more"),
        Message::Excluded { name } => write!(f, "`{name}` is excluded by its project file"),
        Message::CutOff { name } => {
            write!(f, "{name} takes too much work to read; only its first requests were checked")
        }
        Message::Skipped { name, reason } => write!(f, "skipped: {name}: {}", skipped(reason)),
        Message::Truncated { requests, most } => write!(
            f,
            "{requests} of the requests have more findings than the {most} that are shown \
             (`--max-findings`)"
        ),
        Message::Particulars { project, pack, rules, threads, files } => write!(
            f,
            "project file: {}\npack: {pack}, {rules} rules\nlanguage: en\nthreads: {threads}\n\
             files: {files}",
            project.unwrap_or("none")
        ),

        Message::Summary { requests, errors, warnings, advice } => write!(
            f,
            "requests: {requests}; errors: {errors}, warnings: {warnings}, advice: {advice}"
        ),
        Message::Suppressed(count) => write!(f, "; suppressed: {count}"),
        Message::IgnoredCalls { count } => write!(f, "; other API calls, not checked: {count}"),
        Message::OtherPack(count) => {
            write!(f, "; requests of channels of other rule packs, not checked: {count}")
        }
        Message::UnknownPg { name, near } => {
            write!(f, "; no rule pack for `pg` `{name}`{}", appended(Language::English, near))
        }
        Message::AssumedChannel { count } => {
            write!(
                f,
                "; unknown channel, checked with the default pack: {count} (set `channels` in `smartro-lint.yaml`)"
            )
        }
        Message::SkippedFiles(count) => write!(f, "; skipped files: {count}"),
        Message::Fixable { safe, all } => {
            write!(f, "fixable: `--fix` {safe}, `--fix --suggested` {all}")
        }
        Message::Rules { rules, errors, warnings, advice } => {
            write!(f, "rules: {rules}; errors: {errors}, warnings: {warnings}, advice: {advice}")
        }
        Message::RulesTable { pack, version } => write!(
            f,
            "# The rules of `{pack}` {version}\n\n\
             Generated by `smartro-lint rules --format markdown`.\n\n\
             | rule | severity | operations | source | what holds |"
        ),
        Message::AllOperations => write!(f, "all operations"),
        Message::Help => write!(f, "help:"),

        Message::WhatItChecks => write!(f, "What it checks"),
        Message::Why => write!(f, "Why"),
        Message::WhatToDo => write!(f, "What to do"),
        Message::RuleSource => write!(f, "Source of the rule"),
        Message::WrongRequest => write!(f, "Wrong request"),
        Message::RightRequest => write!(f, "Right request"),
        Message::Operations => write!(f, "Operations"),
        Message::NeededContext => write!(f, "Required context"),
        Message::AutomaticFix => write!(f, "Automatic fix"),
        Message::Sources => write!(f, "Sources"),
        Message::Example => write!(f, "example"),

        Message::Severity(severity) => f.write_str(severity.name()),
        Message::HelpOf(help) => write!(f, "help: {help}"),
        Message::SourceOf(url) => write!(f, "source: {url}"),
        Message::Location { name, line, column } => {
            write!(f, "in {name}, line {line}, column {column}")
        }
        Message::Line { line, text } => write!(f, "line {line}: {text}"),
        Message::Lines { from, to, text } => write!(f, "lines {from} to {to}:\n{text}"),
        Message::Column { column } => write!(f, "column {column}"),
        Message::Columns { from, to } => write!(f, "columns {from} to {to}"),
        Message::Range { from: (line, column), to: (end_line, end_column) } => {
            write!(f, "line {line}, column {column} to line {end_line}, column {end_column}")
        }

        Message::InvalidSource(why) => {
            write!(f, "cannot be parsed as JavaScript or TypeScript: {why}")
        }
        Message::RemoveHyphens => write!(f, "Remove the hyphens (`-`)"),
        Message::ValueFrom => write!(f, "the value comes from here"),
        Message::SentHere => write!(f, "it is sent here"),
        Message::Condition { holds: true } => write!(f, "where this holds"),
        Message::Condition { holds: false } => write!(f, "where this does not hold"),
        Message::IncompleteSuppression => write!(
            f,
            "a suppression names a rule and a reason: `smartro-lint-disable-next-line RULE -- \
             reason`"
        ),
        Message::InvalidSourceHelp(_) => {
            write!(f, "this code was not checked: correct the syntax there")
        }
        Message::UnusedSuppressionCommentHelp => {
            write!(f, "remove the comment if it is not needed")
        }
        Message::UnusedSuppressionComment => write!(f, "this comment suppresses nothing"),

        Message::PackLoads {
            pack,
            rules,
            errors,
            warnings,
            advice,
            operations,
            context,
            languages,
            sources,
        } => write!(
            f,
            "{pack} loads\nrules: {rules} (error {errors}, warning {warnings}, advice {advice})\n\
             operations: {operations}\ncontext: {context}\nmessages: {languages}\nsources: \
             {sources}"
        ),
        Message::None => write!(f, "none"),
        Message::CasesWithout { name } => {
            write!(f, "untested: `{name}` gives nothing for the rule's parameters (`with: \"40\"`)")
        }
        Message::CaseFileMissing { name } => write!(f, "untested: there is no `{name}`"),
        Message::CasesOfNoRule { near } => {
            write!(f, "unknown: there is no such rule{}", appended(Language::English, near))
        }
        Message::CasesNotRead => write!(f, "unknown: case files are `cases/RULE.yaml`"),
        Message::RulesNotRead { name } => {
            write!(f, "`{name}` is not read: rule files are right in the directory of the pack")
        }
        Message::YamlNotRead { name } => write!(
            f,
            "`{name}` is not read: the YAML files of a pack are `pack.yaml`, `locales/ko.yaml`, \
             `locales/en.yaml` and a `cases/RULE.yaml` for each rule"
        ),
        Message::CasesMissing => write!(f, "untested: it needs valid and invalid cases"),
        Message::CaseNoisy { case, pointer: Some(pointer), .. } => {
            write!(f, "noisy: {case}: reported at `{pointer}`")
        }
        Message::CaseNoisy { case, pointer: None, needs } => {
            write!(f, "noisy: {case}: undecided without {needs}")
        }
        Message::CaseMissed { case, needs: "" } | Message::CaseNotUndecided { case } => {
            write!(f, "missed: {case}")
        }
        Message::CaseMissed { case, needs } => {
            write!(f, "missed: {case}: undecided without {needs}")
        }
        Message::CaseAllows { rule } => {
            write!(f, "`allow` takes rules of the shapes, such as `unknown-field`, not `{rule}`")
        }
        Message::CaseUnusable { case, why } => write!(f, "unusable: {case}: {why}"),
        Message::Formatted { name } => write!(f, "formatted {name}"),
        Message::SnapshotAccepted => write!(f, "reported: snapshot accepted"),
        Message::CaseNoisyShape { case, found, rules } => write!(
            f,
            "noisy: {case}: also reported: {found}; if that is intended, add `allow: [{rules}]`"
        ),
        Message::NoManifest(name) => write!(
            f,
            "note: `{name}` has no `pack.yaml`, so it was read as a pack that uses no other\nhelp: write a `pack.yaml` with `name`, `version` and `uses: [portone]`"
        ),
        Message::PackIsFile => write!(f, "it is a file, not the directory of a rule pack"),
        Message::PackExists { directory } => write!(f, "`{directory}` exists and is not empty"),
        Message::PackWritten { directory } => write!(
            f,
            "created `{directory}`; next: `smartro-lint check {directory}`, `smartro-lint test \
             {directory}`"
        ),
        Message::NotAPackName { name } => write!(
            f,
            "`{name}` cannot be a pack's name; use lower-case letters, digits and hyphens, such \
             as `my-pg`"
        ),
        Message::SnapshotNew { name } => {
            write!(
                f,
                "new: there is no snapshot yet; read `{name}`, then accept it with `--accept`"
            )
        }
        Message::SnapshotDiffers { name } => {
            write!(
                f,
                "reported: differs from its snapshot; if `{name}` is right, accept it with `--accept`"
            )
        }
        Message::CasesRun { passed, failed } => write!(f, "{passed} passed, {failed} failed"),
        Message::CitationsUnchanged => {
            write!(f, "every section is as it was when the rules were written")
        }
        Message::NoSections(file) => write!(
            f,
            "no sections to compare: add those that `smartro-lint cite new {file}` proposes to `pack.yaml`"
        ),
        Message::NoRules => write!(f, "no rule"),
        Message::PageMoved { key, from, to } => {
            write!(f, "moved: {key}: {}\n    now: {to}", from.unwrap_or("no address"))
        }
        Message::PageRenamed { key, heading, from } => write!(
            f,
            "moved or renamed: {key}: {heading}\n    no such heading; was: {}",
            from.unwrap_or("no address")
        ),
        Message::SectionChanged { slug, heading, rules, fingerprint } => write!(
            f,
            "changed: {slug}: {heading}\n    {rules}\n    now: fingerprint: \"{fingerprint}\""
        ),
        Message::SectionUnrecorded { slug, heading, rules, fingerprint } => write!(
            f,
            "new: {slug}: {heading}\n    {rules}\n    no fingerprint yet; fingerprint: \"{fingerprint}\""
        ),
        Message::FingerprintsWritten { name, count } => {
            write!(f, "fingerprints written to `{name}`: {count}")
        }
        Message::FingerprintsNotWritten { sections } => write!(
            f,
            "no fingerprint could be written for {sections}; write each section's heading on one line"
        ),
        Message::NoHeadings { name } => write!(f, "`{name}` has no line that could be a heading"),
        Message::SectionRenamed { slug, heading, now, rules } => {
            write!(f, "renamed: {slug}: {heading} → {now}\n    {rules}\n    ")?;
            write!(
                f,
                "its text is as it was; write the new `heading` and `anchor` into `pack.yaml`"
            )
        }
        Message::SectionGone { slug, heading, rules } => {
            write!(f, "vanished: {slug}: {heading}\n    {rules}")
        }
        Message::SectionNew { heading, after } => write!(f, "new: {heading}\n    after {after}"),

        Message::CannotReadBaseline { name, why } => {
            write!(f, "cannot read the baseline `{name}`: {why}")
        }
        Message::NoBaseline { name, why } => {
            write!(f, "cannot read the baseline `{name}`: {why}; `--write-baseline` creates it")
        }
        Message::BaselineVersion { found, known } => {
            write!(f, "version {found} is not supported, only version {known}")
        }
        Message::NotABaseline { line, column } => {
            write!(f, "not a baseline, at line {line}, column {column}")
        }
        Message::BaselineWritten { name, count } => {
            write!(f, "the baseline `{name}` records {}", findings(count))
        }
        Message::BaselineOutdated { name, count } => write!(
            f,
            "{} of the baseline `{name}` no longer occur; `--write-baseline` removes them",
            findings(count)
        ),
        Message::UnusedSuppression { rule } => {
            write!(f, "this suppression of `{rule}` matches no finding")
        }
        Message::MoreSuppressions { file, more } => {
            write!(f, "{more} more suppressions in `{file}` have expired or match no finding")
        }
        Message::UnusedSuppressionHelp => {
            write!(f, "remove it, or check its `files` and `pointer`")
        }
        Message::ExpiredSuppression { rule, day } => {
            write!(f, "this suppression of `{rule}` expired after {day}")
        }
        Message::ExpiredSuppressionHelp { reason } => {
            write!(f, "its reason was: {reason}\nfix the finding, or set a later day")
        }

        Message::ProjectWritten { file, schema } => write!(
            f,
            "wrote `{file}`, and `{schema}` for editors that complete it\nremove the `#` before \
             what you need: it applies to the files below this directory"
        ),
        Message::CallsSeen { calls } => {
            write!(f, "calls in source code: {calls}; their channels are listed under `channels`")
        }
        Message::ProjectExists { file } => {
            write!(f, "`{file}` exists already and is left as it is")
        }
    }
}

fn listed(f: &mut Formatter<'_>, before: &str, names: &str) -> Result {
    if names.is_empty() { Ok(()) } else { write!(f, "{before}{names}") }
}

fn skipped(reason: SkipReason) -> String {
    let reason = match reason {
        SkipReason::NoRequest => "no request",
        SkipReason::NotUtf8 => "not UTF-8",
        SkipReason::TooLarge { limit } => return format!("larger than {limit} MiB"),
        SkipReason::Minified => "minified",
        SkipReason::TooDeep => "nested too deeply",
        SkipReason::MayBeTooDeep => {
            "too many brackets, operators and keywords, which may nest too deeply"
        }
        SkipReason::TooMuchWork => "too complex",
        SkipReason::NoMemory => "not enough memory",
    };
    reason.to_owned()
}

fn findings(count: u32) -> String {
    if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") }
}
