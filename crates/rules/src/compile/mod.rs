//! Rule files to a [`Program`]: every name resolved, every type checked, every path a slot.
//!
//! All mistakes of a pack are found in one go.

mod addresses;
mod amendments;
mod any_text;
mod arithmetic;
mod assumption;
mod clauses;
mod conditions;
mod context;
mod definitions;
mod differences;
mod draft;
mod error;
mod facts;
mod fault;
mod fixes;
mod kind;
mod members;
pub(crate) mod messages;
mod mistake;
mod numbers;
mod operands;
mod operations;
mod outcomes;
mod pattern;
mod possible;
mod preconditions;
mod repeats;
mod rule_index;
mod rule_metadata;
mod rules;
mod scope;
mod shapes;
mod silences;
mod text_of;
mod unions;
mod unused;
mod useless;
mod uses;
mod variables;
mod words;

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

pub(crate) use error::{CompileError, did_you_mean};
pub(crate) use fault::{CaseFault, CatalogFault, ManifestFault};
pub(crate) use kind::ErrorKind;
pub(crate) use mistake::{Help, Incomplete, Limit, MisnamedEntry, Named, Type, Unit};
pub(crate) use pattern::PatternError;
pub(crate) use useless::Useless;

use crate::program::{Operation, Program, Rule, Symbols};
use crate::rule::ShapeRule;
use crate::source::Source;
use crate::syntax::ast::{self, Item, Name};
use amendments::Amended;
use definitions::Definitions;
use possible::Guards;
use rule_index::rule_index;
use rule_metadata::{rule_metadata, unused_names};
use rules::{Clause, Made};
use scope::Environment;
use shapes::{InFile, Shapes};
use silences::{are_few, silences, silences_of};
use unused::Unused;
use uses::Instance;

/// How many rules a pack may have.
const MAX_RULES: usize = 10_000;

/// How many operations a pack may have: a bit each, where a body is recognised.
const MAX_OPERATIONS: usize = 64;

/// How many checks an operation may have: branches in branches grow fast.
const MAX_CHECKS: usize = 20_000;

/// What a pack is made of.
pub(crate) struct PackSource<'a> {
    /// Its name.
    pub pack: &'a str,
    /// The packs that it uses, in the order in which they are read, and itself.
    pub layers: Vec<Layer<'a>>,
    /// Whether a message of a rule names a name: then a `let` is not unused.
    pub is_in_message: &'a dyn Fn(&str, &str) -> bool,
}

/// A pack's own part of what is compiled.
pub(crate) struct Layer<'a> {
    /// Its rule files.
    pub files: &'a [(Arc<Source>, Arc<ast::File>)],
    /// What its rules can cite.
    pub citations: Citations,
}

/// The sources that rules cite.
#[derive(Debug, Clone, Default)]
pub(crate) struct Citations {
    /// By the key that a `cite` names.
    pub sources: HashMap<String, CitedSource>,
}

impl Citations {
    /// Adds what a pack has beside those that it uses.
    pub(crate) fn extend(&mut self, own: Option<Self>) {
        self.sources.extend(own.map(|own| own.sources).unwrap_or_default());
    }
}

/// A source that rules cite.
#[derive(Debug, Clone, Default)]
pub(crate) struct CitedSource {
    /// Where it can be read.
    pub url: Option<String>,
    /// Its sections: slug to address. `None`: it has none to name.
    pub sections: Option<HashMap<String, Option<String>>>,
}

/// The declarations of a pack, by kind.
#[derive(Default)]
struct Declared<'a> {
    enumerations: Vec<InFile<'a, ast::Enumeration>>,
    shapes: Vec<InFile<'a, ast::Shape>>,
    operations: Vec<InFile<'a, ast::Operation>>,
    hosts: Vec<InFile<'a, ast::Calls>>,
    authorizations: Vec<InFile<'a, ast::Calls>>,
    contexts: Vec<InFile<'a, ast::Context>>,
    extensions: Vec<InFile<'a, ast::Extension>>,
    sets: Vec<InFile<'a, ast::Set>>,
    defines: Vec<InFile<'a, ast::Define>>,
    amendments: Vec<InFile<'a, ast::Amendment>>,
    silences: Vec<InFile<'a, ast::Silence>>,
    /// The rules that apply.
    rules: Vec<Instance<'a>>,
    /// All rules that are written, those with parameters and those that are dropped too.
    written: Vec<InFile<'a, ast::Rule>>,
}

