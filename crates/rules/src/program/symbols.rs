//! Every enumeration member's name once, as a small number.

#[cfg(feature = "compiler")]
use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// A member's name: equal names are equal symbols, in whichever enumeration they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Symbol(u16);

impl Symbol {
    /// What no member is called: a text that its enumeration lacks.
    pub const NONE: Self = Self(0);
}

/// The names of all symbols.
#[derive(Default, Serialize, Deserialize)]
pub struct Symbols {
    names: Vec<Box<str>>,
    /// While a pack is compiled.
    #[cfg(feature = "compiler")]
    #[serde(skip)]
    by_name: HashMap<Box<str>, Symbol>,
}

impl Symbols {
    /// The symbol of a name, new or not; `None` where there are too many names already.
    #[cfg(feature = "compiler")]
    pub(crate) fn intern(&mut self, name: &str) -> Option<Symbol> {
        if let Some(symbol) = self.by_name.get(name) {
            return Some(*symbol);
        }
        let symbol = Symbol(u16::try_from(self.names.len() + 1).ok()?);
        self.names.push(name.into());
        self.by_name.insert(name.into(), symbol);
        Some(symbol)
    }

    /// The name of a symbol.
    #[must_use]
    pub fn name(&self, symbol: Symbol) -> &str {
        let index = usize::from(symbol.0).checked_sub(1);
        index.and_then(|index| self.names.get(index)).map_or("", |name| name)
    }
}

impl std::fmt::Debug for Symbols {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(&self.names).finish()
    }
}
