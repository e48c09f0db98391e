//! What is too much.

use super::*;
use std::time::{Duration, Instant};

/// The stack, which has to come at once; the bound is for slow machines and unoptimized builds.
#[track_caller]
fn read_soon(text: &str) -> Stack {
    let start = Instant::now();
    let stack = read(text);
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
    stack
}

#[track_caller]
fn check_told(stack: &Stack, what: &str) {
    let told: Vec<&str> = stack.troubles.iter().map(|it| it.what.as_str()).collect();
    assert!(told.contains(&what), "{told:?}");
}

#[test]
fn aliases_of_aliases_are_not_followed_for_ever() {
    let mut text =
        "services:\n  a:\n    image: a:1\nx0: &x0 [{containers: [{image: b}]}]\n".to_owned();
    for level in 1..60 {
        let alias = format!("*x{}", level - 1);
        let items = [alias.as_str(); 9].join(", ");
        text.push_str(&format!("x{level}: &x{level} [{items}]\n"));
    }
    let stack = read_soon(&text);
    assert_eq!(stack.uses.len(), 1);
    let stack = read_soon(&text.replace("services:\n", "apiVersion: v1\nkind: X\nspec:\n"));
    check_told(
        &stack,
        "The aliases of this file stand for more than can be read.",
    );
    check_told(
        &stack,
        "More than 1000 images are named; those from here on are left out.",
    );
    // Merged into each other, and a key that none of them has.
    let mut text = "x0: &x0 {a: b}\n".to_owned();
    for level in 1..40 {
        let alias = level - 1;
        text.push_str(&format!(
            "x{level}: &x{level} {{<<: [*x{alias}, *x{alias}]}}\n"
        ));
    }
    text.push_str("services:\n  web:\n    <<: *x39\n");
    check_told(
        &read_soon(&text),
        "The aliases of this file stand for more than can be read.",
    );
}

#[test]
fn an_alias_inside_of_what_it_stands_for_is_nothing() {
    check(
        "services: &s\n  a:\n    image: a:1\n    <<: *s\n  b: *s\n",
        Kind::Compose,
        &["services.a.image: a:1 @3"],
        &["! 5:6 The service `b` has nothing below it. | Give it an `image` or a `build`."],
    );
}

#[test]
fn depth_is_limited() {
    for open in ["[", "- "] {
        let deep = format!("services:\n  a: {{image: a}}\nx:\n  {}", open.repeat(200));
        let stack = read_soon(&deep);
        check_told(&stack, "This is nested more than 100 levels deep.");
        assert_eq!(stack.uses.len(), 1);
        // The parser has a bound of its own.
        let stack = read_soon(&format!("{deep}{}", open.repeat(50_000)));
        assert_eq!((stack.uses.len(), stack.troubles.len()), (1, 1));
    }
    // In aliases, which are as deep as what they stand for.
    let mut text = "services:\n  a: {image: a}\n".to_owned();
    for level in 0..200 {
        let inner = if level == 0 {
            "x".to_owned()
        } else {
            format!("*x{}", level - 1)
        };
        text.push_str(&format!(
            "x{level}: &x{level} {}{inner}{}\n",
            "[".repeat(60),
            "]".repeat(60)
        ));
    }
    check_told(
        &read_soon(&text),
        "This is nested more than 100 levels deep.",
    );
}

#[test]
fn size_is_limited() {
    let text = format!("services:\n  a: {{image: a}}\n{}", "#\n".repeat(600_000));
    assert_eq!(read_soon(&text).kind, Kind::Unreadable);
    let text = format!("FROM a\nRUN b\n{}", "RUN c\n".repeat(200_000));
    assert_eq!(read_soon(&text).kind, Kind::Unreadable);
    let text = format!(
        "services:\n  a: {{image: a}}\nx: [{}]\n",
        "a,".repeat(300_000)
    );
    let stack = read_soon(&text);
    check_told(&stack, "The file has more than 200000 keys and values.");
    assert_eq!(stack.uses.len(), 1);
    let text = "---\napiVersion: v1\nkind: Pod\nspec: {containers: [{image: a}]}\n".repeat(2_000);
    let stack = read_soon(&text);
    check_told(&stack, "Only the first 1000 documents were read.");
    assert_eq!(stack.uses.len(), 1_000);
    let text = "nginx:1\nredis:7\n".repeat(1_000);
    assert_eq!(read_soon(&text).uses.len(), 1_000);
}

#[test]
fn variables_do_not_multiply() {
    let mut text = "ARG A0=aaaaaaaaaa\n".to_owned();
    for level in 1..60 {
        let name = format!("$A{}", level - 1);
        text.push_str(&format!("ARG A{level}={}\n", name.repeat(10)));
    }
    text.push_str("FROM $A59\nRUN b\n");
    let stack = read_soon(&text);
    assert_eq!(
        stack.uses[0].reference,
        Err(NotRead::Variable("A59".to_owned()))
    );
    let braces = format!("services:\n  a: {{image: '{}'}}\n", "${".repeat(300_000));
    assert_eq!(read_soon(&braces).uses.len(), 1);
    let dollars = format!("FROM {}\nRUN b\n", "${a:-".repeat(150_000));
    assert_eq!(read_soon(&dollars).uses.len(), 1);
}
