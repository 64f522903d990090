//! Lines of a width.

use textwrap::{WordSeparator, WordSplitter};

/// A paragraph in lines of a width, the first and the others each after their indentation. It
/// is broken between words alone: what is longer than a line, such as an address, stays whole.
pub(crate) fn paragraph(text: &str, first: &str, others: &str, width: usize) -> String {
    let options = words(width).initial_indent(first).subsequent_indent(others);
    textwrap::wrap(text.trim(), options).iter().flat_map(|line| [line, "\n"]).collect()
}

/// Lines of whole words, in Korean too; a hyphen is a part of a value.
pub(super) fn words<'o>(width: usize) -> textwrap::Options<'o> {
    textwrap::Options::new(width)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
}
