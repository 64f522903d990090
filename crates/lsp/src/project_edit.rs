//! Edits of the text of a project file that keep all that is written there.

use std::path::{Component, Path};

use smartro_lint_rules::source::Span;
use smartro_lint_rules::yaml::{Part, Step, place};

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
    let Some(value) = value(text, &[Step::Key(key.to_owned())]) else {
        let break_before = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        return at(text.len(), text.len(), format!("{break_before}{key}:\n{}", block("  ")));
    };
    match value.of(text) {
        "" => {
            let rest = text.get(value.end as usize..)?;
            let line = rest.find('\n').map_or(rest.len(), |end| end + 1);
            let gap = if rest.contains('\n') { "" } else { "\n" };
            let after = value.end as usize + line;
            at(after, after, format!("{gap}{}", block(indentation(text, key))))
        }
        "[]" | "{}" | "~" | "null" => {
            let new = block("  ");
            at(value.start as usize, value.end as usize, format!("\n{}", new.trim_end()))
        }
        written if written.starts_with(['[', '{']) => {
            let is_spaced = written.get(1..)?.starts_with(' ');
            let text = if is_spaced { format!(" {flow},") } else { format!("{flow}, ") };
            let start = value.start as usize + 1;
            at(start, start, text)
        }
        _ => None,
    }
}

/// The severity that a rule has already, replaced.
fn severity_of(text: &str, rule: &str) -> Option<Insertion> {
    let way = ["severity", rule].map(|key| Step::Key(key.to_owned()));
    let value = value(text, &way)?;
    let (start, end) = (value.start as usize, value.end as usize);
    let gap = if text.get(..start)?.ends_with(':') { " " } else { "" };
    Some(Insertion { start, end, text: format!("{gap}off") })
}

/// What is written on the line of a key after its colon, without a comment; `None`: there is no
/// such key.
fn value(text: &str, way: &[Step]) -> Option<Span> {
    let key = place(text, way, Part::Key);
    let Some(Step::Key(name)) = way.last() else { return None };
    if key.of(text).trim_matches(['"', '\'']) != name {
        return None;
    }
    let written = text.get(key.end as usize..)?.lines().next()?;
    let colon = written.find(':')? + 1;
    let rest = written.get(colon..)?;
    let start = key.end as usize + colon + (rest.len() - rest.trim_start().len());
    let value = place(text, way, Part::Value);
    let is_here = value.start as usize == start && !rest.trim().is_empty();
    let is_comment = rest.trim_start().starts_with('#');
    match is_here && !is_comment {
        true => Some(value),
        false => Some(Span::new(key.end as usize + colon, key.end as usize + colon)),
    }
}

/// How the block of a key is indented; of a key without a block, as is usual.
fn indentation<'t>(text: &'t str, key: &str) -> &'t str {
    let start = place(text, &[Step::Key(key.to_owned())], Part::Value).start as usize;
    let (before, block) = text.split_at_checked(start).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let is_list = key == "suppress" && block.starts_with("- ");
    let is_block = before.trim().is_empty() && (is_list || !before.is_empty());
    if is_block { before } else { "  " }
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
            (
                "severity: {missing-field: off, unknown-field: error}\n",
                "severity: {missing-field: off, unknown-field: off}\n",
            ),
            (
                "\"severity\":\n  'unknown-field': error\n",
                "\"severity\":\n  'unknown-field': off\n",
            ),
            (
                "severity: # none\n\nlanguage: ko\n",
                "severity: # none\n  unknown-field: off\n\nlanguage: ko\n",
            ),
            ("severity:\nlanguage: ko\n", "severity:\n  unknown-field: off\nlanguage: ko\n"),
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
