//! What a name means in one rule, for one operation.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::sync::Arc;

use super::definitions::{Definitions, of_language};
use super::error::{CompileError, did_you_mean};
use super::kind::ErrorKind;
use super::mistake::{Help, Incomplete, Limit, Named, Type};
use super::operands::Typed;
use super::outcomes::ALL_TRIES;
use super::possible::Conditions;
use super::useless::Useless;
use crate::program::{ContextKey, Enumeration, FieldRef, FieldType, NodeId, Tree};
use crate::source::{Source, Span};
use crate::syntax::ast::{Name, Operand, Path};

/// What every rule of a pack sees.
pub(super) struct Environment<'a> {
    pub(super) enumerations: &'a [Enumeration],
    pub(super) context: &'a Tree,
    pub(super) context_keys: &'a [ContextKey],
    pub(super) definitions: Definitions<'a>,
    pub(super) errors: RefCell<Vec<CompileError>>,
    /// How much more may be made of the pack: a condition, a value, a copy of one each take one.
    pub(super) budget: Cell<usize>,
    /// Mistakes that are reported only if there are no others: what is valid but was hardly meant.
    pub(super) warnings: RefCell<Vec<CompileError>>,
    /// How many more combinations of values conditions are tried with.
    pub(super) tries: Cell<usize>,
    /// What conditions come out as, and whether that is noted.
    pub(super) conditions: Conditions,
    pub(super) notes_outcomes: Cell<bool>,
}

/// How much may be made of a pack. Branches in branches, sums of sums and what is in every
/// check of a block multiply what a file has.
const BUDGET: usize = 1_000_000;

/// How many mistakes are noted: beyond this, errors are usually consequences of one
/// another.
pub(super) const MOST_ERRORS: usize = 200;

/// One operation's tree, and the names that a rule has given.
pub(super) struct Scope<'a> {
    pub(super) environment: &'a Environment<'a>,
    pub(super) file: &'a Arc<Source>,
    pub(super) operation: &'a str,
    pub(super) tree: &'a Tree,
    pub(super) names: Vec<(Box<str>, Bound<'a>)>,
    /// The rule or the silence.
    pub(super) span: Span,
    /// The loops around the present place.
    pub(super) loop_depth: u8,
    /// A bit for each depth whose loop goes through an object's members.
    pub(super) members: Cell<u8>,
    /// The names that were used.
    pub(super) used: &'a RefCell<HashSet<Box<str>>>,
    /// The lists and objects that are gone through.
    pub(super) iterated: &'a RefCell<HashSet<NodeId>>,
    /// The definitions that this is in.
    pub(super) within: Vec<&'a str>,
}

