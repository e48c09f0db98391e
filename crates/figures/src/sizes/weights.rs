//! The builds of a recorded image, weighed against each other and against the reader's machine.

use super::scale::{Kind, Scale, round};
use crate::{
    figure::Scene,
    record::{Build, Record},
    state::State,
};
use tagprism_core::{
    Platform, Resolution,
    resolve::{Policy, Question, RuleSet, Verdict, resolve},
    size::ByteSize,
};

/// The builds of an image, weighed.
pub(super) struct Weights {
    pub(super) record: Record,
    pub(super) resolution: Resolution,
    /// Of linux/amd64, in bytes; 0 where it was not read.
    pub(super) amd64_bytes: u64,
    pub(super) scale: Scale,
    /// Whether the machine is the default of pages that know no reader.
    pub(super) is_assumed: bool,
}

impl Weights {
    pub(super) fn new(state: &State, scene: &Scene<'_>) -> Option<Self> {
        let record = Record::of(state.one("image"))?;
        let question = Question {
            host: scene.machine.clone(),
            policy: Policy::Only,
            rules: RuleSet::default(),
        };
        let resolution = resolve(&record.offers(), &question);
        let kind = match state.one("scale") {
            "log" => Kind::Log,
            _ => Kind::Linear,
        };
        let read = || read(&record).map(|build| build.size_bytes);
        Some(Self {
            amd64_bytes: amd64(&record).map_or(0, |build| build.size_bytes),
            scale: Scale::over(
                kind,
                read().min().unwrap_or_default(),
                read().max().unwrap_or_default(),
            ),
            resolution,
            record,
            is_assumed: scene.is_assumed,
        })
    }

    /// The place in the index that the reader's machine gets.
    pub(super) fn chosen(&self) -> Option<usize> {
        self.resolution.chosen().map(|chosen| chosen.position)
    }

    /// The place on its wish list of what the machine gets, from 1.
    pub(super) fn wish(&self) -> usize {
        match self.resolution.chosen().map(|chosen| &chosen.verdict) {
            Some(Verdict::Chosen(matched)) => matched.wish.map_or(1, |nth| nth + 1),
            _ => 1,
        }
    }

    /// What a row says about the reader's machine.
    pub(super) fn yours(&self, position: usize) -> String {
        let whose = if self.is_assumed { "default" } else { "yours" };
        match self.wish() {
            _ if self.chosen() != Some(position) => String::new(),
            1 => whose.to_owned(),
            nth => format!("{whose}, wish {nth}"),
        }
    }

    /// A size against linux/amd64, kept on one line: `−17 %`, `× 81,844`; empty where one of them was not read.
    pub(super) fn against_amd64(&self, build: &Build) -> String {
        if self.amd64_bytes == 0 || build.size_bytes == 0 {
            return String::new();
        }
        if let Some(times) = times(build.size_bytes, self.amd64_bytes) {
            return format!("×\u{a0}{times}");
        }
        let percent = round(build.size_bytes.saturating_mul(100), self.amd64_bytes);
        match percent {
            100 => "±0\u{a0}%".to_owned(),
            more if more > 100 => format!("+{}\u{a0}%", more - 100),
            less => format!("−{}\u{a0}%", 100 - less),
        }
    }
}

/// The builds whose size was read.
pub(super) fn read(record: &Record) -> impl Iterator<Item = &Build> {
    record
        .builds()
        .map(|(_, build)| build)
        .filter(|build| build.size_bytes > 0)
}

pub(super) fn amd64(record: &Record) -> Option<&Build> {
    read(record).find(|build| build.platform == Platform::new("linux", "amd64", ""))
}

/// How many times one size is the other: `8.4`, `81,844`; `None` below three times, where a percentage says more.
pub(super) fn times(more: u64, less: u64) -> Option<String> {
    let tenths = round(more.saturating_mul(10), less);
    match (tenths, tenths % 10) {
        (..30, _) => None,
        (30..100, 1..) => Some(format!("{}.{}", tenths / 10, tenths % 10)),
        _ => Some(ByteSize(round(more, less)).grouped()),
    }
}

/// A size as the record gives it: every byte, or as many figures as its source.
pub(super) fn exact(build: &Build) -> String {
    match (build.size_bytes, build.is_rounded) {
        (0, _) => "not read".to_owned(),
        (bytes, false) => ByteSize(bytes).to_string(),
        (bytes, true) => {
            // Sources that round give megabytes with at most two decimals.
            let hundredths = bytes / 10_000;
            let decimals = format!("{:02}", hundredths % 100);
            let whole = ByteSize(hundredths / 100).grouped();
            match decimals.trim_end_matches('0') {
                "" => format!("{whole} MB"),
                decimals => format!("{whole}.{decimals} MB"),
            }
        }
    }
}

/// A size for a sentence: small ones to the byte, others in three figures.
pub(super) fn short(build: &Build) -> String {
    if build.size_bytes < 10_000 {
        ByteSize(build.size_bytes).to_string()
    } else {
        ByteSize(build.size_bytes).human()
    }
}

/// What an entry's layers are known to be.
pub(super) fn layers(build: &Build) -> String {
    match build.layers.len() {
        0 => "not recorded".to_owned(),
        n => n.to_string(),
    }
}
