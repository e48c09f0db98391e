//! A drawing in pixels, with faces that ship with the program: every machine draws the same.

use std::sync::{Arc, OnceLock};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb::Database},
};

/// More pixels than this are not drawn; the picture gets smaller instead.
const MAX_PIXELS: f32 = 4_000_000.0;

const FACES: [&[u8]; 4] = [
    include_bytes!("../fonts/mono-400.ttf"),
    include_bytes!("../fonts/sans-400.ttf"),
    include_bytes!("../fonts/sans-600.ttf"),
    include_bytes!("../fonts/serif-600.ttf"),
];

/// Letters that the faces do not have, and what stands in for them.
const STAND_INS: &[(&str, &str)] = &[("→", "›"), ("⟪", "«"), ("⟫", "»")];

/// Draws an SVG document of ours, `scale` pixels for each of its units. `None` where that is impossible.
#[must_use]
pub fn png(svg: &str, scale: u8) -> Option<Vec<u8>> {
    let mut svg = without_queries(svg);
    for (letter, stand_in) in STAND_INS {
        svg = svg.replace(letter, stand_in);
    }
    let options = Options {
        font_family: "Tagprism Sans".to_owned(),
        fontdb: faces(),
        ..Options::default()
    };
    let tree = Tree::from_str(&svg, &options).ok()?;
    let size = tree.size();
    let most = (MAX_PIXELS / (size.width() * size.height())).sqrt();
    let scale = f32::from(scale.clamp(1, 3)).min(most);
    let whole = size.to_int_size().scale_by(scale)?;
    let mut pixmap = Pixmap::new(whole.width(), whole.height())?;
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixmap.as_mut(),
    );
    pixmap.encode_png().ok()
}

/// The faces, read once. The names that a style sheet asks for are not installed, so the generic ones count.
fn faces() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = Database::new();
        for face in FACES {
            fonts.load_font_data(face.to_vec());
        }
        fonts.set_sans_serif_family("Tagprism Sans");
        fonts.set_serif_family("Tagprism Serif");
        fonts.set_monospace_family("Tagprism Mono");
        Arc::new(fonts)
    });
    Arc::clone(fonts)
}

/// The document without rules that depend on who looks: pixels look the same to everybody.
fn without_queries(svg: &str) -> String {
    match (svg.find("@media("), svg.find("</style>")) {
        (Some(start), Some(end)) if start < end => format!("{}{}", &svg[..start], &svg[end..]),
        _ => svg.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ask::Ask,
        picture::{Facts, svg},
    };
    use tagprism_figures::embed::EMBEDS;

    /// Width and height, from the head of the file.
    fn size(png: &[u8]) -> (u32, u32) {
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        (number(16), number(20))
    }

    #[test]
    fn every_embed_is_drawn_in_pixels_and_always_the_same() {
        for row in EMBEDS {
            let ask = Ask::parse(&format!("{}.png", row.name), "scale=1").unwrap();
            let drawing = svg(&ask, Facts::Recorded, "https://tagprism.example/");
            let pixels = png(&drawing, ask.scale).unwrap();
            assert!(
                pixels.starts_with(b"\x89PNG") && pixels.len() > 5_000,
                "{}",
                row.name
            );
            assert_eq!(pixels, png(&drawing, ask.scale).unwrap());
        }
    }

    #[test]
    fn a_picture_has_a_largest_size() {
        let tall = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\"9000\"></svg>";
        let (width, height) = size(&png(tall, 3).unwrap());
        assert!(width * height <= 4_010_000, "{width}×{height}");
        let small = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"90\"></svg>";
        assert_eq!(size(&png(small, 9).unwrap()), (240, 270));
        assert_eq!(png("no drawing", 1), None);
    }
}
