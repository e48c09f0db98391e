//! Four builds as readers know them: steps with invented, round durations, and the Dockerfile that they come from.
//!
//! The durations are the inputs of the figure's arithmetic. How steps depend on the target follows
//! <https://docs.docker.com/build/building/multi-platform/>, the use of `xx` its README
//! (<https://github.com/tonistiigi/xx>).

/// How a step depends on the platform that is built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Gives the same result for every target: downloading sources, bundling scripts.
    Same,
    /// Computes something for the target; a cross-compiler can do it on the building machine.
    Compile,
    /// Prepares a cross-compiler for one target; done only where there is one.
    Toolchain,
    /// Starts programs of the target: a package manager, an install script.
    Target,
    /// Starts no program.
    Copy,
}

/// One step of a Dockerfile.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) label: &'static str,
    /// Duration on a machine of the right platform.
    pub(super) secs: u32,
    /// How much of that is computing, and so slowed down by emulation.
    pub(super) computing_percent: u32,
    pub(super) kind: Kind,
}

/// What is built.
pub(super) struct Workload {
    pub(super) word: &'static str,
    pub(super) steps: &'static [Step],
    /// Lines with a mark before each: a space for lines that stay, `-` and `+` for those that cross-compiling exchanges.
    pub(super) dockerfile: &'static [&'static str],
    /// What cross-compiling means here.
    pub(super) note: &'static str,
}

const fn step(label: &'static str, secs: u32, computing_percent: u32, kind: Kind) -> Step {
    Step {
        label,
        secs,
        computing_percent,
        kind,
    }
}

const COPY: Step = step("COPY", 2, 0, Kind::Copy);

/// All workloads; the first is the default.
pub(super) const WORKLOADS: &[Workload] = &[
    Workload {
        word: "rust",
        steps: &[
            step("cargo fetch", 20, 10, Kind::Same),
            step("xx-apt-get", 10, 50, Kind::Toolchain),
            step("cargo build", 120, 100, Kind::Compile),
            COPY,
        ],
        dockerfile: &[
            "+FROM --platform=$BUILDPLATFORM tonistiigi/xx:1.9.0 AS xx",
            "-FROM rust:1 AS build",
            "+FROM --platform=$BUILDPLATFORM rust:1 AS build",
            "+COPY --from=xx / /",
            "+RUN apt-get update && apt-get install -y clang lld",
            " WORKDIR /src",
            " COPY . .",
            " RUN cargo fetch",
            "+ARG TARGETPLATFORM",
            "+RUN xx-apt-get install -y xx-c-essentials",
            "-RUN cargo build --release --target-dir /out",
            "+RUN xx-cargo build --release --target-dir /out",
            " FROM debian:stable-slim",
            "-COPY --from=build /out/release/app /usr/bin/",
            "+COPY --from=build /out/*/release/app /usr/bin/",
        ],
        note: "The fetch stands before ARG TARGETPLATFORM, so it is one step for all targets. Rust and C++ need a linker and a C library of the target; xx installs them.",
    },
    Workload {
        word: "go",
        steps: &[
            step("go mod download", 20, 10, Kind::Same),
            step("go build", 60, 100, Kind::Compile),
            COPY,
        ],
        dockerfile: &[
            "-FROM golang:1.26 AS build",
            "+FROM --platform=$BUILDPLATFORM golang:1.26 AS build",
            " WORKDIR /src",
            " COPY . .",
            " RUN go mod download",
            "+ARG TARGETOS TARGETARCH",
            "-RUN CGO_ENABLED=0 go build -o /out/app .",
            "+RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \\",
            "+    go build -o /out/app .",
            " FROM gcr.io/distroless/static-debian13",
            " COPY --from=build /out/app /app",
        ],
        note: "Go brings compilers for all its targets along. The download stands before ARG, so it is one step for all targets.",
    },
    Workload {
        word: "npm",
        steps: &[
            step("npm ci", 30, 20, Kind::Same),
            step("npm run build", 45, 100, Kind::Same),
            COPY,
            step("npm ci for the target", 40, 75, Kind::Target),
        ],
        dockerfile: &[
            "-FROM node:22 AS build",
            "+FROM --platform=$BUILDPLATFORM node:22 AS build",
            " WORKDIR /app",
            " COPY . .",
            " RUN npm ci",
            " RUN npm run build",
            " FROM node:22",
            " WORKDIR /app",
            " COPY --from=build /app/dist dist",
            " COPY package*.json ./",
            " RUN npm ci --omit=dev",
        ],
        note: "The bundle is the same for every target and moves. Native addons are compiled where they are installed, in the last stage, and stay.",
    },
    Workload {
        word: "apt",
        steps: &[step("apt-get install", 40, 50, Kind::Target), COPY],
        dockerfile: &[
            " FROM debian:stable-slim",
            " RUN apt-get update && apt-get install -y ca-certificates tini",
            " COPY app /usr/bin/",
        ],
        note: "There is nothing to move: apt-get is a program of the target, and so are the packages’ own scripts. With --platform=$BUILDPLATFORM here, the image would hold programs for the wrong machine.",
    },
];

impl Workload {
    /// The workload of that word, or the default.
    pub(super) fn of(word: &str) -> &'static Self {
        WORKLOADS
            .iter()
            .find(|workload| workload.word == word)
            .unwrap_or(&WORKLOADS[0])
    }

    /// Whether cross-compiling changes anything.
    pub(super) fn can_move(&self) -> bool {
        self.steps
            .iter()
            .any(|step| matches!(step.kind, Kind::Same | Kind::Compile))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dockerfile_changes_exactly_where_something_can_move() {
        for workload in WORKLOADS {
            let is_changed = workload.dockerfile.iter().any(|line| line.starts_with('+'));
            assert_eq!(is_changed, workload.can_move(), "{}", workload.word);
            for line in workload.dockerfile {
                assert!(line.starts_with([' ', '+', '-']), "{line}");
            }
        }
    }

    #[test]
    fn the_rust_build_computes_for_two_minutes() {
        let build = WORKLOADS[0]
            .steps
            .iter()
            .find(|it| it.kind == Kind::Compile);
        assert_eq!(build.unwrap().secs, 120);
    }
}