/// Compiles a pack: the program, and what the pack declares in vain.
///
/// # Errors
///
/// Every mistake of the pack, in the order of its files.
pub(crate) fn compile(
    input: &PackSource<'_>,
) -> Result<(Program, Vec<CompileError>), Vec<CompileError>> {
    let mut errors = Vec::new();
    repeats::repeats(&input.layers, &mut errors);
    let mut declared = declarations(&input.layers, &mut errors);
    declared.rules = uses::instances(&input.layers, &declared.written, &mut errors);
    let mut shapes = Shapes {
        shapes: declared.shapes.iter().map(|shape| (&*shape.1.name.text, *shape)).collect(),
        enumerations: Vec::new(),
        enumeration_ids: HashMap::new(),
        symbols: Symbols::default(),
        errors,
        members: HashMap::new(),
        used: HashSet::new(),
        in_context: false,
        levels: 0,
        amended: Amended::default(),
        budget: shapes::MAX_NODES,
    };
    for (file, enumeration) in &declared.enumerations {
        shapes.enumeration(file, enumeration);
    }
    for (file, extension) in &declared.extensions {
        amendments::extend(&mut shapes, file, extension);
    }
    let Some((context, context_keys)) = context::context(&mut shapes, &declared.contexts) else {
        return Err(shapes.errors);
    };
    let mut operations =
        operations::operations(&mut shapes, &declared.operations, &declared.amendments);
    let (hosts, authorization) = addresses::of_api(&mut shapes, &declared);
    let definitions = Definitions::new(&mut shapes, &declared);
    let mut unused = Unused::new(&input.layers);
    unused.types(&mut shapes, &declared);
    unused.amendments(&shapes);
    unused.severities(&declared.rules);
    unused.add(declared.written.iter().filter_map(|rule| clauses::of_last(*rule)).collect());
    let known = (&context, &*context_keys);
    let environment = Environment::new(&shapes.enumerations, known, definitions, shapes.errors);
    let mut rules = Vec::new();
    if are_few(&declared, &environment) {
        rules = compile_rules(input, &declared, &environment, &mut operations);
        silences(&declared, &environment, &mut operations);
        unused.definitions(&declared, &environment, &operations);
    }
    environment.report_constants();
    unused.add(environment.warnings.take());
    let mut errors = environment.errors.into_inner();
    // A shape that two operations share is read twice; its errors are reported once.
    let mut reported = HashSet::new();
    errors.retain(|error| reported.insert((Arc::as_ptr(&error.file), error.span)));
    let order = |error: &CompileError| {
        let mut files = input.layers.iter().flat_map(|layer| layer.files);
        (files.position(|(file, _)| Arc::ptr_eq(file, &error.file)), error.span)
    };
    if !errors.is_empty() {
        errors.sort_by_key(order);
        return Err(errors);
    }
    // What is declared in a pack without rules of its own is there for those that use it.
    let is_for_others = declared.rules.is_empty();
    let mut unused = if is_for_others { Vec::new() } else { unused.found };
    unused.sort_by_key(order);
    let program = Program {
        pack: input.pack.into(),
        symbols: shapes.symbols,
        enumerations: shapes.enumerations.into(),
        operations: operations.into(),
        authorization,
        hosts,
        context,
        context_keys: context_keys.into(),
        rules: rules.into(),
    };
    Ok((program, unused))
}

