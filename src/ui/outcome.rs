use crate::ui::view;
use crate::ui::{Icon, IconName};
use leptos::prelude::*;

/// How something ended. A refusal is normal and grey; red is kept for "you get nothing" and for bytes that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeKind {
    /// Picked, equal, done.
    Good,
    /// Acceptable, a step down from the first wish.
    Step,
    /// Refused, or not looked at.
    Refused,
    /// Nothing found, or bytes that differ.
    Bad,
    /// Believed without proof.
    Trust,
    /// Not stated.
    Unknown,
    /// On its way.
    Waiting,
}

impl OutcomeKind {
    fn class(self) -> &'static str {
        match self {
            OutcomeKind::Good => "out out-check",
            OutcomeKind::Step => "out out-step",
            OutcomeKind::Refused => "out out-dash",
            OutcomeKind::Bad => "out out-cross",
            OutcomeKind::Trust | OutcomeKind::Unknown => "out",
            OutcomeKind::Waiting => "out out-wait",
        }
    }

    fn icon(self) -> IconName {
        match self {
            OutcomeKind::Good => IconName::Check,
            OutcomeKind::Step => IconName::Step,
            OutcomeKind::Refused => IconName::Dash,
            OutcomeKind::Bad => IconName::Cross,
            OutcomeKind::Trust => IconName::Trust,
            OutcomeKind::Unknown => IconName::Help,
            OutcomeKind::Waiting => IconName::Wait,
        }
    }
}

/// An outcome in words, with its sign before them.
#[component]
pub fn Outcome(
    /// How it ended.
    kind: OutcomeKind,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <span class=kind.class()>
            <Icon name=kind.icon() />
            <span>{children()}</span>
        </span>
    }
}
