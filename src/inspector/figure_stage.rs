//! Figures that stand in the inspector: the player of pulls and the board of clients. Each is made once and put wherever its
//! view is shown, so that going to the bytes and back loses neither step nor choice.

use crate::{
    browser::{parts::Part, patch},
    figure::{Hosted, Spelling, host},
    net::load_figures,
    ui::{Derived, effect},
};
use leptos::{prelude::*, task::spawn_local};
use serde_json::Value;
use tagprism_figures::{Figure, State, board, el, frame::figure_id, library, pull, stack};

/// A figure, made or yet to be made.
#[derive(Clone, Copy)]
pub struct FigureStage {
    figure: &'static Figure,
    /// Where it stands in the page.
    pub place: &'static str,
    /// How the address of its view says its state.
    spelling: Spelling,
    /// The figure as the page was written with it, until the program takes it over.
    written: StoredValue<Option<Part>, LocalStorage>,
    made: RwSignal<Option<(Part, Hosted)>, LocalStorage>,
    owner: StoredValue<Owner>,
}

impl FigureStage {
    fn new(
        figure: &'static Figure,
        place: &'static str,
        spelling: Spelling,
        written: Option<Part>,
    ) -> Self {
        let owner = Owner::current().expect("components run inside an owner");
        Self {
            figure,
            place,
            spelling,
            written: StoredValue::new_local(written),
            made: RwSignal::new_local(None),
            owner: StoredValue::new(owner),
        }
    }

    /// Puts the figure into its place and tells it of an image, now and whenever more of that arrives.
    pub fn show(self, known: Derived<Option<Value>>) {
        let mut is_first = true;
        effect(move || {
            let live = known.get();
            match std::mem::take(&mut is_first) {
                true => self.put(live),
                false => self.tell(live),
            }
        });
    }

    /// As [`show`](Self::show), and with what is recorded for as long as nothing else is known.
    pub fn show_or_record(self, known: Derived<Option<Value>>) {
        let mut is_shown = false;
        effect(move || match known.get() {
            Some(live) if is_shown => self.tell(Some(live)),
            Some(live) => {
                is_shown = true;
                self.put(Some(live));
            }
            None => {
                is_shown = false;
                self.show_record();
            }
        });
    }

    /// Puts the figure into its place with the image that was recorded, once its record is here.
    pub fn show_record(self) {
        if let Some(written) = self.written.get_value() {
            patch::put_into(&format!("#{}", self.place), &written);
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

    /// What the reader chose in it.
    pub fn state(self) -> State {
        match self.made.get() {
            Some((_, hosted)) => hosted.state(),
            None => State::new(self.figure.parameters),
        }
    }

    fn put(self, live: Option<Value>) {
        let Some((figure, hosted)) = self.ready() else {
            return;
        };
        hosted.tell(live);
        hosted.read_address();
        patch::put_into(&format!("#{}", self.place), &figure);
    }

    fn tell(self, live: Option<Value>) {
        if let Some(Some((_, hosted))) = self.made.try_get_untracked() {
            hosted.tell(live);
        }
    }

    fn ready(self) -> Option<(Part, Hosted)> {
        if let Some(made) = self.made.get_untracked() {
            return Some(made);
        }
        let form = el("form")
            .class("fig-in")
            .set("data-figure", self.figure.name);
        let figure = el("figure")
            .class("fig")
            .set("id", figure_id(self.figure.name))
            .put(form);
        let figure = match self.written.get_value() {
            Some(written) => written,
            None => patch::make(&figure)?,
        };
        let form = figure.query_selector("form").ok().flatten()?;
        // What it listens with lives as long as the page, not as long as this view.
        let owner = self.owner.get_value();
        let hosted = owner.with(|| host(self.figure, form, self.spelling));
        self.made.set(Some((figure.clone(), hosted)));
        Some((figure, hosted))
    }
}

/// The figures of the inspector.
#[derive(Clone, Copy)]
pub struct FigureStages {
    /// A pull, played.
    pub flow: FigureStage,
    /// Who gets what.
    pub board: FigureStage,
    /// Images × machines.
    pub stack: FigureStage,
}

/// Makes the figures available below. `written` is the one that stood in the page before the program came.
pub fn provide_figures(written: Option<Part>) {
    let own = |figure: &Figure| {
        let written = written.clone();
        written.filter(|it| it.id() == figure_id(figure.name))
    };
    let stage = |figure, place, spelling| FigureStage::new(figure, place, spelling, own(figure));
    provide_context(FigureStages {
        flow: stage(&pull::FIGURE, "flow-stage", Spelling::Plain),
        board: stage(&board::FIGURE, "board-stage", Spelling::Prefixed),
        stack: stage(&stack::FIGURE, "stack-stage", Spelling::Prefixed),
    });
}

/// The figures.
///
/// # Panics
///
/// Outside the app, which provides them.
pub fn use_figures() -> FigureStages {
    expect_context()
}
