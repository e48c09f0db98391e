//! Entries × clients: the table.

use super::{
    asked::Board,
    narrow,
    rows::{Row, Weight},
    words,
};
use crate::{
    controls::Controls,
    figure::Table,
    markup::{Element, KEY, el},
    sign,
};
use tagprism_core::{
    Platform,
    clients::{CLIENTS, Choice, Client, Standing, Verdict},
    machines::Machine,
};

/// The table, and its list for narrow screens.
pub(super) fn view(board: &Board, controls: &Controls<'_>) -> Element {
    if !board.subject.is_index {
        // Before its config is read nobody knows what it is for.
        let run = board
            .listed
            .zip(board.subject.claims.as_ref())
            .map(|(machine, claims)| machine.run(claims));
        return el("p")
            .class("bd-single")
            .put_some(run.as_ref().map(sign::run));
    }
    let head = el("tr")
        .put(head_cell("#").class("c-n"))
        .put(head_cell("Entry"))
        .all(CLIENTS.iter().enumerate().map(|(nth, client)| {
            client_head(client, board, controls).class(column_class("bd-c", nth == board.nth))
        }));
    let body = board.rows.iter().map(|row| body_row(board, row));
    let foot = el("tr")
        .put(el("td"))
        .put(el("th").set("scope", "row").text("Receives"))
        .all(board.choices.iter().enumerate().map(|(nth, choice)| {
            receives(board, choice).class(column_class("", nth == board.nth))
        }));
    let then = board.listed.map(|machine| {
        el("tr")
            .put(el("td"))
            .put(el("th").set("scope", "row").text("Then"))
            .all(board.choices.iter().enumerate().map(|(nth, choice)| {
                then(board, machine, choice).class(column_class("", nth == board.nth))
            }))
    });
    let caption = format!(
        "What each client makes of each entry of {}, asked for {}",
        board.subject.name, board.asker.platform
    );
    el("div")
        .class("bd-w")
        .put(
            el("div")
                .class("bd-scroll")
                .set("tabindex", "0")
                .set("role", "region")
                .set("aria-label", "Entries and clients")
                .put(
                    el("table")
                        .class("tbl bd-t")
                        .put(el("caption").class("vh").text(caption))
                        .put(el("thead").put(head))
                        .put(el("tbody").all(body))
                        .put(el("tfoot").put(foot).put_some(then)),
                ),
        )
        .put(narrow::list(board, controls))
}

fn column_class(class: &'static str, is_open: bool) -> String {
    match is_open {
        true => format!("{class} is-open").trim_start().to_owned(),
        false => class.to_owned(),
    }
}

fn head_cell(words: &'static str) -> Element {
    el("th").set("scope", "col").text(words)
}

/// A client at the head of its column.
fn client_head(client: &'static Client, board: &Board, controls: &Controls<'_>) -> Element {
    el("th")
        .set("scope", "col")
        .put(chooser(client, board, controls))
        .put(el("span").text(client.also))
        .put(el("code").text(client.version))
}

/// A client's name: choosing it opens its rule below.
pub(super) fn chooser(client: &'static Client, board: &Board, controls: &Controls<'_>) -> Element {
    let is_open = client.id == board.client.id;
    controls
        .button("client", Some(client.id.to_owned()), None, client.name)
        .class("bd-name")
        .set("aria-pressed", if is_open { "true" } else { "false" })
}

fn body_row(board: &Board, row: &Row) -> Element {
    let dashes = || {
        board.choices.iter().enumerate().map(|(nth, _)| {
            el("td")
                .class(column_class("b-no", nth == board.nth))
                .put(sign::icon("dash"))
                .put(el("span").class("vh").text("refused"))
        })
    };
    let summed = |key: &'static str, words: String| {
        el("tr")
            .class("b-far b-att")
            .set(KEY, key)
            .put(el("td"))
            .put(el("th").set("scope", "row").text(words))
            .all(dashes())
    };
    let (idx, weight) = match row {
        Row::Entry(idx, weight) => (*idx, *weight),
        Row::Attestations(1) => return summed("attestations", "1 attestation".to_owned()),
        Row::Attestations(n) => return summed("attestations", format!("{n} attestations")),
        Row::Rest(n) => return summed("rest", format!("{n} more, taken by nobody")),
    };
    let entry = &board.subject.offered[idx];
    let class = match weight {
        Weight::Taken => "b-split",
        Weight::Near => "b-near",
        Weight::Far => "b-far",
    };
    let cells = board.choices.iter().enumerate().map(|(nth, choice)| {
        let cell = match choice.verdicts.get(idx) {
            Some(verdict) => verdict_cell(verdict, weight, entry.platform.as_ref()),
            None => el("td"),
        };
        let class = cell_class(choice, idx, nth == board.nth, entry.platform.as_ref());
        cell.class(class)
    });
    el("tr")
        .class(class)
        .set(KEY, format!("e{}", entry.position))
        .put(el("td").class("c-n").text(entry.position))
        .put(
            el("th")
                .set("scope", "row")
                .put(sign::stated(entry.platform.as_ref())),
        )
        .all(cells)
}

