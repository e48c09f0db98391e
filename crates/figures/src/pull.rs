//! Figure 8, "Pull, request by request": how a name becomes a running process, step by step.
//!
//! The story is `tagprism_core::flow`; nothing of it is decided here. A picture belongs to a moment of it: the end of a step
//! while nobody plays, or any other ([`moving`]).
//!
//! Reads `Scene::live`: an image that the program has read and verified, in the form that [`mod@image`] describes.

pub mod export;
pub mod image;
pub mod playhead;
pub mod story;

mod choice;
mod circumstances;
mod narrow;
mod panel;
mod pen;
mod rail;
mod split;
mod stage;
mod storyboard;
mod transport;
mod tree;
mod what_if;

use crate::{
    controls::Controls,
    figure::{Drawing, Figure, Origin, Scene, Table},
    markup::{Element, KEY, el},
    state::{Parameter, State, Values},
};
use choice::Ranking;
use circumstances::{circumstances, how_it_ends};
use story::{Direction, Story, cut, short_request};
use tagprism_core::{
    flow::{FlowObject, ObjectRole, Scene as Moment, Step, setting::Choice},
    size::ByteSize,
};
pub use transport::clock;

const NAME: &str = "pull";

/// The row of this figure.
pub const FIGURE: Figure = Figure {
    number: Some(8),
    name: NAME,
    title: "Pull, request by request",
    parameters: &[
        Parameter {
            name: "step",
            values: Values::Whole {
                // 0 is the choice among the entries, whichever step that is.
                min: 0,
                max: 30,
                default: 0,
            },
        },
        Parameter {
            name: "direction",
            values: Values::OneOf(&["pull", "push", "both"]),
        },
        Parameter {
            name: "net",
            values: Values::OneOf(&["fibre", "4g", "train"]),
        },
        Parameter {
            name: "cache",
            values: Values::OneOf(&["cold", "base", "yesterday", "full"]),
        },
        Parameter {
            name: "store",
            values: Values::OneOf(&["containerd", "classic"]),
        },
        Parameter {
            name: "trouble",
            values: Values::OneOf(&[
                "none",
                "nomatch",
                "lying",
                "exec",
                "corrupted",
                "accept",
                "expired",
                "denied",
                "missing",
                "limited",
            ]),
        },
        Parameter {
            name: "push",
            values: Values::OneOf(&["mounted", "new", "indexfirst"]),
        },
        Parameter {
            name: "tab",
            values: Values::OneOf(&["why", "request", "response", "bytes"]),
        },
        Parameter {
            name: "view",
            values: Values::OneOf(&["player", "storyboard"]),
        },
    ],
    draw,
};

fn draw(state: &State, scene: &Scene<'_>) -> Drawing {
    let told = Story::new(state, scene);
    let Some((story, step)) = told.as_ref().and_then(|story| Some((story, story.now()?))) else {
        return Drawing::without_record("A pull asks down the tree, one answer at a time.");
    };
    let moment = story.moment(scene.playhead);
    let controls = Controls::new(NAME, state);
    let is_board = state.one("view") == "storyboard";
    let player = (!is_board).then(|| {
        el("div")
            .class("f8")
            .set(KEY, "player")
            .put(moving(story, &moment, state))
            .put(transport::transport(
                story,
                &moment,
                &controls,
                scene.playhead,
            ))
            .put(transport::keys())
            .put(export::buttons())
    });
    Drawing {
        caption: format!(
            "Step {} of {}: {} {}",
            story.step + 1,
            story.n_steps(),
            sentence(step.title),
            step.caption
        ),
        controls: circumstances(story, &controls),
        stage: el("div")
            .class("stage f8-stage")
            .put_some(player)
            .put_some(how_it_ends(story, &controls))
            .put(storyboard::storyboard(story, &controls, is_board).set(KEY, "story")),
        status: status(story, step, &moment),
        table: table(story),
        origin: Origin {
            data: format!(
                "{}, {}",
                story.known.image.reference.familiar(),
                story.known.how
            ),
            source: format!("{}; times are simulated", story.known.source),
            url: story.known.url.clone(),
            image: if story.known.is_verified {
                ""
            } else {
                "nginx:latest"
            },
        },
    }
}

/// Everything that changes while the story is played: messages, objects, layers, and what is said about the step.
#[must_use]
pub fn moving(story: &Story, moment: &Moment, state: &State) -> Element {
    let controls = Controls::new(NAME, state);
    el("div")
        .class("f8-grid")
        .set(KEY, "panes")
        .put(messages(story, moment))
        .put(panel::panel(story, moment, &controls, state.one("tab")))
        .put_some(story.mirror.is_none().then(|| objects(story, moment)))
        .put(rail::rail(story, moment))
}

