//! What every machine gets of every image.

use super::image::{Known, Stack, StackImage, recorded};
use crate::{figure::Scene, state::State};
use tagprism_core::{
    Platform,
    clients::{Asker, CLIENTS, Client, Standing},
    machines::{MACHINES, Machine, Run},
};

/// Images that are compared at most.
pub const IMAGES_MAX: usize = 50;

/// Images × machines, for one client.
pub struct Matrix {
    /// The images, with where they come from.
    pub stack: Stack,
    /// The client that pulls.
    pub client: &'static Client,
    /// The machines, the reader's own first.
    pub columns: Vec<Column>,
    /// One per image, gaps first.
    pub rows: Vec<Row>,
    /// Whether only images are listed that the first machine cannot use; sums are about all of them.
    is_gaps_only: bool,
    /// Images that are not compared, because there are too many.
    pub n_left_out: usize,
}

/// A machine.
pub struct Column {
    /// What it is called.
    pub name: String,
    /// What its engine states.
    pub platform: Platform,
    /// What is known of it, where it is one of those that are listed.
    pub machine: Option<&'static Machine>,
    /// Whether it is the reader's own.
    pub is_own: bool,
}

/// An image and what each machine gets of it.
pub struct Row {
    /// Its place in the stack.
    pub idx: usize,
    /// One per column.
    pub cells: Vec<Cell>,
}

/// What a machine gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Not known yet.
    Waiting,
    /// Not known, because the image could not be read.
    Unknown,
    /// Nothing.
    Nothing,
    /// An entry.
    Entry {
        /// Its place in the index, from 1.
        position: usize,
        /// Its platform; `None` where it states none.
        platform: Option<Platform>,
        /// Whether it is taken for want of what was asked for.
        is_fallback: bool,
        /// What happens then.
        run: Option<Run>,
        /// Bytes of its layers, where they were read.
        bytes: Option<u64>,
    },
    /// The one image, whatever the machine.
    Single {
        /// What it is for, where that was read.
        platform: Option<Platform>,
        /// What happens then.
        run: Option<Run>,
    },
}

impl Cell {
    /// Whether the machine cannot use it: it gets nothing, or what it gets fails.
    #[must_use]
    pub fn is_gap(&self) -> bool {
        match self {
            Cell::Nothing => true,
            Cell::Entry { run, .. } | Cell::Single { run, .. } => {
                matches!(run, Some(Run::Fails(_)))
            }
            Cell::Waiting | Cell::Unknown => false,
        }
    }
}

impl Row {
    /// Whether the first machine cannot use it.
    fn is_gap_here(&self) -> bool {
        self.cells.first().is_some_and(Cell::is_gap)
    }

    /// Rows that weigh more come first: what the first machine lacks, then what most others do.
    fn weight(&self) -> (bool, usize) {
        (self.is_gap_here(), self.n_gaps())
    }

    /// How many machines cannot use it.
    #[must_use]
    pub fn n_gaps(&self) -> usize {
        self.cells.iter().filter(|cell| cell.is_gap()).count()
    }
}

impl Matrix {
    /// The matrix of a state of the figure.
    #[must_use]
    pub fn new(state: &State, scene: &Scene<'_>) -> Self {
        let mut stack = match scene.live {
            Some(live) => Stack::read(live),
            None => recorded(state.text("images")),
        };
        let n_left_out = stack.images.len().saturating_sub(IMAGES_MAX) + stack.n_left_out;
        stack.images.truncate(IMAGES_MAX);
        let client = CLIENTS
            .iter()
            .find(|client| client.id == state.one("client"))
            .unwrap_or(&CLIENTS[0]);
        let columns = columns(state, scene);
        let mut rows: Vec<Row> = Vec::new();
        for (idx, image) in stack.images.iter().enumerate() {
            let cells = columns.iter().map(|column| cell(image, column, client));
            let row = Row {
                idx,
                cells: cells.collect(),
            };
            let at = rows.partition_point(|before| before.weight() >= row.weight());
            rows.insert(at, row);
        }
        Self {
            is_gaps_only: state.one("show") == "gaps",
            n_left_out,
            stack,
            client,
            columns,
            rows,
        }
    }

