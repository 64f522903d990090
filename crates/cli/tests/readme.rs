//! The README in both languages: the same content, and what it shows is what the command does.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests, outside of test functions"
)]

mod command;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;

use command::{ROOT, smartro_lint, text};

const PAGES: [&str; 2] = ["README.md", "README.ko.md"];

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(name)).unwrap()
}

/// The fenced blocks of a page: their language and their text.
fn blocks(page: &str) -> Vec<(String, String)> {
    let fenced = page.split("\n```").skip(1).step_by(2);
    let parts = fenced.filter_map(|block| block.split_once('\n'));
    parts.map(|(language, text)| (language.to_owned(), format!("{text}\n"))).collect()
}

/// The block of a language that has a text in it.
fn block(page: &str, language: &str, text: &str) -> String {
    let mut blocks = blocks(page).into_iter();
    let found = blocks.find(|(known, block)| known == language && block.contains(text));
    found.unwrap_or_else(|| panic!("no block with {text}")).1
}

fn run(directory: &Path, arguments: &[&str]) -> Output {
    smartro_lint().current_dir(directory).args(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    text(&output.stdout)
}

#[test]
fn both_languages_have_the_same_sections_and_examples() {
    let shape = |page: &str| {
        let text = read(page);
        let headings = text.lines().filter(|line| line.starts_with('#') && !line.contains("yaml"));
        let headings = headings.filter_map(|line| line.split(' ').next().map(str::to_owned));
        let rows = text.lines().filter(|line| line.starts_with('|')).count();
        let languages: Vec<String> =
            blocks(&text).into_iter().map(|(language, _)| language).collect();
        (headings.collect::<Vec<_>>(), rows, languages)
    };
    assert_eq!(shape("README.md"), shape("README.ko.md"));
    let head = |page: &str| read(page).lines().take(4).collect::<String>();
    assert!(head("README.md").contains("(README.ko.md)"));
    assert!(head("README.ko.md").contains("(README.md)"));
}

#[test]
fn examples_are_what_the_command_prints() {
    for page in PAGES {
        let mut examples = 0;
        for (_, example) in blocks(&read(page)).iter().filter(|(language, _)| language == "text") {
            let Some((command, shown)) = example.split_once('\n') else { continue };
            let Some(arguments) = command.strip_prefix("$ smartro-lint ") else { continue };
            let arguments = arguments.split(' ').map(|argument| argument.trim_matches('\''));
            let language = if page == "README.ko.md" { "ko_KR.UTF-8" } else { "en_US.UTF-8" };
            let mut command = smartro_lint();
            command.current_dir(ROOT).args(arguments).env("LANG", language);
            let printed = stdout(&command.output().unwrap());
            assert!(printed.contains(shown), "{page}\n{printed}");
            examples += 1;
        }
        assert_eq!(examples, 4, "{page}");
    }
}

#[test]
fn the_library_prints_what_is_shown() {
    let linter = smartro_lint::Linter::smartro().unwrap();
    let text = r#"{ "reason": "단순 변심", "ammount": 9000 }"#;
    for (page, language) in PAGES.into_iter().zip(["en", "ko"]) {
        assert!(read(page).contains(text));
        let language = smartro_lint::Language::from_tag(language).unwrap();
        let request = smartro_lint::Request::json(text).operation("cancelPayment");
        let report = linter.clone().language(language).lint(&request);
        let printed: String = report
            .diagnostics
            .iter()
            .map(|found| format!("{}: {} ({})\n", found.rule, found.message, found.pointer))
            .collect();
        assert_eq!(block(&read(page), "text", "unknown-field: "), printed);
    }
}

#[test]
fn the_rule_that_is_shown_is_the_one_of_the_pack() {
    let rules = read("rules/smartro/escrow.rules");
    for page in PAGES {
        assert!(rules.contains(&block(&read(page), "text", "rule escrow-no-cash-receipt")));
    }
}

#[test]
fn the_project_file_can_be_used() {
    for page in PAGES {
        let place = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(place.path().join(name), text).unwrap();
        write("a.json", r#"{"operation": "cancelPayment", "request": {"memo": 1}}"#);
        write(".smartro-lint-baseline.json", r#"{"version": 1, "findings": []}"#);
        write("smartro-lint.yaml", &block(&read(page), "yaml", "\nsuppress:"));
        let now = "now=2026-11-23T12:00:00+09:00";
        let output = run(place.path(), &["--context", now, "a.json"]);
        let stderr = text(&output.stderr);
        assert_eq!((output.status.code(), stderr.as_str()), (Some(1), ""), "{page}");
    }
}

#[test]
fn the_pack_for_another_gateway_can_be_used() {
    for page in PAGES {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir(place.path().join("my-pg")).unwrap();
        let write = |name: &str, text: &str| fs::write(place.path().join(name), text).unwrap();
        write("my-pg/pack.yaml", &block(&read(page), "yaml", "name: my-pg"));
        write("my-pg/ids.rules", &block(&read(page), "text", "rule my-payment-id"));
        write("order.json", r#"{"payMethod": "CARD", "paymentId": "order-1"}"#);
        let arguments = ["--rules", "my-pg", "--format", "compact", "order.json"];
        let printed = stdout(&run(place.path(), &arguments));
        assert!(printed.contains("error[my-payment-id]"), "{printed}");
    }
}

/// Every option and command that the pages name.
#[test]
fn options_and_commands_exist() {
    let help = |arguments: &[&str]| {
        stdout(&run(Path::new(ROOT), &[&["--lang", "en"], arguments].concat()))
    };
    let main = help(&["--help"]);
    let commands: BTreeSet<&str> = main
        .split("\nCommands:\n")
        .nth(1)
        .and_then(|rest| rest.split("\n\n").next())
        .unwrap()
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let all: String = commands.iter().map(|name| help(&[name, "--help"])).collect();
    let known = words(&(main.clone() + &all));
    for page in PAGES {
        let text: String = read(page).split("\n```").step_by(2).collect();
        // Options of cargo are in blocks.
        for span in text.split('`').skip(1).step_by(2) {
            let name = span.strip_prefix("smartro-lint ").and_then(|rest| rest.split(' ').next());
            let name = name.filter(|name| name.chars().all(|one| one.is_ascii_lowercase()));
            assert!(name.is_none_or(|name| commands.contains(name)), "{page}: {span}");
            for option in words(span).iter().filter(|word| word.len() > 2 && word.starts_with("--"))
            {
                assert!(known.contains(option), "{page}: {option}");
            }
        }
    }
}

fn words(text: &str) -> BTreeSet<String> {
    let is_part = |one: char| one.is_ascii_alphanumeric() || one == '-';
    text.split(|one| !is_part(one)).map(str::to_owned).collect()
}
