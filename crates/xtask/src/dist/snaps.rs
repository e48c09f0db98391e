//! The pictures and texts that stand in for figures, in their defaults, for hosts that run nothing.

use tagprism_snap::{Ask, Format, picture, text};

use super::assets::Site;

/// Writes `snap/<name>.svg` and `.txt` for everything that can be embedded. `address` is where the site will be found, ending
/// with a slash; without one the pictures name no address.
pub fn put(site: &mut Site, address: Option<&str>) {
    let base = address.unwrap_or_default();
    for ask in tagprism_snap::ask::defaults(&[Format::Svg, Format::Text]) {
        let written = match ask.format {
            Format::Text => text::text(&ask, picture::Facts::Recorded, base),
            Format::Svg | Format::Png => picture::svg(&ask, picture::Facts::Recorded, base),
        };
        site.put(&file(&ask), written.into_bytes());
    }
}

fn file(ask: &Ask) -> String {
    format!("snap/{}.{}", ask.embed.name, ask.format.ending())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embed_has_a_picture_and_a_text() {
        let files: Vec<String> = tagprism_snap::ask::defaults(&[Format::Svg, Format::Text])
            .map(|ask| file(&ask))
            .collect();
        for name in [
            "snap/match.svg",
            "snap/match.txt",
            "snap/push.svg",
            "snap/inspect.txt",
        ] {
            assert!(files.iter().any(|file| file == name), "{name}");
        }
    }
}
