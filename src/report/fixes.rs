//! Repairs as edits of the text, byte for byte.

use super::Fix;
use super::checks::CheckFinding;
use super::messages::MessageKey;
use super::pointer::Pointer;
use super::shapes::ShapeFinding;
use super::writer::key_of;
use crate::evaluate::{Bindings, Evaluation};
use crate::request::{Characters, Slot, ValueKind, unquoted};
use smartro_lint_rules::program::{self, FieldRef, FieldType, FixKind, NodeId, Symbol};
use smartro_lint_rules::rule::ShapeRule;
use smartro_lint_rules::sort::sort;
use smartro_lint_rules::source::Span;
use smartro_lint_rules::suggest::suggest;

/// What a repair does, and its edits of the text.
type Repair = (String, Vec<(Span, String)>);

impl CheckFinding<'_> {
    /// A repair of the check's, where it can be made.
    pub(super) fn fix(&self, fix: &program::Fix) -> Option<Fix> {
        let (title, edits) = match &fix.kind {
            FixKind::Remove(places) => self.remove(places)?,
            FixKind::Rename(place, name) => self.rename(*place, name)?,
            FixKind::Replace(place, json) => self.replace(*place, json)?,
            FixKind::Insert(place, json) => self.insert(*place, json)?,
            FixKind::Nearest(place, allowed) => {
                let (_, written) = self.written_member(*place)?;
                let name = suggest(&written, self.names(allowed))?;
                self.replace(*place, &format!("\"{name}\""))?
            }
            FixKind::Spelling(place, allowed) => {
                let (prefix, written) = self.written_member(*place)?;
                let name = self.names(allowed).find(|name| name.eq_ignore_ascii_case(&written))?;
                self.replace(*place, &format!("\"{prefix}{name}\""))?
            }
        };
        let edits = edits.into_iter().map(|(span, text)| self.writer.edit(span, text));
        Some(Fix { title, safe: fix.safe, edits: edits.collect(), withheld: false })
    }

    fn title(&self, key: MessageKey, value: &str) -> String {
        self.writer.text_with(key, &mut |_, out| out.push_str(value))
    }

    fn names<'s>(&'s self, symbols: &'s [Symbol]) -> impl Iterator<Item = &'s str> + Clone {
        symbols.iter().map(|symbol| self.writer.program().symbols.name(*symbol))
    }

    /// The prefix and the rest of a string in place of an enumeration's member.
    fn written_member(&self, place: FieldRef) -> Option<(&str, String)> {
        let slot = self.evaluation().slot(place, self.bindings);
        let node = self.operation.tree.node(place.node);
        let kind = &node.kind;
        // What is similar to a sensitive value shows it.
        if slot.kind != ValueKind::Text || kind.enumeration().is_none() || node.sensitive {
            return None;
        }
        let written: String = Characters::new(self.evaluation().inside(slot)).take(100).collect();
        let prefix = self.writer.prefix(kind).unwrap_or("");
        Some(match written.strip_prefix(prefix) {
            Some(rest) => (prefix, rest.to_owned()),
            None => ("", written),
        })
    }

    fn remove(&self, places: &[FieldRef]) -> Option<Repair> {
        let removed = with_emptied(&self.evaluation(), places, self.bindings);
        let mut names = String::new();
        for place in &removed {
            names.push_str(if names.is_empty() { "`" } else { ", `" });
            Pointer::new(&self.evaluation(), *place, self.bindings).write_dotted(&mut names);
            names.push('`');
        }
        let spans = member_spans(&self.evaluation(), &removed, self.bindings);
        let edits = remove_members(self.evaluation().text, &spans);
        (!edits.is_empty()).then(|| (self.title(MessageKey::Remove, &names), edits))
    }

    fn rename(&self, place: FieldRef, name: &str) -> Option<Repair> {
        let slot = self.evaluation().slot(place, self.bindings);
        let key = key_of(self.evaluation().text, slot)?;
        let tree = &self.operation.tree;
        let node = tree.node(place.node);
        // A second key of that name, or a value that it cannot hold, would be a new mistake.
        if let Some(target) = tree.field(node.parent, name) {
            let taken = FieldRef { node: target, ..place };
            let is_free = self.evaluation().slot(taken, self.bindings).kind == ValueKind::Missing;
            if !is_free || !slot.kind.fits(&tree.node(target).kind) || self.is_rivalled(place, name)
            {
                return None;
            }
        }
        let title = self.writer.text_with(MessageKey::Rename, &mut |place, out| {
            out.push_str(if place == "key" { &node.name } else { name });
        });
        Some((title, vec![(key, quoted(name))]))
    }

    /// Whether the rule would give another field of the object the same name: which of the two
    /// is meant only the author knows.
    fn is_rivalled(&self, place: FieldRef, name: &str) -> bool {
        let tree = &self.operation.tree;
        let parent = tree.node(place.node).parent;
        let checks = self.operation.checks.iter();
        let fixes = checks.filter(|check| check.rule == self.check.rule).flat_map(|one| &one.fixes);
        fixes.into_iter().any(|fix| match &fix.kind {
            FixKind::Rename(other, same) => {
                let slot = self.evaluation().slot(*other, self.bindings);
                other.node != place.node
                    && tree.node(other.node).parent == parent
                    && **same == *name
                    && slot.is_present()
            }
            _ => false,
        })
    }

    fn replace(&self, place: FieldRef, json: &str) -> Option<Repair> {
        let slot = self.evaluation().slot(place, self.bindings);
        if !slot.is_present() || (slot.bare && slot.kind == ValueKind::Text) {
            return None;
        }
        let title = self.title(MessageKey::Replace, unquoted(json).unwrap_or(json));
        Some((title, vec![(slot.span, json.to_owned())]))
    }

    fn insert(&self, place: FieldRef, json: &str) -> Option<Repair> {
        let Evaluation { operation, text, .. } = self.evaluation();
        let node = operation.tree.node(place.node);
        let object = FieldRef { node: node.parent, ..place };
        let slot = self.evaluation().slot(object, self.bindings);
        let taken = self.evaluation().slot(place, self.bindings).kind != ValueKind::Missing;
        if slot.kind != ValueKind::Object || taken {
            return None;
        }
        let edit = inserted(text, slot.span, &format!("{}: {json}", quoted(&node.name)))?;
        Some((self.title(MessageKey::Insert, &node.name), vec![edit]))
    }
}

