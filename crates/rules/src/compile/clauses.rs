//! Several `on` clauses of one rule for one operation.

use super::error::{CompileError, ErrorKind};
use super::rules::Clause;
use super::useless::Useless;
use crate::program::Predicate;
use crate::syntax::ast::{self, Name, Statement};

/// A clause that is compiled already, for one operation.
pub(super) struct Earlier {
    operation: Name,
    names: Names,
    guard: Vec<Predicate>,
}

/// The names that a clause gives, and to what.
type Names = Vec<(Box<str>, Box<str>)>;

/// Keeps what applies to the rule from being reported once for each of its clauses that apply:
/// it is the first one's, where they give the same names.
pub(super) fn keep_apart(clause: &Clause<'_>, own: Vec<Predicate>, guards: &mut Vec<Predicate>) {
    let asserts = |statement: &Statement| {
        !matches!(statement, Statement::Cite(_) | Statement::Let(_) | Statement::Fix(_))
            && !matches!(statement, Statement::When(_) | Statement::Unless(_))
    };
    if !clause.rule.statements.iter().any(asserts) {
        return;
    }
    let mut earlier = clause.earlier.borrow_mut();
    let names = names(clause);
    let has_same_names =
        |other: &&Earlier| other.operation.text == clause.name.text && other.names == names;
    for other in earlier.iter().filter(has_same_names) {
        if own.is_empty() || other.guard.is_empty() {
            let operation = clause.name.text.clone();
            let kind = ErrorKind::Useless(Useless::Clause { operation });
            let error = CompileError::new(kind, clause.file, clause.name.span);
            clause.environment.report(error.first_in(clause.file, other.operation.span));
        } else {
            let guard = Predicate::All(other.guard.clone().into());
            guards.push(Predicate::IsNotTrue(Box::new(guard)));
        }
    }
    earlier.push(Earlier { operation: clause.name.clone(), names, guard: own });
}

fn names(clause: &Clause<'_>) -> Names {
    let text = |binding: &ast::Binding| binding.value.span().of(&clause.file.text);
    let bindings = clause.on.bindings.iter();
    bindings.map(|binding| (binding.name.text.clone(), text(binding).into())).collect()
}
