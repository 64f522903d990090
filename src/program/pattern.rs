//! Regular expressions that match a whole text in linear time.

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::{start, syntax};
use regex_automata::{Anchored, MatchKind, util::primitives::StateID};

/// How much memory a pattern's automaton may take, in bytes.
///
/// A pattern that needs more is refused: its size, not its text, would decide what a pack costs.
const SIZE_LIMIT: usize = 1 << 18;

/// A regular expression, as an automaton that reads a text once.
pub struct Pattern {
    text: Box<str>,
    automaton: dense::DFA<Vec<u32>>,
    start: StateID,
}

/// Why a pattern cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// It is no regular expression.
    #[error("{0}")]
    Syntax(String),
    /// It needs too large an automaton.
    #[error("it needs a larger automaton than a rule may have")]
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
        let nfa = thompson::Compiler::new()
            .configure(thompson::Config::new().nfa_size_limit(Some(SIZE_LIMIT)))
            .syntax(syntax::Config::new().nest_limit(48))
            .build(&format!("(?:{text})"))
            .map_err(|error| refused(&error))?;
        let config = dense::Config::new()
            .start_kind(StartKind::Anchored)
            // Every alternative lives on: a match is the whole text, not the first to be found.
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
        Ok(Self { text: text.into(), automaton, start })
    }

    /// As it is written in the rule.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the whole text matches.
    pub fn matches(&self, bytes: impl IntoIterator<Item = u8>) -> bool {
        let mut state = self.start;
        for byte in bytes {
            state = self.automaton.next_state(state, byte);
            if self.automaton.is_dead_state(state) {
                return false;
            }
        }
        self.automaton.is_match_state(self.automaton.next_eoi_state(state))
    }

    /// How many bytes could be read before no match was possible any more; `None` if the
    /// whole text matches. A text that ends too early mismatches at its end.
    pub fn first_mismatch(&self, bytes: impl IntoIterator<Item = u8>) -> Option<usize> {
        let mut state = self.start;
        let mut read = 0;
        for byte in bytes {
            // The automaton tells of a match one byte late: a state that can only do that is
            // already past the byte that does not belong.
            if self.is_spent(state) {
                return Some(read - 1);
            }
            state = self.automaton.next_state(state, byte);
            if self.automaton.is_dead_state(state) {
                return Some(read);
            }
            read += 1;
        }
        let end = self.automaton.next_eoi_state(state);
        let wanting = !self.automaton.is_match_state(end);
        wanting.then(|| if self.is_spent(state) { read - 1 } else { read })
    }

    /// Whether a state tells of a match and leads nowhere.
    fn is_spent(&self, state: StateID) -> bool {
        let dead = |byte| self.automaton.is_dead_state(self.automaton.next_state(state, byte));
        self.automaton.is_match_state(state) && (0..=u8::MAX).all(dead)
    }
}

fn refused(error: &thompson::BuildError) -> PatternError {
    if error.size_limit().is_some() {
        return PatternError::TooLarge;
    }
    // The library underlines its own copy of the text; the last line says what is wrong.
    let report = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let reason = report.lines().last().unwrap_or_default().trim();
    PatternError::Syntax(reason.strip_prefix("error: ").unwrap_or(reason).to_owned())
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "/{}/", self.text)
    }
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
    fn patterns_that_would_cost_too_much_are_refused() {
        assert_eq!(Pattern::new("((a{100}){100}){100}").unwrap_err(), PatternError::TooLarge);
        assert_eq!(Pattern::new("(a|b)*a(a|b){30}").unwrap_err(), PatternError::TooLarge);
        assert!(matches!(Pattern::new("[a-"), Err(PatternError::Syntax(_))));
        assert!(matches!(Pattern::new("\\d"), Err(PatternError::Syntax(_))));
    }
}