impl ShapeFinding<'_> {
    /// The fix of a typo: a value or a key that is similar to a known one.
    pub(super) fn fix(&self) -> Option<Fix> {
        if !self.writer.has_text() {
            return None;
        }
        match self.shape.rule {
            ShapeRule::UnknownValue => {
                let near = self.near_member()?;
                let written: String =
                    Characters::new(unquoted(self.written()).unwrap_or_default()).collect();
                // Only the case is off, or the prefix that this call does not take.
                let safe = written.eq_ignore_ascii_case(near);
                Some(self.replacement(format!("\"{near}\""), safe))
            }
            ShapeRule::UnknownField if self.shape.instead.is_some() => {
                Some(self.renaming(&self.near()?))
            }
            ShapeRule::UnknownField if !self.node.foreign => self.moved(self.target()?),
            ShapeRule::TypeMismatch => self.retyped().map(|retyped| self.retype(retyped)),
            ShapeRule::MissingField if self.shape.instead.is_some() => self.gathered(),
            ShapeRule::MissingField => self.brought(),
            _ => None,
        }
    }

    /// Another value in the value's place.
    pub(super) fn replacement(&self, json: String, safe: bool) -> Fix {
        let title = self.writer.text_with(MessageKey::Replace, &mut |_, out| {
            out.push_str(unquoted(&json).unwrap_or(&json));
        });
        Fix { title, safe, edits: vec![self.writer.edit(self.found.span, json)], withheld: false }
    }

    /// Another key in the key's place.
    pub(super) fn renaming(&self, name: &str) -> Fix {
        let title = self.writer.text_with(MessageKey::Rename, &mut |place, out| match place {
            "key" => self.write_last_step(out),
            _ => out.push_str(name),
        });
        let edit = self.writer.edit(self.shape.detail, quoted(name));
        Fix { title, safe: false, edits: vec![edit], withheld: false }
    }
}

