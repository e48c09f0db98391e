//! How an image travels: a pull as a timeline that can be looked at from any moment.
//!
//! Reading order: [`image`] is what is known about the image, [`setting`] the circumstances; [`pull()`] tells the story as a
//! [`Timeline`] of steps, events and objects; [`Player`] shows what is to be seen at one moment; [`export`] writes a timeline
//! as text.

pub mod export;
pub mod image;
mod pull;
mod scene;
mod script;
pub mod setting;
pub mod timeline;
mod wire;

pub use self::{
    image::{Blob, Contents, FlowEntry, FlowImage, Layer, RootKind},
    pull::{pull, resolution},
    scene::{ObjectState, Player, Scene},
    setting::{Cache, Choice, Network, Setting, Store, Trouble},
    timeline::Timeline,
};
