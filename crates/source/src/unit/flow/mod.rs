//! Where values go, and in what order statements run.
//!
//! Nothing here knows values. An object that is bound to a name may be changed through every
//! reference to the name: [`Unit::effects`] lists what they do to it.

mod effects;
mod harmless;
mod held;
mod order;

use std::rc::Rc;

use oxc_ast::{
    AstKind,
    ast::{AssignmentTarget, BindingPattern, Expression},
};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::GetSpan;
use oxc_syntax::operator::{AssignmentOperator, BinaryOperator};

use super::Unit;

pub(crate) use effects::{Assignment, Effects};
pub(crate) use order::Branch;

/// How far values are followed through other names.
const FOLLOWED: u32 = 8;

/// What a reference does to the object that it reads.
#[derive(Debug, Clone)]
pub(crate) struct Effect<'a> {
    /// The fields from the object to what is changed.
    pub(crate) path: Vec<Step>,
    pub(crate) change: Change<'a>,
    /// The node that changes it.
    pub(crate) node: NodeId,
    /// The reference that it begins at.
    pub(crate) reference: NodeId,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Change<'a> {
    /// The field is assigned; the value where that is all that happens.
    Write(Option<&'a Expression<'a>>),
    /// The field is deleted.
    Delete,
    /// The value itself stays; what it holds may be changed.
    Leak,
}

impl Change<'_> {
    /// Whether a field is assigned or deleted.
    pub(crate) fn is_write(&self) -> bool {
        !matches!(self, Self::Leak)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    Name(Rc<str>),
    Any,
}

