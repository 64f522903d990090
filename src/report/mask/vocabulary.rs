//! The words of a pack: what may be shown where nothing else is known.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::place::Declared;
use crate::program::{FieldType, NodeId, Program};

/// The words of a pack, gathered when the first text is masked.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    /// Keys, members of enumerations and names of operations.
    words: HashSet<Box<str>>,
    /// The keys of objects: an operation's place and the node, each.
    objects: HashMap<Box<str>, Vec<(usize, NodeId)>>,
    /// The keys of sensitive fields.
    secrets: BTreeSet<Box<str>>,
}

/// Words of JSON, JavaScript and HTTP that say nothing of a customer.
const COMMON: &[&str] = &[
    "true",
    "false",
    "null",
    "undefined",
    "NaN",
    "Infinity",
    "None",
    "True",
    "False",
    "const",
    "let",
    "var",
    "await",
    "async",
    "function",
    "return",
    "new",
    "import",
    "export",
    "from",
    "fetch",
    "PortOne",
    "window",
    "if",
    "else",
    "operation",
    "request",
    "response",
    "context",
    "pathParams",
    "method",
    "url",
    "uri",
    "path",
    "body",
    "data",
    "json",
    "payload",
    "postData",
    "requestBody",
    "headers",
    "cookies",
    "query",
    "log",
    "entries",
    "get",
    "post",
    "GET",
    "POST",
    "https",
    "http",
];

impl Vocabulary {
    pub(crate) fn of(program: &Program) -> Self {
        let mut vocabulary = Self::default();
        vocabulary.words.extend(COMMON.iter().map(|word| Box::from(*word)));
        for enumeration in &program.enumerations {
            vocabulary.words.extend(enumeration.table.texts().map(Box::from));
        }
        for (index, operation) in program.operations.iter().enumerate() {
            vocabulary.words.insert(operation.name.clone());
            for (id, node) in (0..).map(NodeId).zip(&operation.tree.nodes) {
                vocabulary.words.insert(node.name.clone());
                if node.sensitive && !node.name.is_empty() {
                    vocabulary.secrets.insert(node.name.clone());
                }
                if matches!(node.kind, FieldType::Object(_)) || node.sensitive {
                    vocabulary.objects.entry(node.name.clone()).or_default().push((index, id));
                }
            }
        }
        vocabulary
    }

    /// Whether a word is the pack's or everybody's.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// The keys of sensitive fields.
    pub(super) fn secrets(&self) -> impl Iterator<Item = &str> {
        self.secrets.iter().map(|name| &**name)
    }

    /// The objects and the sensitive fields of this key, wherever they belong.
    pub(super) fn objects<'p>(&self, key: &str, program: &'p Program) -> Vec<Declared<'p>> {
        let places = self.objects.get(key).into_iter().flatten();
        let declared = places.filter_map(|(operation, id)| {
            Some(Declared { tree: &program.operations.get(*operation)?.tree, id: *id })
        });
        declared.collect()
    }
}
