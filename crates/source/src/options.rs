//! What a caller says of a file: what it may cost, and how its imports are read.

use std::ops::Range;

/// What a file may cost, and where its imports are.
#[derive(Clone, Copy)]
pub struct Options<'o> {
    /// Reads the files that are imported; without it nothing is known of them.
    pub reader: Option<&'o (dyn FileReader + Sync)>,
    /// The largest file that is looked at, in bytes.
    pub max_bytes: usize,
    /// How many steps a file's values may take.
    pub work: u32,
    /// Which parts of a text in an HTTP client's file are known, where others than the client's own
    /// placeholders are in it, as in `<payment-id>`; `None` where none is.
    pub known_parts: KnownParts,
}

/// The ranges of a text before, between and after its placeholders; `None` if it has none.
pub type KnownParts = fn(&str) -> Option<Vec<Range<usize>>>;

impl Default for Options<'_> {
    fn default() -> Self {
        Self { reader: None, max_bytes: 1 << 20, work: 400_000, known_parts: |_| None }
    }
}

/// Reads other files of the project.
pub trait FileReader {
    /// The text of a file; `None` if there is none. The name is made from the name of the file that
    /// is lowered, with `/` between its parts.
    fn read(&self, name: &str) -> Option<String>;

    /// Whether there is such a file.
    fn has(&self, name: &str) -> bool {
        self.read(name).is_some()
    }
}
