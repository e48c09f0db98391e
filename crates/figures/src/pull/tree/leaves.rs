//! The leaves of the tree: config and layers.

use super::super::{
    pen::{At, group, path, rect, text},
    story::Story,
};
use super::{
    Tree,
    node::{class, object, unknown},
};
use crate::markup::Element;
use tagprism_core::flow::{EventKind, ObjectRole, ObjectState};

/// Config and layers.
pub fn leaves(story: &Story, tree: &Tree<'_>) -> Element {
    let left = if tree.is_single() { 256 } else { 500 };
    let config = tree.config.as_ref();
    let named = config.filter(|it| it.state != ObjectState::Unknown);
    let pen = match named {
        Some(_) => "f8-fork is-here",
        None => "f8-fork",
    };
    let x = left + 24;
    let waiting = first_fetch(story).filter(|_| named.is_none());
    group("f8-leaves")
        .put(path(pen, format!("M{left} 68h10V30h12m-12 38v50h12")))
        .put(match named {
            Some(config) => object(config, x, 6, 114, 50, "config", ""),
            None => unknown(x, 6, 114, 50, "config"),
        })
        .put(stack(tree, x))
        .put_some(waiting.map(|words| text("s-note", At::Start, x, 163, words)))
}

/// All layers as one pile.
fn stack(tree: &Tree<'_>, x: i32) -> Element {
    let n = tree.layers.len();
    let count = |is: fn(ObjectState) -> bool| tree.layers.iter().filter(|it| is(it.state)).count();
    let n_bad = count(|state| state == ObjectState::Rejected);
    let n_arrived = count(|state| state == ObjectState::Arrived);
    let n_unknown = count(|state| state == ObjectState::Unknown);
    let n_done = tree.n_trusted();
    let n_missing = tree.layers.iter().filter(|it| tree.is_missing(it)).count();
    let (state, words) = match () {
        () if n_missing > 0 => (ObjectState::Named, format!("{n_missing} of {n} missing")),
        () if n_unknown == n => (ObjectState::Unknown, "how many?".to_owned()),
        () if n_bad > 0 => (ObjectState::Rejected, format!("{n_bad} of {n} refused")),
        () if n_done == n => (ObjectState::Verified, format!("{n} of {n} right")),
        () if n_arrived > 0 => (ObjectState::Named, format!("{n_arrived} arrived")),
        () if n_done > 0 => (ObjectState::Named, format!("{n_done} of {n} right")),
        () => (ObjectState::Named, "named".to_owned()),
    };
    let title = match state {
        ObjectState::Unknown => "layers".to_owned(),
        _ => format!("{n} layers"),
    };
    let mut pile = match n_missing {
        0 => group(class(state)),
        _ => group(format!("{} o-lacks", class(state))),
    };
    for (dx, dy) in [(6, -6), (3, -3), (0, 0)] {
        pile = pile.put(rect("o-box o-sheet", x + dx, 100 + dy, 108, 44));
    }
    pile.put(text("s-text", At::Start, x + 10, 119, title))
        .put(text("s-note", At::Start, x + 10, 136, words))
}

/// When the config is asked for.
fn first_fetch(story: &Story) -> Option<String> {
    let step = story.first_step_of(ObjectRole::Config, EventKind::Name)?;
    Some(format!("named in step {step}"))
}
