//! One style sheet in place of many: they are written apart, by feature, and
//! travel together, so that the first paint waits for one answer.

use std::fs;
use std::ops::Range;

use super::assets::{Site, integrity};
use crate::failure::{Failure, Outcome, While};
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The bundle's name before its content gives it another hash.
const BUNDLE: &str = "styles-0000000000000000.css";

/// Puts the page's style sheets together, in their order, and shrinks them.
///
/// # Errors
///
/// When a sheet is missing or esbuild fails.
pub fn bundle(site: &mut Site, workspace: &Workspace, tools: &Tools) -> Outcome {
    let page = site.page("index.html")?;
    let links = links(&page);
    let Some(first) = links.first().map(|link| link.place.start) else {
        return Ok(());
    };
    let mut sheets = Vec::new();
    for link in &links {
        let sheet = site
            .take(link.path)
            .ok_or_else(|| Failure::new(format!("the build gave no {}", link.path)))?;
        sheets.extend(sheet);
        sheets.push(b'\n');
    }
    let together = workspace.join("target/styles.css");
    fs::write(&together, sheets).while_doing(format!("writing {}", together.display()))?;
    let smaller = tools
        .command("esbuild")?
        .args([together])
        .args(["--minify", "--log-level=warning"])
        .output()?;

    let mut rest = page.clone();
    for link in links.iter().rev() {
        rest.replace_range(link.place.clone(), "");
    }
    let link = format!(
        "<link rel=\"stylesheet\" href=\"./{BUNDLE}\" integrity=\"{}\">",
        integrity(&smaller)
    );
    rest.insert_str(first, &link);
    site.put(BUNDLE, smaller);
    site.put("index.html", rest.into_bytes());
    Ok(())
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
    fn a_page_that_ends_inside_an_element_is_read_to_there() {
        assert!(links("<link rel=\"stylesheet\" href=\"a.css\"").is_empty());
    }
}
