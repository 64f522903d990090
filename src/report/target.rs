//! Where a field that its object does not have probably belongs.

use super::alike::only;
use super::fixes::{inserted, quoted, remove_members};
use super::mask::{self, Hide};
use super::messages::MessageKey;
use super::pointer::Pointer;
use super::shapes::ShapeFinding;
use super::{Fix, show};
use crate::deduplicate::flat_fields;
use crate::request::{Characters, Lexer, ROOT, ValueKind, end_of_value, members, unquoted};
use smartro_lint_rules::program::{FieldType, NodeId};
use smartro_lint_rules::source::Span;
use smartro_lint_rules::suggest::suggest_spelling;
use smartro_lint_rules::synonyms::{Synonym, synonyms};

/// A field that a value probably belongs in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    pub(super) node: NodeId,
    /// The value that belongs there: what was written, or the one field of the object that was.
    value: Span,
    /// Whether the value is written there as it is here.
    is_same: bool,
}

/// How much of an object is looked through for a field, in bytes before a key and from the start.
const LONGEST_OBJECT: usize = 1 << 14;

/// How values of a hole's type begin, given what follows its `?`; `None` where they may be of any.
pub(super) fn begins_with(hole: &str) -> Option<u8> {
    match hole.as_bytes() {
        [b'(' | b's', ..] => Some(b'"'),
        [b'o', ..] => Some(b'{'),
        [b'a', b'r', ..] => Some(b'['),
        [b'b', ..] => Some(b't'),
        [b'n' | b'i', ..] => Some(b'0'),
        _ => None,
    }
}

/// How many objects of one field each are looked into.
const NESTED: usize = 3;

