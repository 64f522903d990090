//! Methods of strings, numbers, dates and arrays.

use std::rc::Rc;

use oxc_ast::ast::{Argument, CallExpression};

use super::{Evaluator, Scope, generators};
use crate::{
    text::{Class, Gap, Text},
    value::{Array, Type, Value, ValueKind},
};

/// The longest replacement that is followed, in bytes.
const LONGEST_REPLACEMENT: usize = 100;

/// The longest string that padding or repeating is followed to.
const LONGEST: f64 = 10_000.0;

impl<'a> Evaluator<'_, 'a> {
    pub(super) fn known_method(
        &self,
        object: &Value<'a>,
        name: &str,
        arguments: &[Value<'a>],
        call: &'a CallExpression<'a>,
        scope: &Scope<'a>,
    ) -> Option<ValueKind<'a>> {
        let text = match &object.kind {
            ValueKind::Text(text) => text.clone(),
            ValueKind::Unknown { ty: Type::String, .. } | ValueKind::Json(_) => Text::unknown(),
            ValueKind::Date { recent } => return date_method(*recent, name),
            ValueKind::Array(array) => {
                return self.array_method(array, name, arguments, call, scope);
            }
            ValueKind::Unknown { ty: Type::Array, absent: false } => {
                let array = Array { elements: Vec::new(), open: true };
                return self.array_method(&array, name, arguments, call, scope);
            }
            ValueKind::Number(_)
            | ValueKind::Digits(_)
            | ValueKind::Random
            | ValueKind::Unknown { ty: Type::Number | Type::Integer, .. } => {
                return number_method(&object.kind, name, arguments);
            }
            // Methods that only strings have, or whose name says what they give.
            ValueKind::Unknown { ty: Type::Any, .. } => {
                return matches!(
                    name,
                    "trim"
                        | "toLowerCase"
                        | "toUpperCase"
                        | "padStart"
                        | "padEnd"
                        | "replaceAll"
                        | "toISOString"
                        | "toFixed"
                )
                .then(|| ValueKind::of(Type::String));
            }
            _ => return None,
        };
        self.string_method(&text, name, arguments, call)
    }

    fn string_method(
        &self,
        text: &Text,
        name: &str,
        arguments: &[Value<'a>],
        call: &'a CallExpression<'a>,
    ) -> Option<ValueKind<'a>> {
        let number = |at: usize| match arguments.get(at).map(|argument| &argument.kind) {
            None | Some(ValueKind::Undefined) => Some(None),
            Some(ValueKind::Number(number)) => Some(Some(*number)),
            Some(_) => None,
        };
        let sliced = match name {
            "toString" | "valueOf" | "toWellFormed" => text.clone(),
            "slice" => match (number(0), number(1)) {
                (Some(start), Some(end)) => text.slice(start.unwrap_or(0.0), end),
                _ => text.some_of(),
            },
            "substring" => match (number(0), number(1)) {
                (Some(start), Some(end)) => {
                    let (start, end) = (start.unwrap_or(0.0).max(0.0), end.map(|end| end.max(0.0)));
                    match end {
                        Some(end) if end < start => text.slice(end, Some(start)),
                        end => text.slice(start, end),
                    }
                }
                _ => text.some_of(),
            },
            "substr" => match (number(0), number(1)) {
                (Some(start), Some(length)) => {
                    let rest = text.slice(start.unwrap_or(0.0), None);
                    match length {
                        Some(length) => rest.slice(0.0, Some(length.max(0.0))),
                        None => rest,
                    }
                }
                _ => text.some_of(),
            },
            "toUpperCase" => text.change_case(true),
            "toLowerCase" => text.change_case(false),
            "toLocaleUpperCase" | "toLocaleLowerCase" | "normalize" => Text::unknown(),
            "trim" | "trimStart" | "trimEnd" => trimmed(text),
            "padStart" | "padEnd" => pad(text, arguments, name == "padStart"),
            "concat" => {
                let mut whole = text.clone();
                arguments.iter().for_each(|argument| whole.append(&argument.kind.to_text()));
                whole
            }
            "repeat" => match (text.as_known(), number(0)) {
                (Some(known), Some(Some(count)))
                    if count >= 0.0 && count * known.len() as f64 <= LONGEST =>
                {
                    Text::known(known.repeat(count as usize))
                }
                _ => Text::unknown(),
            },
            "replace" | "replaceAll" => replace(text, name == "replaceAll", call, arguments),
            "charAt" => Text::gap(Gap { class: text.class(), min: 0, max: Some(1) }),
            "split" => return Some(split(text, arguments)),
            "startsWith" | "endsWith" | "includes" => return Some(ValueKind::of(Type::Boolean)),
            "indexOf" | "lastIndexOf" | "charCodeAt" | "search" => {
                return Some(ValueKind::of(Type::Number));
            }
            _ => return Some(ValueKind::UNKNOWN),
        };
        Some(ValueKind::text(sliced))
    }

    fn array_method(
        &self,
        array: &Array<'a>,
        name: &str,
        arguments: &[Value<'a>],
        call: &'a CallExpression<'a>,
        scope: &Scope<'a>,
    ) -> Option<ValueKind<'a>> {
        Some(match name {
            "join" if !array.open => {
                let separator = match arguments.first().map(|argument| &argument.kind) {
                    None | Some(ValueKind::Undefined) => Text::known(","),
                    Some(kind) => kind.to_text(),
                };
                let mut text = Text::default();
                for (at, element) in array.elements.iter().enumerate() {
                    if at > 0 {
                        text.append(&separator);
                    }
                    match element.kind {
                        ValueKind::Undefined | ValueKind::Null => {}
                        // Undefined and null are left out.
                        ValueKind::Unknown { absent: true, .. } => text.push_gap(Gap::ANY),
                        ref kind => text.append(&kind.to_text()),
                    }
                }
                ValueKind::text(text)
            }
            "join" => ValueKind::text(Text::unknown()),
            "map" if !array.open && array.elements.len() <= 20 => {
                let Some(Value { kind: ValueKind::Function(callable), .. }) = arguments.first()
                else {
                    return Some(ValueKind::of(Type::Array));
                };
                // Every element is a call of its own, in which conditions may differ.
                let elements = array.elements.iter().enumerate().map(|(at, element)| {
                    let at = ValueKind::Number(at as f64).into();
                    let arguments = vec![element.clone(), at, Value::unknown()];
                    self.worlds.undecided(|| {
                        self.invoke(callable, Some(arguments), call.span, scope, false)
                    })
                });
                ValueKind::Array(Rc::new(Array { elements: elements.collect(), open: false }))
            }
            "map" | "filter" | "slice" | "concat" | "flat" | "flatMap" => {
                ValueKind::of(Type::Array)
            }
            "reverse" | "sort" | "fill" | "splice" => ValueKind::UNKNOWN,
            "includes" | "some" | "every" => ValueKind::of(Type::Boolean),
            "indexOf" | "findIndex" => ValueKind::of(Type::Number),
            _ => ValueKind::UNKNOWN,
        })
    }
}

