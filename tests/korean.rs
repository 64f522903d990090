//! Korean sentences: a particle after a value has the form that the value's last sound requires.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

use std::fs;
use std::path::{Path, PathBuf};

/// The forms that particles have after a consonant or after a vowel, and never after both.
const FORMS: [&str; 21] = [
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "과",
    "와",
    "으로",
    "로",
    "이나",
    "나",
    "이라",
    "라",
    "이라는",
    "라는",
    "이라고",
    "라고",
    "이랑",
    "랑",
    "으로는",
];

/// Values that are read as `괄호`.
const BRACKETS: [&str; 2] = ["opening", "closing"];

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let below = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    entries.flat_map(below).collect()
}

/// What has sentences: the sources without their tests, the catalogs, the templates of packs.
fn texts() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let crates = fs::read_dir(root.join("crates")).unwrap();
    let folders = crates.map(|entry| entry.unwrap().path().join("src"));
    let folders = folders.chain(["src", "rules"].map(|folder| root.join(folder)));
    let is_text = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "rs" || extension == "yaml")
    };
    let files = folders.flat_map(|folder| files(&folder)).filter(is_text);
    let text = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
        (path, text)
    };
    files.map(text).collect()
}

/// Fixed particles directly after places of values, such as `{name}은`.
fn fixed_particles(line: &str) -> Vec<String> {
    let is_hangul = |letter: char| ('가'..='힣').contains(&letter);
    let is_name = |name: &str| {
        name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.')
            && !name.starts_with(|first: char| first.is_ascii_digit())
    };
    let mut found = Vec::new();
    for (at, _) in line.match_indices('}') {
        let (before, after) = line.split_at(at);
        let name = before.rsplit('{').next().unwrap();
        // A particle after a bracket goes with the word before the bracket.
        let after = after.trim_start_matches(['}', '`', '"', '”', '’', '\'']);
        let word = after.split(|letter| !is_hangul(letter)).next().unwrap();
        if is_name(name) && !BRACKETS.contains(&name) && FORMS.contains(&word) {
            found.push(format!("{{{name}}}{word}"));
        }
    }
    found
}

#[test]
fn no_particle_after_a_value_is_fixed() {
    let mut sentences = 0;
    for (path, text) in texts() {
        for (number, line) in text.lines().enumerate() {
            let found = fixed_particles(line);
            assert!(found.is_empty(), "{}:{}: {found:?}", path.display(), number + 1);
            sentences += usize::from(line.contains('}') && line.contains("니다"));
        }
    }
    assert!(sentences > 300, "{sentences}");
}

#[test]
fn fixed_particles_are_found() {
    for (line, found) in [
        ("`{bank}`는 은행이 아닙니다", vec!["{bank}는"]),
        ("버전 {found}은 지원하지", vec!["{found}은"]),
        ("`{}`로 닫으세요", vec!["{}로"]),
        ("`{bank:은/는}` {count}개, {name}(으)로 `{x}` 값은", vec![]),
        ("연도(`{field}`)는 `{opening}`를 `{key}`이므로 {most}자를", vec![]),
    ] {
        assert_eq!(fixed_particles(line), found);
    }
}
