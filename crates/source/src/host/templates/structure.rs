//! Puts control structures of JavaScript in the places of a template's: `{% if x %} … {% endif %}` as
//! `if(x){ … }` between statements, as `...(x?{ … }:{}),` among fields, as `(x? … : … )` for a value.
//!
//! Offsets stay: a tag is as long as what takes its place, or longer. What decides becomes a name of
//! which nothing is known.

use super::{
    context::{Before, Bracket, Context, Contexts, Place, contexts, is_word},
    controls::{Kind, Tag},
    name,
};
use crate::{lowered::Span, unit::has_word};

/// A script with control structures in the places of a template's.
#[derive(Debug, Clone)]
pub(in super::super) struct Structured {
    pub(in super::super) text: String,
    pub(in super::super) filled: Vec<Span>,
    /// The names that decide.
    pub(in super::super) conditions: Vec<Span>,
    /// The statements that a server writes or not, or writes several times.
    pub(in super::super) branches: Vec<Span>,
    /// The text where what these statements declare is declared for what is around them as well.
    pub(in super::super) hoisted: Option<String>,
}

/// What the parts of a control structure are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Statements,
    /// Fields of a literal, with the comma before them or after.
    Fields {
        leads: bool,
    },
    /// Elements or arguments.
    Elements {
        leads: bool,
    },
    Value,
    /// A part of a string.
    Text,
    Comment,
}

/// Words that go on with the statement before.
const CONTINUING: [&str; 9] =
    ["else", "catch", "finally", "while", "in", "of", "instanceof", "as", "satisfies"];

/// The most tags of a script that are looked at.
const MOST: usize = 200;

/// A control structure that is being read: its tags, and what they are between.
struct Group {
    tags: Vec<usize>,
    form: Form,
}

/// The script with them; `blank` is the script without its tags. `None` where a tag is in a place that
/// it is not understood in.
pub(super) fn structured(
    script: &str,
    blank: &str,
    filled: &[Span],
    tags: &[Tag],
) -> Option<Structured> {
    let contexts = contexts(blank, tags).filter(|_| tags.len() <= MOST)?;
    let mut writer = Writer {
        script,
        tags,
        contexts: &contexts,
        out: Structured {
            text: blank.to_owned(),
            filled: filled.to_vec(),
            conditions: Vec::new(),
            branches: Vec::new(),
            hoisted: None,
        },
    };
    let mut open: Vec<Group> = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        let context = contexts.tags.get(at)?;
        match tag.kind {
            Kind::If | Kind::Loop => {
                let form = writer.form(context)?;
                open.push(Group { tags: vec![at], form });
            }
            Kind::ElseIf | Kind::Else | Kind::Again => open.last_mut()?.tags.push(at),
            Kind::Close => {
                let mut group = open.pop()?;
                group.tags.push(at);
                let around = open.last().map(|group| group.form);
                writer.group(group, around == Some(Form::Text))?;
            }
            Kind::Silent if matches!(context.place, Place::Text(_)) => writer.fill(tag.span),
            Kind::Silent => {}
            Kind::Output => (context.place != Place::Code || is_operand(context)).then_some(())?,
            Kind::Other => return None,
        }
    }
    open.is_empty().then_some(())?;
    writer.hoist();
    Some(writer.out)
}

/// Whether nothing but an operand can be here.
fn is_operand(context: &Context) -> bool {
    match context.before {
        Before::Operator => true,
        Before::Open | Before::Comma => context.around != Bracket::Object,
        _ => false,
    }
}

struct Writer<'w> {
    script: &'w str,
    tags: &'w [Tag],
    contexts: &'w Contexts,
    out: Structured,
}

