//! Who asks: the machine, what every client makes of it, and other machines on which clients disagree.

use super::{
    NAME,
    rows::{self, Row},
    subject::Subject,
};
use crate::{
    controls::{MACHINE, control_name},
    figure::Scene,
    markup::{Element, el},
    sign,
    state::State,
};
use tagprism_core::{
    Platform,
    clients::{self, Asker, CLIENTS, Choice, Client, Offered},
    machines::Machine,
};

/// Everything that a drawing of the board needs.
pub(super) struct Board {
    pub subject: Subject,
    pub asker: Asker,
    /// One per client, in the order of the table.
    pub choices: Vec<Choice>,
    /// The rows of the entries.
    pub rows: Vec<Row>,
    /// The client that is looked at.
    pub client: &'static Client,
    /// Its place in the table.
    pub nth: usize,
    /// Whether nobody chose the machine.
    pub is_assumed: bool,
    /// The machine, where it is one of those that are listed.
    pub listed: Option<&'static Machine>,
}

/// Other machines that are offered at most.
const OTHERS_MAX: usize = 3;
/// On longer lists no other machines are looked for.
const ENTRIES_MAX: usize = 100;

impl Board {
    pub(super) fn new(state: &State, scene: &Scene<'_>) -> Option<Self> {
        let subject = Subject::of(scene.live)?;
        let asker = Asker {
            platform: scene.machine.clone(),
            is_explicit: state.one("asked") == "flag",
        };
        let nth = CLIENTS
            .iter()
            .position(|client| client.id == state.one("client"))
            .unwrap_or_default();
        let choices = choices(&asker, &subject.offered);
        Some(Self {
            rows: rows::rows(&subject, &choices, &asker.platform),
            choices,
            subject,
            asker,
            client: CLIENTS.get(nth)?,
            nth,
            is_assumed: scene.is_assumed,
            listed: scene.listed(),
        })
    }

    /// What the client that is looked at does.
    pub(super) fn choice(&self) -> &Choice {
        &self.choices[self.nth]
    }
}

/// What every client does, in the order of the table.
pub(super) fn choices(asker: &Asker, offered: &[Offered]) -> Vec<Choice> {
    CLIENTS
        .iter()
        .map(|client| client.choose(asker, offered))
        .collect()
}

/// The machine that asks, and a few on which the clients agree least: choosing one makes it the reader's.
pub(super) fn cards(board: &Board) -> Element {
    let own = card(board, &board.asker.platform, None, &board.choices, true);
    let others = others(board)
        .into_iter()
        .map(|(platform, name, choices)| card(board, &platform, Some(name), &choices, false));
    el("fieldset")
        .class("bd-asks")
        .put(el("legend").text("The machine that asks"))
        .put(own)
        .all(others)
}

/// Another machine: what its engine states, its name, and what the clients do there.
type Other = (Platform, &'static str, Vec<Choice>);

/// Where clients disagree most.
fn others(board: &Board) -> Vec<Other> {
    // Every machine is asked for by every client; on a very long list that would be felt.
    if !board.subject.is_index || board.subject.offered.len() > ENTRIES_MAX {
        return Vec::new();
    }
    let mut found: Vec<(usize, Other)> = Vec::new();
    for (platform, name) in super::machines::usual() {
        let is_there = found.iter().any(|(_, (own, _, _))| *own == platform);
        if platform == board.asker.platform || is_there {
            continue;
        }
        let asker = Asker {
            platform: platform.clone(),
            ..board.asker.clone()
        };
        let choices = choices(&asker, &board.subject.offered);
        let n_groups = clients::disagreement(&choices).len();
        let at = found.partition_point(|(n, _)| *n >= n_groups);
        found.insert(at, (n_groups, (platform, name, choices)));
    }
    found
        .into_iter()
        .take(OTHERS_MAX)
        .map(|(_, it)| it)
        .collect()
}

fn card(
    board: &Board,
    platform: &Platform,
    name: Option<&'static str>,
    choices: &[Choice],
    is_own: bool,
) -> Element {
    let name = match (name, board.is_assumed) {
        (Some(name), _) => name.to_owned(),
        (None, true) => "the default".to_owned(),
        (None, false) => match board.listed {
            Some(machine) => format!("your machine: {}", machine.name),
            None => "your machine".to_owned(),
        },
    };
    let received = |choice: &Choice| match (choice.picked, board.subject.is_index) {
        (Some(position), _) => {
            let entry = board.subject.at(position);
            Some(entry.and_then(|it| it.platform.clone()).unwrap_or_default())
        }
        // Without an index everybody gets the one image.
        (None, false) => Some(board.subject.claims.clone().unwrap_or_default()),
        (None, true) => None,
    };
    let ticks = choices.iter().zip(CLIENTS).map(|(choice, client)| {
        let tick = match received(choice) {
            Some(platform) => el("i")
                .class(sign::family_class(&platform.architecture))
                .put(sign::glyph(&platform.architecture, &platform.variant)),
            None => el("i").class("bd-none").put(sign::icon("cross")),
        };
        tick.set("title", client.name)
    });
    let words = match (&board.subject.claims, board.subject.is_index) {
        (_, true) => clients::in_words(&clients::disagreement(choices), &board.subject.offered),
        (Some(claims), false) => format!("all {} get {claims}", choices.len()),
        (None, false) => format!("all {} get the one image", choices.len()),
    };
    el("label")
        .class("set bd-set")
        .put(
            el("input")
                .set("type", "radio")
                .set("name", control_name(NAME, MACHINE))
                .set("value", platform.to_string())
                .flag("checked", is_own),
        )
        .put(
            el("span")
                .class("bd-set-b")
                .put(sign::platform(platform))
                .put(el("span").class("bd-set-k").text(name))
                .put(
                    el("span")
                        .class("bd-ticks")
                        .set("aria-hidden", "true")
                        .all(ticks),
                )
                .put(el("span").class("bd-set-c").text(words)),
        )
}
