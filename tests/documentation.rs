//! What is written for people is so: the examples of the language compile and are reported, links
//! lead somewhere, and what the description of the code names is where it claims.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use smartro_lint::pack::{Cases, Pack};
use smartro_lint::source::Source;
use smartro_lint::{Linter, Report, Request};
use smartro_lint_rules::syntax;
use smartro_lint_rules::syntax::ast::Item;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

const LANGUAGE: &str = "docs/LANGUAGE.md";
const ARCHITECTURE: &str = "docs/ARCHITECTURE.md";

/// A fenced block of a page.
struct Block {
    language: String,
    text: String,
    /// The line before it that is not empty.
    before: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut before = "";
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let body = lines.by_ref().take_while(|line| *line != "```");
            let text = body.map(|line| format!("{line}\n")).collect();
            blocks.push(Block { language: language.to_owned(), text, before: before.to_owned() });
        } else if !line.is_empty() {
            before = line;
        }
    }
    blocks
}

/// The pack that the page about the language is.
struct Example {
    blocks: Vec<Block>,
    linter: Linter,
}

impl Example {
    fn new() -> Self {
        let blocks = blocks(&read(LANGUAGE));
        let linter = linter(&blocks);
        Self { blocks, linter }
    }

    /// Lints a request as one of the rule's first operation, if it does not name its own.
    fn lint(&self, rule: &str, request: &str) -> Report {
        let info = self.linter.rules().find(|info| info.rule == rule);
        let operation = info.unwrap_or_else(|| panic!("no rule {rule}")).operations[0];
        self.linter.lint(&Request::json(request).operation(operation))
    }
}

fn yaml<'b>(blocks: &'b [Block], contains: &'b str) -> impl Iterator<Item = &'b Block> {
    let yaml = blocks.iter().filter(|block| block.language == "yaml");
    yaml.filter(move |block| block.text.contains(contains))
}

/// The page's messages, and one for every other rule.
fn catalog(blocks: &[Block]) -> String {
    let mut catalog: String = yaml(blocks, "message:").map(|block| block.text.clone()).collect();
    assert!(!catalog.is_empty());
    let rules = blocks.iter().filter(|block| block.language == "rules");
    let with_parameters = rules.clone().flat_map(|block| block.text.lines()).filter_map(|line| {
        let (name, _) = line.strip_prefix("rule ")?.split_once('(')?;
        Some(name.to_owned())
    });
    for rule in rules.clone().flat_map(rules_of).chain(with_parameters) {
        if !catalog.contains(&format!("{rule}:\n")) {
            catalog += &format!("{rule}:\n  message: x\n");
        }
    }
    catalog
}

/// Compiles the page's blocks.
fn linter(blocks: &[Block]) -> Linter {
    let manifest = blocks.iter().find(|block| block.text.starts_with("name: ")).unwrap();
    let rules = blocks.iter().filter(|block| block.language == "rules").enumerate();
    let files = rules.map(|(place, block)| (format!("{place:02}.rules"), block.text.clone()));
    let files = files.chain([("pack.yaml".to_owned(), manifest.text.clone())]);
    let catalog = catalog(blocks);
    let locales = ["ko", "en"].map(|tag| (format!("locales/{tag}.yaml"), catalog.clone()));
    Linter::new(Pack::new("example-pg", files.chain(locales))).unwrap_or_else(|error| {
        let mistakes = error.errors.iter().map(|mistake| format!("{mistake:?}\n"));
        panic!("{error}\n{}", mistakes.collect::<String>())
    })
}

/// The names of the rules in a block that apply.
fn rules_of(block: &Block) -> Vec<String> {
    let file = syntax::parse(&Source::new("block", block.text.clone())).unwrap();
    let names = file.items.iter().filter_map(|item| match item {
        Item::Rule(rule) if rule.parameters.is_empty() => Some(&rule.name),
        Item::Use(used) => Some(used.name()),
        _ => None,
    });
    names.map(|name| name.text.to_string()).collect()
}

