//! JSON whose fields keep the order in which people write them.

use serde::{Serialize, Serializer};

#[derive(Clone)]
pub(crate) enum Json {
    Text(String),
    Number(i64),
    Flag(bool),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// An object of these fields.
pub(crate) fn object<const N: usize>(fields: [(&str, Json); N]) -> Json {
    Json::Object(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

impl Json {
    /// Puts a value where the path leads, such as `request/customer/email`; objects on the way
    /// are made.
    pub(crate) fn set(&mut self, path: &str, value: impl Into<Json>) {
        *self.at(path) = value.into();
    }

    /// Puts more at the end of the list where the path leads.
    pub(crate) fn push(&mut self, path: &str, value: Json) {
        match self.at(path) {
            Self::List(list) => list.push(value),
            other => *other = Self::List(vec![value]),
        }
    }

    /// Takes away what the path leads to, if it is there.
    pub(crate) fn remove(&mut self, path: &str) {
        let (parent, key) = path.rsplit_once('/').unwrap_or(("", path));
        let parent = if parent.is_empty() { self } else { self.at(parent) };
        if let Self::Object(fields) = parent {
            fields.retain(|(field, _)| field != key);
        }
    }

    fn at(&mut self, path: &str) -> &mut Self {
        path.split('/').fold(self, |json, key| json.field(key))
    }

    fn field(&mut self, key: &str) -> &mut Self {
        if !matches!(self, Self::Object(_)) {
            *self = Self::Object(Vec::new());
        }
        let Self::Object(fields) = self else { unreachable!("it was made one") };
        let place = fields.iter().position(|(field, _)| field == key).unwrap_or(fields.len());
        if place == fields.len() {
            fields.push((key.to_owned(), Self::Flag(true)));
        }
        &mut fields[place].1
    }

    /// The text at a path, if there is one.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        let found = path.split('/').try_fold(self, |json, key| match json {
            Self::Object(fields) => fields.iter().find(|(field, _)| field == key).map(|(_, it)| it),
            _ => None,
        });
        match found? {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn compact(&self) -> String {
        serde_json::to_string(self).expect("writing to memory")
    }

    /// The text of a field alone.
    pub(crate) fn compact_at(&mut self, path: &str) -> String {
        self.at(path).compact()
    }

    pub(crate) fn pretty(&self) -> String {
        serde_json::to_string_pretty(self).expect("writing to memory")
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::List(list) => serializer.collect_seq(list),
            Self::Object(fields) => {
                serializer.collect_map(fields.iter().map(|(key, value)| (key, value)))
            }
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Json {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<Vec<Json>> for Json {
    fn from(list: Vec<Json>) -> Self {
        Self::List(list)
    }
}
