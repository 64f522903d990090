//! What a file may cost.

use crate::{lowered::Skipped, options::Options, room};

/// How deep brackets may nest.
const DEEPEST: usize = 250;

/// How many operators one statement may have. Each may make the tree deeper.
const LONGEST_CHAIN: u32 = 4000;

/// The average length of a line, in bytes, above which a file is taken for minified.
const LONG_LINES: usize = 500;

/// Why a file is not looked at.
pub(crate) fn check(name: &str, text: &str, options: &Options<'_>) -> Option<Skipped> {
    if text.len() > options.max_bytes {
        return Some(Skipped::TooLarge);
    }
    if is_minified(name, text) {
        return Some(Skipped::Minified);
    }
    if is_too_deep(text) {
        return Some(Skipped::TooDeep);
    }
    (!room::is_possible(levels(text))).then_some(Skipped::MayBeTooDeep)
}

/// Whether a bundler or a minifier has made a file: its lines are long on average, or nearly all of
/// it is one line.
fn is_minified(name: &str, text: &str) -> bool {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if base.contains(".min.") || base.contains(".bundle.") {
        return true;
    }
    if text.len() < 10_000 {
        return false;
    }
    let (mut lines, mut longest, mut start) = (0, 0, 0);
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        lines += 1;
        longest = longest.max(end - start);
        start = end + 1;
    }
    text.len() / lines > LONG_LINES || (longest > 20_000 && longest * 2 > text.len())
}

/// The most levels that the tree of a script may have: each begins with a sign, or with a word that
/// may be a keyword.
///
/// Strings, comments and what ends a statement are no exceptions, so that no text hides how deep it
/// is.
pub(crate) fn levels(text: &str) -> usize {
    let (mut levels, mut word_start) = (0, 0);
    for (at, byte) in text.bytes().chain([b' ']).enumerate() {
        let class = Byte::of(byte);
        if class == Byte::Word {
            continue;
        }
        let word = text.as_bytes().get(word_start..at).unwrap_or_default();
        word_start = at + 1;
        levels += usize::from(may_be_keyword(word));
        levels += usize::from(match class {
            Byte::Open | Byte::Operator => true,
            Byte::Quote => byte == b'`',
            Byte::Word | Byte::Close | Byte::Separator | Byte::LineEnd | Byte::Other => false,
        });
    }
    levels
}

/// Whether a word has as many letters as keywords have, all of them small.
fn may_be_keyword(word: &[u8]) -> bool {
    (2..=10).contains(&word.len()) && word.iter().all(u8::is_ascii_lowercase)
}

/// Whether it seems that parsing nests too deeply: brackets, or operators of one statement.
///
/// Nothing is tokenized: what is in strings and comments counts as well, which only matters for
/// texts that are nothing but brackets or operators. What is deeper than it seems has room all the
/// same ([`levels`]).
fn is_too_deep(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Operators of the statements around, outermost first.
    let mut around: Vec<u32> = Vec::new();
    let mut chain = 0u32;
    let mut word_start = 0;
    let mut ends_operand = false;
    for (at, byte) in bytes.iter().enumerate() {
        let class = CLASSES.get(usize::from(*byte)).copied().unwrap_or(Byte::Other);
        if class == Byte::Word {
            continue;
        }
        if word_start < at {
            let word = bytes.get(word_start..at).unwrap_or_default();
            chain += u32::from(word.len() < 7 && WORDS.contains(&word));
            ends_operand = true;
        }
        word_start = at + 1;
        match class {
            Byte::Open => {
                if around.len() >= DEEPEST {
                    return true;
                }
                around.push(chain);
                ends_operand = false;
            }
            Byte::Close => {
                // Calls and indexes in a row nest as operators do.
                chain = around.pop().unwrap_or(0) + 1;
                ends_operand = true;
            }
            // What nests around goes on.
            Byte::Separator => {
                chain = around.last().copied().unwrap_or(0);
                ends_operand = false;
            }
            Byte::LineEnd => {
                if ends_operand && begins_statement(bytes.get(at..).unwrap_or_default()) {
                    chain = around.last().copied().unwrap_or(0);
                }
            }
            Byte::Quote => ends_operand = true,
            Byte::Operator => {
                chain += 1;
                ends_operand = false;
            }
            Byte::Word | Byte::Other => {}
        }
        if chain > LONGEST_CHAIN {
            return true;
        }
    }
    false
}

/// Words that make a tree deeper.
const WORDS: [&[u8]; 7] = [b"new", b"await", b"typeof", b"void", b"delete", b"yield", b"else"];

/// What a byte is to the depth of a tree.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Word,
    Open,
    Close,
    Separator,
    LineEnd,
    Quote,
    Operator,
    /// Blanks, and characters that are not ASCII.
    Other,
}

impl Byte {
    const fn of(byte: u8) -> Self {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'$' => Self::Word,
            b'(' | b'[' | b'{' => Self::Open,
            b')' | b']' | b'}' => Self::Close,
            b';' | b',' => Self::Separator,
            b'\n' => Self::LineEnd,
            b' ' | b'\t' | b'\r' | 128.. => Self::Other,
            b'\'' | b'"' | b'`' => Self::Quote,
            _ => Self::Operator,
        }
    }
}

/// What each byte is.
const CLASSES: [Byte; 256] = {
    let mut classes = [Byte::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        #[allow(clippy::indexing_slicing, clippy::cast_possible_truncation, reason = "below 256")]
        {
            classes[byte] = Byte::of(byte as u8);
        }
        byte += 1;
    }
    classes
};

/// Whether what comes after the end of a line is a statement of its own.
fn begins_statement(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_start();
    rest.first().is_some_and(u8::is_ascii_alphabetic) && !rest.starts_with(b"else")
}
