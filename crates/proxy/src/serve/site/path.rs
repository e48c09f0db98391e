//! What a path says: which file it asks for, whether it could be a page, how long it may be kept, what its bytes are.

/// The decoded path without its first slash; `None` for what no file of a site can be called.
pub(super) fn decode(raw: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.strip_prefix('/')?.bytes();
    while let Some(byte) = rest.next() {
        let byte = if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            u8::try_from(digit()? * 16 + digit()?).ok()?
        } else {
            byte
        };
        bytes.push(byte);
    }
    let path = String::from_utf8(bytes).ok()?;
    let safe = !path.contains(['\\', '\0']) && path.split('/').all(|segment| segment != "..");
    safe.then_some(path)
}

/// Paths of the app's own making get its page, paths of missing files do not. A reference may look like a file
/// (`/i/docker.io/library/nginx:1.27-x.js` is a legal tag), so everything below `/i/` is a page.
pub(super) fn is_page(path: &str, accept: Option<&str>) -> bool {
    const ASSETS: [&str; 10] = [
        "js", "css", "wasm", "json", "woff2", "svg", "png", "ico", "txt", "map",
    ];
    let html = accept.is_none_or(|accept| {
        ["text/html", "text/*", "*/*"]
            .iter()
            .any(|range| accept.contains(range))
    });
    let name = path.rsplit('/').next().unwrap_or_default();
    let asset = name
        .rsplit_once('.')
        .is_some_and(|(_, extension)| ASSETS.contains(&extension.to_ascii_lowercase().as_str()));
    html && (path.starts_with("i/") || !asset)
}

/// Names with a content hash, as trunk writes them: a `-` and sixteen hexadecimal digits.
pub(super) fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split('-').skip(1).any(|part| {
        let digits = part
            .bytes()
            .take_while(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
            .count();
        digits == 16
            && part
                .as_bytes()
                .get(16)
                .is_none_or(|b| !b.is_ascii_alphanumeric())
    })
}

/// The type of a file, by its extension.
pub(super) fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}
