//! How an API is called: methods, paths, hosts, and the scheme of its authorization.

use std::sync::Arc;

use super::Declared;
use super::error::CompileError;
use super::kind::ErrorKind;
use super::mistake::{Incomplete, Named};
use super::shapes::Shapes;
use super::useless::Useless;
use crate::source::Source;
use crate::syntax::ast::Name;

/// The methods that requests with a body can have.
const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// The parameter that a segment of a path is.
pub(super) fn parameter(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

/// Checks the method and the path of an operation.
pub(super) fn check(shapes: &mut Shapes<'_>, file: &Arc<Source>, (method, path): (&Name, &Name)) {
    let mut report = |kind, name: &Name| {
        shapes.errors.push(CompileError::new(kind, file, name.span));
    };
    if !METHODS.contains(&&*method.text.to_uppercase()) {
        let name = method.text.clone();
        report(ErrorKind::Incomplete(Incomplete::Method { name }), method);
    }
    let is_whole = |segment: &str| match parameter(segment) {
        Some(name) => !name.is_empty() && !name.contains(['{', '}']),
        None => !segment.contains(['{', '}', '?', '#']),
    };
    if !path.text.starts_with('/') || !path.text.split('/').all(is_whole) {
        return report(ErrorKind::Incomplete(Incomplete::Path), path);
    }
    let names: Vec<&str> = path.text.split('/').filter_map(parameter).collect();
    let again =
        names.iter().enumerate().find(|(at, name)| names.iter().take(*at).any(|it| it == *name));
    if let Some((_, name)) = again {
        let name = (*name).into();
        report(ErrorKind::Useless(Useless::Repeated { name }), path);
    }
}

/// The hosts of an API, and the scheme of its authorization.
pub(super) fn of_api(
    shapes: &mut Shapes<'_>,
    declared: &Declared<'_>,
) -> (Box<[Box<str>]>, Option<Box<str>>) {
    let mut hosts: Vec<Box<str>> = Vec::new();
    for (file, host) in
        declared.hosts.iter().flat_map(|(file, it)| it.names.iter().map(move |name| (file, name)))
    {
        let fits = |one: char| one.is_alphanumeric() || matches!(one, '.' | '-' | ':');
        if host.text.is_empty() || !host.text.chars().all(fits) {
            let kind = ErrorKind::Incomplete(Incomplete::Host { name: host.text.clone() });
            shapes.errors.push(CompileError::new(kind, file, host.span));
        }
        let name: Box<str> = host.text.to_lowercase().into();
        if hosts.contains(&name) {
            let kind = ErrorKind::Useless(Useless::Repeated { name: host.text.clone() });
            shapes.errors.push(CompileError::new(kind, file, host.span));
        }
        hosts.push(name);
    }
    let mut schemes =
        declared.authorizations.iter().filter_map(|(file, it)| Some((file, it.names.first()?)));
    let first = schemes.next();
    if let Some((file, scheme)) = first
        && (scheme.text.is_empty() || scheme.text.contains(char::is_whitespace))
    {
        let kind = ErrorKind::Incomplete(Incomplete::Scheme { name: scheme.text.clone() });
        shapes.errors.push(CompileError::new(kind, file, scheme.span));
    }
    for (file, scheme) in schemes {
        let kind = ErrorKind::Duplicate { what: Named::Scheme, name: scheme.text.clone() };
        let error = CompileError::new(kind, file, scheme.span);
        shapes.errors.push(match first {
            Some((first_file, first)) => error.first_in(first_file, first.span),
            None => error,
        });
    }
    (hosts.into(), first.map(|(_, scheme)| scheme.text.clone()))
}
