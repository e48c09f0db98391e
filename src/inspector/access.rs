//! How registries are reached, found out once and shared.

use crate::{
    browser::storage,
    net::{Access, PROXY_SETTING, find_access},
};
use leptos::prelude::*;

/// The way to registries, and changing it.
#[derive(Clone, Copy)]
pub struct AccessContext {
    /// Nothing until it is known.
    pub access: LocalResource<Access>,
    revision: RwSignal<u32>,
}

impl AccessContext {
    /// The proxy that the reader named, if any.
    pub fn chosen_proxy(&self) -> String {
        storage::read(PROXY_SETTING).unwrap_or_default()
    }

    /// Names another proxy; an empty text goes back to the site's own.
    pub fn choose_proxy(&self, address: &str) {
        storage::write(PROXY_SETTING, address.trim());
        self.revision.update(|revision| *revision += 1);
    }
}

/// Makes the way to registries available below.
pub fn provide_access() {
    let revision = RwSignal::new(0);
    let access = LocalResource::new(move || {
        revision.track();
        find_access()
    });
    provide_context(AccessContext { access, revision });
}

/// The way to registries.
///
/// # Panics
///
/// Outside the app, which provides it.
pub fn use_access() -> AccessContext {
    expect_context()
}
