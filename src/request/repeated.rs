//! Keys of an envelope or a call that are there twice, where the last value hides a request: it
//! would be linted with an earlier one.

use super::envelope::{ReadOutcome, RequestReader};
use super::error::JsonError;
use super::outline::{Member, Outline};
use super::wrapper_key::WrapperKey;
use smartro_lint_rules::rule::ShapeRule;
use smartro_lint_rules::sort::sort;

/// How many combinations of values are tried.
const TRIED: usize = 64;

impl RequestReader<'_> {
    /// Reads what was found; `depth` levels are around it.
    pub(super) fn outlined(
        &mut self,
        text: &str,
        outline: &Outline,
        depth: usize,
    ) -> Result<ReadOutcome, JsonError> {
        let is_reported = self.scratch.severities.of_shape(ShapeRule::DuplicateKey).is_some();
        if !outline.repeated || !is_reported {
            return self.formed(text, outline, depth);
        }
        let members = self.scratch.members.clone();
        let read = self.formed(text, outline, depth)?;
        if matches!(read, ReadOutcome::Body { .. }) {
            return Ok(read);
        }
        let around = (self.scratch.id, self.scratch.pg, self.scratch.call);
        let Some(operation) = self.otherwise(text, outline, depth, &members) else {
            (self.scratch.id, self.scratch.pg, self.scratch.call) = around;
            return Ok(read);
        };
        let nodes = self.program.operations.get(operation).map_or(0, |one| one.tree.nodes.len());
        self.scratch.clear(nodes);
        self.repeated_keys(text, outline);
        sort(&mut self.scratch.found, &|one, other| one.span.cmp(&other.span));
        // Nothing of the body counts, for it is not sent.
        Ok(ReadOutcome::Body { operation, found: false })
    }

    /// The operation that earlier values of repeated keys make it a request of.
    fn otherwise(
        &mut self,
        text: &str,
        outline: &Outline,
        depth: usize,
        members: &[Member],
    ) -> Option<usize> {
        let values = |key: WrapperKey| -> Vec<Member> {
            members.iter().rev().filter(|member| member.known == Some(key)).copied().collect()
        };
        let repeated: Vec<(WrapperKey, Vec<Member>)> = WrapperKey::ALL
            .into_iter()
            .map(|key| (key, values(key)))
            .filter(|(_, values)| values.len() > 1)
            .collect();
        let count = repeated.iter().fold(1_usize, |all, (_, each)| all.saturating_mul(each.len()));
        (1..count.min(TRIED)).find_map(|number| {
            let (mut tried, mut rest) = (outline.clone(), number);
            for (key, values) in &repeated {
                let value = values.get(rest % values.len())?;
                rest /= values.len();
                self.replace(text, &mut tried, *key, *value);
            }
            self.scratch.members.clear();
            self.scratch.members.extend_from_slice(members);
            match self.formed(text, &tried, depth) {
                Ok(ReadOutcome::Body { operation, .. }) => Some(operation),
                _ => None,
            }
        })
    }
}
