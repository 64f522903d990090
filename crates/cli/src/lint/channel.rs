//! Which rule pack lints a request, by its channel.

use crate::project::Settings;
use smartro_lint::Verdict;
use smartro_lint::project::ChannelSettings;
use smartro_lint::report::Summary;

/// Whose requests those of a channel are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Channel {
    /// The linter's, for all that is known.
    Own,
    /// The linter's, as the default: the project file does not have the channel.
    Assumed,
    /// Those of another rule pack.
    OtherPack,
}

impl Channel {
    /// Counts a request that is not linted, or that is linted by default.
    pub(super) fn count(self, summary: &mut Summary) {
        match self {
            Self::Own => {}
            Self::Assumed => summary.assumed += 1,
            Self::OtherPack => summary.other_pack += 1,
        }
    }
}

/// Whose a request that was linted is.
pub(super) fn of(verdict: &Verdict<'_>, settings: &Settings) -> Channel {
    let settings = settings.file();
    if !settings.has_channels() {
        return Channel::Own;
    }
    let key = verdict.channel_key();
    match settings.channel(key.as_deref()) {
        ChannelSettings::OtherPack(_) if verdict.is_request() => Channel::OtherPack,
        ChannelSettings::Assumed if key.is_some() => Channel::Assumed,
        _ => Channel::Own,
    }
}
