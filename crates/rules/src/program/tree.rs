//! Shapes as one tree an operation: the reader walks it, and each of its nodes is a slot.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{KeyDigest, KeyTable, Symbol};
use crate::moment::Layout;
use crate::source::Span;
use crate::suggest::word_letters;

/// A node of a tree; its number is its slot's.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct NodeId(pub u16);

impl NodeId {
    /// The whole body.
    pub const ROOT: Self = Self(0);

    /// As an index.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// An enumeration, as an index of the program's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EnumerationId(pub u16);

/// A tree of shapes, each node before its children and these in order.
#[derive(Debug, Serialize, Deserialize)]
pub struct Tree {
    /// The nodes, by their ids.
    pub nodes: Box<[Node]>,
    /// How they are reached, by their ids: apart from them, since the reader does not ask.
    locations: Box<[Location]>,
    /// The pointers of the locations, one after the other.
    pointers: Box<str>,
    /// The object of the path parameters, where the operation has any.
    pub path: Option<NodeId>,
    /// What `node` returns for an id of another tree.
    unknown: Node,
}

/// A place that a value can have.
#[derive(Debug, Serialize, Deserialize)]
pub struct Node {
    /// Its key; empty for the root and for the elements of an array.
    pub name: Box<str>,
    /// What it is in; the root's is itself.
    pub parent: NodeId,
    /// The first node after it and what is in it.
    pub end: NodeId,
    /// What it holds.
    pub kind: FieldType,
    /// Never shown.
    pub sensitive: bool,
    /// Not a field of its object, though rules can name it.
    pub foreign: bool,
    /// Whether a rule goes through its elements or members.
    pub iterated: bool,
}

/// The element that a node is in, and the pointer to it from there.
#[derive(Debug, Serialize, Deserialize)]
struct Location {
    element: NodeId,
    pointer: Span,
    /// The letters and digits of the names from the root to it.
    letters: u64,
}

/// What a node holds.
#[derive(Debug, Serialize, Deserialize)]
pub enum FieldType {
    /// Anything.
    Anything,
    /// Any object.
    AnyObject,
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// A number.
    Number,
    /// A string, in one of these forms (none: in any).
    Text(Box<[TextFormat]>),
    /// A member of an enumeration.
    Member(EnumerationId),
    /// A list of different members of an enumeration; in a context alone.
    Members(EnumerationId),
    /// A point in time, RFC 3339; in a context alone.
    Instant,
    /// An object of this shape.
    Object(Box<Object>),
    /// An array; its elements are the node.
    List(NodeId),
    /// A value of one of these types: at most one of strings, of numbers, and of booleans.
    Union(Box<[FieldType]>),
}

impl FieldType {
    /// The types that a value can be of.
    #[must_use]
    pub fn types(&self) -> &[Self] {
        match self {
            Self::Union(types) => types,
            only => std::slice::from_ref(only),
        }
    }

    /// The enumeration that a string is a member of.
    #[must_use]
    pub fn enumeration(&self) -> Option<EnumerationId> {
        self.types().iter().find_map(|one| match one {
            Self::Member(id) => Some(*id),
            _ => None,
        })
    }

    /// The formats of a string that is no member of an enumeration.
    #[must_use]
    pub fn formats(&self) -> Option<&[TextFormat]> {
        self.types().iter().find_map(|one| match one {
            Self::Text(formats) => Some(&**formats),
            _ => None,
        })
    }

    /// Whether it can be a number, and whether that can have a fraction.
    #[must_use]
    pub fn fractions(&self) -> Option<bool> {
        self.types().iter().find_map(|one| match one {
            Self::Integer => Some(false),
            Self::Number => Some(true),
            _ => None,
        })
    }

    /// Whether it can be a boolean.
    #[must_use]
    pub fn is_boolean(&self) -> bool {
        self.types().iter().any(|one| matches!(one, Self::Boolean))
    }
}

/// The shape of an object.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Object {
    /// From a key to its field's node.
    pub keys: KeyTable<NodeId>,
    /// The fields that must be there.
    pub required: Box<[NodeId]>,
    /// The fields of which exactly one must be there; none: any number may.
    pub exactly_one: Box<[NodeId]>,
    /// The fields that are not its own, though rules can name them.
    pub foreign: Box<[NodeId]>,
    /// Whether it may have other keys too.
    pub open: bool,
}

impl Object {
    /// The fields' nodes, in order.
    pub fn fields(&self) -> impl ExactSizeIterator<Item = NodeId> + Clone {
        self.keys.values()
    }
}

/// A form of a string.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextFormat {
    /// RFC 3339.
    DateTime,
    /// Digits for `YYYY`, `MM`, `DD`, `HH`, `mm` and `ss`, and the other characters as they are.
    Layout(Layout),
}

/// A set of strings.
#[derive(Debug, Serialize, Deserialize)]
pub struct Enumeration {
    /// Its name; of one that is written in place, the field's.
    pub name: Box<str>,
    /// What each member may be written with.
    pub prefix: Option<Box<str>>,
    /// From a member's string to the member.
    pub table: KeyTable<Symbol>,
}

impl Enumeration {
    /// The members, in order.
    pub fn members(&self) -> impl ExactSizeIterator<Item = Symbol> {
        self.table.values()
    }

    /// The member that a string names.
    #[must_use]
    pub fn find(&self, text: &[u8]) -> Option<Symbol> {
        self.table.find(text).or_else(|| self.find_prefixed(text))
    }

