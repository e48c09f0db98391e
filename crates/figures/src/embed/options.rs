//! The parameters that every embed has: typed, clamped, and written only where they differ from the default.

use super::accent::Accent;
use tagprism_core::{Platform, platform::windows_release};

/// What the page around an embed asks for, whatever the figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EmbedOptions {
    /// `image`: the reference as it was given; `None` for the recorded example.
    pub image: Option<String>,
    /// `host`
    pub host: Host,
    /// `theme`
    pub theme: Theme,
    /// `bg`
    pub background: Background,
    /// `accent`, which may still be unreadable on the paper that is shown.
    pub accent: Option<Accent>,
    /// `controls`
    pub controls: Controls,
    /// `data`
    pub data: Data,
    /// `motion`
    pub motion: Motion,
    /// `fit`
    pub fit: Fit,
    /// `id`, echoed in messages; empty where there is none.
    pub id: String,
    /// `emit`: whether the embed tells its state to the page around it.
    pub emit: Switch,
    /// `autoplay`
    pub autoplay: Switch,
    /// `loop`
    pub is_looped: Switch,
    /// `speed`
    pub speed: Speed,
}

/// The names of these parameters, in the order in which they are written.
pub const NAMES: &[&str] = &[
    "image", "host", "theme", "bg", "accent", "controls", "data", "motion", "fit", "id", "emit",
    "autoplay", "loop", "speed",
];

/// No reference is longer: 255 characters of name, 128 of tag, a digest.
const MAX_IMAGE_CHARS: usize = 512;
const MAX_ID_CHARS: usize = 64;
const MAX_HOST_CHARS: usize = 96;

/// An option with a word for each of its values.
pub trait Choice: Copy + PartialEq + 'static {
    /// Word and value, the default first.
    const ALL: &'static [(&'static str, Self)];

    /// The value of a word; the default for any other.
    #[must_use]
    fn of(word: &str) -> Self {
        let found = Self::ALL.iter().find(|(own, _)| *own == word);
        found.unwrap_or(&Self::ALL[0]).1
    }

    /// The word of the value.
    #[must_use]
    fn word(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, value)| *value == self);
        found.unwrap_or(&Self::ALL[0]).0
    }
}

macro_rules! choice {
    ($(#[$docs:meta])* $name:ident { $($(#[$doc:meta])* $word:literal => $value:ident),+ $(,)? }) => {
        $(#[$docs])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$doc])* $value),+
        }

        impl Choice for $name {
            const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$value)),+];
        }
    };
}

choice!(
    /// Light or dark.
    Theme {
        /// As the reader's system has it, or the page around.
        #[default]
        "auto" => Auto,
        /// Ink on paper.
        "light" => Light,
        /// Chalk on night.
        "dark" => Dark,
        /// As the system has it, with more contrast.
        "contrast" => Contrast,
    }
);
choice!(
    /// What is behind the drawing.
    Background {
        /// Paper.
        #[default]
        "page" => Page,
        /// Whatever the page around has.
        "transparent" => Transparent,
    }
);
choice!(
    /// What a reader can change.
    Controls {
        /// Everything.
        #[default]
        "full" => Full,
        /// The steps of what is played.
        "steps" => Steps,
        /// Nothing.
        "none" => None,
    }
);
choice!(
    /// Whether registries are asked.
    Data {
        /// No: what was recorded is shown.
        #[default]
        "captured" => Captured,
        /// Yes.
        "live" => Live,
    }
);
choice!(
    /// How much moves.
    Motion {
        /// As the reader's system has it.
        #[default]
        "auto" => Auto,
        /// Nothing.
        "reduce" => Reduce,
    }
);
choice!(
    /// How an embed gets its height.
    Fit {
        /// It tells the page around how high it is.
        #[default]
        "auto" => Auto,
        /// It fills the frame and scrolls inside.
        "both" => Both,
    }
);
choice!(
    /// Off or on.
    Switch {
        /// Off.
        #[default]
        "0" => Off,
        /// On.
        "1" => On,
    }
);

/// Whose machine the drawing speaks about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Host {
    /// The reader's, who may choose it.
    #[default]
    Reader,
    /// This one.
    Given(Platform),
}

impl Host {
    /// Reads `os/arch[/variant][:build]`; `reader`, and what cannot be read, is the reader's machine. The site's own spelling,
    /// `windows(10.0.20348)/amd64`, is read too.
    #[must_use]
    pub fn parse(text: &str) -> Host {
        let text = text.trim();
        if text.is_empty() || text == "reader" || text.chars().count() > MAX_HOST_CHARS {
            return Host::Reader;
        }
        let (name, build) = match text.split_once(':') {
            Some((name, build)) => (name, build),
            None => (text, ""),
        };
        let is_build = build.bytes().all(|it| it.is_ascii_digit() || it == b'.');
        let Ok(mut platform) = Platform::parse(name, &Platform::new("linux", "amd64", "")) else {
            return Host::Reader;
        };
        // An address has no place for them.
        platform.os_features.clear();
        if !build.is_empty() && is_build {
            // A build alone is how people call a release of Windows.
            platform.os_version = match build.contains('.') {
                true => build.to_owned(),
                false => format!("10.0.{build}"),
            };
        }
        Host::Given(platform)
    }

