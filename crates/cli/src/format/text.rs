//! The text that a request is in.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

use smartro_lint::report::RequestSource;
use smartro_lint::{Linter, Origin};

/// The text that a request is in; a text of source code is that of all its requests.
///
/// What formats need of the whole text is made once, and only if one of them asks.
pub(crate) struct RequestText<'t> {
    text: &'t [u8],
    is_code: bool,
    /// Where it starts in the file.
    pub(crate) origin: Origin,
    source: OnceCell<Arc<RequestSource>>,
    /// The files that values of it are from, by their names; none of what cannot be read again.
    imported: RefCell<HashMap<String, Option<Arc<RequestSource>>>>,
}

impl<'t> RequestText<'t> {
    /// A request that starts at a place of its file.
    pub(crate) fn new(text: &'t [u8], origin: Origin) -> Self {
        let (source, imported) = Default::default();
        Self { text, is_code: false, origin, source, imported }
    }

    /// A file of source code.
    #[cfg(feature = "source")]
    pub(crate) fn code(text: &'t [u8]) -> Self {
        Self { is_code: true, ..Self::new(text, Origin::default()) }
    }

    /// The text as it is quoted.
    pub(super) fn source(&self, linter: &Linter, file: &str) -> &Arc<RequestSource> {
        self.source.get_or_init(|| match self.is_code {
            true => RequestSource::code(linter, file, self.text),
            false => RequestSource::new(linter, file, self.text, self.origin),
        })
    }

    /// The text of a file that values are from, as it is quoted; `None`: it cannot be read again.
    pub(super) fn imported(&self, linter: &Linter, file: &str) -> Option<Arc<RequestSource>> {
        let mut imported = self.imported.borrow_mut();
        let source = imported.entry(file.to_owned()).or_insert_with(|| {
            let text = std::fs::read(file).ok()?;
            Some(RequestSource::imported(linter, file, &text, self.text))
        });
        source.clone()
    }

    /// The text as it is.
    pub(super) fn bytes(&self) -> &'t [u8] {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_masked_once_for_all_its_entries() {
        let linter = Linter::smartro().unwrap();
        let text = RequestText::new(br#"{"reason": 1}"#, Origin::default());
        let first = Arc::clone(text.source(&linter, "a.json"));
        assert!(Arc::ptr_eq(&first, text.source(&linter, "a.json")));
        let imported =
            || text.imported(&linter, concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
        assert!(Arc::ptr_eq(&imported().unwrap(), &imported().unwrap()));
        assert!(text.imported(&linter, "no such file").is_none());
    }
}
