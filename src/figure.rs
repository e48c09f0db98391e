//! Figures in a page: each is taken over where it stands, drawn again when its state, the machine or what was found out
//! changes, and sleeps while it is far away. `host` does that for all of them, `played` lends one to the player.

mod address;
mod host;
mod picture;
mod played;
mod replay;

pub use address::Spelling;
pub use host::{Hosted, host};
