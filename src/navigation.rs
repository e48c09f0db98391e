//! The address as a signal, and going somewhere: the reactive side of [`crate::url`].

use crate::{browser::location, url::InspectorUrl};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};

/// Where the reader is and how to go elsewhere.
#[derive(Clone, Copy)]
pub struct Navigation {
    /// The address, read.
    pub url: Memo<InspectorUrl>,
    base: StoredValue<String>,
    go: Callback<(String, NavigateOptions)>,
}

impl Navigation {
    /// The address of a state, for a link.
    pub fn href(&self, url: &InspectorUrl) -> String {
        self.base.with_value(|base| url.href(base))
    }

    /// The start page.
    pub fn home(&self) -> String {
        self.base.get_value()
    }

    /// Goes to a state and scrolls to its top; the back button returns.
    pub fn go(&self, url: &InspectorUrl) {
        let options = NavigateOptions {
            resolve: false,
            ..NavigateOptions::default()
        };
        self.go.run((self.href(url), options));
    }

    /// Changes the state of the page that is open; the back button returns, nothing scrolls.
    pub fn change(&self, change: impl FnOnce(&mut InspectorUrl)) {
        self.change_with(change, false);
    }

    /// Changes the state in place: for choices that come in quick succession, of which only the last matters.
    pub fn replace(&self, change: impl FnOnce(&mut InspectorUrl)) {
        self.change_with(change, true);
    }

    fn change_with(&self, change: impl FnOnce(&mut InspectorUrl), replace: bool) {
        let mut url = self.url.get_untracked();
        change(&mut url);
        let options = NavigateOptions {
            resolve: false,
            scroll: false,
            replace,
            ..NavigateOptions::default()
        };
        self.go.run((self.href(&url), options));
    }
}

/// Makes the address available below; needs the router.
pub fn provide_navigation() -> Navigation {
    let base = location::base_path();
    let place = use_location();
    let query = use_query_map();
    let below_base = base.trim_end_matches('/').to_owned();
    let url = Memo::new(move |_| {
        let path = place.pathname.read();
        let path = path.strip_prefix(&*below_base).unwrap_or(&path);
        InspectorUrl::parse(path, |key| query.read().get(key))
    });
    let navigate = use_navigate();
    let go =
        Callback::new(move |(href, options): (String, NavigateOptions)| navigate(&href, options));
    let navigation = Navigation {
        url,
        base: StoredValue::new(base),
        go,
    };
    provide_context(navigation);
    navigation
}

/// Where the reader is.
///
/// # Panics
///
/// Outside the app, which provides it.
pub fn use_navigation() -> Navigation {
    expect_context()
}
