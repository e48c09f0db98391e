//! Base64 (RFC 4648): the ordinary alphabet for `data` in descriptors, the one for URLs for schema 1 signatures.

/// Which alphabet is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// `+` and `/`, padding required.
    Standard,
    /// `-` and `_`, padding left out or complete.
    Url,
}

/// The bytes, or `None` for anything that is not canonical in its alphabet (line breaks included).
pub(super) fn decode(text: &str, alphabet: Alphabet) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    let n_padding = text.len() - digits.len();
    let is_padded = n_padding <= 2 && text.len().is_multiple_of(4);
    let may_be_bare = alphabet == Alphabet::Url && n_padding == 0;
    if !(is_padded || may_be_bare) {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    for group in digits.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for &digit in group {
            bits = bits << 6 | value(digit, alphabet)?;
        }
        let missing = 4 - group.len();
        if missing == 3 {
            return None;
        }
        bits <<= 6 * missing;
        let [_, first, second, third] = bits.to_be_bytes();
        let decoded = [first, second, third];
        // Bits that belong to no byte must be zero, or one text would have several spellings.
        if decoded[3 - missing..].iter().any(|&byte| byte != 0) {
            return None;
        }
        bytes.extend_from_slice(&decoded[..3 - missing]);
    }
    Some(bytes)
}

fn value(digit: u8, alphabet: Alphabet) -> Option<u32> {
    Some(u32::from(match (digit, alphabet) {
        (b'A'..=b'Z', _) => digit - b'A',
        (b'a'..=b'z', _) => digit - b'a' + 26,
        (b'0'..=b'9', _) => digit - b'0' + 52,
        (b'+', Alphabet::Standard) | (b'-', Alphabet::Url) => 62,
        (b'/', Alphabet::Standard) | (b'_', Alphabet::Url) => 63,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, alphabet: Alphabet, expected: Option<&[u8]>) {
        assert_eq!(decode(text, alphabet).as_deref(), expected);
    }

    #[test]
    fn the_vectors_of_rfc_4648_decode() {
        check("", Alphabet::Standard, Some(b""));
        check("Zg==", Alphabet::Standard, Some(b"f"));
        check("Zm8=", Alphabet::Standard, Some(b"fo"));
        check("Zm9v", Alphabet::Standard, Some(b"foo"));
        check("Zm9vYmFy", Alphabet::Standard, Some(b"foobar"));
        check("+/+/", Alphabet::Standard, Some(&[0xfb, 0xff, 0xbf]));
        check("-_-_", Alphabet::Url, Some(&[0xfb, 0xff, 0xbf]));
        check("Zg", Alphabet::Url, Some(b"f"));
    }

    #[test]
    fn other_spellings_are_refused() {
        for text in [
            "Zg", "Zg=", "Zh==", "Z===", "====", "Zm9v\n", "Zm 9", "Zm9é", "-_-_", "Zm9v=", "Z",
        ] {
            check(text, Alphabet::Standard, None);
        }
        check("+/+/", Alphabet::Url, None);
    }
}
