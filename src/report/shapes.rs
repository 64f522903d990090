//! What the rules of the shapes say.

use super::writer::{Writer, dotted, inside, joined};
use super::{Finding, Fix, Label, show};
use crate::program::{Kind, Node, NodeId, Tree};
use crate::request::{Characters, Found, Held, JsonError, Shape, Unknown};
use crate::rule::ShapeRule;
use crate::source::Span;

/// How many values a help text lists.
const LISTED: usize = 12;

/// A text that is not JSON.
pub(super) fn invalid(writer: &Writer<'_>, error: JsonError) -> Finding {
    let rule = ShapeRule::InvalidJson;
    let (message, help) =
        writer.shape_words(rule.name(), Some(error.fault.name()), |_| String::new());
    let text = writer.verdict.text();
    let start = (error.at as usize).min(text.len());
    // One whole character, so that the span is a text's; at the end, nothing.
    let rest = text.get(start + 1..).unwrap_or_default();
    let more = rest.iter().take_while(|byte| **byte & 0xC0 == 0x80).count();
    let end = if start == text.len() { start } else { start + 1 + more };
    let span = Span::new(start, end);
    let here = writer.word("labels", "here", |_| String::new());
    let labels = vec![writer.label("", span, here, true)];
    assemble(writer, rule, (message, help), (String::new(), span), labels)
}

/// A request of no operation that the pack knows.
pub(super) fn unknown_operation(writer: &Writer<'_>, span: Span, why: Unknown) -> Finding {
    let rule = ShapeRule::UnknownOperation;
    let operations = &writer.program.operations;
    let names = |matching: u64| {
        let chosen = (0_u32..)
            .zip(operations)
            .filter(|(bit, _)| matching.checked_shr(*bit).is_some_and(|bits| bits & 1 == 1));
        chosen.map(|(_, operation)| format!("`{}`", operation.name)).collect::<Vec<_>>().join(", ")
    };
    let given = writer.verdict.request().operation;
    let said = match (why, given) {
        (Unknown::Name, Some(name)) => name.to_owned(),
        (Unknown::Name, None) => {
            let text = std::str::from_utf8(writer.verdict.text()).unwrap_or("");
            show::short(Characters::new(inside(span.of(text))))
        }
        _ => String::new(),
    };
    let (variant, listed) = match why {
        Unknown::Name => ("name", names(u64::MAX)),
        Unknown::Address => ("address", names(u64::MAX)),
        Unknown::Unrecognised => ("unrecognised", names(u64::MAX)),
        Unknown::Ambiguous(matching) => ("ambiguous", names(matching)),
    };
    let (message, help) = writer.shape_words(rule.name(), Some(variant), |name| match name {
        "value" => said.clone(),
        "names" => listed.clone(),
        _ => String::new(),
    });
    let near = crate::nearest::nearest(&said, operations.iter().map(|operation| &*operation.name))
        .map(|near| writer.did_you_mean(near));
    let here = writer.word("labels", "here", |_| String::new());
    // Of a whole request, its first sign.
    let underlined = match why {
        Unknown::Name if given.is_none() => span,
        Unknown::Address => span,
        _ => Span { end: (span.start + 1).min(span.end.max(span.start)), ..span },
    };
    let labels = vec![writer.label("", underlined, here, true)];
    assemble(writer, rule, (message, joined(near, help)), (String::new(), span), labels)
}

/// A finding of a check that is no longer there: never, while a verdict lives.
pub(super) fn nameless(writer: &Writer<'_>, found: &Found) -> Finding {
    let rule = ShapeRule::InvalidJson;
    assemble(writer, rule, (String::new(), None), (String::new(), found.span), Vec::new())
}

/// What a rule of the shapes found in a body.
pub(super) fn finding(writer: &Writer<'_>, found: &Found, shape: Shape) -> Finding {
    let pointer = writer.verdict.pointer(shape.pointer).to_owned();
    let (words, labels, fix) = {
        let facts = Facts::new(writer, found, shape, &pointer);
        (facts.words(), facts.labels(), facts.fix())
    };
    let mut finding = assemble(writer, shape.rule, words, (pointer, found.span), labels);
    finding.fixes.extend(fix);
    finding
}

fn assemble(
    writer: &Writer<'_>,
    rule: ShapeRule,
    (message, help): (String, Option<String>),
    (pointer, span): (String, Span),
    labels: Vec<Label>,
) -> Finding {
    Finding {
        rule: rule.name().to_owned(),
        pack: "engine".to_owned(),
        severity: rule.severity(),
        message,
        help,
        url: None,
        pointer,
        span: writer.region(span),
        labels,
        fixes: Vec::new(),
    }
}

