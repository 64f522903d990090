//! Whether a value is of a kind that a field can have, mistakes included: what is there instead in
//! descriptions of requests, in translations and in forms is not.

use serde_json::Value;

use crate::program::{FieldType, Node, Program};
use crate::request::is_unknown;
use crate::suggest::Words;

/// Whether a field can have a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    Yes,
    No,
    /// The value shows nothing: it is `null`, or of another kind by a mistake that is common.
    Unclear,
}

/// The words that stand for a value in a description of it.
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
        Value::Bool(_) => yes_if(node.kind.is_boolean() || is_anything),
        Value::Array(_) => yes_if(is_list || is_anything),
        Value::Object(_) => yes_if(is_object || is_anything),
        Value::Number(_) if is_anything || node.kind.fractions().is_some() => Fit::Yes,
        // `{"orderName": 1}` names the fields that a query is to return.
        Value::Number(number) if node.kind.formats().is_some() => {
            yes_if(!matches!(number.as_i64(), Some(0 | 1)))
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
    let fits = if let Some(known) = node.kind.enumeration() {
        let known = program.enumerations.get(usize::from(known.0));
        let is_member = known.is_some_and(|known| known.find(text.as_bytes()).is_some());
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        is_member || text.bytes().all(is_word) && !is_description(&node.name, text)
    } else if text.is_empty() {
        return Fit::Unclear;
    } else if node.kind.fractions().is_some() {
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

/// Whether a text is not a value of a field but describes it: its type, a pattern, its name as
/// people or other programs call it.
fn is_description(name: &str, text: &str) -> bool {
    let has_digit = || text.bytes().any(|byte| byte.is_ascii_digit());
    let is_readable = || !text.is_ascii() || text.trim().contains(' ');
    let is_identifier = ["Id", "Key"].iter().any(|end| name.ends_with(end));
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
