//! The prose keeps its promises: sources, terms, links, figures, and nothing that is known to be wrong.

use std::{collections::BTreeSet, path::Path};
use tagprism_pages::{Content, build};

const TEMPLATE: &str = "<html><head><base href=\"/\"><script></script><title>T</title></head><body>\
    <a class=\"skip\"></a><header class=\"masthead\"><a data-nav=\"learn\" href=\"./\"></a>\
    <a data-nav=\"inspect\" href=\"i\"></a></header><main></main><dialog ></dialog><footer ></footer></body></html>";

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn learn() -> String {
    let content = Content::load(root()).expect("the content is readable");
    let pages = build(&content, TEMPLATE, None).expect("the pages build");
    pages
        .into_iter()
        .find(|page| page.path == "index.html")
        .expect("there is an explainer")
        .text
}

/// The values of an attribute, in order.
fn values<'t>(html: &'t str, attribute: &str) -> Vec<&'t str> {
    let opening = format!(" {attribute}=\"");
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(&opening) {
        rest = &rest[at + opening.len()..];
        found.push(
            rest.split('"')
                .next()
                .expect("splitting gives a first part"),
        );
    }
    found
}

/// The page without tags, as one line.
fn words(html: &str) -> String {
    let mut out = String::new();
    let mut is_tag = false;
    for character in html.chars() {
        match character {
            '<' => is_tag = true,
            '>' => {
                is_tag = false;
                out.push(' ');
            }
            other if !is_tag => out.push(other),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn sections(html: &str) -> Vec<&str> {
    html.split("<section id=\"")
        .skip(1)
        .filter(|section| section.contains("class=\"h-n\""))
        .collect()
}

#[test]
fn there_are_ten_sections_and_each_has_sources_and_one_figure() {
    let html = learn();
    let all = sections(&html);
    // The error index stands inside section 6 and carries no number of its own.
    let slugs: Vec<&str> = all
        .iter()
        .map(|section| section.split('"').next().unwrap())
        .collect();
    assert_eq!(slugs.len(), 10, "{slugs:?}");
    let sources = html.matches("<p class=\"sources\">").count();
    assert_eq!(sources, 10);
    assert!(!html.contains("Sources of this section (0)"));
    assert_eq!(html.matches("<figure class=\"fig\"").count(), 10);
}

#[test]
fn every_id_is_unique_and_every_link_inside_the_page_leads_somewhere() {
    let html = learn();
    let mut ids = BTreeSet::new();
    for id in values(&html, "id") {
        assert!(ids.insert(id), "`{id}` is there twice");
    }
    for href in values(&html, "href") {
        // The sprite and the clip paths of the template are not part of the content.
        let is_sign = href.starts_with("#i-") || href.starts_with("#g-");
        if let Some(anchor) = href.strip_prefix('#').filter(|_| !is_sign) {
            assert!(ids.contains(anchor), "nothing has the id `{anchor}`");
        }
    }
}

#[test]
fn no_sentence_of_the_page_says_what_is_known_to_be_wrong() {
    // Each phrase only occurs in the usual, wrong account of its subject.
    let wrong = [
        "uname -m",
        "5–10",
        "within 5-10",
        "Docker’s build servers",
        "WCI",
        "win32-x86_64",
        "var.TAG",
        "write once, run anywhere",
        "third-tier",
        "manifest-list/",
        "gcc-x86_64-linux-gnu",
        "\"os.version\": \"5.",
        "in the manifest list:",
        "sha256:abc123",
        "ltsc2016 is current",
        "version 2004",
    ];
    let text = words(&learn());
    for phrase in wrong {
        assert!(!text.contains(phrase), "`{phrase}`");
    }
}

#[test]
fn every_term_of_the_glossary_is_linked_from_the_text() {
    let html = learn();
    let linked: BTreeSet<&str> = values(&html, "href").into_iter().collect();
    let text = std::fs::read_to_string(root().join("src/explainer/glossary.md")).unwrap();
    for line in text.lines().filter(|line| line.starts_with("- **")) {
        let id = line.split("{#").nth(1).unwrap().split('}').next().unwrap();
        assert!(
            linked.contains(format!("#term-{id}").as_str()),
            "`{id}` is never linked"
        );
    }
}

/// The digest that a caption names.
fn digest_in(caption: &str) -> &str {
    let at = caption
        .find("sha256:")
        .unwrap_or_else(|| panic!("no digest: {caption}"));
    &caption[at + "sha256:".len()..at + "sha256:".len() + 64]
}

#[test]
fn the_worked_documents_are_what_their_captions_say() {
    let prose = sections_text();
    let mut n_documents = 0;
    for caption in prose
        .lines()
        .filter(|line| line.starts_with("{{file ") && line.contains(".json"))
    {
        let name = caption["{{file ".len()..].split(' ').next().unwrap();
        let shown = std::fs::read(root().join("src/explainer/files").join(name)).unwrap();
        let hex = digest_in(caption);
        let stored =
            std::fs::read(root().join(format!("public/samples/blobs/sha256/{hex}.json"))).unwrap();
        assert_eq!(tagprism_core::Digest::sha256(&stored).encoded(), hex);
        if caption.contains("ndented") {
            // The caption says that the bytes are others; the document has to be the same.
            let read = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
            assert_eq!(read(&shown), read(&stored), "{name}");
        } else {
            assert_eq!(shown, stored, "{name}");
        }
        n_documents += 1;
    }
    assert_eq!(n_documents, 3, "index, manifest and config");
}

#[test]
fn no_worked_file_has_tabs_or_carriage_returns() {
    for entry in std::fs::read_dir(root().join("src/explainer/files")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains(['\t', '\r']), "{}", path.display());
    }
}

fn sections_text() -> String {
    let folder = root().join("src/explainer/sections");
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).expect("the sections lie there") {
        text.push_str(
            &std::fs::read_to_string(entry.expect("a section is readable").path())
                .expect("a section is readable"),
        );
    }
    text
}

#[test]
fn the_search_index_has_every_kind() {
    let content = Content::load(root()).unwrap();
    let pages = build(&content, TEMPLATE, None).unwrap();
    let search = pages
        .iter()
        .find(|page| page.path == "search.json")
        .unwrap();
    let entries: Vec<Vec<String>> = serde_json::from_str(&search.text).unwrap();
    for kind in ["Section", "Part", "Figure", "Term", "Error"] {
        assert!(entries.iter().any(|entry| entry[0] == kind), "no {kind}");
    }
    let html = learn();
    let ids: BTreeSet<&str> = values(&html, "id").into_iter().collect();
    for entry in &entries {
        assert!(ids.contains(entry[2].as_str()), "{entry:?}");
    }
    for word in [
        "qemu",
        "rosetta",
        "graviton",
        "nanoserver",
        "429",
        "distroless",
    ] {
        let is_in = |entry: &Vec<String>| {
            entry[1..]
                .iter()
                .any(|text| text.to_lowercase().contains(word))
        };
        assert!(entries.iter().any(is_in), "nothing is found for `{word}`");
    }
}

#[test]
fn everything_that_can_be_embedded_has_a_page_that_reads_whole() {
    let content = Content::load(root()).expect("the content is readable");
    let pages = build(&content, TEMPLATE, None).expect("the pages build");
    for embed in tagprism_figures::embed::EMBEDS {
        let path = format!("embed/{}/index.html", embed.name);
        let page = pages.iter().find(|page| page.path == path);
        let page = &page.unwrap_or_else(|| panic!("{path}")).text;
        assert!(
            page.contains("<table>"),
            "{path}: the same facts as a table"
        );
        assert!(
            page.contains("id=\"full\""),
            "{path}: the way to the page in full"
        );
        assert!(page.contains("content=\"noindex\""), "{path}");
        assert!(!page.contains("masthead\""), "{path}");
    }
}
