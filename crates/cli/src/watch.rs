//! `--watch`: lints again what changes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal;
use std::path::{Path, PathBuf, absolute};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use notify::event::{EventKind, ModifyKind};
use notify::{ErrorKind, Event, RecursiveMode, Watcher};

use super::arguments::LintArguments;
use super::project::{PROJECT_FILE, Projects};
use super::{lint, output};
use crate::failure::Failure;
use crate::messages::{Message, system};

/// How long nothing may happen until what happened is looked at: one save is many events.
const SETTLING: Duration = Duration::from_millis(100);

/// Clears a terminal, and what was scrolled off it.
const CLEAR: &str = "\x1b[2J\x1b[3J\x1b[H";

/// Lints what the command line names, and again what changes, until the program is stopped.
pub(super) fn watch(arguments: &LintArguments, style: &output::Style) -> Result<bool, Failure> {
    if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Failure::message(Message::InputNotWatched));
    }
    let (sender, events) = channel();
    let unwatched = |error: notify::Error| {
        let why = match &error.kind {
            ErrorKind::Io(error) => system(error),
            ErrorKind::MaxFilesWatch => Message::TooManyWatched.to_string(),
            _ => error.to_string(),
        };
        Failure::message(Message::CannotWatch { why: &why })
    };
    // The reader is gone when the program ends.
    let mut watcher =
        notify::recommended_watcher(move |event| drop(sender.send(event))).map_err(unwatched)?;
    let mut watched = BTreeMap::new();
    loop {
        let reach = Reach::new(arguments, Path::new("."));
        for (path, mode) in reach.places() {
            if watched.insert(path.clone(), mode) != Some(mode) {
                watcher.watch(&path, mode).map_err(unwatched)?;
            }
        }
        lint_again(arguments, style);
        // Until all is linted again, only what has changed.
        loop {
            let concerns = |event: &notify::Result<Event>| match event {
                Ok(event) => !reach.changed([event]).is_empty(),
                Err(_) => true,
            };
            let Some(events) = next(&events, SETTLING, concerns) else {
                return Err(Failure::message(Message::WatcherStopped));
            };
            let events = events.into_iter().collect::<Result<Vec<Event>, _>>();
            match reach.again(&events.map_err(unwatched)?, || files(arguments)) {
                Rerun::All => break,
                Rerun::Files(files) if files.is_empty() => {}
                Rerun::Files(paths) => {
                    lint_again(&LintArguments { paths, ..arguments.clone() }, style)
                }
            }
        }
    }
}

/// What a run looks at, by paths without links.
#[derive(Default)]
struct Reach {
    /// The files and directories that are linted.
    linted: Vec<PathBuf>,
    /// What says how: project files, rule packs, baselines, contexts.
    settings: Vec<PathBuf>,
    /// Whether project files that are not named count.
    projects: bool,
    /// Where they may come to be: the directories from here down to what is linted.
    above: BTreeSet<PathBuf>,
}

/// What is to be linted again.
#[derive(Debug, PartialEq, Eq)]
enum Rerun {
    /// Everything, for it is linted in another way now.
    All,
    Files(Vec<PathBuf>),
}

impl Reach {
    /// What a run would look at that is started in a directory.
    fn new(arguments: &LintArguments, here: &Path) -> Self {
        let linted: Vec<PathBuf> = arguments.paths.iter().map(|path| whole(path)).collect();
        let contexts = arguments.context.iter().filter(|given| !given.contains('='));
        let settings = lint::settings(arguments).into_iter().chain(contexts.map(PathBuf::from));
        let here = whole(here);
        let projects = arguments.config.is_none() && !arguments.no_config;
        // Of what is elsewhere, the directory that it is in.
        let above = linted.iter().filter(|_| projects).flat_map(|path| {
            let folders = path.ancestors().enumerate();
            folders.filter(|(up, folder)| *up < 2 || folder.starts_with(&here))
        });
        let above = above.map(|(_, folder)| folder.to_path_buf()).collect();
        Self { settings: settings.map(|path| whole(&path)).collect(), linted, projects, above }
    }

    /// The directories that are watched; of files, those that they are in, for editors put
    /// others in their place.
    fn places(&self) -> BTreeMap<PathBuf, RecursiveMode> {
        let mut places = BTreeMap::new();
        let folders = self.above.iter().map(PathBuf::as_path);
        let parents = self.settings.iter().filter_map(|path| path.parent());
        // What is missing is reported by the run that needs it.
        for folder in folders.chain(parents).filter(|folder| folder.is_dir()) {
            places.insert(folder.to_path_buf(), RecursiveMode::NonRecursive);
        }
        for path in self.linted.iter().filter(|path| !path.is_dir()) {
            places.extend(path.parent().map(|at| (at.to_path_buf(), RecursiveMode::NonRecursive)));
        }
        let trees = self.linted.iter().chain(&self.settings).filter(|path| path.is_dir());
        let trees: Vec<&PathBuf> = trees.collect();
        places.extend(trees.iter().map(|tree| ((*tree).clone(), RecursiveMode::Recursive)));
        let inside = |path: &Path| {
            path.ancestors().skip(1).any(|above| trees.iter().any(|tree| *tree == above))
        };
        places.retain(|path, _| !inside(path));
        places
    }

