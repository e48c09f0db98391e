//! The matrix as a table, and as a list for narrow screens.

use super::{
    matrix::{Cell, Column, Matrix, Row},
    words,
};
use crate::{
    markup::{Element, KEY, el},
    sign,
};
use tagprism_core::machines::Run;

pub(super) fn table(matrix: &Matrix) -> Element {
    let head = |column: &Column| {
        let class = if column.is_own { "is-own" } else { "" };
        el("th")
            .set("scope", "col")
            .class(class)
            .put(sign::platform(&column.platform))
            .put(el("span").class("sk-name").text(column.name.clone()))
    };
    let total = |name: &'static str, key: &'static str, of: &dyn Fn(usize) -> String| {
        el("tr")
            .set(KEY, key)
            .put(el("th").set("scope", "row").text(name))
            .all((0..matrix.columns.len()).map(|column| el("td").text(of(column))))
    };
    el("div")
        .class("sk-scroll")
        .set(KEY, "table")
        .set("tabindex", "0")
        .set("role", "region")
        .set("aria-label", "Images and machines")
        .put(
            el("table")
                .class("tbl sk-t")
                .put(el("caption").class("vh").text(words::table(matrix).caption))
                .put(
                    el("thead").put(
                        el("tr")
                            .put(el("th").set("scope", "col").text("Image"))
                            .all(matrix.columns.iter().map(head)),
                    ),
                )
                .put(el("tbody").all(matrix.listed().map(|row| body_row(matrix, row))))
                .put(
                    el("tfoot")
                        .put(total(
                            "Missing",
                            "gaps",
                            &|column| match matrix.gaps_of(column).len() {
                                0 => "none".to_owned(),
                                n => n.to_string(),
                            },
                        ))
                        .put(total("Download", "bytes", &|column| {
                            words::bytes(matrix, column)
                        })),
                ),
        )
}

fn body_row(matrix: &Matrix, row: &Row) -> Element {
    let class = if row.n_gaps() > 0 { "sk-gap" } else { "" };
    el("tr")
        .class(class)
        .set(KEY, format!("i{}", row.idx))
        .put(name(matrix, row, "th").set("scope", "row"))
        .all(row.cells.iter().zip(&matrix.columns).map(|(cell, column)| {
            let class = if column.is_own { "is-own" } else { "" };
            el("td").class(class).put(got(cell))
        }))
}

fn name(matrix: &Matrix, row: &Row, tag: &'static str) -> Element {
    let image = matrix.image(row);
    let about = words::about(image)
        .into_iter()
        .map(|words| el("span").class("sk-about").text(words));
    let others = image.alternatives.iter().map(|name| {
        el("span")
            .class("sk-about")
            .text("instead: ")
            .put(link(name))
    });
    el(tag).put(link(&image.name)).all(about).all(others)
}

/// To the page of an image.
fn link(name: &str) -> Element {
    el("a")
        .set("href", format!("i/{}", crate::embed::query::encode(name)))
        .put(el("code").text(name.to_owned()))
}

/// What a machine gets, as signs and words.
fn got(cell: &Cell) -> Element {
    match cell {
        Cell::Waiting => sign::outcome("wait", "reading"),
        Cell::Unknown => sign::outcome("help", "not known"),
        Cell::Nothing => sign::outcome("cross", "nothing"),
        Cell::Entry {
            platform: got,
            is_fallback,
            run,
            ..
        } => el("span")
            .class("sk-got")
            .put(sign::stated(got.as_ref()))
            .put_some(is_fallback.then(|| el("span").class("sk-how").text("fallback")))
            .put_some(then(run.as_ref())),
        Cell::Single { platform: got, run } => el("span")
            .class("sk-got")
            .put(sign::stated(got.as_ref()))
            .put_some(then(run.as_ref())),
    }
}

/// What happens then, where it does not simply run.
fn then(run: Option<&Run>) -> Option<Element> {
    run.filter(|run| **run != Run::Native).map(sign::run)
}

/// One image at a time, where the table does not fit.
pub(super) fn list(matrix: &Matrix) -> Element {
    let item = |row: &Row| {
        let lines = row.cells.iter().zip(&matrix.columns).map(|(cell, column)| {
            el("div")
                .put(el("dt").text(column.name.clone()))
                .put(el("dd").put(got(cell)))
        });
        el("li")
            .set(KEY, format!("l{}", row.idx))
            .put(name(matrix, row, "p"))
            .put(el("dl").all(lines))
    };
    el("ul")
        .class("sk-list")
        .set(KEY, "list")
        .all(matrix.listed().map(item))
}
