//! What in a template decides which parts of a script there are: `<% if (x) { %>`, `{% if x %}`,
//! `@if (x)`, `<c:if test="…">`, `{{#if x}}`, `/*[# th:if="…"]*/`, `<?php if (x): ?>`.

use super::parentheses::{LONGEST_CALL, call_end};
use crate::{lowered::Span, unit::has_word};

/// What a tag does to what is around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    If,
    ElseIf,
    Else,
    /// What follows is there any number of times.
    Loop,
    /// The same, and what comes before ends.
    Again,
    Close,
    /// It writes nothing.
    Silent,
    /// It writes something.
    Output,
    /// It is not known what it does.
    Other,
}

/// A tag, and the part of it that decides, or that names it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag {
    pub(super) span: Span,
    pub(super) kind: Kind,
    pub(super) decides: Span,
}

/// How many tags that do not end a text may have before they are no tags any more.
const MOST_TRIES: u32 = 100;

/// Words of server code that writes to the page, or ends it.
const WRITING: [&str; 17] = [
    "pageContext",
    "response",
    "out",
    "print",
    "printf",
    "println",
    "echo",
    "write",
    "include",
    "require",
    "forward",
    "return",
    "exit",
    "die",
    "__append",
    "__output",
    "getWriter",
];

/// Directives of Blade with what they do; an opening one `x` is closed by `endx`.
const DIRECTIVES: [(&str, Kind); 22] = [
    ("if", Kind::If),
    ("unless", Kind::If),
    ("isset", Kind::If),
    ("empty", Kind::If),
    ("auth", Kind::If),
    ("guest", Kind::If),
    ("can", Kind::If),
    ("cannot", Kind::If),
    ("env", Kind::If),
    ("production", Kind::If),
    ("elseif", Kind::ElseIf),
    ("else", Kind::Else),
    ("foreach", Kind::Loop),
    ("forelse", Kind::Loop),
    ("for", Kind::Loop),
    ("while", Kind::Loop),
    ("switch", Kind::Other),
    ("case", Kind::Other),
    ("default", Kind::Other),
    ("break", Kind::Other),
    ("continue", Kind::Other),
    ("php", Kind::Other),
];

/// Reads the tags of a text from its beginning to its end.
#[derive(Debug)]
pub(super) struct Controls {
    is_jsp: bool,
    /// How many parts of Thymeleaf's that are written without comments are open.
    inlined: u32,
    /// How many tags that do not end are looked at further.
    tries: u32,
    /// Of each `<c:choose>` that is open, whether a part of it came before.
    choosing: Vec<bool>,
}

/// What is found at the beginning of a text: its length, what it does, and what of it decides.
type Found<'t> = (usize, Kind, &'t str);

impl Controls {
    pub(super) fn new(is_jsp: bool) -> Self {
        Self { is_jsp, inlined: 0, tries: MOST_TRIES, choosing: Vec::new() }
    }

    /// Whether tags may have been left out, because too many do not end.
    pub(super) fn is_exhausted(&self) -> bool {
        self.tries == 0
    }

    /// The tag that `rest` begins with, which is at `at`; `starts_line` says whether only blanks are
    /// before it in its line.
    pub(super) fn read(
        &mut self,
        rest: &str,
        at: usize,
        starts_line: impl FnOnce() -> bool,
        delimited: &mut dyn FnMut(&'static str, &'static str) -> Option<usize>,
    ) -> Option<Tag> {
        let (length, kind, decides) = match rest.as_bytes().first()? {
            b'<' if rest.starts_with("<?php") => php(rest, delimited("<?php", "?>")?, 5),
            b'<' if is_short_php(rest) => php(rest, delimited("<?", "?>")?, 2),
            b'<' if rest.starts_with("<%=") || rest.starts_with("<%-") => return None,
            b'<' if rest.starts_with("<%") => scriptlet(rest, delimited("<%", "%>")?, 2, 2),
            b'<' if self.is_jsp => self.element(rest)?,
            b'{' if rest.starts_with("{%") => statement(rest, delimited("{%", "%}")?),
            b'{' => section(rest, || delimited("{{", "}}"))?,
            b'@' if starts_line() => self.directive(rest)?,
            b'/' => self.commented(rest)?,
            b'[' => self.inlined(rest)?,
            _ => return None,
        };
        let start = at + offset(rest, decides);
        let decides = Span::new(start, start + decides.len());
        Some(Tag { span: Span::new(at, at + length), kind, decides })
    }

