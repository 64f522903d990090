//! Repairs as edits of the text, byte for byte.

use super::writer::{Writer, dotted};
use super::{Edit, Fix};
use crate::evaluate::{Evaluation, Frames};
use crate::linter::Input;
use crate::nearest::nearest;
use crate::program::{self, Check, FixKind, Kind, Place, Symbol};
use crate::request::{Characters, Held, Slot};
use crate::source::Span;

impl Writer<'_> {
    /// The repairs of a check that fired; none for a request that was given parsed.
    pub(super) fn fixes(
        &self,
        evaluation: &Evaluation<'_>,
        check: &Check,
        frames: &Frames,
    ) -> Vec<Fix> {
        if matches!(self.verdict.request().input, Input::Value(_)) {
            return Vec::new();
        }
        check.fixes.iter().filter_map(|fix| self.fix(evaluation, fix, frames)).collect()
    }

    /// Another value in a value's place.
    pub(super) fn replacement(&self, span: Span, json: &str, safe: bool) -> Option<Fix> {
        let region = self.region(span)?;
        let title = self.word("words", "replace", |_| json.trim_matches('"').to_owned());
        let edit = Edit { start: region.start, end: region.end, text: json.to_owned() };
        Some(Fix { title, safe, edits: vec![edit] })
    }

    /// A text where an object should stand that needs one field alone, an enumeration's: the
    /// object, with the member that the text is near to.
    pub(super) fn wrapped(&self, kind: &Kind, tree: &program::Tree, text: &str) -> Option<String> {
        let Kind::Object(object) = kind else { return None };
        let said = text.strip_prefix('"')?.strip_suffix('"')?;
        let [required] = &*object.required else { return None };
        let node = tree.node(*required);
        let Kind::Member(id) = node.kind else { return None };
        let names = self.program.enumerations.get(usize::from(id.0))?.table.texts();
        let near = self.near_text(&node.kind, said, names)?;
        Some(format!("{{ {}: \"{near}\" }}", quoted(&node.name)))
    }

    fn fix(&self, evaluation: &Evaluation<'_>, fix: &program::Fix, frames: &Frames) -> Option<Fix> {
        let (title, edits) = match &fix.kind {
            FixKind::Remove(places) => self.remove(evaluation, places, frames)?,
            FixKind::Rename(place, name) => self.rename(evaluation, *place, name, frames)?,
            FixKind::Replace(place, json) => self.replace(evaluation, *place, json, frames)?,
            FixKind::Insert(place, json) => self.insert(evaluation, *place, json, frames)?,
            FixKind::Nearest(place, allowed) => {
                let said = self.said_member(evaluation, *place, frames)?;
                let name = nearest(&said.1, self.names(allowed))?;
                self.replace(evaluation, *place, &format!("\"{name}\""), frames)?
            }
            FixKind::Spelling(place, allowed) => {
                let (prefix, said) = self.said_member(evaluation, *place, frames)?;
                let name = self.names(allowed).find(|name| name.eq_ignore_ascii_case(&said))?;
                self.replace(evaluation, *place, &format!("\"{prefix}{name}\""), frames)?
            }
        };
        let origin = self.verdict.request().origin.offset;
        let edits = edits.into_iter().map(|(span, text)| Edit {
            start: origin + u64::from(span.start),
            end: origin + u64::from(span.end),
            text,
        });
        Some(Fix { title, safe: fix.safe, edits: edits.collect() })
    }

    fn names<'s>(&'s self, symbols: &'s [Symbol]) -> impl Iterator<Item = &'s str> {
        symbols.iter().map(|symbol| self.program.symbols.name(*symbol))
    }

    /// The prefix and the rest of a text where a member should stand.
    fn said_member(
        &self,
        evaluation: &Evaluation<'_>,
        place: Place,
        frames: &Frames,
    ) -> Option<(String, String)> {
        let slot = Some(evaluation.slot(place, frames)).filter(|slot| slot.held == Held::Text)?;
        let said: String = Characters::new(evaluation.inside(slot)).take(100).collect();
        let Kind::Member(id) = evaluation.operation.tree.node(place.node).kind else { return None };
        let prefix = self.program.enumerations.get(usize::from(id.0))?.prefix.as_deref();
        let stripped = prefix.and_then(|prefix| Some((prefix, said.strip_prefix(prefix)?)));
        Some(match stripped {
            Some((prefix, rest)) => (prefix.to_owned(), rest.to_owned()),
            None => (String::new(), said),
        })
    }

    fn remove(
        &self,
        evaluation: &Evaluation<'_>,
        places: &[Place],
        frames: &Frames,
    ) -> Option<(String, Vec<(Span, String)>)> {
        let mut spans = Vec::new();
        let mut names = Vec::new();
        for place in places {
            let place = &emptied(evaluation, *place, frames);
            let slot = evaluation.slot(*place, frames);
            if slot.held != Held::Missing {
                names.push(format!("`{}`", dotted(&self.pointer(evaluation, *place, frames))));
                let start = if slot.key == Slot::NO_KEY { slot.span.start } else { slot.key };
                spans.push(Span { start, ..slot.span });
            }
        }
        spans.sort_unstable();
        let title = self.word("words", "remove", |_| names.join(", "));
        let edits = remove_members(evaluation.text, &spans);
        (!edits.is_empty()).then_some((title, edits))
    }

    fn rename(
        &self,
        evaluation: &Evaluation<'_>,
        place: Place,
        name: &str,
        frames: &Frames,
    ) -> Option<(String, Vec<(Span, String)>)> {
        let slot = evaluation.slot(place, frames);
        let key = self.key_of(slot)?;
        let tree = &evaluation.operation.tree;
        let parent = tree.node(place.node).parent;
        // A second key of that name would be a new mistake.
        if let Some(taken) = tree.field(parent, name) {
            let taken = Place { node: taken, ..place };
            if evaluation.slot(taken, frames).held != Held::Missing {
                return None;
            }
        }
        let title = self.word("words", "rename", |word| match word {
            "key" => tree.node(place.node).name.to_string(),
            _ => name.to_owned(),
        });
        Some((title, vec![(key, quoted(name))]))
    }

    fn replace(
        &self,
        evaluation: &Evaluation<'_>,
        place: Place,
        json: &str,
        frames: &Frames,
    ) -> Option<(String, Vec<(Span, String)>)> {
        let slot =
            Some(evaluation.slot(place, frames)).filter(|slot| slot.is_present() && !slot.bare)?;
        let title = self.word("words", "replace", |_| json.trim_matches('"').to_owned());
        Some((title, vec![(slot.span, json.to_owned())]))
    }

    fn insert(
        &self,
        evaluation: &Evaluation<'_>,
        place: Place,
        json: &str,
        frames: &Frames,
    ) -> Option<(String, Vec<(Span, String)>)> {
        let node = evaluation.operation.tree.node(place.node);
        let object = Place { node: node.parent, ..place };
        let slot =
            Some(evaluation.slot(object, frames)).filter(|slot| slot.held == Held::Object)?;
        if evaluation.slot(place, frames).held != Held::Missing {
            return None;
        }
        let at = slot.span.start as usize + 1;
        let rest = evaluation.text.get(at..)?;
        let space = rest.len() - rest.trim_start().len();
        let empty = rest.trim_start().starts_with('}');
        let comma = if empty { String::new() } else { format!(",{}", rest.get(..space)?) };
        let member = format!("{}: {json}{comma}", quoted(&node.name));
        let at = if empty { at } else { at + space };
        let title = self.word("words", "insert", |_| node.name.to_string());
        Some((title, vec![(Span::new(at, at), member)]))
    }
}

/// The value that goes when a field is removed: the object around it, where that must have
/// exactly one field and would have none.
fn emptied(evaluation: &Evaluation<'_>, place: Place, frames: &Frames) -> Place {
    let tree = &evaluation.operation.tree;
    let parent = Place { node: tree.node(place.node).parent, ..place };
    let Kind::Object(object) = &tree.node(parent.node).kind else { return place };
    let others = object.fields.iter().filter(|field| **field != place.node);
    let mut others = others.map(|field| Place { node: *field, ..place });
    let alone = others.all(|other| !evaluation.slot(other, frames).is_present());
    let optional = !tree.is_required(parent.node);
    if !object.exactly_one.is_empty() && alone && optional { parent } else { place }
}

fn quoted(name: &str) -> String {
    serde_json::Value::from(name).to_string()
}

/// The edits that take members or elements out of their objects or arrays, with the commas
/// that would be left over; the spans are in order.
fn remove_members(text: &str, spans: &[Span]) -> Vec<(Span, String)> {
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
