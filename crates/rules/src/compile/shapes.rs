//! Shapes, enumerations and the context to trees whose nodes are numbered.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::amendments::Amended;
use super::draft::{Draft, DraftKind};
use super::error::{CompileError, did_you_mean};
use super::kind::ErrorKind;
use super::mistake::{Incomplete, Limit, Named, Type};
use super::scope::MOST_ERRORS;
use crate::moment::Layout;
use crate::program::{Enumeration, EnumerationId, FieldType, KeyTable, Symbols, TextFormat};
use crate::source::{Source, Span};
use crate::syntax::ast::{self, Name, Record};

/// How many nodes a tree may have: shapes in shapes grow fast.
pub(super) const MAX_NODES: usize = 4096;

/// How long a field's name may be, in bytes: shapes in shapes repeat it.
const MAX_NAME: usize = 256;

/// How many members an enumeration may have.
const MAX_MEMBERS: usize = 4096;

/// How deep objects and arrays may be nested in a body: a reader descends into them.
const MAX_LEVELS: usize = 64;

/// How deep shapes may be nested.
const MAX_DEPTH: usize = 32;

/// A declaration and the file it is in.
pub(super) type InFile<'a, T> = (&'a Arc<Source>, &'a T);

/// What shapes are made of, by name.
pub(super) struct Shapes<'a> {
    pub(super) shapes: HashMap<&'a str, InFile<'a, ast::Shape>>,
    pub(super) enumerations: Vec<Enumeration>,
    pub(super) enumeration_ids: HashMap<&'a str, EnumerationId>,
    pub(super) symbols: Symbols,
    pub(super) errors: Vec<CompileError>,
    /// Where the members of enumerations are declared.
    pub(super) members: HashMap<(EnumerationId, Box<str>), (Arc<Source>, Span)>,
    /// The types that were looked up.
    pub(super) used: HashSet<Box<str>>,
    /// Whether the fields are the context's.
    pub(super) in_context: bool,
    /// How many objects and arrays are around the present field.
    pub(super) levels: usize,
    /// The fields that amendments name, and whether one of the operations is changed.
    pub(super) amended: Amended,
    /// How many nodes the present tree may still have.
    pub(super) budget: usize,
}

impl<'a> Shapes<'a> {
    pub(super) fn enumeration(&mut self, file: &'a Arc<Source>, declared: &'a ast::Enumeration) {
        if let Some(prefix) = &declared.prefix
            && prefix.text.is_empty()
        {
            let kind = ErrorKind::Incomplete(Incomplete::Prefix);
            self.errors.push(CompileError::new(kind, file, prefix.span));
        }
        let prefix = declared.prefix.as_ref().map(|prefix| prefix.text.clone());
        if let Some(id) = self.members(file, &declared.name, prefix, &declared.members) {
            self.enumeration_ids.insert(&declared.name.text, id);
        }
    }

    fn members(
        &mut self,
        file: &Arc<Source>,
        name: &Name,
        prefix: Option<Box<str>>,
        declared: &[Name],
    ) -> Option<EnumerationId> {
        if declared.is_empty() {
            let enumeration = name.text.clone();
            let kind = ErrorKind::Incomplete(Incomplete::NoMembers { enumeration });
            self.errors.push(CompileError::new(kind, file, name.span));
        }
        if declared.len() > MAX_MEMBERS {
            let (enumeration, most) = (name.text.clone(), MAX_MEMBERS);
            let kind = ErrorKind::TooMuch(Limit::Members { enumeration, most });
            self.errors.push(CompileError::new(kind, file, name.span));
            return None;
        }
        let mut seen: HashMap<&str, Span> = HashMap::new();
        let mut members = Vec::new();
        for member in declared {
            if self.errors.len() >= MOST_ERRORS {
                break;
            }
            if let Some(first) = seen.insert(&member.text, member.span) {
                let kind = ErrorKind::Duplicate { what: Named::Member, name: member.text.clone() };
                let error = CompileError::new(kind, file, member.span);
                self.errors.push(error.first_in(file, first));
            }
            match self.symbols.intern(&member.text) {
                Some(symbol) => members.push((member.text.clone(), symbol)),
                None => {
                    let kind = ErrorKind::TooMuch(Limit::AllMembers);
                    self.errors.push(CompileError::new(kind, file, member.span));
                }
            }
        }
        let (name, table) = (name.text.clone(), KeyTable::new(members));
        let id = self.add(Enumeration { name, prefix, table })?;
        self.note_members(file, id, declared);
        Some(id)
    }

    /// Notes where members are declared first.
    fn note_members(&mut self, file: &Arc<Source>, id: EnumerationId, declared: &[Name]) {
        for member in declared {
            let place = self.members.entry((id, member.text.clone()));
            place.or_insert_with(|| (Arc::clone(file), member.span));
        }
    }

