//! Which file a specifier names: relative paths, and the `paths` of a `tsconfig.json`.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use oxc_allocator::Allocator;
use oxc_ast::ast::{Expression, ObjectExpression};
use oxc_parser::Parser;
use oxc_span::SourceType;

use crate::{bounds, options::FileReader, room};

const EXTENSIONS: [&str; 9] =
    [".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", "/index.ts", "/index.tsx", "/index.js"];

/// A configuration, and the directory that its paths are relative to.
#[derive(Debug)]
pub(super) struct Configuration {
    directory: String,
    text: String,
}

/// The nearest configurations of directories.
pub(super) type Configurations = RefCell<HashMap<String, Option<Rc<Configuration>>>>;

/// The name of the file that `specifier` names in the file `from`.
pub(super) fn resolve(
    reader: &dyn FileReader,
    from: &str,
    specifier: &str,
    configurations: &Configurations,
    allocator: &Allocator,
) -> Option<String> {
    let directory = parent(from);
    if specifier.starts_with("./")
        || specifier.starts_with("../")
        || specifier == "."
        || specifier == ".."
    {
        return existing(reader, &join(directory, specifier)?);
    }
    if specifier.starts_with('/') || specifier.contains(':') {
        return None;
    }
    let known = configurations.borrow().get(directory).cloned();
    let nearest = known.unwrap_or_else(|| {
        let found = nearest(reader, directory).map(Rc::new);
        configurations.borrow_mut().insert(directory.to_owned(), found.clone());
        found
    })?;
    let targets = mapped(&nearest.text, specifier, allocator);
    targets.into_iter().find_map(|target| existing(reader, &join(&nearest.directory, &target)?))
}

/// The nearest configuration decides.
fn nearest(reader: &dyn FileReader, directory: &str) -> Option<Configuration> {
    let mut directory = directory;
    loop {
        for name in ["tsconfig.json", "jsconfig.json"] {
            if let Some(text) = reader.read(&join(directory, name)?) {
                return Some(Configuration { directory: directory.to_owned(), text });
            }
        }
        if directory.is_empty() || directory == "/" {
            return None;
        }
        directory = parent(directory);
    }
}

/// The file itself, or with an extension.
fn existing(reader: &dyn FileReader, name: &str) -> Option<String> {
    let is_source = |name: &str| EXTENSIONS.iter().any(|extension| name.ends_with(extension));
    if is_source(name) && reader.has(name) {
        return Some(name.to_owned());
    }
    // TypeScript imports `./a.ts` as `./a.js`.
    let stem = name.strip_suffix(".js").or_else(|| name.strip_suffix(".jsx")).unwrap_or(name);
    let names = EXTENSIONS.iter().map(|extension| format!("{stem}{extension}"));
    names.into_iter().find(|name| reader.has(name))
}

fn parent(name: &str) -> &str {
    match name.rsplit_once('/') {
        Some(("", _)) => "/",
        Some((parent, _)) => parent,
        None => "",
    }
}

/// A path relative to a directory, without `.` and `..`; `None` if it leaves the root.
fn join(directory: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> =
        directory.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_none_or(|last| *last == "..") => {
                if directory.starts_with('/') {
                    return None;
                }
                parts.push("..");
            }
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    Some(if directory.starts_with('/') { format!("/{joined}") } else { joined })
}

/// The paths that a configuration maps a specifier to, relative to it.
fn mapped(text: &str, specifier: &str, allocator: &Allocator) -> Vec<String> {
    if !room::has_room(bounds::levels(text)) {
        return Vec::new();
    }
    let text = allocator.alloc_str(text);
    // Comments and trailing commas are allowed in it, as they are in JavaScript.
    let Ok(Expression::ObjectExpression(root)) =
        Parser::new(allocator, text, SourceType::mjs()).parse_expression()
    else {
        return Vec::new();
    };
    let Some(Expression::ObjectExpression(options)) = get(&root, "compilerOptions") else {
        return Vec::new();
    };
    let base = match get(options, "baseUrl") {
        Some(Expression::StringLiteral(base)) => Some(base.value.as_str()),
        _ => None,
    };
    let mut targets = Vec::new();
    if let Some(Expression::ObjectExpression(paths)) = get(options, "paths") {
        for property in paths.properties.iter().filter_map(|property| property.as_property()) {
            let Some(pattern) = property.key.static_name() else { continue };
            let matched = match pattern.split_once('*') {
                Some((before, after)) => {
                    specifier.strip_prefix(before).and_then(|rest| rest.strip_suffix(after))
                }
                None => (pattern == specifier).then_some(""),
            };
            let (Some(matched), Expression::ArrayExpression(list)) = (matched, &property.value)
            else {
                continue;
            };
            for target in list.elements.iter().filter_map(|element| element.as_expression()) {
                if let Expression::StringLiteral(target) = target {
                    targets.push(format!(
                        "{}/{}",
                        base.unwrap_or("."),
                        target.value.replacen('*', matched, 1)
                    ));
                }
            }
        }
    }
    if let Some(base) = base {
        targets.push(format!("{base}/{specifier}"));
    }
    targets
}

fn get<'o, 'a>(object: &'o ObjectExpression<'a>, name: &str) -> Option<&'o Expression<'a>> {
    let mut properties = object.properties.iter().filter_map(|property| property.as_property());
    properties
        .find(|property| property.key.is_specific_static_name(name))
        .map(|property| &property.value)
}
