//! "Your machine": one choice that every page of the site uses.
//!
//! The address decides first (`?host=`), then what this browser chose before, then a guess that is labeled as one.

mod builder;
mod chip;
mod context;
mod dialog;
mod guess;

pub use chip::{CHIP, MachineChip};
pub use context::{Machine, MachineContext, Provenance, provide_machine, use_machine};
