//! Declarations that nothing uses: they are checked nevertheless, and those of the pack itself are
//! reported.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::sync::Arc;

use super::error::CompileError;
use super::kind::ErrorKind;
use super::scope::{Bound, Environment, Scope};
use super::shapes::{InFile, MAX_NODES, Shapes};
use super::useless::Useless;
use super::uses::Instance;
use super::{Declared, Layer};
use crate::program::Operation;
use crate::rule::Severity;
use crate::source::{Source, Span};
use crate::syntax::ast::{self, Name};

/// What a pack declares itself, and nothing uses.
pub(super) struct Unused {
    own: HashSet<*const Source>,
    pub(super) found: Vec<CompileError>,
}

impl Unused {
    pub(super) fn new(layers: &[Layer<'_>]) -> Self {
        let files = layers.last().into_iter().flat_map(|layer| layer.files);
        let own = files.map(|(file, _)| Arc::as_ptr(file)).collect();
        Self { own, found: Vec::new() }
    }

    fn is_own(&self, file: &Arc<Source>) -> bool {
        self.own.contains(&Arc::as_ptr(file))
    }

    fn note(&mut self, keyword: &'static str, file: &Arc<Source>, name: &Name) {
        let what = Useless::Declaration { keyword, name: name.text.clone() };
        self.found.push(CompileError::new(ErrorKind::Useless(what), file, name.span));
    }

    /// Adds warnings, but for those of other packs.
    pub(super) fn add(&mut self, warnings: Vec<CompileError>) {
        let own = warnings.into_iter().filter(|warning| self.is_own(&warning.file));
        let own: Vec<_> = own.collect();
        self.found.extend(own);
    }

    /// Severities of uses and assertions that are those of their rules.
    pub(super) fn severities(&mut self, instances: &[Instance<'_>]) {
        let mut found = Vec::new();
        let mut add = |file: &Arc<Source>, given: Option<(Severity, Span)>, of_rule: Severity| {
            let Some((_, span)) = given.filter(|(severity, _)| *severity == of_rule) else {
                return;
            };
            let severity = span.of(&file.text).into();
            let kind = ErrorKind::Useless(Useless::Severity { severity });
            found.push(CompileError::new(kind, file, span));
        };
        for Instance { file, rule, used } in instances {
            if let Some((file, used)) = used {
                add(file, used.severity, rule.severity);
                continue;
            }
            rule.visit(&mut |statement| {
                if let ast::Statement::Assert(assertion) = statement {
                    add(file, assertion.severity, rule.severity);
                }
            });
        }
        self.add(found);
    }

    /// Shapes and enumerations that no operation, context or set leads to.
    pub(super) fn types<'a>(&mut self, shapes: &mut Shapes<'a>, declared: &Declared<'a>) {
        let used = shapes.used.clone();
        let is_unused = |this: &Self, file: &Arc<Source>, name: &Name| {
            this.is_own(file) && !used.contains(&name.text)
        };
        for (file, enumeration) in &declared.enumerations {
            if is_unused(self, file, &enumeration.name) {
                self.note("enum", file, &enumeration.name);
            }
        }
        for (file, shape) in &declared.shapes {
            if is_unused(self, file, &shape.name) {
                self.note("shape", file, &shape.name);
                shapes.budget = MAX_NODES;
                shapes.record(file, &shape.record, &mut vec![shape.name.text.clone()]);
            }
        }
    }

    /// Fields that are amended to what they are, in every operation.
    pub(super) fn amendments(&mut self, shapes: &Shapes<'_>) {
        let in_vain = shapes.amended.in_vain();
        let in_vain = in_vain.collect();
        self.add(in_vain);
    }

    /// Sets and definitions that no rule, silence or other definition names. A definition has to
    /// make sense for one of the operations.
    pub(super) fn definitions<'a>(
        &mut self,
        declared: &Declared<'a>,
        environment: &Environment<'a>,
        operations: &[Operation],
    ) {
        let used = environment.definitions.used.take();
        for (file, set) in &declared.sets {
            if self.is_own(file) && !used.contains(&set.name.text) {
                self.note("set", file, &set.name);
            }
        }
        for definition in &declared.defines {
            let (file, define) = *definition;
            if !self.is_own(file) || used.contains(&define.name.text) {
                continue;
            }
            self.note("define", file, &define.name);
            let mut fewest: Option<Vec<CompileError>> = None;
            for operation in operations {
                let before = environment.errors.borrow().len();
                compile(environment, *definition, operation);
                let found = environment.errors.borrow_mut().split_off(before);
                if fewest.as_ref().is_none_or(|fewest| found.len() < fewest.len()) {
                    fewest = Some(found);
                }
            }
            environment.errors.borrow_mut().extend(fewest.unwrap_or_default());
        }
    }
}

/// Compiles a definition for an operation, whatever is given for its parameters.
fn compile<'a>(
    environment: &Environment<'a>,
    (file, define): InFile<'a, ast::Define>,
    operation: &Operation,
) {
    let (used, iterated) = (RefCell::default(), RefCell::default());
    let scope = Scope {
        environment,
        file,
        operation: &operation.name,
        tree: &operation.tree,
        names: Vec::new(),
        span: define.name.span,
        loop_depth: 0,
        members: Cell::new(0),
        used: &used,
        iterated: &iterated,
        within: Vec::new(),
    };
    let given = define.parameters.iter().map(|_| Bound::Broken).collect();
    scope.definition((file, define), given);
}
