//! What addresses ask for, and what comes of it.

use super::*;

#[track_caller]
fn check(given: &[(&str, &str)], expected: &[(&str, &str)]) {
    let options = EmbedOptions::read(given.iter().copied());
    let pairs = options.pairs();
    let borrowed = || pairs.iter().map(|(name, value)| (*name, value.as_str()));
    assert_eq!(borrowed().collect::<Vec<_>>(), expected, "{given:?}");
    assert_eq!(EmbedOptions::read(borrowed()), options, "round trip");
}

#[test]
fn defaults_are_written_nowhere() {
    check(&[], &[]);
    check(
        &[
            ("theme", "auto"),
            ("bg", "page"),
            ("controls", "full"),
            ("data", "captured"),
            ("motion", "auto"),
            ("fit", "auto"),
            ("host", "reader"),
            ("emit", "0"),
            ("speed", "1.0"),
            ("image", "  "),
        ],
        &[],
    );
}

#[test]
fn every_word_of_every_option_survives() {
    fn all<C: Choice>(name: &str) {
        for (word, value) in C::ALL {
            assert!(C::of(word) == *value && value.word() == *word);
            let is_default = *value == C::ALL[0].1;
            let expected: &[(&str, &str)] = if is_default { &[] } else { &[(name, word)] };
            check(&[(name, word)], expected);
        }
    }
    all::<Theme>("theme");
    all::<Background>("bg");
    all::<Controls>("controls");
    all::<Data>("data");
    all::<Motion>("motion");
    all::<Fit>("fit");
    all::<Switch>("emit");
    all::<Switch>("autoplay");
    all::<Switch>("loop");
}

#[test]
fn what_is_unknown_is_ignored_and_what_is_bad_is_the_default() {
    check(&[("color", "red"), ("theme", "Dark"), ("emit", "yes")], &[]);
    check(
        &[("accent", "red"), ("host", "a/b/c/d"), ("speed", "fast")],
        &[],
    );
    check(
        &[("theme", "dark"), ("theme", "light")],
        &[("theme", "light")],
    );
}

#[test]
fn long_texts_are_cut() {
    let long = "é".repeat(9_999);
    check(&[("id", &long)], &[("id", &"é".repeat(64))]);
    check(&[("image", &long)], &[("image", &"é".repeat(512))]);
    check(&[("host", &long)], &[]);
}

#[test]
fn a_host_may_name_its_build() {
    check(&[("host", "linux/arm64/v8")], &[("host", "linux/arm64/v8")]);
    check(
        &[("host", "windows/amd64:20348")],
        &[("host", "windows/amd64:20348")],
    );
    check(
        &[("host", "windows(10.0.20348)/amd64")],
        &[("host", "windows/amd64:20348")],
    );
    check(
        &[("host", "windows/amd64:10.0.20348.1")],
        &[("host", "windows/amd64:10.0.20348.1")],
    );
    check(&[("host", "linux/amd64:<b>")], &[("host", "linux/amd64")]);
    let Host::Given(server) = Host::parse("windows/amd64:20348") else {
        panic!("a platform");
    };
    assert_eq!(server.os_version, "10.0.20348");
}

#[test]
fn a_speed_is_clamped() {
    let percent = |text| Speed::parse(text).percent();
    assert_eq!(
        [
            "0.5",
            "4",
            "2.25",
            ".5",
            "99",
            "0",
            "",
            "-1",
            "1e3",
            "1.2.3",
            "99999999999"
        ]
        .map(percent),
        [50, 400, 225, 100, 400, 50, 100, 100, 100, 100, 100]
    );
    check(&[("speed", "1.50")], &[("speed", "1.5")]);
    check(&[("speed", "0.05")], &[("speed", "0.5")]);
}
