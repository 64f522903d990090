//! What a server fills into a script before it runs: `<%= … %>`, `{{ … }}`, `@json(…)`.

use crate::lowered::Span;

/// Delimiters of expressions whose values are filled in.
const EXPRESSIONS: [(&str, &str); 6] =
    [("<%=", "%>"), ("<%-", "%>"), ("<?=", "?>"), ("{!!", "!!}"), ("{{", "}}"), ("[[$", "]]")];

/// What begins an expression of JSP's beside them: it reaches into strings and templates.
const EXPRESSION_LANGUAGE: [&str; 2] = ["${", "#{"];

/// The same where JSP takes away the first character, and the rest is JavaScript's.
const ESCAPED_LANGUAGE: [&str; 2] = ["\\${", "\\#{"];

/// Delimiters of what is removed before it runs, and what decides which parts of a script there are.
const REMOVED: [(&str, &str); 3] = [("<%--", "--%>"), ("{{--", "--}}"), ("<%@", "%>")];
const CONTROLS: [(&str, &str); 4] = [("<%", "%>"), ("{%", "%}"), ("<?php", "?>"), ("{{#", "}}")];

/// What Thymeleaf fills in where browsers see a comment, and takes away or puts there.
const COMMENTED: [(&str, &str); 2] = [("/*[[", "]]*/"), ("/*[(", ")]*/")];
const COMMENTED_CONTROLS: [&str; 3] = ["/*[#", "/*[+", "/*[-"];

/// The longest directive of Blade, and expression of JSP, that is looked at, in bytes.
const LONGEST_CALL: usize = 4096;

/// Directives of Blade and tags of JSP that decide what the script holds.
const DIRECTIVES: [&str; 12] = [
    "@if", "@else", "@foreach", "@for", "@while", "@switch", "@unless", "@isset", "@php", "<c:",
    "</c:", "@empty",
];

/// Replaces what is filled in by a name of the same length, and says where that was, and whether the
/// script holds control structures, so that it is not known what of it there is.
pub(super) fn replace(script: String, is_jsp: bool) -> (String, Vec<Span>, bool) {
    let has_any = is_jsp
        || ["<%", "{{", "{%", "{!!", "[[$", "<?", "@", "<c:", "/*["]
            .iter()
            .any(|mark| script.contains(mark));
    if !has_any {
        return (script, Vec::new(), false);
    }
    let mut out = String::with_capacity(script.len());
    let mut filled = Vec::new();
    let mut is_generated = false;
    let mut rest = script.as_str();
    let mut unclosed = Vec::new();
    while let Some(char) = rest.chars().next() {
        if let Some(length) = delimited(rest, &REMOVED, &mut unclosed) {
            out.extend(std::iter::repeat_n(' ', length));
            rest = rest.get(length..).unwrap_or_default();
        } else if !rest.starts_with("{{#")
            && let Some(length) = delimited(rest, &EXPRESSIONS, &mut unclosed)
                .or_else(|| language(rest).filter(|_| is_jsp))
                .or_else(|| call(rest))
                .or_else(|| commented(rest))
        {
            filled.push(Span::new(out.len(), out.len() + length));
            out.push('$');
            out.extend(std::iter::repeat_n('_', length - 1));
            rest = rest.get(length..).unwrap_or_default();
        } else if let Some(escaped) =
            ESCAPED_LANGUAGE.iter().find(|escaped| is_jsp && rest.starts_with(**escaped))
        {
            // Something as long, of which nothing is known, takes the place of what is taken away.
            filled.push(Span::new(out.len(), out.len() + 1));
            out.push('_');
            out.push_str(escaped.get(1..).unwrap_or_default());
            rest = rest.get(escaped.len()..).unwrap_or_default();
        } else if COMMENTED_CONTROLS.iter().any(|mark| rest.starts_with(mark)) {
            is_generated = true;
            out.push('/');
            rest = rest.get(1..).unwrap_or_default();
        } else if let Some(length) = delimited(rest, &CONTROLS, &mut unclosed) {
            is_generated = true;
            out.extend(std::iter::repeat_n(' ', length));
            rest = rest.get(length..).unwrap_or_default();
        } else {
            is_generated |=
                DIRECTIVES.iter().any(|directive| rest.starts_with(directive)) && starts_line(&out);
            out.push(char);
            rest = rest.get(char.len_utf8()..).unwrap_or_default();
        }
    }
    (out, filled, is_generated)
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
    let mut depth = 0u32;
    for (at, byte) in text.bytes().enumerate().take(LONGEST_CALL).skip(open.len() - 1) {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at + 1),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
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
