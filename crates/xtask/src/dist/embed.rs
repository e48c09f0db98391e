//! What other people's pages load: the element, and the pages that their frames show.

use super::programs::Programs;
use super::styles::{Framed, Styles};
use super::{page, styles};
use crate::failure::{Failure, Outcome, While};
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The scripts of embeds, made small.
pub struct Scripts {
    /// `embed.js`, which other people's pages load.
    pub element: Vec<u8>,
    /// What looks after a frame from the inside.
    frame: String,
}

impl Scripts {
    /// Reads and shrinks the sources under `build/embed`.
    ///
    /// # Errors
    ///
    /// When one is missing, or esbuild fails.
    pub fn ready(workspace: &Workspace, tools: &Tools) -> Outcome<Self> {
        let small = |name: &str| {
            tools
                .command("esbuild")?
                .args([workspace.join(&format!("build/embed/{name}"))])
                .args(["--minify", "--log-level=warning"])
                .output()
        };
        let frame = String::from_utf8(small("frame.js")?).while_doing("reading frame.js")?;
        Ok(Self {
            element: small("embed.js")?,
            frame: frame.trim_end().to_owned(),
        })
    }
}

/// What the page of a frame is finished with.
pub struct Frames<'a> {
    /// Its styles, which are made small anew for each figure.
    pub styles: &'a Styles,
    /// The program that it starts.
    pub programs: &'a Programs,
    /// The script in its head.
    pub scripts: &'a Scripts,
    /// What makes styles small.
    pub tools: &'a Tools,
    /// Where that is done.
    pub workspace: &'a Workspace,
}

impl Frames<'_> {
    /// The page of a frame with its styles, its script and the program that it starts. `path` is `embed/match/index.html`.
    ///
    /// # Errors
    ///
    /// When the page lacks a part.
    pub fn finish(&self, path: &str, text: &str) -> Outcome<String> {
        let name = path.split('/').nth(1).unwrap_or_default();
        let is_image = tagprism_figures::embed::image(name).is_some();
        let framed = if is_image {
            Framed::Image
        } else {
            Framed::Figure(name)
        };
        let own = self.styles.framed(framed, self.workspace, self.tools)?;
        let text = styles::inlined(text, &own)?;
        let text = with_script(&text, &self.scripts.frame)?;
        // What is drawn already comes first; the program is not what a page around is about.
        let text = page::without_preloads(&text);
        if is_image {
            Ok(text)
        } else {
            self.programs.teach(&text)
        }
    }
}

/// The page on which embeds are put together, with the script that gives its frame a height and a theme.
///
/// # Errors
///
/// When the page has no end of its head.
pub fn with_element(text: &str) -> Outcome<String> {
    let place = text
        .find("</head>")
        .ok_or_else(|| Failure::new("the page has no </head>"))?;
    Ok(format!(
        "{}<script async src=\"embed.js\"></script>{}",
        &text[..place],
        &text[place..]
    ))
}

fn with_script(text: &str, script: &str) -> Outcome<String> {
    let place = tagprism_pages::FRAME_SCRIPT;
    if !text.contains(place) {
        return Err(Failure::new(
            "the page of a frame has no place for its script",
        ));
    }
    Ok(text.replacen(place, &format!("<script>{script}</script>"), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_a_place_for_the_script_is_a_mistake() {
        let page = format!("<head>{}</head>", tagprism_pages::FRAME_SCRIPT);
        assert_eq!(
            with_script(&page, "go()").unwrap(),
            "<head><script>go()</script></head>"
        );
        assert!(with_script("<head></head>", "go()").is_err());
    }
}