impl Writer<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.out.text.as_bytes().get(at).copied().unwrap_or_default()
    }

    /// What the parts are of a structure that begins here.
    fn form(&self, context: &Context) -> Option<Form> {
        match context.place {
            Place::Text(_) => return Some(Form::Text),
            Place::Comment(_) => return Some(Form::Comment),
            Place::Code => {}
        }
        let leads = self.byte(context.next) == b',';
        Some(match (context.around, context.before) {
            (Bracket::Object, Before::Open | Before::Comma) => Form::Fields { leads: false },
            (Bracket::Object, Before::Value) if leads => Form::Fields { leads },
            (Bracket::Array | Bracket::Paren, Before::Open | Before::Comma) => {
                Form::Elements { leads: false }
            }
            (Bracket::Array | Bracket::Paren, Before::Value) if leads => Form::Elements { leads },
            (_, Before::Operator) => Form::Value,
            (Bracket::Block, Before::Start | Before::Closed | Before::Value) => Form::Statements,
            _ => return None,
        })
    }

    /// A whole structure; `within` says whether it is in a string that is filled in as a whole.
    fn group(&mut self, group: Group, within: bool) -> Option<()> {
        let first = *group.tags.first()?;
        let (opening, context) = (*self.tags.get(first)?, *self.contexts.tags.get(first)?);
        let closing = *self.tags.get(*group.tags.last()?)?;
        let all = || group.tags.iter().filter_map(|at| self.contexts.tags.get(*at));
        if all().any(|it| it.place != context.place) {
            return None;
        }
        match group.form {
            Form::Comment => return Some(()),
            Form::Text => {
                if !within {
                    self.fill(Span::new(opening.span.start, closing.span.end));
                }
                return Some(());
            }
            _ => {}
        }
        if all().any(|it| it.depth != context.depth || it.around != context.around) {
            return None;
        }
        // What is open before stays open.
        let inner = self.contexts.tags.get(first + 1..=*group.tags.last()?)?;
        if inner.iter().any(|it| it.lowest < context.depth) {
            return None;
        }
        let form = match group.form {
            Form::Statements => {
                self.are_statements(&group)?;
                Form::Statements
            }
            Form::Elements { leads: false } if self.is_one_value(&group) => Form::Value,
            form => form,
        };
        if form == Form::Value && self.has_comma(&group) {
            return None;
        }
        let is_loop = opening.kind == Kind::Loop;
        let inner = self.script.get(opening.span.end..closing.span.start)?;
        if is_loop && ["break", "continue"].iter().any(|word| has_word(inner, word)) {
            return None;
        }
        if form == Form::Statements {
            let ends = group.tags.iter().zip(group.tags.iter().skip(1));
            for (start, end) in ends {
                let (start, end) =
                    (self.contexts.tags.get(*start)?.next, self.tags.get(*end)?.span.start);
                if start < end {
                    self.out.branches.push(Span::new(start, end));
                }
            }
        }
        let mut has_else = false;
        for at in &group.tags {
            let tag = *self.tags.get(*at)?;
            let next = self.contexts.tags.get(*at)?.next;
            // The `else` of a loop is for when it has nothing.
            let kind = match tag.kind {
                Kind::Else | Kind::ElseIf if is_loop => Kind::Again,
                kind => kind,
            };
            if has_else && kind != Kind::Close || kind == Kind::Again && !is_loop {
                return None;
            }
            self.tag(&tag, kind, form, next, has_else || is_loop)?;
            has_else |= kind == Kind::Else;
        }
        Some(())
    }

    /// Whether nothing goes on across the tags with a statement that is before them.
    fn are_statements(&self, group: &Group) -> Option<()> {
        let all = || group.tags.iter().filter_map(|at| self.contexts.tags.get(*at));
        let are_ended = all().all(|it| it.before == Before::Start);
        for context in all() {
            let is_after = matches!(context.before, Before::Start | Before::Closed | Before::Value);
            let rest = self.out.text.get(context.next..).unwrap_or_default();
            let length = rest.bytes().take_while(|byte| is_word(*byte)).count();
            let word = rest.get(..length).unwrap_or_default();
            let begins =
                rest.is_empty() || rest.starts_with(['}', ';']) || !word.is_empty() || are_ended;
            if !is_after || !begins || CONTINUING.contains(&word) {
                return None;
            }
        }
        Some(())
    }

    /// Whether each of several parts is one value, and nothing else is in the list.
    fn is_one_value(&self, group: &Group) -> bool {
        let mut kinds = group.tags.iter().filter_map(|at| self.tags.get(*at)).map(|tag| tag.kind);
        let last = group.tags.last().and_then(|at| self.contexts.tags.get(*at));
        kinds.any(|kind| kind == Kind::Else)
            && !self.has_comma(group)
            && last.is_some_and(|last| matches!(self.byte(last.next), b')' | b']' | b','))
    }

    fn has_comma(&self, group: &Group) -> bool {
        let bounds = || {
            let (first, last) = (*group.tags.first()?, *group.tags.last()?);
            let depth = self.contexts.tags.get(first)?.depth;
            Some((self.tags.get(first)?.span.end, self.tags.get(last)?.span.start, depth))
        };
        let Some((start, end, depth)) = bounds() else { return true };
        let from = self.contexts.commas.partition_point(|(at, _)| *at < start);
        let inside = self.contexts.commas.iter().skip(from).take_while(|(at, _)| *at < end);
        inside.into_iter().any(|(_, it)| *it == depth)
    }

    /// Writes what takes the place of a tag.
    fn tag(
        &mut self,
        tag: &Tag,
        kind: Kind,
        form: Form,
        next: usize,
        has_else: bool,
    ) -> Option<()> {
        let comma = if matches!(self.byte(next), b',' | b')') { "" } else { "," };
        let (before, after) = match (form, kind) {
            (Form::Statements, Kind::If) => ("if(", "){"),
            (Form::Statements, Kind::ElseIf) => ("}else if(", "){"),
            (Form::Statements, Kind::Loop) => ("while(", "){"),
            (Form::Statements, Kind::Again) => ("}while(", "){"),
            (Form::Statements, Kind::Else) => return self.put(tag, "}else{"),
            (Form::Statements, Kind::Close) => return self.put(tag, "}"),
            (Form::Value, Kind::If) => ("(", "?"),
            (Form::Value, Kind::ElseIf) => (":", "?"),
            (Form::Value, Kind::Else) => return self.put(tag, ":"),
            (Form::Value, Kind::Close) if has_else => return self.put(tag, ")"),
            (Form::Value, Kind::Close) => return self.put(tag, ":0)"),
            (Form::Fields { leads } | Form::Elements { leads }, kind) => {
                let [open, close] = match form {
                    Form::Fields { .. } => ["{", "}"],
                    _ => ["[", "]"],
                };
                if leads && kind != Kind::Close {
                    // The comma comes before all of it.
                    (self.byte(next) == b',').then_some(())?;
                    self.out.text.replace_range(next..next + 1, " ");
                }
                let comma = if leads { "" } else { comma };
                let lead = if leads { "," } else { "" };
                let (before, after) = match kind {
                    Kind::If => (format!("{lead}...("), format!("?{open}")),
                    Kind::ElseIf => (format!("{close}:"), format!("?{open}")),
                    Kind::Loop => (format!("{lead}..."), format!("({open}")),
                    Kind::Again => (format!("{close}),..."), format!("({open}")),
                    Kind::Else => return self.put(tag, &format!("{close}:{open}")),
                    Kind::Close if has_else => return self.put(tag, &format!("{close}){comma}")),
                    Kind::Close => {
                        return self.put(tag, &format!("{close}:{open}{close}){comma}"));
                    }
                    _ => return None,
                };
                return self.decide(tag, &before, &after);
            }
            _ => return None,
        };
        self.decide(tag, before, after)
    }

    /// Where what takes the place of a tag may end: blanks after it can be a part of it.
    fn room(&self, tag: &Tag) -> usize {
        let after = self.script.as_bytes().get(tag.span.end..).unwrap_or_default();
        tag.span.end + after.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
    }

    fn put(&mut self, tag: &Tag, text: &str) -> Option<()> {
        let end = tag.span.start + text.len();
        (end <= self.room(tag)).then_some(())?;
        self.out.text.replace_range(tag.span.start..end, text);
        Some(())
    }

    /// Puts a name in the place of what decides, with something before and after it.
    fn decide(&mut self, tag: &Tag, before: &str, after: &str) -> Option<()> {
        // A name of one letter may be one of the script's.
        let shortest = 2;
        let least = tag.span.start + before.len();
        let end = tag.decides.end.max(least + shortest).max(tag.decides.start + shortest);
        let end = end.min(self.room(tag).checked_sub(after.len())?);
        let start = tag.decides.start.min(end.checked_sub(shortest)?).max(least);
        (start + shortest <= end).then_some(())?;
        let mut decides = String::with_capacity(end - start);
        name(Span::new(start, end), &mut decides, &mut self.out.conditions);
        self.out.text.replace_range(start..end, &decides);
        self.out.text.replace_range(start - before.len()..start, before);
        self.out.text.replace_range(end..end + after.len(), after);
        Some(())
    }

    /// Makes what a server writes into a string a part of it that is not known.
    fn fill(&mut self, span: Span) {
        self.out.filled.retain(|it| it.end <= span.start || span.end <= it.start);
        let mut text = String::with_capacity(span.end - span.start);
        name(span, &mut text, &mut self.out.filled);
        self.out.text.replace_range(span.start..span.end, &text);
        self.out.filled.sort_by_key(|span| span.start);
    }

    /// Declares what is declared in a part for what is around it.
    fn hoist(&mut self) {
        let mut hoisted = self.out.text.clone();
        let tags = || self.tags.iter().zip(&self.contexts.tags);
        for (word, depth) in &self.contexts.declarations {
            let inside = |branch: &&Span| branch.start <= word.start && word.end <= branch.end;
            let parts = self.out.branches.iter().filter(inside);
            let Some(part) = parts.min_by_key(|it| it.end - it.start) else { continue };
            // The tag that ends a part is as deep as the part.
            let mut ends = tags().filter(|(tag, _)| tag.span.start == part.end);
            if ends.any(|(_, context)| context.depth == *depth) {
                let text = if word.end - word.start == 5 { "var  " } else { "var" };
                hoisted.replace_range(word.start..word.end, text);
            }
        }
        self.out.hoisted = Some(hoisted).filter(|hoisted| *hoisted != self.out.text);
    }
}
