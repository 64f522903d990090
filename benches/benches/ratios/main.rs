//! What linting costs beside what else reads JSON, as multiples of the time that
//! `serde_json::from_slice::<Value>` takes on the same requests in the same run.

mod competitors;
mod ratio;
mod stream;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, SamplingMode};
use serde_json::Value;
use smartro_lint_benches::corpus::Class;
use smartro_lint_benches::figures::{publish, shortest, table};

use competitors::{Competitor, competitors};
use ratio::{Ratio, median, ratio};

fn main() {
    let mut criterion = Criterion::default()
        .with_measurement(Ratio)
        .without_plots()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_millis(1000))
        .configure_from_args();
    let mut columns = vec!["multiples of `Value`"];
    let names = competitors(Class::Valid).into_iter().map(|it| vec![it.name.to_owned()]);
    let mut rows: Vec<_> = names.collect();
    let mut sizes = vec!["bytes of a request, on average".to_owned()];
    let mut absolute = vec!["`Value` itself, µs a request".to_owned()];
    for class in Class::ALL {
        let requests = class.requests();
        competitors::agree(class, &requests);
        columns.push(class.name());
        let bytes: usize = requests.iter().map(String::len).sum();
        sizes.push((bytes / requests.len()).to_string());
        for (row, competitor) in rows.iter_mut().zip(competitors(class)) {
            row.push(compare(&mut criterion, class, &requests, competitor));
        }
        // A processor that has just begun to work is slower.
        let baseline = shortest(20, || requests.iter().for_each(|it| value(it.as_bytes())));
        absolute.push(format!("{:.1}", baseline.as_secs_f64() * 1e6 / requests.len() as f64));
    }
    criterion.final_summary();
    rows.extend([absolute, sizes]);
    publish("ratios", &table(&columns, &rows));
    publish("stream", &stream::table());
}

/// The median of the ratios that criterion's samples came to.
fn compare(
    criterion: &mut Criterion<Ratio>,
    class: Class,
    requests: &[String],
    mut competitor: Competitor,
) -> String {
    let mut samples = Vec::new();
    let mut group = criterion.benchmark_group(class.name());
    group.sampling_mode(SamplingMode::Flat);
    group.bench_function(competitor.name, |bencher| {
        bencher.iter_custom(|passes| {
            let ratio = ratio(requests, passes, value, &mut competitor.run);
            samples.push(ratio);
            // Criterion divides by the passes again.
            ratio * passes as f64
        });
    });
    group.finish();
    median(&mut samples).map_or_else(|| "–".to_owned(), |median| format!("{median:.2}"))
}

fn value(text: &[u8]) {
    let _ = black_box(serde_json::from_slice::<Value>(text));
}
