//! The rules of the house as tests: who may use whom, what is absent where, and how large a file may grow.
//!
//! `ARCHITECTURE.md` says why each rule exists. A rule reads source text, not a compiler's tree: comments and literals are
//! blanked out first, and lines keep their numbers.

#[path = "architecture/rooms.rs"]
mod rooms;
#[path = "architecture/source.rs"]
mod source;

use rooms::ALLOWED;
use source::{dependencies, files_under, hex_colors, read, root, rust_files, words_in};
use std::fs;

/// The crates behind the browser's interfaces, and the functions that hand out its globals.
const BROWSER_WORDS: &[&str] = &[
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "gloo_net",
    "window()",
    "document()",
];

/// Types of events, where a component takes one only to hand it to `browser`.
const EVENT_TYPES: &[(&str, &str)] = &[("src/ui/digest_chip.rs", "web_sys::ClipboardEvent")];

/// Files that may be longer than the budget, how long, and why. A row that is no longer needed fails, too.
const LONG_FILES: &[(&str, usize, &str)] = &[(
    "crates/core/src/intake/address.rs",
    340,
    "one row per registry page; apart, nobody would see which forms are known",
)];
const CODE_LINES: usize = 300;
const ALL_LINES: usize = 400;

/// What no file says: places of one machine, work that is not done, sources that move under the reader.
const FORBIDDEN_WORDS: &[&str] = &[
    "/home/",
    "/Users/",
    "/tmp/",
    "FIXME",
    "TODO",
    "XXX",
    "lorem ipsum",
    "/blob/main/",
    "/blob/master/",
    "/tree/main",
    "/tree/master",
];
const FORBIDDEN_FILE_NAMES: &[&str] = &["common", "helper", "helpers", "types", "util", "utils"];

#[test]
fn rooms_use_only_the_rooms_below_them() {
    let mut found = Vec::new();
    for file in rust_files(&["src"]) {
        let Some(room) = file.room() else { continue };
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == room) else {
            found.push(format!("{}: room `{room}` has no row", file.path));
            continue;
        };
        for used in file.rooms_used() {
            if used != room && !allowed.contains(&used.as_str()) {
                found.push(format!("{}: `{room}` may not use `{used}`", file.path));
            }
        }
        found.extend(file.lines_with("super::super", &file.code));
        if file.path.matches('/').count() == 1 {
            found.extend(file.lines_with("super::", &file.product));
        }
    }
    for (room, _) in ALLOWED {
        if !root().join(format!("src/{room}.rs")).is_file() {
            found.push(format!("`{room}` has a row but no file src/{room}.rs"));
        }
    }
    check(
        &found,
        "move the code to the room that may do this, or hand over by address. A new room needs a row in ALLOWED \
         and a paragraph in ARCHITECTURE.md. Between rooms write `crate::…`, never `super::…`.",
    );
}

#[test]
fn only_browser_and_fetch_touch_the_browser() {
    let mut found = Vec::new();
    for file in rust_files(&["src"]) {
        let is_fetch = file.path == "src/net/fetch.rs";
        if is_fetch || file.room() == Some("browser") {
            if !is_fetch {
                found.extend(file.lines_with("gloo_net", &file.product));
            }
            continue;
        }
        let mut code = file.product.clone();
        for (_, event) in EVENT_TYPES.iter().filter(|(path, _)| *path == file.path) {
            code = code.replace(event, "");
        }
        for word in BROWSER_WORDS {
            found.extend(file.lines_with(word, &code));
        }
    }
    check(
        &found,
        "add the ability to a file under src/browser/ and call that; requests go through src/net/fetch.rs.",
    );
}

