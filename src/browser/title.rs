//! The title of the tab.

use leptos::prelude::document;

/// Titles the tab `page · Tagprism`, or `Tagprism` alone where the page has no name.
pub fn set_title(page: &str) {
    document().set_title(&full_title(page));
}

fn full_title(page: &str) -> String {
    if page.is_empty() {
        "Tagprism".to_owned()
    } else {
        format!("{page} · Tagprism")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_named_before_the_site() {
        assert_eq!(full_title("nginx:latest"), "nginx:latest · Tagprism");
        assert_eq!(full_title(""), "Tagprism");
    }
}
