//! What a list of statements returns.

use std::hash::{DefaultHasher, Hash, Hasher};

use oxc_ast::ast::{Expression, Statement, SwitchStatement, TryStatement};
use oxc_semantic::NodeId;
use oxc_span::{GetSpan, Span};

use super::{Evaluator, Scope, operators};
use crate::{
    value::{Value, ValueKind},
    worlds::ConditionId,
};

/// How a list of statements ends.
pub(super) enum Outcome<'a> {
    Returned(Value<'a>),
    /// It returns this, or the statements after it run.
    Either(Value<'a>),
    /// The statements after it run.
    Completed,
    /// It leaves the `switch` around it.
    Broken,
    /// It throws.
    Never,
    Unknown,
}

/// The most ways through a statement that are looked at where it is not known which is taken.
const MOST_WAYS: usize = 16;

impl<'a> Outcome<'a> {
    /// How it ends if it ends in one of two ways.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            // What throws returns nothing.
            (Self::Never, one) | (one, Self::Never) => one,
            (Self::Completed, Self::Completed) => Self::Completed,
            (Self::Broken, Self::Broken) => Self::Broken,
            (Self::Returned(one), Self::Returned(other)) => Self::Returned(one.join(other)),
            (Self::Returned(one) | Self::Either(one), Self::Completed)
            | (Self::Completed, Self::Returned(one) | Self::Either(one)) => Self::Either(one),
            (
                Self::Returned(one) | Self::Either(one),
                Self::Returned(other) | Self::Either(other),
            ) => Self::Either(one.join(other)),
            _ => Self::Unknown,
        }
    }

    /// How it ends if what runs before may have returned a value.
    fn after(self, returned: Option<Value<'a>>) -> Self {
        match (returned, self) {
            (None, outcome) => outcome,
            (Some(value), Self::Completed) => Self::Either(value),
            (Some(value), outcome) => Self::Returned(value).or(outcome),
        }
    }
}

