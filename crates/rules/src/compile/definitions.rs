//! Names for what repeats: sets of members, and conditions.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

use super::Declared;
use super::conditions::BROKEN;
use super::error::{CompileError, did_you_mean};
use super::kind::ErrorKind;
use super::mistake::{Help, Limit, Named, Type};
use super::operands::{Typed, functions};
use super::scope::{Bound, Scope};
use super::shapes::{InFile, Shapes};
use super::useless::Useless;
use crate::program::{NodeId, Predicate};
use crate::source::{Source, Span};
use crate::syntax::ast::{self, Name, Operand};

/// The sets and conditions of a pack, by name.
pub(super) struct Definitions<'a> {
    sets: HashMap<&'a str, InFile<'a, ast::Set>>,
    conditions: HashMap<&'a str, InFile<'a, ast::Define>>,
    /// The sets that have mistakes, which are reported.
    broken: HashSet<&'a str>,
    /// The names that were looked up.
    pub(super) used: RefCell<HashSet<Box<str>>>,
}

/// What a value is compared with, and where a mistake about it is.
pub(super) struct Choice<'a> {
    pub(super) operand: &'a Operand,
    pub(super) span: Span,
}

impl<'a> Definitions<'a> {
    /// Checks the sets; conditions are checked where they are used, and once if they are not.
    pub(super) fn new(shapes: &mut Shapes<'_>, declared: &Declared<'a>) -> Self {
        let mut broken = HashSet::new();
        for set in &declared.sets {
            let before = shapes.errors.len();
            check(shapes, *set);
            if shapes.errors.len() > before {
                broken.insert(&*set.1.name.text);
            }
        }
        for (file, define) in &declared.defines {
            if let Some(what) = of_language(&define.name.text) {
                let kind = ErrorKind::Duplicate { what, name: define.name.text.clone() };
                let error = CompileError::new(kind, file, define.name.span);
                shapes.errors.push(error.with_help(Some(Help::OfLanguage)));
            }
        }
        let sets = declared.sets.iter().map(|set| (&*set.1.name.text, *set));
        let conditions = declared.defines.iter().map(|define| (&*define.1.name.text, *define));
        let used = RefCell::default();
        Self { sets: sets.collect(), conditions: conditions.collect(), broken, used }
    }

    /// What a name is defined as.
    pub(super) fn kind(&self, name: &str) -> Option<Type> {
        let set = self.sets.contains_key(name).then_some(Type::Set);
        set.or_else(|| self.conditions.contains_key(name).then_some(Type::Condition))
    }

    /// The names of the conditions.
    pub(super) fn conditions(&self) -> impl Iterator<Item = &str> {
        self.conditions.keys().copied()
    }
}

/// What the language itself has under a name.
pub(super) fn of_language(name: &str) -> Option<Named> {
    match name {
        "now" | "context" => Some(Named::ContextKey),
        name => functions().any(|function| function == name).then_some(Named::Function),
    }
}

/// Whether a definition's text has a word after its parameters.
fn is_named(define: &ast::Define, file: &Source, word: &Name) -> bool {
    let text = Span { start: word.span.end, end: define.span.end }.of(&file.text);
    let condition = text.split_once('=').map_or("", |(_, condition)| condition);
    let is_part = |one: char| one.is_ascii_alphanumeric() || matches!(one, '_' | '-');
    condition.split(|one: char| !is_part(one)).any(|part| part == &*word.text)
}

/// The word that an operand is, if it is one.
fn word_of(operand: &Operand) -> Option<&Name> {
    match operand {
        Operand::Path(path) if !path.at_sign && path.segments.len() == 1 => path.segments.first(),
        _ => None,
    }
}

/// What a member of a list or a set is, whether it is quoted or not.
fn literal(operand: &Operand) -> Option<String> {
    match operand {
        Operand::Text(text) => Some(text.text.to_string()),
        Operand::Integer(value, _) => Some(value.to_string()),
        other => word_of(other).map(|word| word.text.to_string()),
    }
}

