//! Edits of the text of a project file that keep all that is written there.

use std::path::{Component, Path};

/// A text that comes in the place of a range of bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Insertion {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) text: String,
}

impl Insertion {
    /// The text with it.
    pub(crate) fn applied(&self, text: &str) -> String {
        let before = text.get(..self.start).unwrap_or(text);
        format!("{before}{}{}", self.text, text.get(self.end..).unwrap_or_default())
    }
}

/// Adds a suppression of a rule for one value of one file.
pub(crate) fn suppression(
    text: &str,
    rule: &str,
    file: &str,
    pointer: &str,
    reason: &str,
) -> Option<Insertion> {
    let mut fields = vec![("rule", rule), ("files", file)];
    fields.extend((!pointer.is_empty()).then_some(("pointer", pointer)));
    fields.push(("reason", reason));
    let fields: Vec<String> =
        fields.iter().map(|(key, value)| format!("{key}: {}", scalar(value))).collect();
    let block = |indentation: &str| {
        format!("{indentation}- {}\n", fields.join(&format!("\n{indentation}  ")))
    };
    insert(text, "suppress", block, &format!("{{ {} }}", fields.join(", ")))
}

/// Switches a rule off.
pub(crate) fn switched_off(text: &str, rule: &str) -> Option<Insertion> {
    if let Some(known) = severity_of(text, rule) {
        return Some(known);
    }
    let line = format!("{}: off", scalar(rule));
    insert(text, "severity", |indentation| format!("{indentation}{line}\n"), &line)
}

/// A file's path from a directory, as a glob that matches nothing else.
pub(crate) fn relative_glob(directory: &Path, file: &Path) -> Option<String> {
    let steps = file.strip_prefix(directory).ok()?.components();
    let steps = steps.map(|step| match step {
        Component::Normal(step) => step.to_str().map(escaped),
        _ => None,
    });
    Some(steps.collect::<Option<Vec<_>>>()?.join("/"))
}

fn escaped(step: &str) -> String {
    let mut escaped = String::new();
    for character in step.chars() {
        if matches!(character, '*' | '?' | '[' | ']' | '{' | '}' | '!' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// Inserts at the beginning of a top-level key's block or flow value, or adds the key at the end.
fn insert(text: &str, key: &str, block: impl Fn(&str) -> String, flow: &str) -> Option<Insertion> {
    let at = |start: usize, end: usize, text: String| Some(Insertion { start, end, text });
    let Some((start, line)) = top_level(text, key) else {
        let break_before = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        return at(text.len(), text.len(), format!("{break_before}{key}:\n{}", block("  ")));
    };
    let written = line.get(key.len() + 1..).unwrap_or_default();
    let value = value_of(written);
    let value_start = start + key.len() + 1 + (written.len() - written.trim_start().len());
    let after = start + line.len();
    match value {
        "" => {
            let indentation = next_indentation(text.get(after..)?, key == "suppress");
            let (at_line, gap) = match text.get(start..after)?.ends_with('\n') {
                true => (after, ""),
                false => (after, "\n"),
            };
            at(at_line, at_line, format!("{gap}{}", block(&indentation)))
        }
        "[]" | "{}" | "~" | "null" => {
            let new = block("  ");
            at(value_start, value_start + value.len(), format!("\n{}", new.trim_end()))
        }
        _ if value.starts_with(['[', '{']) => {
            let is_spaced = value.get(1..)?.starts_with(' ');
            let text = if is_spaced { format!(" {flow},") } else { format!("{flow}, ") };
            at(value_start + 1, value_start + 1, text)
        }
        _ => None,
    }
}

/// The severity that a rule has already, replaced.
fn severity_of(text: &str, rule: &str) -> Option<Insertion> {
    let (start, line) = top_level(text, "severity")?;
    let mut at = start + line.len();
    for line in text.get(at..)?.split_inclusive('\n') {
        let content = line.trim_start();
        let is_inside = content.len() < line.trim_end_matches(['\n', '\r']).len();
        if !is_inside && !content.trim().is_empty() && !content.starts_with('#') {
            return None;
        }
        let name = content.split(':').next().unwrap_or_default().trim_matches(['"', '\'']);
        if name == rule {
            let colon = line.find(':')?;
            let written = line.get(colon + 1..)?;
            let value = value_of(written);
            let value_start = at + colon + 1 + (written.len() - written.trim_start().len());
            let gap = if written.starts_with(' ') { "" } else { " " };
            let (start, end) = (value_start, value_start + value.len());
            return Some(Insertion { start, end, text: format!("{gap}off") });
        }
        at += line.len();
    }
    None
}

/// The line of a key at the top, with its line break, and where it starts.
fn top_level<'t>(text: &'t str, key: &str) -> Option<(usize, &'t str)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')) {
            return Some((start, line));
        }
        start += line.len();
    }
    None
}

