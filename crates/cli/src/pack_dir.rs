//! A rule pack on disk.

use std::fs;
use std::path::{Path, PathBuf};

use super::text_file;
use crate::failure::Failure;
use crate::messages::{self, Message, system};
use smartro_lint::Linter;
use smartro_lint::pack::{Cases, Pack, UsedRule};
use smartro_lint::source::Source;
use smartro_lint_rules::language::{quoted, refused};
use smartro_lint_rules::suggest::suggest_spelling;

/// The linter of a pack's directory, or of the built-in pack.
pub(super) fn linter(directory: Option<&Path>) -> Result<Linter, Failure> {
    match directory {
        Some(directory) => compiled(read(directory)?),
        None => Linter::smartro().map_err(|error| Failure::message(error.to_string())),
    }
}

/// The linter of a pack.
pub(super) fn compiled(pack: Pack) -> Result<Linter, Failure> {
    Linter::new(pack)
        .map_err(|error| Failure::Report(error.in_language(messages::language()).into()))
}

/// Whether one of the packs has an operation of this name.
pub(super) fn check_operation(linters: &[Linter], name: &str) -> Result<(), Failure> {
    let operations = || linters.iter().flat_map(Linter::operations);
    if operations().any(|known| known == name) {
        return Ok(());
    }
    let mut names: Vec<&str> = Vec::new();
    for operation in operations() {
        if !names.contains(&operation) {
            names.push(operation);
        }
    }
    let (near, known) = (suggest_spelling(name, names.iter().copied()), quoted(&names));
    let name = refused(name, near.is_some());
    Err(Failure::message(Message::UnknownOperation { name, near, known: &known }))
}

/// Whether a directory has the manifest of a pack.
pub(super) fn has_manifest(directory: &Path) -> bool {
    directory.join("pack.yaml").exists()
}

/// Reads a pack's directory, or one of rule files alone that other packs use: it gets the manifest
/// of a pack that uses none.
pub(super) fn read_used(directory: &Path) -> Result<Pack, Failure> {
    if has_manifest(directory) || rule_files(directory)?.is_empty() {
        return read(directory);
    }
    let name = directory.canonicalize().ok();
    let name = name.as_deref().and_then(Path::file_name).unwrap_or(directory.as_os_str());
    let name = name.to_string_lossy().replace(char::is_whitespace, "-");
    let manifest = format!("name: {name:?}\nversion: \"\"\n");
    let mut files = texts(directory, &rule_files(directory)?)?;
    files.push(("pack.yaml".to_owned(), manifest));
    Ok(Pack::new(directory.display().to_string(), files))
}

/// Reads a pack's directory. The packs that it uses, directly or through others, are taken from
/// beside it, where they are there, and else from the built-in ones.
pub(super) fn read(directory: &Path) -> Result<Pack, Failure> {
    let mut pack = Pack::new(directory.display().to_string(), parts(directory)?);
    let mut known = Vec::new();
    // What a used pack uses is known once it is read.
    while let Some(used) = pack.uses().into_iter().find(|used| !known.contains(used)) {
        let beside = beside(directory, &used);
        if beside.is_dir() {
            let named =
                |(path, text): (String, String)| (beside.join(path).display().to_string(), text);
            pack = pack.using(&used, parts(&beside)?.into_iter().map(named));
        }
        known.push(used);
    }
    Ok(pack)
}

/// Where a pack that another one uses is, if it is not a built-in one.
fn beside(directory: &Path, used: &str) -> PathBuf {
    directory.join("..").join(used)
}

/// The files of a pack that are compiled.
fn parts(directory: &Path) -> Result<Vec<(String, String)>, Failure> {
    let mut paths = rule_files(directory)?;
    let others = ["pack.yaml", "locales/ko.yaml", "locales/en.yaml"].map(PathBuf::from);
    paths.extend(others.into_iter().filter(|path| directory.join(path).is_file()));
    texts(directory, &paths)
}

/// Reads a pack's directory for its cases: a rule with parameters that the pack itself does not use
/// has what its case file gives.
pub(super) fn read_tested(directory: &Path) -> Result<Pack, Failure> {
    let pack = read(directory)?;
    let used: Vec<String> = pack.used_rules().into_iter().map(|used| used.name).collect();
    let mut uses = String::new();
    for rule in pack.rules_with_parameters().iter().filter(|rule| !used.contains(rule)) {
        if let Some(Cases { with: Some(with), .. }) = cases_in(directory, rule)? {
            uses.push_str(&format!("use {rule}({with})\n"));
        }
    }
    Ok(if uses.is_empty() {
        pack
    } else {
        pack.with("cases.rules", (format!("{}/cases.rules", directory.display()), uses))
    })
}

/// Files of a directory: their names there, and their texts.
fn texts(directory: &Path, paths: &[PathBuf]) -> Result<Vec<(String, String)>, Failure> {
    let text =
        |path: &PathBuf| Ok((path.display().to_string(), text_file::read(&directory.join(path))?));
    paths.iter().map(text).collect()
}

/// Reads the cases of a rule, if the pack in a directory has any; of a used rule for which the same
/// is given, those of its pack serve.
pub(super) fn cases(
    directory: &Path,
    rule: &str,
    used: &[UsedRule],
) -> Result<Option<Cases>, Failure> {
    let own = cases_in(directory, rule)?;
    let used = used.iter().find(|used| used.name == rule);
    let Some(UsedRule { rule, pack: Some(pack), arguments, .. }) = used.filter(|_| own.is_none())
    else {
        return Ok(own);
    };
    let cases = cases_in(&beside(directory, pack), rule)?;
    Ok(cases.filter(|cases| cases.with.as_deref().unwrap_or_default() == arguments))
}

/// Reads the cases of a rule that are in a directory, if there are any.
fn cases_in(directory: &Path, rule: &str) -> Result<Option<Cases>, Failure> {
    let path = case_file(directory, rule);
    if !path.is_file() {
        return Ok(None);
    }
    let source = Source::new(path.display().to_string(), text_file::read(&path)?);
    let base_of = |name: &str| {
        let is_name = !name.contains(['/', '\\']) && !name.starts_with('.');
        let path = directory.join("bases").join(format!("{name}.json"));
        let text = is_name.then(|| text_file::read(&path).ok()).flatten()?;
        Some(Source::new(path.display().to_string(), text))
    };
    let cases = Cases::parse(&source, base_of);
    cases.map(Some).map_err(|error| Failure::Report(error.in_language(messages::language()).into()))
}

/// Where the cases of a rule are.
pub(super) fn case_file(directory: &Path, rule: &str) -> PathBuf {
    directory.join("cases").join(format!("{rule}.yaml"))
}

/// The rule files of a directory, in the order of their names.
fn rule_files(directory: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |why: std::io::Error| {
        let why = match directory.is_file() {
            true => Message::PackIsFile.to_string(),
            false => system(&why),
        };
        Failure::message(Message::CannotRead { name: &directory.display(), why: &why })
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        let name = PathBuf::from(entry.map_err(unreadable)?.file_name());
        if name.extension().is_some_and(|extension| extension == "rules") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
