//! Rule files to a [`Program`]: every name resolved, every type checked, every path a slot.
//!
//! All mistakes of a pack are found in one go.

mod conditions;
mod error;
mod needs;
mod operands;
mod operations;
mod rules;
mod scope;
mod shapes;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

pub use error::{CompileError, ErrorKind};

use crate::program::{
    Cite, ContextKey, Enumeration, Kind, MAX_CONTEXT_KEYS, NodeId, Operation, Program, Rule,
    Sensitive, Silence, Symbols, Tree,
};
use crate::rule::ShapeRule;
use crate::source::Source;
use crate::syntax::ast::{self, Item, Name, Statement};
use error::did_you_mean;
use rules::{Clause, Made};
use scope::{Scope, World};
use shapes::{DraftKind, InFile, Shapes};

/// How many rules a pack may have.
const MAX_RULES: usize = 10_000;

/// How many checks an operation may have: branches in branches grow fast.
const MAX_CHECKS: usize = 20_000;

/// What a pack is made of.
pub struct Input<'a> {
    /// Its name.
    pub pack: &'a str,
    /// Its rule files, and those of the shapes that it uses.
    pub files: &'a [(Arc<Source>, ast::File)],
    /// What rules can cite.
    pub citations: &'a Citations,
    /// Whether a message of a rule speaks of a name: then a `let` is not unused.
    pub spoken: &'a dyn Fn(&str, &str) -> bool,
}

/// The sources that rules cite.
#[derive(Debug, Default)]
pub struct Citations {
    /// By the key that a `cite` names.
    pub sources: HashMap<String, CitedSource>,
}

/// A source that rules cite.
#[derive(Debug, Default)]
pub struct CitedSource {
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
    contexts: Vec<InFile<'a, ast::Context>>,
    amendments: Vec<InFile<'a, ast::Amendment>>,
    silences: Vec<InFile<'a, ast::Silence>>,
    rules: Vec<InFile<'a, ast::Rule>>,
}

/// Compiles a pack.
///
/// # Errors
///
/// Every mistake of the pack, in the order of its files.
pub fn compile(input: &Input<'_>) -> Result<Program, Vec<CompileError>> {
    let mut errors = Vec::new();
    let declared = declarations(input.files, &mut errors);
    let mut shapes = Shapes {
        shapes: declared.shapes.iter().map(|shape| (&*shape.1.name.text, *shape)).collect(),
        enumerations: Vec::new(),
        enumeration_ids: HashMap::new(),
        symbols: Symbols::default(),
        errors,
        budget: usize::MAX,
    };
    for (file, enumeration) in &declared.enumerations {
        shapes.enumeration(file, enumeration);
    }
    let context = context(&mut shapes, &declared.contexts);
    let context_keys = context_keys(&context, &mut shapes, &declared.contexts);
    let mut operations =
        operations::operations(&mut shapes, &declared.operations, &declared.amendments);
    let world = World {
        symbols: &shapes.symbols,
        enumerations: &shapes.enumerations,
        context: &context,
        context_keys: &context_keys,
        errors: RefCell::new(shapes.errors),
    };
    let rules = compile_rules(input, &declared, &world, &mut operations);
    silences(&declared, &world, &mut operations);
    let mut errors = world.errors.into_inner();
    // A shape that two operations share is read twice; its mistakes are told once.
    let mut told = HashSet::new();
    errors.retain(|error| told.insert((Arc::as_ptr(&error.file), error.span)));
    if !errors.is_empty() {
        let order = |error: &CompileError| {
            input.files.iter().position(|(file, _)| Arc::ptr_eq(file, &error.file))
        };
        errors.sort_by_key(|error| (order(error), error.span));
        return Err(errors);
    }
    let sensitive = sensitive(&operations);
    Ok(Program {
        pack: input.pack.into(),
        symbols: shapes.symbols,
        enumerations: shapes.enumerations.into(),
        operations: operations.into(),
        context,
        context_keys: context_keys.into(),
        rules: rules.into(),
        sensitive,
    })
}

