//! Figure 4, "Change one byte": a digest is computed from bytes, so a change renames everything above it.
//!
//! Everything shown is built and hashed when the figure is drawn; only the question about nginx quotes a record.

mod chain;
mod gzip;
mod image;
mod picture;
mod sheet;
mod tar;

use crate::{
    controls::Controls,
    figure::{Drawing, Figure, Origin, Scene, Table},
    prediction::{Mark, Prediction, REVEAL},
    record::Record,
    state::{Parameter, State, Values},
};
use image::{Blob, Form, GREETING, Image, PUBLISHED};
use tagprism_core::{Digest, size::ByteSize};

const NAME: &str = "digest";

/// Bytes that platforms of the recorded nginx share: one layer, in arm/v7 and arm64, of 56. The record keeps no digests
/// of layers; counted in docker-library/repo-info at 07d85259, `repos/nginx/remote/latest.md`.
const SHARED_BYTES: u64 = 626;
/// How far the slider of the question goes: the whole of the recorded nginx, in megabytes.
const MOST_MB: i32 = 480;

/// The row of this figure.
pub const FIGURE: Figure = Figure {
    number: Some(4),
    name: NAME,
    title: "Change one byte",
    parameters: &[
        Parameter {
            name: "text",
            values: Values::Text {
                max_chars: 40,
                // One bit from what was published, so that there is a change to see from the start.
                default: "Hello, world",
            },
        },
        Parameter {
            name: "form",
            values: Values::OneOf(&["gzip", "dated", "tar"]),
        },
        Parameter {
            name: "guess",
            values: Values::Whole {
                min: 0,
                max: MOST_MB,
                default: MOST_MB / 2,
            },
        },
        REVEAL,
    ],
    draw,
};

/// The image now, and as it was published.
struct Change<'a> {
    text: &'a str,
    form: Form,
    now: Image,
    before: Image,
}

/// An object with its name now and before.
struct Step<'a> {
    name: &'static str,
    now: &'a Blob,
    before: &'a Blob,
}

impl Step<'_> {
    fn is_new(&self) -> bool {
        self.now.digest != self.before.digest
    }
}

impl<'a> Change<'a> {
    fn new(state: &'a State) -> Self {
        let text = state.text("text");
        let form = match state.one("form") {
            "dated" => Form::DatedGzip,
            "tar" => Form::Tar,
            _ => Form::Gzip,
        };
        Self {
            text,
            form,
            now: Image::build(text, form),
            before: Image::published(),
        }
    }

    /// What a change passes on its way up, in that order.
    fn steps(&self) -> [Step<'_>; 4] {
        let (now, before) = (&self.now, &self.before);
        let step = |name, now, before| Step { name, now, before };
        [
            step("layer", &now.own.layer, &before.own.layer),
            step("config", &now.own.config, &before.own.config),
            step("manifest", &now.own.manifest, &before.own.manifest),
            step("index", &now.index, &before.index),
        ]
    }

    /// The steps that have a new name, in order.
    fn renamed(&self) -> Vec<Step<'_>> {
        let mut steps = Vec::from(self.steps());
        steps.retain(Step::is_new);
        steps
    }

    /// The number of a step among those that have a new name, from 1.
    fn number(&self, name: &str) -> Option<usize> {
        let nth = self.renamed().iter().position(|step| step.name == name);
        nth.map(|nth| nth + 1)
    }

    fn is_content_new(&self) -> bool {
        self.now.own.archive.digest != self.before.own.archive.digest
    }
}

