mod addresses;
mod commands;
mod messages;
mod references;
mod stacks;
mod wordings;

use super::*;

/// The reference, and the segments as `written`, `(implied)` or `[set aside]`.
fn show(understood: &Understood) -> (String, String) {
    let mut segments = Vec::new();
    for segment in &understood.segments {
        segments.push(match segment.origin {
            Origin::Written => segment.text.clone(),
            Origin::Implied => format!("({})", segment.text),
            Origin::SetAside => format!("[{}]", segment.text),
        });
    }
    (understood.reference.to_string(), segments.join(" "))
}

/// As people write it; `latest` is left out.
fn name(understood: &Understood) -> String {
    let familiar = understood.reference.familiar();
    familiar
        .strip_suffix(":latest")
        .unwrap_or(&familiar)
        .to_owned()
}

#[track_caller]
fn understood(text: &str) -> Understood {
    match read(text) {
        Intake::Reference(understood) => understood,
        other => panic!("`{text}` was read as {other:?}"),
    }
}

#[track_caller]
fn check(text: &str, reference: &str, segments: &str) {
    let (found, shown) = show(&understood(text));
    assert_eq!((found.as_str(), shown.as_str()), (reference, segments));
}

/// For the many forms in which only the reference is of interest.
#[track_caller]
fn check_reference(text: &str, reference: &str) {
    assert_eq!(name(&understood(text)), reference, "{text}");
}

#[track_caller]
fn check_platform(text: &str, reference: &str, platform: &str) {
    let understood = understood(text);
    assert_eq!(name(&understood), reference, "{text}");
    assert_eq!(
        understood
            .platform
            .map(|platform| platform.to_string())
            .as_deref(),
        Some(platform),
        "{text}"
    );
}

#[track_caller]
fn check_refused(text: &str, message: &str, wanted: Option<&str>) {
    let Intake::Refused { reason, suggestion } = read(text) else {
        panic!("`{text}` was read as {:?}", read(text))
    };
    assert_eq!(
        (reason.to_string().as_str(), suggestion.as_deref()),
        (message, wanted)
    );
}

#[track_caller]
fn check_error(text: &str, message: KnownError, platform: Option<&str>, reference: Option<&str>) {
    let Intake::ErrorMessage {
        message: found,
        platform: on,
        reference: of,
        ..
    } = read(text)
    else {
        panic!("`{text}` was read as {:?}", read(text))
    };
    assert_eq!(found, message);
    assert_eq!(
        on.map(|platform| platform.to_string()).as_deref(),
        platform,
        "{text}"
    );
    assert_eq!(of.as_ref().map(name).as_deref(), reference, "{text}");
}

const ZEROS: &str = "sha256:0000000000000000000000000000000000000000000000000000000000000000";
