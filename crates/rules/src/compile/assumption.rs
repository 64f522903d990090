//! What is taken for true where the context is not given.

use super::kind::ErrorKind;
use super::mistake::Incomplete;
use super::rules::{Around, Clause};
use super::scope::Scope;
use super::useless::Useless;
use crate::program::{ContextKeys, Predicate, context_of};
use crate::rule::Severity;
use crate::source::Span;
use crate::syntax::ast;

impl Clause<'_> {
    /// What applies to an assertion, and how severe it is. With an assumption it is two: where the
    /// context says that it is true, and, less severe, where the context does not say.
    pub(super) fn assumed(
        &self,
        scope: &mut Scope<'_>,
        assertion: &ast::Assertion,
        around: &Around,
    ) -> Vec<(Around, Severity)> {
        let severity =
            assertion.severity.map_or(self.instance.severity(), |(severity, _)| severity);
        let Some(assuming) = &assertion.assuming else { return vec![(around.clone(), severity)] };
        let before = scope.environment.errors.borrow().len();
        let condition = scope.condition(assuming);
        let keys = context_of(&condition);
        if scope.environment.errors.borrow().len() > before {
            return Vec::new();
        }
        if keys.0.count_ones() != 1 || !is_about(&condition, keys) {
            let kind = ErrorKind::Incomplete(Incomplete::Assumption);
            scope.error(kind, assuming.span(), None);
            return Vec::new();
        }
        if matches!(condition, Predicate::Known(_)) {
            scope.error(ErrorKind::Useless(Useless::Condition), assuming.span(), None);
            return Vec::new();
        }
        let guards = around.guards.iter().chain(around.loops.iter().flat_map(|(_, all)| all));
        if guards.flat_map(parts).any(|guard| is_about(guard, keys)) {
            self.report_assumed(scope, keys, assuming.span());
        }
        let known = Predicate::Known(u8::try_from(keys.0.trailing_zeros()).unwrap_or(u8::MAX));
        let (mut given, mut assumed) = (around.clone(), around.clone());
        given.guard(known.clone());
        given.guard(condition);
        assumed.guard(Predicate::Not(Box::new(known)));
        vec![(given, severity), (assumed, severity.less())]
    }

    /// Reports an assumption about a key that the assertion depends on alone.
    pub(super) fn check_assumption(
        &self,
        scope: &mut Scope<'_>,
        assertion: &ast::Assertion,
        condition: &Predicate,
    ) {
        let Some(assuming) = &assertion.assuming else { return };
        let keys = context_of(&scope.condition(assuming));
        if keys.0.count_ones() == 1 && is_about(condition, keys) {
            self.report_assumed(scope, keys, assuming.span());
        }
    }

    fn report_assumed(&self, scope: &Scope<'_>, keys: ContextKeys, span: Span) {
        let key = usize::try_from(keys.0.trailing_zeros()).ok();
        let key = key.and_then(|key| scope.environment.context_keys.get(key));
        let key = key.map(|key| key.name.clone()).unwrap_or_default();
        scope.error(ErrorKind::Useless(Useless::Assumed { key }), span, None);
    }
}

/// The conditions that all have to be true.
fn parts(condition: &Predicate) -> &[Predicate] {
    match condition {
        Predicate::All(parts) => parts,
        other => std::slice::from_ref(other),
    }
}

/// Whether a condition depends on these keys of the context and nothing else.
fn is_about(condition: &Predicate, keys: ContextKeys) -> bool {
    let mut has_fields = false;
    condition.places(&mut |_| has_fields = true);
    !has_fields && context_of(condition) == keys
}
