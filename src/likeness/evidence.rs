//! What the keys of an object, and the kinds of their values, show of whether it is a body.

use serde::de::IgnoredAny;
use serde_json::Value;

use super::fit::{Fit, fit};
use crate::request::is_unknown;
use crate::verdict::{CHANNEL_FIELD, CHANNEL_GROUP_FIELD};
use smartro_lint_rules::program::{FieldType, Node, NodeId, Operation, Program, Tree};
use smartro_lint_rules::suggest::suggest_spelling;

/// The members of an object.
pub(super) type Members = serde_json::Map<String, Value>;

/// How many fields with names of several words are enough where nothing else shows the operation.
const ENOUGH: usize = 3;

/// The keys, [`folded`], of records that a program keeps, answers with or logs, beside those that
/// end in `At`.
const RECORD: [&str; 14] = [
    "customerid",
    "event",
    "id",
    "level",
    "memberid",
    "message",
    "msg",
    "orderid",
    "plan",
    "status",
    "time",
    "timestamp",
    "ts",
    "userid",
];

/// What an object shows of whether it is the body of an operation. A key that is nearly a field's
/// counts as that field.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// Fields with values of kinds that they can have, those of objects in them included.
    pub(super) fields: usize,
    /// Fields with names of several words, which nothing else is likely to have.
    distinct: usize,
    /// The fields at the top that the operation requires, its channel among them.
    required: usize,
    /// How many fields it requires.
    of_required: usize,
    /// Fields that differ from payment to payment: no configuration has them.
    particular: usize,
    /// All keys that name fields, whatever their values.
    pub(super) named: usize,
    /// Fields with values that they cannot have.
    misfits: usize,
    /// Fields with values that are yet to be put there.
    placeholders: usize,
    /// What is no field at the top.
    others: usize,
    /// What is a field, but not at the top.
    misplaced: usize,
    /// Keys of a record.
    records: usize,
}

impl Evidence {
    pub(super) fn of(program: &Program, operation: &Operation, members: &Members) -> Self {
        let tree = &operation.tree;
        let FieldType::Object(root) = &tree.node(NodeId::ROOT).kind else { return Self::default() };
        // The shapes leave it open which of two fields names the channel.
        let channel = tree.field(NodeId::ROOT, CHANNEL_FIELD);
        let channel = channel.filter(|channel| !root.required.contains(channel));
        let of_required = root.required.len() + usize::from(channel.is_some());
        let mut evidence = Self { of_required, ..Self::default() };
        for (name, value) in members {
            let Some(field) = field(tree, NodeId::ROOT, name) else {
                let has_its_name = |node: &Node| *node.name == **name;
                let count = if is_of_record(name) {
                    &mut evidence.records
                } else if is_distinct(name) && tree.nodes.iter().any(has_its_name) {
                    &mut evidence.misplaced
                } else {
                    &mut evidence.others
                };
                *count += 1;
                continue;
            };
            let before = evidence.misfits;
            evidence.add((program, tree), field, value);
            if evidence.misfits == before && !value.is_null() {
                let is_required = root.required.contains(&field) || channel == Some(field);
                evidence.required += usize::from(is_required);
            }
        }
        evidence
    }

    /// Whether it is a body in a call or an envelope: more is a field's than not, and it has what
    /// such a body has.
    pub(super) fn is_body(&self) -> bool {
        let others = self.others + self.misplaced + self.misfits;
        let is_nearly_whole = self.required * 4 >= self.of_required * 3;
        let is_enough = match self.distinct {
            // A word such as `reason` is in many things.
            0 => others == 0 && self.required > 0,
            1 => self.is_half(),
            2 | 3 => self.is_half() || others == 0,
            _ => true,
        };
        // One key of a record may be in what is a request without a doubt.
        let is_record = match self.records {
            0 => false,
            1 => self.required < ENOUGH || !is_nearly_whole,
            _ => true,
        };
        // A configuration has what all payments have.
        let is_particular = self.particular > 0 || (self.required >= ENOUGH && is_nearly_whole);
        is_enough && !is_record && is_particular && self.fields > others
    }

    /// Whether it is a body where nothing is around it: what is no field is beside most of what is
    /// required only.
    pub(super) fn is_bare_body(&self) -> bool {
        let is_mostly_whole = self.required * 3 >= self.of_required * 2;
        let is_pure = self.others == 0 && self.records == 0;
        let is_note = is_mostly_whole && self.others * 2 <= self.fields;
        self.is_body() && self.has_values() && (is_pure || is_note)
    }