    /// The rows that are listed.
    pub fn listed(&self) -> impl Iterator<Item = &Row> {
        self.rows
            .iter()
            .filter(|row| !self.is_gaps_only || row.is_gap_here())
    }

    /// The image of a row.
    #[must_use]
    pub fn image(&self, row: &Row) -> &StackImage {
        &self.stack.images[row.idx]
    }

    /// Images without anything that a column's machine can use.
    #[must_use]
    pub fn gaps_of(&self, column: usize) -> Vec<&StackImage> {
        let rows = self.rows.iter().filter(|row| row.cells[column].is_gap());
        rows.map(|row| self.image(row)).collect()
    }

    /// Whether a column's machine gets nothing at all of each image that it cannot use.
    pub(super) fn is_empty_handed(&self, column: usize) -> bool {
        let mut gaps = self.rows.iter().map(|row| &row.cells[column]);
        gaps.all(|cell| !cell.is_gap() || *cell == Cell::Nothing)
    }

    /// Bytes that a column's machine downloads, and whether that is all of them.
    #[must_use]
    pub fn bytes_of(&self, column: usize) -> (u64, bool) {
        let mut sum = 0_u64;
        let mut is_whole = self.n_left_out == 0;
        for row in &self.rows {
            match &row.cells[column] {
                Cell::Entry {
                    bytes: Some(bytes), ..
                } => sum = sum.saturating_add(*bytes),
                Cell::Nothing => {}
                Cell::Entry { bytes: None, .. }
                | Cell::Single { .. }
                | Cell::Waiting
                | Cell::Unknown => is_whole = false,
            }
        }
        (sum, is_whole)
    }
}

fn columns(state: &State, scene: &Scene<'_>) -> Vec<Column> {
    let listed = scene.listed();
    let name = match (listed, scene.is_assumed) {
        (Some(machine), _) => machine.name.to_owned(),
        (None, true) => "The machine in question".to_owned(),
        (None, false) => "Your machine".to_owned(),
    };
    let mut columns = vec![Column {
        name,
        platform: scene.machine.clone(),
        machine: listed,
        is_own: true,
    }];
    let chosen: Vec<&str> = state.text("machines").split(',').collect();
    let others = MACHINES
        .iter()
        .filter(|machine| chosen.contains(&machine.id) && Some(*machine) != listed);
    columns.extend(others.map(|machine| Column {
        name: machine.name.to_owned(),
        platform: machine.platform(),
        machine: Some(machine),
        is_own: false,
    }));
    columns
}

fn cell(image: &StackImage, column: &Column, client: &Client) -> Cell {
    let run = |platform: Option<&Platform>| {
        let unstated = Platform::default();
        let machine = column.machine?;
        Some(machine.run(platform.unwrap_or(&unstated)))
    };
    let entries = match &image.known {
        Known::Reading => return Cell::Waiting,
        Known::Failed(_) => return Cell::Unknown,
        Known::Single(platform) => {
            return Cell::Single {
                // Before its config is read nobody knows what it is for.
                run: platform.as_ref().and_then(|it| run(Some(it))),
                platform: platform.clone(),
            };
        }
        Known::Index(entries) => entries,
    };
    let asker = Asker {
        platform: image
            .asked
            .clone()
            .unwrap_or_else(|| column.platform.clone()),
        is_explicit: image.asked.is_some(),
    };
    let offered: Vec<_> = entries.iter().map(|(entry, _)| entry.clone()).collect();
    let choice = client.choose(&asker, &offered);
    let taken = entries
        .iter()
        .zip(&choice.verdicts)
        .find(|(_, verdict)| matches!(verdict.standing, Standing::Picked | Standing::Fallback));
    match taken {
        None => Cell::Nothing,
        Some(((entry, bytes), verdict)) => Cell::Entry {
            position: entry.position,
            run: run(entry.platform.as_ref()),
            platform: entry.platform.clone(),
            is_fallback: verdict.standing == Standing::Fallback,
            bytes: *bytes,
        },
    }
}
