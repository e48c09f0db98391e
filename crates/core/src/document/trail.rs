//! The way down through nested indexes.

use crate::digest::Digest;

/// Deepest chain of indexes that is followed. Real ones need two.
const MAX_DEPTH: usize = 8;

/// Guard for walking nested indexes: refuses a digest seen on the way down, and more than eight levels.
///
/// A true cycle cannot be built, since a document would have to contain its own hash, but a registry that lies can serve one.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    digests: Vec<Digest>,
}

impl Trail {
    /// The trail one level further down.
    ///
    /// # Errors
    /// The digest is already on the trail, or the trail is too long.
    pub fn descend(&self, digest: &Digest) -> Result<Trail, TrailError> {
        if self.digests.contains(digest) {
            return Err(TrailError::Cycle(digest.clone()));
        }
        if self.digests.len() >= MAX_DEPTH {
            return Err(TrailError::TooDeep(MAX_DEPTH));
        }
        let mut digests = self.digests.clone();
        digests.push(digest.clone());
        Ok(Trail { digests })
    }
}

/// Why a nested index is not followed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrailError {
    /// The index is its own ancestor.
    #[error("`{0}` contains itself")]
    Cycle(Digest),
    /// The depth that is not exceeded.
    #[error("indexes are nested more than {0} deep")]
    TooDeep(usize),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_and_depth_end_the_trail() {
        let digests: Vec<Digest> = (0..9_u8).map(|n| Digest::sha256(&[n])).collect();
        let mut trail = Trail::default();
        for digest in &digests[..8] {
            trail = trail.descend(digest).expect("eight levels are fine");
        }
        assert_eq!(
            trail.descend(&digests[3]).unwrap_err(),
            TrailError::Cycle(digests[3].clone())
        );
        assert_eq!(
            trail.descend(&digests[8]).unwrap_err(),
            TrailError::TooDeep(8)
        );
    }
}
