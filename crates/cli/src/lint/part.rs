//! Some of a file's requests: what a thread lints at a time.

use std::ops::Range;
use std::sync::Arc;

use smartro_lint::source::{Position, Positions, Span};
use smartro_lint::{JsonError, JsonFault, Origin, Request};

/// A file's text, or some of its requests.
#[derive(Clone)]
pub(super) struct Part {
    /// The file's name, `-` for standard input.
    pub(super) name: Arc<str>,
    pub(super) text: Vec<u8>,
    pub(super) requests: Requests,
    /// Where it starts in the file.
    pub(super) start: Start,
    /// The text with unknown values for what a log does not show, where it has any.
    pub(super) with_holes: Option<Vec<u8>>,
    /// Whether it is of a file of a directory, which is skipped unless it holds a request.
    pub(super) is_candidate: bool,
    /// Whether only what is meant for a request is linted, for the same reason.
    pub(super) is_selective: bool,
}

/// Where a part starts in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start {
    pub(super) origin: Origin,
    /// How many requests, or in JSON Lines how many lines, the file has before it.
    pub(super) index: usize,
}

/// The requests of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Requests {
    /// The whole text.
    Whole,
    /// One a line; empty lines are none.
    Lines,
    /// These, out of an array.
    Elements(Vec<Element>),
    /// Those of calls in source code.
    Source,
    /// None: what follows the beginning of a request that is too long, or the end of an array.
    Rest,
}

/// An element of an array of requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element {
    /// Its bytes in the part.
    pub(super) span: Span,
    /// What is wrong with it, where its own text does not say so.
    pub(super) fault: Option<JsonFault>,
}

/// A request of a part.
#[derive(Debug, Clone, Copy)]
pub(super) struct RequestPlace {
    /// Its place in the file, from 0; in JSON Lines, the line's.
    pub(super) index: usize,
    /// Where it starts in the file.
    pub(super) origin: Origin,
    element: Element,
}

impl RequestPlace {
    /// Its bytes in the part.
    pub(super) fn range(&self) -> std::ops::Range<usize> {
        self.element.span.range()
    }

    /// Whether only its own text shows whether it can be read.
    pub(super) fn is_readable(&self) -> bool {
        self.element.fault.is_none()
    }

    /// What is wrong with it, where its own text does not say so.
    #[cfg(test)]
    pub(super) fn fault(&self) -> Option<JsonFault> {
        self.element.fault
    }
}

impl Start {
    /// The beginning of a file.
    pub(super) const FILE: Self =
        Self { origin: Origin { offset: 0, position: Position::START }, index: 0 };
}

/// The requests of a part, before and after their fixes.
pub(super) struct Fixed {
    /// The part's text with the fixes; `None`: nothing changes.
    pub(super) text: Option<Vec<u8>>,
    /// The bytes of each request, in order: before, and after the fixes.
    pub(super) requests: Vec<(Range<usize>, Range<usize>)>,
}

impl Part {
    /// A file's whole text.
    pub(super) fn whole(name: Arc<str>, text: Vec<u8>, requests: Requests) -> Self {
        let (start, with_holes) = (Start::FILE, None);
        let (is_candidate, is_selective) = (false, false);
        Self { name, text, requests, start, with_holes, is_candidate, is_selective }
    }

    /// The part with its fixes; it starts where those before it end.
    pub(super) fn fixed(mut self, fixed: Fixed, origin: Origin) -> Self {
        if let Requests::Elements(elements) = &mut self.requests {
            for (element, (_, range)) in elements.iter_mut().zip(&fixed.requests) {
                element.span = Span::new(range.start, range.end);
            }
        }
        let start = Start { origin, ..self.start };
        Self { text: fixed.text.unwrap_or(self.text), start, ..self }
    }

    /// Where the next part starts.
    pub(super) fn end(&self) -> Origin {
        let Origin { offset, position } = self.start.origin;
        let position = position.advanced(&self.text);
        Origin { offset: offset + self.text.len() as u64, position }
    }

    /// Whether the file starts with it.
    pub(super) fn is_first(&self) -> bool {
        self.start.origin.offset == 0
    }

    /// The requests in it, each of which is refused where it is longer than the limit in bytes.
    pub(super) fn places(&self, limit: usize) -> Vec<RequestPlace> {
        match &self.requests {
            Requests::Whole => {
                let element = Element { span: Span::new(0, self.text.len()), fault: None };
                vec![RequestPlace { index: self.start.index, origin: self.start.origin, element }]
            }
            Requests::Source | Requests::Rest => Vec::new(),
            Requests::Lines => self.lines(limit),
            Requests::Elements(elements) => {
                let positions = Positions::new(&self.text);
                let indices = self.start.index..;
                let place = |(index, element): (usize, &Element)| {
                    let position = positions.at(element.span.start as usize);
                    let position = position.after(self.start.origin.position);
                    self.place(index, *element, position)
                };
                indices.zip(elements).map(place).collect()
            }
        }
    }

    fn lines(&self, limit: usize) -> Vec<RequestPlace> {
        let (mut places, mut start) = (Vec::new(), 0);
        for index in self.start.index.. {
            let Some(rest) = self.text.get(start..).filter(|rest| !rest.is_empty()) else { break };
            let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            let line = rest.get(..length).unwrap_or_default();
            // Whatever is too long is a request, for the linter to refuse.
            if length > limit || !line.trim_ascii_start().is_empty() {
                let line = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
                let position = Position { line, ..Position::START };
                let element = Element { span: Span::new(start, start + length), fault: None };
                places.push(self.place(index, element, position));
            }
            start += length + 1;
        }
        places
    }

    fn place(&self, index: usize, element: Element, position: Position) -> RequestPlace {
        let offset = self.start.origin.offset + u64::from(element.span.start);
        RequestPlace { index, origin: Origin { offset, position }, element }
    }

    /// A request's text.
    pub(super) fn text(&self, place: RequestPlace) -> &[u8] {
        self.text.get(place.element.span.range()).unwrap_or_default()
    }

    /// A request, and where it is.
    pub(super) fn request(&self, place: RequestPlace) -> Request<'_> {
        let text = self.text(place);
        let with_holes = self.with_holes.as_ref().and_then(|text| text.get(place.range()));
        let request = match (place.element.fault, with_holes) {
            (Some(fault), _) => Request::broken(text, JsonError { fault, at: 0 }),
            (None, Some(text)) => Request::json(text).with_holes(),
            (None, None) => Request::json(text),
        };
        request.origin(place.origin)
    }
}