    /// `<c:if test="…">`, `<c:choose>`, `<fmt:formatNumber value="…"/>`
    fn element<'t>(&mut self, rest: &'t str) -> Option<Found<'t>> {
        let name = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<'))?;
        let name = name.split(|it: char| !it.is_ascii_alphanumeric() && it != ':').next()?;
        let (prefix, local) = name.split_once(':')?;
        if prefix.is_empty() || local.is_empty() || prefix == "jsp" {
            return None;
        }
        let within = rest.get(..rest.floor_char_boundary(LONGEST_CALL))?;
        let length = self.ended(|| super::super::tag_end(within.as_bytes()))? + 1;
        let tag = within.get(..length)?;
        let is_empty = tag.ends_with("/>");
        let decides = super::super::attribute(tag, "test").filter(|test| !test.is_empty());
        let kind = match (name, tag.starts_with("</")) {
            ("c:choose", false) => {
                self.choosing.push(false);
                Kind::Silent
            }
            ("c:choose", true) => {
                let had = self.choosing.pop();
                if had == Some(true) { Kind::Close } else { Kind::Silent }
            }
            ("c:when" | "c:otherwise", true) => Kind::Silent,
            ("c:when", false) => match self.choosing.last_mut() {
                Some(had) => match std::mem::replace(had, true) {
                    true => Kind::ElseIf,
                    false => Kind::If,
                },
                None => Kind::Other,
            },
            ("c:otherwise", false) if self.choosing.last() == Some(&true) => Kind::Else,
            ("c:if", false) => Kind::If,
            ("c:forEach" | "c:forTokens", false) => Kind::Loop,
            ("c:if" | "c:forEach" | "c:forTokens", true) => Kind::Close,
            ("c:remove", false) => Kind::Silent,
            (_, false) if is_empty && super::super::attribute(tag, "var").is_some() => Kind::Silent,
            (_, false) if is_empty => Kind::Output,
            _ if prefix == "c" => Kind::Other,
            _ => return None,
        };
        Some((length, kind, decides.unwrap_or(name)))
    }

    /// `@if ($x)`, `@else`, `@endif`
    fn directive<'t>(&mut self, rest: &'t str) -> Option<Found<'t>> {
        let name = rest.get(1..)?;
        let name =
            name.get(..name.find(|it: char| !it.is_ascii_alphabetic()).unwrap_or(name.len()))?;
        let known =
            |name: &str| DIRECTIVES.iter().find(|(it, _)| *it == name).map(|(_, kind)| *kind);
        let opens = |kind: Kind| matches!(kind, Kind::If | Kind::Loop);
        let kind = match name.strip_prefix("end") {
            Some(opened) if known(opened).is_some_and(opens) => Kind::Close,
            Some("switch" | "php") => Kind::Other,
            _ => known(name)?,
        };
        let after = 1 + name.len();
        let open = after + rest.get(after..)?.bytes().take_while(|byte| *byte == b' ').count();
        let takes = matches!(kind, Kind::If | Kind::ElseIf | Kind::Loop | Kind::Other);
        if takes && rest.as_bytes().get(open) == Some(&b'(') {
            let end = self.ended(|| call_end(rest, open))?;
            let decides = rest.get(open + 1..end - 1)?.trim();
            return Some((end, kind, if decides.is_empty() { name } else { decides }));
        }
        let kind = if name == "empty" { Kind::Again } else { kind };
        Some((after, kind, name))
    }

    /// `/*[# th:if="${x}"]*/`, `/*[/]*/`
    fn commented<'t>(&mut self, rest: &'t str) -> Option<Found<'t>> {
        let inner = rest.strip_prefix("/*[").filter(|inner| inner.starts_with(['#', '/']))?;
        let inner = inner.get(..inner.floor_char_boundary(LONGEST_CALL))?;
        let end = self.ended(|| inner.find("]*/"))?;
        Some(thymeleaf(inner.get(..end)?, 3 + end + 3))
    }

    /// Where a tag ends, which takes looking at what follows.
    fn ended(&mut self, find: impl FnOnce() -> Option<usize>) -> Option<usize> {
        let tries = self.tries.checked_sub(1)?;
        let end = find();
        if end.is_none() {
            self.tries = tries;
        }
        end
    }

    /// `[# th:if="${x}"]`, `[/]`
    fn inlined<'t>(&mut self, rest: &'t str) -> Option<Found<'t>> {
        if self.inlined > 0 && rest.starts_with("[/]") {
            self.inlined -= 1;
            return Some((3, Kind::Close, rest.get(1..2)?));
        }
        let inner = rest.get(1..).filter(|inner| inner.starts_with("# th:"))?;
        let inner = inner.get(..inner.floor_char_boundary(LONGEST_CALL))?;
        let end = inner.find(['\n']).map_or(inner, |end| inner.get(..end).unwrap_or(inner));
        let end = self.ended(|| Some(end.find("\"]").or_else(|| end.find("/]"))? + 1))?;
        let found = thymeleaf(inner.get(..end)?, 1 + end + 1);
        self.inlined += u32::from(found.1 != Kind::Output);
        Some(found)
    }
}

