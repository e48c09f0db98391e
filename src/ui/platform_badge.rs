use crate::ui::view;
use leptos::prelude::*;
use tagprism_core::Platform;
use tagprism_figures::sign::{family_class, glyph_id};

/// No real platform is written longer than `windows/amd64 10.0.26100.33438`; what is, may break anywhere.
const LONGEST_REAL_CHARS: usize = 40;

/// A platform as sign, name and color: the color is never alone.
#[component]
pub fn PlatformBadge(
    /// The platform as the document writes it.
    platform: Platform,
) -> impl IntoView {
    if platform.is_unstated() && platform.architecture.is_empty() {
        return view! {
            <span class="plat p-other">
                <Glyph id="g-att" />
                <span class="plat-none">"platform not stated"</span>
            </span>
        }
        .into_any();
    }
    let family = family_class(&platform.architecture);
    let glyph = glyph_id(&platform.architecture, &platform.variant);
    let windows = platform.os.eq_ignore_ascii_case("windows");
    let parts = [
        &platform.os,
        &platform.architecture,
        &platform.variant,
        &platform.os_version,
    ];
    let long = parts
        .iter()
        .map(|part| part.chars().count() + 1)
        .sum::<usize>()
        > LONGEST_REAL_CHARS;
    let features = (!platform.os_features.is_empty())
        .then(|| format!("features: {}", platform.os_features.join(", ")));
    let Platform {
        os,
        architecture,
        variant,
        os_version,
        ..
    } = platform;
    let os = match (os.is_empty(), architecture.is_empty()) {
        (true, _) => None,
        (false, true) => Some(os),
        (false, false) => Some(format!("{os}/")),
    };
    view! {
        <span class=format!("plat {family}") class:is-windows=windows class:is-long=long title=features>
            <Glyph id=glyph />
            <span>
                {os.map(|os| view! { <span class="plat-os">{os}</span> })}
                <b>{architecture}</b>
                {(!variant.is_empty()).then(|| view! { <span class="plat-v">"/"{variant}</span> })}
                {(!os_version.is_empty()).then(|| view! { " "<span class="plat-w">{os_version}</span> })}
            </span>
        </span>
    }
    .into_any()
}

/// The sign alone.
#[component]
fn Glyph(
    /// The id of its drawing in `index.html`.
    id: &'static str,
) -> impl IntoView {
    view! {
        <svg class="glyph" aria-hidden="true">
            <use href=format!("#{id}")></use>
        </svg>
    }
}
