//! The two addresses of an embed: what it is asked for in a frame, and the page of the site that shows the same in full.
//!
//! The second one is the state: the program inside works as it does on that page. The first one is said to whoever wants to
//! embed what is shown now.

use crate::{
    figure::Spelling,
    url::{HostParam, InspectorUrl, Origin, View, encode_query},
};
use tagprism_figures::{
    Plan, State,
    embed::{
        EXAMPLE, Embed, Image,
        options::{EmbedOptions, Host},
        query,
    },
};

/// What an embed is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// What all embeds have.
    pub options: EmbedOptions,
    /// What is its figure's own.
    pub state: State,
    /// What is the inspector's own, undecoded: `rule=strict&open=3`.
    pub view: String,
}

/// What the inspector reads from its query besides what all embeds have.
const INSPECTOR: [&str; 3] = ["rule", "view", "open"];

impl Asked {
    /// Reads the decoded pairs of a query.
    pub fn read(embed: &Embed, pairs: &[(String, String)]) -> Self {
        let view = pairs
            .iter()
            .filter(|(name, _)| embed.figure().is_none() && INSPECTOR.contains(&name.as_str()))
            .map(|(name, value)| format!("{name}={}", encode_query(value)));
        let mut options = EmbedOptions::read(query::borrowed(pairs));
        // Where the image is the figure's own parameter, its state has it.
        options.image = options.image.filter(|_| embed.image == Image::Any);
        Self {
            options,
            state: embed.state(query::borrowed(pairs)),
            view: view.collect::<Vec<_>>().join("&"),
        }
    }

    /// The image, where the embed reads one.
    pub fn image(&self) -> &str {
        self.options.image.as_deref().unwrap_or(EXAMPLE)
    }

    /// The query that asks for this.
    pub fn query(&self, embed: &Embed) -> String {
        let mut query = embed.query(&self.options, &self.state);
        if !self.view.is_empty() {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(&self.view);
        }
        query
    }

    /// The page of the site that shows this, below the site's folder. `origin` is where its image comes from.
    pub fn full(&self, embed: &Embed, origin: Origin) -> String {
        let host = match &self.options.host {
            Host::Reader => HostParam::Absent,
            Host::Given(platform) => HostParam::Given(platform.clone()),
        };
        match (embed.figure(), embed.image) {
            (Some(figure), Image::Any) if embed.is_played() => {
                self.of_player(&figure, host, origin)
            }
            (Some(figure), Image::Any) => self.of_tool(embed, &figure, host, origin),
            (Some(_), Image::Unused | Image::Recorded) => embed.full(&self.options, &self.state),
            (None, _) => self.of_inspector(host, origin),
        }
    }

    fn of_player(&self, figure: &Plan, host: HostParam, origin: Origin) -> String {
        let played = Spelling::Plain.with_state("", figure, &self.state);
        InspectorUrl {
            // The recorded pull has a page of its own, which names no image.
            reference: match origin {
                Origin::Record => String::new(),
                _ => self.image().to_owned(),
            },
            host,
            origin: match origin {
                Origin::Record => Origin::Registry,
                other => other,
            },
            view: View::Flow,
            figured: played.trim_start_matches('?').to_owned(),
            ..InspectorUrl::default()
        }
        .href("")
    }

    /// The page of a tool: a view of the inspector, of this image or of none.
    fn of_tool(&self, embed: &Embed, figure: &Plan, host: HostParam, origin: Origin) -> String {
        let figured = Spelling::Prefixed.with_state("", figure, &self.state);
        let (view, reference, origin) = match embed.is_stack() {
            true => (View::Stack, String::new(), Origin::Registry),
            false => (View::Board, self.image().to_owned(), origin),
        };
        InspectorUrl {
            reference,
            host,
            origin,
            view,
            figured: figured.trim_start_matches('?').to_owned(),
            ..InspectorUrl::default()
        }
        .href("")
    }

    fn of_inspector(&self, host: HostParam, origin: Origin) -> String {
        InspectorUrl {
            reference: self.image().to_owned(),
            host,
            origin,
            ..InspectorUrl::parse(&format!("i?{}", self.view))
        }
        .href("")
    }

    /// The same embed, showing what a page of the site shows: `address` is below the site's folder.
    #[must_use]
    pub fn showing(&self, embed: &Embed, address: &str) -> Self {
        let address = address.split('#').next().unwrap_or_default();
        let url = InspectorUrl::parse(address);
        let mut asked = self.clone();
        asked.options.host = match url.host {
            HostParam::Given(platform) => Host::Given(platform),
            HostParam::Absent | HostParam::Unreadable(_) => Host::Reader,
        };
        let is_elsewhere = !url.reference.is_empty() && url.reference != asked.image();
        if embed.image == Image::Any && is_elsewhere {
            asked.options.image = Some(url.reference.clone());
        }
        match (embed.figure(), embed.image) {
            (Some(figure), _) if embed.is_played() => {
                asked.state = Spelling::Plain.state_of(&figure, address);
            }
            (Some(figure), _) => asked.state = Spelling::Prefixed.state_of(&figure, address),
            (None, _) => {
                let bare = InspectorUrl {
                    reference: String::new(),
                    host: HostParam::Absent,
                    origin: Origin::Registry,
                    ..url
                };
                let href = bare.href("");
                asked.view = href.split_once('?').map_or("", |(_, it)| it).to_owned();
            }
        }
        asked
    }

