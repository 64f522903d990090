//! A measurement for criterion: not a time, but how often one time goes into another.
//!
//! On a machine that does other work too, times that are seconds apart are not comparable;
//! neighbours are.

use std::time::Instant;

use criterion::Throughput;
use criterion::measurement::{Measurement, ValueFormatter};

pub(crate) struct Ratio;

impl Measurement for Ratio {
    type Intermediate = ();
    type Value = f64;

    // Only `iter_custom` is used, which brings its own values.
    fn start(&self) {}

    fn end(&self, (): ()) -> f64 {
        0.0
    }

    fn add(&self, left: &f64, right: &f64) -> f64 {
        left + right
    }

    fn zero(&self) -> f64 {
        0.0
    }

    fn to_f64(&self, value: &f64) -> f64 {
        *value
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        self
    }
}

impl ValueFormatter for Ratio {
    fn scale_values(&self, _: f64, _: &mut [f64]) -> &'static str {
        "× Value"
    }

    fn scale_throughputs(&self, _: f64, _: &Throughput, _: &mut [f64]) -> &'static str {
        "× Value"
    }

    fn scale_for_machines(&self, _: &mut [f64]) -> &'static str {
        "× Value"
    }
}

/// How often the baseline's time goes into the competitor's.
///
/// The two take turns every few requests, and of each few the shortest of all passes counts: a
/// pass that was interrupted counts for neither.
pub(crate) fn ratio(
    requests: &[String],
    passes: u64,
    baseline: fn(&[u8]),
    competitor: &mut dyn FnMut(&[u8]),
) -> f64 {
    let bytes: usize = requests.iter().map(String::len).sum();
    let few = (TURN * requests.len() / bytes).max(1);
    let mut shortest = vec![(f64::INFINITY, f64::INFINITY); requests.len().div_ceil(few)];
    for _ in 0..passes {
        for (requests, (base, other)) in requests.chunks(few).zip(&mut shortest) {
            *base = base.min(time(requests, &mut { baseline }));
            *other = other.min(time(requests, competitor));
        }
    }
    let (base, other): (Vec<f64>, Vec<f64>) = shortest.into_iter().unzip();
    other.iter().sum::<f64>() / base.iter().sum::<f64>()
}

/// How much is read before it is the other's turn, in bytes.
const TURN: usize = 16_000;

fn time(requests: &[String], run: &mut dyn FnMut(&[u8])) -> f64 {
    let start = Instant::now();
    requests.iter().for_each(|request| run(request.as_bytes()));
    start.elapsed().as_secs_f64()
}

pub(crate) fn median(samples: &mut [f64]) -> Option<f64> {
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied()
}
