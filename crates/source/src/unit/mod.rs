//! A parsed file, and the facts about it that the evaluator asks for.

mod branches;
pub(crate) mod flow;
mod globals;
mod leading;
mod uses;

use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::{HashMap, HashSet},
    rc::Rc,
    sync::Arc,
};

use oxc_allocator::Allocator;
use oxc_ast::{
    AstKind,
    ast::{Declaration, Expression, IdentifierReference, Program},
};
use oxc_parser::{ParseOptions, Parser};
use oxc_semantic::{NodeId, Semantic, SemanticBuilder, SymbolId};
use oxc_span::SourceType;

use crate::lowered::{SourceError, Span};
use flow::{Assignment, Effects};
use globals::ANY_OWN;
pub(crate) use globals::is_global_object;
pub(crate) use leading::leading_names;
pub(crate) use uses::MemberUses;

/// Which of the files that were parsed.
pub(crate) type UnitId = usize;

/// What the host of a script can do to it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Surroundings {
    /// Top-level names are global: other scripts may write them.
    pub(crate) is_script: bool,
    /// The text outside the scripts, which may name their variables.
    pub(crate) markup: Option<Arc<str>>,
    /// Scripts or markup of other files may write its top-level names.
    pub(crate) is_shared: bool,
    /// The script holds control structures of a template, so that what runs is not known.
    pub(crate) is_generated: bool,
    /// Spans that a template fills in.
    pub(crate) filled: Arc<[Span]>,
    /// Names in the places of what decides in a template.
    pub(crate) conditions: Arc<[Span]>,
    /// Statements that a template writes or not.
    pub(crate) branches: Arc<[Span]>,
    /// What is written in the markup of a component.
    pub(crate) handlers: Arc<[Span]>,
    /// Text with all names that the markup itself binds.
    pub(crate) bound: Arc<str>,
    /// What names of the script mean in its markup.
    pub(crate) names: Names,
}

impl Surroundings {
    /// Those of a part of the script.
    pub(crate) fn within(&self, part: Span) -> Self {
        let is_inside = |span: &&Span| part.start <= span.start && span.end <= part.end;
        let inside = |spans: &[Span]| spans.iter().filter(is_inside).copied().collect();
        Self {
            conditions: inside(&self.conditions),
            branches: inside(&self.branches),
            ..self.clone()
        }
    }
}

/// What names of a component's script mean in its markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Names {
    /// The same as in the script.
    #[default]
    Same,
    /// The same, but for references, which are unwrapped, and properties, which are declared by name.
    Setup,
    /// Those of the component's object, among which imports are put under their names.
    Object,
}

pub(crate) struct Unit<'a> {
    pub(crate) name: Rc<str>,
    pub(crate) text: &'a str,
    pub(crate) program: &'a Program<'a>,
    pub(crate) semantic: Semantic<'a>,
    pub(crate) surroundings: Surroundings,
    /// Code that runs can be made at run time, or names be resolved by objects.
    pub(crate) is_dynamic: bool,
    /// Global names that something in the file changes.
    pub(crate) tampered: HashSet<Rc<str>>,
    /// `arguments` is used, through which parameters can be changed.
    pub(crate) uses_arguments: bool,
    pub(crate) exported: HashSet<SymbolId>,
    /// The `return`s, by where they begin.
    returns: Vec<(u32, NodeId)>,
    /// Global names that are assigned, among those that are changed.
    pub(crate) assigned: HashSet<Rc<str>>,
    /// Calls that are known to change no argument.
    harmless: RefCell<HashSet<NodeId>>,
    /// Where something of other scripts may run first, once that was asked.
    others: Cell<Option<Option<u32>>>,
    in_markup: RefCell<HashMap<Rc<str>, bool>>,
    mutated: RefCell<HashMap<SymbolId, bool>>,
    uses: OnceCell<MemberUses>,
    /// The function around each node.
    pub(crate) functions: OnceCell<Vec<NodeId>>,
    pub(crate) effects: RefCell<HashMap<SymbolId, Rc<Effects<'a>>>>,
    pub(crate) assignments: RefCell<HashMap<SymbolId, Option<Rc<[Assignment<'a>]>>>>,
    /// How many steps are left to follow a value.
    pub(crate) steps: Cell<u32>,
    /// Names that are assigned, and whose values are being followed.
    following: RefCell<Vec<SymbolId>>,
}

/// What language a file name or a script block has.
pub(crate) fn source_type(extension: &str) -> SourceType {
    let source = match extension {
        "ts" | "mts" => SourceType::ts(),
        "cts" => SourceType::ts(),
        "tsx" => SourceType::tsx(),
        _ => SourceType::jsx(),
    };
    // Classic scripts and modules alike; `await` at the top is a module's.
    source.with_unambiguous(true)
}

impl<'a> Unit<'a> {
    /// Where members of objects are named. They are looked for once, which `spend` learns of with the
    /// number of nodes.
    pub(crate) fn member_uses(&self, spend: impl FnOnce(usize) -> bool) -> &MemberUses {
        self.uses.get_or_init(|| {
            spend(self.semantic.nodes().len());
            MemberUses::of(&self.semantic)
        })
    }

