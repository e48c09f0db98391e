//! The page on which an author puts an embed together, before its program runs.

use tagprism_figures::{State, configure, el, embed::EMBEDS};

/// The page's title.
pub const TITLE: &str = "Embed a figure · Tagprism";
/// The page's description, for search engines and previews.
pub const DESCRIPTION: &str = "Put any figure, image or pull of Tagprism into your documentation: choose what it shows, see it \
    at the width you have, and copy the lines for your system.";
const DECK: &str = "Choose what it shows, look at it at the width that you have, and copy the lines for your system. \
    The address of this page keeps your choice.";

/// Everything between masthead and footer. `site` is where the site will be found, if that is known.
pub fn sheet(site: Option<&str>) -> String {
    let state = State::new(configure::PARAMETERS);
    let form = configure::draw(&state, site.unwrap_or("https://tagprism.example/"));
    let heading = el("header")
        .class("flow-h")
        .put(el("h1").text("Embed a figure"))
        .put(el("p").class("deck").text(DECK));
    let names = EMBEDS.iter().map(|row| {
        let what = row.figure().map_or("Inspector", |figure| figure.title);
        el("li")
            .put(
                el("a")
                    .set("href", format!("embed/{}", row.name))
                    .text(format!("embed/{}", row.name)),
            )
            .text(format!(" {what}"))
    });
    let by_hand = el("div")
        .class("still")
        .put(el("p").text(
            "This page needs JavaScript and WebAssembly to put an embed together. By hand, take one of these addresses into a frame:",
        ))
        .put(el("ul").all(names));
    format!(
        "<main id=\"main\" class=\"sheet configure\" tabindex=\"-1\">{}<noscript>{}</noscript>\
         <p class=\"still\" id=\"still\" hidden>The program of this page did not arrive, or WebAssembly is blocked here: the choices below do nothing.</p>{}</main>",
        heading.to_html(),
        by_hand.to_html(),
        form.to_html()
    )
}
