//! From what was found, in numbers, to what is said of it.

use super::show::{self, short};
use super::{Finding, Label, Region, Report, Undecided, shapes};
use crate::evaluate::{Evaluation, Frames};
use crate::linter::Input;
use crate::pack::{Catalog, Words};
use crate::program::{BatchCheck, Check, Kind, Place, Program, Rule, Value};
use crate::request::{By, Characters, Found, Held, Lexer, Opened, Slot, push_step, write_pointer};
use crate::rule::Severity;
use crate::session::Verdict;
use crate::source::{Positions, Span};

/// Writes one verdict's report.
pub(crate) struct Writer<'v> {
    pub(super) verdict: &'v Verdict<'v>,
    pub(super) program: &'v Program,
    pub(super) evaluation: Option<Evaluation<'v>>,
    engine: Option<&'v Catalog>,
    catalog: Option<&'v Catalog>,
    positions: Positions<'v>,
}

impl<'v> Writer<'v> {
    pub(crate) fn new(verdict: &'v Verdict<'v>) -> Self {
        let linter = verdict.linter();
        Self {
            verdict,
            program: verdict.program(),
            evaluation: verdict.evaluation(),
            engine: linter.engine.of(linter.language),
            catalog: linter.catalog(),
            positions: Positions::new(verdict.text()),
        }
    }

    pub(crate) fn report(&self) -> Report {
        let diagnostics = match self.verdict.opened() {
            Opened::Body { .. } => {
                self.verdict.found().iter().map(|found| self.finding(found)).collect()
            }
            Opened::Invalid(error) => vec![shapes::invalid(self, error)],
            Opened::Unknown { span, why } => vec![shapes::unknown_operation(self, span, why)],
        };
        Report {
            operation: self.verdict.operation().map(|operation| operation.name.to_string()),
            diagnostics,
            undecided: self.undecided(),
            truncated: self.verdict.is_truncated(),
        }
    }

    fn undecided(&self) -> Vec<Undecided> {
        if self.verdict.operation().is_none() {
            return Vec::new();
        }
        let undecided = self.verdict.undecided().iter().filter_map(|(rule, keys)| {
            let names = self.program.context_keys.iter().enumerate();
            let needed = names.filter(|(index, _)| keys.has(*index));
            let needs = needed.map(|(_, key)| key.name.to_string()).collect();
            let rule = self.program.rules.get(usize::from(*rule))?.name.to_string();
            Some(Undecided { rule, needs })
        });
        undecided.collect()
    }

    fn finding(&self, found: &Found) -> Finding {
        match found.by {
            By::Shape(shape) => shapes::finding(self, found, shape),
            By::Check { check, frames, node, depth } => {
                let place = Place { node, depth };
                let check = self.evaluation.and_then(|evaluation| {
                    let check = evaluation.operation.checks.get(usize::from(check))?;
                    Some((evaluation, check))
                });
                match check {
                    Some((evaluation, check)) => {
                        self.check_finding(&evaluation, check, found, place, &frames)
                    }
                    None => shapes::nameless(self, found),
                }
            }
        }
    }

    fn check_finding(
        &self,
        evaluation: &Evaluation<'_>,
        check: &Check,
        found: &Found,
        place: Place,
        frames: &Frames,
    ) -> Finding {
        let rule = self.program.rules.get(usize::from(check.rule));
        let name = rule.map_or("", |rule| &rule.name);
        let pointer = self.pointer(evaluation, place, frames);
        let value =
            |word: &str| self.named(evaluation, (place, frames), &check.bindings, &pointer, word);
        let entry = self.catalog.and_then(|catalog| catalog.entries.get(name));
        let variant: Option<&Words> =
            check.variant.as_ref().and_then(|variant| entry?.variants.get(&**variant));
        let message = match (variant, entry) {
            (Some(words), _) => words.message.fill(value),
            (None, Some(entry)) => entry.message.fill(value),
            (None, None) => rule.map(|rule| rule.doc.replace('\n', " ")).unwrap_or_default(),
        };
        let help = match variant {
            Some(words) => words.help.as_ref(),
            None => entry.and_then(|entry| entry.help.as_ref()),
        };
        let help = help.map(|help| help.fill(value));
        let near = self.near_member(evaluation, check, place, frames);
        let label = entry.and_then(|entry| entry.label.as_ref()).map(|label| label.fill(value));
        Finding {
            rule: name.to_owned(),
            pack: self.program.pack.to_string(),
            severity: found.severity,
            message,
            help: joined(near.map(|near| self.did_you_mean(&near)), help),
            url: rule.and_then(address),
            labels: self.labels(evaluation, check, (place, frames), label),
            span: self.region(found.span),
            fixes: self.fixes(evaluation, check, frames),
            pointer,
        }
    }

