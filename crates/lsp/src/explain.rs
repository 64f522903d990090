//! What is shown of a rule.

use smartro_lint::report::OwnedFinding;
use smartro_lint::{Language, Linter, RuleInfo};

use crate::diagnostics;
use crate::documents::Document;
use crate::messages::Message;
use crate::protocol::{Hover, HoverContents, Position, Range, markdown};

/// The explanation of a rule, as Markdown; `None`: there is no such rule.
pub(crate) fn of_rule(linter: &Linter, name: &str) -> Option<String> {
    let info = linter.rules().find(|info| info.rule == name)?;
    Some(explained(&info, linter.report_language()))
}

fn explained(info: &RuleInfo<'_>, language: Language) -> String {
    let mut text = format!("**{}** ({})\n", info.rule, info.severity.name());
    let mut section = |heading: Message<'_>, body: &str| {
        text.push_str(&format!("\n**{}**\n\n{body}\n", heading.text(language)));
    };
    match info.explain {
        Some(explain) => {
            section(Message::WhatItChecks, &explain.what);
            section(Message::Why, &explain.why);
            section(Message::WhatToDo, &explain.action);
        }
        None => section(Message::WhatItChecks, &info.summary),
    }
    section(Message::Operations, &info.operations.join(", "));
    let sources = info.sources.iter().map(|source| {
        let parts = [Some(source.title), source.section].into_iter().flatten();
        let name = parts.collect::<Vec<_>>().join(": ");
        match source.url {
            Some(url) => format!("- [{name}]({url})\n"),
            None => format!("- {name}\n"),
        }
    });
    let sources: String = sources.collect();
    if !sources.is_empty() {
        section(Message::Sources, &sources);
    }
    text
}

/// The explanation of what was found at a position of a document.
pub(crate) fn at(document: &Document, position: Position) -> Option<Hover> {
    let linted = document.linted.as_ref()?;
    let here = |finding: &&OwnedFinding| {
        contains(diagnostics::underlined(finding, &document.text), position)
    };
    let found: Vec<&OwnedFinding> = linted.findings.iter().filter(here).collect();
    let range = diagnostics::underlined(found.first()?, &document.text);
    let mut rules: Vec<&str> = found.iter().map(|finding| finding.rule.as_str()).collect();
    rules.dedup();
    let texts = rules.iter().filter_map(|rule| of_rule(&linted.settings.linter, rule));
    let text = texts.collect::<Vec<_>>().join("\n---\n\n");
    (!text.is_empty()).then(|| shown(text, range))
}

/// A hover of Markdown.
pub(crate) fn shown(text: String, range: Range) -> Hover {
    Hover { contents: HoverContents::Markup(markdown(text)), range: Some(range) }
}

/// Whether a position is in a range, or right after it.
pub(crate) fn contains(range: Range, position: Position) -> bool {
    range.start <= position && position <= range.end
}
