//! What can be done with the matrix: files, sizes, another tag for what is missing.

use super::{
    asked::Asked,
    reader::{Question, Reader, Sought},
};
use crate::{
    browser::download,
    inspector::{
        figure_stage::{FigureStage, use_figures},
        tags::{self, Wanted},
    },
    machine::{Machine, Provenance},
    net::Source,
    ui::{CopyButton, CopyText, Derived, Icon, IconName, view},
};
use leptos::{prelude::*, task::spawn_local};
use serde_json::Value;
use tagprism_figures::{
    Scene,
    stack::{Matrix, export, matrix::Cell},
};

/// Images that are looked for under other tags at once.
const SOUGHT_MAX: usize = 5;

/// The buttons.
#[component]
pub fn Exports(
    known: Derived<Option<Value>>,
    machine: Derived<Machine>,
    reader: Reader,
) -> impl IntoView {
    let stage = use_figures().stack;
    let matrix = move || matrix(stage, known, machine);
    let save = move |name: &'static str, media_type: &'static str, of: fn(&Matrix) -> String| {
        // Nothing helps where the browser forbids downloads; the table can still be copied.
        let _ = download::save(name, media_type, of(&untrack(matrix)).as_bytes());
    };
    let seek = move |_| {
        let Some(run) = reader.begin_seeking() else {
            return;
        };
        let matrix = untrack(matrix);
        let gaps = matrix
            .rows
            .iter()
            .filter(|row| row.cells.first().is_some_and(Cell::is_gap));
        let gaps: Vec<(Asked, Source)> = gaps
            .filter_map(|row| reader.image(row.idx))
            .take(SOUGHT_MAX)
            .collect();
        let question = Question {
            platform: machine.get_untracked().platform,
            client: matrix.client.id,
        };
        let client = matrix.client;
        spawn_local(async move {
            for (asked, source) in gaps {
                let before = reader.noted(&asked);
                let noted = |names: Vec<String>, words: String| {
                    let question = question.clone();
                    Some(Sought {
                        question,
                        names,
                        words,
                    })
                };
                reader.note(
                    &asked,
                    noted(Vec::new(), "looking at other tags …".to_owned()),
                );
                let may_ask = |is_pull| reader.may_seek(run, &asked.reference, is_pull);
                let wanted = Wanted {
                    asker: asked.asker(&question.platform),
                    client,
                };
                let found = tags::look(&source, &asked.reference, &wanted, &may_ask).await;
                // Stopped: what was known before stays, and nothing more is asked for.
                let Some(found) = found else {
                    reader.note(&asked, before);
                    break;
                };
                reader.hear(&asked.reference, found.budget);
                reader.note(&asked, noted(found.names, found.words));
            }
            reader.end_seeking(run);
        });
    };
    let weigh = move |_| {
        let picked: Vec<(usize, usize)> = untrack(matrix)
            .rows
            .iter()
            .flat_map(|row| {
                let positions = row.cells.iter().filter_map(|cell| match cell {
                    Cell::Entry { position, .. } => Some((row.idx, *position)),
                    _ => None,
                });
                positions.collect::<Vec<_>>()
            })
            .collect();
        reader.read_sizes(&picked);
    };
    let markdown = CopyText::now(move || export::markdown(&matrix()));
    let has_gaps = Derived::new(move || !matrix().gaps_of(0).is_empty());
    view! {
        <div class="result-act stack-x">
            <CopyButton text=markdown label="Markdown" />
            <button class="btn quiet" type="button" on:click=move |_| save("tagprism-stack.csv", "text/csv", export::csv)>
                <Icon name=IconName::Save />"CSV"
            </button>
            <button class="btn quiet" type="button" on:click=move |_| save("tagprism-stack.json", "application/json", export::json)>
                <Icon name=IconName::Save />"JSON"
            </button>
            <button class="btn quiet" type="button" on:click=weigh>"Read sizes"</button>
            {move || has_gaps.get().then(|| view! {
                <button class="btn quiet" type="button" aria-disabled=move || reader.progress().is_seeking.to_string() on:click=seek>
                    "Look for other tags that have what is missing"
                </button>
            })}
            {move || reader.has_failures().then(|| view! {
                <button class="btn quiet" type="button" on:click=move |_| reader.retry()>
                    <Icon name=IconName::Reset />"Ask again for what failed"
                </button>
            })}
        </div>
    }
}

/// What the figure shows just now.
fn matrix(stage: FigureStage, known: Derived<Option<Value>>, machine: Derived<Machine>) -> Matrix {
    let machine = machine.get();
    let live = known.get();
    Matrix::new(
        &stage.state(),
        &Scene {
            machine: &machine.platform,
            machine_id: machine.known().map(|it| it.id),
            is_assumed: machine.provenance == Provenance::Assumed,
            live: live.as_ref(),
            playhead: None,
        },
    )
}
