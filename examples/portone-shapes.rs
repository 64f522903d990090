//! Writes the shapes of PortOne's requests, from the JSON files that describe them:
//! `cargo run --example portone-shapes -- sdk SDK.json > rules/portone/sdk.rules` and
//! `cargo run --example portone-shapes -- rest REST.json > rules/portone/rest.rules`.
//!
//! The requests' bodies come first, then what they use, each after what uses it first, and the
//! enumerations last. What the language has no words for is an error, and never left out.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::{env, fmt, fs, io, iter};

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use smartro_lint_rules::{source::Source, syntax::format};

type Result<T, E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

/// What neither file says: the type, its field (`*` is any), and what to write before the
/// field's type or after it. It holds for both files, and has to be found in the one named
/// first, so that nothing stops being sensitive because it was renamed.
const OVERLAY: [(&str, &str, &str, &str, &str); 5] = [
    ("sdk", "*", "customerIdentifier", "sensitive ", ""),
    ("rest", "*", "customerIdentityNumber", "sensitive ", ""),
    ("rest", "CardCredential", "*", "sensitive ", ""),
    ("rest", "CancelPaymentBodyRefundAccount", "number", "sensitive ", ""),
    ("sdk", "request/PaymentRequestUnionVirtualAccountAccountExpiry", "dueDate", "", DATES),
];
/// The forms of a virtual account's last day.
const DATES: &str =
    r#" "YYYYMMDD" | "YYYYMMDDHHmmss" | "YYYY-MM-DD" | "YYYY-MM-DD HH:mm:ss" | date-time"#;
/// The types that the files and the language call by the same word.
const WORDS: [&str; 6] = ["string", "integer", "number", "boolean", "json", "object"];

/// A JSON object in the order of its file.
#[derive(Clone, Default)]
struct Ordered<T>(Vec<(String, T)>);

impl<T> Ordered<T> {
    fn get(&self, key: &str) -> Option<&T> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Self(Vec::new()))
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Ordered<T> {
    type Value = Self;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        iter::from_fn(|| map.next_entry().transpose()).collect::<Result<_, _>>().map(Self)
    }
}

/// Either file: the SDK's has `requests`, the REST API's `operations` and `exactlyOne`.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    requests: Option<Ordered<Vec<String>>>,
    operations: Option<Vec<Operation>>,
    #[serde(default)]
    exactly_one: Ordered<IgnoredAny>,
    types: Ordered<Type>,
    enums: Ordered<Enumeration>,
}

#[derive(serde::Deserialize)]
struct Operation {
    body: String,
}

/// A type, the type of a field, or an alias: a name, an array, or an object's fields.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Type {
    /// One of the [`WORDS`], or what the file calls a type or an enumeration.
    #[serde(alias = "type", alias = "ref", alias = "alias")]
    name: Option<String>,
    format: Option<String>,
    array: Option<Box<Type>>,
    fields: Option<Ordered<Type>>,
    #[serde(default)]
    required: Vec<String>,
    exactly_one: Option<Vec<String>>,
    #[serde(rename = "note")]
    _note: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
enum Enumeration {
    Plain(Vec<String>),
    Prefixed { values: Vec<String>, also_accepted_with_prefix: Option<String> },
}

impl File {
    /// The types of what is sent; of those that the SDK puts together, one is made.
    fn bodies(&mut self) -> Result<Vec<String>> {
        let operations = self.operations.iter().flatten();
        let mut bodies: Vec<_> = operations.map(|operation| operation.body.clone()).collect();
        for (request, parts) in self.requests.iter().flat_map(|requests| &requests.0) {
            let mut whole = Type::default();
            for part in parts {
                let plain = self.types.get(part).filter(|part| part.exactly_one.is_none());
                let plain = plain.and_then(|part| Some((&part.required, part.fields.as_ref()?)));
                let (required, fields) = plain.ok_or_else(|| format!("cannot merge `{part}`"))?;
                whole.required.extend_from_slice(required);
                whole.fields.get_or_insert_default().0.extend_from_slice(&fields.0);
            }
            bodies.push(format!("{}Request", request.trim_start_matches("request")));
            self.types.0.extend(bodies.last().map(|name| (name.clone(), whole)));
        }
        Ok(bodies)
    }
}

/// Writes types; what they use is put into a queue.
struct Writer<'a> {
    source: &'a str,
    file: &'a File,
    /// What to declare, and where in it to put what is used next.
    queue: Vec<&'a str>,
    next: usize,
    /// The places of the overlay that were found.
    found: BTreeSet<usize>,
}

impl<'a> Writer<'a> {
    fn record(&mut self, owner: &str, of: &'a Type, fields: &'a Ordered<Type>) -> Result<String> {
        let has = |names: &[String]| names.iter().all(|name| fields.get(name).is_some());
        let has_only = |names: &Vec<String>| has(names) && names.len() == fields.0.len();
        if !has(&of.required) || !of.exactly_one.as_ref().is_none_or(has_only) {
            return Err(format!("`{owner}` lists other fields than it has").into());
        }
        let one = of.exactly_one.is_some() || self.file.exactly_one.get(owner).is_some();
        let mut text = String::from(if one { "exactly one {" } else { "{" });
        for (field, of_field) in &fields.0 {
            let mut kind = self.kind(&format!("{owner}.{field}"), of_field)?;
            for (index, (_, of, name, before, after)) in OVERLAY.iter().enumerate() {
                if [owner, "*"].contains(of) && [field, "*"].contains(name) {
                    kind = format!("{before}{kind}{after}");
                    self.found.insert(index);
                }
            }
            let optional = if one || !of.required.contains(field) { "?" } else { "" };
            text += &format!("\n{}{optional}: {kind}", bare(field)?);
        }
        Ok(text + if fields.0.is_empty() { "}" } else { "\n}" })
    }

