//! One figure, or one image, in somebody else's page: a second way to put the site's parts together, beside `app`.
//!
//! The address of the frame is the author's and never changes. The program works on the address of the page that shows the
//! same in full; a link leads there, and whoever asks is told how to embed what is shown now.

mod address;
mod image;

use crate::ui::view;
use crate::{
    browser::{framing, history, location, page, parts},
    figure::{Spelling, host},
    machine::{MachineChip, provide_machine},
    navigation::provide_navigation,
    net::load_figures,
    player::Wish,
    url::Origin,
};
use address::Asked;
use leptos::{mount::mount_to, prelude::*};
use tagprism_figures::{
    embed::{
        self, Embed, Image,
        options::{Motion, Switch},
        query,
    },
    figure, library,
};

/// What the page around asked for last, and what shows it.
#[derive(Clone, Copy)]
struct Stage {
    embed: &'static Embed,
    asked: RwSignal<Asked>,
    /// Where the image comes from, where there is one.
    origin: RwSignal<Origin>,
    base: StoredValue<String>,
}

/// Starts the page that a frame shows: a figure of the explainer.
pub fn start_figure() {
    start(embed::embed, |_| {
        let owner = Owner::current().expect("what is mounted has an owner");
        leptos::task::spawn_local(async move {
            let files = load_figures().await.ok();
            match files.and_then(|text| library::read(&text)) {
                Some(files) => library::fill(files),
                None => return parts::show("#still"),
            }
            owner.with(|| {
                for form in parts::all("form[data-figure]") {
                    let name = form.get_attribute("data-figure").unwrap_or_default();
                    if let Some(figure) = figure(&name) {
                        host(figure, form, Spelling::Prefixed);
                    }
                }
            });
            parts::remove("#still");
        });
    });
}

/// Starts the page that a frame shows: an image, inspected or played.
pub fn start_image() {
    // Whose program this is: it carries no other figures, so it asks for no other rows.
    start(embed::image, image::start);
}

fn start(row: fn(&str) -> Option<&'static Embed>, fill: fn(Stage)) {
    let Some(embed) = framing::name().and_then(|name| row(&name)) else {
        return;
    };
    let Some(tools) = page::cleared("masthead-tools") else {
        return;
    };
    let asked = Asked::read(embed, &query::read(&history::query_of_page()));
    mount_to(tools, move || {
        let stage = Stage {
            embed,
            asked: RwSignal::new(asked.clone()),
            origin: RwSignal::new(match embed.image {
                Image::Any => Origin::Record,
                Image::Unused | Image::Recorded => Origin::Registry,
            }),
            base: StoredValue::new(location::base_path()),
        };
        history::detach(&stage.full());
        provide_context(wish_of(&asked));
        provide_navigation();
        provide_machine();
        framing::open_links_outside();
        stage.speak();
        stage.listen();
        // What was asked for until now is handed over then.
        page::says_it_runs();
        fill(stage);
        view! { <MachineChip /> }
    })
    .forget();
}

/// How the page around wants the player to begin.
fn wish_of(asked: &Asked) -> Wish {
    let options = &asked.options;
    Wish {
        plays: options.autoplay == Switch::On,
        is_looping: options.is_looped == Switch::On,
        percent: options.speed.percent(),
        is_cut: options.motion == Motion::Reduce,
    }
}

impl Stage {
    /// The address of the page in full.
    fn full(self) -> String {
        let origin = self.origin.get_untracked();
        let below = self
            .asked
            .with_untracked(|asked| asked.full(self.embed, origin));
        self.base.with_value(|base| format!("{base}{below}"))
    }

    /// Tells what is shown, now and whenever that changes.
    fn speak(self) {
        let tell = move || {
            let address = history::address();
            let full = address.clone() + &history::fragment();
            let below = self
                .base
                .with_value(|base| address.strip_prefix(&**base).unwrap_or_default().to_owned());
            let asked = self
                .asked
                .with_untracked(|asked| asked.showing(self.embed, &below));
            framing::tell(&asked.query(self.embed), &full);
            self.take(asked);
        };
        tell();
        history::on_change(tell);
    }

    /// Does what the page around asks for.
    fn listen(self) {
        framing::on_set(move |values| {
            let before = self.asked.get_untracked();
            let asked = before.with(self.embed, values);
            let is_other_image = asked.image() != before.image();
            self.take(asked);
            // Another image first has to be found.
            if !is_other_image {
                history::arrive(&self.full());
            }
        });
    }

    fn take(self, asked: Asked) {
        if self.asked.with_untracked(|before| *before != asked) {
            self.asked.set(asked);
        }
    }
}