    /// The same enumeration with more members, each of which is new.
    pub(super) fn extended(
        &mut self,
        file: &Arc<Source>,
        id: EnumerationId,
        more: &[Name],
    ) -> Option<Enumeration> {
        let before = self.enumerations.get(usize::from(id.0))?;
        let known = before.table.texts().zip(before.table.values());
        let mut members: Vec<(Box<str>, _)> =
            known.map(|(text, member)| (text.into(), member)).collect();
        let (name, prefix) = (before.name.clone(), before.prefix.clone());
        for member in more {
            if members.len() >= MAX_MEMBERS {
                let limit = Limit::Members { enumeration: name, most: MAX_MEMBERS };
                self.errors.push(CompileError::new(ErrorKind::TooMuch(limit), file, member.span));
                return None;
            }
            if members.iter().any(|(known, _)| *known == member.text) {
                let kind = ErrorKind::Duplicate { what: Named::Member, name: member.text.clone() };
                let error = CompileError::new(kind, file, member.span);
                let here = more.iter().find(|other| other.text == member.text);
                let here = here.filter(|first| first.span != member.span);
                let first = here.map(|first| (file, first.span)).or_else(|| {
                    let (file, span) = self.members.get(&(id, member.text.clone()))?;
                    Some((file, *span))
                });
                self.errors.push(match first {
                    Some((first_file, first)) => error.first_in(first_file, first),
                    None => error,
                });
                continue;
            }
            match self.symbols.intern(&member.text) {
                Some(symbol) => members.push((member.text.clone(), symbol)),
                None => {
                    let kind = ErrorKind::TooMuch(Limit::AllMembers);
                    self.errors.push(CompileError::new(kind, file, member.span));
                }
            }
        }
        self.note_members(file, id, more);
        Some(Enumeration { name, prefix, table: KeyTable::new(members) })
    }

    /// Adds an enumeration.
    pub(super) fn add(&mut self, enumeration: Enumeration) -> Option<EnumerationId> {
        let id = u16::try_from(self.enumerations.len()).ok().map(EnumerationId)?;
        self.enumerations.push(enumeration);
        Some(id)
    }

    /// The body of an operation, before amendments.
    pub(super) fn body(&mut self, file: &Arc<Source>, name: &Name) -> Option<Draft> {
        self.budget = MAX_NODES;
        let kind = self.named(file, name, &mut Vec::new());
        if self.budget == 0 {
            let kind = ErrorKind::TooMuch(Limit::Shape { shape: name.text.clone() });
            self.errors.push(CompileError::new(kind, file, name.span));
            return None;
        }
        let kind = kind?;
        if !matches!(kind, DraftKind::Object { .. }) {
            let (expected, found) = (Type::Shape, Type::Name(name.text.clone()));
            let kind = ErrorKind::Mismatch { expected, found };
            self.errors.push(CompileError::new(kind, file, name.span));
            return None;
        }
        Some(Draft { name: "".into(), kind, required: true, sensitive: false, foreign: false })
    }

    pub(super) fn record(
        &mut self,
        file: &Arc<Source>,
        record: &Record,
        inside: &mut Vec<Box<str>>,
    ) -> Option<DraftKind> {
        let mut fields: Vec<Draft> = Vec::new();
        if let Some(addition) = record.additions.first() {
            let kind = ErrorKind::Incomplete(Incomplete::AdditionInShape);
            self.errors.push(CompileError::new(kind, file, addition.span));
        }
        self.fields(file, record, inside, &mut fields)?;
        Some(DraftKind::Object { exactly_one: record.exactly_one, fields, open: false })
    }

    /// The fields of a record, as far as they have no mistakes.
    pub(super) fn fields(
        &mut self,
        file: &Arc<Source>,
        record: &Record,
        inside: &mut Vec<Box<str>>,
        fields: &mut Vec<Draft>,
    ) -> Option<()> {
        self.budget = self.budget.saturating_sub(record.fields.len());
        if self.budget == 0 {
            // Reported once, of the operation.
            return None;
        }
        for field in &record.fields {
            if field.name.text.len() > MAX_NAME {
                let kind = ErrorKind::TooMuch(Limit::FieldName(MAX_NAME));
                self.errors.push(CompileError::new(kind, file, field.name.span));
                continue;
            }
            if fields.iter().any(|other| other.name == field.name.text) {
                let kind =
                    ErrorKind::Duplicate { what: Named::Field, name: field.name.text.clone() };
                self.errors.push(CompileError::new(kind, file, field.name.span));
                continue;
            }
            let Some(kind) = self.field_type(file, &field.name, &field.field_type, inside) else {
                continue;
            };
            if !self.in_context
                && let DraftKind::Leaf(FieldType::Members(_) | FieldType::Instant) = &kind
            {
                let kind = ErrorKind::Incomplete(Incomplete::TypeOfContext);
                self.errors.push(CompileError::new(kind, file, field.name.span));
                continue;
            }
            fields.push(Draft {
                name: field.name.text.clone(),
                kind,
                required: !field.optional && !record.exactly_one,
                sensitive: field.sensitive,
                foreign: false,
            });
        }
        Some(())
    }

