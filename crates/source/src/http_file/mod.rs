//! Files of HTTP clients (`.http`, `.rest`): requests as they are sent, with `{{placeholders}}`.
//!
//! ```text
//! @id = order1
//! ### cancel
//! POST https://api.portone.io/payments/{{id}}/cancel
//! Authorization: PortOne {{secret}}
//!
//! { "reason": "out of stock" }
//! ```

mod body;
mod lines;
mod placeholders;

use crate::{
    calls::Calls,
    find::{addressed, other},
    lowered::{
        Lowered, LoweredRequest, LoweredText, Mapping, PathParameter, SourceError, Span, World,
    },
    options::KnownParts,
};
use lines::{lines, of};
use placeholders::Variables;

/// Whether a file of this name is one of an HTTP client.
pub(crate) fn is_named(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.eq_ignore_ascii_case("http") || extension.eq_ignore_ascii_case("rest")
}

/// Lowers the requests of a file that are the API's.
///
/// # Errors
/// If a body is no JSON: where.
pub(crate) fn lower(
    text: &str,
    calls: &Calls,
    known_parts: KnownParts,
    lowered: &mut Lowered,
) -> Result<(), SourceError> {
    // No editor shows a byte order mark, and no client sends it.
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let file = Span::new(start, text.len());
    let variables = Variables::of(text, file, known_parts);
    for block in blocks(text, file) {
        if let Some(request) = Sent::read(text, block) {
            request.lower(text, calls, &variables, lowered)?;
        }
    }
    Ok(())
}

/// The parts of a file between its `###` lines.
fn blocks(text: &str, file: Span) -> Vec<Span> {
    let mut blocks = Vec::new();
    let mut start = file.start;
    for line in lines(text, file) {
        if of(text, line).starts_with("###") {
            blocks.push(Span::new(start, line.start));
            start = line.end;
        }
    }
    blocks.push(Span::new(start, file.end));
    blocks
}

/// A request, by the places of its parts.
struct Sent<'t> {
    method: &'t str,
    /// The first line.
    line: Span,
    url: Span,
    /// More of the URL, on lines of its own.
    query: String,
    authorization: Option<&'t str>,
    /// From the first byte of the body to its last.
    body: Option<Span>,
}

impl<'t> Sent<'t> {
    fn read(text: &'t str, block: Span) -> Option<Self> {
        let mut lines = lines(text, block).skip_while(|line| !begins_request(of(text, *line)));
        let line = lines.next()?;
        let written = of(text, line).trim_end();
        let (method, url) = match written.split_once(char::is_whitespace) {
            Some((method, url)) if is_method(method) => (method, url),
            _ => ("GET", written),
        };
        let url = url.trim();
        let start = line.start + written.rfind(url)?;
        let url = url.rsplit_once(" HTTP/").map_or(url, |(url, _)| url.trim_end());
        let mut sent = Self {
            method,
            line: Span::new(line.start, line.start + written.len()),
            url: Span::new(start, start + url.len()),
            query: String::new(),
            authorization: None,
            body: None,
        };
        for line in lines {
            let header = of(text, line);
            if header.trim().is_empty() {
                sent.body = body_in(text, Span::new(line.end, block.end));
                break;
            }
            if header.starts_with([' ', '\t']) && header.trim_start().starts_with(['?', '&', '/']) {
                sent.query.push_str(header.trim());
            } else if let Some((name, value)) = header.split_once(':')
                && name.trim().eq_ignore_ascii_case("authorization")
            {
                sent.authorization = Some(value.trim());
            }
        }
        Some(sent)
    }

    /// Adds the request, if it is one of the API's, or nearly one.
    fn lower(
        &self,
        text: &str,
        calls: &Calls,
        variables: &Variables<'_>,
        lowered: &mut Lowered,
    ) -> Result<(), SourceError> {
        let written = format!("{}{}", of(text, self.url), self.query);
        let url = variables.filled(&written);
        let authorization = self.authorization.map(|header| variables.filled(header));
        let Some((rest, parameters)) = addressed(calls, self.method, &url, authorization.as_ref())
        else {
            let near = other(calls, (self.method, &url), text, (self.line, self.url));
            lowered.others.extend(near);
            return Ok(());
        };
        let body = match self.body {
            None => whole(self.line, "{}"),
            Some(body) => body::lower(text, body, variables)?,
        };
        let path = parameters.into_iter().map(|(name, value)| {
            let mut written = String::new();
            // `:id` is a placeholder only as a whole segment.
            let value = match value.as_known() {
                Some(known) => variables.filled(known),
                None => value,
            };
            value.write(&mut written);
            PathParameter { name: name.to_owned(), value: whole(self.url, &written) }
        });
        let world = World {
            conditions: Vec::new(),
            others: Vec::new(),
            path: path.collect(),
            channel: body::channel(&body, text, &calls.channel_fields),
            body,
            sender: None,
        };
        lowered.requests.push(LoweredRequest {
            operation: rest.operation.clone(),
            call: self.line,
            worlds: vec![world],
        });
        Ok(())
    }
}

/// A text of which all comes from one place.
fn whole(source: Span, written: &str) -> LoweredText {
    let lowered = Span::new(0, written.len());
    let map = vec![Mapping { lowered, source, value_from: None, literal: None }];
    LoweredText { text: written.to_owned(), map }
}

/// Whether a line is the first of a request: no comment, variable, script or blank line.
fn begins_request(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    is_method(first) || first.contains("://") || first.starts_with("{{")
}

fn is_method(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Where a body is: up to what the client does with the response. A body that is another file is
/// not known.
fn body_in(text: &str, part: Span) -> Option<Span> {
    let end = lines(text, part)
        .find(|line| {
            let line = of(text, *line);
            line.starts_with("> ") || line.starts_with(">>") || line.starts_with("<> ")
        })
        .map_or(part.end, |line| line.start);
    let body = text.get(part.start..end)?;
    let start = part.start + (body.len() - body.trim_start().len());
    let body = Span::new(start, (part.start + body.trim_end().len()).max(start));
    (body.start < body.end).then_some(body)
}
