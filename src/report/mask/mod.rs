//! What of a request is shown: secrets never, what identifies a person only where asked for.
//!
//! All outputs ask here, for quoted lines ([`Shown`]) as for values in messages ([`of_value`]).
//! Nothing of it runs before something is shown.

mod address;
mod broken;
mod change;
mod container;
mod encoded;
mod folded;
mod hide;
mod korean;
mod list;
mod lists;
mod loose;
mod meanings;
mod names;
mod notation;
mod numbers;
mod outline;
mod place;
mod secret_words;
mod table;
mod text;
mod times;
mod tokens;
mod values;
mod walk;

use std::borrow::Cow;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

pub(super) use hide::Hide;

use super::visible::{is_invisible, push_character};
use crate::ruleset::Ruleset;
use crate::vocabulary;
use meanings::Meanings;
use place::{Declared, Policy, ValuePlace};
use smartro_lint_rules::program::{NodeId, Tree};
use smartro_lint_rules::sort::sort_by_number;
use values::{Caution, is_harmless};
use walk::Walk;

/// A text as it is shown. Each hidden character becomes one of the same width; what a terminal
/// would act on is written as `\u{…}`.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    pub(crate) text: String,
    /// The characters that are shown in another number of bytes, in order: between them all is as
    /// it was.
    runs: Vec<Run>,
    /// Where lines begin in the shown text, once there are more characters than there were.
    lines: Vec<usize>,
}

/// Characters one after another that are shown alike.
#[derive(Debug, PartialEq, Eq)]
struct Run {
    /// Where the first one is, and where it is shown.
    at: usize,
    shown: usize,
    /// How many bytes each has, and how many it is shown in.
    length: usize,
    width: usize,
    /// How many characters more each is shown in, and all before them.
    added: usize,
    added_before: usize,
    count: usize,
}

impl Run {
    /// How many of the characters are shown before an offset of the shown text.
    fn before(&self, offset: usize) -> usize {
        offset.saturating_sub(self.shown).div_ceil(self.width).min(self.count)
    }
}

/// What a text is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum TextKind<'t> {
    /// A request.
    Request,
    /// Source code, and the code that imports it, if any.
    Code { importer: &'t str },
}

impl TextKind<'_> {
    /// Source code by itself.
    pub(crate) const CODE: Self = Self::Code { importer: "" };
}

/// A request's text as it may be shown.
pub(crate) fn mask(ruleset: &Ruleset, text: &str) -> String {
    Shown::new(ruleset, text, TextKind::Request).text
}

/// Source code as it may be shown.
pub(crate) fn mask_code(ruleset: &Ruleset, text: &str) -> String {
    Shown::new(ruleset, text, TextKind::CODE).text
}

/// A text after a change as it may be shown beside the text before.
pub(crate) fn mask_change(
    ruleset: &Ruleset,
    (before, after): (&str, &str),
    kind: TextKind<'_>,
) -> String {
    let (hidden, own) = (hidden_in(ruleset, before, kind), hidden_in(ruleset, after, kind));
    let hidden = change::hidden_after((before, &hidden), (after, &own));
    Shown::with(ruleset, after, hidden).text
}

/// The most that is hidden of a request's text.
pub(super) fn most_hidden(ruleset: &Ruleset, text: &str) -> Hide {
    let hidden = hidden_in(ruleset, text, TextKind::Request).into_iter().map(|(_, hide)| hide);
    hidden.max().unwrap_or(Hide::Nothing)
}

fn hidden_in(ruleset: &Ruleset, text: &str, kind: TextKind<'_>) -> Vec<(Range<usize>, Hide)> {
    let (meanings, vocabulary) = (Meanings::new(&ruleset.program), ruleset.vocabulary());
    let (names, hidden) = (loose::Names::default(), Vec::new());
    let mut walk = Walk { meanings, vocabulary, names, hidden };
    match kind {
        TextKind::Code { importer } => {
            walk.learn(importer);
            walk.code(text);
        }
        TextKind::Request => walk.text(text, ValuePlace::Request(0)),
    }
    // What several elements of a list are together is known after each of them; what a column
    // of a table is, before its cells.
    sort_by_number(&mut walk.hidden, |(range, _)| range.start as u64);
    walk.hidden
}

