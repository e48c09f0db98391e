//! The full version of an embed: the page of the site on which the figure stands in the same state.

use super::{
    Embed, Image, Subject,
    options::{Data, EmbedOptions},
    query::{encode, write},
};
use crate::{controls::control_name, frame::figure_id, state::State};

impl Embed {
    /// Its address below the site's folder: `?match-rule=strict&host=linux/arm64#fig-match`, `pull/nginx:latest?step=3`,
    /// `i/nginx:latest`.
    #[must_use]
    pub fn full(&self, options: &EmbedOptions, state: &State) -> String {
        let mut pairs: Vec<(String, String)> = Vec::new();
        let host = options
            .pairs()
            .into_iter()
            .find(|(name, _)| *name == "host");
        // The site spells a machine as its commands do.
        let host = host.and(options.host.platform()).map(ToString::to_string);
        pairs.extend(host.map(|it| ("host".to_owned(), it)));
        let image = options.image.as_deref().unwrap_or_default();
        let is_about_image = self.image == Image::Any;
        let is_board = self.is_board();
        let is_tool = is_board || self.is_stack();
        let place = match self.subject {
            Subject::Inspector if image.is_empty() => format!("i/{}", super::EXAMPLE),
            Subject::Inspector => format!("i/{}", encode(image)),
            Subject::Figure(_) if !is_about_image => String::new(),
            Subject::Figure(_) if self.is_stack() => "i".to_owned(),
            Subject::Figure(_) if is_board && image.is_empty() => format!("i/{}", super::EXAMPLE),
            Subject::Figure(_) if is_board => format!("i/{}", encode(image)),
            Subject::Figure(_) if image.is_empty() => "pull".to_owned(),
            Subject::Figure(_) => format!("pull/{}", encode(image)),
        };
        if is_about_image
            && options.data == Data::Captured
            && image.is_empty()
            && place.starts_with("i/")
        {
            pairs.push(("from".to_owned(), "record".to_owned()));
        }
        if is_tool {
            pairs.push(("view".to_owned(), self.name.to_owned()));
        }
        for (name, value) in state.pairs() {
            let name = match (is_about_image && !is_tool, self.figure()) {
                (false, Some(figure)) => control_name(figure.name, name),
                _ => name.to_owned(),
            };
            pairs.push((name, value.to_owned()));
        }
        let query = write(&pairs);
        let anchor = match self.figure() {
            Some(figure) if !is_about_image => format!("#{}", figure_id(figure.name)),
            _ => String::new(),
        };
        match query.is_empty() {
            true => format!("{place}{anchor}"),
            false => format!("{place}?{query}{anchor}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{embed, query};
    use super::*;

    #[track_caller]
    fn check(name: &str, asked: &str, expected: &str) {
        let row = embed(name).unwrap();
        let pairs = query::read(asked);
        let options = EmbedOptions::read(query::borrowed(&pairs));
        let full = row.full(&options, &row.state(query::borrowed(&pairs)));
        assert_eq!(full, expected, "{name} {asked}");
    }

    #[test]
    fn the_full_version_has_the_state_of_the_embed() {
        check("match", "", "#fig-match");
        check(
            "match",
            "rule=strict&theme=dark",
            "?match-rule=strict#fig-match",
        );
        check(
            "match",
            "image=alpine&host=linux/arm64",
            "?host=linux/arm64&match-image=alpine:latest#fig-match",
        );
        check("pull", "", "pull");
        check(
            "pull",
            "step=3&image=quay.io/a/b:1",
            "pull/quay.io/a/b:1?step=3",
        );
        check("push", "", "pull?direction=push");
        check(
            "board",
            "client=podman&host=linux/arm/v6",
            "i/nginx:latest?host=linux/arm/v6&from=record&view=board&board-client=podman",
        );
        check(
            "stack",
            "images=nginx:1.27,redis:7&host=linux/arm/v6&client=podman",
            "i?host=linux/arm/v6&view=stack&stack-images=nginx:1.27,redis:7&stack-client=podman",
        );
        check("inspect", "", "i/nginx:latest?from=record");
        check(
            "inspect",
            "image=a/b%3Fc%23&host=windows/amd64:20348",
            "i/a/b%3Fc%23?host=windows(10.0.20348)/amd64",
        );
    }
}
