//! Choosing the rule that is asked by.

use crate::ui::{Derived, view};
use crate::{machine::use_machine, navigation::use_navigation, ui::Segmented};
use leptos::prelude::*;
use tagprism_core::resolve::Policy;

/// The two rules, as a choice that goes into the address.
#[component]
pub fn RuleSwitch() -> impl IntoView {
    let navigation = use_navigation();
    let machine = use_machine().machine;
    let is_windows = move || machine.read().platform.normalize().os == "windows";
    let value = Derived::new(move || match navigation.url.read().policy {
        Policy::Only => "only".to_owned(),
        Policy::OnlyStrict => "strict".to_owned(),
    });
    let options = vec![
        ("only".to_owned(), "With fallbacks".to_owned()),
        ("strict".to_owned(), "Strictly".to_owned()),
    ];
    let on_change = Callback::new(move |name: String| {
        navigation.change(|url| {
            url.policy = if name == "strict" {
                Policy::OnlyStrict
            } else {
                Policy::Only
            }
        });
    });
    view! {
        <h3>"How it asks"</h3>
        <Segmented legend="Rule" name="rule" options=options value=value on_change=on_change />
        <p class="state-n">
            {move || match navigation.url.read().policy {
                Policy::Only => "As a pull asks: where the machine’s own platform is missing, an older one that it runs will do.",
                Policy::OnlyStrict => "As Docker asks for images that are stored already, with --platform: exactly this platform.",
            }}
        </p>
        {move || is_windows().then(|| view! {
            <p class="state-n">
                "Windows builds by containerd/platforms v1.0.0-rc.5. Docker Engine up to 29.7.2 has rc.4, which differs for builds after 26100; Docker’s older image store on Windows has a rule of its own."
            </p>
        })}
    }
}
