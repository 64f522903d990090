//! The words of a pack, which masking shows where nothing else is known of a text.

use std::collections::{HashMap, HashSet};

use smartro_lint_rules::program::{FieldType, NodeId, Program, Tree};

/// The words of a pack, collected when the first text is masked.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    /// Keys, members of enumerations and names of operations.
    words: HashSet<Box<str>>,
    /// By the key of an object or a sensitive field: the operation's index and the node, each.
    objects: HashMap<Box<str>, Vec<(usize, NodeId)>>,
    /// The keys of sensitive fields.
    secrets: HashSet<Box<str>>,
    /// The keys of texts, and of numbers.
    texts: HashSet<Box<str>>,
    numbers: HashSet<Box<str>>,
}

/// Words of JSON, JavaScript and HTTP, which identify no customer.
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
                if node.kind.formats().is_some() {
                    vocabulary.texts.insert(node.name.clone());
                }
                if node.kind.fractions().is_some() {
                    vocabulary.numbers.insert(node.name.clone());
                }
                if matches!(node.kind, FieldType::Object(_)) || node.sensitive {
                    vocabulary.objects.entry(node.name.clone()).or_default().push((index, id));
                }
            }
        }
        vocabulary
    }

    /// Whether a word is one of the pack's or a common one.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Whether a text has this key.
    pub(crate) fn has_text(&self, key: &str) -> bool {
        self.texts.contains(key)
    }

    /// Whether a number has this key.
    pub(crate) fn has_number(&self, key: &str) -> bool {
        self.numbers.contains(key)
    }

    /// The keys of sensitive fields.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        self.secrets.iter().map(|name| &**name)
    }

    /// The objects and the sensitive fields of this key, in every operation.
    pub(crate) fn objects<'p>(
        &self,
        key: &str,
        program: &'p Program,
    ) -> impl Iterator<Item = (&'p Tree, NodeId)> {
        let nodes = self.objects.get(key).into_iter().flatten();
        nodes.filter_map(|(operation, id)| Some((&program.operations.get(*operation)?.tree, *id)))
    }
}
