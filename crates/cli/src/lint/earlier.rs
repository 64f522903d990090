//! Whether a file is an earlier report from its first to its last byte, and nothing else: only such
//! a file is replaced. It is read as it comes, however long it is.

use std::io::{BufRead, Read};

use quick_xml::events::{BytesStart, Event};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::arguments::Format;
use crate::arguments::NAME;

/// The longest line of a report, in bytes.
const LONGEST: u64 = 64 << 20;

/// Whether a file is a whole report in a format.
pub(super) fn is_report(format: Format, file: impl BufRead) -> bool {
    match format {
        Format::Pretty => is_pretty(file),
        Format::Compact => all_lines(file, is_compact),
        Format::Json => is_json(file),
        Format::Jsonl => is_json_lines(file),
        Format::Sarif => is_sarif(file),
        Format::Github => all_lines(file, is_annotation),
        Format::Junit => is_junit(file).unwrap_or(false),
    }
}

/// Whether there are lines, and all of them are such lines.
fn all_lines(mut file: impl BufRead, mut is_one: impl FnMut(&str) -> bool) -> bool {
    let mut line = Vec::new();
    let mut count = 0_usize;
    loop {
        line.clear();
        match file.by_ref().take(LONGEST).read_until(b'\n', &mut line) {
            Ok(0) => return count > 0,
            Ok(_) => {}
            Err(_) => return false,
        }
        let text = std::str::from_utf8(&line).map(|line| line.trim_end_matches(['\n', '\r']));
        if !text.is_ok_and(&mut is_one) {
            return false;
        }
        count += 1;
    }
}

/// The document that a file is, if nothing follows it.
fn document<T: DeserializeOwned>(file: impl Read) -> Option<T> {
    let mut document = serde_json::Deserializer::from_reader(file);
    let value = T::deserialize(&mut document).ok()?;
    document.end().is_ok().then_some(value)
}

#[derive(Deserialize)]
struct Summary {
    #[serde(rename = "requests")]
    _requests: u64,
}

fn is_json(file: impl Read) -> bool {
    #[derive(Deserialize)]
    struct Run {
        #[serde(rename = "version")]
        _version: u32,
        #[serde(rename = "files")]
        _files: Vec<IgnoredAny>,
        #[serde(rename = "summary")]
        _summary: Summary,
    }
    document::<Run>(file).is_some()
}

/// Whether each line is of a request but for the last one, which has the counts; an interrupted run
/// has none.
fn is_json_lines(file: impl BufRead) -> bool {
    #[derive(Deserialize)]
    struct OfRequest {
        #[serde(rename = "file")]
        _file: String,
        #[serde(rename = "index")]
        _index: u64,
        #[serde(rename = "diagnostics")]
        _diagnostics: Vec<IgnoredAny>,
    }
    #[derive(Deserialize)]
    struct Last {
        #[serde(rename = "version")]
        _version: u32,
        #[serde(rename = "summary")]
        _summary: Summary,
    }
    let mut has_ended = false;
    all_lines(file, |line| {
        let follows = has_ended;
        has_ended = document::<Last>(line.as_bytes()).is_some();
        !follows && (has_ended || document::<OfRequest>(line.as_bytes()).is_some())
    })
}

fn is_sarif(file: impl Read) -> bool {
    #[derive(Deserialize)]
    struct Log {
        runs: Vec<Run>,
    }
    #[derive(Deserialize)]
    struct Run {
        tool: Tool,
        #[serde(rename = "results")]
        _results: Vec<IgnoredAny>,
    }
    #[derive(Deserialize)]
    struct Tool {
        driver: Driver,
    }
    #[derive(Deserialize)]
    struct Driver {
        name: String,
    }
    let log: Option<Log> = document(file);
    log.is_some_and(|Log { runs }| {
        !runs.is_empty() && runs.iter().all(|run| run.tool.driver.name == NAME)
    })
}

