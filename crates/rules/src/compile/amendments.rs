//! What a pack changes in the shapes and enumerations that it shares with others.

use std::collections::HashMap;
use std::sync::Arc;

use super::draft::{Draft, DraftKind};
use super::error::{CompileError, did_you_mean};
use super::kind::ErrorKind;
use super::mistake::{Help, Incomplete, Limit, Named, Type};
use super::scope::MOST_ERRORS;
use super::shapes::{InFile, MAX_NODES, Shapes};
use super::useless::Useless;
use crate::program::{EnumerationId, FieldType};
use crate::source::{Source, Span};
use crate::syntax::ast::{self, Amend, AmendKind, AmendedShape, Extension, Name, Path};

/// The fields that amendments name, and for each whether it changes in one operation at least.
#[derive(Default)]
pub(super) struct Amended(HashMap<(*const Source, Span), (bool, CompileError)>);

impl Amended {
    fn note(&mut self, file: &Arc<Source>, path: &Path, kind: AmendKind, changes: bool) {
        let what = || Useless::Amended { field: path.span.of(&file.text).into(), kind };
        let error = || CompileError::new(ErrorKind::Useless(what()), file, path.span);
        let place = self.0.entry((Arc::as_ptr(file), path.span));
        place.or_insert_with(|| (false, error())).0 |= changes;
    }

    /// The fields that are what they are amended to.
    pub(super) fn in_vain(&self) -> impl Iterator<Item = CompileError> {
        self.0.values().filter(|(changes, _)| !changes).map(|(_, error)| error.clone())
    }
}

/// `enum X += …` for all operations.
pub(super) fn extend(shapes: &mut Shapes<'_>, file: &Arc<Source>, extension: &Extension) {
    let Some(id) = enumeration(shapes, file, &extension.name) else { return };
    let Some(extended) = shapes.extended(file, id, &extension.members) else { return };
    if let Some(enumeration) = shapes.enumerations.get_mut(usize::from(id.0)) {
        *enumeration = extended;
    }
}

fn enumeration(shapes: &mut Shapes<'_>, file: &Arc<Source>, name: &Name) -> Option<EnumerationId> {
    let known = shapes.enumeration_ids.get(&*name.text).copied();
    if known.is_none() {
        let help = did_you_mean(&name.text, shapes.enumeration_ids.keys().copied());
        let kind = ErrorKind::Unknown { what: Named::Type, name: name.text.clone() };
        shapes.errors.push(CompileError::new(kind, file, name.span).with_help(help));
    }
    known
}

/// Reports operations that an amendment names twice.
pub(super) fn check(shapes: &mut Shapes<'_>, file: &Arc<Source>, amendment: &ast::Amendment) {
    shapes.errors.extend(super::repeated(file, &amendment.operations));
}

/// Amends the body of an operation, and returns the further ways to recognise it. `None`: there
/// are too many changes or mistakes.
pub(super) fn amend<'a>(
    shapes: &mut Shapes<'_>,
    (operation, amendments): (&Name, &[InFile<'a, ast::Amendment>]),
    body: &mut Draft,
) -> Option<Vec<InFile<'a, ast::Detect>>> {
    let is_of = |(_, amendment): &&InFile<'a, ast::Amendment>| {
        amendment.operations.iter().any(|name| name.text == operation.text)
    };
    let own: Vec<_> = amendments.iter().filter(is_of).collect();
    // What a message calls it.
    body.name = operation.text.clone();
    // The fields first, so that the order of the files does not matter.
    for (file, amendment) in &own {
        for shape in &amendment.shapes {
            add_shape(shapes, file, shape, body)?;
        }
    }
    let mut extended = HashMap::new();
    for (file, amendment) in &own {
        for extension in &amendment.extensions {
            extend_fields(shapes, file, (extension, operation), body, &mut extended);
        }
    }
    let mut amended = 0;
    for (file, amendment) in &own {
        for (amend, path) in amendment
            .amends
            .iter()
            .flat_map(|amend| amend.paths.iter().map(move |path| (amend, path)))
        {
            amended += 1;
            if amended > MAX_NODES {
                let kind = ErrorKind::TooMuch(Limit::Amended(MAX_NODES));
                shapes.errors.push(CompileError::new(kind, file, path.span));
            }
            if amended > MAX_NODES || shapes.errors.len() >= MOST_ERRORS {
                return None;
            }
            change(shapes, file, amend, path, body);
        }
    }
    body.name = "".into();
    let detects = own.iter().flat_map(|(file, amendment)| {
        let detects = amendment.detects.iter();
        detects.map(|detect| (*file, detect)).collect::<Vec<_>>()
    });
    Some(detects.collect())
}