/// What a name that a rule defines refers to.
#[derive(Clone)]
pub(super) enum Bound<'a> {
    /// A place, below which paths may go on.
    FieldRef(FieldRef),
    /// A value.
    Value(Typed),
    /// A list that is given for a parameter of the rule.
    List(&'a [Operand]),
    /// A regular expression that is given for a parameter of the rule.
    Pattern(&'a Name),
    /// A mistake that is already reported.
    Broken,
}

/// What a path leads to.
pub(super) enum Target {
    FieldRef(FieldRef),
    Context(u8),
    Value(Typed),
    /// A word that is no field: perhaps a member.
    Word(Name),
    /// A mistake that is already reported.
    Broken,
}

impl<'a> Environment<'a> {
    pub(super) fn new(
        enumerations: &'a [Enumeration],
        (context, context_keys): (&'a Tree, &'a [ContextKey]),
        definitions: Definitions<'a>,
        errors: Vec<CompileError>,
    ) -> Self {
        Self {
            enumerations,
            context,
            context_keys,
            definitions,
            errors: RefCell::new(errors),
            warnings: RefCell::default(),
            budget: Cell::new(BUDGET),
            tries: Cell::new(ALL_TRIES),
            conditions: Conditions::default(),
            notes_outcomes: Cell::new(true),
        }
    }

    /// Takes from the budget; whether it was enough.
    pub(super) fn take(&self, amount: usize) -> bool {
        let left = self.budget.get().saturating_sub(amount);
        self.budget.set(left);
        left > 0
    }

    /// Whether there is no sense in going on.
    pub(super) fn has_enough(&self) -> bool {
        self.budget.get() == 0 || self.errors.borrow().len() >= MOST_ERRORS
    }

    pub(super) fn report(&self, error: CompileError) {
        let mut errors = self.errors.borrow_mut();
        if errors.len() >= MOST_ERRORS {
            return;
        }
        // A rule for three operations is compiled three times; its mistakes are reported once.
        if !errors.iter().any(|other| other.span == error.span && other.file == error.file) {
            errors.push(error);
        }
    }
}

impl Scope<'_> {
    /// Takes from the budget; where it was not enough, that is a mistake.
    pub(super) fn take(&self, amount: usize) -> bool {
        let enough = self.environment.take(amount);
        if !enough {
            self.error(ErrorKind::TooMuch(Limit::Pack), self.span, None);
        }
        enough
    }

    pub(super) fn warn(&self, what: Useless, span: Span) {
        self.environment.warn(CompileError::new(ErrorKind::Useless(what), self.file, span));
    }

    pub(super) fn error(&self, kind: ErrorKind, span: Span, help: Option<Help>) {
        self.environment.report(CompileError::new(kind, self.file, span).with_help(help));
    }

    /// What a path leads to; a word alone that is no field may still be a member.
    pub(super) fn target(&self, path: &Path) -> Target {
        let Some((first, rest)) = path.segments.split_first() else { return Target::Broken };
        if path.at_sign {
            return self.parameter(path);
        }
        if let Some((name, bound)) = self.names.iter().rev().find(|(name, _)| *name == first.text) {
            self.used.borrow_mut().insert(name.clone());
            return match bound {
                Bound::FieldRef(place) => self.below(*place, &first.text, rest),
                Bound::Value(Typed::Word(word)) if rest.is_empty() => {
                    Target::Word(Name { text: word.text.clone(), span: first.span })
                }
                Bound::Value(value) if rest.is_empty() && self.take(value.weight()) => {
                    Target::Value(value.clone())
                }
                Bound::Value(_) if rest.is_empty() => Target::Broken,
                Bound::Value(_) => {
                    let kind = ErrorKind::UnknownField {
                        owner: first.text.clone(),
                        name: rest.first().map(|name| name.text.clone()).unwrap_or_default(),
                    };
                    self.error(kind, path.span, None);
                    Target::Broken
                }
                Bound::List(_) => self.no_value(Type::List, path.span),
                Bound::Pattern(_) => self.no_value(Type::Pattern, path.span),
                Bound::Broken => Target::Broken,
            };
        }
        let root = FieldRef { node: NodeId::ROOT, loop_depth: 0 };
        if self.tree.field(NodeId::ROOT, &first.text).is_some() {
            return self.below(root, self.operation, &path.segments);
        }
        if &*first.text == "context" {
            return self.context_key(rest, path.span);
        }
        if &*first.text == "now" && rest.is_empty() {
            return self.context_key(&path.segments, path.span);
        }
        if rest.is_empty() {
            return Target::Word(first.clone());
        }
        self.below(root, self.operation, &path.segments)
    }

    /// Reports a name that is taken already.
    pub(super) fn check_new(&self, name: &Name) {
        if let Some(what @ Named::ContextKey) = of_language(&name.text) {
            let kind = ErrorKind::Duplicate { what, name: name.text.clone() };
            self.error(kind, name.span, Some(Help::OfLanguage));
        }
        if self.names.iter().any(|(known, _)| *known == name.text) {
            let kind = ErrorKind::Duplicate { what: Named::Binding, name: name.text.clone() };
            self.error(kind, name.span, None);
        }
    }

    fn no_value(&self, found: Type, span: Span) -> Target {
        self.error(ErrorKind::Mismatch { expected: Type::Value, found }, span, None);
        Target::Broken
    }

    /// The place that a path leads to, where nothing else than a field can be.
    pub(super) fn place(&self, path: &Path) -> Option<FieldRef> {
        match self.target(path) {
            Target::FieldRef(place) => Some(place),
            Target::Value(value) => match value.place() {
                Some(place) => Some(place),
                None => {
                    let kind =
                        ErrorKind::Mismatch { expected: Type::Field, found: value.describe(self) };
                    self.error(kind, path.span, None);
                    None
                }
            },
            Target::Word(word) => {
                self.unknown_field(NodeId::ROOT, self.operation, &word);
                None
            }
            Target::Context(_) => {
                let (expected, found) = (Type::Field, Type::ContextKey);
                let help = Some(Help::FieldAfter("known".into()));
                self.error(ErrorKind::Mismatch { expected, found }, path.span, help);
                None
            }
            Target::Broken => None,
        }
    }

    /// The type of a field; `None` for a member that a loop goes through.
    pub(super) fn kind(&self, place: FieldRef) -> &FieldType {
        if self.is_any_member(place) {
            &FieldType::Anything
        } else {
            &self.tree.node(place.node).kind
        }
    }

    /// Whether a place is the variable of a loop through an object's members, whose node is the
    /// object's.
    fn is_any_member(&self, place: FieldRef) -> bool {
        self.members.get() >> place.loop_depth & 1 == 1
    }

    fn below(&self, mut place: FieldRef, owner: &str, segments: &[Name]) -> Target {
        let mut owner: Box<str> = owner.into();
        if let (Some(name), true) = (segments.first(), self.is_any_member(place)) {
            let kind = ErrorKind::UnknownField { owner, name: name.text.clone() };
            self.error(kind, name.span, Some(Help::AnyMember));
            return Target::Broken;
        }
        for segment in segments {
            let Some(node) = self.tree.field(place.node, &segment.text) else {
                let fault = match self.kind(place) {
                    FieldType::AnyObject => Some(Incomplete::NoShape { owner: owner.clone() }),
                    FieldType::List(_) => Some(Incomplete::InArray { owner: owner.clone() }),
                    _ => None,
                };
                if let Some(fault) = fault {
                    self.error(ErrorKind::Incomplete(fault), segment.span, None);
                    return Target::Broken;
                }
                self.unknown_field(place.node, &owner, segment);
                return Target::Broken;
            };
            place.node = node;
            owner = segment.text.clone();
        }
        Target::FieldRef(place)
    }

    pub(super) fn unknown_field(&self, object: NodeId, owner: &str, name: &Name) {
        let definition = self.environment.definitions.kind(&name.text);
        if let Some(found) = definition.filter(|_| object == NodeId::ROOT) {
            let kind = ErrorKind::Mismatch { expected: Type::Value, found: found.clone() };
            let help = (found == Type::Set).then(|| Help::InSet(name.text.clone()));
            return self.error(kind, name.span, help);
        }
        let names: Vec<&str> = match &self.tree.node(object).kind {
            FieldType::Object(object) => object.keys.texts().collect(),
            _ => Vec::new(),
        };
        if object == NodeId::ROOT
            && let Some(help) = self.help_with(&name.text, &names)
        {
            let kind = ErrorKind::UnknownField { owner: owner.into(), name: name.text.clone() };
            return self.error(kind, name.span, Some(help));
        }
        let is_length = matches!(self.tree.node(object).kind, FieldType::Text(_))
            && matches!(&*name.text, "length" | "len" | "size");
        let own = self.names.iter().map(|(name, _)| &**name).filter(|_| object == NodeId::ROOT);
        let defined = self.environment.definitions.conditions().filter(|_| object == NodeId::ROOT);
        let help = is_length
            .then_some(Help::Length)
            .or_else(|| self.below_name(&name.text).filter(|_| object == NodeId::ROOT))
            .or_else(|| did_you_mean(&name.text, own.chain(names.iter().copied()).chain(defined)))
            .or_else(|| match object {
                NodeId::ROOT => self.key_below(&format!("context.{}", name.text)),
                _ => None,
            });
        let kind = ErrorKind::UnknownField { owner: owner.into(), name: name.text.clone() };
        self.error(kind, name.span, help);
    }

    fn parameter(&self, path: &Path) -> Target {
        let [root, name] = path.segments.as_slice() else {
            return self.unknown_parameter(path);
        };
        if &*root.text != "path" {
            return self.unknown_parameter(path);
        }
        let node = self.tree.path.and_then(|object| self.tree.field(object, &name.text));
        node.map_or_else(
            || self.unknown_parameter(path),
            |node| Target::FieldRef(FieldRef { node, loop_depth: 0 }),
        )
    }

    fn unknown_parameter(&self, path: &Path) -> Target {
        let known = self.tree.path.map(|object| &self.tree.node(object).kind);
        let help = match known {
            Some(FieldType::Object(object)) => {
                object.keys.texts().next().map(|name| Help::PathParameter(name.into()))
            }
            _ => Some(Help::NoPathParameters(self.operation.into())),
        };
        let name = path.segments.last().map(|name| name.text.clone()).unwrap_or_default();
        self.error(ErrorKind::Unknown { what: Named::PathParameter, name }, path.span, help);
        Target::Broken
    }

    fn context_key(&self, segments: &[Name], span: Span) -> Target {
        let name = segments.iter().map(|name| &*name.text).collect::<Vec<_>>().join(".");
        let keys = self.environment.context_keys;
        if let Some(index) = keys.iter().position(|key| *key.name == *name) {
            return u8::try_from(index).map_or(Target::Broken, Target::Context);
        }
        let written = if name.is_empty() { "context".into() } else { format!("context.{name}") };
        let help = self
            .key_below(&written)
            .or_else(|| did_you_mean(&name, keys.iter().map(|key| &*key.name)));
        let kind = if name.is_empty() {
            ErrorKind::Mismatch { expected: Type::ContextKey, found: Type::Name(written.into()) }
        } else {
            ErrorKind::Unknown { what: Named::ContextKey, name: name.into() }
        };
        self.error(kind, span, help);
        Target::Broken
    }

    /// The first key of the context that is this path or below it.
    pub(super) fn key_below(&self, path: &str) -> Option<Help> {
        let keys = self.environment.context_keys.iter().map(|key| format!("context.{}", key.name));
        let is_below = |key: &String| {
            key.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        keys.into_iter().find(is_below).map(|key| Help::DidYouMean(key.into()))
    }
}
