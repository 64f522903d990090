//! Case files as they are written: a case gives its requests as texts, or says what differs from a
//! request that many cases share.

use std::sync::Arc;

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::cases::{Case, Cases};
use super::read::{find, read};
use crate::compile::{CaseFault, CompileError, ErrorKind};
use crate::source::{Source, Span};

/// What of an object differs, as RFC 7396 has it: `null` removes a field.
type Patch = IndexMap<String, Value>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a map")]
struct CaseFile {
    /// What is given for the parameters of the rule.
    with: Option<String>,
    /// The base of the cases that name none and have no request of their own.
    base: Option<String>,
    #[serde(default)]
    valid: Vec<WrittenCase>,
    #[serde(default)]
    invalid: Vec<WrittenCase>,
    #[serde(default)]
    undecided: Vec<WrittenCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a map")]
struct WrittenCase {
    name: String,
    operation: Option<String>,
    context: Option<Value>,
    #[serde(default)]
    allow: Vec<String>,
    base: Option<String>,
    patch: Option<Patch>,
    /// A request for each, for a rule about a whole run.
    #[serde(default)]
    patches: Vec<Patch>,
    request: Option<String>,
    #[serde(default)]
    requests: Vec<String>,
}

impl Cases {
    /// Reads a case file. Where a case says what differs from a base, `base_of` gives the file of
    /// that name.
    ///
    /// # Errors
    ///
    /// A text that is no list of cases, and a case without a request, with two, or with a base
    /// that is not there; a base that is no JSON or cannot be patched, in its file.
    pub fn parse(
        source: &Arc<Source>,
        base_of: impl Fn(&str) -> Option<Arc<Source>>,
    ) -> Result<Self, CompileError> {
        let CaseFile { with, base, valid, invalid, undecided } = read(source)?;
        let file = Bases { source, shared: base.as_deref(), base_of };
        let cases = |written: Vec<WrittenCase>| {
            written.into_iter().map(|case| file.case(case)).collect::<Result<Vec<Case>, _>>()
        };
        let (valid, invalid, undecided) = (cases(valid)?, cases(invalid)?, cases(undecided)?);
        Ok(Self { with, valid, invalid, undecided })
    }
}

/// What the cases of a file are made of.
struct Bases<'f, F> {
    source: &'f Arc<Source>,
    shared: Option<&'f str>,
    base_of: F,
}

impl<F: Fn(&str) -> Option<Arc<Source>>> Bases<'_, F> {
    fn case(&self, written: WrittenCase) -> Result<Case, CompileError> {
        let requests = self.requests(&written)?;
        let WrittenCase { name, operation, allow, context, .. } = written;
        Ok(Case { name, operation, allow, context, requests })
    }

    fn requests(&self, case: &WrittenCase) -> Result<Vec<String>, CompileError> {
        let WrittenCase { name, base, patch, patches, request, requests, .. } = case;
        let given: Vec<String> = request.iter().chain(requests).cloned().collect();
        let differs = base.is_some() || patch.is_some() || !patches.is_empty();
        if differs && !given.is_empty() {
            return Err(self.error(name, CaseFault::TwoRequests { case: name.as_str().into() }));
        }
        if !given.is_empty() {
            return Ok(given);
        }
        let Some(base) = base.as_deref().or(self.shared) else {
            return Err(self.error(name, CaseFault::NoRequest { case: name.as_str().into() }));
        };
        let file = (self.base_of)(base)
            .ok_or_else(|| self.error(base, CaseFault::NoBase { name: base.into() }))?;
        let text: &str = &file.text;
        if let Err(error) = serde_json::from_str::<&RawValue>(text) {
            let kind = ErrorKind::Case(CaseFault::BaseNotJson { name: base.into() });
            return Err(CompileError::new(kind, &file, place(text, &error)));
        }
        let patched = |patch: &Patch| {
            if let Some(field) = absent(text, patch) {
                let base = base.into();
                return Err(self.error(
                    &field,
                    CaseFault::NothingToRemove { field: field.as_str().into(), base },
                ));
            }
            patched(text, patch).ok_or_else(|| {
                let kind = ErrorKind::Case(CaseFault::BaseNotObject { name: base.into() });
                let start = text.len() - text.trim_start().len();
                CompileError::new(kind, &file, Span::new(start, text.trim_end().len()))
            })
        };
        match (patch, patches.as_slice()) {
            (None, []) => Ok(vec![text.to_owned()]),
            (patch, patches) => patch.iter().chain(patches).map(patched).collect(),
        }
    }

    fn error(&self, word: &str, fault: CaseFault) -> CompileError {
        CompileError::new(ErrorKind::Case(fault), self.source, find(self.source, word))
    }
}

/// Where a JSON text is wrong: the character there, or the last one.
fn place(text: &str, error: &serde_json::Error) -> Span {
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let before: usize = lines.map(str::len).sum();
    let start = (before + error.column().saturating_sub(1)).min(text.trim_end().len());
    let start = (0..=start).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let letter = text.get(start..).and_then(|rest| rest.chars().next());
    Span::new(start, start + letter.map_or(0, char::len_utf8))
}

