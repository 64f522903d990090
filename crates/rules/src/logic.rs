//! Words that conditions have in a rule's text and in what it compiles to.

/// What is made of the numbers of an array's elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Fold {
    /// All of them added.
    Sum,
    /// The smallest.
    Least,
    /// The largest.
    Most,
    /// How many there are.
    Count,
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[allow(missing_docs, reason = "each variant is the word of its name")]
pub enum Quantifier {
    Any,
    All,
    None,
}

/// What is asked of a field without looking at what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Presence {
    /// It is there.
    Present,
    /// It is not there.
    Missing,
    /// It is there and no empty string.
    Filled,
    /// It has one of the forms that its shape declares.
    Formatted,
}

/// Which way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[allow(missing_docs, reason = "each variant is the operator of its name")]
pub enum Order {
    Less,
    AtMost,
    More,
    AtLeast,
}