/// The value after a colon, without a comment.
fn value_of(written: &str) -> &str {
    let value = written.trim();
    if value.starts_with('#') {
        return "";
    }
    value.split(" #").next().unwrap_or_default().trim_end()
}

/// How the first line with something on it is indented; of a key without a block, as is usual.
fn next_indentation(rest: &str, is_list: bool) -> String {
    let mut lines = rest.lines().filter(|line| !line.trim().is_empty());
    let first = lines.find(|line| !line.trim_start().starts_with('#')).unwrap_or_default();
    let content = first.trim_start();
    let indentation = first.strip_suffix(content).unwrap_or_default();
    let is_block = !indentation.is_empty() || (is_list && content.starts_with("- "));
    if is_block { indentation.to_owned() } else { "  ".to_owned() }
}

/// A string as YAML has it: plain where nothing else could be meant.
fn scalar(value: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_./-".contains(letter);
    let is_word = value.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/')
        && value.chars().all(is_plain)
        && !matches!(value.to_ascii_lowercase().as_str(), "true" | "false" | "null" | "yes" | "no")
        && !matches!(value.to_ascii_lowercase().as_str(), "on" | "off" | "y" | "n");
    if is_word { value.to_owned() } else { serde_json::Value::from(value).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use smartro_lint::Linter;
    use smartro_lint::project::ProjectFile;

    fn is_valid(text: &str) -> bool {
        ProjectFile::read("smartro-lint.yaml", text).project(&Linter::smartro().unwrap()).is_ok()
    }

    #[test]
    fn suppressions_go_into_any_project_file() {
        let item =
            "- rule: missing-field\n    files: a/b.json\n    pointer: /x\n    reason: \"왜\"\n";
        for (before, after) in [
            ("", format!("suppress:\n  {item}")),
            ("language: ko", format!("language: ko\nsuppress:\n  {item}")),
            (
                "suppress: # known\n  # one\n  - rule: unknown-field\n    reason: b\nlanguage: ko\n",
                format!("suppress: # known\n  {item}  # one\n  - rule: unknown-field\n    reason: b\nlanguage: ko\n"),
            ),
            ("suppress: []\nlanguage: en\n", format!("suppress: \n  {item}language: en\n")),
            ("suppress:", format!("suppress:\n  {item}")),
            (
                "suppress: [{ rule: unknown-field, reason: b }]\n",
                "suppress: [{ rule: missing-field, files: a/b.json, pointer: /x, reason: \"왜\" }, \
                 { rule: unknown-field, reason: b }]\n"
                    .to_owned(),
            ),
        ] {
            let made = suppression(before, "missing-field", "a/b.json", "/x", "왜").unwrap();
            assert_eq!(made.applied(before), after);
            assert!(is_valid(&after), "{after}");
        }
        let before = "suppress:\n- rule: unknown-field\n  reason: b\n";
        let made = suppression(before, "missing-field", "a.json", "", "why not: x").unwrap();
        assert!(
            made.applied(before).starts_with("suppress:\n- rule: missing-field\n  files: a.json\n")
        );
        assert!(is_valid(&made.applied(before)));
    }

    #[test]
    fn rules_are_switched_off_once() {
        for (before, after) in [
            ("", "severity:\n  unknown-field: off\n"),
            (
                "severity:\n    missing-field: error\n",
                "severity:\n    unknown-field: off\n    missing-field: error\n",
            ),
            (
                "severity:\n  missing-field: off\n  unknown-field: error # as yet\n",
                "severity:\n  missing-field: off\n  unknown-field: off # as yet\n",
            ),
            ("severity: {}\n", "severity: \n  unknown-field: off\n"),
            (
                "severity: { missing-field: off }\nlanguage: ko\n",
                "severity: { unknown-field: off, missing-field: off }\nlanguage: ko\n",
            ),
        ] {
            let made = switched_off(before, "unknown-field").unwrap();
            assert_eq!(made.applied(before), after);
            assert!(is_valid(after), "{after}");
        }
    }

    #[test]
    fn paths_become_globs() {
        let glob = |path: &str| relative_glob(Path::new("/shop"), Path::new(path));
        assert_eq!(glob("/shop/a/b.json").as_deref(), Some("a/b.json"));
        assert_eq!(glob("/shop/[id]/b*.json").as_deref(), Some("\\[id\\]/b\\*.json"));
        assert_eq!(glob("/other/b.json"), None);
    }
}
