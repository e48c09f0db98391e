use crate::ui::view;
use leptos::prelude::*;
use tagprism_core::Platform;

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
    let family = family_class(&platform.architecture, &platform.variant);
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

/// The class that gives a processor family its color, `p-amd64` to `p-riscv64`; `p-other` for what we do not know.
///
/// The spellings are those that containerd/platforms folds together when it normalizes an architecture.
#[must_use]
pub fn family_class(architecture: &str, _variant: &str) -> &'static str {
    match architecture.to_ascii_lowercase().as_str() {
        "amd64" | "x86_64" | "x86-64" => "p-amd64",
        "arm64" | "aarch64" => "p-arm64",
        "arm" | "armhf" | "armel" => "p-arm",
        "386" | "i386" | "i686" => "p-386",
        "ppc64le" => "p-ppc64le",
        "s390x" => "p-s390x",
        "riscv64" => "p-riscv64",
        _ => "p-other",
    }
}

/// The id of the sign: a shape per family, and one to three bars for arm/v5 to arm/v7. A dotted ring where unknown.
#[must_use]
pub fn glyph_id(architecture: &str, variant: &str) -> &'static str {
    match family_class(architecture, variant) {
        "p-amd64" => "g-amd64",
        "p-arm64" => "g-arm64",
        "p-386" => "g-386",
        "p-ppc64le" => "g-ppc64le",
        "p-s390x" => "g-s390x",
        "p-riscv64" => "g-riscv64",
        "p-arm" => arm_glyph(architecture, variant),
        _ => "g-att",
    }
}

/// `armel` is v6; arm without a variant means v7.
fn arm_glyph(architecture: &str, variant: &str) -> &'static str {
    match variant.trim_start_matches(['v', 'V']) {
        "5" => "g-arm-v5",
        "6" => "g-arm-v6",
        "8" => "g-arm-v8",
        "" if architecture.eq_ignore_ascii_case("armel") => "g-arm-v6",
        _ => "g-arm-v7",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(architecture: &str, variant: &str, family: &str, glyph: &str) {
        assert_eq!(family_class(architecture, variant), family);
        assert_eq!(glyph_id(architecture, variant), glyph);
    }

    #[test]
    fn every_family_has_its_color_and_sign() {
        check("amd64", "v3", "p-amd64", "g-amd64");
        check("arm64", "v8", "p-arm64", "g-arm64");
        check("386", "", "p-386", "g-386");
        check("ppc64le", "", "p-ppc64le", "g-ppc64le");
        check("s390x", "", "p-s390x", "g-s390x");
        check("riscv64", "", "p-riscv64", "g-riscv64");
    }

    #[test]
    fn arm_carries_its_variant_in_the_sign() {
        check("arm", "v5", "p-arm", "g-arm-v5");
        check("arm", "v6", "p-arm", "g-arm-v6");
        check("arm", "v7", "p-arm", "g-arm-v7");
        check("arm", "v8", "p-arm", "g-arm-v8");
        check("arm", "", "p-arm", "g-arm-v7");
        check("armel", "", "p-arm", "g-arm-v6");
    }

    #[test]
    fn other_spellings_of_a_family_look_the_same() {
        check("x86_64", "", "p-amd64", "g-amd64");
        check("aarch64", "", "p-arm64", "g-arm64");
        check("i386", "", "p-386", "g-386");
    }

    #[test]
    fn an_unknown_architecture_gets_the_dotted_ring() {
        check("loong64", "", "p-other", "g-att");
        check("", "", "p-other", "g-att");
    }
}
