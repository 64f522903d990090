//! Which of a project's rule packs lint a request, by its channel.

use crate::project::Settings;
use smartro_lint::Verdict;
use smartro_lint::report::Summary;

/// Whose requests those of a channel are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Channel {
    pub(super) packs: Packs,
    /// Whether nobody said so: the project file does not have the channel.
    is_assumed: bool,
}

/// Rule packs of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Packs {
    /// The default one.
    Default,
    /// These, by their places among the project's.
    These(Vec<usize>),
    /// None of the project's.
    Other,
}

impl Channel {
    /// The default pack's, for all that is known.
    pub(super) const OWN: Self = Self { packs: Packs::Default, is_assumed: false };

    /// Whether no pack of the project lints the requests.
    pub(super) fn is_other(&self) -> bool {
        self.packs == Packs::Other
    }

    /// Whether it counts rather than another one, where a request may be one of both.
    #[cfg(feature = "source")]
    pub(super) fn goes_before(&self, other: &Self) -> bool {
        let rank = |one: &Self| (one.is_other(), !one.is_assumed);
        rank(self) < rank(other)
    }

    /// Counts a request that is not linted, or that is linted by default.
    pub(super) fn count(&self, summary: &mut Summary) {
        summary.other_pack += usize::from(self.is_other());
        summary.assumed += usize::from(!self.is_other() && self.is_assumed);
    }
}

/// Whose a request is that the default pack has read: the envelope's `pg` says it, or its channel.
pub(super) fn of(verdict: &Verdict<'_>, settings: &Settings) -> Channel {
    let channel = match verdict.pg() {
        Some(pg) => Channel { packs: packs(settings.pack(pg).as_slice()), is_assumed: false },
        None if !settings.of(0).has_channels() => return Channel::OWN,
        None => {
            let (key, group) = (verdict.channel_key(), verdict.channel_group());
            let is_named = key.is_some() || group.is_some();
            let found = named(settings, key.as_deref().into_iter().chain(group.as_deref()));
            Channel { is_assumed: found.is_assumed && is_named, ..found }
        }
    };
    if channel.is_other() && !verdict.is_request() { Channel::OWN } else { channel }
}

/// Whose the requests of a channel are, given its names.
pub(super) fn named<'n>(settings: &Settings, names: impl Iterator<Item = &'n str>) -> Channel {
    let found = settings.of(0).packs(names);
    let places: Vec<usize> = found.names.iter().filter_map(|name| settings.pack(name)).collect();
    Channel { packs: packs(&places), is_assumed: !found.is_listed }
}

fn packs(places: &[usize]) -> Packs {
    match places {
        [] => Packs::Other,
        [0] => Packs::Default,
        several => Packs::These(several.to_vec()),
    }
}
