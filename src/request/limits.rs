//! How much of a request is read, and of its findings reported.

/// Limits on untrusted input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The longest request, in bytes; none has 4 GiB or more, whatever the limit.
    pub bytes: usize,
    /// How deep objects and arrays may be nested, in levels.
    pub depth: usize,
    /// How many findings of the shapes, and how many of the rules, a request may have; more are
    /// not reported, and the report is marked as truncated.
    pub findings: usize,
    /// How much of a value a message shows, in characters.
    pub quoted: usize,
}

impl Default for Limits {
    /// 64 MiB, 127 levels (as deep as `serde_json` reads), 1,000 findings, 60 characters.
    fn default() -> Self {
        Self { bytes: 64 << 20, depth: 127, findings: 1000, quoted: 60 }
    }
}
