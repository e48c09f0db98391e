//! What an author pastes, for each system. The forms are those of the guides under `docs/embed`, which are tested in real sites.

use super::{Configured, parts::escaped, with_query};
use crate::{
    embed::{
        Image,
        options::{Fit, Host},
        query,
    },
    figure::Scene,
    pull,
};
use tagprism_core::Platform;

/// A system that pages are written in: a row of [`SYSTEMS`].
#[derive(Clone, Copy, Debug)]
pub struct System {
    /// Its word in addresses.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What is pasted.
    write: fn(&Configured) -> Vec<Snippet>,
}

/// Something to paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// Where to, and why in this form.
    pub place: String,
    /// The text.
    pub code: String,
}

/// The systems, most general first.
pub const SYSTEMS: [System; 16] = [
    system("html", "HTML", html),
    system("frame", "Frame only", frame_only),
    system("readme", "README picture", readme),
    system("mkdocs", "MkDocs", mkdocs),
    system("docusaurus", "Docusaurus", docusaurus),
    system("vitepress", "VitePress", vitepress),
    system("mdbook", "mdBook", mdbook),
    system("sphinx", "Sphinx", sphinx),
    system("hugo", "Hugo", hugo),
    system("asciidoc", "AsciiDoc", asciidoc),
    system("react", "React, MDX", react),
    system("vue", "Vue", vue),
    system("slides", "reveal.js", slides),
    system("jupyter", "Jupyter", jupyter),
    system("oembed", "oEmbed", oembed),
    system("mermaid", "Mermaid", mermaid),
];

const fn system(
    name: &'static str,
    label: &'static str,
    write: fn(&Configured) -> Vec<Snippet>,
) -> System {
    System { name, label, write }
}

/// What is pasted into the system of that name.
#[must_use]
pub fn of(configured: &Configured, name: &str) -> Vec<Snippet> {
    let system = SYSTEMS.iter().find(|it| it.name == name);
    (system.unwrap_or(&SYSTEMS[0]).write)(configured)
}

fn snippet(place: &str, code: String) -> Snippet {
    Snippet {
        place: place.to_owned(),
        code,
    }
}

fn html(it: &Configured) -> Vec<Snippet> {
    vec![
        snippet(
            "Where it shall stand: the link inside is what readers get without scripts",
            it.html_element(),
        ),
        snippet("Once in the page", it.script()),
    ]
}

fn frame_only(it: &Configured) -> Vec<Snippet> {
    vec![snippet(
        "No script: the height is fixed, and the figure scrolls inside where it needs more",
        it.frame("style=\"border: 0\""),
    )]
}

fn readme(it: &Configured) -> Vec<Snippet> {
    let picture = |theme: &str| escaped(&it.picture("svg", &[("theme", theme.to_owned())]));
    let mut parts = vec![snippet(
        "READMEs keep neither scripts nor frames: a picture in the reader’s theme, with a link behind it",
        format!(
            "<a href=\"{}\"><picture>\n  <source media=\"(prefers-color-scheme: dark)\" srcset=\"{}\">\n  <img alt=\"{}\" src=\"{}\" width=\"720\">\n</picture></a>",
            escaped(&it.full()),
            picture("dark"),
            escaped(&it.title()),
            picture("light")
        ),
    )];
    if it.embed.image == Image::Any {
        let image = query::encode(it.options.image.as_deref().unwrap_or("nginx:latest"));
        parts.push(snippet(
            "Or one line with the platforms",
            format!(
                "[![platforms]({0}badge/{image}.svg)]({0}i/{image})",
                it.site
            ),
        ));
    }
    parts
}

fn mkdocs(it: &Configured) -> Vec<Snippet> {
    vec![
        snippet(
            "In the page, without a blank line inside",
            it.html_element(),
        ),
        snippet(
            "Once in mkdocs.yml",
            format!(
                "extra_javascript:\n  - path: {}embed.js\n    async: true",
                it.site
            ),
        ),
    ]
}

fn docusaurus(it: &Configured) -> Vec<Snippet> {
    let mut parts = react(it);
    parts[1] = snippet(
        "Once in docusaurus.config.js",
        format!(
            "scripts: [{{ src: \"{}embed.js\", async: true }}],",
            it.site
        ),
    );
    parts
}

