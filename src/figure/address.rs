//! The state of figures in the address.

use crate::url::{decode_query, encode_query};
use tagprism_figures::{Plan, State, controls::control_name};

/// How an address spells the parameters of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// Several figures share a page: `match-read=3` is the parameter `read` of the figure `match`.
    Prefixed,
    /// The figure is what the page is about: `read=3`.
    Plain,
}

impl Spelling {
    fn name(self, figure: &Plan, parameter: &str) -> String {
        match self {
            Self::Prefixed => control_name(figure.name, parameter),
            Self::Plain => parameter.to_owned(),
        }
    }

    /// The figure's parameter that a key of the query means, if it means one.
    fn parameter<'k>(self, figure: &Plan, key: &'k str) -> Option<&'k str> {
        match self {
            Self::Prefixed => key
                .split_once('-')
                .and_then(|(name, parameter)| (name == figure.name).then_some(parameter)),
            Self::Plain => {
                let mut own = figure.parameters.iter();
                own.any(|parameter| parameter.name == key).then_some(key)
            }
        }
    }

    /// The state that an address gives a figure. `address` is path and query, undecoded.
    pub fn state_of(self, figure: &Plan, address: &str) -> State {
        let query = address.split_once('?').map_or("", |(_, query)| query);
        let own: Vec<(&str, String)> = query
            .split('&')
            .filter_map(|pair| {
                let (key, value) = pair.split_once('=')?;
                let parameter = self.parameter(figure, key)?;
                // A form that is sent before the program came writes spaces like this.
                let value = value.replace('+', "%20");
                Some((parameter, decode_query(&value)))
            })
            .collect();
        State::read(
            figure.parameters,
            own.iter().map(|(name, value)| (*name, value.as_str())),
        )
    }

    /// The address with a figure's state in place of what it said about that figure.
    pub fn with_state(self, address: &str, figure: &Plan, state: &State) -> String {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let is_own = |pair: &str| {
            let key = pair.split_once('=').map_or(pair, |(key, _)| key);
            self.parameter(figure, key).is_some()
        };
        let mut pairs: Vec<String> = query
            .split('&')
            .filter(|pair| !pair.is_empty() && !is_own(pair))
            .map(str::to_owned)
            .collect();
        for (parameter, value) in state.pairs() {
            let name = self.name(figure, parameter);
            pairs.push(format!("{name}={}", encode_query(value)));
        }
        match pairs.is_empty() {
            true => path.to_owned(),
            false => format!("{path}?{}", pairs.join("&")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tagprism_figures::figure;

    #[test]
    fn a_figure_reads_its_own_pairs_only() {
        let matching = figure("match").unwrap().plan();
        let state = Spelling::Prefixed.state_of(
            &matching,
            "/?match-read=3&hosts-read=9&read=7&match-read-on=4",
        );
        assert_eq!(state.whole("read"), 3);
    }

    #[track_caller]
    fn check(address: &str, read: &str, expected: &str) {
        let matching = figure("match").unwrap().plan();
        let mut state = State::new(matching.parameters);
        state.set("read", read);
        let written = Spelling::Prefixed.with_state(address, &matching, &state);
        assert_eq!(written, expected);
        assert_eq!(Spelling::Prefixed.state_of(&matching, &written), state);
    }

    #[test]
    fn a_new_state_replaces_the_old_one_and_leaves_the_rest_alone() {
        check("/", "4", "/?match-read=4");
        check(
            "/?host=linux/arm64&match-read=3",
            "4",
            "/?host=linux/arm64&match-read=4",
        );
        check("/?match-read=3&hosts-set=own", "99", "/?hosts-set=own");
        check("/?match-read=3", "99", "/");
    }

    #[test]
    fn what_a_reader_types_survives() {
        let matching = figure("match").unwrap().plan();
        let text = "a&b=c#d é%41+";
        let address = format!("/?match-platform={}", encode_query(text));
        assert_eq!(
            Spelling::Prefixed
                .state_of(&matching, &address)
                .text("platform"),
            text
        );
    }

    #[test]
    fn alone_on_its_page_a_figure_has_plain_names() {
        let pull = figure("pull").unwrap().plan();
        let address =
            "/pull/nginx:latest?host=linux/arm64&step=9&net=train&from=sample&pull-step=3";
        let state = Spelling::Plain.state_of(&pull, address);
        assert_eq!((state.whole("step"), state.one("net")), (9, "train"));
        assert_eq!(
            Spelling::Plain.with_state(address, &pull, &State::new(pull.parameters)),
            "/pull/nginx:latest?host=linux/arm64&from=sample&pull-step=3"
        );
        assert_eq!(
            Spelling::Plain.with_state("/pull/nginx?host=linux", &pull, &state),
            "/pull/nginx?host=linux&step=9&net=train"
        );
    }
}
