//! Any other machine, as the text of its platform or put together from its parts.

use super::context::use_machine;
use crate::ui::{Derived, PlatformBadge, markup::reactive, view};
use crate::url::fallback_host;
use leptos::prelude::*;
use tagprism_core::Platform;

/// Architectures that engines are built for, and the variants that mean something to them.
const ARCHITECTURES: &[(&str, &[&str])] = &[
    ("amd64", &["", "v2", "v3", "v4"]),
    ("arm64", &["v8", "v8.1", "v8.2", "v8.4", "v9", "v9.2"]),
    ("arm", &["v5", "v6", "v7", "v8"]),
    ("386", &[""]),
    ("ppc64le", &["", "power8", "power9", "power10"]),
    ("riscv64", &["", "rva20u64", "rva22u64", "rva23u64"]),
    ("s390x", &[""]),
    ("loong64", &[""]),
    ("mips64le", &[""]),
];
const SYSTEMS: &[&str] = &["linux", "windows", "darwin", "freebsd"];

/// A machine that is not listed.
#[component]
pub fn Builder() -> impl IntoView {
    let context = use_machine();
    let text = RwSignal::new(String::new());
    let parsed = Derived::new(move || {
        let text = text.read();
        let text = text.trim();
        (!text.is_empty())
            .then(|| Platform::parse(text, &fallback_host()).map_err(|err| err.to_string()))
    });
    let problem = move || parsed.get().and_then(Result::err).unwrap_or_default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(Ok(platform)) = parsed.get_untracked() {
            context.choose.run(platform);
        }
    };
    view! {
        <form class="field" on:submit=submit>
            <label for="custom-platform">"Another platform"</label>
            <Parts text=text />
            <div class="field-row">
                <input
                    id="custom-platform"
                    type="text"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder="os/architecture/variant, such as linux/arm64/v9"
                    maxlength="200"
                    aria-describedby="custom-problem"
                    aria-invalid=move || (!problem().is_empty()).to_string()
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                />
                <button class="btn" type="submit">"Use it"</button>
            </div>
            <p class="field-e" id="custom-problem" role="status">{reactive(problem)}</p>
            {move || parsed.get().and_then(Result::ok).map(|platform| view! {
                <p class="field-h">"Read as " <PlatformBadge platform=platform.normalize() /></p>
            })}
        </form>
    }
}

/// The parts to put one together from. They write into the text, and what is typed there shows in them.
#[component]
fn Parts(
    /// The platform's text.
    text: RwSignal<String>,
) -> impl IntoView {
    let now = Derived::new(move || Platform::parse(text.read().trim(), &fallback_host()).ok());
    let part = move |of: fn(&Platform) -> &String| {
        let now = now.read();
        (*now).as_ref().map(|it| of(it).clone()).unwrap_or_default()
    };
    let write = move |change: &dyn Fn(&mut Platform)| {
        let mut platform = now.get_untracked().unwrap_or_else(fallback_host);
        change(&mut platform);
        if platform.os != "windows" {
            platform.os_version.clear();
        }
        text.set(platform.to_string());
    };
    let variants = move || {
        let architecture = part(|it| &it.architecture);
        let known = ARCHITECTURES.iter().find(|(name, _)| *name == architecture);
        known.map_or(&[""][..], |(_, variants)| *variants)
    };
    view! {
        <div class="field-row build">
            <Part
                label="System"
                value=Signal::derive(move || part(|it| &it.os))
                choices=Signal::derive(|| SYSTEMS.to_vec())
                on_choose=Callback::new(move |os: String| write(&|it| it.os.clone_from(&os)))
            />
            <Part
                label="Architecture"
                value=Signal::derive(move || part(|it| &it.architecture))
                choices=Signal::derive(|| ARCHITECTURES.iter().map(|(name, _)| *name).collect())
                on_choose=Callback::new(move |architecture: String| write(&|it| {
                    it.architecture.clone_from(&architecture);
                    it.variant.clear();
                }))
            />
            <Part
                label="Variant"
                value=Signal::derive(move || part(|it| &it.variant))
                choices=Signal::derive(move || variants().to_vec())
                on_choose=Callback::new(move |variant: String| write(&|it| it.variant.clone_from(&variant)))
            />
            {move || (part(|it| &it.os) == "windows").then(|| view! {
                <label>
                    <span class="label">"Windows version"</span>
                    <input
                        type="text"
                        placeholder="10.0.20348"
                        maxlength="40"
                        prop:value=part(|it| &it.os_version)
                        on:change=move |event| {
                            let version = event_target_value(&event);
                            write(&|it| it.os_version = version.trim().to_owned());
                        }
                    />
                </label>
            })}
        </div>
    }
}

/// One part.
#[component]
fn Part(
    label: &'static str,
    value: Signal<String>,
    choices: Signal<Vec<&'static str>>,
    on_choose: Callback<String>,
) -> impl IntoView {
    let options = move || {
        let chosen = value.get();
        let mut all: Vec<String> = choices.get().into_iter().map(str::to_owned).collect();
        // What was typed may be none of them.
        if !all.contains(&chosen) {
            all.insert(0, chosen.clone());
        }
        all.into_iter()
            .map(|choice| {
                let words = if choice.is_empty() {
                    "none".to_owned()
                } else {
                    choice.clone()
                };
                let is_chosen = choice == chosen;
                view! { <option value=choice selected=is_chosen>{words}</option> }
            })
            .collect_view()
    };
    view! {
        <label>
            <span class="label">{label}</span>
            <select on:change=move |event| on_choose.run(event_target_value(&event))>{options}</select>
        </label>
    }
}
