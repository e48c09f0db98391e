//! Who runs which step, and how long that takes: plain arithmetic over a [`Workload`].
//!
//! BuildKit works through one graph per platform, side by side, and does a step that is the same for several of them once
//! (<https://github.com/moby/buildkit/blob/v0.32.2/docs/dev/solver.md>). The sums assume that lanes on one machine do not slow
//! each other down, that nothing is cached, and that steps of a lane follow each other.

use super::workload::{Kind, Step, Workload};
use tagprism_core::{
    Platform,
    resolve::{Policy, wishes},
};

/// Writing an index over finished images.
pub(super) const INDEX_SECS: u32 = 1;

/// How a reader wants a platform to be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Qemu,
    Native,
    Cross,
}

/// How a building machine stands to a platform, by its wish list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It runs programs of that platform.
    Own,
    /// The wish list has it, but not every processor of that kind runs it: 32-bit Arm under arm64.
    Assumed,
    /// Somebody has to translate.
    Foreign,
}

impl Fit {
    fn of(platform: &Platform, builder: &Platform) -> Self {
        let platform = platform.normalize();
        if !wishes(builder, Policy::Only).contains(&platform) {
            Self::Foreign
        } else if platform.architecture == builder.normalize().architecture {
            Self::Own
        } else {
            Self::Assumed
        }
    }
}

/// Who runs a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Runner {
    /// The building machine, as it is.
    Here,
    /// The building machine, translating.
    Emulator,
    /// A machine of the lane's platform.
    Node,
}

/// A step with its place in time.
#[derive(Clone, Debug)]
pub(super) struct Bar {
    pub(super) step: Step,
    pub(super) runner: Runner,
    pub(super) start_secs: u32,
    pub(super) secs: u32,
}

/// What is done for one platform alone.
#[derive(Clone, Debug)]
pub(super) struct Lane {
    pub(super) platform: Platform,
    pub(super) way: Way,
    pub(super) fit: Fit,
    pub(super) bars: Vec<Bar>,
}

impl Lane {
    /// Whether the building machine runs this platform as it is, so that there is no way to choose.
    pub(super) fn is_own(&self) -> bool {
        self.fit == Fit::Own
    }
}

/// A build of several platforms.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// Steps that are done once for several lanes.
    pub(super) shared: Vec<Bar>,
    pub(super) lanes: Vec<Lane>,
    /// Whether the Dockerfile moves its first stage to the building machine.
    pub(super) is_moved: bool,
}

impl Plan {
    /// Plans a build. One Dockerfile serves all lanes: as soon as one of them cross-compiles, the compiler's stage runs on the
    /// machine that builds, for every lane.
    pub(super) fn new(
        workload: &Workload,
        wishes: &[(Platform, Way)],
        builder: &Platform,
        factor: u32,
    ) -> Self {
        let is_own = |platform: &Platform| Fit::of(platform, builder) == Fit::Own;
        let is_crossed =
            |(platform, way): &(Platform, Way)| *way == Way::Cross && !is_own(platform);
        let is_moved = workload.can_move() && wishes.iter().any(is_crossed);
        let is_here = |(platform, way): &(Platform, Way)| *way != Way::Native || is_own(platform);
        let n_here = wishes.iter().filter(|wish| is_here(wish)).count();
        let is_shared = |step: &Step| is_moved && n_here > 1 && step.kind == Kind::Same;
        let steps = || {
            workload
                .steps
                .iter()
                .filter(|step| is_moved || step.kind != Kind::Toolchain)
        };
        let shared = one_after_another(
            0,
            steps()
                .filter(|step| is_shared(step))
                .map(|step| (*step, Runner::Here)),
            factor,
        );
        let shared_end = end(&shared);
        let lanes = wishes
            .iter()
            .map(|wish| {
                let (platform, way) = wish.clone();
                let own = is_own(&platform);
                let here = is_here(wish);
                let runner = |step: &Step| match step.kind {
                    _ if !here => Runner::Node,
                    _ if own => Runner::Here,
                    Kind::Copy => Runner::Here,
                    Kind::Same | Kind::Compile | Kind::Toolchain if is_moved => Runner::Here,
                    _ => Runner::Emulator,
                };
                let own_steps = steps()
                    .filter(|step| !(here && is_shared(step)))
                    .map(|step| (*step, runner(step)));
                let start = if here { shared_end } else { 0 };
                Lane {
                    bars: one_after_another(start, own_steps, factor),
                    fit: Fit::of(&platform, builder),
                    platform,
                    way,
                }
            })
            .collect();
        Self {
            shared,
            lanes,
            is_moved,
        }
    }

