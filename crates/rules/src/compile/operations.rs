//! Operations: their trees, amended, and how they are recognised.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::MAX_OPERATIONS;
use super::addresses::{self, parameter};
use super::amendments;
use super::error::{CompileError, did_you_mean};
use super::kind::ErrorKind;
use super::mistake::{Help, Incomplete, Limit, Named};
use super::scope::MOST_ERRORS;
use super::shapes::{InFile, Shapes};
use super::useless::Useless;
use crate::program::{
    Component, Detect, Http, NodeId, Operation, RuleIndex, SdkCall, Segment, Tree,
};
use crate::source::Source;
use crate::syntax::ast::{self, Name, Path};

/// How many ways to be recognised an operation may have: every bare body is held against them.
const MAX_DETECTS: usize = 64;

pub(super) fn operations(
    shapes: &mut Shapes<'_>,
    declared: &[InFile<'_, ast::Operation>],
    amendments: &[InFile<'_, ast::Amendment>],
) -> Vec<Operation> {
    if let Some((file, operation)) = declared.get(MAX_OPERATIONS) {
        let kind = ErrorKind::TooMuch(Limit::Operations(MAX_OPERATIONS));
        shapes.errors.push(CompileError::new(kind, file, operation.name.span));
        return Vec::new();
    }
    for (file, amendment) in amendments {
        amendments::check(shapes, file, amendment);
        for name in &amendment.operations {
            if shapes.errors.len() >= MOST_ERRORS {
                return Vec::new();
            }
            if !declared.iter().any(|(_, operation)| operation.name.text == name.text) {
                let names = declared.iter().map(|(_, operation)| &*operation.name.text);
                let help = match declared.is_empty() {
                    true => Some(Help::Uses("portone")),
                    false => did_you_mean(&name.text, names),
                };
                let kind = ErrorKind::Unknown { what: Named::Operation, name: name.text.clone() };
                shapes.errors.push(CompileError::new(kind, file, name.span).with_help(help));
            }
        }
    }
    different_addresses(shapes, declared);
    let all = declared.iter();
    all.filter_map(|(file, operation)| self::operation(shapes, file, operation, amendments))
        .collect()
}

/// A request that is recognised by its address is of one operation.
fn different_addresses(shapes: &mut Shapes<'_>, declared: &[InFile<'_, ast::Operation>]) {
    let mut seen: HashMap<(String, Vec<&str>), InFile<'_, Name>> = HashMap::new();
    for (file, operation) in declared {
        let Some((method, path)) = &operation.http else { continue };
        addresses::check(shapes, file, (method, path));
        // The name of a parameter does not count.
        let segments = path.text.split('/').filter(|segment| !segment.is_empty());
        let segments = segments.map(|segment| parameter(segment).map_or(segment, |_| "{}"));
        let address = (method.text.to_uppercase(), segments.collect());
        if let Some((first_file, first)) = seen.insert(address, (file, path)) {
            let name = format!("{} {}", method.text, path.text);
            let kind = ErrorKind::Duplicate { what: Named::Address, name: name.into() };
            shapes
                .errors
                .push(CompileError::new(kind, file, path.span).first_in(first_file, first.span));
        }
    }
}

fn operation<'a>(
    shapes: &mut Shapes<'_>,
    file: &'a Arc<Source>,
    declared: &'a ast::Operation,
    amendments: &[InFile<'a, ast::Amendment>],
) -> Option<Operation> {
    let [body] = declared.bodies.as_slice() else {
        let operation = declared.name.text.clone();
        let kind = ErrorKind::Incomplete(Incomplete::Body { operation });
        shapes.errors.push(CompileError::new(kind, file, declared.name.span));
        return None;
    };
    let mut draft = shapes.body(file, body)?;
    let detects = amendments::amend(shapes, (&declared.name, amendments), &mut draft)?;
    let parameters =
        declared.http.as_ref().map(|(_, path)| parameters(&path.text)).unwrap_or_default();
    let Some(tree) = draft.number(parameters) else {
        let operation = declared.name.text.clone();
        let kind = ErrorKind::TooMuch(Limit::Body { operation });
        shapes.errors.push(CompileError::new(kind, file, declared.name.span));
        return None;
    };
    let http = declared.http.as_ref().map(|(method, path)| http(method, path, &tree));
    let own = declared.detects.iter().map(|detect| (file, detect));
    let detects: Vec<InFile<'_, ast::Detect>> = own.chain(detects).collect();
    if let Some((file, detect)) = detects.get(MAX_DETECTS) {
        let kind = ErrorKind::TooMuch(Limit::Detects(MAX_DETECTS));
        let span = detect.with.first().map_or(declared.name.span, |path| path.span);
        shapes.errors.push(CompileError::new(kind, file, span));
        return None;
    }
    different_detects(shapes, &detects);
    let sdk = declared.sdk.iter().filter_map(|call| sdk(shapes, file, call)).collect();
    let detects = detects.iter().map(|(file, detect)| self::detect(shapes, file, detect, &tree));
    Some(Operation {
        name: declared.name.text.clone(),
        http,
        sdk,
        detects: detects.collect(),
        rule_index: RuleIndex::default(),
        tree,
        checks: Box::new([]),
        batches: Box::new([]),
        silences: Box::new([]),
    })
}

/// The names between braces in a path template.
fn parameters(template: &str) -> Vec<Box<str>> {
    template.split('/').filter_map(parameter).map(Into::into).collect()
}

/// A function of an SDK: names with dots between them, each of which may be called; or a component.
fn sdk(
    shapes: &mut Shapes<'_>,
    file: &Arc<Source>,
    (function, module): &(Name, Name),
) -> Option<SdkCall> {
    let is_name = |part: &str| {
        let name = part.strip_suffix("()").unwrap_or(part);
        let fits = |at: usize, letter: char| {
            letter == '_'
                || letter == '$'
                || letter.is_alphabetic()
                || at > 0 && letter.is_numeric()
        };
        !name.is_empty() && name.chars().enumerate().all(|(at, letter)| fits(at, letter))
    };
    let is_function = !function.text.ends_with("()") && function.text.split('.').all(is_name);
    let is_plain = |name: &str| is_name(name) && !name.ends_with("()");
    let is_component = Component::read(&function.text).is_some_and(|it| it.names().all(is_plain));
    let (wrong, span) = if !is_function && !is_component {
        (Incomplete::SdkFunction { name: function.text.clone() }, function.span)
    } else if module.text.trim().is_empty() {
        (Incomplete::SdkModule { name: module.text.clone() }, module.span)
    } else {
        return Some(SdkCall { function: function.text.clone(), module: module.text.clone() });
    };
    shapes.errors.push(CompileError::new(ErrorKind::Incomplete(wrong), file, span));
    None
}

fn http(method: &Name, template: &Name, tree: &Tree) -> Http {
    let segments = template.text.split('/').filter(|segment| !segment.is_empty());
    let segments = segments.map(|segment| {
        let node = parameter(segment).and_then(|name| tree.field(tree.path?, name));
        node.map_or_else(|| Segment::Fixed(segment.into()), Segment::Parameter)
    });
    Http { method: method.text.to_uppercase().into(), segments: segments.collect() }
}

/// Reports a way to recognise an operation that recognises nothing more than another one does.
fn different_detects(shapes: &mut Shapes<'_>, detects: &[InFile<'_, ast::Detect>]) {
    let set = |file: &Arc<Source>, paths: &[Path]| -> HashSet<String> {
        paths.iter().map(|path| path.span.of(&file.text).to_owned()).collect()
    };
    let sets = detects.iter().map(|(file, it)| (set(file, &it.with), set(file, &it.without)));
    let sets: Vec<_> = sets.collect();
    for (place, (it, (with, without))) in detects.iter().zip(&sets).enumerate() {
        // Of two that are the same the first one is fine.
        let covers = |(other, (_, (more, less))): &(usize, (_, &(HashSet<_>, HashSet<_>)))| {
            let is_same = more == with && less == without;
            *other != place
                && more.is_subset(with)
                && less.is_subset(without)
                && (*other < place || !is_same)
        };
        let first = detects.iter().zip(&sets).enumerate().find(covers);
        if let Some((_, ((first_file, first), _))) = first {
            let error = CompileError::new(ErrorKind::Useless(Useless::Detect), it.0, it.1.span);
            shapes.errors.push(error.first_in(first_file, first.span));
        }
    }
}

