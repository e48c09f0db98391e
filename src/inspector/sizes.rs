//! How many bytes a row downloads, as far as that is known. Pure.

use super::{
    listing::{RecordedSize, Row, RowDigest},
    object::Load,
    objects::Objects,
};
use crate::net::Failure;
use tagprism_core::document::{Body, Role};

/// What is known about the compressed layers of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Size {
    /// Every distinct layer once; the first layer apart, which is mostly the base.
    Known {
        /// First layer.
        base: u64,
        /// The other layers.
        rest: u64,
    },
    /// A record says it to three figures.
    Rounded(u64),
    /// Nobody asked for the manifest.
    NotRead,
    /// Asked for, not here yet.
    Reading,
    /// The manifest could not be read.
    Failed(Failure),
    /// The manifest is not the promised one.
    Tampered,
    /// The row is no image, so it has no layers to add up.
    NotApplicable,
    /// The record does not say.
    NotRecorded,
}

impl Size {
    /// The total, where it is known exactly or roughly.
    pub fn total(&self) -> Option<u64> {
        match self {
            Self::Known { base, rest } => Some(base.saturating_add(*rest)),
            Self::Rounded(bytes) => Some(*bytes),
            _ => None,
        }
    }
}

/// The sizes of all rows, in the order of their paths. A list, because a map of its own would be kilobytes of the program.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sizes(Vec<(String, Size)>);

impl Sizes {
    fn place(&self, path: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(own, _)| own.as_str().cmp(path))
    }

    /// The size of the row at a path.
    pub fn get(&self, path: &str) -> Option<&Size> {
        let place = self.place(path).ok()?;
        self.0.get(place).map(|(_, size)| size)
    }

    /// Adds the size of a row.
    pub fn insert(&mut self, path: String, size: Size) {
        match self.place(&path) {
            Ok(place) => self.0[place].1 = size,
            Err(place) => self.0.insert(place, (path, size)),
        }
    }

    /// Every size.
    pub fn values(&self) -> impl Iterator<Item = &Size> {
        self.0.iter().map(|(_, size)| size)
    }
}

/// The size of a row.
pub fn size_of(row: &Row, objects: &Objects, is_record: bool) -> Size {
    if is_record {
        return recorded(row);
    }
    let RowDigest::Whole(digest) = &row.digest else {
        return Size::NotApplicable;
    };
    let object = match (objects.get(digest), &row.role) {
        (Some(Load::Failed(failure)), _) => return Size::Failed(failure.clone()),
        (Some(Load::Ready(object)), _) if object.is_tampered() => return Size::Tampered,
        (_, role) if !matches!(role, Role::Image | Role::Artifact) => return Size::NotApplicable,
        (None, _) => return Size::NotRead,
        (Some(Load::Loading), _) => return Size::Reading,
        (Some(Load::Ready(object)), _) => object,
    };
    match object.trusted_document().map(|document| &document.body) {
        Some(Body::Manifest(manifest)) => {
            let total = manifest.download_size();
            let base = manifest
                .layers
                .first()
                .map_or(0, |layer| layer.size.min(total));
            Size::Known {
                base,
                rest: total.saturating_sub(base),
            }
        }
        _ => Size::NotApplicable,
    }
}

fn recorded(row: &Row) -> Size {
    match (row.recorded_size, &row.recorded_layers) {
        (Some(RecordedSize::Exact(total)), layers) => {
            let base = layers
                .as_ref()
                .and_then(|layers| layers.first().copied())
                .unwrap_or(0)
                .min(total);
            Size::Known {
                base,
                rest: total.saturating_sub(base),
            }
        }
        (Some(RecordedSize::Rounded(total)), _) => Size::Rounded(total),
        (None, _) => Size::NotRecorded,
    }
}

/// `−14 %`, `0 %`, `+7 %` against another total.
pub fn against(total: u64, reference: u64) -> Option<String> {
    if reference == 0 {
        return None;
    }
    // Whole numbers all the way: writing fractions would bring the program kilobytes of code for floating point.
    let difference = total.abs_diff(reference);
    let percent = difference.saturating_mul(100).saturating_add(reference / 2) / reference;
    Some(match (percent, total > reference) {
        (0, _) => "0 %".to_owned(),
        (percent, true) => format!("+{percent} %"),
        (percent, false) => format!("\u{2212}{percent} %"),
    })
}

/// How many times `least` goes into `most`, to three figures: `1.85`, `12`.
pub fn times(most: u64, least: u64) -> Option<String> {
    let rounded = |factor: u64| {
        let scaled = most.saturating_mul(factor).saturating_add(least / 2);
        scaled.checked_div(least)
    };
    Some(match rounded(100)? {
        hundredths if hundredths < 1_000 => format!("{}.{:02}", hundredths / 100, hundredths % 100),
        _ => rounded(1)?.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_said_against_the_first_platform() {
        assert_eq!(
            against(54_274_733, 63_110_572).as_deref(),
            Some("\u{2212}14 %")
        );
        assert_eq!(against(63_494_268, 63_110_572).as_deref(), Some("+1 %"));
        assert_eq!(against(63_110_572, 63_110_572).as_deref(), Some("0 %"));
        assert_eq!(against(1, 0), None);
        assert_eq!(against(u64::MAX, 1), Some(format!("+{} %", u64::MAX)));
    }

    #[track_caller]
    fn check_times(most: u64, least: u64, expected: Option<&str>) {
        assert_eq!(times(most, least).as_deref(), expected);
    }

    #[test]
    fn a_spread_has_three_figures() {
        check_times(67_238_076, 36_345_000, Some("1.85"));
        check_times(9_994, 1_000, Some("9.99"));
        check_times(9_996, 1_000, Some("10"));
        check_times(197_653_378, 2_415, Some("81844"));
        check_times(1, 0, None);
    }
}
