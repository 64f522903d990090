//! Whether a function comes to a place in it.

use oxc_ast::{
    AstKind,
    ast::{Expression, Statement},
};
use oxc_semantic::NodeId;
use oxc_span::{GetSpan, Span};
use oxc_syntax::operator::LogicalOperator;

use super::{Evaluator, Scope, statements::Outcome};

impl<'a> Evaluator<'_, 'a> {
    /// Whether a function may come to a place in it, with the parameters of the scope.
    pub(crate) fn may_reach(&self, place: NodeId, scope: &Scope<'a>) -> bool {
        let nodes = scope.unit.semantic.nodes();
        let function = scope.unit.function_of(place);
        let mut inner = nodes.kind(place).span();
        for (around, kind) in nodes.ancestor_ids(place).map(|id| (id, nodes.kind(id))) {
            if around == function {
                return true;
            }
            if !self.goes_on(kind, inner, function, scope) {
                return false;
            }
            inner = kind.span();
        }
        true
    }

    /// Whether what is around a part may come to the part.
    fn goes_on(
        &self,
        around: AstKind<'a>,
        part: Span,
        function: NodeId,
        scope: &Scope<'a>,
    ) -> bool {
        let is_not = |test: &'a Expression<'a>, other: bool| {
            self.eval(test, scope).kind.truthiness() != Some(other)
        };
        match around {
            AstKind::FunctionBody(body) => self.comes_to(&body.statements, part, function, scope),
            AstKind::BlockStatement(block) => self.comes_to(&block.body, part, function, scope),
            AstKind::SwitchCase(case) => self.comes_to(&case.consequent, part, function, scope),
            AstKind::SwitchStatement(switch) => {
                let case = switch.cases.iter().position(|case| case.span == part);
                case.is_none_or(|case| self.may_enter(switch, case, function, scope))
            }
            AstKind::IfStatement(branch) if branch.consequent.span() == part => {
                is_not(&branch.test, false)
            }
            AstKind::IfStatement(branch) if branch.test.span() != part => {
                is_not(&branch.test, true)
            }
            AstKind::ConditionalExpression(choice) if choice.consequent.span() == part => {
                is_not(&choice.test, false)
            }
            AstKind::ConditionalExpression(choice) if choice.test.span() != part => {
                is_not(&choice.test, true)
            }
            AstKind::LogicalExpression(logical) if logical.right.span() == part => {
                match logical.operator {
                    LogicalOperator::And => is_not(&logical.left, false),
                    LogicalOperator::Or => is_not(&logical.left, true),
                    LogicalOperator::Coalesce => {
                        self.eval(&logical.left, scope).kind.nullishness() != Some(false)
                    }
                }
            }
            _ => true,
        }
    }

    /// Whether statements may come to the one that a part is in.
    fn comes_to(
        &self,
        statements: &'a [Statement<'a>],
        part: Span,
        function: NodeId,
        scope: &Scope<'a>,
    ) -> bool {
        let count = statements.iter().take_while(|found| found.span().end <= part.start).count();
        let before = statements.get(..count).unwrap_or_default();
        let ended = self.run(before, function, scope);
        !matches!(ended, Outcome::Returned(_) | Outcome::Never | Outcome::Broken)
    }
}