/// A set has different members, strings or numbers; with an enumeration, its members alone.
fn check(shapes: &mut Shapes<'_>, (file, set): InFile<'_, ast::Set>) {
    let enumeration = match &set.enumeration {
        None => None,
        Some(name) => match shapes.enumeration_ids.get(&*name.text) {
            Some(id) => {
                shapes.used.insert(name.text.clone());
                shapes.enumerations.get(usize::from(id.0))
            }
            None => {
                let help = did_you_mean(&name.text, shapes.enumeration_ids.keys().copied());
                let (expected, found) = (Type::Enumeration, Type::Name(name.text.clone()));
                let kind = ErrorKind::Mismatch { expected, found };
                shapes.errors.push(CompileError::new(kind, file, name.span).with_help(help));
                None
            }
        },
    };
    // In brackets the name would be the member.
    if let Some(enumeration) = enumeration
        && enumeration.table.find(set.name.text.as_bytes()).is_some()
    {
        let kind = ErrorKind::Duplicate { what: Named::Member, name: set.name.text.clone() };
        shapes.errors.push(CompileError::new(kind, file, set.name.span));
    }
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for member in &set.members {
        let (span, text) = (member.span(), member.span().of(&file.text));
        let word = match member {
            Operand::Path(_) if word_of(member).is_some() => word_of(member),
            Operand::Text(text) => Some(text),
            Operand::Integer(..) => None,
            _ => {
                let (expected, found) = (Type::Literal, Type::Name(text.into()));
                let kind = ErrorKind::Mismatch { expected, found };
                shapes.errors.push(CompileError::new(kind, file, span));
                continue;
            }
        };
        if let Some(first) = seen.insert(text, span) {
            let kind = ErrorKind::Useless(Useless::Repeated { name: text.into() });
            shapes.errors.push(CompileError::new(kind, file, span).first_in(file, first));
        }
        let Some(enumeration) = enumeration else { continue };
        let text = word.map_or(text, |word| &*word.text);
        // An amendment may have added it for one operation.
        let named = || shapes.enumerations.iter().filter(|other| other.name == enumeration.name);
        if !named().any(|other| other.table.find(text.as_bytes()).is_some()) {
            let help = did_you_mean(text, enumeration.table.texts());
            let (enumeration, name) = (enumeration.name.clone(), text.into());
            let kind = ErrorKind::UnknownMember { enumeration, name };
            shapes.errors.push(CompileError::new(kind, file, span).with_help(help));
        }
    }
}