    /// The paths of events that matter, whose contents may be others than before.
    fn changed<'e>(&self, events: impl IntoIterator<Item = &'e Event>) -> BTreeSet<PathBuf> {
        let is_change = |event: &&Event| match event.kind {
            EventKind::Modify(ModifyKind::Metadata(_)) | EventKind::Access(_) => false,
            EventKind::Any
            | EventKind::Create(_)
            | EventKind::Modify(_)
            | EventKind::Remove(_)
            | EventKind::Other => true,
        };
        let paths = events.into_iter().filter(is_change).flat_map(|event| &event.paths);
        let is_linted = |path: &Path| self.linted.iter().any(|one| path.starts_with(one));
        let paths = paths.map(|path| whole(path));
        paths.filter(|path| self.is_setting(path) || is_linted(path)).collect()
    }

    /// What to lint again, given events, and the files that there are now.
    fn again(&self, events: &[Event], files: impl FnOnce() -> Vec<PathBuf>) -> Rerun {
        let changed = self.changed(events);
        if changed.iter().any(|path| self.is_setting(path)) {
            return Rerun::All;
        }
        let changed = |file: &PathBuf| changed.contains(&whole(file));
        Rerun::Files(files().into_iter().filter(changed).collect())
    }

    /// Whether a path is a project file, a rule pack, a baseline or a context, or may become one.
    fn is_setting(&self, path: &Path) -> bool {
        let named = path.file_name().is_some_and(|name| name == PROJECT_FILE);
        let counts = |folder: &Path| {
            self.above.contains(folder) || self.linted.iter().any(|one| folder.starts_with(one))
        };
        self.settings.iter().any(|one| path.starts_with(one))
            || (named && self.projects && path.parent().is_some_and(counts))
    }
}

/// The files that are there now. What has vanished, or cannot be listed for the moment, has
/// nothing to lint.
fn files(arguments: &LintArguments) -> Vec<PathBuf> {
    let paths = arguments.paths.iter().filter(|path| path.exists()).cloned();
    let there = LintArguments { paths: paths.collect(), quiet: true, ..arguments.clone() };
    let mut files = lint::files(&there).unwrap_or_default();
    files.retain(|file| file.exists());
    files
}

/// Lints; what cannot be done now may be fixed by then, and is reported.
fn lint_again(arguments: &LintArguments, style: &output::Style) {
    if std::io::stdout().is_terminal() {
        // A terminal that is gone shows on the next write.
        let _ = output::print(CLEAR);
    }
    if let Err(failure) = lint::lint(arguments, style, &mut Projects::new(arguments)) {
        style.report(&failure);
    }
}

/// The next events that are of concern, up to where none come for a while; nothing: there will
/// be none any more.
fn next<E>(
    received: &Receiver<E>,
    settling: Duration,
    concerns: impl Fn(&E) -> bool,
) -> Option<Vec<E>> {
    let mut events = vec![received.iter().find(&concerns)?];
    let mut end = Instant::now() + settling;
    while let Ok(event) = received.recv_timeout(end.saturating_duration_since(Instant::now())) {
        if concerns(&event) {
            events.push(event);
            end = Instant::now() + settling;
        }
    }
    Some(events)
}

