//! No address of a picture panics, every one has a canonical form that asks for the same, and what is drawn stands alone.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tagprism_snap::{Ask, Format, oembed, picture, text};

fuzz_target!(|address: &str| {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let answer = oembed::answer(query, "https://tagprism.example/");
    assert!(matches!(answer.status, 200 | 400 | 404 | 501));
    let asks = [
        Ask::parse(path, query),
        Ask::of_page(path, query),
        Ask::of_badge(path, query),
    ];
    for ask in asks.into_iter().flatten() {
        let canonical = ask.canonical();
        let (_, own) = canonical.split_once('?').expect("there is always one");
        let again = Ask::new(ask.embed, ask.format, own);
        let own_scale = Ask {
            scale: ask.scale,
            ..again
        };
        assert_eq!(own_scale.canonical(), canonical);
        for facts in [picture::Facts::Recorded, picture::Facts::Unavailable(query)] {
            let svg = match ask.format {
                Format::Text => text::text(&ask, facts, ""),
                Format::Svg | Format::Png => picture::svg(&ask, facts, ""),
            };
            assert!(svg.len() < 100_000 && !svg.contains(['\0', '\u{202e}']));
            assert!(ask.format == Format::Text || !svg.contains("<script"));
        }
    }
});
