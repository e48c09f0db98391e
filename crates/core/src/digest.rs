//! Content digests, as the OCI image specification defines them:
//! <https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#digests>.
//!
//! A [`Digest`] is well formed by that grammar; the two algorithms that this crate computes must also have the right
//! count of lower-case hex digits. Other algorithms can be named and carried, but never checked: comparing with one
//! answers [`Check::NotChecked`], which is not "equal".

mod grammar;

use std::{fmt, str::FromStr};

use sha2::{Digest as _, Sha256, Sha512};

pub use self::grammar::ParseDigestError;

/// Hash algorithms that this crate can compute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// `sha256`: what practically every image uses.
    Sha256,
    /// `sha512`: registered too, rarely seen.
    Sha512,
}

impl Algorithm {
    /// The name as it stands before the colon of a digest.
    pub fn name(self) -> &'static str {
        match self {
            Algorithm::Sha256 => "sha256",
            Algorithm::Sha512 => "sha512",
        }
    }

    /// The count of hex digits behind the colon: 64 or 128.
    pub fn hex_len(self) -> usize {
        match self {
            Algorithm::Sha256 => 64,
            Algorithm::Sha512 => 128,
        }
    }

    /// A fresh incremental hash.
    pub fn hasher(self) -> Hasher {
        Hasher(match self {
            Algorithm::Sha256 => State::Sha256(Sha256::new()),
            Algorithm::Sha512 => State::Sha512(Sha512::new()),
        })
    }

    fn from_name(name: &str) -> Option<Algorithm> {
        [Algorithm::Sha256, Algorithm::Sha512]
            .into_iter()
            .find(|algorithm| algorithm.name() == name)
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An incremental hash, for bytes that arrive in pieces.
#[derive(Clone)]
pub struct Hasher(State);

#[derive(Clone)]
enum State {
    Sha256(Sha256),
    Sha512(Sha512),
}

impl Hasher {
    /// Takes in the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            State::Sha256(state) => state.update(bytes),
            State::Sha512(state) => state.update(bytes),
        }
    }

    /// The digest of everything taken in.
    pub fn finish(self) -> Digest {
        match self.0 {
            State::Sha256(state) => Digest::from_hash(Algorithm::Sha256, &state.finalize()),
            State::Sha512(state) => Digest::from_hash(Algorithm::Sha512, &state.finalize()),
        }
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let algorithm = match self.0 {
            State::Sha256(_) => Algorithm::Sha256,
            State::Sha512(_) => Algorithm::Sha512,
        };
        f.debug_tuple("Hasher").field(&algorithm).finish()
    }
}

/// `algorithm:encoded`, well formed by the OCI grammar; SHA-256 and SHA-512 have the right count of lower-case hex digits.
///
/// `Display` gives back exactly what was parsed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest {
    text: Box<str>,
    /// Where the colon stands. Invariant: `0 < colon < text.len() - 1`.
    colon: usize,
}

impl Digest {
    /// The digest of `bytes`.
    pub fn of(algorithm: Algorithm, bytes: &[u8]) -> Digest {
        let mut hasher = algorithm.hasher();
        hasher.update(bytes);
        hasher.finish()
    }

    /// The SHA-256 digest of `bytes`.
    pub fn sha256(bytes: &[u8]) -> Digest {
        Digest::of(Algorithm::Sha256, bytes)
    }

    /// Reads `algorithm:encoded`.
    ///
    /// ```
    /// use tagprism_core::Digest;
    /// let digest = Digest::parse(&format!("sha256:{}", "0".repeat(64)))?;
    /// assert_eq!(digest.short(), "00000000");
    /// # Ok::<(), tagprism_core::digest::ParseDigestError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Whatever the grammar does not allow, and for SHA-256 and SHA-512 anything but the right count of lower-case hex
    /// digits. [`ParseDigestError::position`] says where.
    pub fn parse(text: &str) -> Result<Digest, ParseDigestError> {
        let colon = text
            .find(':')
            .ok_or(ParseDigestError::NoColon { length: text.len() })?;
        grammar::check_algorithm(&text[..colon])?;
        grammar::check_encoded(&text[..colon], &text[colon + 1..])?;
        Ok(Digest {
            text: text.into(),
            colon,
        })
    }

    /// The whole text, `sha256:…`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What stands before the colon: `sha256`.
    pub fn algorithm_name(&self) -> &str {
        &self.text[..self.colon]
    }

    /// The algorithm, or nothing where it is well formed but not one that this crate computes.
    pub fn algorithm(&self) -> Option<Algorithm> {
        Algorithm::from_name(self.algorithm_name())
    }

    /// What stands behind the colon.
    pub fn encoded(&self) -> &str {
        &self.text[self.colon + 1..]
    }

    /// The first eight characters of [`encoded`](Digest::encoded), or fewer where there are not as many.
    pub fn short(&self) -> &str {
        let encoded = self.encoded();
        // The grammar is ASCII, so that a count of bytes is a count of characters.
        &encoded[..encoded.len().min(8)]
    }

    /// Hashes `bytes` and compares.
    pub fn check(&self, bytes: &[u8]) -> Check {
        let Some(algorithm) = self.algorithm() else {
            return Check::NotChecked;
        };
        let computed = Digest::of(algorithm, bytes);
        if computed == *self {
            Check::Equal
        } else {
            Check::Different { computed }
        }
    }

    fn from_hash(algorithm: Algorithm, hash: &[u8]) -> Digest {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let name = algorithm.name();
        let mut text = String::with_capacity(name.len() + 1 + hash.len() * 2);
        text.push_str(name);
        text.push(':');
        for byte in hash {
            text.push(char::from(HEX[usize::from(byte >> 4)]));
            text.push(char::from(HEX[usize::from(byte & 15)]));
        }
        Digest {
            text: text.into(),
            colon: name.len(),
        }
    }
}

impl FromStr for Digest {
    type Err = ParseDigestError;

    fn from_str(text: &str) -> Result<Digest, ParseDigestError> {
        Digest::parse(text)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl AsRef<str> for Digest {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// What comparing bytes with a digest showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// The bytes are those that the digest names.
    Equal,
    /// They are others.
    Different {
        /// The digest of the bytes at hand, of the same algorithm.
        computed: Digest,
    },
    /// The algorithm is not one that this crate computes: nothing is known, least of all that it is fine.
    NotChecked,
}

#[cfg(test)]
mod tests;
