//! Up and Down among radio buttons that stand in a table: by a row, as the eye goes. Browsers take a group of them for one
//! line; Left and Right stay theirs.

use super::{
    keys::{self, Focus},
    parts,
};
use leptos::prelude::document;
use wasm_bindgen::JsCast;

/// Listens in a form, for as long as the page lives.
pub fn listen(form: &web_sys::Element) {
    keys::listen(form, |key, focus| match (focus, key) {
        (Focus::Choice, "ArrowDown") => choose(true).is_some(),
        (Focus::Choice, "ArrowUp") => choose(false).is_some(),
        _ => false,
    });
}

/// Chooses as the browser does: focus, and a press that says so to whoever listens.
fn choose(is_down: bool) -> Option<()> {
    let at = document().active_element()?;
    let table = at.closest("table").ok().flatten()?;
    let radios = parts::all_in(&table, "input[type=radio]");
    let nth = radios.iter().position(|it| *it == at)?;
    let n_rows = parts::all_in(&table, "tbody > tr").len();
    let next = radios.get(a_row_away(nth, radios.len(), n_rows, is_down)?)?;
    let next = next.dyn_ref::<web_sys::HtmlElement>()?;
    let _ = next.focus();
    next.click();
    Some(())
}

/// The one below or above, as the rows follow each other in a ring; `None` where rows differ in length.
fn a_row_away(nth: usize, n: usize, n_rows: usize, is_down: bool) -> Option<usize> {
    let per_row = n.checked_div(n_rows).filter(|it| it * n_rows == n)?;
    Some((nth + if is_down { per_row } else { n - per_row }) % n.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(nth: usize, is_down: bool, expected: usize) {
        assert_eq!(a_row_away(nth, 36, 6, is_down), Some(expected));
    }

    #[test]
    fn a_column_is_a_ring() {
        check(1, true, 7);
        check(7, false, 1);
        check(31, true, 1);
        check(1, false, 31);
    }

    #[test]
    fn where_rows_differ_the_browser_moves() {
        assert_eq!(a_row_away(0, 7, 3, true), None);
        assert_eq!(a_row_away(0, 4, 0, true), None);
        assert_eq!(a_row_away(0, 0, 0, false), None);
    }
}