#[test]
fn every_example_of_the_language_compiles_and_is_reported() {
    let example = Example::new();
    let mut count = 0;
    for pair in example.blocks.windows(2) {
        let [rules, requests] = pair else { continue };
        if requests.language != "json" {
            continue;
        }
        let names = rules_of(rules);
        assert_eq!(names.len(), requests.text.lines().count(), "{}", requests.text);
        for (rule, request) in names.iter().zip(requests.text.lines()) {
            let report = example.lint(rule, request);
            let finding = report.diagnostics.iter().find(|finding| finding.rule == *rule);
            let finding = finding.unwrap_or_else(|| panic!("{rule}: {:?}", report.diagnostics));
            let text = rules.text.split("\nrule ").find(|text| text.starts_with(rule));
            let fixes = text.is_some_and(|text| text.contains("  fix "));
            assert_eq!(!finding.fixes.is_empty(), fixes, "{rule}");
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}

#[test]
fn the_example_of_used_packs_compiles() {
    let blocks = blocks(&read(LANGUAGE));
    let rules = blocks.iter().find(|block| block.language == "rules other-pack").unwrap();
    let sections = ["ids", "currency", "window", "api"].map(|it| format!("{it}: {{ heading: a }}"));
    let manifest = format!(
        "name: other\nversion: 0.1.0\nuses: [portone-checks]\n\
         sources: {{ guide: {{ title: a, sections: {{ {} }} }} }}\n",
        sections.join(", ")
    );
    let files = [("pack.yaml", manifest.as_str()), ("a.rules", &rules.text)];
    let linter = Linter::new(Pack::new("other", files)).unwrap();
    let rules: Vec<&str> = linter.rules().map(|rule| rule.rule).collect();
    assert!(rules.contains(&"order-name-length") && !rules.contains(&"offer-period-order"));
}

#[test]
fn the_examples_are_formatted() {
    for block in blocks(&read(LANGUAGE)).iter().filter(|it| it.language.starts_with("rules")) {
        let source = Source::new("block", block.text.clone());
        assert_eq!(syntax::format(&source).unwrap(), block.text);
    }
}

/// A keyword that the page does not explain is missing from it.
#[test]
fn every_keyword_has_an_example() {
    let grammar = read("grammar/rules.pest");
    let keywords = grammar.lines().filter(|line| line.starts_with("k_"));
    let keywords = keywords.filter_map(|line| line.split('"').nth(1));
    let blocks = blocks(&read(LANGUAGE));
    let examples = blocks.iter().filter(|block| block.language.starts_with("rules"));
    let code = examples.flat_map(|block| block.text.lines()).map(without_comment);
    let words: BTreeSet<String> = code.flat_map(|line| words(&line)).collect();
    let missing: Vec<&str> = keywords.filter(|word| !words.contains(*word)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn without_comment(line: &str) -> String {
    let line = if line.trim_start().starts_with("///") { "" } else { line };
    line.split(" #").next().unwrap_or_default().to_owned()
}

fn words(text: &str) -> Vec<String> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    let words = text.split(|letter| !is_part(letter)).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

#[test]
fn the_example_cases_come_out_as_they_say() {
    let example = Example::new();
    let page = read(LANGUAGE);
    let base_of = |name: &str| {
        let after = page.split(&format!("`bases/{name}.json`, which is\n`")).nth(1)?;
        Some(Source::new("base", after.split('`').next()?.to_owned()))
    };
    let mut count = 0;
    for block in yaml(&example.blocks, "valid:") {
        let rule = block.before.split("cases/").nth(1).and_then(|rest| rest.split('.').next());
        let rule = rule.unwrap_or_else(|| panic!("{}", block.before));
        let cases = Cases::parse(&Source::new("cases.yaml", block.text.clone()), base_of).unwrap();
        for (expected, cases) in
            [("valid", &cases.valid), ("invalid", &cases.invalid), ("undecided", &cases.undecided)]
        {
            for case in cases {
                assert_eq!(outcome(&example.linter, rule, case), expected, "{}", case.name);
                count += 1;
            }
        }
    }
    assert!(count >= 7, "{count}");
}

fn outcome(linter: &Linter, rule: &str, case: &smartro_lint::pack::Case) -> &'static str {
    let mut context = linter.context();
    if let Some(json) = case.context() {
        context.extend_from_json(&json).unwrap();
    }
    let mut session = linter.session();
    let mut batch = smartro_lint::Batch::new();
    let (mut found, mut undecided) = (false, false);
    for (index, text) in case.requests().enumerate() {
        let mut request = Request::json(text).context(&context);
        if let Some(operation) = &case.operation {
            request = request.operation(operation.as_str());
        }
        let verdict = session.lint(&request);
        let report = verdict.report();
        found |= report.diagnostics.iter().any(|finding| finding.rule == rule);
        found |= batch.add(&verdict, "case", index).iter().any(|finding| finding.rule == rule);
        undecided |= report.undecided.iter().any(|undecided| undecided.rule == rule);
    }
    match (found, undecided) {
        (true, _) => "invalid",
        (false, true) => "undecided",
        (false, false) => "valid",
    }
}

/// The pages that are written by hand.
fn pages() -> Vec<PathBuf> {
    let in_folder = |folder: &str| {
        let entries = fs::read_dir(root().join(folder)).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "md"))
    };
    let pages: Vec<PathBuf> = in_folder("").chain(in_folder("docs")).collect();
    assert!(pages.len() >= 5, "{pages:?}");
    pages
}

/// Where the links of a line lead.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

/// A heading's anchor, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = kept.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
    kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
}