fn draw(state: &State, _scene: &Scene<'_>) -> Drawing {
    let change = Change::new(state);
    let controls = Controls::new(NAME, state);
    let is_edited = change.text != PUBLISHED;
    let nginx = Record::of("nginx:latest");
    let question = nginx
        .as_ref()
        .map(|nginx| question(nginx, state).draw(controls, state));
    let source = nginx
        .map(|nginx| (nginx.source, nginx.url))
        .unwrap_or_default();
    Drawing {
        caption: caption(&change),
        controls: vec![
            controls.field("text", "The file holds"),
            controls.button("text", flipped(change.text), None, "Flip one bit"),
            controls.button(
                "text",
                is_edited.then(|| PUBLISHED.to_owned()),
                None,
                "As published",
            ),
            controls.radios(
                "form",
                "Layer sent as",
                &[
                    ("gzip", "gzip"),
                    ("dated", "gzip, dated"),
                    ("tar", "plain tar"),
                ],
            ),
        ],
        stage: picture::stage(&change).put_some(question),
        status: status(&change),
        table: table(&change),
        origin: Origin {
            data: "hashed here; nginx, recorded 16 July 2026".to_owned(),
            source: source.0,
            url: source.1,
            image: "nginx:latest",
        },
    }
}

/// The text with the lowest bit of its last byte the other way round; `None` for an empty one.
///
/// That bit never turns UTF-8 into something else: it is the lowest of an ASCII character or of a continuation byte.
fn flipped(text: &str) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    *bytes.last_mut()? ^= 1;
    String::from_utf8(bytes).ok()
}

fn caption(change: &Change<'_>) -> String {
    let caption = if change.is_content_new() {
        if n_bytes_changed(change.text) == 1 {
            "One changed byte renames everything above it, up to where the tag points, and nothing beside it."
        } else {
            "A changed file renames everything above it, up to where the tag points, and nothing beside it."
        }
    } else if change.form != Form::Gzip {
        "The same files packed another way are another layer to the registry; their diff ID, and so the config, stay."
    } else {
        "Equal bytes have equal names: nothing changed, so there is nothing to send."
    };
    caption.to_owned()
}

/// In how many places the text differs from what was published, in bytes; those that only one of them has count.
fn n_bytes_changed(text: &str) -> usize {
    let (now, before) = (text.as_bytes(), PUBLISHED.as_bytes());
    let n_common = now.len().min(before.len());
    let pairs = now.iter().zip(before);
    pairs.filter(|(now, before)| now != before).count() + now.len().max(before.len()) - n_common
}

fn status(change: &Change<'_>) -> String {
    let renamed = change.renamed();
    if renamed.is_empty() {
        return "No digest changed. The tag points at the index that was published.".to_owned();
    }
    let names: Vec<&str> = renamed.iter().map(|step| step.name).collect();
    let total: usize = renamed.iter().map(|step| step.now.bytes.len()).sum();
    let diff_id = if change.is_content_new() {
        ""
    } else {
        " The diff ID did not change."
    };
    format!(
        "{} digests changed: {}; the tag moves to the new index.{diff_id} A push sends these {0} objects, {}. The base layer and all of linux/arm64 are unchanged, already in the store.",
        renamed.len(),
        names.join(", "),
        size(total),
    )
}

fn size(n_bytes: usize) -> String {
    ByteSize(u64::try_from(n_bytes).unwrap_or_default()).to_string()
}

