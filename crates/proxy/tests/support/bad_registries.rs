//! What is no registry name, in every spelling that some URL library would turn into an address (rule R2).

/// The reasons that fit a bad registry: where its bytes are no plain ASCII, the path as a whole is at fault.
pub fn reasons_for(registry: &[u8]) -> &'static [&'static str] {
    let is_plain = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'%' | b'\\');
    if registry.iter().all(is_plain) {
        &["registry_invalid"]
    } else {
        &["registry_invalid", "name_invalid"]
    }
}

/// The registry component of a target, as it goes over the wire.
pub const BAD_REGISTRIES: &[(&str, &[u8])] = &[
    // P07: addresses
    ("loopback", b"127.0.0.1"),
    ("private with a port", b"10.0.0.1:443"),
    ("metadata service", b"169.254.169.254"),
    // P08: the spellings of getaddrinfo
    ("one number", b"2130706433"),
    ("octal", b"0177.0.0.1"),
    ("hexadecimal", b"0x7f.1"),
    ("two parts", b"127.1"),
    ("zero", b"0"),
    ("last label hexadecimal", b"a.0x7f"),
    ("last label all digits", b"registry.1"),
    // P09: brackets
    ("IPv6 loopback", b"[::1]"),
    ("IPv4 in IPv6", b"[::ffff:127.0.0.1]"),
    ("a name in brackets", b"[ghcr.io]"),
    // P10: user-info
    ("user and password", b"user:pw@ghcr.io"),
    ("a host as user", b"ghcr.io@evil.example"),
    ("user-info, encoded", b"ghcr.io%40evil.example"),
    // P11: what IDNA would map to ASCII
    ("circled digits, raw", "①②⑦.⓪.⓪.①".as_bytes()),
    ("circled digits, encoded", b"%E2%91%A0%E2%91%A1%E2%91%A6.1"),
    ("full-width letters", "ｇｈｃｒ.io".as_bytes()),
    ("ideographic full stops", "127。0。0。1".as_bytes()),
    ("ideographic full stop, encoded", b"ghcr%E3%80%82io"),
    ("soft hyphen", "gh\u{ad}cr.io".as_bytes()),
    ("invalid UTF-8, encoded", b"ghcr%FF.io"),
    // P13, P14: decoding happens once, and nothing odd survives it
    ("dots, encoded twice", b"%252e%252e"),
    ("line break", b"ghcr.io%0d%0aX:1"),
    ("zero byte", b"ghcr.io%00.evil.example"),
    ("a slash, encoded", b"ghcr.io%2fevil.example"),
    ("a backslash", b"ghcr.io\\evil.example"),
    ("a backslash, encoded", b"ghcr.io%5cevil.example"),
    ("a broken escape", b"ghcr.io%4"),
    ("a fragment, encoded", b"ghcr.io%23"),
    ("a question mark, encoded", b"ghcr.io%3f"),
    // R2: not a name of two LDH labels in lower case
    ("upper case", b"GHCR.io"),
    ("two trailing dots", b"ghcr.io.."),
    ("an empty label", b"ghcr..io"),
    ("a label that starts with a hyphen", b"-ghcr.io"),
    ("an underscore", b"ghcr_io.example"),
];
