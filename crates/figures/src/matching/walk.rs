//! What the figure is about to show: an index, who asks, and what the rule says about every entry.

use super::sample;
use crate::{
    figure::Scene,
    record::{Content, Entry, Record},
    state::State,
};
use tagprism_core::{
    Platform, Resolution,
    platform::ParsePlatformError,
    resolve::{Candidate, Match, Offer, Outcome, Policy, Question, RuleSet, Verdict, resolve},
};

/// Whose platform is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// The machine's own.
    Machine,
    /// The one in the field.
    Platform,
    /// The machine's own, because the text in the field is no platform.
    Unreadable(ParsePlatformError),
}

/// One walk through one index.
pub(super) struct Walk {
    pub(super) record: Record,
    /// Whether the record was read out of real bytes.
    pub(super) is_sample: bool,
    /// Over the entries that are left.
    pub(super) resolution: Resolution,
    /// How many entries were read so far.
    pub(super) n_read: usize,
    pub(super) asked: Asked,
    /// Whether the machine is a default that nobody chose.
    pub(super) is_assumed: bool,
    /// Whether a Windows daemon walks; by default it has Docker's classic store, others have containerd's.
    pub(super) is_on_windows: bool,
    /// The entry that wins while nothing is taken away.
    pub(super) best_of_all: Option<usize>,
    /// The entry that the reader points at; 0 for none.
    pointed: usize,
    /// The entry that the reader chose to look at; 0 for none.
    picked: usize,
}

impl Walk {
    pub(super) fn new(state: &State, scene: &Scene<'_>) -> Option<Self> {
        let name = state.one("image");
        let is_sample = name == sample::NAME;
        let record = if is_sample {
            sample::record()?
        } else {
            Record::of(name)?
        };
        let (host, asked) = host(state.text("platform"), scene.machine);
        let question = Question {
            host,
            policy: match state.one("rule") {
                "strict" => Policy::OnlyStrict,
                _ => Policy::Only,
            },
            rules: RuleSet::default(),
        };
        let all = record.offers();
        let best_of_all = match resolve(&all, &question).outcome {
            Outcome::Chosen { position } => Some(position),
            Outcome::NoMatch(_) => None,
        };
        let is_left = |offer: &Offer| !state.has("without", &offer.position.to_string());
        let left: Vec<Offer> = all.into_iter().filter(is_left).collect();
        let n_read = usize::try_from(state.whole("read")).unwrap_or_default();
        Some(Self {
            n_read: n_read.min(record.entries.len()),
            resolution: resolve(&left, &question),
            record,
            is_sample,
            asked,
            is_assumed: scene.is_assumed,
            is_on_windows: scene.machine.os == "windows",
            best_of_all,
            pointed: usize::try_from(state.whole("entry")).unwrap_or_default(),
            picked: state.chosen("entry").parse().unwrap_or_default(),
        })
    }

    /// How the figures came here.
    pub(super) fn how(&self) -> &'static str {
        if self.is_sample {
            "captured"
        } else {
            "recorded"
        }
    }

    /// Whether the whole list was read.
    pub(super) fn is_over(&self) -> bool {
        self.n_read == self.record.entries.len()
    }

    /// Whether only the platform itself will do.
    pub(super) fn is_strict(&self) -> bool {
        self.resolution.question.policy == Policy::OnlyStrict
    }

    /// The platform that is asked for, as it was written.
    pub(super) fn host(&self) -> &Platform {
        &self.resolution.question.host
    }

    pub(super) fn candidate(&self, position: usize) -> Option<&Candidate> {
        self.resolution
            .candidates
            .iter()
            .find(|candidate| candidate.position == position)
    }

    /// The verdict on an entry; `None` for one that was taken away.
    pub(super) fn verdict(&self, position: usize) -> Option<&Verdict> {
        self.candidate(position).map(|candidate| &candidate.verdict)
    }

    /// The entry that the walk ends with, once it is over.
    pub(super) fn chosen(&self) -> Option<usize> {
        match &self.resolution.outcome {
            Outcome::Chosen { position } if self.is_over() => Some(*position),
            _ => None,
        }
    }

    pub(super) fn is_chosen(&self, position: usize) -> bool {
        self.chosen() == Some(position)
    }

    /// The best entry among those read, as the sort would have it.
    pub(super) fn best_so_far(&self) -> Option<usize> {
        self.matches()
            .min_by_key(|(_, matched)| matched.place)
            .map(|(position, _)| position)
    }

    /// The best entry for a wish among those read.
    pub(super) fn entry_of_wish(&self, wish: usize) -> Option<usize> {
        self.matches()
            .filter(|(_, matched)| matched.wish == Some(wish))
            .min_by_key(|(_, matched)| matched.place)
            .map(|(position, _)| position)
    }

    fn matches(&self) -> impl Iterator<Item = (usize, &Match)> {
        self.resolution
            .candidates
            .iter()
            .filter(|candidate| candidate.position <= self.n_read)
            .filter_map(|candidate| match &candidate.verdict {
                Verdict::Chosen(matched) | Verdict::Acceptable(matched) => {
                    Some((candidate.position, matched))
                }
                Verdict::Refused(_) => None,
            })
    }

    /// The entry to look at closely: the one pointed at; otherwise the one that was read last, and at the end the winner, or
    /// the first.
    pub(super) fn in_view(&self) -> usize {
        self.or_usual(self.pointed)
    }

    /// The entry whose radio button is checked: as in view, whatever the reader only points at.
    pub(super) fn checked(&self) -> usize {
        self.or_usual(self.picked)
    }

    fn or_usual(&self, position: usize) -> usize {
        if (1..=self.record.entries.len()).contains(&position) {
            return position;
        }
        if !self.is_over() {
            return self.n_read;
        }
        self.winner_or_first()
    }

    /// The entry to compare: while the client walks the one that it read last, whatever else is looked at; then the one in
    /// view, unless it was just taken away.
    pub(super) fn compared(&self) -> usize {
        if !self.is_over() {
            return self.n_read;
        }
        let in_view = self.in_view();
        if self.candidate(in_view).is_none() {
            return self.winner_or_first();
        }
        in_view
    }

    fn winner_or_first(&self) -> usize {
        let first = self.resolution.candidates.first();
        self.chosen()
            .or(first.map(|candidate| candidate.position))
            .unwrap_or(1)
    }

    pub(super) fn entry(&self, position: usize) -> Option<&Entry> {
        self.record.entries.get(position.checked_sub(1)?)
    }

    /// An entry's platform for a sentence; an attestation is called one.
    pub(super) fn name_of(&self, position: usize) -> String {
        match self.entry(position).map(|entry| &entry.content) {
            Some(Content::Build(build)) => build.platform.to_string(),
            Some(Content::Attestation { .. }) => "an attestation".to_owned(),
            None => String::new(),
        }
    }
}

