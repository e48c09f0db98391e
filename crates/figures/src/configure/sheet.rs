//! The page as it is drawn: what can be chosen, what is pasted, and the preview.

use super::{
    Configured, NAME,
    snippet::{self, SYSTEMS, Snippet},
};
use crate::{
    controls::Controls,
    embed::{EMBEDS, Image, options::NAMES},
    markup::{Element, KEY, el},
    sign,
    state::State,
};

/// The whole page below its title.
#[must_use]
pub fn draw(state: &State, site: &str) -> Element {
    let configured = Configured::read(state, site);
    let controls = Controls::new(NAME, state);
    el("form")
        .class("cfg")
        .set("id", NAME)
        .set("data-figure", NAME)
        .set("aria-label", "Put an embed together")
        .put(choices(&configured, &controls))
        .put(code(&configured, state, &controls))
        .put(policy(site))
        // Last: its height is whatever the figure says, and what is pressed must not move under the pointer.
        .put(preview(&configured, state, &controls))
        .put(el("p").class("said").set("role", "status").set(KEY, "said"))
}

fn preview(configured: &Configured, state: &State, controls: &Controls<'_>) -> Element {
    // The real element: what an author sees here is what readers get. Another embed is another element.
    let element = configured.pairs().into_iter().fold(
        el("tag-prism")
            .set("figure", configured.embed.name)
            .set("loading", "eager")
            .set("title", configured.title())
            .set(KEY, configured.path()),
        |element, (name, value)| match mirrored(&name) {
            Some(name) => element.set(name, value),
            None => element,
        },
    );
    el("section")
        .class("cfg-preview")
        .set("aria-label", "Preview")
        .put(
            el("div")
                .class("bar")
                .put(controls.radios(
                    "width",
                    "Width",
                    &[
                        ("whole", "whole"),
                        ("720", "720"),
                        ("480", "480"),
                        ("320", "320"),
                    ],
                ))
                .put(controls.radios(
                    "theme",
                    "Theme",
                    &[
                        ("auto", "as the page"),
                        ("light", "light"),
                        ("dark", "dark"),
                        ("contrast", "contrast"),
                    ],
                )),
        )
        .put(
            el("div")
                .class("cfg-frame")
                .set("data-width", state.one("width"))
                .put(element),
        )
}

/// The attribute of a parameter.
fn mirrored(parameter: &str) -> Option<&'static str> {
    let figures = EMBEDS.iter().flat_map(|row| row.parameters());
    let names = figures.map(|it| it.name).chain(NAMES.iter().copied());
    names.into_iter().find(|name| *name == parameter)
}

fn choices(configured: &Configured, controls: &Controls<'_>) -> Element {
    let figures: Vec<(&'static str, &'static str)> = EMBEDS
        .iter()
        .map(|row| match (row.name, row.figure()) {
            ("push", _) => ("push", "Push, request by request"),
            (name, Some(figure)) => (name, figure.title),
            (name, None) => (name, "Inspector: every platform of an image"),
        })
        .collect();
    let is_stack = configured.embed.is_stack();
    let image = match (is_stack, configured.embed.image) {
        // A stack names its images itself, as a part of its state.
        (true, _) => Some(controls.field("state", "Images, such as images=nginx:1.27,redis:7")),
        (false, Image::Unused) => None,
        (false, _) => Some(controls.field("image", "Image (nginx:latest if empty)")),
    };
    let data = (configured.embed.image == Image::Any).then(|| {
        controls.radios(
            "data",
            "Data",
            &[("captured", "captured"), ("live", "live")],
        )
    });
    el("section")
        .class("cfg-choices bar")
        .set("aria-label", "What it shows")
        .put(controls.select("figure", "Figure", &figures))
        .put_some(image)
        .put(controls.field("host", "Machine (the reader’s if empty)"))
        .put_some(data)
        .put(controls.radios(
            "controls",
            "Controls",
            &[("full", "all"), ("steps", "steps"), ("none", "none")],
        ))
        .put(controls.radios(
            "bg",
            "Background",
            &[("page", "paper"), ("transparent", "none")],
        ))
        .put(controls.radios(
            "motion",
            "Motion",
            &[("auto", "as the reader"), ("reduce", "none")],
        ))
        .put(controls.radios(
            "loading",
            "Loads",
            &[
                ("lazy", "when near"),
                ("eager", "at once"),
                ("click", "on a click"),
            ],
        ))
}

fn code(configured: &Configured, state: &State, controls: &Controls<'_>) -> Element {
    let systems: Vec<(&'static str, &'static str)> =
        SYSTEMS.iter().map(|it| (it.name, it.label)).collect();
    let snippet = snippet::of(configured, state.one("tab"));
    let part = |part: &Snippet| {
        el("div")
            .class("cfg-snip")
            .put(
                el("p")
                    .class("cfg-where")
                    .put(el("span").text(part.place.clone()))
                    .put(copy(&part.code)),
            )
            .put(block(&part.code))
    };
    el("section")
        .class("cfg-code")
        .set("aria-label", "What to paste")
        .put(controls.radios("tab", "Paste into", &systems))
        .all(snippet.iter().map(part))
        .put(
            el("p")
                .class("cfg-try")
                .put(
                    el("a")
                        .set("href", configured.path())
                        .set("target", "_blank")
                        .set("rel", "noopener")
                        .text("Open the frame alone"),
                )
                .text(" shows what readers get where nothing else is on the page."),
        )
}

fn policy(site: &str) -> Element {
    let origin = origin_of(site);
    let line = format!("frame-src {origin}; script-src {origin}");
    el("section")
        .class("cfg-policy")
        .set("aria-label", "For strict pages")
        .put(
            el("p")
                .put(el("b").text("A page with a content policy"))
                .text(" needs these two directives beside its own; for the frame alone the first is enough."),
        )
        .put(
            el("div")
                .class("cfg-snip")
                .put(
                    el("p")
                        .class("cfg-where")
                        .put(el("span").text("Content-Security-Policy"))
                        .put(copy(&line)),
                )
                .put(block(&line)),
        )
        .put(el("p").text(
            "An embed sets no cookies, counts nobody, and asks nobody but this site; a registry only where you choose live data or a reader asks for it. \
             Pasted text never leaves the page.",
        ))
}

fn block(code: &str) -> Element {
    el("pre")
        .class("code")
        .set("tabindex", "0")
        .put(el("code").text(code.to_owned()))
}

fn copy(code: &str) -> Element {
    el("button")
        .set("type", "button")
        .class("btn quiet")
        .set("data-act", "copy")
        .set("value", code.to_owned())
        .put(sign::icon("copy"))
        .text("Copy")
}

/// Scheme, host and port of an address.
fn origin_of(site: &str) -> &str {
    let start = site.find("://").map_or(0, |at| at + 3);
    let end = site[start..].find('/').map_or(site.len(), |at| start + at);
    &site[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_names_the_origin_alone() {
        let site = "https://tagprism.example/docs/";
        assert_eq!(origin_of(site), "https://tagprism.example");
        assert_eq!(origin_of("http://127.0.0.1:8080/"), "http://127.0.0.1:8080");
        assert_eq!(origin_of(""), "");
    }
}