    /// From the first step to the index.
    pub(super) fn wall_secs(&self) -> u32 {
        let longest = self.lanes.iter().map(|lane| end(&lane.bars)).max();
        longest.unwrap_or_default() + INDEX_SECS
    }

    /// All bars added up: what machines are busy with.
    pub(super) fn machine_secs(&self) -> u32 {
        let own: u32 = self.bars().map(|bar| bar.secs).sum();
        own + INDEX_SECS
    }

    /// How many machines take part.
    pub(super) fn n_machines(&self) -> usize {
        let is_node = |lane: &&Lane| lane.way == Way::Native && !lane.is_own();
        let n_nodes = self.lanes.iter().filter(is_node).count();
        n_nodes + usize::from(n_nodes < self.lanes.len())
    }

    pub(super) fn has_emulation(&self) -> bool {
        self.bars().any(|bar| bar.runner == Runner::Emulator)
    }

    fn bars(&self) -> impl Iterator<Item = &Bar> {
        self.shared
            .iter()
            .chain(self.lanes.iter().flat_map(|lane| &lane.bars))
    }
}

/// When the last of these ends.
pub(super) fn end(bars: &[Bar]) -> u32 {
    bars.last().map_or(0, |bar| bar.start_secs + bar.secs)
}

fn one_after_another(
    start_secs: u32,
    steps: impl Iterator<Item = (Step, Runner)>,
    factor: u32,
) -> Vec<Bar> {
    let mut start_secs = start_secs;
    steps
        .map(|(step, runner)| {
            let secs = match runner {
                Runner::Emulator => emulated_secs(&step, factor),
                Runner::Here | Runner::Node => step.secs,
            };
            let bar = Bar {
                step,
                runner,
                start_secs,
                secs,
            };
            start_secs += secs;
            bar
        })
        .collect()
}

