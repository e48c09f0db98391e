use super::*;
use tagprism_core::{
    resolve,
    resolve::{Offer, Question, RuleSet},
};

fn tell(host: &str, offered: &[&str]) -> Vec<String> {
    let linux = Platform::new("linux", "amd64", "");
    let offers: Vec<Offer> = offered
        .iter()
        .zip(1..)
        .map(|(text, position)| Offer {
            position,
            platform: Platform::parse(text, &linux).ok(),
            is_readable: true,
        })
        .collect();
    let host = Platform::parse(host, &linux).unwrap();
    let question = Question {
        host,
        policy: Policy::Only,
        rules: RuleSet::Rc5,
    };
    let told = steps(
        &resolve(&offers, &question),
        Listed::Index { n_attestations: 0 },
    );
    let plain = |step: &Step| -> String {
        step.iter()
            .map(|piece| match piece {
                Piece::Text(words) | Piece::Strong(words) | Piece::Code(words) => words.as_str(),
            })
            .collect()
    };
    told.iter().map(plain).collect()
}

#[test]
fn a_pi_zero_on_a_debian_layout_steps_down_once() {
    let told = tell(
        "linux/arm/v6",
        &[
            "linux/amd64",
            "linux/arm/v5",
            "linux/arm/v7",
            "linux/arm64/v8",
        ],
    );
    assert_eq!(told[0], "The index has 4 entries.");
    assert_eq!(
        told[1],
        "A linux/arm/v6 machine accepts arm/v6, then arm/v5. It refuses arm/v7, which is newer than it."
    );
    assert_eq!(told[2], "arm/v6 is not in the list.");
    assert_eq!(told[3], "arm/v5 is entry 2. It is picked, one step down.");
}

#[test]
fn no_match_ends_before_any_download() {
    let told = tell("linux/s390x", &["linux/amd64"]);
    assert_eq!(told[1], "A linux/s390x machine accepts only s390x.");
    assert_eq!(
        told.last().unwrap(),
        "Nothing is left, so the engine stops before it downloads any layer."
    );
}

#[test]
fn twins_are_settled_by_position() {
    let told = tell("linux/amd64", &["linux/amd64", "linux/amd64"]);
    assert!(
        told.last()
            .unwrap()
            .ends_with("among equals the first in the list wins.")
    );
}

#[test]
fn an_entry_that_is_listed_but_refused_is_not_called_missing() {
    let told = tell(
        "windows(10.0.17763)/amd64",
        &["windows(10.0.20348)/amd64", "linux/amd64"],
    );
    assert_eq!(
        told[2],
        "386 10.0.17763 is not in the list. amd64 is in the list, but refused for its Windows build."
    );
    let told = tell("linux/386", &["linux(+sse3)/386", "linux/s390x"]);
    assert_eq!(
        told[2],
        "386 is in the list, but refused for the features that it needs."
    );
}

#[test]
fn what_is_missing_and_what_is_refused_are_said_apart() {
    let told = tell("linux/arm/v6", &["linux(+x)/arm/v5"]);
    assert_eq!(
        told[2],
        "arm/v6 is not in the list. arm/v5 is in the list, but refused for the features that it needs."
    );
}

#[test]
fn features_settle_a_tie_before_the_position_does() {
    let told = tell(
        "linux(+a+b)/amd64",
        &["linux/amd64", "linux(+a)/amd64", "linux(+a+b)/amd64"],
    );
    assert!(
        told.last()
            .unwrap()
            .ends_with("the one that uses more features of the operating system goes first."),
        "{told:#?}"
    );
    let told = tell("linux(+a)/amd64", &["linux(+a)/amd64", "linux(+a)/amd64"]);
    assert!(
        told.last()
            .unwrap()
            .ends_with("among equals the first in the list wins."),
        "{told:#?}"
    );
}

#[test]
fn an_entry_without_a_platform_is_taken_and_looked_into() {
    let told = tell("linux/s390x", &["linux/amd64", ""]);
    assert_eq!(
        told.last().unwrap(),
        "Entry 2 states no platform. The engine takes it, because nothing better is there."
    );
}