/// The places that go when some are removed: an object that may be missing goes as a whole,
/// where it would be left empty, or without the one field that it must have.
fn with_emptied(
    evaluation: &Evaluation<'_>,
    places: &[FieldRef],
    bindings: &Bindings,
) -> Vec<FieldRef> {
    let is_there =
        |place: &&FieldRef| evaluation.slot(**place, bindings).kind != ValueKind::Missing;
    let mut removed: Vec<FieldRef> = places.iter().filter(is_there).copied().collect();
    while let Some(emptied) = emptied(evaluation, &removed, bindings) {
        let around = evaluation.slot(emptied, bindings).span;
        removed.retain(|place| !around.contains(evaluation.slot(*place, bindings).span));
        removed.push(emptied);
    }
    removed
}

/// An object that would be left without fields.
fn emptied(
    evaluation: &Evaluation<'_>,
    removed: &[FieldRef],
    bindings: &Bindings,
) -> Option<FieldRef> {
    let tree = &evaluation.operation.tree;
    let spans = member_spans(evaluation, removed, bindings);
    let edits = remove_members(evaluation.text, &spans);
    let parents =
        removed.iter().map(|place| FieldRef { node: tree.node(place.node).parent, ..*place });
    parents.into_iter().find(|parent| {
        let FieldType::Object(object) = &tree.node(parent.node).kind else { return false };
        // The body and an element of an array are required as well.
        if tree.is_required(parent.node) {
            return false;
        }
        let is_left = |node: NodeId| {
            let place = FieldRef { node, ..*parent };
            !removed.contains(&place) && evaluation.slot(place, bindings).is_present()
        };
        let none_left = !object.fields().any(is_left);
        let span = evaluation.slot(*parent, bindings).span;
        none_left && (!object.exactly_one.is_empty() || is_blank(evaluation.text, span, &edits))
    })
}

/// Whether nothing is left between an object's braces after these edits, which are in order.
fn is_blank(text: &str, object: Span, edits: &[(Span, String)]) -> bool {
    let (mut kept, mut at) = (String::new(), object.start + 1);
    let end = object.end.saturating_sub(1);
    for (edit, _) in edits.iter().filter(|(edit, _)| object.contains(*edit)) {
        kept.push_str(text.get(at as usize..edit.start as usize).unwrap_or(""));
        at = edit.end;
    }
    kept.push_str(text.get(at as usize..end as usize).unwrap_or(""));
    kept.trim().is_empty()
}

/// The members or elements at some places, keys and all, in order.
fn member_spans(
    evaluation: &Evaluation<'_>,
    places: &[FieldRef],
    bindings: &Bindings,
) -> Vec<Span> {
    let span = |place: &FieldRef| {
        let slot = evaluation.slot(*place, bindings);
        let start = if slot.key == Slot::NO_KEY { slot.span.start } else { slot.key };
        Span { start, ..slot.span }
    };
    let mut spans: Vec<Span> = places.iter().map(span).collect();
    sort(&mut spans, &Span::cmp);
    spans.dedup();
    spans
}

/// The edit that makes a member the first one of an object.
pub(super) fn inserted(text: &str, object: Span, member: &str) -> Option<(Span, String)> {
    let at = object.start as usize + 1;
    let rest = text.get(at..)?;
    let space = rest.len() - rest.trim_start().len();
    if rest.trim_start().starts_with('}') {
        return Some((Span::new(at, at), member.to_owned()));
    }
    let at = at + space;
    let gap = match rest.get(..space)? {
        // `{"a": 1, "b": 2}`
        "" if rest.contains(", ") => " ",
        gap => gap,
    };
    Some((Span::new(at, at), format!("{member},{gap}")))
}

pub(super) fn quoted(name: &str) -> String {
    serde_json::Value::from(name).to_string()
}

