//! Text that the reader pasted. It stays in this tab: the address only says that there is some.

use crate::browser::session;
use leptos::prelude::*;
use std::sync::Arc;

const SESSION_KEY: &str = "tagprism-paste";

/// The pasted document.
#[derive(Clone, Copy)]
pub struct PasteContext {
    text: RwSignal<Option<Arc<str>>>,
}

impl PasteContext {
    /// What was pasted last in this tab.
    pub fn text(&self) -> Option<Arc<str>> {
        self.text.get()
    }

    /// Keeps a pasted document.
    pub fn keep(&self, text: &str) {
        session::write(SESSION_KEY, text);
        self.text.set(Some(text.into()));
    }
}

/// Makes the pasted document available below.
pub fn provide_paste() {
    provide_context(PasteContext {
        text: RwSignal::new(session::read(SESSION_KEY).map(Arc::from)),
    });
}

/// The pasted document.
///
/// # Panics
///
/// Outside the app, which provides it.
pub fn use_paste() -> PasteContext {
    expect_context()
}
