//! Light, dark, or as the system says: kept in this browser and set on the root element.
//!
//! `index.html` reads the same key before first paint, so that a reload does not flash.

use super::storage;
use leptos::prelude::document;

const KEY: &str = "tagprism-theme";

/// The reader's choice of colors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Ink on paper.
    Light,
    /// Chalk on slate.
    Dark,
}

impl Theme {
    /// The word kept in storage: `auto`, `light` or `dark`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// Reads the word; anything else is [`Theme::Auto`], which is what the page shows then.
    #[must_use]
    pub fn from_word(word: &str) -> Theme {
        match word {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::Auto,
        }
    }
}

/// The choice kept in this browser.
#[must_use]
pub fn chosen() -> Theme {
    storage::read(KEY).map_or(Theme::Auto, |word| Theme::from_word(&word))
}

/// Shows `theme` at once and keeps the choice.
pub fn choose(theme: Theme) {
    if let Some(root) = document().document_element() {
        // Setting a constant attribute on an element that exists cannot fail.
        let _ = match theme {
            Theme::Auto => root.remove_attribute("data-theme"),
            Theme::Light | Theme::Dark => root.set_attribute("data-theme", theme.word()),
        };
    }
    match theme {
        Theme::Auto => storage::forget(KEY),
        Theme::Light | Theme::Dark => {
            storage::write(KEY, theme.word());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_survives_being_kept() {
        for theme in [Theme::Auto, Theme::Light, Theme::Dark] {
            assert_eq!(Theme::from_word(theme.word()), theme);
        }
    }

    #[test]
    fn an_unknown_word_means_the_system_decides() {
        assert_eq!(Theme::from_word("sepia"), Theme::Auto);
    }
}
