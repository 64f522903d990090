//! Which rule pack lints the requests of a channel.

use std::collections::BTreeMap;

use crate::request::Context;

/// The channels of a project file.
#[derive(Debug, Clone, Default)]
pub(super) struct Channels {
    /// The name of the linter's rule pack.
    pub(super) own: String,
    /// Whether the file has `channels` or `packs`.
    pub(super) is_given: bool,
    /// By key, variable or environment entry.
    pub(super) by_name: BTreeMap<String, Channel>,
    /// The pack that lints requests of other channels.
    pub(super) default: String,
}

/// A channel, or a channel group.
#[derive(Debug, Clone)]
pub(super) struct Channel {
    /// The rule packs, several of a group; none: the default one.
    pub(super) packs: Vec<String>,
    /// What is known of its requests, if the linter's pack lints them.
    pub(super) context: Option<Context>,
}

/// The rule packs that lint the requests of a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelPacks<'c> {
    /// Their names: one, or every one of a channel group.
    pub names: &'c [String],
    /// Whether the project file has the channel; else the default pack lints its requests.
    pub is_listed: bool,
}

/// How the requests of a channel are linted.
#[derive(Debug, Clone, Copy)]
pub enum ChannelSettings<'c> {
    /// The linter's rule pack: what is known of requests of the channel.
    Known(&'c Context),
    /// The channel is not in the project file, and the default pack is the linter's.
    Assumed,
    /// Another rule pack lints it.
    OtherPack(&'c str),
}

impl Channels {
    pub(super) fn settings<'n>(
        &self,
        names: impl IntoIterator<Item = &'n str>,
    ) -> ChannelSettings<'_> {
        let channel = names.into_iter().find_map(|name| self.channel(name));
        let packs = self.packs_of(channel);
        match (packs.first(), channel.and_then(|channel| channel.context.as_ref())) {
            (Some(pack), _) if !packs.contains(&self.own) => ChannelSettings::OtherPack(pack),
            (_, Some(context)) => ChannelSettings::Known(context),
            (_, None) => ChannelSettings::Assumed,
        }
    }

    /// The packs that lint the requests of the first of these channels that is known.
    pub(super) fn packs<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> ChannelPacks<'_> {
        let channel = names.into_iter().find_map(|name| self.channel(name));
        ChannelPacks { names: self.packs_of(channel), is_listed: channel.is_some() }
    }

    fn packs_of<'c>(&'c self, channel: Option<&'c Channel>) -> &'c [String] {
        let packs = channel.map_or(&[][..], |channel| &channel.packs);
        if packs.is_empty() { std::slice::from_ref(&self.default) } else { packs }
    }

    /// Adds to what is known of each channel: `below` unless the channel says otherwise, `above`
    /// whatever it says.
    pub(super) fn extend(&mut self, below: &Context, above: &Context) {
        for context in self.by_name.values_mut().filter_map(|channel| channel.context.as_mut()) {
            let mut extended = below.clone();
            extended.extend(context);
            extended.extend(above);
            *context = extended;
        }
    }

    fn channel(&self, name: &str) -> Option<&Channel> {
        let is_entry = |long: &str, short: &str| {
            long.strip_suffix(short).is_some_and(|before| before.ends_with('.'))
        };
        let by_entry = || {
            let mut names = self.by_name.iter();
            names.find(|(known, _)| is_entry(known, name) || is_entry(name, known))
        };
        self.by_name.get(name).or_else(|| by_entry().map(|(_, channel)| channel))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_is_known_by_its_key_or_by_what_holds_it() {
        let channel = |pack: &str| Channel { packs: vec![pack.to_owned()], context: None };
        let channels = Channels {
            own: "smartro".to_owned(),
            is_given: true,
            by_name: BTreeMap::from([
                ("channel-key-1".to_owned(), channel("kcp")),
                ("TOSS_KEY".to_owned(), channel("tosspayments")),
                ("process.env.KCP_KEY".to_owned(), channel("kcp")),
            ]),
            default: "smartro".to_owned(),
        };
        let pack = |name: &str| match channels.settings([name]) {
            ChannelSettings::OtherPack(pack) => pack.to_owned(),
            _ => String::new(),
        };
        assert_eq!(pack("channel-key-1"), "kcp");
        assert_eq!(pack("process.env.TOSS_KEY"), "tosspayments");
        assert_eq!(pack("KCP_KEY"), "kcp");
        for unknown in ["channel-key-2", "MY_TOSS_KEY", "env", ""] {
            assert_eq!(pack(unknown), "", "{unknown}");
        }
    }
}
