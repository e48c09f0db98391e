//! Machines × entries, for one client.

use super::{asked::Board, clients, words};
use crate::{
    figure::Table,
    markup::{Element, KEY, el},
    sign,
};
use tagprism_core::{
    Platform,
    clients::{Asker, Choice, Standing},
    machines::{MACHINES, Machine, Run},
};

/// Entries that get a column each at most; of more only the one that is picked is named.
const COLUMNS_MAX: usize = 12;

/// A machine and what the client does there.
pub(super) struct Row {
    pub machine: &'static Machine,
    pub platform: Platform,
    pub choice: Choice,
    pub is_own: bool,
}

/// The listed machines, as platforms with a name each.
pub(super) fn usual() -> impl Iterator<Item = (Platform, &'static str)> {
    MACHINES
        .iter()
        .map(|machine| (machine.platform(), machine.name))
}

/// One row per machine.
pub(super) fn rows(board: &Board) -> Vec<Row> {
    let row = |machine: &'static Machine| {
        let platform = machine.platform();
        let asker = Asker {
            platform: platform.clone(),
            ..board.asker.clone()
        };
        Row {
            choice: board.client.choose(&asker, &board.subject.offered),
            is_own: Some(machine) == board.listed,
            platform,
            machine,
        }
    };
    MACHINES.iter().map(row).collect()
}

/// The entries that get a column: those that are images, where they are few.
fn columns(board: &Board) -> Vec<usize> {
    let subject = &board.subject;
    let is_taken = |idx: usize| {
        let position = subject.offered[idx].position;
        board.choices.iter().any(|it| it.picked == Some(position))
    };
    let images: Vec<usize> = (0..subject.offered.len())
        .filter(|idx| !subject.is_attestation(*idx) || is_taken(*idx))
        .collect();
    match images.len() {
        0..=COLUMNS_MAX => images,
        _ => Vec::new(),
    }
}

/// The table.
pub(super) fn view(board: &Board, rows: &[Row]) -> Element {
    let columns = columns(board);
    let head = |idx: &usize| {
        let entry = &board.subject.offered[*idx];
        el("th")
            .set("scope", "col")
            .class("bd-e")
            .put(el("span").class("c-n").text(entry.position))
            .put(sign::stated(entry.platform.as_ref()))
    };
    let body = rows.iter().map(|row| body_row(board, &columns, row));
    let caption = format!(
        "Which entry of {} {} gives to each machine",
        board.subject.name, board.client.name
    );
    el("div").class("bd-w").put(
        el("div")
            .class("bd-scroll")
            .set("tabindex", "0")
            .set("role", "region")
            .set("aria-label", "Machines and entries")
            .put(
                el("table")
                    .class("tbl bd-t bd-m")
                    .put(el("caption").class("vh").text(caption))
                    .put(
                        el("thead").put(
                            el("tr")
                                .put(el("th").set("scope", "col").text("Machine"))
                                .put(el("th").set("scope", "col").text("Gets"))
                                .put(el("th").set("scope", "col").text("Then"))
                                .all(columns.iter().map(head)),
                        ),
                    )
                    .put(el("tbody").all(body)),
            ),
    )
}

fn body_row(board: &Board, columns: &[usize], row: &Row) -> Element {
    let cell = |idx: &usize| {
        let Some(verdict) = row.choice.verdicts.get(*idx) else {
            return el("td");
        };
        let (class, sign) = match verdict.standing {
            Standing::Picked => ("b-pick", "check"),
            Standing::Fallback => ("b-pick", "step"),
            Standing::Fits => ("b-fit", "check"),
            Standing::Refused => ("b-no", "dash"),
        };
        let platform = board.subject.offered[*idx].platform.as_ref();
        let family = match verdict.standing {
            Standing::Picked | Standing::Fallback => {
                platform.map_or("", |it| sign::family_class(&it.architecture))
            }
            Standing::Fits | Standing::Refused => "",
        };
        el("td")
            .class(format!("{class} {family}").trim_end().to_owned())
            .set("title", verdict.reason.to_string())
            .put(sign::icon(sign))
            .put(
                el("span")
                    .class("vh")
                    .text(words::standing(verdict.standing)),
            )
    };
    let class = if row.is_own { "is-own" } else { "" };
    el("tr")
        .class(class)
        .set(KEY, row.machine.id)
        .put(
            el("th")
                .set("scope", "row")
                .put(el("span").class("bd-machine").text(row.machine.name))
                .put(sign::platform(&row.platform)),
        )
        .put(el("td").put(clients::gets(board, &row.choice)))
        .put(runs(board, row))
        .all(columns.iter().map(cell))
}

/// What happens when the machine starts it.
fn run_of(board: &Board, row: &Row) -> Option<Run> {
    let entry = board.subject.at(row.choice.picked?)?;
    let unstated = Platform::default();
    Some(
        row.machine
            .run(entry.platform.as_ref().unwrap_or(&unstated)),
    )
}

fn runs(board: &Board, row: &Row) -> Element {
    let Some(run) = run_of(board, row) else {
        return el("td");
    };
    el("td").put(sign::run(&run))
}

/// The same facts as text.
pub(super) fn table(board: &Board, rows: &[Row]) -> Table {
    let row = |row: &Row| {
        let gets = match row.choice.picked {
            Some(position) => {
                format!("entry {position}, {}", board.subject.platform_of(position))
            }
            None => "nothing".to_owned(),
        };
        let why = match row.choice.picked {
            Some(position) => row
                .choice
                .verdicts
                .get(position - 1)
                .map(|it| it.reason.to_string())
                .unwrap_or_default(),
            None => row.choice.rule.clone(),
        };
        vec![
            row.machine.name.to_owned(),
            row.platform.to_string(),
            row.choice.asked.to_string(),
            gets,
            why,
            run_of(board, row)
                .map(|run| run.sentence().to_owned())
                .unwrap_or_default(),
        ]
    };
    Table {
        caption: format!(
            "What {} gives to each machine out of {}",
            board.client.name, board.subject.name
        ),
        heads: ["Machine", "Platform", "Asked for", "Gets", "Why", "Then"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.iter().map(row).collect(),
    }
}
