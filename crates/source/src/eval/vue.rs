//! What Vue and Svelte wrap values in: references, computed values, reactive objects.
//!
//! A reference is an object with a field `value`; what is written to it, or gets hold of it, is seen as
//! of any other object that a name holds.

use oxc_ast::ast::CallExpression;
use oxc_span::Span;

use super::{Evaluator, Scope};
use crate::value::{External, Field, Object, Value, ValueKind};

/// A field that only references have, as in Vue itself.
pub(crate) const IS_REFERENCE: &str = "__v_isRef";

impl<'a> Evaluator<'_, 'a> {
    /// What a function of Vue's, or a rune of Svelte's, gives for its first argument.
    pub(super) fn wrapped(
        &self,
        external: &External<'a>,
        first: impl FnOnce() -> Value<'a>,
        call: &'a CallExpression<'a>,
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        let name = function_name(external)?;
        // What is not imported may be of another library, whose references others can set.
        let is_vue = !external.module.is_empty() || external.path.len() > 1;
        match name {
            "ref" | "shallowRef" if is_vue => Some(reference(without_reference(first())?)),
            "computed" => {
                let given = first();
                let getter = match &given.kind {
                    ValueKind::Object(object) => object.get("get")?.value.clone(),
                    _ => given,
                };
                let ValueKind::Function(callable) = &getter.kind else { return None };
                Some(reference(self.invoke(callable, Some(Vec::new()), call.span, scope, false)))
            }
            "reactive" | "shallowReactive" if is_vue => without_reference(first()),
            "markRaw" | "toRaw" | "$state" | "$state.raw" | "$state.snapshot" | "$derived" => {
                Some(first())
            }
            "$derived.by" => match first().kind {
                ValueKind::Function(callable) => {
                    Some(self.invoke(&callable, Some(Vec::new()), call.span, scope, false))
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// The name of a function of Vue's, however it is imported, or of a rune.
fn function_name<'e>(external: &'e External<'_>) -> Option<&'e str> {
    let name = match (&*external.module, external.path.as_slice()) {
        (
            "vue" | "@vue/reactivity" | "@vue/runtime-core" | "@vue/runtime-dom" | "#imports",
            [name],
        )
        | ("", [name]) => name,
        ("", [whole, name]) if **whole == *"Vue" => name,
        ("", [rune, part]) => match (&**rune, &**part) {
            ("$state", "raw") => return Some("$state.raw"),
            ("$state", "snapshot") => return Some("$state.snapshot"),
            ("$derived", "by") => return Some("$derived.by"),
            _ => return None,
        },
        _ => return None,
    };
    Some(name)
}

fn reference(value: Value<'_>) -> Value<'_> {
    let field = |name: &str, value| Field::new(name, Span::default(), value);
    let fields = vec![field("value", value), field(IS_REFERENCE, ValueKind::Bool(true).into())];
    ValueKind::Object(Object { fields, open: true }.into()).into()
}

/// A reference of a reference is the same one, and a reactive object reads what references hold.
fn without_reference(value: Value<'_>) -> Option<Value<'_>> {
    (!holds_reference(&value)).then_some(value)
}

/// Whether a value is a reference, or holds one.
pub(super) fn holds_reference(value: &Value<'_>) -> bool {
    match &value.kind {
        ValueKind::Object(object) => object
            .fields
            .iter()
            .any(|field| &*field.name == IS_REFERENCE || holds_reference(&field.value)),
        ValueKind::Array(array) => array.elements.iter().any(holds_reference),
        _ => false,
    }
}
