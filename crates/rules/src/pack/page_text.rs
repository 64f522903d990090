//! The text of a page: blocks and headings, as plain text, Markdown or MDX.

/// The longest line that could be a heading, in characters.
const LONGEST_HEADING: usize = 100;

/// What is between empty lines, headings of Markdown apart.
pub(super) fn blocks(text: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    let (mut start, mut at, mut is_code) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let trimmed = line.trim();
        is_code ^= trimmed.starts_with("```");
        if trimmed.is_empty() || (!is_code && is_marked(line)) {
            blocks.push(text.get(start..at).unwrap_or(""));
            start = end;
            if !trimmed.is_empty() {
                blocks.push(line);
            }
        }
        at = end;
    }
    blocks.push(text.get(start..).unwrap_or(""));
    blocks.retain(|block| !block.trim().is_empty());
    blocks
}

/// Whether a line is a heading of Markdown, or the title of a box that is folded.
pub(super) fn is_marked(line: &str) -> bool {
    let line = line.trim();
    let after = line.trim_start_matches('#');
    let level = line.len() - after.len();
    let is_heading = (1..=6).contains(&level) && after.starts_with(' ');
    let lower = line.to_ascii_lowercase();
    is_heading || (lower.contains("summary>") && lower.contains("</") && !plain(line).is_empty())
}

/// A heading's words without the marks of Markdown and the tags of HTML.
pub(super) fn plain(line: &str) -> String {
    let line = line.trim();
    let unmarked = line.trim_start_matches('#');
    let line = if unmarked.starts_with(' ') { unmarked.trim_end_matches('#') } else { line };
    let line = line.rsplit_once("{#").map_or(line, |(before, _)| before);
    let mut words = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        rest = rest.get(first.len_utf8()..).unwrap_or("");
        match first {
            '`' | '*' => {}
            '<' if rest.starts_with(|next: char| next.is_ascii_alphabetic() || next == '/') => {
                rest = rest.split_once('>').map_or("", |(_, after)| after);
            }
            ']' if rest.starts_with('(') && words.contains('[') => {
                rest = rest.split_once(')').map_or("", |(_, after)| after);
                if let Some(open) = words.rfind('[') {
                    words.remove(open);
                }
            }
            _ => words.push(first),
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A heading's anchor as documentation sites make it: letters and digits in lower case, hyphens for
/// spaces. Source: <https://github.com/Flet/github-slugger>.
pub(super) fn anchor(heading: &str) -> String {
    let kept = |one: &char| one.is_alphanumeric() || matches!(one, ' ' | '-' | '_');
    heading.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-")
}

/// Whether a block is a line that could be a heading of plain text: alone, and not indented.
pub(super) fn could_be_heading(block: &str) -> bool {
    let line = block.trim_end();
    !line.starts_with([' ', '\t'])
        && !line.contains('\n')
        && line.chars().count() <= LONGEST_HEADING
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lose_their_marks() {
        for (line, words) in [
            ("## Order numbers ##\n", "Order numbers"),
            ("### `paymentId` is **required**", "paymentId is required"),
            ("# [Guide](https://example.com/a) to pay {#guide}", "Guide to pay"),
            ("<summary>주문 번호</summary>", "주문 번호"),
            ("  <Details.Summary>Notes</Details.Summary>", "Notes"),
            ("[test] is it so?", "[test] is it so?"),
            ("#hashtag", "#hashtag"),
            ("a < b", "a < b"),
        ] {
            assert_eq!(plain(line), words);
        }
    }

    #[test]
    fn marked_lines_are_blocks_outside_of_code() {
        let text = "# One\ntext\n```sh\n# no heading\n```\n## Two\n<summary>Three</summary>\n";
        let blocks = blocks(text);
        assert_eq!(
            blocks,
            [
                "# One\n",
                "text\n```sh\n# no heading\n```\n",
                "## Two\n",
                "<summary>Three</summary>\n"
            ]
        );
        assert_eq!(blocks.iter().filter(|block| is_marked(block)).count(), 3);
    }

    #[test]
    fn a_heading_has_six_marks_and_a_hundred_characters_at_most() {
        assert!(is_marked("###### Six") && !is_marked("####### Seven"));
        let line = "가".repeat(100);
        assert!(could_be_heading(&line) && !could_be_heading(&format!("{line}나")));
        assert!(!could_be_heading(" a") && !could_be_heading("a\nb"));
    }

    #[test]
    fn anchors_are_made_of_letters_and_hyphens() {
        assert_eq!(anchor("API 빌링키 예약/반복 결제"), "api-빌링키-예약반복-결제");
    }
}
