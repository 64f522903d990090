//! What the library brings into a service: how many packages, under which licences, for which
//! compiler; and that its own packages are whole.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

fn cargo(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).arg("--offline");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The packages that the library is linked with, on Linux: `name version`.
fn of_library(features: &[&str]) -> BTreeSet<(String, String)> {
    let target = ["--target", "x86_64-unknown-linux-gnu"];
    let tree = ["tree", "-p", "smartro-lint", "--edges", "normal", "--prefix", "none"];
    let listed = cargo(&[&tree[..], &target, features].concat());
    let named = listed.lines().map(|line| {
        let mut words = line.split(' ');
        let (name, version) = (words.next().unwrap(), words.next().unwrap_or_default());
        (name.to_owned(), version.trim_start_matches('v').to_owned())
    });
    named.filter(|(name, _)| !name.starts_with("smartro-lint")).collect()
}

/// Raised with a reason, in the commit that raises it.
const MOST: usize = 48;

#[test]
fn the_library_has_few_dependencies() {
    let packages = of_library(&[]);
    assert!(packages.len() <= MOST, "{}: {packages:?}", packages.len());
    assert!(packages.len() + 5 > MOST, "there are {} now: lower the limit", packages.len());
    let page = include_str!("../SECURITY.md");
    let count = format!("linked with\n{} packages", packages.len());
    assert!(page.contains(&count), "SECURITY.md has another number than {}", packages.len());
    let names: BTreeSet<&str> = packages.iter().map(|(name, _)| name.as_str()).collect();
    for unwanted in
        ["tokio", "mio", "socket2", "hyper", "rustls", "clap", "rayon", "crossterm", "chrono"]
    {
        assert!(!names.contains(unwanted), "the library depends on {unwanted}");
    }
}

/// Without packs of one's own.
const MOST_WITHOUT_PACKS: usize = 32;

#[test]
fn without_packs_nothing_reads_or_compiles_them() {
    let packages = of_library(&["--no-default-features"]);
    assert!(packages.len() <= MOST_WITHOUT_PACKS, "{}: {packages:?}", packages.len());
    let unwanted = ["pest", "yaml", "regex", "automata"];
    let of_packs = packages.iter().map(|(name, _)| name);
    let of_packs = of_packs.filter(|name| unwanted.iter().any(|word| name.contains(word)));
    assert_eq!(of_packs.collect::<Vec<_>>(), [] as [&String; 0]);
}

#[test]
fn licences_and_compilers_of_dependencies_are_allowed() {
    let metadata: Value = serde_json::from_str(&cargo(&[
        "metadata",
        "--format-version",
        "1",
        "--filter-platform",
        "x86_64-unknown-linux-gnu",
    ]))
    .unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let own = packages.iter().find(|package| package["name"] == "smartro-lint").unwrap();
    let version = |text: &str| -> (u32, u32) {
        let mut numbers = text.split('.').map(|part| part.parse().unwrap());
        (numbers.next().unwrap(), numbers.next().unwrap())
    };
    let compiler = version(own["rust_version"].as_str().unwrap());
    let allowed =
        ["MIT", "Apache-2.0", "BSD-3-Clause", "ISC", "Unicode-3.0", "Unlicense", "Zlib", "CC0-1.0"];
    let library = of_library(&[]);
    let mut checked = 0;
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let key = (name.to_owned(), package["version"].as_str().unwrap().to_owned());
        if !library.contains(&key) {
            continue;
        }
        checked += 1;
        let licence = package["license"].as_str().unwrap_or_default();
        // All of what `AND` joins, one of what `OR` joins; older texts have a slash for it.
        let plain = licence.replace('/', " OR ").replace(['(', ')'], "");
        let fine = plain
            .split(" AND ")
            .all(|part| part.split(" OR ").any(|one| allowed.contains(&one.trim())));
        assert!(fine, "{name}: {licence:?}");
        if let Some(needed) = package["rust_version"].as_str() {
            assert!(version(needed) <= compiler, "{name} needs Rust {needed}");
        }
        assert!(
            package["source"]
                .as_str()
                .unwrap()
                .starts_with("registry+https://github.com/rust-lang/crates.io-index")
        );
    }
    assert_eq!(checked, library.len());
}

/// The package of `crates/rules` has the grammar and every file of the packs that it embeds, which
/// are outside of its folder.
#[test]
#[cfg(unix)]
fn the_language_can_be_packaged() {
    let listed = cargo(&["package", "-p", "smartro-lint-rules", "--list", "--allow-dirty"]);
    let packaged: BTreeSet<&str> = listed.lines().collect();
    assert!(packaged.contains("grammar/rules.pest"));
    for folder in [
        "engine",
        "portone",
        "portone-checks",
        "portone-checks/locales",
        "smartro",
        "smartro/locales",
    ] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join(folder);
        for file in std::fs::read_dir(path).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            let path = format!("rules/{folder}/{name}");
            let is_embedded =
                [".rules", ".yaml", ".txt"].iter().any(|ending| name.ends_with(ending));
            assert_eq!(packaged.contains(&*path), is_embedded, "{path}");
        }
    }
}
