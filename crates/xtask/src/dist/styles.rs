//! Styles travel inside the pages: they are written apart, by feature, and the first paint waits for no second answer.
//!
//! A page gets the sheets that it uses. Which ones only one kind of page uses is said here.

use std::fs;
use std::ops::Range;

use super::assets::Site;
use crate::failure::{Failure, Outcome, While};
use crate::tools::Tools;
use crate::workspace::Workspace;

/// Sheets, by the beginning of their names, that only the explainer uses.
const EXPLAINER_ONLY: &[&str] = &["fig-", "heights-", "learn-", "prose-"];
/// Sheets that only pages in frames use.
const EMBED_ONLY: &[&str] = &["embed-"];
/// Sheets that only the page uses on which embeds are put together.
const CONFIGURE_ONLY: &[&str] = &["configure-"];
/// Sheets that pages in frames have no use for: what they are about is not there.
const NOT_IN_FRAMES: &[&str] = &[
    "footer-", "heights-", "learn-", "omnibox-", "print-", "prose-", "search-",
];
/// Sheets of the figure that both have.
const SHARED: &[&str] = &["fig-pull"];
/// Sheets that only the inspector uses.
const INSPECTOR_ONLY: &[&str] = &[
    "board-",
    "checkup-",
    "entry-",
    "omnibox-",
    "platforms-",
    "receipt-",
    "result-",
    "stack-",
    "states-",
    "verdict-",
];

/// The styles of each kind of page, made small.
pub struct Styles {
    /// For the explainer.
    pub explainer: String,
    /// For the inspector and for addresses that lead nowhere.
    pub inspector: String,
    /// Every sheet by its name, in order.
    sheets: Vec<(String, Vec<u8>)>,
}

/// What a page in a frame shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framed<'a> {
    /// A figure of that name.
    Figure(&'a str),
    /// An image, which the inspector's program opens.
    Image,
}

impl Styles {
    /// The styles of the page on which embeds are put together.
    ///
    /// # Errors
    ///
    /// When esbuild fails.
    pub fn configurator(&self, workspace: &Workspace, tools: &Tools) -> Outcome<String> {
        let is_own = |name: &str| {
            !(begins(name, EXPLAINER_ONLY)
                || begins(name, INSPECTOR_ONLY)
                || begins(name, EMBED_ONLY))
        };
        self.of(is_own, workspace, tools)
    }

    /// The styles of a page in a frame: those of its own figure and of no other.
    ///
    /// # Errors
    ///
    /// When esbuild fails.
    pub fn framed(
        &self,
        framed: Framed<'_>,
        workspace: &Workspace,
        tools: &Tools,
    ) -> Outcome<String> {
        self.of(|name| is_framed(name, framed), workspace, tools)
    }

    fn of(
        &self,
        is_own: impl Fn(&str) -> bool,
        workspace: &Workspace,
        tools: &Tools,
    ) -> Outcome<String> {
        let mut all = Vec::new();
        for (_, sheet) in self.sheets.iter().filter(|(name, _)| is_own(name)) {
            all.extend_from_slice(sheet);
            all.push(b'\n');
        }
        minified(&all, workspace, tools)
    }
}

fn begins(name: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| name.starts_with(start))
}

fn is_framed(name: &str, framed: Framed<'_>) -> bool {
    if begins(name, NOT_IN_FRAMES) || begins(name, CONFIGURE_ONLY) {
        return false;
    }
    match framed {
        Framed::Image => begins(name, SHARED) || !begins(name, EXPLAINER_ONLY),
        Framed::Figure(figure) => {
            let is_own = name.starts_with(&format!("fig-{figure}-"));
            is_own || !(begins(name, EXPLAINER_ONLY) || begins(name, INSPECTOR_ONLY))
        }
    }
}

/// Takes the page's style sheets out of the site and puts them together in their order.
///
/// # Errors
///
/// When a sheet is missing or esbuild fails.
pub fn take(site: &mut Site, workspace: &Workspace, tools: &Tools) -> Outcome<Styles> {
    let page = site.page("index.html")?;
    let links = links(&page);
    let mut explainer = Vec::new();
    let mut inspector = Vec::new();
    let mut sheets = Vec::new();
    for link in &links {
        let sheet = site
            .take(link.path)
            .ok_or_else(|| Failure::new(format!("the build gave no {}", link.path)))?;
        let is_for = |only: &[&str]| only.iter().any(|start| link.path.starts_with(start));
        sheets.push((link.path.to_owned(), sheet.clone()));
        if is_for(EMBED_ONLY) || is_for(CONFIGURE_ONLY) {
            continue;
        }
        if !is_for(INSPECTOR_ONLY) {
            explainer.extend_from_slice(&sheet);
            explainer.push(b'\n');
        }
        if is_for(SHARED) || !is_for(EXPLAINER_ONLY) {
            inspector.extend_from_slice(&sheet);
            inspector.push(b'\n');
        }
    }
    let mut rest = page.clone();
    for link in links.iter().rev() {
        rest.replace_range(link.place.clone(), "");
    }
    site.put("index.html", rest.into_bytes());
    Ok(Styles {
        explainer: minified(&explainer, workspace, tools)?,
        inspector: minified(&inspector, workspace, tools)?,
        sheets,
    })
}

