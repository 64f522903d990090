//! Something to read, and how it is read.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

use super::elements::{Elements, elements};
use super::kind::{FileKind, Layout, is_json};
use super::lines::Lines;
use super::part::{Element, Part, Requests};
use super::text::StreamText;
use crate::arguments::Command;
use crate::failure::Failure;
use crate::messages::{Message, system};
use crate::project::Settings;
use smartro_lint::source::Span;

/// Something to read, and how it is linted.
#[derive(Clone)]
pub(super) struct InputFile {
    pub(super) from: InputSource,
    pub(super) settings: Arc<Settings>,
    /// Whether it is a file of a directory, which is skipped unless it holds a request.
    pub(super) is_candidate: bool,
}

/// Where something is read from.
#[derive(Debug, Clone)]
pub(super) enum InputSource {
    /// Standard input, and what it is called.
    StandardInput(Option<PathBuf>),
    Path(PathBuf),
    /// A text that an editor has of a file.
    #[cfg_attr(not(feature = "lsp"), allow(dead_code, reason = "only an editor has one"))]
    Text(PathBuf, Arc<[u8]>),
}

/// The parts of something that is read bit by bit.
pub(super) type Parts = Box<dyn Iterator<Item = Result<Part, Failure>> + Send>;

type ByteStream = Box<dyn Read + Send>;

impl InputSource {
    pub(super) fn name(&self) -> Arc<str> {
        match self {
            Self::StandardInput(None) => "-".into(),
            Self::Path(path) | Self::Text(path, _) | Self::StandardInput(Some(path)) => {
                path.display().to_string().into()
            }
        }
    }

    /// What it is by its name; standard input without one may be anything.
    fn kind(&self) -> FileKind {
        match self {
            Self::StandardInput(None) => FileKind::Other,
            Self::StandardInput(Some(path)) => FileKind::of(path),
            // A file that is named is read as one text, whatever its extension.
            Self::Path(path) | Self::Text(path, _) => match FileKind::of(path) {
                FileKind::Other => FileKind::Json,
                kind => kind,
            },
        }
    }
}

impl InputFile {
    /// What messages call it.
    pub(super) fn name(&self) -> Arc<str> {
        self.from.name()
    }

    /// Whether it is source code, by its name.
    pub(super) fn is_source(&self) -> bool {
        cfg!(feature = "source") && matches!(self.from.kind(), FileKind::Source(_))
    }

    /// How long it is, in bytes, where that is known before it is read.
    pub(super) fn size(&self) -> Option<u64> {
        let InputSource::Path(path) = &self.from else { return None };
        fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|facts| facts.len())
    }

    /// Opens it and finds how its requests are laid out.
    fn open(&self, limit: usize) -> Result<(StreamText<ByteStream>, Layout), Failure> {
        let reader: ByteStream = match &self.from {
            InputSource::StandardInput(_) => Box::new(io::stdin()),
            InputSource::Text(_, text) => Box::new(io::Cursor::new(Arc::clone(text))),
            InputSource::Path(path) => {
                Box::new(File::open(path).map_err(|error| self.unreadable(&error))?)
            }
        };
        let mut text = StreamText::new(reader);
        let layout = Layout::of(self.from.kind(), &mut text, limit);
        let layout = layout.map_err(|error| self.unreadable(&error))?;
        let is_recording = layout == Layout::Lines
            && self.from.kind().is_open()
            && self.settings.project.linter.recorded(text.first_line()).is_some();
        Ok((text, if is_recording { Layout::Whole } else { layout }))
    }

    /// Reads the whole of it, but of one that is a single request no more than shows that it is
    /// longer than the limit.
    pub(super) fn read(&self, limit: usize) -> Result<Part, Failure> {
        let (text, layout) = self.open(limit)?;
        let most = if layout == Layout::Whole { limit.saturating_add(1) } else { usize::MAX };
        self.read_rest(text, layout, most)
    }

    fn read_rest(
        &self,
        text: StreamText<ByteStream>,
        layout: Layout,
        most: usize,
    ) -> Result<Part, Failure> {
        let text = text.read_up_to(most).map_err(|error| self.unreadable(&error))?;
        let kind = self.from.kind();
        let kind = if self.is_candidate { kind } else { kind.of_text(&text) };
        let is_whole =
            layout == Layout::Whole && text.len() < most && !text.trim_ascii().is_empty();
        let fault = kind.fault(&text).filter(|_| is_whole && !is_json(&text));
        let requests = match (layout, kind) {
            (Layout::Lines, _) => Requests::Lines,
            (Layout::Elements, _) => Requests::Elements(elements(&text)),
            (Layout::Whole, FileKind::Source(_)) if cfg!(feature = "source") => Requests::Source,
            (Layout::Whole, _) if fault.is_some() => {
                Requests::Elements(vec![Element { span: Span::new(0, text.len()), fault }])
            }
            (Layout::Whole, FileKind::Foreign(_)) if text.trim_ascii_start().starts_with(b"[") => {
                Requests::Elements(elements(&text))
            }
            (Layout::Whole, _) => match self.several(&text) {
                Some(calls) => Requests::Elements(
                    calls.into_iter().map(|span| Element { span, fault: None }).collect(),
                ),
                None => Requests::Whole,
            },
        };
        let (is_candidate, is_selective) = (self.is_candidate, self.is_candidate);
        Ok(Part { is_candidate, is_selective, ..Part::whole(self.name(), text, requests) })
    }

    /// The requests of a text that has several: recorded traffic, a collection, or a file of its own
    /// form. In a directory, an object of another form is no file of requests.
    fn several(&self, text: &[u8]) -> Option<Vec<Span>> {
        let linter = &self.settings.project.linter;
        let recorded = linter.recorded(text);
        if self.is_candidate { recorded } else { recorded.or_else(|| linter.requests_within(text)) }
    }

    /// Its parts: reading goes on as they are asked for.
    pub(super) fn parts(self, limit: usize) -> Parts {
        let name = self.name();
        match self.open(limit) {
            Ok((text, Layout::Lines)) => {
                let lines = Lines::new(name, text, limit);
                Box::new(lines.map(move |part| self.some(part)))
            }
            Ok((text, Layout::Elements)) => {
                let elements = Elements::new(name, text, limit);
                Box::new(elements.map(move |part| self.some(part)))
            }
            Ok((text, Layout::Whole)) => {
                let part = self.read_rest(text, Layout::Whole, limit.saturating_add(1));
                Box::new(std::iter::once(part))
            }
            Err(failure) => Box::new(std::iter::once(Err(failure))),
        }
    }

    /// A part of a long one.
    fn some(&self, part: io::Result<Part>) -> Result<Part, Failure> {
        let part = part.map_err(|error| self.unreadable(&error))?;
        Ok(Part { is_selective: self.is_candidate, ..part })
    }

    pub(super) fn unreadable(&self, error: &io::Error) -> Failure {
        match self.from {
            InputSource::StandardInput(_) => {
                Failure::message(Message::CannotReadInput { why: &system(error) })
            }
            InputSource::Path(_) | InputSource::Text(..) => {
                let name = self.name();
                let gone = error.kind() == io::ErrorKind::NotFound;
                let near = Some(&*name).filter(|_| gone).and_then(Command::near);
                let why = system(error);
                Failure::message(match &near {
                    Some(command) => {
                        Message::CannotReadNearCommand { name: &name, why: &why, command }
                    }
                    None => Message::CannotRead { name: &name, why: &why },
                })
            }
        }
    }
}
