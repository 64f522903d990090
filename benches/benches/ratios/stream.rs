//! JSON Lines: megabytes a second on one thread.

use smartro_lint_benches::corpus::{self, Class};
use smartro_lint_benches::figures::{self, shortest};

use crate::competitors::{Competitor, competitors};
use crate::value;

/// How much is read, in bytes.
const BYTES: usize = 64_000_000;

pub(crate) fn table() -> String {
    let lines = corpus::lines(BYTES);
    let baseline = Competitor { name: "`Value`", run: Box::new(value) };
    // Valid requests have no findings to report: the verdicts are enough.
    let verdicts = competitors(Class::Valid).into_iter();
    let verdicts = verdicts.filter(|it| it.name.ends_with("verdict"));
    let row = |mut competitor: Competitor| {
        let time = shortest(3, || {
            lines.lines().for_each(|line| (competitor.run)(line.as_bytes()));
        });
        let speed = lines.len() as f64 / 1e6 / time.as_secs_f64();
        vec![competitor.name.to_owned(), format!("{speed:.0}")]
    };
    let rows: Vec<_> = std::iter::once(baseline).chain(verdicts).map(row).collect();
    figures::table(&["64 MB of JSON Lines, one thread", "MB/s"], &rows)
}
