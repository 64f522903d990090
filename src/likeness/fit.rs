//! Whether a value is of a kind that a field can have, mistakes included: what is there instead in
//! descriptions of requests, in translations and in forms is not.

use serde_json::Value;

use crate::request::is_unknown;
use smartro_lint_rules::program::{Enumeration, FieldType, Node, Program};
use smartro_lint_rules::suggest::{Words, suggest};

/// Whether a field can have a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    Yes,
    No,
    /// The value shows nothing: it is empty, 0, or of another kind by a mistake that is common.
    Unclear,
}

/// The length in bytes of the shortest codes: shorter ones are letters of columns.
const SHORTEST_CODE: usize = 3;

/// The words that a description of a value has in its place.
const TYPES: [&str; 36] = [
    "any",
    "array",
    "bigint",
    "bool",
    "boolean",
    "char",
    "date",
    "datetime",
    "decimal",
    "double",
    "enum",
    "float",
    "int",
    "integer",
    "json",
    "list",
    "long",
    "nullable",
    "number",
    "numeric",
    "object",
    "optional",
    "required",
    "str",
    "string",
    "text",
    "timestamp",
    "uuid",
    "varchar",
    "필수",
    "선택",
    "문자열",
    "숫자",
    "정수",
    "날짜",
    "객체",
];

/// Whether a field of a type can have a value.
pub(super) fn fit(program: &Program, node: &Node, value: &Value) -> Fit {
    let kinds = node.kind.types();
    let can = |is: fn(&FieldType) -> bool| kinds.iter().any(is);
    let is_anything = can(|kind| matches!(kind, FieldType::Anything));
    let is_list = can(|kind| matches!(kind, FieldType::List(_) | FieldType::Members(_)));
    let is_object = can(|kind| matches!(kind, FieldType::Object(_) | FieldType::AnyObject));
    let yes_if = |fits: bool| if fits { Fit::Yes } else { Fit::No };
    match value {
        Value::Null => Fit::Unclear,
        Value::String(text) if text.trim().is_empty() => Fit::Unclear,
        Value::Bool(_) => yes_if(node.kind.is_boolean() || is_anything),
        Value::Array(_) => yes_if(is_list || is_anything),
        Value::Object(_) => yes_if(is_object || is_anything),
        Value::Number(number) if is_anything || node.kind.fractions().is_some() => {
            if number.as_f64() == Some(0.0) { Fit::Unclear } else { Fit::Yes }
        }
        // `{"orderName": 1}` names the fields that a query is to return.
        Value::Number(number) if node.kind.formats().is_some() => {
            if matches!(number.as_i64(), Some(0 | 1)) { Fit::No } else { Fit::Unclear }
        }
        Value::Number(_) => Fit::Unclear,
        Value::String(text) if is_anything || is_unknown(text) => match is_object || is_list {
            true => Fit::Unclear,
            false => Fit::Yes,
        },
        Value::String(text) if node.kind.formats().is_some() => {
            yes_if(!is_description(&node.name, text))
        }
        Value::String(text) => text_fit(program, node, text.trim(), is_object || is_list),
    }
}

/// Whether a field that is no string, or one of certain ones, can have a text.
fn text_fit(program: &Program, node: &Node, text: &str, is_nested: bool) -> Fit {
    let begins = |is: fn(u8) -> bool| text.bytes().next().is_some_and(is);
    let is_code = || text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    if let Some(known) = node.kind.enumeration() {
        return program.enumerations.get(usize::from(known.0)).map_or(Fit::Unclear, |known| {
            member_fit(known, text, is_code() && text.len() >= SHORTEST_CODE)
        });
    }
    let fits = if node.kind.fractions().is_some() {
        begins(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+'))
    } else if node.kind.is_boolean() {
        matches!(text, "true" | "false")
    } else if is_nested && (is_code() || text.bytes().any(|byte| byte.is_ascii_digit())) {
        return Fit::Unclear;
    } else {
        false
    };
    if fits { Fit::Yes } else { Fit::No }
}

/// Whether a text is a member of an enumeration, or is like one. What is a code but none of its
/// members may be one of another enumeration.
fn member_fit(known: &Enumeration, text: &str, is_code: bool) -> Fit {
    let is_member = known.find(text.as_bytes()).is_some() || {
        let names: Vec<_> = known.spellings().map(|(name, _)| name).collect();
        suggest(text, names.iter().map(|name| &**name)).is_some()
    };
    match (is_member, is_code) {
        (true, _) => Fit::Yes,
        (false, true) => Fit::Unclear,
        (false, false) => Fit::No,
    }
}

/// Whether a text is not a value of a field but describes it: its type, a pattern, its name as
/// people or other programs call it.
fn is_description(name: &str, text: &str) -> bool {
    let has_digit = || text.bytes().any(|byte| byte.is_ascii_digit());
    let is_readable = || !text.is_ascii() || text.trim().contains(' ');
    let is_identifier = ["Id", "Key", "umber"].iter().any(|end| name.ends_with(end));
    let are_same = || Words::of(name).zip(Words::of(text)).is_some_and(|(one, two)| one.are(&two));
    is_type(text)
        || (text.starts_with('^') && text.ends_with('$'))
        || (is_identifier && is_readable() && !has_digit())
        || are_same()
}

/// Whether a text is the name of a type, or begins with it as the rules of a form do:
/// `string | null`, `varchar(40)`, `required|max:40`, `z.string()`.
fn is_type(text: &str) -> bool {
    let is_sign = |one: char| !one.is_alphanumeric();
    let text = text.trim_start_matches(is_sign).to_lowercase();
    let mut words = text.split(is_sign).filter(|word| !word.is_empty());
    let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let after = text.get(first.len()..).unwrap_or("").trim_start();
    let is_end = after.is_empty() || after.starts_with(|one: char| "|([{<:,;?!&.".contains(one));
    let is_builder = first.len() <= 4 && after.starts_with('.') && TYPES.contains(&second);
    (TYPES.contains(&first) && is_end) || is_builder
}
