//! What each kind of host accepts, in order.

use super::*;

#[track_caller]
fn check_wishes(host: &str, expected: &str) {
    let texts: Vec<String> = wishes(&written(host), Policy::Only)
        .iter()
        .map(Platform::to_string)
        .collect();
    assert_eq!(texts.join(" "), expected);
}

#[test]
fn every_host_has_its_ordered_wish_list() {
    check_wishes("linux/amd64", "linux/amd64 linux/386");
    check_wishes("linux/amd64/v1", "linux/amd64 linux/386");
    check_wishes("linux/amd64/v2", "linux/amd64/v2 linux/amd64 linux/386");
    check_wishes(
        "linux/amd64/v3",
        "linux/amd64/v3 linux/amd64/v2 linux/amd64 linux/386",
    );
    check_wishes(
        "linux/amd64/v4",
        "linux/amd64/v4 linux/amd64/v3 linux/amd64/v2 linux/amd64 linux/386",
    );
    check_wishes("linux/386", "linux/386");
    check_wishes("linux/arm/v5", "linux/arm/v5");
    check_wishes("linux/arm/v6", "linux/arm/v6 linux/arm/v5");
    check_wishes("linux/arm", "linux/arm/v7 linux/arm/v6 linux/arm/v5");
    check_wishes(
        "linux/arm/v8",
        "linux/arm/v8 linux/arm/v7 linux/arm/v6 linux/arm/v5",
    );
    for architecture in ["riscv64", "ppc64le", "s390x", "loong64", "mips64le"] {
        let host = format!("linux/{architecture}");
        check_wishes(&host, &host);
    }
    check_wishes("linux/ppc64le/power9", "linux/ppc64le/power9");
}

#[test]
fn arm64_lists_its_own_versions_then_32_bit_arm() {
    const ARM: &str = "linux/arm/v8 linux/arm/v7 linux/arm/v6 linux/arm/v5";
    let list = |variants: &[&str]| {
        let arm64: Vec<String> = variants
            .iter()
            .map(|variant| match *variant {
                "v8" => "linux/arm64".to_owned(),
                variant => format!("linux/arm64/{variant}"),
            })
            .collect();
        format!("{} {ARM}", arm64.join(" "))
    };
    check_wishes("linux/arm64", &list(&["v8"]));
    check_wishes("linux/arm64/v8", &list(&["v8"]));
    check_wishes("linux/arm64/v8.2", &list(&["v8.2", "v8.1", "v8"]));
    check_wishes(
        "linux/arm64/v9",
        &list(&["v9", "v8.5", "v8.4", "v8.3", "v8.2", "v8.1", "v8"]),
    );
    check_wishes(
        "linux/arm64/v9.2",
        &list(&[
            "v9.2", "v9.1", "v9", "v8.7", "v8.6", "v8.5", "v8.4", "v8.3", "v8.2", "v8.1", "v8",
        ]),
    );
    let v8 = [
        "v8.9", "v8.8", "v8.7", "v8.6", "v8.5", "v8.4", "v8.3", "v8.2", "v8.1", "v8",
    ];
    check_wishes(
        "linux/arm64/v9.4",
        &list(&[&["v9.4", "v9.3", "v9.2", "v9.1", "v9"], &v8[..]].concat()),
    );
    check_wishes(
        "linux/arm64/v9.7",
        &list(
            &[
                &["v9.7", "v9.6", "v9.5", "v9.4", "v9.3", "v9.2", "v9.1", "v9"],
                &v8[..],
            ]
            .concat(),
        ),
    );
}