/// Only the computing part of a step is multiplied: `secs × (1 + computing × (factor − 1))`.
pub(super) fn emulated_secs(step: &Step, factor: u32) -> u32 {
    step.secs + step.secs * step.computing_percent * factor.saturating_sub(1) / 100
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(word: &str, ways: [Way; 3], builder: &str, factor: u32) -> Plan {
        let wishes = [("amd64", ""), ("arm64", ""), ("arm", "v7")]
            .into_iter()
            .zip(ways)
            .map(|((architecture, variant), way)| {
                (Platform::new("linux", architecture, variant), way)
            })
            .collect::<Vec<_>>();
        let builder = Platform::new("linux", builder, "");
        Plan::new(Workload::of(word), &wishes, &builder, factor)
    }

    #[track_caller]
    fn check(word: &str, ways: [Way; 3], builder: &str, wall_secs: u32, machine_secs: u32) {
        let plan = plan(word, ways, builder, 8);
        assert_eq!(
            (plan.wall_secs(), plan.machine_secs()),
            (wall_secs, machine_secs)
        );
    }

    const QEMU: [Way; 3] = [Way::Qemu; 3];
    const NATIVE: [Way; 3] = [Way::Native; 3];
    const CROSS: [Way; 3] = [Way::Cross; 3];

    #[test]
    fn emulation_multiplies_what_computes() {
        // 20 × 1.7 + 120 × 8 + 2, and 1 for the index; natively 20 + 120 + 2.
        check("rust", QEMU, "amd64", 34 + 960 + 2 + 1, 142 + 2 * 996 + 1);
    }

    #[test]
    fn native_nodes_work_side_by_side() {
        check("rust", NATIVE, "amd64", 142 + 1, 3 * 142 + 1);
        assert_eq!(plan("rust", NATIVE, "amd64", 8).n_machines(), 3);
        assert_eq!(plan("rust", QEMU, "amd64", 8).n_machines(), 1);
    }

    #[test]
    fn cross_compiling_fetches_once_and_emulates_nothing() {
        check("rust", CROSS, "amd64", 20 + 132 + 1, 20 + 3 * 132 + 1);
        let plan = plan("rust", CROSS, "amd64", 25);
        assert_eq!((plan.shared.len(), plan.has_emulation()), (1, false));
    }

    #[test]
    fn cross_compiling_buys_nothing_where_programs_of_the_target_must_run() {
        for factor in [1, 8, 25] {
            let sums = |ways| {
                let plan = plan("apt", ways, "amd64", factor);
                (plan.wall_secs(), plan.machine_secs(), plan.is_moved)
            };
            assert_eq!(sums(CROSS), sums(QEMU));
        }
    }

    #[test]
    fn one_dockerfile_serves_all_lanes() {
        let mixed = plan("go", [Way::Qemu, Way::Qemu, Way::Cross], "amd64", 8);
        assert!(!mixed.has_emulation());
        assert_eq!(mixed.wall_secs(), plan("go", CROSS, "amd64", 8).wall_secs());
    }

    #[test]
    fn the_building_machine_needs_no_emulator_for_itself() {
        let here = plan("rust", QEMU, "arm64", 8);
        let is_emulated: Vec<bool> = here
            .lanes
            .iter()
            .map(|lane| lane.bars.iter().any(|bar| bar.runner == Runner::Emulator))
            .collect();
        assert_eq!(is_emulated, [true, false, true]);
    }

    #[test]
    fn a_lane_is_native_only_where_core_accepts_its_platform() {
        use Fit::{Assumed, Foreign, Own};
        let lanes = [("amd64", ""), ("arm64", ""), ("arm", "v7")];
        for (architecture, variant, expected) in [
            ("amd64", "v3", [Own, Foreign, Foreign]),
            ("arm64", "v8", [Foreign, Own, Assumed]),
            ("arm64", "v9.2", [Foreign, Own, Assumed]),
            ("arm", "v7", [Foreign, Foreign, Own]),
            ("arm", "v6", [Foreign; 3]),
            ("386", "", [Foreign; 3]),
            ("mips64le", "", [Foreign; 3]),
        ] {
            let builder = Platform::new("linux", architecture, variant);
            let fits = lanes.map(|(architecture, variant)| {
                Fit::of(&Platform::new("linux", architecture, variant), &builder)
            });
            assert_eq!(fits, expected, "{builder}");
        }
    }

    #[test]
    fn a_wish_for_the_building_machines_own_platform_changes_nothing() {
        let native = plan("go", [Way::Native, Way::Qemu, Way::Qemu], "amd64", 8);
        let cross = plan("go", [Way::Cross, Way::Qemu, Way::Qemu], "amd64", 8);
        assert_eq!(cross.is_moved, native.is_moved);
        assert_eq!(cross.machine_secs(), native.machine_secs());
    }

    #[test]
    fn a_machine_of_none_of_these_platforms_emulates_all_of_them() {
        let plan = plan("rust", QEMU, "s390x", 8);
        assert!(plan.lanes.iter().all(|lane| lane.fit == Fit::Foreign));
        assert_eq!(plan.machine_secs(), 3 * 996 + 1);
    }

    #[test]
    fn what_installs_native_addons_stays_emulated() {
        let plan = plan("npm", CROSS, "amd64", 8);
        assert!(plan.is_moved && plan.has_emulation());
        assert_eq!(plan.shared.len(), 2);
    }

    #[test]
    fn a_step_moved_for_a_single_lane_is_not_called_shared() {
        let plan = plan("go", [Way::Native, Way::Native, Way::Cross], "s390x", 8);
        assert!(plan.shared.is_empty());
    }
}