    /// # Errors
    /// The first error of the parser, with its place.
    pub(crate) fn parse(
        allocator: &'a Allocator,
        name: &str,
        text: &'a str,
        source_type: SourceType,
        surroundings: Surroundings,
    ) -> Result<Self, SourceError> {
        let program: &'a Program<'a> = allocator.alloc(parsed(allocator, text, source_type)?);
        let semantic = SemanticBuilder::new().with_build_nodes(true).build(program).semantic;
        let mut unit = Self {
            name: name.into(),
            text,
            program,
            semantic,
            surroundings,
            is_dynamic: false,
            tampered: HashSet::new(),
            uses_arguments: false,
            exported: HashSet::new(),
            returns: Vec::new(),
            assigned: HashSet::new(),
            harmless: RefCell::default(),
            others: Cell::default(),
            in_markup: RefCell::default(),
            mutated: RefCell::default(),
            uses: OnceCell::new(),
            functions: OnceCell::new(),
            effects: RefCell::default(),
            assignments: RefCell::default(),
            steps: Cell::new(0),
            following: RefCell::default(),
        };
        unit.scan();
        Ok(unit)
    }

    /// Looks once at every node for what makes the whole file less certain.
    fn scan(&mut self) {
        let (mut is_module, mut runs_text) = (false, false);
        let (mut tampered, mut assigned) = (HashSet::new(), HashSet::new());
        let mut written_to_this = Vec::new();
        for node in self.semantic.nodes().iter() {
            match node.kind() {
                AstKind::WithStatement(_) => self.is_dynamic = true,
                AstKind::ReturnStatement(statement) => {
                    self.returns.push((statement.span.start, node.id()))
                }
                AstKind::IdentifierReference(reference) if self.is_global(reference) => {
                    match reference.name.as_str() {
                        "eval" => self.is_dynamic = true,
                        "arguments" => self.uses_arguments = true,
                        "require" | "module" | "exports" => is_module = true,
                        _ => {}
                    }
                    runs_text |= self.runs_text(reference, node.id());
                    for (name, is_assigned) in self.tampers(&reference.name, node.id()) {
                        if is_assigned {
                            assigned.insert(Rc::clone(&name));
                        }
                        tampered.insert(name);
                    }
                }
                AstKind::ThisExpression(_) if self.is_global_this(node.id()) => {
                    written_to_this.extend(self.tampers("this", node.id()));
                }
                AstKind::ImportDeclaration(_)
                | AstKind::ExportAllDeclaration(_)
                | AstKind::ExportFromDeclaration(_)
                | AstKind::ImportMeta(_) => is_module = true,
                AstKind::ExportNamedDeclaration(export) => {
                    is_module = true;
                    for specifier in &export.specifiers {
                        if let oxc_ast::ast::ModuleExportName::IdentifierReference(local) =
                            &specifier.local
                        {
                            self.exported.extend(self.symbol(local));
                        }
                    }
                }
                AstKind::ExportDeclaration(export) => {
                    is_module = true;
                    self.exported.extend(declared(&export.declaration));
                }
                AstKind::ExportDefaultDeclaration(export) => {
                    is_module = true;
                    use oxc_ast::ast::ExportDefaultDeclarationKind as Kind;
                    match &export.declaration {
                        Kind::Identifier(id) => self.exported.extend(self.symbol(id)),
                        Kind::FunctionDeclaration(function) => {
                            self.exported
                                .extend(function.id.as_ref().and_then(|id| id.symbol_id.get()));
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        is_module |= self.program.source_type.is_module();
        if is_module && self.surroundings.markup.is_none() {
            self.surroundings.is_script = false;
        }
        if self.surroundings.is_script {
            // Code that is made of text sees the names that are global.
            self.is_dynamic |= runs_text;
            // A name that is not known is hardly one of the language's: this is done in constructors.
            let names = written_to_this.into_iter().map(|(name, _)| name);
            tampered.extend(names.map(|it| if &*it == "*" { ANY_OWN.into() } else { it }));
        }
        if self.is_dynamic {
            tampered.insert("*".into());
        }
        self.returns.sort_unstable_by_key(|(start, _)| *start);
        (self.tampered, self.assigned) = (tampered, assigned);
    }

    /// Whether a declaration is of something that exists elsewhere.
    pub(crate) fn is_declared(&self, declaration: NodeId) -> bool {
        let nodes = self.semantic.nodes();
        match nodes.kind(declaration) {
            AstKind::Function(function) => function.declare || function.body.is_none(),
            AstKind::VariableDeclarator(_) => {
                matches!(nodes.parent_kind(declaration), AstKind::VariableDeclaration(declared) if declared.declare)
                    || nodes
                        .ancestor_kinds(declaration)
                        .any(|kind| matches!(kind, AstKind::TSGlobalDeclaration(_)))
            }
            _ => false,
        }
    }

    /// Whether a statement returns from the function around it.
    pub(crate) fn returns_within(&self, span: oxc_span::Span, function: NodeId) -> bool {
        self.returned_within(span, function).next().is_some()
    }

    /// What statements return from the function around them.
    pub(crate) fn returned_within(
        &self,
        span: oxc_span::Span,
        function: NodeId,
    ) -> impl Iterator<Item = Option<&'a Expression<'a>>> {
        let first = self.returns.partition_point(|(start, _)| *start < span.start);
        let inside =
            self.returns.iter().skip(first).take_while(move |(start, _)| *start < span.end);
        let own = inside.filter(move |(_, node)| self.function_of(*node) == function);
        own.map(|(_, node)| match self.semantic.nodes().kind(*node) {
            AstKind::ReturnStatement(statement) => statement.argument.as_ref(),
            _ => None,
        })
    }

    /// The symbol that a reference is resolved to.
    pub(crate) fn symbol(&self, reference: &IdentifierReference<'a>) -> Option<SymbolId> {
        let id = reference.reference_id.get()?;
        self.semantic.scoping().get_reference(id).symbol_id()
    }

    /// Whether a variable is written after its declaration. All its references are looked at once.
    pub(crate) fn is_mutated(&self, symbol: SymbolId) -> bool {
        let look = || self.semantic.scoping().symbol_is_mutated(symbol);
        *self.mutated.borrow_mut().entry(symbol).or_insert_with(look)
    }

    pub(crate) fn is_global(&self, reference: &IdentifierReference<'a>) -> bool {
        self.symbol(reference).is_none()
    }

    /// Whether the text around the scripts names a variable.
    pub(crate) fn is_in_markup(&self, name: &str) -> bool {
        let Some(markup) = self.surroundings.markup.as_deref() else { return false };
        if self.surroundings.is_shared && self.surroundings.names != Names::Same {
            return true;
        }
        if let Some(known) = self.in_markup.borrow().get(name) {
            return *known;
        }
        let found = has_word(markup, name);
        self.in_markup.borrow_mut().insert(name.into(), found);
        found
    }
}

pub(crate) fn has_word(text: &str, word: &str) -> bool {
    let is_part = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'))
    };
    memchr::memmem::find_iter(text.as_bytes(), word.as_bytes()).any(|at| {
        let before = at.checked_sub(1).and_then(|before| text.as_bytes().get(before));
        !is_part(before) && !is_part(text.as_bytes().get(at + word.len()))
    })
}

/// Parses a script as what it is, or else as what tools take it for: a module, where `await` is at its
/// top, or JavaScript with types.
fn parsed<'a>(
    allocator: &'a Allocator,
    text: &'a str,
    source_type: SourceType,
) -> Result<Program<'a>, SourceError> {
    let options = ParseOptions {
        preserve_parens: false,
        allow_return_outside_function: true,
        ..ParseOptions::default()
    };
    let parse = |source_type: SourceType| {
        let parsed = Parser::new(allocator, text, source_type).with_options(options).parse();
        if parsed.panicked || parsed.diagnostics.has_errors() {
            return Err(error(parsed.diagnostics.errors().next(), text));
        }
        Ok(parsed.program)
    };
    let as_module = |source_type: SourceType| {
        if memchr::memmem::find(text.as_bytes(), b"await").is_some() {
            parse(source_type.with_unambiguous(false).with_module(true)).ok()
        } else {
            None
        }
    };
    let with_types = || {
        let source_type = SourceType::tsx().with_unambiguous(true);
        parse(source_type).ok().or_else(|| as_module(source_type))
    };
    let is_javascript = source_type.is_javascript();
    parse(source_type).or_else(|error| {
        let other = as_module(source_type);
        other.or_else(|| if is_javascript { with_types() } else { None }).ok_or(error)
    })
}

fn error(diagnostic: Option<&oxc_diagnostics::OxcDiagnostic>, text: &str) -> SourceError {
    let label = diagnostic
        .and_then(|found| found.labels.first().map(|label| (label.offset(), label.len())));
    let (start, length) = label.map_or((0, 0), |(at, length)| (at as usize, length as usize));
    let start = start.min(text.len());
    let message = diagnostic
        .map_or_else(|| "this is no JavaScript".to_owned(), |found| lower_first(&found.message));
    SourceError { message, span: Span::new(start, (start + length).min(text.len())) }
}

fn lower_first(message: &str) -> String {
    let message = message.trim_end_matches('.');
    let mut chars = message.chars();
    match chars.next() {
        Some(first) if !message.starts_with("JSX") && !message.starts_with("TS") => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => message.to_owned(),
    }
}

/// The names that a declaration declares.
pub(crate) fn declared(declaration: &Declaration<'_>) -> Vec<SymbolId> {
    match declaration {
        Declaration::VariableDeclaration(variables) => variables
            .declarations
            .iter()
            .flat_map(|declarator| declarator.id.get_symbol_ids())
            .collect(),
        other => other.id().and_then(|id| id.symbol_id.get()).into_iter().collect(),
    }
}
