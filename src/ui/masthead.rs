use crate::browser::{boot, focus, location};
use crate::ui::ThemeSwitch;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// A page of the navigation: its address below the site's folder, and its name.
struct NavPage {
    path: &'static str,
    name: &'static str,
}

/// The pages there are. A page enters this list when it exists, so that no link is dead.
const PAGES: &[NavPage] = &[NavPage {
    path: "",
    name: "Inspect",
}];

/// The head of every page: brand, navigation, theme; and whatever the page puts at its right end.
///
/// The page's own content carries `<main id="main" tabindex="-1">`, where the skip link leads.
#[component]
pub fn Masthead(
    /// What stands at the right end: the reader's machine.
    children: Children,
) -> impl IntoView {
    // From here on the page speaks for itself.
    boot::remove_note();
    let base = location::base_path();
    // A fragment would resolve against `<base>` and leave the page, so the link moves the focus itself.
    let skip = |event: MouseEvent| {
        event.prevent_default();
        focus::focus_id("main");
    };
    view! {
        <a class="skip" href="#main" on:click=skip>"Skip to content"</a>
        <header class="masthead">
            <div class="masthead-in">
                <a class="brand" href=base.clone()>
                    <svg class="logo" aria-hidden="true">
                        <use href="#logo"></use>
                    </svg>
                    "Tagprism"
                </a>
                <nav class="mainnav" aria-label="Main">
                    <ul>{PAGES.iter().map(|page| nav_item(&base, page)).collect_view()}</ul>
                </nav>
                <ThemeSwitch />
                {children()}
            </div>
        </header>
    }
}

fn nav_item(base: &str, page: &'static NavPage) -> impl IntoView + use<> {
    let base = base.to_owned();
    let href = format!("{base}{}", page.path);
    let pathname = use_location().pathname;
    let current = move || {
        pathname
            .with(|path| is_current(&base, page.path, path))
            .then_some("page")
    };
    view! {
        <li>
            <a href=href aria-current=current>{page.name}</a>
        </li>
    }
}

/// Whether `path` belongs to the page at `page_path`. The inspector owns the start page and everything below `i/`.
fn is_current(base: &str, page_path: &str, path: &str) -> bool {
    let below = path
        .strip_prefix(base)
        .unwrap_or(path.trim_start_matches('/'));
    let first = below.split('/').next().unwrap_or_default();
    first == page_path || (page_path.is_empty() && matches!(first, "i" | "index.html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(base: &str, page_path: &str, path: &str, expected: bool) {
        assert_eq!(is_current(base, page_path, path), expected);
    }

    #[test]
    fn the_inspector_is_current_on_the_start_page_and_on_results() {
        check("/", "", "/", true);
        check("/", "", "/i/nginx:latest", true);
        check("/tagprism/", "", "/tagprism/i/nginx", true);
        check("/tagprism/", "", "/tagprism/", true);
    }

    #[test]
    fn other_pages_are_their_own() {
        check("/", "", "/learn", false);
        check("/", "learn", "/learn/index", true);
        check("/", "learn", "/i/learn", false);
    }
}
