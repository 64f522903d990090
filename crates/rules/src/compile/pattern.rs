//! Regular expressions to the tables that match them.

use std::collections::HashMap;
use std::hash::Hash;

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::{start, syntax};
use regex_automata::{Anchored, MatchKind};

use super::any_text::mark_any;
use crate::program::{ANY, DEAD, HERE, Pattern};

/// How much memory a pattern's automaton may take, in bytes.
///
/// A pattern that needs more is refused: its size, not its text, would decide what a pack costs.
const SIZE_LIMIT: usize = 1 << 18;

/// Why a pattern cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PatternError {
    /// It is no regular expression: what the library says, in English.
    Syntax(String),
    /// A class of the letters or digits of every script, such as `\d`.
    Class(char),
    /// A group that changes how patterns are read, such as `(?i`.
    Flag(char),
    /// It needs too large an automaton.
    TooLarge,
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// Letters and digits are ASCII: `\d`, `\w` and the like stay out, since they promise
    /// every script's.
    ///
    /// # Errors
    ///
    /// Text that is no pattern, and patterns whose automaton is too large.
    pub fn new(text: &str) -> Result<Self, PatternError> {
        refuse_scripts(text)?;
        let nfa = thompson::Compiler::new()
            .configure(thompson::Config::new().nfa_size_limit(Some(SIZE_LIMIT)))
            .syntax(syntax::Config::new().nest_limit(48))
            .build(text)
            .map_err(|error| refused(&error))?;
        let config = dense::Config::new()
            .start_kind(StartKind::Anchored)
            // All alternatives stay active: a match is the whole text, not the first to be found.
            .match_kind(MatchKind::All)
            .dfa_size_limit(Some(SIZE_LIMIT))
            .determinize_size_limit(Some(SIZE_LIMIT));
        let automaton = dense::Builder::new()
            .configure(config)
            .build_from_nfa(&nfa)
            .map_err(|_| PatternError::TooLarge)?;
        let start = automaton
            .start_state(&start::Config::new().anchored(Anchored::Yes))
            .map_err(|_| PatternError::TooLarge)?;
        let classes = automaton.byte_classes();
        let table = Table {
            classes: (0..=u8::MAX).map(|byte| classes.get(byte)).collect(),
            start,
            next: |state, byte| {
                let next = automaton.next_state(state, byte);
                (!automaton.is_dead_state(next)).then_some(next)
            },
            ends: |state| automaton.is_match_state(automaton.next_eoi_state(state)),
            most: usize::from(u16::MAX),
        };
        table.tabulate(text).ok_or(PatternError::TooLarge)
    }

    /// The pattern that matches a text where this one matches it in small letters (ASCII).
    pub(super) fn folded(&self) -> Self {
        Self {
            text: self.text.clone(),
            classes: (0..=u8::MAX).map(|byte| self.class(byte.to_ascii_lowercase())).collect(),
            rows: self.rows.clone(),
            width: self.width,
            stays: self.stays.clone(),
        }
    }

    /// The pattern that matches what both match; `None`: it would take many times what they take.
    pub(super) fn and(&self, other: &Self) -> Option<Self> {
        /// How many states it may have.
        const MOST: usize = 256;
        let pairs: Vec<_> =
            (0..=u8::MAX).map(|byte| (self.class(byte), other.class(byte))).collect();
        let mut distinct = pairs.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let number = |pair| u8::try_from(distinct.binary_search(pair).ok()?).ok();
        let table = Table {
            classes: pairs.iter().map(number).collect::<Option<_>>()?,
            start: (self.start(), other.start()),
            next: |(one, another), byte| {
                let next = (self.step(one, byte), other.step(another, byte));
                (next.0 != DEAD && next.1 != DEAD).then_some(next)
            },
            ends: |(one, another)| self.accepts(one) && other.accepts(another),
            most: MOST,
        };
        table.tabulate("")
    }
}

/// What a pattern's tables are made of.
struct Table<S, N, E> {
    /// For each byte, its class.
    classes: Vec<u8>,
    start: S,
    /// The state that a byte leads to, unless nothing matches from there.
    next: N,
    /// Whether a text may end in a state.
    ends: E,
    /// How many states there may be.
    most: usize,
}

