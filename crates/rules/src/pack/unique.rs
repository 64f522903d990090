//! Maps without repeated keys.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use indexmap::IndexMap;
use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// Reads a map without repeated keys: of two the reader itself takes the last. The error is at the
/// second one, not at the map.
pub(crate) fn unique<'de, D, M, V>(deserializer: D) -> Result<M, D::Error>
where
    D: Deserializer<'de>,
    M: Members<V>,
    V: Deserialize<'de>,
{
    struct Unique<M, V>(PhantomData<(M, V)>);

    impl<'de, M: Members<V>, V: Deserialize<'de>> Visitor<'de> for Unique<M, V> {
        type Value = M;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<M, A::Error> {
            let mut members = M::default();
            while let Some(key) = map.next_key::<String>()? {
                if members.has(&key) {
                    map.next_value_seed(Second)?;
                }
                members.add(key, map.next_value()?);
            }
            Ok(members)
        }
    }

    deserializer.deserialize_map(Unique(PhantomData))
}

/// What the members of a map are read into.
pub(crate) trait Members<V>: Default {
    fn has(&self, name: &str) -> bool;
    fn add(&mut self, name: String, value: V);
}

impl<V> Members<V> for BTreeMap<String, V> {
    fn has(&self, name: &str) -> bool {
        self.contains_key(name)
    }

    fn add(&mut self, name: String, value: V) {
        self.insert(name, value);
    }
}

impl<V> Members<V> for IndexMap<String, V> {
    fn has(&self, name: &str) -> bool {
        self.contains_key(name)
    }

    fn add(&mut self, name: String, value: V) {
        self.insert(name, value);
    }
}

/// The entry of a repeated key: an error, and where it is.
struct Second;

impl<'de> DeserializeSeed<'de> for Second {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Second {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an entry whose name was not given before")
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(A::Error::custom("this name was given before"))
    }
}