fn declarations<'a>(layers: &[Layer<'a>], errors: &mut Vec<CompileError>) -> Declared<'a> {
    let mut declared = Declared::default();
    let mut seen: HashMap<(Named, &str), InFile<'a, Name>> = HashMap::new();
    for (file, ast) in layers.iter().flat_map(|layer| layer.files) {
        for item in &ast.items {
            let (what, name) = match item {
                Item::Enumeration(item) => (Named::Type, &item.name),
                Item::Shape(item) => (Named::Type, &item.name),
                Item::Operation(item) => (Named::Operation, &item.name),
                Item::Rule(item) => (Named::Rule, &item.name),
                Item::Set(item) => (Named::Definition, &item.name),
                Item::Define(item) => (Named::Definition, &item.name),
                Item::Host(_)
                | Item::Authorization(_)
                | Item::Context(_)
                | Item::Extension(_)
                | Item::Amendment(_)
                | Item::Use(_)
                | Item::Drop(_)
                | Item::Silence(_) => {
                    declared.add(file, item);
                    continue;
                }
            };
            if what == Named::Rule && ShapeRule::ALL.iter().any(|rule| rule.name() == &*name.text) {
                let kind = ErrorKind::NameOfShapeRule { name: name.text.clone() };
                let error = CompileError::new(kind, file, name.span);
                errors.push(error.with_help(Some(Help::ShapeRule)));
            }
            if let Some((first_file, first)) = seen.get(&(what, &*name.text)) {
                let kind = ErrorKind::Duplicate { what, name: name.text.clone() };
                errors.push(
                    CompileError::new(kind, file, name.span).first_in(first_file, first.span),
                );
                continue;
            }
            seen.insert((what, &name.text), (file, name));
            if let Item::Rule(ast::Rule { parameters, .. })
            | Item::Define(ast::Define { parameters, .. }) = item
            {
                errors.extend(repeated(file, parameters));
            }
            declared.add(file, item);
        }
    }
    declared
}

impl<'a> Declared<'a> {
    fn has_operation(&self, name: &str) -> bool {
        self.operations.iter().any(|(_, operation)| &*operation.name.text == name)
    }

    fn add(&mut self, file: &'a Arc<Source>, item: &'a Item) {
        match item {
            Item::Enumeration(item) => self.enumerations.push((file, item)),
            Item::Shape(item) => self.shapes.push((file, item)),
            Item::Operation(item) => self.operations.push((file, item)),
            Item::Host(item) => self.hosts.push((file, item)),
            Item::Authorization(item) => self.authorizations.push((file, item)),
            Item::Context(item) => self.contexts.push((file, item)),
            Item::Extension(item) => self.extensions.push((file, item)),
            Item::Set(item) => self.sets.push((file, item)),
            Item::Define(item) => self.defines.push((file, item)),
            Item::Amendment(item) => self.amendments.push((file, item)),
            Item::Silence(item) => self.silences.push((file, item)),
            Item::Rule(item) => self.written.push((file, item)),
            // They say which rules apply.
            Item::Use(_) | Item::Drop(_) => {}
        }
    }
}

fn compile_rules(
    input: &PackSource<'_>,
    declared: &Declared<'_>,
    environment: &Environment<'_>,
    operations: &mut [Operation],
) -> Vec<Rule> {
    let mut made: Vec<Made> = operations.iter().map(|_| Made::default()).collect();
    let mut rules = Vec::new();
    let with_parameters = declared.written.iter().filter(|(_, rule)| !rule.parameters.is_empty());
    for rule in with_parameters.take(MAX_RULES).take_while(|_| !environment.has_enough()) {
        let alone = Instance::written(*rule);
        let mut unused: Vec<Made> = operations.iter().map(|_| Made::default()).collect();
        compile_rule(input, declared, environment, (&alone, 0), operations, &mut unused);
        rule_metadata(input, environment, &alone);
    }
    for instance in &declared.rules {
        if rules.len() >= MAX_RULES {
            let kind = ErrorKind::TooMuch(Limit::Rules(MAX_RULES));
            environment.report(CompileError::new(kind, instance.file, instance.rule.name.span));
            break;
        }
        if environment.has_enough() {
            break;
        }
        let index = u16::try_from(rules.len()).unwrap_or(u16::MAX);
        let before = environment.errors.borrow().len();
        compile_rule(input, declared, environment, (instance, index), operations, &mut made);
        if environment.has_enough() {
            break;
        }
        rules.push(rule_metadata(input, environment, instance));
        let mut errors = environment.errors.borrow_mut();
        let found = errors.get_mut(before..).unwrap_or_default();
        instance.explain_fields(found);
        instance.relocate(found);
    }
    for (operation, made) in operations.iter_mut().zip(made) {
        operation.checks = made.checks.into();
        operation.rule_index = rule_index(&operation.tree, &operation.checks);
        operation.batches = made.batches.into();
        for node in made.iterated.into_inner() {
            if let Some(node) = operation.tree.nodes.get_mut(node.index()) {
                node.iterated = true;
            }
        }
    }
    rules
}