    pub(super) fn field_type(
        &mut self,
        file: &Arc<Source>,
        field: &Name,
        field_type: &ast::FieldType,
        inside: &mut Vec<Box<str>>,
    ) -> Option<DraftKind> {
        Some(match field_type {
            ast::FieldType::List(element) => {
                self.enter(file, field)?;
                let kind = self.field_type(file, field, element, inside);
                self.levels -= 1;
                let kind = kind?;
                let name = "".into();
                DraftKind::List(Box::new(Draft {
                    name,
                    kind,
                    required: false,
                    sensitive: false,
                    foreign: false,
                }))
            }
            ast::FieldType::Record(record) => {
                self.enter(file, field)?;
                let kind = self.record(file, record, inside);
                self.levels -= 1;
                kind?
            }
            ast::FieldType::Choice { several, members, .. } => {
                let id = self.members(file, field, None, members)?;
                DraftKind::Leaf(if *several {
                    FieldType::Members(id)
                } else {
                    FieldType::Member(id)
                })
            }
            ast::FieldType::Text(forms) => {
                let quoted = forms.iter().filter_map(|form| match form {
                    ast::TextFormat::Pattern(pattern) => Some(pattern.clone()),
                    ast::TextFormat::DateTime => None,
                });
                self.errors.extend(super::repeated(file, &quoted.collect::<Vec<_>>()));
                let forms = forms.iter().map(|form| self.form(file, form)).collect();
                DraftKind::Leaf(FieldType::Text(forms))
            }
            ast::FieldType::Named(name) => self.named(file, name, inside)?,
            ast::FieldType::Union(types) => self.union(file, field, types)?,
        })
    }

    /// Goes into an object or an array, if it is not too deep.
    fn enter(&mut self, file: &Arc<Source>, name: &Name) -> Option<()> {
        if self.levels >= MAX_LEVELS {
            let kind = ErrorKind::TooMuch(Limit::Levels(MAX_LEVELS));
            self.errors.push(CompileError::new(kind, file, name.span));
            return None;
        }
        self.levels += 1;
        Some(())
    }

    fn form(&mut self, file: &Arc<Source>, form: &ast::TextFormat) -> TextFormat {
        let ast::TextFormat::Pattern(pattern) = form else { return TextFormat::DateTime };
        Layout::new(&pattern.text).map_or_else(
            || {
                let kind = ErrorKind::Incomplete(Incomplete::Form);
                self.errors.push(CompileError::new(kind, file, pattern.span));
                TextFormat::DateTime
            },
            TextFormat::Layout,
        )
    }

    fn named(
        &mut self,
        file: &Arc<Source>,
        name: &Name,
        inside: &mut Vec<Box<str>>,
    ) -> Option<DraftKind> {
        let builtin = match &*name.text {
            "json" => Some(FieldType::Anything),
            "object" => Some(FieldType::AnyObject),
            "boolean" => Some(FieldType::Boolean),
            "integer" => Some(FieldType::Integer),
            "number" => Some(FieldType::Number),
            "instant" => Some(FieldType::Instant),
            _ => None,
        };
        if let Some(kind) = builtin {
            return Some(DraftKind::Leaf(kind));
        }
        self.used.insert(name.text.clone());
        if let Some(id) = self.enumeration_ids.get(&*name.text) {
            return Some(DraftKind::Leaf(FieldType::Member(*id)));
        }
        let Some((shape_file, shape)) = self.shapes.get(&*name.text).copied() else {
            self.unknown_type(file, name);
            return None;
        };
        if inside.len() >= MAX_DEPTH {
            let kind = ErrorKind::TooMuch(Limit::Shapes(MAX_DEPTH));
            self.errors.push(CompileError::new(kind, file, name.span));
            return None;
        }
        if inside.contains(&name.text) {
            let kind = ErrorKind::TooMuch(Limit::Recursion { shape: name.text.clone() });
            self.errors.push(CompileError::new(kind, file, name.span));
            return None;
        }
        inside.push(name.text.clone());
        let kind = self.record(shape_file, &shape.record, inside);
        inside.pop();
        kind
    }

    fn unknown_type(&mut self, file: &Arc<Source>, name: &Name) {
        let builtin = ["string", "integer", "number", "boolean", "json", "object"];
        let known = self.shapes.keys().chain(self.enumeration_ids.keys()).copied().chain(builtin);
        let help = did_you_mean(&name.text, known);
        let kind = ErrorKind::Unknown { what: Named::Type, name: name.text.clone() };
        self.errors.push(CompileError::new(kind, file, name.span).with_help(help));
    }
}