impl ShapeFinding<'_> {
    /// The field that was probably meant, if it is not given already.
    pub(super) fn find_target(&self) -> Option<Target> {
        self.find_meant().filter(|target| !self.is_given(target.node))
    }

    /// Whether a field is given: in the request, or in the object of a list that the key is in. In an
    /// object that is too long to be looked through, it may be.
    pub(super) fn is_given(&self, node: NodeId) -> bool {
        if !self.in_context && self.tree.is_single(node) {
            return self.evaluation().slots.get(ROOT, node).kind != ValueKind::Missing;
        }
        let (text, at) = (self.evaluation().text, self.found.span.start as usize);
        let Some(start) = object_around(text, at) else { return at > LONGEST_OBJECT };
        let ends = (start + LONGEST_OBJECT)..text.len();
        let end = ends.into_iter().find(|end| text.is_char_boundary(*end)).unwrap_or(text.len());
        let near = text.get(..end).unwrap_or_default();
        let members = members(near, start).unwrap_or_default();
        let last = members.last().and_then(|(_, value)| near.get(value.end as usize..));
        let is_cut = || last.is_none_or(|rest| !rest.trim_start().starts_with('}'));
        if end < text.len() && is_cut() {
            return true;
        }
        let name = &*self.tree.node(node).name;
        let is_named = |key: Span| {
            Characters::new(unquoted(key.of(text)).unwrap_or_default()).eq(name.chars())
        };
        members.into_iter().any(|(key, _)| is_named(key))
    }

    /// The field that was probably meant: by its name, by its words, or by the path to it, of a type that
    /// takes the value; or else by its name alone.
    fn find_meant(&self) -> Option<Target> {
        let value = self.found.span;
        let mut key = String::new();
        self.write_last_step(&mut key);
        if let Some(target) = self.synonymous(&key) {
            return Some(target);
        }
        let fitting = self.own_fields().filter(|node| self.fits(*node, value));
        if let Some(node) = self.spelt(&key, fitting) {
            return Some(Target { node, value, is_same: true });
        }
        self.alike_within(&key).or_else(|| {
            let node = self.spelt(&key, self.own_fields())?;
            Some(Target { node, value, is_same: false })
        })
    }

    /// The field that a key and those of the objects of one field in it are like the path to.
    fn alike_within(&self, key: &str) -> Option<Target> {
        let (mut name, mut inner) = (key.to_owned(), Some(self.found.span));
        for _ in 0..NESTED {
            let value = inner?;
            if let Some(node) = self.alike(&name, value) {
                return Some(Target { node, value, is_same: true });
            }
            let (key, next) = only_member(self.evaluation().text, value)?;
            name.push('.');
            name.extend(Characters::new(
                unquoted(key.of(self.evaluation().text)).unwrap_or_default(),
            ));
            inner = Some(next);
        }
        None
    }

    /// The one of these fields whose name is spelt nearly as a key.
    fn spelt(&self, key: &str, mut fields: impl Iterator<Item = NodeId> + Clone) -> Option<NodeId> {
        let names = fields.clone().map(|node| &*self.tree.node(node).name);
        let near = suggest_spelling(key, names.filter(|name| *name != key))?;
        fields.find(|node| *self.tree.node(*node).name == *near)
    }

    /// The field that a key is a synonym of: by its name at the top of the body, by its path below.
    fn synonymous(&self, key: &str) -> Option<Target> {
        if self.in_context {
            return None;
        }
        let path = match self.object() {
            NodeId::ROOT => key.to_owned(),
            object => format!("{}.{key}", self.dotted(object)),
        };
        let value = self.found.span;
        let last = u16::try_from(self.tree.nodes.len()).ok()?;
        synonyms(&path).into_iter().find_map(|Synonym { name, has_same_values: is_same }| {
            let field = name.rsplit('.').next().unwrap_or(name);
            let is_named = |node: &NodeId| {
                // Most nodes are distinguished by their own names.
                if *self.tree.node(*node).name != *field {
                    return false;
                }
                let path = self.dotted(*node);
                let before = path.strip_suffix(name);
                before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
            };
            let is_free = |node: &NodeId| match is_same {
                true => self.is_candidate(*node, value) && !self.is_given(*node),
                false => self.is_field_of_body(*node),
            };
            let node = only((1..last).map(NodeId).filter(is_named).filter(is_free))?;
            Some(Target { node, value, is_same })
        })
    }

    /// The fields of the object that the key is in.
    pub(super) fn own_fields(&self) -> impl Iterator<Item = NodeId> + Clone {
        let fields = match &self.tree.node(self.object()).kind {
            FieldType::Object(object) => Some(object.fields()),
            _ => None,
        };
        fields.into_iter().flatten().filter(|field| !self.tree.node(*field).foreign)
    }

    /// The object that the key is in.
    pub(super) fn object(&self) -> NodeId {
        if self.node.foreign { self.node.parent } else { self.shape.node }
    }

    /// Whether a field takes values of this type.
    pub(super) fn fits(&self, node: NodeId, value: Span) -> bool {
        let text = value.of(self.evaluation().text);
        let first = match text.strip_prefix('?') {
            Some(hole) => begins_with(hole),
            None => text.bytes().next(),
        };
        let mut kinds = self.tree.node(node).kind.types().iter();
        kinds.any(|kind| match first {
            None => true,
            _ if matches!(kind, FieldType::Anything) => true,
            Some(b'"') => {
                matches!(kind, FieldType::Text(_) | FieldType::Member(_) | FieldType::Instant)
            }
            Some(b'{') => matches!(kind, FieldType::Object(_) | FieldType::AnyObject),
            Some(b'[') => matches!(kind, FieldType::List(_) | FieldType::Members(_)),
            Some(b't' | b'f') => matches!(kind, FieldType::Boolean),
            Some(b'n') => true,
            _ => matches!(kind, FieldType::Integer | FieldType::Number),
        })
    }

    /// The path to a field as people write it; a field of the same object by its name.
    pub(super) fn target_name(&self, target: Target) -> String {
        let node = self.tree.node(target.node);
        if node.parent == self.object() {
            (*node.name).to_owned()
        } else {
            self.dotted(target.node)
        }
    }

    pub(super) fn dotted(&self, node: NodeId) -> String {
        let mut name = String::new();
        Pointer::to(self.tree, node).write_dotted(&mut name);
        name
    }

    /// The repair that renames a key, or moves its value to where it belongs.
    pub(super) fn moved(&self, target: Target) -> Option<Fix> {
        let key = self.shape.detail;
        let member = Span { start: key.start, ..self.found.span };
        if !target.is_same || self.reveals(key, target.node) {
            return None;
        }
        if self.tree.node(target.node).parent != self.object() || target.value != self.found.span {
            return self.moving(self.object(), member, target);
        }
        if self.in_context || !self.tree.is_single(target.node) {
            return None;
        }
        Some(self.renaming(&self.tree.node(target.node).name))
    }

    /// The repair of a missing field that is in another object.
    pub(super) fn brought(&self) -> Option<Fix> {
        let (object, member, value) = self.misplaced()?;
        self.moving(object, member, Target { node: self.shape.node, value, is_same: true })
    }

    /// Where the value of a missing field was written: the object, the member in it, its value.
    pub(super) fn misplaced(&self) -> Option<(NodeId, Span, Span)> {
        let member = self.shape.detail;
        if member.is_empty() {
            return None;
        }
        let slots = self.evaluation().slots;
        let nodes = (0..u16::try_from(self.tree.nodes.len()).ok()?).map(NodeId);
        let around = nodes.filter(|node| {
            let slot = slots.get(ROOT, *node);
            slot.kind == ValueKind::Object && slot.span.contains(member)
        });
        let object = around.min_by_key(|node| slots.get(ROOT, *node).span.len())?;
        Some((object, member, member_value(self.evaluation().text, member)?))
    }

    /// The path to where a missing field was written.
    pub(super) fn misplaced_from(&self) -> String {
        self.misplaced()
            .map_or_else(String::new, |(object, member, _)| self.path_of(object, member))
    }

    /// The path to a member as people write it.
    fn path_of(&self, object: NodeId, member: Span) -> String {
        let mut path = self.dotted(object);
        path.push_str(if path.is_empty() { "" } else { "." });
        let text = self.evaluation().text;
        let key: String =
            Characters::new(unquoted(member_key(text, member).of(text)).unwrap_or_default())
                .collect();
        show::push_step(&mut path, &key);
        path
    }

    /// The repair that puts the fields of a missing object into it, where they are beside it and one
    /// after the other.
    pub(super) fn gathered(&self) -> Option<Fix> {
        let text = self.evaluation().text;
        let fields = flat_fields(&self.evaluation(), self.shape.node);
        let is_comma = |pair: &[(Span, NodeId)]| match pair {
            [(one, _), (next, _)] => {
                text.get(one.end as usize..next.start as usize).is_some_and(|it| it.trim() == ",")
            }
            _ => false,
        };
        let is_own = |(member, node): &(Span, NodeId)| {
            let field = self.tree.node(*node);
            field.parent == self.shape.node
                && unquoted(member_key(text, *member).of(text)) == Some(&*field.name)
        };
        if !fields.iter().all(is_own) || !fields.windows(2).all(is_comma) {
            return None;
        }
        let ((first, _), (last, _)) = (fields.first()?, fields.last()?);
        let (start, end) = (Span { end: first.start, ..*first }, Span { start: last.end, ..*last });
        let before = format!("{}: {{ ", quoted(&self.node.name));
        let title = self.writer.text_with(MessageKey::Insert, &mut |_, out| {
            out.push_str(&self.node.name);
        });
        let edits = vec![self.writer.edit(start, before), self.writer.edit(end, " }".to_owned())];
        Some(Fix { title, safe: false, edits, withheld: false })
    }

    fn moving(&self, object: NodeId, member: Span, target: Target) -> Option<Fix> {
        let (tree, slots, text) = (self.tree, self.evaluation().slots, self.evaluation().text);
        let is_null = target.value.of(text) == "null";
        if self.in_context || is_null || !tree.is_single(target.node) || !tree.is_single(object) {
            return None;
        }
        // What is written before the value, from its key outwards, and the object to write it in.
        let (mut before, mut after) = (String::new(), String::new());
        let mut holder = target.node;
        loop {
            before = format!("{}: {before}", quoted(&tree.node(holder).name));
            holder = tree.node(holder).parent;
            match slots.get(ROOT, holder).kind {
                ValueKind::Object => break,
                ValueKind::Missing if holder != NodeId::ROOT => {
                    before.insert_str(0, "{ ");
                    after.push_str(" }");
                }
                _ => return None,
            }
        }
        let mut withheld = false;
        let edits = if holder == object {
            // In its place: the value stays as it is.
            let (start, end) = (member.start, target.value.start);
            let rest = Span { start: target.value.end, end: member.end };
            let edits = [(Span { start, end }, before), (rest, after)];
            edits.into_iter().filter(|(span, new)| !span.is_empty() || !new.is_empty()).collect()
        } else {
            let written = format!("{before}{}{after}", target.value.of(text));
            let hidden = self.hidden_in_copy(&written)?;
            withheld = hidden.hides(self.writer.shows_values());
            self.carried(object, member, holder, &written)?
        };
        let edits: Vec<_> =
            edits.into_iter().map(|(span, text)| self.writer.edit(span, text)).collect();
        let title = self.writer.text_with(MessageKey::Move, &mut |name, out| match name {
            "key" => out.push_str(&self.path_of(object, member)),
            _ => out.push_str(&self.dotted(target.node)),
        });
        Some(Fix { title, safe: false, edits, withheld })
    }

    /// Whether a key's values are secret, and those of the field that was meant are not.
    fn reveals(&self, key: Span, target: NodeId) -> bool {
        let is_secret = |key: &str| {
            let ruleset = self.writer.verdict.ruleset();
            mask::most_hidden(ruleset, &format!("{{{key}: \"a\"}}")) == Hide::Secret
        };
        let field = self.tree.node(target);
        !field.sensitive
            && is_secret(key.of(self.evaluation().text))
            && !is_secret(&quoted(&field.name))
    }

    /// What is hidden of a member that is written in another place; `None`: it is not copied, for
    /// a report neither grows with values nor has secrets.
    fn hidden_in_copy(&self, member: &str) -> Option<Hide> {
        const LONGEST: usize = 400;
        if member.len() > LONGEST {
            return None;
        }
        let object = format!("{{{member}}}");
        let hidden = mask::most_hidden(self.writer.verdict.ruleset(), &object);
        (hidden < Hide::Secret).then_some(hidden)
    }

    /// The edits that take a member out of its object and write it into another one.
    fn carried(
        &self,
        object: NodeId,
        member: Span,
        holder: NodeId,
        written: &str,
    ) -> Option<Vec<(Span, String)>> {
        let (slots, text) = (self.evaluation().slots, self.evaluation().text);
        let (place, new) = inserted(text, slots.get(ROOT, holder).span, written)?;
        let mut edits = remove_members(text, &[self.emptied_by_moving(object, member)?]);
        match edits.iter_mut().find(|(edit, _)| edit.contains(place)) {
            Some((_, replaced)) => *replaced = new,
            None => {
                let before = edits.partition_point(|(edit, _)| *edit <= place);
                edits.insert(before, (place, new));
            }
        }
        Some(edits)
    }

    /// The member that goes: the object that it is in, where it is all that is in there; `None`:
    /// that object is required, and would be left empty.
    fn emptied_by_moving(&self, mut object: NodeId, mut member: Span) -> Option<Span> {
        while object != NodeId::ROOT {
            let slot = self.evaluation().slots.get(ROOT, object);
            let alone = only_member(self.evaluation().text, slot.span)
                .is_some_and(|(key, _)| key.start == member.start);
            if !alone {
                break;
            }
            if self.tree.is_required(object) || slot.key == crate::request::Slot::NO_KEY {
                return None;
            }
            member = Span { start: slot.key, ..slot.span };
            object = self.tree.node(object).parent;
        }
        Some(member)
    }
}

