//! Form controls of a figure. Each carries the name of a parameter; the program needs to know nothing else about it.
//!
//! Radio groups of different figures stand on one page, so a name in the page is `figure-parameter`.

use crate::{
    markup::{Element, KEY, Words, el},
    sign,
    state::{State, Values},
};

/// Builds the controls of one figure.
#[derive(Clone, Copy)]
pub struct Controls<'a> {
    figure: &'static str,
    state: &'a State,
}

/// The parameter that no figure has for itself: the reader's machine. What a control of this name says is the whole site's.
pub const MACHINE: &str = "machine";

/// The name of a control in the page.
#[must_use]
pub fn control_name(figure: &str, parameter: &str) -> String {
    format!("{figure}-{parameter}")
}

impl<'a> Controls<'a> {
    /// For the figure of that name in that state.
    #[must_use]
    pub fn new(figure: &'static str, state: &'a State) -> Self {
        Self { figure, state }
    }

    fn name(&self, parameter: &str) -> String {
        control_name(self.figure, parameter)
    }

    /// A strip of radio buttons for few choices: value and label of each.
    #[must_use]
    pub fn radios(
        &self,
        parameter: &'static str,
        legend: &'static str,
        choices: &[(&'static str, &'static str)],
    ) -> Element {
        let choice = |&(value, label): &(&'static str, &'static str)| {
            el("label")
                .put(self.radio(parameter, value))
                .put(el("span").text(label))
        };
        el("fieldset")
            .class("seg")
            .set(KEY, parameter)
            .put(el("legend").class("seg-l").text(legend))
            .all(choices.iter().map(choice))
    }

    /// A radio button alone, for a label that is drawn elsewhere.
    #[must_use]
    pub fn radio(&self, parameter: &'static str, value: &'static str) -> Element {
        el("input")
            .set("type", "radio")
            .set("name", self.name(parameter))
            .set("value", value)
            .flag("checked", self.state.chosen(parameter) == value)
    }

    /// A list to pick from, for many choices: value and label of each.
    #[must_use]
    pub fn select(
        &self,
        parameter: &'static str,
        label: &'static str,
        choices: &[(&'static str, &'static str)],
    ) -> Element {
        let choice = |&(value, label): &(&'static str, &'static str)| {
            el("option")
                .set("value", value)
                .flag("selected", self.state.chosen(parameter) == value)
                .text(label)
        };
        el("label").class("pick").put(el("span").text(label)).put(
            el("select")
                .set("name", self.name(parameter))
                .all(choices.iter().map(choice)),
        )
    }

    /// A list of machines to pick the reader's from: platform and name of each. `chosen` is the platform of the machine now,
    /// which is a default where it `is_assumed`.
    #[must_use]
    pub fn machine(
        &self,
        chosen: &str,
        machines: &[(String, &'static str)],
        is_assumed: bool,
    ) -> Element {
        let label = if is_assumed {
            "Your machine (default)"
        } else {
            "Your machine"
        };
        let option = |(platform, name): &(String, &'static str)| {
            el("option")
                .set("value", platform.clone())
                .flag("selected", platform == chosen)
                .text(*name)
        };
        el("label")
            .class("pick")
            .set(KEY, MACHINE)
            .put(el("span").text(label))
            .put(
                el("select")
                    .set("name", self.name(MACHINE))
                    .all(machines.iter().map(option)),
            )
    }

    /// A slider over a whole number; `said` is the value in words, shown beside it and read aloud.
    #[must_use]
    pub fn slider(
        &self,
        parameter: &'static str,
        label: &'static str,
        said: impl Words,
    ) -> Element {
        let (min, max) = match self.values(parameter) {
            Some(Values::Whole { min, max, .. }) => (min, max),
            _ => (0, 0),
        };
        let said = said.words();
        el("label")
            .class("slide")
            .set(KEY, parameter)
            .put(el("span").text(label))
            .put(
                el("input")
                    .set("type", "range")
                    .set("name", self.name(parameter))
                    .set("min", min)
                    .set("max", max)
                    .set("value", self.state.chosen(parameter).to_owned())
                    .set("aria-valuetext", said.clone()),
            )
            .put(el("output").text(said))
    }

    /// A box to tick for one word of a parameter that takes any of several.
    #[must_use]
    pub fn tick(&self, parameter: &'static str, word: &'static str, label: impl Words) -> Element {
        el("label")
            .class("tick")
            .put(
                el("input")
                    .set("type", "checkbox")
                    .set("name", self.name(parameter))
                    .set("value", word)
                    .flag(
                        "checked",
                        self.state
                            .chosen(parameter)
                            .split(',')
                            .any(|chosen| chosen == word),
                    ),
            )
            .put(el("span").text(label))
    }

    /// A field for a text of the reader's own.
    #[must_use]
    pub fn field(&self, parameter: &'static str, label: &'static str) -> Element {
        el("label")
            .class("field")
            .set(KEY, parameter)
            .put(el("span").text(label))
            .put(
                el("input")
                    .set("type", "text")
                    .set("name", self.name(parameter))
                    .set("value", self.state.chosen(parameter).to_owned())
                    .set("maxlength", self.max_chars(parameter))
                    .set("autocomplete", "off")
                    .set("spellcheck", "false"),
            )
    }

    /// A button that sets a parameter to a value; without a value there is nothing to set and it cannot be pressed.
    #[must_use]
    pub fn button(
        &self,
        parameter: &'static str,
        value: Option<String>,
        icon: Option<&'static str>,
        label: impl Words,
    ) -> Element {
        // Not `disabled`: a button that goes out under the reader's finger would take the focus with it.
        let off = if value.is_none() { "true" } else { "false" };
        el("button")
            .set("type", "button")
            .class("btn")
            .set("name", self.name(parameter))
            .set("value", value.unwrap_or_default())
            .set("aria-disabled", off)
            .put_some(icon.map(sign::icon))
            .text(label)
    }

    fn max_chars(&self, parameter: &str) -> usize {
        match self.values(parameter) {
            Some(Values::Text { max_chars, .. }) => max_chars,
            _ => 0,
        }
    }

    fn values(&self, parameter: &str) -> Option<Values> {
        self.state.values_of(parameter)
    }
}
