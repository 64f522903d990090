//! What may be in a place of a request, and what of it is shown.

use std::cell::OnceCell;
use std::rc::Rc;

use super::address::mark_link;
use super::folded::Folded;
use super::hide::Hide;
use super::meanings::Meanings;
use super::names::{Meaning, is_identifier, is_made, is_product, of_unknown};
use super::values::{Caution, is_harmless, mark, mark_letters};
use super::vocabulary::Vocabulary;
use crate::request::WrapperKey;
use smartro_lint_rules::program::{FieldType, Node, NodeId, Program, Tree};
use smartro_lint_rules::suggest::is_within;

/// A field that a shape declares.
#[derive(Debug, Clone, Copy)]
pub(super) struct Declared<'p> {
    pub(super) tree: &'p Tree,
    pub(super) id: NodeId,
}

/// Some fields, of one operation each, and what is asked for each key in them.
pub(super) struct Fields<'p> {
    all: Vec<Declared<'p>>,
    /// Whether they have a sensitive field.
    have_secrets: OnceCell<bool>,
    /// Whether they say all of a person, such as a name in parts.
    identify: OnceCell<bool>,
}

/// What a place of a text is for.
#[derive(Clone)]
pub(super) enum ValuePlace<'p> {
    /// A request, in this many envelopes.
    Request(u8),
    /// What a request is sent in: a HTTP client's call, or an object with an `operation`.
    Envelope(u8),
    /// A recording of calls (HAR), or a part of one.
    Recording,
    /// A recorded body beside what describes it.
    Posted,
    /// The address of a call.
    Address,
    /// One of these fields, of one operation each.
    Fields(Rc<Fields<'p>>),
    /// What no shape declares.
    Unknown,
    /// The same, of which the key says that it is a product or the like.
    Product,
    /// The same, of which the key says that it is an amount or a count.
    Amount,
    /// The same, of which the key says that it is a secret that programs make.
    Made,
    /// Nothing of it is shown.
    Hidden(Hide),
}

/// What is shown of a text or a number, from the most to the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Policy {
    Whole,
    Identifier,
    /// An address of a page or an app.
    Link,
    /// A number of an amount or a count.
    Amount,
    Prose,
    /// A value of the wrong type, or where anything may be.
    Loose,
    /// What is no member of an enumeration.
    Choice,
    Unknown,
    Personal,
    /// The same, where the key is none that a shape declares.
    Somebody,
    /// A person's name: numbers in it are another field's.
    Name,
    /// A value in the place of an object that holds what identifies a person.
    Mistyped,
    Secret,
}

impl Policy {
    /// How numbers in such a value are judged; nothing: they are as they should be.
    pub(super) fn caution(self) -> Option<Caution> {
        match self {
            Self::Whole => None,
            Self::Identifier => Some(Caution::IDENTIFIER),
            Self::Link => Some(Caution::QUERY),
            Self::Amount => Some(Caution::AMOUNT),
            Self::Prose | Self::Personal => Some(Caution::PROSE),
            Self::Somebody => Some(Caution::SOMEBODY),
            Self::Loose | Self::Unknown | Self::Name | Self::Mistyped | Self::Secret => {
                Some(Caution::UNKNOWN)
            }
            Self::Choice => Some(Caution::CHOICE),
        }
    }

    /// Whether it shows all of a text, as far as its bytes show.
    pub(super) fn shows(self, text: &str) -> bool {
        self < Self::Personal && self.caution().is_none_or(|caution| is_harmless(text, caution))
    }

    /// Marks what it does not show.
    pub(super) fn apply(self, characters: &[char], marks: &mut [Hide]) {
        match self {
            Self::Link => mark_link(characters, marks),
            _ => {
                if let Some(caution) = self.caution() {
                    mark(characters, caution, marks);
                }
            }
        }
        match self {
            Self::Personal | Self::Somebody | Self::Name | Self::Mistyped => {
                mark_letters(characters, Hide::Personal, marks)
            }
            Self::Secret => marks.fill(Hide::Secret),
            _ => {}
        }
    }
}

