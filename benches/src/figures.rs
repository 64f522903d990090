//! How figures are measured outside criterion, and written down.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The shortest of so many runs: what else the machine does only ever adds to it.
pub fn shortest(runs: usize, mut work: impl FnMut()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..runs).map(time).min().unwrap_or_default()
}

/// A table in Markdown: the first column names what the figures of a row are of.
pub fn table(columns: &[&str], rows: &[Vec<String>]) -> String {
    let mut table = format!("| {} |\n|", columns.join(" | "));
    for column in 0..columns.len() {
        table += if column == 0 { " --- |" } else { " ---: |" };
    }
    for row in rows {
        let _ = write!(table, "\n| {} |", row.join(" | "));
    }
    table
}

/// Prints figures, and with `UPDATE_FIGURES` set puts them into the README, between the marks
/// of this name.
pub fn publish(name: &str, figures: &str) {
    println!("\n{figures}\n");
    if !is_updating() {
        return;
    }
    let path = directory().join("README.md");
    let readme = std::fs::read_to_string(&path).expect("the README can be read");
    let (opening, closing) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (head, rest) = readme.split_once(&opening).expect("the README has the opening mark");
    let (_, tail) = rest.split_once(&closing).expect("the README has the closing mark");
    let readme = [head, &opening, figures, "\n", &closing, tail].concat();
    std::fs::write(path, readme).expect("the README can be written");
}

/// Whether figures go into the repository.
pub fn is_updating() -> bool {
    std::env::var_os("UPDATE_FIGURES").is_some()
}

/// The directory of the benchmarks.
pub fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}