fn react(it: &Configured) -> Vec<Snippet> {
    vec![
        snippet(
            "In JSX or MDX: the style is an object, every tag is closed",
            it.element(&format!(
                "style={{{{ display: \"block\", minHeight: \"{}px\" }}}}",
                it.height()
            )),
        ),
        snippet("Once in the page that all others stand in", it.script()),
    ]
}

fn vitepress(it: &Configured) -> Vec<Snippet> {
    vec![
        snippet("In the page", it.html_element()),
        snippet(
            "Once in .vitepress/config.mjs: Vue has to know that this is none of its components",
            format!(
                "vue: {{ template: {{ compilerOptions: {{ isCustomElement: (tag) => tag === \"tag-prism\" }} }} }},\nhead: [[\"script\", {{ async: \"\", src: \"{}embed.js\" }}]],",
                it.site
            ),
        ),
    ]
}

fn vue(it: &Configured) -> Vec<Snippet> {
    vec![
        snippet("In a template", it.html_element()),
        snippet(
            "In the build: Vue has to know that this is none of its components",
            "compilerOptions: { isCustomElement: (tag) => tag === \"tag-prism\" }".to_owned(),
        ),
        snippet("Once in index.html", it.script()),
    ]
}

fn mdbook(it: &Configured) -> Vec<Snippet> {
    vec![
        snippet(
            "In a chapter, without a blank line inside",
            it.html_element(),
        ),
        snippet("Once in theme/head.hbs", it.script()),
    ]
}

fn sphinx(it: &Configured) -> Vec<Snippet> {
    let indented = it.html_element().replace('\n', "\n      ");
    vec![
        snippet(
            "In reStructuredText; other builders get the picture",
            format!(
                ".. only:: html\n\n   .. raw:: html\n\n      {indented}\n\n.. only:: latex\n\n   .. image:: {}",
                it.picture("png", &[])
            ),
        ),
        snippet(
            "Once in conf.py",
            format!(
                "html_js_files = [(\"{}embed.js\", {{\"async\": \"async\"}})]",
                it.site
            ),
        ),
    ]
}

fn hugo(it: &Configured) -> Vec<Snippet> {
    vec![
        snippet(
            "layouts/_shortcodes/tagprism.html: Hugo drops HTML in pages, but not in shortcodes",
            format!("{}\n{}", it.html_element(), it.script()),
        ),
        snippet("In the page", "{{< tagprism >}}".to_owned()),
    ]
}

fn asciidoc(it: &Configured) -> Vec<Snippet> {
    vec![
        snippet(
            "A passthrough block",
            format!("++++\n{}\n++++", it.html_element()),
        ),
        snippet("Once in docinfo.html, or in the UI of Antora", it.script()),
    ]
}

fn slides(it: &Configured) -> Vec<Snippet> {
    let address = filling(it);
    vec![snippet(
        "A slide has a fixed height: the figure fills it",
        format!(
            "<section>\n  <iframe data-src=\"{}\" title=\"{}\" width=\"100%\" height=\"600\"></iframe>\n</section>",
            escaped(&address),
            escaped(&it.title())
        ),
    )]
}

fn jupyter(it: &Configured) -> Vec<Snippet> {
    vec![snippet(
        "A cell has a fixed height: the figure fills it",
        format!(
            "from IPython.display import IFrame\n\nIFrame(\"{}\", width=\"100%\", height={})",
            filling(it),
            it.height()
        ),
    )]
}

/// The address of a frame whose height is given.
fn filling(it: &Configured) -> String {
    let mut options = it.options.clone();
    options.fit = Fit::Both;
    let asked = it.embed.query(&options, &it.state);
    with_query(&format!("{}embed/{}", it.site, it.embed.name), &asked)
}

fn oembed(it: &Configured) -> Vec<Snippet> {
    let full = it.full();
    vec![
        snippet("Paste the address on a line of its own", full.clone()),
        snippet(
            "What systems ask then; it needs the server, a static copy has no answer",
            format!(
                "{}oembed?url={}&format=json",
                it.site,
                query::encode(&full).replace(':', "%3A").replace('/', "%2F")
            ),
        ),
    ]
}

