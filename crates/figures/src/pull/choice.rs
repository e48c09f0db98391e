//! The choice among entries: lamps over the entries, and the wish list that they are compared with.

use super::{
    pen::{At, group, path, rect, sign as sign_at, text, whole},
    story::Story,
};
use crate::{
    markup::{Element, el},
    sign,
};
use tagprism_core::{
    Platform,
    flow::{FlowEntry, FlowImage, Step, resolution},
    resolve::{Resolution, Verdict},
};

/// More entries are counted and not drawn.
const MAX_LAMPS: usize = 24;

/// What became of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// An attestation is no image.
    Attestation,
    /// Not for this machine.
    Refused,
    /// It fulfills that wish, from 1; 0 where it names no platform.
    Acceptable(usize),
    /// It is the one.
    Kept(usize),
}

impl Light {
    /// The wish that is fulfilled, from 1.
    fn rank(self) -> Option<usize> {
        match self {
            Light::Acceptable(rank) | Light::Kept(rank) if rank > 0 => Some(rank),
            _ => None,
        }
    }
}

/// The entries of an image, each with what became of it.
pub struct Ranking {
    image: FlowImage,
    resolution: Resolution,
}

impl Ranking {
    /// The ranking in a step; `None` for steps that rank nothing.
    pub fn of(story: &Story, step: &Step) -> Option<Ranking> {
        let image = story.ranked_in(step)?;
        let resolution = resolution(&image, &story.setting);
        Some(Ranking { image, resolution })
    }

    pub fn lamps(&self) -> Vec<(&FlowEntry, Light)> {
        let candidates = &self.resolution.candidates;
        let light = |(entry, candidate): (_, &tagprism_core::resolve::Candidate)| {
            let entry: &FlowEntry = entry;
            let rank = |wish: Option<usize>| wish.map_or(0, |wish| wish + 1);
            let light = match &candidate.verdict {
                _ if entry.is_attestation => Light::Attestation,
                Verdict::Chosen(matched) => Light::Kept(rank(matched.wish)),
                Verdict::Acceptable(matched) => Light::Acceptable(rank(matched.wish)),
                Verdict::Refused(_) => Light::Refused,
            };
            (entry, light)
        };
        self.image
            .entries()
            .iter()
            .zip(candidates)
            .map(light)
            .collect()
    }

    /// As many entries as fit: those that were considered first, then others from the front, all in their order.
    fn drawn(&self) -> Vec<(&FlowEntry, Light)> {
        let mut lamps = self.lamps();
        let mut n_dark = lamps.iter().filter(|(_, light)| is_dark(*light)).count();
        while lamps.len() > MAX_LAMPS && n_dark > 0 {
            let last_dark = lamps.iter().rposition(|(_, light)| is_dark(*light));
            lamps.remove(last_dark.unwrap_or_default());
            n_dark -= 1;
        }
        lamps.truncate(MAX_LAMPS);
        lamps
    }

    /// Counts of attestations, refused, acceptable entries.
    pub fn counts(&self) -> (usize, usize, usize) {
        let lamps = self.lamps();
        let count = |is: fn(Light) -> bool| lamps.iter().filter(|(_, light)| is(*light)).count();
        (
            count(|light| light == Light::Attestation),
            count(|light| light == Light::Refused),
            count(|light| matches!(light, Light::Kept(_) | Light::Acceptable(_))),
        )
    }

    /// The entry that is kept.
    pub fn kept(&self) -> Option<&FlowEntry> {
        let mut lamps = self.lamps().into_iter();
        lamps.find_map(|(entry, light)| matches!(light, Light::Kept(_)).then_some(entry))
    }

