//! Who is compared, and that all of them come to the same verdicts.

use std::collections::HashMap;
use std::hint::black_box;

use jsonschema::{PatternOptions, Validator};
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use smartro_lint::{Linter, Request, Verdict};
use smartro_lint_benches::corpus::Class;
use smartro_lint_benches::typed;

/// From the bytes of a request to what a competitor says of it.
type Run = Box<dyn FnMut(&[u8])>;

pub(crate) struct Competitor {
    pub(crate) name: &'static str,
    pub(crate) run: Run,
}

pub(crate) fn competitors() -> Vec<Competitor> {
    vec![
        competitor("`IgnoredAny`: skips everything", |text| {
            black_box(serde_json::from_slice::<IgnoredAny>(text).is_ok());
        }),
        linter("**smartro-lint**: verdict", |verdict| {
            black_box(verdict.is_clean());
        }),
        linter("**smartro-lint**: rules, pointers, byte spans", places),
        linter("**smartro-lint**: and messages, lines, columns", messages),
        linter("**smartro-lint**: full report with repairs", |verdict| {
            black_box(verdict.report());
        }),
        competitor("typed structs, checks by hand: verdict", |text| {
            black_box(typed::is_valid(text));
        }),
        schemas("jsonschema: verdict", |schema, value| {
            black_box(schema.is_valid(value));
        }),
        schemas("jsonschema: every error with its text", |schema, value| {
            let told = |error: jsonschema::ValidationError<'_>| {
                black_box((error.to_string(), error.instance_path().to_string()));
            };
            schema.iter_errors(value).for_each(told);
        }),
    ]
}

/// Which rules, where, in bytes and as JSON pointers.
fn places(verdict: &Verdict<'_>) {
    for violation in verdict.findings() {
        black_box((violation.rule(), violation.severity(), violation.span()));
        black_box(String::from(violation.pointer()));
    }
}

/// And what they say in Korean, with lines and columns.
fn messages(verdict: &Verdict<'_>) {
    for violation in verdict.findings() {
        black_box((violation.rule(), violation.severity(), violation.span()));
        black_box((String::from(violation.pointer()), violation.message(), violation.position()));
    }
}

fn competitor(name: &'static str, run: impl FnMut(&[u8]) + 'static) -> Competitor {
    Competitor { name, run: Box::new(run) }
}

fn linter(name: &'static str, use_of: impl Fn(&Verdict<'_>) + 'static) -> Competitor {
    let mut session = Linter::smartro().expect("the built-in pack loads").session();
    competitor(name, move |text| use_of(&session.lint(&Request::json(text))))
}

fn schemas(name: &'static str, use_of: impl Fn(&Validator, &Value) + 'static) -> Competitor {
    let schemas = Schemas::compile();
    competitor(name, move |text| {
        if let Ok(value) = serde_json::from_slice::<Value>(text)
            && let Some(schema) = schemas.of(&value)
        {
            use_of(schema, &value);
        }
    })
}

/// A schema for each operation, found by its name: nothing is asked of a request twice.
struct Schemas(HashMap<String, Validator>);

impl Schemas {
    fn compile() -> Self {
        let schema = include_str!("../../schema.json");
        let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
        let definitions = &schema["$defs"];
        let compile = |operation: &str| {
            let reference = format!("#/$defs/{operation}");
            let schema = json!({ "$ref": reference, "$defs": definitions });
            // Linear-time patterns, as the linter's are.
            let options = jsonschema::options().with_pattern_options(PatternOptions::regex());
            options.build(&schema).expect("the schema compiles")
        };
        let linter = Linter::smartro().expect("the built-in pack loads");
        Self(linter.operations().map(|name| (name.to_owned(), compile(name))).collect())
    }

    fn of(&self, request: &Value) -> Option<&Validator> {
        self.0.get(request.get("operation")?.as_str()?)
    }
}

/// Panics unless all find the requests of a class as valid or as invalid as it says.
pub(crate) fn agree(class: Class, requests: &[String]) {
    let mut session = Linter::smartro().expect("the built-in pack loads").session();
    let schemas = Schemas::compile();
    for text in requests {
        let report = session.lint(&Request::json(text)).report();
        assert_eq!(report.diagnostics.len(), class.violations(), "the linter on {text}");
        let valid = class.violations() == 0;
        assert_eq!(typed::is_valid(text.as_bytes()), valid, "the typed structs on {text}");
        let value: Value = serde_json::from_str(text).expect("requests are JSON");
        let schema = schemas.of(&value).expect("every operation has a schema");
        assert_eq!(schema.is_valid(&value), valid, "jsonschema on {text}");
    }
}