impl<'a> Evaluator<'_, 'a> {
    pub(super) fn run(
        &self,
        statements: &'a [Statement<'a>],
        function: NodeId,
        scope: &Scope<'a>,
    ) -> Outcome<'a> {
        self.in_order(statements, |statement| self.statement(statement, function, scope))
    }

    /// How statements end that run one after the other.
    fn in_order(
        &self,
        statements: &'a [Statement<'a>],
        run: impl Fn(&'a Statement<'a>) -> Outcome<'a>,
    ) -> Outcome<'a> {
        let mut returned: Option<Value<'a>> = None;
        for statement in statements {
            self.spend(1);
            match run(statement) {
                Outcome::Completed => {}
                Outcome::Either(value) => returned = Some(joined(returned, value)),
                outcome => return outcome.after(returned),
            }
        }
        Outcome::Completed.after(returned)
    }

    fn statement(
        &self,
        statement: &'a Statement<'a>,
        function: NodeId,
        scope: &Scope<'a>,
    ) -> Outcome<'a> {
        let returns = scope.unit.returns_within(statement.span(), function);
        match statement {
            Statement::ReturnStatement(returned) => Outcome::Returned(match &returned.argument {
                Some(argument) => self.eval(argument, scope),
                None => ValueKind::Undefined.into(),
            }),
            Statement::ThrowStatement(_) => Outcome::Never,
            Statement::BlockStatement(block) => self.run(&block.body, function, scope),
            Statement::IfStatement(branch) if returns => match self.decide(&branch.test, scope) {
                Some(true) => self.statement(&branch.consequent, function, scope),
                Some(false) => match &branch.alternate {
                    Some(alternate) => self.statement(alternate, function, scope),
                    None => Outcome::Completed,
                },
                None if !self.joins() => Outcome::Unknown,
                None => {
                    let holds = self.statement(&branch.consequent, function, scope);
                    holds.or(match &branch.alternate {
                        Some(alternate) => self.statement(alternate, function, scope),
                        None => Outcome::Completed,
                    })
                }
            },
            Statement::SwitchStatement(switch) if returns => self.switch(switch, function, scope),
            Statement::TryStatement(attempt) if returns => self.attempt(attempt, function, scope),
            Statement::BreakStatement(leaving) if leaving.label.is_none() => Outcome::Broken,
            Statement::BreakStatement(_) | Statement::ContinueStatement(_) => Outcome::Unknown,
            // That a function may throw does not matter to what it returns.
            _ if returns => Outcome::Unknown,
            _ => Outcome::Completed,
        }
    }

    fn switch(
        &self,
        switch: &'a SwitchStatement<'a>,
        function: NodeId,
        scope: &Scope<'a>,
    ) -> Outcome<'a> {
        match self.entry(switch, scope) {
            Entry::At(entry) => self.entered(switch, entry, function, scope),
            Entry::Any(entries) if entries.len() > MOST_WAYS || !self.joins() => Outcome::Unknown,
            Entry::Any(entries) => {
                let ways = entries.into_iter().map(|at| self.entered(switch, at, function, scope));
                ways.reduce(Outcome::or).unwrap_or(Outcome::Completed)
            }
        }
    }

    /// Whether a `switch` may come to one of its cases.
    pub(super) fn may_enter(
        &self,
        switch: &'a SwitchStatement<'a>,
        case: usize,
        function: NodeId,
        scope: &Scope<'a>,
    ) -> bool {
        let falls_to = |entry: usize| {
            let mut before = switch.cases.iter().take(case).skip(entry);
            before.all(|case| {
                let ended = self.case(&case.consequent, function, scope);
                !matches!(ended, Outcome::Returned(_) | Outcome::Never | Outcome::Broken)
            })
        };
        match self.entry(switch, scope) {
            Entry::At(entry) => entry <= case && falls_to(entry),
            Entry::Any(entries) => entries.into_iter().any(|entry| entry <= case),
        }
    }

    /// How a `switch` ends that is entered at a case.
    fn entered(
        &self,
        switch: &'a SwitchStatement<'a>,
        entry: usize,
        function: NodeId,
        scope: &Scope<'a>,
    ) -> Outcome<'a> {
        let mut returned: Option<Value<'a>> = None;
        for case in switch.cases.iter().skip(entry) {
            match self.case(&case.consequent, function, scope) {
                Outcome::Completed => {}
                Outcome::Either(value) => returned = Some(joined(returned, value)),
                Outcome::Broken => break,
                outcome => return outcome.after(returned),
            }
        }
        Outcome::Completed.after(returned)
    }

    fn case(
        &self,
        statements: &'a [Statement<'a>],
        function: NodeId,
        scope: &Scope<'a>,
    ) -> Outcome<'a> {
        self.in_order(statements, |statement| match statement {
            Statement::BlockStatement(block) => self.case(&block.body, function, scope),
            Statement::BreakStatement(_) | Statement::ReturnStatement(_) => {
                self.statement(statement, function, scope)
            }
            // A `break` somewhere in a statement leaves the `switch` as well.
            other if breaks(other.span(), scope) => Outcome::Unknown,
            other => self.statement(other, function, scope),
        })
    }

    /// The case at which a `switch` is entered; their number where at none.
    fn entry(&self, switch: &'a SwitchStatement<'a>, scope: &Scope<'a>) -> Entry {
        let default = switch.cases.iter().position(|case| case.test.is_none());
        let otherwise = default.unwrap_or(switch.cases.len());
        let value = self.eval(&switch.discriminant, scope);
        if let Some(entry) = self.entry_of_text(switch, &value, scope) {
            return Entry::At(entry.unwrap_or(otherwise));
        }
        let equals = switch.cases.iter().map(|case| match &case.test {
            Some(test) => operators::same(&value.kind, &self.eval(test, scope).kind),
            None => Some(false),
        });
        let equals: Vec<_> = equals.collect();
        if equals.iter().all(Option::is_some) {
            return Entry::At(equals.iter().position(|it| *it == Some(true)).unwrap_or(otherwise));
        }
        let mut entries: Vec<usize> =
            (0..switch.cases.len()).filter(|at| Some(*at) != default).collect();
        entries.push(otherwise);
        let taken = self.one_of(switch.span, entries.len(), scope);
        match taken.and_then(|taken| entries.get(taken)) {
            Some(entry) => Entry::At(*entry),
            None => Entry::Any(entries),
        }
    }

    /// The case of a known text, where all cases are literals; `None` inside where it is of no case.
    fn entry_of_text(
        &self,
        switch: &'a SwitchStatement<'a>,
        value: &Value<'a>,
        scope: &Scope<'a>,
    ) -> Option<Option<usize>> {
        let ValueKind::Text(text) = &value.kind else { return None };
        let text = text.as_known().filter(|_| scope.unit.surroundings.filled.is_empty())?;
        self.spend(switch.cases.len() as u32 / 64);
        let is_literal = |test: &Expression<'a>| matches!(test, Expression::StringLiteral(test) if !test.lone_surrogates);
        let mut tests = switch.cases.iter().filter_map(|case| case.test.as_ref());
        tests.all(is_literal).then(|| {
            switch.cases.iter().position(|case| {
                matches!(&case.test, Some(Expression::StringLiteral(test)) if test.value == text)
            })
        })
    }

    /// Either the whole of the block runs, or the handler.
    fn attempt(
        &self,
        attempt: &'a TryStatement<'a>,
        function: NodeId,
        scope: &Scope<'a>,
    ) -> Outcome<'a> {
        let finalizer = attempt.finalizer.as_ref();
        if finalizer.is_some_and(|last| scope.unit.returns_within(last.span, function)) {
            return Outcome::Unknown;
        }
        match &attempt.handler {
            None => self.run(&attempt.block.body, function, scope),
            Some(handler) => match self.one_of(attempt.span, 2, scope) {
                Some(0) => self.run(&attempt.block.body, function, scope),
                Some(_) => self.run(&handler.body.body, function, scope),
                None if !self.joins() => Outcome::Unknown,
                None => {
                    let whole = self.run(&attempt.block.body, function, scope);
                    whole.or(self.run(&handler.body.body, function, scope))
                }
            },
        }
    }

    /// Which of the ways through a statement is taken.
    fn one_of(&self, span: Span, ways: usize, scope: &Scope<'a>) -> Option<usize> {
        let mut hasher = DefaultHasher::new();
        (b'o', scope.id, scope.frame.id, span.start, span.end).hash(&mut hasher);
        self.worlds.choose(ConditionId(hasher.finish()), ways, (scope.id, span))
    }
}

/// The case at which a `switch` is entered.
enum Entry {
    At(usize),
    /// One of these.
    Any(Vec<usize>),
}

fn joined<'a>(before: Option<Value<'a>>, value: Value<'a>) -> Value<'a> {
    match before {
        Some(before) => before.join(value),
        None => value,
    }
}

/// Whether a statement may hold a `break`.
fn breaks(span: Span, scope: &Scope<'_>) -> bool {
    let text = scope.unit.text.get(span.start as usize..span.end as usize);
    text.is_none_or(|text| text.contains("break"))
}