fn detect(
    shapes: &mut Shapes<'_>,
    file: &Arc<Source>,
    detect: &ast::Detect,
    tree: &Tree,
) -> Detect {
    let mut resolve = |paths: &[Path]| -> Box<[Box<[Box<str>]>]> {
        let known = paths.iter().filter(|path| {
            let mut at = NodeId::ROOT;
            for segment in &path.segments {
                match tree.field(at, &segment.text) {
                    Some(field) => at = field,
                    None => {
                        let kind =
                            ErrorKind::Unknown { what: Named::Field, name: segment.text.clone() };
                        shapes.errors.push(CompileError::new(kind, file, segment.span));
                        return false;
                    }
                }
            }
            true
        });
        known.map(|path| path.segments.iter().map(|name| name.text.clone()).collect()).collect()
    };
    let with = resolve(&detect.with);
    for path in &detect.without {
        let is_same = |other: &&Path| {
            let names =
                |path: &Path| path.segments.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
            names(other) == names(path)
        };
        if let Some(first) = detect.with.iter().find(is_same) {
            let name = path.span.of(&file.text).into();
            let kind = ErrorKind::Useless(Useless::Repeated { name });
            shapes.errors.push(CompileError::new(kind, file, path.span).first_in(file, first.span));
        }
    }
    // What must not be there belongs to another operation.
    let names = |path: &Path| path.segments.iter().map(|name| name.text.clone()).collect();
    Detect { with, without: detect.without.iter().map(names).collect() }
}
