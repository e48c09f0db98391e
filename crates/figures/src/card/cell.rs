//! One cell of a table: plain words, a platform with its sign, or a digest with its mark.

use super::{
    columns::Column,
    measure::{Face, width, wrap},
    shown::shown,
};
use crate::{
    markup::{Element, el},
    sign,
};
use tagprism_core::Platform;

/// Size of words, of names in a monospaced face, and of heads.
const WORDS: i32 = 13;
const NAMES: i32 = 13;
const HEADS: i32 = 12;
/// Room for a sign or mark before its name.
const SIGN: i32 = 22;
const LINE: i32 = 18;
/// Operating systems that a text may begin with, if it is a platform.
const SYSTEMS: &[&str] = &["linux", "windows", "darwin", "freebsd", "wasip1", "unknown"];

/// What a cell holds.
pub struct Cell {
    kind: Kind,
    /// Words after a platform or digest, or all words.
    words: String,
}

enum Kind {
    Head,
    Plain,
    /// The platform, and its name as it is written.
    Platform(Platform, String),
    /// The digest whole, and words before it.
    Digest(String, String),
    Bytes,
}

/// A cell in lines.
pub struct Laid<'c> {
    cell: &'c Cell,
    lines: Vec<String>,
    /// How many lines it needs.
    pub n_lines: i32,
    /// Whether the first line of words stands beside the name.
    is_beside: bool,
}

impl Cell {
    /// A head.
    pub fn head(text: &str) -> Cell {
        Cell {
            kind: Kind::Head,
            words: shown(text),
        }
    }

    /// The cell of a text.
    pub fn read(text: &str) -> Cell {
        let end = text.find([' ', ',']).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        if let Some(platform) = platform(name) {
            return Cell {
                kind: Kind::Platform(platform, shown(name)),
                words: shown(rest.trim_start_matches(',').trim()),
            };
        }
        if let Some((at, whole)) = text
            .split(' ')
            .enumerate()
            .find(|(_, word)| is_digest(word))
        {
            let words: Vec<&str> = text.split(' ').collect();
            return Cell {
                kind: Kind::Digest(whole.to_owned(), shown(&words[..at].join(" "))),
                words: shown(&words[at + 1..].join(" ")),
            };
        }
        let is_bytes = text.len() > 4 && text.split(' ').all(|it| it.len() == 2 && is_hex(it));
        Cell {
            kind: if is_bytes { Kind::Bytes } else { Kind::Plain },
            words: shown(text),
        }
    }

    fn face(&self) -> (Face, i32) {
        match self.kind {
            Kind::Head => (Face::Bold, HEADS),
            Kind::Bytes => (Face::Mono, NAMES),
            _ => (Face::Sans, WORDS),
        }
    }

    /// Width of the name with its sign; 0 where there is none.
    fn name_width(&self) -> i32 {
        match &self.kind {
            Kind::Platform(_, name) => SIGN + width(name, Face::Mono, NAMES),
            Kind::Digest(digest, before) => {
                let gap = if before.is_empty() { 0 } else { 6 };
                SIGN + width(before, Face::Sans, WORDS)
                    + gap
                    + width(&short(digest), Face::Mono, NAMES)
            }
            Kind::Head | Kind::Plain | Kind::Bytes => 0,
        }
    }

    /// The width that it likes to have, and the least that it needs.
    pub fn widths(&self) -> (i32, i32) {
        let (face, size) = self.face();
        let name = self.name_width();
        let words = width(&self.words, face, size);
        let word = self.words.split(' ').map(|it| width(it, face, size));
        let gap = if name > 0 && words > 0 { 6 } else { 0 };
        (name + gap + words, name.max(word.max().unwrap_or_default()))
    }

    /// The cell in lines, for a column.
    pub fn laid(&self, width_px: i32) -> Laid<'_> {
        let (face, size) = self.face();
        let name = self.name_width();
        let is_beside = name > 0 && name + 6 + width(&self.words, face, size) <= width_px;
        let mut lines = wrap(&self.words, |it| width(it, face, size) <= width_px);
        lines.retain(|line| !line.is_empty());
        let own = i32::from(name > 0 && !is_beside);
        let n_lines = own + i32::try_from(lines.len()).unwrap_or(1);
        Laid {
            cell: self,
            lines,
            n_lines: n_lines.max(1),
            is_beside,
        }
    }
}

