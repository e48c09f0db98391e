//! How far the images are read, and what that costs.

use super::reader::Reader;
use crate::ui::{markup::reactive, view};
use leptos::prelude::*;
use tagprism_core::{Reference, registry::budget::Budget};

/// What registries were asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Documents.
    pub n_asked: usize,
    /// Those of them that Docker Hub counts as pulls.
    pub n_counted: usize,
    /// What Docker Hub said last is left.
    pub budget: Option<Budget>,
}

impl Cost {
    /// Adds documents of that registry, how many of them are manifests, and what it said is left.
    pub fn add(
        &mut self,
        reference: &Reference,
        n: usize,
        n_manifests: usize,
        budget: Option<Budget>,
    ) {
        self.n_asked += n;
        if reference.domain() == "docker.io" {
            self.n_counted += n_manifests;
            // The least is the latest: within a window what is left only shrinks.
            let all = self.budget.into_iter().chain(budget);
            self.budget = all.min_by_key(|it| it.n_left);
        }
    }

    /// As a sentence; empty where nothing was asked for.
    pub fn in_words(&self) -> String {
        match (self.n_asked, self.n_counted) {
            (0, _) => String::new(),
            (1, 0) => "One document asked for, not counted by Docker Hub.".to_owned(),
            (n, 0) => format!("{n} documents asked for, none of them counted by Docker Hub."),
            (n, counted) => {
                let left = match &self.budget {
                    Some(budget) => format!("it says {}", budget.in_words()),
                    None => "it allows strangers 100 in six hours".to_owned(),
                };
                match (n, counted) {
                    (1, 1) => format!("One document asked for, counted by Docker Hub: {left}."),
                    (n, counted) => format!(
                        "{n} documents asked for, {counted} of them counted by Docker Hub: {left}."
                    ),
                }
            }
        }
    }
}

/// How far it got.
#[derive(Clone, Copy, Debug, Default)]
pub struct Progress {
    /// Images.
    pub n_all: usize,
    /// Images that are here or failed.
    pub n_done: usize,
    /// What it cost.
    pub cost: Cost,
    /// Whether the reader stopped it.
    pub is_stopped: bool,
    /// Whether other tags are being looked at.
    pub is_seeking: bool,
}

impl Progress {
    /// Whether something is being asked for.
    fn is_busy(&self) -> bool {
        self.is_seeking || (self.n_done < self.n_all && !self.is_stopped)
    }

    fn in_words(&self) -> String {
        let done = format!("{} of {} images read", self.n_done, self.n_all);
        match self.is_seeking {
            true => format!("{done}, looking at other tags"),
            false => done,
        }
    }
}

/// The line below the text.
#[component]
pub fn ProgressLine(reader: Reader) -> impl IntoView {
    reactive(move || {
        let progress = reader.progress();
        if progress.n_all == 0 {
            return ().into_any();
        }
        let can_go_on = progress.is_stopped && progress.n_done < progress.n_all;
        view! {
            <p class="stack-p">
                <progress max=progress.n_all.to_string() value=progress.n_done.to_string() aria-label="Images read"></progress>
                <span role="status">{progress.in_words()}</span>
                {progress.is_busy().then(|| view! {
                    <button class="btn" type="button" on:click=move |_| reader.stop()>"Stop"</button>
                })}
                {can_go_on.then(|| view! {
                    <button class="btn" type="button" on:click=move |_| reader.go_on()>"Go on"</button>
                })}
                <span class="stack-c">{progress.cost.in_words()}</span>
            </p>
        }
        .into_any()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_documents_of_docker_hub_are_counted_and_the_least_that_is_left_is_told() {
        let reference = |text| Reference::parse(text).unwrap();
        let budget = |n_left| Budget::parse(Some("100;w=21600"), Some(n_left));
        let mut cost = Cost::default();
        assert_eq!(cost.in_words(), "");
        let mut one = cost;
        one.add(&reference("nginx:1"), 1, 1, None);
        assert_eq!(
            one.in_words(),
            "One document asked for, counted by Docker Hub: it allows strangers 100 in six hours."
        );
        cost.add(&reference("quay.io/a/b:1"), 1, 1, budget("3"));
        assert_eq!(
            cost.in_words(),
            "One document asked for, not counted by Docker Hub."
        );
        cost.add(&reference("nginx:1"), 2, 2, None);
        assert_eq!(
            cost.in_words(),
            "3 documents asked for, 2 of them counted by Docker Hub: it allows strangers 100 in six hours."
        );
        cost.add(&reference("redis:7"), 1, 1, budget("86"));
        cost.add(&reference("mysql:9"), 1, 1, budget("87"));
        assert_eq!(
            cost.in_words(),
            "5 documents asked for, 4 of them counted by Docker Hub: it says 86 of 100 left, of those allowed in 6 hours."
        );
    }
}