impl<'a> Unit<'a> {
    fn binding_effects(&self, symbol: SymbolId, depth: u32) -> Vec<Effect<'a>> {
        let mut effects = Vec::new();
        for reference in self.semantic.symbol_references(symbol) {
            if !reference.is_read() || reference.is_type() {
                continue;
            }
            for mut effect in self.flows(reference.node_id(), depth) {
                effect.reference = reference.node_id();
                effects.push(effect);
            }
        }
        effects
    }

    fn flows(&self, node: NodeId, depth: u32) -> Vec<Effect<'a>> {
        let nodes = self.semantic.nodes();
        let parent = nodes.parent_id(node);
        let child = nodes.kind(node).span();
        let effect = |change| Effect { path: Vec::new(), change, node: parent, reference: node };
        let leak = || vec![effect(Change::Leak)];
        let steps = self.steps.get().saturating_sub(1);
        self.steps.set(steps);
        let Some(depth) = depth.checked_sub(1).filter(|_| steps > 0) else { return leak() };
        match nodes.kind(parent) {
            AstKind::TSAsExpression(_)
            | AstKind::TSSatisfiesExpression(_)
            | AstKind::TSNonNullExpression(_)
            | AstKind::TSTypeAssertion(_)
            | AstKind::ChainExpression(_)
            | AstKind::AwaitExpression(_) => {
                // Depth bounds names, not wrappers; the tree bounds these.
                self.flows(parent, depth + 1)
            }
            AstKind::ConditionalExpression(conditional) if conditional.test.span() != child => {
                unsure(self.flows(parent, depth))
            }
            AstKind::LogicalExpression(_) => unsure(self.flows(parent, depth)),
            AstKind::TemplateLiteral(_)
                if matches!(nodes.parent_kind(parent), AstKind::TaggedTemplateExpression(_)) =>
            {
                leak()
            }
            AstKind::BinaryExpression(binary)
                if binary.operator == BinaryOperator::Instanceof && binary.left.span() == child =>
            {
                // What is on the right may decide it by a function of its own.
                if self.is_class_of_the_language(&binary.right) { Vec::new() } else { leak() }
            }
            AstKind::ConditionalExpression(_)
            | AstKind::UnaryExpression(_)
            | AstKind::BinaryExpression(_)
            | AstKind::TemplateLiteral(_)
            | AstKind::ExpressionStatement(_)
            | AstKind::IfStatement(_)
            | AstKind::SwitchStatement(_)
            | AstKind::SwitchCase(_)
            | AstKind::WhileStatement(_)
            | AstKind::TSTypeQuery(_)
            | AstKind::TSEnumMember(_) => match nodes.kind(parent) {
                AstKind::UnaryExpression(unary) if unary.operator.is_delete() => {
                    vec![effect(Change::Delete)]
                }
                _ => Vec::new(),
            },
            AstKind::ExportSpecifier(_) | AstKind::ExportNamedDeclaration(_) => leak(),
            AstKind::StaticMemberExpression(member) => {
                self.member_flows(parent, Step::Name(member.property.name.as_str().into()), depth)
            }
            AstKind::ComputedMemberExpression(member) if member.object.span() == child => {
                let step = match &member.expression {
                    Expression::StringLiteral(name) => Step::Name(name.value.as_str().into()),
                    Expression::NumericLiteral(number) => {
                        Step::Name(number.value.to_string().into())
                    }
                    _ => Step::Any,
                };
                self.member_flows(parent, step, depth)
            }
            AstKind::ComputedMemberExpression(_) => Vec::new(),
            AstKind::AssignmentExpression(assign) if assign.left.span() == child => {
                let alone = matches!(nodes.parent_kind(parent), AstKind::ExpressionStatement(_));
                let plain = assign.operator == AssignmentOperator::Assign && alone;
                vec![effect(Change::Write(plain.then_some(&assign.right)))]
            }
            AstKind::AssignmentExpression(assign) => {
                self.assigned_effects(assign, parent, depth).unwrap_or_else(leak)
            }
            AstKind::ReturnStatement(_) => {
                self.returned_effects(self.function_of(parent), depth).unwrap_or_else(leak)
            }
            AstKind::ArrowFunctionExpression(_) => {
                self.returned_effects(parent, depth).unwrap_or_else(leak)
            }
            AstKind::UpdateExpression(_)
            | AstKind::ArrayAssignmentTarget(_)
            | AstKind::AssignmentTargetRest(_)
            | AstKind::AssignmentTargetWithDefault(_)
            | AstKind::AssignmentTargetPropertyProperty(_)
            | AstKind::AssignmentTargetPropertyIdentifier(_) => vec![effect(Change::Write(None))],
            AstKind::ForInStatement(each) if each.right.span() == child => Vec::new(),
            AstKind::ForOfStatement(each) if each.right.span() == child => {
                vec![Effect { path: vec![Step::Any], ..effect(Change::Leak) }]
            }
            // What takes the elements is written.
            AstKind::ForInStatement(_) | AstKind::ForOfStatement(_) => {
                vec![effect(Change::Write(None))]
            }
            AstKind::VariableDeclarator(declarator) => {
                self.pattern_effects(&declarator.id, depth).map_or_else(leak, unsure)
            }
            AstKind::SpreadElement(_) => self.spread_flows(parent, depth),
            AstKind::ObjectProperty(property) if property.value.span() == child => {
                match property.key.static_name() {
                    Some(name) if !property.computed => inside(
                        self.flows(nodes.parent_id(parent), depth),
                        &Step::Name(name.as_ref().into()),
                    ),
                    _ => inside(self.flows(nodes.parent_id(parent), depth), &Step::Any),
                }
            }
            AstKind::ObjectProperty(_) => Vec::new(),
            AstKind::ArrayExpression(_) => inside(self.flows(parent, depth), &Step::Any),
            AstKind::CallExpression(call) if call.callee.span() == child => Vec::new(),
            AstKind::CallExpression(call) if self.is_same_object(call) => {
                unsure(self.flows(parent, depth))
            }
            AstKind::CallExpression(_)
                if self.harmless.borrow().contains(&parent)
                    || self.is_harmless_call(parent, node) =>
            {
                Vec::new()
            }
            // What takes the request of an element in an attribute changes nothing of it.
            AstKind::JSXExpressionContainer(_)
                if self.harmless.borrow().contains(&nodes.parent_id(parent)) =>
            {
                Vec::new()
            }
            _ => leak(),
        }
    }

    /// What happens to an object through one of its fields.
    fn member_flows(&self, member: NodeId, step: Step, depth: u32) -> Vec<Effect<'a>> {
        let nodes = self.semantic.nodes();
        let parent = nodes.parent_id(member);
        let span = nodes.kind(member).span();
        let reach = match nodes.kind(parent) {
            AstKind::CallExpression(call) if call.callee.span() == span => {
                Some(method_reach(&step, call))
            }
            AstKind::TaggedTemplateExpression(tagged) if tagged.tag.span() == span => {
                Some(Reach::Everything)
            }
            _ => None,
        };
        if let Some(reach) = reach {
            return match reach {
                Reach::Nothing => Vec::new(),
                Reach::Elements => vec![Effect {
                    path: vec![Step::Any],
                    change: Change::Leak,
                    node: parent,
                    reference: member,
                }],
                Reach::Everything => vec![Effect {
                    path: Vec::new(),
                    change: Change::Leak,
                    node: parent,
                    reference: member,
                }],
            };
        }
        let mut effects = self.flows(member, depth);
        for effect in &mut effects {
            effect.path.insert(0, step.clone());
        }
        effects
    }

    /// A copy of the fields: only what is below them is shared.
    fn spread_flows(&self, spread: NodeId, depth: u32) -> Vec<Effect<'a>> {
        let nodes = self.semantic.nodes();
        let holder = nodes.parent_id(spread);
        let into_array = match nodes.kind(holder) {
            AstKind::ObjectExpression(_) => false,
            AstKind::ArrayExpression(_) => true,
            _ => {
                return vec![Effect {
                    path: vec![Step::Any],
                    change: Change::Leak,
                    node: holder,
                    reference: spread,
                }];
            }
        };
        let mut effects = self.flows(holder, depth);
        effects.retain_mut(|effect| match (effect.path.len(), effect.change.is_write()) {
            (0, false) => {
                effect.path.push(Step::Any);
                true
            }
            (0 | 1, true) => false,
            _ => {
                // Elements move when arrays are joined.
                if into_array && let Some(first) = effect.path.first_mut() {
                    *first = Step::Any;
                }
                true
            }
        });
        effects
    }

    /// What happens to a value through the names that a pattern binds; `None` if that is not known.
    fn pattern_effects(&self, pattern: &BindingPattern<'a>, depth: u32) -> Option<Vec<Effect<'a>>> {
        match pattern {
            BindingPattern::BindingIdentifier(id) => self.held_effects(id.symbol_id.get()?, depth),
            BindingPattern::AssignmentPattern(assign) => self.pattern_effects(&assign.left, depth),
            BindingPattern::ObjectPattern(object) if object.rest.is_none() => {
                let mut all = Vec::new();
                for property in &object.properties {
                    let step = match property.key.static_name() {
                        Some(name) if !property.computed => Step::Name(name.as_ref().into()),
                        _ => Step::Any,
                    };
                    for mut effect in self.pattern_effects(&property.value, depth)? {
                        // Assigning a name that holds a copy of the field changes the name alone.
                        if effect.path.is_empty() && effect.change.is_write() {
                            continue;
                        }
                        effect.path.insert(0, step.clone());
                        all.push(effect);
                    }
                }
                Some(all)
            }
            _ => None,
        }
    }
}

