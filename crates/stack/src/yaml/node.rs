//! A value of YAML, with its place.

use crate::finds::At;
use std::{cell::Cell, collections::BTreeSet, rc::Rc};

/// So many nodes are looked at in all; aliases count as often as they are met.
const STEPS_MAX: usize = 2_000_000;

/// A value; aliases share it.
#[derive(Debug)]
pub(crate) struct Node {
    pub at: At,
    pub value: Value,
    /// Levels below and including this one, aliases followed.
    pub height: usize,
    /// Whether the document breaks inside of it.
    pub is_cut: bool,
}

#[derive(Debug)]
pub(crate) enum Value {
    /// `null`, or an alias to what it stands in.
    Nothing,
    /// Any scalar.
    Text(String),
    List(Vec<Rc<Node>>),
    Map(Vec<(Rc<Node>, Rc<Node>)>),
}

/// How much may still be looked at. Aliases of aliases multiply: ten lines can stand for more than fits into any memory.
#[derive(Debug)]
pub(crate) struct Budget(Cell<usize>);

impl Default for Budget {
    fn default() -> Budget {
        Budget(Cell::new(STEPS_MAX))
    }
}

impl Budget {
    /// Takes one step; `false` when there is none left.
    pub fn step(&self) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(1));
        left > 0
    }

    pub fn is_spent(&self) -> bool {
        self.0.get() == 0
    }
}

impl Node {
    pub fn new(at: At, value: Value) -> Node {
        let below = match &value {
            Value::Nothing | Value::Text(_) => 0,
            Value::List(items) => items.iter().map(|it| it.height).max().unwrap_or(0),
            Value::Map(pairs) => pairs
                .iter()
                .map(|(key, value)| key.height.max(value.height))
                .max()
                .unwrap_or(0),
        };
        Node {
            at,
            value,
            height: below + 1,
            is_cut: false,
        }
    }

    /// The scalar that this is.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a list; of anything else, none.
    pub fn items(&self) -> &[Rc<Node>] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The value of a key: its own, or else one from a map that is merged in with `<<`.
    pub fn get(&self, key: &str, budget: &Budget) -> Option<&Node> {
        let Value::Map(pairs) = &self.value else {
            return None;
        };
        let mut merged = Vec::new();
        for (name, value) in pairs {
            if !budget.step() {
                return None;
            }
            match name.text() {
                Some("<<") => merged.push(value),
                Some(text) if text == key => return Some(value),
                _ => {}
            }
        }
        merged.into_iter().find_map(|value| match &value.value {
            Value::List(items) => items.iter().find_map(|it| it.get(key, budget)),
            _ => value.get(key, budget),
        })
    }

    /// Keys and values of a map, merged ones behind its own and only where they are new.
    pub fn entries(&self, budget: &Budget) -> Vec<(&str, &Node)> {
        let mut entries = Vec::new();
        let mut names = BTreeSet::new();
        self.entries_into(budget, &mut names, &mut entries);
        entries
    }

    fn entries_into<'a>(
        &'a self,
        budget: &Budget,
        names: &mut BTreeSet<&'a str>,
        entries: &mut Vec<(&'a str, &'a Node)>,
    ) {
        let Value::Map(pairs) = &self.value else {
            return;
        };
        let mut merged = Vec::new();
        for (name, value) in pairs {
            if !budget.step() {
                return;
            }
            match name.text() {
                Some("<<") => merged.push(value),
                Some(text) if names.insert(text) => entries.push((text, value)),
                _ => {}
            }
        }
        for value in merged {
            match &value.value {
                Value::List(items) => {
                    for item in items {
                        item.entries_into(budget, names, entries);
                    }
                }
                _ => value.entries_into(budget, names, entries),
            }
        }
    }
}
