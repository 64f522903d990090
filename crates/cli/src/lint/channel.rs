//! Which rule pack lints a request, by its channel.

use crate::project::Settings;
use smartro_lint::project::ChannelSettings;
use smartro_lint::report::Summary;
use smartro_lint::{Request, Session};

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

/// A request with the context of its channel, and whose it is.
pub(super) fn in_channel<'r>(
    session: &mut Session,
    request: Request<'r>,
    settings: &'r Settings,
) -> (Request<'r>, Channel) {
    if !settings.file().has_channels() {
        return (request, Channel::Own);
    }
    let verdict = session.lint(&request);
    let key = verdict.channel_key();
    match settings.file().channel(key.as_deref()) {
        ChannelSettings::Known(context) => (request.context(context), Channel::Own),
        ChannelSettings::OtherPack(_) if verdict.is_request() => (request, Channel::OtherPack),
        ChannelSettings::Assumed if key.is_some() => (request, Channel::Assumed),
        ChannelSettings::Assumed | ChannelSettings::OtherPack(_) => (request, Channel::Own),
    }
}
