//! A run in which nothing was linted: whoever takes it for a good one has to know.

use std::sync::Arc;

use crate::arguments::Lint;
use crate::messages::Message;
use crate::{Failure, output};
use smartro_lint::report::visible;

/// How many files are named.
const NAMED: usize = 5;

/// Reports that nothing was linted.
pub(super) fn report(arguments: &Lint, skipped: &[Arc<str>]) -> Result<(), Failure> {
    let paths = arguments.paths.iter().map(|path| path.display().to_string());
    let (paths, skipped) = (listed(paths), listed(skipped.iter().map(ToString::to_string)));
    let message = match skipped.is_empty() {
        true => Message::NothingLinted { paths: &paths },
        false => Message::NothingLintedSkipped { paths: &paths, skipped: &skipped },
    };
    if arguments.fail_on_empty {
        return Err(Failure::message(message));
    }
    output::eprint(&format!("{}\n", visible(&Message::Warning(&message).to_string())));
    Ok(())
}

/// The first names, and how many more there are.
fn listed(names: impl ExactSizeIterator<Item = String>) -> String {
    let more = names.len().saturating_sub(NAMED);
    let named: Vec<String> = names.take(NAMED).map(|name| format!("`{name}`")).collect();
    let names = named.join(", ");
    if more == 0 { names } else { Message::AndMore { names: &names, more }.to_string() }
}
