//! Files of a pack's directory that look like parts of the pack, and that nothing reads.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::messages::{Message, system};

/// How deep directories are looked through.
const MOST_LEVELS: usize = 8;

/// The rule files and the YAML files of a pack's directory that are no part of the pack, in the order of
/// their paths there. `rules`: the names of the rules, which have case files; without, all have.
pub(super) fn unread(directory: &Path, rules: Option<&[String]>) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    walk(directory, Path::new(""), &mut found)?;
    found.retain(|path| !is_read(path, rules));
    found.sort();
    Ok(found)
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let directory = root.join(folder);
    let unreadable = |why: std::io::Error| {
        Failure::message(Message::CannotRead { name: &directory.display(), why: &system(&why) })
    };
    for entry in fs::read_dir(&directory).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = folder.join(entry.file_name());
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        let kind = entry.file_type().map_err(unreadable)?;
        // A directory with a manifest is a pack of its own.
        let is_own = || !root.join(&path).join("pack.yaml").exists();
        if kind.is_dir() && !is_hidden && path.components().count() < MOST_LEVELS && is_own() {
            walk(root, &path, found)?;
        } else if kind.is_file() && !is_hidden && is_part(&path) {
            found.push(path);
        }
    }
    Ok(())
}

/// Whether a file looks like a part of a pack; the project file has the extension too.
fn is_part(path: &Path) -> bool {
    let is_yaml = path.extension().is_some_and(|one| one == "yaml" || one == "yml");
    let is_project = path.file_stem().is_some_and(|stem| stem == "smartro-lint");
    is_yaml && !is_project || is_rules(path)
}

/// Whether it is a rule file.
pub(super) fn is_rules(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rules")
}

fn is_read(path: &Path, rules: Option<&[String]>) -> bool {
    let is_rule = |stem: &str| rules.is_none_or(|rules| rules.iter().any(|rule| rule == stem));
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let is_yaml = path.extension().is_some_and(|extension| extension == "yaml");
    let folder = path.parent().and_then(Path::to_str);
    match folder {
        Some("") => is_rules(path) || is_yaml && stem == "pack",
        Some("locales") => is_yaml && matches!(stem, "ko" | "en"),
        Some("cases") => is_yaml && is_rule(stem),
        _ => false,
    }
}