impl<'a> Scope<'a> {
    /// The members of a list, with those of the sets that it names. `is_member`: whether a word is
    /// a member already, which then is no set.
    pub(super) fn choices<'s>(
        &self,
        listed: &'s [Operand],
        named: bool,
        is_member: &dyn Fn(&str) -> bool,
    ) -> Vec<Choice<'s>>
    where
        'a: 's,
    {
        let mut choices = Vec::new();
        for operand in listed {
            let span = operand.span();
            let word = word_of(operand);
            let bound = word.and_then(|word| self.given(word));
            if let Some(Bound::List(members)) = bound {
                self.take(members.len());
                let members = self.choices(members, false, is_member).into_iter();
                choices.extend(members.map(|choice| Choice { span, ..choice }));
                continue;
            }
            if named && matches!(bound, Some(Bound::Broken)) {
                continue;
            }
            let given = word.filter(|_| bound.is_some()).and_then(|_| self.word(operand));
            let word = given.as_ref().or(word);
            let sets = &self.environment.definitions.sets;
            let set = word.filter(|word| named || !is_member(&word.text));
            match (set.and_then(|word| sets.get(&*word.text)), word) {
                (Some((_, set)), _) => {
                    self.environment.definitions.used.borrow_mut().insert(set.name.text.clone());
                    self.take(set.members.len());
                    if self.environment.definitions.broken.contains(&*set.name.text) {
                        continue;
                    }
                    choices.extend(set.members.iter().map(|operand| Choice { operand, span }));
                }
                (None, Some(word)) if named => {
                    let found = match bound {
                        Some(Bound::Value(Typed::Word(_) | Typed::TextLiteral(_))) => None,
                        Some(Bound::Value(value)) => Some(value.describe(self)),
                        Some(Bound::FieldRef(_)) => Some(Type::Field),
                        Some(Bound::Pattern(_)) => Some(Type::Pattern),
                        _ => self.environment.definitions.kind(&word.text),
                    };
                    if let Some(found) = found {
                        let kind = ErrorKind::Mismatch { expected: Type::List, found };
                        self.error(kind, span, None);
                        continue;
                    }
                    let help = did_you_mean(&word.text, sets.keys().copied());
                    let what = Named::Definition;
                    let kind = ErrorKind::Unknown { what, name: word.text.clone() };
                    self.error(kind, span, help);
                }
                (None, _) => choices.push(Choice { operand, span }),
            }
        }
        choices
    }

    /// Reports members of a list that a set in it has.
    pub(super) fn in_sets(&self, listed: &[Operand], choices: &[Choice<'_>]) {
        let is_listed = |choice: &&Choice<'_>| {
            listed.iter().any(|operand| std::ptr::eq(operand, choice.operand))
        };
        let (own, of_sets): (Vec<_>, Vec<_>) = choices.iter().partition(is_listed);
        for one in own {
            let same = of_sets.iter().find(|other| literal(other.operand) == literal(one.operand));
            if let Some(set) = same.filter(|_| literal(one.operand).is_some()) {
                let text = |span: Span| span.of(&self.file.text).into();
                let what = Useless::InSet { member: text(one.span), set: text(set.span) };
                self.error(ErrorKind::Useless(what), one.span, None);
            }
        }
    }

    /// The condition that is defined under a name. `None`: none is defined.
    pub(super) fn defined(
        &self,
        name: &Name,
        arguments: &[Operand],
        span: Span,
    ) -> Option<Predicate> {
        let (file, define) = self.environment.definitions.conditions.get(&*name.text).copied()?;
        self.environment.definitions.used.borrow_mut().insert(name.text.clone());
        if self.tree.field(NodeId::ROOT, &name.text).is_some() {
            let kind = ErrorKind::Duplicate { what: Named::Field, name: name.text.clone() };
            let help = Help::FieldOf(self.operation.into());
            let error = CompileError::new(kind, file, define.name.span);
            self.environment.report(error.with_help(Some(help)));
        }
        if arguments.len() != define.parameters.len() {
            let (expected, found) = (define.parameters.len(), arguments.len());
            self.error(
                ErrorKind::Arity { function: name.text.clone(), expected, found },
                span,
                None,
            );
            return Some(BROKEN);
        }
        if self.within.contains(&&*define.name.text) {
            let limit = Limit::Definition { name: name.text.clone() };
            self.error(ErrorKind::TooMuch(limit), span, None);
            return Some(BROKEN);
        }
        let values = arguments.iter().map(|argument| self.bound(argument)).collect();
        Some(self.definition((file, define), values))
    }

    /// A definition's condition, with what is given for its parameters.
    pub(super) fn definition(
        &self,
        (file, define): InFile<'a, ast::Define>,
        values: Vec<Bound<'a>>,
    ) -> Predicate {
        let mut within = self.within.clone();
        within.push(&define.name.text);
        let is_broken = values.iter().any(|value| matches!(value, Bound::Broken));
        let parameters = define.parameters.iter().map(|parameter| parameter.text.clone());
        let used = RefCell::default();
        let mut scope = Scope {
            environment: self.environment,
            file,
            operation: self.operation,
            tree: self.tree,
            names: parameters.zip(values).collect(),
            span: define.name.span,
            loop_depth: self.loop_depth,
            members: Cell::new(self.members.get()),
            used: &used,
            iterated: self.iterated,
            within,
        };
        let condition = scope.condition(&define.condition);
        for parameter in &define.parameters {
            // What is compared with a value that is not known is not looked at.
            let is_used = used.borrow().contains(&parameter.text)
                || is_broken && is_named(define, file, parameter);
            if !is_used {
                let kind = ErrorKind::Unused { name: parameter.text.clone() };
                self.environment.report(CompileError::new(kind, file, parameter.span));
            }
        }
        condition
    }

    /// What is given for a parameter, which is used here.
    pub(super) fn given(&self, word: &Name) -> Option<&Bound<'a>> {
        let (name, bound) = self.names.iter().rev().find(|(name, _)| *name == word.text)?;
        self.used.borrow_mut().insert(name.clone());
        Some(bound)
    }

    /// A regular expression, or the one that is given for a parameter.
    pub(super) fn pattern(&self, pattern: &Name, named: bool) -> Option<Name> {
        if !named {
            return Some(pattern.clone());
        }
        let found = match self.given(pattern) {
            Some(Bound::Pattern(given)) => {
                return Some(Name { text: given.text.clone(), span: pattern.span });
            }
            Some(Bound::Broken) => return None,
            Some(Bound::Value(value)) => value.describe(self),
            Some(Bound::List(_)) => Type::List,
            Some(Bound::FieldRef(_)) => Type::Field,
            None => Type::Name(pattern.text.clone()),
        };
        self.error(ErrorKind::Mismatch { expected: Type::Pattern, found }, pattern.span, None);
        None
    }

    /// What a name that is given to a value refers to.
    pub(super) fn bound(&self, value: &Operand) -> Bound<'a> {
        match self.operand(value) {
            Typed::Broken => Bound::Broken,
            value => value.place().map_or(Bound::Value(value), Bound::FieldRef),
        }
    }

    /// The word or string that an operand is, or that is given for a parameter.
    pub(super) fn word(&self, operand: &Operand) -> Option<Name> {
        let path = match operand {
            Operand::Text(text) => return Some(text.clone()),
            Operand::Path(path) if !path.at_sign => path,
            _ => return None,
        };
        let [word] = path.segments.as_slice() else { return None };
        let bound = self.names.iter().rev().find(|(name, _)| *name == word.text);
        let text = match bound {
            Some((
                name,
                Bound::Value(Typed::Word(Name { text, .. }) | Typed::TextLiteral(text)),
            )) => {
                self.used.borrow_mut().insert(name.clone());
                text
            }
            Some((_, Bound::Broken)) => return None,
            _ => &word.text,
        };
        Some(Name { text: text.clone(), span: word.span })
    }
}
