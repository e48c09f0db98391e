//! The circumstances of a pull: who asks, over which network, with what in its store, and what goes wrong.

use crate::platform::Platform;

/// Everything about a pull that is not the image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The machine that pulls.
    pub host: Platform,
    /// How far away the registry is.
    pub network: Network,
    /// What the machine has already.
    pub cache: Cache,
    /// Which of Docker's two image stores it has.
    pub store: Store,
    /// What goes wrong.
    pub trouble: Trouble,
}

/// Everything about a push that is not the image.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PushSetting {
    /// How far away the registry is.
    pub network: Network,
    /// Whether each image's base layer is in another repository of the registry, whose name the builder knows.
    pub has_base_elsewhere: bool,
    /// Whether the index is pushed before the manifests that it names, which no client does and every registry refuses.
    pub is_index_first: bool,
}

impl Setting {
    /// Nothing special: fibre, an empty containerd store, nothing goes wrong.
    #[must_use]
    pub fn of(host: Platform) -> Setting {
        Setting {
            host,
            network: Network::Fibre,
            cache: Cache::Cold,
            store: Store::Containerd,
            trouble: Trouble::None,
        }
    }
}

/// A choice with a word for addresses.
pub trait Choice: Copy + PartialEq + 'static {
    /// All values, the default first.
    const ALL: &'static [Self];
    /// The word in an address.
    fn key(self) -> &'static str;
    /// What people call it.
    fn label(self) -> &'static str;
    /// The value with this word; the default for any other.
    #[must_use]
    fn of(key: &str) -> Self {
        let found = Self::ALL.iter().find(|choice| choice.key() == key);
        *found.unwrap_or(&Self::ALL[0])
    }
}

/// How far away the registry is. The figures are examples, and every simulated time is made of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Network {
    /// 100 Mbit/s, 20 ms there and back.
    #[default]
    Fibre,
    /// 20 Mbit/s, 60 ms.
    Mobile,
    /// 2 Mbit/s, 300 ms.
    Train,
}

impl Network {
    /// There and back, in milliseconds.
    #[must_use]
    pub fn round_trip_ms(self) -> u64 {
        match self {
            Network::Fibre => 20,
            Network::Mobile => 60,
            Network::Train => 300,
        }
    }

    /// Bytes in a millisecond.
    #[must_use]
    pub fn bytes_per_ms(self) -> u64 {
        match self {
            Network::Fibre => 12_500,
            Network::Mobile => 2_500,
            Network::Train => 250,
        }
    }
}

impl Choice for Network {
    const ALL: &'static [Self] = &[Network::Fibre, Network::Mobile, Network::Train];
    fn key(self) -> &'static str {
        ["fibre", "4g", "train"][self as usize]
    }
    fn label(self) -> &'static str {
        [
            "Fiber, 100 Mbit/s, 20 ms",
            "4G, 20 Mbit/s, 60 ms",
            "Train, 2 Mbit/s, 300 ms",
        ][self as usize]
    }
}

/// What the machine's store holds before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cache {
    /// Nothing.
    #[default]
    Cold,
    /// An image with the same base layer.
    SameBase,
    /// An older image of this tag: every layer but the last.
    Yesterday,
    /// This very image.
    Full,
}

impl Choice for Cache {
    const ALL: &'static [Self] = &[Cache::Cold, Cache::SameBase, Cache::Yesterday, Cache::Full];
    fn key(self) -> &'static str {
        ["cold", "base", "yesterday", "full"][self as usize]
    }
    fn label(self) -> &'static str {
        [
            "Empty",
            "Another image on the same base",
            "This tag, but yesterday's",
            "This very image",
        ][self as usize]
    }
}

/// Docker's image stores, which send different requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Store {
    /// containerd's, the default of new installations since Engine 29; `ctr` and `nerdctl` ask alike.
    #[default]
    Containerd,
    /// The classic one with its graph drivers.
    Classic,
}

impl Choice for Store {
    const ALL: &'static [Self] = &[Store::Containerd, Store::Classic];
    fn key(self) -> &'static str {
        ["containerd", "classic"][self as usize]
    }
    fn label(self) -> &'static str {
        ["containerd store", "Classic store"][self as usize]
    }
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    #[default]
    None,
    /// The client does not list the type of an index in `Accept`.
    Accept,
    /// The token runs out before the config is asked for.
    Expired,
    /// The repository is private.
    Denied,
    /// There is no such tag.
    Missing,
    /// The registry counts, and has had enough.
    Limited,
    /// A layer arrives with one bit turned.
    Corrupted,
    /// The index has no entry for this machine.
    NoMatch,
    /// The entry says this machine's platform, the program inside is another's.
    Lying,
    /// Another machine's image is asked for by name, and nothing here emulates that machine.
    Foreign,
}

impl Choice for Trouble {
    const ALL: &'static [Self] = &[
        Trouble::None,
        Trouble::NoMatch,
        Trouble::Lying,
        Trouble::Foreign,
        Trouble::Corrupted,
        Trouble::Accept,
        Trouble::Expired,
        Trouble::Denied,
        Trouble::Missing,
        Trouble::Limited,
    ];
    fn key(self) -> &'static str {
        [
            "none",
            "accept",
            "expired",
            "denied",
            "missing",
            "limited",
            "corrupted",
            "nomatch",
            "lying",
            "exec",
        ][self as usize]
    }
    fn label(self) -> &'static str {
        [
            "Nothing goes wrong",
            "The client does not accept an index",
            "The token runs out",
            "The repository is private",
            "The tag does not exist",
            "Too many requests",
            "A bit of a layer is turned",
            "No entry for this machine",
            "The platform field is wrong",
            "Another machine's image, no emulator",
        ][self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check<C: Choice + std::fmt::Debug>() {
        for &choice in C::ALL {
            assert_eq!(C::of(choice.key()), choice);
            assert!(!choice.label().is_empty());
        }
        assert_eq!(C::of("no such word"), C::ALL[0]);
    }

    #[test]
    fn every_choice_survives_an_address_and_the_first_is_the_default() {
        check::<Network>();
        check::<Cache>();
        check::<Store>();
        check::<Trouble>();
    }
}
