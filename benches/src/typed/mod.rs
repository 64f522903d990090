//! The constraints as a careful programmer writes them by hand: typed structs that borrow their
//! text, and a function of checks for each operation.

mod checks;
mod envelope;
pub mod rest;
pub mod sdk;

use std::borrow::Cow;

use serde::Deserialize;

use envelope::{Body, Envelope};

/// A text, borrowed unless it has escapes.
#[derive(Deserialize)]
pub struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl std::ops::Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// The constraints that a request in an envelope breaks.
///
/// # Errors
///
/// What its shape has wrong: the first slip, and nothing of the rest is known then.
pub fn check(text: &[u8]) -> Result<Vec<&'static str>, serde_json::Error> {
    let envelope: Envelope<'_> = serde_json::from_slice(text)?;
    let mut broken = Vec::new();
    if let Some(id) = envelope.payment_id {
        checks::payment_id(&id, &mut broken);
    }
    match &envelope.body {
        Body::Payment(request) => checks::payment(request, &mut broken),
        Body::IssueWindow(request) => checks::issue_window(request, &mut broken),
        Body::Instant(request) => checks::instant(request, &mut broken),
        Body::Issue(request) => checks::issue(request, &mut broken),
        Body::BillingKey(request) => checks::billing_key(request, &mut broken),
        Body::Schedule(request) => checks::schedule(request, &mut broken),
        Body::Cancel(request) => checks::cancel(request, &mut broken),
    }
    Ok(broken)
}

/// Whether nothing is wrong.
pub fn is_valid(text: &[u8]) -> bool {
    check(text).is_ok_and(|broken| broken.is_empty())
}
