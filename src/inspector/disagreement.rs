//! One sentence where clients disagree, and the way to the board.

use crate::ui::{Derived, Icon, IconName, markup::reactive, view};
use crate::{machine::use_machine, navigation::use_navigation, url::View};
use leptos::prelude::*;
use tagprism_core::clients::Offered;
use tagprism_figures::board;

/// Who gets something else than Docker does.
#[component]
pub fn Disagreement(
    /// The entries, as clients see them.
    offered: Vec<Offered>,
) -> impl IntoView {
    let machine = use_machine().machine;
    let navigation = use_navigation();
    let words = Derived::new(move || board::disagreement(&machine.read().platform, &offered));
    let href = move || {
        let mut url = navigation.url.get();
        url.view = View::Board;
        url.open = None;
        navigation.href(&url)
    };
    reactive(move || {
        words.get().map(|words| {
            view! {
                <p class="v-warn">
                    <Icon name=IconName::Step />
                    <span>
                        "Not every client agrees. " {words} " "
                        <a href=href>"See who gets what"</a>
                    </span>
                </p>
            }
        })
    })
}