fn compile_rule(
    input: &PackSource<'_>,
    declared: &Declared<'_>,
    environment: &Environment<'_>,
    (instance, index): (&Instance<'_>, u16),
    operations: &[Operation],
    made: &mut [Made],
) {
    let (file, rule) = (instance.file, instance.rule);
    let before = environment.errors.borrow().len();
    let used = RefCell::new(HashSet::new());
    let (earlier, guards) = (RefCell::default(), Guards::default());
    if rule.on.is_empty() {
        let name = rule.name.text.clone();
        let kind = ErrorKind::Incomplete(Incomplete::NoOperation { rule: name });
        environment.report(CompileError::new(kind, file, rule.name.span));
    }
    // What is given for a parameter may decide a condition here, and not elsewhere.
    environment.notes_outcomes.set(instance.used.is_none());
    for on in &rule.on {
        repeated(file, &on.operations).into_iter().for_each(|error| environment.report(error));
        for name in on.operations.iter().filter(|name| instance.is_on(&name.text)) {
            let found =
                operations.iter().zip(made.iter_mut()).find(|(op, _)| *op.name == *name.text);
            let Some((operation, made)) = found else {
                // One that is declared and could not be compiled has its error already.
                if !declared.has_operation(&name.text) {
                    unknown_operation(environment, file, name, operations);
                }
                continue;
            };
            let silences = silences_of(declared, instance, &operation.name);
            let silences = &silences;
            let clause = Clause {
                environment,
                file,
                rule,
                instance,
                index,
                on,
                operation,
                name,
                silences,
                used: &used,
                earlier: &earlier,
                guards: &guards,
                visits: &Cell::new(2000),
            };
            clause.compile(made);
        }
    }
    environment.notes_outcomes.set(true);
    if environment.has_enough() {
        return;
    }
    // A name may be unused, or an assertion never fail, because what is in it has a mistake.
    let is_sound = environment.errors.borrow().len() == before;
    let is_known = rule.parameters.is_empty() || instance.used.is_some();
    if is_known {
        guards.report(environment, file, is_sound);
    }
    if instance.used.is_none() && is_sound {
        unused_names(environment, file, rule, &used.borrow(), input.is_in_message);
    }
}

/// The names that a list has twice.
fn repeated(file: &Arc<Source>, names: &[Name]) -> Vec<CompileError> {
    let mut seen = HashMap::new();
    let again = names.iter().filter_map(|name| {
        let first = seen.insert(&*name.text, name.span)?;
        let kind = ErrorKind::Useless(Useless::Repeated { name: name.text.clone() });
        Some(CompileError::new(kind, file, name.span).first_in(file, first))
    });
    again.collect()
}

fn unknown_operation(
    environment: &Environment<'_>,
    file: &Arc<Source>,
    name: &Name,
    operations: &[Operation],
) {
    let help = match operations {
        [] => Some(Help::Uses("portone")),
        _ => did_you_mean(&name.text, operations.iter().map(|operation| &*operation.name))
            .or(Some(Help::Operations)),
    };
    let kind = ErrorKind::Unknown { what: Named::Operation, name: name.text.clone() };
    environment.report(CompileError::new(kind, file, name.span).with_help(help));
}
