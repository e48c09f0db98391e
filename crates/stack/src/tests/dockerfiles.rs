//! Dockerfiles.

use super::*;

#[test]
fn stages_and_what_they_copy_are_told_apart() {
    check(
        "# syntax=docker/dockerfile:1.7\n# a comment\nARG TAG=1.2\nARG BASE=alpine:${TAG}\nFROM --platform=$BUILDPLATFORM golang:${GO:-1.25} AS Build\nCOPY . .\nRUN --mount=type=cache,target=/x --mount=type=bind,from=busybox:1,target=/b go build\nFROM build AS test\nRUN true\nfrom $BASE as web\nCOPY --from=Build --chown=1 /a /b\nCOPY --link --from=nginx:1 /a /b\nCOPY --from=0 /a /b\nCOPY --from=late /a /b\nFROM scratch\nFROM --platform=linux/arm64 alpine AS late\nFROM alpine\n",
        Kind::Dockerfile,
        &[
            "syntax directive, line 1: docker/dockerfile:1.7 @1 (This image reads the Dockerfile; it runs on the builder.)",
            "stage build, line 5: golang:1.25 @5 (This stage runs on the platform of the builder, `$BUILDPLATFORM`. `GO` is taken as `1.25`, its default here.)",
            "stage build, line 7, RUN --mount: busybox:1 @7",
            "stage web, line 10: alpine:1.2 @10 (`BASE` is taken as `alpine:1.2`, its default here.)",
            "stage web, line 12, COPY --from: nginx:1 @12",
            "stage late, line 16: alpine:latest linux/arm64 @16",
            "stage 5, line 17: alpine:latest @17",
        ],
        &[],
    );
}

#[test]
fn arguments_without_a_value_are_named() {
    check(
        "ARG TAG\nFROM a:$TAG\nARG INNER=1\nFROM b:$INNER\nFROM c-$TARGETARCH:1\nFROM --platform=$TARGETPLATFORM d:1\nFROM --platform=$P e:1\nFROM\nCOPY --from=$X a b\n",
        Kind::Dockerfile,
        &[
            "stage 0, line 2: [`TAG` has no value here] @2",
            "stage 1, line 4: [`INNER` has no value here] @4",
            "stage 2, line 5: [`TARGETARCH` has no value here] @5 (The builder sets `TARGETARCH`, so that each platform may have another image.)",
            "stage 3, line 6: d:1 @6 (This stage is for the platform that is built for, as without `--platform`.)",
            "stage 4, line 7: e:1 @7 (Its platform is in `P`, which has no value here.)",
            "stage 5, line 9, COPY --from: [`X` has no value here] @9",
        ],
        &[
            "! 2:1 `TAG` in `a:$TAG` has no value here. | Write the value that you use in place of `TAG`.",
            "! 4:1 `INNER` in `b:$INNER` has no value here. | Write the value that you use in place of `INNER`.",
            "! 5:1 `TARGETARCH` in `c-$TARGETARCH:1` has no value here. | Write the value that you use in place of `TARGETARCH`.",
            "! 8:1 This `FROM` names no image. | Write the image behind it.",
            "! 9:1 `X` in `$X` has no value here. | Write the value that you use in place of `X`.",
        ],
    );
}

#[test]
fn lines_go_on_and_documents_inside_are_passed_over() {
    check(
        "FROM \\\n  # why\n\n  --platform=linux/arm/v7 \\\n  alpine:3\nRUN <<EOF\nFROM fake:1\nEOF\nCOPY <<-\"A\" <<B /x\n\tFROM fake:2\n\tA\nFROM fake:3\nB\nRUN echo \\\n  FROM fake:4\nONBUILD COPY --from=x/y:1 a b\nFROM debian\n",
        Kind::Dockerfile,
        &[
            "stage 0, line 1: alpine:3 linux/arm/v7 @1",
            "stage 0, line 16, COPY --from: x/y:1 @16",
            "stage 1, line 17: debian:latest @17",
        ],
        &[],
    );
    // A backtick goes on, a backslash does not.
    check(
        "# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCOPY a c:\\\nFROM `\n  x:1\n",
        Kind::Dockerfile,
        &[
            "stage 0, line 2: mcr.microsoft.com/windows/nanoserver:ltsc2022 @2",
            "stage 1, line 4: x:1 @4",
        ],
        &[],
    );
    // A directive stands first, or is a comment.
    check(
        "\n# syntax=x/y\nFROM a\nRUN b\n",
        Kind::Dockerfile,
        &["stage 0, line 3: a:latest @3"],
        &[],
    );
}
