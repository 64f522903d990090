//! What the keys of an object, and the kinds of their values, show of whether it is a body.

use serde_json::Value;

use super::Members;
use super::fit::{Fit, fit};
use crate::program::{FieldType, Node, NodeId, Operation, Program, Tree};
use crate::suggest::suggest_spelling;
use crate::verdict::{CHANNEL_FIELD, CHANNEL_GROUP_FIELD};

/// How many fields with names of several words are enough where nothing else shows the operation.
const ENOUGH: usize = 3;

/// The keys that records have which a program keeps or answers with, beside those that end in `At`.
const RECORD: [&str; 2] = ["id", "status"];

/// What an object shows of whether it is the body of an operation. A key that is nearly a field's
/// counts as that field.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// Fields with values of kinds that they can have, those of objects in them included.
    pub(super) fields: usize,
    /// Those of them with names of several words, which nothing else is likely to have.
    distinct: usize,
    /// The fields at the top that the operation requires, its channel among them.
    required: usize,
    /// How many fields it requires.
    of_required: usize,
    /// Fields that differ from payment to payment: no configuration has them.
    particular: usize,
    /// What is no field at the top, and fields with values that they cannot have.
    others: usize,
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
                let is_of_record = is_of_record(name);
                evidence.records += usize::from(is_of_record);
                evidence.others += usize::from(!is_of_record);
                continue;
            };
            let before = evidence.fields;
            evidence.add((program, tree), field, value);
            if evidence.fields > before {
                let is_required = root.required.contains(&field) || channel == Some(field);
                evidence.required += usize::from(is_required);
            }
        }
        evidence
    }

    /// Whether it is a body: more is a field's than not, and it has what such a body has.
    pub(super) fn is_body(&self) -> bool {
        let is_nearly_whole = self.required * 4 >= self.of_required * 3;
        let is_enough = match self.distinct {
            // A word such as `reason` is in many things.
            0 => self.others == 0 && self.required > 0,
            1 => self.is_half(),
            2 | 3 => self.is_half() || self.others == 0,
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
        is_enough && !is_record && is_particular && self.fields > self.others
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
        let mut nested = Self::default();
        if let (FieldType::Object(_), Value::Object(members)) = (&node.kind, value) {
            for (name, value) in members {
                if let Some(field) = field(tree, id, name) {
                    nested.add((program, tree), field, value);
                }
            }
            // An object of a field's name is something else's if it has none of its fields.
            if !members.is_empty() && nested.fields <= nested.others {
                self.others += 1;
                return;
            }
        }
        match fit(program, node, value) {
            Fit::Yes => {}
            Fit::Unclear => return,
            Fit::No => {
                self.others += 1;
                return;
            }
        }
        self.fields += 1 + nested.fields;
        self.distinct += usize::from(is_distinct(&node.name)) + nested.distinct;
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
    RECORD.contains(&name) || name.ends_with("At") || name.ends_with("_at")
}

/// Whether a name is of several words.
pub(super) fn is_distinct(name: &str) -> bool {
    name.bytes().any(|byte| byte.is_ascii_uppercase())
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