fn messages(story: &Story, moment: &Moment) -> Element {
    if let Some((mirror, mirrored)) = story.mirrored(moment) {
        return split::split(story, moment, mirror, &mirrored);
    }
    el("div")
        .class("f8-pane f8-messages")
        .set(KEY, "messages")
        .put(stage::messages(story, moment))
        .put(narrow::in_words(story, moment))
}

fn objects(story: &Story, moment: &Moment) -> Element {
    let note = match story.direction {
        Direction::Push => "outlines until the registry has their bytes",
        _ => "outlines until their bytes arrive",
    };
    el("div")
        .class("f8-pane f8-objects")
        .set(KEY, "objects")
        .put(
            el("p")
                .class("f8-k f8-head")
                .put(el("b").text("Objects"))
                .text(" ")
                .put(el("span").text(note)),
        )
        .put(tree::tree(story, &story.timeline, moment))
}

/// A title as a sentence of its own.
fn sentence(title: &str) -> String {
    match title.ends_with(['?', '!', '.']) {
        true => title.to_owned(),
        false => format!("{title}."),
    }
}

fn status(story: &Story, step: &Step, moment: &Moment) -> String {
    let what = match (Ranking::of(story, step), step.exchanges.first()) {
        (Some(ranking), _) => ranking.in_words(),
        (None, Some(first)) => format!(
            "{} at {}: {}.",
            short_request(&first.request, 60),
            cut(&first.host, 40),
            first.meaning
        ),
        (None, None) => {
            let facts = step.facts.iter().take(3);
            let words: Vec<String> = facts
                .map(|(name, value)| format!("{name}: {}", cut(value, 60)))
                .collect();
            match words.is_empty() {
                true => "No message is sent.".to_owned(),
                false => format!("{}.", words.join("; ")),
            }
        }
    };
    let end = match story.fails_at(story.step) {
        true => format!(" The {} ends here.", story.what()),
        false => String::new(),
    };
    format!(
        "Step {} of {}. {} {what}{end} {} ms simulated.",
        story.step + 1,
        story.n_steps(),
        sentence(step.title),
        ByteSize(moment.simulated_ms).grouped(),
    )
}

fn table(story: &Story) -> Table {
    let row = |(nth, step): (usize, &Step)| {
        let asked: Vec<String> = step
            .exchanges
            .iter()
            .take(2)
            .map(|it| format!("{} → {}", short_request(&it.request, 60), it.status))
            .collect();
        vec![
            format!("{}. {}", nth + 1, step.title),
            step.place.label().to_owned(),
            if asked.is_empty() {
                "none".to_owned()
            } else {
                asked.join("; ")
            },
            step.exchanges.len().to_string(),
            format!("{} ms", ByteSize(step.simulated.end).grouped()),
        ]
    };
    let objects = story.timeline.objects.iter();
    let layers = objects.filter(|object| object.role == ObjectRole::Layer);
    let layer = |(nth, layer): (usize, &FlowObject)| {
        let size = layer
            .size
            .map_or_else(|| "not recorded".to_owned(), |it| ByteSize(it).human());
        vec![
            format!("Layer {}, {}", nth + 1, layer.name),
            "object".to_owned(),
            "none".to_owned(),
            size,
            String::new(),
        ]
    };
    let mut rows: Vec<Vec<String>> = story.timeline.steps.iter().enumerate().map(row).collect();
    rows.extend(layers.enumerate().map(layer));
    Table {
        caption: format!(
            "A {} of {} for {}, {}",
            story.what(),
            story.known.image.reference.familiar(),
            story.setting.host,
            story.setting.network.label()
        ),
        heads: [
            "Step or layer",
            "Where",
            "Request and answer",
            "Requests or size",
            "Simulated until",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    }
}

/// Until the files of the figures are here.
#[cfg(test)]
mod tests {
    use super::*;
    use tagprism_core::Platform;

    #[test]
    fn what_is_read_aloud_begins_with_the_step_and_does_not_repeat_the_network() {
        let machine = Platform::new("linux", "arm64", "v8");
        let said = |step: &str| {
            let mut state = State::new(FIGURE.parameters);
            state.apply("step", step, true);
            draw(&state, &Scene::known(&machine)).status
        };
        assert!(
            said("6").starts_with("Step 6 of 14. Choose. 16 entries: "),
            "{}",
            said("6")
        );
        assert!(said("9").starts_with("Step 9 of 14. "), "{}", said("9"));
        assert!(said("6").ends_with(" ms simulated."), "{}", said("6"));
    }
}