fn declarations<'a>(
    files: &'a [(Arc<Source>, ast::File)],
    errors: &mut Vec<CompileError>,
) -> Declared<'a> {
    let mut declared = Declared::default();
    let mut seen: HashMap<(&str, &str), InFile<'a, Name>> = HashMap::new();
    for (file, ast) in files {
        for item in &ast.items {
            let (what, name) = match item {
                Item::Enumeration(item) => ("type", &item.name),
                Item::Shape(item) => ("type", &item.name),
                Item::Operation(item) => ("operation", &item.name),
                Item::Rule(item) => ("rule", &item.name),
                Item::Context(_) | Item::Amendment(_) | Item::Silence(_) => {
                    declared.add(file, item);
                    continue;
                }
            };
            if let Some((first_file, first)) = seen.get(&(what, &*name.text)) {
                let kind = ErrorKind::Duplicate { what, name: name.text.to_string() };
                let error = CompileError::new(kind, file, name.span);
                errors.push(if Arc::ptr_eq(first_file, file) {
                    error.with_related(first.span, "first here")
                } else {
                    error.with_help(Some(format!("it is defined first in `{}`", first_file.name)))
                });
                continue;
            }
            seen.insert((what, &name.text), (file, name));
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
            Item::Context(item) => self.contexts.push((file, item)),
            Item::Amendment(item) => self.amendments.push((file, item)),
            Item::Silence(item) => self.silences.push((file, item)),
            Item::Rule(item) => self.rules.push((file, item)),
        }
    }
}

fn context(shapes: &mut Shapes<'_>, contexts: &[InFile<'_, ast::Context>]) -> Tree {
    let mut all = Vec::new();
    for (file, context) in contexts {
        if let Some(DraftKind::Object { fields, .. }) =
            shapes.record(file, &context.record, &mut Vec::new())
        {
            all.extend(fields);
        }
    }
    let kind = DraftKind::Object { exactly_one: false, fields: all };
    let draft =
        shapes::Draft { name: "".into(), kind, required: false, sensitive: false, foreign: false };
    draft.number(Vec::new()).unwrap_or_else(|| Tree::new(Vec::new(), None))
}

fn context_keys(
    context: &Tree,
    shapes: &mut Shapes<'_>,
    contexts: &[InFile<'_, ast::Context>],
) -> Vec<ContextKey> {
    let mut keys = Vec::new();
    let mut fault = None;
    for (id, node) in (0..).map(NodeId).zip(&context.nodes) {
        match node.kind {
            Kind::Object(_) => continue,
            Kind::Members(id) => {
                let members =
                    shapes.enumerations.get(usize::from(id.0)).map(|found| found.members.len());
                if members.is_some_and(|count| count > Enumeration::MAX_CHOICES) {
                    fault = Some("`any of { … }` has at most 64 members");
                }
            }
            Kind::Instant | Kind::Member(_) => {}
            _ => fault = Some("a context key is an instant, `one of { … }` or `any of { … }`"),
        }
        keys.push(ContextKey { name: context.path_to(id).join(".").into(), node: id });
    }
    if keys.len() > MAX_CONTEXT_KEYS {
        fault = Some("a context has at most 32 keys");
    }
    if let (Some(fault), Some((file, declared))) = (fault, contexts.first()) {
        let kind = ErrorKind::TooMuch(fault.to_owned());
        shapes.errors.push(CompileError::new(kind, file, declared.span));
    }
    keys
}

fn compile_rules(
    input: &Input<'_>,
    declared: &Declared<'_>,
    world: &World<'_>,
    operations: &mut [Operation],
) -> Vec<Rule> {
    let mut made: Vec<Made> = operations.iter().map(|_| Made::default()).collect();
    let mut rules = Vec::new();
    for (file, rule) in &declared.rules {
        if rules.len() >= MAX_RULES || made.iter().any(|made| made.checks.len() >= MAX_CHECKS) {
            let kind =
                ErrorKind::TooMuch("the pack has too many rules, or too many branches".to_owned());
            world.report(CompileError::new(kind, file, rule.name.span));
            break;
        }
        let used = RefCell::new(HashSet::new());
        let index = u16::try_from(rules.len()).unwrap_or(u16::MAX);
        if rule.on.is_empty() {
            let kind = ErrorKind::Incomplete(format!("`{}` is on no operation", rule.name.text));
            let help = Some("say which it speaks of: `rule … on requestPayment {`".to_owned());
            world.report(CompileError::new(kind, file, rule.name.span).with_help(help));
        }
        for on in &rule.on {
            for name in &on.operations {
                let found = operations.iter().zip(&mut made).find(|(op, _)| *op.name == *name.text);
                let Some((operation, made)) = found else {
                    // One that is declared and could not be made is told of there.
                    if !declared.has_operation(&name.text) {
                        unknown_operation(world, file, name, operations);
                    }
                    continue;
                };
                let silences = silences_of(declared, &rule.name.text, &operation.name);
                let silences = &silences;
                let (rule, used) = (*rule, &used);
                let visits = &Cell::new(2000);
                Clause { world, file, rule, index, on, operation, silences, used, visits }
                    .compile(made);
            }
        }
        unused_lets(world, file, rule, &used.borrow(), input.spoken);
        rules.push(standing(input, world, file, rule));
    }
    for (operation, made) in operations.iter_mut().zip(made) {
        operation.checks = made.checks.into();
        operation.batches = made.batches.into();
        for node in made.iterated.into_inner() {
            if let Some(node) = operation.tree.nodes.get_mut(node.index()) {
                node.iterated = true;
            }
        }
    }
    rules
}

fn unknown_operation(world: &World<'_>, file: &Arc<Source>, name: &Name, operations: &[Operation]) {
    let help = did_you_mean(&name.text, operations.iter().map(|operation| &*operation.name));
    let kind = ErrorKind::Unknown { what: "operation", name: name.text.to_string() };
    world.report(CompileError::new(kind, file, name.span).with_help(help));
}

/// The conditions under which a rule is quiet on an operation.
fn silences_of<'a>(
    declared: &Declared<'a>,
    rule: &str,
    operation: &str,
) -> Vec<InFile<'a, ast::Expression>> {
    let matching = declared.silences.iter().filter(|(_, silence)| {
        silence.operations.iter().any(|name| &*name.text == operation)
            && silence.rules.iter().any(|pattern| names_rule(pattern, rule))
    });
    matching.map(|(file, silence)| (*file, &silence.condition)).collect()
}

