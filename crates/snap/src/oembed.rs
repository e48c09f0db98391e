//! oEmbed, <https://oembed.com/>: the address of a page in, the frame that shows it out.

use serde_json::json;
use tagprism_figures::{
    el,
    embed::{
        EMBEDS, Embed, embed,
        query::{self, write},
    },
    frame::figure_id,
};

use crate::{
    ask::{Ask, Format},
    picture::{Facts, caption},
};

const WIDTH: u32 = 720;
const HEIGHT: u32 = 560;
/// Nothing can be read in less.
const NARROWEST: u32 = 120;

/// An answer: a status of HTTP, and a document in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// 200, 400, 404 or 501.
    pub status: u16,
    /// The document.
    pub json: String,
}

/// Answers a query, without `?`. `base` is where the site is found, ending with a slash.
#[must_use]
pub fn answer(asked: &str, base: &str) -> Answer {
    let pairs = query::read(asked);
    let value = |name: &str| {
        let found = pairs.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    };
    if value("format").is_some_and(|format| format != "json") {
        return refused(501, "only format=json is written here");
    }
    let Some(url) = value("url") else {
        return refused(400, "`url` is missing");
    };
    let Some((embed, query)) = below(url, base).and_then(framed) else {
        return refused(
            404,
            "this address is none of the site's that can be embedded",
        );
    };
    let most = |name: &str| value(name).and_then(|it| it.parse::<u32>().ok());
    let width = most("maxwidth").unwrap_or(WIDTH).clamp(NARROWEST, WIDTH);
    let height = most("maxheight").unwrap_or(HEIGHT).clamp(NARROWEST, HEIGHT);
    let ask = Ask::new(embed, Format::Svg, &query);
    let canonical = embed.query(&ask.options, &ask.state);
    let place = |folder: &str, ending: &str| match canonical.is_empty() {
        true => format!("{base}{folder}/{}{ending}", embed.name),
        false => format!("{base}{folder}/{}{ending}?{canonical}", embed.name),
    };
    let title = match ask.source() {
        crate::Source::Here => caption(&ask, Facts::Recorded),
        _ => format!("{}: {}", ask.image(), embed.name),
    };
    let frame = el("iframe")
        .set("src", place("embed", ""))
        .set("width", width.to_string())
        .set("height", height.to_string())
        .set("title", title.clone())
        .set("loading", "lazy")
        .set("referrerpolicy", "strict-origin")
        .set("allow", "clipboard-write; fullscreen")
        .set(
            "sandbox",
            "allow-scripts allow-popups allow-popups-to-escape-sandbox",
        )
        .set("style", "border:0;max-width:100%");
    let json = json!({
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "Tagprism",
        "provider_url": base,
        "html": frame.to_html(),
        "width": width,
        "height": height,
        "cache_age": 86_400,
    });
    Answer {
        status: 200,
        json: json.to_string(),
    }
}

fn refused(status: u16, error: &str) -> Answer {
    Answer {
        status,
        json: json!({ "error": error }).to_string(),
    }
}

/// What of an address comes after the site's own. Whether it was asked with TLS says nothing about whose it is.
fn below<'u>(url: &'u str, base: &str) -> Option<&'u str> {
    let bare = |text: &str| -> usize {
        let schemes = ["https://", "http://"];
        let scheme = schemes.iter().find(|it| text.starts_with(**it));
        scheme.map_or(0, |it| it.len())
    };
    let (own, given) = (&base[bare(base)..], url.get(bare(url)..)?);
    if bare(url) == 0 || own.is_empty() {
        return None;
    }
    // The address of the start page may lack its slash.
    match given.strip_prefix(own) {
        Some(rest) => Some(rest),
        None => (given == own.trim_end_matches('/')).then_some(""),
    }
}

