//! Writes fingerprints into a manifest, and leaves the rest of its text as it is.

/// The manifest with a section's fingerprint; `None`: the section is not found where its key and
/// values are on lines of their own, or between braces on one line.
pub(super) fn with_fingerprint(
    manifest: &str,
    source: &str,
    slug: &str,
    fingerprint: &str,
) -> Option<String> {
    let lines: Vec<&str> = manifest.split_inclusive('\n').collect();
    let mut within = 0..lines.len();
    for key in ["sources", source, "sections", slug] {
        let at = child(&lines, within.clone(), key)?;
        within = at..block_end(&lines, at);
    }
    let value = format!("fingerprint: \"{fingerprint}\"");
    let (key, block) = (*lines.get(within.start)?, within.start + 1..within.end);
    let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    if key.contains(": {") {
        *lines.get_mut(within.start)? = in_braces(key, &value)?;
        return Some(lines.concat());
    }
    let mut places = block.filter(|&at| lines.get(at).is_some_and(is_content));
    let (first, last) = (places.clone().next()?, places.clone().next_back()?);
    let text = format!("{}{value}\n", " ".repeat(indentation(lines.get(first)?)));
    let is_old = |line: &String| line.trim_start().starts_with("fingerprint:");
    if let Some(old) = places.find(|&at| lines.get(at).is_some_and(is_old)) {
        *lines.get_mut(old)? = text;
    } else {
        let end = if lines.get(last)?.ends_with('\n') { "" } else { "\n" };
        lines.insert(last + 1, format!("{end}{text}"));
    }
    Some(lines.concat())
}

/// A section that is between braces on one line, with its fingerprint.
fn in_braces(line: &str, value: &str) -> Option<String> {
    let (inside, after) = line.split_at(line.rfind('}')?);
    let Some(old) = inside.find("fingerprint:") else {
        return Some(format!("{}, {value} {after}", inside.trim_end()));
    };
    let (before, old) = inside.split_at(old);
    let rest = old.find(',').map_or(" ", |comma| old.get(comma..).unwrap_or(" "));
    Some(format!("{before}{value}{rest}{after}"))
}

/// The line of a key directly below the first line of a range; of the whole text, at its margin.
fn child(lines: &[&str], within: std::ops::Range<usize>, key: &str) -> Option<usize> {
    let is_whole = within.start == 0 && within.end == lines.len();
    let mut inside = if is_whole { within } else { within.start + 1..within.end };
    let margin = inside.clone().find(|&at| lines.get(at).is_some_and(is_content))?;
    let margin = indentation(lines.get(margin)?);
    inside.find(|&at| {
        lines.get(at).is_some_and(|line| {
            is_content(line) && indentation(line) == margin && key_of(line) == Some(key)
        })
    })
}

/// Where the block of a key ends: before the next line that is not deeper.
fn block_end(lines: &[&str], at: usize) -> usize {
    let margin = lines.get(at).map_or(0, indentation);
    let deeper = |line: &&&str| !is_content(line) || indentation(line) > margin;
    at + 1 + lines.get(at + 1..).unwrap_or(&[]).iter().take_while(deeper).count()
}

fn is_content(line: impl AsRef<str>) -> bool {
    let line = line.as_ref().trim_start();
    !line.is_empty() && !line.starts_with('#')
}

fn indentation(line: impl AsRef<str>) -> usize {
    let line = line.as_ref();
    line.len() - line.trim_start_matches(' ').len()
}

/// The key of a line, without its quotes.
fn key_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    for quote in ['"', '\''] {
        if let Some(rest) = line.strip_prefix(quote) {
            let (key, after) = rest.split_once(quote)?;
            return after.trim_start().starts_with(':').then_some(key);
        }
    }
    let (key, after) = line.split_once(':')?;
    after.starts_with([' ', '\n', '\r']).then_some(key.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "\
name: my-pg
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
            ("card/points", "fingerprint: \"00000000\" # old\n", "fingerprint: \"12\"\n"),
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
    }
}
