use crate::browser::clipboard;
use crate::ui::CopyButton;
use crate::ui::view;
use leptos::prelude::*;
use tagprism_core::Digest;
use tagprism_figures::sign::digest_mark;

/// Digests are set in groups of this many characters; the groups are margins, not spaces.
const GROUP_CHARS: usize = 8;

/// How much of a digest is shown. The whole is always in the tooltip and in what is copied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DigestForm {
    /// Mark and first group: where a column already says which kind.
    #[default]
    Short,
    /// The box decides how much of the middle is seen; first and last group always stay.
    Elided,
    /// Every digit, in groups, on as many lines as needed.
    Full,
}

/// A digest with its mark.
#[component]
pub fn DigestChip(
    /// The digest.
    digest: Digest,
    /// How much of it is shown.
    #[prop(optional)]
    form: DigestForm,
    /// Leaves the mark out, where sameness is not the point (attestations).
    #[prop(optional)]
    bare: bool,
    /// Adds a button that copies the whole digest.
    #[prop(optional)]
    copy: bool,
) -> impl IntoView {
    let whole = digest.as_str().to_owned();
    let (class, size) = match form {
        DigestForm::Short => ("dg", "dmark"),
        DigestForm::Elided => ("dg dg-e", "dmark"),
        DigestForm::Full => ("dg dg-f", "dmark lg"),
    };
    let mark = (!bare)
        .then(|| digest_mark(digest.encoded()))
        .flatten()
        .map(|strokes| mark_view(size, strokes));
    let copy_button = copy.then(|| {
        let label = format!(
            "Copy digest {}:{}…",
            digest.algorithm_name(),
            digest.short()
        );
        view! { <CopyButton text=whole.clone() label=label icon_only=true /> }
    });
    let on_copy = {
        let whole = whole.clone();
        move |event: web_sys::ClipboardEvent| clipboard::copy_without_gaps(&event, &whole)
    };
    view! {
        <span class=class title=whole on:copy=on_copy>
            {mark}
            <code>{digits(&digest, form)}</code>
            {copy_button}
        </span>
    }
}

fn mark_view(size: &'static str, (front, back): (String, String)) -> impl IntoView {
    view! {
        <svg class=size viewBox="0 0 18 18" aria-hidden="true">
            <rect class="mk-f" x=".5" y=".5" width="17" height="17"></rect>
            <path class="mk-b" d=back></path>
            <path class="mk-a" d=front></path>
        </svg>
    }
}

fn digits(digest: &Digest, form: DigestForm) -> AnyView {
    let algorithm = format!("{}:", digest.algorithm_name());
    let groups = groups(digest.encoded());
    let Some((first, rest)) = groups.split_first() else {
        return ().into_any();
    };
    let first = view! { <span class="dg-h">{first.clone()}</span> };
    let group = |text: &String| view! { <i>{text.clone()}</i> };
    match form {
        DigestForm::Short => first.into_any(),
        DigestForm::Elided => {
            let (middle, last) = rest.split_at(rest.len().saturating_sub(1));
            view! {
                <span class="dg-a">{algorithm}</span>
                {first}
                <span class="dg-m">{middle.iter().map(group).collect_view()}</span>
                {last.first().map(|last| view! { <span class="dg-t">{last.clone()}</span> })}
            }
            .into_any()
        }
        DigestForm::Full => view! {
            <span class="dg-a">{algorithm}</span>
            <wbr />
            {first}
            {rest.iter().map(|text| view! { <wbr />{group(text)} }).collect_view()}
        }
        .into_any(),
    }
}

fn groups(encoded: &str) -> Vec<String> {
    let characters: Vec<char> = encoded.chars().collect();
    characters
        .chunks(GROUP_CHARS)
        .map(|group| group.iter().collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_in_eights() {
        assert_eq!(groups("5a88c9c45479443d7b"), ["5a88c9c4", "5479443d", "7b"]);
        assert!(groups("").is_empty());
    }
}
