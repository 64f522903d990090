//! Who is compared, and that all of them come to the same verdicts.

use std::collections::HashMap;
use std::hint::black_box;

use jsonschema::{PatternOptions, Validator};
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use smartro_lint::{Linter, Request, Verdict};
use smartro_lint_benches::corpus::Class;
use smartro_lint_benches::typed::{Broken, Reader};

/// From the bytes of a request to what a competitor says of it.
type Run = Box<dyn FnMut(&[u8])>;

pub(crate) struct Competitor {
    pub(crate) name: &'static str,
    pub(crate) run: Run,
}

/// All of them, for requests of a class.
pub(crate) fn competitors(class: Class) -> Vec<Competitor> {
    let linter = |name, use_of: fn(&Verdict<'_>)| linter(class, name, use_of);
    vec![
        competitor("`IgnoredAny`: skips everything", |text| {
            black_box(serde_json::from_slice::<IgnoredAny>(text).is_ok());
        }),
        competitor("jiter: reads values alone", |text| {
            black_box(jiter::JsonValue::parse(text, false).is_ok());
        }),
        competitor("sonic-rs: reads values alone", |text| {
            black_box(sonic_rs::from_slice::<sonic_rs::Value>(text).is_ok());
        }),
        linter("**smartro-lint**: verdict", |verdict| {
            black_box(verdict.is_clean());
        }),
        linter("**smartro-lint**: rules, pointers, byte spans", places),
        linter("**smartro-lint**: and messages, lines, columns", messages),
        linter("**smartro-lint**: full report with repairs", |verdict| {
            black_box(verdict.report());
        }),
        typed(class, "typed structs (flexon, spans), checks by hand: verdict", Reader::Flexon),
        typed(class, "typed structs, checks by hand: verdict", Reader::SerdeJson),
        schemas(class, "jsonschema: verdict", |schema, value| {
            black_box(schema.is_valid(value));
        }),
        schemas(class, "jsonschema: every error with its text", |schema, value| {
            let described = |error: jsonschema::ValidationError<'_>| {
                black_box((error.to_string(), error.instance_path().to_string()));
            };
            schema.iter_errors(value).for_each(described);
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

/// A bare body's operation is given.
fn request(class: Class, text: &[u8]) -> Request<'_> {
    let request = Request::json(text);
    if class.is_bare() { request.operation("requestPayment") } else { request }
}

fn linter(class: Class, name: &'static str, use_of: fn(&Verdict<'_>)) -> Competitor {
    let mut session = Linter::smartro().expect("the built-in pack loads").session();
    competitor(name, move |text| use_of(&session.lint(&request(class, text))))
}

fn typed(class: Class, name: &'static str, reader: Reader) -> Competitor {
    competitor(name, move |text| {
        black_box(broken(class, reader, text));
    })
}

fn broken(class: Class, reader: Reader, text: &[u8]) -> Option<Broken> {
    if class.is_bare() { reader.check_payment(text) } else { reader.check(text) }
}

fn schemas(
    class: Class,
    name: &'static str,
    use_of: impl Fn(&Validator, &Value) + 'static,
) -> Competitor {
    let schemas = Schemas::compile(class);
    competitor(name, move |text| {
        if let Ok(value) = serde_json::from_slice::<Value>(text)
            && let Some(schema) = schemas.of(&value)
        {
            use_of(schema, &value);
        }
    })
}

/// A schema for each operation, found by its name: nothing is asked of a request twice.
struct Schemas {
    by_operation: HashMap<String, Validator>,
    /// Of bodies without envelopes.
    bare: Option<Validator>,
}

impl Schemas {
    fn compile(class: Class) -> Self {
        let schema = include_str!("../../schema.json");
        let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
        let definitions = &schema["$defs"];
        let compile = |reference: String| {
            let schema = json!({ "$ref": reference, "$defs": definitions });
            // Linear-time patterns, as the linter's are.
            let options = jsonschema::options().with_pattern_options(PatternOptions::regex());
            options.build(&schema).expect("the schema compiles")
        };
        let linter = Linter::smartro().expect("the built-in pack loads");
        let of = |name: &str| (name.to_owned(), compile(format!("#/$defs/{name}")));
        let bare = "#/$defs/requestPayment/properties/request".to_owned();
        Self {
            by_operation: linter.operations().map(of).collect(),
            bare: class.is_bare().then(|| compile(bare)),
        }
    }

    fn of(&self, request: &Value) -> Option<&Validator> {
        match &self.bare {
            Some(schema) => Some(schema),
            None => self.by_operation.get(request.get("operation")?.as_str()?),
        }
    }
}

/// Panics unless all find the requests of a class as valid or as invalid as it says.
pub(crate) fn agree(class: Class, requests: &[String]) {
    let mut session = Linter::smartro().expect("the built-in pack loads").session();
    let schemas = Schemas::compile(class);
    for text in requests {
        let found = session.lint(&request(class, text.as_bytes())).report().diagnostics.len();
        assert_eq!(found, class.violations().unwrap_or(found), "the linter on {text}");
        let valid = found == 0;
        for reader in [Reader::SerdeJson, Reader::Flexon] {
            let broken = broken(class, reader, text.as_bytes());
            let is_valid = broken.as_ref().is_some_and(|broken| broken.is_empty());
            assert_eq!(is_valid, valid, "{reader:?} on {text}");
            if class == Class::BareThree {
                assert_eq!(broken.map(|broken| broken.len()), Some(3), "{reader:?} on {text}");
            }
        }
        let value: Value = serde_json::from_str(text).expect("requests are JSON");
        let schema = schemas.of(&value).expect("every operation has a schema");
        assert_eq!(schema.is_valid(&value), valid, "jsonschema on {text}");
    }
}
