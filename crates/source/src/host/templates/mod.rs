//! What a server fills into a script before it runs, `<%= … %>`, `{{ … }}`, `@json(…)`, and what
//! decides which parts of it there are.

mod context;
mod controls;
mod parentheses;
mod structure;

use crate::lowered::Span;
use controls::{Controls, Kind};
use parentheses::{LONGEST_CALL, call_end};
pub(super) use structure::Structured;

/// Delimiters of expressions whose values are filled in.
const EXPRESSIONS: [(&str, &str); 7] = [
    ("<%=", "%>"),
    ("<%-", "%>"),
    ("<?=", "?>"),
    ("{!!", "!!}"),
    ("{{{", "}}}"),
    ("{{", "}}"),
    ("[[$", "]]"),
];

/// What begins an expression of JSP's beside them: it reaches into strings and templates.
const EXPRESSION_LANGUAGE: [&str; 2] = ["${", "#{"];

/// The same where JSP takes away the first character, and the rest is JavaScript's.
const ESCAPED_LANGUAGE: [&str; 2] = ["\\${", "\\#{"];

/// Delimiters of what is removed before it runs.
const REMOVED: [(&str, &str); 4] =
    [("<%--", "--%>"), ("{{--", "--}}"), ("{#", "#}"), ("<%@", "%>")];

/// Delimiters of code of a server between the tags of a document.
const SERVER_CODE: [(&str, &str); 2] = [("<%", "%>"), ("<?", "?>")];

/// What Thymeleaf fills in where browsers see a comment, and puts there or takes away.
const COMMENTED: [(&str, &str); 2] = [("/*[[", "]]*/"), ("/*[(", ")]*/")];
const COMMENTED_CODE: [&str; 2] = ["/*[+", "/*[-"];

/// A script that a server makes.
#[derive(Debug, Default)]
pub(super) struct Replaced {
    /// What is filled in is a name of the same length, and what decides is blank.
    pub(super) text: String,
    /// What is filled in.
    pub(super) filled: Vec<Span>,
    /// The script holds control structures, so that it is not known what of it there is.
    pub(super) is_generated: bool,
    /// The same script with control structures of its own language in their places, if it has any.
    pub(super) structured: Option<Structured>,
}

