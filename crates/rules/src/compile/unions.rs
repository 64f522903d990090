//! Fields that may be of several types: each is compared as what the other side is.

use std::borrow::Cow;
use std::sync::Arc;

use super::conditions::BROKEN;
use super::definitions::Choice;
use super::draft::DraftKind;
use super::error::CompileError;
use super::kind::ErrorKind;
use super::mistake::{Incomplete, Type, Unit};
use super::operands::Typed;
use super::scope::Scope;
use super::shapes::Shapes;
use super::useless::Useless;
use crate::program::{
    Comparison, FieldRef, FieldType, Member, Predicate, Quantity, Sum, Symbol, Text,
};
use crate::source::{Source, Span};
use crate::syntax::ast::{self, Name, Operand};

impl Shapes<'_> {
    /// The types of a field, which differ in what JSON calls them.
    pub(super) fn union(
        &mut self,
        file: &Arc<Source>,
        field: &Name,
        declared: &[(ast::FieldType, Span)],
    ) -> Option<DraftKind> {
        let mut types: Vec<FieldType> = Vec::new();
        let mut names: Vec<&str> = Vec::new();
        let before = self.errors.len();
        for (one, span) in declared {
            let is_structure = match one {
                ast::FieldType::Text(_) | ast::FieldType::Choice { several: false, .. } => false,
                ast::FieldType::Named(name) => self.shapes.contains_key(&*name.text),
                _ => true,
            };
            let known = self.errors.len();
            let kind = if is_structure {
                None
            } else {
                self.field_type(file, field, one, &mut Vec::new())
            };
            let kind = match kind {
                Some(DraftKind::Leaf(kind)) => Some(kind).filter(|kind| json_name(kind).is_some()),
                _ => None,
            };
            let Some(kind) = kind else {
                if self.errors.len() == known {
                    let kind = ErrorKind::Incomplete(Incomplete::UnionOf);
                    self.errors.push(CompileError::new(kind, file, *span));
                }
                continue;
            };
            let same = types.iter().position(|other| json_name(other) == json_name(&kind));
            if let Some(same) = same {
                let other = names.get(same).copied().unwrap_or_default().into();
                let kind = Useless::SameType { one: span.of(&file.text).into(), other };
                self.errors.push(CompileError::new(ErrorKind::Useless(kind), file, *span));
                continue;
            }
            types.push(kind);
            names.push(span.of(&file.text));
        }
        (self.errors.len() == before).then(|| DraftKind::Leaf(FieldType::Union(types.into())))
    }
}

/// What JSON calls the values of a type that can be one of several.
fn json_name(kind: &FieldType) -> Option<&'static str> {
    match kind {
        FieldType::Text(_) | FieldType::Member(_) => Some("string"),
        FieldType::Integer | FieldType::Number => Some("number"),
        FieldType::Boolean => Some("boolean"),
        _ => None,
    }
}

