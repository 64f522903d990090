//! Whether a source has changed since the rules were written.

use indexmap::IndexMap;

use super::manifest::{Section, SourceOfRules};

/// What has become of a section since the rules were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The page is at another address.
    Moved {
        /// The address that its text was read at.
        url: String,
    },
    /// The page's heading is not in the text, which may be of another page.
    OtherPage {
        /// The heading.
        heading: String,
    },
    /// Its text is another.
    Changed {
        /// The section's slug.
        slug: String,
        /// The fingerprint of its text as it is now.
        fingerprint: String,
    },
    /// Its heading is gone.
    Vanished {
        /// The section's slug.
        slug: String,
    },
    /// A heading that the manifest does not know.
    New {
        /// The section that it is in.
        inside: String,
        /// The heading, as far as a line of text can be recognised as one.
        heading: String,
    },
}

/// The longest line that could be a heading, in characters.
const LONGEST_HEADING: usize = 100;

/// Holds a source's text against its heading and the fingerprints of its sections, and the
/// address that it was read at, where that is known, against the source's.
#[must_use]
pub fn check(source: &SourceOfRules, text: &str, read_at: Option<&str>) -> Vec<Change> {
    let Some(sections) = &source.sections else { return Vec::new() };
    let found = split(sections, text);
    let mut changes = page(source, text, read_at);
    if found.is_empty() && !changes.is_empty() {
        // Nothing of the page is there: that every section is missing adds nothing.
        return changes;
    }
    for (slug, section) in sections {
        let slug = slug.clone();
        let Some(blocks) = found.get(&slug) else {
            changes.push(Change::Vanished { slug });
            continue;
        };
        let fingerprint = fingerprint(blocks);
        if section.fingerprint.as_deref() != Some(&*fingerprint) {
            let known = section.fingerprint.as_deref().unwrap_or_default();
            let headings = new_headings(blocks, known);
            let new = headings.map(|heading| Change::New { inside: slug.clone(), heading });
            let new: Vec<Change> = new.collect();
            changes.push(Change::Changed { slug, fingerprint });
            changes.extend(new);
        }
    }
    changes
}

/// Whether the text is of the source's page, read where it should be.
fn page(source: &SourceOfRules, text: &str, read_at: Option<&str>) -> Vec<Change> {
    let address = |url: &str| {
        let page = url.split('#').next().unwrap_or_default();
        page.trim_end_matches('/').to_owned()
    };
    let elsewhere = |url: &&str| source.url.as_deref().map(address) != Some(address(url));
    let moved = read_at.filter(elsewhere).map(|url| Change::Moved { url: url.to_owned() });
    let is_there = |heading: &&String| text.lines().any(|line| line.trim() == heading.as_str());
    let heading = source.heading.iter().find(|heading| !is_there(heading));
    let other = heading.map(|heading| Change::OtherPage { heading: heading.clone() });
    moved.into_iter().chain(other).collect()
}

/// The paragraphs of each section that is there.
fn split<'t>(
    sections: &IndexMap<String, Section>,
    text: &'t str,
) -> IndexMap<String, Vec<&'t str>> {
    let mut found: IndexMap<String, Vec<&str>> = IndexMap::new();
    let mut current: Option<&String> = None;
    for block in paragraphs(text) {
        let heading = sections.iter().find(|(slug, section)| {
            section.heading == block.trim_end() && !found.contains_key(*slug)
        });
        match (heading, current) {
            (Some((slug, _)), _) => {
                current = Some(slug);
                found.entry(slug.clone()).or_default();
            }
            (None, Some(slug)) => found.entry(slug.clone()).or_default().push(block),
            (None, None) => {}
        }
    }
    found
}

/// What is between empty lines.
fn paragraphs(text: &str) -> Vec<&str> {
    let mut paragraphs = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            paragraphs.push(text.get(start..at).unwrap_or(""));
            start = at + line.len();
        }
        at += line.len();
    }
    paragraphs.push(text.get(start..).unwrap_or(""));
    paragraphs.retain(|paragraph| !paragraph.trim().is_empty());
    paragraphs
}

/// A number for the whole text of a section, and one for each line that could be a heading.
fn fingerprint(blocks: &[&str]) -> String {
    let words = blocks.iter().flat_map(|block| block.split_whitespace());
    let mut text = format!("{:08x}", hash(words));
    for heading in headings(blocks) {
        text.push_str(&format!(" {:04x}", outline_hash(heading)));
    }
    text
}

/// Lines that are alone and are not indented.
fn headings<'b>(blocks: &'b [&str]) -> impl Iterator<Item = &'b str> {
    let alone = |block: &&&str| {
        let line = block.trim_end();
        !line.starts_with([' ', '\t'])
            && !line.contains('\n')
            && line.chars().count() <= LONGEST_HEADING
    };
    blocks.iter().filter(alone).map(|block| block.trim_end())
}