impl Shown {
    /// A text as it is shown.
    pub(crate) fn new(ruleset: &Ruleset, text: &str, kind: TextKind<'_>) -> Self {
        Self::with(ruleset, text, hidden_in(ruleset, text, kind))
    }

    /// A request's text, or one with the same keys, without some ranges of it.
    #[cfg(feature = "project")]
    pub(crate) fn without(
        ruleset: &Ruleset,
        text: &str,
        ranges: impl Iterator<Item = Range<usize>>,
    ) -> Self {
        let mut hidden = hidden_in(ruleset, text, TextKind::Request);
        hidden.extend(ranges.map(|range| (range, Hide::Secret)));
        hidden.sort_by_key(|(range, _)| range.start);
        Self::with(ruleset, text, hidden)
    }

    fn with(ruleset: &Ruleset, text: &str, hidden: Vec<(Range<usize>, Hide)>) -> Self {
        let mut shown = Self { text: String::with_capacity(text.len()), ..Self::default() };
        let hides =
            |(range, hide): (Range<usize>, Hide)| hide.hides(ruleset.shows_values).then_some(range);
        let mut hidden = hidden.into_iter().filter_map(hides).peekable();
        let mut characters = text.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            while hidden.next_if(|range| range.end <= at).is_some() {}
            let hides = hidden.peek().is_some_and(|range| range.start <= at);
            let follows = characters.peek().map(|(_, next)| *next);
            shown.push(at, character, hides, follows);
        }
        shown
    }

    fn push(&mut self, at: usize, character: char, hides: bool, follows: Option<char>) {
        let start = self.text.len();
        match character {
            '\n' | '\t' => self.text.push(character),
            '\r' if follows == Some('\n') => self.text.push(character),
            _ if hides => self.text.push(stand_in(character)),
            _ => push_character(&mut self.text, character),
        }
        let length = self.text.len() - start;
        let (width, length) = (length, character.len_utf8());
        if character == '\n' && self.added_before(start) > 0 {
            self.lines.push(self.text.len());
        }
        if width == length {
            return;
        }
        let added = if is_invisible(character) && width > length { width - 1 } else { 0 };
        match self.runs.last_mut() {
            Some(run)
                if (run.length, run.width, run.added) == (length, width, added)
                    && run.at + run.count * length == at =>
            {
                run.count += 1;
            }
            _ => {
                let added_before = self.added_before(start);
                let run = Run { at, shown: start, length, width, added, added_before, count: 1 };
                self.runs.push(run);
            }
        }
    }

    /// Where the character at an offset of the text is shown.
    pub(crate) fn offset(&self, at: usize) -> usize {
        let after = self.runs.partition_point(|run| run.at + run.length <= at);
        let Some(run) = after.checked_sub(1).and_then(|last| self.runs.get(last)) else {
            return at;
        };
        let passed = ((at - run.at) / run.length).min(run.count);
        run.shown + passed * run.width + (at - run.at - passed * run.length)
    }

    /// How many characters more than there were are shown on its line before an offset of the
    /// shown text.
    pub(crate) fn added_on_line(&self, offset: usize) -> usize {
        let lines = self.lines.partition_point(|start| *start <= offset);
        let start = lines.checked_sub(1).and_then(|last| self.lines.get(last));
        self.added_before(offset) - start.map_or(0, |start| self.added_before(*start))
    }

    /// The same before an offset, on all lines.
    fn added_before(&self, offset: usize) -> usize {
        let later = self.runs.partition_point(|run| run.shown < offset);
        let run = later.checked_sub(1).and_then(|last| self.runs.get(last));
        run.map_or(0, |run| run.added_before + run.before(offset) * run.added)
    }
}

/// A character that says nothing, as wide as this one.
pub(super) fn stand_in(character: char) -> char {
    if character.width() == Some(2) { '＊' } else { '*' }
}

/// A value as a message shows it.
pub(super) enum Value<'t> {
    /// It is not shown at all.
    Secret,
    /// Its characters, some of which may be hidden.
    Text(Cow<'t, str>),
}

/// What is shown of a text in a field's place.
pub(super) fn of_text<'t>(
    ruleset: &Ruleset,
    tree: &Tree,
    node: NodeId,
    text: &'t str,
) -> Value<'t> {
    let policy = Declared { tree, id: node }.of_text(&Meanings::new(&ruleset.program), text);
    of(ruleset, policy, text)
}

