//! What is loaded, by digest.

use super::object::Load;
use tagprism_core::Digest;

/// Loads in the order of their digests. A list, because a map of its own would be kilobytes of the program and there are no
/// more than some hundred objects.
#[derive(Default)]
pub struct Objects(Vec<(Digest, Load)>);

impl Objects {
    fn place(&self, digest: &Digest) -> Result<usize, usize> {
        self.0.binary_search_by(|(own, _)| own.cmp(digest))
    }

    /// Where the load of a digest stands, if anybody asked for it.
    pub fn get(&self, digest: &Digest) -> Option<&Load> {
        let place = self.place(digest).ok()?;
        self.0.get(place).map(|(_, load)| load)
    }

    /// Adds a load or replaces that of the same digest.
    pub fn insert(&mut self, digest: Digest, load: Load) {
        match self.place(&digest) {
            Ok(place) => self.0[place].1 = load,
            Err(place) => self.0.insert(place, (digest, load)),
        }
    }

    /// Forgets what was asked for.
    pub fn remove(&mut self, digest: &Digest) {
        if let Ok(place) = self.place(digest) {
            self.0.remove(place);
        }
    }

    /// How many digests were asked for.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Every digest with its load, in the order of the digests.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Digest, &Load)> {
        self.0.iter().map(|(digest, load)| (digest, load))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_has_one_load() {
        let digests = [b"a", b"b", b"c"].map(|bytes| Digest::sha256(bytes));
        let mut objects = Objects::default();
        for digest in digests.iter().chain(&digests) {
            objects.insert(digest.clone(), Load::Loading);
        }
        assert_eq!(objects.len(), 3);
        assert!(objects.iter().map(|(digest, _)| digest).is_sorted());
        objects.remove(&digests[1]);
        assert!(objects.get(&digests[1]).is_none());
        assert!(objects.get(&digests[2]).is_some());
    }
}