fn date_method<'a>(recent: bool, name: &str) -> Option<ValueKind<'a>> {
    Some(match name {
        "toISOString" | "toJSON" => ValueKind::text(generators::iso_time(recent)),
        "getTime" | "valueOf" if recent => ValueKind::Digits(13),
        "getFullYear" if recent => ValueKind::Digits(4),
        "getTime" | "valueOf" | "getFullYear" | "getMonth" | "getDate" | "getDay" | "getHours"
        | "getMinutes" | "getSeconds" | "getMilliseconds" => ValueKind::of(Type::Number),
        "toString" | "toDateString" | "toLocaleString" | "toLocaleDateString"
        | "toLocaleTimeString" | "toUTCString" => ValueKind::of(Type::String),
        _ => return None,
    })
}

fn number_method<'a>(
    kind: &ValueKind<'a>,
    name: &str,
    arguments: &[Value<'a>],
) -> Option<ValueKind<'a>> {
    let radix = match arguments.first().map(|argument| &argument.kind) {
        None | Some(ValueKind::Undefined) => Some(10.0),
        Some(ValueKind::Number(radix)) => Some(*radix),
        Some(_) => None,
    };
    Some(match (name, kind, radix) {
        ("toString", ValueKind::Random, Some(radix)) => {
            ValueKind::text(generators::random_text(radix))
        }
        ("toString", ValueKind::Digits(13), Some(36.0)) => {
            ValueKind::text(Text::gap(Gap::exactly(Class::base36(), 8)))
        }
        ("toString", kind, Some(10.0)) => ValueKind::text(kind.to_text()),
        ("toString" | "toFixed" | "toLocaleString" | "toPrecision", ..) => {
            ValueKind::of(Type::String)
        }
        _ => return None,
    })
}

