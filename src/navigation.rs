//! The address as signals, and going somewhere: the reactive side of [`crate::url`].
//!
//! Only the inspector's addresses are followed without a load; every other link is the browser's.

use crate::{
    browser::{history, links, location, page},
    url::{HostParam, InspectorUrl, is_inspector, with_host},
};
use leptos::prelude::*;

/// Where the reader is and how to go elsewhere.
#[derive(Clone, Copy)]
pub struct Navigation {
    /// The address, read. On pages other than the inspector only its machine means something.
    pub url: ReadSignal<InspectorUrl>,
    /// Whether the address is one of the inspector's.
    pub is_inspector: ReadSignal<bool>,
    set_url: WriteSignal<InspectorUrl>,
    set_is_inspector: WriteSignal<bool>,
    base: StoredValue<String>,
}

impl Navigation {
    /// The address of a state, for a link.
    pub fn href(&self, url: &InspectorUrl) -> String {
        self.base.with_value(|base| url.href(base))
    }

    /// The inspector's start page.
    pub fn home(&self) -> String {
        self.base.with_value(|base| format!("{base}i"))
    }

    /// Goes to a state and scrolls to its top; the back button returns.
    pub fn go(&self, url: &InspectorUrl) {
        self.open(&self.href(url));
    }

    /// Changes the state of the page that is open; the back button returns, nothing scrolls.
    pub fn change(&self, change: impl FnOnce(&mut InspectorUrl)) {
        history::push(&self.changed(change));
        self.arrive();
    }

    /// Changes the state in place: for choices that come in quick succession, of which only the last matters.
    pub fn replace(&self, change: impl FnOnce(&mut InspectorUrl)) {
        history::replace(&self.changed(change));
        self.arrive();
    }

    fn changed(&self, change: impl FnOnce(&mut InspectorUrl)) -> String {
        // The player notes in the address where it is, and tells nobody.
        let mut url = InspectorUrl::parse(&self.below_base(&history::address()));
        change(&mut url);
        if self.is_inspector.get_untracked() {
            self.href(&url)
        } else {
            with_host(&history::address(), &url.host, url.machine.as_deref()) + &history::fragment()
        }
    }

    fn open(&self, address: &str) {
        if address != history::address() {
            history::push(address);
            self.arrive();
        }
        history::scroll_to_top();
    }

    /// Takes the address for a link's, and follows it if it is one of the inspector's.
    fn follow(&self, address: &str) -> bool {
        let is_ours = is_inspector(&self.below_base(address));
        if is_ours {
            self.open(address);
        }
        is_ours
    }

    /// The machine of this address goes along to the site's other pages. `None` where a link needs no change.
    fn with_machine(&self, address: &str) -> Option<String> {
        let (host, machine) = {
            let url = self.url.read_untracked();
            (url.host.clone(), url.machine.clone())
        };
        let page = self.below_base(address);
        let is_page = is_inspector(&page)
            || page.is_empty()
            || page.starts_with(['#', '?'])
            || page.split(['#', '?']).next() == Some("sources");
        let is_named = address.contains("?host=") || address.contains("&host=");
        if host == HostParam::Absent || !is_page || is_named {
            return None;
        }
        let (address, fragment) = address
            .split_once('#')
            .map_or((address, None), |(address, fragment)| {
                (address, Some(fragment))
            });
        let mut changed = with_host(address, &host, machine.as_deref());
        if let Some(fragment) = fragment {
            changed.push('#');
            changed.push_str(fragment);
        }
        Some(changed)
    }

    fn below_base(&self, address: &str) -> String {
        self.base
            .with_value(|base| address.strip_prefix(&**base).unwrap_or(address).to_owned())
    }

    /// Reads the address after it changed.
    fn arrive(&self) {
        let address = self.below_base(&history::address());
        let url = InspectorUrl::parse(&address);
        // Told only when it is another one: whoever reads it begins anew.
        if *self.url.read_untracked() != url {
            self.set_url.set(url);
        }
        let is_inspector = shows_inspector(&address);
        if self.is_inspector.get_untracked() != is_inspector {
            self.set_is_inspector.set(is_inspector);
        }
    }
}

/// The site's own start page may be the inspector, too.
fn shows_inspector(address: &str) -> bool {
    let is_start = matches!(address.split('?').next(), Some("" | "index.html"));
    is_inspector(address) || (is_start && page::name() == page::INSPECT)
}

/// Makes the address available below.
pub fn provide_navigation() {
    let (url, set_url) = signal(InspectorUrl::default());
    let (is_inspector, set_is_inspector) = signal(false);
    let navigation = Navigation {
        url,
        is_inspector,
        set_url,
        set_is_inspector,
        base: StoredValue::new(location::base_path()),
    };
    navigation.arrive();
    history::on_traverse(move || navigation.arrive());
    links::on_use(move |address| navigation.with_machine(address));
    if page::name() == page::INSPECT {
        links::on_click(move |address| navigation.follow(address));
    }
    provide_context(navigation);
}

/// Where the reader is.
///
/// # Panics
///
/// Outside the app, which provides it.
pub fn use_navigation() -> Navigation {
    expect_context()
}
