//! The constraints as a careful programmer writes them by hand: typed structs that borrow their
//! text, and a function of checks for each operation.

mod checks;
mod envelope;
pub mod rest;
pub mod sdk;

mod text;

use serde::Deserialize;

use envelope::{Body, Envelope};
pub use text::Text;

/// The constraints that a request breaks, each with the bytes of the string that it is about, where
/// it is about one and the reader has spans.
pub type Broken = Vec<(&'static str, Option<(usize, usize)>)>;

/// What reads the structs.
#[derive(Debug, Clone, Copy)]
pub enum Reader {
    /// serde_json, which has no spans.
    SerdeJson,
    /// flexon, with the spans of strings.
    Flexon,
}

impl Reader {
    /// The constraints that a request in an envelope breaks; `None` where its shape is wrong, and
    /// nothing of the rest is known then.
    pub fn check(self, text: &[u8]) -> Option<Broken> {
        let envelope: Envelope<'_> = self.read(text)?;
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
        Some(broken)
    }

    /// The same of the body of a `requestPayment` alone.
    pub fn check_payment(self, text: &[u8]) -> Option<Broken> {
        let mut broken = Vec::new();
        checks::payment(&self.read(text)?, &mut broken);
        Some(broken)
    }

    fn read<'a, T: Deserialize<'a>>(self, text: &'a [u8]) -> Option<T> {
        match self {
            Self::SerdeJson => serde_json::from_slice(text).ok(),
            Self::Flexon => flexon::from_slice(text).ok(),
        }
    }
}
