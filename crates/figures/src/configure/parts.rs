//! The pieces that snippets are made of: the element, the frame, the script, the picture, and the page in full.

use super::{Configured, with_query};
use crate::embed::{options::Theme, query};
use std::fmt::Write as _;

impl Configured {
    /// Room that cuts nothing in a column of documentation, which is 480 to 720 pixels wide.
    pub fn height(&self) -> u16 {
        self.embed.heights[1]
    }

    /// The page that shows the same in full: where the link of a fallback or of a picture leads.
    pub fn full(&self) -> String {
        format!(
            "{}{}",
            self.site,
            self.embed.full(&self.options, &self.state)
        )
    }

    /// The picture of this state.
    pub fn picture(&self, format: &str, more: &[(&'static str, String)]) -> String {
        let mut options = self.options.clone();
        options.theme = Theme::Auto;
        let mut asked = self.embed.query(&options, &self.state);
        let more = query::write(more);
        if !asked.is_empty() && !more.is_empty() {
            asked.push('&');
        }
        asked.push_str(&more);
        let path = format!("snap/{}.{format}", self.embed.name);
        format!("{}{}", self.site, with_query(&path, &asked))
    }

    /// The custom element with its fallback.
    pub fn element(&self, style: &str) -> String {
        let mut attributes = String::new();
        for (name, value) in self.pairs() {
            write!(attributes, " {name}=\"{}\"", escaped(&value))
                .expect("writing to a String cannot fail");
        }
        format!(
            "<tag-prism figure=\"{}\"{attributes} loading=\"{}\" {style}>\n  <a href=\"{}\">{} (interactive)</a>\n</tag-prism>",
            self.embed.name,
            self.loading,
            escaped(&self.full()),
            escaped(&self.title())
        )
    }

    /// The element as HTML writes it.
    pub fn html_element(&self) -> String {
        self.element(&format!(
            "style=\"display: block; min-height: {}px\"",
            self.height()
        ))
    }

    /// The frame alone.
    pub fn frame(&self, style: &str) -> String {
        format!(
            "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{}\" loading=\"lazy\" {style} sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox\"></iframe>",
            escaped(&self.address()),
            escaped(&self.title()),
            self.height()
        )
    }

    /// What makes the element known, once in a page.
    pub fn script(&self) -> String {
        format!("<script async src=\"{}embed.js\"></script>", self.site)
    }
}

/// A text as it stands in an attribute.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}
