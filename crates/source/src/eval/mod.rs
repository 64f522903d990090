//! What values expressions have.
//!
//! Every answer holds for whatever the program may do: a value that may have been changed, handed on
//! or assigned elsewhere is unknown. Answers depend on the conditions decided so far
//! ([`Worlds`](crate::worlds::Worlds)).

mod assignments;
mod bindings;
mod builtins;
mod changes;
mod classes;
mod conditions;
mod elements;
mod functions;
mod generators;
mod literals;
mod members;
mod modules;
mod operators;
mod parameters;
mod reached;
mod react;
mod statements;
mod strings;
mod tables;
mod vue;

pub(crate) use classes::MemberKey;
pub(crate) use generators::uuid;
pub(crate) use modules::Project;
pub(crate) use vue::IS_REFERENCE;

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use oxc_ast::ast::{ChainElement, Expression};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::{GetSpan, Span};

use tables::Literal;

use crate::{
    lowered::Quote,
    text::Text,
    unit::{Unit, UnitId},
    value::{Callable, External, Frame, FunctionNode, Origin, Reached, Value, ValueKind},
    worlds::Worlds,
};

/// How deep expressions are followed, through names and calls.
const DEEPEST: u32 = 100;

/// A name of a file, or a field of its value.
type ContainerKey = (UnitId, SymbolId, Option<Rc<str>>);

/// Evaluates expressions of a project's files, with a bounded amount of work.
pub(crate) struct Evaluator<'p, 'a> {
    pub(crate) project: &'p Project<'p, 'a>,
    pub(crate) worlds: Worlds,
    fuel: Cell<u32>,
    depth: Cell<u32>,
    /// Functions that are being evaluated, by where they begin.
    calling: RefCell<Vec<(UnitId, u32)>>,
    /// Variables whose assignments are being evaluated.
    assigning: RefCell<Vec<(UnitId, SymbolId)>>,
    /// Values are what they probably are, not what is certain.
    guessing: Cell<bool>,
    /// The elements of classes, by where they begin.
    elements: RefCell<HashMap<(UnitId, u32), Rc<elements::Elements<'a>>>>,
    /// How members of classes are written.
    written: RefCell<HashMap<MemberKey, classes::Written<'a>>>,
    /// The values that members of classes may have, by all assignments to them.
    pub(crate) reached: RefCell<HashMap<MemberKey, Reached<'a>>>,
    /// The values of large literals, by where they begin; of some they are not always the same.
    tables: RefCell<HashMap<(UnitId, u32), Option<ValueKind<'a>>>>,
    /// The values of variables initialized with large literals, if nothing modifies them.
    settled: RefCell<HashMap<(UnitId, SymbolId, bool), Option<Value<'a>>>>,
    /// What variables begin with, where that is always the same.
    initial: RefCell<HashMap<(UnitId, SymbolId, bool), Value<'a>>>,
    /// How often a value was found that another use of the same expression need not have.
    dependent: Cell<u32>,
    /// How many effects on names were looked at.
    spent: RefCell<HashMap<(UnitId, SymbolId), usize>>,
    /// The values that containers, or fields of their elements, may have, by all that is added to
    /// them.
    pub(crate) container_values: RefCell<HashMap<ContainerKey, Reached<'a>>>,
}

/// Where an expression is evaluated.
#[derive(Clone)]
pub(crate) struct Scope<'a> {
    pub(crate) id: UnitId,
    pub(crate) unit: Rc<Unit<'a>>,
    pub(crate) frame: Rc<Frame<'a>>,
    /// The call that consumes the value, if it is certain that it does so at once.
    pub(crate) consumer: Option<(UnitId, NodeId)>,
}

impl<'a> Scope<'a> {
    pub(super) fn with_frame(&self, frame: Rc<Frame<'a>>) -> Self {
        Self { frame, ..self.clone() }
    }
}

impl<'p, 'a> Evaluator<'p, 'a> {
    pub(crate) fn new(project: &'p Project<'p, 'a>, fuel: u32) -> Self {
        Self {
            project,
            worlds: Worlds::default(),
            fuel: Cell::new(fuel),
            depth: Cell::new(0),
            calling: RefCell::default(),
            assigning: RefCell::default(),
            guessing: Cell::new(false),
            elements: RefCell::default(),
            written: RefCell::default(),
            reached: RefCell::default(),
            container_values: RefCell::default(),
            spent: RefCell::default(),
            initial: RefCell::default(),
            dependent: Cell::new(0),
            tables: RefCell::default(),
            settled: RefCell::default(),
        }
    }

    /// Does something with what values probably are: to find calls, never for what they send.
    pub(crate) fn guess<T>(&self, work: impl FnOnce() -> T) -> T {
        let before = self.guessing.replace(true);
        let result = self.worlds.undecided(work);
        self.guessing.set(before);
        result
    }

    pub(crate) fn is_guessing(&self) -> bool {
        self.guessing.get()
    }

