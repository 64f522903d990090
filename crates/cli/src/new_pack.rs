//! A pack to start from: one rule with its messages and cases.

use std::fs;
use std::path::Path;

use super::{files, output, pack_dir, test};
use crate::failure::Failure;
use crate::messages::{self, Message};
use smartro_lint::Language;
use smartro_lint::report::visible;

/// The pack's files, with comments in a language; and the rule file of a pack that uses the shared
/// checks.
fn template(language: Language) -> ([(&'static str, &'static str); 6], &'static str) {
    let (manifest, rules, shared, case) = match language {
        Language::Korean => (
            include_str!("new_pack/ko/pack.yaml"),
            include_str!("new_pack/ko/payment.rules"),
            include_str!("new_pack/ko/shared.rules"),
            include_str!("new_pack/ko/case.yaml"),
        ),
        Language::English => (
            include_str!("new_pack/en/pack.yaml"),
            include_str!("new_pack/en/payment.rules"),
            include_str!("new_pack/en/shared.rules"),
            include_str!("new_pack/en/case.yaml"),
        ),
    };
    let files = [
        ("pack.yaml", manifest),
        ("payment.rules", rules),
        ("locales/ko.yaml", include_str!("new_pack/locale.ko.yaml")),
        ("locales/en.yaml", include_str!("new_pack/locale.en.yaml")),
        ("bases/payment.json", include_str!("new_pack/base.json")),
        ("cases/payment-id-length.yaml", case),
    ];
    (files, shared)
}

/// Writes a pack into a directory that is not there or is empty, and accepts its snapshot; whether
/// it loads and its cases pass.
pub(super) fn new_pack(directory: &Path, used: &str) -> Result<bool, Failure> {
    let name = pack_name(directory)?;
    if fs::read_dir(directory).is_ok_and(|mut entries| entries.next().is_some()) {
        let directory = visible(&directory.display().to_string());
        return Err(Failure::message(Message::PackExists { directory: &directory }));
    }
    let shares = used == "portone-checks";
    let (template, shared) = template(messages::language());
    for (path, text) in template {
        // The shared check has its messages.
        let text = match path {
            "payment.rules" if shares => shared,
            path if shares && path.starts_with("locales/") => continue,
            _ => text,
        };
        let path = directory.join(path);
        let folder = path.parent().unwrap_or(directory);
        fs::create_dir_all(folder).map_err(|error| files::unwritable(&path, &error))?;
        let text = text.replace("PACK", &name).replace("USED", used);
        files::replace(&path, text.as_bytes(), None)?;
    }
    // Its mistakes, if the used pack is another than the template is made for, before its cases.
    pack_dir::linter(Some(directory))?;
    let passed = test::test(directory, true)?;
    let directory = visible(&directory.display().to_string());
    let written = Message::PackWritten { directory: &directory };
    output::print(&format!("{written}\n")).map_err(output::unwritable)?;
    Ok(passed)
}

/// The name of the pack in a directory: the directory's own, if it can be one.
fn pack_name(directory: &Path) -> Result<String, Failure> {
    let name = directory.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let is_name = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '-');
    if is_name {
        return Ok(name.to_owned());
    }
    // `.` and `/` have no name of their own.
    let shown = if name.is_empty() { directory.display().to_string() } else { name.to_owned() };
    Err(Failure::message(Message::NotAPackName { name: &visible(&shown) }))
}
