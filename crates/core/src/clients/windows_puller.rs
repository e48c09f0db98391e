//! Docker's classic store on Windows, whose puller has a rule of its own.
//!
//! moby's `filterManifests` in `daemon/internal/distribution/pull_v2_windows.go` keeps entries of the daemon's own architecture,
//! drops Windows builds that are newer than the host's, and moves those of exactly that build to the front; older builds stay,
//! whether they start or not. `--platform` is asked for its operating system alone, and then no longer compared with the
//! entry's: a Linux entry of the same architecture is kept behind the Windows ones, and found out by its config.

use super::{
    Asker, Choice, Offered, Reason,
    choosing::{Judged, Question, Taken, build, name, nested, other_machine},
};
use crate::platform::Platform;

/// Windows before others, then the host's own build: `false` comes first.
type Rank = (bool, bool);

pub(super) fn choose(asker: &Asker, asked: &Platform, offered: &[Offered]) -> Choice {
    let host = build(&asked.os_version);
    let judged = Judged::new(offered, |entry| rank(asker, asked, host, entry));
    let question = Question::plain(asked.clone());
    let has_windows = judged.fitting().any(|(_, (is_other, _))| !is_other);
    let best = if has_windows {
        judged.best()
    } else {
        judged.fitting().next().map(|(idx, _)| idx)
    };
    let taken = best.map(|idx| Taken {
        idx,
        reason: if is_of_build(&offered[idx], host) && judged.fitting().count() > 1 {
            Reason::OwnBuild
        } else {
            question.best(&offered[idx])
        },
    });
    let keeps = format!(
        "Docker’s Windows puller keeps entries for {} that are not newer than {}",
        super::reason::shown(&asked.architecture),
        if host.is_empty() {
            "the host, whose build is not stated here".to_owned()
        } else {
            format!("build {}", super::reason::shown(host))
        }
    );
    let rule = match best.map(|idx| &offered[idx]) {
        None => format!("{keeps}, and there is none."),
        Some(entry) if is_of_build(entry, host) => format!(
            "{keeps} and takes the first of exactly that build, which is entry {}.",
            entry.position
        ),
        Some(entry) if is_windows(entry) => format!(
            "{keeps}; none is of exactly that build, so it takes the first, which is entry {}, whether it starts there or not.",
            entry.position
        ),
        Some(entry) => format!(
            "{keeps}; with {} named it does not compare the operating system, takes entry {}, and fails when it reads the image’s config.",
            name(asked),
            entry.position
        ),
    };
    let rule = rule + &nested(offered, best, "it is searched by the same rule");
    judged.close(&question, taken, rule)
}

fn rank(asker: &Asker, asked: &Platform, host: &str, entry: &Offered) -> Result<Rank, Reason> {
    let Some(platform) = &entry.platform else {
        return Err(Reason::NoPlatform);
    };
    let is_windows = is_windows(entry);
    let compared = Platform {
        os: if is_windows || asker.is_explicit {
            asked.os.clone()
        } else {
            platform.os.clone()
        },
        ..platform.clone()
    };
    if let Some(reason) = other_machine(asked, &compared) {
        return Err(reason);
    }
    if is_windows && is_newer(&platform.os_version, host) {
        return Err(Reason::Newer {
            than: host.to_owned(),
            offered: platform.os_version.clone(),
        });
    }
    Ok((!is_windows, !is_of_build(entry, host)))
}

fn is_windows(entry: &Offered) -> bool {
    let platform = entry.platform.as_ref();
    platform.is_some_and(|it| it.os.eq_ignore_ascii_case("windows"))
}

/// Whether the version begins with the host's build and a dot: one without a fourth number does not.
fn is_of_build(entry: &Offered, host: &str) -> bool {
    let version = entry.platform.as_ref().map(|it| it.os_version.as_str());
    let rest = version.and_then(|version| version.strip_prefix(host));
    !host.is_empty() && rest.is_some_and(|rest| rest.starts_with('.'))
}

/// Whether the third number is above the host's; one that is missing or unreadable never is.
fn is_newer(image: &str, host: &str) -> bool {
    let number = |version: &str| version.split('.').nth(2)?.parse::<i64>().ok();
    match (number(image), number(host)) {
        (Some(image), Some(host)) => image > host,
        _ => false,
    }
}
