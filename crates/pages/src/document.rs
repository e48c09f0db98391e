//! Whole documents: the template filled with each page's content.

use crate::{
    configure,
    content::{Content, ContentError},
    embed, explainer, flow, search, sources, start,
    template::Template,
};

/// A file of the site that is written at build time.
#[derive(Debug)]
pub struct Page {
    /// Where it lies in the site: `i/index.html`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Every page of the site, and the search index.
///
/// `template` is the page that starts the program, as the bundler wrote it. `site` is where the site will be found, such as
/// `https://tagprism.example/`, if that is known: previews elsewhere need whole addresses.
///
/// # Errors
///
/// When the prose refers to something that is not there, or the template lacks a part.
pub fn build(
    content: &Content,
    template: &str,
    site: Option<&str>,
) -> Result<Vec<Page>, ContentError> {
    let template = Template::new(template, site)?;
    let drawn = explainer::draw_sections(content)?;
    let learn = template
        .at_root()?
        .for_page("learn")?
        .titled(
            &format!("{} · Tagprism", explainer::TITLE),
            explainer::DESCRIPTION,
            "",
        )?
        .with_main(&explainer::sheet(content, &drawn))?;
    let inspect = template
        .for_page("inspect")?
        .titled(start::TITLE, start::DESCRIPTION, "i")?
        .with_main(&start::sheet())?;
    let sources = template
        .for_page("sources")?
        .titled(sources::TITLE, sources::DESCRIPTION, "sources")?
        .with_main(&sources::sheet(content))?;
    let flow = template
        .for_page("inspect")?
        .with_current("flow")
        .titled(flow::TITLE, flow::DESCRIPTION, "pull")?
        .with_main(&flow::sheet())?;
    let configure = template
        .for_page("configure")?
        .titled(configure::TITLE, configure::DESCRIPTION, "embed")?
        .with_main(&configure::sheet(site))?;
    // Static hosts serve this for every deep link; the program reads the address.
    let elsewhere = inspect.without_canonical();
    let mut pages = vec![
        Page {
            path: "index.html".to_owned(),
            text: learn.into_text(),
        },
        Page {
            path: "i/index.html".to_owned(),
            text: inspect.into_text(),
        },
        Page {
            path: "pull/index.html".to_owned(),
            text: flow.into_text(),
        },
        Page {
            path: "embed/index.html".to_owned(),
            text: configure.into_text(),
        },
        Page {
            path: "404.html".to_owned(),
            text: elsewhere.into_text(),
        },
        Page {
            path: "sources/index.html".to_owned(),
            text: sources.into_text(),
        },
        Page {
            path: "figures.json".to_owned(),
            text: explainer::data(),
        },
        Page {
            path: "search.json".to_owned(),
            text: search::index(content, &drawn),
        },
    ];
    pages.extend(embed::pages(&template)?);
    Ok(pages)
}
