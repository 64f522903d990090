//! The formatter of rule files: what it writes, and that it changes nothing but white space.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests, outside of test functions"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use smartro_lint::source::Source;
use smartro_lint_rules::syntax::{self, parse};

fn source(text: &str) -> Arc<Source> {
    Source::new("x.rules", text.to_owned())
}

fn format(text: &str) -> String {
    syntax::format(&source(text)).unwrap_or_else(|error| panic!("{error:?}: {text}"))
}

/// What a text means, and its comments in their order.
fn meaning(text: &str) -> (String, Vec<String>) {
    let file = parse(&source(text)).unwrap_or_else(|error| panic!("{error:?}: {text}"));
    let comments = file.comments.iter().map(|span| span.of(text).trim_end().to_owned());
    (without_spans(&format!("{:?}", file.items)), comments.collect())
}

fn without_spans(tree: &str) -> String {
    let mut parts = tree.split("Span { ");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + part.split_once('}').unwrap().1)
}

/// What every text has to come through.
fn check(text: &str) {
    let once = format(text);
    assert_eq!(meaning(&once), meaning(text), "{text}\n────\n{once}");
    assert_eq!(format(&once), once, "{text}");
    assert!(!once.lines().any(|line| line.ends_with(' ')), "{once}");
}

fn rule_files() -> Vec<PathBuf> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let folders = fs::read_dir(rules).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap());
    let files = files.map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|extension| extension == "rules")).collect()
}

/// The rule texts that are in the tests and in what is written for people.
fn snippets() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests = fs::read_dir(root.join("tests")).unwrap().map(|entry| entry.unwrap().path());
    let tests = tests.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let pages = ["README.md", "docs/LANGUAGE.md"].map(|name| root.join(name));
    let mut found = Vec::new();
    for path in tests.chain(pages) {
        let text = fs::read_to_string(path).unwrap();
        for quote in ["```", "\"#", "\""] {
            let parts = text.split(quote).map(without_language);
            let readable =
                |part: &&str| parse(&source(part)).is_ok_and(|file| !file.items.is_empty());
            found.extend(parts.filter(readable).map(str::to_owned));
        }
    }
    found
}

/// A fenced block without the name of its language.
fn without_language(block: &str) -> &str {
    ["rules\n", "text\n"].iter().find_map(|start| block.strip_prefix(start)).unwrap_or(block)
}

#[test]
fn the_rule_files_are_formatted() {
    let files = rule_files();
    assert!(files.len() > 20);
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        assert!(format(&text) == text, "cargo run -- fmt {}", path.display());
    }
}

#[test]
fn formatting_twice_is_formatting_once_and_the_meaning_stays() {
    let snippets = snippets();
    assert!(snippets.len() > 10, "{}", snippets.len());
    snippets.iter().for_each(|text| check(text));
    for path in rule_files() {
        let text = fs::read_to_string(&path).unwrap();
        check(&text);
        if path.parent().is_some_and(|folder| folder.ends_with("portone")) {
            continue;
        }
        // All in as few lines as may be, and each word in its own.
        check(&joined(&text, " "));
        check(&joined(&text, "\n"));
        check(&joined(&text, "\n\n\n").replace('\n', "\r\n"));
    }
}

/// The words of a text with something else between them; lines that end with a comment still do.
fn joined(text: &str, between: &str) -> String {
    let lines = text.lines().map(|line| match line.find(['#', '"', '/']) {
        // What is quoted, and a pattern, may hold spaces.
        Some(_) => format!("{line}\n"),
        None => line.split_whitespace().map(|word| format!("{word}{between}")).collect(),
    });
    lines.collect()
}

