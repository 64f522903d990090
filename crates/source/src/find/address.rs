//! The addresses of calls: which operation a method and a URL are of.

use std::slice;

use crate::{
    calls::{Calls, RestCall},
    text::{Piece, Text},
};

/// Whether a URL names its host.
pub(super) fn is_absolute(url: &Text) -> bool {
    matches!(url.pieces().first(), Some(Piece::Known(known)) if known.contains("://"))
}

/// A relative URL after its base, with one slash between them.
pub(super) fn joined(base: &Text, url: &Text) -> Text {
    let mut whole = Text::default();
    for (at, piece) in base.pieces().iter().enumerate() {
        match piece {
            Piece::Known(known) if at + 1 == base.pieces().len() => {
                whole.push_known(known.trim_end_matches('/'))
            }
            piece => whole.push(piece),
        }
    }
    whole.push_known("/");
    for (at, piece) in url.pieces().iter().enumerate() {
        match piece {
            Piece::Known(known) if at == 0 => whole.push_known(known.trim_start_matches('/')),
            piece => whole.push(piece),
        }
    }
    whole
}

/// An operation, with the parameters of its path.
pub(crate) type Operation<'c> = (&'c RestCall, Vec<(&'c str, Text)>);

/// The operation that a method and a URL are of, with its path parameters.
pub(crate) fn addressed<'c>(
    calls: &'c Calls,
    method: &str,
    url: &Text,
    authorization: Option<&Text>,
) -> Option<Operation<'c>> {
    operation(calls, method, &path(calls, url, authorization)?)
}

/// The operation that a method and a path are of, with its path parameters.
pub(super) fn operation<'c>(calls: &'c Calls, method: &str, path: &Text) -> Option<Operation<'c>> {
    let segments = segments(path);
    let mut operations = calls.rest.iter().filter(|rest| rest.method.eq_ignore_ascii_case(method));
    operations.find_map(|rest| Some((rest, parameters(&rest.path, &segments)?)))
}

/// What follows a gap that a URL begins with.
pub(super) fn without_host(url: &Text) -> Option<Text> {
    let (Piece::Gap(_), rest) = url.pieces().split_first()? else { return None };
    let mut path = Text::default();
    rest.iter().for_each(|piece| path.push(piece));
    Some(path)
}

/// The path of a URL whose host is one of the API's, or is unknown while the headers name the API.
fn path(calls: &Calls, url: &Text, authorization: Option<&Text>) -> Option<Text> {
    let (first, rest) = url.pieces().split_first()?;
    let is_authorized = || {
        let scheme = calls.authorization.as_deref()?;
        let Some(Piece::Known(header)) = authorization?.pieces().first() else { return None };
        header.strip_prefix(scheme).filter(|rest| rest.starts_with(' '))
    };
    match first {
        // A client that is made elsewhere knows the host.
        Piece::Known(known) if known.starts_with('/') && !known.starts_with("//") => {
            is_authorized().map(|_| url.clone())
        }
        // `https://${HOST}/payments/…`
        Piece::Known(known) if matches!(known.as_str(), "https://" | "http://") => {
            is_authorized()?;
            let mut path = Text::default();
            rest.iter().skip(1).for_each(|piece| path.push(piece));
            Some(path)
        }
        Piece::Known(known) => {
            let after = known.strip_prefix("https://").or_else(|| known.strip_prefix("http://"))?;
            let after = calls.hosts.iter().find_map(|host| after.strip_prefix(host.as_str()))?;
            if !after.starts_with('/') {
                return None;
            }
            let mut path = Text::known(after);
            rest.iter().for_each(|piece| path.push(piece));
            Some(path)
        }
        // `${BASE}/payments/…`
        Piece::Gap(_) => {
            is_authorized()?;
            without_host(url)
        }
    }
}

