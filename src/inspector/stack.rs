//! "Will my stack run on …?": a file is read here, its images are read one after the other, and the figure compares them.

mod asked;
mod exports;
mod known;
mod progress;
mod reader;
mod told;

use self::{
    asked::Asked,
    exports::Exports,
    progress::ProgressLine,
    reader::{Question, Reader, start_reader},
    told::Told,
};
use super::{access::use_access, figure_stage::use_figures, shelf::use_shelf};
use crate::{
    browser::{clock, dropping, session, worker},
    machine::use_machine,
    navigation::use_navigation,
    ui::{Derived, effect, view},
    url::{InspectorUrl, View},
};
use leptos::{prelude::*, task::spawn_local};
use tagprism_stack::{Stack, read_plain};

/// Where the text is kept for this tab.
const TEXT_KEY: &str = "tagprism-stack";
/// The program that reads YAML, by the name that the page gives it.
const READER: &str = "tagprism-reader";

/// Keeps a text that looks like a stack, and gives the address of the page that reads it.
pub fn address_for(text: &str, now: &InspectorUrl) -> InspectorUrl {
    session::write(TEXT_KEY, text);
    InspectorUrl {
        reference: String::new(),
        view: View::Stack,
        figured: String::new(),
        open: None,
        message: None,
        ..now.clone()
    }
}

/// The figure with what is recorded, for who asks no registry.
#[component]
pub fn RecordedStack() -> impl IntoView {
    let stage = use_figures().stack;
    effect(move || stage.show_record());
    view! { <div id=stage.place class="board-stage"></div> }
}

/// What was read out of a text, or why nothing was.
#[derive(Clone, PartialEq)]
enum Text {
    /// Nobody gave one.
    None,
    /// It is being read.
    Reading,
    /// The images that it names.
    Read(Stack),
    /// Why not, as a sentence.
    Failed(&'static str),
}

/// The page.
#[component]
pub fn StackPage() -> impl IntoView {
    let navigation = use_navigation();
    let kept = session::read(TEXT_KEY).unwrap_or_default();
    let written = RwSignal::new(kept.clone());
    let text = RwSignal::new(Text::None);
    let asked = Derived::new(move || asked::read(&navigation.url.read().figured));
    let reader = start_reader(use_access(), use_shelf());
    let n_reads = StoredValue::new(0_u32);
    let read = move |given: String| {
        session::write(TEXT_KEY, &given);
        text.set(Text::Reading);
        n_reads.update_value(|n| *n += 1);
        let own = n_reads.get_value();
        spawn_local(async move {
            let found = read_text(&given).await;
            // A worker may take seconds: meanwhile another text may have been read, or the reader be elsewhere.
            if n_reads.try_get_value() != Some(own) {
                return;
            }
            if let Text::Read(stack) = &found {
                let all = asked::of_stack(stack);
                navigation.change(|url| url.figured = asked::write(&url.figured, &all));
            }
            let _ = text.try_set(found);
        });
    };
    if asked.get_untracked().is_empty() && !kept.trim().is_empty() {
        read(kept);
    }
    effect(move || reader.take(asked.get()));
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        read(written.get_untracked());
    };
    let on_drop = move |event: leptos::ev::DragEvent| {
        dropping::text_of(&event, move |dropped| {
            written.set(dropped.clone());
            read(dropped);
        });
    };
    view! {
        <section class="stack" aria-labelledby="stack-h" on:drop=on_drop on:dragover=move |event| event.prevent_default()>
            <h1 id="stack-h">"Will my stack run on …?"</h1>
            <p class="deck">
                "Paste a Compose file, a Dockerfile, objects of Kubernetes or a list of images, and see what each machine gets of each image."
            </p>
            <form class="field stack-f" on:submit=on_submit>
                <label for="stack-text">"Compose file, Dockerfile, Kubernetes YAML or a list of images"</label>
                <textarea
                    id="stack-text"
                    rows="8"
                    spellcheck="false"
                    autocapitalize="off"
                    autocomplete="off"
                    placeholder="services:\n  web:\n    image: nginx:1.27\n  cache:\n    image: redis:7"
                    aria-describedby="stack-n"
                    prop:value=written
                    on:input=move |event| written.set(event_target_value(&event))
                ></textarea>
                <p class="field-h" id="stack-n">
                    "The text stays in this page. Only the images that it names are asked for, each from its registry. A file can be dropped here as well."
                </p>
                <p class="acts"><button class="btn primary" type="submit">"Compare its images"</button></p>
            </form>
            <Told text=text />
            <ProgressLine reader=reader />
        </section>
        <Compared asked=asked text=text reader=reader />
    }
}

/// Reads a text: at once where it is no YAML, and else in a worker that can be stopped.
async fn read_text(text: &str) -> Text {
    if text.trim().is_empty() {
        return Text::None;
    }
    if let Some(stack) = read_plain(text) {
        return Text::Read(stack);
    }
    match worker::ask(READER, text).await {
        Ok(answer) => match Stack::from_json(&answer) {
            Ok(stack) => Text::Read(stack),
            Err(_) => Text::Failed(
                "The reader of YAML gave an answer that this page does not understand. Load the page anew.",
            ),
        },
        Err(worker::Silence::NotStarted) => Text::Failed(
            "The reader of YAML did not start: this browser or page allows no workers. Paste the images as a list instead.",
        ),
        Err(worker::Silence::Stopped) => Text::Failed(
            "Reading took more than eight seconds and was stopped. Paste the part that names the images, or a list of them.",
        ),
    }
}

/// The figure, and what can be done with it.
#[component]
fn Compared(asked: Derived<Vec<Asked>>, text: RwSignal<Text>, reader: Reader) -> impl IntoView {
    let stage = use_figures().stack;
    let machine = use_machine().machine;
    let date = clock::today();
    let is_empty = Derived::new(move || asked.read().is_empty());
    let known = Derived::new(move || {
        if is_empty.get() {
            return None;
        }
        let places = match &*text.read() {
            Text::Read(stack) => asked::places(stack),
            _ => Vec::new(),
        };
        let question = Question {
            platform: machine.get().platform,
            client: stage.state().one("client"),
        };
        Some(reader.stack(&date, &places, &question).write())
    });
    stage.show_or_record(known);
    view! {
        <div id=stage.place class="board-stage"></div>
        {move || (!is_empty.get()).then(|| view! { <Exports known=known machine=machine reader=reader /> })}
    }
}