fn cell_class(choice: &Choice, idx: usize, is_open: bool, platform: Option<&Platform>) -> String {
    let standing = choice.verdicts.get(idx).map(|it| it.standing);
    let class = match standing {
        Some(Standing::Picked | Standing::Fallback) => {
            let family = platform.map_or("", |it| sign::family_class(&it.architecture));
            format!("b-pick {family}")
        }
        Some(Standing::Fits) => "b-fit".to_owned(),
        _ => "b-no".to_owned(),
    };
    match is_open {
        true => class + " is-open",
        false => class,
    }
}

fn verdict_cell(verdict: &Verdict, weight: Weight, platform: Option<&Platform>) -> Element {
    let why = verdict.reason.to_string();
    let cell = el("td").set("title", why.clone());
    match verdict.standing {
        Standing::Picked | Standing::Fallback => {
            let sign = if verdict.standing == Standing::Picked {
                "check"
            } else {
                "step"
            };
            let variant = platform
                .map(|it| it.variant.clone())
                .filter(|variant| !variant.is_empty());
            cell.put(
                el("span")
                    .class("b-mark")
                    .put(sign::icon(sign))
                    .text(words::standing(verdict.standing))
                    .put_some(variant.map(|it| el("span").class("vh").text(it))),
            )
            .put(el("span").class("b-why").text(why))
        }
        Standing::Fits => cell
            .put(el("span").class("vh").text("fits: "))
            .put(el("span").class("b-why").text(why)),
        Standing::Refused if weight == Weight::Far => cell
            .put(sign::icon("dash"))
            .put(el("span").class("vh").text(why)),
        Standing::Refused => cell
            .put(el("span").class("vh").text("refused: "))
            .put(sign::icon("dash"))
            .put(el("span").class("b-why").text(why)),
    }
}

/// What a client gets in the end.
fn receives(board: &Board, choice: &Choice) -> Element {
    el("td").put(match choice.picked {
        Some(position) => {
            let entry = board.subject.at(position);
            sign::stated(entry.and_then(|it| it.platform.as_ref()))
        }
        None => sign::outcome("cross", "no match"),
    })
}

/// What happens when the machine starts that.
fn then(board: &Board, machine: &'static Machine, choice: &Choice) -> Element {
    let entry = choice.picked.and_then(|it| board.subject.at(it));
    let run = entry.map(|it| machine.run(&it.platform.clone().unwrap_or_default()));
    el("td").put_some(run.as_ref().map(sign::run))
}

/// What a client gets, which entry that is, and why.
pub(super) fn gets(board: &Board, choice: &Choice) -> Element {
    let picked = choice.picked.and_then(|position| {
        let verdict = choice.verdicts.get(position.checked_sub(1)?)?;
        Some((board.subject.at(position)?, verdict))
    });
    let gets = el("span").class("bd-gets");
    match picked {
        Some((entry, verdict)) => gets.put(sign::stated(entry.platform.as_ref())).put(
            el("span")
                .class("b-why")
                .text(format!("entry {}, {}", entry.position, verdict.reason)),
        ),
        None => gets.put(sign::outcome("cross", "no match")),
    }
}

/// The same facts as text.
pub(super) fn table(board: &Board) -> Table {
    let heads = ["Entry".to_owned(), "Platform".to_owned()]
        .into_iter()
        .chain(CLIENTS.iter().map(|client| client.name.to_owned()));
    let cell = |choice: &Choice, idx: usize| {
        choice
            .verdicts
            .get(idx)
            .map_or_else(String::new, |verdict| {
                format!("{}: {}", words::standing(verdict.standing), verdict.reason)
            })
    };
    let row = |row: &Row| -> Vec<String> {
        let (first, second, idx) = match row {
            Row::Entry(idx, _) => {
                let idx = *idx;
                let entry = &board.subject.offered[idx];
                let platform = entry.platform.as_ref();
                let words = platform.map_or_else(|| "not stated".to_owned(), ToString::to_string);
                (entry.position.to_string(), words, Some(idx))
            }
            Row::Attestations(n) => ("–".to_owned(), format!("{n} attestations"), None),
            Row::Rest(n) => ("–".to_owned(), format!("{n} more entries"), None),
        };
        let cells = board.choices.iter().map(|choice| match idx {
            Some(idx) => cell(choice, idx),
            None => "refused".to_owned(),
        });
        [first, second].into_iter().chain(cells).collect()
    };
    let mut rows: Vec<Vec<String>> = if board.subject.is_index {
        board.rows.iter().map(row).collect()
    } else {
        Vec::new()
    };
    let receives = board.choices.iter().map(|choice| match choice.picked {
        _ if !board.subject.is_index => "the one image".to_owned(),
        Some(position) => format!("entry {position}, {}", board.subject.platform_of(position)),
        None => "nothing".to_owned(),
    });
    rows.push(
        ["".to_owned(), "Receives".to_owned()]
            .into_iter()
            .chain(receives)
            .collect(),
    );
    Table {
        caption: format!(
            "Entries of {} and what each client makes of them, asked for {}",
            board.subject.name, board.asker.platform
        ),
        heads: heads.collect(),
        rows,
    }
}
