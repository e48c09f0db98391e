//! From a reference and the text around it to segments.

use super::{Origin, Refusal, Segment, SegmentRole, Understood};
use crate::{
    platform::Platform,
    reference::{ParseReferenceError, Reference, ReferenceErrorKind, written_domain},
};

/// Where a reference was found, before it is judged.
#[derive(Clone, Debug, Default)]
pub(super) struct Find<'a> {
    /// What stands before it.
    pub before: &'a str,
    /// The reference as written.
    pub written: &'a str,
    /// What stands behind it.
    pub after: &'a str,
    /// A tag that stands somewhere else in the text, without its colon.
    pub tag: Option<String>,
    /// The platform that is asked for.
    pub platform: Option<Platform>,
    /// Who asks.
    pub client: Option<&'static str>,
}

/// Judges what a command, a file or a sentence holds. The full stop behind a sentence is no part of the name before it.
pub(super) fn understand(find: Find<'_>, around: SegmentRole) -> Result<Understood, Refusal> {
    let trimmed = find
        .written
        .trim_end_matches(['.', ',', ';', '!', '?', ')']);
    match understand_exactly(&find, around) {
        Err(refusal) if trimmed.len() < find.written.len() => {
            let shorter = Find {
                written: trimmed,
                ..find
            };
            understand_exactly(&shorter, around).map_err(|_| refusal)
        }
        outcome => outcome,
    }
}

fn understand_exactly(find: &Find<'_>, around: SegmentRole) -> Result<Understood, Refusal> {
    let (transport, written) = split_transport(find.written);
    let mut text = written.to_owned();
    if let Some(tag) = &find.tag
        && Reference::parse(written)
            .is_ok_and(|reference| reference.tag().is_none() && reference.digest().is_none())
    {
        text = format!("{written}:{tag}");
    }
    let reference = Reference::parse(&text)?;
    refuse_capital_namespace(&reference, &text)?;
    let mut segments = Vec::new();
    push_aside(&mut segments, find.before, around);
    push_aside(&mut segments, transport, SegmentRole::Address);
    match written_domain(written) {
        Some(domain) => push(
            &mut segments,
            format!("{domain}/"),
            SegmentRole::Registry,
            Origin::Written,
        ),
        None => push(
            &mut segments,
            format!("{}/", reference.domain()),
            SegmentRole::Registry,
            Origin::Implied,
        ),
    }
    let path = &written[written_domain(written).map_or(0, |domain| domain.len() + 1)..];
    let has_namespace = path[..path.find([':', '@']).unwrap_or(path.len())].contains('/');
    push_reference(
        &mut segments,
        &reference,
        if has_namespace {
            Origin::Written
        } else {
            Origin::Implied
        },
    );
    push_aside(&mut segments, find.after, around);
    Ok(Understood {
        reference: reference.with_default_tag(),
        platform: find.platform.clone(),
        client: find.client,
        segments,
    })
}

/// Judges what the address of a page stands for: `name` on `domain`.
pub(super) fn understand_page(
    domain: &str,
    find: Find<'_>,
    name: &str,
    target: &str,
) -> Result<Understood, Refusal> {
    let reference = Reference::parse(&format!("{domain}/{name}{target}"))?;
    let mut segments = Vec::new();
    push_aside(&mut segments, find.before, SegmentRole::Address);
    push(
        &mut segments,
        format!("{}/", reference.domain()),
        SegmentRole::Registry,
        Origin::Implied,
    );
    let namespace = if name.contains('/') {
        Origin::Written
    } else {
        Origin::Implied
    };
    push_reference(&mut segments, &reference, namespace);
    push_aside(&mut segments, find.after, SegmentRole::Address);
    Ok(Understood {
        reference: reference.with_default_tag(),
        platform: None,
        client: None,
        segments,
    })
}

/// Schemes that tools put before references.
fn split_transport(written: &str) -> (&str, &str) {
    const TRANSPORTS: [&str; 4] = ["docker://", "oci://", "docker-image://", "registry://"];
    let transport = TRANSPORTS.into_iter().find(|transport| {
        written
            .get(..transport.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(transport))
    });
    written.split_at(transport.map_or(0, str::len))
}

/// `Foo/bar` is a registry called `Foo` to the grammar, and hardly ever to the person who wrote it.
fn refuse_capital_namespace(reference: &Reference, text: &str) -> Result<(), ParseReferenceError> {
    let domain = reference.domain();
    if domain.contains(['.', ':']) || domain == domain.to_ascii_lowercase() {
        return Ok(());
    }
    let lower = text.replacen(domain, &domain.to_ascii_lowercase(), 1);
    Err(ParseReferenceError {
        position: 0,
        kind: ReferenceErrorKind::UppercaseDomain {
            component: domain.to_owned(),
        },
        suggestion: Reference::parse(&lower).is_ok().then_some(lower),
    })
}

/// Path, tag and digest; the default tag where there is neither.
fn push_reference(segments: &mut Vec<Segment>, reference: &Reference, namespace_origin: Origin) {
    let path = reference.path().as_str();
    let (namespace, repository) = path.split_at(path.rfind('/').map_or(0, |slash| slash + 1));
    if !namespace.is_empty() {
        push(
            segments,
            namespace.to_owned(),
            SegmentRole::Namespace,
            namespace_origin,
        );
    }
    push(
        segments,
        repository.to_owned(),
        SegmentRole::Repository,
        Origin::Written,
    );
    match (reference.tag(), reference.digest()) {
        (Some(tag), _) => push(
            segments,
            format!(":{tag}"),
            SegmentRole::Tag,
            Origin::Written,
        ),
        (None, Some(_)) => {}
        (None, None) => push(
            segments,
            format!(":{}", reference.target()),
            SegmentRole::Tag,
            Origin::Implied,
        ),
    }
    if let Some(digest) = reference.digest() {
        push(
            segments,
            format!("@{digest}"),
            SegmentRole::Digest,
            Origin::Written,
        );
    }
}

fn push_aside(segments: &mut Vec<Segment>, text: &str, role: SegmentRole) {
    let text = text.trim();
    if !text.is_empty() {
        push(segments, text.to_owned(), role, Origin::SetAside);
    }
}

fn push(segments: &mut Vec<Segment>, text: String, role: SegmentRole, origin: Origin) {
    segments.push(Segment { text, role, origin });
}
