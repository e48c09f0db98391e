//! `WWW-Authenticate`: how a registry says what it wants before it answers.
//!
//! Grammar: RFC 9110 §11.6.1, <https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1>. One field may hold several
//! challenges, separated by the same comma that separates their parameters; quoted strings may hold commas and escapes.
//! Registries also send what the grammar does not allow (spaces around `=`, missing values, missing commas), and that is
//! read as far as it makes sense: a challenge that cannot be read is skipped, never an error.

/// More is not looked at.
const FIELD_LENGTH_MAX: usize = 8 * 1_024;

/// One challenge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Challenge {
    /// `Bearer`: a token is to be had at the realm.
    Bearer {
        /// The address to ask for a token, unjudged.
        realm: String,
        /// Whom the token is for; left out of the request where the challenge leaves it out.
        service: Option<String>,
        /// What the registry thinks is needed; some send a placeholder.
        scope: Option<String>,
        /// Why the last token was not enough: `insufficient_scope`, `invalid_token`.
        error: Option<String>,
    },
    /// `Basic`: a name and a password are wanted.
    Basic {
        /// What the registry calls the protected space.
        realm: Option<String>,
    },
    /// Any other scheme.
    Other {
        /// Its name as written.
        scheme: String,
    },
}

/// Reads one field value. A `Bearer` without a realm is skipped, for nobody could act on it.
///
/// ```
/// use tagprism_core::registry::challenge::{Challenge, parse};
/// let challenges = parse(r#"Basic realm="a, b", Bearer realm="https://r.example/token""#);
/// assert_eq!(challenges.len(), 2);
/// assert_eq!(challenges[0], Challenge::Basic { realm: Some("a, b".to_owned()) });
/// ```
pub fn parse(field: &str) -> Vec<Challenge> {
    let mut reader = Reader {
        rest: &field[..field.floor_char_boundary(FIELD_LENGTH_MAX)],
        is_after_scheme: false,
    };
    let mut challenges = Vec::new();
    let mut open: Option<Open<'_>> = None;
    while let Some(piece) = reader.next_piece() {
        match piece {
            Piece::Scheme(scheme) => {
                challenges.extend(
                    open.replace(Open {
                        scheme,
                        parameters: Vec::new(),
                    })
                    .and_then(Open::close),
                );
            }
            Piece::Parameter(name, value) => {
                if let Some(open) = &mut open {
                    open.parameters.push((name, value));
                }
            }
        }
    }
    challenges.extend(open.and_then(Open::close));
    challenges
}

/// A challenge whose parameters are still being read.
struct Open<'a> {
    scheme: &'a str,
    parameters: Vec<(&'a str, String)>,
}

impl Open<'_> {
    fn close(mut self) -> Option<Challenge> {
        if self.scheme.eq_ignore_ascii_case("bearer") {
            Some(Challenge::Bearer {
                realm: self.take("realm")?,
                service: self.take("service"),
                scope: self.take("scope"),
                error: self.take("error"),
            })
        } else if self.scheme.eq_ignore_ascii_case("basic") {
            Some(Challenge::Basic {
                realm: self.take("realm"),
            })
        } else {
            Some(Challenge::Other {
                scheme: self.scheme.to_owned(),
            })
        }
    }

    /// The first parameter of that name; an empty one counts as absent.
    fn take(&mut self, wanted: &str) -> Option<String> {
        let at = self
            .parameters
            .iter()
            .position(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
        Some(self.parameters.remove(at).1).filter(|value| !value.is_empty())
    }
}

enum Piece<'a> {
    Scheme(&'a str),
    Parameter(&'a str, String),
}

struct Reader<'a> {
    rest: &'a str,
    /// Only spaces may stand between a scheme and its token68.
    is_after_scheme: bool,
}

impl<'a> Reader<'a> {
    /// The next scheme or parameter; nothing at the end. Every call takes at least one byte.
    fn next_piece(&mut self) -> Option<Piece<'a>> {
        loop {
            let is_after_scheme = std::mem::take(&mut self.is_after_scheme)
                && !self
                    .rest
                    .trim_start_matches([' ', '\t'])
                    .starts_with([',', ';']);
            self.rest = self.rest.trim_start_matches([' ', '\t', ',', ';']);
            let first = self.rest.chars().next()?;
            if first == '"' {
                self.quoted();
                continue;
            }
            let token = self.take_while(is_token_character);
            if token.is_empty() {
                self.rest = &self.rest[first.len_utf8()..];
                continue;
            }
            let after_space = self.rest.trim_start_matches([' ', '\t']);
            let Some(value) = after_space.strip_prefix('=') else {
                if after_space.len() == self.rest.len() && self.rest.starts_with('/') {
                    // `abc/def==` is a token68 value of the scheme before it.
                    self.take_while(|it| !matches!(it, ' ' | '\t' | ','));
                    continue;
                }
                if is_after_scheme && (after_space.is_empty() || after_space.starts_with(',')) {
                    // One word alone behind a scheme is its token68, not another scheme.
                    continue;
                }
                self.is_after_scheme = true;
                return Some(Piece::Scheme(token));
            };
            self.rest = value.trim_start_matches([' ', '\t']);
            return Some(Piece::Parameter(token, self.value()));
        }
    }

    fn value(&mut self) -> String {
        if self.rest.starts_with('"') {
            return self.quoted();
        }
        self.take_while(|it| !matches!(it, ' ' | '\t' | ',' | ';' | '"'))
            .to_owned()
    }

    /// A quoted string with its escapes undone; one without an end goes to the end of the field.
    fn quoted(&mut self) -> String {
        let mut text = String::new();
        let mut characters = self.rest.char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => {
                    self.rest = &self.rest[at + 1..];
                    return text;
                }
                '\\' => text.extend(characters.next().map(|(_, escaped)| escaped)),
                _ => text.push(character),
            }
        }
        self.rest = "";
        text
    }

    fn take_while(&mut self, is_wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self
            .rest
            .find(|it| !is_wanted(it))
            .unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }
}

/// `tchar` of RFC 9110 §5.6.2.
fn is_token_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
}

#[cfg(test)]
mod tests;
