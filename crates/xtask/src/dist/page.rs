//! The page that starts the app, as static hosts need it: its base path and
//! its content policy stand in the page, because such hosts send no headers.

use sha2::{Digest, Sha256};

use super::assets::base64;
use crate::failure::{Failure, Outcome};

/// The page with `base` as the path that all its links start from.
///
/// # Errors
///
/// When the page has no `<base>` element to rewrite.
pub fn with_base(page: &str, base: &str) -> Outcome<String> {
    let (start, end) = element(page, "<base").ok_or_else(|| {
        Failure::new("index.html has no <base> element")
            .fix("keep `<base href=\"/\" />` in its head")
    })?;
    Ok(format!(
        "{}<base href=\"{base}\">{}",
        &page[..start],
        &page[end..]
    ))
}

/// The page without the integrity value on the program's preload: browsers do
/// not check it there and say so in the console on every visit.
pub fn without_idle_integrity(page: &str) -> String {
    let Some((start, end)) = element(page, "<link rel=\"preload\" href=\"./") else {
        return page.to_owned();
    };
    let link = &page[start..end];
    let Some((before, value)) = link.split_once(" integrity=\"") else {
        return page.to_owned();
    };
    let after = value.split_once('"').map_or(value, |(_, after)| after);
    format!("{}{before}{after}{}", &page[..start], &page[end..])
}

/// The page without the head start of its program: on a page of prose the text comes first.
pub fn without_preloads(page: &str) -> String {
    let mut page = page.to_owned();
    for opening in [
        "<link rel=\"modulepreload\"",
        "<link rel=\"preload\" href=\"./",
    ] {
        while let Some((start, end)) = element(&page, opening) {
            page.replace_range(start..end, "");
        }
    }
    page
}

/// The page with a content policy that lets in exactly the inline scripts and styles it has.
///
/// # Errors
///
/// When the page has no `<head>` to put it in.
pub fn with_content_policy(page: &str) -> Outcome<String> {
    // After the character set, which has to stand near the top of the file,
    // and before anything that the policy is for.
    let (_, place) = element(page, "<meta charset")
        .or_else(|| element(page, "<head"))
        .ok_or_else(|| Failure::new("index.html has no <head> element"))?;
    let hashes = |tag: &str| -> String {
        inline(page, tag)
            .map(|text| format!(" 'sha256-{}'", base64(&Sha256::digest(text))))
            .collect()
    };
    let (scripts, styles) = (hashes("script"), hashes("style"));
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; \
         img-src 'self' data:; font-src 'self'; frame-src 'self'; \
         connect-src 'self' https: http://localhost:* http://127.0.0.1:*; \
         manifest-src 'self'; base-uri 'self'; form-action 'self'; object-src 'none'"
    );
    Ok(format!(
        "{}<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">{}",
        &page[..place],
        &page[place..]
    ))
}

/// Where the first element that opens like this starts, and where its tag ends.
fn element(page: &str, opening: &str) -> Option<(usize, usize)> {
    let start = page.find(opening)?;
    let end = page[start..].find('>')?;
    Some((start, start + end + 1))
}

/// The text of each `script` or `style` that the page carries itself.
fn inline<'p>(page: &'p str, tag: &str) -> impl Iterator<Item = &'p str> {
    let (opening, closing) = (format!("<{tag}"), format!("</{tag}"));
    let mut rest = page;
    std::iter::from_fn(move || {
        loop {
            let (start, open) = element(rest, &opening)?;
            let is_elsewhere = rest[start..open].contains(" src");
            let after = &rest[open..];
            let close = after.find(&closing)?;
            rest = &after[close..];
            if !is_elsewhere {
                return Some(&after[..close]);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_is_rewritten_however_the_minifier_left_it() {
        for written in ["<base href=\"/\" />", "<base href=/>", "<base href='/'>"] {
            let page = format!("<head>{written}<title>t</title>");
            let rewritten = with_base(&page, "/tagprism/").unwrap();
            assert_eq!(
                rewritten,
                "<head><base href=\"/tagprism/\"><title>t</title>"
            );
        }
    }

    #[test]
    fn a_page_without_a_base_is_refused() {
        let failure = with_base("<head></head>", "/").unwrap_err();
        assert!(failure.to_string().contains("no <base> element"));
    }

    #[test]
    fn only_the_preload_loses_its_integrity() {
        let page = "<link rel=\"modulepreload\" href=\"./a.js\" integrity=\"one\">\
                    <link rel=\"preload\" href=\"./a.wasm\" integrity=\"two\" as=\"fetch\">";
        let expected = "<link rel=\"modulepreload\" href=\"./a.js\" integrity=\"one\">\
                        <link rel=\"preload\" href=\"./a.wasm\" as=\"fetch\">";
        assert_eq!(without_idle_integrity(page), expected);
        assert_eq!(without_idle_integrity("<p>"), "<p>");
    }

    #[test]
    fn only_inline_scripts_count() {
        let page = "<script src=a.js></script><script>one</script><p>\
                    <script type=\"module\">\ntwo\n</script>";
        assert_eq!(
            inline(page, "script").collect::<Vec<_>>(),
            ["one", "\ntwo\n"]
        );
    }

    #[test]
    fn a_page_of_prose_asks_for_its_program_last() {
        let page = "<link rel=\"modulepreload\" href=\"./a.js\"><link rel=\"preload\" href=\"./a.wasm\" as=\"fetch\">\
                    <link rel=\"preload\" href=\"fonts/a.woff2\" as=\"font\">";
        assert_eq!(
            without_preloads(page),
            "<link rel=\"preload\" href=\"fonts/a.woff2\" as=\"font\">"
        );
    }

    #[test]
    fn inline_styles_are_named_by_their_hash() {
        let page =
            with_content_policy("<head><meta charset=utf-8><style>p{}</style></head>").unwrap();
        let hash = base64(&Sha256::digest("p{}"));
        assert!(
            page.contains(&format!("style-src 'self' 'sha256-{hash}'")),
            "{page}"
        );
    }

    #[test]
    fn the_policy_names_each_inline_script_and_comes_before_all_of_them() {
        let page = "<html><head><meta charset=\"utf-8\"><script>one</script></head></html>";
        let page = with_content_policy(page).unwrap();
        let hash = base64(&Sha256::digest("one"));
        assert!(
            page.contains(&format!("'wasm-unsafe-eval' 'sha256-{hash}'; style-src")),
            "{page}"
        );
        let policy = page.find("http-equiv").unwrap();
        assert!(page.find("charset").unwrap() < policy && policy < page.find("<script").unwrap());
    }
}
