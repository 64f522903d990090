//! Why files are skipped.

/// Why a file, or the rest of it, is not linted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "source"), expect(dead_code, reason = "most are about source code"))]
pub(crate) enum SkipReason {
    /// A file of a directory in which no request is recognized.
    NoRequest,
    NotUtf8,
    /// Source code above this limit, in mebibytes.
    TooLarge {
        limit: usize,
    },
    /// Source code that a bundler or a minifier has written.
    Minified,
    /// Source code with brackets or operators nested too deeply.
    TooDeep,
    /// Source code with so many of them that they may nest too deeply.
    MayBeTooDeep,
    /// Source code that takes too much work to evaluate.
    TooMuchWork,
    /// Source code for which there is no memory.
    NoMemory,
}
