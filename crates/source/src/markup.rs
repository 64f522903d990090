//! What names mean in the code that a component's markup holds.

use oxc_ast::{AstKind, ast::Expression, ast::IdentifierReference};
use oxc_span::GetSpan;

use crate::{
    eval::IS_REFERENCE,
    lowered::Span,
    unit::{Names, Unit, has_word},
    value::{Value, ValueKind},
};

impl<'a> Unit<'a> {
    /// The code in markup that a name of the script, or of none, is read by.
    fn handler_around(&self, reference: &IdentifierReference<'a>) -> Option<Span> {
        let at = reference.span.start as usize;
        let around = self.surroundings.handlers.iter().find(|it| it.start <= at && at < it.end)?;
        let declared = self.symbol(reference).map(|symbol| {
            let scoping = self.semantic.scoping();
            self.semantic.nodes().kind(scoping.symbol_declaration(symbol)).span()
        });
        let is_own = declared.is_some_and(|declared| {
            around.start <= declared.start as usize && declared.end as usize <= around.end
        });
        (!is_own).then_some(*around)
    }

    /// Whether a name in markup need not be the script's: the markup binds it, or the component's
    /// object has it.
    pub(crate) fn is_bound_elsewhere(&self, reference: &IdentifierReference<'a>) -> bool {
        if self.handler_around(reference).is_none() {
            return false;
        }
        let name = reference.name.as_str();
        if has_word(&self.surroundings.bound, name) {
            return true;
        }
        match (self.surroundings.names, self.symbol(reference)) {
            (Names::Same, _) | (Names::Setup, Some(_)) => false,
            (Names::Object, Some(symbol)) => {
                let declaration = self.semantic.scoping().symbol_declaration(symbol);
                let parent = self.semantic.nodes().parent_kind(declaration);
                !matches!(parent, AstKind::ImportDeclaration(_))
            }
            // A property may be declared under this name.
            (Names::Setup | Names::Object, None) => self.is_in_script(name),
        }
    }

    /// Whether a name occurs in the script outside of what is written in the markup.
    fn is_in_script(&self, name: &str) -> bool {
        let handlers = &self.surroundings.handlers;
        let starts = std::iter::once(0).chain(handlers.iter().map(|handler| handler.end));
        let ends = handlers.iter().map(|handler| handler.start).chain([self.text.len()]);
        starts
            .zip(ends)
            .any(|(start, end)| has_word(self.text.get(start..end).unwrap_or_default(), name))
    }

    /// What a name is where it is read: in the markup of Vue, references are what they hold.
    pub(crate) fn read_in_markup(
        &self,
        reference: &IdentifierReference<'a>,
        value: Value<'a>,
    ) -> Value<'a> {
        if self.surroundings.names == Names::Same || self.handler_around(reference).is_none() {
            return value;
        }
        match &value.kind {
            ValueKind::Object(object) if object.get(IS_REFERENCE).is_some() => Value::unknown(),
            _ => value,
        }
    }
}

/// The name that an expression begins with: of `a.b.c` it is `a`.
pub(crate) fn first_name<'e, 'a>(
    expression: &'e Expression<'a>,
) -> Option<&'e IdentifierReference<'a>> {
    match expression.get_inner_expression() {
        Expression::Identifier(id) => Some(id),
        Expression::StaticMemberExpression(member) => first_name(&member.object),
        Expression::ComputedMemberExpression(member) => first_name(&member.object),
        Expression::CallExpression(call) => first_name(&call.callee),
        Expression::ChainExpression(chain) => match &chain.expression {
            oxc_ast::ast::ChainElement::CallExpression(call) => first_name(&call.callee),
            oxc_ast::ast::ChainElement::StaticMemberExpression(member) => {
                first_name(&member.object)
            }
            _ => None,
        },
        _ => None,
    }
}
