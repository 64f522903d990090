//! The fuzz targets on stable Rust: every seed, and mutants of the seeds, the same each time.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

mod support;
#[path = "../fuzz/targets.rs"]
mod targets;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use smartro_lint::pack::Cases;
use smartro_lint::source::Source;
use support::{Random, Style, made_up};

/// How many mutants of the seeds a target is tried on.
const MUTANTS: u64 = if cfg!(debug_assertions) { 600 } else { 50_000 };

fn files(directory: &str, extension: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
    let mut paths: Vec<_> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// The pack's requests, and some that are made up.
fn requests() -> Vec<String> {
    let mut seeds = files("tests/samples", "json");
    let shared = files("rules/portone-checks/cases", "yaml");
    for text in files("rules/smartro/cases", "yaml").into_iter().chain(shared) {
        let source: Arc<Source> = Source::new("cases", text);
        let Cases { valid, invalid, .. } = Cases::parse(&source, |_| None).unwrap();
        let first = valid.iter().take(1).chain(invalid.iter().take(2));
        seeds.extend(first.flat_map(|case| case.requests().map(str::to_owned).collect::<Vec<_>>()));
    }
    seeds.extend((0..200).map(|seed| made_up(seed).request.write(Style::Wild(seed))));
    seeds
}

/// The packs' files, and each of their declarations alone.
fn rule_texts() -> Vec<String> {
    let mut seeds = files("rules/portone", "rules");
    seeds.extend(files("rules/portone-checks", "rules"));
    seeds.extend(files("rules/smartro", "rules"));
    let parts = |text: &String| text.split("\n\n").map(str::to_owned).collect::<Vec<_>>();
    let declarations: Vec<String> = seeds.iter().flat_map(parts).collect();
    // Large files take long to compile, and say no more.
    seeds.retain(|text| text.len() < 4000);
    seeds.extend(declarations);
    seeds
}

/// Changes a seed as fuzzers do: bytes, pieces of others, words of the dictionary.
fn mutant(seeds: &[String], random: &mut Random) -> Vec<u8> {
    let mut text = random.pick(seeds).clone().into_bytes();
    for _ in 0..=random.below(4) {
        let at = random.below(text.len() + 1);
        match random.below(6) {
            0 if at < text.len() => text[at] = u8::try_from(random.below(256)).unwrap(),
            1 if at < text.len() => drop(text.remove(at)),
            2 => text.truncate(at),
            3 => {
                let other = random.pick(seeds).as_bytes();
                let start = random.below(other.len() + 1);
                let end = start + random.below(other.len() - start + 1).min(60);
                text.splice(at..at, other[start..end].iter().copied());
            }
            4 => {
                let end = at + random.below(text.len() - at + 1).min(20);
                text.drain(at..end);
            }
            _ => {
                let words =
                    DICTIONARY.lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
                let words: Vec<&str> = words.collect();
                let word = random.pick(&words).replace("\\\"", "\"").replace("\\\\", "\\");
                text.splice(at..at, word.bytes());
            }
        }
    }
    text
}

const DICTIONARY: &str = include_str!("../fuzz/dictionary.txt");

fn replay(seeds: &[String], target: fn(&[u8])) {
    for seed in seeds {
        target(seed.as_bytes());
    }
    let mut random = Random::new(0);
    for _ in 0..MUTANTS {
        target(&mutant(seeds, &mut random));
    }
}

#[test]
fn rules() {
    replay(&rule_texts(), targets::rules);
}

#[test]
fn format() {
    replay(&rule_texts(), targets::format);
}

#[test]
fn lint() {
    replay(&requests(), targets::lint);
}

#[test]
fn json() {
    replay(&requests(), targets::json);
}

#[test]
fn fix() {
    replay(&requests(), targets::fix);
}
