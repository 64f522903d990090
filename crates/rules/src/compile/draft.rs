//! Trees of shapes while they can still be changed.

use super::shapes::MAX_NODES;
use crate::program::{FieldType, KeyTable, Node, NodeId, Object, Tree};

/// A tree while it can still be changed.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) name: Box<str>,
    pub(super) kind: DraftKind,
    pub(super) required: bool,
    pub(super) sensitive: bool,
    pub(super) foreign: bool,
}

#[derive(Debug)]
pub(super) enum DraftKind {
    Leaf(FieldType),
    /// `open`: it may have other keys too.
    Object {
        exactly_one: bool,
        fields: Vec<Draft>,
        open: bool,
    },
    List(Box<Draft>),
}

impl Draft {
    /// Numbers the nodes. `None`: there are too many, or their names are too long.
    pub(super) fn number(self, parameters: Vec<Box<str>>) -> Option<Tree> {
        let mut nodes = Vec::new();
        push(self, NodeId::ROOT, false, &mut nodes)?;
        let mut path = None;
        if !parameters.is_empty() {
            let text = |name| Draft {
                name,
                kind: DraftKind::Leaf(FieldType::Text(Box::new([]))),
                required: false,
                sensitive: false,
                foreign: false,
            };
            let fields = parameters.into_iter().map(text).collect();
            let kind = DraftKind::Object { exactly_one: false, fields, open: false };
            let (required, sensitive, foreign) = (false, false, false);
            let object = Self { name: "@path".into(), kind, required, sensitive, foreign };
            path = Some(push(object, NodeId::ROOT, false, &mut nodes)?);
        }
        Tree::new(nodes, path)
    }
}

/// Adds a node and what is in it, and returns its id. What is in a sensitive object
/// is sensitive.
fn push(draft: Draft, parent: NodeId, sensitive: bool, nodes: &mut Vec<Node>) -> Option<NodeId> {
    let id = NodeId(u16::try_from(nodes.len()).ok()?);
    if nodes.len() >= MAX_NODES {
        return None;
    }
    let sensitive = sensitive || draft.sensitive;
    nodes.push(Node {
        name: draft.name,
        parent,
        end: id,
        kind: FieldType::Anything,
        sensitive,
        foreign: draft.foreign,
        iterated: false,
    });
    let kind = match draft.kind {
        DraftKind::Leaf(kind) => kind,
        DraftKind::List(element) => FieldType::List(push(*element, id, sensitive, nodes)?),
        DraftKind::Object { exactly_one, fields, open } => {
            object((exactly_one, open), fields, (id, sensitive), nodes)?
        }
    };
    let end = NodeId(u16::try_from(nodes.len()).ok()?);
    if let Some(node) = nodes.get_mut(id.index()) {
        node.kind = kind;
        node.end = end;
    }
    Some(id)
}

fn object(
    (exactly_one, open): (bool, bool),
    fields: Vec<Draft>,
    (parent, sensitive): (NodeId, bool),
    nodes: &mut Vec<Node>,
) -> Option<FieldType> {
    let mut keys = Vec::with_capacity(fields.len());
    let (mut required, mut one_of, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for field in fields {
        let Draft { required: is_required, foreign, .. } = field;
        let name = field.name.clone();
        let id = push(field, parent, sensitive, nodes)?;
        keys.push((name, id));
        if is_required {
            required.push(id);
        }
        if foreign {
            others.push(id);
        } else if exactly_one {
            one_of.push(id);
        }
    }
    Some(FieldType::Object(Box::new(Object {
        keys: KeyTable::new(keys),
        required: required.into(),
        exactly_one: one_of.into(),
        foreign: others.into(),
        open,
    })))
}
