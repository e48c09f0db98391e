//! The ordered acceptance list of a machine, and what the index says to each wish.

use super::story::refusal_of_wish;
use crate::ui::PlatformBadge;
use crate::ui::view;
use leptos::prelude::*;
use tagprism_core::{Resolution, resolve::Verdict};

/// The ordered acceptance list, and what the index says to each wish.
#[component]
pub fn WishList(
    /// The answer.
    resolution: Resolution,
    /// `entry` or `row`.
    noun: &'static str,
    /// What stands before the numbers inside a nested index.
    prefix: String,
) -> impl IntoView {
    let chosen = resolution
        .chosen()
        .map(|candidate| match &candidate.verdict {
            Verdict::Chosen(matched) => (matched.wish, candidate.position),
            _ => (None, candidate.position),
        });
    let offered = |wish: usize| {
        let fits = |verdict: &Verdict| match verdict {
            Verdict::Chosen(matched) | Verdict::Acceptable(matched) => matched.wish == Some(wish),
            Verdict::Refused(_) => false,
        };
        let positions: Vec<String> = resolution
            .candidates
            .iter()
            .filter(|candidate| fits(&candidate.verdict))
            .map(|candidate| format!("{prefix}{}", candidate.position))
            .collect();
        positions
    };
    let items = resolution
        .wishes
        .iter()
        .enumerate()
        .map(|(wish, platform)| {
            let is_met = chosen.is_some_and(|(met, _)| met == Some(wish));
            let positions = offered(wish);
            let words = match positions.as_slice() {
                [] if refusal_of_wish(&resolution, platform).is_some() => {
                    "in the list, but refused".to_owned()
                }
                [] => "not in the list".to_owned(),
                [one] => format!("{noun} {one}"),
                many => format!("{noun} {}", many.join(", ")),
            };
            view! {
                <li class:is-met=is_met>
                    <PlatformBadge platform=platform.clone() />
                    <span>{words}</span>
                </li>
            }
        });
    view! { <ol class="wl">{items.collect_view()}</ol> }
}
