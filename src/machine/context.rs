//! The machine that the whole site shares, and where the choice came from.

use super::guess::platform_from_hint;
use crate::ui::Derived;
use crate::{
    browser::{hints, storage},
    navigation::use_navigation,
    url::{HostParam, InspectorUrl, fallback_host},
};
use leptos::{prelude::*, task::spawn_local};
use tagprism_core::{Platform, machines::Machine as Known};

const STORAGE_KEY: &str = "tagprism-machine";

/// Who said that this is the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// The address names it, and the reader put it there.
    Chosen,
    /// The address names it as it did when the site was opened: somebody's link, perhaps.
    Link,
    /// A message that the reader pasted names it.
    Message,
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
            Self::Message => "from your message",
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
    /// Which of the machines of that platform it is, where somebody said so.
    pub id: Option<String>,
    /// Who said so.
    pub provenance: Provenance,
}

impl Machine {
    /// The machine, if it is one of those that are listed.
    pub fn known(&self) -> Option<&'static Known> {
        Known::of(&self.platform, self.id.as_deref())
    }

    /// Its name, if it is one of those that are listed.
    pub fn name(&self) -> Option<&'static str> {
        self.known().map(|known| known.name)
    }

    /// Whoever asks, as a sentence begins: "A Raspberry Pi Zero", "A linux/mips64le machine".
    pub fn asker(&self) -> String {
        match self.known() {
            Some(known) => known.asker.to_owned(),
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
    /// Chooses one of the machines that are listed.
    pub pick: Callback<&'static Known>,
    /// Notes the platform that a pasted message names: in the address it is not the reader's choice.
    pub tell: Callback<Option<Platform>>,
    /// Picks another one instead of what was picked a moment ago, and takes its place in the browser's history.
    pub repick: Callback<&'static Known>,
}

/// Makes the choice available below; needs the navigation.
pub fn provide_machine() {
    let navigation = use_navigation();
    let url = navigation.url;
    let remembered =
        RwSignal::new(storage::read(STORAGE_KEY).and_then(|text| remembered_in(&text)));
    let arrived = StoredValue::new(match url.get_untracked().host {
        HostParam::Given(platform) => Some(platform),
        HostParam::Absent | HostParam::Unreadable(_) => None,
    });
    let told = RwSignal::new(None);
    let kept: RwSignal<Option<(Platform, Provenance)>> = RwSignal::new(None);
    let guessed = RwSignal::new(None);
    spawn_local(async move {
        let hint = hints::platform_guess().await;
        guessed.set(hint.as_ref().and_then(platform_from_hint));
    });
    let machine = Derived::new(move || {
        if let HostParam::Given(platform) = url.read().host.clone() {
            let is_told = told.read().as_ref() == Some(&platform);
            let provenance = arrived.with_value(|arrived| {
                let own = remembered.read();
                let own = own.as_ref().map(|(own, _)| own);
                match provenance_of(&platform, arrived.as_ref(), own) {
                    Provenance::Chosen if own == Some(&platform) => Provenance::Chosen,
                    Provenance::Chosen if is_told => Provenance::Message,
                    // What stood there before the first choice is not chosen because one came back to it.
                    Provenance::Chosen => kept
                        .get()
                        .filter(|(before, _)| *before == platform)
                        .map_or(Provenance::Chosen, |(_, provenance)| provenance),
                    provenance => provenance,
                }
            });
            return Machine {
                platform,
                id: url.read().machine.clone(),
                provenance,
            };
        }
        if let Some((platform, id)) = remembered.get() {
            return Machine {
                platform,
                id,
                provenance: Provenance::Remembered,
            };
        }
        match guessed.get() {
            Some(platform) => Machine {
                platform,
                id: None,
                provenance: Provenance::Guessed,
            },
            None => Machine {
                platform: fallback_host(),
                id: None,
                provenance: Provenance::Assumed,
            },
        }
    });
    let unreadable = Derived::new(move || match &url.read().host {
        HostParam::Unreadable(text) => Some(text.clone()),
        _ => None,
    });
    let remember = move |platform: &Platform, id: Option<&str>| {
        storage::write(STORAGE_KEY, &stored(platform, id));
        remembered.set(Some((platform.clone(), id.map(str::to_owned))));
    };
    let keep_before = move || {
        // An address without a machine means "the one that is chosen", so going back to it would not bring this one back.
        if !matches!(url.read_untracked().host, HostParam::Given(_)) {
            let before = machine.get_untracked();
            kept.set(Some((before.platform.clone(), before.provenance)));
            navigation.replace(|url| {
                url.host = HostParam::Given(before.platform);
                url.machine = before.id;
            });
        }
    };
    let choose = Callback::new(move |platform: Platform| {
        keep_before();
        remember(&platform, None);
        navigation.change(|url| {
            url.host = HostParam::Given(platform);
            url.machine = None;
        });
    });
    let pick = Callback::new(move |known: &'static Known| {
        keep_before();
        remember(&known.platform(), id_of(known));
        navigation.change(|url| take(url, known));
    });
    let repick = Callback::new(move |known: &'static Known| {
        remember(&known.platform(), id_of(known));
        navigation.replace(|url| take(url, known));
    });
    provide_context(MachineContext {
        machine,
        unreadable,
        choose,
        pick,
        tell: Callback::new(move |platform| told.set(platform)),
        repick,
    });
}

/// Its id, where the platform alone would name another machine.
fn id_of(known: &'static Known) -> Option<&'static str> {
    (!known.is_first()).then_some(known.id)
}

fn take(url: &mut InspectorUrl, known: &'static Known) {
    url.host = HostParam::Given(known.platform());
    url.machine = id_of(known).map(str::to_owned);
}

/// `linux/arm64/v8`, or `linux/arm64/v8 graviton-4`.
fn stored(platform: &Platform, id: Option<&str>) -> String {
    match id {
        Some(id) => format!("{platform} {id}"),
        None => platform.to_string(),
    }
}

fn remembered_in(text: &str) -> Option<(Platform, Option<String>)> {
    let (platform, id) = match text.split_once(' ') {
        Some((platform, id)) => (platform, Some(id.to_owned())),
        None => (text, None),
    };
    Some((Platform::parse(platform, &fallback_host()).ok()?, id))
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
    fn a_machine_is_remembered_with_its_name() {
        for id in [None, Some("graviton-4")] {
            let platform = Platform::new("linux", "arm64", "v8");
            let read = remembered_in(&stored(&platform, id));
            assert_eq!(read, Some((platform, id.map(str::to_owned))));
        }
        assert_eq!(remembered_in("a/b/c/d/e x"), None);
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
