//! Figure 9, "The build-number window": a Windows host accepts a window of builds, and clients differ in which they take.
//!
//! Which builds fit is what [`tagprism_core::resolve()`] answers. Hyper-V isolation is not a matter of the match; what it adds
//! is Microsoft's table, in [`builds`].

mod builds;
mod clients;
mod picture;
mod words;

use crate::{
    controls::Controls,
    figure::{Drawing, Figure, Origin, Scene, Table},
    record::Record,
    state::{Parameter, State, Values},
};
use builds::{LTSC, RELEASES, build_of, listed, release, window};
use clients::{CLIENTS, takes};
use tagprism_core::{
    Platform,
    resolve::{Offer, RuleSet},
};

const NAME: &str = "windows";

/// The row of this figure.
pub const FIGURE: Figure = Figure {
    number: Some(9),
    name: NAME,
    title: "The build-number window",
    parameters: &[
        Parameter {
            name: "build",
            values: Values::OneOf(&[
                "reader", "14393", "17763", "20348", "22621", "25398", "26100", "26200",
            ]),
        },
        Parameter {
            name: "isolation",
            values: Values::OneOf(&["process", "hyperv"]),
        },
        Parameter {
            name: "rule",
            values: Values::OneOf(&["rc5", "rc4"]),
        },
        Parameter {
            name: "order",
            values: Values::OneOf(&["published", "swapped"]),
        },
    ],
    draw,
};

/// Where nothing else is chosen and the reader's machine is no Windows.
const USUAL: u16 = 26100;

/// What the figure is about to show.
struct Line {
    /// The host's build.
    host: u16,
    /// The builds on the line, lowest first.
    builds: Vec<u16>,
    /// The reader's machine as it stands in the masthead.
    reader: Platform,
    /// Whether that is only the default.
    is_assumed: bool,
    /// Its build, where it is a Windows that states one.
    own: Option<u16>,
    rules: RuleSet,
    is_process: bool,
    /// Lowest and highest build that run on the host under the chosen isolation.
    window: Option<(u16, u16)>,
    /// The Windows entries of hello-world in the order of the list.
    offers: Vec<Offer>,
    /// The day of the record.
    date: String,
}

impl Line {
    fn new(state: &State, scene: &Scene<'_>) -> Self {
        let reader = scene.machine.normalize();
        let own = if reader.os == "windows" {
            build_of(&reader.os_version)
        } else {
            None
        };
        let host = state.one("build").parse().ok().or(own).unwrap_or(USUAL);
        let mut builds: Vec<u16> = RELEASES.iter().map(|(build, _)| *build).collect();
        if let Some(own) = own.filter(|own| !builds.contains(own)) {
            let at = builds.partition_point(|build| *build < own);
            builds.insert(at, own);
        }
        let rules = if state.one("rule") == "rc4" {
            RuleSet::Rc4
        } else {
            RuleSet::Rc5
        };
        let is_process = state.one("isolation") == "process";
        let record = Record::of("hello-world:latest");
        let date = record
            .as_ref()
            .map(|it| it.date.clone())
            .unwrap_or_default();
        let is_windows =
            |offer: &Offer| offer.platform.as_ref().is_some_and(|it| it.os == "windows");
        let mut offers: Vec<Offer> = record.map(|it| it.offers()).unwrap_or_default();
        offers.retain(is_windows);
        if state.one("order") == "swapped" {
            offers.reverse();
        }
        let window = if is_process {
            window(host, &builds, rules)
        } else {
            let lowest = builds.first().copied().unwrap_or(host);
            listed(host)
                .filter(|row| row.offers_hyper_v())
                .map(|_| (lowest, host))
        };
        Self {
            host,
            builds,
            reader,
            is_assumed: scene.is_assumed,
            own,
            rules,
            is_process,
            window,
            offers,
            date,
        }
    }

    fn is_in(&self, build: u16) -> bool {
        self.window
            .is_some_and(|(lowest, highest)| (lowest..=highest).contains(&build))
    }
}

fn draw(state: &State, scene: &Scene<'_>) -> Drawing {
    let line = Line::new(state, scene);
    let controls = Controls::new(NAME, state);
    Drawing {
        caption: words::caption(&line),
        controls: vec![
            controls.radios(
                "isolation",
                "Isolation",
                &[("process", "process"), ("hyperv", "Hyper-V")],
            ),
            controls.radios(
                "rule",
                "Matching rule",
                &[("rc5", "corrected"), ("rc4", "in Engine 29.7.2")],
            ),
            controls.radios(
                "order",
                "Entries",
                &[("published", "as published"), ("swapped", "swapped")],
            ),
        ],
        stage: picture::stage(&line),
        status: words::status(&line),
        table: table(&line),
        origin: Origin {
            data: format!(
                "hello-world:latest, recorded {}; Microsoft’s table of {}",
                line.date,
                builds::TABLE_DATE
            ),
            source: "Microsoft, Windows container version compatibility".to_owned(),
            url: builds::TABLE_URL.to_owned(),
            image: "hello-world:latest",
        },
    }
}

/// An entry by its place and its version.
fn entry(line: &Line, position: usize) -> String {
    let version = line
        .offers
        .iter()
        .find(|offer| offer.position == position)
        .and_then(|offer| offer.platform.as_ref())
        .map(|platform| platform.os_version.as_str())
        .unwrap_or_default();
    format!("{position} ({version})")
}

fn table(line: &Line) -> Table {
    let row = |host: &u16| {
        let span = |rules| {
            window(*host, &line.builds, rules).map_or_else(
                || "none of these".to_owned(),
                |(lowest, highest)| {
                    if lowest == highest {
                        format!("{highest}")
                    } else {
                        format!("{lowest} to {highest}")
                    }
                },
            )
        };
        let mut cells = vec![
            host.to_string(),
            release(*host).unwrap_or("not in our table").to_owned(),
            span(RuleSet::Rc5),
            span(RuleSet::Rc4),
        ];
        for (build, _) in LTSC.iter().rev() {
            let word = listed(*host).map_or("not listed", |row| row.word(*build));
            cells.push(word.to_owned());
        }
        let taken = takes(*host, &line.offers, line.rules)
            .map(|taken| taken.map_or_else(|| "none".to_owned(), |position| entry(line, position)));
        cells.push(taken.join(", "));
        cells
    };
    let names: Vec<&str> = CLIENTS.iter().map(|(name, _)| *name).collect();
    Table {
        caption: format!(
            "Builds by the matching rule; isolation of each image by Microsoft’s table of {} (version 23H2: its page on portability); entry of hello-world:latest taken by {}",
            builds::TABLE_DATE,
            names.join(", ")
        ),
        heads: [
            "Host build",
            "Release",
            "Accepts, corrected rule (rc.5)",
            "Accepts, Engine 29.7.2 and before (rc.4)",
            "2025 image",
            "2022 image",
            "2019 image",
            "2016 image",
            "Entries taken",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: line.builds.iter().map(row).collect(),
    }
}
