//! What holds over a whole run of requests.
//!
//! Two steps: what is to be compared of a request is made a few numbers of, wherever that
//! suits; the numbers are compared one request after another, in the order of the run.

use std::collections::hash_map::{Entry, RandomState};
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};
use std::num::NonZeroU32;

use crate::evaluate::{Evaluation, Frames};
use crate::program::{BatchCheck, Text};
use crate::report::{Finding, Writer};
use crate::rule::Severity;
use crate::verdict::Verdict;

/// Remembers the requests of a run: of each one a few numbers, not its text.
///
/// Rules about a run, such as "a payment id is used once", are found where a later request
/// does not go with an earlier one. A key takes 17 bytes, and up to twice that, for a hash
/// table has room to spare.
#[derive(Debug, Default)]
pub struct Batch {
    /// What makes the numbers that this run compares, on any thread.
    pub(crate) fingerprints: Fingerprints,
    /// By rule and key: the first request that had the key. A map a rule, so that they do not
    /// all grow at once.
    seen: BTreeMap<u16, HashMap<u64, First, BuildHasherDefault<AsItIs>>>,
    stretches: Vec<Stretch>,
    /// The number of the next request that no stretch goes on to.
    next: u32,
}

/// Makes numbers of what is compared. Nobody who writes requests knows the key that it hashes
/// with, nor can they choose what ends up in one place.
#[derive(Debug, Clone, Default)]
pub struct Fingerprints(RandomState);

/// What is compared of a request by one check.
#[derive(Debug, Clone, Copy)]
pub struct Fingerprint {
    /// An index of the operation's checks about a run.
    check: u16,
    rule: u16,
    key: u64,
    /// What must be the same where the key is; nothing: the key itself stands only once.
    implied: Option<NonZeroU32>,
}

#[derive(Debug)]
struct First {
    /// The request, by its number in the run.
    request: u32,
    /// What whoever has the key must have as well; nothing: whoever comes is wrong.
    implied: Option<NonZeroU32>,
}

/// Requests of one file, numbered in its order: names are stored once, not with each request.
#[derive(Debug)]
struct Stretch {
    file: Box<str>,
    /// The number and the index of the first one.
    request: u32,
    index: usize,
}

/// A request that does not go with an earlier one.
#[derive(Debug)]
pub struct Clash {
    check: u16,
    /// The earlier one, as messages call it.
    first: String,
}

impl Batch {
    /// A run without requests.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A run that compares these fingerprints.
    #[must_use]
    pub fn of(fingerprints: Fingerprints) -> Self {
        Self { fingerprints, ..Self::default() }
    }

    /// Adds a request, and says what it breaks together with those before it.
    ///
    /// `file` and `index` are what later messages call it by.
    pub fn add(&mut self, verdict: &Verdict<'_>, file: &str, index: usize) -> Vec<Finding> {
        let fingerprints = self.fingerprints.of(verdict);
        let clashes = fingerprints.iter().filter_map(|print| self.compare(print, file, index));
        clashes.filter_map(|clash| clash.finding(verdict)).collect()
    }

    /// Compares a request with those before it.
    pub fn compare(&mut self, print: &Fingerprint, file: &str, index: usize) -> Option<Clash> {
        let request = self.number(file, index);
        match self.seen.entry(print.rule).or_default().entry(print.key) {
            Entry::Vacant(vacant) => {
                vacant.insert(First { request, implied: print.implied });
                None
            }
            Entry::Occupied(mut occupied) => {
                let first = occupied.get_mut();
                if first.implied.is_some() && first.implied == print.implied {
                    return None;
                }
                // Where two have differed, whichever comes differs from one of them.
                first.implied = None;
                let request = first.request;
                Some(Clash { check: print.check, first: self.name(request) })
            }
        }
    }

    /// A request's number in the run.
    fn number(&mut self, file: &str, index: usize) -> u32 {
        if let Some(last) = self.stretches.last()
            && *last.file == *file
            && let Some(on) = index.checked_sub(last.index)
            && let Some(request) =
                u32::try_from(on).ok().and_then(|on| last.request.checked_add(on))
        {
            self.next = self.next.max(request.saturating_add(1));
            return request;
        }
        let request = self.next;
        self.stretches.push(Stretch { file: file.into(), request, index });
        self.next = request.saturating_add(1);
        request
    }