#[test]
fn links_lead_to_files_and_headings() {
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for link in text.lines().flat_map(links).filter(|link| !link.contains("://")) {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target =
                if file.is_empty() { page.clone() } else { page.parent().unwrap().join(file) };
            assert!(target.exists(), "{}: {link}", page.display());
            if !heading.is_empty() {
                let target = fs::read_to_string(target).unwrap();
                let mut headings = target.lines().filter(|line| line.starts_with('#'));
                assert!(headings.any(|line| anchor(line) == heading), "{}: {link}", page.display());
            }
        }
    }
}

/// Names in a line of the page are in the files that the line, or the one before or after, links.
#[test]
fn what_the_architecture_names_is_where_it_claims() {
    let page = read(ARCHITECTURE);
    let mut names = 0;
    for paragraph in paragraphs(&page) {
        let rust = |link: &&str| link.ends_with(".rs");
        let files: String =
            links(&paragraph).filter(rust).map(|link| read(Path::new("docs").join(link))).collect();
        let known: BTreeSet<String> = words(&files).into_iter().collect();
        for name in paragraph.split('`').skip(1).step_by(2) {
            let (path, is_function) =
                name.strip_suffix("()").map_or((name, false), |path| (path, true));
            let last = path.rsplit("::").next().unwrap();
            if is_function {
                assert!(files.contains(&format!("fn {last}")), "no function {name}: {paragraph}");
                names += 1;
            } else if last.starts_with(|letter: char| letter.is_ascii_uppercase())
                && !files.is_empty()
            {
                assert!(known.contains(last), "no {name}: {paragraph}");
                names += 1;
            }
        }
    }
    assert!(names > 50, "{names}");
}

/// Steps and rows of a page: what begins with a number or a bar, up to the next.
fn paragraphs(page: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in page.lines() {
        let starts = line.is_empty()
            || line.starts_with('|')
            || line.split_once(". ").is_some_and(|(number, _)| number.parse::<u8>().is_ok());
        if starts {
            paragraphs.push(String::new());
        }
        let last = paragraphs.last_mut().unwrap();
        last.push_str(line);
        last.push(' ');
    }
    paragraphs
}

/// The modules of the library use those of their own row of the table and of the rows above it.
#[test]
fn modules_use_those_above_them() {
    let page = read(ARCHITECTURE);
    let table = page.split("| modules | hold |").nth(1).unwrap().split("\n\n").next().unwrap();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .skip(2)
        .map(|row| row.split('|').nth(1).unwrap().split('`').skip(1).step_by(2).collect())
        .collect();
    let row = |module: &str| {
        let found = rows.iter().position(|row| row.contains(&module));
        found.unwrap_or_else(|| panic!("`{module}` is not in the table"))
    };
    for entry in fs::read_dir(root().join("src")).unwrap() {
        let path = entry.unwrap().path();
        let module = path.file_stem().unwrap().to_str().unwrap();
        if module == "lib" {
            continue;
        }
        for used in used_by(&path) {
            assert!(row(&used) <= row(module), "`{module}` uses `{used}`");
        }
    }
}

/// The modules of the library that the files at a path name, except in tests.
fn used_by(path: &Path) -> BTreeSet<String> {
    if path.is_dir() {
        let module = fs::read_to_string(path.join("mod.rs")).unwrap();
        let is_test = |file: &Path| {
            let name = file.file_stem().unwrap().to_str().unwrap();
            let is_it = |line: &str| line.ends_with(&format!("mod {name};"));
            let before = module.lines().take_while(|line| !is_it(line));
            let attribute = before.last().unwrap_or_default();
            attribute.starts_with("#[cfg(") && attribute.contains("test")
        };
        let files = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        return files.filter(|file| !is_test(file)).flat_map(|file| used_by(&file)).collect();
    }
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("\nmod tests {").next().unwrap_or_default();
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let named = code.flat_map(|line| line.split("crate::").skip(1).map(str::to_owned));
    let is_part = |letter: char| letter.is_ascii_lowercase() || letter == '_';
    let named: Vec<String> = named.collect();
    // A list, or a name that `lib.rs` exports, hides which module is used.
    let is_hidden =
        |rest: &String| rest.starts_with(|first: char| first == '{' || first.is_ascii_uppercase());
    assert!(!named.iter().any(is_hidden), "{}: name the module after `crate::`", path.display());
    let modules =
        named.into_iter().map(|rest| rest.chars().take_while(|letter| is_part(*letter)).collect());
    modules.filter(|module: &String| !module.is_empty()).collect()
}
