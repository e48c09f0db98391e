//! Figure 5, "Walk the list": the client ranks the entries of an index by its own wish list and takes the best.

mod comparison;
mod picture;

use crate::{
    controls::Controls,
    figure::{Drawing, Figure, Origin, Scene, Table},
    markup::el,
    record::{Content, Record},
    state::{Parameter, State, Values},
};
use tagprism_core::{
    Resolution,
    resolve::{Offer, Policy, Question, Refusal, RuleSet, Verdict, resolve},
};

const NAME: &str = "match";

/// Entries that a reader may take away: as many as the longest list has.
const POSITIONS: &[&str] = &[
    "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17",
    "18", "19", "20",
];

/// The row of this figure.
pub const FIGURE: Figure = Figure {
    number: 5,
    name: NAME,
    title: "Walk the list",
    parameters: &[
        Parameter {
            name: "rule",
            values: Values::OneOf(&["only", "strict"]),
        },
        Parameter {
            name: "image",
            values: Values::OneOf(&["nginx:latest", "hello-world:latest", "postgres:latest"]),
        },
        Parameter {
            name: "read",
            values: Values::Whole {
                min: 0,
                max: 99,
                default: 99,
            },
        },
        Parameter {
            name: "without",
            values: Values::AnyOf(POSITIONS),
        },
    ],
    draw,
};

/// What the figure is about to show.
struct Walk {
    record: Record,
    /// Over the entries that are left.
    resolution: Resolution,
    /// How many entries were read so far.
    n_read: usize,
}

impl Walk {
    fn new(state: &State, scene: &Scene<'_>) -> Option<Self> {
        let record = Record::of(state.one("image"))?;
        let is_left = |offer: &Offer| !state.has("without", &offer.position.to_string());
        let offers: Vec<Offer> = record.offers().into_iter().filter(is_left).collect();
        let question = Question {
            host: scene.machine.clone(),
            policy: match state.one("rule") {
                "strict" => Policy::OnlyStrict,
                _ => Policy::Only,
            },
            rules: RuleSet::default(),
        };
        let n_read = usize::try_from(state.whole("read")).unwrap_or_default();
        Some(Self {
            n_read: n_read.min(record.entries.len()),
            resolution: resolve(&offers, &question),
            record,
        })
    }

    fn is_over(&self) -> bool {
        self.n_read == self.record.entries.len()
    }

    /// The verdict on an entry; `None` for one that was taken away.
    fn verdict(&self, position: usize) -> Option<&Verdict> {
        self.resolution
            .candidates
            .iter()
            .find(|candidate| candidate.position == position)
            .map(|candidate| &candidate.verdict)
    }

    /// What was found out about an entry so far, in words.
    fn outcome(&self, position: usize) -> String {
        if position > self.n_read {
            return "not read yet".to_owned();
        }
        match self.verdict(position) {
            None => "taken away".to_owned(),
            Some(Verdict::Chosen(matched) | Verdict::Acceptable(matched)) => {
                let wish = matched
                    .wish
                    .map_or(self.resolution.wishes.len(), |nth| nth + 1);
                if self.is_over() && matched.place == 1 {
                    format!("chosen, wish {wish}")
                } else {
                    format!("acceptable, wish {wish}")
                }
            }
            Some(Verdict::Refused(refusal)) => refusal_words(refusal).to_owned(),
        }
    }
}

fn refusal_words(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Unknown => "skipped",
        Refusal::OperatingSystem { .. } => "system differs",
        Refusal::Architecture { .. } => "architecture differs",
        _ => "not on the wish list",
    }
}