/// Replaces what is filled in and what decides what of a script there is.
pub(super) fn replace(script: String, is_jsp: bool) -> Replaced {
    let has_any = is_jsp
        || ["<%", "{{", "{%", "{#", "{!!", "[[$", "[# th:", "<?", "@", "/*["]
            .iter()
            .any(|mark| script.contains(mark));
    if !has_any {
        return Replaced { text: script, ..Replaced::default() };
    }
    let mut text = String::with_capacity(script.len());
    let (mut filled, mut tags) = (Vec::new(), Vec::new());
    let mut is_odd = false;
    let mut rest = script.as_str();
    let mut unclosed = Vec::new();
    let mut controls = Controls::new(is_jsp);
    while let Some(char) = rest.chars().next() {
        let at = text.len();
        let starts_line = || starts_line(&text);
        let mut until = |open, close| delimited(rest, &[(open, close)], &mut unclosed);
        let tag = controls.read(rest, at, starts_line, &mut until);
        let length = if let Some(length) = delimited(rest, &REMOVED, &mut unclosed) {
            text.extend(std::iter::repeat_n(' ', length));
            length
        } else if let Some(tag) = tag {
            match tag.kind {
                Kind::Output => name(tag.span, &mut text, &mut filled),
                _ => text.extend(std::iter::repeat_n(' ', tag.span.end - at)),
            }
            tags.push(tag);
            tag.span.end - at
        } else if let Some(length) = delimited(rest, &EXPRESSIONS, &mut unclosed)
            .or_else(|| if is_jsp { language(rest) } else { None })
            .or_else(|| call(rest))
            .or_else(|| commented(rest))
        {
            name(Span::new(at, at + length), &mut text, &mut filled);
            length
        } else if let Some(escaped) =
            ESCAPED_LANGUAGE.iter().find(|escaped| is_jsp && rest.starts_with(**escaped))
        {
            // Something as long, of which nothing is known, takes the place of what is taken away.
            filled.push(Span::new(at, at + 1));
            text.push('_');
            text.push_str(escaped.get(1..).unwrap_or_default());
            escaped.len()
        } else {
            is_odd |= COMMENTED_CODE.iter().any(|mark| rest.starts_with(mark));
            text.push(char);
            char.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    is_odd |= controls.is_exhausted();
    let is_generated = is_odd || !tags.is_empty();
    let may_be_known = is_generated && !is_odd;
    let structured =
        if may_be_known { structure::structured(&script, &text, &filled, &tags) } else { None };
    // What a tag writes is hardly an operand, where nothing else is understood.
    let outputs = tags.iter().filter(|tag| tag.kind == Kind::Output);
    let outputs: Vec<Span> = outputs.map(|tag| tag.span).collect();
    filled.retain(|span| outputs.binary_search_by_key(&span.start, |it| it.start).is_err());
    for span in outputs {
        text.replace_range(span.start..span.end, &" ".repeat(span.end - span.start));
    }
    Replaced { text, filled, is_generated, structured }
}

/// Puts a name in the place of what is filled in.
fn name(span: Span, text: &mut String, filled: &mut Vec<Span>) {
    filled.push(span);
    text.push('$');
    text.extend(std::iter::repeat_n('_', (span.end - span.start).saturating_sub(1)));
}

fn starts_line(out: &str) -> bool {
    out.trim_end_matches([' ', '\t']).ends_with('\n')
}

/// The length of what one of the delimiters begins, on one line or several. Delimiters that nothing
/// closes any more are noted in `unclosed`, so that a text is not searched again and again.
fn delimited(
    text: &str,
    delimiters: &[(&'static str, &'static str)],
    unclosed: &mut Vec<&'static str>,
) -> Option<usize> {
    delimiters.iter().find_map(|(open, close)| {
        let rest = text.strip_prefix(open).filter(|_| !unclosed.contains(close))?;
        let Some(end) = rest.find(close) else {
            unclosed.push(close);
            return None;
        };
        Some(open.len() + end + close.len())
    })
}

/// The length of the code of a server that begins at a place of a document. PHP may go on to the end.
pub(super) fn server_code(
    document: &str,
    at: usize,
    unclosed: &mut Vec<&'static str>,
) -> Option<usize> {
    let rest = document.get(at..)?;
    let is_php = || rest.starts_with("<?php").then_some(rest.len());
    delimited(rest, &SERVER_CODE, unclosed).or_else(is_php)
}

/// The length of an expression of JSP's own language.
fn language(text: &str) -> Option<usize> {
    let open = EXPRESSION_LANGUAGE.iter().find(|open| text.starts_with(**open))?;
    let (mut depth, mut quote) = (1u32, None);
    let inner = text.bytes().enumerate().skip(open.len()).take(LONGEST_CALL);
    for (at, byte) in inner {
        match (quote, byte) {
            (Some(open), byte) => quote = Some(open).filter(|open| *open != byte),
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'{') => depth += 1,
            (None, b'}') if depth == 1 => return Some(at + 1),
            (None, b'}') => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The length of Blade's `@json(…)` or `@js(…)`.
fn call(text: &str) -> Option<usize> {
    let open = ["@json(", "@js("].iter().find(|open| text.starts_with(**open))?;
    call_end(text, open.len() - 1)
}

/// The length of `/*[[${…}]]*/ default`: what follows the comment is there only until it is filled in.
fn commented(text: &str) -> Option<usize> {
    let end = COMMENTED.iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(open)?;
        let inner = inner.get(..inner.floor_char_boundary(LONGEST_CALL))?;
        Some(open.len() + inner.find(close)? + close.len())
    })?;
    let (mut depth, mut quote) = (0u32, None);
    let default = text.get(end..)?;
    let length = default.bytes().position(|byte| {
        match (quote, byte) {
            (Some(open), byte) => {
                quote = Some(open).filter(|open| *open != byte);
                return false;
            }
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'(' | b'[' | b'{') => depth += 1,
            (None, b')' | b']' | b'}') if depth > 0 => depth -= 1,
            (None, b')' | b']' | b'}' | b';' | b',' | b'\n') if depth == 0 => return true,
            _ => {}
        }
        false
    });
    Some(end + length.unwrap_or(default.len()))
}
