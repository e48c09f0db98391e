//! How an image travels: a pull, and its mirror the push, as timelines that can be looked at from any moment.
//!
//! Reading order: [`image`] is what is known about the image, [`setting`] the circumstances; [`pull()`] and [`push()`] tell the story as a
//! [`Timeline`] of steps, events and objects; [`frame()`] is what is to be seen at one moment; [`export`] writes a timeline
//! as text.

pub mod export;
pub mod image;
mod pull;
mod push;
mod scene;
mod script;
pub mod setting;
pub mod timeline;
mod wire;

pub use self::{
    image::{Blob, Contents, FlowEntry, FlowImage, Layer, RootKind},
    pull::{pull, resolution},
    push::push,
    scene::{ObjectState, Scene, frame},
    setting::{Cache, Choice, Network, PushSetting, Setting, Store, Trouble},
    timeline::{Actor, Ending, Event, EventKind, Exchange, FlowObject, ObjectRole, Step, Timeline},
};
