//! A run in which nothing was linted: whoever takes it for a good one has to know.

use std::sync::Arc;

use crate::arguments::Lint;
use crate::{Failure, output};
use smartro_lint::report::visible;

/// How many files are named.
const NAMED: usize = 5;

/// Reports that nothing was linted.
pub(super) fn report(arguments: &Lint, skipped: &[Arc<str>]) -> Result<(), Failure> {
    let paths = arguments.paths.iter().map(|path| path.display().to_string());
    let mut text = format!("nothing was linted: no requests in {}", listed(paths));
    if !skipped.is_empty() {
        let names = skipped.iter().map(ToString::to_string);
        text.push_str(&format!("; skipped, as they hold none: {}", listed(names)));
    }
    if arguments.fail_on_empty {
        return Err(Failure::message(text));
    }
    output::complain(&format!("warning: {}\n", visible(&text)));
    Ok(())
}

/// The first names, and how many more there are.
fn listed(names: impl ExactSizeIterator<Item = String>) -> String {
    let more = names.len().saturating_sub(NAMED);
    let named: Vec<String> = names.take(NAMED).map(|name| format!("`{name}`")).collect();
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    named.join(", ") + &rest
}
