//! Calls of what the language and well-known modules provide.

use std::rc::Rc;

use oxc_ast::ast::{Argument, CallExpression, Expression, NewExpression};

use super::{Evaluator, Scope, generators, operators::to_number, react::is_react};
use crate::{
    text::Text,
    value::{External, Object, Origin, Type, Value, ValueKind},
};

impl<'a> Evaluator<'_, 'a> {
    pub(super) fn call(&self, call: &'a CallExpression<'a>, scope: &Scope<'a>) -> Value<'a> {
        let callee = match &call.callee {
            Expression::StaticMemberExpression(member) => {
                let name = member.property.name.as_str();
                if let Some(method) = self.class_member(&member.object, name, scope) {
                    return self.called(method, call, scope);
                }
                let object = self.eval(&member.object, scope);
                if (member.optional || call.optional) && object.kind.nullishness() == Some(true) {
                    return ValueKind::Undefined.into();
                }
                let may_be_skipped = member.optional && object.kind.nullishness() != Some(false);
                let value = match self.method(&object, name, call, scope) {
                    Some(value) => value,
                    None => self.called(self.read_field(&object, name), call, scope),
                };
                return if may_be_skipped && !matches!(value.kind, ValueKind::External(_)) {
                    value.or_absent()
                } else {
                    value
                };
            }
            callee => self.eval(callee, scope),
        };
        if call.optional && callee.kind.nullishness() == Some(true) {
            return ValueKind::Undefined.into();
        }
        self.called(callee, call, scope)
    }

    fn called(
        &self,
        callee: Value<'a>,
        call: &'a CallExpression<'a>,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        match &callee.kind {
            ValueKind::Function(callable) => self.inline(callable, call, scope),
            ValueKind::External(external) => self.provided(external, call, scope),
            _ => Value::unknown(),
        }
    }

    /// A method of a string, a number, a date or an array.
    fn method(
        &self,
        object: &Value<'a>,
        name: &str,
        call: &'a CallExpression<'a>,
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        if matches!(
            object.kind,
            ValueKind::External(_)
                | ValueKind::Function(_)
                | ValueKind::Module(_)
                | ValueKind::Undefined
                | ValueKind::Null
        ) {
            return None;
        }
        if let ValueKind::Object(fields) = &object.kind
            && (fields.open || fields.get(name).is_some())
        {
            return None;
        }
        if ["String", "Number", "Date", "Array"].iter().any(|global| scope.unit.is_tampered(global))
        {
            return Some(Value::unknown());
        }
        let arguments = self.arguments(&call.arguments, scope)?;
        self.known_method(object, name, &arguments, call, scope).map(Into::into)
    }

    /// A function that is not the source's own.
    fn provided(
        &self,
        external: &External<'a>,
        call: &'a CallExpression<'a>,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        let global = external.module.is_empty().then(|| external.path.first()).flatten();
        let tampered = global.is_some_and(|name| scope.unit.is_tampered(name));
        if !tampered && let Some(value) = self.known_function(external, call, scope) {
            return value;
        }
        if let Some((bind, function)) = external.path.split_last()
            && **bind == *"bind"
            && call.arguments.len() == 1
        {
            // The function with another `this`.
            let mut external = External::clone(external);
            external.path = function.to_vec();
            return ValueKind::External(Rc::new(external)).into();
        }
        self.opaque(external, call.arguments.first(), scope)
    }

    /// The result of a call of which only the name is known.
    fn opaque(
        &self,
        external: &External<'a>,
        argument: Option<&'a Argument<'a>>,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        let mut path = external.path.clone();
        // Only the configuration of a client, and what headers are made of, is asked for.
        let is_client = path
            .last()
            .is_some_and(|name| matches!(&**name, "create" | "extend" | "Client" | "Pool"))
            || external.is("", &["Headers"]);
        path.push("()".into());
        let argument = argument
            .filter(|_| is_client)
            .and_then(Argument::as_expression)
            .map(|argument| self.worlds.undecided(|| self.eval(argument, scope)));
        // A client that is made of another has what the other was made with.
        let argument = match (argument, &external.argument) {
            (Some(own), Some(before)) if matches!(own.kind, ValueKind::Object(_)) => {
                Some(self.spread_over(Some(before), &own))
            }
            (argument, _) => argument,
        };
        ValueKind::External(Rc::new(External {
            module: Rc::clone(&external.module),
            path,
            argument,
        }))
        .into()
    }

    fn known_function(
        &self,
        external: &External<'a>,
        call: &'a CallExpression<'a>,
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        let first = || match call.arguments.first().map(Argument::as_expression) {
            None => Value::from(ValueKind::Undefined),
            Some(Some(argument)) => self.eval(argument, scope),
            Some(None) => Value::unknown(),
        };
        let path: Vec<&str> = external.path.iter().map(|part| &**part).collect();
        if let Some(kind) = generators::generated(external, call.arguments.len(), || first().kind) {
            return Some(kind.into());
        }
        if generators::may_give_text(external) {
            return Some(ValueKind::Unknown { ty: Type::String, absent: true }.into());
        }
        if is_react(external, "useMemo") || is_react(external, "useCallback") {
            let value = first();
            return match (&value.kind, is_react(external, "useMemo")) {
                (ValueKind::Function(callable), true) => {
                    Some(self.invoke(callable, Some(Vec::new()), call.span, scope, false))
                }
                (ValueKind::Function(_), false) => Some(value),
                _ => None,
            };
        }
        if let Some(value) = self.wrapped(external, first, call, scope) {
            return Some(value);
        }
        if !external.module.is_empty() {
            return None;
        }
        Some(match path.as_slice() {
            ["require"] => match first().kind {
                ValueKind::Text(text) => super::external(text.as_known()?, []).into(),
                _ => return None,
            },
            ["String"] => ValueKind::text(if call.arguments.is_empty() {
                Text::default()
            } else {
                first().kind.to_text()
            })
            .into(),
            ["Number"] => to_number(&first().kind).into(),
            ["Boolean"] => first()
                .kind
                .truthiness()
                .map_or(ValueKind::of(Type::Boolean), ValueKind::Bool)
                .into(),
            ["parseInt"] | ["Number", "parseInt"] => ValueKind::of(Type::Integer).into(),
            ["parseFloat"] | ["Number", "parseFloat"] => ValueKind::of(Type::Number).into(),
            ["encodeURIComponent"] => {
                let Value { kind, origin } = first();
                let kind = ValueKind::text(kind.to_text().percent_encoded());
                Value { kind, origin: Origin { from: origin.from, ..Origin::default() } }
            }
            ["JSON", "stringify"] => self.stringified(call, scope),
            ["Math", "floor" | "round" | "ceil" | "trunc"] => match first().kind {
                ValueKind::Number(number) if number.fract() == 0.0 => {
                    ValueKind::Number(number).into()
                }
                kind @ ValueKind::Digits(_) => kind.into(),
                _ => ValueKind::of(Type::Integer).into(),
            },
            ["Math", "max" | "min" | "abs"] => ValueKind::of(Type::Number).into(),
            ["Object", "freeze"] => first(),
            ["Object", "assign"] => return self.assign_all(call, scope),
            ["structuredClone"] => first(),
            _ => return None,
        })
    }

    fn stringified(&self, call: &'a CallExpression<'a>, scope: &Scope<'a>) -> Value<'a> {
        let Some(argument) = call.arguments.first().and_then(Argument::as_expression) else {
            return Value::unknown();
        };
        // A second argument chooses fields; a third only lays the text out.
        let plain = match call.arguments.get(1) {
            None | Some(Argument::NullLiteral(_)) => true,
            Some(Argument::Identifier(id)) => id.name == "undefined" && scope.unit.is_global(id),
            Some(_) => false,
        };
        if !plain {
            return ValueKind::of(Type::Any).into();
        }
        // What happens to the value after it was made text does not matter.
        let node = (scope.id, call.node_id());
        let scope = Scope { consumer: Some(node), ..scope.clone() };
        let value = self.eval(argument, &scope);
        match value.kind {
            ValueKind::Undefined | ValueKind::Function(_) => ValueKind::Undefined.into(),
            _ => ValueKind::Json(Rc::new(value)).into(),
        }
    }

    /// `Object.assign({ … }, a, b)` is a spread.
    fn assign_all(&self, call: &'a CallExpression<'a>, scope: &Scope<'a>) -> Option<Value<'a>> {
        let mut arguments = call.arguments.iter();
        let Some(Argument::ObjectExpression(first)) = arguments.next() else { return None };
        let ValueKind::Object(first) = self.object(first, scope) else { return None };
        let mut object = Object::clone(&first);
        for argument in arguments {
            // Names are looked up one after the other.
            self.spend(u32::try_from(object.fields.len() / 16).unwrap_or(u32::MAX));
            match argument.as_expression() {
                Some(argument) => self.spread(&mut object, argument, scope),
                None => object.overwrite_unknown(),
            }
        }
        Some(ValueKind::Object(Rc::new(object)).into())
    }

    pub(super) fn new_expression(
        &self,
        new: &'a NewExpression<'a>,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        let ValueKind::External(external) = self.eval(&new.callee, scope).kind else {
            return Value::unknown();
        };
        let global = external.module.is_empty().then(|| external.path.first()).flatten();
        if global.is_some_and(|name| scope.unit.is_tampered(name)) {
            return Value::unknown();
        }
        if external.is("", &["Date"]) {
            return ValueKind::Date { recent: new.arguments.is_empty() }.into();
        }
        if external.is("", &["URL"]) {
            return self.url(&new.arguments, scope);
        }
        self.opaque(&external, new.arguments.first(), scope)
    }

    /// `new URL(path, origin)`, as the text that it becomes in a request.
    fn url(&self, arguments: &'a [Argument<'a>], scope: &Scope<'a>) -> Value<'a> {
        let mut texts = arguments.iter().map(|argument| match argument.as_expression() {
            Some(argument) => self.eval(argument, scope).kind.to_text(),
            None => Text::unknown(),
        });
        let (Some(path), base) = (texts.next(), texts.next()) else { return Value::unknown() };
        let Some(base) = base else { return ValueKind::text(path).into() };
        let absolute = match path.pieces().first() {
            Some(crate::text::Piece::Known(known)) => {
                known.starts_with('/') && !known.starts_with("//")
            }
            _ => false,
        };
        let origin = base.as_known().map(|base| {
            let host = base.find("://").map_or(0, |at| at + 3);
            let end =
                base.get(host..).and_then(|rest| rest.find('/')).map_or(base.len(), |at| host + at);
            base.get(..end).unwrap_or(base).to_owned()
        });
        match (absolute, origin) {
            (true, Some(origin)) => {
                let mut text = Text::known(origin);
                text.append(&path);
                ValueKind::text(text).into()
            }
            (true, None) => {
                let mut text = Text::unknown();
                text.append(&path);
                ValueKind::text(text).into()
            }
            _ => ValueKind::text(Text::unknown()).into(),
        }
    }
}