impl<S: Copy + Eq + Hash, N: Fn(S, u8) -> Option<S>, E: Fn(S) -> bool> Table<S, N, E> {
    /// The states that can be reached and lead to a match; `None`: there are too many.
    fn tabulate(self, text: &str) -> Option<Pattern> {
        let Self { classes, start, next, ends, most } = self;
        // Of each class one byte; classes are numbered from 0 without gaps.
        let mut bytes: Vec<(u8, u8)> = classes.iter().copied().zip(0..=u8::MAX).collect();
        bytes.sort_unstable();
        bytes.dedup_by_key(|(class, _)| *class);
        let width = bytes.len() + 1;
        let mut states = vec![start];
        let mut numbers = HashMap::from([(start, 1)]);
        let mut rows = vec![DEAD; width];
        let mut at = 0;
        while let Some(state) = states.get(at).copied() {
            for (_, byte) in &bytes {
                let number = match next(state, *byte) {
                    None => DEAD,
                    Some(reached) => match numbers.get(&reached) {
                        Some(number) => *number,
                        None => {
                            states.push(reached);
                            let number = u16::try_from(states.len()).ok()?;
                            numbers.insert(reached, number);
                            number
                        }
                    },
                };
                rows.push(number);
            }
            if states.len() > most {
                return None;
            }
            rows.push(if ends(state) { HERE } else { DEAD });
            at += 1;
        }
        prune_dead_states(&mut rows, width);
        mark_any(&mut rows, width, &classes);
        let stays = stays(&rows, width);
        let (classes, rows, width) = (classes.into(), rows.into(), u16::try_from(width).ok()?);
        Some(Pattern { text: text.into(), classes, rows, width, stays })
    }
}

/// What [`Pattern`] keeps of each state: which classes do not lead away from it. Of a pattern of
/// too many classes for that, none.
fn stays(rows: &[u16], width: usize) -> Box<[u64]> {
    let stays_in = |state: usize, row: &[u16]| match row.split_last() {
        Some((&ANY, _)) => Pattern::IS_ANY,
        Some((_, next)) if next.len() < 64 => {
            let stays = (0..).zip(next).filter(|(_, reached)| usize::from(**reached) == state);
            stays.map(|(class, _): (u32, _)| 1 << class).sum()
        }
        _ => 0,
    };
    rows.chunks(width).enumerate().map(|(state, row)| stays_in(state, row)).collect()
}

/// Redirects transitions into states that cannot reach acceptance to the dead state.
fn prune_dead_states(rows: &mut [u16], width: usize) {
    let mut live: Vec<bool> = rows.chunks(width).map(|row| row.last() == Some(&HERE)).collect();
    loop {
        let mut found = false;
        // The states that end a text were met last: from there to the start.
        for (state, row) in rows.chunks(width).enumerate().rev() {
            let next = row.split_last().map_or(&[][..], |(_, next)| next);
            let leads = |reached: &u16| live.get(usize::from(*reached)) == Some(&true);
            if next.iter().any(leads) && live.get(state) == Some(&false) {
                found = true;
                if let Some(state) = live.get_mut(state) {
                    *state = true;
                }
            }
        }
        if !found {
            break;
        }
    }
    for row in rows.chunks_mut(width) {
        for reached in row.iter_mut().take(width - 1) {
            if live.get(usize::from(*reached)) != Some(&true) {
                *reached = DEAD;
            }
        }
    }
}

/// Refuses what means other letters and digits where the library that reads patterns is built
/// with the tables of every script, as another crate of the same build may have it.
fn refuse_scripts(text: &str) -> Result<(), PatternError> {
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let next = match character {
            '\\' => rest.next(),
            '(' if rest.next_if_eq(&'?').is_some() => rest.peek().copied(),
            _ => continue,
        };
        match (character, next) {
            ('\\', Some(class @ ('d' | 'D' | 'w' | 'W' | 's' | 'S' | 'b' | 'B' | 'p' | 'P'))) => {
                return Err(PatternError::Class(class));
            }
            ('(', Some(flag)) if flag != ':' => return Err(PatternError::Flag(flag)),
            _ => {}
        }
    }
    Ok(())
}

