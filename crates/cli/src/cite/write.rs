//! Writes fingerprints into a manifest, and leaves the rest of its text as it is.

use smartro_lint_rules::pack::Manifest;
use smartro_lint_rules::yaml::{self, Part, Step, place};

/// The manifest with a section's fingerprint; `None`: the section is not there, or its heading is
/// written over several lines.
pub(super) fn with_fingerprint(
    manifest: &str,
    source: &str,
    slug: &str,
    fingerprint: &str,
) -> Option<String> {
    let find = |key: &str, part: Part| {
        let way = ["sources", source, "sections", slug, key];
        place(manifest, &way.map(|key| Step::Key(key.to_owned())), part)
    };
    let value = format!("\"{fingerprint}\"");
    let edited = match recorded(manifest, source, slug)? {
        Some(_) => {
            let old = find("fingerprint", Part::Value).range();
            format!("{}{value}{}", manifest.get(..old.start)?, manifest.get(old.end..)?)
        }
        None => {
            let key = find("heading", Part::Key).range();
            let end = find("heading", Part::Value).range().end;
            let indentation = manifest.get(..key.start)?.rsplit('\n').next()?;
            let is_block = indentation.trim().is_empty();
            let rest = manifest.get(end..)?;
            // A comment stays on the heading's line.
            let end = if is_block { end + rest.find('\n').unwrap_or(rest.len()) } else { end };
            let gap = if is_block { format!("\n{indentation}") } else { ", ".to_owned() };
            let (before, after) = (manifest.get(..end)?, manifest.get(end..)?);
            format!("{before}{gap}fingerprint: {value}{after}")
        }
    };
    let is_written = recorded(&edited, source, slug) == Some(Some(fingerprint.to_owned()));
    is_written.then_some(edited)
}

/// The fingerprint that a manifest has for a section, if it has the section.
fn recorded(manifest: &str, source: &str, slug: &str) -> Option<Option<String>> {
    let manifest: Manifest = yaml::read(manifest).ok()?;
    Some(manifest.sources.get(source)?.sections.as_ref()?.get(slug)?.fingerprint.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "\
name: my-pg
version: 0.1.0
sources:
  other: { title: Other }
  guide:
    title: Guide # the guide
    sections:
      # the first
      ids:
        heading: ids
      \"card/points\":
        heading: 'Points: none'
        fingerprint: \"00000000\" # old

      flow: { heading: Flow }
      both: { heading: Both, fingerprint: \"1\", anchor: both }
";

    #[test]
    fn a_fingerprint_is_added_or_replaced() {
        for (slug, old, new) in [
            (
                "ids",
                "        heading: ids\n",
                "        heading: ids\n        fingerprint: \"12\"\n",
            ),
            ("card/points", "fingerprint: \"00000000\" # old\n", "fingerprint: \"12\" # old\n"),
            ("flow", "{ heading: Flow }", "{ heading: Flow, fingerprint: \"12\" }"),
            (
                "both",
                "{ heading: Both, fingerprint: \"1\", anchor: both }",
                "{ heading: Both, fingerprint: \"12\", anchor: both }",
            ),
        ] {
            let written = with_fingerprint(MANIFEST, "guide", slug, "12").unwrap();
            assert_eq!(written, MANIFEST.replace(old, new), "{slug}");
        }
    }

    #[test]
    fn what_is_not_there_is_not_written() {
        assert_eq!(with_fingerprint(MANIFEST, "guide", "heading", "12"), None);
        assert_eq!(with_fingerprint(MANIFEST, "other", "ids", "12"), None);
        assert_eq!(with_fingerprint("", "guide", "ids", "12"), None);
        let folded = MANIFEST.replace("heading: ids", "heading: >-\n          ids\n          too");
        assert_eq!(with_fingerprint(&folded, "guide", "ids", "12"), None);
    }
}
