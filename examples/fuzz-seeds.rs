//! Fills `fuzz/corpus` with seeds: rule files and their declarations, and the requests of cases.
#![allow(clippy::print_stdout, reason = "a program for people")]

use std::error::Error;
use std::fs;
use std::path::Path;

use smartro_lint::pack::Cases;
use smartro_lint::source::Source;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut rules = Vec::new();
    for folder in ["rules/portone", "rules/portone-checks", "rules/smartro"] {
        for text in texts(&root.join(folder), "rules")? {
            rules.extend(text.split("\n\n").map(str::to_owned));
            rules.push(text);
        }
    }
    let mut requests = texts(&root.join("tests/samples"), "json")?;
    let mut cases = texts(&root.join("rules/smartro/cases"), "yaml")?;
    cases.extend(texts(&root.join("rules/portone-checks/cases"), "yaml")?);
    for text in cases {
        let cases = Cases::parse(&Source::new("cases", text), |_| None)?;
        for case in cases.valid.iter().chain(&cases.invalid).chain(&cases.undecided) {
            requests.extend(case.requests().map(str::to_owned));
        }
    }
    for (targets, seeds) in
        [(&["rules", "format"][..], rules), (&["lint", "json", "fix"], requests)]
    {
        for target in targets {
            let folder = root.join("fuzz/corpus").join(target);
            fs::create_dir_all(&folder)?;
            for (index, seed) in seeds.iter().enumerate() {
                fs::write(folder.join(format!("seed-{index}")), seed)?;
            }
            println!("{target}: {} seeds", seeds.len());
        }
    }
    Ok(())
}

/// The files of a folder that end so.
fn texts(folder: &Path, extension: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            texts.push(fs::read_to_string(path)?);
        }
    }
    Ok(texts)
}
