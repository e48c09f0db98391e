//! The Content-Security-Policies of the site: nothing inline but the scripts and styles that the build itself put into its
//! pages. Pages of our own are framed by nobody, embeds by everybody.

use tagprism_core::Digest;

/// The policy for pages with these inline scripts and styles, given as `sha256-…` sources. The only frames in them are the
/// embeds that one of them shows.
pub fn policy(script_hashes: &[String], style_hashes: &[String]) -> String {
    let (scripts, styles) = (sources(script_hashes), sources(style_hashes));
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; img-src 'self' data:; font-src 'self'; \
         frame-src 'self'; connect-src 'self' https: http://localhost:* http://127.0.0.1:*; manifest-src 'self'; base-uri 'self'; form-action 'self'; \
         frame-ancestors 'none'; object-src 'none'"
    )
}

/// The policy for pages that others frame. In a sandboxed frame the page's origin is none that can be named, and browsers
/// have disagreed about `'self'` there, so the origin of this site stands beside it where it is known. An embed talks to
/// nobody else.
///
/// Who frames it is not said: `frame-ancestors *` stands for every scheme of the network, which a sandboxed page that frames
/// an embed does not have, and browsers then show nothing.
pub fn embed_policy(
    script_hashes: &[String],
    style_hashes: &[String],
    own: Option<&str>,
) -> String {
    let (scripts, styles) = (sources(script_hashes), sources(style_hashes));
    let own = own.map_or("'self'".to_owned(), |own| format!("'self' {own}"));
    format!(
        "default-src 'none'; script-src {own} 'wasm-unsafe-eval'{scripts}; style-src {own}{styles}; img-src {own} data:; \
         font-src {own}; connect-src {own}; base-uri {own}; form-action 'none'; object-src 'none'"
    )
}

fn sources(hashes: &[String]) -> String {
    hashes.iter().map(|hash| format!(" '{hash}'")).collect()
}

/// The `sha256-…` source of every inline `script` or `style` of a page
/// (<https://www.w3.org/TR/CSP3/#match-element-to-source-list>). Reads what our own build writes; it is no HTML parser.
pub fn inline(html: &str, tag: &str) -> Vec<String> {
    let (opening, closing) = (format!("<{tag}"), format!("</{tag}"));
    let mut hashes = Vec::new();
    // Every comparison is ASCII, so positions in the lower-cased copy are positions in the page.
    let lower = html.to_ascii_lowercase();
    let mut position = 0;
    while let Some(start) = lower[position..].find(&opening).map(|at| position + at) {
        let Some(open) = lower[start..].find('>').map(|at| start + at + 1) else {
            break;
        };
        let Some(close) = lower[open..].find(&closing).map(|at| open + at) else {
            break;
        };
        let attributes = &lower[start + opening.len()..open];
        let has_source = attributes
            .split([' ', '\n', '\t', '\r'])
            .any(|attribute| attribute.starts_with("src="));
        if !has_source {
            hashes.push(source(&html[open..close]));
        }
        position = close;
    }
    hashes
}

fn source(script: &str) -> String {
    let digest = Digest::sha256(script.as_bytes());
    let nibbles: Vec<u8> = digest
        .encoded()
        .chars()
        .filter_map(|c| c.to_digit(16))
        .filter_map(|n| u8::try_from(n).ok())
        .collect();
    format!("sha256-{}", base64(&nibbles))
}

/// Base64 (RFC 4648 §4) of bytes that are given as half bytes, as a digest's hexadecimal digits are.
fn base64(nibbles: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    // Three half bytes make two letters.
    for group in nibbles.chunks(3) {
        let bits = (0..3).fold(0u16, |bits, index| {
            bits << 4 | u16::from(*group.get(index).unwrap_or(&0))
        });
        text.push(char::from(ALPHABET[usize::from(bits >> 6 & 63)]));
        if group.len() > 1 {
            text.push(char::from(ALPHABET[usize::from(bits & 63)]));
        }
    }
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &[&str]) {
        assert_eq!(inline(html, "script"), expected, "{html}");
    }

    #[test]
    fn base64_agrees_with_the_rfc() {
        let nibbles = |text: &str| -> Vec<u8> {
            text.bytes()
                .flat_map(|byte| [byte >> 4, byte & 15])
                .collect()
        };
        for (plain, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(&nibbles(plain)), expected, "{plain}");
        }
    }

    #[test]
    fn inline_scripts_are_hashed_with_all_their_space() {
        // The hash of `alert('Hello, world.');` is the example of the CSP specification's documentation.
        check(
            "<script>alert('Hello, world.');</script>",
            &["sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="],
        );
        check(
            "<SCRIPT type=\"module\">alert('Hello, world.');</SCRIPT>",
            &["sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="],
        );
        assert_eq!(
            inline("<script> </script><p>x</p><script>y</script>", "script").len(),
            2
        );
    }

    #[test]
    fn scripts_with_a_source_need_no_hash() {
        check(
            "<script src=\"/a.js\"></script><script type=module\n src=b.js></script>",
            &[],
        );
        check("<script", &[]);
        check("<script>open", &[]);
        check("", &[]);
    }

    #[test]
    fn the_policy_lists_the_hashes_after_the_fixed_sources() {
        assert!(
            policy(&["sha256-x".to_owned()], &["sha256-y".to_owned()]).contains(
                "script-src 'self' 'wasm-unsafe-eval' 'sha256-x'; style-src 'self' 'sha256-y'; img-src"
            )
        );
    }
}
