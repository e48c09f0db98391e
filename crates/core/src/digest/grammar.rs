//! The grammar of digests, and what to say where a text breaks it.

use super::Algorithm;

/// Why a text is not a digest.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseDigestError {
    /// There is no `:`.
    #[error("a digest is `algorithm:hex`, and there is no `:`")]
    NoColon {
        /// Length of the text in bytes, where the colon is missed.
        length: usize,
    },
    /// Nothing stands where a part of the algorithm's name should.
    #[error("a part of the algorithm's name is missing")]
    EmptyAlgorithm {
        /// Where, in bytes.
        position: usize,
    },
    /// The algorithm's name has a character that no algorithm's name may have.
    #[error(
        "`{character}` cannot stand in the name of an algorithm: it has lower-case letters, digits and `+._-`"
    )]
    AlgorithmCharacter {
        /// Where, in bytes.
        position: usize,
        /// The character.
        character: char,
    },
    /// Nothing stands behind the `:`.
    #[error("nothing follows the `:` of the digest")]
    EmptyEncoded {
        /// Where, in bytes.
        position: usize,
    },
    /// The encoded part has a character that the general grammar does not allow.
    #[error("`{character}` cannot stand in a digest")]
    EncodedCharacter {
        /// Where, in bytes.
        position: usize,
        /// The character.
        character: char,
    },
    /// A known algorithm has something else than lower-case hex digits.
    #[error(
        "`{character}` is not a lower-case hex digit, and a {algorithm} digest has nothing else"
    )]
    NotHex {
        /// The algorithm.
        algorithm: Algorithm,
        /// Where, in bytes.
        position: usize,
        /// The character.
        character: char,
    },
    /// A known algorithm has too many or too few digits.
    #[error("a {algorithm} digest has {expected} hex digits, found {found}")]
    WrongLength {
        /// The algorithm.
        algorithm: Algorithm,
        /// How many digits there should be.
        expected: usize,
        /// How many there are.
        found: usize,
        /// Where the first one too many or too few stands, in bytes.
        position: usize,
    },
}

impl ParseDigestError {
    /// Where the trouble begins, in bytes from the start of the text.
    pub fn position(&self) -> usize {
        match self {
            ParseDigestError::NoColon { length } => *length,
            ParseDigestError::EmptyAlgorithm { position }
            | ParseDigestError::AlgorithmCharacter { position, .. }
            | ParseDigestError::EmptyEncoded { position }
            | ParseDigestError::EncodedCharacter { position, .. }
            | ParseDigestError::NotHex { position, .. }
            | ParseDigestError::WrongLength { position, .. } => *position,
        }
    }
}

/// `component (separator component)*` with `[a-z0-9]+` and `[+._-]`.
pub(super) fn check_algorithm(name: &str) -> Result<(), ParseDigestError> {
    let mut component_is_empty = true;
    for (position, character) in name.char_indices() {
        match character {
            'a'..='z' | '0'..='9' => component_is_empty = false,
            '+' | '.' | '_' | '-' if component_is_empty => {
                return Err(ParseDigestError::EmptyAlgorithm { position });
            }
            '+' | '.' | '_' | '-' => component_is_empty = true,
            _ => {
                return Err(ParseDigestError::AlgorithmCharacter {
                    position,
                    character,
                });
            }
        }
    }
    if component_is_empty {
        Err(ParseDigestError::EmptyAlgorithm {
            position: name.len(),
        })
    } else {
        Ok(())
    }
}

/// `[a-zA-Z0-9=_-]+`; for algorithms that we compute, exactly their count of lower-case hex digits.
pub(super) fn check_encoded(name: &str, encoded: &str) -> Result<(), ParseDigestError> {
    let start = name.len() + 1;
    if encoded.is_empty() {
        return Err(ParseDigestError::EmptyEncoded { position: start });
    }
    let Some(algorithm) = Algorithm::from_name(name) else {
        let bad = encoded
            .char_indices()
            .find(|(_, it)| !matches!(it, 'a'..='z' | 'A'..='Z' | '0'..='9' | '=' | '_' | '-'));
        return match bad {
            Some((at, character)) => Err(ParseDigestError::EncodedCharacter {
                position: start + at,
                character,
            }),
            None => Ok(()),
        };
    };
    if let Some((at, character)) = encoded
        .char_indices()
        .find(|(_, it)| !matches!(it, '0'..='9' | 'a'..='f'))
    {
        return Err(ParseDigestError::NotHex {
            algorithm,
            position: start + at,
            character,
        });
    }
    let (expected, found) = (algorithm.hex_len(), encoded.len());
    if found != expected {
        let position = start + found.min(expected);
        return Err(ParseDigestError::WrongLength {
            algorithm,
            expected,
            found,
            position,
        });
    }
    Ok(())
}