    /// The type of a field, or what an alias is for.
    fn kind(&mut self, place: &str, of: &'a Type) -> Result<String> {
        let name = match of {
            Type { fields: Some(fields), .. } => return self.record(place, of, fields),
            Type { array: Some(of), .. } => return Ok(format!("[{}]", self.kind(place, of)?)),
            Type { name, .. } => name.as_deref().ok_or_else(|| format!("{place} has no type"))?,
        };
        match (name, of.format.as_deref(), self.file.types.get(name), self.file.enums.get(name)) {
            ("string", Some("date-time"), ..) => return Ok("string date-time".to_owned()),
            ("string", Some(other), ..) => Err(format!("{place}: unknown format `{other}`"))?,
            (word, ..) if WORDS.contains(&word) => return Ok(word.to_owned()),
            (_, _, Some(alias), None) if alias.fields.is_none() => return self.kind(place, alias),
            (.., None, None) => Err(format!("{place}: nothing is called `{name}`"))?,
            _ => {}
        }
        if !self.queue.contains(&name) {
            self.queue.insert(self.next, name);
            self.next += 1;
        }
        written(self.source, name)
    }
}

/// The prefix and the members of an enumeration.
fn members(of: &Enumeration) -> Result<String> {
    let (values, prefix) = match of {
        Enumeration::Plain(values) => (values, &None),
        Enumeration::Prefixed { values, also_accepted_with_prefix: prefix } => (values, prefix),
    };
    let prefix = prefix.iter().map(|prefix| format!("prefix {prefix:?} ")).collect::<String>();
    let values = values.iter().map(|value| bare(value)).collect::<Result<Vec<_>>>()?.join(" ");
    Ok(format!("{prefix}{{\n{values}\n}}"))
}

/// The name to write: for the SDK, a prefix and the end of the path.
fn written(source: &str, name: &str) -> Result<String> {
    let path = name.trim_start_matches("entity/").trim_start_matches("request/");
    let path = path.strip_prefix("bypass/").filter(|rest| !rest.contains('/')).unwrap_or(path);
    let mut written = String::from(if source == "sdk" { "Sdk" } else { "" });
    for part in path.split('/') {
        let (first, rest) = part.split_at_checked(1).unwrap_or((part, ""));
        written += &(first.to_ascii_uppercase() + rest);
    }
    Ok(bare(&written)?.to_owned())
}

/// A word that the language reads as one.
fn bare(word: &str) -> Result<&str> {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    let fits = !word.is_empty() && word.chars().all(fits);
    fits.then_some(word).ok_or_else(|| format!("`{word}` cannot be written").into())
}

fn generate(source: &str, path: &str) -> Result<String> {
    let mut file: File = serde_json::from_str(&fs::read_to_string(path)?)?;
    for (name, _) in &file.exactly_one.0 {
        file.types.get(name).ok_or_else(|| format!("exactly one of nothing: `{name}`"))?;
    }
    let bodies = file.bodies()?;
    let queue = bodies.iter().map(String::as_str).collect();
    let mut writer = Writer { source, file: &file, queue, next: 0, found: BTreeSet::new() };
    let (mut shapes, mut enums) = (String::new(), String::new());
    let (mut index, mut names) = (0, BTreeMap::new());
    while let Some(&name) = writer.queue.get(index) {
        index += 1;
        writer.next = if index > bodies.len() { index } else { writer.queue.len() };
        let written = written(source, name)?;
        match (file.types.get(name), file.enums.get(name), names.insert(written.clone(), name)) {
            (.., Some(same)) if same == name => {}
            (.., Some(other)) => Err(format!("`{name}` and `{other}` would both be `{written}`"))?,
            (Some(of), None, _) if of.fields.is_some() => {
                shapes += &format!("\nshape {written} {}\n", writer.kind(name, of)?);
            }
            (None, Some(of), _) => enums += &format!("\nenum {written} {}\n", members(of)?),
            _ => Err(format!("`{name}` is not one shape, or one enumeration"))?,
        }
    }
    let mut marks = (0..).zip(OVERLAY).filter(|(index, _)| !writer.found.contains(index));
    if let Some((_, (_, owner, field, ..))) = marks.find(|(_, mark)| mark.0 == source) {
        Err(format!("the overlay's {owner}.{field} is not there"))?;
    }
    let command = format!("`cargo run --example portone-shapes -- {source} …`");
    let note = format!("# Generated by {command}; do not edit: CONTRIBUTING.md says how.\n");
    Ok(format(&Source::new(path, note + &shapes + &enums))?)
}

fn main() -> Result<()> {
    let arguments = env::args().nth(1).zip(env::args().nth(2));
    let arguments = arguments.filter(|(source, _)| ["sdk", "rest"].contains(&source.as_str()));
    let (source, path) = arguments.ok_or("usage: portone-shapes sdk|rest FILE")?;
    Ok(io::stdout().write_all(generate(&source, &path)?.as_bytes())?)
}
