//! Whether a source has changed since the rules were written.

use indexmap::IndexMap;

use super::manifest::{Section, SourceOfRules};
use super::page_text::{anchor, blocks, could_be_heading, is_marked, plain};

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
    /// Its fingerprint is not in the manifest yet.
    Unrecorded {
        /// The section's slug.
        slug: String,
        /// The fingerprint of its text.
        fingerprint: String,
    },
    /// Its text is another.
    Changed {
        /// The section's slug.
        slug: String,
        /// The fingerprint of its text as it is now.
        fingerprint: String,
    },
    /// Its heading is another, and nothing else of it.
    Renamed {
        /// The section's slug.
        slug: String,
        /// The heading that its text has now.
        heading: String,
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

/// Holds a source's text against its heading and the fingerprints of its sections, and the
/// address that it was read at, where that is known, against the source's.
#[must_use]
pub fn check(source: &SourceOfRules, text: &str, read_at: Option<&str>) -> Vec<Change> {
    let Some(sections) = &source.sections else { return Vec::new() };
    let found = split(sections, text);
    let is_markdown = blocks(text).into_iter().any(is_marked);
    let mut changes = page(source, text, read_at);
    if found.is_empty() && !changes.is_empty() {
        // Nothing of the page is there: that every section is missing adds nothing.
        return changes;
    }
    let renamed = renamed(sections, &found);
    for (slug, section) in sections {
        let slug = slug.clone();
        let Some(blocks) = found.get(&slug) else {
            let now = renamed.iter().find(|renamed| *renamed.slug == slug);
            changes.push(match now.map(|renamed| plain(renamed.heading)) {
                Some(heading) => Change::Renamed { slug, heading },
                None => Change::Vanished { slug },
            });
            continue;
        };
        if renamed.iter().any(|renamed| *renamed.inside == slug) {
            continue;
        }
        let fingerprint = fingerprint(blocks);
        let Some(known) = section.fingerprint.as_deref() else {
            changes.push(Change::Unrecorded { slug, fingerprint });
            continue;
        };
        if known != fingerprint {
            let new = new_headings(blocks, known, is_markdown);
            let new = new.map(|heading| Change::New { inside: slug.clone(), heading });
            let new: Vec<Change> = new.collect();
            changes.push(Change::Changed { slug, fingerprint });
            changes.extend(new);
        }
    }
    changes
}

/// The sections that a page could be cited by, with their fingerprints: the headings of Markdown,
/// and of plain text each line that could be one. Their slugs are their anchors.
#[must_use]
pub fn propose(text: &str) -> IndexMap<String, Section> {
    let blocks = blocks(text);
    let is_markdown = blocks.iter().any(|block| is_marked(block));
    let mut sections: IndexMap<String, Section> = IndexMap::new();
    let mut seen: IndexMap<String, usize> = IndexMap::new();
    for block in &blocks {
        let is_heading = if is_markdown { is_marked(block) } else { could_be_heading(block) };
        let heading = plain(block);
        if !is_heading || heading.is_empty() {
            continue;
        }
        let anchor = anchor(&heading);
        let before = seen.entry(anchor.clone()).or_default();
        let anchor = if *before == 0 { anchor } else { format!("{anchor}-{before}") };
        *before += 1;
        let section =
            Section { heading, url: None, anchor: Some(anchor.clone()), fingerprint: None };
        sections.insert(anchor, section);
    }
    for (slug, blocks) in split(&sections, text) {
        if let Some(section) = sections.get_mut(&slug) {
            section.fingerprint = Some(fingerprint(&blocks));
        }
    }
    sections
}

/// Whether the text is of the source's page, read where it should be.
fn page(source: &SourceOfRules, text: &str, read_at: Option<&str>) -> Vec<Change> {
    let address = |url: &str| {
        let page = url.split('#').next().unwrap_or_default();
        page.trim_end_matches('/').to_owned()
    };
    let elsewhere = |url: &&str| source.url.as_deref().map(address) != Some(address(url));
    let moved = read_at.filter(elsewhere).map(|url| Change::Moved { url: url.to_owned() });
    let is_there = |heading: &&String| {
        let heading = plain(heading);
        text.lines().any(|line| plain(line) == heading)
    };
    let heading = source.heading.iter().find(|heading| !is_there(heading));
    let other = heading.map(|heading| Change::OtherPage { heading: heading.clone() });
    moved.into_iter().chain(other).collect()
}

/// A section whose text is under another heading.
struct Renamed<'t> {
    slug: &'t String,
    heading: &'t str,
    /// The section before it on the page, which is as it was.
    inside: &'t String,
}

/// The sections whose headings are gone while the section before each is as it was, and its own text
/// too, but for one line between the two.
fn renamed<'t>(
    sections: &'t IndexMap<String, Section>,
    found: &'t IndexMap<String, Vec<&'t str>>,
) -> Vec<Renamed<'t>> {
    let known = |slug: &String| sections.get(slug)?.fingerprint.as_deref();
    let gone = sections.keys().filter(|slug| !found.contains_key(*slug));
    let renamed = gone.filter_map(|slug| {
        let own = known(slug)?;
        let headings_in_it = own.split(' ').count() - 1;
        found.iter().find_map(|(inside, blocks)| {
            let headings = blocks.iter().enumerate().filter(|(_, block)| could_be_heading(block));
            let (at, heading) = headings.rev().nth(headings_in_it)?;
            let is_it = fingerprint(blocks.get(at + 1..)?) == own
                && Some(&*fingerprint(blocks.get(..at)?)) == known(inside);
            is_it.then_some(Renamed { slug, heading, inside })
        })
    });
    renamed.collect()
}

