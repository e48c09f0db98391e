//! The headers of the site's files: one set for pages of our own, one for pages that stand in others', one for what both
//! are made of.

use std::collections::BTreeMap;

use hyper::{
    HeaderMap,
    body::Bytes,
    header::{self, HeaderName, HeaderValue},
};

use crate::serve::csp;

/// What a file is to whoever loads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A page of the site, which nobody frames.
    Page,
    /// A page that others frame: `embed/match/index.html`.
    Embed,
    /// Script, program, style, font, picture, document. A sandboxed frame has an origin of its own, so to an embed even our
    /// files are another origin's.
    Part,
}

impl Kind {
    /// The kind of the file at a path. `embed/index.html` makes embeds and is none.
    pub fn of(path: &str) -> Kind {
        let is_page = path.ends_with(".html");
        match path.strip_prefix("embed/") {
            Some(rest) if is_page && rest.contains('/') => Kind::Embed,
            _ if is_page => Kind::Page,
            _ => Kind::Part,
        }
    }
}

/// The content policies of a site, with the hashes of exactly the inline scripts and styles that its pages have.
pub(super) struct Guards {
    page: HeaderValue,
    embed_scripts: Vec<String>,
    embed_styles: Vec<String>,
}

/// What every file says. Nothing says X-Frame-Options, which has no word for "everyone".
const ALWAYS: [(&str, &str); 2] = [
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
];
// No Cross-Origin-Opener-Policy: a page in a sandbox opens only such pages as have none, and "open full version" has to work
// there. The site keeps no session that another window could ride.
const OWN: [(&str, &str); 2] = [
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];
const EMBED: [(&str, &str); 3] = [
    // Pages that are isolated frame only what is isolated itself.
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "cross-origin"),
    (
        "permissions-policy",
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), \
         clipboard-read=(), clipboard-write=(self), display-capture=(), encrypted-media=(), fullscreen=(self), gamepad=(), \
         geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), \
         payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), \
         usb=(), window-management=(), xr-spatial-tracking=()",
    ),
];
const PART: [(&str, &str); 2] = [
    ("access-control-allow-origin", "*"),
    ("cross-origin-resource-policy", "cross-origin"),
];

impl Guards {
    /// The guards of a site with these files.
    pub fn new(contents: &BTreeMap<String, Bytes>) -> Guards {
        let hashes = |kind: Kind, tag: &str| -> Vec<String> {
            let pages = contents
                .iter()
                .filter(|(path, _)| path.ends_with(".html") && Kind::of(path) == kind);
            let mut hashes: Vec<String> = pages
                .flat_map(|(_, bytes)| csp::inline(&String::from_utf8_lossy(bytes), tag))
                .collect();
            hashes.sort();
            hashes.dedup();
            hashes
        };
        let page = csp::policy(&hashes(Kind::Page, "script"), &hashes(Kind::Page, "style"));
        Guards {
            page: header_value(&page),
            embed_scripts: hashes(Kind::Embed, "script"),
            embed_styles: hashes(Kind::Embed, "style"),
        }
    }

    /// Adds them. `own` is the origin that this site was asked at, if that is known.
    pub fn mark(&self, headers: &mut HeaderMap, kind: Kind, own: Option<&str>) {
        let policy = match kind {
            Kind::Embed => header_value(&csp::embed_policy(
                &self.embed_scripts,
                &self.embed_styles,
                own,
            )),
            Kind::Page | Kind::Part => self.page.clone(),
        };
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        let set: &[(&'static str, &'static str)] = match kind {
            Kind::Page => &OWN,
            Kind::Embed => &EMBED,
            Kind::Part => &PART,
        };
        for &(name, value) in ALWAYS.iter().chain(set) {
            headers.insert(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
    }
}

fn header_value(policy: &str) -> HeaderValue {
    HeaderValue::try_from(policy)
        .expect("a policy of words, base64 and an origin is a header value")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_below_embed_are_for_other_pages() {
        for (path, kind) in [
            ("index.html", Kind::Page),
            ("404.html", Kind::Page),
            ("embed/index.html", Kind::Page),
            ("embed/match/index.html", Kind::Embed),
            ("embed.js", Kind::Part),
            ("embed/heights.json", Kind::Part),
            ("snap/match.svg", Kind::Part),
        ] {
            assert_eq!(Kind::of(path), kind, "{path}");
        }
    }

    #[test]
    fn an_embed_runs_its_own_scripts_and_not_those_of_the_site() {
        let contents = [
            ("index.html", "<script>site</script>"),
            (
                "embed/match/index.html",
                "<script>embed</script><style>s</style>",
            ),
        ]
        .map(|(path, text)| (path.to_owned(), Bytes::from_static(text.as_bytes())));
        let guards = Guards::new(&contents.into());
        let policy = |kind| {
            let mut headers = HeaderMap::new();
            guards.mark(&mut headers, kind, Some("https://tagprism.example"));
            headers[header::CONTENT_SECURITY_POLICY]
                .to_str()
                .expect("ASCII")
                .to_owned()
        };
        let (page, embed) = (policy(Kind::Page), policy(Kind::Embed));
        let hash = |script: &str| csp::inline(&format!("<script>{script}</script>"), "script");
        assert!(page.contains(&hash("site")[0]) && !page.contains(&hash("embed")[0]));
        assert!(embed.contains(&hash("embed")[0]) && !embed.contains(&hash("site")[0]));
        assert!(!embed.contains("frame-ancestors") && page.contains("frame-ancestors 'none'"));
        assert!(embed.contains("script-src 'self' https://tagprism.example "));
        assert!(!embed.contains("unsafe-inline"));
    }
}
