//! Lints requests in a function of its own, whose instructions `benches/instructions` counts.
//! What comes before, loading the pack above all, is not counted.

use std::hint::black_box;

use smartro_lint::{Linter, Request, Session};
use smartro_lint_benches::corpus::Class;
use smartro_lint_benches::rules;

fn main() {
    let name = std::env::args().nth(1).unwrap_or_default();
    let mut linter = Linter::smartro().expect("the built-in pack loads");
    let one = |class, part| vec![first(class, part)];
    let (texts, run): (Vec<String>, fn(&mut Session, &str)) = match &*name {
        "payment" => (one(Class::Valid, "requestPayment"), verdict),
        "three-violations" => (one(Class::ThreeViolations, "requestPayment"), report),
        "large-products" => (one(Class::Large, "requestPayment"), verdict),
        "hangul-escapes" => (one(Class::Hangul, "\\ud55c"), verdict),
        "rest" => (one(Class::Valid, "payWithBillingKey"), verdict),
        "recognised-body" => (vec![bare(&first(Class::Valid, "requestPayment"))], verdict),
        "http-call" => (vec![http(&first(Class::Valid, "payWithBillingKey"))], verdict),
        "field-reports" => (Class::Field.requests().into_iter().take(64).collect(), report),
        "thousand-rules" => {
            linter = rules::pack(1000);
            (one(Class::Valid, "requestPayment"), verdict)
        }
        _ => panic!("not a request that is counted: `{name}`"),
    };
    let mut session = linter.session();
    // A session that has linted before has the memory it needs.
    texts.iter().for_each(|text| report(&mut session, text));
    counted(run, &mut session, &texts);
}

#[inline(never)]
fn counted(run: fn(&mut Session, &str), session: &mut Session, texts: &[String]) {
    texts.iter().for_each(|text| run(black_box(session), black_box(text)));
}

fn verdict(session: &mut Session, text: &str) {
    black_box(session.lint(&Request::json(text)).is_clean());
}

fn report(session: &mut Session, text: &str) {
    black_box(session.lint(&Request::json(text)).report());
}

/// The first request of a class with this in its text.
fn first(class: Class, part: &str) -> String {
    let mut requests = class.requests().into_iter();
    requests.find(|request| request.contains(part)).expect("the class has one")
}

/// The body of an envelope alone: its operation has to be recognised.
fn bare(envelope: &str) -> String {
    let start = envelope.find(r#""request":"#).expect("an envelope has a body") + 10;
    let mut values =
        serde_json::Deserializer::from_str(&envelope[start..]).into_iter::<serde::de::IgnoredAny>();
    values.next();
    envelope[start..start + values.byte_offset()].to_owned()
}

/// The same request as an HTTP client sends it.
fn http(envelope: &str) -> String {
    format!(
        r#"{{"method":"post","url":"https://api.portone.io/payments/order1/billing-key","headers":{{"Content-Type":"application/json","Authorization":"PortOne secret"}},"data":{}}}"#,
        bare(envelope)
    )
}
