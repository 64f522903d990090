//! Lints ten million requests, or as many millions as are given, and looks whether memory grows.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a program for people"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::error::Error;
use std::fs;
use std::time::Instant;

use smartro_lint::{Linter, Request};
use support::{Style, made_up};

/// How many different requests there are.
const DIFFERENT: u64 = 20_000;

/// How much memory may come to it after the first million, in KiB: noise of the allocator.
const NOISE: u64 = 512;

fn main() -> Result<(), Box<dyn Error>> {
    let millions = std::env::args().nth(1).map_or(Ok(10), |given| given.parse::<u64>())?;
    let linter = Linter::smartro()?;
    let style = |seed| if seed % 2 == 0 { Style::Compact } else { Style::Wild(seed) };
    let texts: Vec<String> =
        (0..DIFFERENT).map(|seed| made_up(seed).request.write(style(seed))).collect();
    let mut session = linter.session();
    let (mut findings, mut first, mut last) = (0, 0, 0);
    for million in 1..=millions {
        let start = Instant::now();
        for (index, text) in (0..1_000_000_u64).zip(texts.iter().cycle()) {
            let request = Request::json(text);
            let verdict = session.lint(&request);
            // Most callers look at the rules, some at everything.
            findings += match index % 100 {
                0 => verdict.report().diagnostics.len(),
                _ => verdict.findings().map(|violation| violation.rule().len().min(1)).sum(),
            };
        }
        last = resident()?;
        first = if million == 1 { last } else { first };
        let seconds = start.elapsed().as_secs_f64();
        println!("{million:>3} million: {last} KiB, {seconds:.1} s, {findings} findings");
    }
    if last > first + NOISE {
        return Err(format!("memory grew by {} KiB", last - first).into());
    }
    Ok(())
}

/// The memory that the process has, in KiB (Linux).
fn resident() -> Result<u64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}
