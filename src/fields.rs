//! The fields that a request can have, for editors that complete them.

use crate::linter::Linter;
use smartro_lint_rules::program::{FieldType, Node, NodeId, Tree};

/// A field of an operation's request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<'l> {
    /// Its name.
    pub name: &'l str,
    /// Whether its object must have it.
    pub is_required: bool,
    /// What it takes.
    pub kind: FieldKind<'l>,
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind<'l> {
    /// Any value.
    Anything,
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// A number.
    Number,
    /// A string.
    String,
    /// A string: one of these.
    Member(Vec<&'l str>),
    /// An object.
    Object,
    /// An array.
    Array,
}

impl Linter {
    /// The fields of an object in an operation's body, given by the names on the way to it; steps
    /// into arrays are left out. Below `@path` are the parameters of the path. Nothing, where
    /// there is no such object.
    ///
    /// ```
    /// use smartro_lint::{FieldKind, Linter};
    ///
    /// let linter = Linter::smartro()?;
    /// let fields = linter.fields("cancelPayment", &["refundAccount"]);
    /// let number = fields.iter().find(|field| field.name == "number").ok_or("no such field")?;
    /// assert!(number.is_required);
    /// assert_eq!(number.kind, FieldKind::String);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn fields(&self, operation: &str, path: &[&str]) -> Vec<Field<'_>> {
        let Some((tree, node)) = self.field_node(operation, path) else { return Vec::new() };
        let FieldType::Object(object) = &tree.node(node).kind else { return Vec::new() };
        let own = object.fields().filter(|field| !tree.node(*field).foreign);
        own.map(|field| self.described(tree, field)).collect()
    }

    /// The field at the end of a path, as [`fields`](Self::fields) takes it; of an array, its
    /// elements.
    #[must_use]
    pub fn field(&self, operation: &str, path: &[&str]) -> Option<Field<'_>> {
        let (tree, node) = self.field_node(operation, path)?;
        Some(self.described(tree, node))
    }

    fn field_node(&self, operation: &str, path: &[&str]) -> Option<(&Tree, NodeId)> {
        let program = self.program();
        let tree = &program.operations.get(program.operation(operation)?)?.tree;
        let (start, path) = match path.split_first() {
            Some((&"@path", rest)) => (tree.path?, rest),
            _ => (NodeId::ROOT, path),
        };
        let mut at = element(tree, start);
        for name in path {
            at = element(tree, tree.field(at, name)?);
        }
        Some((tree, at))
    }

    fn described<'l>(&'l self, tree: &'l Tree, id: NodeId) -> Field<'l> {
        let Node { name, kind, .. } = tree.node(id);
        let kind = match kind.types().first().unwrap_or(kind) {
            FieldType::Anything | FieldType::Union(_) => FieldKind::Anything,
            FieldType::AnyObject | FieldType::Object(_) => FieldKind::Object,
            FieldType::Boolean => FieldKind::Boolean,
            FieldType::Integer => FieldKind::Integer,
            FieldType::Number => FieldKind::Number,
            FieldType::Text(_) | FieldType::Instant => FieldKind::String,
            FieldType::Member(enumeration) => {
                let known = self.program().enumerations.get(usize::from(enumeration.0));
                FieldKind::Member(known.map(|one| one.table.texts().collect()).unwrap_or_default())
            }
            FieldType::Members(_) | FieldType::List(_) => FieldKind::Array,
        };
        Field { name, is_required: tree.is_required(id), kind }
    }
}

/// A node or, of an array, its elements'.
fn element(tree: &Tree, mut id: NodeId) -> NodeId {
    while let FieldType::List(inner) = tree.node(id).kind {
        id = inner;
    }
    id
}
