//! Rules over a whole run of requests, such as that a payment id is used once.
//!
//! In two steps: a request is reduced to fingerprints, on any thread; the fingerprints are compared
//! in the order of the run.

use std::collections::hash_map::{Entry, RandomState};
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher13;

use crate::evaluate::{Bindings, Evaluation};
use crate::report::{OwnedFinding, Writer};
use crate::verdict::Verdict;
use smartro_lint_rules::program::{BatchCheck, Text};
use smartro_lint_rules::rule::Severity;

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
    seen: BTreeMap<u16, HashMap<u64, First, BuildHasherDefault<IdentityHasher>>>,
    runs: Vec<FileRun>,
    /// The number of the next request that does not continue a run.
    next: u32,
}

/// Hashes what is compared. The key of the hash is secret, so that requests cannot be made whose
/// hashes collide.
///
/// With a key of its own, [`Fingerprints::keyed`], a run that many machines share has the same
/// numbers on each of them. They can be shuffled by [`Fingerprint::key`]; the
/// machine that has all of one key compares them in order, with [`Batch::compare`].
///
/// ```
/// use smartro_lint::batch::{Fingerprint, Fingerprints};
/// use smartro_lint::{Batch, Linter, Request};
///
/// let linter = Linter::smartro()?;
/// let text = r#"{"channelKey": "k", "orderName": "x"}"#;
/// let request = Request::json(text).operation("payInstantly").path("paymentId", "order1");
/// // On any machine:
/// let fingerprints = Fingerprints::keyed(*b"sixteen bytes :)");
/// let mut session = linter.session();
/// let found: Vec<Fingerprint> = fingerprints.of(&session.lint(&request));
/// // On the one that has the key, in the order of the run:
/// let mut batch = Batch::new();
/// assert!(batch.compare(&found[0], "monday.jsonl", 0).is_none());
/// let violation = batch.compare(&found[0], "tuesday.jsonl", 7).ok_or("no violation")?;
/// // Where the request is:
/// let verdict = session.lint(&request);
/// let finding = violation.finding(&verdict).ok_or("no finding")?;
/// assert!(finding.message.contains("monday.jsonl #0"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Fingerprints([u8; 16]);

/// What is compared of a request by one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// An index of the operation's checks about a run.
    check: u16,
    rule: u16,
    key: u64,
    /// What must be the same where the key is; `None`: the key itself must be unique.
    implied: Option<NonZeroU32>,
}

#[derive(Debug)]
struct First {
    /// The request, by its number in the run.
    request: u32,
    /// What requests with the key must have as well; `None`: every later request is wrong.
    implied: Option<NonZeroU32>,
}

/// Requests of one file, numbered in its order: names are stored once, not with each request.
#[derive(Debug)]
struct FileRun {
    file: Box<str>,
    /// The number and the index of the first one.
    request: u32,
    index: usize,
}

/// A request that does not go with an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchViolation {
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

    /// Adds a request, and returns the rules that it breaks together with earlier ones.
    ///
    /// `file` and `index` are what later messages call it by.
    pub fn add(&mut self, verdict: &Verdict<'_>, file: &str, index: usize) -> Vec<OwnedFinding> {
        let fingerprints = self.fingerprints.of(verdict);
        let violations = fingerprints.iter().filter_map(|print| self.compare(print, file, index));
        violations.filter_map(|violation| violation.finding(verdict)).collect()
    }

    /// Compares a request with those before it: they are judged in the order of the calls.
    pub fn compare(
        &mut self,
        print: &Fingerprint,
        file: &str,
        index: usize,
    ) -> Option<BatchViolation> {
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
                Some(print.violation(self.name(request)))
            }
        }
    }

    /// A request's number in the run.
    fn number(&mut self, file: &str, index: usize) -> u32 {
        if let Some(last) = self.runs.last()
            && *last.file == *file
            && let Some(on) = index.checked_sub(last.index)
            && let Some(request) =
                u32::try_from(on).ok().and_then(|on| last.request.checked_add(on))
        {
            self.next = self.next.max(request.saturating_add(1));
            return request;
        }
        let request = self.next;
        self.runs.push(FileRun { file: file.into(), request, index });
        self.next = request.saturating_add(1);
        request
    }

    fn name(&self, request: u32) -> String {
        let after = self.runs.partition_point(|run| run.request <= request);
        let run = after.checked_sub(1).and_then(|at| self.runs.get(at));
        run.map_or_else(String::new, |run| {
            format!("{} #{}", run.file, run.index + (request - run.request) as usize)
        })
    }
}

impl Default for Fingerprints {
    /// With a random key.
    fn default() -> Self {
        let random = RandomState::new();
        let halves = [random.hash_one(0), random.hash_one(1)].map(u64::to_le_bytes);
        let mut key = [0; 16];
        for (byte, random) in key.iter_mut().zip(halves.as_flattened()) {
            *byte = *random;
        }
        Self(key)
    }
}