    /// Whether a value that depends on what is not decided is worth the work for all that it may be.
    fn joins(&self) -> bool {
        self.worlds.joins() && !self.is_guessing()
    }

    /// Whether the work that was allowed is used up.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.fuel.get() == 0
    }

    /// Does something that has as much work as is left, and leaves as much.
    pub(crate) fn apart<T>(&self, work: impl FnOnce() -> T) -> T {
        let left = self.fuel.get();
        let result = work();
        self.fuel.set(left);
        result
    }

    /// Allows more work.
    pub(crate) fn refuel(&self, amount: u32) {
        self.fuel.set(self.fuel.get().max(amount));
    }

    /// Uses up some of the work that is allowed.
    pub(crate) fn spend(&self, amount: u32) -> bool {
        self.fuel.set(self.fuel.get().saturating_sub(amount));
        self.fuel.get() > 0
    }

    /// The value of an expression.
    pub(crate) fn eval(&self, expression: &'a Expression<'a>, scope: &Scope<'a>) -> Value<'a> {
        let span = expression.span();
        let mut value = if self.spend(1) && self.depth.get() < DEEPEST {
            self.depth.set(self.depth.get() + 1);
            let value = self.eval_inner(expression, scope);
            self.depth.set(self.depth.get() - 1);
            value
        } else {
            Value::unknown()
        };
        relocate(&mut value.origin, scope.id, span);
        value
    }

    /// Notes that what is being evaluated has this value only as a part of what it is a part of.
    fn depends(&self) {
        self.dependent.set(self.dependent.get().wrapping_add(1));
    }

    /// What a variable begins with, which `find` evaluates where that is not known yet, in a scope
    /// that is the same for all that read it.
    fn once_initial(
        &self,
        symbol: SymbolId,
        scope: &Scope<'a>,
        find: impl FnOnce() -> Value<'a>,
    ) -> Value<'a> {
        if scope.frame.id != 0 {
            return find();
        }
        let key = (scope.id, symbol, self.is_guessing());
        if let Some(known) = self.initial.borrow().get(&key) {
            return known.clone();
        }
        let before = (self.worlds.asked(), self.dependent.get());
        let value = find();
        if before == (self.worlds.asked(), self.dependent.get()) && !self.is_exhausted() {
            self.initial.borrow_mut().insert(key, value.clone());
        }
        value
    }

    /// Calls became known that change nothing of what they are given.
    pub(crate) fn forget(&self) {
        self.initial.borrow_mut().clear();
        self.settled.borrow_mut().clear();
    }

    fn eval_inner(&self, expression: &'a Expression<'a>, scope: &Scope<'a>) -> Value<'a> {
        let kind = match expression {
            Expression::StringLiteral(literal) if literal.lone_surrogates => {
                ValueKind::text(Text::unknown())
            }
            Expression::StringLiteral(literal) => {
                let quote = if scope.unit.text.as_bytes().get(literal.span.start as usize)
                    == Some(&b'\'')
                {
                    Quote::Single
                } else {
                    Quote::Double
                };
                let inner = literal.span.shrink(1);
                match self.filled(inner, &literal.value, scope) {
                    Some(text) => ValueKind::text(text),
                    None => {
                        return written(
                            ValueKind::text(Text::known(literal.value.as_str())),
                            scope,
                            literal.span,
                            quote,
                        );
                    }
                }
            }
            Expression::NumericLiteral(literal) => {
                return written(ValueKind::Number(literal.value), scope, literal.span, Quote::Bare);
            }
            Expression::BooleanLiteral(literal) => {
                return written(ValueKind::Bool(literal.value), scope, literal.span, Quote::Bare);
            }
            Expression::NullLiteral(literal) => {
                return written(ValueKind::Null, scope, literal.span, Quote::Bare);
            }
            Expression::TemplateLiteral(template) => return self.template(template, scope),
            Expression::Identifier(id) => return self.identifier(id, scope),
            Expression::ArrayExpression(array) => {
                self.literal(Literal::Array(array), scope, || self.array(array, scope))
            }
            Expression::ObjectExpression(object) => {
                self.literal(Literal::Object(object), scope, || self.object(object, scope))
            }
            Expression::ArrowFunctionExpression(arrow) => ValueKind::Function(Callable {
                unit: scope.id,
                node: FunctionNode::Arrow(arrow),
                frame: Rc::clone(&scope.frame),
            }),
            Expression::FunctionExpression(function) => ValueKind::Function(Callable {
                unit: scope.id,
                node: FunctionNode::Function(function),
                frame: Rc::clone(&scope.frame),
            }),
            Expression::AwaitExpression(awaited) => return self.awaited(&awaited.argument, scope),
            Expression::BinaryExpression(binary) => return self.binary(binary, scope),
            Expression::UnaryExpression(unary) => self.unary(unary, scope),
            Expression::LogicalExpression(logical) => return self.logical(logical, scope),
            Expression::ConditionalExpression(conditional) => {
                return self.conditional(conditional, scope);
            }
            Expression::CallExpression(call) => return self.call(call, scope),
            Expression::NewExpression(new) => return self.new_expression(new, scope),
            Expression::ChainExpression(chain) => return self.chain(&chain.expression, scope),
            Expression::SequenceExpression(sequence) => match sequence.expressions.last() {
                Some(last) => return self.eval(last, scope),
                None => ValueKind::UNKNOWN,
            },
            Expression::TSAsExpression(cast) => return self.eval(&cast.expression, scope),
            Expression::TSSatisfiesExpression(cast) => return self.eval(&cast.expression, scope),
            Expression::TSTypeAssertion(cast) => return self.eval(&cast.expression, scope),
            Expression::TSNonNullExpression(cast) => {
                // What the type claims is not checked when it runs.
                return self.eval(&cast.expression, scope);
            }
            Expression::TSInstantiationExpression(cast) => {
                return self.eval(&cast.expression, scope);
            }
            Expression::StaticMemberExpression(member) => return self.static_member(member, scope),
            Expression::ComputedMemberExpression(member) => {
                return self.computed_member(member, scope);
            }
            Expression::PrivateFieldExpression(member) => {
                return self.private_member(member, scope);
            }
            Expression::ImportExpression(import) => match &import.source {
                Expression::StringLiteral(source) => {
                    return self.export_of(&source.value, None, scope);
                }
                _ => ValueKind::UNKNOWN,
            },
            Expression::ImportMeta(_) => external("", ["import.meta"]),
            Expression::UpdateExpression(_) => ValueKind::of(crate::value::Type::Number),
            Expression::AssignmentExpression(assign) => {
                use oxc_syntax::operator::AssignmentOperator::Assign;
                let value = self.eval(&assign.right, scope);
                if assign.operator == Assign && value.kind.is_primitive() {
                    value.kind
                } else {
                    ValueKind::UNKNOWN
                }
            }
            _ => ValueKind::UNKNOWN,
        };
        kind.into()
    }

    fn chain(&self, chain: &'a ChainElement<'a>, scope: &Scope<'a>) -> Value<'a> {
        match chain {
            ChainElement::CallExpression(call) => self.call(call, scope),
            ChainElement::TSNonNullExpression(cast) => self.eval(&cast.expression, scope),
            ChainElement::StaticMemberExpression(member) => self.static_member(member, scope),
            ChainElement::ComputedMemberExpression(member) => self.computed_member(member, scope),
            ChainElement::PrivateFieldExpression(member) => self.private_member(member, scope),
        }
    }

    /// What is between the quotes of a literal, of which a template fills in a part.
    fn filled(&self, span: Span, value: &str, scope: &Scope<'a>) -> Option<Text> {
        let surroundings = &scope.unit.surroundings;
        let (start, end) = (span.start as usize, span.end as usize);
        let filled =
            surroundings.filled.iter().filter(|filled| start <= filled.start && filled.end <= end);
        let parts: Vec<_> = filled.collect();
        if parts.is_empty() {
            return None;
        }
        // With escapes, bytes of the source and of the value do not correspond.
        let source = &scope.unit.text;
        if source.get(start..end)? != value {
            return Some(Text::unknown());
        }
        let mut text = Text::default();
        let mut at = start;
        for part in parts {
            text.push_known(source.get(at..part.start).unwrap_or_default());
            text.push_gap(crate::text::Gap::ANY);
            at = part.end;
        }
        text.push_known(source.get(at..end).unwrap_or_default());
        Some(text)
    }
}

/// A literal as it is written.
fn written<'a>(kind: ValueKind<'a>, scope: &Scope<'a>, span: Span, quote: Quote) -> Value<'a> {
    let text = scope.unit.text.get(span.start as usize..span.end as usize);
    // What is written over several lines may stand for references to characters.
    let is_plain = text.is_some_and(|text| !text.contains("\\\n") && !text.contains("\\\r"));
    let literal = is_plain.then_some((scope.id, span, quote));
    Value { kind, origin: Origin { literal, ..Origin::default() } }
}

/// Something reached from a module or from a global name.
fn external<'a, const N: usize>(module: &str, path: [&str; N]) -> ValueKind<'a> {
    let path = path.into_iter().map(Into::into).collect();
    ValueKind::External(Rc::new(External { module: module.into(), path, argument: None }))
}

/// Says that a value is used by an expression; where it was made before is kept.
fn relocate(origin: &mut Origin, unit: UnitId, span: Span) {
    if origin.from.is_none()
        && !origin.span.is_unspanned_or_empty()
        && (origin.unit, origin.span) != (unit, span)
    {
        origin.from = Some((origin.unit, origin.span));
    }
    origin.unit = unit;
    origin.span = span;
}

trait Unspanned {
    fn is_unspanned_or_empty(&self) -> bool;
}

impl Unspanned for Span {
    fn is_unspanned_or_empty(&self) -> bool {
        self.start == self.end
    }
}
