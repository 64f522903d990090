//! What holds over a whole run of requests.

use std::collections::HashMap;
use std::collections::hash_map::{DefaultHasher, Entry};
use std::hash::{Hash, Hasher};

use crate::evaluate::{Evaluation, Frames};
use crate::program::{BatchCheck, Place, Text};
use crate::report::{Finding, Writer};
use crate::session::Verdict;

/// Remembers the requests of a run: of each one a few numbers, not its text.
///
/// Rules about a run, such as "a payment id is used once", are found where a later request
/// does not go with an earlier one.
#[derive(Debug, Default)]
pub struct Batch {
    files: Vec<Box<str>>,
    /// By rule and key: the first request that had the key.
    seen: HashMap<(u16, u64), First>,
}

#[derive(Debug, Clone, Copy)]
struct First {
    file: u32,
    index: u32,
    /// What had to be the same, and whether it already was not.
    implied: u64,
    differed: bool,
}

impl Batch {
    /// A run without requests.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a request, and says what it breaks together with those before it.
    ///
    /// `file` and `index` are what later messages call it by.
    pub fn add(&mut self, verdict: &Verdict<'_>, file: &str, index: usize) -> Vec<Finding> {
        let (Some(operation), Some(evaluation)) = (verdict.operation(), verdict.evaluation())
        else {
            return Vec::new();
        };
        let mut findings = Vec::new();
        for check in &operation.batches {
            if let Some((first, place)) = self.compare(check, &evaluation, file, index) {
                let first = self.name(first);
                findings.push(Writer::new(verdict).batch_finding(
                    &evaluation,
                    check,
                    place,
                    &first,
                ));
            }
        }
        findings
    }

    /// The first request that this one does not go with, and the place where it shows.
    fn compare(
        &mut self,
        check: &BatchCheck,
        evaluation: &Evaluation<'_>,
        file: &str,
        index: usize,
    ) -> Option<(First, Place)> {
        let key = hash(evaluation, &check.key)?;
        let implied = match &check.implied {
            Some(implied) => Some((hash(evaluation, implied)?, implied.place)),
            None => None,
        };
        let file = self.file(file);
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        match self.seen.entry((check.rule, key)) {
            Entry::Vacant(vacant) => {
                let implied = implied.map_or(0, |(hash, _)| hash);
                vacant.insert(First { file, index, implied, differed: false });
                None
            }
            Entry::Occupied(mut occupied) => match implied {
                None => Some((*occupied.get(), check.key.place)),
                Some((hash, place)) => {
                    let first = occupied.get_mut();
                    // Where two have differed, whichever comes differs from one of them.
                    first.differed |= first.implied != hash;
                    first.differed.then_some((*first, place))
                }
            },
        }
    }

    fn file(&mut self, name: &str) -> u32 {
        if self.files.last().is_none_or(|last| **last != *name) {
            self.files.push(name.into());
        }
        u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX)
    }

    fn name(&self, first: First) -> String {
        let file = self.files.get(first.file as usize).map_or("", |file| file);
        format!("{file} #{}", first.index)
    }
}

/// A number for what a text says; none where there is no text.
fn hash(evaluation: &Evaluation<'_>, text: &Text) -> Option<u64> {
    let spoken = evaluation.spoken(text, &Frames::default())?;
    let mut hasher = DefaultHasher::new();
    for character in spoken.characters() {
        character.hash(&mut hasher);
    }
    Some(hasher.finish())
}
