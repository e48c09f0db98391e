use super::*;
use tagprism_core::Platform;

fn weights(image: &str, machine: &Platform) -> Weights {
    let state = State::read(FIGURE.parameters, [("image", image)]);
    let scene = Scene::known(machine);
    Weights::new(&state, &scene).unwrap()
}

fn arm64() -> Platform {
    Platform::new("linux", "arm64", "v8")
}

#[test]
fn every_image_on_offer_was_recorded() {
    for name in IMAGES {
        let weights = weights(name, &arm64());
        assert_eq!(weights.record.name, *name);
        assert!(weights.amd64_bytes > 0, "{name}");
    }
}

#[test]
fn the_caption_says_how_far_sizes_spread() {
    assert_eq!(
        caption(&weights("nginx:latest", &arm64())),
        "One tag, many sizes: nginx:latest is 52.5 MB for linux/arm/v7 and 67.2 MB for linux/ppc64le, 28\u{a0}% more."
    );
    assert_eq!(
        caption(&weights("hello-world:latest", &arm64())),
        "One tag, many sizes: hello-world:latest is 2,415 B for linux/amd64 and 198 MB for windows/amd64, 81,844 times as much."
    );
    assert_eq!(
        caption(&weights("golang:latest", &arm64())),
        "One tag, many sizes: of those read, golang:latest is 271 MB for linux/arm/v7 and 2.28 GB for windows/amd64, 8.4 times as much."
    );
}

#[track_caller]
fn check_against(image: &str, platform: &str, expected: &str) {
    let weights = weights(image, &arm64());
    let (_, build) = weights
        .record
        .builds()
        .find(|(_, build)| build.platform.short() == platform)
        .unwrap();
    assert_eq!(
        weights.against_amd64(build).replace('\u{a0}', " "),
        expected
    );
}

#[test]
fn sizes_are_compared_with_amd64() {
    check_against("nginx:latest", "linux/arm/v7", "−17 %");
    check_against("nginx:latest", "linux/arm64/v8", "−3 %");
    check_against("nginx:latest", "linux/ppc64le", "+7 %");
    check_against("nginx:latest", "linux/amd64", "±0 %");
    check_against("postgres:latest", "linux/arm/v5", "−44 %");
    check_against("postgres:latest", "linux/s390x", "");
    check_against("hello-world:latest", "windows/amd64", "× 81,844");
    check_against("golang:latest", "linux/arm64/v8", "−2 %");
}

#[track_caller]
fn check_size(size_bytes: u64, is_rounded: bool, expected: &str) {
    let build = Build {
        platform: arm64(),
        hex: String::new(),
        size_bytes,
        is_rounded,
        layers: Vec::new(),
    };
    assert_eq!(exact(&build), expected);
}

#[test]
fn a_rounded_size_claims_no_more_figures_than_its_source() {
    check_size(410_900_000, true, "410.9 MB");
    check_size(3_850_000, true, "3.85 MB");
    check_size(2_279_000_000, true, "2,279 MB");
    check_size(63_110_572, false, "63,110,572 B");
    check_size(0, true, "not read");
}

#[track_caller]
fn check_yours(image: &str, machine: &Platform, expected: &str) {
    let weights = weights(image, machine);
    let yours: Vec<String> = weights
        .record
        .builds()
        .map(|(position, build)| (build, weights.yours(position)))
        .filter(|(_, yours)| !yours.is_empty())
        .map(|(build, yours)| format!("{}: {yours}", build.platform))
        .collect();
    assert_eq!(yours.join("; "), expected);
}

#[test]
fn the_row_of_the_machine_is_the_one_that_the_resolver_picks() {
    check_yours("nginx:latest", &arm64(), "linux/arm64/v8: yours");
    let zero = Platform::new("linux", "arm", "v6");
    check_yours("nginx:latest", &zero, "linux/arm/v5: yours, wish 2");
    check_yours("busybox:latest", &zero, "linux/arm/v6: yours");
    check_yours("nginx:latest", &Platform::new("linux", "mips64le", ""), "");
    let mut server = Platform::new("windows", "amd64", "");
    server.os_version = "10.0.20348".to_owned();
    check_yours("nginx:latest", &server, "");
    check_yours(
        "hello-world:latest",
        &server,
        "windows(10.0.20348.5622)/amd64: yours",
    );
}

#[test]
fn a_machine_without_an_entry_is_told_so() {
    let status = status(&weights(
        "nginx:latest",
        &Platform::new("linux", "mips64le", ""),
    ));
    assert_eq!(
        status,
        "None of these is for your machine, linux/mips64le: the pull ends at the index."
    );
}

#[test]
fn a_machine_that_falls_back_is_told_so() {
    let status = status(&weights(
        "nginx:latest",
        &Platform::new("linux", "arm", "v6"),
    ));
    assert_eq!(
        status.replace('\u{a0}', " "),
        "Your machine, linux/arm/v6, gets entry 3, linux/arm/v5 as a fallback, wish 2 of its list: 54,274,733 B, −14 % against linux/amd64."
    );
}

#[test]
fn recorded_layers_add_up_to_the_recorded_size() {
    for name in IMAGES {
        for (_, build) in Record::of(name).unwrap().builds() {
            if !build.layers.is_empty() {
                assert_eq!(
                    build.layers.iter().sum::<u64>(),
                    build.size_bytes,
                    "{name} {}",
                    build.platform
                );
            }
        }
    }
}

#[test]
fn builds_without_recorded_layers_are_counted_and_said() {
    let said = |image| picture::recorded(&weights(image, &arm64()));
    assert_eq!(
        said("nginx:latest").unwrap(),
        "Layer by layer, 3 of 8 builds were recorded; of the others only the sums."
    );
}
