//! Components of an SDK that take the request in an attribute.

/// A component: `<Payment request without redirectUrl>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component<'t> {
    /// The name that the module exports it under.
    pub name: &'t str,
    /// The attribute that holds the request.
    pub attribute: &'t str,
    /// Fields of the request that the component itself sets.
    pub sets: Vec<&'t str>,
}

impl<'t> Component<'t> {
    /// Reads the text that a pack has for a function; `None` where it is no component.
    #[must_use]
    pub fn read(text: &'t str) -> Option<Self> {
        let inner = text.strip_prefix('<')?.strip_suffix('>')?;
        let (head, sets) = match inner.split_once(" without ") {
            Some((head, sets)) => (head, sets.split(',').map(str::trim).collect()),
            None => (inner, Vec::new()),
        };
        let (name, attribute) = head.split_once(' ')?;
        Some(Self { name, attribute, sets })
    }

    /// All names that are written in it.
    pub fn names(&self) -> impl Iterator<Item = &'t str> {
        [self.name, self.attribute].into_iter().chain(self.sets.iter().copied())
    }
}
