//! Which of a project's rule packs lint a request, by its channel.

use crate::format::Counts;
use crate::project::Settings;
use smartro_lint::Verdict;
use smartro_lint_rules::suggest::suggest_spelling;

/// Whose requests those of a channel are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Channel {
    pub(super) packs: Packs,
    /// Whether the project file does not have the channel.
    is_assumed: bool,
    /// The envelope's `pg`, if it is the name of no pack of the project.
    unknown_pg: Option<String>,
}

/// The payment id of a request, and the packs of its channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Payment {
    /// Requests of the payment of this id are these packs'.
    OfChannel(String, Packs),
    /// It names no channel. Unless earlier requests of the payment show which packs lint it, these
    /// do.
    WithoutChannel(String, Packs),
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

impl Packs {
    /// Their places among the project's.
    pub(super) fn places(self) -> Vec<usize> {
        match self {
            Self::Default => vec![0],
            Self::These(places) => places,
            Self::Other => Vec::new(),
        }
    }
}

impl Channel {
    /// The default pack's, for all that is known.
    pub(super) const OWN: Self =
        Self { packs: Packs::Default, is_assumed: false, unknown_pg: None };

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
    pub(super) fn count(&self, counts: &mut Counts, settings: &Settings) {
        counts.summary.other_pack += usize::from(self.is_other());
        counts.summary.assumed += usize::from(!self.is_other() && self.is_assumed);
        if let Some(pg) = &self.unknown_pg {
            let packs = &settings.project.packs;
            let loaded = packs.iter().map(|pack| &*pack.linter.manifest().name);
            let names: Vec<&str> = loaded.chain(settings.of(0).pack_names()).collect();
            let near = suggest_spelling(pg, names.iter().copied());
            counts.add_unknown_pg(pg, near);
        }
    }
}

/// The packs of a request that the default pack has read: by the envelope's `pg`, or its channel.
pub(super) fn of(verdict: &Verdict<'_>, settings: &Settings) -> Channel {
    let channel = match verdict.pg() {
        Some(pg) => {
            let place = settings.pack(pg);
            let is_named = settings.of(0).pack_names().any(|name| name.eq_ignore_ascii_case(pg));
            let unknown_pg = (place.is_none() && !is_named).then(|| pg.to_owned());
            Channel { packs: packs(place.as_slice()), is_assumed: false, unknown_pg }
        }
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

/// The packs of a channel, given its names.
pub(super) fn named<'n>(settings: &Settings, names: impl Iterator<Item = &'n str>) -> Channel {
    let found = settings.of(0).packs(names);
    let places: Vec<usize> = found.names.iter().filter_map(|name| settings.pack(name)).collect();
    Channel { packs: packs(&places), is_assumed: !found.is_listed, unknown_pg: None }
}

/// The payment id of a request, and the packs of its channel; `None`: it has none, or the project
/// file has no channels.
pub(super) fn payment(
    verdict: &Verdict<'_>,
    channel: &Channel,
    settings: &Settings,
) -> Option<Payment> {
    if !settings.of(0).has_channels() {
        return None;
    }
    let names = [verdict.channel_key(), verdict.channel_group()];
    let is_named = verdict.pg().is_some() || names.iter().any(Option::is_some);
    payment_of(verdict.payment_id()?, is_named, channel)
}

/// A payment, given its id and whether the request names the channel.
pub(super) fn payment_of(id: String, is_named: bool, channel: &Channel) -> Option<Payment> {
    let packs = channel.packs.clone();
    match is_named {
        false => Some(Payment::WithoutChannel(id, packs)),
        true if channel.is_assumed => None,
        true => Some(Payment::OfChannel(id, packs)),
    }
}

fn packs(places: &[usize]) -> Packs {
    match places {
        [] => Packs::Other,
        [0] => Packs::Default,
        several => Packs::These(several.to_vec()),
    }
}
