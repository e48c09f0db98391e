//! Themes and faces of a picture that stands alone: the tokens of the site, written out, because programs that draw
//! SVG know no variables.

use crate::{
    embed::options::{Background, Theme},
    markup::{Element, el},
};

/// How a picture looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Look {
    /// Light, dark, or as the reader has it.
    pub theme: Theme,
    /// Paper, or what is behind.
    pub background: Background,
}

/// The colors of one theme.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// Background.
    pub paper: &'static str,
    /// Text.
    pub ink: &'static str,
    /// What matters less.
    pub soft: &'static str,
    /// Hairlines.
    pub hair: &'static str,
    /// Addresses.
    pub link: &'static str,
    /// Behind what is chosen.
    pub marker: &'static str,
    /// Of each processor family, by its class.
    pub families: &'static [(&'static str, &'static str)],
}

/// Ink on paper.
pub const LIGHT: Palette = Palette {
    paper: "#fbfaf6",
    ink: "#1c1b18",
    soft: "#55524a",
    hair: "#d9d5c9",
    link: "#0b4fa0",
    marker: "#ffe58a",
    families: &[
        ("p-amd64", "#213791"),
        ("p-arm64", "#7a2b00"),
        ("p-arm", "#7c6c00"),
        ("p-386", "#17759b"),
        ("p-ppc64le", "#07654b"),
        ("p-s390x", "#6b48b8"),
        ("p-riscv64", "#b43877"),
        ("p-other", "#55524a"),
    ],
};

/// Chalk on night.
pub const DARK: Palette = Palette {
    paper: "#12161a",
    ink: "#ece9e1",
    soft: "#a9a79f",
    hair: "#2c343a",
    link: "#8db8ff",
    marker: "#5a4a12",
    families: &[
        ("p-amd64", "#5d86dd"),
        ("p-arm64", "#d27830"),
        ("p-arm", "#e0cc66"),
        ("p-386", "#74dde8"),
        ("p-ppc64le", "#7dc39c"),
        ("p-s390x", "#c4a0f9"),
        ("p-riscv64", "#b07f9a"),
        ("p-other", "#a9a79f"),
    ],
};

impl Palette {
    /// With everything that is soft as strong as the text.
    #[must_use]
    pub const fn contrasting(self) -> Palette {
        Palette {
            soft: self.ink,
            hair: self.ink,
            ..self
        }
    }

    fn rules(&self) -> String {
        let mut out = format!(
            "text,.i{{fill:{ink}}}.q{{fill:{soft}}}.k{{fill:{link}}}.u{{fill:{paper}}}.y{{fill:{marker}}}\
             .r{{stroke:{ink}}}.x{{stroke:{hair}}}",
            ink = self.ink,
            soft = self.soft,
            link = self.link,
            paper = self.paper,
            marker = self.marker,
            hair = self.hair,
        );
        for (class, color) in self.families {
            out.push_str(&format!(
                ".{class}{{fill:{color}}}.g.{class}{{fill:none;stroke:{color}}}"
            ));
        }
        out
    }
}

/// Faces and lines, which are the same in every theme.
const SHAPES: &str = "text{font-family:'IBM Plex Sans Condensed','Segoe UI',system-ui,sans-serif;font-size:14px}\
    .h{font-family:'Source Serif 4',Georgia,serif;font-size:20px;font-weight:600}.n{font-size:16px}\
    .m{font-family:'IBM Plex Mono',ui-monospace,Menlo,Consolas,monospace;font-size:13px}\
    .w{font-size:13px}.l{font-size:12px}.b{font-weight:600}path{fill:none}.g{stroke-width:1.5}";

/// The style sheet of a picture.
#[must_use]
pub fn rules(look: Look) -> String {
    let light = LIGHT.rules();
    match look.theme {
        Theme::Light => format!("{SHAPES}{light}"),
        Theme::Dark => format!("{SHAPES}{}", DARK.rules()),
        Theme::Auto => in_both(&light, &DARK.rules()),
        Theme::Contrast => in_both(&LIGHT.contrasting().rules(), &DARK.contrasting().rules()),
    }
}

fn in_both(light: &str, dark: &str) -> String {
    format!("{SHAPES}{light}@media(prefers-color-scheme:dark){{{dark}}}")
}

/// The outermost element of a picture.
#[must_use]
pub fn document(width: i32, height: i32, look: Look) -> Element {
    let scheme = match look.theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::Auto | Theme::Contrast => "light dark",
    };
    el("svg")
        .set("xmlns", "http://www.w3.org/2000/svg")
        .set("viewBox", format!("0 0 {width} {height}"))
        .set("width", width)
        .set("height", height)
        .set("role", "img")
        .set("color-scheme", scheme)
}

/// The sheet of paper, where there is one.
#[must_use]
pub fn background(look: Look, width: i32, height: i32) -> Option<Element> {
    (look.background == Background::Page).then(|| {
        let (inner_width, inner_height) = (width - 1, height - 1);
        el("rect")
            .class("u x")
            .set("x", ".5")
            .set("y", ".5")
            .set("width", inner_width)
            .set("height", inner_height)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colors_are_those_of_the_site() {
        let tokens = include_str!("../../../../style/tokens.css");
        for (palette, suffix) in [(LIGHT, ""), (DARK, "-lit")] {
            for (class, color) in palette.families {
                let token = class.replacen('p', "raw", 1);
                let declared = format!("--{token}{suffix}: {color};");
                assert!(
                    *class == "p-other" || tokens.contains(&declared),
                    "{declared}"
                );
            }
            for color in [
                palette.paper,
                palette.ink,
                palette.soft,
                palette.hair,
                palette.link,
                palette.marker,
            ] {
                assert!(tokens.contains(&format!(": {color};")), "{color}");
            }
        }
    }

    #[test]
    fn a_fixed_theme_asks_nobody() {
        let look = |theme| {
            rules(Look {
                theme,
                ..Look::default()
            })
        };
        assert!(look(Theme::Auto).contains("prefers-color-scheme"));
        assert!(look(Theme::Contrast).contains("prefers-color-scheme"));
        assert!(!look(Theme::Light).contains("@media") && !look(Theme::Dark).contains("@media"));
        assert!(look(Theme::Dark).contains(DARK.paper) && !look(Theme::Dark).contains(LIGHT.paper));
    }
}
