//! What the command writes itself, in each language: one file a language, one variant a message.
//! The messages of rules are in the catalogs of their packs.

mod en;
mod ko;
mod language;
mod skip;
mod system;
mod text;

pub(crate) use language::{language, set_language};
pub(crate) use skip::SkipReason;
pub(crate) use system::{cause, system};

use std::fmt::Display;

use smartro_lint::Severity;

type Text<'m> = &'m dyn Display;

/// Something that the command writes.
#[derive(Clone, Copy)]
#[cfg_attr(
    not(all(unix, feature = "source", feature = "watch")),
    expect(dead_code, reason = "some are about source code, `--watch`, or what Unix has of files")
)]
pub(crate) enum Message<'m> {
    // What a line begins with.
    Error(Text<'m>),
    Warning(Text<'m>),
    Note(Text<'m>),

    // Files.
    CannotRead {
        name: Text<'m>,
        why: Text<'m>,
    },
    CannotReadNearCommand {
        name: Text<'m>,
        why: Text<'m>,
        command: &'m str,
    },
    CannotReadInput {
        why: Text<'m>,
    },
    CannotReadEntry(Text<'m>),
    CannotWrite {
        name: Text<'m>,
        why: Text<'m>,
    },
    CannotWriteOutput(Text<'m>),
    NotUtf8 {
        at: usize,
    },
    Utf16,
    HardLinks {
        count: u64,
    },
    OwnerLost {
        why: Text<'m>,
    },
    AttributeLost {
        name: Text<'m>,
        why: Text<'m>,
    },
    ChangedMeanwhile,
    NotRegular,
    ReadOnly,

    // Options, and names that nothing has.
    OutputSyntax,
    /// The least and the greatest; all that are not less, where it is the greatest there is.
    WholeNumber(usize, usize),
    UnknownFormat {
        name: &'m str,
        near: Option<&'m str>,
        known: Text<'m>,
    },
    WrittenTwice {
        name: Text<'m>,
    },
    ReadAndWritten {
        name: Text<'m>,
    },
    /// The limit in mebibytes.
    FileTooLong {
        limit: u64,
    },
    /// A format that standard output cannot have.
    FormatUnused {
        name: &'m str,
    },
    NotReplaced {
        name: Text<'m>,
    },
    StandardInput,
    BaselineUnnamed,
    UnknownOperation {
        name: &'m str,
        near: Option<&'m str>,
        known: Text<'m>,
    },
    ContextFile {
        name: &'m str,
        why: Text<'m>,
    },
    ContextOption {
        why: Text<'m>,
    },
    NotJson {
        name: &'m str,
        line: u32,
        column: u32,
    },
    NoCommand {
        name: &'m str,
        near: Option<&'m str>,
    },
    NoCompletions {
        shell: Text<'m>,
    },
    NoRule {
        name: &'m str,
        near: Option<&'m str>,
    },
    NoRuleButAlike {
        name: &'m str,
    },

    // A run.
    CannotStartThreads {
        why: Text<'m>,
    },
    ThreadPanicked,
    InputNotWatched,
    TooManyWatched,
    CannotWatch {
        why: Text<'m>,
    },
    WatcherStopped,
    NothingLinted {
        paths: &'m str,
        skipped: &'m str,
    },
    AndMore {
        names: Text<'m>,
        more: usize,
    },
    Excluded {
        name: Text<'m>,
    },
    Skipped {
        name: Text<'m>,
        reason: SkipReason,
    },
    CutOff {
        name: Text<'m>,
    },
    Truncated {
        requests: usize,
        most: usize,
    },
    Particulars {
        project: Option<&'m str>,
        pack: Text<'m>,
        rules: usize,
        threads: usize,
        files: usize,
    },

    // Summaries.
    Summary {
        requests: usize,
        errors: usize,
        warnings: usize,
        advice: usize,
    },
    Suppressed(usize),
    IgnoredCalls {
        count: usize,
    },
    OtherPack(usize),
    UnknownPg {
        name: &'m str,
        near: Option<&'m str>,
    },
    AssumedChannel {
        count: usize,
    },
    SkippedFiles(usize),
    Fixable {
        safe: usize,
        all: usize,
    },
    Rules {
        rules: usize,
        errors: usize,
        warnings: usize,
        advice: usize,
    },
    /// What the table of rules begins with.
    RulesTable {
        pack: &'m str,
        version: &'m str,
    },
    AllOperations,
    Help,

    // The headings of an explanation.
    WhatItChecks,
    Why,
    WhatToDo,
    RuleSource,
    WrongRequest,
    RightRequest,
    Operations,
    NeededContext,
    AutomaticFix,
    Sources,
    /// What places call an example.
    Example,

    // Findings in words.
    Severity(Severity),
    HelpOf(Text<'m>),
    SourceOf(Text<'m>),
    Location {
        name: &'m str,
        line: usize,
        column: usize,
    },
    Line {
        line: usize,
        text: &'m str,
    },
    Lines {
        from: usize,
        to: usize,
        text: &'m str,
    },
    Column {
        column: usize,
    },
    Columns {
        from: usize,
        to: usize,
    },
    Range {
        from: (usize, usize),
        to: (usize, usize),
    },

    // Source code.
    InvalidSource(&'m str),
    ValueFrom,
    SentHere,
    InvalidSourceHelp(&'m str),
    RemoveHyphens,
    Condition {
        holds: bool,
    },
    IncompleteSuppression,
    UnusedSuppressionComment,
    UnusedSuppressionCommentHelp,

    // Rule packs.
    PackLoads {
        pack: Text<'m>,
        rules: usize,
        errors: usize,
        warnings: usize,
        advice: usize,
        operations: Text<'m>,
        context: Text<'m>,
        languages: Text<'m>,
        sources: Text<'m>,
    },
    None,
    CaseFileMissing {
        name: Text<'m>,
    },
    CasesWithout {
        name: Text<'m>,
    },
    CasesOfNoRule {
        near: Option<&'m str>,
    },
    CasesNotRead,
    RulesNotRead {
        name: Text<'m>,
    },
    YamlNotRead {
        name: Text<'m>,
    },
    CasesMissing,
    /// Where the case is reported; the context that it is undecided without.
    CaseNoisy {
        case: &'m str,
        pointer: Option<&'m str>,
        needs: &'m str,
    },
    CaseMissed {
        case: &'m str,
        needs: &'m str,
    },
    CaseNotUndecided {
        case: &'m str,
    },
    CaseAllows {
        rule: &'m str,
    },
    CaseUnusable {
        case: &'m str,
        why: Text<'m>,
    },
    Formatted {
        name: &'m str,
    },
    SnapshotAccepted,
    NoManifest(Text<'m>),
    PackIsFile,
    PackExists {
        directory: Text<'m>,
    },
    PackWritten {
        directory: Text<'m>,
    },
    NotAPackName {
        name: Text<'m>,
    },
    SnapshotNew {
        name: Text<'m>,
    },
    SnapshotDiffers {
        name: Text<'m>,
    },
    /// The findings, each with its place, and their rules.
    CaseNoisyShape {
        case: &'m str,
        found: &'m str,
        rules: &'m str,
    },
    CasesRun {
        passed: usize,
        failed: usize,
    },
    CitationsUnchanged,
    NoSections(Text<'m>),
    NoRules,
    PageMoved {
        key: &'m str,
        from: Option<&'m str>,
        to: &'m str,
    },
    PageRenamed {
        key: &'m str,
        heading: &'m str,
        from: Option<&'m str>,
    },
    SectionChanged {
        slug: &'m str,
        heading: &'m str,
        rules: Text<'m>,
        fingerprint: &'m str,
    },
    SectionUnrecorded {
        slug: &'m str,
        heading: &'m str,
        rules: &'m str,
        fingerprint: &'m str,
    },
    FingerprintsWritten {
        name: Text<'m>,
        count: usize,
    },
    FingerprintsNotWritten {
        sections: Text<'m>,
    },
    NoHeadings {
        name: Text<'m>,
    },
    SectionRenamed {
        slug: &'m str,
        heading: &'m str,
        now: &'m str,
        rules: Text<'m>,
    },
    SectionGone {
        slug: &'m str,
        heading: &'m str,
        rules: Text<'m>,
    },
    SectionNew {
        heading: &'m str,
        after: &'m str,
    },

    // Baselines and suppressions.
    CannotReadBaseline {
        name: Text<'m>,
        why: Text<'m>,
    },
    NoBaseline {
        name: Text<'m>,
        why: Text<'m>,
    },
    BaselineVersion {
        found: u32,
        known: u32,
    },
    NotABaseline {
        line: usize,
        column: usize,
    },
    BaselineWritten {
        name: Text<'m>,
        count: u32,
    },
    BaselineOutdated {
        name: Text<'m>,
        count: u32,
    },
    UnusedSuppression {
        rule: &'m str,
    },
    UnusedSuppressionHelp,
    MoreSuppressions {
        file: &'m str,
        more: usize,
    },
    ExpiredSuppression {
        rule: &'m str,
        day: &'m str,
    },
    ExpiredSuppressionHelp {
        reason: &'m str,
    },

    // Project files.
    ProjectWritten {
        file: &'m str,
        schema: &'m str,
    },
    CallsSeen {
        calls: usize,
    },
    ProjectExists {
        file: &'m str,
    },
}
