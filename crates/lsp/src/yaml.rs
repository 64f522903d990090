//! Where a place in a YAML text is, by its indentation, however much of the text is written yet.

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct YamlPlace {
    /// The keys from the top to the mapping that it is in, `-` for a step into a list; of a value
    /// its own key as well.
    pub(crate) path: Vec<String>,
    pub(crate) slot: Slot,
    /// The bytes of what is written there already.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    /// A key; whether a colon follows.
    Key { has_colon: bool },
    /// The value of the last key of the path, or an item of its list.
    Value,
    /// In the text of the last key of the path: from its first byte to its last.
    Text { start: usize, end: usize },
}

/// A line, taken apart.
struct Line<'t> {
    /// The offset of its first byte.
    start: usize,
    text: &'t str,
    /// The columns of its dashes.
    dashes: Vec<usize>,
    /// The column of what comes after these.
    column: usize,
}

impl<'t> Line<'t> {
    fn new(start: usize, text: &'t str) -> Self {
        let mut line = Self { start, text, dashes: Vec::new(), column: 0 };
        loop {
            let rest = text.get(line.column..).unwrap_or_default();
            line.column += rest.len() - rest.trim_start_matches(' ').len();
            let rest = text.get(line.column..).unwrap_or_default();
            if rest != "-" && !rest.starts_with("- ") {
                return line;
            }
            line.dashes.push(line.column);
            line.column += 1;
        }
    }

    fn content(&self) -> &'t str {
        self.text.get(self.column..).unwrap_or_default()
    }

    fn is_blank(&self) -> bool {
        self.dashes.is_empty() && (self.content().is_empty() || self.content().starts_with('#'))
    }

    /// Its key, and the column after the colon.
    fn key(&self) -> Option<(&'t str, usize)> {
        let content = self.content();
        let length = match content.strip_prefix(['"', '\'']) {
            Some(rest) => rest.find(['"', '\''])? + 2,
            None => content.find(": ").or_else(|| content.strip_suffix(':').map(str::len))?,
        };
        let key = content.get(..length)?;
        content.get(length..)?.starts_with(':').then_some(())?;
        Some((key.trim_matches(['"', '\'']), self.column + length + 1))
    }

    /// The key, if its value is a text on the lines below.
    fn opens_text(&self) -> Option<&'t str> {
        let (key, after) = self.key()?;
        self.text.get(after..)?.trim_start().starts_with(['|', '>']).then_some(key)
    }
}

/// What can be written at an offset of a text.
pub(crate) fn place(text: &str, offset: usize) -> Option<YamlPlace> {
    let (mut lines, mut start) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        lines.push(Line::new(start, line.trim_end_matches(['\n', '\r'])));
        start += line.len();
    }
    if text.is_empty() || text.ends_with('\n') {
        lines.push(Line::new(start, ""));
    }
    let number = lines.partition_point(|line| line.start <= offset).checked_sub(1)?;
    let (above, below) = lines.split_at(number);
    let line = below.first()?;
    let column = offset - line.start;
    if let Some(place) = in_text(text, above, below, column) {
        return Some(place);
    }
    let content = line.content();
    if content.starts_with('#') || column < line.dashes.last().map_or(0, |dash| dash + 1) {
        return None;
    }
    let (start, end) = (line.start + line.column, line.start + line.text.len());
    match line.key() {
        Some((key, after)) if column >= after => {
            let mut path = path_of(above, line, line.column);
            path.push(key.to_owned());
            let written = line.text.get(after..)?;
            let value = line.start + after + (written.len() - written.trim_start().len());
            if let Some(quote) =
                written.trim().chars().next().filter(|quote| "'\"".contains(*quote))
            {
                let inner = written.trim().trim_matches(quote);
                let slot = Slot::Text { start: value + 1, end: value + 1 + inner.len() };
                return Some(YamlPlace { path, slot, start: value, end });
            }
            Some(YamlPlace { path, slot: Slot::Value, start: value.min(offset), end })
        }
        Some((_, after)) => {
            let path = path_of(above, line, line.column);
            let slot = Slot::Key { has_colon: true };
            Some(YamlPlace { path, slot, start, end: line.start + after - 1 })
        }
        None => {
            let column = if content.is_empty() { column } else { line.column };
            let path = path_of(above, line, column);
            let slot = Slot::Key { has_colon: false };
            Some(YamlPlace { path, slot, start: start.min(offset).max(line.start + column), end })
        }
    }
}