/// What is known of a shape finding.
struct Facts<'f, 'w> {
    writer: &'f Writer<'w>,
    found: &'f Found,
    shape: Shape,
    pointer: &'f str,
    tree: &'f Tree,
    node: &'f Node,
    text: &'f str,
}

impl<'f, 'w> Facts<'f, 'w> {
    fn new(writer: &'f Writer<'w>, found: &'f Found, shape: Shape, pointer: &'f str) -> Self {
        let program = writer.program;
        let own = writer.evaluation.map(|evaluation| &evaluation.operation.tree);
        let in_context = pointer.starts_with("/@context");
        let tree = own.filter(|_| !in_context).unwrap_or(&program.context);
        let text = writer.evaluation.map_or("", |evaluation| evaluation.text);
        Self { writer, found, shape, pointer, tree, node: tree.node(shape.node), text }
    }

    fn last_step(&self) -> String {
        let step = self.pointer.rsplit('/').next().unwrap_or_default();
        show::short(step.replace("~1", "/").replace("~0", "~").chars())
    }

    fn field(&self) -> String {
        let dotted = dotted(self.pointer);
        if dotted.is_empty() { self.word("request") } else { dotted }
    }

    fn word(&self, name: &str) -> String {
        self.writer.word("words", name, |_| String::new())
    }

    fn label(&self, name: &str) -> String {
        self.writer.word("labels", name, |word| match word {
            "key" => self.last_step(),
            "found" => self.found_type(),
            "count" => self.given().to_string(),
            _ => String::new(),
        })
    }

    /// What the value is, in words.
    fn found_type(&self) -> String {
        self.word(match self.found.span.of(self.text).bytes().next() {
            Some(b'"') => "string",
            Some(b'{') => "object",
            Some(b'[') => "array",
            Some(b't' | b'f') => "boolean",
            Some(b'n') => "null",
            _ if matches!(self.node.kind, Kind::Integer) => "fraction",
            _ => "number",
        })
    }

    fn expected_type(&self) -> String {
        self.word(match self.node.kind {
            Kind::Text(_) | Kind::Member(_) | Kind::Instant => "string",
            Kind::Integer => "integer",
            Kind::Number => "number",
            Kind::Boolean => "boolean",
            Kind::List(_) | Kind::Members(_) => "array",
            Kind::Object(_) | Kind::AnyObject | Kind::Anything => "object",
        })
    }

    fn words(&self) -> (String, Option<String>) {
        let near = self.near();
        let value = |name: &str| match name {
            "field" => self.field(),
            "key" => self.last_step(),
            "value" => self.shown_value(),
            "expected" => self.expected_type(),
            "found" => self.found_type(),
            "owner" => self.owner(),
            "names" => self.names(),
            "count" => self.given().to_string(),
            _ => String::new(),
        };
        let (message, help) = self.writer.shape_words(self.shape.rule.name(), None, value);
        let suggested = near.as_ref().map(|near| self.writer.did_you_mean(near));
        // A list of two hundred countries helps nobody.
        let listed = self.shape.rule != ShapeRule::UnknownValue || !self.names().is_empty();
        let told = near.is_some() && self.shape.rule == ShapeRule::UnknownField;
        (message, joined(suggested, help.filter(|_| listed && !told)))
    }

    fn shown_value(&self) -> String {
        if self.node.sensitive {
            return show::MASK.to_owned();
        }
        match self.found.span.of(self.text) {
            text if text.starts_with('"') => show::short(Characters::new(inside(text))),
            text if text.starts_with('[') => "[…]".to_owned(),
            _ => "{…}".to_owned(),
        }
    }

    fn owner(&self) -> String {
        let parent = self.pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
        if parent.is_empty() {
            return self.word("request");
        }
        self.writer.word("words", "object-of", |_| dotted(parent))
    }

