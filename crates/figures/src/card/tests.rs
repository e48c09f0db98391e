//! Every figure as a card.

use super::*;
use crate::{FIGURES, Scene, State};
use tagprism_core::Platform;

fn drawings() -> Vec<(&'static Figure, Drawing)> {
    let machine = Platform::new("linux", "arm64", "v8");
    let drawing =
        |figure: &Figure| (figure.draw)(&State::new(figure.parameters), &Scene::known(&machine));
    FIGURES.iter().map(|it| (it, drawing(it))).collect()
}

#[test]
fn a_card_has_every_cell_of_the_table() {
    for (figure, drawing) in drawings() {
        let words = card(figure, &drawing).plain_text();
        let said = [
            &drawing.caption,
            &drawing.origin.data,
            &drawing.origin.source,
        ];
        let cells = drawing.table.rows.iter().flatten().chain(said);
        for word in cells.flat_map(|cell| cell.split([' ', '\u{a0}', ',', '/'])) {
            assert!(words.contains(word), "{}: {word}", figure.name);
        }
        assert!(words.contains(figure.title), "{}", figure.name);
    }
}

#[test]
fn no_card_is_heavy_or_needs_anything_from_elsewhere() {
    for (figure, drawing) in drawings() {
        let sheet = Sheet {
            number: figure.number,
            title: figure.title,
            drawing: &drawing,
            address: "https://tagprism.example/?a=1#fig-match",
            max_rows: 24,
            look: Look::default(),
        };
        let svg = sheet.drawn().to_html();
        assert!(svg.len() <= 40_000, "{}: {} bytes", figure.name, svg.len());
        for foreign in [
            "href",
            "url(",
            "<script",
            "foreignObject",
            "@import",
            " on",
            "var(",
        ] {
            assert!(
                !svg.replace(" on ", "").contains(foreign) || foreign == " on",
                "{}: {foreign}",
                figure.name
            );
        }
        assert!(svg.contains("<metadata>https://tagprism.example/?a=1#fig-match</metadata>"));
        assert!(svg.contains("<title>") && svg.contains("<desc>"));
    }
}

#[test]
fn hostile_words_stay_words_and_in_sight() {
    let (figure, mut drawing) = drawings().remove(0);
    drawing.caption = "<script>alert(1)</script>\u{202e}".to_owned();
    drawing.table.rows[0][0] = "</text><b>\u{0}".to_owned();
    let svg = card(figure, &drawing).to_html();
    assert!(
        !svg.contains("<script")
            && !svg.contains("<b>")
            && !svg.contains('\u{202e}')
            && !svg.contains('\u{0}')
    );
    assert!(svg.contains("⟪U+202E⟫") && svg.contains("⟪U+0000⟫"));
}

#[test]
fn a_long_caption_fits_into_a_narrow_drawing() {
    let caption = "One changed byte renames everything above it, up to where the tag points, and nothing beside it.";
    let lines = fitting(caption, 18, 360);
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(
        lines.iter().all(|line| line.chars().count() <= 37),
        "{lines:?}"
    );
    assert_eq!(lines.join(" "), caption);
    assert_eq!(fitting("no room", 18, 0), ["no", "room"]);
}
