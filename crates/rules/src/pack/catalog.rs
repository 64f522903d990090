//! The messages of findings, in each language.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::unique::unique;
use crate::language::{Language, shown};
use crate::particle::{Particle, closing_marks};
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
#[serde(deny_unknown_fields, expecting = "a map")]
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
#[serde(deny_unknown_fields, expecting = "a map")]
pub struct Message {
    /// What is wrong with this request.
    pub message: Template,
    /// What to write instead.
    #[serde(default)]
    pub help: Option<Template>,
}

/// What `explain` shows of a rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a map")]
pub struct Explain {
    /// What the rule looks at.
    pub what: String,
    /// What happens otherwise.
    pub why: String,
    /// What to do.
    #[serde(rename = "do")]
    pub action: String,
}

/// A text with places for values: `{id}` is a place, `{{` a brace. `{id:을/를}` is followed by the
/// Korean particle that fits its value, after the marks that close a quotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Template(pub Vec<TemplatePart>);

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplatePart {
    /// This text.
    Text(String),
    /// A brace that nothing closes, and what follows it.
    Unclosed(String),
    /// The value of this name.
    Value(String),
    /// The value of this name, marks, and a particle.
    WithParticle {
        /// The name.
        name: String,
        /// What is between the value and the particle.
        marks: String,
        /// The particle.
        particle: Particle,
    },
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
                let (part, more) = place(name.trim(), more);
                parts.push(part);
                rest = more;
            } else {
                parts.push(TemplatePart::Text(std::mem::take(&mut plain)));
                parts.push(TemplatePart::Unclosed(format!("{{{after}")));
                rest = "";
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
            TemplatePart::Unclosed(rest) => rest.clone(),
            TemplatePart::Value(name) => format!("{{{name}}}"),
            TemplatePart::WithParticle { name, marks, particle } => {
                format!("{{{name}:{particle}}}{marks}")
            }
        });
        written.collect()
    }
}

impl Template {
    /// The names of its places.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| match part {
            TemplatePart::Value(name) | TemplatePart::WithParticle { name, .. } => {
                Some(name.as_str())
            }
            TemplatePart::Text(_) | TemplatePart::Unclosed(_) => None,
        })
    }

    /// The brace that nothing closes, with what follows it.
    #[cfg(feature = "compiler")]
    pub(super) fn unclosed(&self) -> Option<&str> {
        self.0.iter().find_map(|part| match part {
            TemplatePart::Unclosed(rest) => Some(rest.as_str()),
            _ => None,
        })
    }

    /// Whether it has nothing but white space.
    #[cfg(feature = "compiler")]
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|part| matches!(part, TemplatePart::Text(text) if text.trim().is_empty()))
    }

    /// The names between braces in its text, which were written after two braces.
    #[cfg(feature = "compiler")]
    pub(super) fn doubled_braces(&self) -> impl Iterator<Item = &str> {
        let texts = self.0.iter().filter_map(|part| match part {
            TemplatePart::Text(text) => Some(text.as_str()),
            _ => None,
        });
        texts.flat_map(|text| text.split('{').skip(1)).filter_map(|after| {
            let (name, _) = after.split_once('}')?;
            Some(name.split_once(':').map_or(name, |(name, _)| name).trim())
        })
    }

    /// Its text from the last backtick on, if their number is odd.
    #[cfg(feature = "compiler")]
    pub(super) fn unpaired_backtick(&self) -> Option<String> {
        let text = String::from(self.clone());
        let last = text.rfind('`').filter(|_| text.matches('`').count() % 2 == 1)?;
        text.get(last..).map(str::to_owned)
    }

    /// Whether its last sentence ends with a full stop.
    #[cfg(feature = "compiler")]
    pub(super) fn ends_with_stop(&self) -> bool {
        let Some(TemplatePart::Text(text)) = self.0.last() else { return false };
        let text = text.trim_end();
        text.ends_with('.') && !text.ends_with("..")
    }

    /// The particles that directly follow a place, in one form whatever the value is: the place, what
    /// is between, and the particle as it is written.
    #[cfg(feature = "compiler")]
    pub(super) fn fixed_particles(&self) -> impl Iterator<Item = (&str, &str, &str, Particle)> {
        self.0.windows(2).filter_map(|parts| {
            let [TemplatePart::Value(name), TemplatePart::Text(text)] = parts else { return None };
            let (marks, rest) = closing_marks(text);
            // After a bracket it goes with the word before the bracket.
            if marks.contains([')', ']', '}']) {
                return None;
            }
            let (written, particle) = Particle::starting(rest)?;
            Some((name.as_str(), marks, written, particle))
        })
    }

    /// Whether a particle follows a place.
    #[cfg(feature = "compiler")]
    pub(super) fn has_particles(&self) -> bool {
        self.0.iter().any(|part| matches!(part, TemplatePart::WithParticle { .. }))
    }

    /// Writes the text; `value` writes the value of a place, given its name.
    pub fn fill(&self, text: &mut String, value: &mut dyn FnMut(&str, &mut String)) {
        // Most values are short: with these few bytes each, one allocation does.
        const VALUE: usize = 24;
        let length = |part: &TemplatePart| match part {
            TemplatePart::Text(plain) | TemplatePart::Unclosed(plain) => plain.len(),
            TemplatePart::Value(_) | TemplatePart::WithParticle { .. } => VALUE,
        };
        text.reserve(self.0.iter().map(length).sum());
        let mut write_value = |name: &str, text: &mut String| {
            let start = text.len();
            value(name, text);
            if text.len() == start && text.ends_with('`') {
                text.push_str(shown(""));
            }
        };
        for part in &self.0 {
            match part {
                TemplatePart::Text(plain) | TemplatePart::Unclosed(plain) => text.push_str(plain),
                TemplatePart::Value(name) => write_value(name, text),
                TemplatePart::WithParticle { name, marks, particle } => {
                    let start = text.len();
                    write_value(name, text);
                    let form = particle.form(text.get(start..).unwrap_or_default());
                    text.push_str(marks);
                    text.push_str(form);
                }
            }
        }
    }

    /// Fills some of the places, whose values are given by their names.
    #[cfg(feature = "compiler")]
    fn give(&mut self, given: &[(&str, String)]) {
        for part in &mut self.0 {
            let (name, after) = match part {
                TemplatePart::Text(_) | TemplatePart::Unclosed(_) => continue,
                TemplatePart::Value(name) => (name, None),
                TemplatePart::WithParticle { name, marks, particle } => {
                    (name, Some((marks, particle)))
                }
            };
            let Some((_, value)) = given.iter().find(|(known, _)| known == name) else { continue };
            let mut text = value.clone();
            if let Some((marks, particle)) = after {
                text.push_str(marks);
                text.push_str(particle.form(value));
            }
            *part = TemplatePart::Text(text);
        }
    }
}

