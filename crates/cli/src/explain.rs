//! What a rule looks at, why, what to do, and a request of each kind.

use std::path::Path;

use serde::Serialize;

use super::arguments::{ExplainArguments, ExplainFormat, LanguageArg};
use super::output::{self, Style};
use super::{cases, pack_dir, rules};
use crate::failure::Failure;
use crate::messages::Message;
use smartro_lint::Linter;
use smartro_lint::pack::Case;
use smartro_lint::report::{Report, visible, visible_lines};
use smartro_lint::{Citation, Repair, RuleInfo};

/// Explains a rule.
pub(super) fn explain(
    arguments: &ExplainArguments,
    language: Option<LanguageArg>,
    style: &Style,
) -> Result<bool, Failure> {
    let language = LanguageArg::language(language, None);
    let linter = pack_dir::linter(arguments.rules.as_deref())?.language(language);
    // The people in examples are made up.
    let linter = linter.show_values(true);
    let all: Vec<RuleInfo<'_>> = linter.rules().collect();
    let Some(info) = all.iter().find(|info| info.rule == arguments.rule) else {
        let names: Vec<&str> = all.iter().map(|info| info.rule).collect();
        return Err(rules::no_such_rule(&arguments.rule, &names));
    };
    // The rules of the shapes are shown on requests of the built-in pack.
    let is_shapes = info.pack == "engine";
    let directory = arguments.rules.as_deref().filter(|_| !is_shapes);
    let engine = || Ok(pack_dir::linter(None)?.language(language).show_values(true));
    let shown = if is_shapes { engine()? } else { linter.clone() };
    let examples = Examples::new(&shown, info.rule, directory)?;
    let text = info.text.filter(|_| arguments.show_rule);
    let text = match arguments.format {
        ExplainFormat::Text => ExplainText { info, text, style, linter: &shown }.whole(examples),
        ExplainFormat::Json => output::json(&Document { info, text, examples }),
    };
    output::print(&text).map_err(output::unwritable)?;
    Ok(true)
}

/// The explanation as JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'l> {
    #[serde(flatten)]
    info: &'l RuleInfo<'l>,
    #[serde(rename = "text", skip_serializing_if = "Option::is_none")]
    text: Option<&'l str>,
    #[serde(flatten)]
    examples: Examples,
}

/// A request that the rule reports, and one that it does not.
#[derive(Serialize)]
struct Examples {
    #[serde(skip_serializing_if = "Option::is_none")]
    wrong: Option<Example>,
    #[serde(skip_serializing_if = "Option::is_none")]
    right: Option<Example>,
}

/// A request, or several of a run.
#[derive(Serialize)]
struct Example {
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<serde_json::Value>,
    /// What is sensitive in them is masked.
    requests: Vec<String>,
    /// What is found in each.
    reports: Vec<Report>,
    #[serde(skip)]
    case: Case,
}

impl Examples {
    /// The first cases of the rule: those of a pack's directory, or the built-in ones.
    fn new(linter: &Linter, rule: &str, directory: Option<&Path>) -> Result<Self, Failure> {
        let cases = match directory {
            Some(directory) => {
                pack_dir::cases(directory, rule, &pack_dir::read(directory)?.used_rules())?
            }
            None => smartro_lint::examples().remove(rule),
        };
        let (wrong, right) = cases.map_or((None, None), |cases| {
            (cases.invalid.into_iter().next(), cases.valid.into_iter().next())
        });
        let example = |case: Option<Case>| case.map(|case| Example::new(linter, case)).transpose();
        Ok(Self { wrong: example(wrong)?, right: example(right)? })
    }
}

impl Example {
    fn new(linter: &Linter, case: Case) -> Result<Self, Failure> {
        let linted =
            cases::lint(linter, &case, &Message::Example.to_string()).map_err(Failure::Message)?;
        let reports = linted.into_iter().map(|(_, report)| report).collect();
        let requests = case.requests().map(|text| linter.mask(text)).collect();
        let context = case.context().and_then(|json| serde_json::from_str(&json).ok());
        Ok(Self { operation: case.operation.clone(), context, requests, reports, case })
    }
}

/// The explanation for a person.
struct ExplainText<'l> {
    info: &'l RuleInfo<'l>,
    text: Option<&'l str>,
    style: &'l Style,
    /// What lints the examples.
    linter: &'l Linter,
}

