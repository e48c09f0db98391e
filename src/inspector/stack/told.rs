//! What the text was read as: its kind, what could not be read, and where.

use super::Text;
use crate::ui::{markup::reactive, view};
use leptos::prelude::*;
use tagprism_stack::{Grade, ImageUse, Kind, Stack, Trouble};

/// Below the text. The line is there from the start, so that screen readers announce what it comes to say.
#[component]
pub fn Told(text: RwSignal<Text>) -> impl IntoView {
    let is_bad = move || matches!(&*text.read(), Text::Failed(_));
    view! {
        <p class="readas-n" class:readas-bad=is_bad role="status">{reactive(move || said(&text.read()))}</p>
        {move || match &*text.read() {
            Text::Read(stack) => Some(details(stack)),
            Text::None | Text::Reading | Text::Failed(_) => None,
        }}
    }
}

fn said(text: &Text) -> String {
    match text {
        Text::None => String::new(),
        Text::Reading => "Reading …".to_owned(),
        Text::Failed(why) => (*why).to_owned(),
        Text::Read(stack) => {
            let named = match stack.uses.len() {
                0 => "no image is named".to_owned(),
                1 => "one image is named".to_owned(),
                n => format!("{n} images are named"),
            };
            match kind_in_words(stack.kind) {
                Some(kind) => format!("Read as {kind}: {named}."),
                None => format!("Not read: {named}."),
            }
        }
    }
}

fn kind_in_words(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Compose => Some("a Compose file"),
        Kind::Kubernetes => Some("objects of Kubernetes"),
        Kind::Dockerfile => Some("a Dockerfile"),
        Kind::List => Some("a list"),
        Kind::Unreadable => None,
    }
}

/// What could not be read, and what should be known about images; an image that has no reference is told as a trouble.
fn details(stack: &Stack) -> impl IntoView + use<> {
    let noted = stack.uses.iter().filter(|it| it.note.is_some()).cloned();
    view! {
        <ul class="stack-t">
            {stack.troubles.iter().cloned().map(trouble).collect_view()}
            {noted.map(used).collect_view()}
        </ul>
    }
}

fn trouble(trouble: Trouble) -> impl IntoView {
    let class = match trouble.grade {
        Grade::Problem => "readas-bad",
        Grade::Note => "",
    };
    let place = match trouble.place.as_str() {
        "" => format!("Line {}, column {}", trouble.line, trouble.column),
        place => format!("Line {}, {place}", trouble.line),
    };
    view! {
        <li class=class>
            <b>{place} ": "</b>
            {trouble.what} " " {trouble.remedy}
        </li>
    }
}

fn used(used: ImageUse) -> impl IntoView {
    view! {
        <li>
            <b>{format!("Line {}, {}: ", used.line, used.place)}</b>
            <code>{used.written}</code> " "
            {used.note}
        </li>
    }
}
