//! The template of all pages: masthead and footer stay, the rest is filled in.

use crate::content::ContentError;
use tagprism_figures::el;

/// What makes the template a page for other people's pages.
pub struct Embedding {
    /// By this the program and the script in the head know what the page shows.
    pub name: &'static str,
    /// What stands in place of the footer.
    pub foot: String,
}

/// Where the build puts the script that looks after the frame, before first paint.
pub const FRAME_SCRIPT: &str = "<script data-frame></script>";

/// A page in the making.
#[derive(Clone, Debug)]
pub struct Template<'a> {
    text: String,
    site: Option<&'a str>,
}

impl<'a> Template<'a> {
    /// From the page that starts the program.
    pub fn new(text: &str, site: Option<&'a str>) -> Result<Self, ContentError> {
        Ok(Self {
            text: text.to_owned(),
            site,
        })
    }

    fn map(&self, text: String) -> Self {
        Self {
            text,
            site: self.site,
        }
    }

    /// The page as it stands at the root of the site: relative addresses are right without a `<base>`, and without one a
    /// link to an anchor keeps the query.
    pub fn at_root(&self) -> Result<Self, ContentError> {
        let (start, end) = tag(&self.text, "<base").ok_or(ContentError::Template("<base>"))?;
        let text = format!("{}{}", &self.text[..start], &self.text[end..]);
        Ok(self.map(text.replace("href=\"i#main\"", "href=\"#main\"")))
    }

    /// Says which page it is: to the program, and in the navigation.
    pub fn for_page(&self, name: &str) -> Result<Self, ContentError> {
        let mut text = self.text.clone();
        let (start, end) = tag(&text, "<body").ok_or(ContentError::Template("<body>"))?;
        text.replace_range(start..end, &format!("<body data-page=\"{name}\">"));
        Ok(self.map(text).with_current(name))
    }

    /// Marks one link of the navigation as the one to this page.
    pub fn with_current(&self, name: &str) -> Self {
        let text = self.text.replace(" aria-current=\"page\"", "");
        let link = format!("data-nav=\"{name}\"");
        let current = format!("{link} aria-current=\"page\"");
        self.map(text.replacen(&link, &current, 1))
    }

    /// Title, description and what previews elsewhere show; the canonical address where the site's is known. `path` is the page's own, below the site's.
    pub fn titled(&self, title: &str, description: &str, path: &str) -> Result<Self, ContentError> {
        let mut text = without_description(&self.text);
        let start = text
            .find("<title>")
            .ok_or(ContentError::Template("<title>"))?;
        let end = text[start..]
            .find("</title>")
            .map(|end| start + end + "</title>".len())
            .ok_or(ContentError::Template("</title>"))?;
        let meta = |name: &'static str, key: &'static str, content: &str| {
            el("meta")
                .set(name, key)
                .set("content", content.to_owned())
                .to_html()
                .replace("</meta>", "")
        };
        let address = |path: &str| self.site.map(|site| format!("{site}{path}"));
        let mut head = el("title").text(title.to_owned()).to_html();
        head.push_str(&meta("name", "description", description));
        head.push_str(&meta("property", "og:type", "website"));
        head.push_str(&meta("property", "og:site_name", "Tagprism"));
        head.push_str(&meta("property", "og:title", title));
        head.push_str(&meta("property", "og:description", description));
        head.push_str(&meta("name", "twitter:card", "summary"));
        if let Some(url) = address(path) {
            let canonical = el("link").set("rel", "canonical").set("href", url.clone());
            head.push_str(&canonical.to_html().replace("</link>", ""));
            head.push_str(&meta("property", "og:url", &url));
        }
        if let Some(picture) = address("icons/touch.png") {
            head.push_str(&meta("property", "og:image", &picture));
        }
        text.replace_range(start..end, &head);
        Ok(self.map(text))
    }

    /// Puts the content between masthead and footer.
    pub fn with_main(&self, main: &str) -> Result<Self, ContentError> {
        let (start, _) = tag(&self.text, "<main").ok_or(ContentError::Template("<main>"))?;
        let end = self.text[start..]
            .find("</main>")
            .map(|end| start + end + "</main>".len())
            .ok_or(ContentError::Template("</main>"))?;
        let mut text = self.text.clone();
        text.replace_range(start..end, main);
        Ok(self.map(text))
    }