/// Of the effects on an object, those on what one of its fields holds.
fn inside<'a>(effects: Vec<Effect<'a>>, step: &Step) -> Vec<Effect<'a>> {
    let matching = effects.into_iter().filter_map(|mut effect| {
        match (effect.path.first(), effect.change.is_write()) {
            (None, false) => {}
            // Another value takes the place of this one, which is not changed by it.
            (None, true) => return None,
            (Some(first), _) if first == step || *first == Step::Any || *step == Step::Any => {
                if effect.path.len() == 1 && effect.change.is_write() {
                    return None;
                }
                effect.path.remove(0);
            }
            _ => return None,
        }
        Some(effect)
    });
    matching.collect()
}

/// What of an object a method may change.
enum Reach {
    Nothing,
    Elements,
    Everything,
}

/// Methods of strings, numbers, dates and arrays that change nothing of what they are called on.
const READING: [&str; 24] = [
    "join",
    "includes",
    "indexOf",
    "lastIndexOf",
    "toString",
    "hasOwnProperty",
    "trim",
    "toUpperCase",
    "toLowerCase",
    "padStart",
    "padEnd",
    "replace",
    "replaceAll",
    "split",
    "startsWith",
    "endsWith",
    "substring",
    "substr",
    "charAt",
    "toFixed",
    "toISOString",
    "toLocaleString",
    "getTime",
    "keys",
];

/// Methods of arrays that give their elements.
const GIVING_ELEMENTS: [&str; 5] = ["slice", "concat", "at", "values", "entries"];

/// Methods of arrays whose functions get the elements.
const ITERATING: [&str; 8] =
    ["map", "filter", "find", "some", "every", "forEach", "findIndex", "flatMap"];

/// Whether strings, numbers, dates or arrays have a method of this name that leaves them as they are.
pub(crate) fn is_method_of_many(name: &str) -> bool {
    [READING.as_slice(), &GIVING_ELEMENTS, &ITERATING].iter().any(|names| names.contains(&name))
}

/// What a method can do to the object that it is called on.
fn method_reach(step: &Step, call: &oxc_ast::ast::CallExpression<'_>) -> Reach {
    let Step::Name(name) = step else { return Reach::Everything };
    if READING.contains(&&**name) {
        return Reach::Nothing;
    }
    if GIVING_ELEMENTS.contains(&&**name) {
        return Reach::Elements;
    }
    // A function that is written here and takes no third argument does not see the array.
    match call.arguments.first() {
        Some(oxc_ast::ast::Argument::ArrowFunctionExpression(arrow))
            if ITERATING.contains(&&**name)
                && arrow.params.items.len() <= 2
                && arrow.params.rest.is_none() =>
        {
            Reach::Elements
        }
        _ => Reach::Everything,
    }
}

/// The name that an assignment writes, if it is a plain one.
pub(crate) fn assigned_name(target: &AssignmentTarget<'_>) -> bool {
    matches!(target, AssignmentTarget::AssignmentTargetIdentifier(_))
}

/// What happens through another name, or to one of several values: something may be written.
fn unsure(mut effects: Vec<Effect<'_>>) -> Vec<Effect<'_>> {
    let writes = effects.iter_mut().filter(|effect| effect.change.is_write());
    writes.for_each(|effect| effect.change = Change::Write(None));
    effects
}
