//! Pages for other people's pages: one figure, or one image, without the site around it. Each reads whole with nothing running,
//! like every other page, and leads to the page of the site that shows the same in full.

use crate::{
    content::ContentError,
    document::Page,
    section::{example_machine, example_scene},
    template::{Embedding, Template},
};
use tagprism_core::{
    resolve,
    resolve::{Policy, Question, RuleSet},
    size::ByteSize,
};
use tagprism_figures::{
    Element, Scene, Table, any_figure, el,
    embed::{EMBEDS, EXAMPLE, Embed, Subject, options::EmbedOptions},
    frame,
    frame::{Voice, rows as rows_of},
    record::Record,
};

/// Says what is missing while nothing runs. The program takes it away when it starts.
const STILL: &str = "This figure stands still: its program did not arrive, or WebAssembly is blocked here. It is drawn for a \
    linux/amd64 machine, and its table says the same.";

/// A page per row of the table of embeds.
pub fn pages(template: &Template<'_>) -> Result<Vec<Page>, ContentError> {
    EMBEDS
        .iter()
        .map(|embed| {
            let text = template
                .for_page("embed")?
                .titled(&title(embed), &description(embed), &full(embed))?
                .embedded(&Embedding {
                    name: embed.name,
                    foot: foot(embed).to_html(),
                })?
                .with_main(&sheet(embed))?;
            Ok(Page {
                path: format!("embed/{}/index.html", embed.name),
                text: text.into_text(),
            })
        })
        .collect()
}

fn title(embed: &Embed) -> String {
    match (embed.subject, embed.name) {
        (Subject::Figure(_), "push") => "Push, request by request · Tagprism".to_owned(),
        (Subject::Figure(figure), _) => format!("{} · Tagprism", figure.title),
        (Subject::Inspector, _) => format!("{EXAMPLE} · Tagprism"),
    }
}

fn description(embed: &Embed) -> String {
    match embed.subject {
        Subject::Figure(figure) => match figure.number {
            Some(number) => format!("{}: figure {number} of Tagprism.", figure.title),
            None => format!("{}, for any image. A tool of Tagprism.", figure.title),
        },
        Subject::Inspector => {
            "Every platform inside an image tag, and which entry a machine gets.".to_owned()
        }
    }
}

/// The page that shows the same in full, below the site's folder. The program writes it anew whenever the state changes.
fn full(embed: &Embed) -> String {
    embed.full(&EmbedOptions::default(), &embed.start())
}

fn sheet(embed: &Embed) -> String {
    let machine = example_machine();
    let scene = example_scene(&machine);
    let drawn = match embed.subject {
        Subject::Figure(figure) => {
            let state = embed.start();
            let figure = any_figure(figure.name).expect("every row is about a figure");
            let drawing = (figure.draw)(&state, &scene);
            frame(figure, &state, drawing, "", Voice::Aloud)
        }
        Subject::Inspector => record(&scene).unwrap_or_else(|| el("p")),
    };
    format!(
        "<main id=\"main\" class=\"embed\" tabindex=\"-1\"><noscript><p class=\"still\">{STILL}</p></noscript>\
         <p class=\"still\" id=\"still\" hidden>{STILL}</p>{}</main>",
        drawn.to_html()
    )
}

/// The recorded example as a table, until the program takes its place.
fn record(scene: &Scene<'_>) -> Option<Element> {
    let record = Record::of(EXAMPLE)?;
    let question = Question {
        host: scene.machine.clone(),
        policy: Policy::default(),
        rules: RuleSet::default(),
    };
    let resolution = resolve(&record.offers(), &question);
    let chosen = resolution.chosen().map(|offer| offer.position);
    let rows = record.builds().map(|(position, build)| {
        vec![
            build.platform.to_string(),
            ByteSize(build.size_bytes).human(),
            match chosen == Some(position) {
                true => format!("entry {position}, chosen"),
                false => format!("entry {position}"),
            },
        ]
    });
    let table = Table {
        caption: format!("{EXAMPLE}, recorded {} by {}", record.date, record.source),
        heads: ["Platform", "Compressed layers", "In the index"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
    };
    Some(
        el("section")
            .class("state")
            .put(el("h1").text(EXAMPLE))
            .put(el("p").text(format!(
                "{} platforms behind one tag; a {} machine gets the marked one. Recorded, not verified.",
                table.rows.len(),
                scene.machine
            )))
            .put(el("div").class("tbl").put(rows_of(&table))),
    )
}

/// What stands below the figure: the machine that it speaks about, and the way to the whole page.
fn foot(embed: &Embed) -> Element {
    el("footer")
        .class("embed-foot")
        .put(
            el("div")
                .set("id", "masthead-tools")
                .class("embed-tools")
                .text(""),
        )
        .put(
            el("a")
                .set("id", "full")
                .set("href", full(embed))
                .set("target", "_blank")
                .set("rel", "noopener")
                .text("Open full version"),
        )
        .put(
            el("a")
                .class("embed-by")
                .set("href", "./")
                .set("target", "_blank")
                .set("rel", "noopener")
                .text("Tagprism"),
        )
}
