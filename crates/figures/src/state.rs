//! What a reader may choose in a figure, and how it stands in an address.
//!
//! A figure declares its [`Parameter`]s. Reading an address is lenient: what is unknown is ignored, what is out of range
//! is clamped, what is unreadable is the default. Writing leaves defaults out, so an untouched figure has an empty query.

/// One choice that a figure offers.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// The name in the address and of the form control: lower case, short.
    pub name: &'static str,
    /// What it may be.
    pub values: Values,
}

/// What a parameter may be.
#[derive(Clone, Copy, Debug)]
pub enum Values {
    /// One of these words; the first is the default.
    OneOf(&'static [&'static str]),
    /// Any of these words, none by default. In the address they are separated by commas.
    AnyOf(&'static [&'static str]),
    /// Any of these words, all by default. In the address they are separated by commas; none is an empty value.
    AllOf(&'static [&'static str]),
    /// Any of these words, some of them by default. In the address they are separated by commas; none is an empty value.
    SomeOf {
        /// The words.
        words: &'static [&'static str],
        /// Those that are chosen where the address says nothing.
        default: &'static [&'static str],
    },
    /// A whole number.
    Whole {
        /// The least.
        min: i32,
        /// The greatest.
        max: i32,
        /// The value where the address says nothing.
        default: i32,
    },
    /// A text of the reader's own.
    Text {
        /// Longer ones are cut, in characters.
        max_chars: usize,
        /// The text where the address says nothing.
        default: &'static str,
    },
}

impl Values {
    fn default_value(&self) -> String {
        match self {
            Self::OneOf(words) => words.first().copied().unwrap_or_default().to_owned(),
            Self::AnyOf(_) => String::new(),
            Self::AllOf(words) | Self::SomeOf { default: words, .. } => words.join(","),
            Self::Whole { default, .. } => default.to_string(),
            Self::Text { default, .. } => (*default).to_owned(),
        }
    }

    /// The nearest value that is allowed.
    fn clamp(&self, value: &str) -> String {
        match self {
            Self::OneOf(words) if words.contains(&value) => value.to_owned(),
            Self::OneOf(_) => self.default_value(),
            Self::AnyOf(words) | Self::AllOf(words) | Self::SomeOf { words, .. } => {
                let chosen: Vec<&str> = words
                    .iter()
                    .copied()
                    .filter(|word| value.split(',').any(|given| given == *word))
                    .collect();
                chosen.join(",")
            }
            Self::Whole { min, max, .. } => match value.trim().parse::<i64>() {
                Ok(number) => number.clamp((*min).into(), (*max).into()).to_string(),
                Err(_) => self.default_value(),
            },
            Self::Text { max_chars, .. } => value.chars().take(*max_chars).collect(),
        }
    }
}

/// The values of a figure's parameters.
#[derive(Clone, Debug)]
pub struct State {
    parameters: &'static [Parameter],
    /// One per parameter, in the same order, always allowed.
    values: Vec<String>,
    /// What a parameter looks like for as long as the reader points at something: place and value. It is in nothing that
    /// lasts: no address, no control, no comparison.
    peeked: Option<(usize, String)>,
}

impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl State {
    /// Every parameter at its default.
    #[must_use]
    pub fn new(parameters: &'static [Parameter]) -> Self {
        let values = parameters.iter().map(|it| it.values.default_value());
        Self {
            parameters,
            values: values.collect(),
            peeked: None,
        }
    }

    /// Reads the pairs of a query; later pairs win. Where several words may be chosen all pairs count, because that is how a
    /// form is sent.
    #[must_use]
    pub fn read<'q>(
        parameters: &'static [Parameter],
        pairs: impl IntoIterator<Item = (&'q str, &'q str)>,
    ) -> Self {
        let mut state = Self::new(parameters);
        let mut given: Vec<usize> = Vec::new();
        for (name, value) in pairs {
            let Some(idx) = state.idx(name) else { continue };
            if state.takes_several(idx) && given.contains(&idx) {
                let all = format!("{},{value}", state.values[idx]);
                state.set(name, &all);
            } else {
                state.set(name, value);
                given.push(idx);
            }
        }
        state
    }

    fn takes_several(&self, idx: usize) -> bool {
        matches!(
            self.parameters[idx].values,
            Values::AnyOf(_) | Values::AllOf(_) | Values::SomeOf { .. }
        )
    }

    /// The same choices, drawn as if a parameter had another value: for one drawing, while the reader points at something.
    #[must_use]
    pub fn peeking(&self, name: &str, value: &str) -> Self {
        let peeked = self
            .idx(name)
            .map(|idx| (idx, self.parameters[idx].values.clamp(value)));
        Self {
            peeked,
            ..self.clone()
        }
    }

    /// The pairs of a query, without what is at its default, in the order of the parameters.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        self.parameters
            .iter()
            .zip(&self.values)
            .filter(|(parameter, value)| **value != parameter.values.default_value())
            .map(|(parameter, value)| (parameter.name, value.as_str()))
            .collect()
    }

    /// Sets a parameter, clamped; a name that the figure does not have is ignored.
    pub fn set(&mut self, name: &str, value: &str) {
        if let Some(idx) = self.idx(name) {
            self.values[idx] = self.parameters[idx].values.clamp(value);
        }
    }

    /// What a form control said: a checkbox adds or removes its word, any other control sets its value.
    pub fn apply(&mut self, name: &str, value: &str, is_checked: bool) {
        let Some(idx) = self.idx(name) else { return };
        if !self.takes_several(idx) {
            self.set(name, value);
            return;
        }
        let mut chosen: Vec<&str> = self.values[idx].split(',').collect();
        chosen.retain(|word| *word != value);
        if is_checked {
            chosen.push(value);
        }
        let chosen = chosen.join(",");
        self.set(name, &chosen);
    }

    /// What a parameter may be.
    #[must_use]
    pub fn values_of(&self, name: &str) -> Option<Values> {
        self.idx(name).map(|idx| self.parameters[idx].values)
    }

    fn idx(&self, name: &str) -> Option<usize> {
        self.parameters.iter().position(|it| it.name == name)
    }

    fn seen(&self, idx: usize) -> &str {
        match &self.peeked {
            Some((peeked, value)) if *peeked == idx => value,
            _ => &self.values[idx],
        }
    }

    /// The value as text; empty for a name that the figure does not have.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.idx(name).map_or("", |idx| self.seen(idx))
    }

    /// The value that was chosen, whatever the reader points at: what a control shows.
    #[must_use]
    pub fn chosen(&self, name: &str) -> &str {
        self.idx(name).map_or("", |idx| &self.values[idx])
    }

    /// The chosen word, one of those that the parameter lists.
    #[must_use]
    pub fn one(&self, name: &str) -> &'static str {
        let Some(idx) = self.idx(name) else { return "" };
        match self.parameters[idx].values {
            Values::OneOf(words) => words
                .iter()
                .copied()
                .find(|word| *word == self.seen(idx))
                .unwrap_or_default(),
            _ => "",
        }
    }

    /// Whether a word is among the chosen ones.
    #[must_use]
    pub fn has(&self, name: &str, word: &str) -> bool {
        self.text(name).split(',').any(|chosen| chosen == word)
    }

    /// The number.
    #[must_use]
    pub fn whole(&self, name: &str) -> i32 {
        self.text(name).parse().unwrap_or_default()
    }

    /// Whether nothing was chosen yet.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.pairs().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAMETERS: &[Parameter] = &[
        Parameter {
            name: "rule",
            values: Values::OneOf(&["only", "strict"]),
        },
        Parameter {
            name: "without",
            values: Values::AnyOf(&["3", "5", "7"]),
        },
        Parameter {
            name: "step",
            values: Values::Whole {
                min: 0,
                max: 16,
                default: 16,
            },
        },
        Parameter {
            name: "typed",
            values: Values::Text {
                max_chars: 5,
                default: "hello",
            },
        },
        Parameter {
            name: "accept",
            values: Values::AllOf(&["list", "image"]),
        },
    ];

    #[track_caller]
    fn check(given: &[(&str, &str)], expected: &[(&'static str, &str)]) {
        let state = State::read(PARAMETERS, given.iter().copied());
        assert_eq!(state.pairs(), expected);
        assert_eq!(State::read(PARAMETERS, state.pairs()), state, "round trip");
    }

    #[test]
    fn an_untouched_figure_has_an_empty_query() {
        check(&[], &[]);
        check(&[("rule", "only"), ("step", "16"), ("typed", "hello")], &[]);
    }

    #[test]
    fn what_is_unknown_is_ignored_and_what_is_bad_is_clamped() {
        check(&[("color", "red"), ("rule", "laws")], &[]);
        check(&[("step", "99")], &[]);
        check(&[("step", "-4")], &[("step", "0")]);
        check(&[("step", "99999999999999999999")], &[]);
        check(&[("typed", "goodbye")], &[("typed", "goodb")]);
        check(&[("without", "7,9,3,3")], &[("without", "3,7")]);
    }

    #[test]
    fn a_checkbox_adds_and_removes_its_word() {
        let mut state = State::new(PARAMETERS);
        state.apply("without", "7", true);
        state.apply("without", "3", true);
        assert_eq!(state.text("without"), "3,7");
        state.apply("without", "7", false);
        assert_eq!(state.text("without"), "3");
        assert!(state.has("without", "3") && !state.has("without", "7"));
    }

    #[test]
    fn what_is_all_by_default_can_become_none() {
        check(&[("accept", "image,list")], &[]);
        check(&[("accept", "image,sound")], &[("accept", "image")]);
        let mut state = State::new(PARAMETERS);
        state.apply("accept", "list", false);
        assert_eq!(state.text("accept"), "image");
        state.apply("accept", "image", false);
        assert_eq!(state.pairs(), [("accept", "")]);
        check(&[("accept", "")], &[("accept", "")]);
    }

    #[test]
    fn every_word_of_a_form_that_was_sent_counts() {
        check(&[("without", "7"), ("without", "3")], &[("without", "3,7")]);
        check(&[("accept", "list"), ("accept", "image")], &[]);
        check(&[("step", "3"), ("step", "4")], &[("step", "4")]);
    }

    #[test]
    fn what_the_reader_points_at_is_seen_and_nothing_else() {
        let state = State::read(PARAMETERS, [("step", "3")]);
        let peeking = state.peeking("step", "99");
        assert_eq!((peeking.whole("step"), peeking.chosen("step")), (16, "3"));
        assert_eq!(peeking.pairs(), [("step", "3")]);
        assert_eq!(peeking, state);
        assert_eq!(state.peeking("rule", "strict").one("rule"), "strict");
        assert_eq!(state.peeking("color", "red").pairs(), state.pairs());
    }

    #[test]
    fn a_name_that_the_figure_does_not_have_changes_nothing() {
        let mut state = State::new(PARAMETERS);
        state.apply("color", "red", true);
        assert!(state.is_default());
        assert_eq!((state.text("color"), state.one("color")), ("", ""));
    }
}
