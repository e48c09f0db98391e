use crate::ui::view;
use leptos::prelude::*;

/// The icons of the site: 16 px, one stroke. Their drawings stand in `index.html`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    /// A tick: equal, picked, done.
    Check,
    /// A cross: you get nothing, or bytes that differ.
    Cross,
    /// A step down: acceptable, but not the first wish.
    Step,
    /// A dash: refused, or not there.
    Dash,
    /// An arrow to the right.
    Arrow,
    /// Two sheets.
    Copy,
    /// A chain.
    Link,
    /// An arrow into a tray.
    Save,
    /// A circling arrow: again.
    Reset,
    /// A lens.
    Search,
    /// An angle down: folded out.
    Open,
    /// An angle to the right: folded in.
    Shut,
    /// A shield: taken on trust.
    Trust,
    /// A question mark: not stated.
    Help,
    /// A clock: on its way.
    Wait,
    /// A sheet of paper: a document.
    File,
    /// A plus.
    Plus,
    /// A minus.
    Minus,
}

impl IconName {
    fn href(self) -> &'static str {
        match self {
            IconName::Check => "#i-check",
            IconName::Cross => "#i-cross",
            IconName::Step => "#i-step",
            IconName::Dash => "#i-dash",
            IconName::Arrow => "#i-arrow",
            IconName::Copy => "#i-copy",
            IconName::Link => "#i-link",
            IconName::Save => "#i-save",
            IconName::Reset => "#i-reset",
            IconName::Search => "#i-search",
            IconName::Open => "#i-open",
            IconName::Shut => "#i-shut",
            IconName::Trust => "#i-trust",
            IconName::Help => "#i-help",
            IconName::Wait => "#i-wait",
            IconName::File => "#i-file",
            IconName::Plus => "#i-plus",
            IconName::Minus => "#i-minus",
        }
    }
}

/// A drawing beside a word; hidden from screen readers, which read the word.
#[component]
pub fn Icon(
    /// Which drawing.
    name: IconName,
) -> impl IntoView {
    view! {
        <svg class="ico" aria-hidden="true">
            <use href=name.href()></use>
        </svg>
    }
}
