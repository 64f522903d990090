//! Which operation a body is a request of that nothing names, by the fields that it has.

use super::destination::is;
use super::envelope::{ReadOutcome, RequestReader, Unknown, Wrapping};
use super::error::JsonError;
use super::outline::{Member, Outline, inside};
use super::unread_keys::is_meant_for_request;
use super::wrapper_key::WrapperKey;
use smartro_lint_rules::program::Detect;
use smartro_lint_rules::source::Span;

impl RequestReader<'_> {
    /// Reads a body as the operation that is given, or the one that its fields show. It may be in
    /// an envelope.
    pub(super) fn bare(&mut self, text: &str, outline: &Outline) -> Result<ReadOutcome, JsonError> {
        if let Some(operation) = self.given {
            (self.scratch.id, self.scratch.pg) = (Span::default(), Span::default());
            self.read_body(text, operation)?;
            return Ok(ReadOutcome::Body { operation, found: true });
        }
        let matching = self.matching(text);
        if let Some(operation) = only(matching) {
            (self.scratch.id, self.scratch.pg) = (Span::default(), Span::default());
            self.read_body(text, operation)?;
            return Ok(ReadOutcome::Body { operation, found: true });
        }
        let request = outline.part(WrapperKey::Request);
        let request = request.filter(|_| matching == 0).map(|request| request.value);
        let within = request.filter(|request| request.of(text).starts_with('{'));
        let matching = match within {
            Some(request) => self.matching_within(text, request)?,
            None => matching,
        };
        if let Some(operation) = only(matching) {
            return self.parts(text, operation, outline, Wrapping::Envelope);
        }
        self.scratch.pg = Span::default();
        // A text that is no JSON is no request of an unknown operation.
        self.validate_text(text)?;
        if let Some(list) = request.filter(|request| request.of(text).starts_with('[')) {
            return Ok(ReadOutcome::Unknown { span: list, why: Unknown::NoObject });
        }
        if matching == 0
            && request.is_none()
            && let Some(key) = self.misspelt_body(text)?
        {
            return Ok(ReadOutcome::Unknown { span: key, why: Unknown::BodyKey });
        }
        let why = match matching {
            0 => Unknown::Unrecognised,
            several => Unknown::Ambiguous(several),
        };
        Ok(ReadOutcome::Unknown { span: outline.span, why })
    }

    /// The key of the top object that was to be `request`: its value shows an operation, or all
    /// that is beside it is an envelope's.
    fn misspelt_body(&mut self, text: &str) -> Result<Option<Span>, JsonError> {
        let members = &self.scratch.members;
        let Some(member) = members.iter().find(|member| is_meant_for_request(text, member)) else {
            return Ok(None);
        };
        let (key, value) = (member.key.span, member.value);
        let is_other = |other: &Member| other.known.is_none() && other.key.span != key;
        let is_envelope = !members.iter().any(is_other);
        let is_meant = is_envelope || self.matching_within(text, value)? != 0;
        Ok(is_meant.then_some(key))
    }

    /// The operations that an envelope's body may be one of.
    fn matching_within(&mut self, text: &str, request: Span) -> Result<u64, JsonError> {
        let around = std::mem::take(&mut self.scratch.members);
        let read = self.outline(text, request.start as usize, &mut Outline::default());
        let matching = self.matching(text);
        self.scratch.members = around;
        read.map(|_| matching)
    }

    /// The operations that the top object may be a body of: a bit each.
    fn matching(&mut self, text: &str) -> u64 {
        let keys = self.scratch.members.iter().map(|member| match member.key.escaped {
            true => u64::MAX,
            false => mark(inside(text, member.key)),
        });
        let marks = keys.fold(0, |marks, mark| marks | mark);
        let mut matching = 0_u64;
        for (index, operation) in self.program.operations.iter().enumerate() {
            if operation.detects.iter().any(|detect| self.detects(text, marks, detect)) {
                matching |= 1_u64.checked_shl(u32::try_from(index).unwrap_or(64)).unwrap_or(0);
            }
        }
        matching
    }

    /// Whether the top object, whose keys have these marks, is what is detected.
    fn detects(&mut self, text: &str, marks: u64, detect: &Detect) -> bool {
        let mut has = |path: &[Box<str>]| {
            path.first().is_some_and(|first| marks & mark(first) != 0) && self.has(text, path)
        };
        detect.with.iter().all(|path| has(path)) && !detect.without.iter().any(|path| has(path))
    }

    /// Whether the top object has a value at a path; `null` is none.
    fn has(&mut self, text: &str, path: &[Box<str>]) -> bool {
        let Some((first, rest)) = path.split_first() else { return false };
        let mut named = self.scratch.members.iter().rev();
        let Some(named) = named.find(|member| is(text, member.key, first)) else { return false };
        let mut at = named.value.start as usize;
        for name in rest {
            match self.value_of(text, at, name) {
                Some(value) => at = value,
                None => return false,
            }
        }
        !text.get(at..).unwrap_or("").starts_with("null")
    }
}

/// The operation, where it is the only one.
fn only(matching: u64) -> Option<usize> {
    (matching.count_ones() == 1).then(|| matching.trailing_zeros() as usize)
}

/// A bit that equal keys have in common: most keys that are not there are known by it.
#[inline]
fn mark(key: &str) -> u64 {
    let first = key.bytes().next().map_or(0, usize::from);
    1 << ((key.len() ^ first) % 64)
}