/// `shape bypass.pg { … }`. `None`: the body is too large.
fn add_shape(
    shapes: &mut Shapes<'_>,
    file: &Arc<Source>,
    shape: &AmendedShape,
    body: &mut Draft,
) -> Option<()> {
    shapes.levels = shape.path.segments.len();
    let kind = shapes.record(file, &shape.record, &mut Vec::new());
    shapes.levels = 0;
    if shapes.budget == 0 {
        let operation = shape.path.span.of(&file.text).into();
        let kind = ErrorKind::TooMuch(Limit::Shape { shape: operation });
        shapes.errors.push(CompileError::new(kind, file, shape.path.span));
        return None;
    }
    let kind = kind?;
    let (last, parents) = shape.path.segments.split_last()?;
    let mut parent = Ok(body);
    for name in parents {
        parent = parent.and_then(|at| at.declared(name));
    }
    let parent = match parent {
        Ok(parent) => parent,
        Err(unknown) => {
            shapes.errors.push(unknown.at(file));
            return Some(());
        }
    };
    if shape.is_new {
        add_field(shapes, file, parent, last, kind);
        return Some(());
    }
    match parent.declared(last) {
        Ok(field @ Draft { kind: DraftKind::Leaf(FieldType::AnyObject), .. }) => field.kind = kind,
        Ok(_) => {
            let (expected, found) = (Type::AnyObject, Type::ObjectWithFields);
            let kind = ErrorKind::Mismatch { expected, found };
            shapes.errors.push(CompileError::new(kind, file, last.span));
        }
        Err(unknown) => {
            let mut error = unknown.at(file);
            let has_fields = matches!(parent.inside().kind, DraftKind::Object { .. });
            if has_fields && error.help.is_none() {
                error = error.with_help(Some(Help::NewField(last.text.clone())));
            }
            shapes.errors.push(error);
            // What rules say of it is no further mistake.
            parent.recover(last, kind);
        }
    }
    Some(())
}

/// `shape bypass.pg? { … }`, in the object that gets the field.
fn add_field(
    shapes: &mut Shapes<'_>,
    file: &Arc<Source>,
    parent: &mut Draft,
    name: &Name,
    kind: DraftKind,
) {
    let error = match parent.added(name) {
        Ok(field) => {
            (field.kind, field.foreign) = (kind, false);
            return;
        }
        Err(fault) => fault.at(file),
    };
    let is_there = matches!(error.kind, ErrorKind::Duplicate { .. });
    let help = is_there.then(|| Help::NotNew(name.text.clone()));
    shapes.errors.push(error.with_help(help));
    // What rules say of it is no further mistake.
    if let Ok(field) = parent.field(name) {
        field.kind = kind;
    }
}

/// `enum X += …` in an amendment: for the fields of one operation.
fn extend_fields<'e>(
    shapes: &mut Shapes<'_>,
    file: &Arc<Source>,
    (extension, operation): (&'e Extension, &Name),
    body: &mut Draft,
    extended: &mut HashMap<&'e str, EnumerationId>,
) {
    let known = extended.get(&*extension.name.text).copied();
    let Some(id) = known.or_else(|| enumeration(shapes, file, &extension.name)) else { return };
    let more = shapes.extended(file, id, &extension.members);
    let Some(new) = more.and_then(|more| shapes.add(more)) else { return };
    extended.insert(&extension.name.text, new);
    if !body.replace_enumeration(id, new) {
        let (enumeration, operation) = (extension.name.text.clone(), operation.text.clone());
        let kind = ErrorKind::Useless(Useless::Extension { enumeration, operation });
        shapes.errors.push(CompileError::new(kind, file, extension.name.span));
    }
}

/// Changes one field of a body.
fn change(
    shapes: &mut Shapes<'_>,
    file: &Arc<Source>,
    amend: &Amend,
    path: &Path,
    body: &mut Draft,
) {
    let Some((last, parents)) = path.segments.split_last() else { return };
    let is_foreign = amend.kind == AmendKind::Foreign;
    let mut at = Ok(body);
    for name in parents {
        at = at.and_then(|at| if is_foreign { at.declared(name) } else { at.field(name) });
    }
    let field = at.and_then(|at| if is_foreign { at.added(last) } else { at.field(last) });
    let field = match field {
        Ok(field) => field,
        Err(unknown) => return shapes.errors.push(unknown.at(file)),
    };
    let before = match amend.kind {
        AmendKind::Foreign => return,
        AmendKind::Required => std::mem::replace(&mut field.required, true),
        AmendKind::Optional => !std::mem::replace(&mut field.required, false),
        AmendKind::LiftExactlyOne => match &mut field.inside().kind {
            DraftKind::Object { exactly_one, .. } => !std::mem::replace(exactly_one, false),
            _ => {
                let (expected, found) = (Type::ObjectWithFields, Type::NoObject);
                let kind = ErrorKind::Mismatch { expected, found };
                return shapes.errors.push(CompileError::new(kind, file, last.span));
            }
        },
    };
    shapes.amended.note(file, path, amend.kind, !before);
}