/// Where a part of a text begins.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// `{% if x %}`
fn statement(rest: &str, length: usize) -> Found<'_> {
    let inner = rest.get(2..length - 2).unwrap_or_default();
    let inner = inner.trim_matches(['-', '~', '+']).trim();
    let (word, decides) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let decides = Some(decides.trim()).filter(|it| !it.is_empty()).unwrap_or(word);
    let kind = match word {
        "if" | "unless" | "ifchanged" => Kind::If,
        "elif" | "elseif" | "elsif" => Kind::ElseIf,
        "else" => Kind::Else,
        "for" | "with" => Kind::Loop,
        "empty" => Kind::Again,
        "endif" | "endunless" | "endifchanged" | "endfor" | "endwith" => Kind::Close,
        "load" | "import" | "from" | "do" | "assign" => Kind::Silent,
        "autoescape" | "endautoescape" | "localize" | "endlocalize" => Kind::Silent,
        "set" if inner.contains('=') => Kind::Silent,
        "url" | "static" | "trans" | "translate" | "now" | "firstof" | "cycle" | "include" => {
            Kind::Output
        }
        _ => Kind::Other,
    };
    (length, kind, decides)
}

/// `{{#if x}}`, `{{else}}`, `{{/if}}`
fn section(rest: &str, length: impl FnOnce() -> Option<usize>) -> Option<Found<'_>> {
    let inner = rest.strip_prefix("{{")?.trim_start_matches('~').trim_start();
    if !(inner.starts_with(['#', '/', '^']) || inner.starts_with("else")) {
        return None;
    }
    let length = length()?;
    let inner = rest.get(2..length - 2)?.trim_matches('~').trim();
    let (word, decides) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let decides = decides.trim();
    let kind = match word {
        "#if" | "#unless" => Kind::If,
        "else" if decides.is_empty() => Kind::Else,
        "else" => Kind::ElseIf,
        "^" => Kind::Else,
        _ if word.starts_with(['#', '^']) => Kind::Loop,
        _ if word.starts_with('/') => Kind::Close,
        _ => return None,
    };
    Some((length, kind, if decides.is_empty() { word } else { decides }))
}

fn thymeleaf(inner: &str, length: usize) -> Found<'_> {
    let value = |name: &str| super::super::attribute(inner, name).filter(|value| !value.is_empty());
    if inner.starts_with('/') {
        return (length, Kind::Close, inner);
    }
    if inner.ends_with('/') {
        return (length, Kind::Output, inner);
    }
    match (value("th:if").or_else(|| value("th:unless")), value("th:each")) {
        (Some(test), None) => (length, Kind::If, test),
        (None, Some(each)) => (length, Kind::Loop, each),
        _ => (length, Kind::Other, inner),
    }
}

/// `<? if (x) { ?>`
fn is_short_php(rest: &str) -> bool {
    rest.strip_prefix("<?").is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// `<% if (x) { %>`, `<% } else { %>`, `<?php if (x): ?>`
fn scriptlet(rest: &str, length: usize, open: usize, close: usize) -> Found<'_> {
    let code = rest.get(open..length - close).unwrap_or_default();
    let code = without_comment(code.trim_matches(['-', '_']).trim());
    let (kind, decides) = code_kind(code);
    (length, kind, if decides.is_empty() { code } else { decides })
}

/// In PHP any function may write.
fn php(rest: &str, length: usize, open: usize) -> Found<'_> {
    let (length, kind, code) = scriptlet(rest, length, open, 2);
    let assigns = |statement: &str| {
        let statement = statement.trim();
        statement.is_empty() || statement.starts_with('$') && statement.contains('=')
    };
    let is_silent = kind != Kind::Silent || code.split(';').all(assigns);
    (length, if is_silent { kind } else { Kind::Other }, code)
}

