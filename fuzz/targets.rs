//! What is fuzzed: each takes any bytes, and panics where a promise is broken.
//!
//! `tests/fuzz_targets.rs` runs the same on stable Rust.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "each target uses a part, and a panic is what it finds"
)]

use std::sync::LazyLock;

use serde_json::Value;
use smartro_lint::pack::Pack;
use smartro_lint::source::Source;
use smartro_lint::{Language, Linter, Report, Request};
use smartro_lint_rules::syntax::{self, ast};

/// Threads of a service have little stack, and unoptimised code takes much: the targets run
/// in whatever they are given.
static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::smartro().unwrap());

/// Rule text is read, compiled, and what comes of it lints.
pub fn rules(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let uses = if text.contains("requestPayment") { "uses: [portone]\n" } else { "" };
    let manifest = format!("name: x\nversion: 1.0.0\n{uses}");
    match Linter::new(Pack::new("x", [("pack.yaml", manifest.as_str()), ("a.rules", text)])) {
        Ok(linter) => {
            let operations: Vec<&str> = linter.operations().collect();
            for operation in operations {
                for body in
                    ["{}", r#"{"a": [1], "id": "x", "amount": 1.5, "card": {"number": "1"}}"#]
                {
                    check(&linter, &Request::json(body).operation(operation));
                }
            }
        }
        Err(error) => {
            assert!(!error.errors.is_empty() && error.errors.len() <= 50);
            for mistake in &error.errors {
                let labels = miette::Diagnostic::labels(mistake).into_iter().flatten();
                let source = miette::Diagnostic::source_code(mistake).unwrap();
                for label in labels {
                    // A place outside the text cannot be shown.
                    let _ = source.read_span(label.inner(), 1, 1);
                }
                assert!(mistake.to_string().len() < 4000);
            }
        }
    }
}

/// Rule text that is formatted means the same, and stays as it is when formatted again.
pub fn format(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let source = Source::new("a.rules", text.to_owned());
    let Ok(tree) = syntax::parse(&source) else {
        assert!(syntax::format(&source).is_err());
        return;
    };
    let formatted = Source::new("a.rules", syntax::format(&source).unwrap());
    let again =
        syntax::parse(&formatted).unwrap_or_else(|error| panic!("{error}: {}", formatted.text));
    assert_eq!(meaning(&tree), meaning(&again), "{text}\n{}", formatted.text);
    assert_eq!(syntax::format(&formatted).unwrap(), *formatted.text, "{text}");
}

/// A tree without its places.
fn meaning(tree: &ast::File) -> String {
    let written = format!("{:?} {}", tree.items, tree.comments.len());
    let mut parts = written.split("Span {");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    plain
}

/// Any bytes are linted, in both languages, with and without an operation; twice the same.
pub fn lint(data: &[u8]) {
    check(&LINTER, &Request::json(data));
    for operation in LINTER.operations() {
        check(&LINTER, &Request::json(data).operation(operation));
    }
    if let Ok(value) = serde_json::from_slice::<Value>(data) {
        let report = LINTER.lint(&Request::value(&value));
        assert!(report.diagnostics.iter().all(|finding| finding.rule != "invalid-json"));
    }
    if let Ok(text) = std::str::from_utf8(data) {
        let masked = LINTER.mask(text);
        assert!(masked.chars().count() >= text.chars().count());
        let mut context = LINTER.context();
        let _ = context.extend_from_json(text);
        let _ = context.set("now", text);
    }
}

fn check(linter: &Linter, request: &Request<'_>) -> Report {
    let report = linter.lint(request);
    let mut session = linter.session();
    for _ in 0..2 {
        assert_eq!(session.lint(request).report(), report);
    }
    let english = linter.clone().language(Language::English).lint(request);
    let places = |report: &Report| {
        report.diagnostics.iter().map(|found| (found.rule.clone(), found.span)).collect::<Vec<_>>()
    };
    assert_eq!(places(&english), places(&report));
    let spans: Vec<_> = report
        .diagnostics
        .iter()
        .map(|finding| finding.span.map(|span| (span.start, span.end)))
        .collect();
    assert!(spans.is_sorted());
    report
}

/// The reader takes and refuses what `serde_json` does, and finds the same values in the same
/// places; a byte order mark before the text is skipped.
pub fn json(data: &[u8]) {
    let data = data.strip_prefix("\u{feff}".as_bytes()).unwrap_or(data);
    let report = LINTER.lint(&Request::json(data).operation("cancelPayment"));
    let refused = report.diagnostics.iter().any(|finding| finding.rule == "invalid-json");
    match serde_json::from_slice::<Value>(data) {
        Ok(value) => {
            assert!(!refused, "{:?}", report.diagnostics);
            mirror(std::str::from_utf8(data).unwrap(), &value);
        }
        // The one difference: numbers of any size are read, none is rounded.
        Err(error) if error.to_string().starts_with("number out of range") => {}
        Err(error) => assert!(refused, "{error}"),
    }
}

/// What is fixed is JSON still, wherever the fixes are made.
pub fn fix(data: &[u8]) {
    let is_json = |text: &[u8]| serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok();
    if !is_json(data) {
        return;
    }
    for operation in std::iter::once(None).chain(LINTER.operations().map(Some)) {
        let request = Request::json(data);
        let request = match operation {
            Some(operation) => request.operation(operation),
            None => request,
        };
        for finding in LINTER.lint(&request).diagnostics {
            for fix in &finding.fixes {
                let mut text = data.to_vec();
                let mut after = text.len();
                for edit in fix.edits.iter().rev() {
                    let at = |offset| usize::try_from(offset).unwrap();
                    let range = at(edit.start)..at(edit.end);
                    assert!(range.start <= range.end && range.end <= after, "edits overlap");
                    after = range.start;
                    text.splice(range, edit.text.bytes());
                }
                assert!(is_json(&text), "{fix:?}\n{}", String::from_utf8_lossy(&text));
            }
        }
    }
}

/// How many values of a text are looked at.
const MOST: usize = 60;

/// Makes a pack that says of each value of a text that it is there and what it is, and holds
/// what it finds against the value.
pub fn mirror(text: &str, value: &Value) {
    let Value::Object(members) = value else { return };
    let mut pack = Mirror { rules: String::new(), expected: Vec::new() };
    let Some(shape) = pack.object(members, "", "", 0) else { return };
    let rules = format!("shape S {shape}\noperation op {{ sdk body S }}\n{}", pack.rules);
    let files = [("pack.yaml", "name: x\nversion: 1.0.0\n"), ("a.rules", rules.as_str())];
    let linter = Linter::new(Pack::new("x", files)).unwrap_or_else(|error| {
        let spans = error.errors.iter().map(|mistake| {
            let label = miette::Diagnostic::labels(mistake).into_iter().flatten().next();
            label.and_then(|label| rules.get(label.offset()..)).unwrap_or_default().to_owned()
        });
        panic!("{error} at {:?}", spans.collect::<Vec<_>>())
    });
    let report = linter.lint(&Request::json(text).operation("op"));
    for (rule, pointers) in &pack.expected {
        let found: Vec<_> = report.diagnostics.iter().filter(|found| found.rule == *rule).collect();
        let found_at: Vec<&str> = found.iter().map(|found| found.pointer.as_str()).collect();
        assert_eq!(
            found_at,
            pointers.iter().map(String::as_str).collect::<Vec<_>>(),
            "{text}\n{rules}"
        );
        for finding in found {
            let span = finding.span.unwrap();
            let range = usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap();
            let slice: Value = serde_json::from_str(text.get(range).unwrap()).unwrap();
            assert_eq!(Some(&slice), value.pointer(&finding.pointer), "{text}");
        }
    }
}

struct Mirror {
    rules: String,
    /// For each rule, where it reports.
    expected: Vec<(String, Vec<String>)>,
}

impl Mirror {
    /// The shape of an object, and a rule for each of its values.
    fn object(
        &mut self,
        members: &serde_json::Map<String, Value>,
        path: &str,
        pointer: &str,
        depth: usize,
    ) -> Option<String> {
        let mut shape = "{ ".to_owned();
        for (key, value) in members {
            // Longer keys are cut in pointers.
            if key.chars().count() > 200 {
                return None;
            }
            let name = quoted(key);
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            let pointer = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
            let kind = self.value(value, &path, &pointer, depth)?;
            shape += &format!("{name}?: {kind},\n");
        }
        Some(shape + "}")
    }

    /// A path that begins with a quoted name is a text where a value can be, and a path in a
    /// list of paths.
    fn value(&mut self, value: &Value, path: &str, pointer: &str, depth: usize) -> Option<String> {
        if !value.is_null() {
            self.rule(&format!("forbid present {path}"), vec![pointer.to_owned()]);
        }
        Some(match value {
            Value::Null => "json".to_owned(),
            Value::Bool(held) => {
                self.rule(
                    &format!("for x in [{path}] {{ forbid x is {held} }}"),
                    vec![pointer.to_owned()],
                );
                "boolean".to_owned()
            }
            Value::Number(number) => {
                if let Some(integer) = number.as_i64() {
                    self.rule(
                        &format!("for x in [{path}] {{ forbid x is {integer} }}"),
                        vec![pointer.to_owned()],
                    );
                }
                "number".to_owned()
            }
            Value::String(held) => {
                let text = quoted(held);
                self.rule(
                    &format!("for x in [{path}] {{ forbid x is {text} }}"),
                    vec![pointer.to_owned()],
                );
                let characters = held.chars().count();
                let length = format!("for x in [{path}] {{ require chars(x) < {characters} }}");
                self.rule(&length, vec![pointer.to_owned()]);
                "string".to_owned()
            }
            Value::Array(elements) => {
                let present =
                    (0..).zip(elements).filter(|(_, element): &(usize, _)| !element.is_null());
                let pointers = present.map(|(at, _)| format!("{pointer}/{at}")).collect();
                self.rule(&format!("for x in {path} {{ forbid present x }}"), pointers);
                "[json]".to_owned()
            }
            Value::Object(members) if depth < 8 && self.expected.len() < MOST => {
                self.object(members, path, pointer, depth + 1)?
            }
            Value::Object(_) => "object".to_owned(),
        })
    }

    fn rule(&mut self, statement: &str, pointers: Vec<String>) {
        if self.expected.len() < MOST && pointers.len() < 100 {
            let name = format!("r{}", self.expected.len());
            self.rules += &format!("/// Doc.\nrule {name}: error on op {{ {statement} }}\n");
            self.expected.push((name, pointers));
        }
    }
}

/// A string as rule files write it.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}
