//! What is written twice or is empty, and so has no effect: as the rule files have it, before any
//! name is resolved.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Layer;
use super::error::CompileError;
use super::kind::ErrorKind;
use super::scope::MOST_ERRORS;
use super::useless::Useless;
use crate::source::{Source, Span};
use crate::syntax::ast::{
    self, Argument, Collection, Expression, FixKind, Item, Name, Operand, Path, Relation, Statement,
};

/// Reports what the rule files have twice, or empty.
pub(super) fn repeats(layers: &[Layer<'_>], errors: &mut Vec<CompileError>) {
    for (file, ast) in layers.iter().flat_map(|layer| layer.files) {
        let mut repeats = Repeats { file, guards: HashMap::new(), asserts: false, errors };
        ast.items.iter().for_each(|item| repeats.item(item));
        let silences = ast.items.iter().filter_map(|item| match item {
            Item::Silence(silence) => Some(silence.span),
            _ => None,
        });
        repeats.copies(silences);
    }
}

struct Repeats<'a, 'e> {
    file: &'a Arc<Source>,
    /// The guards around the present block, and where each is.
    guards: HashMap<String, Span>,
    /// Whether the rule has an assertion: if not, that is its one mistake.
    asserts: bool,
    errors: &'e mut Vec<CompileError>,
}

impl<'a> Repeats<'a, '_> {
    fn report(&mut self, what: Useless, span: Span, first: Option<Span>) {
        if self.errors.len() < MOST_ERRORS {
            let error = CompileError::new(ErrorKind::Useless(what), self.file, span);
            self.errors.push(match first {
                Some(first) => error.first_in(self.file, first),
                None => error,
            });
        }
    }

    /// A text without what is between its words.
    fn words(&self, span: Span) -> String {
        span.of(&self.file.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The same of a condition, whose span does not begin with its `not`.
    fn condition_words(&self, condition: &Expression) -> String {
        let joined = |parts: &[Expression], with: &str| {
            let parts: Vec<String> = parts.iter().map(|part| self.condition_words(part)).collect();
            format!("({})", parts.join(with))
        };
        match condition {
            Expression::And(parts) => joined(parts, " and "),
            Expression::Or(parts) => joined(parts, " or "),
            Expression::Not(inner) => format!("not {}", self.condition_words(inner)),
            Expression::Iff(left, right) => {
                format!("({} iff {})", self.condition_words(left), self.condition_words(right))
            }
            other => self.words(other.span()),
        }
    }

    /// Reports statements that are there a second time.
    fn copies(&mut self, spans: impl Iterator<Item = Span>) {
        let texts: Vec<_> = spans.map(|span| (self.words(span), span)).collect();
        self.again(texts, |_| Useless::Copy);
    }

    /// Reports names and values that a list has twice.
    fn listed(&mut self, spans: impl Iterator<Item = Span>) {
        let texts: Vec<_> = spans.map(|span| (self.words(span), span)).collect();
        self.again(texts, |name| Useless::Repeated { name });
    }

    fn again(&mut self, texts: Vec<(String, Span)>, what: fn(Box<str>) -> Useless) {
        let mut seen = HashMap::new();
        for (text, span) in texts {
            match seen.entry(text) {
                Entry::Occupied(first) => {
                    self.report(what(first.key().as_str().into()), span, Some(*first.get()));
                }
                Entry::Vacant(place) => {
                    place.insert(span);
                }
            }
        }
    }

    fn paths(&mut self, paths: &[Path]) {
        self.listed(paths.iter().map(|path| path.span));
    }

    fn parts(&mut self, repeated: &[Name]) {
        for keyword in repeated {
            self.report(Useless::Part { keyword: keyword.text.clone() }, keyword.span, None);
        }
    }

    /// Reports braces with nothing in them.
    fn empty(&mut self, keyword: &'static str, is_empty: bool, span: Span) {
        if is_empty {
            self.report(Useless::Empty { keyword }, span, None);
        }
    }

    fn item(&mut self, item: &'a Item) {
        match item {
            Item::Rule(rule) => self.rule(rule),
            Item::Define(define) => self.condition(&define.condition),
            Item::Operation(operation) => {
                self.parts(&operation.repeated);
                if let Some(span) = operation.bare_sdk
                    && (operation.http.is_some() || !operation.sdk.is_empty())
                {
                    self.report(Useless::BareSdk, span, None);
                }
                self.detects(&operation.detects);
            }
            Item::Host(host) => self.listed(host.names.iter().map(|name| name.span)),
            Item::Amendment(amendment) => self.amendment(amendment),
            Item::Extension(extension) => {
                self.empty("enum", extension.members.is_empty(), extension.span);
            }
            Item::Context(context) => self.context(context),
            Item::Silence(silence) => {
                self.paths(&silence.at);
                self.condition(&silence.condition);
            }
            Item::Use(used) => {
                for argument in &used.arguments {
                    if let Argument::List(members, _) = argument {
                        self.listed(members.iter().map(Operand::span));
                    }
                }
            }
            // These are looked through where they are compiled.
            Item::Enumeration(_)
            | Item::Shape(_)
            | Item::Authorization(_)
            | Item::Set(_)
            | Item::Drop(_) => {}
        }
    }

    fn detects(&mut self, detects: &[ast::Detect]) {
        for detect in detects {
            self.paths(&detect.with);
            self.paths(&detect.without);
        }
    }

    fn amendment(&mut self, amendment: &ast::Amendment) {
        let ast::Amendment { amends, shapes, extensions, detects, span, .. } = amendment;
        let is_empty = amends.is_empty() && shapes.is_empty();
        self.empty("amend", is_empty && extensions.is_empty() && detects.is_empty(), *span);
        for shape in shapes {
            self.empty("shape", shape.record.fields.is_empty(), shape.span);
        }
        for extension in extensions {
            self.empty("enum", extension.members.is_empty(), extension.span);
        }
        self.detects(detects);
        let is_lift = |amend: &&ast::Amend| amend.kind == ast::AmendKind::LiftExactlyOne;
        let (lifts, others): (Vec<_>, Vec<_>) = amends.iter().partition(is_lift);
        for amends in [lifts, others] {
            self.listed(amends.iter().flat_map(|amend| &amend.paths).map(|path| path.span));
        }
    }

    fn context(&mut self, context: &ast::Context) {
        let record = &context.record;
        let is_empty = record.fields.is_empty() && record.additions.is_empty();
        self.empty("context", is_empty, context.span);
        for addition in &record.additions {
            self.empty("any of", addition.members.is_empty(), addition.span);
        }
    }

    fn rule(&mut self, rule: &'a ast::Rule) {
        self.asserts = Statement::assert(&rule.statements);
        if !self.asserts {
            self.unchecked(&rule.on);
        }
        self.in_two_clauses(&rule.on);
        let guards = self.enter(None, &rule.statements);
        for on in &rule.on {
            on.when.iter().for_each(|condition| self.condition(condition));
            let guards = self.enter(on.when.as_ref(), &on.statements);
            self.block(&on.statements);
            self.leave(guards);
        }
        self.block(&rule.statements);
        self.leave(guards);
    }

    /// Reports operations that have no assertion in any of the clauses, where others have.
    fn unchecked(&mut self, clauses: &'a [ast::On]) {
        let checks = clauses.iter().filter(|on| Statement::assert(&on.statements));
        let checked: HashSet<&str> =
            checks.flat_map(|on| &on.operations).map(|name| &*name.text).collect();
        self.asserts = !checked.is_empty();
        let unchecked = clauses.iter().flat_map(|on| &on.operations);
        for name in unchecked.filter(|name| !checked.contains(&*name.text)) {
            if self.asserts {
                let operation = name.text.clone();
                self.report(Useless::Unchecked { operation }, name.span, None);
            }
        }
    }

    /// Reports assertions of a clause with a condition that another clause of the operation, with the
    /// same names, has without one.
    fn in_two_clauses(&mut self, clauses: &'a [ast::On]) {
        let mut always = HashMap::new();
        let (without, with): (Vec<_>, Vec<_>) = clauses.iter().partition(|on| on.when.is_none());
        let bindings = |this: &Self, on: &ast::On| -> Vec<(Box<str>, String)> {
            let words = |one: &ast::Binding| (one.name.text.clone(), this.words(one.value.span()));
            on.bindings.iter().map(words).collect()
        };
        let assertions = |on: &'a ast::On| {
            on.statements.iter().filter_map(|statement| match statement {
                Statement::Assert(one) => Some(one.span),
                _ => None,
            })
        };
        for (on, name) in without.iter().flat_map(|on| on.operations.iter().map(move |it| (on, it)))
        {
            for span in assertions(on) {
                always.insert((&*name.text, bindings(self, on), self.words(span)), span);
            }
        }
        for (on, name) in with.iter().flat_map(|on| on.operations.iter().map(move |it| (on, it))) {
            for span in assertions(on) {
                let first = always.get(&(&*name.text, bindings(self, on), self.words(span)));
                if let Some(first) = first {
                    self.report(Useless::Copy, span, Some(*first));
                }
            }
        }
    }

    /// Notes the guards of a block, and returns those that are new.
    fn enter(&mut self, when: Option<&'a Expression>, statements: &'a [Statement]) -> Vec<String> {
        let mut guards = Vec::new();
        let of_statement = |statement: &'a Statement| match statement {
            Statement::When(condition) => Some((true, condition)),
            Statement::Unless(condition) => Some((false, condition)),
            _ => None,
        };
        let all = when.map(|condition| (true, condition)).into_iter();
        for (truth, condition) in all.chain(statements.iter().filter_map(of_statement)) {
            let span = condition.span();
            let guard = format!("{truth} {}", self.condition_words(condition));
            match self.guards.get(&guard).copied() {
                Some(first) => self.report(Useless::Copy, span, Some(first)),
                None => {
                    self.guards.insert(guard.clone(), span);
                    guards.push(guard);
                }
            }
        }
        guards
    }

    fn leave(&mut self, guards: Vec<String>) {
        for guard in guards {
            self.guards.remove(&guard);
        }
    }

    /// The statements of a block whose guards are noted already.
    fn block(&mut self, statements: &'a [Statement]) {
        let of_block = |statement: &Statement| match statement {
            Statement::Assert(one) => Some(one.span),
            Statement::Each(one) => Some(one.span),
            Statement::If(one) => Some(one.span),
            Statement::Batch(one) => Some(one.span),
            _ => None,
        };
        self.copies(statements.iter().filter_map(of_block));
        let is_fix = |statement: &&Statement| matches!(statement, Statement::Fix(_));
        for fixes in statements.chunk_by(|one, next| is_fix(&one) && is_fix(&next)) {
            self.copies(fixes.iter().filter_map(|statement| match statement {
                Statement::Fix(fix) => Some(fix.span),
                _ => None,
            }));
        }
        for statement in statements {
            statement.conditions().into_iter().for_each(|condition| self.condition(condition));
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &'a Statement) {
        match statement {
            Statement::Assert(assertion) => {
                self.parts(&assertion.repeated);
                self.paths(&assertion.at);
            }
            Statement::Fix(fix) => {
                if let FixKind::Remove(paths) = &fix.kind {
                    self.paths(paths);
                }
            }
            Statement::If(block) => self.if_(block),
            Statement::Each(each) => {
                self.collection(&each.collection);
                if self.asserts && !Statement::assert(&each.statements) {
                    self.report(Useless::Block, each.variable.span, None);
                }
                let guards = self.enter(None, &each.statements);
                self.block(&each.statements);
                self.leave(guards);
            }
            _ => {}
        }
    }

    /// A first block may be empty: it keeps the others from applying.
    fn if_(&mut self, block: &'a ast::If) {
        let last = block.branches.last().map(|(condition, block)| (condition.span(), block));
        let otherwise = block.otherwise_span.map(|span| (span, &block.otherwise));
        if let Some((span, statements)) = otherwise.or(last)
            && self.asserts
            && !Statement::assert(statements)
        {
            self.report(Useless::Block, span, None);
        }
        let branches = block.branches.iter().map(|(when, block)| (Some(when), block));
        for (when, statements) in branches.chain([(None, &block.otherwise)]) {
            let guards = self.enter(when, statements);
            self.block(statements);
            self.leave(guards);
        }
    }

    fn collection(&mut self, collection: &Collection) {
        match collection {
            Collection::Branches(paths) => self.paths(paths),
            Collection::Keys(_, except) | Collection::Fields(_, except) => {
                self.listed(except.iter().map(|name| name.span));
            }
            Collection::Elements(_) => {}
        }
    }

    fn condition(&mut self, condition: &Expression) {
        condition.visit(&mut |condition| match condition {
            Expression::And(parts) | Expression::Or(parts) => {
                let texts = parts.iter().map(|part| (self.condition_words(part), part.span()));
                self.again(texts.collect(), |_| Useless::Copy);
            }
            Expression::Listed(_, paths, _) => self.paths(paths),
            Expression::Quantified(quantified) => self.collection(&quantified.collection),
            Expression::Iff(left, right) => {
                let sides = [left, right].map(|side| (self.condition_words(side), side.span()));
                self.again(sides.to_vec(), |_| Useless::Copy);
            }
            Expression::Comparison(comparison) => {
                if let Some(Relation::Is { right, .. } | Relation::Order { right, .. }) =
                    &comparison.relation
                {
                    self.copies([comparison.left.span(), right.span()].into_iter());
                }
                if let Some(Relation::In { set, .. }) = &comparison.relation {
                    self.listed(set.iter().map(Operand::span));
                }
            }
            _ => {}
        });
    }
}
