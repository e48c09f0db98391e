//! Why an entry is refused, and what is said when none is left.

use super::*;

#[track_caller]
fn check_refusal(index: &str, host: &str, expected: &str) {
    let resolution = resolve(&offers(index), &question(host, Policy::Only, RuleSet::Rc5));
    match &resolution.candidates[0].verdict {
        Verdict::Refused(refusal) => assert_eq!(refusal.to_string(), expected),
        verdict => panic!("not refused but {verdict:?}"),
    }
}

#[track_caller]
fn check_message(index: &str, host: &str, message: &str, remedies: &[&str]) {
    let resolution = resolve(&offers(index), &question(host, Policy::Only, RuleSet::Rc5));
    let Outcome::NoMatch(no_match) = resolution.outcome else {
        panic!("something was chosen")
    };
    assert_eq!(no_match.classic_message, message);
    assert_eq!(
        no_match.message,
        format!("{message}: no match for platform in manifest: not found")
    );
    let texts: Vec<String> = no_match.remedies.iter().map(ToString::to_string).collect();
    assert_eq!(texts, remedies);
}

#[test]
fn refusals_say_what_is_in_the_way() {
    check_refusal(
        "unknown/unknown",
        "linux/amd64",
        "platform is unknown/unknown",
    );
    check_refusal("!", "linux/amd64", "entry cannot be read");
    check_refusal(
        "windows/amd64",
        "linux/amd64",
        "operating system differs: windows instead of linux",
    );
    check_refusal(
        "linux/arm64",
        "linux/amd64",
        "architecture differs: arm64 instead of amd64",
    );
    check_refusal(
        "/",
        "linux/amd64",
        "states no architecture, amd64 is wanted",
    );
    check_refusal("linux/arm/v7", "linux/arm/v6", "needs v7, newer than v6");
    check_refusal("linux/amd64/v2", "linux/amd64", "needs v2, newer than v1");
    check_refusal("linux/arm64/v9", "linux/arm64", "needs v9, newer than v8");
    check_refusal(
        "linux/arm64/v8.6",
        "linux/arm64/v9",
        "needs v8.6, newer than v9",
    );
    check_refusal(
        "linux/arm/v4",
        "linux/arm/v7",
        "variant must be equal: v4 instead of v7",
    );
    check_refusal(
        "linux/riscv64/rva20u64",
        "linux/riscv64",
        "variant must be equal: rva20u64 instead of none",
    );
    check_refusal(
        "linux/arm64/v8.10",
        "linux/arm64/v8.10",
        "containerd does not know the variant v8.10 that is asked for",
    );
    check_refusal(
        "linux/arm/v7",
        "linux/arm64/v8.10",
        "architecture differs: arm instead of arm64",
    );
    check_refusal(
        "linux(+gpu)/amd64",
        "linux/amd64",
        "needs features that the host does not state: gpu",
    );
    check_refusal(
        "windows(10.0.26100)/amd64",
        "windows(10.0.25398)/amd64",
        "Windows build does not fit: 10.0.26100, but a host of build 10.0.25398 accepts builds 20348 to 25398",
    );
    check_refusal(
        "windows(10.0.20348)/amd64",
        "windows(10.0.17763)/amd64",
        "Windows build does not fit: 10.0.20348, but a host of build 10.0.17763 accepts exactly that build",
    );
}