#[test]
fn core_depends_on_nothing_that_acts() {
    let manifest = read("crates/core/Cargo.toml");
    let found: Vec<String> = dependencies(&manifest)
        .filter(|name| !["serde_json", "sha2", "thiserror"].contains(name))
        .map(|name| format!("crates/core/Cargo.toml: {name}"))
        .collect();
    check(
        &found,
        "core parses, hashes and decides, nothing else. Put the code into the app or the proxy; if core really needs \
         the crate, add it here and say in docs/adr/ why.",
    );
}

#[test]
fn core_and_pictures_have_no_io_no_clock_and_no_chance() {
    let words = [
        "std::time::",
        "std::env",
        "std::fs",
        "std::net",
        "std::process",
        "std::thread",
        "rand",
        "async fn",
        "async move",
        "println!",
        "eprintln!",
        "HashMap",
        "HashSet",
        "target_arch",
    ];
    check(
        &words_in(
            &["crates/core/src", "crates/snap/src", "crates/stack/src"],
            &words,
        ),
        "take it as an argument instead; in place of hash maps use BTreeMap, whose order is the same on every run.",
    );
}

#[test]
fn the_proxy_dials_and_looks_up_in_one_place_each() {
    let mut found = Vec::new();
    let elsewhere = |words: &[&str], home: &str| {
        let mut hits = words_in(&["crates/proxy/src"], words);
        let at_home = hits.len();
        hits.retain(|hit| !hit.starts_with(home));
        if at_home == hits.len() {
            hits.push(format!("{home}: nothing found; has it moved?"));
        }
        hits
    };
    let dialing = [
        "TcpStream::connect",
        "TcpSocket",
        "UdpSocket",
        "UnixStream",
        "HttpConnector",
        "connect_timeout",
    ];
    found.extend(elsewhere(&dialing, "crates/proxy/src/egress/connector.rs"));
    let looking_up = ["lookup_host", "ToSocketAddrs", "GaiResolver"];
    found.extend(elsewhere(&looking_up, "crates/proxy/src/egress/resolve.rs"));
    check(
        &found,
        "every connection goes through egress::Connector, which judges each address before and after dialing.",
    );
}

#[test]
fn the_proxy_never_parses_documents() {
    let mut found = words_in(
        &["crates/proxy/src"],
        &["tagprism_core::document", "Document", "serde_json"],
    );
    let manifest = read("crates/proxy/Cargo.toml");
    found.extend(
        dependencies(&manifest)
            .filter(|name| ["serde_json", "serde"].contains(name))
            .map(|name| format!("crates/proxy/Cargo.toml: {name}")),
    );
    check(
        &found,
        "the proxy passes bytes on and proves digests; reading documents is the page's work, and that of crates/snap where \
         a picture stands in for the page.",
    );
}

#[test]
fn html_is_never_made_from_text() {
    check(
        &words_in(
            &["src"],
            &[
                "inner_html",
                "set_inner_html",
                "insert_adjacent_html",
                "outer_html",
            ],
        ),
        "build elements with view!: what a registry says must stay text.",
    );
}

#[test]
fn nothing_unwraps_outside_tests() {
    check(
        &words_in(
            &[
                "src",
                "crates/core/src",
                "crates/proxy/src",
                "crates/snap/src",
                "crates/stack/src",
                "crates/xtask/src",
            ],
            &[".unwrap()"],
        ),
        "return the error, or write expect(\"why this cannot fail\") where it is a real constant.",
    );
}

#[test]
fn files_stay_small_enough_to_read() {
    let mut found = Vec::new();
    for file in rust_files(&["src", "crates", "tests", "fuzz/fuzz_targets"]) {
        let all = file.text.lines().count();
        let code = file.product.lines().filter(|line| !line.trim().is_empty());
        let code = if file.is_test() { 0 } else { code.count() };
        let is_over = all > ALL_LINES || code > CODE_LINES;
        match LONG_FILES.iter().find(|(path, ..)| *path == file.path) {
            None if is_over => {
                found.push(format!("{}: {code} lines of code, {all} in all", file.path))
            }
            Some((_, most, _)) if code.max(if file.is_test() { all } else { 0 }) > *most => {
                found.push(format!("{}: over its own limit of {most}", file.path));
            }
            Some(_) if !is_over => {
                found.push(format!("{}: its row in LONG_FILES can go", file.path))
            }
            _ => {}
        }
    }
    check(
        &found,
        "300 lines of code without tests, 400 in all: split by noun, or move a table of tests to a sibling tests.rs.",
    );
}

