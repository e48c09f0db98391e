//! Whatever an address says, there is a picture, and it stands alone.

use proptest::prelude::*;
use tagprism_figures::embed::EMBEDS;
use tagprism_snap::{Ask, Format, badge, oembed, picture, text};

/// A query of known and unknown names with values that fit and values that do not.
fn queries() -> impl Strategy<Value = String> {
    let names = prop_oneof![
        Just("image"),
        Just("host"),
        Just("theme"),
        Just("bg"),
        Just("data"),
        Just("scale"),
        Just("step"),
        Just("text"),
        Just("direction"),
        Just("trouble"),
        Just("net"),
        Just("platform"),
        Just("read"),
        Just("set"),
        Just("unknown"),
    ];
    let values = prop_oneof![
        "[a-z0-9/:.@%+-]{0,24}",
        "\\PC{0,12}",
        any::<String>(),
        Just("%3Cscript%3E%E2%80%AE%00".to_owned()),
        Just("windows/amd64:20348".to_owned()),
        Just("dark".to_owned()),
        Just("-7".to_owned()),
    ];
    let pairs = prop::collection::vec((names, values), 0..5);
    pairs.prop_map(|pairs| {
        let pairs: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("&")
    })
}

fn check(name: &str, out: &str) {
    assert!(out.len() <= 60_000, "{name}: {} bytes", out.len());
    assert!(
        !out.chars()
            .any(|it| (it.is_control() && it != '\n') || it == '\u{202e}'),
        "{name}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_address_has_its_picture(query in queries(), nth in 0..EMBEDS.len()) {
        let name = EMBEDS[nth].name;
        let ask = Ask::new(&EMBEDS[nth], Format::Svg, &query);
        let canonical = ask.canonical();
        let own = canonical.split_once('?').map_or("", |it| it.1);
        prop_assert_eq!(Ask::new(&EMBEDS[nth], Format::Svg, own).canonical(), canonical);
        for facts in [picture::Facts::Recorded, picture::Facts::Unavailable(&query)] {
            for out in [picture::svg(&ask, facts, "https://tagprism.example/"), badge::of(&ask, facts, "")] {
                check(name, &out);
                prop_assert!(!out.contains("<script") && !out.contains("<foreignObject"));
                prop_assert_eq!(out.matches("<svg").count(), 1);
            }
            check(name, &text::text(&ask, facts, ""));
        }
    }

    #[test]
    fn every_question_of_oembed_has_an_answer(query in any::<String>(), page in any::<String>()) {
        for asked in [query, format!("url=https://tagprism.example/{page}")] {
            let answer = oembed::answer(&asked, "https://tagprism.example/");
            prop_assert!(matches!(answer.status, 200 | 400 | 404 | 501));
            prop_assert!(!answer.json.contains("<script"));
        }
    }
}
