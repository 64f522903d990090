//! The built-in packs, and three of other gateways: every rule has cases, every case comes out as it should, and what the
//! invalid ones print is known.

use std::fs;
use std::path::{Path, PathBuf};

use smartro_lint::{Linter, Request};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

fn rules(pack: &str) -> PathBuf {
    Path::new(ROOT).join("rules").join(pack)
}

#[test]
fn cases_come_out_as_they_should() {
    let of_others = ["tosspayments", "inicis", "kcp"]
        .map(|pack| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs").join(pack));
    for pack in [rules("portone-checks"), rules("smartro")].into_iter().chain(of_others) {
        let all = smartro_lint_cli::run_cases(&pack).unwrap();
        let failures: Vec<String> = all
            .iter()
            .flat_map(|rule| rule.failures.iter().map(|why| format!("{}: {why}", rule.rule)))
            .collect();
        assert!(failures.is_empty(), "{failures:#?}");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(pack.join("cases/snapshots"));
        settings.set_prepend_module_to_snapshot(false);
        settings.bind(|| {
            for rule in all {
                let snapshot = rule.snapshot;
                insta::assert_snapshot!(rule.rule, snapshot);
            }
        });
    }
}

#[test]
fn every_file_of_the_packs_is_built_in() {
    let built_in =
        fs::read_to_string(Path::new(ROOT).join("crates/rules/src/embedded.rs")).unwrap();
    for pack in ["portone", "portone-checks", "smartro"] {
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
        "write it again: cargo run -- rules --format markdown --rules rules/smartro > rules/smartro/README.md"
    );
}

#[test]
fn the_built_in_pack_loads() {
    let linter = Linter::smartro().unwrap();
    assert_eq!(linter.operations().count(), 7);
    assert!(linter.rules().count() > 70);
}

/// What rehype-slug makes of a heading.
fn slug(heading: &str) -> String {
    let kept = |one: &char| one.is_alphanumeric() || matches!(one, ' ' | '-' | '_');
    heading.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-")
}

fn percent_encoded(text: &str) -> String {
    let encoded = |byte: u8| match byte {
        b'-' | b'_' => char::from(byte).to_string(),
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(encoded).collect()
}

#[test]
fn every_section_of_the_guide_has_the_anchor_of_a_heading() {
    let linter = Linter::smartro().unwrap();
    let sections = linter.manifest().sources["guide"].sections.as_ref().unwrap();
    let mut headings: Vec<String> = Vec::new();
    for (name, section) in sections {
        let anchor = section.anchor.clone().unwrap();
        let slug = slug(&section.heading);
        let before = headings.iter().filter(|heading| **heading == slug).count();
        let own = if before == 0 { slug.clone() } else { format!("{slug}-{before}") };
        if anchor == own {
            headings.push(slug);
        } else {
            // A folded box: its heading is the one above it.
            assert_eq!(Some(&anchor), headings.last(), "{name}");
        }
    }
    assert_eq!(headings.len(), 25);
}

#[test]
fn findings_lead_to_the_section_of_their_operation() {
    let linter = Linter::smartro().unwrap();
    let page = "https://developers.portone.io/opi/ko/integration/pg/v2/smartro-v2";
    let sections = [
        ("requestPayment", "주요-파라미터"),
        ("requestIssueBillingKey", "주요-파라미터-1"),
        ("payInstantly", "주요-파라미터-2"),
        ("issueBillingKey", "빌링키-발급-주요-파라미터"),
    ];
    for (operation, anchor) in sections {
        let report = linter.lint(&Request::json("{}").operation(operation));
        let finding = report.diagnostics.iter().find(|one| one.rule == "channel-required").unwrap();
        let url = format!("{page}#{}", percent_encoded(anchor));
        assert_eq!(finding.url.as_deref(), Some(&*url), "{operation}");
    }
}
