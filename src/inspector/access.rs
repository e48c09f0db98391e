//! How registries are reached, found out once and shared.

use crate::{
    browser::storage,
    net::{Access, PROXY_SETTING, find_access},
};
use leptos::prelude::*;

/// The way to registries, and changing it.
#[derive(Clone, Copy)]
pub struct AccessContext {
    /// Nothing until it is known. Finding out anew that all is as before changes nothing here.
    pub access: Memo<Option<Access>>,
    found: LocalResource<Access>,
    /// The address that the reader named. Storage only remembers it for the next visit: it may be denied.
    chosen: RwSignal<Option<String>>,
}

impl AccessContext {
    /// The proxy that the reader named; empty if there is none.
    pub fn chosen_proxy(&self) -> String {
        self.chosen.get_untracked().unwrap_or_default()
    }

    /// Names another proxy; an empty text goes back to the site's own.
    pub fn choose_proxy(&self, address: &str) {
        let chosen = named(address);
        match &chosen {
            Some(address) => drop(storage::write(PROXY_SETTING, address)),
            None => storage::forget(PROXY_SETTING),
        }
        self.chosen.set(chosen);
    }

    /// Finds out anew: a proxy that was silent may answer by now.
    pub fn refetch(&self) {
        self.found.refetch();
    }
}

/// Makes the way to registries available below.
pub fn provide_access() {
    let remembered = storage::read(PROXY_SETTING).and_then(|address| named(&address));
    let chosen = RwSignal::new(remembered);
    let found = LocalResource::new(move || find_access(chosen.get()));
    provide_context(AccessContext {
        access: Memo::new(move |_| found.get()),
        found,
        chosen,
    });
}

/// The way to registries.
///
/// # Panics
///
/// Outside the app, which provides it.
pub fn use_access() -> AccessContext {
    expect_context()
}

/// An address without the space around it, or nothing where there is no address.
fn named(address: &str) -> Option<String> {
    let address = address.trim();
    (!address.is_empty()).then(|| address.to_owned())
}