fn mermaid(it: &Configured) -> Vec<Snippet> {
    let is_recorded = matches!(it.embed.name, "pull" | "push") && it.options.image.is_none();
    let machine = match &it.options.host {
        Host::Given(platform) => platform.clone(),
        Host::Reader => Platform::new("linux", "amd64", ""),
    };
    let scene = Scene {
        machine: &machine,
        machine_id: None,
        is_assumed: true,
        live: None,
        playhead: None,
    };
    let file = pull::story::Story::new(&it.state, &scene)
        .filter(|_| is_recorded)
        .and_then(|story| pull::export::file(&story, "export-mermaid", &it.address()));
    match file {
        Some(file) => vec![snippet(
            "GitHub, GitLab and many generators draw this themselves; nothing is loaded from here",
            format!("```mermaid\n{}```", file.text),
        )],
        None => vec![snippet(
            "Only a pull or a push can be told as a sequence. Of another image than the recorded one, the player saves it: open",
            it.full(),
        )],
    }
}

#[cfg(test)]
mod tests {
    use super::super::{PARAMETERS, SYSTEM_NAMES};
    use super::*;
    use crate::state::State;

    fn written(pairs: &[(&str, &str)], name: &str) -> String {
        let state = State::read(PARAMETERS, pairs.iter().copied());
        let it = Configured::read(&state, "https://tagprism.example/");
        let parts = of(&it, name);
        parts.iter().map(|part| part.code.clone() + "\n").collect()
    }

    #[test]
    fn the_element_mirrors_the_parameters() {
        let code = written(
            &[
                ("figure", "match"),
                ("host", "linux/arm64/v8"),
                ("theme", "dark"),
            ],
            "html",
        );
        assert!(
            code.starts_with(
                "<tag-prism figure=\"match\" host=\"linux/arm64/v8\" theme=\"dark\" loading=\"lazy\" style="
            ),
            "{code}"
        );
        // The link shows what the figure shows.
        assert!(
            code.contains("<a href=\"https://tagprism.example/?host=linux/arm64/v8#fig-match\">"),
            "{code}"
        );
        assert!(
            code.contains("src=\"https://tagprism.example/embed.js\""),
            "{code}"
        );
    }

    #[test]
    fn a_picture_has_both_themes_whatever_the_frame_has() {
        let code = written(
            &[
                ("figure", "inspect"),
                ("image", "ghcr.io/you/app:1.2"),
                ("theme", "dark"),
            ],
            "readme",
        );
        for part in [
            "srcset=\"https://tagprism.example/snap/inspect.svg?image=ghcr.io/you/app:1.2&amp;theme=dark\"",
            "src=\"https://tagprism.example/snap/inspect.svg?image=ghcr.io/you/app:1.2&amp;theme=light\"",
            "badge/ghcr.io/you/app:1.2.svg",
        ] {
            assert!(code.contains(part), "{part}\n{code}");
        }
    }

    #[test]
    fn a_pull_can_be_told_as_a_diagram_where_its_image_is_known() {
        assert!(written(&[("figure", "pull")], "mermaid").contains("sequenceDiagram"));
        assert!(
            !written(&[("figure", "pull"), ("image", "a/b")], "mermaid")
                .contains("sequenceDiagram")
        );
        assert!(!written(&[("figure", "match")], "mermaid").contains("sequenceDiagram"));
    }

    #[test]
    fn no_value_leaves_its_attribute() {
        let hostile = "\"><script>alert(1)</script>";
        for name in SYSTEM_NAMES {
            let code = written(&[("figure", "inspect"), ("image", hostile)], name);
            assert!(!code.contains("<script>alert"), "{name}: {code}");
        }
    }

    #[test]
    fn an_address_is_one_value_of_another() {
        let code = written(&[("figure", "inspect"), ("image", "alpine")], "oembed");
        assert!(
            code.contains("oembed?url=https%3A%2F%2Ftagprism.example%2Fi%2Falpine&format=json"),
            "{code}"
        );
    }
}