impl Laid<'_> {
    /// The marks of the cell, from its upper left corner.
    pub fn drawn(self, x: i32, y: i32, column: &Column) -> Vec<Element> {
        let mut marks = Vec::new();
        let mut base = y + 13;
        let mut words_x = x;
        match &self.cell.kind {
            Kind::Platform(platform, name) => {
                marks.push(glyph(platform, x, base - 11));
                marks.push(
                    platform_name(platform, name)
                        .set("x", x + SIGN)
                        .set("y", base),
                );
            }
            Kind::Digest(digest, before) => {
                let gap = if before.is_empty() { 0 } else { 6 };
                let name_x = x + SIGN + width(before, Face::Sans, WORDS) + gap;
                marks.extend(mark(digest, x, base - 11));
                if gap > 0 {
                    marks.push(words_at("w q", x + SIGN, base, before.clone()));
                }
                let name = words_at("m", name_x, base, short(digest));
                marks.push(name.put(el("title").text(digest.clone())));
            }
            Kind::Head | Kind::Plain | Kind::Bytes => {}
        }
        if self.is_beside {
            words_x += self.cell.name_width() + 6;
        } else if self.cell.name_width() > 0 {
            base += LINE;
        }
        let class = match self.cell.kind {
            Kind::Head => "l b q",
            Kind::Bytes => "m",
            _ => "w",
        };
        for line in self.lines {
            let mark = if column.is_numeric {
                words_at(class, x + column.width, base, line).set("text-anchor", "end")
            } else {
                words_at(class, words_x, base, line)
            };
            marks.push(mark);
            base += LINE;
        }
        marks
    }
}

fn words_at(class: &'static str, x: i32, y: i32, words: String) -> Element {
    el("text").class(class).set("x", x).set("y", y).text(words)
}

/// A platform that is written out, `linux/arm64/v8` or `windows(10.0.26100)/amd64`.
fn platform(name: &str) -> Option<Platform> {
    let (os, rest) = name.split_once('/')?;
    let system = os.split('(').next().unwrap_or(os);
    let (architecture, variant) = rest.split_once('/').unwrap_or((rest, ""));
    let is_plain = |text: &str| {
        text.len() <= 24
            && text
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || it == b'_')
    };
    (SYSTEMS.contains(&system) && is_plain(architecture) && is_plain(variant))
        .then(|| Platform::new(system, architecture, variant))
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|it| it.is_ascii_hexdigit())
}

/// A whole digest, with or without its algorithm.
fn is_digest(word: &str) -> bool {
    let hex = word.split_once(':').map_or(word, |it| it.1);
    matches!(hex.len(), 64 | 128) && is_hex(hex)
}

/// Its first eight digits.
fn short(digest: &str) -> String {
    let hex = digest.split_once(':').map_or(digest, |it| it.1);
    hex.chars().take(8).collect()
}

fn glyph(platform: &Platform, x: i32, y: i32) -> Element {
    let id = sign::glyph_id(&platform.architecture, &platform.variant);
    el("path")
        .class(format!("g {}", sign::family_class(&platform.architecture)))
        .set("transform", format!("translate({x} {y})"))
        .set("d", sign::outline(id))
}

/// The name, with the family in its color.
fn platform_name(platform: &Platform, name: &str) -> Element {
    let text = el("text").class("m");
    let Some((os, rest)) = name.split_once('/') else {
        return text.text(name.to_owned());
    };
    let (architecture, variant) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let family = sign::family_class(&platform.architecture);
    text.put(el("tspan").class("q").text(format!("{os}/")))
        .put(el("tspan").class(family).text(architecture.to_owned()))
        .text(variant.to_owned())
}

fn mark(digest: &str, x: i32, y: i32) -> Option<Element> {
    let hex = digest.split_once(':').map_or(digest, |it| it.1);
    let (front, back) = sign::digest_mark(hex)?;
    let at = format!("translate({x} {y}) scale(.8)");
    Some(
        el("g")
            .set("transform", at)
            .put(el("path").class("x").set("d", "M.5.5h17v17H.5z"))
            .put(el("path").class("x g").set("d", back))
            .put(el("path").class("r g").set("d", front)),
    )
}