/// What is shown of a number in a field's place.
pub(super) fn of_number<'t>(
    ruleset: &Ruleset,
    tree: &Tree,
    node: NodeId,
    text: &'t str,
) -> Value<'t> {
    let policy = Declared { tree, id: node }.of_number(&Meanings::new(&ruleset.program));
    of(ruleset, policy, text)
}

fn of<'t>(ruleset: &Ruleset, policy: Policy, text: &'t str) -> Value<'t> {
    if policy == Policy::Secret {
        return Value::Secret;
    }
    Value::Text(match policy.shows(text) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(hidden(text, ruleset.shows_values, |characters, marks| {
            policy.apply(characters, marks);
        })),
    })
}

/// What is shown of a text that no shape declares, such as a key or an operation's name.
pub(super) fn of_unknown(text: &str, shows_values: bool) -> Cow<'_, str> {
    if is_harmless(text, Caution::UNKNOWN) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(hidden(text, shows_values, |characters, marks| {
        values::mark(characters, Caution::UNKNOWN, marks);
    }))
}

/// What somebody wrote, such as an argument of a command, as it may be shown.
#[must_use]
pub fn mask_text(text: &str) -> String {
    of_unknown(text, false).into_owned()
}

/// A message that repeats what somebody wrote in backticks, as it may be shown: numbers of cards and
/// accounts, tokens and the like are hidden.
#[must_use]
pub fn mask_message(message: &str) -> String {
    let parts = message.split('`').enumerate();
    let shown = parts.map(|(place, part)| match place % 2 {
        0 => Cow::Borrowed(part),
        _ => of_unknown(part, false),
    });
    shown.collect::<Vec<_>>().join("`")
}

fn hidden(text: &str, shows_values: bool, judge: impl FnOnce(&[char], &mut [Hide])) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut marks = vec![Hide::Nothing; characters.len()];
    judge(&characters, &mut marks);
    let shown = characters.into_iter().zip(marks);
    shown.map(|(one, hide)| if hide.hides(shows_values) { stand_in(one) } else { one }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Run, Shown, is_invisible, mask_message};

    #[test]
    fn what_is_quoted_in_a_message_is_masked() {
        let message = "invalid `4111111111111111` for `now`: such as `2026-11-23T12:00:00+09:00`";
        let shown = "invalid `****************` for `now`: such as `2026-11-23T12:00:00+09:00`";
        assert_eq!(mask_message(message), shown);
        assert_eq!(mask_message("unknown `sk_live_a1b2c3`"), "unknown `**************`");
    }

    #[test]
    fn offsets_are_those_of_the_same_characters() {
        let text = "ab\nc\0\0\0b\u{200b}\u{200b}éé\u{1}\n\0\t가\u{202e}\n\u{202e}4é\0\n\na\0";
        let hides = |at: usize| at % 5 == 2;
        let (mut shown, mut places) = (Shown::default(), Vec::new());
        for (at, character) in text.char_indices() {
            let start = shown.text.len();
            shown.push(at, character, hides(at), None);
            let width = shown.text.len() - start;
            let is_escape = is_invisible(character) && width > character.len_utf8();
            places.push((at, start, if is_escape { width - 1 } else { 0 }));
        }
        for (at, start, _) in &places {
            assert_eq!(shown.offset(*at), *start, "{at}");
        }
        assert_eq!(shown.offset(text.len()), shown.text.len());
        for offset in 0..=shown.text.len() {
            let line = shown.text.as_bytes().get(..offset).unwrap();
            let line = line.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            let inside = places.iter().filter(|(_, start, _)| (line..offset).contains(start));
            let added: usize = inside.map(|(.., added)| added).sum();
            assert_eq!(shown.added_on_line(offset), added, "{offset}");
        }
    }

    #[test]
    fn characters_that_are_shown_alike_take_no_memory_each() {
        let mut shown = Shown::default();
        (0..1000).for_each(|at| shown.push(at, '\0', false, None));
        let run =
            Run { at: 0, shown: 0, length: 1, width: 5, added: 4, added_before: 0, count: 1000 };
        assert_eq!(shown.runs, [run]);
    }
}
