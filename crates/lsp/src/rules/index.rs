//! What the names of a pack mean: every occurrence of every name.

use std::collections::HashMap;

use smartro_lint::source::Span;
use smartro_lint_rules::syntax::ast;
use smartro_lint_rules::syntax::ast::{FieldType, Item, Name, Record};

use super::file::File;

/// A place in one of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct FileSpan {
    pub(super) file: usize,
    pub(super) span: Span,
}

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Symbol<'p> {
    Shape(&'p str),
    Enumeration(&'p str),
    Operation(&'p str),
    Rule(&'p str),
    /// A set or a condition with a name.
    Definition(&'p str),
    /// A source of the manifest.
    Source(&'p str),
    Function(&'p str),
    /// These are known by where they are defined.
    Field(FileSpan),
    Member(FileSpan),
    Binding(FileSpan),
}

/// A name, and what it means there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Occurrence<'p> {
    pub(super) place: FileSpan,
    pub(super) symbol: Symbol<'p>,
    pub(super) is_definition: bool,
}

/// What a value may be: a type, and the file that it is written in.
#[derive(Debug, Clone, Copy)]
pub(super) enum ValueType<'p> {
    Record(usize, &'p Record),
    Type(usize, &'p FieldType),
    /// A member of the enumeration of this name.
    Member(&'p str),
}

/// The declarations of a pack's files by their names.
pub(super) struct Index<'p> {
    pub(super) files: Vec<&'p File>,
    pub(super) shapes: HashMap<&'p str, (usize, &'p ast::Shape)>,
    pub(super) enumerations: HashMap<&'p str, (usize, &'p ast::Enumeration)>,
    pub(super) operations: HashMap<&'p str, (usize, &'p ast::Operation)>,
    pub(super) rules: HashMap<&'p str, (usize, &'p ast::Rule)>,
    pub(super) contexts: Vec<(usize, &'p Record)>,
    pub(super) definitions: HashMap<&'p str, (usize, Definition<'p>)>,
    /// What declares further members of enumerations.
    extensions: Vec<(usize, &'p ast::Extension)>,
}

/// A set or a condition with a name.
#[derive(Debug, Clone, Copy)]
pub(super) enum Definition<'p> {
    Set(&'p ast::Set),
    Condition(&'p ast::Define),
}

impl<'p> Index<'p> {
    pub(super) fn new(files: impl Iterator<Item = &'p File>) -> Self {
        let files: Vec<&File> = files.filter(|file| file.is_rules()).collect();
        let mut index = Self {
            files,
            shapes: HashMap::new(),
            enumerations: HashMap::new(),
            operations: HashMap::new(),
            rules: HashMap::new(),
            contexts: Vec::new(),
            definitions: HashMap::new(),
            extensions: Vec::new(),
        };
        for (number, file) in index.files.clone().into_iter().enumerate() {
            for item in &file.tree().items {
                index.declare(number, item);
            }
        }
        index
    }

    fn declare(&mut self, file: usize, item: &'p Item) {
        match item {
            Item::Shape(one) => {
                self.shapes.insert(&one.name.text, (file, one));
            }
            Item::Enumeration(one) => {
                self.enumerations.insert(&one.name.text, (file, one));
            }
            Item::Operation(one) => {
                self.operations.insert(&one.name.text, (file, one));
            }
            Item::Rule(one) => {
                self.rules.insert(&one.name.text, (file, one));
            }
            Item::Context(one) => self.contexts.push((file, &one.record)),
            Item::Set(one) => {
                self.definitions.insert(&one.name.text, (file, Definition::Set(one)));
            }
            Item::Define(one) => {
                self.definitions.insert(&one.name.text, (file, Definition::Condition(one)));
            }
            Item::Extension(one) => self.extensions.push((file, one)),
            Item::Amendment(one) => {
                self.extensions.extend(one.extensions.iter().map(|one| (file, one)));
            }
            _ => {}
        }
    }

    /// What the bodies of operations may be.
    pub(super) fn bodies(&self, operations: &[&str]) -> Vec<ValueType<'p>> {
        let declared = operations.iter().filter_map(|name| self.operations.get(name));
        let bodies = declared.flat_map(|(_, operation)| &operation.bodies);
        bodies.filter_map(|body| self.shape(&body.text)).collect()
    }

    /// What the body of any operation may be.
    pub(super) fn any_body(&self) -> Vec<ValueType<'p>> {
        let mut names: Vec<&str> = self.operations.keys().copied().collect();
        names.sort_unstable();
        self.bodies(&names)
    }

    pub(super) fn shape(&self, name: &str) -> Option<ValueType<'p>> {
        let (file, shape) = self.shapes.get(name)?;
        Some(ValueType::Record(*file, &shape.record))
    }

    /// What the context is.
    pub(super) fn context(&self) -> Vec<ValueType<'p>> {
        self.contexts.iter().map(|(file, record)| ValueType::Record(*file, record)).collect()
    }

    /// The fields of a value, with the file that they are written in.
    pub(super) fn fields(&self, value: ValueType<'p>) -> Vec<(usize, &'p ast::Field)> {
        let all = |file: usize, record: &'p Record| {
            record.fields.iter().map(|field| (file, field)).collect()
        };
        match value {
            ValueType::Record(file, record) | ValueType::Type(file, FieldType::Record(record)) => {
                all(file, record)
            }
            ValueType::Type(_, FieldType::Named(name)) => match self.shapes.get(&*name.text) {
                Some((file, shape)) => all(*file, &shape.record),
                None => Vec::new(),
            },
            ValueType::Type(..) | ValueType::Member(_) => Vec::new(),
        }
    }

    /// The fields of this name that values have.
    pub(super) fn field(
        &self,
        values: &[ValueType<'p>],
        name: &str,
    ) -> Vec<(usize, &'p ast::Field)> {
        let fields = values.iter().flat_map(|value| self.fields(*value));
        let mut found: Vec<(usize, &ast::Field)> = Vec::new();
        for (file, field) in fields.filter(|(_, field)| &*field.name.text == name) {
            let is_known =
                |(other, known): &(usize, &ast::Field)| *other == file && known.span == field.span;
            if !found.iter().any(is_known) {
                found.push((file, field));
            }
        }
        found
    }

    /// What the elements of arrays are.
    pub(super) fn elements(values: &[ValueType<'p>]) -> Vec<ValueType<'p>> {
        let element = |value: &ValueType<'p>| match value {
            ValueType::Type(file, FieldType::List(inner)) => Some(ValueType::Type(*file, inner)),
            _ => None,
        };
        values.iter().filter_map(element).collect()
    }

    /// The members that a value may be, with the file that they are written in.
    pub(super) fn members(&self, value: ValueType<'p>) -> Vec<(usize, &'p Name)> {
        match value {
            ValueType::Type(file, FieldType::Choice { members, .. }) => {
                members.iter().map(|member| (file, member)).collect()
            }
            ValueType::Type(_, FieldType::Named(name)) => self.members_of(&name.text),
            ValueType::Type(file, FieldType::Union(types)) => {
                let of = |(one, _): &'p (FieldType, _)| self.members(ValueType::Type(file, one));
                types.iter().flat_map(of).collect()
            }
            ValueType::Member(name) => self.members_of(name),
            _ => Vec::new(),
        }
    }

    /// The members of an enumeration, with those that are added to it.
    pub(super) fn members_of(&self, enumeration: &str) -> Vec<(usize, &'p Name)> {
        let declared = self.enumerations.get(enumeration);
        let declared = declared.map(|(file, one)| (*file, &one.members));
        let added = self.extensions.iter().filter(|(_, one)| &*one.name.text == enumeration);
        let lists = declared.into_iter().chain(added.map(|(file, one)| (*file, &one.members)));
        lists.flat_map(|(file, list)| list.iter().map(move |member| (file, member))).collect()
    }

    /// What the fields along a path may be, below some values.
    pub(super) fn below(&self, values: &[ValueType<'p>], path: &[&str]) -> Vec<ValueType<'p>> {
        let mut values = values.to_vec();
        for name in path {
            let fields = self.field(&values, name);
            values =
                fields.iter().map(|(file, it)| ValueType::Type(*file, &it.field_type)).collect();
        }
        values
    }
}