/// The segment in which the path of a URL differs from that of an operation of the same method, if
/// all others are the same; or the version before such a path.
pub(super) fn slip(calls: &Calls, method: &str, url: &Text) -> Option<String> {
    let segments = segments(&path(calls, url, None)?);
    let mut operations = calls.rest.iter().filter(|rest| rest.method.eq_ignore_ascii_case(method));
    // `/v2/billing-keys`
    if let [root, version, rest @ ..] = segments.as_slice()
        && let Some(version) = version.as_known().filter(|known| is_version(known))
    {
        let path = [slice::from_ref(root), rest].concat();
        let is_meant = |rest: &RestCall| parameters(&rest.path, &path).is_some();
        return operations.any(is_meant).then(|| version.to_owned());
    }
    operations.find_map(|rest| {
        let expected = rest.path.split('/');
        if expected.clone().count() != segments.len() {
            return None;
        }
        let is_parameter = |expected: &str| expected.starts_with('{');
        let mut others = expected.zip(&segments).filter(|(expected, segment)| {
            !is_parameter(expected) && segment.as_known() != Some(*expected)
        });
        let (Some((_, segment)), None) = (others.next(), others.next()) else { return None };
        segment.as_known().filter(|known| !known.is_empty()).map(str::to_owned)
    })
}

/// Whether a URL of the API's is certainly at no operation's path, by what is known of its path before
/// and after what is not.
pub(super) fn is_no_operation(calls: &Calls, method: &str, url: &Text) -> bool {
    let Some(path) = path(calls, url, None) else { return false };
    let mut whole = Text::default();
    for (at, segment) in segments(&path).iter().enumerate() {
        if at > 0 {
            whole.push_known("/");
        }
        whole.append(segment);
    }
    if whole.as_known().is_some() {
        return operation(calls, method, &whole).is_none();
    }
    let known = |piece: Option<&Piece>| match piece {
        Some(Piece::Known(known)) => known.clone(),
        _ => String::new(),
    };
    let (start, end) = (known(whole.pieces().first()), known(whole.pieces().last()));
    let may_be = |rest: &RestCall| match (rest.path.split_once('{'), rest.path.rsplit_once('}')) {
        (Some((before, _)), Some((_, after))) => {
            (before.starts_with(&start) || start.starts_with(before))
                && (after.ends_with(&end) || end.ends_with(after))
        }
        _ => rest.path.starts_with(&start) && rest.path.ends_with(&end),
    };
    let mut operations = calls.rest.iter().filter(|rest| rest.method.eq_ignore_ascii_case(method));
    !operations.any(may_be)
}

/// Whether a segment is a version, as other APIs have one: `v2`.
fn is_version(segment: &str) -> bool {
    let number = segment.strip_prefix(['v', 'V']).unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// The parts of a path between its slashes, up to the query.
fn segments(path: &Text) -> Vec<Text> {
    let mut segments = vec![Text::default()];
    for piece in path.pieces() {
        let known = match piece {
            Piece::Known(known) => known,
            Piece::Gap(gap) => {
                if let Some(last) = segments.last_mut() {
                    last.push_gap(*gap);
                }
                continue;
            }
        };
        let end = known.find(['?', '#']);
        for (at, part) in
            known.get(..end.unwrap_or(known.len())).unwrap_or_default().split('/').enumerate()
        {
            if at > 0 {
                segments.push(Text::default());
            }
            if let Some(last) = segments.last_mut() {
                last.push_known(part);
            }
        }
        if end.is_some() {
            break;
        }
    }
    segments
}

/// The parameters of a path that matches a template.
fn parameters<'c>(template: &'c str, segments: &[Text]) -> Option<Vec<(&'c str, Text)>> {
    let expected: Vec<&str> = template.split('/').collect();
    if expected.len() != segments.len() {
        return None;
    }
    let mut parameters = Vec::new();
    for (expected, segment) in expected.into_iter().zip(segments) {
        match expected.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) if segment.length() != (0, Some(0)) => {
                parameters.push((name, segment.percent_decoded()))
            }
            None if segment.as_known() == Some(expected) => {}
            _ => return None,
        }
    }
    Some(parameters)
}