fn table(change: &Change<'_>) -> Table {
    let (now, before) = (&change.now, &change.before);
    let row = |name: String, now: (&Digest, usize), before: &Digest| {
        let result = if now.0 == before {
            "unchanged"
        } else {
            "new name"
        };
        vec![
            name,
            size(now.1),
            now.0.to_string(),
            before.to_string(),
            result.to_owned(),
        ]
    };
    let blob = |name: &str, now: &Blob, before: &Blob| {
        row(
            name.to_owned(),
            (&now.digest, now.bytes.len()),
            &before.digest,
        )
    };
    let mut rows = vec![blob(
        "diff ID, of the layer as tar",
        &now.own.archive,
        &before.own.archive,
    )];
    rows.extend(
        change
            .steps()
            .iter()
            .map(|step| blob(step.name, step.now, step.before)),
    );
    let index = (&now.index.digest, now.index.bytes.len());
    rows.push(row("tag’s target".to_owned(), index, &before.index.digest));
    let (own, sibling) = (&now.own, &now.sibling);
    rows.push(blob("base layer", &own.base, &before.own.base));
    rows.push(blob(
        "manifest of linux/arm64",
        &sibling.manifest,
        &before.sibling.manifest,
    ));
    Table {
        caption: format!(
            "The image greeting:1 with {} bytes in {GREETING}, against the published one",
            change.text.len()
        ),
        heads: ["Object", "Size", "Digest now", "As published", "Result"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    }
}

fn question(nginx: &Record, state: &State) -> Prediction {
    let total: u64 = nginx.builds().map(|(_, build)| build.size_bytes).sum();
    let guess_mb = u64::try_from(state.whole("guess")).unwrap_or_default();
    let permille = |bytes: u64| bytes.saturating_mul(1000) / total.max(1);
    Prediction {
        question: "nginx:latest has 8 platforms, 480 MB of layers in all. How much of that do they share?",
        label: "Your guess",
        guess: Mark {
            at_permille: permille(guess_mb * 1_000_000).min(1000),
            said: format!("{guess_mb} MB"),
        },
        truth: Mark {
            at_permille: permille(SHARED_BYTES),
            said: format!("{SHARED_BYTES} B"),
        },
        answer: format!(
            "{SHARED_BYTES} bytes of {} ({}). Of 56 layers, 55 differ; arm/v7 and arm64 have one small layer in common. Layers are shared between versions and images of one platform, hardly ever between platforms.",
            ByteSize(total).grouped(),
            nginx.date
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, form: &str, renamed: &[&str]) {
        let state = State::read(FIGURE.parameters, [("text", text), ("form", form)]);
        let change = Change::new(&state);
        let names: Vec<&str> = change.renamed().iter().map(|step| step.name).collect();
        assert_eq!(names, renamed);
        assert_eq!(
            change.now.sibling.manifest.digest,
            change.before.sibling.manifest.digest
        );
        assert_eq!(change.now.own.base.digest, change.before.own.base.digest);
    }

    #[test]
    fn a_changed_byte_renames_what_is_above_it_and_nothing_else() {
        check(
            "Hello, world",
            "gzip",
            &["layer", "config", "manifest", "index"],
        );
        check("", "gzip", &["layer", "config", "manifest", "index"]);
        check(PUBLISHED, "gzip", &[]);
    }

    #[test]
    fn packing_another_way_leaves_diff_id_and_config_alone() {
        check(PUBLISHED, "dated", &["layer", "manifest", "index"]);
        check(PUBLISHED, "tar", &["layer", "manifest", "index"]);
    }

    #[test]
    fn a_plain_tar_has_its_diff_id_as_digest() {
        let image = Image::build(PUBLISHED, Form::Tar);
        assert_eq!(image.own.layer.digest, image.own.archive.digest);
    }

    #[test]
    fn the_default_is_one_bit_away_from_what_was_published() {
        let state = State::new(FIGURE.parameters);
        assert_eq!(n_bytes_changed(state.text("text")), 1);
        let bits: u32 = std::iter::zip(state.text("text").bytes(), PUBLISHED.bytes())
            .map(|(now, before)| (now ^ before).count_ones())
            .sum();
        assert_eq!(bits, 1);
    }

    #[test]
    fn flipping_a_bit_twice_gives_the_text_back() {
        for text in ["a", "hello, world", "é", "\u{d7ff}", "🦀", "\u{7f}"] {
            let once = flipped(text).unwrap();
            assert_ne!(once, text);
            assert_eq!(flipped(&once).as_deref(), Some(text));
        }
        assert_eq!(flipped(""), None);
    }

    #[test]
    fn the_table_has_every_digest_whole() {
        let state = State::new(FIGURE.parameters);
        for row in table(&Change::new(&state)).rows {
            for cell in &row[2..4] {
                assert!(Digest::parse(cell).is_ok(), "{cell}");
            }
        }
    }

    #[test]
    fn the_record_of_nginx_still_adds_up_to_what_the_question_says() {
        let nginx = Record::of("nginx:latest").unwrap();
        let total: u64 = nginx.builds().map(|(_, build)| build.size_bytes).sum();
        assert_eq!(total, 480_464_062);
        assert_eq!(nginx.builds().count(), 8);
    }
}
