//! Repairs of a request's text.

use serde::Serialize;

/// A repair.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// Whether it keeps the meaning, or repairs an obvious typo.
    pub safe: bool,
    /// The edits, none of which overlap, in the order of the text.
    pub edits: Vec<Edit>,
    /// Whether an edit has a value that is masked: such a repair can be made, but it is in no
    /// report that is written.
    #[serde(skip)]
    pub withheld: bool,
}

impl std::fmt::Debug for Fix {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let edits: &dyn std::fmt::Debug = if self.withheld { &"withheld" } else { &self.edits };
        let mut fix = f.debug_struct("Fix");
        fix.field("title", &self.title).field("safe", &self.safe).field("edits", edits).finish()
    }
}

/// A replacement of bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Edit {
    /// The offset of the first byte that goes.
    pub start: u64,
    /// The offset of the byte after the last one that goes.
    pub end: u64,
    /// What comes in their place.
    pub text: String,
}
