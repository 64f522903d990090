//! An envelope, read in one pass: its operation comes first and says what the request is.

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::{Text, rest, sdk};

pub(crate) struct Envelope<'a> {
    pub(crate) payment_id: Option<Text<'a>>,
    pub(crate) body: Body<'a>,
}

#[expect(clippy::large_enum_variant, reason = "there is one of it, on the stack")]
pub(crate) enum Body<'a> {
    Payment(sdk::PaymentRequest<'a>),
    IssueWindow(sdk::IssueBillingKeyRequest<'a>),
    Instant(rest::InstantPayment<'a>),
    Issue(rest::IssueBillingKey<'a>),
    BillingKey(rest::BillingKeyPayment<'a>),
    Schedule(rest::CreatePaymentSchedule<'a>),
    Cancel(rest::CancelPayment<'a>),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Key {
    Operation,
    PathParams,
    Request,
    #[serde(other)]
    Other,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "camelCase")]
enum Operation {
    RequestPayment,
    RequestIssueBillingKey,
    PayInstantly,
    IssueBillingKey,
    PayWithBillingKey,
    CreatePaymentSchedule,
    CancelPayment,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PathParams<'a> {
    #[serde(borrow)]
    payment_id: Option<Text<'a>>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Envelope<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Envelope<'de>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a request in an envelope")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut operation, mut payment_id, mut body) = (None, None, None);
        while let Some(key) = map.next_key()? {
            match key {
                Key::Operation => operation = Some(map.next_value::<Operation>()?),
                Key::PathParams => payment_id = map.next_value::<PathParams<'de>>()?.payment_id,
                Key::Request => {
                    let operation =
                        operation.ok_or_else(|| A::Error::missing_field("operation"))?;
                    body = Some(read(operation, &mut map)?);
                }
                Key::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        let body = body.ok_or_else(|| A::Error::missing_field("request"))?;
        Ok(Envelope { payment_id, body })
    }
}

fn read<'de, A: MapAccess<'de>>(operation: Operation, map: &mut A) -> Result<Body<'de>, A::Error> {
    match operation {
        Operation::RequestPayment => map.next_value().map(Body::Payment),
        Operation::RequestIssueBillingKey => map.next_value().map(Body::IssueWindow),
        Operation::PayInstantly => map.next_value().map(Body::Instant),
        Operation::IssueBillingKey => map.next_value().map(Body::Issue),
        Operation::PayWithBillingKey => map.next_value().map(Body::BillingKey),
        Operation::CreatePaymentSchedule => map.next_value().map(Body::Schedule),
        Operation::CancelPayment => map.next_value().map(Body::Cancel),
    }
}