/// The embed that shows what a page shows, and its query.
fn framed(page: &str) -> Option<(&'static Embed, String)> {
    let (address, anchor) = page.split_once('#').unwrap_or((page, ""));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path = path.trim_end_matches('/');
    let (folder, rest) = path.split_once('/').unwrap_or((path, ""));
    let with_image = |name: &str| {
        let image = query::decode(&rest.replace('+', "%2B"));
        let pair = write(&[("image", image)]);
        let query = if rest.is_empty() {
            query.to_owned()
        } else {
            format!("{pair}&{query}")
        };
        Some((embed(name)?, query))
    };
    match folder {
        "embed" => Some((embed(rest)?, query.to_owned())),
        "i" if !rest.is_empty() => with_image("inspect"),
        "pull" => with_image("pull"),
        // A section of the explainer stands for its figure, and an address may say the state of several figures.
        "" => {
            let embed = EMBEDS.iter().find(|it| figure_id(it.name) == anchor)?;
            let prefix = format!("{}-", embed.name);
            let own = query
                .split('&')
                .filter_map(|pair| match pair.strip_prefix(&prefix) {
                    Some(own) => Some(own),
                    None => pair.starts_with("host=").then_some(pair),
                });
            let own: Vec<&str> = own.collect();
            Some((embed, own.join("&")))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const BASE: &str = "https://tagprism.example/docs/";

    fn ask(url: &str, more: &str) -> (u16, Value) {
        let answer = answer(&format!("url={}{more}", query::encode(url)), BASE);
        (answer.status, serde_json::from_str(&answer.json).unwrap())
    }

    #[track_caller]
    fn check(page: &str, source: &str) {
        let (status, json) = ask(&format!("{BASE}{page}"), "");
        assert_eq!(status, 200, "{page}: {json}");
        let html = json["html"].as_str().unwrap();
        let expected = format!("<iframe src=\"{BASE}embed/{source}\"").replace('&', "&amp;");
        assert!(html.starts_with(&expected), "{page}: {html}");
    }

    #[test]
    fn pages_are_framed_in_their_state() {
        check("i/nginx:latest", "inspect?image=nginx:latest");
        check(
            "i/ghcr.io/a/b%3A1?host=linux/arm64",
            "inspect?image=ghcr.io/a/b:1&host=linux/arm64",
        );
        check("pull", "pull");
        check("pull/nginx?step=3", "pull?step=3&image=nginx");
        check("embed/match?rule=strict&x=y", "match?rule=strict");
        check(
            "?match-rule=strict&hosts-set=own#fig-match",
            "match?rule=strict",
        );
    }

    #[test]
    fn what_is_not_ours_is_not_found() {
        for url in [
            "https://evil.example/i/nginx",
            "https://tagprism.example/i/nginx",
            "javascript:alert(1)",
            "",
            "i/nginx",
        ] {
            assert_eq!(ask(url, "").0, 404, "{url}");
        }
        for page in ["i/", "sources", "embed", "embed/nothing", "#fig-nothing"] {
            assert_eq!(ask(&format!("{BASE}{page}"), "").0, 404, "{page}");
        }
        assert_eq!(
            ask("http://tagprism.example/docs/pull", "").0,
            200,
            "TLS may end elsewhere"
        );
        assert_eq!(ask(&format!("{BASE}pull"), "&format=xml").0, 501);
        assert_eq!(answer("", BASE).status, 400);
    }

    #[test]
    fn a_frame_is_no_larger_than_there_is_room() {
        let (_, json) = ask(&format!("{BASE}pull"), "&maxwidth=400&maxheight=300");
        assert_eq!(
            (json["width"].as_u64(), json["height"].as_u64()),
            (Some(400), Some(300))
        );
        let (_, json) = ask(&format!("{BASE}pull"), "&maxwidth=99999999999&maxheight=x");
        assert_eq!(
            (json["width"].as_u64(), json["height"].as_u64()),
            (Some(720), Some(560))
        );
    }

    #[test]
    fn hostile_addresses_stay_text() {
        let (_, json) = ask(&format!("{BASE}i/\"><script>alert(1)</script>"), "");
        let html = json["html"].as_str().unwrap();
        assert!(!html.contains("<script"), "{html}");
    }
}