    fn name(&self, request: u32) -> String {
        let after = self.stretches.partition_point(|stretch| stretch.request <= request);
        let stretch = after.checked_sub(1).and_then(|at| self.stretches.get(at));
        stretch.map_or_else(String::new, |stretch| {
            format!("{} #{}", stretch.file, stretch.index + (request - stretch.request) as usize)
        })
    }
}

impl Fingerprints {
    /// What a run compares of a request.
    #[must_use]
    pub fn of(&self, verdict: &Verdict<'_>) -> Vec<Fingerprint> {
        let Some(operation) = verdict.operation() else { return Vec::new() };
        if operation.batches.is_empty() {
            return Vec::new();
        }
        let evaluation = verdict.evaluation(operation);
        let severities = &verdict.ruleset().severities;
        let is_on = |check: &BatchCheck| severities.of_rule(check.rule, Severity::Error).is_some();
        let checks = (0..).zip(&operation.batches).filter(|(_, check)| is_on(check));
        checks.filter_map(|(index, check)| self.of_check(&evaluation, index, check)).collect()
    }

    fn of_check(
        &self,
        evaluation: &Evaluation<'_>,
        index: u16,
        check: &BatchCheck,
    ) -> Option<Fingerprint> {
        let key = self.hash(evaluation, &check.key)?;
        let implied = match &check.implied {
            Some(implied) => Some(short(self.hash(evaluation, implied)?)),
            None => None,
        };
        Some(Fingerprint { check: index, rule: check.rule, key, implied })
    }

    /// A number for what a text says; none where there is no text.
    fn hash(&self, evaluation: &Evaluation<'_>, text: &Text) -> Option<u64> {
        let spoken = evaluation.spoken(text, &Frames::default())?;
        Some(match spoken.as_written() {
            Some(written) => self.0.hash_one(written),
            None => self.0.hash_one(spoken.characters().collect::<String>()),
        })
    }
}

/// Half of a hash: enough to tell whether two texts are the same, where only two are compared.
fn short(hash: u64) -> NonZeroU32 {
    NonZeroU32::new((hash >> 32) as u32).unwrap_or(NonZeroU32::MIN)
}

impl Clash {
    /// What is said of it, about the request that it was found in.
    #[must_use]
    pub fn finding(&self, verdict: &Verdict<'_>) -> Option<Finding> {
        let check = verdict.operation()?.batches.get(usize::from(self.check))?;
        let place = check.implied.as_ref().unwrap_or(&check.key).place;
        let evaluation = verdict.evaluation(verdict.operation()?);
        Some(Writer::new(verdict).batch_finding(&evaluation, check, place, &self.first))
    }
}

/// The keys are hashes already.
#[derive(Debug, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(key: u64, implied: Option<u32>) -> Fingerprint {
        Fingerprint { check: 0, rule: 0, key, implied: implied.and_then(NonZeroU32::new) }
    }

    #[test]
    fn the_first_request_is_named_whatever_the_order() {
        let mut batch = Batch::new();
        let requests = [("a", 0), ("a", 7), ("b", 2), ("a", 5), ("a", 1), ("c", usize::MAX)];
        for (key, (file, index)) in (0..).zip(requests) {
            assert!(batch.compare(&print(key, None), file, index).is_none());
        }
        for (key, (file, index)) in (0..).zip(requests) {
            let clash = batch.compare(&print(key, None), "d", 0).unwrap();
            assert_eq!(clash.first, format!("{file} #{index}"));
        }
    }

    #[test]
    fn after_two_that_differ_all_do() {
        let mut batch = Batch::new();
        let mut clashes = |implied| batch.compare(&print(1, Some(implied)), "a", 0).is_some();
        assert_eq!([1, 1, 2, 1, 2].map(&mut clashes), [false, false, true, true, true]);
    }

    #[test]
    fn a_key_takes_few_bytes() {
        assert_eq!(size_of::<(u64, First)>(), 16);
    }
}