impl<'p> Declared<'p> {
    pub(super) fn node(self) -> &'p Node {
        self.tree.node(self.id)
    }

    /// Its key; an element has that of its list.
    fn name(self) -> &'p str {
        let mut at = self.id;
        while self.tree.node(at).name.is_empty() && at != NodeId::ROOT {
            at = self.tree.node(at).parent;
        }
        &self.tree.node(at).name
    }

    /// What is shown of a text in its place.
    pub(super) fn of_text(self, meanings: &Meanings<'p>, text: &str) -> Policy {
        let node = self.node();
        if node.sensitive {
            return Policy::Secret;
        }
        let is_string =
            |kind: &&FieldType| matches!(kind, FieldType::Text(_) | FieldType::Member(_));
        let kind = node.kind.types().iter().find(is_string).unwrap_or(&node.kind);
        match kind {
            FieldType::Text(_) => meanings.of_declared(self.name()),
            FieldType::Member(id) | FieldType::Members(id) => {
                let enumeration = meanings.program.enumerations.get(usize::from(id.0));
                let known = enumeration.is_some_and(|known| known.find(text.as_bytes()).is_some());
                if known { Policy::Whole } else { Policy::Choice }
            }
            FieldType::Instant
            | FieldType::Boolean
            | FieldType::Integer
            | FieldType::Number
            | FieldType::Union(_) => Policy::Loose,
            FieldType::Anything if node.foreign && is_identifier(&Folded::of(self.name())) => {
                Policy::Identifier
            }
            FieldType::Anything if self.is_about_somebody(meanings) => Policy::Personal,
            FieldType::Anything => Policy::Loose,
            FieldType::AnyObject | FieldType::Object(_) | FieldType::List(_) => {
                self.in_place_of_many(meanings)
            }
        }
    }

    /// Whether its name says that it is secret, or identifies a person.
    fn is_about_somebody(self, meanings: &Meanings<'p>) -> bool {
        let policy = meanings.of_declared(self.name());
        matches!(policy, Policy::Secret | Policy::Personal | Policy::Name)
    }

    /// What is shown of a number in its place.
    pub(super) fn of_number(self, meanings: &Meanings<'p>) -> Policy {
        let node = self.node();
        match &node.kind {
            _ if node.sensitive => Policy::Secret,
            kind if kind.formats().is_some() && self.is_about_somebody(meanings) => Policy::Secret,
            kind if kind.fractions().is_some() => Policy::Amount,
            FieldType::AnyObject | FieldType::Object(_) | FieldType::List(_) => {
                self.in_place_of_many(meanings)
            }
            _ => Policy::Loose,
        }
    }

    /// What is shown of a text or a number where an object or a list should be.
    fn in_place_of_many(self, meanings: &Meanings<'p>) -> Policy {
        let identifies = |node: &'p Node| is_personal(meanings.of_declared(&node.name));
        if self.holds_secrets() {
            Policy::Secret
        } else if self.below().iter().any(identifies) {
            Policy::Mistyped
        } else {
            Policy::Unknown
        }
    }

    /// Whether something below it is sensitive.
    fn holds_secrets(self) -> bool {
        self.below().iter().any(|node| node.sensitive)
    }

    /// It, and all that is in it.
    fn below(self) -> &'p [Node] {
        let below = self.tree.nodes.get(self.id.index()..self.node().end.index());
        below.unwrap_or_default()
    }

    /// Whether it is an object whose texts all identify a person, such as a name in parts.
    fn identifies(self, meanings: &Meanings<'p>) -> bool {
        let FieldType::Object(object) = &self.node().kind else { return false };
        let fields = object.fields().map(|id| Self { id, ..self });
        let mut texts = fields.filter(|field| matches!(field.node().kind, FieldType::Text(_)));
        let is_personal = |field: Self| is_personal(field.of_text(meanings, ""));
        texts.next().is_some_and(|first| is_personal(first) && texts.all(is_personal))
    }

    /// Whether a field of it is sensitive.
    fn has_secrets(self) -> bool {
        let FieldType::Object(object) = &self.node().kind else { return false };
        object.fields().any(|field| self.tree.node(field).sensitive)
    }

    fn field(self, key: &str) -> Option<Self> {
        Some(Self { id: self.tree.field(self.id, key)?, ..self })
    }
}