#[test]
fn colors_are_written_in_the_tokens_alone() {
    let tokens = read("style/tokens.css");
    let mut found = Vec::new();
    for path in files_under("style").filter(|path| path != "style/tokens.css") {
        found.extend(hex_colors(&read(&path)).map(|color| format!("{path}: {color}")));
    }
    for file in rust_files(&["src"]) {
        found.extend(hex_colors(&file.text).map(|color| format!("{}: {color}", file.path)));
    }
    // A theme color cannot be a variable, so index.html repeats the two papers.
    for color in hex_colors(&read("index.html")) {
        if !tokens.contains(&color) {
            found.push(format!("index.html: {color} is no token"));
        }
    }
    check(
        &found,
        "give the color a name in style/tokens.css and use var(--…).",
    );
}

#[test]
fn files_are_named_after_what_they_hold_and_say_nothing_private() {
    let mut found = Vec::new();
    for path in files_under("") {
        let name = path.rsplit('/').next().unwrap_or(&path);
        let stem = name.split('.').next().unwrap_or(name);
        if FORBIDDEN_FILE_NAMES.contains(&stem) {
            found.push(format!("{path}: name it after what it holds"));
        }
        let is_ours = !name.contains("lock") && !name.starts_with("LICENSE");
        // This file has to name the words.
        if !is_ours || path.contains("/blobs/") || path == "tests/architecture.rs" {
            continue;
        }
        let Ok(text) = fs::read_to_string(root().join(&path)) else {
            continue; // fonts and pictures
        };
        for word in FORBIDDEN_WORDS.iter().filter(|word| text.contains(**word)) {
            found.push(format!("{path}: says `{word}`"));
        }
    }
    check(
        &found,
        "use a path below the checkout, finish or drop the remark, and pin links to a tag or a commit.",
    );
}

#[test]
fn the_guides_name_only_what_exists() {
    let mut found = Vec::new();
    // The explainer's prose has links of its own kind; `crates/pages/tests/content.rs` follows those.
    let is_guide = |path: &String| path.ends_with(".md") && !path.starts_with("src/explainer/");
    for guide in files_under("").filter(is_guide) {
        let text = read(&guide);
        let folder = guide.rsplit_once('/').map_or("", |(folder, _)| folder);
        let links = text
            .split("](")
            .skip(1)
            .filter_map(|it| it.split(')').next());
        for link in links.filter(|it| !it.contains("://") && !it.starts_with('#')) {
            let target = link.split('#').next().unwrap_or(link);
            if !root().join(folder).join(target).exists() {
                found.push(format!("{guide}: link to {link}"));
            }
        }
        for path in text.split('`').skip(1).step_by(2) {
            let rooms = ["src/", "crates/", "style/", "docs/", "tests/", "public/"];
            let is_path = rooms.iter().any(|room| path.starts_with(room))
                && !path.contains(['*', '<', ' ', '…', '{']);
            let places = [root().join(path), root().join(folder).join(path)];
            if is_path && guide != "CHANGELOG.md" && !places.iter().any(|it| it.exists()) {
                found.push(format!("{guide}: `{path}`"));
            }
        }
    }
    check(
        &found,
        "the thing has moved: follow it, or drop the sentence.",
    );
}

/// Fails with everything that was found, and with what to do about it.
#[track_caller]
fn check(found: &[String], advice: &str) {
    assert!(
        found.is_empty(),
        "\n  {}\n\nWhat to do: {advice}\n",
        found.join("\n  ")
    );
}
