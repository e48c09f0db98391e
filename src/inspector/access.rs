//! How registries are reached, found out once and shared.

use crate::{
    browser::storage,
    net::{Access, PROXY_SETTING, find_access},
};
use leptos::{prelude::*, task::spawn_local};

/// The way to registries, and changing it.
#[derive(Clone, Copy)]
pub struct AccessContext {
    /// Nothing until it is known. Finding out anew that all is as before changes nothing here.
    pub access: RwSignal<Option<Access>>,
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
        self.refetch();
    }

    /// Finds out anew: a proxy that was silent may answer by now.
    pub fn refetch(&self) {
        let context = *self;
        spawn_local(async move {
            let chosen = context.chosen.get_untracked();
            let found = Some(find_access(chosen.clone()).await);
            // What was named meanwhile is asked for by itself.
            if context.chosen.get_untracked() == chosen && context.access.get_untracked() != found {
                context.access.set(found);
            }
        });
    }
}

/// Makes the way to registries available below, and finds it.
pub fn provide_access() {
    provide_access_on_request();
    use_access().refetch();
}

/// Makes the way to registries available below; whoever needs it has to have it found.
pub fn provide_access_on_request() {
    let remembered = storage::read(PROXY_SETTING).and_then(|address| named(&address));
    provide_context(AccessContext {
        access: RwSignal::new(None),
        chosen: RwSignal::new(remembered),
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
