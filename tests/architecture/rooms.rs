//! The rooms of the app.

/// Which room under `src/` may use which others. `core` is the crate `tagprism-core`.
pub const ALLOWED: &[(&str, &[&str])] = &[
    ("browser", &[]),
    ("url", &["core"]),
    ("navigation", &["browser", "url"]),
    ("ui", &["browser", "core"]),
    ("net", &["browser", "core"]),
    ("player", &["browser"]),
    ("machine", &["browser", "core", "navigation", "ui", "url"]),
    (
        "figure",
        &["browser", "core", "machine", "net", "player", "ui", "url"],
    ),
    (
        "explainer",
        &["browser", "core", "figure", "machine", "net", "ui", "url"],
    ),
    (
        "inspector",
        &[
            "browser",
            "core",
            "figure",
            "machine",
            "navigation",
            "net",
            "ui",
            "url",
        ],
    ),
    ("configure", &["browser", "ui"]),
    (
        "embed",
        &[
            "browser",
            "core",
            "figure",
            "inspector",
            "machine",
            "navigation",
            "net",
            "player",
            "ui",
            "url",
        ],
    ),
    (
        "app",
        &[
            "browser",
            "configure",
            "core",
            "explainer",
            "inspector",
            "machine",
            "navigation",
            "net",
            "ui",
            "url",
        ],
    ),
];