    /// What a rule about a whole run says of a later request.
    pub(crate) fn batch_finding(
        &self,
        evaluation: &Evaluation<'_>,
        check: &BatchCheck,
        place: Place,
        first: &str,
    ) -> Finding {
        let frames = Frames::default();
        let rule = self.program.rules.get(usize::from(check.rule));
        let name = rule.map_or("", |rule| &rule.name);
        let pointer = self.pointer(evaluation, place, &frames);
        let value = |word: &str| match word {
            "first" => first.to_owned(),
            word => self.named(evaluation, (place, &frames), &check.bindings, &pointer, word),
        };
        let entry = self.catalog.and_then(|catalog| catalog.entries.get(name));
        let doc = || rule.map(|rule| rule.doc.replace('\n', " ")).unwrap_or_default();
        let slot = evaluation.slot(place, &frames);
        let here = self.word("labels", "again", |_| String::new());
        Finding {
            rule: name.to_owned(),
            pack: self.program.pack.to_string(),
            severity: rule.map_or(Severity::Error, |rule| rule.severity),
            message: entry.map_or_else(doc, |entry| entry.message.fill(value)),
            help: entry.and_then(|entry| entry.help.as_ref()).map(|help| help.fill(value)),
            url: rule.and_then(address),
            labels: vec![self.label(&pointer, self.underline(slot), here, true)],
            span: self.region(slot.span),
            fixes: Vec::new(),
            pointer,
        }
    }

    /// What a name in a message stands for.
    fn named(
        &self,
        evaluation: &Evaluation<'_>,
        (place, frames): (Place, &Frames),
        bindings: &[(Box<str>, Value)],
        pointer: &str,
        word: &str,
    ) -> String {
        match word {
            "field" => dotted(pointer),
            "value" => show::place(evaluation, place, frames),
            word => {
                let bound = bindings.iter().rev().find(|(known, _)| **known == *word);
                bound.map_or_else(String::new, |(_, value)| {
                    show::value(self.program, evaluation, value, frames)
                })
            }
        }
    }

    pub(super) fn did_you_mean(&self, near: &str) -> String {
        self.word("words", "did-you-mean", |_| near.to_owned())
    }

    /// A text of the engine's own catalog.
    pub(super) fn word(
        &self,
        entry: &str,
        variant: &str,
        value: impl FnMut(&str) -> String,
    ) -> String {
        let words = self.engine.and_then(|engine| engine.entries.get(entry)?.variants.get(variant));
        words.map_or_else(|| variant.to_owned(), |words| words.message.fill(value))
    }

    /// The message and the help of a shape rule.
    pub(super) fn shape_words(
        &self,
        rule: &str,
        variant: Option<&str>,
        mut value: impl FnMut(&str) -> String,
    ) -> (String, Option<String>) {
        let Some(entry) = self.engine.and_then(|engine| engine.entries.get(rule)) else {
            return (rule.to_owned(), None);
        };
        let (message, help) = match variant.and_then(|variant| entry.variants.get(variant)) {
            Some(words) => (&words.message, words.help.as_ref()),
            None => (&entry.message, entry.help.as_ref()),
        };
        (message.fill(&mut value), help.map(|help| help.fill(&mut value)))
    }

    /// The pointer to a place.
    pub(super) fn pointer(
        &self,
        evaluation: &Evaluation<'_>,
        place: Place,
        frames: &Frames,
    ) -> String {
        let frame = evaluation.frame(place, frames);
        let mut indices = Vec::new();
        let mut key = None;
        let mut at = frame;
        while let Some(facts) = evaluation.slots.frame(at).filter(|_| at != 0) {
            if facts.member {
                key = key.or_else(|| self.key_of(evaluation.slots.get(at, facts.node)));
            } else {
                indices.push(facts.index);
            }
            at = facts.parent;
        }
        indices.reverse();
        let mut pointer = String::new();
        write_pointer(&mut pointer, &evaluation.operation.tree, place.node, &indices);
        if let Some(key) = key {
            push_step(&mut pointer, Characters::new(inside(key.of(evaluation.text))));
        }
        pointer
    }

