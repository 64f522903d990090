//! How the cost of a verdict grows: with the rules of a pack, with the bytes of a request, with
//! what is wrong in it.

mod plot;

use std::hint::black_box;

use smartro_lint::{Linter, Request};
use smartro_lint_benches::corpus::{Class, payment_of, payment_with};
use smartro_lint_benches::figures::{directory, is_updating, publish, shortest, table};
use smartro_lint_benches::rules;

use plot::Curve;

fn main() {
    let curves = [by_rules(), by_bytes(), by_findings()];
    for curve in &curves {
        publish(curve.name, &curve.table);
    }
    let svg = plot::draw(&curves);
    if is_updating() {
        std::fs::write(directory().join("growth.svg"), svg).expect("the plot can be written");
    }
}

/// The same 256 requests against packs of more and more rules.
fn by_rules() -> Curve {
    let mut requests = Class::Valid.requests();
    requests.retain(|request| request.contains("requestPayment"));
    let measure = |count| {
        let mut session = rules::pack(count).session();
        let time = shortest(50, || {
            for text in &requests {
                assert!(session.lint(&Request::json(text)).is_clean(), "{text}");
            }
        });
        (count as f64, time.as_secs_f64() * 1e6 / requests.len() as f64)
    };
    let points: Vec<_> = [10, 30, 100, 300, 1000].into_iter().map(measure).collect();
    let row = |&(count, micros): &(f64, f64)| {
        let each = micros * 1e3 / count;
        vec![format!("{count}"), format!("{micros:.2}"), format!("{each:.1}")]
    };
    let rows: Vec<_> = points.iter().map(row).collect();
    let columns = ["rules in the pack", "µs a request", "ns a rule"];
    Curve { name: "rules", axis: "rules in the pack", table: table(&columns, &rows), points }
}

/// The built-in pack on larger and larger requests.
fn by_bytes() -> Curve {
    let mut session = smartro().session();
    let measure = |bytes: usize| {
        let text = payment_of(bytes);
        let runs = (100_000_000 / bytes).clamp(10, 20_000);
        let time = shortest(runs, || {
            assert!(session.lint(&Request::json(&text)).is_clean(), "{bytes} bytes");
        });
        (text.len() as f64, time.as_secs_f64() * 1e6)
    };
    let sizes = [500, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];
    let points: Vec<_> = sizes.into_iter().map(measure).collect();
    let row = |&(bytes, micros): &(f64, f64)| {
        let each = micros * 1e3 / bytes;
        vec![format!("{bytes}"), format!("{micros:.1}"), format!("{each:.2}")]
    };
    let rows: Vec<_> = points.iter().map(row).collect();
    let columns = ["bytes of the request", "µs", "ns a byte"];
    Curve { name: "bytes", axis: "bytes of the request", table: table(&columns, &rows), points }
}

/// One request of 10,000 products, more and more of them wrong.
fn by_findings() -> Curve {
    let mut session = smartro().session();
    let mut measure = |violations: usize| {
        let text = payment_with(violations);
        let request = Request::json(&text);
        let verdict = shortest(20, || {
            black_box(session.lint(&request).is_clean());
        });
        let report = shortest(20, || {
            black_box(session.lint(&request).report());
        });
        let reported = session.lint(&request).report().diagnostics.len();
        (violations, reported, verdict.as_secs_f64() * 1e3, report.as_secs_f64() * 1e3)
    };
    let measured: Vec<_> = [10, 100, 1000, 3000, 10_000].into_iter().map(&mut measure).collect();
    let row = |(violations, reported, verdict, report): &(usize, usize, f64, f64)| {
        let times = [verdict, report].map(|time| format!("{time:.2}"));
        let [verdict, report] = times;
        vec![violations.to_string(), reported.to_string(), verdict, report]
    };
    let rows: Vec<_> = measured.iter().map(row).collect();
    let columns =
        ["violations among 10,000 products", "reported", "ms, verdict", "ms, full report"];
    let points = measured.iter().map(|it| (it.0 as f64, it.2 * 1e3)).collect();
    let axis = "violations in a request of 10,000 products";
    Curve { name: "findings", axis, table: table(&columns, &rows), points }
}

fn smartro() -> Linter {
    Linter::smartro().expect("the built-in pack loads")
}