/// A field that is not there, or is already.
struct Fault<'n> {
    name: &'n Name,
    kind: ErrorKind,
    known: Vec<Box<str>>,
}

impl Fault<'_> {
    fn at(self, file: &Arc<Source>) -> CompileError {
        let help = did_you_mean(&self.name.text, self.known.iter().map(|name| &**name));
        CompileError::new(self.kind, file, self.name.span).with_help(help)
    }
}

impl Draft {
    /// What is in an array, or the field itself.
    fn inside(&mut self) -> &mut Self {
        let mut at = self;
        loop {
            match at.kind {
                DraftKind::List(ref mut element) => at = element,
                _ => return at,
            }
        }
    }

    /// A field of an object, or of the elements of an array.
    fn field<'n>(&mut self, name: &'n Name) -> Result<&mut Self, Fault<'n>> {
        let owner = self.name.clone();
        let no_shape = ErrorKind::Incomplete(Incomplete::NoShape { owner: owner.clone() });
        let kind = ErrorKind::UnknownField { owner, name: name.text.clone() };
        let mut fault = Fault { name, kind, known: Vec::new() };
        match &mut self.inside().kind {
            DraftKind::Object { fields, .. } => {
                let place = fields.iter().position(|field| field.name == name.text);
                if place.is_none() {
                    fault.known = fields.iter().map(|field| field.name.clone()).collect();
                }
                place.and_then(|place| fields.get_mut(place)).ok_or(fault)
            }
            DraftKind::Leaf(FieldType::AnyObject) => Err(Fault { kind: no_shape, ..fault }),
            _ => Err(fault),
        }
    }

    /// The same; in an object that may have any keys, the field is declared by naming it.
    fn declared<'n>(&mut self, name: &'n Name) -> Result<&mut Self, Fault<'n>> {
        if let DraftKind::Object { fields, open: true, .. } = &mut self.opened().kind
            && !fields.iter().any(|field| field.name == name.text)
        {
            fields.push(Self::new(name, FieldType::AnyObject, false));
        }
        self.field(name)
    }

    /// A new field that is none of the object's own.
    fn added<'n>(&mut self, name: &'n Name) -> Result<&mut Self, Fault<'n>> {
        if let DraftKind::Object { fields, .. } = &mut self.opened().kind {
            if fields.iter().any(|field| field.name == name.text) {
                let kind = ErrorKind::Duplicate { what: Named::Field, name: name.text.clone() };
                return Err(Fault { name, kind, known: Vec::new() });
            }
            fields.push(Self::new(name, FieldType::Anything, true));
        }
        self.field(name)
    }

    /// Adds a field to an object, where that was a mistake.
    fn recover(&mut self, name: &Name, kind: DraftKind) {
        if let DraftKind::Object { fields, .. } = &mut self.inside().kind {
            let field = Self::new(name, FieldType::AnyObject, false);
            fields.push(Self { kind, ..field });
        }
    }

    fn new(name: &Name, kind: FieldType, foreign: bool) -> Self {
        let (name, kind) = (name.text.clone(), DraftKind::Leaf(kind));
        Self { name, kind, required: false, sensitive: false, foreign }
    }

    /// What is inside, where it may have any keys as an object whose fields can be declared.
    fn opened(&mut self) -> &mut Self {
        let object = self.inside();
        if matches!(object.kind, DraftKind::Leaf(FieldType::AnyObject)) {
            object.kind = DraftKind::Object { exactly_one: false, fields: Vec::new(), open: true };
        }
        object
    }

    /// Replaces an enumeration in all fields; whether there was one.
    fn replace_enumeration(&mut self, before: EnumerationId, now: EnumerationId) -> bool {
        match &mut self.kind {
            DraftKind::Leaf(FieldType::Member(id)) if *id == before => {
                *id = now;
                true
            }
            DraftKind::Leaf(FieldType::Union(types)) => {
                let mut members = types.iter_mut().filter_map(|one| match one {
                    FieldType::Member(id) if *id == before => Some(id),
                    _ => None,
                });
                members.next().map(|id| *id = now).is_some()
            }
            DraftKind::Leaf(_) => false,
            DraftKind::List(element) => element.replace_enumeration(before, now),
            DraftKind::Object { fields, .. } => {
                let mut found = false;
                for field in fields {
                    found |= field.replace_enumeration(before, now);
                }
                found
            }
        }
    }
}