    /// The machine, where one was given.
    #[must_use]
    pub fn platform(&self) -> Option<&Platform> {
        match self {
            Host::Reader => None,
            Host::Given(platform) => Some(platform),
        }
    }

    fn written(&self) -> Option<String> {
        let platform = self.platform()?;
        let mut bare = platform.clone();
        let version = std::mem::take(&mut bare.os_version);
        let build = version
            .strip_prefix("10.0.")
            .filter(|build| !build.contains('.') && windows_release(&version).is_some())
            .unwrap_or(&version);
        Some(match build.is_empty() {
            true => bare.to_string(),
            false => format!("{bare}:{build}"),
        })
    }
}

/// How fast the story is told, in percent: 50 to 400.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Speed(u16);

impl Default for Speed {
    fn default() -> Self {
        Speed(100)
    }
}

impl Speed {
    /// Reads a factor, `0.5` to `4`; what is out of range is clamped, what is no number is 1.
    #[must_use]
    pub fn parse(text: &str) -> Speed {
        let text = text.trim();
        let is_plain = text.bytes().all(|it| it.is_ascii_digit() || it == b'.') && text.len() <= 8;
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let (Ok(whole), true) = (whole.parse::<u32>(), is_plain && !decimals.contains('.')) else {
            return Speed::default();
        };
        let mut digits = decimals.bytes().map(|it| u32::from(it - b'0'));
        let (tenths, hundredths) = (digits.next(), digits.next());
        let percent = whole.min(4) * 100 + tenths.unwrap_or(0) * 10 + hundredths.unwrap_or(0);
        Speed(u16::try_from(percent.clamp(50, 400)).unwrap_or(100))
    }

    /// In percent.
    #[must_use]
    pub fn percent(self) -> u64 {
        self.0.into()
    }

    fn written(self) -> String {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => whole.to_string(),
            _ => format!("{whole}.{rest:02}")
                .trim_end_matches('0')
                .to_owned(),
        }
    }
}

impl EmbedOptions {
    /// Reads the decoded pairs of a query; later pairs win. What is unknown is ignored, what is out of range clamped.
    #[must_use]
    pub fn read<'q>(pairs: impl IntoIterator<Item = (&'q str, &'q str)>) -> EmbedOptions {
        let mut options = EmbedOptions::default();
        for (name, value) in pairs {
            options.set(name, value);
        }
        options
    }

    fn set(&mut self, name: &str, value: &str) {
        let text = |max_chars: usize| value.chars().take(max_chars).collect::<String>();
        match name {
            "image" => {
                let image = text(MAX_IMAGE_CHARS).trim().to_owned();
                self.image = (!image.is_empty()).then_some(image);
            }
            "host" => self.host = Host::parse(value),
            "theme" => self.theme = Choice::of(value),
            "bg" => self.background = Choice::of(value),
            "accent" => self.accent = Accent::parse(value),
            "controls" => self.controls = Choice::of(value),
            "data" => self.data = Choice::of(value),
            "motion" => self.motion = Choice::of(value),
            "fit" => self.fit = Choice::of(value),
            "id" => self.id = text(MAX_ID_CHARS),
            "emit" => self.emit = Choice::of(value),
            "autoplay" => self.autoplay = Choice::of(value),
            "loop" => self.is_looped = Choice::of(value),
            "speed" => self.speed = Speed::parse(value),
            _ => {}
        }
    }

    /// The pairs of a query, without what is at its default, in the order of [`NAMES`].
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut values = [
            self.image.clone(),
            self.host.written(),
            chosen(self.theme),
            chosen(self.background),
            self.accent.map(|it| it.to_string()),
            chosen(self.controls),
            chosen(self.data),
            chosen(self.motion),
            chosen(self.fit),
            (!self.id.is_empty()).then(|| self.id.clone()),
            chosen(self.emit),
            chosen(self.autoplay),
            chosen(self.is_looped),
            (self.speed != Speed::default()).then(|| self.speed.written()),
        ]
        .into_iter();
        NAMES
            .iter()
            .filter_map(|name| Some((*name, values.next()??)))
            .collect()
    }
}

fn chosen<C: Choice>(choice: C) -> Option<String> {
    (choice != C::ALL[0].1).then(|| choice.word().to_owned())
}

#[cfg(test)]
mod tests;
