//! The inspector's start page before its program runs: what it is for, and what to do without it.

use tagprism_figures::{Element, el, sign};

/// The page's title.
pub const TITLE: &str = "Inspect an image · Tagprism";
/// The page's description, for search engines and previews.
pub const DESCRIPTION: &str = "Paste a container image reference: see every platform inside the tag, check every digest, \
    and learn which entry your machine gets and why.";

/// What the field and the page say, as `src/inspector` has it.
const FIELD: &str =
    "Paste an image reference, a command, a page address, manifest JSON or an error message";
const DECK: &str = "One image tag serves many processors. Open one: every platform in it, each digest checked in this \
    browser, and the one that your machine gets.";

/// Everything between masthead and footer, until the program takes its place.
pub fn sheet() -> String {
    let field = field();
    let heading = el("header")
        .class("welcome")
        // By this the program finds it, and leaves it standing.
        .set("id", "welcome")
        .put(el("h1").text("See every machine inside one tag"))
        .put(el("p").class("deck").text(DECK));
    let without_scripts = el("div")
        .class("boot")
        .put(el("p").text(
            "The inspector reads registries and computes digests in this page, so it needs JavaScript and WebAssembly.",
        ))
        .put(by_hand());
    let waiting = el("div")
        .class("boot")
        .set("id", "boot")
        .set("role", "status")
        .put(
            el("p")
                .class("boot-now")
                .text("The inspector is starting: its program is on its way."),
        )
        .put(
            el("div")
                .class("boot-late")
                .put(el("p").put(el("b").text("The inspector has not started.")).text(
                    " Its program did not arrive, or this browser does not run WebAssembly here: some companies and \
                     reading modes block it. Allow WebAssembly for this site and reload; a slow line only needs patience.",
                ))
                .put(by_hand()),
        );
    format!(
        "<main id=\"main\" class=\"sheet inspect\" tabindex=\"-1\">{}{}<noscript>{}</noscript>{}</main>",
        field.to_html(),
        heading.to_html(),
        without_scripts.to_html(),
        waiting.to_html()
    )
}

/// The field for references.
pub fn field() -> Element {
    // The same words in the same places as the program writes them, so that nothing moves when it comes.
    el("form")
        .class("omni")
        .set("role", "search")
        .put(el("label").set("for", "reference").text(FIELD))
        .put(
            el("div")
                .class("omni-in")
                .put(
                    el("textarea")
                        .set("id", "reference")
                        .set("rows", 1)
                        .set("autocomplete", "off")
                        .set("autocapitalize", "off")
                        .set("spellcheck", "false")
                        .set("placeholder", "nginx, docker pull …, sha256:…, { … }"),
                )
                .put(
                    el("button")
                        .class("btn primary")
                        .set("type", "button")
                        .put(sign::icon("search"))
                        .text("Inspect"),
                ),
        )
        .put(el("div").class("understood"))
}

/// How to ask a registry without this site.
fn by_hand() -> Element {
    let command = |text: &'static str| {
        el("pre")
            .class("code")
            .set("tabindex", "0")
            .put(el("code").text(text))
    };
    el("div")
        .put(el("p").text("Without it, ask the registry yourself:"))
        .put(command("docker buildx imagetools inspect nginx:latest"))
        .put(el("p").text(
            "Or with curl alone: a token first, then the index that the tag points to.",
        ))
        .put(command(
            "TOKEN=$(curl -s 'https://auth.docker.io/token?service=registry.docker.io&scope=repository:library/nginx:pull' | cut -d'\"' -f4)\n\
             curl -s -H \"Authorization: Bearer $TOKEN\" -H 'Accept: application/vnd.oci.image.index.v1+json' \\\n  \
             https://registry-1.docker.io/v2/library/nginx/manifests/latest",
        ))
        .put(
            el("p")
                .put(el("a").set("href", "./#image-index").text("Section 5"))
                .text(" explains how to read the answer."),
        )
}
