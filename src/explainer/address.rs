//! The state of figures in the address: `match-read=3` is the parameter `read` of the figure `match`.

use crate::url::{decode_query, encode_query};
use tagprism_figures::{Figure, State, controls::control_name};

/// The state that an address gives a figure. `address` is path and query, undecoded.
pub fn state_of(figure: &Figure, address: &str) -> State {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let own: Vec<(&str, String)> = query
        .split('&')
        .filter_map(|pair| {
            let (key, value) = pair.split_once('=')?;
            let (name, parameter) = key.split_once('-')?;
            // A form that is sent before the program came writes spaces like this.
            let value = value.replace('+', "%20");
            (name == figure.name).then(|| (parameter, decode_query(&value)))
        })
        .collect();
    State::read(
        figure.parameters,
        own.iter().map(|(name, value)| (*name, value.as_str())),
    )
}

/// The address with a figure's state in place of what it said about that figure.
pub fn with_state(address: &str, figure: &Figure, state: &State) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let is_own = |pair: &str| {
        pair.split_once('-')
            .is_some_and(|(name, _)| name == figure.name)
    };
    let mut pairs: Vec<String> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_own(pair))
        .map(str::to_owned)
        .collect();
    for (parameter, value) in state.pairs() {
        let name = control_name(figure.name, parameter);
        pairs.push(format!("{name}={}", encode_query(value)));
    }
    match pairs.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", pairs.join("&")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tagprism_figures::figure;

    #[test]
    fn a_figure_reads_its_own_pairs_only() {
        let matching = figure("match").unwrap();
        let state = state_of(
            matching,
            "/?match-read=3&hosts-read=9&read=7&match-read-on=4",
        );
        assert_eq!(state.whole("read"), 3);
    }

    #[track_caller]
    fn check(address: &str, read: &str, expected: &str) {
        let matching = figure("match").unwrap();
        let mut state = State::new(matching.parameters);
        state.set("read", read);
        let written = with_state(address, matching, &state);
        assert_eq!(written, expected);
        assert_eq!(state_of(matching, &written), state);
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
        let matching = figure("match").unwrap();
        let text = "a&b=c#d é%41+";
        let address = format!("/?match-platform={}", encode_query(text));
        assert_eq!(state_of(matching, &address).text("platform"), text);
    }
}