/// A place in the text of a key whose value is on the lines below it.
fn in_text(text: &str, above: &[Line<'_>], below: &[Line<'_>], column: usize) -> Option<YamlPlace> {
    let line = below.first()?;
    let indentation = if line.text.trim().is_empty() {
        column
    } else {
        line.text.len() - line.text.trim_start().len()
    };
    let mut least = indentation;
    for (number, other) in above.iter().enumerate().rev() {
        if other.text.trim().is_empty() {
            continue;
        }
        let indented = other.text.len() - other.text.trim_start().len();
        if let Some(key) = other.opens_text()
            && other.column < least
        {
            let first = above.get(number + 1).unwrap_or(line);
            let is_inside = |line: &&Line<'_>| {
                line.text.trim().is_empty()
                    || line.text.len() - line.text.trim_start().len() > other.column
            };
            let last = below.iter().take_while(is_inside).last()?;
            let mut path = path_of(above.get(..number)?, other, other.column);
            path.push(key.to_owned());
            let end = (last.start + last.text.len()).min(text.len());
            let slot = Slot::Text { start: first.start, end };
            let at = line.start + column;
            return Some(YamlPlace { path, slot, start: at, end: at });
        }
        // What is indented less ends a text that is around.
        least = least.min(indented);
        if least == 0 {
            return None;
        }
    }
    None
}

/// The keys around a column of a line.
fn path_of(above: &[Line<'_>], line: &Line<'_>, column: usize) -> Vec<String> {
    let mut walk = Walk { path: Vec::new(), column, is_item: false };
    walk.dashes(line);
    for other in above.iter().rev().filter(|other| !other.is_blank()) {
        walk.line(other);
    }
    walk.path.reverse();
    walk.path
}

/// The way from a place up to the top.
struct Walk {
    /// From the inside out.
    path: Vec<String>,
    /// The column of the mapping, or of the list, that was reached.
    column: usize,
    is_item: bool,
}

impl Walk {
    fn line(&mut self, line: &Line<'_>) {
        // A list may be as far left as the key that it is of.
        let is_left = self.is_item && line.column == self.column && line.dashes.is_empty();
        if let Some((key, _)) = line.key()
            && (line.column < self.column || is_left)
        {
            self.path.push(key.to_owned());
            (self.column, self.is_item) = (line.column, false);
        }
        if line.column <= self.column {
            self.dashes(line);
        }
    }

    fn dashes(&mut self, line: &Line<'_>) {
        for dash in line.dashes.iter().rev() {
            if *dash < self.column {
                self.path.push("-".to_owned());
                (self.column, self.is_item) = (*dash, true);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The place of the bar in a text: its path, and what is there.
    fn at(text: &str) -> (String, String, Slot) {
        let offset = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let place = place(&text, offset).unwrap();
        (place.path.join("."), text.get(place.start..place.end).unwrap().to_owned(), place.slot)
    }

    #[test]
    fn keys_and_values() {
        let key = |has_colon| Slot::Key { has_colon };
        for (text, path, token, slot) in [
            ("|", "", "", key(false)),
            ("lang|", "", "lang", key(false)),
            ("severity:\n  |", "severity", "", key(false)),
            ("severity:\n  unknown-f|: off", "severity", "unknown-f", key(true)),
            ("severity:\n  missing-field: o|\n", "severity.missing-field", "o", Slot::Value),
            ("suppress:\n  - rule: |", "suppress.-.rule", "", Slot::Value),
            ("suppress:\n- rule: x\n  po|", "suppress.-", "po", key(false)),
            ("suppress:\n  - rule: x\n    reason: y\n  - |", "suppress.-", "", key(false)),
            ("a:\n  b: 1\nc|", "", "c", key(false)),
            (
                "overrides:\n  - files: x\n    context:\n      ch|",
                "overrides.-.context",
                "ch",
                key(false),
            ),
            ("# a\nlanguage: k|", "language", "k", Slot::Value),
        ] {
            assert_eq!(at(text), (path.to_owned(), token.to_owned(), slot), "{text}");
        }
    }

    #[test]
    fn texts_are_found_whole() {
        let text = "valid:\n  - name: a\n    request: |\n      { \"a\": 1,\n        \"b\" }\n  - name: b\n";
        let offset = text.find("\"b\"").unwrap();
        let place = place(text, offset).unwrap();
        assert_eq!(place.path, ["valid", "-", "request"]);
        let Slot::Text { start, end } = place.slot else { panic!("{place:?}") };
        assert_eq!(text.get(start..end).unwrap().trim(), "{ \"a\": 1,\n        \"b\" }");
        let (path, _, slot) = at("valid:\n  - request: '{ \"a\"|: 1 }'\n");
        assert_eq!(path, "valid.-.request");
        assert!(matches!(slot, Slot::Text { .. }));
    }

    #[test]
    fn any_prefix_has_a_place_or_none() {
        let text = "가:\n  - \"b: c\n    d: |\n   🍎\n- - e: 'f\n :\n";
        for (end, _) in text.char_indices() {
            for offset in (0..=end).filter(|offset| text.is_char_boundary(*offset)) {
                let _ = place(text.get(..end).unwrap(), offset);
            }
        }
    }
}