    /// Why that entry is kept, in a few words; empty where none is.
    pub fn reason(&self) -> &'static str {
        let mut lamps = self.lamps().into_iter();
        let kept = lamps.find_map(|(_, light)| match light {
            Light::Kept(rank) => Some(rank),
            _ => None,
        });
        match kept {
            Some(0) => "which names no platform and so turns no machine away",
            Some(_) => "the best rank",
            None => "",
        }
    }

    pub fn n_entries(&self) -> usize {
        self.image.entries().len()
    }

    /// What the choice came to, in a sentence.
    pub fn in_words(&self) -> String {
        let (n_attestations, n_refused, n_acceptable) = self.counts();
        let end = match self.kept() {
            Some(entry) => format!(
                "entry {}, {}, is kept",
                entry.position,
                entry.platform_in_words()
            ),
            None => "none is kept".to_owned(),
        };
        format!(
            "{} entries: {n_attestations} attestations skipped, {n_refused} refused, {n_acceptable} acceptable; {end}.",
            self.n_entries()
        )
    }

    /// What the choice came to, where there is room for a line.
    pub fn in_short(&self) -> String {
        let n = self.n_entries();
        let n_fit = self.counts().2;
        match self.kept() {
            Some(entry) => format!(
                "entry {} of {n} is kept, {}; {n_fit} would do",
                entry.position,
                entry.platform_in_words()
            ),
            None => format!("none of {n} entries is kept"),
        }
    }

    /// The lamps in a row from `x` to `right`, around `y`.
    pub fn draw(&self, x: i32, right: i32, y: i32) -> Element {
        let lamps = self.drawn();
        let pitch = ((right - x) / whole(lamps.len().max(1))).min(34);
        let mut row = group("f8-lamps");
        for ((entry, light), nth) in lamps.iter().zip(0..) {
            let x = x + pitch / 2 + pitch * nth;
            row = row.put(lamp(entry, *light, x, y, pitch));
            if let Some(rank) = light.rank() {
                let words = match has_room(&lamps, nth, pitch) {
                    true => format!("{} wish", ordinal(rank)),
                    false => ordinal(rank),
                };
                row =
                    row.put(group(class(*light)).put(text("s-note", At::Middle, x, y + 50, words)));
            }
        }
        let n_more = self.n_entries() - lamps.len();
        if n_more > 0 {
            let words = format!("and {n_more} more, all refused");
            row = row.put(text("s-note", At::End, right, y + 60, words));
        }
        row
    }

    /// The lamps as a grid in the text, for narrow screens.
    pub fn cells(&self) -> Element {
        let cell = |(entry, light): (&FlowEntry, Light)| {
            let rank = light.rank().map(|rank| el("span").text(ordinal(rank)));
            let (family, id) = signs(entry);
            el("li")
                .class(format!("{} {family}", class(light)))
                .put(
                    el("svg")
                        .class("glyph")
                        .set("aria-hidden", "true")
                        .put(el("use").set("href", format!("#{id}"))),
                )
                .put(el("span").text(entry.position))
                .put_some(rank)
        };
        el("ol")
            .class("f8-cells")
            .all(self.drawn().into_iter().map(cell))
    }

    /// The wish list, and what was found for each wish.
    pub fn wishes(&self) -> Element {
        let lamps = self.lamps();
        let row = |(nth, wish): (usize, &Platform)| {
            let mut found = lamps.iter().filter(|(_, light)| {
                matches!(light, Light::Kept(rank) | Light::Acceptable(rank) if *rank == nth + 1)
            });
            let (class, words) = match found.next() {
                Some((entry, Light::Kept(_))) => {
                    ("w-yes", format!("entry {}, kept", entry.position))
                }
                Some((entry, _)) => ("w-may", format!("entry {}", entry.position)),
                None => ("w-no", "not in list".to_owned()),
            };
            el("tr")
                .class(class)
                .put(el("td").put(el("span").class("balloon").text(nth + 1)))
                .put(el("th").set("scope", "row").put(sign::platform(wish)))
                .put(el("td").text(words))
        };
        let wishes = self.resolution.wishes.iter().enumerate();
        let head = |words: &'static str| el("th").set("scope", "col").text(words);
        el("table")
            .class("f8-wish")
            .put(el("caption").text(format!("Wish list of {}", self.resolution.host)))
            .put(
                el("thead").class("vh").put(
                    el("tr")
                        .put(head("Rank"))
                        .put(head("Platform"))
                        .put(head("Found")),
                ),
            )
            .put(el("tbody").all(wishes.map(row)))
    }
}

