//! The sample's index as a text: printed in one of three ways, hashed, and cut into entries.

use super::{Walk, bytes, sample, spans};
use crate::{controls::Controls, figure::Table, markup::Element};
use std::{borrow::Cow, ops::Range};
use tagprism_core::{Digest, size::ByteSize};

/// The sample's index, printed in one way.
pub(super) struct Printed {
    pub(super) how: &'static str,
    pub(super) text: Cow<'static, str>,
    /// Computed from the text, here and now.
    pub(super) digest: Digest,
    /// One range per entry, in file order. What stands before and after is head and end.
    pub(super) parts: Vec<Range<usize>>,
}

impl Printed {
    /// `served` leaves the bytes alone; `jq` and `compact` do what `jq .` and `jq -c .` do to this text.
    pub(super) fn new(how: &'static str) -> Option<Self> {
        let text: Cow<'static, str> = match how {
            // The publisher's layout is jq's already, so all that jq adds is the end of the last line.
            "jq" => Cow::Owned(format!("{}\n", sample::text())),
            "compact" => Cow::Owned(format!("{}\n", spans::compact(sample::text()))),
            _ => Cow::Borrowed(sample::text()),
        };
        Some(Self {
            how,
            digest: Digest::sha256(text.as_bytes()),
            parts: spans::parts(&text)?,
            text,
        })
    }

    /// Whether this is what the registry served.
    pub(super) fn is_equal(&self) -> bool {
        self.digest.as_str() == sample::SERVED_AS
    }

    pub(super) fn n_bytes(&self) -> String {
        grouped(self.text.len())
    }

    pub(super) fn caption(&self) -> String {
        let n_bytes = self.n_bytes();
        match self.how {
            "jq" => format!(
                "Nothing that you can see has changed, and the digest has: jq added byte {n_bytes}, the end of the last line."
            ),
            "compact" => format!(
                "The same list in {n_bytes} bytes instead of {}: every program reads the same, and the digest is another one.",
                grouped(sample::text().len())
            ),
            _ => format!(
                "An index is a text of {n_bytes} bytes, and its name is their SHA-256: other bytes are another index."
            ),
        }
    }

    pub(super) fn status(&self, walk: &Walk) -> String {
        let position = walk.in_view();
        let result = if self.is_equal() {
            "equal to the digest that the tag points to"
        } else {
            "not the digest that the tag points to"
        };
        format!(
            "{} bytes, SHA-256 {}…: {result}. Entry {position}, {}, takes {} of them.",
            self.n_bytes(),
            self.digest.short(),
            walk.name_of(position),
            self.part(position).len()
        )
    }

    /// The text of an entry, with its indentation and the comma behind it; empty where there is none.
    pub(super) fn part(&self, position: usize) -> &str {
        let range = position.checked_sub(1).and_then(|idx| self.parts.get(idx));
        range
            .and_then(|range| self.text.get(range.clone()))
            .unwrap_or_default()
    }

    /// Bytes before the first entry and after the last.
    pub(super) fn ends(&self) -> (usize, usize) {
        let first = self.parts.first().map_or(0, |part| part.start);
        let last = self.parts.last().map_or(0, |part| part.end);
        (first, self.text.len().saturating_sub(last))
    }

    pub(super) fn stage(&self, walk: &Walk, controls: &Controls<'_>) -> Element {
        bytes::stage(self, walk, controls)
    }

    pub(super) fn table(&self, walk: &Walk) -> Table {
        let row = |(nth, range): (usize, &Range<usize>)| {
            vec![
                (nth + 1).to_string(),
                walk.name_of(nth + 1),
                grouped(range.start),
                range.len().to_string(),
            ]
        };
        Table {
            caption: format!(
                "Where the entries stand in the {} bytes, {}",
                self.n_bytes(),
                self.digest
            ),
            heads: ["Entry", "Platform", "Begins at byte", "Bytes"]
                .map(str::to_owned)
                .to_vec(),
            rows: self.parts.iter().enumerate().map(row).collect(),
        }
    }
}

fn grouped(n_bytes: usize) -> String {
    ByteSize(u64::try_from(n_bytes).unwrap_or_default()).grouped()
}

#[cfg(test)]
mod tests {
    use super::{super::walk::tests::walk, *};

    #[track_caller]
    fn check(how: &'static str, n_bytes: usize, digest: &str) {
        let printed = Printed::new(how).unwrap();
        assert_eq!(printed.text.len(), n_bytes);
        assert_eq!(printed.digest.as_str(), digest);
        let (head, end) = printed.ends();
        let inside: usize = printed.parts.iter().map(Range::len).sum();
        assert_eq!(head + inside + end, n_bytes, "every byte is in one part");
        assert_eq!(printed.parts.len(), 16);
    }

    #[test]
    fn as_served_the_digest_is_the_one_that_the_tag_points_to() {
        check("served", 6928, sample::SERVED_AS);
    }

    /// What `jq . index.json | sha256sum` and `jq -c . index.json | sha256sum` say, jq 1.6.
    #[test]
    fn printed_by_jq_the_digest_is_the_one_that_jqs_output_has() {
        check(
            "jq",
            6929,
            "sha256:d4e8c8f6dc13eef679dfc7c4e82bea8f0c784cb271ee7547e509123e1123f5bc",
        );
        check(
            "compact",
            5299,
            "sha256:5e5ee78718daa69d1c3b317cc0d4e17ba6cc581d189d8ac20b386a8030fe5677",
        );
    }

    #[test]
    fn an_entry_is_cut_out_whole_in_every_print() {
        for how in ["served", "jq", "compact"] {
            let printed = Printed::new(how).unwrap();
            for position in 1..=16 {
                let text = printed.part(position).trim().trim_end_matches(',');
                let entry: serde_json::Value = serde_json::from_str(text).unwrap();
                assert!(entry["digest"].is_string(), "{how} {position}");
                let set_off: Vec<&str> = spans::fields(text)
                    .into_iter()
                    .map(|it| &text[it])
                    .collect();
                assert!(set_off[0].starts_with("\"digest\"") && set_off[0].ends_with('"'));
                assert!(set_off[1].starts_with("\"platform\"") && set_off[1].ends_with('}'));
            }
        }
    }

    #[test]
    fn the_status_is_about_the_entry_that_the_machine_gets() {
        let walk = walk("linux/s390x", &[("image", sample::NAME)]);
        let printed = Printed::new("served").unwrap();
        assert!(printed.part(15).contains("\"s390x\""));
        assert!(
            printed
                .status(&walk)
                .ends_with("Entry 15, linux/s390x, takes 363 of them.")
        );
        assert!(
            printed
                .status(&walk)
                .starts_with("6,928 bytes, SHA-256 deb84d61…: equal")
        );
    }
}
