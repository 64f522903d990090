//! Values as JSON with holes, with a map to where they come from.

use crate::{
    eval::{Evaluator, IS_REFERENCE},
    lowered::{Channel, Literal, LoweredText, Mapping, SourcePlace, Span},
    text::write_json,
    unit::UnitId,
    value::{Field, Origin, Type, Value, ValueKind, number_text},
};

/// How deep a lowered request may be.
const DEEPEST: u32 = 64;

/// The longest path of a field that is kept as the name of a channel, in bytes.
const LONGEST_NAME: usize = 100;

/// The longest text that is written; what is longer becomes unknown.
const LONGEST: usize = 1 << 20;

pub(crate) struct Writer<'w, 'p, 'a> {
    evaluator: &'w Evaluator<'p, 'a>,
    /// Functions and other values that JSON leaves out are left out.
    is_json: bool,
    out: LoweredText,
}

impl<'w, 'p, 'a> Writer<'w, 'p, 'a> {
    pub(crate) fn new(evaluator: &'w Evaluator<'p, 'a>, is_json: bool) -> Self {
        Self { evaluator, is_json, out: LoweredText::default() }
    }

    /// Lowers a value; `call` is where a value without a place of its own is shown.
    pub(crate) fn write(mut self, value: &Value<'a>, call: Span) -> LoweredText {
        self.value(value, call, 0, false);
        self.out
    }

    /// `may_lack`: there may be no such field.
    fn value(&mut self, value: &Value<'a>, around: Span, depth: u32, may_lack: bool) {
        let start = self.out.text.len();
        let at = self.out.map.len();
        let (source, value_from) = self.place(&value.origin, around);
        let literal = value
            .origin
            .literal
            .map(|(unit, span, quote)| Literal { place: self.at(unit, span.into()), quote });
        let lowered = Span::new(start, start);
        self.out.map.push(Mapping { lowered, source, value_from, literal });
        if depth > DEEPEST || start > LONGEST {
            self.out.text.push_str("?any?");
        } else if may_lack {
            hole(value.kind.ty(), true, &mut self.out.text);
        } else {
            self.kind(&value.kind, source, depth);
        }
        if may_lack {
            self.out.text.push('?');
        }
        let end = self.out.text.len();
        if let Some(mapping) = self.out.map.get_mut(at) {
            mapping.lowered.end = end;
        }
    }

    fn kind(&mut self, kind: &ValueKind<'a>, around: Span, depth: u32) {
        let out = &mut self.out.text;
        match kind {
            ValueKind::Unknown { ty, absent } => hole(*ty, *absent, out),
            ValueKind::Undefined | ValueKind::Null => out.push_str("null"),
            ValueKind::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            ValueKind::Number(number) => match number_text(*number) {
                Some(text) => out.push_str(&text),
                None => hole(Type::Number, false, out),
            },
            ValueKind::Digits(_) => hole(Type::Integer, false, out),
            ValueKind::Random => hole(Type::Number, false, out),
            // The SDK takes it as it is.
            ValueKind::Date { .. } if !self.is_json => hole(Type::Any, false, out),
            ValueKind::Date { .. } => hole(Type::String, false, out),
            // Of undefined there is no JSON.
            ValueKind::Json(inner) => {
                hole(Type::String, inner.kind.nullishness() != Some(false), out)
            }
            ValueKind::Text(text) => text.write(out),
            ValueKind::Function(_) | ValueKind::External(_) | ValueKind::Module(_) => {
                hole(Type::Any, true, out)
            }
            ValueKind::Array(array) => {
                out.push('[');
                for (at, element) in array.elements.iter().enumerate() {
                    if at > 0 {
                        self.out.text.push_str(", ");
                    }
                    self.value(element, around, depth + 1, false);
                }
                self.close(array.open, array.elements.is_empty(), ']');
            }
            // It says itself how it is written.
            ValueKind::Object(object) if self.is_json && object.get("toJSON").is_some() => {
                hole(Type::Any, true, out)
            }
            // What it holds is none of its own fields, unless a reactive object reads it.
            ValueKind::Object(object) if object.get(IS_REFERENCE).is_some() => {
                hole(Type::Any, true, out)
            }
            ValueKind::Object(object) => {
                out.push('{');
                let mut first = true;
                for field in &object.fields {
                    if matches!(field.value.kind, ValueKind::Undefined)
                        || (self.is_json && matches!(field.value.kind, ValueKind::Function(_)))
                    {
                        continue;
                    }
                    if !first {
                        self.out.text.push_str(", ");
                    }
                    first = false;
                    self.field(field, around, depth);
                }
                self.close(object.open, first, '}');
            }
        }
    }

    fn field(&mut self, field: &Field<'a>, around: Span, depth: u32) {
        let start = self.out.text.len();
        write_json(&field.name, &mut self.out.text);
        let lowered = Span::new(start, self.out.text.len());
        let here = field.value.origin.unit == 0;
        // The key of an object that was made in another file is shown where the object is used.
        let (source, value_from) = if here && field.key.start < field.key.end {
            (field.key.into(), None)
        } else {
            (around, None)
        };
        self.out.map.push(Mapping { lowered, source, value_from, literal: None });
        self.out.text.push_str(": ");
        self.value(&field.value, around, depth + 1, field.may_lack);
    }