impl<'p> Fields<'p> {
    pub(super) fn iter(&self) -> std::slice::Iter<'_, Declared<'p>> {
        self.all.iter()
    }

    fn have_secrets(&self) -> bool {
        *self.have_secrets.get_or_init(|| self.iter().any(|field| field.has_secrets()))
    }

    fn identify(&self, meanings: &Meanings<'p>) -> bool {
        let personal = |field: &Declared<'p>| {
            field.node().kind.formats().is_some() && is_personal(field.of_text(meanings, ""))
        };
        let identifies = |field| personal(field) || field.identifies(meanings);
        *self.identify.get_or_init(|| self.iter().any(identifies))
    }
}

impl<'p> ValuePlace<'p> {
    /// The place of some fields; `None`: there are none.
    pub(super) fn of(fields: Vec<Declared<'p>>) -> Option<Self> {
        if fields.is_empty() {
            return None;
        }
        let secret = fields.iter().any(|field| field.node().sensitive);
        let fields = || {
            Rc::new(Fields {
                all: fields,
                have_secrets: OnceCell::new(),
                identify: OnceCell::new(),
            })
        };
        Some(if secret { Self::Hidden(Hide::Secret) } else { Self::Fields(fields()) })
    }

    /// The place of a key's value in an object in this place.
    pub(super) fn of_key(
        &self,
        key: &str,
        vocabulary: &Vocabulary,
        meanings: &Meanings<'p>,
    ) -> Self {
        match self {
            Self::Envelope(depth) => of_envelope(key, *depth, meanings.program),
            Self::Recording => match key {
                "log" | "entries" => Self::Recording,
                "request" => Self::Request(1),
                _ => Self::Hidden(Hide::Secret),
            },
            Self::Posted if key == "text" => Self::Request(1),
            Self::Posted => Self::Hidden(Hide::Secret),
            Self::Fields(fields) => {
                let beside = fields.have_secrets();
                // Another name of a secret's field is that of a secret.
                let is_known = |own: &Declared<'p>| !(beside && own.node().foreign);
                let known = fields.iter().filter_map(|field| field.field(key)).filter(is_known);
                match Self::of(known.collect()) {
                    Some(place) => place,
                    None if fields.identify(meanings) => {
                        of_unknown_key(key, beside, vocabulary, meanings).of_somebody()
                    }
                    None => of_unknown_key(key, beside, vocabulary, meanings),
                }
            }
            Self::Hidden(Hide::Personal) => {
                of_unknown_key(key, false, vocabulary, meanings).of_somebody()
            }
            Self::Hidden(_) | Self::Made => Self::Hidden(Hide::Secret),
            Self::Product if key == "name" => Self::Unknown,
            _ => of_unknown_key(key, false, vocabulary, meanings),
        }
    }

    /// The same place in what identifies a person: of a secret nothing is shown, also where the
    /// person is.
    fn of_somebody(self) -> Self {
        let is_secret = match &self {
            Self::Hidden(hide) => *hide == Hide::Secret,
            Self::Made | Self::Address => true,
            Self::Fields(fields) => fields.iter().any(|field| field.holds_secrets()),
            _ => false,
        };
        Self::Hidden(if is_secret { Hide::Secret } else { Hide::Personal })
    }

    /// The same place beside a name that says what is hidden of it.
    pub(super) fn beside(self, hide: Hide) -> Self {
        match (hide, &self) {
            (Hide::Nothing, _) | (_, Self::Hidden(Hide::Secret) | Self::Made) => self,
            (Hide::Personal, _) => self.of_somebody(),
            (Hide::Secret, _) => Self::Hidden(Hide::Secret),
        }
    }

    /// The place of an element of a list in this place.
    pub(super) fn of_element(&self, meanings: &Meanings<'p>) -> Self {
        match self {
            Self::Fields(fields) => {
                let element = |field: &Declared<'p>| match field.node().kind {
                    FieldType::List(id) => Some(Declared { id, ..*field }),
                    FieldType::Object(_) | FieldType::AnyObject => Some(*field),
                    // A text's place has no list: what is in it has the wrong type.
                    _ => Some(*field).filter(|it| it.of_text(meanings, "") >= Policy::Loose),
                };
                Self::of(fields.iter().filter_map(element).collect()).unwrap_or(Self::Unknown)
            }
            Self::Request(_) | Self::Recording | Self::Hidden(_) => self.clone(),
            Self::Amount | Self::Product | Self::Made => self.clone(),
            _ => Self::Unknown,
        }
    }

    /// Whether a key here may be a number that should be a value.
    pub(super) fn is_secretive(&self) -> bool {
        matches!(self, Self::Fields(fields) if fields.have_secrets())
    }
}

