//! What is asked for: `match.svg?rule=strict&theme=dark`. Unknown parameters are ignored, values clamped.

use crate::reading::Depth;
use tagprism_core::{Platform, Reference};
use tagprism_figures::{
    State,
    card::Look,
    embed::{
        EMBEDS, EXAMPLE, Embed, Image, Subject, embed,
        options::{Choice, Data, EmbedOptions, Theme},
        query,
    },
    inspection,
};

/// How the answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A drawing.
    Svg,
    /// Pixels.
    Png,
    /// A table of words.
    Text,
}

impl Format {
    /// The format of a file's ending.
    #[must_use]
    pub fn of(ending: &str) -> Option<Format> {
        match ending {
            "svg" => Some(Format::Svg),
            "png" => Some(Format::Png),
            "txt" => Some(Format::Text),
            _ => None,
        }
    }

    /// The ending of a file.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Format::Svg => "svg",
            Format::Png => "png",
            Format::Text => "txt",
        }
    }

    /// `Content-Type`
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Svg => "image/svg+xml; charset=utf-8",
            Format::Png => "image/png",
            Format::Text => "text/plain; charset=utf-8",
        }
    }
}

/// Everything that decides what a picture shows, apart from the documents of an image.
#[derive(Clone)]
pub struct Ask {
    /// What is pictured.
    pub embed: &'static Embed,
    /// How.
    pub format: Format,
    /// What all embeds understand.
    pub options: EmbedOptions,
    /// What this figure understands.
    pub state: State,
    /// Pixels for each unit of the drawing, 1 to 3.
    pub scale: u8,
}

/// Where the facts of a picture come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// They are here.
    Here,
    /// This image has to be read.
    Read(Reference),
    /// Nothing can be read: the text is no reference, and this is why.
    Refused(String),
}

impl Ask {
    /// Reads the name of a file and a query, without `?`. `None` where nothing of that name is pictured.
    #[must_use]
    pub fn parse(file: &str, query: &str) -> Option<Ask> {
        let (name, ending) = file.rsplit_once('.')?;
        Some(Ask::new(embed(name)?, Format::of(ending)?, query))
    }

    /// The picture of an embed, for a query.
    #[must_use]
    pub fn new(embed: &'static Embed, format: Format, query: &str) -> Ask {
        let pairs = query::read(query);
        let scale = pairs.iter().rev().find(|(name, _)| name == "scale");
        let scale = scale.and_then(|(_, value)| value.parse::<u8>().ok());
        Ask {
            embed,
            format,
            options: EmbedOptions::read(query::borrowed(&pairs)),
            state: embed.state(query::borrowed(&pairs)),
            scale: scale.unwrap_or(2).clamp(1, 3),
        }
    }

    /// The words of a page of an image, for whoever reads no pages: `i/nginx:latest`, `pull/nginx:latest`. Both undecoded, the
    /// path without its first slash. Pages ask the registry, so this does, too.
    #[must_use]
    pub fn of_page(path: &str, asked: &str) -> Option<Ask> {
        let (folder, image) = path.split_once('/')?;
        let embed = match folder {
            "i" => embed("inspect")?,
            "pull" => embed("pull")?,
            _ => return None,
        };
        let image = image.trim_end_matches('/');
        let is_record = query::read(asked)
            .iter()
            .any(|(name, value)| name == "from" && value == "record");
        let data = if is_record { "captured" } else { "live" };
        (!image.is_empty()).then(|| {
            // In a path a plus is a plus.
            let image = query::encode(&query::decode(&image.replace('+', "%2B")));
            Ask::new(
                embed,
                Format::Text,
                &format!("{asked}&data={data}&image={image}"),
            )
        })
    }

    /// The image of a badge: `nginx:latest.svg`, undecoded.
    #[must_use]
    pub fn of_badge(file: &str, asked: &str) -> Option<Ask> {
        let image = file
            .strip_suffix(".svg")
            .filter(|image| !image.is_empty())?;
        let image = query::encode(&query::decode(&image.replace('+', "%2B")));
        Some(Ask::new(
            embed("inspect")?,
            Format::Svg,
            &format!("{asked}&image={image}"),
        ))
    }

    /// How much of an image it takes. The pull tells of the config as well.
    #[must_use]
    pub fn depth(&self) -> Depth {
        match self.embed.subject {
            Subject::Inspector => Depth::Manifest,
            Subject::Figure(_) if self.embed.is_board() => Depth::Root,
            Subject::Figure(_) => Depth::Config,
        }
    }

    /// Whether the image is named by its digest, so that the picture never changes.
    #[must_use]
    pub fn is_pinned(&self) -> bool {
        Reference::parse(self.image()).is_ok_and(|it| it.digest().is_some())
    }

    /// The machine that the picture speaks about, and whether nobody chose it.
    #[must_use]
    pub fn machine(&self) -> (Platform, bool) {
        match self.options.host.platform() {
            Some(platform) => (platform.clone(), false),
            None => (Platform::new("linux", "amd64", ""), true),
        }
    }

    /// Theme and paper. Pixels have one theme, whoever looks at them.
    #[must_use]
    pub fn look(&self) -> Look {
        let theme = match (self.format, self.options.theme) {
            (Format::Png, Theme::Auto) => Theme::Light,
            (_, theme) => theme,
        };
        Look {
            theme,
            background: self.options.background,
        }
    }