    /// The page without the site around it, for a frame in somebody else's page.
    pub fn embedded(&self, embedding: &Embedding) -> Result<Self, ContentError> {
        let mut text = self.text.clone();
        for (opening, closing) in [
            ("<a class=\"skip\"", "</a>"),
            ("<header class=\"masthead\"", "</header>"),
            ("<dialog ", "</dialog>"),
        ] {
            let (start, end) = element(&text, opening, closing)?;
            text.replace_range(start..end, "");
        }
        let (start, end) = element(&text, "<footer ", "</footer>")?;
        text.replace_range(start..end, &embedding.foot);
        let (start, end) = tag(&text, "<html").ok_or(ContentError::Template("<html>"))?;
        let root = format!("<html lang=\"en\" data-embed=\"{}\">", embedding.name);
        text.replace_range(start..end, &root);
        // After the script that finds the folder, and before anything is painted.
        let script = text
            .find("</script>")
            .map(|at| at + "</script>".len())
            .ok_or(ContentError::Template("<script>"))?;
        text.insert_str(script, FRAME_SCRIPT);
        text.insert_str(script, "<meta name=\"robots\" content=\"noindex\">");
        Ok(self.map(text))
    }

    /// Without the canonical address: the page stands for many.
    pub fn without_canonical(&self) -> Self {
        match tag(&self.text, "<link rel=\"canonical\"") {
            Some((start, end)) => self.map(format!("{}{}", &self.text[..start], &self.text[end..])),
            None => self.clone(),
        }
    }

    /// The finished page.
    pub fn into_text(self) -> String {
        self.text
    }
}

/// The template without a description of its own, however it is laid out.
fn without_description(text: &str) -> String {
    let element = text.find("name=\"description\"").and_then(|name| {
        let start = text[..name].rfind("<meta")?;
        let end = text[name..].find('>')?;
        Some(start..=name + end)
    });
    let mut text = text.to_owned();
    if let Some(element) = element {
        text.replace_range(element, "");
    }
    text
}

/// Where the first element that opens like this starts, and where it ends. It holds none of its own kind.
fn element(
    text: &str,
    opening: &'static str,
    closing: &str,
) -> Result<(usize, usize), ContentError> {
    let missing = || ContentError::Template(opening);
    let start = text.find(opening).ok_or_else(missing)?;
    let end = text[start..].find(closing).ok_or_else(missing)?;
    Ok((start, start + end + closing.len()))
}

/// Where the first element that opens like this starts, and where its tag ends.
fn tag(text: &str, opening: &str) -> Option<(usize, usize)> {
    let start = text.find(opening)?;
    let end = text[start..].find('>')?;
    Some((start, start + end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page itself, so that nothing here holds for a template that nobody uses.
    const PAGE: &str = include_str!("../../../index.html");

    fn template() -> Template<'static> {
        Template::new(PAGE, Some("https://tagprism.example/")).unwrap()
    }

    #[test]
    fn the_page_at_the_root_has_no_base() {
        assert!(!template().at_root().unwrap().into_text().contains("<base"));
    }

    #[test]
    fn one_link_of_the_navigation_is_the_current_one() {
        let text = template().for_page("learn").unwrap().into_text();
        assert!(
            text.contains("data-nav=\"learn\" aria-current=\"page\""),
            "{text}"
        );
        assert_eq!(text.matches("aria-current=\"page\"").count(), 1);
        assert!(text.contains("<body data-page=\"learn\">"));
    }

    #[test]
    fn a_page_has_one_title_and_one_description() {
        let text = template()
            .titled("A < B", "new \"words\"", "i")
            .unwrap()
            .into_text();
        assert!(text.contains("<title>A &lt; B</title>"), "{text}");
        assert!(text.contains("content=\"new &quot;words&quot;\""), "{text}");
        assert!(
            text.contains("<link rel=\"canonical\" href=\"https://tagprism.example/i\">"),
            "{text}"
        );
        assert_eq!(text.matches("name=\"description\"").count(), 1, "{text}");
        assert!(!text.contains("Paste a container image"), "{text}");
    }

    #[test]
    fn the_content_takes_the_place_of_main() {
        let text = template()
            .with_main("<main>new</main>")
            .unwrap()
            .into_text();
        assert_eq!(text.matches("<main").count(), 1, "{text}");
        assert!(text.contains("<main>new</main>"), "{text}");
    }

    #[test]
    fn a_page_for_a_frame_has_nothing_of_the_site_around_it() {
        let embedding = Embedding {
            name: "match",
            foot: "<footer>mine</footer>".to_owned(),
        };
        let text = template().embedded(&embedding).unwrap().into_text();
        for gone in [
            "class=\"skip\"",
            "masthead\"",
            "<dialog",
            "mainnav",
            "foot-in",
        ] {
            assert!(!text.contains(gone), "{gone}");
        }
        assert!(text.contains("<html lang=\"en\" data-embed=\"match\">"));
        assert!(text.contains("<footer>mine</footer>"));
        assert_eq!(text.matches(FRAME_SCRIPT).count(), 1);
        // The folder is known before the frame's script runs.
        assert!(text.find("base.href").unwrap() < text.find(FRAME_SCRIPT).unwrap());
    }
}