    /// Where a value's key stands, with its quotes.
    pub(super) fn key_of(&self, slot: &Slot) -> Option<Span> {
        if slot.key == Slot::NO_KEY {
            return None;
        }
        let text = self.evaluation?.text;
        Lexer::new(text, slot.key as usize).string().ok().map(|token| token.span)
    }

    /// What to underline for a value: an object or an array by its key or its first sign.
    pub(super) fn underline(&self, slot: &Slot) -> Span {
        match slot.held {
            Held::Object | Held::List => {
                let first = Span { end: slot.span.start + 1, ..slot.span };
                self.key_of(slot).unwrap_or(first)
            }
            _ => slot.span,
        }
    }

    /// What to underline for a missing value: the key of what it is missing from.
    pub(super) fn underline_parent(
        &self,
        evaluation: &Evaluation<'_>,
        place: Place,
        frames: &Frames,
    ) -> Span {
        let frame = evaluation.frame(place, frames);
        let parent = evaluation.parent(frame, place.node);
        parent.map_or(Span::default(), |(frame, node)| {
            self.underline(evaluation.slots.get(frame, node))
        })
    }

    pub(super) fn label(&self, pointer: &str, span: Span, text: String, primary: bool) -> Label {
        Label { pointer: pointer.to_owned(), span: self.region(span), text, primary }
    }

    /// A range of the text as a range of its file.
    pub(super) fn region(&self, span: Span) -> Option<Region> {
        let request = self.verdict.request();
        if matches!(request.input, Input::Value(_)) {
            return None;
        }
        let origin = request.origin;
        let locate = |offset: u32| {
            let place = self.positions.at(offset as usize).after(origin.position);
            (place.line, place.column)
        };
        let ((line, column), (end_line, end_column)) = (locate(span.start), locate(span.end));
        let (start, end) =
            (origin.offset + u64::from(span.start), origin.offset + u64::from(span.end));
        Some(Region { start, end, line, column, end_line, end_column })
    }

    /// The allowed member that a place's text was probably meant to be.
    fn near_member(
        &self,
        evaluation: &Evaluation<'_>,
        check: &Check,
        place: Place,
        frames: &Frames,
    ) -> Option<String> {
        use crate::program::{Member, Predicate};
        let Predicate::Member(Member::Place(at), allowed) = &check.assertion else { return None };
        let node = evaluation.operation.tree.node(at.node);
        let slot = evaluation.slot(*at, frames);
        if *at != place || node.sensitive || slot.held != Held::Text {
            return None;
        }
        let names = allowed.iter().map(|symbol| self.program.symbols.name(*symbol));
        self.near_text(&node.kind, evaluation.inside(slot), names)
    }

    /// The name that is nearest to a text, with or without its enumeration's prefix.
    pub(super) fn near_text<'n>(
        &self,
        kind: &Kind,
        inside: &str,
        names: impl Iterator<Item = &'n str>,
    ) -> Option<String> {
        let said: String = Characters::new(inside).take(100).collect();
        let prefix = match kind {
            Kind::Member(id) => self.program.enumerations.get(usize::from(id.0))?.prefix.as_deref(),
            _ => None,
        };
        let bare = prefix.and_then(|prefix| said.strip_prefix(prefix)).unwrap_or(&said);
        crate::nearest::nearest(bare, names).map(str::to_owned)
    }
}

/// Where a rule can be checked.
fn address(rule: &Rule) -> Option<String> {
    rule.cites.iter().find_map(|cite| cite.url.as_deref()).map(str::to_owned)
}

/// What stands between a string's quotes.
pub(super) fn inside(string: &str) -> &str {
    string.get(1..string.len().saturating_sub(1)).unwrap_or("")
}

/// A pointer as people write it: `products[0].name`.
pub(super) fn dotted(pointer: &str) -> String {
    let mut dotted = String::new();
    for step in pointer.split('/').skip(1).filter(|step| *step != "@path") {
        let step = step.replace("~1", "/").replace("~0", "~");
        if !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit()) {
            dotted.push('[');
            dotted.push_str(&step);
            dotted.push(']');
            continue;
        }
        if !dotted.is_empty() {
            dotted.push('.');
        }
        dotted.push_str(&short(step.chars()));
    }
    dotted
}

/// Two texts as one; a sentence that ends with a mark needs no full stop.
pub(super) fn joined(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) => Some(format!("{first} {second}")),
        (first, second) => first.or(second),
    }
}