impl std::fmt::Debug for Fingerprints {
    /// Without the key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fingerprints").finish_non_exhaustive()
    }
}

impl Fingerprint {
    /// What goes to one machine: the rule's place in the pack, and the hash of what it compares.
    /// Equal on every machine with the same pack and the same key.
    #[must_use]
    pub fn key(&self) -> (u16, u64) {
        (self.rule, self.key)
    }

    /// What must be the same where the key is; `None`: the key itself must be unique.
    #[must_use]
    pub fn implied(&self) -> Option<u32> {
        self.implied.map(NonZeroU32::get)
    }

    /// What is wrong, for one who has compared it: it does not go with an earlier request, which
    /// messages call `first`.
    #[must_use]
    pub fn violation(&self, first: impl Into<String>) -> BatchViolation {
        BatchViolation { check: self.check, first: first.into() }
    }
}

impl Fingerprints {
    /// With a key of the caller's: the numbers are the same wherever it is.
    #[must_use]
    pub fn keyed(key: [u8; 16]) -> Self {
        Self(key)
    }

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

    /// A hash of a string; `None` where there is none.
    fn hash(&self, evaluation: &Evaluation<'_>, text: &Text) -> Option<u64> {
        let view = evaluation.text_view(text, &Bindings::default())?;
        let mut hasher = SipHasher13::new_with_key(&self.0);
        match view.as_written() {
            Some(written) => hasher.write(written.as_bytes()),
            None => hasher.write(view.characters().collect::<String>().as_bytes()),
        }
        Some(hasher.finish())
    }
}

/// Half of a hash: enough to compare two strings.
fn short(hash: u64) -> NonZeroU32 {
    NonZeroU32::new((hash >> 32) as u32).unwrap_or(NonZeroU32::MIN)
}

impl BatchViolation {
    /// The finding on the request that it was found in.
    #[must_use]
    pub fn finding(&self, verdict: &Verdict<'_>) -> Option<OwnedFinding> {
        let check = verdict.operation()?.batches.get(usize::from(self.check))?;
        let place = check.implied.as_ref().unwrap_or(&check.key).place;
        let evaluation = verdict.evaluation(verdict.operation()?);
        Some(Writer::new(verdict).batch_finding(&evaluation, check, place, &self.first))
    }
}

/// The keys are hashes already.
#[derive(Debug, Default)]
struct IdentityHasher(u64);

impl Hasher for IdentityHasher {
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

    /// Fingerprints may be stored and sent to other machines.
    #[test]
    fn with_a_key_the_numbers_are_the_same_everywhere() {
        let linter = crate::Linter::smartro().unwrap();
        let text = r#"{"channelKey": "k", "orderName": "x"}"#;
        let request = crate::Request::json(text).operation("payInstantly");
        let request = request.path("paymentId", "order1");
        let of = |fingerprints: Fingerprints| {
            let mut session = linter.session();
            fingerprints.of(&session.lint(&request))
        };
        let keyed = of(Fingerprints::keyed(*b"0123456789abcdef"));
        assert_eq!(keyed.first().map(|one| one.key), Some(16_464_163_506_912_343_928));
        assert_eq!(keyed, of(Fingerprints::keyed(*b"0123456789abcdef")));
        assert_ne!(keyed, of(Fingerprints::keyed(*b"0123456789abcdeF")));
        assert_ne!(of(Fingerprints::default()), of(Fingerprints::default()));
        let shipped = serde_json::to_string(&keyed).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Fingerprint>>(&shipped).unwrap(), keyed);
    }

    #[test]
    fn the_first_request_is_named_whatever_the_order() {
        let mut batch = Batch::new();
        let requests = [
            ("a", 0),
            ("a", 7),
            ("b", 2),
            ("a", 5),
            ("a", 1),
            ("c", usize::MAX),
            ("e", 0),
            ("e", 9),
            ("e", 4),
            ("f", 0),
        ];
        for (key, (file, index)) in (0..).zip(requests) {
            assert!(batch.compare(&print(key, None), file, index).is_none());
        }
        for (key, (file, index)) in (0..).zip(requests) {
            let violation = batch.compare(&print(key, None), "d", 0).unwrap();
            assert_eq!(violation.first, format!("{file} #{index}"));
        }
    }

    #[test]
    fn after_two_that_differ_all_do() {
        let mut batch = Batch::new();
        let mut violations = |implied| batch.compare(&print(1, Some(implied)), "a", 0).is_some();
        assert_eq!([1, 1, 2, 1, 2].map(&mut violations), [false, false, true, true, true]);
    }

    #[test]
    fn a_key_takes_few_bytes() {
        assert_eq!(size_of::<(u64, First)>(), 16);
    }
}