fn refused(error: &thompson::BuildError) -> PatternError {
    if error.size_limit().is_some() {
        return PatternError::TooLarge;
    }
    // The library underlines its own copy of the text; the last line is the reason.
    let report = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let reason = report.lines().last().unwrap_or_default().trim();
    PatternError::Syntax(reason.strip_prefix("error: ").unwrap_or(reason).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        Pattern::new(pattern).unwrap().matches(text.bytes())
    }

    #[test]
    fn a_match_is_the_whole_text() {
        assert!(matches("[A-Za-z0-9]+", "order1"));
        assert!(!matches("[A-Za-z0-9]+", "order-1"));
        assert!(!matches("[A-Za-z0-9]+", ""));
        assert!(matches("a|ab", "ab"), "an alternative that is a prefix does not hide another");
        assert!(matches(".", "가"));
        assert!(!matches("a", "a\n"));
    }

    #[test]
    fn a_mismatch_is_found_where_it_is() {
        let pattern = Pattern::new("[a-z]+").unwrap();
        assert_eq!(pattern.first_mismatch(*b"abc-de"), Some(3));
        assert_eq!(pattern.first_mismatch(*b"abc-"), Some(3));
        assert_eq!(pattern.first_mismatch(*b""), Some(0));
        assert_eq!(pattern.first_mismatch(*b"abc"), None);
        assert_eq!(Pattern::new("[0-9]{6}").unwrap().first_mismatch(*b"12345"), Some(5));
        assert_eq!(Pattern::new("[0-9]{2}").unwrap().first_mismatch(*b"123"), Some(2));
    }

    #[test]
    fn a_folded_pattern_reads_capitals_as_small_letters() {
        for pattern in ["https?://(.|\\n)*", "[A-Z]+", "[^a]*", "k가"] {
            let pattern = Pattern::new(pattern).unwrap();
            for text in ["http://a", "HTTPS://A", "AZ", "az", "a", "A", "b", "K가", "\u{212a}가"]
            {
                let small = text.to_ascii_lowercase();
                assert_eq!(
                    pattern.folded().matches(text.bytes()),
                    pattern.matches(small.bytes()),
                    "{pattern:?} {text}"
                );
            }
        }
    }

    #[test]
    fn two_patterns_as_one_match_what_both_match() {
        let patterns = ["order[0-9]+|p1", "order[0-9]+|p8", "[a-z0-9]{1,6}", "(.|\\n)*", ".*1"];
        let texts = ["order1", "order", "p1", "p8", "order1\n", "가1", "", "order12345"];
        for one in patterns.map(|text| Pattern::new(text).unwrap()) {
            for other in patterns.map(|text| Pattern::new(text).unwrap()) {
                let both = one.and(&other).unwrap();
                for text in texts {
                    let each = [&one, &other].map(|pattern| pattern.matches(text.bytes()));
                    assert_eq!(both.matches(text.bytes()), each == [true; 2], "{one:?} {other:?}");
                }
            }
        }
        let [one, other] =
            ["(a|b)*a(a|b){6}", "(a|b)*b(a|b){7}"].map(|it| Pattern::new(it).unwrap());
        assert!(one.and(&other).is_none(), "too many states");
    }

    #[test]
    fn patterns_that_would_cost_too_much_are_refused() {
        assert_eq!(Pattern::new("((a{100}){100}){100}").unwrap_err(), PatternError::TooLarge);
        assert_eq!(Pattern::new("(a|b)*a(a|b){30}").unwrap_err(), PatternError::TooLarge);
        assert!(matches!(Pattern::new("[a-"), Err(PatternError::Syntax(_))));
        for (pattern, class) in [("\\d", 'd'), ("[a\\w]", 'w'), ("\\p{Hangul}", 'p')] {
            assert_eq!(Pattern::new(pattern).unwrap_err(), PatternError::Class(class));
        }
        for (pattern, flag) in [("(?i)a", 'i'), ("(?P<a>b)", 'P')] {
            assert_eq!(Pattern::new(pattern).unwrap_err(), PatternError::Flag(flag));
        }
        assert!(matches("\\\\d(?:\\?)", "\\d?"), "what is escaped is no class");
    }
}
