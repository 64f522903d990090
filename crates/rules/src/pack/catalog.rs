//! The messages of findings, in each language.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::unique::unique;
use crate::language::Language;
use crate::source::Source;

/// The messages of a pack in one language.
#[derive(Debug, Serialize, Deserialize)]
pub struct Catalog {
    /// The language.
    pub language: Language,
    /// By the rule's name.
    pub entries: BTreeMap<String, Arc<CatalogEntry>>,
    /// The text that it was read from.
    #[serde(skip, default = "nowhere")]
    #[cfg_attr(not(feature = "compiler"), allow(dead_code, reason = "the compiler reads it"))]
    pub(super) source: Arc<Source>,
}

/// A catalog that is read in its compiled form has no text that it could be wrong in.
fn nowhere() -> Arc<Source> {
    Source::new("", "")
}

/// The messages of a pack.
#[derive(Debug, Default)]
pub struct Catalogs(pub Vec<Catalog>);

/// The messages of a rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogEntry {
    /// What is wrong with this request.
    pub message: Template,
    /// What to write instead.
    #[serde(default)]
    pub help: Option<Template>,
    /// A label that is better than the one which is made of the condition.
    #[serde(default)]
    pub label: Option<Template>,
    /// What `explain` shows of the rule.
    #[serde(default)]
    pub explain: Option<Explain>,
    /// Other messages, by the name that a `say` uses.
    #[serde(default, deserialize_with = "unique")]
    pub variants: BTreeMap<String, Message>,
}

/// A message and its help.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// What is wrong with this request.
    pub message: Template,
    /// What to write instead.
    #[serde(default)]
    pub help: Option<Template>,
}

/// What `explain` shows of a rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explain {
    /// What the rule looks at.
    pub what: String,
    /// What happens otherwise.
    pub why: String,
    /// What to do.
    #[serde(rename = "do")]
    pub action: String,
}

/// A text with places for values: `{id}` is a place, `{{` a brace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Template(pub Vec<TemplatePart>);

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplatePart {
    /// This text.
    Text(String),
    /// The value of this name.
    Value(String),
}

impl From<String> for Template {
    fn from(text: String) -> Self {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find('{') {
            let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
            plain.push_str(before);
            let after = after.get(1..).unwrap_or("");
            if let Some(escaped) = after.strip_prefix('{') {
                plain.push('{');
                rest = escaped;
            } else if let Some((name, more)) = after.split_once('}') {
                parts.push(TemplatePart::Text(std::mem::take(&mut plain)));
                parts.push(TemplatePart::Value(name.trim().to_owned()));
                rest = more;
            } else {
                plain.push('{');
                rest = after;
            }
        }
        plain.push_str(rest);
        parts.push(TemplatePart::Text(plain));
        parts.retain(|part| *part != TemplatePart::Text(String::new()));
        Self(parts)
    }
}

impl From<Template> for String {
    fn from(Template(parts): Template) -> Self {
        let written = parts.iter().map(|part| match part {
            TemplatePart::Text(plain) => plain.replace('{', "{{"),
            TemplatePart::Value(name) => format!("{{{name}}}"),
        });
        written.collect()
    }
}

impl Template {
    /// The names of its places.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| match part {
            TemplatePart::Value(name) => Some(name.as_str()),
            TemplatePart::Text(_) => None,
        })
    }

    /// Writes the text; `value` writes the value of a place, given its name.
    pub fn fill(&self, text: &mut String, mut value: impl FnMut(&str, &mut String)) {
        // Most values are short: with these few bytes each, one allocation does.
        const VALUE: usize = 24;
        let length = |part: &TemplatePart| match part {
            TemplatePart::Text(plain) => plain.len(),
            TemplatePart::Value(_) => VALUE,
        };
        text.reserve(self.0.iter().map(length).sum());
        for part in &self.0 {
            match part {
                TemplatePart::Text(plain) => text.push_str(plain),
                TemplatePart::Value(name) => value(name, text),
            }
        }
    }
}

impl CatalogEntry {
    /// The message and the help of a variant; the entry's own, if it has none of this name.
    #[must_use]
    pub fn message_and_help(&self, variant: Option<&str>) -> (&Template, Option<&Template>) {
        match variant.and_then(|variant| self.variants.get(variant)) {
            Some(variant) => (&variant.message, variant.help.as_ref()),
            None => (&self.message, self.help.as_ref()),
        }
    }

    /// Every template of the entry.
    pub fn templates(&self) -> impl Iterator<Item = &Template> {
        let own = [Some(&self.message), self.help.as_ref(), self.label.as_ref()];
        let variants = self
            .variants
            .values()
            .flat_map(|variant| [Some(&variant.message), variant.help.as_ref()]);
        own.into_iter().chain(variants).flatten()
    }
}

impl Catalogs {
    /// The messages in a language; where there are none, in the other one.
    #[must_use]
    pub fn of(&self, language: Language) -> Option<&Catalog> {
        self.0.iter().find(|catalog| catalog.language == language).or(self.0.first())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_have_places() {
        let template = Template::from("a {id} b {{c} {".to_owned());
        assert_eq!(template.names().collect::<Vec<_>>(), ["id"]);
        assert_eq!(String::from(template.clone()), "a {id} b {{c} {{");
        assert_eq!(Template::from(String::from(template.clone())), template);
        let mut text = String::new();
        template.fill(&mut text, |name, text| text.push_str(&name.to_uppercase()));
        assert_eq!(text, "a ID b {c} {");
    }
}