/// The platform to ask for. What cannot be read is said, and the machine's own stands in.
fn host(text: &str, machine: &Platform) -> (Platform, Asked) {
    let text = text.trim();
    if text.is_empty() {
        return (machine.clone(), Asked::Machine);
    }
    // Whatever is typed may be shown again, so what could reorder or hide text becomes a question mark first. No platform
    // has such characters.
    let shown: String = text
        .chars()
        .map(|it| {
            if it.is_ascii_graphic() || it == ' ' || it.is_alphanumeric() {
                it
            } else {
                '?'
            }
        })
        .collect();
    match Platform::parse(&shown, machine) {
        Ok(platform) => (platform, Asked::Platform),
        Err(error) => (machine.clone(), Asked::Unreadable(error)),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The figure on a machine of that name, with that query.
    pub(in crate::matching) fn walk(machine: &str, pairs: &[(&str, &str)]) -> Walk {
        let usual = Platform::new("linux", "arm64", "v8");
        let machine = Platform::parse(machine, &usual).unwrap();
        let state = State::read(super::super::FIGURE.parameters, pairs.iter().copied());
        let scene = Scene::known(&machine);
        Walk::new(&state, &scene).unwrap()
    }

    #[test]
    fn without_its_arm64_entry_a_64_bit_machine_gets_32_bit_arm() {
        assert_eq!(walk("linux/arm64/v8", &[]).chosen(), Some(7));
        let less = walk("linux/arm64/v8", &[("without", "7")]);
        assert_eq!(less.chosen(), Some(5));
        assert_eq!(less.best_of_all, Some(7), "the tick still names entry 7");
        assert_eq!(less.name_of(5), "linux/arm/v7");
    }

    #[test]
    fn asked_strictly_nothing_stands_in() {
        let pairs = [("without", "7"), ("rule", "strict")];
        assert_eq!(walk("linux/arm64/v8", &pairs).chosen(), None);
    }

    #[test]
    fn a_platform_that_is_asked_for_replaces_the_machines_own() {
        let asked = walk("linux/arm64/v8", &[("platform", "s390x")]);
        assert_eq!((asked.chosen(), &asked.asked), (Some(15), &Asked::Platform));
        assert_eq!(asked.host().to_string(), "linux/s390x");
    }

    #[test]
    fn what_is_no_platform_is_said_and_the_machine_asks_for_itself() {
        let asked = walk("linux/arm64/v8", &[("platform", " lnux \u{202e}")]);
        assert!(
            matches!(&asked.asked, Asked::Unreadable(error) if !error.to_string().contains('\u{202e}'))
        );
        assert_eq!(asked.chosen(), Some(7));
        assert_eq!(walk("s390x", &[("platform", "  ")]).asked, Asked::Machine);
    }

    #[test]
    fn while_it_walks_nothing_is_chosen_but_one_entry_is_best_so_far() {
        let half = walk("linux/arm64/v8", &[("read", "5")]);
        assert_eq!((half.chosen(), half.best_so_far()), (None, Some(5)));
        assert_eq!(half.in_view(), 5);
        let elsewhere = walk("linux/arm64/v8", &[("read", "5"), ("entry", "9")]);
        assert_eq!((elsewhere.in_view(), elsewhere.checked()), (9, 9));
        assert_eq!(elsewhere.compared(), 5, "the walk goes its way");
    }

    #[test]
    fn a_pi_zero_gets_v6_from_alpine_and_v5_from_nginx() {
        let got = |image| {
            let walk = walk("linux/arm/v6", &[("image", image)]);
            walk.name_of(walk.chosen().unwrap())
        };
        assert_eq!(got("alpine:latest"), "linux/arm/v6");
        assert_eq!(got("nginx:latest"), "linux/arm/v5");
    }
}