#[test]
fn no_match_speaks_the_engines_words_and_names_what_helps() {
    check_message(
        "linux/amd64 unknown/unknown",
        "linux/arm64",
        "no matching manifest for linux/arm64/v8 in the manifest list entries",
        &[
            "run another machine's image under emulation, slower: `--platform linux/amd64`",
            "look for another tag that has it",
            "its publisher can build it for all of its platforms: `docker buildx build --platform linux/amd64,linux/arm64 --tag NAME --push .`",
        ],
    );
    check_message(
        "linux/amd64 linux/arm64/v8",
        "linux/arm",
        "no matching manifest for linux/arm/v7 in the manifest list entries",
        &[
            "if the processor is a 64-bit one, install the 64-bit system: this tag has linux/arm64",
            "look for another tag that has it",
            "its publisher can build it for all of its platforms: `docker buildx build --platform linux/amd64,linux/arm64,linux/arm/v7 --tag NAME --push .`",
        ],
    );
    check_message(
        "windows(10.0.20348.1)/amd64",
        "windows(10.0.17763.9999)/amd64",
        "no matching manifest for windows(10.0.17763)/amd64 in the manifest list entries",
        &[
            "Windows Server 2022, 10.0.20348.1, is offered: use a host of that build, or a tag for this one",
            "look for another tag that has it",
        ],
    );
    check_message(
        "windows(10.0.17763.1)/amd64",
        "windows(10.0.20348.9999)/amd64",
        "no matching manifest for windows(10.0.20348)/amd64 in the manifest list entries",
        &[
            "this host runs Windows Server 2019, 10.0.17763.1, under Hyper-V isolation, `--isolation=hyperv`, once it is there: Docker's classic store pulls it, the containerd store does not",
            "look for another tag that has it",
        ],
    );
    // What no command should replace, and what no shell should see.
    check_message(
        "windows(10.0.20348.1)/amd64",
        "linux/amd64",
        "no matching manifest for linux/amd64 in the manifest list entries",
        &["look for another tag that has it"],
    );
    check_message(
        "linux/$(x)",
        "linux/amd64",
        "no matching manifest for linux/amd64 in the manifest list entries",
        &["look for another tag that has it"],
    );
    check_message(
        "linux/amd64/v3",
        "linux/amd64",
        "no matching manifest for linux/amd64 in the manifest list entries",
        &[
            "linux/amd64/v3 is offered: if this machine really has that variant, ask for it by name with `--platform linux/amd64/v3`",
            "look for another tag that has it",
            "its publisher can build it for all of its platforms: `docker buildx build --platform linux/amd64/v3,linux/amd64 --tag NAME --push .`",
        ],
    );
    check_message(
        "linux/arm64/v10 linux/arm64",
        "linux/arm64/v10",
        "no matching manifest for linux/arm64/v10 in the manifest list entries",
        &[
            "linux/arm64 is offered: if this machine really has that variant, ask for it by name with `--platform linux/arm64`",
            "look for another tag that has it",
            "its publisher can build it for all of its platforms: `docker buildx build --platform linux/arm64/v10,linux/arm64 --tag NAME --push .`",
        ],
    );
    check_message(
        "linux/arm/v6",
        "linux/s390x",
        "no matching manifest for linux/s390x in the manifest list entries",
        &[
            "run another machine's image under emulation, slower: `--platform linux/arm64`",
            "look for another tag that has it",
            "its publisher can build it for all of its platforms: `docker buildx build --platform linux/arm/v6,linux/s390x --tag NAME --push .`",
        ],
    );
    check_message(
        "unknown/unknown !",
        "linux/amd64",
        "no matching manifest for linux/amd64 in the manifest list entries",
        &["this tag has no image for any platform"],
    );
}

#[track_caller]
fn check_strict(index: &str, host: &str, remedies: &[&str]) {
    let question = question(host, Policy::OnlyStrict, RuleSet::Rc5);
    let resolution = resolve(&offers(index), &question);
    let Outcome::NoMatch(no_match) = &resolution.outcome else {
        panic!("something was chosen")
    };
    let message = "no match for platform in manifest: not found";
    assert_eq!(no_match.message, message);
    assert_eq!(no_match.classic_message, message);
    let texts: Vec<String> = no_match.remedies.iter().map(ToString::to_string).collect();
    assert_eq!(texts, remedies);
}

#[test]
fn strictly_asked_the_first_remedy_is_to_ask_as_pulls_do() {
    check_strict(
        "linux/s390x linux/386",
        "linux/amd64",
        &[
            "asked with fallbacks, entry 2 fits: linux/386",
            "look for another tag that has it",
            "its publisher can build it for all of its platforms: `docker buildx build --platform linux/s390x,linux/386,linux/amd64 --tag NAME --push .`",
        ],
    );
    check_strict(
        "linux/arm/v5 linux/arm/v6 linux/arm64",
        "linux/arm/v7",
        &[
            "asked with fallbacks, entry 2 fits: linux/arm/v6",
            "if the processor is a 64-bit one, install the 64-bit system: this tag has linux/arm64",
            "look for another tag that has it",
            "its publisher can build it for all of its platforms: `docker buildx build --platform linux/arm/v5,linux/arm/v6,linux/arm64,linux/arm/v7 --tag NAME --push .`",
        ],
    );
}

#[test]
fn strictly_asked_without_a_fallback_the_other_remedies_stay() {
    check_strict(
        "linux/arm64",
        "linux/amd64",
        &[
            "run another machine's image under emulation, slower: `--platform linux/arm64`",
            "look for another tag that has it",
            "its publisher can build it for all of its platforms: `docker buildx build --platform linux/arm64,linux/amd64 --tag NAME --push .`",
        ],
    );
    check_strict(
        "linux/amd64/v3",
        "linux/amd64/v2",
        &[
            "linux/amd64/v3 is offered: if this machine really has that variant, ask for it by name with `--platform linux/amd64/v3`",
            "look for another tag that has it",
            "its publisher can build it for all of its platforms: `docker buildx build --platform linux/amd64/v3,linux/amd64/v2 --tag NAME --push .`",
        ],
    );
    check_strict(
        "unknown/unknown",
        "linux/amd64",
        &["this tag has no image for any platform"],
    );
}

#[test]
fn docker_words_a_strict_miss_by_the_reference() {
    let message = |policy: Policy, index: &str, reference: &str| {
        let resolution = resolve(
            &offers(index),
            &question("linux/arm64", policy, RuleSet::Rc5),
        );
        resolution.local_message(&Reference::parse(reference).expect("a reference"))
    };
    assert_eq!(
        message(Policy::OnlyStrict, "linux/amd64", "docker.io/library/nginx").as_deref(),
        Some(
            "image with reference nginx:latest was found but does not provide the specified platform (linux/arm64)"
        )
    );
    assert_eq!(message(Policy::OnlyStrict, "linux/arm64", "nginx"), None);
    assert_eq!(message(Policy::Only, "linux/amd64", "nginx"), None);
}