impl Scope<'_> {
    /// What the types of a field are called.
    pub(super) fn union_name(&self, place: FieldRef) -> Type {
        let names = self.kind(place).types().iter().map(|kind| match kind {
            FieldType::Integer => "integer",
            FieldType::Number => "number",
            FieldType::Boolean => "boolean",
            FieldType::Member(id) => {
                let enumeration = self.environment.enumerations.get(usize::from(id.0));
                enumeration.map_or("", |enumeration| &*enumeration.name)
            }
            _ => "string",
        });
        Type::Name(names.collect::<Vec<_>>().join(" | ").into())
    }

    /// A value; of several types the number, if it can be one.
    pub(super) fn as_number<'t>(&self, value: &'t Typed) -> Cow<'t, Typed> {
        match value {
            Typed::Union(place) => match self.kind(*place).fractions() {
                Some(fractions) => {
                    let quantity = Quantity::FieldRef { place: *place, default: None, fractions };
                    Cow::Owned(Typed::Number(Sum([quantity].into()), Unit::Plain))
                }
                None => Cow::Borrowed(value),
            },
            other => Cow::Borrowed(other),
        }
    }

    /// An operand; of several types the number, if it can be one.
    pub(super) fn numeric(&self, operand: &Operand) -> Typed {
        let value = self.operand(operand);
        match self.as_number(&value) {
            Cow::Owned(number) => number,
            Cow::Borrowed(_) => value,
        }
    }

    /// A value; of several types the string, if it can be one that is no member.
    pub(super) fn as_text(&self, value: Typed) -> Typed {
        match value {
            Typed::Union(place) if self.kind(place).formats().is_some() => {
                Typed::Text(Text::new(place))
            }
            other => other,
        }
    }

    /// A value; of several types the member, if it can be one.
    pub(super) fn as_member(&self, value: Typed) -> Typed {
        match value {
            Typed::Union(place) => match self.kind(place).enumeration() {
                Some(id) => Typed::Member(Member::FieldRef(place), id),
                None => value,
            },
            other => other,
        }
    }

    /// Whether a field of several types is this boolean: it counts as it is written.
    pub(super) fn union_is_boolean(place: FieldRef, value: bool) -> Predicate {
        Predicate::Literal(Text::new(place), [value.to_string().into()].into())
    }

    /// Whether a field of several types is one of these.
    pub(super) fn union_is(&self, place: FieldRef, span: Span, set: &[Choice<'_>]) -> Predicate {
        let (mut members, mut literals, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for choice in set.iter().take_while(|_| self.take(1)) {
            if let Some(symbol) = self.member_of_union(place, choice.operand) {
                members.push(symbol);
                continue;
            }
            let kind = self.kind(place);
            match (self.operand(choice.operand), choice.operand) {
                (Typed::TextLiteral(text), _) if kind.formats().is_some() => literals.push(text),
                (Typed::BooleanLiteral, Operand::Boolean(value, _)) if kind.is_boolean() => {
                    others.push(Self::union_is_boolean(place, *value));
                }
                (other, _) => others.push(self.union_equals(place, span, &other, choice.span)),
            }
        }
        if !members.is_empty() {
            others.push(Predicate::Member(Member::FieldRef(place), members.into()));
        }
        if !literals.is_empty() {
            others.push(Predicate::Literal(Text::new(place), literals.into()));
        }
        if others.len() == 1 { others.swap_remove(0) } else { Predicate::Any(others.into()) }
    }

    /// The member that a word is, of the enumeration among a field's types.
    fn member_of_union(&self, place: FieldRef, operand: &Operand) -> Option<Symbol> {
        let id = self.kind(place).enumeration()?;
        self.member(id, &self.word(operand)?.text)
    }

    /// Whether a field of several types is the same as a value that is no literal.
    fn union_equals(&self, place: FieldRef, span: Span, right: &Typed, at: Span) -> Predicate {
        let union = Typed::Union(place);
        let (number, other) = (self.as_number(&union), self.as_number(right));
        let mut same = Vec::new();
        if let (Typed::Number(..), Typed::Number(..)) = (&*number, &*other) {
            same.push(self.ordered(&number, Comparison::Equal, &other, (span, at)));
        }
        match (self.as_text(union.clone()), self.as_text(right.clone())) {
            (Typed::Text(text), Typed::Text(other)) => same.push(Predicate::SameText(text, other)),
            _ => match (self.as_member(union.clone()), self.as_member(right.clone())) {
                (Typed::Member(member, _), Typed::Member(other, _)) => {
                    same.push(Predicate::SameMember(member, other));
                }
                (Typed::Member(_, id), Typed::Word(word)) => {
                    self.unknown_member(id, &word.text, at);
                    return BROKEN;
                }
                _ => {}
            },
        }
        match same.len() {
            0 => {
                self.incomparable(&union, right, at);
                BROKEN
            }
            1 => same.swap_remove(0),
            _ => Predicate::Any(same.into()),
        }
    }
}