/// A text with something of everything.
const ALL: &str = r#"/// A currency.
enum Currency prefix "CURRENCY_" { KRW, USD }
shape Order exactly one { orderNo: string, amount?: integer card?: { number: sensitive string "YYYYMMDD" | date-time }, memo: string, "a b": [Currency] }
operation pay { http POST "/v1/{id}" body Order detect orderNo, amount without card sdk }
context { now?: instant channel?: one of { test live } contracts?: any of { a, b } mid.x += one of { c, d } }
enum Bank += TOSS, KAKAO enum Bank += { NH, WOORI }
set banks: Bank = [ TOSS,KAKAO, ] define pc(os,x) = os in [windows, macos] and x define won = currency in banks and a - 1*2 < sum(p in products where p.b: p.amount*p.n)+count(p in q where r) or unique p.id in products and deadline(due) <= now + 90 days - 1 hour
/// What changes.
amend pay, other { /// One.
 required a.b, c optional d foreign "x y".z lift exactly one method shape bypass.pg { a?: string, b: {c?: integer} } enum Bank += A detect a, b without c }
silence missing-*, unknown-field at a.b, c on pay, other when any other in keys of method except card, "b c": not present other
rule all: error on pay { cite guide "a/b" cite sdk let x = first(a.b, 20) when not (a is true or b > 1 + vat default 0) and c in [A, B,] iff d matches /a\/b{1}/
 unless context.contracts contains escrow require any of a, b at c, d as warning say other fix safe replace a with spelling fix remove a, b fix rename a to b fix replace a with nearest
 fix insert o = { "type": "NORMAL", "n": { }, "b": true, "i": -1 } if pc(context.os, a) { require won } else if known context.os { forbid present b } else { require present c assuming context.os in banks as advice } for e in [a, b] { forbid present e fix remove e } for k in fields of a except b { } }
rule more: advice { on pay with id = @path.paymentId, n = count(x) when n > 1 { require filled id when formatted id } on a, b on c with x = y require unique id across batch require same a implies same b across batch }
"#;

#[test]
fn everything_the_grammar_has() {
    check(ALL);
    insta::assert_snapshot!("everything", format(ALL));
}

/// The offsets at which a comment changes nothing of what a text means.
fn places_for_comments(text: &str) -> Vec<usize> {
    let (items, _) = meaning(text);
    let is_edge = |character: char| !character.is_alphanumeric() && character != '.';
    let edges = text.char_indices().filter(|(_, character)| is_edge(*character));
    let mut places: Vec<usize> = edges.flat_map(|(at, sign)| [at, at + sign.len_utf8()]).collect();
    places.dedup();
    places.retain(|at| {
        let commented = with_comments(text, &[*at], "# one\n");
        parse(&source(&commented)).is_ok_and(|_| meaning(&commented).0 == items)
    });
    places
}

fn with_comments(text: &str, places: &[usize], comment: &str) -> String {
    let mut text = text.to_owned();
    for at in places.iter().rev() {
        text.insert_str(*at, comment);
    }
    text
}

#[test]
fn a_comment_can_be_anywhere() {
    let places = places_for_comments(ALL);
    assert!(places.len() > 400, "{}", places.len());
    // Comments everywhere, and comments far from each other.
    for step in [1, 2, 3, 7, 29] {
        for first in 0..step {
            let chosen: Vec<usize> = places.iter().skip(first).step_by(step).copied().collect();
            for (comment, count) in [("# one\n", 1), ("\n# one\n\n\n # two\n\n", 2)] {
                let text = with_comments(ALL, &chosen, comment);
                assert_eq!(meaning(&text).1.len(), count * chosen.len());
                check(&text);
            }
        }
    }
}

#[test]
fn a_comment_in_json_is_no_part_of_it() {
    let wild = "rule a: error on pay { require present x fix insert x = {\"a\": # one\n 1} }";
    let plain = "rule a: error on pay { require present x fix insert x = { \"a\": 1 } }";
    assert_eq!(meaning(wild).0, meaning(plain).0);
    check(wild);
}

#[test]
fn comments_stay_where_they_are() {
    let text = "\
# The file's.

# The rule's.
/// Doc.
# After the doc.
rule a: error on pay {   # the brace's
  # The first line's.

  cite guide \"a\" # cited
  # Alone.


  require a   # first
    or b      # second
    # about c
    or c
  when x in [
    A, # a
    # about b
    B # b
    # the end
  ]
  # Before the brace.
}
# The end.
";
    insta::assert_snapshot!("comments", format(text));
}

