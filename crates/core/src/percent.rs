//! Percent-encoding (RFC 3986 §2.1): of addresses of registries, and of the site's own.

/// Encodes all but what a query value may have as it is (RFC 3986 §3.4 without `&`, `=`, `+` and `?`). `:` and `/` stay, as
/// every client sends them in a scope.
pub(crate) fn encode(value: &str) -> String {
    encode_but(value, b"")
}

/// Encodes the same, but leaves these bytes as they are, too.
#[must_use]
pub fn encode_but(value: &str, kept: &[u8]) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' | b'/' => {
                encoded.push(char::from(byte));
            }
            byte if kept.contains(&byte) => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// Undoes the encoding; a `%` without two hex digits behind it stays.
#[must_use]
pub fn decode(text: &str) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = match after {
            [high, low, ..] if byte == b'%' => hex_digit(*high).zip(hex_digit(*low)),
            _ => None,
        };
        match escaped {
            Some((high, low)) => {
                decoded.push(high << 4 | low);
                rest = &after[2..];
            }
            None => {
                decoded.push(byte);
                rest = after;
            }
        }
    }
    decoded
}

fn hex_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_escapes_are_undone() {
        assert_eq!(decode("a%2Fb%2f%C3%A9"), "a/b/é".as_bytes());
        assert_eq!(decode("%+1%4%%zz%"), b"%+1%4%%zz%");
    }

    #[test]
    fn encoding_is_undone_by_decoding() {
        assert_eq!(encode("a:/b &=é%"), "a:/b%20%26%3D%C3%A9%25");
        assert_eq!(decode(&encode("a:/b &=é%")), "a:/b &=é%".as_bytes());
    }
}
