use super::*;

fn bearer(realm: &str, service: Option<&str>, scope: Option<&str>) -> Challenge {
    Challenge::Bearer {
        realm: realm.to_owned(),
        service: service.map(str::to_owned),
        scope: scope.map(str::to_owned),
        error: None,
    }
}

fn basic(realm: Option<&str>) -> Challenge {
    Challenge::Basic {
        realm: realm.map(str::to_owned),
    }
}

fn other(scheme: &str) -> Challenge {
    Challenge::Other {
        scheme: scheme.to_owned(),
    }
}

#[track_caller]
fn check(field: &str, expected: &[Challenge]) {
    assert_eq!(parse(field), expected, "{field}");
}

#[test]
fn the_challenge_of_docker_hub_is_read() {
    check(
        r#"Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/nginx:pull""#,
        &[bearer(
            "https://auth.docker.io/token",
            Some("registry.docker.io"),
            Some("repository:library/nginx:pull"),
        )],
    );
}

#[test]
fn order_case_and_spacing_do_not_matter() {
    check(
        "  bEaReR\tSCOPE = \"a\" ,, Service=s ,realm =  \"r\"  ",
        &[bearer("r", Some("s"), Some("a"))],
    );
    check(
        "Bearer service=\"s\" realm=\"r\"",
        &[bearer("r", Some("s"), None)],
    );
    check(
        "Bearer realm=https://r.example/token?a=b",
        &[bearer("https://r.example/token?a=b", None, None)],
    );
}

#[test]
fn quoted_strings_keep_commas_and_lose_escapes() {
    check(
        r#"Bearer realm="r",scope="repository:a:pull,push repository:b:pull""#,
        &[bearer(
            "r",
            None,
            Some("repository:a:pull,push repository:b:pull"),
        )],
    );
    check(
        r#"Basic realm="say \"a, Bearer realm=x\" \\""#,
        &[basic(Some(r#"say "a, Bearer realm=x" \"#))],
    );
}

#[test]
fn several_challenges_share_one_field() {
    check(
        r#"Negotiate, Basic realm="b", Bearer realm="r", NTLM TlRMTVNT/AAB==, Digest realm="d", qop="auth""#,
        &[
            other("Negotiate"),
            basic(Some("b")),
            bearer("r", None, None),
            other("NTLM"),
            other("Digest"),
        ],
    );
}

#[test]
fn token68_values_are_not_mistaken_for_challenges() {
    check(
        "Negotiate abc/def+gh==, Basic",
        &[other("Negotiate"), basic(None)],
    );
    check("Negotiate YWJj=", &[other("Negotiate")]);
    check("Negotiate YWJj, Basic", &[other("Negotiate"), basic(None)]);
}

#[test]
fn what_cannot_be_acted_on_is_skipped() {
    check("", &[]);
    check(", ,", &[]);
    check("Bearer", &[]);
    check("Bearer realm=", &[]);
    check("Bearer realm=\"\", service=\"s\"", &[]);
    check("realm=\"r\"", &[]);
    check("\"stray\" Basic", &[basic(None)]);
    check("é Basic", &[basic(None)]);
}

#[test]
fn a_quoted_string_without_an_end_goes_to_the_end() {
    check(
        r#"Bearer realm="https://r.example"#,
        &[bearer("https://r.example", None, None)],
    );
    check(r#"Bearer realm="r\"#, &[bearer("r", None, None)]);
}

#[test]
fn an_error_is_kept() {
    let [challenge] = parse(r#"Bearer realm="r",error="invalid_token""#)
        .try_into()
        .unwrap();
    assert!(
        matches!(challenge, Challenge::Bearer { error: Some(error), .. } if error == "invalid_token")
    );
}

#[test]
fn a_huge_field_is_cut_and_survived() {
    check(&format!("{}, Basic", "é,".repeat(8_000)), &[]);
    assert!(parse(&"a ".repeat(100_000)).len() <= 8 * 1_024);
}