#[test]
fn line_breaks_are_those_of_the_first_line() {
    let text = "\u{feff}# 가\r\nenum A { B }\r\n\r\n\r\nenum C { D }";
    assert_eq!(format(text), "# 가\r\nenum A { B }\r\n\r\nenum C { D }\r\n");
    assert_eq!(format("enum A { B }"), "enum A { B }\n");
    assert_eq!(format("enum A { B }\nenum C{D}\r\n"), "enum A { B }\nenum C { D }\n");
    assert_eq!(format(""), "");
    assert_eq!(format(" \n\n"), "");
    assert_eq!(format("\n\n# alone"), "# alone\n");
}

#[test]
fn a_long_word_is_not_cut_and_hangul_is_wide() {
    let long = "가".repeat(60);
    let text = format!("rule a: error on pay {{ when a is \"{long}\" or b is \"{long}\" }}");
    check(&text);
    assert_eq!(format(&text).lines().count(), 6);
}

/// Texts that are formatted already.
#[track_caller]
fn stays(text: &str) {
    assert_eq!(format(text), text);
}

#[test]
fn a_comment_breaks_nothing_after_it() {
    stays("# Why.\nenum A { B }\n");
    stays("/// Doc.\n# Why.\nenum A { B }\n");
    stays(
        "rule a: error on pay {\n  # Why.\n  require b at c as warning\n  # Why.\n  require b or c\n}\n",
    );
    stays(
        "shape A {\n  # Why.\n  b: string \"YYYYMMDD\" | date-time\n  # Why.\n  c: [string]\n}\n",
    );
    stays(
        "rule a: error {\n  # Why.\n  on pay   with b = c when b is 1\n  # Why.\n  on other with b = d when b is 2\n  require b\n}\n",
    );
}

#[test]
fn empty_lines_are_between_what_is_in_braces() {
    let text = "rule a: error {\n\n\n  on pay\n\n\n  on other\n\n  require b # why\n\n\n}\n\n\nenum A {\n\n  B\n\n}\n";
    let expected =
        "rule a: error {\n  on pay\n\n  on other\n\n  require b # why\n}\n\nenum A {\n  B\n}\n";
    assert_eq!(format(text), expected);
    assert_eq!(
        format(
            "rule a: error on pay { require b fix insert c = {\n\n \"d\": 1,\n\n \"e\": 2\n\n} }"
        ),
        "rule a: error on pay {\n  require b\n  fix insert c = { \"d\": 1, \"e\": 2 }\n}\n"
    );
}

#[test]
fn a_line_that_is_too_long_breaks_where_it_can() {
    let name = |length: usize| "n".repeat(length);
    for length in 20..60 {
        let (one, two) = (name(length), name(length / 2));
        for text in [
            format!("rule a: error on pay {{ require {one} + {two} + chars({one}) <= {two} }}"),
            format!(
                "shape A {{ {two}: string \"YYYYMMDD {two}\" | \"YYYYMM {one}\" | date-time }}"
            ),
            format!(
                "rule a: error {{ on {one} with {two} = {one} when {two} on b with {one} = c when {two} }}"
            ),
            format!("rule a: error {{ on {one} with {two} = {two} on {one}, b with c = {two} }}"),
            format!("silence {one}, {two} on {one}, {two} when {one} or {two}"),
            format!(
                "rule a: error on pay {{ for {one} in [{one}, {two}, {two}] {{ require {one} at {one} }} }}"
            ),
        ] {
            check(&text);
            let once = format(&text);
            assert!(once.lines().all(|line| line.len() <= 100), "{once}");
            // As few lines as will do.
            let least = text.len() / 100 + 1;
            assert!(once.lines().count() <= least + 9, "{once}");
        }
    }
}

#[test]
fn a_text_that_cannot_be_read_is_an_error() {
    assert!(syntax::format(&source("rule")).is_err());
    assert!(syntax::format(&source("rule a: error {")).is_err());
}

#[test]
fn types_that_are_joined_are_spaced() {
    let text = "shape S { u?:integer|string \"YYYYMMDD\"|date-time|boolean, v?: [number|E] }";
    let expected =
        "shape S { u?: integer | string \"YYYYMMDD\" | date-time | boolean v?: [number | E] }\n";
    assert_eq!(format(text), expected);
    check(text);
}
