//! The one player of the site's inspector. It is made once and put wherever a pull is shown, so that going to the bytes and
//! back loses neither step nor speed.

use crate::{
    browser::{parts::Part, patch},
    figure::{Hosted, Spelling, host},
    net::load_figures,
};
use leptos::{prelude::*, task::spawn_local};
use serde_json::Value;
use tagprism_figures::{el, frame::figure_id, library, pull};

/// Where the player stands in the page.
pub const PLACE: &str = "flow-stage";

/// The player, made or yet to be made.
#[derive(Clone, Copy)]
pub struct FlowStage {
    /// The figure as the page was written with it, until the program takes it over.
    written: StoredValue<Option<Part>, LocalStorage>,
    made: StoredValue<Option<(Part, Hosted)>, LocalStorage>,
    owner: StoredValue<Owner>,
}

impl FlowStage {
    /// Puts the player into its place and tells it of an image; the image may grow later by [`FlowStage::tell`].
    pub fn put(self, live: Option<Value>) {
        let Some((figure, hosted)) = self.ready() else {
            return;
        };
        hosted.tell(live);
        hosted.read_address();
        patch::put_into(&format!("#{PLACE}"), &figure);
    }

    /// Puts the player into its place with the image that was recorded, once its record is here.
    pub fn put_record(self) {
        if let Some(written) = self.written.get_value() {
            patch::put_into(&format!("#{PLACE}"), &written);
        }
        spawn_local(async move {
            let files = load_figures().await.ok();
            let files = files.and_then(|text| library::read(&text));
            if let Some(files) = files {
                library::fill(files);
            }
            self.put(None);
        });
    }

    /// Something of the image arrived.
    pub fn tell(self, live: Option<Value>) {
        if let Some(Some((_, hosted))) = self.made.try_get_value() {
            hosted.tell(live);
        }
    }

    fn ready(self) -> Option<(Part, Hosted)> {
        if let Some(made) = self.made.get_value() {
            return Some(made);
        }
        let form = el("form")
            .class("fig-in")
            .set("data-figure", pull::FIGURE.name);
        let figure = el("figure")
            .class("fig")
            .set("id", figure_id(pull::FIGURE.name))
            .put(form);
        let figure = match self.written.get_value() {
            Some(written) => written,
            None => patch::make(&figure)?,
        };
        let form = figure.query_selector("form").ok().flatten()?;
        // What it listens with lives as long as the page, not as long as this view.
        let owner = self.owner.get_value();
        let hosted = owner.with(|| host(&pull::FIGURE, form, Spelling::Plain));
        self.made.set_value(Some((figure.clone(), hosted)));
        Some((figure, hosted))
    }
}

/// Makes the player available below. `written` is the figure that stood in the page before the program came.
pub fn provide_flow_stage(written: Option<Part>) {
    let owner = Owner::current().expect("components run inside an owner");
    provide_context(FlowStage {
        written: StoredValue::new_local(written),
        made: StoredValue::new_local(None),
        owner: StoredValue::new(owner),
    });
}

/// The player.
///
/// # Panics
///
/// Outside the app, which provides it.
pub fn use_flow_stage() -> FlowStage {
    expect_context()
}