    /// The reference in it, as it was written; the example where there is none.
    #[must_use]
    pub fn image(&self) -> &str {
        self.options.image.as_deref().unwrap_or(EXAMPLE)
    }

    /// Where its facts come from. Of an image that was recorded a registry is asked only where `data=live` says so; of any other
    /// there is nothing else to show.
    #[must_use]
    pub fn source(&self) -> Source {
        // The images of a stack are its own; a picture shows those that are recorded.
        if self.embed.image != Image::Any || self.embed.is_stack() {
            return Source::Here;
        }
        let reference = match Reference::parse(self.image()) {
            Ok(reference) => reference.with_default_tag(),
            Err(err) => return Source::Refused(err.to_string()),
        };
        let is_recorded = match self.embed.subject {
            Subject::Inspector => inspection::recorded(&reference).is_some(),
            Subject::Figure(_) => reference.familiar() == EXAMPLE,
        };
        match self.options.data {
            Data::Captured if is_recorded => Source::Here,
            Data::Captured | Data::Live => Source::Read(reference),
        }
    }

    /// One text for all addresses that ask for the same: file and query, defaults left out.
    #[must_use]
    pub fn canonical(&self) -> String {
        let shown = EmbedOptions {
            theme: self.options.theme,
            background: self.options.background,
            host: self.options.host.clone(),
            image: self.options.image.clone(),
            data: self.options.data,
            ..EmbedOptions::default()
        };
        let query = self.embed.query(&shown, &self.state);
        let scale = match self.format {
            Format::Png => self.scale,
            Format::Svg | Format::Text => 1,
        };
        format!(
            "{}.{}@{scale}?{query}",
            self.embed.name,
            self.format.ending()
        )
    }

    /// The address of the living figure, below the folder of the site.
    #[must_use]
    pub fn full(&self) -> String {
        self.embed.full(&self.options, &self.state)
    }

    /// The word of its theme.
    #[must_use]
    pub fn theme(&self) -> &'static str {
        self.options.theme.word()
    }
}

/// Everything that can be pictured, in its defaults, in each of these formats.
pub fn defaults(formats: &[Format]) -> impl Iterator<Item = Ask> + '_ {
    let of = |embed| {
        formats
            .iter()
            .map(move |format| Ask::new(embed, *format, ""))
    };
    EMBEDS.iter().flat_map(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(file: &str, query: &str) -> Ask {
        Ask::parse(file, query).unwrap()
    }

    #[test]
    fn only_what_is_in_the_table_is_pictured() {
        for file in ["match.svg", "push.png", "inspect.txt"] {
            assert!(Ask::parse(file, "").is_some(), "{file}");
        }
        for file in [
            "",
            "match",
            "match.gif",
            ".svg",
            "nothing.svg",
            "match.svg.svg",
            "../match.svg",
        ] {
            assert!(Ask::parse(file, "").is_none(), "{file}");
        }
    }

    #[test]
    fn addresses_that_ask_for_the_same_are_one() {
        let one = ask(
            "match.svg",
            "rule=strict&theme=dark&id=7&emit=1&nonsense=1&controls=none",
        );
        assert_eq!(one.canonical(), "match.svg@1?rule=strict&theme=dark");
        assert_eq!(
            ask("match.svg", "theme=dark&rule=strict").canonical(),
            one.canonical()
        );
        assert_eq!(ask("push.png", "scale=99").canonical(), "push.png@3?");
        assert_eq!(
            ask("push.png", "scale=0&direction=push").canonical(),
            "push.png@1?"
        );
    }

    #[test]
    fn pages_have_words_and_images_badges() {
        let page = Ask::of_page(
            "i/ghcr.io/a/b%3A1",
            "host=linux/arm64&image=other&data=captured",
        )
        .unwrap();
        assert_eq!((page.image(), page.format), ("ghcr.io/a/b:1", Format::Text));
        assert!(matches!(page.source(), Source::Read(_)));
        let record = Ask::of_page("i/nginx/", "from=record").unwrap();
        assert_eq!((record.image(), record.source()), ("nginx", Source::Here));
        assert_eq!(
            Ask::of_page("pull/nginx", "step=3")
                .unwrap()
                .state
                .whole("step"),
            3
        );
        for path in ["i/", "i", "embed/match", "pull"] {
            assert!(Ask::of_page(path, "").is_none(), "{path}");
        }
        assert_eq!(
            Ask::of_badge("a/b:1.svg.svg", "").unwrap().image(),
            "a/b:1.svg"
        );
        assert!(Ask::of_badge(".svg", "").is_none() && Ask::of_badge("nginx", "").is_none());
    }

    #[test]
    fn a_registry_is_asked_only_for_what_is_not_recorded() {
        let source = |file: &str, query: &str| ask(file, query).source();
        assert_eq!(source("match.svg", "image=a/b:1&data=live"), Source::Here);
        assert_eq!(source("inspect.svg", ""), Source::Here);
        assert_eq!(
            source("inspect.svg", "image=docker.io/library/alpine"),
            Source::Here
        );
        assert_eq!(source("pull.svg", "image=nginx"), Source::Here);
        assert!(
            matches!(source("pull.svg", "image=alpine"), Source::Read(it) if it.familiar() == "alpine:latest")
        );
        assert!(matches!(
            source("inspect.svg", "data=live"),
            Source::Read(_)
        ));
        assert!(matches!(
            source("inspect.svg", "image=a%20b"),
            Source::Refused(_)
        ));
    }
}
