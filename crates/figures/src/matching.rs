//! Figure 5, "Walk the list": the client ranks the entries of an index by its own wish list and takes the best.
//!
//! Two views. The list shows the walk: wish list, entries in file order, one comparison field by field. The bytes show what
//! an index is: a text of known length whose SHA-256 is its name, and which no tool may print anew without losing that name.
//!
//! The rules are those of `tagprism-core`: containerd's `Only`, by which engines pull, and `OnlyStrict`, by which Docker looks
//! for a platform among local images. Older Docker engines chose by code of their own; core does not have that rule, so the
//! figure does not offer it.
//!
//! nginx and the other well-known images are recorded figures without bytes. The sample `busybox:1.37` has both.

mod bytes;
mod comparison;
mod picture;
mod printed;
mod sample;
mod sentences;
mod spans;
mod walk;
mod wires;

use crate::{
    controls::Controls,
    figure::{Drawing, Figure, Origin, Scene, Table},
    markup::{Element, el},
    state::{Parameter, State, Values},
};
use printed::Printed;
use sentences::{caption, status, table};
use walk::{Asked, Walk};

const NAME: &str = "match";

/// Entries that a reader may take away: as many as the longest list has.
const POSITIONS: &[&str] = &[
    "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17",
    "18", "19", "20",
];

/// More entries than any list has: a walk that was not stopped.
const WHOLE_LIST: i32 = 99;

/// The row of this figure.
pub const FIGURE: Figure = Figure {
    number: Some(5),
    name: NAME,
    title: "Walk the list",
    parameters: &[
        Parameter {
            name: "rule",
            values: Values::OneOf(&["only", "strict"]),
        },
        Parameter {
            name: "image",
            values: Values::OneOf(&[
                "nginx:latest",
                "hello-world:latest",
                "alpine:latest",
                sample::NAME,
            ]),
        },
        Parameter {
            name: "platform",
            values: Values::Text {
                max_chars: 48,
                default: "",
            },
        },
        Parameter {
            name: "read",
            values: Values::Whole {
                min: 0,
                max: WHOLE_LIST,
                default: WHOLE_LIST,
            },
        },
        Parameter {
            name: "without",
            values: Values::AnyOf(POSITIONS),
        },
        Parameter {
            name: "view",
            values: Values::OneOf(&["list", "bytes"]),
        },
        // 0 is the entry that the machine gets.
        Parameter {
            name: "entry",
            values: Values::Whole {
                min: 0,
                max: 20,
                default: 0,
            },
        },
        Parameter {
            name: "print",
            values: Values::OneOf(&["served", "jq", "compact"]),
        },
    ],
    draw,
};

fn draw(state: &State, scene: &Scene<'_>) -> Drawing {
    let Some(walk) = Walk::new(state, scene) else {
        return missing();
    };
    let controls = Controls::new(NAME, state);
    let origin = Origin {
        data: format!("{}, {} {}", walk.record.name, walk.how(), walk.record.date),
        source: walk.record.source.clone(),
        url: walk.record.url.clone(),
        image: match state.one("image") {
            sample::NAME => sample::REFERENCE,
            name => name,
        },
    };
    let image = controls.select(
        "image",
        "Index of",
        &[
            ("nginx:latest", "nginx:latest"),
            ("hello-world:latest", "hello-world:latest"),
            ("alpine:latest", "alpine:latest"),
            (sample::NAME, "busybox:1.37 (sample)"),
        ],
    );
    let view = controls
        .radios("view", "View", &[("list", "List"), ("bytes", "Bytes")])
        .class("seg f5-view");
    if state.one("view") == "list" {
        return Drawing {
            caption: caption(&walk),
            controls: list_controls(&controls, image, view),
            stage: picture::stage(&walk, &controls),
            status: status(&walk),
            table: table(&walk),
            origin,
        };
    }
    match walk
        .is_sample
        .then(|| Printed::new(state.one("print")))
        .flatten()
    {
        Some(printed) => Drawing {
            caption: printed.caption(),
            controls: vec![
                controls.radios(
                    "print",
                    "Print it",
                    &[
                        ("served", "as served"),
                        ("jq", "with jq"),
                        ("compact", "with jq -c"),
                    ],
                ),
                image,
                view,
            ],
            stage: printed.stage(&walk, &controls),
            status: printed.status(&walk),
            table: printed.table(&walk),
            origin,
        },
        None => Drawing {
            caption: format!(
                "Numbers that somebody wrote down prove nothing: of {} there are no bytes here to hash.",
                walk.record.name
            ),
            controls: vec![image, view],
            stage: bytes::no_bytes(&walk, &controls),
            status: format!(
                "The figures of {} were recorded on {} without the bytes. The sample has both.",
                walk.record.name, walk.record.date
            ),
            table: table(&walk),
            origin,
        },
    }
}

