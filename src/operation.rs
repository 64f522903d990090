//! An operation, looked up once.

use std::sync::Arc;

use thiserror::Error;

use smartro_lint_rules::language::{Language, shown};
use smartro_lint_rules::program::Program;
use smartro_lint_rules::suggest::{appended, suggest_spelling};

/// An operation that a [`Linter`](crate::Linter) knows.
#[derive(Clone)]
pub struct Operation {
    program: Arc<Program>,
    index: usize,
}

/// A name that no operation has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("unknown operation `{}`{}", shown(.name), appended(Language::English, .near.as_deref()))]
pub struct OperationError {
    /// The name.
    pub name: String,
    /// The operation that was probably meant.
    pub near: Option<String>,
}

impl Operation {
    pub(crate) fn find(program: &Arc<Program>, name: &str) -> Result<Self, OperationError> {
        match program.operation(name) {
            Some(index) => Ok(Self { program: Arc::clone(program), index }),
            None => {
                let names = program.operations.iter().map(|operation| &*operation.name);
                let near = suggest_spelling(name, names).map(str::to_owned);
                Err(OperationError { name: name.to_owned(), near })
            }
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.program.operations.get(self.index).map_or("", |operation| &operation.name)
    }

    /// Its place in a program; one of another pack is looked up by its name.
    pub(crate) fn index_in(&self, program: &Program) -> Option<usize> {
        match std::ptr::eq(&raw const *self.program, program) {
            true => Some(self.index),
            false => program.operation(self.name()),
        }
    }
}

impl std::fmt::Debug for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Operation").field(&self.name()).finish()
    }
}

/// How a caller names the operation of a request.
#[derive(Debug, Clone, Copy)]
pub enum OperationName<'t> {
    /// Its name, looked up for each request.
    Name(&'t str),
    /// The operation.
    Known(&'t Operation),
}

impl<'t> OperationName<'t> {
    pub(crate) fn name(self) -> &'t str {
        match self {
            Self::Name(name) => name,
            Self::Known(operation) => operation.name(),
        }
    }
}

impl<'t> From<&'t str> for OperationName<'t> {
    fn from(name: &'t str) -> Self {
        Self::Name(name)
    }
}

impl<'t> From<&'t String> for OperationName<'t> {
    fn from(name: &'t String) -> Self {
        Self::Name(name)
    }
}

impl<'t> From<&'t Operation> for OperationName<'t> {
    fn from(operation: &'t Operation) -> Self {
        Self::Known(operation)
    }
}
