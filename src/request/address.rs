//! Whose URL it is, and which operation is called there.

use super::lowered::decodes_to;
use super::placeholder::{begins_bracketed, bracketed, is_unknown};
use smartro_lint_rules::program::{Http, Program, Segment};
use smartro_lint_rules::source::Span;
use smartro_lint_rules::suggest::suggest_spelling;

/// The address of a call.
#[derive(Debug, Clone, Copy)]
pub(super) struct Address {
    /// Where it is written.
    pub(super) written: Span,
    /// Its characters, in the text as it is read.
    pub(super) characters: Span,
}

/// A URL's host, where it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Host {
    /// The URL is a path.
    None,
    /// A placeholder for it, and perhaps for the beginning of the path.
    Unknown,
    /// With what may be around it: a user and a port.
    Named(Span),
}

/// What a URL and a method call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Called {
    /// An operation, by its index.
    Operation(usize),
    /// The same API, where no operation is declared.
    SameApi,
    /// The same API, and a path that is an operation's but for a slip in this segment, or a version
    /// before it.
    Misspelt(Span, u8),
    /// The path of this operation, which takes another method.
    OtherMethod(u8),
    /// Something else.
    Other,
    /// It cannot be known.
    Unknown,
}

/// Splits a URL without JSON's escapes: the host, and the segments of the path, which may be
/// empty within it.
pub(super) fn split(text: &str, url: Span, segments: &mut Vec<Span>) -> Host {
    segments.clear();
    let inside = url.of(text);
    let start = url.start as usize + inside.len() - inside.trim_start().len();
    let inside = inside.trim();
    let (mut at, mut from) = (0, 0);
    // All that it is split at is ASCII.
    while let Some(byte) = inside.as_bytes().get(at) {
        let placeholder = if begins_bracketed(*byte) { inside.get(at..) } else { None };
        if let Some(length) = placeholder.and_then(bracketed) {
            at += length;
            continue;
        }
        match byte {
            b'?' | b'#' => break,
            b'/' => {
                segments.push(Span::new(start + from, start + at));
                from = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    segments.push(Span::new(start + from, start + at));
    let host = take_host(text, segments);
    let is_full = |segment: &Span| !segment.is_empty();
    segments.truncate(segments.iter().rposition(is_full).map_or(0, |last| last + 1));
    segments.drain(..segments.iter().position(is_full).unwrap_or(0));
    host
}

/// Takes the scheme and the host from the segments.
fn take_host(text: &str, segments: &mut Vec<Span>) -> Host {
    let part = |place: usize| segments.get(place).map(|span| (*span, span.of(text)));
    let has_dot = |host: &str| host.contains('.') && !host.starts_with('.');
    let (host, taken) = match (part(0), part(1), part(2)) {
        (Some((_, scheme)), Some((_, "")), Some(host)) if scheme.ends_with(':') => (host, 3),
        (Some((_, "")), Some((_, "")), Some(host)) if has_dot(host.1) => (host, 3),
        (Some((_, "")), Some(first), Some(_)) if is_unknown(first.1) => (first, 2),
        (Some(first), ..) if has_dot(first.1) || first.1.contains(':') || is_unknown(first.1) => {
            (first, 1)
        }
        _ => return Host::None,
    };
    segments.drain(..taken);
    let (span, host) = host;
    // `https://…/payments` is how documentation leaves it out.
    let known = host.contains(|one: char| one.is_ascii_alphanumeric()) && !is_unknown(host);
    if known { Host::Named(span) } else { Host::Unknown }
}

/// What is called by a method, which may not be known, at a split URL.
pub(super) fn called(
    program: &Program,
    method: Option<&str>,
    (text, host, segments): (&str, Host, &mut Vec<Span>),
) -> Called {
    let everyones = program.hosts.is_empty();
    if let Host::Named(span) = host
        && !everyones
        && !is_among(&program.hosts, span.of(text))
    {
        return Called::Other;
    }
    // What is before the path is known only of a host that is declared.
    let from_end = everyones || host == Host::Unknown;
    let find = |segments: &[Span]| {
        let mut operations = program.operations.iter();
        operations.position(|operation| {
            operation.http.as_ref().is_some_and(|http| {
                let same = method.is_none_or(|method| method.eq_ignore_ascii_case(&http.method));
                same && matches(http, segments, text, from_end)
            })
        })
    };
    if let Some(operation) = find(segments) {
        return Called::Operation(operation);
    }
    // `/payments//a1/cancel` is `/payments/a1/cancel`, where it is nothing else.
    segments.retain(|segment| !segment.is_empty());
    if let Some(operation) = find(segments) {
        return Called::Operation(operation);
    }
    match host {
        _ if everyones => Called::Unknown,
        Host::Named(_) => misspelt(program, method, text, segments)
            .or_else(|| versioned(program, method, text, segments))
            .or_else(|| other_method(program, method, text, segments))
            .unwrap_or(Called::SameApi),
        Host::Unknown if segments.is_empty() => Called::Unknown,
        Host::None | Host::Unknown => {
            let begins = segments.iter().take(if from_end { usize::MAX } else { 1 });
            let is_known = begins.map(|segment| segment.of(text)).any(|segment| {
                let first = |http: &Http| match http.segments.first() {
                    Some(Segment::Fixed(fixed)) => decodes_to(segment, fixed),
                    _ => false,
                };
                program.operations.iter().filter_map(|one| one.http.as_ref()).any(first)
            });
            if is_known { Called::SameApi } else { Called::Other }
        }
    }
}

/// The operation that a path is probably meant for: one of the same method whose path differs in
/// one segment, by its spelling.
fn misspelt(
    program: &Program,
    method: Option<&str>,
    text: &str,
    segments: &[Span],
) -> Option<Called> {
    let mut operations = (0..).zip(&program.operations);
    operations.find_map(|(index, operation)| {
        let http = operation.http.as_ref()?;
        if http.segments.len() != segments.len() || !method?.eq_ignore_ascii_case(&http.method) {
            return None;
        }
        let mut other = http.segments.iter().zip(segments).filter_map(|(segment, span)| {
            let Segment::Fixed(fixed) = segment else { return None };
            (!decodes_to(span.of(text), fixed)).then_some((fixed, *span))
        });
        let (Some((fixed, span)), None) = (other.next(), other.next()) else { return None };
        suggest_spelling(span.of(text), [&**fixed]).map(|_| Called::Misspelt(span, index))
    })
}

/// The operation whose path follows a version, as other APIs have one: `/v2/billing-keys`.
fn versioned(
    program: &Program,
    method: Option<&str>,
    text: &str,
    segments: &[Span],
) -> Option<Called> {
    let (version, rest) = segments.split_first()?;
    let number = version.of(text).strip_prefix(['v', 'V'])?;
    if number.is_empty() || number.bytes().any(|byte| !byte.is_ascii_digit()) {
        return None;
    }
    let mut operations = (0..).zip(&program.operations);
    operations.find_map(|(index, operation)| {
        let http = operation.http.as_ref()?;
        let is_called =
            method?.eq_ignore_ascii_case(&http.method) && matches(http, rest, text, false);
        is_called.then_some(Called::Misspelt(*version, index))
    })
}

/// The operation whose path is called with a method that it does not take. At the path of a
/// collection, such as `/billing-keys`, other methods are other operations of the API; at that of
/// an action on one thing, such as `/payments/{paymentId}/cancel`, they are none.
fn other_method(
    program: &Program,
    method: Option<&str>,
    text: &str,
    segments: &[Span],
) -> Option<Called> {
    // What a browser asks before a call, and what is asked about one, is no call itself.
    let sends =
        |method: &str| !["OPTIONS", "HEAD"].iter().any(|it| it.eq_ignore_ascii_case(method));
    method.filter(|method| sends(method))?;
    let mut operations = (0..).zip(&program.operations);
    operations.find_map(|(index, operation)| {
        let http = operation.http.as_ref()?;
        let is_action = matches!(&*http.segments, [.., Segment::Parameter(_), Segment::Fixed(_)]);
        let is_called = is_action && matches(http, segments, text, false);
        is_called.then_some(Called::OtherMethod(index))
    })
}

/// Whether a path is an operation's, or ends with it.
fn matches(http: &Http, segments: &[Span], text: &str, from_end: bool) -> bool {
    (from_end || segments.len() == http.segments.len())
        && segments.len() >= http.segments.len()
        && http.segments.iter().rev().zip(segments.iter().rev()).all(
            |(segment, span)| match segment {
                Segment::Fixed(fixed) => decodes_to(span.of(text), fixed),
                Segment::Parameter(_) => true,
            },
        )
}

/// Whether a host is one of these, whatever its case, its user and its port.
fn is_among(hosts: &[Box<str>], host: &str) -> bool {
    let host = host.rsplit('@').next().unwrap_or(host);
    let host = host.split(':').next().unwrap_or(host);
    let host = host.strip_suffix('.').unwrap_or(host);
    hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
}
