//! A measurement for criterion: not a time, but how often one time goes into another.
//!
//! The two are taken in turn, pass by pass over the same requests. On a machine that does other
//! work too, times that are seconds apart are not comparable; neighbours are.

use std::time::{Duration, Instant};

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

/// How often the time of one pass goes into the time of the other.
pub(crate) fn ratio(
    requests: &[String],
    mut baseline: impl FnMut(&[u8]),
    competitor: &mut dyn FnMut(&[u8]),
) -> f64 {
    let base = time(requests, &mut baseline);
    time(requests, competitor).as_secs_f64() / base.as_secs_f64()
}

fn time(requests: &[String], run: &mut dyn FnMut(&[u8])) -> Duration {
    let start = Instant::now();
    requests.iter().for_each(|request| run(request.as_bytes()));
    start.elapsed()
}

pub(crate) fn median(samples: &mut [f64]) -> Option<f64> {
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied()
}
