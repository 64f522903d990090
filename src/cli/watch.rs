//! `--watch`: lints again what changes.

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::{Path, PathBuf, absolute};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::event::{EventKind, ModifyKind};
use notify::{Event, RecursiveMode, Watcher};

use super::arguments::Lint;
use super::project::PROJECT_FILE;
use super::{Failure, lint, output};

/// How long nothing may happen until what happened is looked at: one save is many events.
const QUIET: Duration = Duration::from_millis(100);

/// Clears a terminal, and what was scrolled off it.
const CLEAR: &str = "\x1b[2J\x1b[3J\x1b[H";

/// Lints what the command line names, and again what changes, until the program is stopped.
pub(super) fn watch(arguments: &Lint, style: &output::Style) -> Result<bool, Failure> {
    if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Failure::message("standard input cannot be watched"));
    }
    let (tell, told) = channel();
    let unwatched = |error| Failure::message(format!("cannot watch: {error}"));
    // The reader is gone when the program ends.
    let mut watcher =
        notify::recommended_watcher(move |event| drop(tell.send(event))).map_err(unwatched)?;
    for (path, mode) in places(arguments) {
        watcher.watch(&path, mode).map_err(unwatched)?;
    }
    lint_anew(arguments, style);
    while let Some(events) = next(&told, QUIET) {
        let events = events.into_iter().collect::<Result<Vec<Event>, _>>().map_err(unwatched)?;
        let changed = changed(&events);
        if changed.iter().any(|path| is_project(path, arguments)) {
            lint_anew(arguments, style);
            continue;
        }
        let again = again(&changed, files(arguments), arguments.rules.as_deref());
        if !again.is_empty() {
            lint_anew(&Lint { paths: again, ..arguments.clone() }, style);
        }
    }
    Err(Failure::message("cannot watch: no more is told of what changes"))
}

/// What is watched: directories, and those of files, which editors put others in the place of.
fn places(arguments: &Lint) -> Vec<(PathBuf, RecursiveMode)> {
    let place = |path: &PathBuf| {
        if path.is_dir() {
            return (path.clone(), RecursiveMode::Recursive);
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        (folder.unwrap_or(Path::new(".")).to_path_buf(), RecursiveMode::NonRecursive)
    };
    arguments.paths.iter().chain(&arguments.rules).map(place).collect()
}

/// The files that are there now. What has vanished, or cannot be listed for the moment, has
/// nothing to lint.
fn files(arguments: &Lint) -> Vec<PathBuf> {
    let paths = arguments.paths.iter().filter(|path| path.exists()).cloned();
    let there = Lint { paths: paths.collect(), quiet: true, ..arguments.clone() };
    let mut files = lint::files(&there).unwrap_or_default();
    files.retain(|file| file.exists());
    files
}

/// Lints; what cannot be done now can be mended, and is told.
fn lint_anew(arguments: &Lint, style: &output::Style) {
    if std::io::stdout().is_terminal() {
        // A terminal that is gone shows on the next write.
        let _ = output::say(CLEAR);
    }
    if let Err(failure) = lint::lint(arguments, style) {
        failure.tell(style);
    }
}

/// The next events, up to where none come for a while; nothing: there will be none any more.
fn next<E>(told: &Receiver<E>, quiet: Duration) -> Option<Vec<E>> {
    let mut events = vec![told.recv().ok()?];
    loop {
        match told.recv_timeout(quiet) {
            Ok(event) => events.push(event),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Some(events),
        }
    }
}

/// The paths whose contents may be others than before.
fn changed(events: &[Event]) -> BTreeSet<PathBuf> {
    let is_change = |event: &&Event| match event.kind {
        EventKind::Modify(ModifyKind::Metadata(_)) | EventKind::Access(_) => false,
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
    };
    let paths = events.iter().filter(is_change).flat_map(|event| &event.paths);
    paths.map(|path| whole(path)).collect()
}

/// The files to lint again: those that changed or, where the pack did, all.
fn again(changed: &BTreeSet<PathBuf>, files: Vec<PathBuf>, rules: Option<&Path>) -> Vec<PathBuf> {
    let rules = rules.map(whole);
    if rules.is_some_and(|rules| changed.iter().any(|path| path.starts_with(&rules))) {
        return files;
    }
    files.into_iter().filter(|file| changed.contains(&whole(file))).collect()
}

/// Whether a file says how others are linted.
fn is_project(path: &Path, arguments: &Lint) -> bool {
    let named = arguments.config.as_ref().is_some_and(|config| whole(config) == *path);
    named || path.file_name().is_some_and(|name| name == PROJECT_FILE)
}

/// A path by which it can be told from others.
fn whole(path: &Path) -> PathBuf {
    let path = absolute(path).unwrap_or_else(|_| path.to_path_buf());
    path.components().collect()
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, CreateKind, DataChange, MetadataKind, RemoveKind, RenameMode};

    use super::*;

    fn event(kind: EventKind, path: &str) -> Event {
        Event::new(kind).add_path(whole(Path::new(path)))
    }

    fn paths(names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn what_is_written_or_put_in_place_is_linted_again() {
        let events = [
            event(EventKind::Modify(ModifyKind::Data(DataChange::Any)), "a.json"),
            event(EventKind::Modify(ModifyKind::Name(RenameMode::To)), "b/c.json"),
            event(EventKind::Create(CreateKind::File), "b/new.json"),
            event(EventKind::Create(CreateKind::File), "b/other.txt"),
            event(EventKind::Remove(RemoveKind::File), "gone.json"),
            event(EventKind::Access(AccessKind::Any), "read.json"),
            event(EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), "touched.json"),
        ];
        let files = ["a.json", "./b/c.json", "b/new.json", "read.json", "touched.json", "x.json"];
        let again = again(&changed(&events), paths(&files), None);
        assert_eq!(again, paths(&["a.json", "./b/c.json", "b/new.json"]));
    }

    #[test]
    fn where_the_pack_changes_all_is_linted_again() {
        let rules = Some(Path::new("my-pg/"));
        let files = || paths(&["a.json", "b.json"]);
        let of = |path| changed(&[event(EventKind::Create(CreateKind::File), path)]);
        assert_eq!(again(&of("my-pg/cards.rules"), files(), rules), files());
        assert_eq!(again(&of("my-pg-2/cards.rules"), files(), rules), paths(&[]));
    }

    #[test]
    fn events_that_come_together_are_looked_at_together() {
        let (tell, told) = channel();
        for event in 0..3 {
            tell.send(event).unwrap();
        }
        assert_eq!(next(&told, Duration::ZERO), Some(vec![0, 1, 2]));
        drop(tell);
        assert_eq!(next(&told, QUIET), None::<Vec<i32>>);
    }
}