    fn close(&mut self, open: bool, is_empty: bool, bracket: char) {
        if open {
            self.out.text.push_str(if is_empty { "..." } else { ", ..." });
        }
        self.out.text.push(bracket);
    }

    /// The use of a value in the file, and where else it comes from.
    fn place(&self, origin: &Origin, around: Span) -> (Span, Option<SourcePlace>) {
        if let (1.., Some((0, span))) = (origin.unit, origin.from) {
            // Another file uses what this one gives it: in the call, or by a name.
            let from: Span = span.into();
            let is_inside = around.start <= from.start && from.end <= around.end;
            return match is_inside {
                true => (from, None),
                false => (around, Some(self.at(0, from))),
            };
        }
        let from = origin.from.map(|(unit, span)| self.at(unit, span.into()));
        match (origin.unit, origin.span.start < origin.span.end) {
            (0, true) => (origin.span.into(), from),
            (_, false) => (around, from),
            (unit, true) => (around, from.or_else(|| Some(self.at(unit, origin.span.into())))),
        }
    }

    fn at(&self, unit: UnitId, span: Span) -> SourcePlace {
        place(self.evaluator, unit, span)
    }
}

/// A place in any of the project's files.
pub(crate) fn place(evaluator: &Evaluator<'_, '_>, unit: UnitId, span: Span) -> SourcePlace {
    let file = (unit != 0).then(|| evaluator.project.unit(unit).name.to_string());
    SourcePlace { file, span }
}

fn hole(ty: Type, absent: bool, out: &mut String) {
    out.push_str(match ty {
        Type::Any => "?any",
        Type::String => "?string",
        Type::Number => "?number",
        Type::Integer => "?integer",
        Type::Boolean => "?boolean",
        Type::Object => "?object",
        Type::Array => "?array",
    });
    if absent {
        out.push('?');
    }
}

/// Where the channel key of a request comes from.
pub(crate) fn channel(evaluator: &Evaluator<'_, '_>, body: &Value<'_>) -> Option<Channel> {
    let value = evaluator.project.calls.channel_fields.iter().find_map(|path| {
        let value = path.split('.').try_fold(body.clone(), |value, name| match &value.kind {
            ValueKind::Object(object) => object.get(name).map(|field| field.value.clone()),
            _ => None,
        });
        value.filter(|value| !matches!(value.kind, ValueKind::Undefined))
    })?;
    let text = match &value.kind {
        ValueKind::Text(text) => text.as_known().map(str::to_owned),
        _ => None,
    };
    let names = value.origin.names().filter_map(|(unit, span)| name(evaluator, unit, span));
    let (entries, names): (Vec<String>, Vec<String>) =
        names.partition(|name| name.starts_with("process") || name.starts_with("import.meta"));
    let env = entries.iter().find_map(|name| {
        let entry =
            name.strip_prefix("process.env").or_else(|| name.strip_prefix("import.meta.env"))?;
        let entry = entry.trim_matches(|char: char| !char.is_alphanumeric() && char != '_');
        (!entry.is_empty()).then(|| entry.to_owned())
    });
    let env = env.or_else(|| configured(evaluator, &value.origin));
    Some(Channel { text, env, names })
}

/// The entry that a call asks a configuration for: `config.get("CHANNEL_KEY")`.
fn configured(evaluator: &Evaluator<'_, '_>, origin: &Origin) -> Option<String> {
    let places = [Some((origin.unit, origin.span)), origin.from].into_iter().flatten();
    places.into_iter().find_map(|(unit, span)| {
        let unit = evaluator.project.unit(unit);
        let call = unit.text.get(span.start as usize..span.end as usize)?;
        let (callee, argument) = call.strip_suffix(')')?.rsplit_once('(')?;
        // `config.get<string>("…")`
        let callee = callee.split('<').next()?;
        let is_read = [".get", ".getOrThrow"].iter().any(|name| callee.ends_with(name));
        let entry = argument.trim().trim_matches(['"', '\'', '`']);
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || "_.-".contains(letter);
        let is_entry = entry.len() + 2 == argument.trim().len() && entry.chars().all(is_name);
        (is_read && is_entry && !entry.is_empty()).then(|| entry.to_owned())
    })
}

/// A name or the path of a field as it is written, without `?` and `!`.
fn name(evaluator: &Evaluator<'_, '_>, unit: UnitId, span: oxc_span::Span) -> Option<String> {
    let unit = evaluator.project.unit(unit);
    let text = unit.text.get(span.start as usize..span.end as usize)?;
    let is_plain = text.len() <= LONGEST_NAME && !text.contains(['(', '\n', ' ']);
    is_plain.then(|| text.chars().filter(|char| !matches!(char, '?' | '!')).collect())
}