/// A field that a patch removes and a JSON text does not have.
fn absent(text: &str, patch: &Patch) -> Option<String> {
    fn below<'p>(
        value: &Value,
        mut patch: impl Iterator<Item = (&'p String, &'p Value)>,
    ) -> Option<String> {
        let object = value.as_object()?;
        patch.find_map(|(key, change)| match (object.get(key), change) {
            (None, Value::Null) => Some(key.clone()),
            (Some(before), Value::Object(fields)) => below(before, fields.iter()),
            _ => None,
        })
    }
    below(&serde_json::from_str(text).ok()?, patch.iter())
}

/// A JSON text with a patch, printed over several lines; `None`: the text is no JSON object.
fn patched(text: &str, patch: &Patch) -> Option<String> {
    let patch = patch.iter().map(|(key, value)| (key.as_str(), value));
    serde_json::to_string_pretty(&merged(text, patch)?).ok()
}

/// An object's members in their order, each text as it is written but where the patch is.
#[derive(serde::Serialize)]
#[serde(untagged)]
enum Merged {
    Object(IndexMap<String, Merged>),
    Text(Value),
    Number(Box<RawValue>),
}

fn merged<'p>(text: &str, patch: impl Iterator<Item = (&'p str, &'p Value)>) -> Option<Merged> {
    let members: IndexMap<String, Box<RawValue>> = serde_json::from_str(text).ok()?;
    let mut merged_members: IndexMap<String, Merged> =
        members.iter().map(|(key, text)| (key.clone(), Merged::read(text.get()))).collect();
    for (key, value) in patch {
        if value.is_null() {
            merged_members.shift_remove(key);
            continue;
        }
        let before = members.get(key).map_or("{}", |text| text.get());
        merged_members.insert(key.to_owned(), Merged::over(before, value));
    }
    Some(Merged::Object(merged_members))
}

impl Merged {
    /// A text as it is, with the order of its members.
    fn read(text: &str) -> Self {
        match merged(text, std::iter::empty()) {
            Some(object) => object,
            None => match serde_json::from_str(text) {
                Ok(Value::Number(_)) | Err(_) => Self::number(text),
                Ok(value) => Self::Text(value),
            },
        }
    }

    /// A number keeps its digits.
    fn number(text: &str) -> Self {
        RawValue::from_string(text.to_owned()).map_or(Self::Text(Value::Null), Self::Number)
    }

    /// What a patch makes of a value: an object is patched, everything else replaces it.
    fn over(before: &str, value: &Value) -> Self {
        match value {
            Value::Object(fields) => {
                let fields = || fields.iter().map(|(key, value)| (key.as_str(), value));
                merged(before, fields()).or_else(|| merged("{}", fields()))
            }
            _ => None,
        }
        .unwrap_or_else(|| Self::Text(value.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patched_with(text: &str, patch: &str) -> String {
        let patch: Patch = serde_json::from_str(patch).unwrap();
        let compact = patched(text, &patch).unwrap();
        serde_json::from_str::<Box<RawValue>>(&compact)
            .unwrap()
            .get()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join("")
    }

    /// The examples of RFC 7396, appendix A, whose target is an object.
    #[test]
    fn patches_are_merged_as_the_rfc_does() {
        for (text, patch, is) in [
            (r#"{"a":"b"}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
            (r#"{"a":"b"}"#, r#"{"b":"c"}"#, r#"{"a":"b","b":"c"}"#),
            (r#"{"a":"b"}"#, r#"{"a":null}"#, "{}"),
            (r#"{"a":"b","b":"c"}"#, r#"{"a":null}"#, r#"{"b":"c"}"#),
            (r#"{"a":["b"]}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
            (r#"{"a":"c"}"#, r#"{"a":["b"]}"#, r#"{"a":["b"]}"#),
            (r#"{"a":{"b":"c"}}"#, r#"{"a":{"b":"d","c":null}}"#, r#"{"a":{"b":"d"}}"#),
            (r#"{"a":[{"b":"c"}]}"#, r#"{"a":[1]}"#, r#"{"a":[1]}"#),
            (r#"{"e":null}"#, r#"{"a":1}"#, r#"{"e":null,"a":1}"#),
            ("{}", r#"{"a":{"bb":{"ccc":null}}}"#, r#"{"a":{"bb":{}}}"#),
        ] {
            assert_eq!(patched_with(text, patch), is, "{text} {patch}");
        }
    }

    #[test]
    fn what_is_not_patched_keeps_its_order_and_its_digits() {
        let text = r#"{"z":1.50,"a":{"y":12345678901234567890123,"b":true},"m":"글"}"#;
        let is = r#"{"z":1.50,"a":{"y":12345678901234567890123,"b":false},"m":"글"}"#;
        assert_eq!(patched_with(text, r#"{"a":{"b":false}}"#), is);
    }
}