fn names_rule(pattern: &Name, rule: &str) -> bool {
    match pattern.text.strip_suffix('*') {
        Some(start) => rule.starts_with(start),
        None => &*pattern.text == rule,
    }
}

fn unused_lets(
    world: &World<'_>,
    file: &Arc<Source>,
    rule: &ast::Rule,
    used: &HashSet<Box<str>>,
    spoken: &dyn Fn(&str, &str) -> bool,
) {
    let mut pending: Vec<&Statement> = rule.statements.iter().collect();
    pending.extend(rule.on.iter().flat_map(|on| &on.statements));
    while let Some(statement) = pending.pop() {
        match statement {
            Statement::Each(each) => pending.extend(&each.statements),
            Statement::Let(binding) => {
                let name = &binding.name;
                if !used.contains(&name.text) && !spoken(&rule.name.text, &name.text) {
                    let kind = ErrorKind::Unused { name: name.text.to_string() };
                    let help = Some("use it in the rule or in a message, or remove it".to_owned());
                    world.report(CompileError::new(kind, file, name.span).with_help(help));
                }
            }
            _ => {}
        }
    }
}

/// A rule's standing facts.
fn standing(input: &Input<'_>, world: &World<'_>, file: &Arc<Source>, rule: &ast::Rule) -> Rule {
    let mut cites = Vec::new();
    let all = rule.statements.iter().chain(rule.on.iter().flat_map(|on| &on.statements));
    for statement in all {
        if let Statement::Cite(cite) = statement {
            cites.extend(resolve_cite(input.citations, world, file, cite));
        }
    }
    let asserts = |statement: &Statement| {
        matches!(statement, Statement::Assert(_) | Statement::Each(_) | Statement::Batch(_))
    };
    let on = rule.on.iter().flat_map(|on| &on.statements);
    if !rule.statements.iter().chain(on).any(asserts) {
        let kind =
            ErrorKind::Incomplete(format!("`{}` neither requires nor forbids", rule.name.text));
        world.report(CompileError::new(kind, file, rule.name.span));
    }
    let mut operations: Vec<Box<str>> = Vec::new();
    for name in rule.on.iter().flat_map(|on| &on.operations) {
        if !operations.contains(&name.text) {
            operations.push(name.text.clone());
        }
    }
    Rule {
        name: rule.name.text.clone(),
        severity: rule.severity,
        doc: rule.doc.clone().unwrap_or_else(|| rule.name.text.clone()),
        cites: cites.into(),
        operations: operations.into(),
        source: Arc::clone(file),
        span: rule.span,
    }
}

fn resolve_cite(
    citations: &Citations,
    world: &World<'_>,
    file: &Arc<Source>,
    cite: &ast::Cite,
) -> Option<Cite> {
    let unknown = |what, name: &Name, help| {
        let kind = ErrorKind::Unknown { what, name: name.text.to_string() };
        world.report(CompileError::new(kind, file, name.span).with_help(help));
    };
    let Some(source) = citations.sources.get(&*cite.source.text) else {
        let known = citations.sources.keys().map(String::as_str);
        let near = did_you_mean(&cite.source.text, known);
        let listed = || Some("`pack.yaml` lists what can be cited under `sources`".to_owned());
        unknown("source", &cite.source, near.or_else(listed));
        return None;
    };
    let mut url = source.url.clone();
    match (&cite.section, &source.sections) {
        (Some(section), Some(sections)) => match sections.get(&*section.text) {
            Some(address) => url = address.clone().or(url),
            None => {
                let help = did_you_mean(&section.text, sections.keys().map(String::as_str));
                unknown("section", section, help);
            }
        },
        (Some(section), None) => unknown("section", section, None),
        (None, _) => {}
    }
    Some(Cite {
        source: cite.source.text.clone(),
        section: cite.section.as_ref().map(|section| section.text.clone()),
        url: url.map(Into::into),
    })
}

