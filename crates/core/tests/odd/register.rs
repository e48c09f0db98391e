//! The list of all oddities, held against the tests that exist.

use std::{fs, path::Path};

/// `| 12 | Two entries of one platform | crates/… `name` |`, in order.
fn rows() -> Vec<(usize, String)> {
    let list = include_str!("README.md");
    list.lines()
        .filter_map(|line| {
            let mut cells = line.trim_matches('|').split('|').map(str::trim);
            let number = cells.next()?.parse().ok()?;
            Some((number, cells.next_back()?.to_owned()))
        })
        .collect()
}

#[test]
fn every_oddity_is_listed_once_and_in_order() {
    let numbers: Vec<usize> = rows().into_iter().map(|(number, _)| number).collect();
    assert_eq!(numbers, (1..=77).collect::<Vec<_>>());
}

#[test]
fn every_test_that_is_named_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut missing = Vec::new();
    let mut n_without = 0;
    for (number, where_) in rows() {
        if where_.starts_with("not supported: ") || where_.starts_with("not tested: ") {
            n_without += 1;
            continue;
        }
        // `path` `test`, `test`; `path` …
        for part in where_.split(';').map(str::trim) {
            let mut words = part.split('`').skip(1).step_by(2);
            let Some(path) = words.next() else {
                missing.push(format!("{number}: names no file: {part}"));
                continue;
            };
            let Ok(text) = fs::read_to_string(root.join(path)) else {
                missing.push(format!("{number}: no file {path}"));
                continue;
            };
            let mut n_named = 0;
            for name in words {
                n_named += 1;
                let is_there =
                    text.contains(&format!("fn {name}(")) || text.contains(&format!("(\"{name}"));
                if !is_there {
                    missing.push(format!("{number}: {path} has no `{name}`"));
                }
            }
            if n_named == 0 {
                missing.push(format!("{number}: {path} without a test"));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
    // Whoever adds a test takes one off; whoever takes a test away has to say so here.
    assert_eq!(n_without, 5);
}