fn trimmed(text: &Text) -> Text {
    match text.as_known() {
        Some(known) => {
            Text::known(known.trim_matches(|char: char| char.is_whitespace() || char == '\u{feff}'))
        }
        None if text.class().is_disjoint(Class::of(" \t\n\r\u{b}\u{c}\u{a0}")) => text.clone(),
        None => text.some_of(),
    }
}

fn pad(text: &Text, arguments: &[Value<'_>], start: bool) -> Text {
    let filler = match arguments.get(1).map(|argument| &argument.kind) {
        None | Some(ValueKind::Undefined) => Some(" ".to_owned()),
        Some(ValueKind::Text(filler)) => filler.as_known().map(str::to_owned),
        Some(_) => None,
    };
    let length = match arguments.first().map(|argument| &argument.kind) {
        Some(ValueKind::Number(length)) if (0.0..=LONGEST).contains(length) => *length as u32,
        _ => return Text::unknown(),
    };
    let Some(filler) = filler else { return Text::unknown() };
    match text.exact_units() {
        Some(units) if filler.is_ascii() && !filler.is_empty() => {
            let added: String =
                filler.chars().cycle().take(length.saturating_sub(units) as usize).collect();
            let mut padded = Text::default();
            if start {
                padded.push_known(&added);
            }
            padded.append(text);
            if !start {
                padded.push_known(&added);
            }
            padded
        }
        _ if filler.is_ascii() && !filler.is_empty() && !text.class().has_others() => {
            let (min, max) = text.length();
            let class = text.class().union(Class::of(&filler));
            Text::gap(Gap { class, min: min.max(length), max: max.map(|max| max.max(length)) })
        }
        _ => Text::unknown(),
    }
}

fn replace<'a>(
    text: &Text,
    all: bool,
    call: &'a CallExpression<'a>,
    arguments: &[Value<'a>],
) -> Text {
    let with = match arguments.get(1).map(|argument| &argument.kind) {
        Some(ValueKind::Text(with)) => with.as_known().filter(|with| !with.contains('$')),
        _ => None,
    };
    let Some(with) = with.filter(|with| with.len() <= LONGEST_REPLACEMENT) else {
        return Text::unknown();
    };
    match call.arguments.first() {
        Some(Argument::RegExpLiteral(pattern)) => {
            let flags = pattern.regex.flags.to_string();
            let class = class_of_pattern(&pattern.regex.pattern.text);
            let is_wide =
                |char: char| !char.is_ascii() && (char.is_whitespace() || char == '\u{feff}');
            if text.as_known().is_some_and(|known| known.contains(is_wide)) {
                return Text::unknown();
            }
            match class {
                Some((class, runs)) if flags == "g" => text.replace_class(class, with, runs),
                Some((class, _)) if text.class().is_disjoint(class) && flags.is_empty() => {
                    text.clone()
                }
                _ => Text::unknown(),
            }
        }
        _ => {
            let searched = match arguments.first().map(|argument| &argument.kind) {
                Some(ValueKind::Text(searched)) => searched.as_known(),
                _ => None,
            };
            match (searched, text.as_known()) {
                (Some(searched), Some(known)) if all && !searched.is_empty() => {
                    Text::known(known.replace(searched, with))
                }
                (Some(searched), Some(known)) if !all => {
                    Text::known(known.replacen(searched, with, 1))
                }
                (Some(searched), None) if all && searched.len() == 1 => {
                    text.replace_class(Class::of(searched), with, false)
                }
                (Some(searched), None)
                    if Class::of(searched).is_disjoint(text.class()) && !searched.is_empty() =>
                {
                    text.clone()
                }
                _ => Text::unknown(),
            }
        }
    }
}

/// The characters that a pattern of one class matches, and whether it matches runs of them.
fn class_of_pattern(pattern: &str) -> Option<(Class, bool)> {
    let (pattern, runs) = match pattern.strip_suffix('+') {
        Some(pattern) if !pattern.ends_with('\\') => (pattern, true),
        _ => (pattern, false),
    };
    let whitespace = Class::of(" \t\n\r\u{b}\u{c}");
    let word = Class::of("_").range(b'0', b'9').range(b'a', b'z').range(b'A', b'Z');
    let shorthand = |name| match name {
        'd' => Some(Class::digits()),
        'D' => Some(Class::digits().complement()),
        'w' => Some(word),
        'W' => Some(word.complement()),
        's' => Some(whitespace),
        _ => None,
    };
    if let Some(inner) = pattern.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let (inner, negated) =
            inner.strip_prefix('^').map_or((inner, false), |inner| (inner, true));
        let mut chars = inner.chars().peekable();
        let mut class = Class::of("");
        while let Some(char) = chars.next() {
            let first = match char {
                '\\' => match chars.next()? {
                    escaped if escaped.is_ascii_punctuation() => escaped,
                    escaped => {
                        class = class.union(shorthand(escaped)?);
                        continue;
                    }
                },
                '[' | ']' => return None,
                char => char,
            };
            if chars.peek() == Some(&'-') && chars.clone().nth(1).is_some() {
                chars.next();
                let last = chars.next().filter(|last| last.is_ascii() && *last != '\\')?;
                class = class.range(u8::try_from(first).ok()?, u8::try_from(last).ok()?);
            } else {
                class = class.union(Class::of(first.encode_utf8(&mut [0; 4])));
            }
        }
        // Characters outside ASCII are all or none here: a class of some cannot be written.
        if class.has_others() {
            return None;
        }
        // Whitespace outside ASCII is some of the others.
        if negated && inner.contains("\\s") {
            return None;
        }
        return Some((if negated { class.complement() } else { class }, runs));
    }
    let mut chars = pattern.chars();
    let class = match (chars.next()?, chars.next(), chars.next()) {
        ('\\', Some(escaped), None) if escaped.is_ascii_punctuation() => {
            Class::of(escaped.encode_utf8(&mut [0; 4]))
        }
        ('\\', Some(name), None) => shorthand(name)?,
        (char, None, None) if char.is_ascii() && !".*+?^$()[]{}|\\/".contains(char) => {
            Class::of(char.encode_utf8(&mut [0; 4]))
        }
        _ => return None,
    };
    Some((class, runs))
}

fn split<'a>(text: &Text, arguments: &[Value<'a>]) -> ValueKind<'a> {
    let separator = match arguments.first().map(|argument| &argument.kind) {
        Some(ValueKind::Text(separator)) if arguments.len() == 1 => separator.as_known(),
        _ => None,
    };
    match (text.as_known(), separator) {
        (Some(known), Some(separator)) if !separator.is_empty() => {
            let parts =
                known.split(separator).map(|part| ValueKind::text(Text::known(part)).into());
            ValueKind::Array(Rc::new(Array { elements: parts.collect(), open: false }))
        }
        _ => ValueKind::of(Type::Array),
    }
}