    /// Whether most of the fields have values, and one of them a name that says whose it is: a word
    /// such as `reason` is in many things. Templates, translations and settings have other texts.
    pub(super) fn has_values(&self) -> bool {
        self.distinct > 0
            && self.placeholders == 0
            && self.misfits * 3 <= self.fields
            && self.fields * 2 >= self.named
    }

    fn is_half(&self) -> bool {
        self.required >= self.of_required / 2
    }

    /// Whether it is a body though nothing else shows the operation.
    pub(super) fn is_surely_body(&self) -> bool {
        let fields = self.distinct.max(self.required);
        let is_sure = self.particular > 1 || self.required * 2 >= self.of_required;
        self.is_body() && self.distinct > 1 && fields >= ENOUGH && self.is_half() && is_sure
    }

    /// Adds a field.
    fn add(&mut self, (program, tree): (&Program, &Tree), id: NodeId, value: &Value) {
        let node = tree.node(id);
        self.named += 1;
        let mut nested = Self::default();
        if let (FieldType::Object(_), Value::Object(members)) = (&node.kind, value) {
            for (name, value) in members {
                if let Some(field) = field(tree, id, name) {
                    nested.add((program, tree), field, value);
                }
            }
            // An object of a field's name is something else's if it has none of its fields.
            if !members.is_empty() && (nested.named == 0 || nested.fields < nested.misfits) {
                self.misfits += 1;
                return;
            }
        }
        self.named += nested.named;
        self.misfits += nested.misfits;
        let is_placeholder = value.as_str().is_some_and(is_placeholder);
        self.placeholders += nested.placeholders + usize::from(is_placeholder);
        let fits = fit(program, node, value);
        if fits == Fit::No {
            self.misfits += 1;
            return;
        }
        self.distinct += usize::from(is_distinct(&node.name) && !value.is_null());
        self.distinct += nested.distinct;
        if fits == Fit::Unclear || (nested.named > 0 && nested.fields == 0) {
            return;
        }
        self.fields += 1 + nested.fields;
        self.particular += nested.particular + usize::from(is_particular(program, node));
    }
}

/// The field of an object that a key names, or nearly names.
fn field(tree: &Tree, object: NodeId, name: &str) -> Option<NodeId> {
    if let Some(field) = tree.field(object, name) {
        return Some(field);
    }
    let FieldType::Object(fields) = &tree.node(object).kind else { return None };
    let names = fields.fields().map(|field| &*tree.node(field).name);
    let near = suggest_spelling(name, names).filter(|_| !is_of_record(name))?;
    tree.field(object, near)
}

/// Whether a key is one of those of records.
fn is_of_record(name: &str) -> bool {
    name.ends_with("At") || name.ends_with("_at") || RECORD.contains(&&*folded(name))
}

/// Whether a text is a placeholder: JSON has braces as well.
fn is_placeholder(text: &str) -> bool {
    is_unknown(text) && serde_json::from_str::<IgnoredAny>(text).is_err()
}

/// Whether a name is of several words.
pub(super) fn is_distinct(name: &str) -> bool {
    name.bytes().any(|byte| byte.is_ascii_uppercase() || byte == b'_')
}

/// Whether the field differs from payment to payment: it is a text or a number, and neither an
/// address nor what requests of most operations have.
fn is_particular(program: &Program, node: &Node) -> bool {
    let name = &*node.name;
    let is_value = node.kind.formats().is_some() || node.kind.fractions().is_some();
    let is_link = ["Url", "Uri", "Scheme"].iter().any(|end| name.ends_with(end));
    let operations = &program.operations;
    let has = |operation: &&Operation| operation.tree.field(NodeId::ROOT, name).is_some();
    let is_common = || {
        operations.len() >= ENOUGH && operations.iter().filter(has).count() * 2 > operations.len()
    };
    is_value
        && !is_link
        && ![CHANNEL_FIELD, CHANNEL_GROUP_FIELD].contains(&name)
        && (node.parent != NodeId::ROOT || !is_common())
}

/// A name as all its spellings have it: `order_name` is `orderName`.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|one| *one != '_').flat_map(char::to_lowercase).collect()
}
