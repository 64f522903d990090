//! The JSON Schema of project files, for editors: it is in the repository, and made of the types
//! here.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::file::FileContent;
use crate::catalogue::{ContextKey, ContextKind, RuleInfo};
use crate::linter::Linter;
use crate::report::schema::assert_is_written;
use smartro_lint_rules::rule::ShapeRule;

/// The schema of the types, with the names of the built-in pack for editors to offer. A pack of
/// one's own has other names, so that none is refused.
fn schema() -> Value {
    let settings = SchemaSettings::draft07();
    let schema = settings.into_generator().into_root_schema_for::<FileContent>();
    let mut schema = serde_json::to_value(schema).unwrap();
    let linter = Linter::smartro().unwrap();
    let rules = rules(&linter);
    let operations: Vec<&str> = linter.operations().collect();
    let offered = |names: &[&str]| json!({ "anyOf": [{ "enum": names }, { "type": "string" }] });
    let suppressed: Vec<&str> = rules.iter().map(|(name, _)| name.as_str()).collect();
    let severities = rules.iter().map(|(name, doc)| {
        let severity =
            json!({ "description": doc, "allOf": [{ "$ref": "#/definitions/RuleSeverity" }] });
        (name.clone(), severity)
    });
    put(&mut schema, "/properties/severity", "properties", severities.collect());
    put(&mut schema, "/properties/context", "properties", context(&linter));
    put(&mut schema, "/definitions/Override/properties/context", "properties", context(&linter));
    let mut channel = context(&linter);
    channel["pack"] = json!({
        "type": "string",
        "description": "The rule pack that lints its requests: the default one unless given.",
    });
    channel["packs"] = json!({
        "type": "array",
        "items": { "type": "string" },
        "description": "The rule packs that lint the requests of a channel group.",
    });
    put(&mut schema, "/definitions/GivenChannel", "properties", channel);
    for at in ["/properties", "/definitions/Override/properties"] {
        merge(&mut schema, &format!("{at}/operation"), &offered(&operations));
    }
    merge(&mut schema, "/definitions/Suppression/properties/rule", &offered(&suppressed));
    schema
}

fn put(schema: &mut Value, at: &str, key: &str, value: Value) {
    let place = schema.pointer_mut(at).unwrap();
    place.as_object_mut().unwrap().insert(key.to_owned(), value);
}

/// Puts what is offered in the place of a type.
fn merge(schema: &mut Value, at: &str, offered: &Value) {
    let place = schema.pointer_mut(at).unwrap().as_object_mut().unwrap();
    place.remove("type");
    place.extend(offered.as_object().unwrap().clone());
}

/// The rules that can be given a severity, and what they say.
fn rules(linter: &Linter) -> Vec<(String, String)> {
    let doc = |info: &RuleInfo<'_>| match info.pack {
        "engine" => "A rule of the shapes.".to_owned(),
        _ => info.doc.lines().collect::<Vec<_>>().join(" "),
    };
    let mut rules: Vec<_> =
        linter.rules().filter(|info| info.rule != ShapeRule::InvalidJson.name()).collect();
    rules.sort_by_key(|info| info.pack != "engine");
    rules.iter().map(|info| (info.rule.to_owned(), doc(info))).collect()
}

/// The keys of the context, those of a group in it.
fn context(linter: &Linter) -> Value {
    let mut keys = Map::new();
    for key in linter.context_keys() {
        let mut object = &mut keys;
        let mut steps = key.name.split('.').peekable();
        while let Some(step) = steps.next() {
            if steps.peek().is_none() {
                object.insert(step.to_owned(), value(&key));
                break;
            }
            let group = object.entry(step);
            let group = group.or_insert_with(|| json!({ "type": "object", "properties": {} }));
            object = group["properties"].as_object_mut().unwrap();
        }
    }
    keys.into()
}

fn value(key: &ContextKey<'_>) -> Value {
    match &key.kind {
        ContextKind::One(values) => json!({ "enum": values }),
        ContextKind::Many(values) => json!({ "type": "array", "items": { "enum": values } }),
        ContextKind::Instant => json!({ "type": "string", "format": "date-time" }),
    }
}

#[test]
fn the_schema_is_that_of_the_types() {
    assert_is_written("smartro-lint.schema.json", &schema());
}