fn list_controls(controls: &Controls<'_>, image: Element, view: Element) -> Vec<Element> {
    vec![
        controls.radios(
            "rule",
            "Rule",
            &[("only", "containerd"), ("strict", "strict")],
        ),
        image,
        controls
            .field("platform", "--platform")
            .class("pick f5-ask"),
        view,
    ]
}

/// Back, all and forward stand below the list, where the status is; beside them the shortest way to see what happens without
/// the best entry.
fn steps(walk: &Walk, controls: &Controls<'_>) -> Element {
    let best = walk.best_of_all.and_then(|position| {
        let word = POSITIONS.get(position.checked_sub(1)?).copied()?;
        let label = format!("Take {} away", walk.name_of(position));
        Some(controls.tick("without", word, label))
    });
    let n_entries = walk.record.entries.len();
    // At the end the address is empty again, and another list is walked to its own end.
    let step = |to: usize| {
        Some(if to < n_entries {
            to.to_string()
        } else {
            WHOLE_LIST.to_string()
        })
    };
    let (icon, words, jump_to) = if walk.is_over() {
        ("reset", "Start over", 0)
    } else {
        ("play", "Read all", n_entries)
    };
    el("div")
        .class("steps")
        .set("role", "group")
        .set("aria-label", "Walk")
        .put(controls.button(
            "read",
            walk.n_read.checked_sub(1).and_then(step),
            Some("prev"),
            "Back",
        ))
        .put(
            controls
                .button("read", step(jump_to), Some(icon), words)
                .class("btn primary"),
        )
        .put(controls.button(
            "read",
            (!walk.is_over()).then(|| walk.n_read + 1).and_then(step),
            Some("next"),
            "Step",
        ))
        .put_some(best)
}

/// Records are part of the program, so this is never seen; it keeps a broken file from ending the page.
fn missing() -> Drawing {
    Drawing {
        caption: "The records that this figure draws are missing.".to_owned(),
        controls: Vec::new(),
        stage: el("div").class("stage"),
        status: "Nothing to show.".to_owned(),
        table: Table::default(),
        origin: Origin {
            data: String::new(),
            source: String::new(),
            url: String::new(),
            image: "",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{walk::tests::walk, *};

    #[track_caller]
    fn check(read: &str, expected: &[&str]) {
        let walk = walk("linux/arm64/v8", &[("read", read)]);
        let state = State::new(FIGURE.parameters);
        let html = steps(&walk, &Controls::new(NAME, &state)).to_html();
        let buttons: Vec<&str> = html
            .split("<button")
            .skip(1)
            .map(|button| {
                let start = button.split('>').next().unwrap();
                let value = start.split_once("value=\"").map(|(_, rest)| rest);
                value.and_then(|rest| rest.split('"').next()).unwrap_or("")
            })
            .collect();
        assert_eq!(buttons, expected);
    }

    #[test]
    fn the_steps_lead_to_the_default_at_the_end_of_the_list() {
        check("99", &["15", "0", ""]);
        check("15", &["14", "99", "99"]);
        check("0", &["", "99", "1"]);
    }
}