/// Silences of shape rules; those of the pack's own rules are in their guards already.
fn silences(declared: &Declared<'_>, world: &World<'_>, operations: &mut [Operation]) {
    for (file, silence) in &declared.silences {
        for pattern in &silence.rules {
            let own = declared.rules.iter().any(|(_, rule)| names_rule(pattern, &rule.name.text));
            if own && !silence.at.is_empty() {
                let kind = ErrorKind::Incomplete(
                    "`at` goes with the rules of the shapes, such as `missing-field`".to_owned(),
                );
                world.report(CompileError::new(kind, file, pattern.span));
            }
            let shape = ShapeRule::ALL.iter().any(|rule| names_rule(pattern, rule.name()));
            if !own && !shape {
                let known = declared.rules.iter().map(|(_, rule)| &*rule.name.text);
                let help =
                    did_you_mean(&pattern.text, known.chain(ShapeRule::ALL.map(ShapeRule::name)));
                let kind = ErrorKind::Unknown { what: "rule", name: pattern.text.to_string() };
                world.report(CompileError::new(kind, file, pattern.span).with_help(help));
            }
        }
        for name in &silence.operations {
            let Some(at) = operations.iter().position(|operation| *operation.name == *name.text)
            else {
                if !declared.has_operation(&name.text) {
                    unknown_operation(world, file, name, operations);
                }
                continue;
            };
            if let Some(operation) = operations.get_mut(at) {
                shape_silence(world, file, silence, operation);
            }
        }
    }
}

fn shape_silence(
    world: &World<'_>,
    file: &Arc<Source>,
    silence: &ast::Silence,
    operation: &mut Operation,
) {
    let (used, iterated) = (RefCell::default(), RefCell::default());
    let mut scope = Scope {
        world,
        file,
        operation: &operation.name,
        tree: &operation.tree,
        names: Vec::new(),
        depth: 0,
        used: &used,
        iterated: &iterated,
    };
    let condition = scope.condition(&silence.condition);
    let at: Vec<NodeId> =
        silence.at.iter().filter_map(|path| scope.place(path)).map(|place| place.node).collect();
    let named =
        |rule: &ShapeRule| silence.rules.iter().any(|pattern| names_rule(pattern, rule.name()));
    let rules: Box<[ShapeRule]> = ShapeRule::ALL.into_iter().filter(named).collect();
    for node in iterated.into_inner() {
        if let Some(node) = operation.tree.nodes.get_mut(node.index()) {
            node.iterated = true;
        }
    }
    if !rules.is_empty() {
        let mut silences = std::mem::take(&mut operation.silences).into_vec();
        silences.push(Silence { rules, at: at.into(), condition });
        operation.silences = silences.into();
    }
}

/// The names of sensitive fields, of the objects that hold them, and of those around.
fn sensitive(operations: &[Operation]) -> Sensitive {
    let mut names: BTreeSet<Box<str>> = BTreeSet::new();
    let mut holders: BTreeMap<Box<str>, BTreeSet<Box<str>>> = BTreeMap::new();
    let mut around: BTreeSet<Box<str>> = BTreeSet::new();
    for tree in operations.iter().map(|operation| &operation.tree) {
        for node in tree.nodes.iter().filter(|node| node.sensitive && !node.name.is_empty()) {
            names.insert(node.name.clone());
            holders.entry(tree.node(node.parent).name.clone()).or_default();
            let mut at = tree.node(node.parent).parent;
            while at != NodeId::ROOT {
                around.insert(tree.node(at).name.clone());
                at = tree.node(at).parent;
            }
        }
    }
    for tree in operations.iter().map(|operation| &operation.tree) {
        for node in tree.nodes.iter().filter(|node| !node.sensitive && !node.foreign) {
            if let Some(plain) = holders.get_mut(&tree.node(node.parent).name) {
                plain.insert(node.name.clone());
            }
        }
    }
    holders.remove("");
    around.remove("");
    let holders = holders.into_iter().map(|(name, plain)| (name, plain.into_iter().collect()));
    Sensitive {
        names: names.into_iter().collect(),
        holders: holders.collect(),
        around: around.into_iter().collect(),
    }
}