impl ExplainText<'_> {
    fn whole(&self, examples: Examples) -> String {
        let Self { info, style, .. } = self;
        let mut out = format!("{}  {}\n", style.strong(info.rule), style.severity(info.severity));
        self.words(&mut out);
        self.facts(&mut out);
        if let Some(text) = self.text {
            self.section(Message::RuleSource, &mut out);
            out.push_str(&indented(text));
        }
        if let Some(wrong) = examples.wrong {
            self.section(Message::WrongRequest, &mut out);
            self.example(&wrong, &mut out);
            let linted = wrong.case.requests().zip(wrong.reports).collect();
            let named = (info.rule, &*Message::Example.to_string());
            out.push_str(&cases::show(self.linter, &self.style.out, named, linted));
        }
        if let Some(right) = examples.right {
            self.section(Message::RightRequest, &mut out);
            self.example(&right, &mut out);
        }
        out
    }

    /// What, why, and what to do; what a finding says, where the catalog explains nothing.
    fn words(&self, out: &mut String) {
        let RuleInfo { summary, message, help, explain, .. } = self.info;
        let Some(explain) = explain else {
            for text in [Some(summary), message.as_ref(), help.as_ref()].into_iter().flatten() {
                out.push('\n');
                out.push_str(&self.style.wrapped(text, "  "));
            }
            return;
        };
        let parts = [
            (Message::WhatItChecks, &explain.what),
            (Message::Why, &explain.why),
            (Message::WhatToDo, &explain.action),
        ];
        for (heading, text) in parts {
            self.section(heading, out);
            out.push_str(&self.style.wrapped(text, "  "));
        }
    }

    /// The operations, the context, the repairs and the sources.
    fn facts(&self, out: &mut String) {
        let RuleInfo { operations, needs, fix, sources, .. } = self.info;
        self.section(Message::Operations, out);
        out.push_str(&self.style.wrapped(&operations.join(", "), "  "));
        if !needs.is_empty() {
            self.section(Message::NeededContext, out);
            let keys: Vec<String> = needs.iter().map(|key| format!("--context {key}=…")).collect();
            out.push_str(&self.style.wrapped(&keys.join("  "), "  "));
        }
        if let Some(repair) = fix {
            self.section(Message::AutomaticFix, out);
            out.push_str(match repair {
                Repair::Safe => "  --fix\n",
                Repair::Suggested => "  --fix --suggested\n",
            });
        }
        if !sources.is_empty() {
            self.section(Message::Sources, out);
            for Citation { title, section, url, .. } in sources {
                let parts = [Some(*title), *section].into_iter().flatten();
                let name = parts.collect::<Vec<_>>().join(": ");
                out.push_str(&self.style.wrapped(&name, "  "));
                out.extend(url.iter().map(|url| format!("    {}\n", visible(url))));
            }
        }
    }

    fn example(&self, example: &Example, out: &mut String) {
        let mut known = Vec::new();
        known.extend(example.operation.as_ref().map(|name| format!("--operation {name}")));
        if let Some(serde_json::Value::Object(context)) = &example.context {
            known.extend(context.iter().map(|(key, value)| given(key, value)));
        }
        if !known.is_empty() {
            out.push_str(&self.style.wrapped(&known.join(" "), "  "));
        }
        for request in &example.requests {
            out.push_str(&indented(&visible_lines(request.clone())));
        }
    }

    fn section(&self, heading: Message<'_>, out: &mut String) {
        out.push('\n');
        out.push_str(&self.style.strong(&heading.to_string()));
        out.push('\n');
    }
}

/// A key of the context as it is given on the command line.
fn given(key: &str, value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => format!("--context {key}={text}"),
        serde_json::Value::Array(members) => {
            let members = members.iter().filter_map(serde_json::Value::as_str);
            format!("--context {key}={}", members.collect::<Vec<_>>().join(","))
        }
        serde_json::Value::Object(inner) => {
            let keys = inner.iter().map(|(name, value)| given(&format!("{key}.{name}"), value));
            keys.collect::<Vec<_>>().join(" ")
        }
        other => format!("--context {key}={other}"),
    }
}

fn indented(text: &str) -> String {
    text.trim_end().lines().map(|line| format!("  {line}\n")).collect()
}