    /// The member that the short string with this digest names.
    #[must_use]
    #[inline(always)]
    pub fn find_short<'t>(
        &self,
        digest: KeyDigest,
        text: impl FnOnce() -> &'t [u8],
    ) -> Option<Symbol> {
        self.table.find_short(digest).or_else(|| self.find_prefixed(text()))
    }

    /// Every string that names a member, and the member.
    pub fn spellings(&self) -> impl Iterator<Item = (Cow<'_, str>, Symbol)> {
        let members = || self.table.texts().zip(self.table.values());
        let bare = members().map(|(text, member)| (Cow::from(text), member));
        let prefixed = self.prefix.iter().flat_map(move |prefix| {
            members().map(move |(text, member)| (Cow::from(format!("{prefix}{text}")), member))
        });
        bare.chain(prefixed)
    }

    fn find_prefixed(&self, text: &[u8]) -> Option<Symbol> {
        self.table.find(text.strip_prefix(self.prefix.as_ref()?.as_bytes())?)
    }
}

impl Enumeration {
    /// How many members a context's list may choose from.
    #[cfg(feature = "compiler")]
    pub(crate) const MAX_CHOICES: usize = 64;

    /// The bit of the member that a string names, in a set of members.
    #[must_use]
    pub fn bit(&self, text: &[u8]) -> Option<u64> {
        self.bit_of(self.find(text)?)
    }

    /// The bit of the member that is the short string with this digest, in a set of members.
    #[must_use]
    #[inline]
    pub fn bit_of_short(&self, digest: KeyDigest) -> Option<u64> {
        1_u64.checked_shl(self.table.place_of_short(digest)?.into())
    }

    /// The bit of a member, in a set of members.
    #[must_use]
    pub fn bit_of(&self, symbol: Symbol) -> Option<u64> {
        let place = self.members().position(|member| member == symbol)?;
        1_u64.checked_shl(u32::try_from(place).ok()?)
    }
}

impl Tree {
    /// How many bytes the pointers to all nodes may have: each has the names around its node.
    const POINTERS: usize = 1 << 20;

    /// A tree of these nodes. `None`: too many of them are nested too deeply, below too long names.
    #[must_use]
    pub fn new(nodes: Vec<Node>, path: Option<NodeId>) -> Option<Self> {
        let unknown = Node {
            name: "".into(),
            parent: NodeId::ROOT,
            end: NodeId::ROOT,
            kind: FieldType::Anything,
            sensitive: false,
            foreign: false,
            iterated: false,
        };
        let (locations, pointers) = locations(&nodes)?;
        let (nodes, locations, pointers) = (nodes.into(), locations.into(), pointers.into());
        Some(Self { nodes, locations, pointers, path, unknown })
    }

    /// The element of an array that a node is in, or is (the root, where it is in
    /// none), and the JSON Pointer to it from there.
    #[must_use]
    pub fn location(&self, id: NodeId) -> (NodeId, &str) {
        self.locations.get(id.index()).map_or((NodeId::ROOT, ""), |location| {
            (location.element, location.pointer.of(&self.pointers))
        })
    }

    /// The letters and digits of the names from the root to a node, as [`word_letters`] has them;
    /// all bits, where there may be others.
    #[must_use]
    pub fn path_letters(&self, id: NodeId) -> u64 {
        self.locations.get(id.index()).map_or(u64::MAX, |location| location.letters)
    }

    /// The node of an id; for an id of another tree, a node that holds anything.
    #[must_use]
    #[inline(always)]
    pub fn node(&self, id: NodeId) -> &Node {
        self.nodes.get(id.index()).unwrap_or(&self.unknown)
    }

    /// The field of an object.
    #[must_use]
    pub fn field(&self, id: NodeId, name: &str) -> Option<NodeId> {
        let FieldType::Object(object) = &self.node(id).kind else { return None };
        object.keys.find(name.as_bytes())
    }

    /// Whether a node is in no array: a request has one such value at most.
    #[must_use]
    pub fn is_single(&self, mut id: NodeId) -> bool {
        while id != NodeId::ROOT {
            id = self.node(id).parent;
            if matches!(self.node(id).kind, FieldType::List(_)) {
                return false;
            }
        }
        true
    }

    /// Whether the object of a field requires it.
    #[must_use]
    pub fn is_required(&self, id: NodeId) -> bool {
        let FieldType::Object(object) = &self.node(self.node(id).parent).kind else { return true };
        object.required.contains(&id) || !object.fields().any(|field| field == id)
    }

    /// The keys from the root to a node.
    #[must_use]
    pub fn path_to(&self, id: NodeId) -> Vec<&str> {
        let mut names = Vec::new();
        let mut at = id;
        while at != NodeId::ROOT {
            names.push(&*self.node(at).name);
            at = self.node(at).parent;
        }
        names.reverse();
        names
    }
}

fn locations(nodes: &[Node]) -> Option<(Vec<Location>, String)> {
    let mut locations: Vec<Location> = Vec::with_capacity(nodes.len());
    let mut pointers = String::new();
    for (id, node) in (0..).map(NodeId).zip(nodes) {
        let parent = node.parent.index();
        let is_element =
            nodes.get(parent).is_some_and(|parent| matches!(parent.kind, FieldType::List(_)));
        let start = pointers.len();
        let element = match locations.get(parent) {
            Some(around) if !is_element => {
                // RFC 6901.
                let step = node.name.replace('~', "~0").replace('/', "~1");
                let pointer = format!("{}/{step}", around.pointer.of(&pointers));
                pointers.push_str(&pointer);
                around.element
            }
            _ => id,
        };
        if pointers.len() > Tree::POINTERS {
            return None;
        }
        let around = locations.get(parent).map_or(0, |around| around.letters);
        let letters = around | word_letters(&node.name).unwrap_or(u64::MAX);
        locations.push(Location { element, pointer: Span::new(start, pointers.len()), letters });
    }
    Some((locations, pointers))
}