/// Whether "1st wish" can stand below a lamp without touching what stands below another.
fn has_room(lamps: &[(&FlowEntry, Light)], nth: i32, pitch: i32) -> bool {
    const WORDS: i32 = 54;
    let ranked = lamps.iter().zip(0..);
    let mut others = ranked.filter(|((_, light), other)| *other != nth && light.rank().is_some());
    others.all(|(_, other)| (other - nth).abs() * pitch >= WORDS)
}

fn is_dark(light: Light) -> bool {
    matches!(light, Light::Attestation | Light::Refused)
}

fn class(light: Light) -> &'static str {
    match light {
        Light::Attestation => "c-att",
        Light::Refused => "c-not",
        Light::Acceptable(_) => "c-may",
        Light::Kept(_) => "c-yes",
    }
}

/// Class of the color and id of the sign.
fn signs(entry: &FlowEntry) -> (&'static str, &'static str) {
    match &entry.platform {
        Some(platform) if !entry.is_attestation => (
            sign::family_class(&platform.architecture),
            sign::glyph_id(&platform.architecture, &platform.variant),
        ),
        _ => ("p-other", "g-att"),
    }
}

fn lamp(entry: &FlowEntry, light: Light, x: i32, y: i32, pitch: i32) -> Element {
    let (family, id) = signs(entry);
    let is_small = light == Light::Attestation;
    let width = (pitch - 2).min(30);
    let is_boxed = matches!(light, Light::Acceptable(_) | Light::Kept(_));
    let frame = is_boxed.then(|| rect("c-box", x - width / 2, y - 18, width, 36));
    let cut =
        (light == Light::Refused).then(|| path("c-cut", format!("M{} {}l18-18", x - 9, y + 9)));
    let size = if is_small { 10 } else { 14 };
    group(format!("{} {family}", class(light)))
        .put_some(frame)
        .put(sign_at(format!("glyph {family}"), id, x, y, size))
        .put_some(cut)
        .put(text("s-num", At::Middle, x, y + 33, entry.position))
}

/// `1st`; wish lists are short.
fn ordinal(rank: usize) -> String {
    let ending = match (rank % 10, rank % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{rank}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{figure::Scene, pull, state::State};
    use serde_json::{Value, json};

    /// What is said and drawn about the choice of a machine among entries.
    fn told(machine: &Platform, entries: &Value) -> (Ranking, String) {
        let live = json!({"reference": "registry.test/app:1", "root": {"digest": "sha256:ab"}, "entries": entries});
        let scene = Scene {
            live: Some(&live),
            ..Scene::known(machine)
        };
        let state = State::new(pull::FIGURE.parameters);
        let story = Story::new(&state, &scene).unwrap();
        let drawing = (pull::FIGURE.draw)(&state, &scene);
        let ranking = Ranking::of(&story, story.now().unwrap()).unwrap();
        (ranking, drawing.stage.to_html())
    }

    #[test]
    fn an_entry_without_a_platform_is_not_called_the_best_rank() {
        let machine = Platform::new("linux", "amd64", "");
        let entries = json!([{"digest": "sha256:01"}, {"digest": "sha256:02"}]);
        let (ranking, html) = told(&machine, &entries);
        assert_eq!(
            ranking.reason(),
            "which names no platform and so turns no machine away"
        );
        assert!(html.contains("kept: entry 1, which names no platform"));
        let entries = json!([{"platform": "linux/amd64", "digest": "sha256:01"}]);
        assert_eq!(told(&machine, &entries).0.reason(), "the best rank");
    }

    #[test]
    fn words_below_lamps_do_not_touch_each_other() {
        let mut machine = Platform::new("windows", "amd64", "");
        machine.os_version = "10.0.20348".to_owned();
        let entry = |version: &str| json!({"platform": "windows/amd64", "osVersion": version, "digest": version});
        let entries = json!([
            entry("10.0.20348.1"),
            entry("10.0.20348.5622"),
            entry("10.0.17763.1")
        ]);
        let (_, html) = told(&machine, &entries);
        let (_, lamps) = html.split_once("f8-lamps").unwrap();
        assert_eq!(lamps.matches(">1st</text>").count(), 2, "{lamps}");
        assert!(!lamps.contains("1st wish"));
        let alone = json!([entry("10.0.20348.1"), entry("10.0.17763.1")]);
        assert!(told(&machine, &alone).1.contains("1st wish"));
    }
}
