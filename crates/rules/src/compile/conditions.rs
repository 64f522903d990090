//! Conditions: what is compared with what, and whether it can be.

use std::sync::Arc;

use super::arithmetic::balanced;
use super::definitions::Choice;
use super::kind::ErrorKind;
use super::mistake::{Help, Incomplete, Limit, Type};
use super::operands::{Typed, join};
use super::scope::{Bound, Scope, Target};
use super::text_of::read;
use super::useless::Useless;
use super::words::help_beside;
use crate::program::{
    Collection, Comparison, FieldRef, FieldType, MAX_LOOPS, NodeId, Pattern, Predicate, Quantified,
};
use crate::source::Span;
use crate::syntax::ast::{self, Expression, Name, Operand, Presence, Quantifier, Relation};

/// The placeholder for a condition that has a mistake: the pack does not load.
pub(super) const BROKEN: Predicate = Predicate::Constant(true);

/// How much of a pattern's automaton takes one from the budget, in bytes.
const PATTERN_BYTES: usize = 4;

impl Scope<'_> {
    pub(super) fn condition(&mut self, expression: &Expression) -> Predicate {
        if !self.take(1) {
            return BROKEN;
        }
        let condition = self.compiled(expression);
        self.note_outcomes(expression, &condition);
        condition
    }

    fn compiled(&mut self, expression: &Expression) -> Predicate {
        match expression {
            Expression::And(parts) => {
                self.check_outside(parts);
                Predicate::All(parts.iter().map(|part| self.condition(part)).collect())
            }
            Expression::Or(parts) => {
                self.check_outside(parts);
                Predicate::Any(parts.iter().map(|part| self.condition(part)).collect())
            }
            Expression::Not(inner) => Predicate::Not(Box::new(self.condition(inner))),
            Expression::Iff(left, right) => {
                Predicate::Iff(Box::new((self.condition(left), self.condition(right))))
            }
            Expression::Listed(quantifier, paths, _) => {
                let paths = paths.iter().take_while(|_| self.take(1));
                let places = paths.filter_map(|path| self.place(path));
                let present = places.map(|place| Predicate::Presence(Presence::Present, place));
                let present: Box<[_]> = present.collect();
                match quantifier {
                    Quantifier::Any => Predicate::Any(present),
                    Quantifier::All => Predicate::All(present),
                    Quantifier::None => Predicate::Not(Box::new(Predicate::Any(present))),
                }
            }
            Expression::Presence(presence, path, span) => self.presence(*presence, path, *span),
            Expression::Known(path, span) => self.known(path, *span),
            Expression::Quantified(quantified) => self.quantified(quantified),
            Expression::Distinct(distinct) => self.distinct(distinct).unwrap_or(BROKEN),
            Expression::Comparison(comparison) => self.comparison(comparison),
        }
    }

    fn presence(&self, presence: Presence, path: &ast::Path, span: Span) -> Predicate {
        let Some(place) = self.place(path) else { return BROKEN };
        if presence == Presence::Formatted && self.kind(place).formats().is_none_or(<[_]>::is_empty)
        {
            self.error(ErrorKind::Incomplete(Incomplete::NoForms), span, None);
        }
        Predicate::Presence(presence, place)
    }

    fn known(&self, path: &ast::Path, span: Span) -> Predicate {
        let found = match self.target(path) {
            Target::Context(key) => return Predicate::Known(key),
            Target::Broken => return BROKEN,
            Target::Word(word) => Type::Name(word.text),
            Target::FieldRef(_) => Type::Field,
            Target::Value(value) => value.describe(self),
        };
        let help = self.key_below(&format!("context.{}", path.span.of(&self.file.text)));
        self.error(ErrorKind::Mismatch { expected: Type::ContextKey, found }, span, help);
        BROKEN
    }

    fn quantified(&mut self, quantified: &ast::Quantified) -> Predicate {
        self.check_new(&quantified.variable);
        let bodies: Vec<Predicate> = match &quantified.collection {
            ast::Collection::Elements(_) | ast::Collection::Keys(..) => {
                let Some((collection, variable)) = self.collection(&quantified.collection) else {
                    return BROKEN;
                };
                self.loop_depth += 1;
                self.names.push((quantified.variable.text.clone(), Bound::FieldRef(variable)));
                let body = self.condition(&quantified.body);
                self.names.pop();
                self.loop_depth -= 1;
                return Predicate::Quantified(Box::new(Quantified {
                    quantifier: quantified.quantifier,
                    collection,
                    loop_depth: self.loop_depth + 1,
                    body,
                }));
            }
            _ => {
                let environment = self.environment;
                let branches = self.branches(&quantified.collection).into_iter();
                let bodies = branches.take_while(|_| !environment.has_enough()).map(|branch| {
                    self.names.push((quantified.variable.text.clone(), Bound::FieldRef(branch)));
                    let body = self.condition(&quantified.body);
                    self.names.pop();
                    body
                });
                bodies.collect()
            }
        };
        match quantified.quantifier {
            Quantifier::Any => Predicate::Any(bodies.into()),
            Quantifier::All => Predicate::All(bodies.into()),
            Quantifier::None => Predicate::Not(Box::new(Predicate::Any(bodies.into()))),
        }
    }

    /// The fields that a `for` or a quantifier over branches goes through.
    pub(super) fn branches(&self, collection: &ast::Collection) -> Vec<FieldRef> {
        match collection {
            ast::Collection::Branches(paths) => {
                paths.iter().filter_map(|path| self.place(path)).collect()
            }
            ast::Collection::Fields(path, except) => {
                let Some(object) = self.place(path) else { return Vec::new() };
                self.except(object, path.span, except);
                let FieldType::Object(shape) = self.kind(object) else { return Vec::new() };
                let fields = shape.fields().filter(|field| {
                    let node = self.tree.node(*field);
                    !node.foreign && !except.iter().any(|name| name.text == node.name)
                });
                fields.map(|node| FieldRef { node, ..object }).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What a `for` or a quantifier goes through, and the place of its element.
    pub(super) fn collection(
        &self,
        collection: &ast::Collection,
    ) -> Option<(Collection, FieldRef)> {
        let loop_depth = self.loop_depth + 1;
        if usize::from(loop_depth) > MAX_LOOPS {
            let (ast::Collection::Elements(path) | ast::Collection::Keys(path, _)) = collection
            else {
                return None;
            };
            let kind = ErrorKind::TooMuch(Limit::Loops(MAX_LOOPS));
            self.error(kind, path.span, None);
            return None;
        }
        match collection {
            ast::Collection::Elements(path) => {
                let list = self.place(path)?;
                let FieldType::List(element) = self.kind(list) else {
                    let found = self.field(list).describe(self);
                    let kind = ErrorKind::Mismatch { expected: Type::Array, found };
                    self.error(kind, path.span, None);
                    return None;
                };
                self.iterated.borrow_mut().insert(list.node);
                self.members.set(self.members.get() & !(1 << loop_depth));
                Some((Collection::Elements(list), FieldRef { node: *element, loop_depth }))
            }
            ast::Collection::Keys(path, except) => {
                let object = self.place(path)?;
                let except = self.except(object, path.span, except)?;
                self.iterated.borrow_mut().insert(object.node);
                self.members.set(self.members.get() | 1 << loop_depth);
                // A member has no node of its own: it may be a key that no shape knows.
                let variable = FieldRef { node: object.node, loop_depth };
                Some((Collection::Members(object, except.into()), variable))
            }
            _ => None,
        }
    }

    fn except(&self, object: FieldRef, span: Span, except: &[Name]) -> Option<Vec<NodeId>> {
        if !matches!(self.kind(object), FieldType::Object(_)) {
            let (expected, found) = (Type::ObjectWithFields, Type::NoObject);
            self.error(ErrorKind::Mismatch { expected, found }, span, None);
            return None;
        }
        let mut nodes = Vec::new();
        for name in except {
            match self.tree.field(object.node, &name.text) {
                Some(node) => nodes.push(node),
                None => self.unknown_field(object.node, &self.tree.node(object.node).name, name),
            }
        }
        Some(nodes)
    }

    fn comparison(&self, comparison: &ast::Comparison) -> Predicate {
        if let Some(predicate) = self.named_condition(comparison) {
            return predicate;
        }
        let left = self.operand(&comparison.left);
        let span = comparison.left.span();
        match &comparison.relation {
            None => match left {
                Typed::Condition(predicate) => predicate,
                Typed::Boolean(place) => Predicate::Boolean(place, true),
                Typed::Union(place) if self.kind(place).is_boolean() => {
                    Self::union_is_boolean(place, true)
                }
                Typed::TextLiteral(_) => {
                    let (expected, found) = (Type::Condition, Type::QuotedText);
                    self.error(ErrorKind::Mismatch { expected, found }, span, Some(Help::InList));
                    BROKEN
                }
                Typed::Word(word) if self.is_any_member_name(&word.text) => {
                    let kind =
                        ErrorKind::UnknownField { owner: self.operation.into(), name: word.text };
                    self.error(kind, span, Some(Help::InList));
                    BROKEN
                }
                other => {
                    let help = self.help_with_value(&comparison.left, &other);
                    self.mismatch_with(Type::Condition, &other, span, help);
                    BROKEN
                }
            },
            Some(Relation::Is { negated, right }) => {
                let right = [Choice { operand: right, span: right.span() }];
                negate(*negated, self.is(&left, span, &right))
            }
            Some(Relation::In { .. })
                if matches!(left, Typed::TextLiteral(_) | Typed::BooleanLiteral) =>
            {
                self.is(&left, span, &[])
            }
            Some(Relation::In { negated, set, named }) => {
                let choices = self.choices(set, *named, &|word| match left {
                    Typed::Member(_, id) => self.member(id, word).is_some(),
                    Typed::Union(place) => {
                        let id = self.kind(place).enumeration();
                        id.is_some_and(|id| self.member(id, word).is_some())
                    }
                    _ => false,
                });
                self.in_sets(set, &choices);
                negate(*negated, self.is(&left, span, &choices))
            }
            Some(Relation::Matches { negated, pattern, named }) => {
                let Some(pattern) = self.pattern(pattern, *named) else { return BROKEN };
                negate(*negated, self.matches(&left, span, &pattern))
            }
            Some(Relation::Contains { negated, right }) => {
                negate(*negated, self.contains(&left, span, right))
            }
            Some(Relation::Order { order, right }) => {
                let other = self.operand(right);
                self.ordered(&left, Comparison::Order(*order), &other, (span, right.span()))
            }
        }
    }

    /// The condition of a `define`.
    fn named_condition(&self, comparison: &ast::Comparison) -> Option<Predicate> {
        if comparison.relation.is_some() {
            return None;
        }
        match &comparison.left {
            Operand::Call { function, arguments, span } => self.defined(function, arguments, *span),
            Operand::Path(path) if !path.at_sign => {
                let [name] = path.segments.as_slice() else { return None };
                let is_bound = self.names.iter().any(|(bound, _)| *bound == name.text);
                if is_bound { None } else { self.defined(name, &[], path.span) }
            }
            _ => None,
        }
    }

    /// `left is right`, or one of several.
    fn is(&self, left: &Typed, left_span: Span, set: &[Choice<'_>]) -> Predicate {
        match left {
            Typed::Member(member, id) => self.member_is(*member, *id, set),
            Typed::Text(text) => {
                let mut literals = Vec::new();
                for Choice { operand, span } in set {
                    match self.as_text(self.operand(operand)) {
                        Typed::TextLiteral(literal) => {
                            if read(text, &literal) != *literal {
                                let what = Useless::Literal { literal: literal.clone() };
                                self.warn(what, *span);
                            }
                            literals.push(literal);
                        }
                        Typed::Text(other) if set.len() == 1 => {
                            return Predicate::SameText(text.clone(), other);
                        }
                        other => {
                            self.incomparable(left, &other, *span);
                            return BROKEN;
                        }
                    }
                }
                Predicate::Literal(text.clone(), literals.into())
            }
            Typed::Boolean(place) => match set {
                [Choice { operand: Operand::Boolean(value, _), .. }] => {
                    Predicate::Boolean(*place, *value)
                }
                other => {
                    let found = other.first().map(|choice| (self.operand(choice.operand), choice));
                    if let Some((found, choice)) = found {
                        self.incomparable(left, &found, choice.span);
                    }
                    BROKEN
                }
            },
            Typed::Union(place) => self.union_is(*place, left_span, set),
            Typed::Number(..) | Typed::Moment(..) => {
                let each = set.iter().take_while(|_| self.take(left.weight())).map(|choice| {
                    let right = self.operand(choice.operand);
                    self.ordered(left, Comparison::Equal, &right, (left_span, choice.span))
                });
                Predicate::Any(each.collect())
            }
            Typed::TextLiteral(_) | Typed::BooleanLiteral => {
                let kind = ErrorKind::Incomplete(Incomplete::LiteralFirst);
                self.error(kind, left_span, None);
                BROKEN
            }
            other => {
                let written = || self.written(left_span);
                let help = match other.describe(self) {
                    Type::Members(_) => Some(Help::Contains(written())),
                    Type::Object => Some(Help::PresentField(written())),
                    _ => None,
                };
                self.mismatch_with(Type::Comparable, other, left_span, help);
                BROKEN
            }
        }
    }

    fn matches(&self, left: &Typed, span: Span, pattern: &Name) -> Predicate {
        let (compiled, span_of) = (Pattern::new(&pattern.text), pattern.span);
        if let Err(error) = &compiled {
            self.error(ErrorKind::Pattern(error.clone()), pattern.span, None);
        }
        match (&self.as_text(left.clone()), compiled) {
            (Typed::Text(text), Ok(pattern)) => {
                self.take(pattern.size() / PATTERN_BYTES);
                let reads = |byte: u8| {
                    !(text.lower && byte.is_ascii_uppercase() || text.unhyphenated && byte == b'-')
                };
                if pattern.is_every() || !pattern.can_match(reads) {
                    let what = Useless::Pattern { every: pattern.is_every() };
                    self.warn(what, span_of);
                }
                Predicate::Matches(text.clone(), Arc::new(pattern))
            }
            (Typed::Text(_), Err(_)) => BROKEN,
            (other, _) => {
                self.mismatch(Type::Text, other, span);
                BROKEN
            }
        }
    }

    pub(super) fn ordered(
        &self,
        left: &Typed,
        comparison: Comparison,
        right: &Typed,
        (left_span, right_span): (Span, Span),
    ) -> Predicate {
        let (left, right) = (&*self.as_number(left), &*self.as_number(right));
        match (left, right) {
            (Typed::Number(first, unit), Typed::Number(second, other)) => {
                if join(*unit, *other).is_none() {
                    let kind = ErrorKind::UnitMismatch { left: *unit, right: *other };
                    self.error(kind, left_span.to(right_span), None);
                }
                let (first, second) = balanced(first, second);
                Predicate::Quantity(first, comparison, second)
            }
            (Typed::Moment(first, granularity), Typed::Moment(second, other)) => {
                if granularity != other {
                    self.incomparable(left, right, left_span.to(right_span));
                }
                Predicate::Moment(first.clone(), comparison, second.clone())
            }
            (Typed::Number(..) | Typed::Moment(..), other) => {
                self.incomparable(left, other, right_span);
                BROKEN
            }
            (Typed::Text(_), _) => {
                let help = match right {
                    Typed::Number(..) => Some(Help::Length),
                    Typed::Moment(..) | Typed::Word(_) => Some(Help::ReadTime),
                    _ => None,
                };
                self.mismatch_with(Type::Ordered, left, left_span, help);
                BROKEN
            }
            (other, _) => {
                self.mismatch(Type::Ordered, other, left_span);
                BROKEN
            }
        }
    }

    pub(super) fn incomparable(&self, left: &Typed, right: &Typed, span: Span) {
        match (left, right) {
            (Typed::Broken, _) | (_, Typed::Broken) => {}
            (Typed::Boolean(_), Typed::Word(word)) => {
                let found = Type::Name(word.text.clone());
                let kind = ErrorKind::Mismatch { expected: Type::BooleanLiteral, found };
                self.error(kind, span, None);
            }
            (Typed::Text(_) | Typed::Number(..), Typed::Word(word))
                if let Some(help) = help_beside(left, &word.text) =>
            {
                let (owner, name) = (self.operation.into(), word.text.clone());
                self.error(ErrorKind::UnknownField { owner, name }, span, Some(help));
            }
            (_, Typed::Word(word)) => {
                let word = Name { span, ..word.clone() };
                self.unknown_field(NodeId::ROOT, self.operation, &word);
            }
            _ => {
                let is_quoted = matches!((left, right), (Typed::Boolean(_), Typed::TextLiteral(text)) if matches!(&**text, "true" | "false"));
                let (left, right) = (left.describe(self), right.describe(self));
                let help = is_quoted.then_some(Help::BooleanWithoutQuotes);
                self.error(ErrorKind::Incomparable { left, right }, span, help);
            }
        }
    }
}

fn negate(negated: bool, predicate: Predicate) -> Predicate {
    if negated { Predicate::Not(Box::new(predicate)) } else { predicate }
}