/// The keys of an address, which may be a recorded call's in any object.
const ADDRESSES: &[&str] = &["url", "uri"];

/// What is in an envelope: the body, what names the operation, and what is not read.
fn of_envelope<'p>(key: &str, depth: u8, program: &'p Program) -> ValuePlace<'p> {
    const DEEPEST: u8 = 3;
    let fields = match WrapperKey::of(key.as_bytes()).map_or(key, |known| known.name()) {
        "operation" | "method" | "pg" => return ValuePlace::Unknown,
        "url" | "uri" | "path" => return ValuePlace::Address,
        "postData" => return ValuePlace::Posted,
        "request" | "body" | "data" | "json" | "payload" | "requestBody" if depth < DEEPEST => {
            return ValuePlace::Request(depth + 1);
        }
        "context" => vec![Declared { tree: &program.context, id: NodeId::ROOT }],
        "pathParams" => {
            let trees = program.operations.iter().map(|operation| &operation.tree);
            trees.filter_map(|tree| Some(Declared { tree, id: tree.path? })).collect()
        }
        _ => Vec::new(),
    };
    ValuePlace::of(fields).unwrap_or(ValuePlace::Hidden(Hide::Secret))
}

/// What is under a key that no shape has there.
fn of_unknown_key<'p>(
    key: &str,
    beside_secrets: bool,
    vocabulary: &Vocabulary,
    meanings: &Meanings<'p>,
) -> ValuePlace<'p> {
    match meanings.of_unknown(key, || of_unknown_name(key, vocabulary, meanings.program)) {
        ValuePlace::Fields(fields) => ValuePlace::Fields(fields),
        _ if beside_secrets => ValuePlace::Hidden(Hide::Secret),
        place => place,
    }
}

fn of_unknown_name<'p>(key: &str, vocabulary: &Vocabulary, program: &'p Program) -> ValuePlace<'p> {
    let misplaced = vocabulary.objects(key, program);
    let misplaced: Vec<_> = misplaced.map(|(tree, id)| Declared { tree, id }).collect();
    if let Some(place) = ValuePlace::of(misplaced) {
        return place;
    }
    if ADDRESSES.contains(&key) {
        return ValuePlace::Address;
    }
    let folded = key.to_lowercase();
    let typos = |name: &str| if name.len() > 10 { 2 } else { 1 };
    let near = vocabulary.secrets().any(|name| is_within(typos(name), &folded, name));
    match of_unknown(key) {
        _ if near => ValuePlace::Hidden(Hide::Secret),
        Meaning::Secret if is_made(key) => ValuePlace::Made,
        Meaning::Secret => ValuePlace::Hidden(Hide::Secret),
        Meaning::Personal => ValuePlace::Hidden(Hide::Personal),
        Meaning::Amount => ValuePlace::Amount,
        Meaning::Plain if is_product(key) => ValuePlace::Product,
        Meaning::Plain => ValuePlace::Unknown,
    }
}

fn is_personal(policy: Policy) -> bool {
    matches!(policy, Policy::Personal | Policy::Name)
}

/// What is shown where one of several fields may be meant: what is hidden in one is hidden; what
/// is right in one is right.
pub(super) fn strictest(policies: impl Iterator<Item = Policy> + Clone) -> Policy {
    let most = policies.clone().max().unwrap_or(Policy::Unknown);
    if most >= Policy::Personal { most } else { policies.min().unwrap_or(Policy::Unknown) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_in_one_field_is_hidden_in_all() {
        for (policies, most) in [
            ([Policy::Personal, Policy::Prose], Policy::Personal),
            ([Policy::Whole, Policy::Secret], Policy::Secret),
            ([Policy::Choice, Policy::Whole], Policy::Whole),
        ] {
            assert_eq!(strictest(policies.into_iter()), most);
        }
    }
}