fn code_kind(code: &str) -> (Kind, &str) {
    if code.is_empty() || code.starts_with(['!', '#']) {
        return (Kind::Silent, code);
    }
    if let Some(written) =
        code.strip_prefix("echo ").filter(|it| !it.trim_end_matches(';').contains(';'))
    {
        return (Kind::Output, written);
    }
    if WRITING.iter().any(|word| has_word(code, word)) {
        return (Kind::Other, code);
    }
    if let Some(head) = code.strip_suffix(':') {
        return match first_word(head) {
            "if" => (Kind::If, inside(head)),
            "elseif" => (Kind::ElseIf, inside(head)),
            "else" if head.trim() == "else" => (Kind::Else, head),
            "else" => (Kind::ElseIf, inside(head)),
            "foreach" | "for" | "while" => (Kind::Loop, inside(head)),
            _ => (Kind::Other, code),
        };
    }
    if matches!(code.trim_end_matches(';').trim(), "endif" | "endforeach" | "endfor" | "endwhile") {
        return (Kind::Close, code);
    }
    let Some((closed, opened)) = braces(code) else { return (Kind::Other, code) };
    let head = code.strip_suffix('{').map(|head| {
        let start = head.rfind([';', '}', '{']).map_or(0, |at| at + 1);
        head.get(start..).unwrap_or_default().trim()
    });
    match (closed, opened, head) {
        (0, 0, _) if code.ends_with([';', '}']) => (Kind::Silent, code),
        (0, 1, Some(head)) if first_word(head) == "if" => (Kind::If, inside(head)),
        (0, 1, Some(head)) if runs_there(head) => (Kind::Loop, head),
        (1, 1, Some("else")) if is_bare(code) => (Kind::Else, code),
        (1, 1, Some(head)) if is_bare(code) && first_word(head).starts_with("else") => {
            let is_if = matches!(first_word(head), "elseif")
                || first_word(head.get(4..).unwrap_or_default().trim_start()) == "if";
            if is_if { (Kind::ElseIf, inside(head)) } else { (Kind::Other, code) }
        }
        (1, 1, Some(head)) if is_bare(code) && !head.is_empty() => (Kind::Again, head),
        (1, 0, _) if matches!(code, "}" | "};" | "})" | "});") => (Kind::Close, code),
        _ => (Kind::Other, code),
    }
}

/// Whether a block runs where it is written, as far as it does.
fn runs_there(head: &str) -> bool {
    let is_function = ["function", "=>", "->"].iter().any(|mark| head.contains(mark));
    let is_given = ["forEach(", ".map(", ".each("].iter().any(|call| head.contains(call));
    first_word(head) != "else" && (!is_function || is_given)
}

/// Whether nothing but the closing of a block is before the head of the next one.
fn is_bare(code: &str) -> bool {
    code.starts_with('}') && code.rfind('}') == Some(0)
}

fn first_word(code: &str) -> &str {
    let code = code.trim_start();
    let end = code.find(|it: char| !it.is_ascii_alphanumeric() && it != '_');
    code.get(..end.unwrap_or(code.len())).unwrap_or_default()
}

/// What is between the first parenthesis and the last one.
fn inside(head: &str) -> &str {
    let inner = head.split_once('(').and_then(|(_, rest)| rest.rsplit_once(')'));
    inner.map_or(head, |(inner, _)| inner.trim())
}

/// How many blocks a piece of code closes that it did not open, and leaves open.
fn braces(code: &str) -> Option<(usize, usize)> {
    let (mut closed, mut opened) = (0, 0usize);
    for (_, byte) in outside(code)? {
        match byte {
            // Other comments may hold anything.
            b'/' => return None,
            b'{' => opened += 1,
            _ if opened == 0 => closed += 1,
            _ => opened -= 1,
        }
    }
    Some((closed, opened))
}

/// Code without a comment that is the rest of its last line.
fn without_comment(code: &str) -> &str {
    let comment = outside(code).and_then(|marks| marks.into_iter().find(|(_, mark)| *mark == b'/'));
    let line = comment.filter(|(at, _)| {
        code.get(*at..).is_some_and(|rest| rest.starts_with("//") && !rest.contains('\n'))
    });
    line.map_or(code, |(at, _)| code.get(..at).unwrap_or_default().trim_end())
}

/// The braces outside of strings, up to the first comment, and where that begins; `None` where a string
/// does not end.
fn outside(code: &str) -> Option<Vec<(usize, u8)>> {
    let mut marks = Vec::new();
    let mut bytes = code.bytes().enumerate();
    let mut quote = None;
    while let Some((at, byte)) = bytes.next() {
        match (quote, byte) {
            (Some(_), b'\\') => drop(bytes.next()),
            (Some(open), byte) => quote = Some(open).filter(|open| *open != byte),
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'/') if matches!(code.as_bytes().get(at + 1), Some(b'/' | b'*')) => {
                marks.push((at, byte));
                return Some(marks);
            }
            (None, b'{' | b'}') => marks.push((at, byte)),
            _ => {}
        }
    }
    quote.is_none().then_some(marks)
}
