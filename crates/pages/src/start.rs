//! The inspector's start page before its program runs: what it is for, and what to do without it.

use tagprism_figures::{Element, el};

/// The page's title.
pub const TITLE: &str = "Inspect an image · Tagprism";
/// The page's description, for search engines and previews.
pub const DESCRIPTION: &str = "Paste a container image reference: see every platform inside the tag, check every digest, \
    and learn which entry your machine gets and why.";

/// Everything between masthead and footer, until the program takes its place.
pub fn sheet() -> String {
    let words = el("div")
        .class("still")
        .set("id", "boot")
        .put(el("h1").text("Inspect an image"))
        .put(el("p").text(DESCRIPTION))
        .put(el("p").class("boot-now").set("role", "status").text(
            "The inspector is on its way: it reads registries and computes digests in this page.",
        ));
    format!(
        "<main id=\"main\" class=\"sheet inspect\" tabindex=\"-1\">{}<noscript>{}</noscript></main>",
        words.to_html(),
        without_program().to_html()
    )
}

fn without_program() -> Element {
    let command = |text: &'static str| el("pre").class("code").put(el("code").text(text));
    el("div")
        .class("boot-late")
        .put(el("p").text(
            "The inspector needs JavaScript and WebAssembly, which are off or blocked here. Without them, ask the registry yourself:",
        ))
        .put(command("docker buildx imagetools inspect nginx:latest"))
        .put(el("p").text(
            "Or with curl alone, first for a token and then for the index that the tag points to:",
        ))
        .put(command(
            "TOKEN=$(curl -s 'https://auth.docker.io/token?service=registry.docker.io&scope=repository:library/nginx:pull' | cut -d'\"' -f4)\n\
             curl -s -H \"Authorization: Bearer $TOKEN\" -H 'Accept: application/vnd.oci.image.index.v1+json' \\\n  \
             https://registry-1.docker.io/v2/library/nginx/manifests/latest",
        ))
        .put(
            el("p")
                .text("How to read the answer is explained in ")
                .put(el("a").set("href", "./#image-index").text("section 5"))
                .text("."),
        )
}
