//! The built-in packs: every rule has cases, every case comes out as it should, and what the
//! invalid ones print is known.

use std::fs;
use std::path::{Path, PathBuf};

use smartro_lint::Linter;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

fn rules(pack: &str) -> PathBuf {
    Path::new(ROOT).join("rules").join(pack)
}

#[test]
fn cases_come_out_as_they_should() {
    let all = smartro_lint_cli::run_cases(&rules("smartro")).unwrap();
    let failures: Vec<String> = all
        .iter()
        .flat_map(|rule| rule.failures.iter().map(|failure| format!("{}: {failure}", rule.rule)))
        .collect();
    assert!(failures.is_empty(), "{failures:#?}");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(rules("smartro").join("cases/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        for rule in all {
            let snapshot = rule.snapshot;
            insta::assert_snapshot!(rule.rule, snapshot);
        }
    });
}

#[test]
fn every_file_of_the_packs_is_built_in() {
    let built_in =
        fs::read_to_string(Path::new(ROOT).join("crates/rules/src/pack/embedded.rs")).unwrap();
    for pack in ["portone", "smartro"] {
        for entry in fs::read_dir(rules(pack)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let is_part = name.ends_with(".rules") || name == "pack.yaml";
            assert!(!is_part || built_in.contains(&format!("\"{name}\"")), "{pack}/{name}");
        }
    }
}

#[test]
fn the_table_is_the_packs() {
    let table = fs::read_to_string(rules("smartro").join("README.md")).unwrap();
    assert!(
        smartro_lint_cli::rules_table(&rules("smartro")).unwrap() == table,
        "write it anew: cargo run -- rules --format markdown --rules rules/smartro > rules/smartro/README.md"
    );
}

#[test]
fn the_built_in_pack_loads() {
    let linter = Linter::smartro().unwrap();
    assert_eq!(linter.operations().count(), 7);
    assert!(linter.rules().count() > 70);
}