    /// The same embed with other values for some of its parameters.
    #[must_use]
    pub fn with(&self, embed: &Embed, values: &[(String, String)]) -> Self {
        let mut pairs = query::read(&self.query(embed));
        for (name, value) in values {
            pairs.retain(|(own, _)| own != name);
            pairs.push((name.clone(), value.clone()));
        }
        Self::read(embed, &pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tagprism_figures::embed::{EMBEDS, embed};

    fn asked(name: &str, text: &str) -> (&'static Embed, Asked) {
        let embed = embed(name).unwrap();
        (embed, Asked::read(embed, &query::read(text)))
    }

    #[track_caller]
    fn check(name: &str, text: &str, origin: Origin, full: &str) {
        let (embed, asked) = asked(name, text);
        assert_eq!(asked.full(embed, origin), full);
        // What the page shows can be asked for again.
        let again = asked.showing(embed, full);
        assert_eq!(again.full(embed, origin), full);
        assert_eq!(
            Asked::read(embed, &query::read(&again.query(embed))),
            again,
            "{name}: {}",
            again.query(embed)
        );
    }

    #[test]
    fn every_embed_has_a_page_in_full() {
        let record = Origin::Record;
        check("match", "", record, "#fig-match");
        check(
            "match",
            "image=alpine&host=linux/arm64/v8&read=3",
            record,
            "?host=linux/arm64/v8&match-image=alpine:latest&match-read=3#fig-match",
        );
        check(
            "windows",
            "build=20348",
            record,
            "?windows-build=20348#fig-windows",
        );
        check("pull", "step=6&net=train", record, "pull?step=6&net=train");
        check(
            "push",
            "host=windows/amd64:20348",
            record,
            "pull?host=windows(10.0.20348)/amd64&direction=push",
        );
        check(
            "pull",
            "image=ghcr.io/a/b:1&step=3",
            Origin::Registry,
            "pull/ghcr.io/a/b:1?step=3",
        );
        check(
            "board",
            "client=podman",
            record,
            "i/nginx:latest?from=record&view=board&board-client=podman",
        );
        check(
            "stack",
            "images=nginx:1.27,redis:7&show=gaps",
            record,
            "i/?view=stack&stack-images=nginx:1.27,redis:7&stack-show=gaps",
        );
        check("inspect", "", record, "i/nginx:latest?from=record");
        check(
            "inspect",
            "image=alpine&rule=strict&view=bytes&host=linux/s390x",
            Origin::Sample,
            "i/alpine?host=linux/s390x&rule=strict&from=sample&view=bytes",
        );
    }

    #[test]
    fn what_the_reader_does_can_be_embedded() {
        let (embed, start) = asked("match", "theme=dark&id=a");
        let now = start.showing(embed, "?host=linux/s390x&match-read=4#fig-match");
        assert_eq!(now.query(embed), "read=4&host=linux/s390x&theme=dark&id=a");
        let (embed, start) = asked("push", "");
        let now = start.showing(embed, "pull?direction=push&net=train");
        assert_eq!(now.query(embed), "net=train");
    }

    #[test]
    fn the_page_around_changes_what_it_names_and_nothing_else() {
        let (embed, start) = asked("pull", "host=linux/arm64&net=train&theme=dark");
        let set = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let now = start.with(
            embed,
            &[set("step", "9999"), set("host", "<b>"), set("type", "set")],
        );
        assert_eq!(now.query(embed), "step=30&net=train&theme=dark");
    }

    #[test]
    fn hostile_queries_are_read_like_any_other() {
        for embed in EMBEDS {
            for text in [
                "image=%3Cscript%3E&host=%00&open=%ff&view=../..&rule=//evil.test",
                "image=https://evil.test/%2e%2e/&step=-9&theme=javascript:alert(1)",
                "=&&==&%&image&host=reader&host=linux",
            ] {
                let asked = Asked::read(embed, &query::read(text));
                let full = asked.full(embed, Origin::Registry);
                assert!(
                    ["#", "?", "i/", "pull"]
                        .iter()
                        .any(|start| full.starts_with(start)),
                    "{full}"
                );
                assert!(!full.contains(['<', '>', '"', '\\', ' ']), "{full}");
            }
        }
    }
}
