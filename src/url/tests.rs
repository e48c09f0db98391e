use super::*;
use proptest::prelude::*;

#[test]
fn a_full_address_survives_the_round_trip() {
    let url = InspectorUrl {
        reference: "localhost:5000/a/b:1@sha256:00".to_owned(),
        host: HostParam::Given(Platform::new("linux", "arm", "v7")),
        machine: Some("pi-32".to_owned()),
        policy: Policy::OnlyStrict,
        origin: Origin::Sample,
        view: View::Bytes,
        message: Some(KnownError::Denied),
        open: Some("3.1".to_owned()),
        figured: String::new(),
    };
    let href = url.href("/tagprism/");
    assert_eq!(
        href,
        "/tagprism/i/localhost:5000/a/b:1@sha256:00?host=linux/arm/v7&machine=pi-32&rule=strict&from=sample&view=bytes&open=3.1&message=denied"
    );
    assert_eq!(
        InspectorUrl::parse(href.strip_prefix("/tagprism").unwrap()),
        url
    );
}

#[test]
fn what_the_player_says_goes_along_with_another_machine() {
    let mut url =
        InspectorUrl::parse("/pull/nginx:latest?step=9&host=linux&view=storyboard&from=sample");
    assert_eq!((url.view, &*url.reference), (View::Flow, "nginx:latest"));
    url.host = HostParam::Given(Platform::new("linux", "arm", "v7"));
    assert_eq!(
        url.href("/"),
        "/pull/nginx:latest?host=linux/arm/v7&from=sample&step=9&view=storyboard"
    );
    assert_eq!(InspectorUrl::parse(&url.href("/")), url);
    let other = url.for_reference("redis".to_owned(), Origin::Registry);
    assert_eq!(other.href("/"), "/pull/redis?host=linux/arm/v7");
    assert_eq!(InspectorUrl::parse("/pull").href("/"), "/pull");
}

#[test]
fn an_unreadable_host_is_kept_as_written() {
    assert_eq!(
        InspectorUrl::parse("/i/nginx?host=a/b/c/d/e").host,
        HostParam::Unreadable("a/b/c/d/e".to_owned())
    );
}

#[test]
fn an_open_row_takes_only_numbers() {
    assert_eq!(InspectorUrl::parse("/i/nginx?open=%3Cb%3E").open, None);
}

#[test]
fn a_query_is_read_as_forms_write_it() {
    let url =
        InspectorUrl::parse("/i/nginx?view=bytes&host=windows%2Famd64&host=linux&rule=strict");
    assert_eq!(url.view, View::Bytes);
    assert_eq!(
        url.host,
        HostParam::Given(Platform::new("windows", "amd64", ""))
    );
    assert_eq!(url.policy, Policy::OnlyStrict);
    assert_eq!(
        InspectorUrl::parse("/i/nginx?host=no+such/a/b/c").host,
        HostParam::Unreadable("no such/a/b/c".to_owned())
    );
}

#[track_caller]
fn check_with_host(address: &str, host: &HostParam, expected: &str) {
    assert_eq!(with_host(address, host, None), expected);
}

#[test]
fn another_machine_leaves_the_rest_of_a_query_alone() {
    let pi = HostParam::Given(Platform::new("linux", "arm", "v6"));
    check_with_host("/", &pi, "/?host=linux/arm/v6");
    check_with_host("/?a=1&host=linux&b=2", &pi, "/?a=1&b=2&host=linux/arm/v6");
    check_with_host("/learn?host=linux", &HostParam::Absent, "/learn");
}

#[track_caller]
fn check_inspector(path: &str, expected: bool) {
    assert_eq!(is_inspector(path), expected);
}

#[test]
fn the_inspector_owns_what_lies_below_i() {
    check_inspector("i", true);
    check_inspector("i?view=bytes", true);
    check_inspector("i/nginx:latest", true);
    check_inspector("pull", true);
    check_inspector("pull/nginx?step=3", true);
    check_inspector("pulls", false);
    check_inspector("", false);
    check_inspector("images", false);
    check_inspector("learn/i", false);
}

proptest! {
    #[test]
    fn any_text_in_the_path_survives(reference in "[^/]{1,40}") {
        let url = InspectorUrl { reference: reference.clone(), ..InspectorUrl::default() };
        prop_assert_eq!(InspectorUrl::parse(&url.href("/")).reference, reference);
    }
}

#[test]
fn a_message_goes_along_with_its_image_and_no_further() {
    let url = InspectorUrl::parse("/i/?message=exec-format-error");
    assert_eq!(url.message, Some(KnownError::ExecFormatError));
    let named = url.for_reference("nginx:1".to_owned(), Origin::Registry);
    assert_eq!(named.href("/"), "/i/nginx:1?message=exec-format-error");
    assert_eq!(InspectorUrl::parse(&named.href("/")), named);
    let again = named.for_reference("nginx:1".to_owned(), Origin::Registry);
    assert_eq!(again.message, url.message);
    let full = named.for_reference("docker.io/library/nginx:1".to_owned(), Origin::Registry);
    assert_eq!(full.message, url.message);
    let other = named.for_reference("redis:7".to_owned(), Origin::Registry);
    assert_eq!(other.message, None);
    for text in [
        "/i/?message=",
        "/i/?message=%3Cb%3E",
        "/i/?message=error-exec-format-error",
    ] {
        assert_eq!(InspectorUrl::parse(text).message, None, "{text}");
    }
    for message in KnownError::ALL {
        let url = InspectorUrl {
            message: Some(message),
            ..InspectorUrl::default()
        };
        assert_eq!(InspectorUrl::parse(&url.href("/")).message, Some(message));
    }
}