/// The key and the value of an object that has one member alone.
fn only_member(text: &str, object: Span) -> Option<(Span, Span)> {
    let written = object.of(text);
    let inner = written.strip_prefix('{')?.strip_suffix('}')?;
    let start = object.start as usize + 1 + (inner.len() - inner.trim_start().len());
    let end = object.end as usize - 1 - (inner.len() - inner.trim_end().len());
    let value = member_value(text, Span::new(start, end))?;
    let is_whole = end_of_value(text, value.start as usize)? == value.end as usize;
    is_whole.then_some((Lexer::new(text, start).string().ok()?.span, value))
}

/// Where the object begins that a member's value is in, if that is near.
fn object_around(text: &str, value: usize) -> Option<usize> {
    let before = text.as_bytes().get(..value)?;
    let (mut depth, mut is_string) = (0_usize, false);
    for (at, byte) in before.iter().enumerate().rev().take(LONGEST_OBJECT) {
        match byte {
            b'"' => {
                let slashes = before.get(..at)?.iter().rev().take_while(|one| **one == b'\\');
                is_string ^= slashes.count() % 2 == 0;
            }
            _ if is_string => {}
            b'}' | b']' => depth += 1,
            b'{' | b'[' if depth == 0 => return Some(at),
            b'{' | b'[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The value of a member.
fn member_value(text: &str, member: Span) -> Option<Span> {
    let mut lexer = Lexer::new(text, member.start as usize);
    lexer.string().ok()?;
    lexer.skip_space();
    if !lexer.take(b':') {
        return None;
    }
    lexer.skip_space();
    Some(Span::new(lexer.at(), member.end as usize))
}

/// A member's key, with its quotes.
pub(super) fn member_key(text: &str, member: Span) -> Span {
    Lexer::new(text, member.start as usize).string().map_or(member, |token| token.span)
}