fn draw(state: &State, scene: &Scene<'_>) -> Drawing {
    let Some(walk) = Walk::new(state, scene) else {
        return missing();
    };
    let controls = Controls::new(NAME, state);
    let n_entries = walk.record.entries.len();
    let step = |to: usize| Some(to.to_string());
    let again = if walk.is_over() { "Walk again" } else { "Run" };
    let run_to = if walk.is_over() { 0 } else { n_entries };
    Drawing {
        caption: caption(&walk),
        controls: vec![
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
                .put(controls.button("read", step(run_to), Some("play"), again))
                .put(controls.button(
                    "read",
                    (!walk.is_over()).then(|| walk.n_read + 1).and_then(step),
                    Some("next"),
                    "Step",
                )),
            controls.radios(
                "rule",
                "Rule",
                &[("only", "containerd"), ("strict", "strict")],
            ),
            controls.select(
                "image",
                "Index of",
                &[
                    ("nginx:latest", "nginx:latest"),
                    ("hello-world:latest", "hello-world:latest"),
                    ("postgres:latest", "postgres:latest"),
                ],
            ),
        ],
        stage: picture::stage(&walk),
        status: status(&walk),
        table: table(&walk),
        origin: Origin {
            data: format!("{}, recorded {}", walk.record.name, walk.record.date),
            source: walk.record.source.clone(),
            url: walk.record.url.clone(),
            image: state.one("image"),
        },
    }
}

fn caption(walk: &Walk) -> String {
    let start = "The client chooses, not the registry";
    if !walk.is_over() {
        return format!(
            "{start}: it reads the list and compares each entry with its own wish list."
        );
    }
    match walk.resolution.chosen() {
        Some(chosen) => {
            let wish = match &chosen.verdict {
                Verdict::Chosen(matched) => matched.wish,
                _ => None,
            };
            let nth = wish.map_or(walk.resolution.wishes.len(), |nth| nth + 1);
            let name = wish
                .and_then(|nth| walk.resolution.wishes.get(nth))
                .map(ToString::to_string)
                .unwrap_or_default();
            let position = chosen.position;
            if nth == 1 {
                format!(
                    "{start}: entry {position} wins because {name} stands first on this machine’s own wish list."
                )
            } else {
                format!(
                    "{start}: entry {position} wins because {name}, wish {nth}, is the best that the list has."
                )
            }
        }
        None => format!(
            "{start}: nothing on this list is on this machine’s wish list, so the pull ends here."
        ),
    }
}

fn status(walk: &Walk) -> String {
    let read = walk.record.entries.iter().take(walk.n_read);
    let (mut n_skipped, mut n_refused, mut n_acceptable) = (0, 0, 0);
    for entry in read {
        match walk.verdict(entry.position) {
            Some(Verdict::Refused(Refusal::Unknown)) => n_skipped += 1,
            Some(Verdict::Refused(_)) => n_refused += 1,
            Some(_) => n_acceptable += 1,
            None => {}
        }
    }
    let n_entries = walk.record.entries.len();
    let n_read = walk.n_read;
    let counts = format!(
        "{n_read} of {n_entries} entries read: {n_skipped} attestations skipped, {n_refused} refused, {n_acceptable} acceptable."
    );
    if !walk.is_over() {
        return counts;
    }
    match walk.resolution.chosen() {
        Some(chosen) => format!("{counts} Entry {} has the best rank.", chosen.position),
        None => format!("{counts} Nothing is left to choose from."),
    }
}

fn table(walk: &Walk) -> Table {
    let row = |entry: &crate::record::Entry| {
        let (platform, hex, size) = match &entry.content {
            Content::Build(build) => (
                build.platform.to_string(),
                build.hex.clone(),
                picture::size(build),
            ),
            Content::Attestation { of } => (
                format!("unknown/unknown, attestation of {of}"),
                String::new(),
                String::new(),
            ),
        };
        vec![
            entry.position.to_string(),
            platform,
            hex,
            size,
            walk.outcome(entry.position),
        ]
    };
    Table {
        caption: format!(
            "Entries of {} in file order, for {}",
            walk.record.name, walk.resolution.host
        ),
        heads: ["Entry", "Platform", "Manifest, sha256", "Layers", "Outcome"]
            .map(str::to_owned)
            .to_vec(),
        rows: walk.record.entries.iter().map(row).collect(),
    }
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
