//! Fields of values.

use oxc_ast::ast::{ComputedMemberExpression, PrivateFieldExpression, StaticMemberExpression};

use super::{Evaluator, Scope};
use crate::{
    calls::is_module,
    text::Text,
    unit::is_global_object,
    value::{External, Value, ValueKind, number_text},
};

impl<'a> Evaluator<'_, 'a> {
    pub(super) fn static_member(
        &self,
        member: &'a StaticMemberExpression<'a>,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        if let Some(mut value) = self.class_member(&member.object, &member.property.name, scope) {
            value.origin.read_from(scope.id, member.span);
            return value;
        }
        let object = self.eval(&member.object, scope);
        if member.optional && object.kind.nullishness() == Some(true) {
            return ValueKind::Undefined.into();
        }
        let mut value = self.read_field(&object, &member.property.name);
        value.origin.read_from(scope.id, member.span);
        value
    }

    pub(super) fn private_member(
        &self,
        member: &'a PrivateFieldExpression<'a>,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        let value = self.class_member(&member.object, &member.field.name, scope);
        let mut value = value.unwrap_or_else(Value::unknown);
        value.origin.read_from(scope.id, member.span);
        value
    }

    pub(super) fn computed_member(
        &self,
        member: &'a ComputedMemberExpression<'a>,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        let object = self.eval(&member.object, scope);
        if member.optional && object.kind.nullishness() == Some(true) {
            return ValueKind::Undefined.into();
        }
        let key = match self.eval(&member.expression, scope).kind {
            ValueKind::Text(text) => text.as_known().map(str::to_owned),
            ValueKind::Number(number) => number_text(number),
            _ => None,
        };
        let only_state = || match &key {
            Some(key) if key == "0" => self.only_state(&member.object, scope),
            _ => None,
        };
        let mut value = match &key {
            Some(key) => only_state().unwrap_or_else(|| self.read_field(&object, key)),
            None => Value::unknown(),
        };
        value.origin.read_from(scope.id, member.span);
        value
    }

    /// What reading a field gives, with what is known of modules.
    pub(crate) fn read_field(&self, object: &Value<'a>, name: &str) -> Value<'a> {
        match &object.kind {
            // Fields of the global object are global names.
            ValueKind::External(external)
                if external.module.is_empty()
                    && matches!(external.path.as_slice(), [whole] if is_global_object(whole)) =>
            {
                super::external("", [name]).into()
            }
            ValueKind::External(_) => {
                let field = object.field(name);
                if let ValueKind::External(external) = &field.kind
                    && let Some(member) = self.member(external)
                {
                    return ValueKind::text(Text::known(member)).into();
                }
                field
            }
            ValueKind::Object(fields) => {
                // Names are looked up one after the other.
                self.spend(fields.fields.len() as u32 / 64);
                object.field(name)
            }
            ValueKind::Module(file) => self.export(*file, name).unwrap_or_else(Value::unknown),
            _ => object.field(name),
        }
    }

    /// The value of a member of an enumeration that the module of an SDK exports, as
    /// `Currency.KRW`: its name.
    fn member<'e>(&self, external: &'e External<'a>) -> Option<&'e str> {
        let [.., name, member] = external.path.as_slice() else { return None };
        let is_constant = member.starts_with(|first: char| first.is_ascii_uppercase())
            && member.chars().all(|char| matches!(char, 'A'..='Z' | '0'..='9' | '_'));
        let mut functions = self.project.calls.sdk.iter();
        let is_exported = functions
            .any(|sdk| is_module(&external.module, &sdk.module) && sdk.parts().0 != &**name);
        let is_type = name.starts_with(|first: char| first.is_ascii_uppercase());
        (is_constant && is_type && is_exported).then_some(member)
    }
}