fn is_junit(file: impl BufRead) -> Result<bool, quick_xml::Error> {
    const ELEMENTS: &[&[u8]] = &[b"testsuite", b"testcase", b"failure", b"error", b"system-out"];
    let is_root = |tag: &BytesStart<'_>| {
        let name = tag.try_get_attribute("name").ok().flatten();
        tag.name().as_ref() == b"testsuites" && name.is_some_and(|it| *it.value == *NAME.as_bytes())
    };
    let mut xml = quick_xml::Reader::from_reader(file);
    let (mut depth, mut has_root, mut event) = (0_usize, false, Vec::new());
    loop {
        event.clear();
        let fits = match xml.read_event_into(&mut event)? {
            Event::Eof => return Ok(has_root && depth == 0),
            Event::Start(tag) if depth == 0 => {
                depth = 1;
                !std::mem::replace(&mut has_root, true) && is_root(&tag)
            }
            Event::Start(tag) => {
                depth += 1;
                ELEMENTS.contains(&tag.name().as_ref())
            }
            Event::Empty(tag) => depth > 0 && ELEMENTS.contains(&tag.name().as_ref()),
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                true
            }
            Event::Text(text) if depth == 0 => text.iter().all(u8::is_ascii_whitespace),
            Event::Decl(_) => !has_root,
            Event::Text(_) | Event::GeneralRef(_) => depth > 0,
            _ => false,
        };
        if !fits {
            return Ok(false);
        }
    }
}

/// `file:line:column: severity[rule] message`
fn is_compact(line: &str) -> bool {
    line.match_indices(": ").any(|(at, _)| {
        let (place, rest) = (line.get(..at).unwrap_or(""), line.get(at + 2..).unwrap_or(""));
        let mut numbers = place.rsplit(':').take(2);
        let is_place =
            numbers.all(|number| number.parse::<u32>().is_ok()) && place.split(':').count() > 2;
        is_place && is_severity(rest)
    })
}

/// `severity[rule] message`
fn is_severity(text: &str) -> bool {
    let Some((severity, rest)) = text.split_once('[') else { return false };
    SEVERITIES.contains(&severity) && rest.split_once("] ").is_some_and(|(rule, _)| is_rule(rule))
}

const SEVERITIES: &[&str] = &["error", "warning", "advice"];

/// Whether a text is a rule's name, with its pack or without: `pack/rule-name`.
fn is_rule(name: &str) -> bool {
    let is_word = |word: &str| {
        let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        !word.is_empty() && word.bytes().all(is_part)
    };
    let is_name = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_lowercase()) && name.split('-').all(is_word)
    };
    let (pack, rule) = name.split_once('/').unwrap_or(("pack", name));
    is_name(pack) && is_name(rule)
}

/// `::error file=…,title=rule::message`, or `::error::message`
fn is_annotation(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("::") else { return false };
    let Some((command, _)) = rest.split_once("::") else { return false };
    let (severity, properties) = command.split_once(' ').unwrap_or((command, ""));
    let has_title = || {
        let title = properties.rsplit_once("title=").map(|(_, rule)| rule);
        properties.starts_with("file=") && title.is_some_and(is_rule)
    };
    ["error", "warning", "notice"].contains(&severity) && (properties.is_empty() || has_title())
}

/// Whether each line is of a drawing or of the counts, and nothing follows these.
fn is_pretty(file: impl BufRead) -> bool {
    let (mut has_ended, mut is_drawn) = (false, false);
    let fits = all_lines(file, |line| {
        if has_ended {
            return FIXABLE.iter().any(|start| line.starts_with(start));
        }
        has_ended = SUMMARY.iter().any(|(start, part)| is_count(line, start, part));
        is_drawn |= line.contains("╭─[");
        has_ended || line.is_empty() || line.starts_with(' ') || is_rule(line) || is_numbered(line)
    });
    fits && (has_ended || is_drawn)
}

/// How the line with the counts begins, and what follows the first count.
const SUMMARY: &[(&str, &str)] = &[("requests: ", "; errors: "), ("요청 ", "개: 오류 ")];

/// How the line about fixes begins, which follows it.
const FIXABLE: &[&str] = &["fixable: `--fix` ", "자동으로 고칠 수 있는 문제: `--fix` "];

/// Whether a line is this, a number, that, and more.
fn is_count(line: &str, start: &str, part: &str) -> bool {
    let number = line.strip_prefix(start).and_then(|rest| rest.split_once(part));
    number.is_some_and(|(number, _)| number.parse::<u64>().is_ok())
}

