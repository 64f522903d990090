//! The files that the command line names.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;

use super::lines::detect;
use super::outputs::Outputs;
use crate::arguments::{Command, Lint};
use crate::project::{Projects, Settings};
use crate::{Failure, output};
use smartro_lint::source::{Position, Positions, Span};
use smartro_lint::{Linter, Origin};
use smartro_lint::{Piece, Pieces};

/// A file's text or, of JSON Lines, some of its lines.
#[derive(Clone)]
pub(super) struct Part {
    /// The file's name, `-` for standard input.
    pub(super) name: Arc<str>,
    pub(super) text: Vec<u8>,
    /// How requests are laid out in it; `None`: it goes on with a line that is too long, and holds
    /// no request.
    pub(super) pieces: Option<Pieces>,
    /// How many bytes and how many lines of the file stand before it.
    pub(super) offset: u64,
    pub(super) line: usize,
}

/// How much of a file is asked for at first, in bytes.
const FIRST_READ: usize = 16 << 10;

/// A request of a part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Its place in the file, from 0; in JSON Lines, the line's.
    pub(super) index: usize,
    /// Its bytes in the part.
    pub(super) span: Span,
    /// Where it starts in the file.
    pub(super) origin: Origin,
}

/// Something to read, and how it is linted.
#[derive(Clone)]
pub(super) struct Input {
    pub(super) from: From,
    pub(super) settings: Arc<Settings>,
}

/// Where something is read from.
#[derive(Debug, Clone)]
pub(super) enum From {
    /// Standard input, and what it is called.
    StandardInput(Option<PathBuf>),
    Path(PathBuf),
}

/// A file that is open.
pub(super) struct Opened {
    /// What was read of it to see how requests stand in it.
    pub(super) text: Vec<u8>,
    pub(super) rest: Box<dyn Read + Send>,
    pub(super) pieces: Pieces,
}

/// The files that paths stand for: of a directory all requests in it, in order, but for what
/// `.gitignore` or a project file leaves out.
pub(super) fn find(arguments: &Lint, projects: &mut Projects<'_>) -> Result<Vec<Input>, Failure> {
    let outputs = Outputs::of(arguments)?;
    let mut inputs = Vec::new();
    for path in &arguments.paths {
        projects.named(path);
        if path.is_dir() {
            // What this run, or the last one, reports is no request.
            for path in walk(path)?.into_iter().filter(|path| !outputs.contains(path)) {
                let settings = projects.of(&path)?;
                inputs.extend(settings.map(|settings| Input { from: From::Path(path), settings }));
            }
            continue;
        }
        outputs.check_input(path)?;
        let is_input = path.as_os_str() == "-";
        let (from, settings) = match &arguments.stdin_filename {
            Some(name) if is_input => (From::StandardInput(Some(name.clone())), projects.of(name)?),
            None if is_input => (From::StandardInput(None), Some(projects.of_input()?)),
            _ => (From::Path(path.clone()), projects.of(path)?),
        };
        if let Some(settings) = settings {
            inputs.push(Input { from, settings });
        } else if !arguments.quiet {
            let name = from.name();
            output::complain(&format!("note: `{name}` is left out by its project file\n"));
        }
    }
    let contexts = arguments.context.iter().filter(|given| !given.contains('=')).map(Path::new);
    let mut settings = projects.read().iter().map(PathBuf::as_path).chain(contexts);
    settings.try_for_each(|path| outputs.check_input(path))?;
    Ok(inputs)
}

fn walk(directory: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = Vec::new();
    for entry in WalkBuilder::new(directory).require_git(false).build() {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                if is_file && is_request(entry.path()) {
                    paths.push(entry.into_path());
                }
            }
            Err(error) => match place(&error) {
                // To be opened in its turn, which tells why it cannot be read.
                Some(path) => paths.push(path.to_owned()),
                None => return Err(Failure::message(format!("cannot read {error}"))),
            },
        }
    }
    paths.sort();
    Ok(paths)
}

/// The directory that a walk could not enter.
fn place(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } => place(err),
        _ => None,
    }
}

fn is_request(path: &Path) -> bool {
    extension(path) == "json" || has_lines(path)
}

fn has_lines(path: &Path) -> bool {
    matches!(extension(path).as_str(), "jsonl" | "ndjson")
}

fn extension(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}

