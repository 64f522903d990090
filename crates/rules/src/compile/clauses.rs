//! Several `on` clauses of one rule.

use super::error::CompileError;
use super::kind::ErrorKind;
use super::rules::Clause;
use super::shapes::InFile;
use super::useless::Useless;
use crate::program::Predicate;
use crate::source::Span;
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

/// A `when` that looks as if it were the rule's and is the last clause's: on a line of its own, no
/// further in than the clause.
pub(super) fn of_last((file, rule): InFile<'_, ast::Rule>) -> Option<CompileError> {
    let (last, others) = rule.on.split_last()?;
    let is_alone = last.statements.is_empty() && others.iter().all(|on| on.when.is_none());
    if others.is_empty() || last.when.is_none() || !is_alone {
        return None;
    }
    let first = last.span.start as usize;
    let before = file.text.get(..first)?;
    let clause = before.rsplit('\n').next()?.chars().count();
    let mut start = first;
    for line in last.span.of(&file.text).split_inclusive('\n') {
        let guard = line.trim_start();
        let indent = line.len() - guard.len();
        let is_when = guard.strip_prefix("when").is_some_and(|rest| rest.starts_with([' ', '\n']));
        if start > first && is_when && indent <= clause {
            let span = Span::new(start + indent, start + indent + "when".len());
            return Some(CompileError::new(ErrorKind::OfLastClause, file, span));
        }
        start += line.len();
    }
    None
}