/// A path without links that identifies a file, also one that is gone.
fn whole(path: &Path) -> PathBuf {
    let beside = || {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new(".")).canonicalize().ok()?;
        Some(folder.join(path.file_name()?))
    };
    let found = path.canonicalize().ok().or_else(beside).or_else(|| absolute(path).ok());
    found.unwrap_or_else(|| path.to_path_buf())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use clap::Parser;
    use notify::event::{AccessKind, CreateKind, DataChange, MetadataKind, RemoveKind, RenameMode};
    use tempfile::TempDir;

    use super::*;
    use crate::arguments::Arguments;

    /// A directory with files, each of which holds a text.
    fn folder(files: &[(&str, &str)]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    /// What a run looks at that is started in a directory; the last arguments are paths in it.
    fn reach(folder: &TempDir, options: &[&str], paths: &[&str]) -> Reach {
        let paths = paths.iter().map(|path| folder.path().join(path).display().to_string());
        let options = ["smartro-lint"].iter().chain(options).map(|text| (*text).to_owned());
        let arguments = Arguments::parse_from(options.chain(paths));
        Reach::new(&arguments.lint, folder.path())
    }

    fn event(folder: &TempDir, kind: EventKind, path: &str) -> Event {
        Event::new(kind).add_path(whole(&folder.path().join(path)))
    }

    /// What is linted again when a file is written.
    fn written(folder: &TempDir, reach: &Reach, path: &str) -> Rerun {
        let event = event(folder, EventKind::Modify(ModifyKind::Data(DataChange::Any)), path);
        reach.again(&[event], || vec![folder.path().join("requests/a.json")])
    }

    /// The directories that are watched, those with all that is in them with a `*`.
    fn places(folder: &TempDir, reach: &Reach) -> Vec<String> {
        let root = whole(folder.path());
        let places = reach.places().into_iter().map(|(path, mode)| {
            let below = if mode == RecursiveMode::Recursive { "*" } else { "" };
            format!("{}{below}", path.strip_prefix(&root).unwrap().display())
        });
        places.collect()
    }

    #[test]
    fn what_is_written_or_put_in_place_is_linted_again() {
        let files = ["a.json", "b/c.json", "b/new.json", "read.json", "touched.json", "x.json"];
        let folder = folder(&files.map(|name| (name, "{}")));
        let reach = reach(&folder, &[], &["."]);
        let event = |kind, path| event(&folder, kind, path);
        let events = [
            event(EventKind::Modify(ModifyKind::Data(DataChange::Any)), "a.json"),
            event(EventKind::Modify(ModifyKind::Name(RenameMode::To)), "b/c.json"),
            event(EventKind::Create(CreateKind::File), "b/new.json"),
            event(EventKind::Create(CreateKind::File), "b/other.txt"),
            event(EventKind::Remove(RemoveKind::File), "gone.json"),
            event(EventKind::Access(AccessKind::Any), "read.json"),
            event(EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), "touched.json"),
        ];
        let paths = |names: &[&str]| names.iter().map(|name| folder.path().join(name)).collect();
        let again = reach.again(&events, || paths(&files));
        assert_eq!(again, Rerun::Files(paths(&["a.json", "b/c.json", "b/new.json"])));
    }

    #[test]
    fn where_what_says_how_changes_all_is_linted_again() {
        let folder = folder(&[
            ("requests/a.json", "{}"),
            ("smartro-lint.yaml", "rules: my-pg\nbaseline: kept/base.json\n"),
            ("my-pg/pack.yaml", "name: my-pg\nversion: 0.1.0\nuses: [portone]\n"),
            ("my-pg/ids.rules", "a mistake"),
            ("kept/other.json", "{}"),
        ]);
        let none = Rerun::Files(Vec::new());
        // The pack cannot be used, and the baseline is not read: either may be corrected.
        let broken = reach(&folder, &[], &["requests"]);
        assert_eq!(places(&folder, &broken), ["", "my-pg*", "requests*"]);
        assert_eq!(written(&folder, &broken, "my-pg/ids.rules"), Rerun::All);
        let rule = "rule r: error on requestPayment { require paymentId matches /a/ }";
        fs::write(folder.path().join("my-pg/ids.rules"), format!("/// A rule.\n{rule}\n")).unwrap();
        let corrected = reach(&folder, &[], &["requests"]);
        assert_eq!(places(&folder, &corrected), ["", "kept", "my-pg*", "requests*"]);
        for path in [
            "my-pg/ids.rules",
            "my-pg/locales/ko.yaml",
            "kept/base.json",
            "smartro-lint.yaml",
            "requests/deep/smartro-lint.yaml",
        ] {
            assert_eq!(written(&folder, &corrected, path), Rerun::All, "{path}");
        }
        for path in ["my-pg-2/ids.rules", "kept/other.json", "a.json", "kept/smartro-lint.yaml"] {
            assert_eq!(written(&folder, &corrected, path), none, "{path}");
        }
        let linted = Rerun::Files(vec![folder.path().join("requests/a.json")]);
        assert_eq!(written(&folder, &corrected, "requests/a.json"), linted);
    }

    #[test]
    fn what_the_command_line_names_is_watched() {
        let folder = folder(&[
            ("requests/deep/a.json", "{}"),
            ("settings/context.json", "{}"),
            ("settings/lint.yaml", ""),
        ]);
        let named = |name: &str| folder.path().join(name).display().to_string();
        let (context, config) = (named("settings/context.json"), named("settings/lint.yaml"));
        let options = ["--context", &context, "--config", &config, "--context", "channel=live"];
        let reported = reach(&folder, &options, &["requests/deep/a.json"]);
        assert_eq!(places(&folder, &reported), ["requests/deep", "settings"]);
        assert_eq!(written(&folder, &reported, "settings/context.json"), Rerun::All);
        assert_eq!(written(&folder, &reported, "settings/lint.yaml"), Rerun::All);
        let none = Rerun::Files(Vec::new());
        assert_eq!(written(&folder, &reported, "requests/smartro-lint.yaml"), none);
        // A project file may come to be above.
        let found = reach(&folder, &[], &["requests/deep/a.json"]);
        assert_eq!(places(&folder, &found), ["", "requests", "requests/deep"]);
        assert_eq!(written(&folder, &found, "requests/smartro-lint.yaml"), Rerun::All);
        assert_eq!(written(&folder, &found, "requests/other.json"), none);
    }

    #[test]
    fn events_that_come_together_are_looked_at_together() {
        let (sender, events) = channel();
        for event in 0..6 {
            sender.send(event).unwrap();
        }
        let concerns = |event: &i32| event % 2 == 1;
        assert_eq!(next(&events, Duration::ZERO, concerns), Some(vec![1, 3, 5]));
        drop(sender);
        assert_eq!(next(&events, SETTLING, concerns), None);
    }
}
