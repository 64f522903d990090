//! Requests to measure with: different ones, the same in every run.
//!
//! So many different requests cannot be learnt by a processor that guesses branches: what is
//! measured is what a service sees.

mod field;
mod json;
mod rest;
mod sdk;
mod violations;
mod words;

use fastrand::Rng;

use json::{Json, object};
use words::Words;

/// How many requests a class of usual requests has.
pub const REQUESTS: usize = 512;

/// What sort of requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// About 830 bytes, nothing to find.
    Valid,
    /// One finding.
    OneViolation,
    /// Three findings.
    ThreeViolations,
    /// Indented by two spaces.
    Pretty,
    /// Much Hangul; in every second request as `\u` escapes.
    Hangul,
    /// 20 to 60 kB of `products` and `customData`.
    Large,
    /// One request of 1 MB.
    Megabyte,
    /// As many findings, and such ones, as requests of documentation and public repositories have.
    Field,
    /// Bodies of `requestPayment` alone, nothing to find.
    Bare,
    /// Bodies of `requestPayment` alone, three findings, none of which keeps typed structs from being read.
    BareThree,
}

impl Class {
    pub const ALL: [Self; 10] = [
        Self::Valid,
        Self::OneViolation,
        Self::ThreeViolations,
        Self::Pretty,
        Self::Hangul,
        Self::Large,
        Self::Megabyte,
        Self::Field,
        Self::Bare,
        Self::BareThree,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::OneViolation => "one violation",
            Self::ThreeViolations => "three violations",
            Self::Pretty => "pretty-printed",
            Self::Hangul => "Hangul, escapes",
            Self::Large => "20–60 kB",
            Self::Megabyte => "1 MB",
            Self::Field => "as in the field",
            Self::Bare => "bare, valid",
            Self::BareThree => "bare, three of rules",
        }
    }

    /// How many findings each of its requests has, where all have as many.
    pub fn violations(self) -> Option<usize> {
        match self {
            Self::Field => None,
            Self::OneViolation => Some(1),
            Self::ThreeViolations | Self::BareThree => Some(3),
            _ => Some(0),
        }
    }

    /// Whether its requests are bodies of `requestPayment` without envelopes.
    pub fn is_bare(self) -> bool {
        matches!(self, Self::Bare | Self::BareThree)
    }

    /// Its requests: JSON text, in envelopes unless they are bare.
    pub fn requests(self) -> Vec<String> {
        let count = match self {
            // Enough: a request of this size teaches a processor nothing about the next one.
            Self::Large => 64,
            Self::Megabyte => 1,
            _ => REQUESTS,
        };
        let mut rng = Rng::with_seed(20_261_123);
        (0..count).map(|index| self.request(index, &mut Words { rng: &mut rng })).collect()
    }

    fn request(self, index: usize, words: &mut Words<'_>) -> String {
        let mut request = match self {
            Self::Large | Self::Megabyte | Self::Bare | Self::BareThree => payment(words),
            _ => any(index, words),
        };
        match self {
            Self::Hangul => verbose(words, &mut request),
            Self::Large => {
                let bytes = words.rng.usize(20_000..60_000);
                grow(words, &mut request, bytes);
            }
            Self::Megabyte => grow(words, &mut request, 1_000_000),
            Self::Field => spoil_as_in_the_field(words, &mut request),
            _ => {
                let candidates = violations::of(&request);
                let is_drawn =
                    |it: &&violations::Violation| self != Self::BareThree || !it.ends_reading;
                let candidates = candidates.into_iter().filter(is_drawn).collect();
                spoil(words, &mut request, candidates, self.violations().unwrap_or_default());
            }
        }
        match self {
            Self::Pretty => request.pretty(),
            Self::Hangul if index.is_multiple_of(2) => escaped(&request.compact()),
            Self::Bare | Self::BareThree => request.compact_at("request"),
            _ => request.compact(),
        }
    }
}

/// So many bytes of valid requests, one a line.
pub fn lines(bytes: usize) -> String {
    let mut rng = Rng::with_seed(bytes as u64);
    let mut lines = String::with_capacity(bytes + 4096);
    let mut index = 0;
    while lines.len() < bytes {
        lines += &Class::Valid.request(index, &mut Words { rng: &mut rng });
        lines.push('\n');
        index += 1;
    }
    lines
}