fn minified(styles: &[u8], workspace: &Workspace, tools: &Tools) -> Outcome<String> {
    let together = workspace.join("target/styles.css");
    fs::write(&together, styles).while_doing(format!("writing {}", together.display()))?;
    let smaller = tools
        .command("esbuild")?
        .args([together])
        .args(["--minify", "--log-level=warning"])
        .output()?;
    let smaller = String::from_utf8(smaller).while_doing("reading the styles")?;
    Ok(smaller.trim_end().to_owned())
}

/// The page with its styles, where the head ends.
///
/// # Errors
///
/// When the page has no head.
pub fn inlined(page: &str, styles: &str) -> Outcome<String> {
    let place = page
        .find("</head>")
        .ok_or_else(|| Failure::new("index.html has no </head>"))?;
    Ok(format!(
        "{}<style>{styles}</style>{}",
        &page[..place],
        &page[place..]
    ))
}

/// A style sheet that the page asks for.
#[derive(Debug, PartialEq, Eq)]
struct Link<'a> {
    /// The element, with the white space after it.
    place: Range<usize>,
    path: &'a str,
}

fn links(page: &str) -> Vec<Link<'_>> {
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(start) = page[from..].find("<link ").map(|at| from + at) {
        let Some(end) = page[start..].find('>').map(|at| start + at + 1) else {
            break;
        };
        let element = &page[start..end];
        let space = page[end..].len() - page[end..].trim_start().len();
        from = end + space;
        let path = attribute(element, "href").map(|href| href.trim_start_matches("./"));
        if let (Some("stylesheet"), Some(path)) = (attribute(element, "rel"), path) {
            links.push(Link {
                place: start..from,
                path,
            });
        }
    }
    links
}

/// The value of an attribute in double quotes, as Trunk writes them.
fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = element.split_once(&format!(" {name}=\""))?;
    Some(value.split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_style_sheets_are_found_and_in_order() {
        let page = "<link rel=\"icon\" href=\"i.svg\">\n\
                    <link rel=\"stylesheet\" href=\"./a-1.css\" integrity=\"x\"/>\n  \
                    <link rel=\"stylesheet\" href=\"b.css\"><p>";
        let links = links(page);
        let paths: Vec<_> = links.iter().map(|link| link.path).collect();
        assert_eq!(paths, ["a-1.css", "b.css"]);
        assert_eq!(
            &page[links[1].place.clone()],
            "<link rel=\"stylesheet\" href=\"b.css\">"
        );
    }

    #[test]
    fn styles_stand_at_the_end_of_the_head() {
        assert_eq!(
            inlined("<head><title>t</title></head><body>", "p{}").unwrap(),
            "<head><title>t</title><style>p{}</style></head><body>"
        );
        assert!(inlined("<body>", "p{}").is_err());
    }

    #[test]
    fn a_page_that_ends_inside_an_element_is_read_to_there() {
        assert!(links("<link rel=\"stylesheet\" href=\"a.css\"").is_empty());
    }

    #[test]
    fn a_frame_has_the_styles_of_its_own_figure_only() {
        let figure = Framed::Figure("match");
        for own in [
            "fig-match-1a.css",
            "fig-match-bytes-1a.css",
            "tokens-1a.css",
            "embed-1a.css",
        ] {
            assert!(is_framed(own, figure), "{own}");
        }
        for other in [
            "fig-hosts-1a.css",
            "verdict-1a.css",
            "learn-1a.css",
            "footer-1a.css",
        ] {
            assert!(!is_framed(other, figure), "{other}");
        }
        for own in ["fig-pull-1a.css", "verdict-1a.css", "table-1a.css"] {
            assert!(is_framed(own, Framed::Image), "{own}");
        }
        assert!(!is_framed("fig-hosts-1a.css", Framed::Image));
    }
}