/// `12 │ …`, or `12  error  rule`
fn is_numbered(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or_default();
    let mut words = rest.split_ascii_whitespace();
    let mut is_counted = || words.next().is_some_and(|word| SEVERITIES.contains(&word));
    digits > 0 && (rest.starts_with(" │") || is_counted())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_of_a_report_are_known_in_both_languages() {
        use crate::messages::Message;
        use smartro_lint::Language;
        for language in [Language::Korean, Language::English] {
            let counts = Message::Summary { requests: 12, errors: 1, warnings: 0, advice: 0 };
            let fixable = Message::Fixable { safe: 0, all: 10 }.text(language);
            let text = format!("{}\n{fixable}\n", counts.text(language));
            assert!(is_report(Format::Pretty, text.as_bytes()), "{text}");
            assert!(!is_report(Format::Pretty, format!("{text}more\n").as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_report_with_more_is_none() {
        let sarif = r#"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"smartro-lint"}},"results":[]}]}"#;
        let junit = "<?xml version=\"1.0\"?>\n<testsuites name=\"smartro-lint\">\n  <testsuite name=\"a\">\n    <testcase name=\"b\"/>\n    <testcase name=\"c\"><failure>a &amp; b</failure></testcase>\n  </testsuite>\n</testsuites>\n";
        let jsonl = "{\"file\":\"a\",\"index\":0,\"diagnostics\":[]}\n{\"version\":1,\"summary\":{\"requests\":1}}\n";
        let pretty = "rule-name\n\n  × a\n    ╭─[a.json:10:1]\n 9 │ {\n10 │ {}\n    ╰────\n\nrequests: 1; errors: 1, warnings: 0, advice: 0\nfixable: `--fix` 0, `--fix --suggested` 1\n";
        for (format, text) in [
            (Format::Json, "{\"version\": 1, \"files\": [{}], \"summary\": {\"requests\": 1}}\n"),
            (Format::Sarif, sarif),
            (Format::Junit, junit),
            (Format::Jsonl, jsonl),
            (Format::Compact, "a b: c.json:1:2: error[rule-name] a: b\n"),
            (
                Format::Github,
                "::error file=a,line=1,title=pack/rule::a%0Ab\n::error::cannot read\n",
            ),
            (Format::Pretty, pretty),
            (Format::Pretty, "3  error  rule-name\n\n요청 3개: 오류 3개, 경고 0개, 조언 0개\n"),
        ] {
            assert!(is_report(format, text.as_bytes()), "{format:?}");
            for more in ["notes\n", "{}", "<a/>", "a: b", "[1]\n"] {
                let text = format!("{text}{more}");
                assert!(!is_report(format, text.as_bytes()), "{format:?} {more}");
            }
            let before = format!("notes: x\n{text}");
            assert!(!is_report(format, before.as_bytes()), "{format:?}");
            // Without the counts, as `--quiet` leaves them out, a drawing may be cut anywhere.
            let cut = text.get(..text.len() / 3).unwrap();
            let is_cut = !is_report(format, cut.as_bytes());
            assert!(is_cut || format == Format::Pretty, "{format:?} {cut}");
        }
        for line in [
            "src/main.rs:12:5: error[E0308] mismatched types",
            "a.ts:1:2: error[rule_name] a",
            "a.ts:1:2: error[a/b/c] a",
            "a.ts:1:2: error[-a] a",
            "a.ts:1:2: error[] a",
            "a.ts:1:2: note[rule-name] a",
            "a.ts:1:2: Error[rule-name] a",
        ] {
            assert!(!is_report(Format::Compact, line.as_bytes()), "{line}");
        }
        let line = "a.ts:1:2: advice[pack-2/rule-name] a\n";
        assert!(is_report(Format::Compact, line.as_bytes()));
        for format in [Format::Json, Format::Jsonl, Format::Sarif, Format::Junit, Format::Pretty] {
            for text in ["", "\n", "{}", "[]", "null", "<testsuites/>", "a\nb\n", "  a\n"] {
                assert!(!is_report(format, text.as_bytes()), "{format:?} {text}");
            }
        }
    }
}