/// A valid `requestPayment` of about this many bytes, most of them in `products`.
pub fn payment_of(bytes: usize) -> String {
    let mut rng = Rng::with_seed(bytes as u64);
    let words = &mut Words { rng: &mut rng };
    let mut request = payment(words);
    if request.compact().len() > bytes {
        request.remove("request/customData");
        request.remove("request/products");
        request.remove("request/noticeUrls");
    }
    grow(words, &mut request, bytes);
    request.compact()
}

/// A `requestPayment` of 10,000 products, of which this many have a quantity that is no number.
pub fn payment_with(violations: usize) -> String {
    let mut rng = Rng::with_seed(10_000);
    let words = &mut Words { rng: &mut rng };
    let mut request = payment(words);
    let product = |index| {
        let mut product = words.product();
        if index < violations {
            product.set("quantity", "1");
        }
        product
    };
    let products: Vec<_> = (0..10_000).map(product).collect();
    request.set("request/products", products);
    request.compact()
}

/// A valid request of each operation, `requestPayment` in every second place.
fn any(index: usize, words: &mut Words<'_>) -> Json {
    let (operation, path, request) = match index % 12 {
        1 => ("requestIssueBillingKey", false, sdk::billing_key(words)),
        3 => ("payInstantly", true, rest::instant(words)),
        5 => ("issueBillingKey", false, rest::issue(words)),
        7 => ("payWithBillingKey", true, rest::billing_key(words)),
        9 => ("createPaymentSchedule", true, rest::schedule(words)),
        11 => ("cancelPayment", true, rest::cancel(words)),
        _ => return payment(words),
    };
    let mut envelope = object([("operation", operation.into())]);
    if path {
        envelope.set("pathParams/paymentId", format!("order{}", words.digits(14)));
    }
    envelope.set("request", request);
    envelope
}

fn payment(words: &mut Words<'_>) -> Json {
    let mut envelope =
        object([("operation", "requestPayment".into()), ("request", sdk::payment(words))]);
    if words.one_in(4) {
        let contracts = ["easy-pay", "installment", "escrow", "overseas-card"].map(Json::from);
        let context = object([
            ("now", "2026-11-23T12:00:00+09:00".into()),
            ("channel", "live".into()),
            ("os", words.pick(&["windows", "macos", "android", "ios"]).into()),
            ("contracts", contracts.to_vec().into()),
        ]);
        envelope.set("context", context);
    }
    envelope
}

/// Puts in so many violations that none undoes another.
fn spoil(
    words: &mut Words<'_>,
    request: &mut Json,
    mut candidates: Vec<&'static violations::Violation>,
    count: usize,
) {
    words.rng.shuffle(&mut candidates);
    let mut chosen: Vec<&violations::Violation> = Vec::new();
    for candidate in candidates {
        if chosen.len() < count && !chosen.iter().any(|other| other.clashes(candidate)) {
            candidate.apply(request);
            chosen.push(candidate);
        }
    }
    assert_eq!(chosen.len(), count, "too few violations to choose from");
}

/// Puts in what is wrong with requests of the field, each as often as it is there.
fn spoil_as_in_the_field(words: &mut Words<'_>, request: &mut Json) {
    let mut chosen: Vec<&violations::Violation> = Vec::new();
    for (percent, violation) in field::of(request) {
        let is_drawn = words.rng.u32(..100) < *percent;
        if is_drawn && !chosen.iter().any(|other| other.clashes(violation)) {
            violation.apply(request);
            chosen.push(violation);
        }
    }
}

/// Says more in Hangul than most requests do.
fn verbose(words: &mut Words<'_>, request: &mut Json) {
    let operation = request.text("operation").unwrap_or_default();
    let path = match operation {
        "cancelPayment" => "request/reason",
        "createPaymentSchedule" => "request/payment/customData",
        _ => "request/customData",
    };
    let wishes: Vec<_> = (0..6).map(|_| words.wish()).collect();
    request.set(path, wishes.join(" "));
}

/// Adds products, and notes to the customer data, up to this size in bytes.
fn grow(words: &mut Words<'_>, request: &mut Json, bytes: usize) {
    let mut size = request.compact().len();
    while size < bytes {
        let product = words.product();
        size += product.compact().len() + 1;
        request.push("request/products", product);
        if words.one_in(4) && bytes > 2_000 {
            let note = Json::from(words.wish());
            size += note.compact().len() + 1;
            request.push("request/customData/notes", note);
        }
    }
}

/// The same JSON with every character outside ASCII written as `\u` escapes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() * 2);
    for character in text.chars() {
        if character.is_ascii() {
            escaped.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    escaped
}