impl From {
    fn name(&self) -> Arc<str> {
        match self {
            Self::StandardInput(None) => "-".into(),
            Self::Path(path) | Self::StandardInput(Some(path)) => path.display().to_string().into(),
        }
    }
}

impl Input {
    /// What messages call it.
    pub(super) fn name(&self) -> Arc<str> {
        self.from.name()
    }

    /// How requests stand in it; nothing: only its text tells.
    pub(super) fn pieces(&self) -> Option<Pieces> {
        match &self.from {
            From::StandardInput(None) => None,
            From::Path(path) | From::StandardInput(Some(path)) if has_lines(path) => {
                Some(Pieces::Lines)
            }
            From::StandardInput(Some(path)) if !is_request(path) => None,
            From::Path(_) | From::StandardInput(_) => Some(Pieces::Json),
        }
    }

    /// How long it is, in bytes, where that is known before it is read.
    pub(super) fn size(&self) -> Option<u64> {
        let From::Path(path) = &self.from else { return None };
        fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|facts| facts.len())
    }

    /// Opens it, and looks how requests stand in it.
    pub(super) fn open(&self, limit: usize) -> Result<Opened, Failure> {
        let mut rest: Box<dyn Read + Send> = match &self.from {
            From::StandardInput(_) => Box::new(io::stdin()),
            From::Path(path) => {
                Box::new(File::open(path).map_err(|error| self.unreadable(&error))?)
            }
        };
        let begun = match self.pieces() {
            Some(pieces) => Ok((Vec::new(), pieces)),
            None => detect(&mut rest, limit),
        };
        let (text, pieces) = begun.map_err(|error| self.unreadable(&error))?;
        Ok(Opened { text, rest, pieces })
    }

    /// Reads the whole of it, but no more than the linter takes: of what is longer, so much
    /// that this shows.
    pub(super) fn read(&self, limit: usize) -> Result<Part, Failure> {
        self.read_rest(&mut self.open(limit)?, limit)
    }

    pub(super) fn read_rest(&self, opened: &mut Opened, limit: usize) -> Result<Part, Failure> {
        let Opened { text, rest, pieces } = opened;
        let mut text = std::mem::take(text);
        let pieces = Some(*pieces);
        // Most files are read at once, and it shows at once that they have ended.
        text.reserve(FIRST_READ);
        let more = limit.saturating_add(1).saturating_sub(text.len());
        match rest.take(more as u64).read_to_end(&mut text) {
            Ok(_) => Ok(Part { name: self.name(), text, pieces, offset: 0, line: 0 }),
            Err(error) => Err(self.unreadable(&error)),
        }
    }

    pub(super) fn unreadable(&self, error: &io::Error) -> Failure {
        match self.from {
            From::StandardInput(_) => {
                Failure::message(format!("cannot read standard input: {error}"))
            }
            From::Path(_) => {
                let name = self.name();
                let gone = error.kind() == io::ErrorKind::NotFound;
                let near = Some(&*name).filter(|_| gone).and_then(Command::near);
                let near = near.map(|near| format!(", did you mean the command `{near}`?"));
                let near = near.unwrap_or_default();
                Failure::message(format!("cannot read `{name}`: {error}{near}"))
            }
        }
    }
}

impl Part {
    /// The requests in it.
    pub(super) fn places(&self, linter: &Linter) -> impl Iterator<Item = Place> {
        let positions = Positions::new(&self.text);
        let pieces = self.pieces.map(|pieces| linter.split(&self.text, pieces)).unwrap_or_default();
        pieces.into_iter().map(move |piece| self.place(piece, &positions))
    }

    fn place(&self, Piece { index, span }: Piece, positions: &Positions<'_>) -> Place {
        let offset = self.offset + u64::from(span.start);
        match self.pieces {
            // A request takes a line: there is nothing to count.
            Some(Pieces::Lines) | None => {
                let index = self.line + index;
                let line = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
                let position = Position { line, column: 1, utf16: 1 };
                Place { index, span, origin: Origin { offset, position } }
            }
            Some(Pieces::Json) => {
                let position = positions.at(span.start as usize);
                Place { index, span, origin: Origin { offset, position } }
            }
        }
    }

    /// A request's text.
    pub(super) fn text(&self, place: Place) -> &[u8] {
        self.text.get(place.span.range()).unwrap_or_default()
    }
}
