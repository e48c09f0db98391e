//! What a page about an image says of itself to whoever shows a card of it: a title, a sentence, a picture of that very image,
//! and where its frame is found. The page is one for all images; only the server knows which one was asked for.

use tagprism_figures::{
    Element, el,
    embed::query::{encode, write},
};

use crate::ask::Ask;

/// The elements that belong into the head of a page: `path` is `i/nginx:latest`, `base` where the site is found, with a slash
/// at its end. `None` for a page that is about no image.
#[must_use]
pub fn of_page(path: &str, asked: &str, base: &str) -> Option<String> {
    let ask = Ask::of_page(path, asked)?;
    let (image, name) = (ask.image(), ask.embed.name);
    let (title, sentence) = match name {
        "pull" => (
            format!("How {image} is pulled, request by request"),
            "Every message, choice, byte and check of a pull, forwards and backwards.",
        ),
        _ => (
            format!("{image}: every platform inside the tag"),
            "Every platform behind the tag, each digest checked, and the entry that a machine gets, with the reason.",
        ),
    };
    let page = match asked.is_empty() {
        true => format!("{base}{path}"),
        false => format!("{base}{path}?{asked}"),
    };
    let canonical = ask.embed.query(&ask.options, &ask.state);
    let picture = format!("{base}snap/{name}.png?{canonical}");
    let oembed = write(&[("url", page.clone()), ("format", "json".to_owned())]);
    let property = |name: &'static str, content: String| {
        el("meta").set("property", name).set("content", content)
    };
    let elements: [Element; 8] = [
        property("og:title", title.clone()),
        property("og:description", sentence.to_owned()),
        property("og:type", "website".to_owned()),
        property("og:url", format!("{base}{}", encode(path))),
        property("og:image", picture),
        property("og:image:alt", title.clone()),
        el("meta")
            .set("name", "twitter:card")
            .set("content", "summary_large_image"),
        el("link")
            .set("rel", "alternate")
            .set("type", "application/json+oembed")
            .set("title", title)
            .set("href", format!("{base}oembed?{oembed}")),
    ];
    let html: String = elements.iter().map(Element::to_html).collect();
    Some(html.replace("</meta>", "").replace("</link>", ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://tagprism.example/";

    #[test]
    fn a_page_about_an_image_has_a_card_of_that_image() {
        let head = of_page("i/ghcr.io/you/app:1.2", "host=linux/arm64", BASE).unwrap();
        for part in [
            "<meta property=\"og:title\" content=\"ghcr.io/you/app:1.2: every platform inside the tag\">",
            "content=\"https://tagprism.example/snap/inspect.png?image=ghcr.io/you/app:1.2",
            "<link rel=\"alternate\" type=\"application/json+oembed\"",
            "oembed?url=https://tagprism.example/i/ghcr.io/you/app:1.2?host=linux/arm64",
        ] {
            let part = part.replace("?host=linux/arm64", "%3Fhost%3Dlinux/arm64");
            assert!(head.contains(&part), "{part}\n{head}");
        }
        assert!(!head.contains("</"), "{head}");
    }

    #[test]
    fn pages_about_no_image_have_none() {
        for path in ["", "i", "i/", "sources", "embed/match"] {
            assert_eq!(of_page(path, "", BASE), None, "{path}");
        }
    }

    #[test]
    fn a_hostile_address_stays_in_its_attribute() {
        let head = of_page(
            "i/%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
            "a=\"><b>",
            BASE,
        )
        .unwrap();
        assert!(!head.contains("<script") && !head.contains("<b>"), "{head}");
    }
}
