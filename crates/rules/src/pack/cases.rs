//! Test cases of a pack: requests that a rule reports, and requests that it does not.

use serde::{Deserialize, Serialize};

/// The cases of one rule.
#[derive(Debug, Serialize, Deserialize)]
pub struct Cases {
    /// What is given for the parameters of the rule, as between the brackets of a `use`.
    pub with: Option<String>,
    /// The rule reports nothing.
    pub valid: Vec<Case>,
    /// The rule fires.
    pub invalid: Vec<Case>,
    /// The rule needs a context that is not given.
    pub undecided: Vec<Case>,
}

/// A request, or a run of requests, and what is known beyond it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Case {
    /// What is particular about it.
    pub name: String,
    /// What a bare body is a request of.
    pub operation: Option<String>,
    /// Shape rules that a valid case may break.
    pub allow: Vec<String>,
    pub(super) context: Option<serde_json::Value>,
    pub(super) requests: Vec<String>,
}

impl Cases {
    /// The first valid and the first invalid case alone: what `explain` shows of the rule.
    #[must_use]
    pub fn examples(mut self) -> Self {
        self.valid.truncate(1);
        self.invalid.truncate(1);
        self.undecided.clear();
        self
    }
}

impl Case {
    /// The JSON texts that are linted, one after the other.
    pub fn requests(&self) -> impl Iterator<Item = &str> {
        self.requests.iter().map(String::as_str)
    }

    /// The context as JSON.
    #[must_use]
    pub fn context(&self) -> Option<String> {
        serde_json::to_string(self.context.as_ref()?).ok()
    }
}
