//! Calls by URL of the API's host that are none of its operations; the path of some differs from an
//! operation's in one segment.

use oxc_ast::ast::CallExpression;

use super::{
    address,
    http::{self, Client},
};
use crate::{
    calls::Calls,
    eval::{Evaluator, Scope},
    lowered::{OtherCall, Span},
    text::{Piece, Text},
};

/// A call by URL of the API's host that is none of the operations.
pub(super) fn near<'a>(
    evaluator: &Evaluator<'_, 'a>,
    client: &Client,
    call: &'a CallExpression<'a>,
    scope: &Scope<'a>,
) -> Option<OtherCall> {
    let sent = evaluator.worlds.undecided(|| http::sent_by(evaluator, client, call, scope))?;
    let used = (sent.origin.unit == 0 && !sent.origin.span.is_empty()).then_some(sent.origin.span);
    let written_at: Span = used.unwrap_or(call.span).into();
    let calls = evaluator.project.calls;
    other(calls, (&sent.method, &sent.url), scope.unit.text, (call.span.into(), written_at))
}

/// A call at a URL, if that is the API's and certainly no operation's; `written_at` is where the URL
/// is written.
pub(crate) fn other(
    calls: &Calls,
    (method, url): (&str, &Text),
    text: &str,
    (call, written_at): (Span, Span),
) -> Option<OtherCall> {
    let segment = match address::slip(calls, method, url) {
        None if !address::is_no_operation(calls, method, url) => return None,
        segment => segment.and_then(|segment| within(text, written_at, &segment)),
    };
    let segment = segment.unwrap_or(written_at);
    Some(OtherCall { call, method: method.to_owned(), url: written(url), segment })
}

/// Where a segment of a path is written, if that is one place.
fn within(text: &str, around: Span, segment: &str) -> Option<Span> {
    let path = format!("/{segment}");
    let mut found = text.get(around.start..around.end)?.match_indices(&path);
    let ((at, _), None) = (found.next()?, found.next()) else { return None };
    let start = around.start + at + 1;
    Some(Span::new(start, start + segment.len()))
}

/// A URL with `${…}` for what is not known.
fn written(url: &Text) -> String {
    let pieces = url.pieces().iter().map(|piece| match piece {
        Piece::Known(known) => known.as_str(),
        Piece::Gap(_) => "${…}",
    });
    pieces.collect()
}
