//! The machine that the whole site shares, and where the choice came from.

use super::{guess::platform_from_hint, preset::Preset};
use crate::ui::Derived;
use crate::{
    browser::{hints, storage},
    navigation::use_navigation,
    url::{HostParam, fallback_host},
};
use leptos::{prelude::*, task::spawn_local};
use tagprism_core::Platform;

const STORAGE_KEY: &str = "tagprism-machine";

/// Who said that this is the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// The address names it, and the reader put it there.
    Chosen,
    /// The address names it as it did when the site was opened: somebody's link, perhaps.
    Link,
    /// The reader chose it on an earlier visit.
    Remembered,
    /// The browser's hints suggest it.
    Guessed,
    /// Nothing is known; the most usual platform stands in.
    Assumed,
}

impl Provenance {
    /// One or two words for the chip.
    pub fn label(self) -> &'static str {
        match self {
            Self::Chosen => "your choice",
            Self::Link => "from the link",
            Self::Remembered => "your earlier choice",
            Self::Guessed => "guessed",
            Self::Assumed => "assumed",
        }
    }
}

/// Who put a platform into the address. On opening the site it may hold `arrived`; `own` is what this browser chose last.
fn provenance_of(
    given: &Platform,
    arrived: Option<&Platform>,
    own: Option<&Platform>,
) -> Provenance {
    if arrived == Some(given) && own != Some(given) {
        Provenance::Link
    } else {
        Provenance::Chosen
    }
}

/// A platform and why it is the one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// What the machine's engine asks for.
    pub platform: Platform,
    /// Who said so.
    pub provenance: Provenance,
}

impl Machine {
    /// The name of the machine, if it is a preset.
    pub fn name(&self) -> Option<&'static str> {
        Preset::of(&self.platform).map(|preset| preset.name)
    }

    /// Whoever asks, as a sentence begins: "A Raspberry Pi Zero", "A linux/mips64le machine".
    pub fn asker(&self) -> String {
        match Preset::of(&self.platform) {
            Some(preset) => preset.asker.to_owned(),
            None => format!("A {} machine", self.platform),
        }
    }
}

/// The shared choice.
#[derive(Clone, Copy)]
pub struct MachineContext {
    /// The machine that asks.
    pub machine: Derived<Machine>,
    /// The `host` text of the address, where it names no platform.
    pub unreadable: Derived<Option<String>>,
    /// Chooses a machine: goes into the address and is remembered.
    pub choose: Callback<Platform>,
    /// Chooses another one instead of what was chosen a moment ago, and takes its place in the browser's history.
    pub rechoose: Callback<Platform>,
}

/// Makes the choice available below; needs the navigation.
pub fn provide_machine() {
    let navigation = use_navigation();
    let url = navigation.url;
    let remembered = RwSignal::new(
        storage::read(STORAGE_KEY).and_then(|text| Platform::parse(&text, &fallback_host()).ok()),
    );
    let arrived = StoredValue::new(match url.get_untracked().host {
        HostParam::Given(platform) => Some(platform),
        HostParam::Absent | HostParam::Unreadable(_) => None,
    });
    let guessed = RwSignal::new(None);
    spawn_local(async move {
        let hint = hints::platform_guess().await;
        guessed.set(hint.as_ref().and_then(platform_from_hint));
    });
    let machine = Derived::new(move || {
        if let HostParam::Given(platform) = url.read().host.clone() {
            let provenance = arrived.with_value(|arrived| {
                provenance_of(&platform, arrived.as_ref(), remembered.read().as_ref())
            });
            return Machine {
                platform,
                provenance,
            };
        }
        if let Some(platform) = remembered.get() {
            return Machine {
                platform,
                provenance: Provenance::Remembered,
            };
        }
        match guessed.get() {
            Some(platform) => Machine {
                platform,
                provenance: Provenance::Guessed,
            },
            None => Machine {
                platform: fallback_host(),
                provenance: Provenance::Assumed,
            },
        }
    });
    let unreadable = Derived::new(move || match &url.read().host {
        HostParam::Unreadable(text) => Some(text.clone()),
        _ => None,
    });
    let remember = move |platform: &Platform| {
        storage::write(STORAGE_KEY, &platform.to_string());
        remembered.set(Some(platform.clone()));
    };
    let choose = Callback::new(move |platform: Platform| {
        // An address without a machine means "the one that is chosen", so going back to it would not bring this one back.
        if !matches!(url.read_untracked().host, HostParam::Given(_)) {
            let before = machine.get_untracked().platform;
            navigation.replace(|url| url.host = HostParam::Given(before));
        }
        remember(&platform);
        navigation.change(|url| url.host = HostParam::Given(platform));
    });
    let rechoose = Callback::new(move |platform: Platform| {
        remember(&platform);
        navigation.replace(|url| url.host = HostParam::Given(platform));
    });
    provide_context(MachineContext {
        machine,
        unreadable,
        choose,
        rechoose,
    });
}

/// The shared choice.
///
/// # Panics
///
/// Outside the app, which provides it.
pub fn use_machine() -> MachineContext {
    expect_context()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(arrived: Option<&str>, own: Option<&str>, expected: Provenance) {
        let platform = |architecture| Platform::new("linux", architecture, "");
        let (arrived, own) = (arrived.map(platform), own.map(platform));
        assert_eq!(
            provenance_of(&platform("arm64"), arrived.as_ref(), own.as_ref()),
            expected
        );
    }

    #[test]
    fn a_machine_in_a_shared_link_is_not_the_readers_choice() {
        check(Some("arm64"), None, Provenance::Link);
        check(Some("arm64"), Some("s390x"), Provenance::Link);
        check(Some("arm64"), Some("arm64"), Provenance::Chosen);
        check(Some("s390x"), None, Provenance::Chosen);
        check(None, None, Provenance::Chosen);
    }
}