/// The lines that could be headings and were not there before, if there are more of them now.
fn new_headings(blocks: &[&str], known: &str) -> impl Iterator<Item = String> {
    let before: Vec<&str> = known.split(' ').skip(1).collect();
    let now: Vec<&str> = headings(blocks).collect();
    let more = now.len() > before.len() && !known.is_empty();
    let new = now.into_iter().filter(move |heading| {
        more && !before.contains(&format!("{:04x}", outline_hash(heading)).as_str())
    });
    new.map(str::to_owned).collect::<Vec<_>>().into_iter()
}

fn outline_hash(heading: &str) -> u32 {
    hash(heading.split_whitespace()) & 0xFFFF
}

/// FNV-1a of words, whatever white space is between them: the same number for ever.
fn hash<'w>(words: impl Iterator<Item = &'w str>) -> u32 {
    let bytes = words.flat_map(|word| word.bytes().chain([b' ']));
    bytes.fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "Intro\n\nOne\n\nFirst sentence. Second one.\n\nTwo\n\n  * point\n\nA word.\n";

    fn section(heading: &str) -> Section {
        Section { heading: heading.to_owned(), url: None, anchor: None, fingerprint: None }
    }

    fn source(text: &str) -> SourceOfRules {
        let mut sections: IndexMap<String, Section> = ["One", "Two"]
            .into_iter()
            .map(|heading| {
                let section = section(heading);
                (heading.to_lowercase(), section)
            })
            .collect();
        for (slug, blocks) in split(&sections.clone(), text) {
            sections[&slug].fingerprint = Some(fingerprint(&blocks));
        }
        SourceOfRules {
            title: String::new(),
            url: Some("https://example.com/guide".to_owned()),
            heading: Some("Intro".to_owned()),
            sections: Some(sections),
        }
    }

    fn slugs(changes: &[Change]) -> Vec<String> {
        let name = |change: &Change| match change {
            Change::Changed { slug, .. } => format!("changed {slug}"),
            Change::Vanished { slug } => format!("vanished {slug}"),
            Change::New { heading, .. } => format!("new {heading}"),
            Change::Moved { url } => format!("moved {url}"),
            Change::OtherPage { heading } => format!("no {heading}"),
        };
        changes.iter().map(name).collect()
    }

    #[test]
    fn a_changed_sentence_is_its_sections() {
        let source = source(TEXT);
        assert_eq!(check(&source, TEXT, None), []);
        assert_eq!(
            check(&source, &TEXT.replace("\n\n", "\n \n"), None),
            [],
            "white space is nothing"
        );
        assert_eq!(slugs(&check(&source, &TEXT.replace("Second", "2nd"), None)), ["changed one"]);
        assert_eq!(
            slugs(&check(&source, &TEXT.replace("A word", "Message"), None)),
            ["changed two"]
        );
        assert_eq!(
            slugs(&check(&source, &TEXT.replace("Intro\n\nOne", "Intro\n\nMore.\n\nOne"), None)),
            [] as [&str; 0]
        );
    }

    #[test]
    fn a_page_that_moved_is_reported() {
        let source = source(TEXT);
        for address in ["https://example.com/guide", "https://example.com/guide/#two"] {
            assert_eq!(check(&source, TEXT, Some(address)), [], "{address}");
        }
        let moved = "https://example.com/guide-v2";
        assert_eq!(slugs(&check(&source, TEXT, Some(moved))), [format!("moved {moved}")]);
        let retitled = TEXT.replace("Intro", "Other");
        assert_eq!(slugs(&check(&source, &retitled, None)), ["no Intro"]);
        assert_eq!(slugs(&check(&source, "Not found", None)), ["no Intro"]);
    }

    #[test]
    fn sections_of_one_heading_are_in_the_order_of_the_page() {
        let mut source = source(TEXT);
        let sections = source.sections.as_mut().unwrap();
        sections.insert("again".to_owned(), section("One"));
        let text = format!("{TEXT}\nOne\n\nMore.\n");
        for change in check(&source, &text, None) {
            let Change::Changed { slug, fingerprint } = change else { panic!("{change:?}") };
            assert_eq!(slug, "again");
            source.sections.as_mut().unwrap()["again"].fingerprint = Some(fingerprint);
        }
        assert_eq!(check(&source, &text, None), []);
        let changed = text.replace("More", "Less");
        assert_eq!(slugs(&check(&source, &changed, None)), ["changed again"]);
    }

    #[test]
    fn sections_vanish_and_come() {
        let source = source(TEXT);
        let without = TEXT.replace("Two\n\n", "");
        assert_eq!(
            slugs(&check(&source, &without, None)),
            ["changed one", "new A word.", "vanished two"]
        );
        let with = TEXT.replace("Two\n", "Between\n\nNew text\n\nTwo\n");
        assert_eq!(
            slugs(&check(&source, &with, None)),
            ["changed one", "new Between", "new New text"]
        );
    }
}