/// The blocks of each section that is there.
fn split<'t>(
    sections: &IndexMap<String, Section>,
    text: &'t str,
) -> IndexMap<String, Vec<&'t str>> {
    let wanted = occurrences(sections);
    let mut seen: IndexMap<String, usize> = IndexMap::new();
    let mut found: IndexMap<String, Vec<&str>> = IndexMap::new();
    let mut current: Option<&String> = None;
    for block in blocks(text) {
        let words = plain(block);
        let is_a_heading = wanted.keys().any(|(heading, _)| *heading == words);
        let occurrence = seen.get(&words).copied().unwrap_or(0);
        let slug = wanted.get(&(words.clone(), occurrence)).copied();
        if is_a_heading {
            seen.insert(words, occurrence + 1);
        }
        if let Some(slug) = slug {
            current = Some(slug);
            found.entry(slug.clone()).or_default();
        } else if let Some(slug) = current {
            found.entry(slug.clone()).or_default().push(block);
        }
    }
    found
}

/// The slugs of the sections by their heading and how many of the same heading are before it on the
/// page: as the anchor says (`notes-1` is the second `Notes`), and else in the manifest's order.
fn occurrences(sections: &IndexMap<String, Section>) -> IndexMap<(String, usize), &String> {
    let mut places: IndexMap<(String, usize), &String> = IndexMap::new();
    for (slug, section) in sections {
        let heading = plain(&section.heading);
        let numbered = section.anchor.as_deref().and_then(|own| {
            own.strip_prefix(&anchor(&heading))?.strip_prefix('-')?.parse::<usize>().ok()
        });
        let next = || (0..).find(|place| !places.contains_key(&(heading.clone(), *place)));
        let place = numbered.or_else(next).unwrap_or(0);
        places.insert((heading, place), slug);
    }
    places
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
    blocks.iter().filter(|block| could_be_heading(block)).map(|block| block.trim_end())
}

/// The lines that could be headings and were not there before, if there are more of them now.
/// Those of Markdown are marked.
fn new_headings(blocks: &[&str], known: &str, is_markdown: bool) -> impl Iterator<Item = String> {
    let before: Vec<&str> = known.split(' ').skip(1).collect();
    let now: Vec<&str> = headings(blocks).collect();
    let more = now.len() > before.len() && !known.is_empty();
    let new = now.into_iter().filter(move |heading| {
        more && (!is_markdown || is_marked(heading))
            && !before.contains(&format!("{:04x}", outline_hash(heading)).as_str())
    });
    new.map(plain).collect::<Vec<_>>().into_iter()
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
            Change::Unrecorded { slug, .. } => format!("unrecorded {slug}"),
            Change::Vanished { slug } => format!("vanished {slug}"),
            Change::Renamed { slug, heading } => format!("{slug} is {heading}"),
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
            let Change::Unrecorded { slug, fingerprint } = change else { panic!("{change:?}") };
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

    #[test]
    fn a_renamed_heading_is_one_change() {
        let source = source(TEXT);
        let renamed = TEXT.replace("Two\n", "Second\n");
        assert_eq!(slugs(&check(&source, &renamed, None)), ["two is Second"]);
        for (from, to) in [("First sentence", "A sentence"), ("A word", "A term")] {
            let changes = slugs(&check(&source, &renamed.replace(from, to), None));
            assert_eq!(changes.first().unwrap(), "changed one", "{from}");
            assert_eq!(changes.last().unwrap(), "vanished two", "{from}");
        }
    }

    #[test]
    fn markdown_is_cited_as_its_plain_text_is() {
        let markdown =
            "# Intro\n## One\nFirst sentence. Second one.\n\n## `Two`\n\n  * point\n\nA word.\n";
        assert_eq!(check(&source(TEXT), markdown, None), []);
        let changed = markdown.replace("Second", "2nd");
        assert_eq!(slugs(&check(&source(TEXT), &changed, None)), ["changed one"]);
    }

    #[test]
    fn a_new_heading_of_markdown_is_one_that_is_marked() {
        let text = "# Page\n## Notes\nA.\n";
        let mut source = source(TEXT);
        (source.heading, source.sections) = (None, Some(propose(text)));
        let more = format!("{text}\n## `Fees`\n\nThree percent.\n");
        assert_eq!(slugs(&check(&source, &more, None)), ["changed notes", "new Fees"]);
    }

    #[test]
    fn an_anchor_says_which_of_several_headings_it_is() {
        let text = "# Page\n## Notes\nA.\n## Other\nB.\n## Notes\nC.\n";
        let sections = propose(text);
        let names: Vec<&String> = sections.keys().collect();
        assert_eq!(names, ["page", "notes", "other", "notes-1"]);
        let mut source = source(TEXT);
        source.heading = None;
        let second = sections["notes-1"].clone();
        source.sections = Some([("cited".to_owned(), second)].into_iter().collect());
        assert_eq!(check(&source, text, None), []);
        assert_eq!(check(&source, &text.replace("A.", "D."), None), []);
        assert_eq!(slugs(&check(&source, &text.replace("C.", "D."), None)), ["changed cited"]);
    }

    #[test]
    fn proposed_sections_are_unchanged_on_their_page() {
        let mut source = source(TEXT);
        for text in [TEXT, "# A\nb\n### C `d`\n<summary>e</summary>\nf\n"] {
            let sections = propose(text);
            assert!(sections.len() >= 3, "{sections:?}");
            (source.heading, source.sections) = (None, Some(sections));
            assert_eq!(check(&source, text, None), []);
        }
    }
}