/// The edits that take members or elements out of their objects or arrays, with the commas
/// that would be left over; the spans are in order.
pub(super) fn remove_members(text: &str, spans: &[Span]) -> Vec<(Span, String)> {
    let before = |at: u32| text.get(..at as usize).unwrap_or("");
    let after = |at: u32| text.get(at as usize..).unwrap_or("");
    let mut edits: Vec<(Span, String)> = Vec::new();
    for span in spans {
        let lead = before(span.start).trim_end();
        let follow = after(span.end);
        let gap = follow.len() - follow.trim_start().len();
        let previous_end = edits.last().map_or(0, |(edit, _)| edit.end);
        let comma_before = lead.ends_with(',') && lead.len() > previous_end as usize;
        let edit = if comma_before {
            // The comma before it goes, with the space in between.
            Span::new(lead.len() - 1, span.end as usize)
        } else if follow.trim_start().starts_with(',') {
            // The first member: the comma after it goes, up to the next member.
            let rest = follow.get(gap + 1..).unwrap_or("");
            let space = rest.len() - rest.trim_start().len();
            Span::new(span.start as usize, span.end as usize + gap + 1 + space)
        } else if lead.ends_with(['{', '[']) && lead.len() >= previous_end as usize {
            // The only member: nothing stays between the brackets.
            Span::new(lead.len(), span.end as usize + gap)
        } else {
            *span
        };
        edits.push((edit, String::new()));
    }
    emptied_brackets(text, &mut edits);
    edits
}

/// Where nothing is left between two brackets, no white space is either.
fn emptied_brackets(text: &str, edits: &mut Vec<(Span, String)>) {
    let contiguous = edits.windows(2).all(|pair| match pair {
        [(one, _), (next, _)] => one.end == next.start,
        _ => false,
    });
    let (Some((first, _)), Some((last, _))) = (edits.first(), edits.last()) else { return };
    let lead = text.get(..first.start as usize).unwrap_or("").trim_end();
    let follow = text.get(last.end as usize..).unwrap_or("");
    let rest = follow.trim_start();
    if contiguous && lead.ends_with(['{', '[']) && rest.starts_with(['}', ']']) {
        let whole = Span::new(lead.len(), text.len() - rest.len());
        *edits = vec![(whole, String::new())];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn removed(text: &str, members: &[&str]) -> String {
        let spans: Vec<Span> = members
            .iter()
            .map(|member| {
                let at = text.find(member).unwrap();
                Span::new(at, at + member.len())
            })
            .collect();
        let mut result = text.to_owned();
        for (span, new) in remove_members(text, &spans).into_iter().rev() {
            result.replace_range(span.range(), &new);
        }
        result
    }

    #[test]
    fn commas_go_with_their_members() {
        let text = r#"{"a": 1, "b": 2, "c": 3}"#;
        assert_eq!(removed(text, &[r#""a": 1"#]), r#"{"b": 2, "c": 3}"#);
        assert_eq!(removed(text, &[r#""b": 2"#]), r#"{"a": 1, "c": 3}"#);
        assert_eq!(removed(text, &[r#""c": 3"#]), r#"{"a": 1, "b": 2}"#);
        assert_eq!(removed(text, &[r#""a": 1"#, r#""b": 2"#]), r#"{"c": 3}"#);
        assert_eq!(removed(text, &[r#""b": 2"#, r#""c": 3"#]), r#"{"a": 1}"#);
        assert_eq!(removed(text, &[r#""a": 1"#, r#""c": 3"#]), r#"{"b": 2}"#);
        assert_eq!(removed(text, &[r#""a": 1"#, r#""b": 2"#, r#""c": 3"#]), "{}");
        let lines = "{\n  \"a\": 1,\n  \"b\": 2\n}";
        assert_eq!(removed(lines, &["\"a\": 1", "\"b\": 2"]), "{}");
        assert_eq!(removed("[ 1 ]", &["1"]), "[]");
        assert_eq!(removed("{\n  \"a\": 1,\n  \"b\": 2\n}", &["\"b\": 2"]), "{\n  \"a\": 1\n}");
    }
}
