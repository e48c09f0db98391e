//! Where the site is served from.

use leptos::prelude::{document, window};

/// The folder the site is served from, as a path with a slash at both ends: `/`, or `/tagprism/` inside a docs site.
///
/// `index.html` finds it before anything loads and writes it into `<base>`.
#[must_use]
pub fn base_path() -> String {
    let base = document().base_uri().ok().flatten();
    let path = base
        .and_then(|base| web_sys::Url::new(&base).ok())
        .map(|url| url.pathname());
    folder_of(path.as_deref().unwrap_or("/")).to_owned()
}

/// Scheme, host and port of this page, such as `http://127.0.0.1:8080`. Empty where the browser does not say.
#[must_use]
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// The path up to and with its last slash.
fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("/", |slash| &path[..=slash])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: &str) {
        assert_eq!(folder_of(path), expected);
    }

    #[test]
    fn the_folder_of_a_path_ends_with_a_slash() {
        check("/", "/");
        check("/tagprism/", "/tagprism/");
        check("/tagprism/index.html", "/tagprism/");
        check("", "/");
    }
}