    /// The names that could stand there: an enumeration's members, or an object's fields.
    fn candidates(&self) -> Vec<&'f str> {
        let program = self.writer.program;
        let fields_of = |node: NodeId| -> Vec<&'f str> {
            let Kind::Object(object) = &self.tree.node(node).kind else { return Vec::new() };
            let own = object.fields.iter().map(|field| self.tree.node(*field));
            own.filter(|node| !node.foreign).map(|node| &*node.name).collect()
        };
        match (self.shape.rule, &self.node.kind) {
            (ShapeRule::UnknownValue, Kind::Member(id) | Kind::Members(id)) => {
                let enumeration = program.enumerations.get(usize::from(id.0));
                enumeration.map(|found| found.table.texts().collect()).unwrap_or_default()
            }
            (ShapeRule::UnknownField, _) if self.node.foreign => fields_of(self.node.parent),
            (ShapeRule::UnknownField | ShapeRule::ExactlyOneField, _) => fields_of(self.shape.node),
            _ => Vec::new(),
        }
    }

    fn names(&self) -> String {
        let names = self.candidates();
        if names.len() > LISTED {
            return String::new();
        }
        names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    }

    fn near(&self) -> Option<String> {
        match self.shape.rule {
            ShapeRule::UnknownValue if !self.node.sensitive => {
                let said = inside(self.found.span.of(self.text));
                self.writer.near_text(&self.node.kind, said, self.candidates().into_iter())
            }
            ShapeRule::UnknownField => {
                let key = self.last_step();
                let names = self.candidates().into_iter();
                crate::nearest::nearest(&key, names.filter(|name| *name != key)).map(str::to_owned)
            }
            _ => None,
        }
    }

    /// The repair of a slip: a value or a key that is near to one that would be right.
    fn fix(&self) -> Option<Fix> {
        match self.shape.rule {
            ShapeRule::UnknownValue => {
                let near = self.near()?;
                let said: String = Characters::new(inside(self.found.span.of(self.text))).collect();
                // Only the case is off, or the prefix that this call does not take.
                let safe = said.to_ascii_uppercase().ends_with(&near.to_ascii_uppercase())
                    && said.len() == near.len();
                self.writer.replacement(self.found.span, &format!("\"{near}\""), safe)
            }
            ShapeRule::UnknownField if !self.node.foreign => {
                let near = self.near()?;
                let taken = self.tree.field(self.shape.node, &near)?;
                let evaluation = self.writer.evaluation?;
                // Only where there is one such object its fields are known to be free.
                let free = self.tree.is_single(self.shape.node)
                    && evaluation.slots.get(0, taken).held == Held::Missing;
                let title = self.writer.word("words", "rename", |word| match word {
                    "key" => self.last_step(),
                    _ => near.clone(),
                });
                let edit =
                    self.writer.replacement(self.shape.detail, &format!("\"{near}\""), false)?;
                free.then_some(Fix { title, ..edit })
            }
            ShapeRule::TypeMismatch => {
                let object = self.writer.wrapped(
                    &self.node.kind,
                    self.tree,
                    self.found.span.of(self.text),
                )?;
                self.writer.replacement(self.found.span, &object, false)
            }
            _ => None,
        }
    }

    /// How many of an object's fields are given.
    fn given(&self) -> usize {
        let Some(evaluation) = self.writer.evaluation else { return 0 };
        let Kind::Object(object) = &self.node.kind else { return 0 };
        let present = |field: &&NodeId| evaluation.slots.get(0, **field).is_present();
        object.fields.iter().filter(present).count()
    }

    fn labels(&self) -> Vec<Label> {
        let writer = self.writer;
        let label = |span, name| writer.label(self.pointer, span, self.label(name), true);
        match self.shape.rule {
            ShapeRule::DuplicateKey => {
                let first = self.label("first");
                vec![
                    label(self.found.span, "again"),
                    writer.label(self.pointer, self.shape.detail, first, false),
                ]
            }
            ShapeRule::MissingField => vec![label(self.missing_from(), "missing")],
            ShapeRule::UnknownField => vec![label(self.key(), "no-field")],
            ShapeRule::TypeMismatch => vec![label(self.short_span(), "found")],
            ShapeRule::ExactlyOneField => vec![label(self.short_span(), "count")],
            _ => vec![label(self.found.span, "unexpected")],
        }
    }

    fn key(&self) -> Span {
        if self.shape.detail.is_empty() { self.short_span() } else { self.shape.detail }
    }

    /// The value, or of an object or array its key or its first sign.
    fn short_span(&self) -> Span {
        let span = self.found.span;
        let long = matches!(span.of(self.text).bytes().next(), Some(b'{' | b'['));
        if !long {
            return span;
        }
        let slot =
            self.writer.evaluation.map(|evaluation| *evaluation.slots.get(0, self.shape.node));
        let own = slot.filter(|slot| slot.span == span && !self.pointer.starts_with("/@context"));
        own.and_then(|slot| self.writer.key_of(&slot))
            .unwrap_or(Span { end: span.start + 1, ..span })
    }

    fn missing_from(&self) -> Span {
        let span = self.found.span;
        let object = span.of(self.text).starts_with('{');
        let slot =
            self.writer.evaluation.map(|evaluation| *evaluation.slots.get(0, self.node.parent));
        match slot.filter(|slot| object && slot.span == span) {
            Some(slot) => self.writer.underline(&slot),
            None if object => Span { end: span.start + 1, ..span },
            None => span,
        }
    }
}
