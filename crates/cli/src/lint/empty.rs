//! Warns of a run that linted nothing.

use std::sync::Arc;

use crate::arguments::LintArguments;
use crate::failure::Failure;
use crate::messages::Message;
use crate::output;
use crate::project::Projects;
use smartro_lint::report::visible;

/// How many files are named.
const NAMED: usize = 5;

/// Reports that nothing was linted, and the paths without a request: not those that are excluded
/// or skipped, and none if there are calls of which none is of an operation.
pub(super) fn report(
    arguments: &LintArguments,
    projects: &mut Projects<'_>,
    skipped: &[Arc<str>],
    has_other_calls: bool,
) -> Result<(), Failure> {
    let mut paths = Vec::new();
    for path in arguments.paths.iter().filter(|_| !has_other_calls) {
        let name = path.display().to_string();
        let is_skipped = skipped.iter().any(|skipped| **skipped == *name);
        let is_input = path.as_os_str() == "-" || path.is_dir();
        if !is_skipped && (is_input || projects.of(path)?.is_some()) {
            paths.push(name);
        }
    }
    let paths = listed(paths.into_iter());
    let skipped = listed(skipped.iter().map(ToString::to_string));
    let message = Message::NothingLinted { paths: &paths, skipped: &skipped };
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
