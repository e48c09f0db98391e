//! The frame that all figures share: caption, controls, stage, status, table, title block.
//!
//! Below the caption every frame is a `form` named after its figure. The program listens to the form, so a figure needs no
//! code of its own in the browser: a control says its parameter and value, and the figure is drawn again.

use crate::{
    embed::query,
    figure::{Drawing, Figure, Origin, Table},
    markup::{Element, Words, el},
    sign,
    state::State,
};

/// The id of a figure in the page, which is also its anchor.
#[must_use]
pub fn figure_id(name: &str) -> String {
    format!("fig-{name}")
}

/// Whether the status line is read aloud when it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The reader changed something and is told what came of it.
    Aloud,
    /// The reader only pointed at something.
    Silent,
}

/// The drawing of a figure in its frame: `<figure id="fig-…" class="fig">` with everything in it.
///
/// `said` is what the last action of the title block did; empty while there was none.
#[must_use]
pub fn frame(
    figure: &Figure,
    state: &State,
    drawing: Drawing,
    said: &'static str,
    voice: Voice,
) -> Element {
    let Drawing {
        caption,
        controls,
        stage,
        status,
        table,
        origin,
    } = drawing;
    let caption_id = format!("fig-{}-cap", figure.name);
    let bar = (!controls.is_empty()).then(|| el("div").class("bar").all(controls));
    let live = match voice {
        Voice::Aloud => "polite",
        Voice::Silent => "off",
    };
    let form = el("form")
        .class("fig-in")
        .set("data-figure", figure.name)
        .set("aria-labelledby", caption_id.clone())
        .put_some(bar)
        .put(stage)
        .put(
            el("p")
                .class("status")
                .set("role", "status")
                .set("aria-live", live)
                .text(status),
        )
        .put(twin(&table))
        .put(title_block(figure, state, &origin, said));
    el("figure")
        .class("fig")
        .set("id", figure_id(figure.name))
        .set("aria-labelledby", caption_id.clone())
        .put(caption_line(figure, caption).set("id", caption_id))
        .put(form)
}

/// The caption of a figure with its number, or the name of a tool.
fn caption_line(figure: &Figure, caption: impl Words) -> Element {
    let name = match figure.number {
        Some(number) => format!("Figure {number}"),
        None => figure.title.to_owned(),
    };
    el("figcaption")
        .put(el("span").class("fig-n").text(name))
        .text(caption)
}

/// The same facts as a table, for whoever does not use the picture.
fn twin(table: &Table) -> Element {
    el("details")
        .class("twin")
        .put(el("summary").text("View as table"))
        .put(el("div").class("tbl").put(rows(table)))
}

/// A table of texts.
#[must_use]
pub fn rows(table: &Table) -> Element {
    let head = |text: &String| el("th").set("scope", "col").text(text.clone());
    let row = |cells: &Vec<String>| {
        let cell = |(nth, text): (usize, &String)| {
            if nth == 0 {
                el("th").set("scope", "row").text(text.clone())
            } else {
                el("td")
                    .set("data-label", table.heads[nth].clone())
                    .text(text.clone())
            }
        };
        el("tr").all(cells.iter().take(table.heads.len()).enumerate().map(cell))
    };
    el("table")
        .put(el("caption").text(table.caption.clone()))
        .put(el("thead").put(el("tr").all(table.heads.iter().map(head))))
        .put(el("tbody").all(table.rows.iter().map(row)))
}

/// Where an embed of what is shown is put together.
fn embed_link(figure: &Figure, state: &State) -> String {
    let pairs: Vec<(&'static str, String)> = state
        .pairs()
        .into_iter()
        .map(|(name, value)| (name, value.to_owned()))
        .collect();
    let mut asked = vec![("figure", figure.name.to_owned())];
    let own = query::write(&pairs);
    if !own.is_empty() {
        asked.push(("state", own));
    }
    format!("embed?{}", query::write(&asked))
}

fn title_block(figure: &Figure, state: &State, origin: &Origin, said: &'static str) -> Element {
    let item = |term: &'static str, text: Element| el("div").put(el("dt").text(term)).put(text);
    let words = |text: String| el("dd").text(text);
    let source = if origin.url.is_empty() {
        words(origin.source.clone())
    } else {
        el("dd").put(
            el("a")
                .set("href", origin.url.clone())
                .set("rel", "noopener")
                .text(origin.source.clone()),
        )
    };
    let action = |act: &'static str, icon: &'static str, label: &'static str| {
        el("button")
            .set("type", "button")
            .class("btn quiet")
            .set("data-act", act)
            .put(sign::icon(icon))
            .text(label)
    };
    let live = (!origin.image.is_empty()).then(|| {
        el("a")
            .class("btn quiet")
            .set("href", format!("i/{}", origin.image))
            .put(sign::icon("search"))
            .text("Inspect it live")
    });
    el("div")
        .class("foot")
        .put(
            el("dl")
                .class("foot-d")
                .put_some(
                    figure
                        .number
                        .map(|number| item("Figure", words(number.to_string()))),
                )
                .put(item("Title", words(figure.title.to_owned())))
                .put(item("Data", words(origin.data.clone())))
                .put(item("Source", source)),
        )
        .put(
            el("div")
                .class("acts")
                .set("role", "group")
                .set("aria-label", "Figure actions")
                .put_some(live)
                .put(action("link", "link", "Copy link"))
                .put(
                    el("a")
                        .class("btn quiet")
                        .set("href", embed_link(figure, state))
                        .put(sign::icon("file"))
                        .text("Embed"),
                )
                .put(action("save", "save", "Save SVG"))
                .put(action("reset", "reset", "Reset")),
        )
        .put(el("p").class("said").set("role", "status").text(said))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FIGURES, Scene, State, markup::Node};
    use tagprism_core::Platform;

    fn framed(voice: Voice) -> Element {
        let figure = &FIGURES[0];
        let machine = Platform::new("linux", "arm64", "v8");
        let scene = Scene {
            machine: &machine,
            machine_id: None,
            is_assumed: false,
            live: None,
            playhead: None,
        };
        let state = State::new(figure.parameters);
        let drawing = (figure.draw)(&state, &scene);
        frame(figure, &state, drawing, "", voice)
    }

    #[test]
    fn what_is_shown_can_be_embedded() {
        let figure = crate::figure("match").unwrap();
        let state = State::read(figure.parameters, [("read", "3"), ("rule", "strict")]);
        assert_eq!(
            embed_link(figure, &state),
            "embed?figure=match&state=rule%3Dstrict%26read%3D3"
        );
        assert_eq!(
            embed_link(figure, &State::new(figure.parameters)),
            "embed?figure=match"
        );
    }

    #[test]
    fn the_caption_is_the_figures_own_and_the_form_comes_after_it() {
        let framed = framed(Voice::Aloud);
        let tags: Vec<&str> = framed
            .children
            .iter()
            .map(|child| match child {
                Node::Element(element) => element.tag,
                Node::Text(_) => "",
            })
            .collect();
        assert_eq!(
            (framed.tag, &tags[..]),
            ("figure", &["figcaption", "form"][..])
        );
    }

    #[test]
    fn pointing_is_not_read_aloud() {
        let status = |voice| format!("role=\"status\" aria-live=\"{voice}\"");
        assert!(framed(Voice::Aloud).to_html().contains(&status("polite")));
        assert!(framed(Voice::Silent).to_html().contains(&status("off")));
    }
}