/// What a place between braces is, and the text after it.
fn place<'t>(written: &str, rest: &'t str) -> (TemplatePart, &'t str) {
    let pair = written.split_once(':');
    let particle = pair.and_then(|(name, pair)| Some((name, Particle::of_pair(pair)?)));
    let Some((name, particle)) = particle else {
        return (TemplatePart::Value(written.to_owned()), rest);
    };
    let (marks, rest) = closing_marks(rest);
    let (name, marks) = (name.trim().to_owned(), marks.to_owned());
    (TemplatePart::WithParticle { name, marks, particle }, rest)
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

    /// Fills in what is given for the parameters of the rule.
    #[cfg(feature = "compiler")]
    pub(super) fn give(&mut self, given: &[(&str, String)]) {
        let texts = [Some(&mut self.message), self.help.as_mut(), self.label.as_mut()];
        texts.into_iter().flatten().for_each(|text| text.give(given));
        for variant in self.variants.values_mut() {
            variant.message.give(given);
            variant.help.iter_mut().for_each(|help| help.give(given));
        }
        if let Some(Explain { what, why, action }) = &mut self.explain {
            for (name, value) in given {
                for text in [&mut *what, &mut *why, &mut *action] {
                    *text = text.replace(&format!("{{{name}}}"), value);
                }
            }
        }
    }

    /// Its messages: the entry's own, and those of its variants.
    #[cfg(feature = "compiler")]
    pub(super) fn messages(&self) -> impl Iterator<Item = &Template> {
        let variants = self.variants.values().map(|variant| &variant.message);
        std::iter::once(&self.message).chain(variants)
    }

    /// Whether one of its texts has a place for the value of this name.
    #[cfg(feature = "compiler")]
    pub(super) fn names(&self, name: &str) -> bool {
        let place = format!("{{{name}}}");
        let explain = self.explain.iter().flat_map(|it| [&it.what, &it.why, &it.action]);
        self.templates().flat_map(Template::names).any(|one| one == name)
            || explain.into_iter().any(|text| text.contains(&place))
    }

    /// Every template of the entry.
    #[cfg(feature = "compiler")]
    pub(super) fn templates(&self) -> impl Iterator<Item = &Template> {
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
        assert_eq!(String::from(template.clone()), "a {id} b {{c} {");
        assert_eq!(Template::from(String::from(template.clone())), template);
        let mut text = String::new();
        template.fill(&mut text, &mut |name, text| text.push_str(&name.to_uppercase()));
        assert_eq!(text, "a ID b {c} {");
    }

    #[test]
    fn empty_values_are_shown_between_backticks() {
        let template = Template::from("`{id}` `{id:을/를}` ({id}) `\"{id}\"`".to_owned());
        let mut text = String::new();
        template.fill(&mut text, &mut |_, _| {});
        assert_eq!(text, "`\"\"` `\"\"`를 () `\"\"`");
    }

    #[test]
    fn particles_follow_closing_marks() {
        let template =
            Template::from("`{id:을/를}` {n:으로/로}, ({id:이/가}) {n:를/을}".to_owned());
        assert_eq!(template.names().collect::<Vec<_>>(), ["id", "n", "id", "n:를/을"]);
        assert_eq!(Template::from(String::from(template.clone())), template);
        let mut text = String::new();
        template.fill(&mut text, &mut |name, text| {
            text.push_str(if name == "n" { "7" } else { "카드" })
        });
        assert_eq!(text, "`카드`를 7로, (카드)가 카드");
    }
}
