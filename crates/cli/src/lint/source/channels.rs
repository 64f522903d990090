//! The channels that source code names, for a project file to start from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use smartro_lint::Linter;
use smartro_lint::source::Positions;
use smartro_lint_source::{Channel, FileReader, Options, lower};

use super::{Disk, calls};

/// The calls of source code, and the channels that they name.
#[derive(Debug, Default)]
pub(crate) struct SeenCalls {
    /// How many calls there are.
    pub(crate) calls: usize,
    /// By what the code calls a channel: where, as `file:line`.
    pub(crate) channels: BTreeMap<String, BTreeSet<(String, u32)>>,
}

impl SeenCalls {
    /// Finds the calls of files; those that cannot be read or parsed have none.
    pub(crate) fn of(linter: &Linter, files: &[std::path::PathBuf]) -> Self {
        let (mut seen, calls) = (Self::default(), calls(linter));
        let reader = Disk { limit: Options::default().max_bytes as u64 };
        let options = Options { reader: Some(&reader), ..Options::default() };
        for file in files {
            let name = name(file);
            let Some(text) = reader.read(&name) else { continue };
            let lowered = lower(&name, &text, &calls, &options);
            let positions = Positions::new(text.as_bytes());
            for request in lowered.requests {
                seen.calls += 1;
                let line = positions.at(request.call.start).line;
                let channels = request.worlds.iter().filter_map(|world| world.channel.as_ref());
                for channel in channels.filter_map(called) {
                    seen.channels.entry(channel).or_default().insert((name.clone(), line));
                }
            }
        }
        seen
    }
}

fn name(file: &Path) -> String {
    file.strip_prefix(".").unwrap_or(file).display().to_string()
}

/// What a project file calls a channel: its environment entry, its key, or the name nearest to
/// where its key is set.
fn called(channel: &Channel) -> Option<String> {
    channel.env.clone().or_else(|| channel.text.clone()).or_else(|| channel.names.last().cloned())
}
