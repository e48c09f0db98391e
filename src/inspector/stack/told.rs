//! What the text was read as: its kind, what could not be read, and where.

use super::Text;
use crate::ui::{markup::reactive, view};
use leptos::prelude::*;
use tagprism_stack::{Grade, ImageUse, Kind, Trouble};

/// Below the text.
#[component]
pub fn Told(text: RwSignal<Text>) -> impl IntoView {
    reactive(move || match text.get() {
        Text::None => ().into_any(),
        Text::Reading => view! { <p class="readas-n" role="status">"Reading …"</p> }.into_any(),
        Text::Failed(why) => {
            view! { <p class="readas-n readas-bad" role="alert">{why}</p> }.into_any()
        }
        Text::Read(stack) => {
            let n = stack.uses.len();
            let said = format!(
                "Read as {}: {}.",
                kind_in_words(stack.kind),
                match n {
                    0 => "no image is named".to_owned(),
                    1 => "one image is named".to_owned(),
                    n => format!("{n} images are named"),
                }
            );
            let unread: Vec<ImageUse> = stack
                .uses
                .iter()
                .filter(|used| used.reference.is_err() || used.note.is_some())
                .cloned()
                .collect();
            view! {
                <p class="readas-n" role="status">{said}</p>
                <ul class="stack-t">
                    {stack.troubles.into_iter().map(trouble).collect_view()}
                    {unread.into_iter().map(used).collect_view()}
                </ul>
            }
            .into_any()
        }
    })
}

fn kind_in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Compose => "a Compose file",
        Kind::Kubernetes => "objects of Kubernetes",
        Kind::Dockerfile => "a Dockerfile",
        Kind::List => "a list",
        Kind::Unreadable => "a file that breaks off",
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
    let why = match used.reference {
        Ok(_) => String::new(),
        Err(why) => format!("not read, because {why}. "),
    };
    view! {
        <li>
            <b>{format!("Line {}, {}: ", used.line, used.place)}</b>
            <code>{used.written}</code> " "
            {why} {used.note}
        </li>
    }
}
