//! The parameters of the functions that are being evaluated.

use std::{collections::HashMap, rc::Rc};

use oxc_semantic::SymbolId;

use super::Value;
use crate::unit::UnitId;

/// The parameters of a function that is being evaluated, and those of the functions around it.
#[derive(Debug, Clone)]
pub(crate) struct Frame<'a> {
    pub(crate) id: u64,
    pub(crate) parameters: HashMap<(UnitId, SymbolId), Value<'a>>,
    pub(crate) parent: Option<Rc<Self>>,
}

impl<'a> Frame<'a> {
    pub(crate) fn root() -> Rc<Self> {
        Rc::new(Self { id: 0, parameters: HashMap::new(), parent: None })
    }

    pub(crate) fn get(&self, unit: UnitId, symbol: SymbolId) -> Option<&Value<'a>> {
        match self.parameters.get(&(unit, symbol)) {
            Some(value) => Some(value),
            None => self.parent.as_deref()?.get(unit, symbol),
        }
    }
}
